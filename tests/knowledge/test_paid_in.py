"""For how many months unemployment insurance was paid."""

import pytest

from knowledge.paid_in import read_paid_in


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("交了5年失业保险，能领几个月", "60"),
        ("缴费60个月，失业金领多久", "60"),
        ("失业保险交了11个月", "11"),
        ("失业险缴满一年半被辞退", "18"),
        ("累计缴纳失业保险十二年三个月", "147"),
        ("失业金能领多久，社保交了8年，公司裁的我", "96"),
        ("失业保险快交5年了", "59"),
        ("失业保险交了将近5年", "59"),
        ("失业保险交了3年多", "36"),
        ("交了五六年失业保险", ""),
        ("失业保险交了5年左右", ""),
        ("交了5年社保，失业保险交了3年", ""),
        ("我失业了，社保断交两年", ""),
        ("没给我交失业保险两年了", ""),
        ("失业半年了，干了3年", ""),
        ("失业金领了3个月", ""),
        ("交了5年养老保险", ""),
    ],
)
def test_what_is_told_plainly(text: str, months: str) -> None:
    assert read_paid_in(text) == months
