"""How followers say that they want it registered: 「登记」, 「算了还是登记吧」, 「我想投诉」; never of whom or what."""

import re

_WORD = re.compile("登记|投诉|维权")
_BEFORE = re.compile(
    r"算[了啦]|想[好通]|考虑好|决定|同意|愿意|需要|确定|可以|现在|马上|直接|麻烦|还是|你们?|您|我们?|俺们?"
    r"|[那好嘞行嗯就先再要想帮给替请去了吧啊呢的,，。、！!\s]"
)
_BEHIND = re.compile(r"诉求|一下|下来|一个|谢谢|您|你|[吧呗下啊呀哦嘛好上的,，。、！!\s]")
_HESITATES = re.compile("名|保密|知道|[先不怕别没]|收费|花钱|要钱|报复")
_CLAUSE = re.compile(r"[,，。;；！!\s]+")


def registers(text: str) -> bool:
    """Whether a folded text says so and nothing else."""
    word = _WORD.search(text)
    return word is not None and not _BEFORE.sub("", text[: word.start()]) and not _BEHIND.sub("", text[word.end() :])


def registers_and_more(text: str) -> bool:
    """Whether its first clause says so, and what stands behind it leaves no doubt of that."""
    first, *more = _CLAUSE.split(text, maxsplit=1)
    return bool(more) and registers(first) and not registers(text) and not _HESITATES.search(more[0])
