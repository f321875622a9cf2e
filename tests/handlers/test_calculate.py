"""Counting in the chat: at once where everything was said, else one question at a time."""

from dataclasses import replace
from datetime import date

import pytest
from rights_support import PARAMETERS
from talks import Talk

from bot.core.live import Live
from bot.wechat.message import Click
from handlers.calculate import AT_ONCE, FORMS, WHICH
from handlers.calculating import STOPPED
from handlers.menu import BUTTONS
from knowledge.slots import Slots
from rights.calculator import discover, listed
from rights.calculators import severance
from rights.injury_wage import NOT_SAID
from rights.next_step import FREE
from tickets.counted import AFTER, WHY, told
from tickets.leaving import TODAY
from tickets.prefilled import ABOUT_PAY, NO_DAY, prefill

SAID = "干了三年两个月一月六千五让走人能给多少"


@pytest.fixture
def counting(talk: Talk) -> Talk:
    talk.services = replace(talk.services, parameters=PARAMETERS)
    return talk


def means(talk: Talk, words: str = SAID, **slots: object) -> str:
    return talk.means(words, "calculate", ("severance", 0.9), **slots)


async def test_what_was_said_is_enough(counting: Talk) -> None:
    answered = await counting.send(means(counting, service_months=38.0, wage_fen=650_000))
    said = answered.reply.content
    assert answered.handler == "calculate.calculate" and answered.reply.action == "calculate"
    assert "22,750.00元" in said and "45,500.00元" in said and "《劳动合同法》第四十七条" in said and AFTER in said


async def test_only_what_is_missing_is_asked(counting: Talk) -> None:
    first = await counting.say(means(counting, began="2023-05-01", ended="2026-06-30"))
    assert "平均工资" in first
    assert "22,750.00元" in await counting.say("6500元")


async def test_a_wrong_answer_is_told_why_and_asked_again(counting: Talk) -> None:
    await counting.say(means(counting, began="2023-05-01", ended="2026-06-30"))
    for words, why in (("六千多吧", "要写成数字"), ("6.500元", "里的点看不准：是6500就别写点")):
        again = await counting.say(words)
        assert why in again and "平均工资" in again
    assert "22,750.00元" in await counting.say("6500")


async def test_one_step_back_asks_for_what_was_given_last(counting: Talk) -> None:
    await counting.say(means(counting, began="2023-05-01", ended="2026-06-30"))
    assert "离职日期" in await counting.say("上一步")
    await counting.say("2024-04-30")
    assert "6,500.00元" in await counting.say("6500")


async def test_it_can_be_left(counting: Talk) -> None:
    await counting.say(means(counting, began="2023-05-01"))
    assert await counting.say("不算了") == STOPPED
    assert await counting.dialogue() is None


async def test_one_number_is_told_anew_and_no_longer_assumed(counting: Talk) -> None:
    first = await counting.say(means(counting, service_months=38.0, wage_fen=650_000))
    assert TODAY.split("{")[0] in first
    which = await counting.say("重算")
    at = next(line.partition(".")[0] for line in which.splitlines() if "离职日期" in line)
    assert "离职日期" in await counting.say(at)
    again = await counting.say("2026-10-31")
    assert TODAY.split("{")[0] not in again and "2026-10-31" in again


async def test_what_was_owed_is_no_field_of_another_calculator(counting: Talk) -> None:
    slots = Slots(months=3.0, wage_fen=600_000, grade=9)
    assert prefill(discover()["injury"], slots, date(2026, 11, 22)).given == {"grade": "9", "wage": "6000"}
    assert prefill(discover()["arrears"], slots, date(2026, 11, 22)).given == {"wage": "6000", "months": "3"}


async def test_an_offer_to_register_outlives_a_sum_in_between(counting: Talk) -> None:
    await counting.say(counting.means("老板欠我钱", "complaint", ("arrears", 0.9)))
    assert "22,750.00元" in await counting.say(means(counting, service_months=38.0, wage_fen=650_000))
    assert "登记好了" in await counting.say("1登记")


async def test_the_months_are_told_before_the_pay_is_known(counting: Talk) -> None:
    first = await counting.say(means(counting, service_months=15.0))
    assert "N是1.5个月工资" in first and "2N是3个月" in first and "平均工资" in first and "第四十七条" in first
    assert "7,500.00元" in await counting.say("五千")


async def test_the_result_says_what_it_would_be_otherwise_and_what_to_do(counting: Talk) -> None:
    said = await counting.say(means(counting, began="2023-05-01", ended="2026-06-30", wage_fen=650_000))
    assert (
        f"如果{severance.UNLAWFUL}：是45,500.00元（2N）" in said and f"如果{severance.NO_NOTICE}：是29,250.00元" in said
    )
    assert severance.IF_RESIGNED.format("22,750.00元") in said
    assert "2027-06-30" in said and FREE in said and "起诉" not in said
    assert len(said.encode()) < 2048


