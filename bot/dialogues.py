"""The dialogues by name: handlers hold them, and whoever sends a question from below begins them."""

from datetime import timedelta
from typing import Any

from bot.core.followers import Dialogue

COMPLAINT = "complaint"  # the offer to register, or the story that is waited for
ASKING = "asking"  # the questions of a ticket
ADDING = "adding"  # words for the ticket that is open
ANSWERED = "answered"  # the same, after staff wrote
UNNAMED = "unnamed"  # the story of an anonymous ticket
WITHDRAWING = "withdrawing"
REOPENING = "reopening"
RATING = "rating"
INSTALMENT = "instalment"  # whether an agreed payment came
CHOOSING = "choosing"  # one of the offered questions
FACTS = "facts"  # days and sums that were told before their matter
FEEDBACK = "feedback"  # why an answer was of no use

STANDS = {  # so long it waits, whatever comes between
    COMPLAINT: timedelta(days=3),
    ASKING: timedelta(days=3),
    WITHDRAWING: timedelta(days=1),
    UNNAMED: timedelta(hours=1),
}
ASKED = {  # so long what was sent to them, or asked, may be answered
    INSTALMENT: timedelta(days=1),
    RATING: timedelta(hours=1),
    ADDING: timedelta(0),
    ANSWERED: timedelta(0),
}
JUST_ASKED = timedelta(minutes=10)
NEAR = "near"  # questions to choose from beside an offer to register


def told_of(offer: Dialogue) -> dict[str, Any]:
    """What an offer to register knows, without the questions to choose from: these are over with the next words."""
    return {name: told for name, told in offer.known.items() if name != NEAR}
