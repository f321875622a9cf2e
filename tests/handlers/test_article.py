"""Who names an article gets it, and the answers that rest on it."""

from datetime import date

import pytest
from small_law import statute
from talks import FAR, SURE, Talk, entry

from handlers.article import AS_OF, COMING, ENDED, HEAD, ITEM, MEANT, MISSING, NOT_HELD, OFFER, PARTLY, REPEALED
from handlers.fallback import GREETING
from knowledge.entry import Citation
from knowledge.law_import import store
from knowledge.statutes import Statute

CONTRACTS = statute("劳动合同法", articles={"30": "及时足额支付。", "82": "每月支付二倍的工资。", "276-1": "坐牢。"})
INJURIES = statute("工伤保险条例", articles={"14": "应当认定为工伤：\n(五)因工外出的；\n（六）上下班途中的；"})


async def held(talk: Talk, *statutes: Statute) -> None:
    await store(talk.services.database, statutes or (CONTRACTS, INJURIES), {}, talk.now)


def head(title: str, label: str) -> str:
    return HEAD.format(title=title, label=label)


@pytest.mark.parametrize(
    "words",
    [
        "劳动合同法第82条",
        "劳动合同法82",
        "劳动合同法第八十二条",
        "《中华人民共和国劳动合同法》第82条。",
        "劳动合同法 82 条",
    ],
)
async def test_an_article_is_given_with_its_day(talk: Talk, words: str) -> None:
    await held(talk)
    answered = await talk.send(words)
    assert answered.handler == "article.article"
    reply = str(getattr(answered.reply, "content", ""))
    day = AS_OF.format(day="2018年9月1日")
    assert reply == f"{day}\n\n{head('劳动合同法', '第八十二条')}\n每月支付二倍的工资。"
    assert await talk.dialogue() is None


@pytest.mark.parametrize("words", ["劳动和同法第82条", "劳动合同同法82", "劳合同法第八十二条"])
async def test_a_name_misspelt_by_one_character_is_asked_back(talk: Talk, words: str) -> None:
    await held(talk)
    assert await talk.say(words) == MEANT.format(named="《劳动合同法》第八十二条")
    assert "每月支付二倍的工资。" in await talk.say("《劳动合同法》第八十二条")


@pytest.mark.parametrize("words", ["劳动和铜法第82条", "工会法第3条", "劳动法第82条", "安保条例第3条"])
async def test_another_name_is_not_guessed_at(talk: Talk, words: str) -> None:
    await held(talk)
    assert (await talk.send(words)).handler != "article.article"


async def test_a_name_near_two_statutes_is_not_guessed_at(talk: Talk) -> None:
    await held(talk, statute("劳动甲同法"), statute("劳动乙同法"))
    assert (await talk.send("劳动合同法第1条")).handler != "article.article"


async def test_a_law_of_its_own_is_no_misspelling_of_another(talk: Talk) -> None:
    await held(talk, statute("民事诉讼法"))
    assert (await talk.send("刑事诉讼法第1条")).handler != "article.article"


async def test_an_article_added_between_two_others(talk: Talk) -> None:
    await held(talk)
    assert f"{head('劳动合同法', '第二百七十六条之一')}\n坐牢。" in await talk.say("劳动合同法276条之一")


async def test_the_item_that_was_asked_for_stands_first(talk: Talk) -> None:
    await held(talk)
    reply = await talk.say("《工伤保险条例》第十四条第六项")
    assert f"{ITEM}（六）上下班途中的；\n\n应当认定为工伤：" in reply
    assert f"{ITEM}(五)因工外出的；\n\n" in await talk.say("工伤保险条例14条5项")
    assert ITEM not in await talk.say("《工伤保险条例》第十四条第九项")


async def test_answers_that_rest_on_it_can_be_picked(talk: Talk) -> None:
    await held(talk)
    for number in range(5):
        cites = (Citation("劳动合同法", "82"), *[Citation("劳动法", "50")] * number)
        talk.services.shelf.now.library.entries[f"e{number}"] = entry(f"e{number}", citations=cites)
    reply = await talk.say("劳动合同法第82条")
    assert reply.endswith(OFFER.format(choices="1. e0怎么办\n2. e1怎么办\n3. e2怎么办"))
    assert "e1为什么" in await talk.say("2")


