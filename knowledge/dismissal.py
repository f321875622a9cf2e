"""Words that tell of a dismissal without a lawful ground: 无故辞退, dismissed while with child."""

import re

_UNLAWFUL = re.compile(
    r"无故|无缘无故|没(?:有|啥|什么)?(?:任何|正当|合法|什么|啥)?(?:理由|原因|缘由)|(?:没|不)(?:有)?(?:说|给|讲)(?:明|任何|个|什么|啥)?(?:理由|原因)"
    r"|违法(?:辞退|解除|开除)|一句话就|说(?:辞|开|不要)就|(?<![没未不])(?<!没有)怀(?:了)?孕|孕期|产假|哺乳期|刚生(?:完|了)"
    r"|(?:工伤|医疗期|病假|住院)(?:期间|期|时候|的时候|中|还没好)?[^，。,;；]{0,6}(?:辞|开|炒|解除|不要我)"
)
_IN_QUESTION = re.compile(r"算不算|是不是|是否|如果|要是|假如")


def tells_unlawful(words: str) -> bool:
    """Whether the (half-width) words of somebody who was dismissed tell of no lawful ground, or of a time when none may
    be dismissed.

    Source: 劳动合同法 39, 40, 42; 妇女权益保障法 48.
    """
    return _UNLAWFUL.search(words) is not None and not _IN_QUESTION.search(words)
