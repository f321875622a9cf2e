"""Sums over several messages, told to the whole product: the last correction and what was given count."""

from harness import Product


async def _told(product: Product, *words: str) -> str:
    worker, said = product.follower(), ""
    for one in words:
        said = await product.say(worker, one)
    return said


async def test_the_last_correction_stands_also_after_further_words(running: Product) -> None:
    said = await _told(running, "老板 欠俄一万八", "不对，是一万六", "3月到6月的", "登记", "1")
    assert "16,000元" in said and "18,000" not in said


async def test_what_was_paid_is_not_registered_as_owed(running: Product) -> None:
    said = await _told(running, "俄在饭馆端盘子一个月3800", "4个月没发了么", "老板上月给了2000", "登记", "1")
    assert "登记好了" in said and "2,000" not in said


async def test_an_advance_comes_off(running: Product) -> None:
    said = await _told(running, "老板欠我工资 一天350干了52天", "中间借了3000生活费")
    assert "15,200元（350×52－3000）" in said


async def test_a_deposit_is_not_registered_as_the_pay(running: Product) -> None:
    said = await _told(running, "9月的给了", "10月的没给 还倒扣俄500押金", "登记")
    assert "登记好了" in said and "500元" not in said


async def test_the_sum_is_counted_anew_or_asked_and_the_questions_go_on(running: Product) -> None:
    worker = running.follower()
    for one in ("老板欠我工资 一天350干了52天", "登记"):
        await running.say(worker, one)
    told = await running.say(worker, "不对，是干了56天")
    assert "18,200元 → 19,600元" in told and "金额还是18,200元" in told
    assert "一共欠您多少元" in await running.say(worker, "不对，是80个工")
    assert "单位或工地叫什么" in await running.say(worker, "28000")