async def test_an_answer_of_yesterday_is_not_offered(talk: Talk) -> None:
    await held(talk)
    gone = entry("gone", citations=(Citation("劳动合同法", "82"),), valid_until=date(2020, 1, 1))
    talk.services.shelf.now.library.entries["gone"] = gone
    assert "gone怎么办" not in await talk.say("劳动合同法第82条")


async def test_nothing_is_written_where_nothing_is_offered(talk: Talk) -> None:
    await held(talk)
    await talk.say("劳动合同法第82条")
    assert (await talk.services.journal.recall("-", talk.follower)).version == 0


async def test_a_whole_basis_line_gives_all_its_articles(talk: Talk) -> None:
    await held(talk)
    reply = await talk.say("依据：《劳动合同法》第三十条、第八十二条；《工伤保险条例》第十四条")
    heads = [head("劳动合同法", "第三十条"), head("劳动合同法", "第八十二条"), head("工伤保险条例", "第十四条")]
    assert [one for one in heads if one in reply] == heads


async def test_an_article_that_is_not_there(talk: Talk) -> None:
    await held(talk)
    assert await talk.say("工伤保险条例第120条") == MISSING.format(title="工伤保险条例", held=14, label="第一百二十条")
    gap = NOT_HELD.format(title="劳动合同法", held=3, label="第三十一条")
    assert await talk.say("劳动合同法第31条") == gap
    await held(talk, statute("刑法", title="中华人民共和国刑法（劳动相关条文节选）"))
    assert await talk.say("刑法第3条") == NOT_HELD.format(title="刑法", held=2, label="第三条")


@pytest.mark.parametrize("words", ["婚姻法第三条", "劳动合同法第82条说的二倍工资我能要多少", "第82条", "办法3", "法82"])
async def test_what_names_no_article_goes_its_usual_way(talk: Talk, words: str) -> None:
    await held(talk)
    assert await talk.say(words) == GREETING


async def test_a_story_that_mentions_an_article_goes_to_the_knowledge(talk: Talk) -> None:
    await held(talk)
    words = talk.means("老板没跟我签合同，听说劳动合同法第82条能赔二倍", "faq", ("contract", SURE), ("leave", FAR))
    assert "contract为什么" in await talk.say(words)


async def test_without_statutes_the_message_is_left_alone(talk: Talk) -> None:
    assert await talk.say("劳动合同法第82条") == GREETING
    words = talk.means("劳动合同法第八十二条", "faq", ("contract", SURE))
    assert "contract为什么" in await talk.say(words)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"status": "已被取代：自2026-09-20施行"}, REPEALED.format(state="已被取代：自2026-09-20施行")),
        ({"status": "部分失效（第三条）"}, PARTLY.format(state="部分失效（第三条）")),
        ({"until": date(2026, 9, 19)}, ENDED.format(day="2026年9月19日")),
        ({"effective": date(2027, 1, 1)}, COMING.format(day="2027年1月1日")),
        ({"effective": None}, "今天有效"),
        ({"version": "2018-06-30", "effective": date(2018, 9, 1)}, "2018年9月1日起施行，今天有效"),
    ],
)
async def test_it_says_whether_the_text_still_holds(talk: Talk, given: dict[str, object], words: str) -> None:
    await held(talk, statute("试验法", **given))
    assert words in await talk.say("试验法第一条")


async def test_the_newest_version_in_force_is_given(talk: Talk) -> None:
    old, new = statute(articles={"1": "旧的。"}), statute(articles={"1": "新的。"}, effective=date(2026, 1, 1))
    coming = statute(articles={"1": "以后的。"}, effective=date(2027, 1, 1))
    await held(talk, new, coming, old)
    assert "新的。" in await talk.say("试验法1")
