"""「去哪办」 and places on a map: the nearest, the district's, or numbers to call, each with its day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from places_support import HERE, hotline, north, place
from talks import SURE, Talk, entry

from bot.core.live import Live
from bot.core.settings import Clocks
from bot.wechat.message import Click, Location
from bot.wechat.reply import PAGE_LIMIT_BYTES
from handlers.amid_questions import STILL
from handlers.evidence import TAKEN
from handlers.locating import (
    CONFIRMED,
    FOR,
    FOUND,
    LASTS,
    LONG_AGO,
    MAP,
    MORE,
    MOST_SHOWN,
    NEAREST,
    NOT_YET,
    NOTHING,
    OF,
    OURS,
    PLACES,
    SEND,
    STAFF,
    WEAK,
)
from handlers.locating import (
    HERE as NEARBY,
)
from handlers.places import TO_KEEP
from knowledge.library import Library
from knowledge.shelf import Known
from tickets.question import WHERE
from union.closing import GO, OF_TOPIC, WAY
from union.closing import MORE as ANSWERED
from union.place_words import Wanted, asked
from union.places import Place, map_address, relist

CLOSE, FAR = north("近", 120, hours="全天"), north("远", 4200, "工会", "法律援助")
COURT = place("金凤仲裁", "劳动仲裁", district="金凤区")
LINE = hotline("热线甲", "12301", "工会")
RIGHTS = hotline("热线乙", "12302", "劳动仲裁")
NOVEMBER = CONFIRMED.format(month="2026年11月")
HEAD = {"account": "gh_1", "openid": "o_worker", "created_s": 1_700_000_000, "msg_id": "7"}


async def listed(talk: Talk, *places: Place) -> None:
    async with talk.services.database.session() as session:
        await relist(session, places, talk.now)


async def where(talk: Talk, label: str = "", at: tuple[float, float] = HERE) -> str:
    """What the follower reads after sending a place."""
    message = Location(**HEAD, latitude=at[0], longitude=at[1], label=label)
    return str((await talk.send(message)).reply.content)


async def test_asking_where_tells_numbers_and_how_to_find_the_nearest(talk: Talk) -> None:
    await listed(talk, CLOSE, LINE, RIGHTS)
    said = await talk.say("去哪办")
    assert said.endswith(SEND) and f"热线甲 12301{NOVEMBER}" in said and "热线乙 12302" in said
    assert CLOSE.name + "（" not in said


async def test_without_a_confirmed_address_what_each_number_is_for_is_said(talk: Talk) -> None:
    await listed(talk, LINE, RIGHTS)
    assert f"热线甲 12301{NOVEMBER}：{FOR['工会']}" in await talk.say("去哪办")
    said = await talk.say("仲裁委在哪")
    assert said.startswith(NOT_YET.format(where="", what="劳动仲裁"))
    assert f"热线乙 12302{NOVEMBER}：{FOR['劳动仲裁']}" in said and "12351" in said


async def test_the_menu_asks_the_same(talk: Talk) -> None:
    await listed(talk, LINE)
    tapped = Click(account="gh_1", openid="o_worker", created_s=1, event="CLICK", event_key="where")
    assert (await talk.send(tapped)).reply.content == await talk.say("去哪办")


async def test_a_place_on_the_map_finds_the_nearest_with_all_one_needs(talk: Talk) -> None:
    await listed(talk, FAR, CLOSE, COURT, LINE)
    said = await where(talk)
    assert said.startswith(NEAREST.format(what="")) and said.endswith(TO_KEEP)
    near, far = said.index("近（约100米）"), said.index("远（约4.2公里）")
    assert near < far and LINE.phone not in said
    assert all(
        one in said for one in (CLOSE.address, CLOSE.phone, CLOSE.hours, NOVEMBER, MAP.format(map_address(CLOSE)))
    )


async def test_what_was_asked_for_is_found_near_the_place_sent_next(talk: Talk) -> None:
    await listed(talk, CLOSE, FAR, LINE)
    assert SEND in await talk.say("法律援助在哪")
    said = await where(talk)
    assert NEAREST.format(what="法律援助") in said and "远（" in said and "近（" not in said and TO_KEEP not in said


async def test_with_an_open_ticket_a_place_is_evidence_unless_we_just_asked_for_it(talk: Talk) -> None:
    await listed(talk, CLOSE, LINE)
    await talk.say("人工")
    taken = TAKEN.partition("，")[0].format(kind="位置")
    assert (await where(talk)).startswith(taken)
    await talk.say("附近的工会")
    assert (await where(talk)).startswith(NEAREST.format(what="工会"))
    assert (await where(talk)).startswith(taken)  # asked for once
    await talk.say("附近的工会")
    talk.later(seconds=LASTS.total_seconds() + 1)
    assert (await where(talk)).startswith(taken)


async def test_where_nothing_is_near_the_district_on_the_map_counts(talk: Talk) -> None:
    await listed(talk, COURT, LINE)
    said = await where(talk, "银川市金凤区某街")
    assert said.startswith(OF.format(where="金凤区", what=PLACES)) and COURT.address in said and "12301" in said


async def test_far_from_everything_there_are_numbers_to_call(talk: Talk) -> None:
    await listed(talk, CLOSE, COURT, LINE)
    said = await where(talk, "北京市", (39.9, 116.4))
    assert said.startswith(NOT_YET.format(where=NEARBY, what=PLACES)) and "12301" in said and CLOSE.address not in said


async def test_a_district_that_is_named_tells_its_own(talk: Talk) -> None:
    await listed(talk, COURT, replace(COURT, name="兴庆仲裁", district="兴庆区"), LINE, RIGHTS)
    said = await talk.say("金凤区仲裁委在哪")
    assert said.startswith(OF.format(where="金凤区", what="劳动仲裁")) and COURT.address in said
    assert "兴庆仲裁" not in said and "12302" in said and "12301" not in said and SEND not in said


async def test_where_nobody_confirmed_an_office_that_is_said_with_the_number(talk: Talk) -> None:
    await listed(talk, COURT, RIGHTS)
    said = await talk.say("西夏区仲裁委在哪")
    assert said.startswith(NOT_YET.format(where="西夏区", what="劳动仲裁")) and "12302" in said
    assert COURT.address not in said


async def test_the_district_can_be_told_afterwards_and_then_another_office(talk: Talk) -> None:
    await listed(talk, COURT, LINE, RIGHTS)
    await talk.say("仲裁委在哪")
    assert COURT.address in await talk.say("我在金凤区")
    assert NOT_YET.format(where="金凤区", what="工会") in await talk.say("工会")
    assert SEND in await talk.say("附近的工会")  # not the district's
    assert (await talk.send("没签合同怎么办")).handler != "locating.locating"


async def test_what_nobody_could_confirm_is_never_shown(talk: Talk) -> None:
    hidden = replace(CLOSE, confidence="U", phone="0951-9999999")
    await listed(talk, hidden, replace(LINE, confidence="U"))
    for said in (await where(talk), await talk.say("去哪办"), await talk.say("兴庆区工会在哪")):
        assert NOTHING in said and "0951-9999999" not in said and "12301" not in said


async def test_each_fact_has_its_day_and_says_what_that_is_worth(talk: Talk) -> None:
    await listed(talk, LINE)
    assert not {LONG_AGO, WEAK} & set((await talk.say("热线")).splitlines())
    await listed(talk, replace(LINE, confirmed_on=date(2025, 11, 20)), replace(RIGHTS, confidence="C"))
    said = await talk.say("热线")
    assert f"12301{CONFIRMED.format(month='2025年11月')}" in said
    assert f"12302{FOUND.format(month='2026年11月')}" in said
    assert {LONG_AGO, WEAK} <= set(said.splitlines())


async def test_many_places_are_not_all_told(talk: Talk) -> None:
    await listed(talk, *(place(f"站{at}") for at in range(MOST_SHOWN + 3)))
    said = await talk.say("兴庆区工会在哪")
    assert said.count(NOVEMBER) == MOST_SHOWN and MORE.format(count=3) in said


async def test_asking_where_leaves_the_offer_to_register_as_it_stands(talk: Talk) -> None:
    await listed(talk, LINE)
    await talk.say(talk.means("老板不给钱", "complaint", ("arrears", SURE)))
    assert SEND in await talk.say("仲裁委在哪")
    await talk.say("1")
    assert [ticket.kind for ticket, _ in await talk.tickets()] == ["欠薪"]


async def test_asking_for_a_number_opens_no_ticket(talk: Talk) -> None:
    await listed(talk, LINE)
    assert "12301" in await talk.say(talk.means("工会电话", "human"))
    assert await talk.tickets() == []


async def test_on_an_open_ticket_the_question_is_answered_and_not_written_down(talk: Talk) -> None:
    await listed(talk, LINE)
    await talk.say("人工")
    assert "12301" in await talk.say("兴庆区工会在哪")
    [(_, history)] = await talk.tickets()
    assert "兴庆区工会在哪" not in [words for _, words in history]


@contextmanager
def knowing(talk: Talk, **given: object) -> Iterator[None]:
    """With the entry `arrears` changed."""
    now = talk.services.shelf.now
    library = Library([entry("arrears", **given)], talk.services.parameters)
    talk.services.shelf.now = Known(now.reader, library)
    yield
    talk.services.shelf.now = now


@pytest.mark.parametrize("words", ["去哪办", "兴庆区工会电话"])
async def test_asked_in_the_middle_of_the_tickets_questions_it_is_no_answer_to_them(talk: Talk, words: str) -> None:
    await listed(talk, LINE)
    await talk.say(talk.means("老板不给钱", "complaint", ("arrears", SURE)))
    await talk.say("1")
    asking = await talk.dialogue()
    talk.means(words, "human", district="兴庆区")
    assert asking is not None and asking.name == "asking" and "12301" in await talk.say(words)
    assert await talk.dialogue() == asking


@pytest.mark.parametrize("words", ["去哪办", "地址", "热线电话", "工伤认定去哪里办"])
async def test_whatever_the_reading_makes_of_it(talk: Talk, words: str) -> None:
    await listed(talk, LINE)
    for intent in ("human", "complaint", "calculate", "faq"):
        assert "12301" in await talk.say(talk.means(words, intent, ("injury", SURE)))
    assert await talk.tickets() == []


@pytest.mark.parametrize(("topic", "command"), [("劳动仲裁程序", OF_TOPIC["劳动仲裁程序"]), ("其他", GO)])
async def test_an_answer_whose_next_step_is_an_office_tells_how_to_find_it(
    talk: Talk, topic: str, command: str
) -> None:
    with knowing(talk, topic=topic, next=("office",)):
        said = await talk.say(talk.means("问", "faq", ("arrears", SURE)))
    assert said.endswith(f"{WAY.format(command=command)}\n{ANSWERED}")


async def test_other_answers_do_not(talk: Talk) -> None:
    assert WAY.partition("{")[0] not in await talk.say(talk.means("问", "faq", ("arrears", SURE)))


def test_every_command_that_an_answer_names_is_one() -> None:
    assert all(asked(command) for command in OF_TOPIC.values())
    assert asked(GO) == Wanted()


async def test_three_usual_offices_fit_one_page(talk: Talk) -> None:
    names = [f"{at}" + "名" * 11 for at in range(3)]
    await listed(talk, *(north(one, 50, address="路" * 20, hours="时" * 15) for one in names))
    assert len((await where(talk)).encode()) <= PAGE_LIMIT_BYTES


@pytest.mark.parametrize("words", ["你们几点下班", "你们在哪", "周末上班不"])
async def test_when_and_where_we_are_is_told_without_a_ticket(talk: Talk, words: str) -> None:
    assert await talk.say(words) == f"{OURS}\n\n{NOTHING}"
    assert await talk.tickets() == []


async def test_our_own_offices_are_listed_where_they_are_known(talk: Talk) -> None:
    await listed(talk, LINE, COURT)
    said = await talk.say("你们在哪")
    assert said.startswith(OURS) and LINE.phone in said and COURT.name not in said and said.endswith(SEND)


async def test_the_hours_of_staff_are_told_where_the_union_set_them(talk: Talk) -> None:
    settings = talk.services.settings.model_copy(update={"clocks": Clocks(hours=("09:00-17:00",))})
    talk.services = replace(talk.services, live=Live(settings))
    assert STAFF.format(hours="09:00-17:00") in await talk.say("你们几点下班")


async def test_amid_the_questions_of_a_ticket_ours_is_asked_again(talk: Talk) -> None:
    await talk.registered("老板不给我结账")
    assert (await talk.say("你们几点下班")).endswith(STILL.format(asks=WHERE.asks))
    assert "employer" not in await talk.facts()
