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