async def test_every_step_on_demand(counting: Talk) -> None:
    said = await counting.say(means(counting, service_months=38.0, wage_fen=650_000))
    detail = await counting.say("明细")
    assert "· 2N：" in detail and "· 2N：" not in said and "第八十七条" in detail
    assert "离职日期" in await counting.say("重算")


async def test_of_two_wages_one_is_asked(counting: Talk) -> None:
    asked = await counting.say(means(counting, "合同写4000实发6500，干了三年被辞退赔多少", service_months=36.0))
    assert "4000元" in asked and "6500元" in asked and "应发" in asked
    assert "19,500.00元" in await counting.say("6500")


async def test_a_day_told_as_a_month_is_asked_only_where_it_matters(counting: Talk) -> None:
    told_ = await counting.say(means(counting, began="2011-07", ended="2026-11-20", wage_fen=500_000))
    assert "77,500.00元" in told_ and "2011-07" in told_
    asked = await counting.say(means(counting, "换一个", began="2023-05", ended="2026-10-31", wage_fen=600_000))
    assert "入职日期" in asked and "2023-05" in asked
    assert "21,000.00元" in await counting.say("2023年5月20日")


async def test_a_day_that_is_none_is_said_and_asked_again(counting: Talk) -> None:
    words = means(counting, "2月31号入职，上个月被辞退，能赔多少", ended="2026-10-31", wage_fen=600_000)
    first = await counting.say(words)
    assert NO_DAY.format(said="2月31号") in first and "入职日期" in first
    again = await counting.say("2023年2月29号")
    assert NO_DAY.format(said="2023年2月29号") in again and "入职日期" in again
    assert "24,000.00元" in await counting.say("2023年5月1日")


async def test_a_contract_signed_some_day_is_asked_and_never_counted_to_today(counting: Talk) -> None:
    words = counting.means(
        "没签合同后来签了，2025年6月1日入职，月薪6000，多少",
        "faq",
        ("severance", 0.9),
        began="2025-06-01",
        wage_fen=600_000,
    )
    first = await counting.say(words)
    assert "补签书面合同的日期" in first and "个月工资" not in first
    assert "30,000.00元" in await counting.say("2025-12-01")


async def test_what_the_words_claim_goes_before_what_the_best_entry_is_about(counting: Talk) -> None:
    told = means(counting, "没签合同干了14个月，月薪5000，能赔多少", service_months=14.0, wage_fen=500_000)
    said = await counting.say(told)
    assert "55,000.00元" in said and "经济补偿" not in said


async def test_who_never_signed_says_so(counting: Talk) -> None:
    words = counting.means(
        "没签合同后来签了，2025年6月1日入职，月薪6000，多少",
        "faq",
        ("severance", 0.9),
        began="2025-06-01",
        wage_fen=600_000,
    )
    await counting.say(words)
    assert "66,000.00元" in await counting.say("没签")


async def test_a_day_that_may_stay_open_is_asked_where_it_was_told_wrong(counting: Talk) -> None:
    words = means(counting, "2月31号受伤，九级能赔多少", grade=9, wage_fen=600_000)
    assert NO_DAY.format(said="2月31号") in await counting.say(words)


async def test_an_estimate_in_an_answer_is_said_aloud(counting: Talk) -> None:
    await counting.say(means(counting, began="2023-05-01", ended="2026-06-30"))
    assert ABOUT_PAY.format(yuan="6500") in await counting.say("六千五左右")


async def test_figures_of_ningxia_are_not_put_on_other_places(counting: Talk) -> None:
    far = means(counting, "我在宁波十级能赔多少", grade=10, wage_fen=300_000, city="宁波")
    assert (await counting.send(far)).handler == "answer.answer"
    same = await counting.say(means(counting, "宁波的", service_months=38.0, wage_fen=650_000, city="宁波"))
    assert "22,750.00元" in same and "宁波" in same


async def test_a_grade_is_counted_whatever_the_best_entry_is_about(counting: Talk) -> None:
    said = await counting.say(means(counting, "七级该给多少", grade=7, wage_fen=800_000))
    assert "104,000.00元" in said and NOT_SAID in said


async def test_the_dead_are_not_dismissed(counting: Talk) -> None:
    words = "父亲干了18年去世了，补偿多少"
    assert (await counting.send(means(counting, words, service_months=216.0))).handler == "answer.answer"
    asked = await counting.say(means(counting, "工地上出事死了，月薪六千，赔多少", wage_fen=600_000))
    assert "1,130,040" not in asked and "去世日期" in asked


