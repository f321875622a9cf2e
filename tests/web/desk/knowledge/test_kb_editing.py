"""Drafts, review and publication at the desk."""

import pytest
from kb_room import INJURY, QUITTING, WAGES, Desk, fields_of

from knowledge.editing import OVERTAKEN
from web.desk.knowledge.editor_routes import FAULTY, SAVED, SENT
from web.desk.knowledge.posted import path_of

NEW_ASK = "老板跑了工资咋要"


async def test_the_list_tells_states_and_is_searched(desk: Desk) -> None:
    await desk.save(WAGES, title="老板拖工资怎么办")
    text = await desk.get()
    assert text.count("k-card-main") == 3 and "老板不发工资怎么办" in text
    found = await desk.get("?q=辞职")
    assert "想辞职要提前多久说" in found and found.count("k-card-main") == 1
    drafts = await desk.get("?tab=draft")
    assert drafts.count("k-card-main") == 1 and "草稿" in drafts
    assert "没有符合的回答" in await desk.get("?q=没有这样的字")
    assert (await desk.get("?sort=nonsense&page=999&topic=工伤认定")).count("k-card-main") == 1


async def test_what_followers_were_given_is_counted(desk: Desk) -> None:
    services = desk.parts.services
    for _ in range(7):
        services.tally.add(QUITTING, desk.parts.answering.clock().date())
    assert await services.tally.flush(services.database, services.keys) == 1
    assert await services.tally.flush(services.database, services.keys) == 0
    text = await desk.get()
    assert text.index("想辞职要提前多久说") < text.index("老板不发工资怎么办")
    assert "<dd>7</dd>" in text


async def test_an_unfinished_draft_is_kept_and_its_faults_stand_at_their_fields(desk: Desk) -> None:
    change = {"title": "", "body": "短{{没有}}", "citations": "民法典#99999", "ask": "一句", "reviewed": ""}
    response = await desk.save(WAGES, does="review", **change)
    assert response.headers["Location"] == path_of(WAGES)
    text = await desk.get(f"/{WAGES}")
    assert FAULTY.split("{")[0] in text
    assert 'id="wrong-title-1">不能空着' in text
    assert "至少要 8 句问法，现在有 1 句" in text and "要填日期" in text
    assert fields_of(text)["body"] == "短{{没有}}"
    assert (await desk.versions(WAGES))[-1][1] == "draft"
    await desk.save(
        WAGES, **change | {"title": "有题目", "reviewed": "2026-11-22", "ask": "\n".join("一二三四五六七八")}
    )
    text = await desk.get(f"/{WAGES}")
    assert "没有「没有」这个参数" in text and "民法典#99999 查不到，或者已经失效" in text


async def test_a_way_of_asking_of_another_entry_is_named(desk: Desk) -> None:
    before = fields_of(await desk.get(f"/{WAGES}"))
    await desk.save(WAGES, ask=before["ask"] + "\n辞职老板不批")
    assert "「辞职老板不批」已经是「想辞职要提前多久说」的问法" in await desk.get(f"/{WAGES}")


async def test_two_editors_at_once_lose_nothing(desk: Desk) -> None:
    mine = fields_of(await desk.get(f"/{WAGES}"))
    await desk.save(WAGES, title="别人的题目")
    response = await desk.post(f"/{WAGES}", {**mine, "title": "我的题目", "does": "save"})
    text = await response.text()
    assert response.status == 409
    assert OVERTAKEN.split("{")[0] in text and "<mark>别人</mark>" in text and 'value="我的题目"' in text
    again = await desk.post(f"/{WAGES}", {**fields_of(text), "does": "save"})
    assert again.status == 303
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published", "dropped", "draft"]
    assert fields_of(await desk.get(f"/{WAGES}"))["title"] == "我的题目"


async def test_from_draft_by_another_persons_review_to_published(desk: Desk) -> None:
    before = fields_of(await desk.get(f"/{WAGES}"))
    await desk.save(WAGES, does="review", ask=before["ask"] + f"\n{NEW_ASK}", why="补一句问法")
    assert SENT.split("{")[0] in (await desk.get(f"/{WAGES}"))
    own = await desk.post(f"/{WAGES}/publish", number="2")
    assert own.headers["Location"] == path_of(WAGES) and "是您自己写的" in await desk.get(f"/{WAGES}")
    await desk.sign_in("shen")
    report = await desk.ran(await desk.post(f"/{WAGES}/publish", number="2", why="看过了"))
    assert "已经发布" in report and "原来答对、会答错的：0 句" in report
    standing = await desk.published(WAGES)
    assert standing and standing.number == 2 and NEW_ASK in standing.text
    assert desk.parts.services.shelf.now.library.entries[WAGES].ask[-1] == NEW_ASK
    acts = [(actor, act) for actor, act, about in await desk.audit() if about == WAGES]
    assert acts == [
        ("bian", "answer_drafted"),
        ("bian", "answer_sent_to_review"),
        ("shen", "answer_publish_asked"),
    ]


async def test_an_editor_alone_publishes_what_they_wrote(desk: Desk) -> None:
    from sqlalchemy import update

    from web.desk.models import Agent

    async with desk.database.session() as session:
        await session.execute(update(Agent).where(Agent.name == "shen").values(active=False))
    await desk.save(WAGES, does="review", title="换个题目")
    assert "已经发布" in await desk.ran(await desk.post(f"/{WAGES}/publish", number="2"))


