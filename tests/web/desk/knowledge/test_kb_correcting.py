"""What was missed or answered wrong, from the list to a draft and a test question."""

from kb_room import INJURY, QUITTING, Desk, fields_of

from bot.core.clock import today, utc_now
from knowledge.corrections import Corrections
from knowledge.missed import Missed, Reason, Why
from web.desk.knowledge.correct_routes import KEPT, NO_CHOICE
from web.desk.knowledge.missed_routes import DRAFTED, NO_GROUP

ASKED = ("年终奖说好的不发了咋办", "年终奖说好的不发怎么办", "年终奖说好了不发")


async def missed(desk: Desk, *texts: str, why: Why = Why.REPHRASED, slug: str | None = None) -> list[str]:
    services = desk.parts.services
    async with desk.database.session() as session:
        store = Missed(session, services.keys)
        return [await store.keep(text, why, today(utc_now()), slug) for text in texts]


async def questions(desk: Desk) -> list[tuple[str, str]]:
    async with desk.database.view() as session:
        return [(one.text, one.slug) for one in await Corrections(session, desk.parts.services.keys).all()]


async def test_a_group_becomes_a_draft_in_two_clicks_without_anything_personal(desk: Desk) -> None:
    await missed(desk, *ASKED, "我叫王大锤，电话13812345678，" + ASKED[0])
    text = await desk.get("/missed")
    assert "13812345678" not in text and "4 次" in text
    name = text.split('id="g-')[1].split('"')[0]
    response = await desk.post("/missed/draft", missed=name)
    slug = response.headers["Location"].removeprefix("/desk/knowledge/")
    page = await desk.get(f"/{slug}")
    assert DRAFTED in page and "13812345678" not in page
    assert set(ASKED) <= set(fields_of(page)["ask"].split("\n"))
    assert "没有答不上来的" in await desk.get("/missed")
    again = await desk.post("/missed/draft", missed=name)
    assert again.headers["Location"].endswith("/missed") and NO_GROUP in await desk.get("/missed")


async def test_a_group_is_taken_off_the_list_with_a_word(desk: Desk) -> None:
    await missed(desk, "今天天气怎么样")
    name = (await desk.get("/missed")).split('id="g-')[1].split('"')[0]
    await desk.post("/missed/done", missed=name, why="")
    assert "今天天气" in await desk.get("/missed")
    await desk.post("/missed/done", missed=name, why="和劳动无关")
    assert "今天天气" not in await desk.get("/missed")


async def test_a_wrong_answer_is_put_right_and_asked_at_every_publication(desk: Desk) -> None:
    (name,) = await missed(desk, "干一半不想干了老板压着不放人", why=Why.NOT_USEFUL, slug=INJURY)
    async with desk.database.session() as session:
        await Missed(session, desk.parts.services.keys).explain(name, Reason.OFF_THE_POINT)
    assert "答非所问" in await desk.get("/missed")
    page = await desk.get(f"/correct?missed={name[:6]}")
    assert "干一半不想干了" in page and "该答哪一条" in page
    form = {"question": "干一半不想干了老板压着不放人", "missed": name[:6], "does": "keep", "adds": "1"}
    refused = await desk.post("/correct", form)
    assert refused.status == 422 and NO_CHOICE in await refused.text()
    response = await desk.post("/correct", {**form, "slug": QUITTING})
    assert response.headers["Location"].endswith(QUITTING)
    page = await desk.get(f"/{QUITTING}")
    assert (
        KEPT in page and "干一半不想干了老板压着不放人" in fields_of(page)["ask"] and "更正过的原话（测试题）" in page
    )
    assert await questions(desk) == [("干一半不想干了老板压着不放人", QUITTING)]
    await desk.save(QUITTING, does="review")
    await desk.sign_in("shen")
    report = await desk.ran(await desk.post(f"/{QUITTING}/publish", number="2"))
    assert "更正过的原话 1 句，都答对了" in report
    key = (await desk.get(f"/{QUITTING}")).split('name="key" value="')[1].split('"')[0]
    await desk.post(f"/{QUITTING}/uncorrect", key=key)
    assert await questions(desk) == []


async def test_a_question_of_a_conversation_may_become_a_new_answer(desk: Desk) -> None:
    asked = "我叫李建国，单位让签自愿放弃年终奖"
    page = await (await desk.post("/correct", question=asked, does="look", words="辞职")).text()
    assert "李建国" not in page and "想辞职要提前多久说" in page
    response = await desk.post("/correct", question=asked, does="keep", slug="new")
    slug = response.headers["Location"].removeprefix("/desk/knowledge/")
    assert "年终奖" in fields_of(await desk.get(f"/{slug}"))["ask"]
    assert [of for _, of in await questions(desk)] == [slug]


async def test_an_unknown_entry_is_no_choice(desk: Desk) -> None:
    assert (await desk.post("/correct", question="问", does="keep", slug="nothing-here")).status == 422
    assert (await desk.post("/correct", question="", does="keep", slug=QUITTING)).status == 422
