"""My papers: filled from the ticket, kept for their follower alone, wrong answers kept too, Word and print."""

import io
import re
from typing import Any

import pytest
from docx import Document
from multidict import MultiDict
from pages_room import Browser, Room
from paper_answers import FULL
from places_support import place
from rights_support import PARAMETERS, TODAY

from rights.fitting import fitting
from rights.limits import Matter
from rights.paper import CLAIMS, Rows, discover
from tickets.answers import Answers
from union.places import relist
from web.pages import paper_form, paper_posted
from web.pages.papers import DELETED, NO_PAPER, SAVED

FACTS = {"wage_fen": 650_000, "months": 3.0, "began": "2023-05-01", "ended": "2026-06-30", "job": "木工"}
EMPLOYER = "宏达建筑劳务有限公司"
FORMS = discover()


async def owed(room: Room, openid: str = "o1", **more: Any) -> str:
    told = {"employer": EMPLOYER, "phone": "13800000000", "facts": FACTS} | more
    return (await room.ticket(openid, "老板欠我三个月工资", **told)).number


def path(number: str, name: str = "arbitration") -> str:
    return f"/my/tickets/{number}/papers/{name}" if number else f"/my/papers/{name}"


def fields(text: str) -> dict[str, str]:
    """What a browser would send of a page: its inputs, chosen options and texts."""
    body = text[text.index("<main") :]
    found = dict(re.findall(r'<input[^>]*? name="([\w.]+)"[^>]*? value="([^"]*)"', body))
    for name, choices in re.findall(r'<select[^>]*? name="([\w.]+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', choices) or re.search(r'value="([^"]*)"', choices)
        found[name] = chosen[1] if chosen else ""
    found |= dict(re.findall(r'<textarea[^>]*? name="([\w.]+)"[^>]*>\n(.*?)</textarea>', body, re.DOTALL))
    return {name: value for name, value in found.items() if name not in ("csrf", *ticks(text))}


def ticks(text: str) -> set[str]:
    return set(re.findall(r'<input type="checkbox" name="(\w+)"', text))


async def sent(browser: Browser, at: str, do: str = "save", **changed: str) -> tuple[int, str]:
    """Sends the form at this address with some answers changed."""
    _, text = await browser.get(at)
    response = await browser.post(at, at, **{**fields(text), **changed, "do": do})
    return response.status, await response.text()


