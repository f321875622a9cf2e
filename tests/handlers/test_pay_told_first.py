"""A trade and a rate of pay told first are kept, whatever reads them, and join what follows."""

import pytest
from talks import SURE, Told

from bot.told_before import HEARD
from handlers.fallback import GREETING
from tickets.first_matter import kind_for


@pytest.mark.parametrize(
    "words",
    [
        "开铲车 一月7500",
        "缝衣服的 计件 一件2块3",
        "摘葡萄的 一天120",
        "光伏上装板子 一块板6块钱",
        "搞装修刮大白 包工说好一套4500",
        "砖厂码砖 一千块砖给35",
        "我是司机 给人拉货的",
    ],
)
async def test_it_is_kept(told: Told, words: str) -> None:
    slots = {"wage_fen": 750_000} if "一月" in words else {}
    assert (await told.say(told.means(words, "other", **slots))).startswith(HEARD)
    dialogue = await told.dialogue()
    assert dialogue is not None and dialogue.known["told"] == words


@pytest.mark.parametrize("words", ["今天天气25度", "我买了个手机 3000块", "一天200行不行"])
async def test_what_is_no_pay_is_greeted(told: Told, words: str) -> None:
    assert await told.say(told.means(words, "other")) == GREETING


async def test_what_is_told_behind_it_joins_and_is_registered_with_it(told: Told) -> None:
    lines = ["砖厂码砖 一千块砖给35", "码了42万块", "预支了6千"]
    for one in lines:
        await told.say(told.means(one, "other"))
    await told.say(told.means("老板不给结账", "complaint", ("arrears", SURE)))
    await told.say("登记")
    ((ticket, _),) = await told.tickets()
    assert told.read(ticket, ticket.story) == "\n".join([*lines, "老板不给结账"])


async def test_the_count_of_one_month_is_counted(told: Told) -> None:
    whole = "一单4块5\n10月跑了1320单"
    for one in whole.splitlines():
        await told.say(told.means(one, "other"))
    told.means(f"{whole}\n能要多少", "other")
    assert "5,940.00元" in await told.say(told.means("能要多少", "other"))


async def test_what_was_answered_before_a_complaint_is_registered_with_it(told: Told) -> None:
    first, asks, last = "工地上架子工 一个工420", "罚款这能扣吗", "还扣了我1200说是罚款"
    await told.say(told.means(first, "faq", ("contract", SURE)))
    await told.say(told.means(asks, "faq", ("contract", SURE)))
    await told.say(told.means(last, "complaint", ("arrears", SURE)))
    await told.say("1")
    ((ticket, _),) = await told.tickets()
    assert told.read(ticket, ticket.story) == f"{first}\n{last}"


async def test_a_story_that_was_not_to_be_registered_stays_out_of_the_next(told: Told) -> None:
    await told.say(told.means("老板欠我三个月工资", "complaint", ("arrears", SURE)))
    await told.say("2")
    await told.say(told.means("公司不给我交社保", "complaint", ("contract", SURE)))
    await told.say("1")
    ((ticket, _),) = await told.tickets()
    assert told.read(ticket, ticket.story) == "公司不给我交社保"


async def test_pay_alone_near_to_severance_begins_no_severance(told: Told) -> None:
    paid = "挖掘机干了三个月，给了2万"
    await told.say(told.means(paid, "faq", ("severance", SURE)))
    told.means(f"{paid}\n能要多少", "calculate", ("severance", SURE))
    assert "辞退、离职能拿多少" not in await told.say("能要多少")


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ("还扣了我1200说是罚款", "欠薪"),
        ("包月1万8，干了三个月\n给了2万", "欠薪"),
        ("扣了我1200，还把我辞退了", "辞退"),
        ("干了三年要赶我走", "辞退"),
    ],
)
def test_only_pay_is_no_dismissal(story: str, kind: str) -> None:
    assert kind_for("解除与辞退", story) == kind
