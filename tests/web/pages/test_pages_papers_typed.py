"""Whatever is typed into a paper's form is refused by its name, or printed."""

from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from rights_support import CALCULATORS, PARAMETERS, TODAY

from rights.paper import Rows, discover
from web.pages import paper_form, paper_posted
from web.paper_files import as_page

FORMS = discover()
TYPED = st.one_of(
    st.sampled_from(
        ["", " ", "是", "6500", "0", "2026-02-31", "2026-06-30", "男", "x" * 401, "{{ x }}", "<b>", "\x00"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_whatever_is_typed_is_refused_by_name_or_printed(name: str, data: st.DataObject) -> None:
    form, posted = FORMS[name], MultiDict[str]()
    for one in form.fields:
        if isinstance(one, Rows) and not paper_posted.ticked(one):
            posted.update({f"{one.name}.1.{field.name}": data.draw(TYPED) for field in one.fields})
        else:
            posted.add(one.name, data.draw(TYPED))
    for at, calculator in enumerate(data.draw(st.lists(st.sampled_from(sorted(CALCULATORS)), max_size=2)), 1):
        posted[f"claims.{at}.calculator"] = calculator
        posted.update({f"claims.{at}.{field.name}": data.draw(TYPED) for field in CALCULATORS[calculator].fields})
    answers = paper_posted.answers_of(form, posted)
    wrong = paper_posted.problems(form, PARAMETERS, TODAY, answers)
    parts = paper_form.parts(form, PARAMETERS, TODAY, answers, wrong)
    if not wrong:
        assert form.title in as_page(form.fill(PARAMETERS, TODAY, answers))
    shown = {one.name for part in parts for group in (part, *part.rows) for one in group.fields}
    said = {f"{part.name}.{row.number}" for part in parts for row in part.rows} | {part.name for part in parts}
    whole = {f"claims.{row.number}.calculator" for part in parts for row in part.rows if row.wrong}
    assert wrong.keys() <= shown | said | whole
