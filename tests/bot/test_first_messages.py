"""The first messages of a talk with what we really know: who one is, then facts, then what happened."""

import pytest
from harness import Product

from handlers.before_a_matter import WHAT_IS_IT
from handlers.safety import FOLLOWED

ASKED = WHAT_IS_IT.partition("{examples}")[0]


async def talk(running: Product, *words: str) -> list[str]:
    """What a new follower reads after each."""
    worker = running.follower()
    return [await running.say(worker, one) for one in words]


@pytest.mark.parametrize(
    ("words", "sum_"),
    [
        (("我是保安", "一个月2600", "干了3年", "被辞退了 能赔多少"), "7,800.00元"),
        (("我是小工", "一天二百八", "干了36天", "工头一分没给", "能要多少"), "10,080.00元"),
        (("一个月6000", "我是司机", "干了两年半", "公司倒闭了", "能拿多少"), "18,000.00元"),
        (("上班路上被车撞了", "定了十级", "一个月9000", "能赔多少"), "63,000.00元"),
    ],
)
async def test_facts_in_any_order_are_counted(running: Product, words: tuple[str, ...], sum_: str) -> None:
    assert sum_ in (await talk(running, *words))[-1]


@pytest.mark.parametrize("words", ["厂子倒闭了", "公司要注销了", "公司搬走了", "厂子黄了"])
async def test_a_firm_that_closes_gets_a_plain_answer(running: Product, words: str) -> None:
    [said] = await talk(running, words)
    assert "要给N" in said and "欠着工资" in said


async def test_a_pregnant_worker_gets_her_answer(running: Product) -> None:
    first, then = await talk(running, "我怀孕了", "公司要辞退我")
    assert first.startswith(ASKED) and then.startswith("不能因为你怀孕")


async def test_danger_behind_who_one_is_goes_first(running: Product) -> None:
    _, then = await talk(running, "我是送快递的", "手被机器压断了")
    assert FOLLOWED.partition("\n")[2] in then


async def test_a_grade_told_on_the_urgent_ticket_is_counted_and_the_ticket_stays_in_mind(running: Product) -> None:
    said = await talk(running, "手被机器压断了", "九级", "一个月9000", "在金凤区宏达厂", "能赔多少")
    assert "9个月的本人工资" in said[1] and "记在您的单子上了" in said[1]
    assert "81,000.00元" in said[2] and "记在您的单子上了" in said[2]
    assert "记在您的单子上了" in said[3] and "81,000.00元" in said[4]


async def test_what_the_leave_and_the_minimum_lack_is_asked(running: Product) -> None:
    leave = await talk(running, "年假没给休，一个月6000，干了4年", "去年", "4年")
    assert "哪一年" in leave[0] and "一共工作满几年" in leave[1] and "2,758.62元" in leave[2]
    short = await talk(running, "一个月才给1500，差多少", "2026年10月")
    assert "从哪个月起" in short[0] and "735.00元" in short[1] and "没说在哪里上班" in short[1]


@pytest.mark.parametrize("place", ["固原", "深圳"])
async def test_no_shortfall_is_counted_for_a_place_whose_minimum_is_unknown(running: Product, place: str) -> None:
    [said] = await talk(running, f"我在{place}上班，一个月才给1500，差多少")
    assert "从哪个月起" not in said and "735" not in said
