"""How followers say that they want it registered: 「登记」, 「算了还是登记吧」, 「我想投诉」; never of whom or what."""

import re

_REGISTERS = re.compile(
    r"(?:算了|算啦|想好了|想通了|考虑好了|决定了|同意|愿意|好的|好嘞|好吧|好|行|嗯|那就|那|还是)?[,，、\s]*"
    r"(?:那就|那|还是)?(?:我|我们|俺)?(?:还是)?(?:想要|要|想)?(?:帮我|给我|替我|请|麻烦)?"
    r"(?:登记|投诉|维权)(?:诉求|一下|下来)?(?:吧|呗|啊|哦)?(?:[,，\s]*谢谢)?"
)
_ASKS = re.compile(r"[?？吗么呢]")


def registers(said: str) -> bool:
    """Whether the words as they were written say so and nothing else, and do not ask."""
    said = said.strip().rstrip("。.!！~～")
    return _ASKS.search(said) is None and _REGISTERS.fullmatch(said) is not None
