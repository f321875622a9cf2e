"""Words that tell of a dismissal without a lawful ground: 无故辞退, dismissed while with child."""

import re

_CLAUSE = re.compile(r"[，。,;；！？!?\s]+")
_DISMISSED = re.compile(
    r"辞退|开除|解雇|裁(?!判|决|减)|炒|撵|赶走|解除|不要我|不让(?:我|我们)?(?:来|干|上班)|不用来|别来"
    r"|(?:把我们?|被[^，。,]{0,4})(?:开|辞)|开了我|(?:让|叫)我们?(?:走|滚|回家)|走人|不续签"
)
_NO_GROUND = re.compile(
    r"无故|无缘无故|没(?:有|啥|什么)?(?:任何|正当|合法|什么|啥)?(?:理由|原因|缘由)"
    r"|(?:没|不)(?:有)?(?:说|给|讲)(?:明|任何|个|什么|啥|我|出)*(?:理由|原因)|一句话就|说(?:辞|开|不要)就"
)
_PROTECTED = re.compile(
    r"(?<![没未不])(?<!没有)怀(?:了)?孕|孕期|产假|哺乳期|刚生(?:完|了)|(?:工伤|医疗期|病假|住院)(?:期间|期|的?时候|中|还没好)"
)
_OVER = re.compile(r"过了|已经过|(?<!没)休完|结束|以后|之后|[年月]后")
_OTHERS = re.compile(r"老婆|媳妇|妻子|爱人|对象|同事|工友|女儿|她")
_OWN_WILL = re.compile(r"被迫|逼(?:得|着)?我|我(?:自己|主动|想|要)[^，。,]{0,3}(?:走|辞|离)|辞职|自愿")
_IN_QUESTION = re.compile(r"算不算|是不是|是否|违不违法|能不能|可不可以")
_WRONG_WITHOUT_END = re.compile(r"扣|拖|欠|不发|不给(?!.{0,4}(?:理由|原因))|降|调|加班|旷|请假|迟到")
SHORT = 10


def tells_unlawful(words: str) -> bool:
    """Whether the (half-width) words of somebody who was dismissed tell of no lawful ground, or of a time when none may
    be dismissed. Words that are not plain tell nothing.

    Source: 劳动合同法 39, 40, 42; 妇女权益保障法 48.
    """
    clauses = [one for one in _CLAUSE.split(words) if one]
    if _OWN_WILL.search(words) or not any(_DISMISSED.search(one) for one in clauses):
        return False
    return any(_is_ground(clauses, at) for at in range(len(clauses)))


def _is_ground(clauses: list[str], at: int) -> bool:
    clause = clauses[at]
    if _IN_QUESTION.search(clause) or _OTHERS.search(clause):
        return False
    if _PROTECTED.search(clause):
        return not _OVER.search(clause)
    if not _NO_GROUND.search(clause) or _WRONG_WITHOUT_END.search(clause):
        return False
    near = clauses[max(0, at - 2) : at + 2]  # 「厂里把我开了，没说啥理由」
    return bool(_DISMISSED.search(clause)) or (len(clause) <= SHORT and any(_DISMISSED.search(one) for one in near))
