"""What the parser takes, and every refusal by its reason."""

import json
from typing import Any, Literal

import pytest

from bot.wechat.errors import Refused
from bot.wechat.json_tree import read_json
from bot.wechat.parse import BODY_LIMIT_BYTES, parse
from bot.wechat.xml_tree import DEPTH_LIMIT, ELEMENT_LIMIT, REPEATED

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DTD_TRICKS = [
    "<!DOCTYPE xml><xml><a>1</a></xml>",
    '<!DOCTYPE xml [<!ENTITY e "x">]><xml><a>&e;</a></xml>',
    '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>',
    '<!DOCTYPE xml SYSTEM "http://127.0.0.1/x.dtd"><xml><a>1</a></xml>',
    '<!DOCTYPE xml [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><xml><a>1</a></xml>',
    f'<!DOCTYPE xml [<!ENTITY l0 "ha">{LAUGHS}]><xml><a>&l9;</a></xml>',
    f'<!DOCTYPE xml [<!ENTITY q "{"q" * 30_000}">]><xml><a>{"&q;" * 9_000}</a></xml>',
    '<!DOCTYPE xml [<!ATTLIST xml b CDATA "c">]><xml><a>1</a></xml>',
]


def nested(depth: int) -> str:
    """Elements within each other, the root among them."""
    inner = depth - 1
    return "<xml>" + "<a>" * inner + "x" + "</a>" * inner + "</xml>"


def siblings(count: int) -> str:
    """Elements beside each other, the root counted too."""
    return "<xml>" + "".join(f"<a{n}>x</a{n}>" for n in range(count - 1)) + "</xml>"


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ("<xml><a>1</a></xml>", {"a": "1"}),
        ("<xml><a><![CDATA[1]]></a></xml>", {"a": "1"}),
        ("<xml>\n  <a>1</a>\r\n\t<b>2</b>\n</xml>\n", {"a": "1", "b": "2"}),
        ('<?xml version="1.0" encoding="UTF-8"?><xml><a>娘家人</a></xml>', {"a": "娘家人"}),
        ("\n <xml><a>1</a></xml>", {"a": "1"}),
        ("<xml><a></a><b/></xml>", {"a": "", "b": ""}),
        ("<xml><a>&lt;&amp;&gt;&#20320;&#x597D;</a></xml>", {"a": "<&>你好"}),
        ("<xml><a><![CDATA[a]]]]><![CDATA[>b]]></a></xml>", {"a": "a]]>b"}),
        ("<xml><a><![CDATA[<b>&amp;</b>]]></a></xml>", {"a": "<b>&amp;</b>"}),
        ("<xml><a> <![CDATA[ x ]]> </a></xml>", {"a": "  x  "}),
        ('<xml id="1"><a b="c">1</a><!-- no --><?no no?></xml>', {"a": "1"}),
        ("<xml><a><b><c>1</c></b></a><d>2</d></xml>", {"a": {"b": {"c": "1"}}, "d": "2"}),
        ("<xml><a><item>1</item></a></xml>", {"a": {"item": ["1"]}}),
        ("<xml><a><item>1</item><item><b>2</b></item></a></xml>", {"a": {"item": ["1", {"b": "2"}]}}),
        ("<xml><a><List><b>1</b></List><List><b>1</b></List></a></xml>", {"a": {"List": [{"b": "1"}, {"b": "1"}]}}),
        ("<xml><a>👨‍👩‍👧‍👦\n两行</a></xml>", {"a": "👨‍👩‍👧‍👦\n两行"}),
    ],
)
def test_xml_tree(body: str, tree: dict[str, Any]):
    assert parse(body.encode(), "xml") == tree
    assert parse(body.encode()) == tree


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ('{"a":"1"}', {"a": "1"}),
        (' \n{"a" : 1 }\n', {"a": "1"}),
        ('{"a":9007199254740993}', {"a": "9007199254740993"}),
        ('{"a":18446744073709551615}', {"a": "18446744073709551615"}),
        ('{"a":23.134521000000000001,"b":1e400,"c":-0}', {"a": "23.134521000000000001", "b": "1e400", "c": "-0"}),
        ('{"a":null,"b":true,"c":false}', {"a": "", "b": "true", "c": "false"}),
        ('{"a":{"b":[{"c":1},{"c":2}]}}', {"a": {"b": [{"c": "1"}, {"c": "2"}]}}),
        ('{"a":"\\ud83d\\ude00\\u4f60"}', {"a": "😀你"}),
        ('{"a":"\\\\u0000"}', {"a": "\\u0000"}),
        ('{"a":[],"b":{}}', {"a": [], "b": {}}),
    ],
)
def test_json_tree(body: str, tree: dict[str, Any]):
    assert parse(body.encode(), "json") == tree
    assert parse(body.encode()) == tree


