"""Pay by the hour, the trip, the piece, told to the whole product: the sum in the chat and on the ticket."""

import pytest
from harness import Product

from handlers.before_a_matter import FACTS_ALONE
from handlers.complaint import OFFER, RECKONED


@pytest.mark.parametrize(
    ("words", "sum_", "how"),
    [
        ("小时工，一小时18，干了126个小时没给钱", "2,268元", "18×126"),
        ("一趟400，跑了31趟，给了5000", "7,400元", "400×31－5000"),
        ("送一单4块5，跑了1200单没结", "5,400元", "4.5×1200"),
        ("一平方25，贴了180平方没给", "4,500元", "25×180"),
        ("老板欠我钱，每小时20元，一天干4小时，干了28天", "2,240元", "20×4×28"),
    ],
)
async def test_the_sum_is_said_back_counted_and_stands_on_the_ticket(
    running: Product, words: str, sum_: str, how: str
) -> None:
    worker = running.follower()
    said = await running.say(worker, words)
    assert RECKONED.format(sum=sum_, how=how) in said and said.endswith(OFFER)
    counted = await running.say(worker, "能要多少")
    assert f"拖欠的工资：{sum_.removesuffix('元')}.00元" in counted and "《劳动合同法》第三十条" in counted
    assert sum_ in await running.say(worker, "1")


async def test_told_in_parts_and_put_right(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "老板欠我工资")
    await running.say(worker, "一单4块5")
    assert RECKONED.format(sum="5,400元", how="4.5×1200") in await running.say(worker, "跑了1200单")
    assert "5,850.00元" in await running.say(worker, "不对，是1300单")
    assert RECKONED.format(sum="4,850元", how="4.5×1300－1000") in await running.say(worker, "给了1000")


async def test_what_cannot_be_put_right_is_asked_and_no_old_sum_stands(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "一趟400，跑了31趟没给钱")
    assert "12,400" not in await running.say(worker, "不对，是130")
    assert "12,400" not in await running.say(worker, "能要多少")


async def test_asked_one_by_one_only_what_is_paid_for_answers(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "我要算欠薪")
    assert "欠的数量" in await running.say(worker, "一小时18")
    assert "欠的数量" in await running.say(worker, "28天")
    assert "2,268.00元" in await running.say(worker, "126个小时")
    assert "1,768.00元" in await running.say(worker, "给了500")
    assert "欠的数量" in await running.say(worker, "一天200")  # no 126 days


async def test_trips_are_no_flight_and_alone_no_matter(running: Product) -> None:
    worker = running.follower()
    assert await running.say(worker, "一件3毛，做了2000件") == FACTS_ALONE
    assert "躲" not in await running.say(running.follower(), "送一单4块5，跑了1200单没结")


@pytest.mark.parametrize("words", ["老板欠我工资，一单4块到5块，跑了1200单没结", "一单4块，每天跑40单，干了30天没给钱"])
async def test_what_is_not_plain_is_asked(running: Product, words: str) -> None:
    worker = running.follower()
    assert "按您说的，欠的是" not in await running.say(worker, words)
    assert "还差一样" in await running.say(worker, "能要多少")


@pytest.mark.parametrize(
    ("answer", "sum_"),
    [("52天", "11,440.00元"), ("52", "11,440.00元"), ("每月26天", "11,440.00元"), ("一个月干二十六天", "11,440.00元")],
)
async def test_days_beside_months_are_asked_and_counted(running: Product, answer: str, sum_: str) -> None:
    worker = running.follower()
    assert "这2个月一共干了几天" in await running.say(worker, "一天220 干了两个月 没给 能要多少")
    assert sum_ in await running.say(worker, answer)


async def test_few_days_are_said_to_be_those_of_all_months(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "一天220 干了两个月 没给 能要多少")
    said = await running.say(worker, "26天")
    assert "5,720.00元" in said and "天数按2个月一共26天算" in said


@pytest.mark.parametrize("answer", ["每月35天", "每月大概26天", "每月二十几天"])
async def test_days_of_a_month_that_are_not_plain_are_asked_again(running: Product, answer: str) -> None:
    worker = running.follower()
    await running.say(worker, "一天220 干了两个月 没给 能要多少")
    assert "请再写一次" in await running.say(worker, answer)


async def test_thousands_of_bricks_are_no_yuan(running: Product) -> None:
    worker = running.follower()
    said = await running.say(worker, "砌砖 一千块砖400块 砌了3万块 没给钱")
    assert "30,000" not in said and "还差一样" in await running.say(worker, "能要多少")
    assert "30,000" not in await running.say(worker, "登记")


async def test_wages_not_paid_at_all_and_what_came_since(running: Product) -> None:
    worker = running.follower()
    said = await running.say(worker, "干了三个月 一个月5000 没给")
    assert RECKONED.format(sum="15,000元", how="5000×3") in said and said.endswith(OFFER)
    assert RECKONED.format(sum="12,200元", how="5000×3－2800") in await running.say(worker, "今天打给我2800")
    assert "12,200元" in await running.say(worker, "登记")


async def test_what_came_after_the_sum_was_told_is_asked(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "老板欠我工资一万八")
    await running.say(worker, "还了我四千八")
    await running.say(worker, "登记")
    assert "现在还欠13,200元吗" in await running.say(worker, "跳过")


@pytest.mark.parametrize("words", ["干了一个半月没给", "活干完了 8000块没给", "干了俩月 一分没给"])
async def test_arrears_without_the_word_for_wages_are_offered_to_be_registered(running: Product, words: str) -> None:
    said = await running.say(running.follower(), words)
    assert "劳动监察" in said and said.endswith(OFFER)


async def test_a_payment_behind_one_that_was_not_confirmed_loses_neither(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "老板欠我工资一万八")
    await running.say(worker, "登记")
    assert "16,500元" in await running.say(worker, "微信给我转了1500")
    said = await running.say(worker, "又打给我1000")
    assert "1. 金额：18,000元 → 15,500元" in said and "2. 金额：18,000元 → 17,000元" in said
    assert "改好了" in await running.say(worker, "1")


@pytest.mark.parametrize("words", ["让老板打给我2800", "明天打给我2800", "打给我2800就行"])
async def test_what_is_asked_for_changes_no_ticket(running: Product, words: str) -> None:
    worker = running.follower()
    await running.say(worker, "老板欠我工资一万八")
    await running.say(worker, "登记")
    said = await running.say(worker, words)
    assert "15,200" not in said and "单位或工地叫什么" in said
