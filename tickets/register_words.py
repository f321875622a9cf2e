"""How followers say that they want it registered, or ask how: 「登记」, 「我想投诉」, 「怎么登记」."""

import re

_REGISTERS = re.compile(
    r"(?:算了|算啦|想好了|想通了|考虑好了|决定了|同意|愿意|好的|好嘞|好吧|好|行|嗯|那就|那|还是)?[,，、\s]*"
    r"(?:那就|那|还是)?(?:我|我们|俺)?(?:还是)?(?:想要|要|想)?(?:帮我|给我|替我|请|麻烦)?"
    r"(?:登记|投诉|维权)(?:诉求|一下|下来)?(?:吧|呗|啊|哦)?(?:[,，\s]*谢谢)?"
)
_ASKS = re.compile(r"[?？吗么呢]")
_ASKS_HOW = re.compile(
    r"(?:那|那么|我|我们|要|想)*(?:(?:怎么|怎样|咋|咋个|如何)(?:才能|能)?|在?(?:哪里|哪儿?)(?:能|可以)?|可以|能|能不能|可不可以|需要)"
    r"(?:登记|投诉)(?:呢|啊|呀|吗|不)?[?？]*|(?:那|我|要|想)*(?:登记|投诉)(?:吗|呢)?[?？]+"
)


def registers(said: str) -> bool:
    """Whether the words as they were written say so and nothing else, and do not ask."""
    said = said.strip().rstrip("。.!！~～")
    return _ASKS.search(said) is None and _REGISTERS.fullmatch(said) is not None


def asks_how(said: str) -> bool:
    """Whether the words ask how or whether to register, and nothing else."""
    return _ASKS_HOW.fullmatch(said.strip()) is not None
