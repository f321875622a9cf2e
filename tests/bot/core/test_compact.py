"""JSON as we keep it."""

from bot.core.compact import compact


def test_compact_json_has_no_blanks_and_no_escapes() -> None:
    assert compact({"话": ["欠薪", 1]}) == '{"话":["欠薪",1]}'
