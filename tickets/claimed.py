"""Which claims one message makes: 「欠我两个月工资，还把我辞了」 makes two."""

import re

_NOT_PAID = r"(?:没|未|不|没有)(?:给|有)?(?:发|结|付|给)"
CLOSES = re.compile(r"倒闭|破产|(?:公司|厂子?|店|单位)(?:要|都|也|已经|快)?(?:关门|关了|黄了|注销|解散|散了)")
CLAIMED = {
    "arrears": re.compile(
        r"(?:拖欠|欠|拖|压|扣)[^，。,;；！？!?]{0,10}(?:工资|工钱|薪|块|元|万|千|百)"
        rf"|(?:工资|工钱|薪水|钱|一分|个半?月)[^，。,;；！？!?]{{0,8}}{_NOT_PAID}|{_NOT_PAID}[^，。,;；！？!?]{{0,6}}(?:工资|工钱|薪水|钱|账|清)"
        r"|欠[^，。,;；！？!?]{0,6}[天工]|[没未不](?:给|有)?结(?:$|[，。,;；！？!?])|老板跑了"
    ),
    "severance": re.compile(
        r"被[^，。,]{0,4}开(?:了|除)|把我们?开了?(?:$|[，。,;；！？!?\s])|开了我|不要我|[让叫要赶]我们?(?:走|滚|离开|卷铺盖)|辞退|解雇|开除|裁员|被裁|裁了|撵|赶走|炒|[把将]我们?[^，。,]{0,3}辞|被辞|不让(?:我|我们)?(?:来|干|上班)"
        rf"|{CLOSES.pattern}"
        r"|让(?:走人|滚)|解除(?:劳动)?合同|被迫(?:离|辞)职|不续签"
    ),
    "no_contract": re.compile(
        r"(?:没有?|未|不|从没)(?:跟我|和我|给我|与我)?签(?:过|订)?(?:劳动|书面|任何)*合同|没有?(?:劳动|书面)?合同"
    ),
    "overtime": re.compile(r"加班"),
}
"""By calculator, in the order they are told."""


def claimed(words: str) -> tuple[str, ...]:
    """The calculators whose claim the (half-width) words make, most told first."""
    return tuple(name for name, words_of_it in CLAIMED.items() if words_of_it.search(words))
