"""Every rule an entry can break is told in Chinese, at its field, all at once."""

import pytest
from shelved import STATUTES, WAGES, reworded, small

from knowledge.entry import EntryError, parse, problems
from knowledge.faults import UNREADABLE, faults, told
from knowledge.publisher import Rules

RULES = Rules(("热线",), STATUTES)
BREAKS = {
    "title: 老板不发工资怎么办": ("title: ''", "title", "不能空着"),
    "topic: 拖欠工资": ("topic: 别的", "topic", "没有「别的」这个主题"),
    "also: [劳动监察投诉]": ("also: [别的]", "also", "没有「别的」这个主题"),
    "  - 干了活不给钱\n": ("", "ask", "至少要 8 句问法，现在有 7 句"),
    "citations: [劳动法#50, 刑法#276-1]": ("citations: [劳动法五十]", "citations", "「劳动法五十」不是法条"),
    "valid_from: 2020-05-01": ("valid_from: 五月", "valid_from", "要写成 2026-11-22 这样的日期"),
    "valid_until:\n": ("valid_until: 2019-01-01\n", "valid_until", "早于生效日"),
    "reviewed: 2026-11-22": ("reviewed:", "reviewed", "要填日期"),
    "next: [ticket, office]": ("next: [dance]", "next", "没有「dance」这个下一步"),
    "先留好证据，再打{{热线}}。": ("长" * 301, "body", "第一段（空行以上）有 301 字，最多 300 字"),
}


@pytest.mark.parametrize("before", BREAKS)
def test_each_rule_is_told_at_its_field(before: str) -> None:
    after, field, chinese = BREAKS[before]
    found = faults(WAGES, reworded(WAGES, lambda text: text.replace(before, after)), RULES, [])
    assert list(found) == [field] and found[field][0].startswith(chinese)


def test_all_that_is_wrong_is_told_at_once() -> None:
    def broken(text: str) -> str:
        for before, (after, _, _) in BREAKS.items():
            text = text.replace(before, after)
        return text

    text = reworded(WAGES, broken)
    found = faults(WAGES, text, RULES, [])
    assert set(found) == {field for _, field, _ in BREAKS.values()} - {"valid_until"}  # no end without a beginning
    assert all(len(one) == 1 for one in found.values())
    with pytest.raises(EntryError) as first:
        parse(f"{WAGES}.md", text)
    assert str(first.value) == str(problems(f"{WAGES}.md", text)[0])


def test_what_reads_well_may_still_break_the_rules_among_others() -> None:
    text = reworded(WAGES, lambda text: text.replace("干了活不给钱", "急辞工").replace("{{热线}}", "{{没有}}"))
    text = text.replace("劳动法#50", "劳动法#999")
    found = faults(WAGES, text, RULES, [small("quitting"), small(WAGES)])
    assert "「急辞工」已经是「想辞职要提前多久说」的问法" in found["ask"][0]
    assert found["body"] == ["没有「没有」这个参数"] and found["citations"] == ["劳动法#999 查不到，或者已经失效"]


def test_what_holds_has_no_faults_and_one_beside_itself_is_no_double() -> None:
    assert faults(WAGES, reworded(WAGES, lambda text: text), RULES, [small(WAGES)]) == {}


def test_a_rule_nobody_translated_is_told_as_it_is() -> None:
    error = EntryError("a.md", "body", "something new")
    assert told(error) == UNREADABLE.format(rule="something new")


@pytest.mark.parametrize("text", ["", "no front matter", "---\n[\n---\n\nbody", "---\n- a\n---\nb"])
def test_what_is_no_entry_at_all_has_one_fault(text: str) -> None:
    assert len(faults("a", text, RULES, [])) == 1
