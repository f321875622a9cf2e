"""Text at rest: sealed, bound to its place, under keys that can be exchanged."""

import base64
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.crypt import Keyring, digest, new_key
from bot.core.errors import KeyMissing, SealBroken, SettingsError

OLD, NEW = new_key("old"), new_key("new")
RING = Keyring.parse(OLD)
PLACE = "tickets:260473980"


@settings(deadline=None)  # the machine may be busy
@given(st.text(), st.text(alphabet=st.characters(codec="utf-8")))
def test_what_is_sealed_opens_as_it_was(text: str, place: str) -> None:
    assert RING.open(RING.seal(text, place), place) == text


def test_no_two_seals_are_alike_and_none_shows_its_text() -> None:
    first, second = RING.seal("13900001234", PLACE), RING.seal("13900001234", PLACE)
    assert first != second and b"1390000" not in first


def test_half_a_character_is_sealed_as_a_question_mark() -> None:
    assert RING.open(RING.seal("\ud83d", PLACE), PLACE) == "?"


def test_a_value_moved_to_another_place_does_not_open() -> None:
    with pytest.raises(SealBroken, match="tickets"):
        RING.open(RING.seal("宏达建筑公司", "tickets:1"), "tickets:2")


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_no_flipped_bit_goes_unseen(data: st.DataObject) -> None:
    sealed = bytearray(RING.seal("老板欠薪", PLACE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((SealBroken, KeyMissing)):
        RING.open(bytes(sealed), PLACE)


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=80))
def test_bytes_nobody_sealed_are_refused_in_our_own_words(noise: bytes) -> None:
    for sealed in (noise, b"\x03old" + noise):
        with pytest.raises((SealBroken, KeyMissing)):
            RING.open(sealed, PLACE)


def test_a_broken_seal_does_not_tell_which_row() -> None:
    with pytest.raises(SealBroken) as caught:
        RING.open(RING.seal("x", PLACE)[:-1], PLACE)
    assert PLACE not in str(caught.value)


def test_after_rotation_the_old_key_opens_and_the_new_one_seals() -> None:
    both = Keyring.parse(f"{NEW},{OLD}")
    assert both.open(RING.seal("旧话", PLACE), PLACE) == "旧话"
    sealed = both.seal("新话", PLACE)
    assert Keyring.parse(NEW).open(sealed, PLACE) == "新话"
    with pytest.raises(KeyMissing, match="new"):
        RING.open(sealed, PLACE)


def test_a_new_key_put_first_leaves_the_index_as_it_was() -> None:
    both = Keyring.parse(f"{NEW} {OLD}\n")
    assert both.index("o_worker") == RING.index("o_worker")
    assert both.session_key != RING.session_key


def test_the_index_is_keyed_and_tells_texts_apart() -> None:
    assert RING.index("o_1") != RING.index("o_2")
    assert RING.index("o_1") != Keyring.parse(NEW).index("o_1")
    assert len(RING.index("o_1")) == 32


KEY = OLD.partition(":")[2]
BAD_KEYS = {
    "nothing": "",
    "blanks": " ,\n",
    "no id": KEY,
    "an empty id": f":{KEY}",
    "capitals in the id": f"K1:{KEY}",
    "a long id": f"{'k' * 17}:{KEY}",
    "31 bytes": f"k:{KEY[:42]}=",
    "33 bytes": f"k:{KEY[:43]}A",
    "not base64": f"k:{'!' * 43}",
    "= in the middle": f"k:{KEY[:20]}={KEY[20:43]}",
    "all =": f"k:{'=' * 43}",
    "the same id twice": f"{OLD},old:{new_key('x')[2:]}",
    "one good, one bad": f"{OLD},k:short",
}


@pytest.mark.parametrize("name", BAD_KEYS)
def test_a_bad_key_is_refused_without_being_repeated(name: str) -> None:
    with pytest.raises(SettingsError, match=r"^\[keys\] data: ") as caught:
        Keyring.parse(BAD_KEYS[name])
    assert KEY[:20] not in str(caught.value)


@settings(deadline=None)  # the machine may be busy
@given(st.from_regex(r"[a-z0-9]{1,4}:[A-Za-z0-9=+/_-]{40,46}", fullmatch=True))
def test_a_key_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        ring = Keyring.parse(text)
    except SettingsError:
        return
    assert ring.open(ring.seal("话", PLACE), PLACE) == "话"


@settings(deadline=None)  # the machine may be busy
@given(st.binary(min_size=32, max_size=32))
def test_both_alphabets_and_a_left_out_mark_are_the_same_key(key: bytes) -> None:
    forms = [encode(key).decode() for encode in (base64.b64encode, base64.urlsafe_b64encode)]
    sealed = Keyring.parse(f"k:{forms[0]}").seal("话", PLACE)
    for form in (*forms, forms[0].rstrip("=")):
        assert Keyring.parse(f"k:{form}").open(sealed, PLACE) == "话"


def test_new_keys_differ_and_digest_names_content() -> None:
    assert new_key("k") != new_key("k")
    content = os.urandom(8)
    assert digest(content) == digest(bytes(content)) != digest(content + b"x")
