"""What tells who wrote a text does not survive; what was asked does."""

import re
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import entry
from knowledge.anonymous import FEWEST_DIGITS, LONGEST_CHARACTERS, NUMBER, PLACE, anonymous
from knowledge.anonymous_employers import EMPLOYER
from knowledge.anonymous_names import NAME

FORMS = ["0０零〇⓪", "1１一壹幺①❶", "2２二贰兩②٢", "3３三叁叄③", "4４四肆④", "5５五伍⑤", "6６六陆陸⑥", "7７七柒拐⑦"]
FORMS += ["8８八捌⑧", "9９九玖勾⑨"]
BETWEEN = [
    "",
    " ",
    "　",
    "-",
    "－",
    "—",
    ".",
    "·",
    "，",
    "、",
    "/",
    "\u200b",
    "\n",
    "\t",
    "*",
    "_",
    "~",
    "\ufe0f\u20e3",
    "转",
]
VALUE = {sign: str(value) for value, signs in enumerate(FORMS) for sign in signs}
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINE = st.from_regex(r"(0951)?[2-8][0-9]{6}", fullmatch=True)
IDENTITY = st.from_regex(r"64[0-9]{15}", fullmatch=True)
CARD = st.from_regex(r"62[0-9]{14,17}", fullmatch=True)
TEXT = st.sampled_from(
    ["", "电话", "打这个：", "身份证号", "卡号是", "老板不给钱，", "。谢谢", "找我", " ", "（", "）", "他说"]
)


def digits(text: str) -> list[str]:
    """The runs of digits of a text as a reader would put them together, whatever their form."""
    plain = "".join(VALUE.get(sign) or (sign if sign.isalnum() else "") for sign in text)
    return re.findall(r"[0-9]+", plain)


@st.composite
def written(draw: st.DrawFn, number: str) -> str:
    """A number in any form: each digit in a form of its own, with anything between."""
    style = draw(st.sampled_from(["plain", "grouped", "free"]))
    forms = [draw(st.sampled_from(FORMS[int(sign)])) for sign in number]
    if style == "plain":
        return "".join(forms)
    gap = draw(st.sampled_from(BETWEEN))
    if style == "grouped":
        return f"{''.join(forms[:3])}{gap}{''.join(forms[3:7])}{gap}{''.join(forms[7:])}"
    return "".join(form + draw(st.sampled_from(BETWEEN)) for form in forms)


@given(st.data(), st.one_of(MOBILE, LANDLINE, IDENTITY, CARD), TEXT, TEXT)
def test_a_planted_number_never_survives_in_any_form(
    data: st.DataObject, number: str, before: str, behind: str
) -> None:
    left = anonymous(before + data.draw(written(number)) + behind)
    assert NUMBER in left
    assert [run for run in digits(left) if len(run) >= 4] == []


@pytest.mark.parametrize("text", ["130_0000_零000", "a1390000 1234", "139000 01234@qq.com", "宁A1234 5012345"])
def test_of_a_number_inside_something_else_no_part_survives(text: str) -> None:
    assert [run for run in digits(anonymous(text)) if len(run) >= 4] == []


@given(IDENTITY, st.sampled_from("xXｘ"), st.sampled_from(["", " ", "-"]))
def test_the_sign_at_the_end_of_an_identity_goes_too(number: str, sign: str, gap: str) -> None:
    assert anonymous(f"身份证{number}{gap}{sign}，怎么办") == f"身份证{NUMBER},怎么办"


@given(
    st.sampled_from("宁陕甘京蒙"),
    st.sampled_from(string.ascii_letters),
    st.sampled_from(["", " ", "·", "-"]),
    st.text(string.ascii_uppercase + string.digits, min_size=5, max_size=6),
)
def test_a_plate_never_survives(province: str, letter: str, gap: str, rest: str) -> None:
    assert anonymous(f"车牌{province}{letter}{gap}{rest}，被撞了") == f"车牌{NUMBER},被撞了"


