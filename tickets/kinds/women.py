"""What women workers are protected in."""

from tickets.kind import Kind
from tickets.question import LEFT, PHONE, WHERE, choice

WHAT = choice(
    "what",
    "情况",
    "是哪种情况？不想说可以回复「跳过」。",
    "怀孕后被辞退或降薪",
    "产假产检不给假",
    "生育津贴没拿到",
    "哺乳时间不给",
    "骚扰",
    "安排了禁忌的活",
)
kind = Kind("女职工", topics=("女职工保护与生育",), questions=(WHERE, WHAT, LEFT, PHONE))
