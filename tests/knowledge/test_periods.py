"""What the dates of a story are for."""

from datetime import date

import pytest

from knowledge.dates import read_dates
from knowledge.periods import read_periods

TODAY = date(2026, 11, 22)


def told(text: str) -> dict[str, str]:
    periods = read_periods(text, read_dates(text, TODAY))
    names = ("began", "ended", "owed_from", "owed_to", "injured")
    return {name: when.iso for name in names if (when := getattr(periods, name)) is not None}


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2023年9月入职，今年10月被辞退", {"began": "2023-09", "ended": "2026-10"}),
        ("入职时间是2021年3月", {"began": "2021-03"}),
        ("2015年8月入职今年9月被裁", {"began": "2015-08", "ended": "2026-09"}),
        ("去年3月来的，今年10月被辞，赔多少", {"began": "2025-03", "ended": "2026-10"}),
        ("去年5000，今年6000，被辞退", {}),
        ("2025年3月又回来，现在被辞退", {}),
        ("今年6月丈夫上班路上出车祸", {"injured": "2026-06"}),
        ("从去年3月干到今年8月，总共欠我3万6", {"began": "2025-03", "ended": "2026-08"}),
        ("18年5月进的厂", {"began": "2018-05"}),
        ("没签合同，3月15号进去的，工资一个月4000", {"began": "2026-03-15"}),
        ("干了8个月没签合同，3月15号进去上班的", {"began": "2026-03-15"}),
        ("老板3月15号进去的", {}),
        ("3月15号进去了", {}),
        ("2019年7月8号到砖厂上班", {"began": "2019-07-08"}),
        ("3月份到5月份的工资没发", {"owed_from": "2026-03", "owed_to": "2026-05"}),
        ("拖欠了1月、2月、3月三个月工资", {"owed_from": "2026-01", "owed_to": "2026-03"}),
        ("从2023年10月到2024年2月份欠的工资", {"owed_from": "2023-10", "owed_to": "2024-02"}),
        ("去年10月15号在工地从架子上摔下来", {"injured": "2025-10-15"}),
        ("去年在外地打工大腿骨折", {"injured": "2025"}),
        *(
            (f"2022年3月1日入职，{left}，月薪6000，被裁", {"began": "2022-03-01", "ended": "2025-04-30"})
            for left in (
                "做到2025年4月30日",
                "上到2025年4月30日",
                "一直干到2025年4月30日",
                "最后一天上班是2025年4月30日",
                "2025年4月30日合同到期公司不续签",
                "2025年4月30日项目完工散伙",
                "2025年4月30日被劝退",
                "2025年4月30日公司把我优化了",
                "2025年4月30日厂子倒闭",
                "2025年4月30日公司注销",
                "2025年4月30日最后上班",
                "2025年4月30日是最后一天",
                "2025年4月30日最后一次打卡",
            )
        ),
        ("2022年3月1日签的合同，公司倒闭了", {}),
        ("腊月二十八走的", {"ended": "2026-01-18/2026-02-16"}),
    ],
)
def test_dates_are_sorted_by_the_words_around_them(text: str, periods: dict[str, str]) -> None:
    assert told(text) == periods


@pytest.mark.parametrize(
    "text",
    [
        "说6月30前付清",
        "2010年之前一直在外地工作",
        "去年找老板要辞工书，老板不给",
        "5月30写了欠条",
        "这个月上班工资",
        "我1975年出生",
    ],
)
def test_a_date_for_something_else_is_none(text: str) -> None:
    assert told(text) == {}
