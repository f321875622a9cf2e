"""Every paper from full answers, from none, from hostile and from very long ones."""

import re

import pytest
from paper_answers import FACTS, FORMS, FULL, HOSTILE, SEEN, everywhere, fill, overflowing, words

from rights.inputs import BadInput, Field
from rights.paper import Rows
from rights.paper_blocks import Addendum, Closing, Layout, Particulars
from rights.paper_sheet import OPEN

NAMES = list(FORMS)


@pytest.mark.parametrize("name", NAMES)
def test_the_full_example_says_all_that_was_answered(name: str) -> None:
    text = words(fill(name, FULL[name]))
    said = [one for one in FULL[name].values() if isinstance(one, str) and not re.match(r"\d{4}-", one)]
    kept = [one for value in said for one in value.split("\n") if one and not one.isdecimal()]
    assert [one for one in kept if one not in text] == []
    assert set(NAMES) == set(FULL)


@pytest.mark.parametrize("name", NAMES)
def test_without_answers_every_blank_is_marked(name: str) -> None:
    paper = fill(name, {})
    assert len(paper.blanks) > 3
    assert OPEN in words(paper)
    assert [label for label in paper.blanks if f"（请填写：{label}）" not in words(paper)] in ([], ["证据"], ["申请人"])


@pytest.mark.parametrize("name", NAMES)
def test_nobody_has_signed(name: str) -> None:
    closing = next(block for block in fill(name, FULL[name]).blocks if isinstance(block, Closing))
    assert closing.signers and all(one.endswith("（签名）") for one in closing.signers)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_stays_text(name: str) -> None:
    text = words(fill(name, everywhere(FORMS[name], HOSTILE)))
    assert SEEN in text
    assert "\x07" not in text and "\u202e" not in text


@pytest.mark.parametrize("name", NAMES)
def test_thirty_claims_forty_workers_and_long_names_are_all_there(name: str) -> None:
    given = overflowing(name)
    text = words(fill(name, given))
    assert given["employer"] in text
    for number in range(30) if "claims" in given else ():
        assert f"{(6000 + number) * 4:,}.00元" in text
    for person in given.get("people", ()):
        assert person["id_number"] in text


@pytest.mark.parametrize(
    "name", ["arbitration", "inspection", "payment-order", "forced-resignation", "injury", "legal-aid"]
)
def test_long_text_goes_onto_a_further_sheet(name: str) -> None:
    blocks = fill(name, overflowing(name)).blocks
    first = next(number for number, block in enumerate(blocks) if isinstance(block, Addendum))
    signed = next(number for number, block in enumerate(blocks) if isinstance(block, Closing))
    assert signed < first
    last_line = FACTS.rsplit("\n", 1)[-1]
    assert last_line not in words_of(blocks[:first]) and last_line in words_of(blocks[first:])
    titles = [block.title for block in blocks if isinstance(block, Addendum)]
    assert [title[:3] for title in titles] == ["附页一", "附页二"][: len(titles)]
    assert "见附页一）" in words_of(blocks[:first]) or "见附页二）" in words_of(blocks[:first])


def words_of(blocks: object) -> str:
    return str(blocks)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_has_at_most_two_boxes_in_a_row(name: str) -> None:
    paper = fill(name, overflowing(name))
    rows = [row for block in paper.blocks if isinstance(block, Particulars) for row in block.rows]
    assert paper.layout is not Layout.FORM or {len(row) for row in rows} == {1, 2}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_read_from_another_filling(name: str) -> None:
    before = fill(name, {})
    fill(name, FULL[name])
    assert fill(name, {}) == before


@pytest.mark.parametrize("name", NAMES)
def test_names_of_fields_are_unique_and_choices_read_back(name: str) -> None:
    fields = FORMS[name].fields
    assert len({one.name for one in fields}) == len(fields)
    single = [one for one in fields if isinstance(one, Field)] + [
        f for one in fields if isinstance(one, Rows) for f in one.fields
    ]
    for one in single:
        assert [one.read(choice) for choice in one.choices] == list(one.choices)


@pytest.mark.parametrize(
    ("name", "given", "field", "why"),
    [
        ("arbitration", {"born": "1990-02-31"}, "born", "没有「1990-02-31」这一天"),
        ("arbitration", {"wage": "很多"}, "wage", "要写成数字"),
        ("arbitration", {"wage": ["1"]}, "wage", "要写成文字"),
        ("arbitration", {"gender": "不告诉"}, "gender", "只能是男、女"),
        ("arbitration", {"nickname": "小马"}, "nickname", "没有这一项"),
        ("arbitration", {"name": "马" * 201}, "name", "太长了，最多200个字"),
        ("arbitration", {"facts": "事" * 5001}, "facts", "太长了，最多5000个字"),
        ("arbitration", {"evidences": "流水"}, "evidences", "要写成一列"),
        ("arbitration", {"evidences": ["流水"]}, "evidences.1", "每一项要写成几个字段"),
        ("arbitration", {"evidences": [{}] * 61}, "evidences", "最多60项"),
        ("arbitration", {"evidences": [{}, {"page": "1"}]}, "evidences.2.page", "证据第2项"),
        ("evidence-list", {"evidences": [{"pages": "0"}]}, "evidences.1.pages", "页数"),
        ("inspection", {"acts": ["不请客"]}, "acts.1.act", "只能是拖欠工资"),
        ("injury", {"claims": []}, "claims", "要写成文字"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, given: dict[str, object], field: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        fill(name, given)
    assert refused.value.field == field and why in str(refused.value)