@pytest.mark.parametrize(
    "account",
    ["ma.jg@163.com", "https://example.org/a?b=1", "wxid_ab12", "微信号abcdefg", "QQ：123456", "91640100MA75ABCD1X"],
)
def test_accounts_and_addresses_of_the_net_go(account: str) -> None:
    left = anonymous(f"我的{account}，请回")
    assert NUMBER in left
    assert unicodedata.normalize("NFKC", account)[-5:] not in left


NAMED = {
    "我叫马建国，工资没发": "我叫[姓名],工资没发",
    "包工头李二狗跑了": "包工头[姓名]跑了",
    "王经理不给钱，李总也不管": "[姓名]经理不给钱,[姓名]总也不管",
    "陈国强和刘秀英都没拿到钱": "[姓名]和[姓名]都没拿到钱",
    "老马说年底给": "[姓名]说年底给",
    "法定代表人：欧阳明": "法定代表人:[姓名]",
    "我是买买提·阿不都": "[姓名]",
    "同事张三工伤了": "同事[姓名]工伤了",
}
EMPLOYED = {
    "宁夏宏达建筑有限公司欠薪": "[单位]有限公司欠薪",
    "让宏达公司给钱": "让[单位]公司给钱",
    "我在东门火锅店干活": "我在[单位]店干活",
    "在天元集团上班": "在[单位]集团上班",
    "鑫源砖厂老板跑了": "[单位]砖厂老板跑了",
}
PLACED = {
    "住在兴庆区民族街12号3号楼2单元501室": PLACE,
    "家住阳光花园，能来吗": f"{PLACE},能来吗",
}


@pytest.mark.parametrize(("text", "left"), [*NAMED.items(), *EMPLOYED.items(), *PLACED.items()])
def test_names_employers_and_addresses_go(text: str, left: str) -> None:
    assert anonymous(text) == left


UNTOUCHED = """欠我15000元,从2024年3月到5月
工资一万八,干了三个月零五天
12351打不通,12333也打不通
上班路上被车撞了算工伤吗
我们公司不交社保怎么办
包工头跑了,工地不给钱
施工队长让我写保证书
养老金没到账,老板关机了
每天加班3小时,时薪25元
公司总经理说总结完再发""".splitlines()


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_was_asked_stays(text: str) -> None:
    assert anonymous(text) == text


def test_ways_of_asking_that_name_nobody_stay_as_they_are() -> None:
    asks = [ask for one in entry.load(Path(__file__).parents[2] / "knowledge" / "faq") for ask in one.ask]
    changed = [ask for ask in asks if any(mark in anonymous(ask) for mark in (NAME, EMPLOYER, PLACE, NUMBER))]
    assert len(changed) < 0.03 * len(asks)


@given(st.text(max_size=300))
def test_of_any_text_no_long_number_is_left(text: str) -> None:
    left = anonymous(text)
    assert [run for run in re.findall(r"\d+", left) if len(run) >= FEWEST_DIGITS] == []


def test_a_long_letter_is_cut() -> None:
    assert len(anonymous("的" * 10 * LONGEST_CHARACTERS)) == LONGEST_CHARACTERS


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("本人李四光，欠我工资", "李四光"),
        ("我是王小明，在工地", "王小明"),
        ("名字:马 哈 木", "哈"),
        ("zhangsan@qq。com", "zhangsan"),
        ("qq一二三四五六", "三四"),
        ("1和3和8和0和0和1和3和8和0和0和0", "3和8"),
        ("电话138万0013万8000", "0013"),
        ("138后面0013再8000", "0013"),
        ("微信号：zhang san 88", "san"),
    ],
)
def test_what_a_breaker_got_through_goes_now(text: str, secret: str) -> None:
    assert secret not in anonymous(text)


@pytest.mark.parametrize("text", ["工资5000和6000", "本人在工地干了12个月", "我是保安", "本人于2023年离职"])
def test_what_the_question_needs_stays(text: str) -> None:
    assert anonymous(text) == text