async def test_the_list_reaches_all_nine(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    status, text = await browser.get("/my/papers")
    assert status == 200
    for form in FORMS.values():
        assert f'href="{path(number, form.name)}"' in text and f'href="{path("", form.name)}"' in text
    first = fitting(Matter.WAGES)[0]
    assert text.index(path(number, first.name)) < text.index(path(number, "injury"))


async def test_without_a_ticket_each_can_be_filled_from_nothing(room: Room) -> None:
    browser = await room.inside("o1")
    for name in FORMS:
        status, _ = await browser.get(path("", name))
        assert status == 200
        status, _ = await sent(browser, path("", name))
        assert status == 303
        assert (await browser.get(f"{path('', name)}/ready"))[0] == 200


async def test_what_was_told_stands_in_the_form(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    _, text = await browser.get(path(number))
    filled = fields(text)
    assert filled["employer"] == EMPLOYER and filled["phone"] == "13800000000" and filled["job"] == "木工"
    assert filled["began"] == "2023-05-01" and filled["wage"] == "6500" and "三个月" in filled["facts"]
    assert filled["claims.1.calculator"] == "arrears" and "19,500.00元" in text


async def test_a_confirmed_office_of_the_district_stands_on_the_paper(room: Room) -> None:
    number, browser = await owed(room, district="兴庆区"), await room.inside("o1")
    assert fields((await browser.get(path(number)))[1])["office"] == ""
    office = place("某某区劳动人事争议仲裁委员会", "劳动仲裁")
    async with room.database.session() as session:
        await relist(session, [office, place("灵武的", "劳动仲裁", district="灵武市")], room.now())
    assert fields((await browser.get(path(number)))[1])["office"] == office.name


async def test_from_the_ticket_to_word_and_print(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    status, _ = await sent(browser, path(number), name="马小兰", id_number="110101199003070046")
    assert status == 303
    _, text = await browser.get(f"{path(number)}/ready")
    assert "性别" in text and "写好了" in text
    response = await browser.open(f"{path(number)}/word")
    assert response.status == 200 and "马小兰" not in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    document = Document(io.BytesIO(await response.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert "马小兰" in whole and EMPLOYER in whole and "19,500.00元" in whole and "请填写：性别" in whole
    response = await browser.open(f"{path(number)}/print")
    assert response.status == 200 and "sha256-" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "马小兰" in await response.text()


async def test_what_is_wrong_is_kept_and_told_beside_its_field(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    changed = {"wage": "六千五", "claims.1.months": "很多", "name": "马小兰"}
    status, text = await sent(browser, path(number), **changed)
    assert status == 422
    assert re.search(r'id="wage-wrong" role="alert">要写成数字', text)
    assert re.search(r'id="claims-1-months-wrong" role="alert">要写成数字', text)
    again = fields((await browser.get(path(number)))[1])
    assert again["wage"] == "六千五" and again["claims.1.months"] == "很多" and again["name"] == "马小兰"
    assert (await browser.open(f"{path(number)}/ready")).status == 303
    for file in ("word", "print"):
        assert (await browser.open(f"{path(number)}/{file}")).status == 422


async def test_rows_come_and_go(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    status, text = await sent(browser, path(number), "add:evidences", name="马小兰")
    assert status == 200 and SAVED in text and 'name="evidences.1.evidence"' in text
    status, text = await sent(
        browser, path(number), "save", **{"evidences.1.evidence": "流水", "evidences.2.evidence": "考勤"}
    )
    assert status == 303
    status, text = await sent(browser, path(number), "drop:evidences.1")
    assert status == 200
    again = fields(text)
    assert again["evidences.1.evidence"] == "考勤" and "evidences.2.evidence" not in again and again["name"] == "马小兰"


async def test_claims_are_added_counted_and_chosen(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    status, text = await sent(browser, path(number), "add:claims", claim="severance")
    assert status == 200 and 'name="claims.2.average"' in text
    asked = {"claims.2.calculator": "severance", "claims.2.begin": "2023-05-01"}
    given = asked | {"claims.2.end": "2026-06-30", "claims.2.average": "6500"}
    status, text = await sent(browser, path(number), **given)
    assert status == 422 and "45,500.00元" in text
    assert re.search(r'id="claims-2-item-wrong" role="alert">请选要哪一样', text)
    status, _ = await sent(browser, path(number), **{"claims.2.item": "违法解除赔偿金（2N）"})
    assert status == 303
    assert "65,000.00元" in (await (await browser.open(f"{path(number)}/print")).text())
    status, text = await sent(browser, path(number), "add:claims", claim="hand")
    assert 'name="claims.3.request"' in text
    status, _ = await sent(browser, path(number), **{"claims.3.request": "垫付的材料费", "claims.3.amount": "318.5"})
    assert status == 303
    assert "318.50元" in (await (await browser.open(f"{path(number)}/print")).text())


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_longest_page_can_be_sent_back(name: str) -> None:
    """aiohttp takes 1,000 fields of a form, by default."""
    form, answers = FORMS[name], dict[str, Any]()
    for _ in range(paper_posted.MOST_ROWS + 1):
        for one in (*(one.name for one in form.fields), CLAIMS):
            answers = paper_posted.added(form, answers, one, "injury")
    parts = paper_form.parts(form, PARAMETERS, TODAY, answers, {})
    rows = [row for part in parts for row in part.rows]
    assert sum(len(row.fields) + len(row.hidden) for row in rows) + sum(len(one.fields) for one in parts) < 980
    full = [one for one in form.fields if isinstance(one, Rows) and not paper_posted.ticked(one)]
    assert sum(one.kind == "rows" and not one.adds for one in parts) == len(full) + bool(form.claims)


async def test_going_on_and_deleting(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    await sent(browser, path(number), name="马小兰")
    _, text = await browser.get("/my/papers")
    assert "填过" in text
    assert 'value="马小兰"' in (await browser.get(path(number, "inspection")))[1]  # told once, filled in everywhere
    response = await browser.post(f"{path(number)}/delete", path(number))
    assert response.status == 303 and DELETED in (await browser.get(response.headers["Location"]))[1]
    assert 'value="马小兰"' not in (await browser.get(path(number)))[1]


async def test_a_choice_of_several(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    at = path(number, "inspection")
    _, text = await browser.get(at)
    assert ticks(text) == {"acts"} and re.search(r'value="拖欠工资" checked', text)
    response = await browser.post(at, at, **fields(text), acts="不缴社会保险", do="save")
    assert response.status == 303
    assert re.search(r'value="不缴社会保险" checked', (await browser.get(at))[1])
    response = await browser.post(at, at, **fields(text), acts="没有这种", do="save")
    assert response.status == 422


async def test_nobody_sees_anothers_paper(room: Room) -> None:
    number, mine = await owed(room), await room.inside("o1")
    await sent(mine, path(number), name="马小兰")
    await sent(mine, path(""), name="马小兰")
    other, stranger = await room.inside("o2"), await room.browser()
    for end in ("", "/ready", "/word", "/print"):
        status, text = await other.get(f"{path(number)}{end}")
        assert status == 404 and NO_PAPER in text
        assert (await stranger.get(f"{path(number)}{end}"))[0] == 303
        theirs = await other.open(f"{path('')}{end}")
        assert "马小兰".encode() not in await theirs.read()
    for end in ("", "/delete"):
        assert (await other.post(f"{path(number)}{end}", path(""), name="别人")).status == 404
        assert (await stranger.post(f"{path(number)}{end}", name="别人")).status == 401
    await other.post(f"{path('')}/delete", path(""))
    assert fields((await mine.get(path(number)))[1])["name"] == "马小兰"
    assert fields((await mine.get(path("")))[1])["name"] == "马小兰"


async def test_a_receipt_opens_no_papers_and_ties_no_ticket_to_a_follower(room: Room) -> None:
    ticket = await room.anonymous()
    browser = await room.with_receipt(ticket.number)
    assert (await browser.get(path(ticket.number)))[0] == 303
    link = await room.link("o1")
    assert (await browser.post(link, link)).status == 303
    assert (await browser.get(f"/my/tickets/{ticket.number}"))[0] == 200
    assert (await browser.get(path(ticket.number)))[0] == 404
    assert (await browser.post(path(ticket.number), "/my/papers/arbitration", name="x")).status == 404
    async with room.database.view() as session:
        follower = room.services.keys.index("o1")
        assert await Answers(session, room.services.keys, room.now()).rows(follower) == []


async def test_a_form_of_another_site_changes_nothing(room: Room) -> None:
    number, browser = await owed(room), await room.inside("o1")
    response = await browser.http.post(path(number), data={"name": "x", "do": "save"}, allow_redirects=False)
    assert response.status == 403
    assert fields((await browser.get(path(number)))[1])["name"] == ""


@pytest.mark.parametrize("name", ["nothing", "arbitration/nothing", "ARBITRATION"])
async def test_what_is_not_there(room: Room, name: str) -> None:
    assert (await (await room.inside("o1")).get(f"/my/papers/{name}"))[0] == 404


async def test_answers_a_release_no_longer_asks_for_do_no_harm(room: Room) -> None:
    browser = await room.inside("o1")
    async with room.database.session() as session:
        answers = {"gone": "x", "name": "马小兰", "evidences": [{"evidence": "a", "gone": "b"}]}
        await Answers(session, room.services.keys, room.now()).keep(
            room.services.keys.index("o1"), "", "arbitration", answers
        )
    assert (await browser.get(f"{path('')}/ready"))[0] == 200
    assert 'value="马小兰"' in (await browser.get(path("")))[1]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_browser_brings_back_what_the_page_showed(name: str) -> None:
    """Full answers through the page's fields and back are the same answers."""
    form, answers = FORMS[name], dict(FULL[name])
    posted: MultiDict[str] = MultiDict()
    for one in form.fields:
        value = answers.get(one.name, "")
        if not isinstance(one, Rows):
            posted[one.name] = (
                {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)
            )
        elif paper_posted.ticked(one):
            for row in value:
                posted.add(one.name, row)
        else:
            for at, row in enumerate(value, 1):
                texts = row if isinstance(row, dict) else {one.fields[0].name: row}
                posted.update({f"{one.name}.{at}.{key}": str(text) for key, text in texts.items()})
    for at, row in enumerate(answers.get(CLAIMS, []), 1):
        posted.update({f"{CLAIMS}.{at}.{key}": text for key, text in row.items()})
    back = paper_posted.answers_of(form, posted)
    assert paper_posted.problems(form, PARAMETERS, TODAY, back) == {}
    assert form.fill(PARAMETERS, TODAY, back) == form.fill(PARAMETERS, TODAY, answers)
