"""Every right with a day on it: from what it runs, how long, what keeps it, what is lost after it, by which article.

Not dated here, as the texts held name no number: registering as unemployed (社会保险法 50 says 及时), a lawsuit
against an office, and suing after a labour arbitration office refuses a case.
"""

from dataclasses import dataclass
from enum import StrEnum

WORKER, EMPLOYER, OFFICE = "劳动者", "单位", "办事机关"


class Unit(StrEnum):
    """In what a limit is counted; the value is what stands behind the number in Chinese."""

    DAYS = "天"
    WORKDAYS = "个工作日"
    MONTHS = "个月"
    YEARS = "年"


class Matter(StrEnum):
    """What a claim is about."""

    WAGES = "欠薪"
    SITE_WAGES = "工程欠薪"
    OVERTIME = "加班"
    DISMISSAL = "辞退"
    CONTRACT = "没签合同"
    PROBATION = "试用期"
    LEAVE = "年休假"
    INSURANCE = "社保"
    INJURY = "工伤"
    WOMEN = "女职工"
    OTHER = "其他"


class Moment(StrEnum):
    """What happened; the value is how a worker reads it."""

    HIRED = "开始上班"
    LEFT = "离职"
    KNEW = "知道权利被侵害"
    ACT = "违法行为发生"
    ACT_ENDED = "违法行为结束"
    CLAIMED = "向单位要过"
    COMPLAINED = "向别的部门投诉"
    PROMISED = "单位答应给"
    IOU_DUE = "欠条约定的还款日"
    FILED = "申请劳动仲裁"
    WITHDRAWN = "撤回仲裁申请"
    ARBITRATION_ACCEPTED = "仲裁受理"
    MEDIATED = "调解协议生效"
    AWARD_SERVED = "收到仲裁裁决书"
    SET_ASIDE_SERVED = "收到撤销裁决的裁定书"
    SUED = "向法院起诉"
    JUDGMENT_SERVED = "收到一审判决书"
    APPEALED = "提起上诉"
    ORDER_SERVED = "单位收到支付令"
    PAY_BY = "文书写的付款最后一天"
    EFFECTIVE = "文书生效"
    ENFORCED = "申请强制执行"
    INSPECTION_FILED = "向劳动监察投诉"
    INSPECTION_OPENED = "劳动监察立案"
    INJURED = "受伤"
    DIAGNOSED = "确诊职业病"
    RECOGNITION_FILED = "申请工伤认定"
    RECOGNITION_ACCEPTED = "工伤认定受理"
    GRADING_FILED = "申请劳动能力鉴定"
    GRADED = "鉴定结论作出"
    GRADE_SERVED = "收到鉴定结论"
    REGRADE_FILED = "申请再次鉴定"
    DECISION_SERVED = "知道行政决定"
    REVIEW_FILED = "申请行政复议"
    REPLY_SERVED = "收到信访答复"
    BORN = "孩子出生"


PAY_MATTERS = frozenset({Matter.WAGES, Matter.SITE_WAGES, Matter.OVERTIME})
ALL_MATTERS = frozenset(Matter)
INTERRUPTIONS = (
    Moment.CLAIMED,
    Moment.INSPECTION_FILED,
    Moment.COMPLAINED,
    Moment.PROMISED,
    Moment.FILED,
    Moment.SUED,
)
"""What makes the year begin anew. Source: 劳动争议调解仲裁法 27(2); 仲裁办案规则 27."""

KEEP_YEAR = (
    "向单位书面要（微信、短信、快递留底）、向劳动监察等部门投诉、让单位写下答应给，都会从那天起重新算一年；把凭据留好。"
)
KEEP_COURT = "期满前把诉状交到法院，或者寄出并留好回执；最后一天放假的顺延到上班第一天，别等到那天。"
LOST_YEAR = "过了这天，单位一提时效，仲裁一般就不支持了。"
WAITING = "到期还没有结果，可以去催、问理由。"


@dataclass(frozen=True, slots=True)
class Right:
    """One limit. `starts`: the first of these that is known counts.

    `inclusive`: the first day counts. `rolls`: a last day off moves to the next working day. `opens`: after it
    something may be done, nothing is lost. `repeats`: every new document begins it anew. `endless_while_employed`: no
    limit as long as the job lasts.
    """

    name: str
    title: str
    starts: tuple[Moment, ...]
    count: int
    unit: Unit
    citations: tuple[str, ...]
    why: str
    keep: str
    matters: frozenset[Matter] = ALL_MATTERS
    whose: str = WORKER
    done_by: tuple[Moment, ...] = ()
    undone_by: Moment | None = None
    renewed_by: tuple[Moment, ...] = ()
    inclusive: bool = False
    rolls: bool = False
    opens: bool = False
    repeats: bool = False
    endless_while_employed: bool = False

    @property
    def length(self) -> str:
        """15天, 1年."""
        return f"{self.count}{self.unit}"
