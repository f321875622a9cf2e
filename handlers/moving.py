"""What a follower just sent belongs to another of their open tickets: a number moves it there."""

from datetime import timedelta

from bot.context import Context, picked
from bot.core.followers import Dialogue
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number

MOVING = "moving"
LASTS = timedelta(hours=1)
MOVED = "好的，改放到编号 {number} 的单子了。"

router = Router(Band.DIALOGUE)


@router.on(Talking(MOVING, LASTS))
async def move(context: Context) -> Reply | None:
    """A number out of the list: onto that ticket; anything else goes its usual way."""
    numbers = [str(one) for one in context.dialogue.known["numbers"]] if context.dialogue else []
    at = picked(context.text, len(numbers))
    if at is None:
        return None
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    after = next((ticket for ticket in opened if ticket.number == numbers[at]), None)
    if after is None:
        return None
    evidence = await context.unit.evidence()
    if await evidence.transfer(pieces(context.dialogue), opened, after):
        await tickets.say(after, "follower", "", "evidence")
    await context.unit.talk(None)
    return Text(MOVED.format(number=number.shown(after.number)), action="intake")


def pieces(dialogue: Dialogue | None) -> list[int]:
    """The pieces that may still be moved."""
    return [int(one) for one in dialogue.known["pieces"]] if dialogue and dialogue.name == MOVING else []
