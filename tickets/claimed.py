"""Which claims one message makes: 「欠我两个月工资，还把我辞了」 makes two."""

import re

_NOT_PAID = r"(?:没|未|不|没有)(?:给|有)?(?:发|结|付|给)"
_ENDS = r"(?=$|[，。,;；！？!?\s])"
CLOSES = re.compile(r"倒闭|破产|(?:公司|厂子?|店|单位)(?:要|都|也|已经|快)?(?:关门了|关了|黄了|倒了|注销|解散|散了)")
CLAIMED = {
    "arrears": re.compile(
        r"(?:拖欠|欠|拖|压|扣)[^，。,;；！？!?]{0,10}(?:工资|工钱|薪|块|元|万|千|百)"
        rf"|(?:工资|工钱|薪水)[^，。,;；！？!?]{{0,8}}{_NOT_PAID}|{_NOT_PAID}[^，。,;；！？!?]{{0,6}}(?:工资|工钱|薪水)"
        rf"|(?:钱|一分|个半?月)[^，。,;；！？!?交说讲]{{0,4}}{_NOT_PAID}了?{_ENDS}|{_NOT_PAID}(?:我们?)?(?:钱|账|清){_ENDS}"
        rf"|欠[^，。,;；！？!?]{{0,6}}[天工]|[没未不](?:给|有)?结{_ENDS}|老板跑了"
    ),
    "severance": re.compile(
        rf"被(?:公司|单位|老板|厂里|店里)?开(?:了|除){_ENDS}|把我们?开了?{_ENDS}|开了我|不要我"
        r"|[让叫要赶]我们?(?:走|滚|离开|卷铺盖)|辞退|解雇|开除|裁员|被裁|裁了|撵|赶走|炒|[把将]我们?[^，。,]{0,3}辞|被辞"
        r"|不让(?:我|我们)?(?:来|干|上班)"
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
