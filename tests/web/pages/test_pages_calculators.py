"""The calculators as forms: every one, its working, what is refused, and that nothing of it stays anywhere."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from pages_room import Browser, Room
from rights_support import CALCULATORS
from small_law import statute

from knowledge.law_import import store
from rights.calculator import listed
from rights.choices import CHOICES, Choice
from tickets.workings import LASTS, ROOT, Said, Workings
from web.pages.calculators import GONE, NO_CALCULATOR
from web.pages.choices import NO_CHOICE
from web.pages.law import NO_ARTICLE

SEVERANCE = {"begin": "2023-05-01", "end": "2026-06-30", "average": "6500"}
ENOUGH: dict[str, dict[str, str]] = {
    "annual_leave": {"year": "2026", "years": "12", "average": "6525"},
    "arrears": {"wage": "6000", "months": "3"},
    "below_minimum": {"month": "2026-05-01", "pay": "1500"},
    "final_award": {"wages": "20000"},
    "injury": {"grade": "9", "injured": "2026-03-01", "wage": "6000", "insured": "是"},
    "injury_death": {"died": "2026-03-01", "wage": "6000", "insured": "是", "spouse": "是"},
    "insurance_waiver": {"cash": "300", "months": "12"},
    "late_order": {"due": "10000"},
    "maternity": {"due": "2026-05-01"},
    "medical_period": {"total": "8", "here": "3"},
    "no_contract": {"begin": "2026-01-01", "wage": "5000", "left": "2026-06-30"},
    "overtime": {"wage": "5220", "hours": "10"},
    "probation": {"begin": "2026-01-01", "served": "2026-06-30", "contract_end": "2026-12-31", "wage": "6000"},
    "retirement": {"who": "男", "birth": "1970-05-01"},
    "severance": SEVERANCE,
    "unemployment": {"paid_months": "40", "own_will": "否"},
}


async def count(browser: Browser, name: str, **given: str) -> tuple[int, str]:
    response = await browser.http.post(f"{ROOT}/{name}", data=given, allow_redirects=False)
    return response.status, await response.text()


async def test_the_list_leads_to_every_form(room: Room) -> None:
    browser = await room.browser()
    status, text = await browser.get(ROOT)
    assert status == 200 and len(listed()) == len(CALCULATORS)
    for name, calculator in CALCULATORS.items():
        assert f'href="{ROOT}/{name}"' in text
        status, form = await browser.get(f"{ROOT}/{name}")
        assert status == 200
        for one in calculator.fields:
            assert f'name="{one.name}"' in form and one.label in form


@pytest.mark.parametrize("name", sorted(CALCULATORS))
async def test_each_gives_its_whole_working(room: Room, name: str) -> None:
    browser, now = await room.browser(), room.now().date()
    status, text = await count(browser, name, **ENOUGH[name])
    working = CALCULATORS[name].run(room.services.parameters, now, ENOUGH[name])
    assert status == 200, text
    for item in working.items:
        assert item.name in text and item.amount in text
    for step in (*(step for item in working.items for step in item.steps), *working.facts):
        assert step.title in text and step.result in text
    for citation in working.citations:
        short, _, number = citation.partition("#")
        assert f'href="{ROOT}/law/{quote(short, safe="")}/{number}"' in text
    for one in working.used:
        assert one.source in text and ("最新公布为准" in text or one.confidence == "A")


async def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(room: Room) -> None:
    status, text = await count(await room.browser(), "severance", begin="2023-05-01", end="", average="六千")
    assert status == 422
    assert re.search(r'id="end-wrong" role="alert">还没有填<', text)
    assert re.search(r'id="average-wrong" role="alert">要写成数字', text)
    assert 'value="2023-05-01"' in text and 'value="六千"' in text and text.count('role="alert"') == 3


async def test_fields_that_contradict_each_other(room: Room) -> None:
    status, text = await count(await room.browser(), "severance", **{**SEVERANCE, "end": "2022-01-01"})
    assert status == 422
    assert re.search(r'id="end-wrong" role="alert">不能早于入职日期', text)


async def test_no_honest_figure_is_said_so(room: Room) -> None:
    given = {"month": "2010-01-01", "pay": "500"}
    status, text = await count(await room.browser(), "below_minimum", **given)
    assert status == 200 and "算不出准数" in text and 'value="2010-01-01"' in text


async def test_what_is_typed_comes_back_as_text_only(room: Room) -> None:
    status, text = await count(await room.browser(), "severance", average='"><script>alert(1)</script>')
    assert status == 422 and "<script>alert" not in text


async def test_while_one_types(room: Room) -> None:
    browser = await room.browser()
    for given, want in (
        (SEVERANCE, "22,750.00元"),
        ({"begin": "2023-05-01"}, "还差或要改：离职日期、离职前12个月平均工资"),
    ):
        response = await browser.http.post(f"{ROOT}/severance", data=given, headers={"HX-Request": "true"})
        text = await response.text()
        assert response.status == 200 and want in text and "<html" not in text


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: one.name)
async def test_ways_stand_beside_each_other_with_their_articles(room: Room, choice: Choice) -> None:
    browser = await room.browser()
    assert f'href="{ROOT}/choice/{choice.name}"' in (await browser.get(ROOT))[1]
    status, text = await browser.get(f"{ROOT}/choice/{choice.name}")
    assert status == 200
    for way in choice.ways:
        assert all(said in text for said in (way.name, way.gives, way.by_when, way.proof, way.mind))
        for citation in way.citations:
            short, _, number = citation.partition("#")
            assert f'href="{ROOT}/law/{quote(short, safe="")}/{number}"' in text
    status, text = await browser.get(f"{ROOT}/choice/nothing")
    assert status == 404 and NO_CHOICE in text


@pytest.mark.parametrize("path", ["nothing", "Severance", "severance/more", "w/short"])
async def test_what_is_not_there(room: Room, path: str) -> None:
    assert (await (await room.browser()).get(f"{ROOT}/{path}"))[0] == 404


async def test_a_strange_calculator_and_a_strange_form(room: Room) -> None:
    browser = await room.browser()
    status, text = await count(browser, "nothing", wage="1")
    assert status == 404 and NO_CALCULATOR in text
    response = await browser.http.post(f"{ROOT}/severance", json=SEVERANCE)
    assert response.status == 415


async def test_nobody_is_known_and_no_cache_keeps_it(room: Room) -> None:
    response = await (await room.browser()).http.post(f"{ROOT}/severance", data=SEVERANCE)
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    text = await response.text()
    shared = re.search(rf"https?://[^<\"]*{ROOT}[^<\"]*", text)
    assert shared and shared[0].endswith(f"{ROOT}/severance")


async def test_an_article_can_be_read(room: Room) -> None:
    await store(room.database, [statute()], {}, room.now())
    browser = await room.browser()
    status, text = await browser.get(f"{ROOT}/law/{quote('试验法')}/1")
    assert status == 200 and "在三十日内给二倍。" in text and "第一条" in text
    for path in (f"{quote('试验法')}/9", f"{quote('没有法')}/1"):
        status, text = await browser.get(f"{ROOT}/law/{path}")
        assert status == 404 and NO_ARTICLE in text
    assert (await browser.get(f"{ROOT}/law/{quote('试验法')}/x"))[0] == 404


async def kept(room: Room, follower: str = "f1", average: str = "6500") -> str:
    async with room.database.session() as session:
        workings = Workings(session, room.services.keys, room.now())
        return await workings.keep(follower, Said("severance", {**SEVERANCE, "average": average}, ("按今天算",)))


async def test_a_working_out_of_the_chat_for_a_week(room: Room) -> None:
    path, browser = await kept(room), await room.browser()
    status, text = await browser.get(path)
    assert status == 200 and "22,750.00元" in text and "按今天算" in text
    room.now.at += LASTS - timedelta(seconds=1)
    assert (await browser.get(path))[0] == 200
    room.now.at += timedelta(seconds=1)
    status, text = await browser.get(path)
    assert status == 410 and GONE in text


async def test_a_guessed_link_shows_nothing(room: Room) -> None:
    path, browser = await kept(room), await room.browser()
    for guess in (path[:-1] + ("A" if path[-1] != "A" else "B"), f"{ROOT}/w/{'A' * 43}"):
        assert (await browser.get(guess))[0] == 410


async def test_the_row_tells_neither_token_nor_figures(room: Room) -> None:
    path = await kept(room)
    async with room.database.view() as session:
        [row] = await Workings(session, room.services.keys, room.now()).of("f1")
    assert path.rpartition("/")[2] not in row.key
    assert b"6500" not in row.body and b"severance" not in row.body
