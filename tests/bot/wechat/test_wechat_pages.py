"""Cleaning of text, and pages that lose nothing."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.wechat.errors import BadField
from bot.wechat.reply import NEXT_PAGE_HINT, PAGE_LIMIT_BYTES, clean, pages

TAIL = "\n\n" + NEXT_PAGE_HINT
SMALL = 120
LINK = '<a href="https://a.cn/law">点这里看全文</a>'
FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇨🇳"
SENTENCE = "用人单位自用工之日起超过一个月不满一年未与劳动者订立书面劳动合同的，应当向劳动者每月支付二倍的工资。"
PIECES = st.one_of(
    st.sampled_from(
        [LINK, LINK.replace("law", "x" * 150), FAMILY, FLAG, FLAG * 7, "👍🏽", "é", "e\u0301", "e" + "\u0301" * 60]
    ),
    st.sampled_from(
        ["\n", "\n\n", "。", "？", "，", " ", "　", "<a href='", "</a>", "<", ">", "https://a.cn/" + "p" * 40]
    ),
    st.sampled_from(["我被欠薪三个月", "a", SENTENCE, "\x00", "\r\n"]),
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=20),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def seen(text: str) -> str:
    """What is left without white space."""
    return re.sub(r"[ \n\t]", "", clean(text))


def bodies(text: str, limit_bytes: int = SMALL) -> list[str]:
    """The pages without their hints."""
    found = pages(text, limit_bytes)
    assert all(page.endswith(TAIL) for page in found[:-1])
    return [page.removesuffix(TAIL) for page in found[:-1]] + [found[-1]]


@settings(deadline=None)
@given(TEXTS, st.integers(80, 400))
@example("x" * 1000, 80)
@example("\u0301" * 1000, 80)
@example(FLAG * 500, 80)
@example("<a " * 300 + ">", 80)
def test_no_visible_character_is_lost_and_no_page_is_too_long(text: str, limit_bytes: int):
    found = pages(text, limit_bytes)
    assert all(len(page.encode()) <= limit_bytes for page in found)
    assert seen("".join(bodies(text, limit_bytes))) == seen(text)
    assert all(body.strip(" \n\t") for body in bodies(text, limit_bytes)) or len(found) == 1


@settings(deadline=None)
@given(TEXTS)
def test_short_links_and_what_is_seen_as_one_are_never_parted(text: str):
    whole = clean(text)
    joined = bodies(text, 200)
    for unit in (LINK, FAMILY, "👍🏽", "e\u0301"):
        assert sum(body.count(unit) for body in joined) == whole.count(unit)


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(0, 3))
def test_flags_are_never_parted(count: int, before: int):
    assert all(
        body.removeprefix("a" * before).count(FLAG) * 2 == len(body.removeprefix("a" * before))
        for body in bodies("a" * before + FLAG * count)
    )


def test_a_short_text_is_one_page_without_a_hint():
    assert pages("你好") == ["你好"]
    assert pages("") == [""]
    assert pages(" \n ") == [""]


def test_the_limit_itself_still_fits_one_page():
    exact = "娘" * (PAGE_LIMIT_BYTES // 3) + "xx"
    assert len(exact.encode()) == PAGE_LIMIT_BYTES
    assert pages(exact) == [exact]
    assert len(pages(exact + "x")) == 2


def test_a_page_ends_with_a_paragraph_if_it_can():
    first, second = "甲" * 25, "乙" * 25
    assert bodies(f"{first}\n\n{second}") == [first, second]
    assert bodies(f"{first[:-8]}。\n\n丙。\n丁。{second}")[0] == first[:-8] + "。"


def test_a_page_ends_with_a_line_if_no_paragraph_ends():
    assert bodies("甲" * 20 + "。\n丙。" + "乙" * 25)[0] == "甲" * 20 + "。"


def test_a_page_ends_with_a_sentence_if_no_line_ends():
    assert bodies("甲" * 20 + "，" + "丙" * 3 + "？”" + "乙，" * 20)[0] == "甲" * 20 + "，丙丙丙？”"


def test_a_page_ends_with_a_clause_if_no_sentence_ends():
    assert bodies("甲" * 25 + "，" + "乙" * 30)[0] == "甲" * 25 + "，"


def test_a_page_is_filled_if_nothing_ends():
    assert len(bodies("甲" * 60)[0].encode()) > SMALL - len(TAIL.encode()) - 3


def test_a_link_goes_whole_to_the_next_page():
    assert bodies("甲" * 28 + LINK) == ["甲" * 28, LINK]


def test_a_link_longer_than_a_page_is_cut_between_its_tags():
    tag = "<a href='https://a.cn/'>"
    found = bodies(f"{tag}{'字' * 60}</a>")
    assert found[0].startswith(tag)
    assert found[-1].endswith("</a>")
    assert all(body.count("<") == body.count(">") for body in found)


def test_a_bare_address_is_not_cut():
    address = "https://a.cn/" + "p" * 40
    assert bodies("甲" * 25 + address) == ["甲" * 25, address]


def test_indent_of_the_next_paragraph_stays():
    assert bodies("甲" * 25 + "\n\n　　" + "乙" * 20)[1] == "　　" + "乙" * 20


def test_the_hint_can_be_another():
    assert pages("甲" * 60, SMALL, hint="见下条")[0].endswith("\n\n见下条")


@pytest.mark.parametrize("limit_bytes", [0, len(TAIL.encode()), len(TAIL.encode()) + 3])
def test_a_limit_without_room_is_refused(limit_bytes: int):
    with pytest.raises(BadField, match="limit_bytes"):
        pages("x", limit_bytes)


def test_the_smallest_limit_goes_one_character_at_a_time():
    limit_bytes = len(TAIL.encode()) + 4
    assert "".join(bodies("𠮷" * 20, limit_bytes)) == "𠮷" * 20


def test_a_very_long_text_is_paged_quickly():
    assert len(pages(SENTENCE * 2_000)) > 100


# --- clean


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_clean_keeps_every_visible_character(text: str):
    kept = clean(text)
    kept.encode()
    assert clean(kept) == kept
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert [c for c in text if unicodedata.category(c)[0] in "LNPSM"] == [
        c for c in kept if unicodedata.category(c)[0] in "LNPSM"
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("\ufeffa\ufffe\uffff\ud800", "a"),
        ("a]]>b\t" + FAMILY, "a]]>b\t" + FAMILY),
    ],
)
def test_clean(text: str, cleaned: str):
    assert clean(text) == cleaned
