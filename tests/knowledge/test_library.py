"""Entries as a follower reads them: dated figures filled in, with what has to be said about them."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from talks import entry

from knowledge.library import BASIS, Library

TODAY, LATER = date(2026, 11, 22), date(2027, 11, 22)
NOTE = "数额以公布为准。"


class Table:
    """Figures that tell which day they were asked for; only 工资 needs a note."""

    def shown(self, on: date) -> Mapping[str, str]:
        return {"工资": f"{on.year}元", "电话": "12333"}

    def notes(self, names: Iterable[str], on: date) -> list[str]:
        return [NOTE] if "工资" in set(names) else []


LIBRARY = Library(
    [
        entry("wage", body=f"去哪：打{{{{电话}}}}。\n\n最低{{{{ 工资 }}}}，不能再少。{BASIS}《劳动法》第四十八条"),
        entry("bare", body="只有一段，没有依据。"),
        entry("first", body=f"至少{{{{工资}}}}。\n\n别的。{BASIS}《劳动法》第四十八条"),
    ],
    Table(),
)


def test_the_whole_answer_has_the_figure_of_that_day_and_its_note() -> None:
    for on in (TODAY, LATER):
        text = LIBRARY.text("wage", on)
        assert f"最低{on.year}元，不能再少" in text and "{{" not in text
        assert text.endswith(f"《劳动法》第四十八条\n{NOTE}")


def test_the_first_screen_has_the_articles_and_only_notes_of_its_own_figures() -> None:
    assert LIBRARY.first("wage", TODAY) == f"去哪：打12333。\n{BASIS}《劳动法》第四十八条"
    assert LIBRARY.first("first", TODAY) == f"至少2026元。\n{BASIS}《劳动法》第四十八条\n{NOTE}"


def test_an_answer_without_articles_is_its_first_screen() -> None:
    assert LIBRARY.first("bare", TODAY) == LIBRARY.text("bare", TODAY) == "只有一段，没有依据。"


def test_titles_and_unknown_slugs() -> None:
    assert LIBRARY.title("wage") == "wage怎么办"
    for ask in (LIBRARY.title, lambda slug: LIBRARY.text(slug, TODAY), lambda slug: LIBRARY.first(slug, TODAY)):
        with pytest.raises(KeyError):
            ask("nothing")
