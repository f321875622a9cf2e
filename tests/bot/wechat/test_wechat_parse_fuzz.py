"""Whatever comes in, the parser returns what other parsers read there, or refuses."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wechat_pushes import HEAD, as_xml

from bot.wechat.errors import Refused
from bot.wechat.flat_xml import read_flat
from bot.wechat.message import ALL_EVENTS, MESSAGES, Inbound
from bot.wechat.parse import inbound, parse
from bot.wechat.reply import Text, clean, render_json, render_xml
from bot.wechat.xml_tree import ELEMENT_LIMIT, REPEATED, read_xml

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]), max_size=60)
PIECES = st.sampled_from(
    [
        *"<xml> </xml> <a> </a> <b> </b> <item> </item> <List> <a/> <![CDATA[ ]]> ]] > &amp; & &#10; &#0; &e;".split(),
        *'<!-- --> <? ?> <!DOCTYPE <!ENTITY [ { } ] : , " \\u0000 \\ud800 1 1e9 NaN null true 娘 ='.split(),
        *" \x00\x01\r\n",
    ]
)
SOUP = st.lists(st.one_of(PIECES, ANY_TEXT), max_size=30).map(lambda parts: "".join(parts).encode(errors="replace"))
TAGS = st.one_of(
    st.sampled_from(["EventKey", "MsgId", "MsgID", "CreateTime", "FromUserName", "MsgType", "Event", "List", "item"]),
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True),
)
LEAVES = st.one_of(
    st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.sampled_from([*MESSAGES, *ALL_EVENTS])
)
TREES = st.dictionaries(
    TAGS,
    st.recursive(
        LEAVES, lambda t: st.one_of(st.lists(t, max_size=3), st.dictionaries(TAGS, t, max_size=4)), max_leaves=8
    ),
)
NAMES_OF_FIELDS = st.sampled_from(
    [
        *"EventKey Ticket Latitude ScanCodeInfo ScanType SendPicsInfo PicList item Count SendLocationInfo".split(),
        *"Location_X Location_Y MsgID Status TotalCount PublishEventInfo publish_id SubscribeMsgPopupEvent".split(),
        *"SubscribeMsgSentEvent List TemplateId Content MediaId ExpiredTime OpenID".split(),
    ]
)
FIELDS = st.dictionaries(
    NAMES_OF_FIELDS,
    st.recursive(
        LEAVES,
        lambda t: st.one_of(st.lists(t, max_size=2), st.dictionaries(NAMES_OF_FIELDS, t, max_size=3)),
        max_leaves=5,
    ),
)


def as_etree_reads(body: bytes) -> Any:
    """The same tree by another builder."""
    return as_tree(ElementTree.fromstring(body.decode()))  # noqa: S314


def as_tree(element: ElementTree.Element) -> Any:
    if not len(element):
        return element.text or ""
    tree: dict[str, Any] = {}
    for child in element:
        if child.tag in REPEATED:
            tree.setdefault(child.tag, []).append(as_tree(child))
        else:
            assert child.tag not in tree
            tree[child.tag] = as_tree(child)
    return tree


def by_expat(body: bytes) -> Any:
    """The tree without the quick way, or the reason of the refusal."""
    try:
        return read_xml(body)
    except Refused as refused:
        return refused.reason


def checked(body: bytes) -> None:
    """Parse and read; anything but an answer or Refused fails the test."""
    quick = read_flat(body.decode(errors="ignore"))
    assert quick is None or quick == by_expat(body.decode(errors="ignore").encode())
    try:
        tree = parse(body)
    except Refused as refused:
        if refused.reason == "xml-broken":
            with pytest.raises(ElementTree.ParseError):
                as_etree_reads(body)
        return
    if body.lstrip().startswith(b"<"):
        assert tree == as_etree_reads(body)
    try:
        assert isinstance(inbound(tree), Inbound)
    except Refused:
        return


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), SOUP))
@example(b"<xml>" + b"<a>" * 100)
@example(b'{"a":' + b"[" * 50_000)
def test_anything_at_all(body: bytes):
    checked(body)


@settings(max_examples=200, deadline=None)
@given(SOUP)
def test_anything_within_a_root(soup: bytes):
    checked(b"<xml>" + soup + b"</xml>")
    checked(b"<xml><a><![CDATA[" + soup + b"]]></a></xml>")
    checked(b'{"a":' + soup + b"}")
    checked(b'{"a":"' + soup + b'"}')


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(TAGS, st.just("两")),
            st.booleans(),
            st.one_of(ANY_TEXT, PIECES, st.text("]>\r\n\t a<&", max_size=8)),
        ),
        max_size=8,
    ),
    st.sampled_from(["", "\n", " \t", "\r\n", "x"]),
)
def test_the_quick_way_reads_as_expat_does(leaves: list[tuple[str, bool, str]], between: str):
    inner = between.join(
        f"<{t}><![CDATA[{text}]]></{t}>" if cdata else f"<{t}>{text}</{t}>" for t, cdata, text in leaves
    )
    checked(f"<xml>{between}{inner}{between}</xml>".encode(errors="replace"))


def test_the_quick_way_is_taken_for_a_common_push():
    push = as_xml(
        HEAD | {"MsgType": "text", "Content": "[微笑] ]] > 第一行\n第二行👨‍👩‍👧‍👦", "MsgId": 9007199254740993}
    )
    assert read_flat(push) == read_xml(push.encode())
    assert read_flat(re.sub(r"(</\w+>)", r"\1\n", push)) == read_xml(push.encode())


@pytest.mark.parametrize("count", [ELEMENT_LIMIT - 1, ELEMENT_LIMIT, 4_000])
def test_the_quick_way_knows_the_limit_too(count: int):
    body = f"<xml>{''.join(f'<a{n}>x</a{n}>' for n in range(count))}</xml>"
    assert (read_flat(body) is None) == (by_expat(body.encode()) == "too-large") == (count >= ELEMENT_LIMIT)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_real_push_with_bytes_changed(data: st.DataObject):
    fields = HEAD | {"MsgType": "text", "Content": "你好 ]] > &", "MsgId": 9007199254740993}
    body = bytearray(data.draw(st.sampled_from([as_xml(fields), json.dumps(fields)])).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    checked(bytes(body))


@settings(deadline=None)
@given(TREES)
def test_any_json_object(tree: dict[str, Any]):
    checked(json.dumps(tree).encode())
    checked(json.dumps(HEAD | tree).encode())


@settings(deadline=None)
@given(st.sampled_from([*MESSAGES, *ALL_EVENTS, "hologram"]), FIELDS)
def test_any_fields_in_any_kind(kind: str, fields: dict[str, Any]):
    named = {"MsgType": kind, "MsgId": "1"} if kind in MESSAGES else {"MsgType": "event", "Event": kind}
    body = json.dumps(fields | HEAD | named).encode()
    try:
        read = inbound(parse(body))
    except Refused:
        return
    assert read.openid == HEAD["FromUserName"]
    assert len(read.key) < 400


@pytest.mark.parametrize(
    "hard", ["]]>", "]]]]>>", "]]><![CDATA[", "\x00\x01\x1f", "<xml>&amp;", "a\r\nb\rc", "\ud800", "\ufffe"]
)
@settings(max_examples=50, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_a_rendered_reply_reads_back_as_its_cleaned_text(hard: str, before: str, after: str):
    text = before + hard + after + "。"
    for written in (render_xml(Text(text), "to", "from", 1), render_json(Text(text), "to", "from", 1)):
        assert parse(written) == {
            "ToUserName": "to",
            "FromUserName": "from",
            "CreateTime": "1",
            "MsgType": "text",
            "Content": clean(text),
        }
