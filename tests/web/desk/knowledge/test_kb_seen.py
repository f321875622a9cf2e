"""Nothing is published, given back or dropped but the version that was seen when it was decided."""

import re

import pytest
from kb_room import INJURY, WAGES, Desk

from knowledge.versions import State
from web.desk.knowledge.seen import NOW, SAVED_BY
from web.desk.knowledge.words import STATES

WHY = "看过了，可以发"


async def reviewed(desk: Desk, slug: str, title: str) -> None:
    """The author's next version, sent to review."""
    await desk.sign_in("bian")
    await desk.save(slug, does="review", title=title)
    await desk.sign_in("shen")


def number_in(page: str, action: str) -> str:
    """The version that a form of a page was shown with."""
    form = page.partition(f'/{action}" method="post"')[2].partition("</form>")[0]
    return re.search(r'name="number" value="(\d+)"', form)[1]  # type: ignore[index]


@pytest.mark.parametrize("does", ["publish", "back", "drop"])
async def test_a_version_that_came_meanwhile_is_not_the_one_decided_on(desk: Desk, does: str) -> None:
    await reviewed(desk, WAGES, "甲")
    seen = number_in(await desk.get(f"/{WAGES}"), does)
    await reviewed(desk, WAGES, "乙")
    answer = await desk.post(f"/{WAGES}/{does}", number=seen, why=WHY, remark=WHY)
    page = await answer.text()
    assert (seen, answer.status) == ("2", 409)
    assert SAVED_BY.format(by="边编辑", number=3) in page and number_in(page, does) == "3"
    assert does == "drop" or f'value="{WHY}"' in page
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published", "dropped", "review"]
    assert not desk.jobs.queued


@pytest.mark.parametrize("does", ["publish", "back", "drop"])
async def test_a_version_that_is_no_draft_any_more_is_told(desk: Desk, does: str) -> None:
    await reviewed(desk, WAGES, "甲")
    await desk.post(f"/{WAGES}/drop", number="2")
    answer = await desk.post(f"/{WAGES}/{does}", number="2", why=WHY, remark=WHY)
    assert answer.status == 409
    assert NOW.format(number=2, state=STATES[State.DROPPED]) in await answer.text()


@pytest.mark.parametrize("does", ["publish", "back", "drop", "together/publish"])
async def test_a_form_that_does_not_say_what_it_showed_is_none_of_ours(desk: Desk, does: str) -> None:
    await reviewed(desk, WAGES, "甲")
    path = f"/{does}" if "/" in does else f"/{WAGES}/{does}"
    assert (await desk.post(path, slug=WAGES, remark=WHY)).status == 400
    assert (await desk.versions(WAGES))[-1][1] == "review"


async def test_of_several_none_is_published_where_one_is_another_now(desk: Desk) -> None:
    await reviewed(desk, WAGES, "甲")
    await reviewed(desk, INJURY, "乙")
    page = await desk.get("?tab=review")
    form = {f"number-{slug}": re.search(rf'name="number-{slug}" value="(\d+)"', page)[1] for slug in (WAGES, INJURY)}  # type: ignore[index]
    await reviewed(desk, INJURY, "丙")
    answer = await desk.post("/together/publish", {"slug": [WAGES, INJURY], **form})
    page = await answer.text()
    assert answer.status == 409 and SAVED_BY.format(by="边编辑", number=3) in page
    assert f'name="number-{INJURY}" value="3"' in page and not desk.jobs.queued
    answer = await desk.post("/together/publish", {"slug": [WAGES, INJURY], **form, f"number-{INJURY}": "3"})
    assert "已经发布" in await desk.ran(answer)


@pytest.mark.parametrize("path", [f"/{WAGES}/publish", f"/{WAGES}/back", f"/{WAGES}/drop", "/together/publish"])
async def test_who_comes_back_to_a_refused_forms_address_finds_the_page(desk: Desk, path: str) -> None:
    assert await desk.status(path) == 303
