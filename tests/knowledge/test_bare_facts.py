"""What is told beside a matter is told from a matter."""

from datetime import date

import pytest

from knowledge.bare_facts import corrected, is_bare_facts

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "干了三年，工资5000",
        "2026年4月1日上班，一个月5000",
        "8000",
        "一万八",
        "不对，是18000",
        "说错了，干了五年",
        "一个月工资4350,平时加班20小时",
        "18,000元",
        "6.5万",
        "一个月六千",
        "2023年3月1日入职，2026年10月31日最后上班，月工资6500",
        "平时每天加班2小时，一个月工资4000",
        "三年八个月",
        "去年5月来的，今年3月走的",
        "半年",
        "我是2023年3月入职的",
    ],
)
def test_days_sums_and_how_long_alone(text: str) -> None:
    assert is_bare_facts(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "12",
        "我",
        "工资",
        "欠我8000",
        "干了三年没交社保",
        "试用期3个月",
        "工资2000合法吗",
        "三年前的工资没给",
        "工伤八级",
        "138号",
        "13912345678",
        "天天干12个小时",
        "139 1234 5678",
        "0951-6091550",
        "261 047 398",
        "12351",
        "110",
        "一个月5000，电话13912345678",
    ],
)
def test_a_matter_or_a_choice_is_no_bare_fact(text: str) -> None:
    assert not is_bare_facts(text, TODAY)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("老板欠我工资\n8000\n不对，是18000", "老板欠我工资\n18000"),
        ("被辞退了\n干了三年，工资5000\n不对，是五年", "被辞退了\n干了五年，工资5000"),
        ("被辞退了\n干了三年，工资5000\n说错了，应该是5500\n能赔多少", "被辞退了\n干了三年，工资5500\n能赔多少"),
        ("工资5000，欠了3个月\n不对，是6000", "工资6000，欠了3个月"),
        ("干了3年2个月 一个月4500\n不对，一个月是4800", "干了3年2个月 一个月4800"),
        ("欠我三个月工资，一个月4500\n不是三个月，是四个月", "欠我四个月工资，一个月4500"),
        ("一个工280，干了36个工没给钱\n不对，是38个工", "一个工280，干了38个工没给钱"),
        ("欠我3个月工资，一个月5000\n不对，是4个月", "欠我4个月工资，一个月5000"),
        ("我工伤评了7级，月工资6000\n不对，是8级", "我工伤评了8级，月工资6000"),
        ("一天200，干了40天没给\n不对，是45天", "一天200，干了45天没给"),
        ("工伤评了七级\n工资6000\n说错了，评的八级", "工伤评了八级\n工资6000"),
        ("2024年5月3日入职，一个月5000\n不对，是6000", "2024年5月3日入职，一个月6000"),
    ],
)
def test_a_correction_counts_for_reading(text: str, then: str) -> None:
    assert corrected(text, TODAY) == then


@pytest.mark.parametrize(
    "text",
    [
        "被辞退了\n不对，是五年",
        "2024年5月3日把我辞退了\n不对，是6000",
        "押金500，工资5000没给\n不对，是6000",
        "干了3年，欠我5个月\n不对，是四个月",
        "工伤7级，工友8级\n不对，是9级",
        "2024年5月3日\n不是，是2023年",
        "工资5000干了3年\n不是我自己走的，是3月被辞退的",
        "被辞退了\n工资5000",
        "",
    ],
)
def test_what_is_no_plain_correction_changes_nothing(text: str) -> None:
    assert corrected(text, TODAY) == text
