"""What is it in money? Counted from what the follower said; only what is missing is asked."""

from bot.context import Context
from bot.filters import Says, Wants
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.calculating import CHOOSING, NAME, ask_or_tell
from handlers.counting import OF_TOPIC, prefill
from knowledge.reading import SUGGEST_AT
from rights.calculator import discover

WHICH = "想算哪一样？回复数字：\n{choices}"

router = Router(Band.COMMAND)


@router.on(Says("算一算", "算算", "帮我算", "帮我算算", "计算器", "算钱", "我要算"))
async def choose(context: Context) -> Reply:
    """Lists what can be counted."""
    calculators = list(discover().values())
    await context.begin(NAME, CHOOSING)
    choices = "\n".join(f"{at}. {one.title}" for at, one in enumerate(calculators, 1))
    return Text(WHICH.format(choices=choices), action="calculate")


@router.on(Wants("calculate"))
async def calculate(context: Context) -> Reply | None:
    """Counts when the question is one we can count and brought a figure along; else the knowledge answers."""
    reading = context.reading
    best = reading.hits[0] if reading and reading.hits and reading.hits[0].score >= SUGGEST_AT else None
    calculator = discover().get(OF_TOPIC.get(best.topic, "")) if best else None
    if reading is None or calculator is None:
        return None
    filled = prefill(calculator, reading.slots, context.today)
    if not filled.given:
        return None
    return await ask_or_tell(context, calculator, dict(filled.given), filled.assumed)