@pytest.mark.parametrize(
    ("words", "grant", "is_sure"),
    [
        ("2025年3月在工地摔死了，月薪六千，赔多少", "1,083,760.00元", True),
        ("去年工亡，月薪六千，赔多少", "1,083,760.00元", True),
        ("2024年3月5日工亡，月薪六千，赔多少", "1,036,420.00元", False),
    ],
)
async def test_a_death_is_worth_what_its_year_says(counting: Talk, words: str, grant: str, is_sure: bool) -> None:
    said = await counting.say(means(counting, words, wage_fen=600_000))
    assert grant in said and "1,130,040" not in said and ("国家统计局最新公布为准" in said) is not is_sure


async def test_an_injury_by_an_unconfirmed_average_says_so(counting: Talk) -> None:
    said = await counting.say(means(counting, "七级该给多少", grade=7, wage_fen=800_000))
    assert "最新公布为准" in said


async def test_months_of_treatment_are_counted(counting: Talk) -> None:
    told = await counting.say(means(counting, "工伤七级停工留薪6个月赔多少", grade=7, wage_fen=600_000))
    assert "78,000.00元" in told and "36,000.00元" in told and "114,000.00元" in told


async def test_who_goes_of_their_own_will_is_told_the_rules(counting: Talk) -> None:
    own = means(counting, "我自己辞职，干了5年，有多少补偿", service_months=60.0, wage_fen=600_000)
    assert (await counting.send(own)).handler == "answer.answer"
    forced = means(counting, "欠薪，我自己辞职，干了5年，有多少补偿", service_months=60.0, wage_fen=600_000)
    assert "30,000.00元" in await counting.say(forced)


async def test_a_question_of_the_rules_with_every_number_is_counted(counting: Talk) -> None:
    words = counting.means("干了三年多，补偿多少钱", "faq", ("severance", 0.9), service_months=38.0, wage_fen=650_000)
    assert "22,750.00元" in await counting.say(words)
    open_ = counting.means("辞退补偿多少钱", "faq", ("severance", 0.9), service_months=38.0)
    assert (await counting.send(open_)).handler == "answer.answer"


async def test_a_birth_told_in_a_question_gives_the_day_of_retirement(counting: Talk) -> None:
    words = counting.means("男，1970年5月出生，什么时候退休", "faq", ("pension", 0.9))
    assert "2031-10-01" in await counting.say(words)
    unclear = counting.means("女，1970年5月出生，什么时候退休", "faq", ("pension", 0.9))
    assert (await counting.send(unclear)).handler == "answer.answer"


async def test_wages_owed_are_counted_whatever_the_best_entry_is_about(counting: Talk) -> None:
    words = means(counting, "欠我三个月工资，一个月六千，怎么算", months=3.0, wage_fen=600_000)
    said = await counting.say(words)
    assert "18,000.00元" in said and said.index(FREE) < said.index(WHY)


async def test_overtime_of_another_kind_is_asked_next(counting: Talk) -> None:
    await counting.say("算一算")
    at = 1 + [one.name for one in listed()].index("overtime")
    await counting.say(str(at))
    assert "工作日" in await counting.say("6000")
    assert "休息日" in await counting.say("0")
    assert "2,206.90元" in await counting.say("4")


async def test_without_any_figure_the_knowledge_answers(counting: Talk) -> None:
    assert (await counting.send(means(counting))).handler == "answer.answer"


async def test_the_list_offers_every_calculator(counting: Talk) -> None:
    said = await counting.say("算一算")
    assert said.startswith(WHICH.format(choices="\n".join(f"{at}. {one.title}" for at, one in enumerate(listed(), 1))))
    assert len(listed()) == len(discover()) and AT_ONCE in said and "href" not in said
    at = 1 + [one.name for one in listed()].index("severance")
    assert "入职日期" in await counting.say(str(at))


async def test_the_button_and_the_words_lead_to_the_forms(counting: Talk) -> None:
    server = counting.services.settings.server.model_copy(update={"public_url": "https://wx.example.cn"})
    settings = counting.services.settings.model_copy(update={"server": server})
    counting.services = replace(counting.services, live=Live(settings))
    said = await counting.say("算一算")
    assert FORMS.format(url="https://wx.example.cn/rights") in said
    click = Click(account="gh_1", openid=counting.openid, created_s=1_700_000_000, event_key="count")
    assert (await counting.send(click)).reply.content == said
    keys = [one["key"] for column in BUTTONS for one in column.get("sub_button", [column])]
    assert "count" in keys and all(len(column.get("sub_button", [])) <= 5 for column in BUTTONS)


async def test_what_is_due_every_month_is_told_so_and_not_added_up(counting: Talk) -> None:
    given = {"grade": "4", "injured": "2026-05-01", "wage": "8000", "insured": "是", "pay": "8000", "months": "6"}
    calculator = discover()["injury"]
    working = calculator.run(PARAMETERS, date(2026, 11, 22), given)
    said = told(calculator, given, working, ())
    [monthly] = [item for item in working.items if item.monthly]
    assert f"{monthly.name}：每月" in said and f"合计：{working.total}" in said
