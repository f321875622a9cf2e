"""A member of staff binds their WeChat to their account at the desk, by the code shown there."""

import re

from bot.context import Context
from bot.filters import StartsWith
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets.binding import LENGTH, SIGNS, redeem

WORD = "绑定"
BOUND = "绑好了。以后有急事，会在这里提醒您。想停，在工作台「提醒」里解绑。"
WRONG = "这个绑定码不对，或者过了十分钟。请在工作台「提醒」里重新取一个。"
_CODE = re.compile(rf"{WORD}[\s:：]*([{SIGNS}]{{{LENGTH}}})", re.IGNORECASE)

router = Router(Band.COMMAND)


@router.on(StartsWith(WORD))
async def bind(context: Context) -> Reply | None:
    """Only what looks like a code is taken for one."""
    found = _CODE.fullmatch(context.said.strip())
    if found is None:
        return None
    session = await context.unit.session()
    is_right = await redeem(session, context.services.keys, found[1], context.follower, context.now)
    return Text(BOUND if is_right else WRONG)