def test_a_number_of_any_length_stays_as_written():
    digits = "9" * 30_000
    assert parse(f'{{"a":{digits}}}'.encode()) == {"a": digits}


@pytest.mark.parametrize(
    ("body", "content", "reason"),
    [
        (b"", None, "empty"),
        (b" \r\n\t ", None, "empty"),
        (b"success", None, "wrong-format"),
        (b"[1]", None, "wrong-format"),
        (b"\xef\xbb\xbf<xml><a>1</a></xml>", None, "wrong-format"),
        ("<xml><a>1</a></xml>".encode("utf-16"), None, "wrong-format"),
        (b"<xml><a>1</a></xml>", "json", "wrong-format"),
        (b'{"a":1}', "xml", "wrong-format"),
        (b"<xml><a>\x00</a></xml>", None, "nul"),
        (b'{"a":"\x00"}', None, "nul"),
        (b'{"a":"\\u0000"}', None, "nul"),
        (b'{"\\u0000":"a"}', None, "nul"),
        (b'{"a":[{"b":"\\u0000"}]}', None, "nul"),
        (b'{"a":"\\ud800"}', None, "surrogate"),
        (b'{"\\udfff":"a"}', None, "surrogate"),
        ("<xml><a>你</a></xml>".encode("gbk"), None, "not-utf8"),
        (b'<?xml version="1.0" encoding="gbk"?>' + "<xml><a>你</a></xml>".encode("gbk"), None, "not-utf8"),
        (b"<xml><a>\xed\xa0\x80</a></xml>", None, "not-utf8"),
        (b"<xml><a>\xc0\xbc</a></xml>", None, "not-utf8"),
        (b'{"a":"\xff"}', None, "not-utf8"),
        (b"<xml><a>1</a></xml", None, "xml-broken"),
        (b"<xml><a>1</a>", None, "xml-broken"),
        (b"<xml><a>1</xml></a>", None, "xml-broken"),
        (b"<xml><a>1</a></xml><xml/>", None, "xml-broken"),
        (b"<xml><a>1</a></xml>{}", None, "xml-broken"),
        (b"<xml><a><![CDATA[1]]</a></xml>", None, "xml-broken"),
        (b"<xml><a>]]></a></xml>", None, "xml-broken"),
        (b"<xml><a>a & b</a></xml>", None, "xml-broken"),
        (b"<xml><a>&nbsp;</a></xml>", None, "xml-broken"),
        (b"<xml><a>&#0;</a></xml>", None, "xml-broken"),
        (b"<xml><a>&#xD800;</a></xml>", None, "xml-broken"),
        (b"<xml><a>\x01</a></xml>", None, "xml-broken"),
        (b"<xml a='1' a='2'><b>1</b></xml>", None, "xml-broken"),
        (b"\n<?xml version='1.0'?><xml><a>1</a></xml>", None, "xml-broken"),
        (b"<", None, "xml-broken"),
        (b"<xml></xml>", None, "empty"),
        (b"<xml/>", None, "empty"),
        (b"<xml>words</xml>", None, "empty"),
        (b"<html><a>1</a></html>", None, "xml-root"),
        (b"<XML><a>1</a></XML>", None, "xml-root"),
        (b"<xml>words<a>1</a></xml>", None, "xml-mixed"),
        (b"<xml><a>1</a>words</xml>", None, "xml-mixed"),
        (b"<xml><a>1<b>2</b></a></xml>", None, "xml-mixed"),
        (b"<xml><a>1</a><a>1</a></xml>", None, "duplicate"),
        (b"<xml><a><b>1</b></a><c>2</c><a/></xml>", None, "duplicate"),
        (b"<xml><a><b>1</b><b>2</b></a></xml>", None, "duplicate"),
        (b'{"a":1,"a":1}', None, "duplicate"),
        (b'{"a":{"b":1,"b":2}}', None, "duplicate"),
        (b'{"a":1', None, "json-broken"),
        (b'{"a":1}}', None, "json-broken"),
        (b'{"a":1}<xml/>', None, "json-broken"),
        (b"{'a':1}", None, "json-broken"),
        (b'{"a":1,}', None, "json-broken"),
        (b'{"a":01}', None, "json-broken"),
        (b'{"a":"\n"}', None, "json-broken"),
        (b'{"a":"\\x"}', None, "json-broken"),
        (b"{", None, "json-broken"),
        (b"{}", None, "empty"),
        (b'{"a":NaN}', None, "json-constant"),
        (b'{"a":-Infinity}', None, "json-constant"),
    ],
)
def test_refusal(body: bytes, content: Literal["xml", "json"] | None, reason: str):
    with pytest.raises(Refused) as refused:
        parse(body, content)
    assert refused.value.reason == reason


