"""The matters a story names itself, in its order: what decides its kind where the best answer is about none of them."""

import re

from tickets.kind import OTHER, of_topic

_CUES = {
    "欠薪": re.compile(
        r"(?:不|没|未|拖|欠|克扣|拿不到|要不到)[发给付结欠]?[^，,。！？\s]{0,8}(?:工资|工钱|薪|血汗钱)"
        r"|(?:工资|工钱|薪水?|血汗钱)[^，,。！？\s]{0,6}(?:不|没|未|拖|欠|扣)"
    ),
    "辞退": re.compile(r"开除|辞退|解雇|炒了|把我们?(?:给)?开了|不让(?:我|我们)?(?:干|上班)了|赶(?:我|我们)?走"),
    "社保": re.compile(
        r"(?:社保|保险|五险|公积金)[^，,。！？\s]{0,6}(?:不|没|未|断)|(?:不|没|未)[给交缴上买]{1,2}[^，,。！？\s]{0,4}(?:社保|保险|五险|公积金)"
    ),
    "加班": re.compile(r"加班[^，,。！？\s]{0,6}(?:不|没|未)|(?:不|没|未)[给发][^，,。！？\s]{0,4}加班"),
}
_OF_PAY = re.compile(
    r"[给发领付][了我]{1,2}\s*(?:\d|[一二两三四五六七八九]?[百千万])|扣[了我俺掉的\s]{0,3}(?:工资|工钱|\d|[一二两三四五六七八九几]?[百千万])|罚了?[我款]"
)
_SENT_AWAY = re.compile(r"辞|开除|解雇|解除|裁|炒|赶|撵|不要我|离职|走|[不没]干了|补偿|赔偿|合同|把我们?.{0,2}开|不让")


def named(story: str) -> list[str]:
    """The kinds whose matter the story complains of, each once, the first named first."""
    found = ((cue.search(story), kind) for kind, cue in _CUES.items())
    return [kind for _, kind in sorted((match.start(), kind) for match, kind in found if match)]


def kind_for(topic: str | None, story: str) -> str:
    """The kind of the topic, but wages where only pay is told; where that is none, of the first matter named."""
    kind = of_topic(topic)
    if kind == "辞退" and _OF_PAY.search(story) and not _SENT_AWAY.search(story):
        return "欠薪"
    return next(iter(named(story)), OTHER) if kind == OTHER else kind
