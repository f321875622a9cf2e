"""What a worker can do about a sum of theirs: where, free of charge, and by when. Nobody is told to sue.

Source: 劳动争议调解仲裁法 27, 53; 劳动保障监察条例 26; 工伤保险条例 17; 社会保险法 50.
"""

from datetime import date

from rights.deadlines import Happened, deadlines
from rights.limits import Matter, Moment

FREE = "仲裁不收钱（《劳动争议调解仲裁法》第五十三条）"
ASK_FIRST = "能做的：先书面向单位要，留底；不给的，可以找劳动监察投诉，也可以申请劳动仲裁，"
TO_ARBITRATION = "能做的：先书面向单位要，留底；不给的，可以申请劳动仲裁，"
TO_FUND = "能做的：基金付的，找社保经办机构领；单位该付的不付，可以申请劳动仲裁，一般在知道不给起一年内，"
AFTER_DEATH = (
    "能做的：没认定工亡的，单位不报，家里人或工会在出事起一年内向人社局申请（《工伤保险条例》第十七条）；"
    "基金付的找社保经办机构领；单位该付的不付，可以申请劳动仲裁，"
)
REGISTER = (
    "能做的：离职后带上单位出的离职证明，尽快去公共就业服务机构办失业登记，从登记那天起算（《社会保险法》第五十条）。"
)
BY_DAY, LOST = "最晚{day}（一年）", "一年到{day}已经满了；这期间催要过、投诉过、单位答应过的会重新算，先打12348问，"
WHILE_EMPLOYED = "还在单位的不受一年限制，离职的从离职起一年内，"
WITHIN_A_YEAR = "一般在知道权利受侵害起一年内，越早越好，"

INSPECTED = {
    "arrears": Matter.WAGES,
    "below_minimum": Matter.WAGES,
    "late_order": Matter.WAGES,
    "overtime": Matter.OVERTIME,
}
ARBITRATED = {
    "severance": Matter.DISMISSAL,
    "no_contract": Matter.CONTRACT,
    "probation": Matter.PROBATION,
    "annual_leave": Matter.LEAVE,
}
OTHERS = {"injury": TO_FUND + FREE + "。", "injury_death": AFTER_DEATH + FREE + "。", "unemployment": REGISTER}


def next_step(name: str, left: str | None, today: date) -> str:
    """One sentence for the sum of a calculator; `left` is the day the job ended, if the worker told it; or nothing."""
    if name in OTHERS:
        return OTHERS[name]
    matter = INSPECTED.get(name) or ARBITRATED.get(name)
    if matter is None:
        return ""
    lead = ASK_FIRST if name in INSPECTED else TO_ARBITRATION
    return f"{lead}{_by_when(matter, left, today)}{FREE}。"


def _by_when(matter: Matter, left: str | None, today: date) -> str:
    """The last safe day of the year, where the end of the job dates it."""
    happened = date.fromisoformat(left) if left else None
    if happened and happened <= today and matter not in (Matter.CONTRACT, Matter.PROBATION, Matter.LEAVE):
        events = (Happened(Moment.LEFT, happened), Happened(Moment.KNEW, happened))
        for one in deadlines(matter, events, today):
            if one.right.name == "arbitration" and one.day:
                return LOST.format(day=one.day) if one.lost else BY_DAY.format(day=one.day) + "，"
    return WHILE_EMPLOYED if matter in (Matter.WAGES, Matter.OVERTIME) else WITHIN_A_YEAR