def test_json_root_must_be_an_object():
    with pytest.raises(Refused, match="json-root"):
        read_json("[1]")


@pytest.mark.parametrize("body", DTD_TRICKS)
def test_document_types_are_refused(body: str):
    with pytest.raises(Refused, match="xml-doctype"):
        parse(body.encode())


def test_every_prefix_of_a_push_is_refused():
    for whole in ("<xml><a><![CDATA[你好]]></a><b>1</b></xml>", '{"a":"你好","b":[1,{"c":2}]}'):
        body = whole.encode()
        for end in range(len(body)):
            with pytest.raises(Refused):
                parse(body[:end])


def test_size_limit():
    exact = b"<xml><a>" + b"x" * (BODY_LIMIT_BYTES - 18) + b"</a></xml>"
    assert len(exact) == BODY_LIMIT_BYTES
    assert len(parse(exact)["a"]) == BODY_LIMIT_BYTES - 18
    with pytest.raises(Refused, match="too-large"):
        parse(exact + b" ")


def test_depth_limit_of_xml():
    parse(nested(DEPTH_LIMIT).encode())
    for depth in (DEPTH_LIMIT + 1, 9_000):
        with pytest.raises(Refused, match="too-large"):
            parse(nested(depth).encode())


def test_depth_limit_of_json():
    assert parse(b'{"a":' * (DEPTH_LIMIT - 1) + b"1" + b"}" * (DEPTH_LIMIT - 1))
    for open_, close in ((b'{"a":', b"}"), (b"[", b"]")):
        body = b'{"a":' + open_ * (DEPTH_LIMIT - 1) + b"1" + close * (DEPTH_LIMIT - 1) + b"}"
        with pytest.raises(Refused, match="too-large"):
            parse(body)


@pytest.mark.parametrize(
    "body", [b'{"a":' * 10_000, b'{"a":' + b"[" * 60_000, b'{"a":' + b"[" * 30_000 + b"]" * 30_000]
)
def test_bottomless_json_is_refused(body: bytes):
    with pytest.raises(Refused, match="json-broken"):
        parse(body)


def test_sibling_limit_of_xml():
    assert len(parse(siblings(ELEMENT_LIMIT).encode())) == ELEMENT_LIMIT - 1
    with pytest.raises(Refused, match="too-large"):
        parse(siblings(ELEMENT_LIMIT + 1).encode())
    for tag in REPEATED:
        with pytest.raises(Refused, match="too-large"):
            parse(f"<xml><a>{f'<{tag}/>' * ELEMENT_LIMIT}</a></xml>".encode())


def test_sibling_limit_of_json():
    assert len(parse(json.dumps({str(n): n for n in range(ELEMENT_LIMIT)}).encode())) == ELEMENT_LIMIT
    for body in ({str(n): n for n in range(ELEMENT_LIMIT + 1)}, {"a": [0] * ELEMENT_LIMIT}):
        with pytest.raises(Refused, match="too-large"):
            parse(json.dumps(body).encode())


def test_a_refusal_repeats_no_word_of_the_push():
    with pytest.raises(Refused) as refused:
        parse("<xml><a>我的身份证号</a><a>二</a></xml>".encode())
    assert str(refused.value) == refused.value.reason == "duplicate"
    assert refused.value.__cause__ is None
