"""When somebody was born, and which rule of retirement is theirs."""

from datetime import date

import pytest

from knowledge.births import Birth, read_birth, read_who


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("男，1970年5月出生", Birth(date(1970, 5, 1), False)),
        ("我是75年12月生的", Birth(date(1975, 12, 1), False)),
        ("１９８０年1月31日出生", Birth(date(1980, 1, 31), True)),
        ("1970年出生", None),
        ("1970年2月30日出生", None),
        ("1970年5月进厂，生了孩子", None),
        ("我67年8月的 男", Birth(date(1967, 8, 1), False)),
        ("我婆姨70年3月的，啥时候能退休", Birth(date(1970, 3, 1), False)),
        ("1968年3月12号的，女", Birth(date(1968, 3, 12), True)),
        ("67年8月的", None),  # of what?
        ("23年8月的工资没发，男", None),
        ("我97年3月的工龄，女，啥时候退休", None),
        ("社保是96年3月的 男 能退休不", None),
        ("老板67年8月的 男", None),
    ],
)
def test_year_and_month_at_least(text: str, birth: Birth | None) -> None:
    assert read_birth(text) == birth


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("男，1970年5月出生", "男"),
        ("我爸1966年3月生", "男"),
        ("女工人，1980年1月生", "女50"),
        ("女干部，1975年6月生", "女55"),
        ("女，管理岗", "女55"),
        ("女，1980年1月生", ""),
        ("男女退休年龄", ""),
        ("什么时候退休", ""),
    ],
)
def test_who_only_where_it_is_plain(text: str, who: str) -> None:
    assert read_who(text) == who