async def test_a_reviewer_gives_back_with_a_word(desk: Desk) -> None:
    await desk.save(WAGES, does="review", title="换个题目")
    await desk.sign_in("shen")
    await desk.post(f"/{WAGES}/back", number="2", remark="题目太短")
    assert "退回修改：题目太短" in await desk.get(f"/{WAGES}")
    assert (await desk.versions(WAGES))[-1][1] == "draft"
    await desk.post(f"/{WAGES}/drop", number="2")
    assert (await desk.versions(WAGES))[-1][1] == "dropped"


async def test_questions_that_would_become_wrong_stop_it_until_somebody_says_why(desk: Desk) -> None:
    asks = fields_of(await desk.get(f"/{INJURY}"))["ask"].split("\n")
    rival = fields_of(await desk.get(f"/{QUITTING}"))
    stolen = "\n".join(f"{ask}呢" for ask in asks for _ in range(1)) + "\n" + "\n".join(f"请问{ask}啊" for ask in asks)
    await desk.save(QUITTING, does="review", ask=stolen, title="上班受伤工伤认定", body=rival["body"])
    trial = await desk.ran(await desk.post(f"/{QUITTING}/trial"))
    assert "试跑没通过" in trial and "抢过去的" in trial
    assert (await desk.published(QUITTING)).number == 1  # type: ignore[union-attr]
    await desk.sign_in("shen")
    begun = await desk.post(f"/{QUITTING}/publish", number="2")
    stopped = await desk.ran(begun)
    assert "没有发布" in stopped and "会变成" in stopped
    here = begun.headers["Location"].removeprefix("/desk/knowledge")
    assert (await desk.post(f"{here}/anyway", why="")).headers["Location"].endswith(here)
    done = await desk.ran(await desk.post(f"{here}/anyway", why="领导要求"))
    assert "已经发布" in done and "领导要求" in done
    assert (await desk.published(QUITTING)).number == 2  # type: ignore[union-attr]


async def test_history_compares_restores_rolls_back_and_retires(desk: Desk) -> None:
    await desk.save(WAGES, does="review", title="换个题目")
    await desk.sign_in("shen")
    await desk.ran(await desk.post(f"/{WAGES}/publish", number="2"))
    text = await desk.get(f"/{WAGES}/history?from=1&to=2")
    assert "<mark>" in text and "第 1 版 → 第 2 版" in text
    await desk.post(f"/{WAGES}/restore", number="1", base="2")
    assert fields_of(await desk.get(f"/{WAGES}"))["title"] == "老板不发工资怎么办"
    assert (await desk.versions(WAGES))[-1] == (3, "draft", "shen")
    await desk.ran(await desk.post(f"/{WAGES}/rollback", number="1", why="改错了"))
    assert (await desk.published(WAGES)).number == 1  # type: ignore[union-attr]
    await desk.ran(await desk.post(f"/{WAGES}/retire", why="过时"))
    assert await desk.published(WAGES) is None
    await desk.post(f"/{WAGES}/drop", number="3")
    assert "老板不发工资怎么办" in await desk.get("?tab=retired")


async def test_the_preview_fills_figures_and_pages_like_a_message(desk: Desk) -> None:
    fields = fields_of(await desk.get(f"/{WAGES}"))
    shown = await (await desk.post(f"/{WAGES}/preview", fields)).text()
    assert "12351" in shown and "号码以最新公布为准。" in shown and "要工会登记" in shown and "1 条消息" in shown
    long = await (await desk.post(f"/{WAGES}/preview", {**fields, "body": "先这样。\n\n" + "很长。" * 350})).text()
    assert "回复 继续 看下一段" in long and "2 条消息" in long
    bad = await (await desk.post(f"/{WAGES}/preview", {**fields, "body": "打{{没有}}<script>"})).text()
    assert "【没有「没有」这个参数】" in bad and "&lt;script&gt;" in bad


async def test_the_hit_test_tries_the_draft_and_says_why(desk: Desk) -> None:
    fields = fields_of(await desk.get(f"/{QUITTING}"))
    now = await (await desk.post(f"/{QUITTING}/try", fields, question="年终奖不发能要吗")).text()
    fields["ask"] += "\n年终奖不发能要吗"
    then = await (await desk.post(f"/{QUITTING}/try", fields, question="年终奖不发能要吗")).text()
    assert "这一条" in then and "k-found-head" in now
    assert then.index("想辞职要提前多久说") < then.index("把握") and now.index("把握") < now.index("想辞职要提前多久说")
    assert "直接回答第一条" in then and "年终" in then and "k-pieces" in then


@pytest.mark.parametrize(
    "path", ["/nothing-here", "/nothing-here/history", "/runs/99", "/import/99", "/parameters/没有"]
)
async def test_what_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    assert await desk.status(path) == 404


async def test_saving_the_same_form_twice_saves_once(desk: Desk) -> None:
    fields = {**fields_of(await desk.get(f"/{WAGES}")), "title": "一次", "does": "save", "once": "a" * 32}
    for _ in range(2):
        await desk.post(f"/{WAGES}", fields)
    assert len(await desk.versions(WAGES)) == 2
    assert (await desk.post(f"/{WAGES}", {**fields, "once": "no"})).status == 400
    assert SAVED
