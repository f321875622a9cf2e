"""The rights with a day on them, as the held texts give them.

Source: the articles beside each.
"""

from rights.limits import (
    ALL_MATTERS,
    EMPLOYER,
    INTERRUPTIONS,
    KEEP_COURT,
    KEEP_YEAR,
    LOST_YEAR,
    OFFICE,
    PAY_MATTERS,
    WAITING,
    Matter,
    Moment,
    Right,
    Unit,
)

_YEAR = ("劳动争议调解仲裁法#27", "仲裁办案规则#26", "仲裁办案规则#27")
_INJURY = frozenset({Matter.INJURY})
_BY_OFFICES = frozenset({Matter.INJURY, Matter.INSURANCE, Matter.OTHER})


def _arbitration(starts: tuple[Moment, ...], matters: frozenset[Matter], employed: bool = False) -> Right:
    """The year for arbitration, which begins anew with every interruption within it."""
    return Right(
        "arbitration", "申请劳动仲裁", starts, 1, Unit.YEARS, _YEAR, LOST_YEAR, KEEP_YEAR, matters,
        done_by=(Moment.FILED,), undone_by=Moment.WITHDRAWN, renewed_by=INTERRUPTIONS, endless_while_employed=employed,
    )  # fmt: skip


ARBITRATION = (
    _arbitration((Moment.LEFT, Moment.KNEW), PAY_MATTERS, employed=True),
    _arbitration((Moment.KNEW, Moment.LEFT), frozenset({Matter.DISMISSAL})),
    _arbitration((Moment.KNEW,), ALL_MATTERS - PAY_MATTERS - {Matter.DISMISSAL}),
    Right(
        "arbitration_accept", "仲裁决定受不受理", (Moment.FILED,), 5, Unit.WORKDAYS,
        ("劳动争议调解仲裁法#29", "仲裁办案规则#30", "仲裁办案规则#80"),
        "到期没有决定，可以就这件事向法院起诉。", "留好收件回执。",
        whose=OFFICE, done_by=(Moment.ARBITRATION_ACCEPTED, Moment.WITHDRAWN), repeats=True,
    ),
    Right(
        "arbitration_decide", "仲裁出裁决", (Moment.ARBITRATION_ACCEPTED,), 45, Unit.DAYS,
        ("劳动争议调解仲裁法#43", "仲裁办案规则#45", "仲裁办案规则#80"),
        "复杂的可以再延15天；逾期没有裁决，可以向法院起诉。", "问仲裁院有没有批准延期。",
        whose=OFFICE, done_by=(Moment.AWARD_SERVED, Moment.WITHDRAWN), repeats=True,
    ),
    Right(
        "mediation_check", "请仲裁审查调解协议", (Moment.MEDIATED,), 15, Unit.DAYS, ("仲裁办案规则#74",),
        "过了这天，不能再请仲裁审查确认；单位不履行的，仍可以申请仲裁。", "和单位一起去申请，带协议和身份证。",
    ),
)  # fmt: skip

COURT = (
    Right(
        "sue", "不服裁决，向法院起诉", (Moment.AWARD_SERVED,), 15, Unit.DAYS,
        ("劳动争议调解仲裁法#48", "劳动争议调解仲裁法#50", "民事诉讼法#85"),
        "过了这天不起诉，就只能按裁决来。", KEEP_COURT, done_by=(Moment.SUED,), rolls=True,
    ),
    Right(
        "employer_set_aside", "单位申请撤销终局裁决", (Moment.AWARD_SERVED,), 30, Unit.DAYS,
        ("劳动争议调解仲裁法#49", "民事诉讼法#85"),
        "只有终局裁决、且有法定情形才行；过了这天单位不能再申请。", "期满单位不付，就申请强制执行。",
        whose=EMPLOYER, rolls=True,
    ),
    Right(
        "sue_after_set_aside", "裁决被撤销后向法院起诉", (Moment.SET_ASIDE_SERVED,), 15, Unit.DAYS,
        ("劳动争议调解仲裁法#49", "民事诉讼法#85"),
        "过了这天，这件事就难再打了。", KEEP_COURT, done_by=(Moment.SUED,), rolls=True,
    ),
    Right(
        "appeal", "不服一审判决，上诉", (Moment.JUDGMENT_SERVED,), 15, Unit.DAYS, ("民事诉讼法#171", "民事诉讼法#85"),
        "过了这天，一审判决生效。", KEEP_COURT, done_by=(Moment.APPEALED,), rolls=True,
    ),
    Right(
        "payment_order", "单位对支付令付款或提异议", (Moment.ORDER_SERVED,), 15, Unit.DAYS,
        ("民事诉讼法#227", "民事诉讼法#85"),
        "到期不付也不提异议，可以申请强制执行。", "到期后问法院单位有没有提异议。",
        PAY_MATTERS | {Matter.DISMISSAL, Matter.INJURY}, whose=EMPLOYER, rolls=True,
    ),
    Right(
        "enforce", "申请强制执行", (Moment.PAY_BY, Moment.EFFECTIVE), 2, Unit.YEARS,
        ("民事诉讼法#250", "劳动争议调解仲裁法#51"),
        "过了这天，单位提出异议，法院可能不再执行。分期付的从最后一期算。",
        "拿生效的裁决书、调解书、判决书去法院立执行；能中断时效的情形问法援12348。", done_by=(Moment.ENFORCED,),
    ),
    Right(
        "iou", "拿工资欠条直接起诉", (Moment.IOU_DUE,), 3, Unit.YEARS, ("劳动争议解释（一）#15", "民法典#188"),
        "只凭欠条、没有别的争议，才按这个算；有别的争议先看仲裁的一年。", "到期前去法院起诉，或让单位重新写欠条。",
        PAY_MATTERS, done_by=(Moment.SUED,),
    ),
)  # fmt: skip

OFFICES = (
    Right(
        "inspection", "向劳动监察投诉", (Moment.ACT_ENDED, Moment.ACT, Moment.LEFT), 2, Unit.YEARS,
        ("劳动保障监察条例#20", "宁夏监察条例#17"),
        "过了这天，劳动监察不再查处。一直在欠、一直没缴的，从结束那天算。", "投诉一次就保住了，要回执。",
        ALL_MATTERS - _INJURY, done_by=(Moment.INSPECTION_FILED,),
    ),
    Right(
        "inspection_close", "劳动监察查完", (Moment.INSPECTION_OPENED,), 60, Unit.WORKDAYS,
        ("劳动保障监察条例#17", "宁夏监察条例#18"), f"复杂的可以再延30个工作日。{WAITING}", "留好立案的凭据。",
        ALL_MATTERS - _INJURY, whose=OFFICE,
    ),
    Right(
        "review", "申请行政复议", (Moment.DECISION_SERVED,), 60, Unit.DAYS,
        ("行政复议法#20", "工伤保险条例#55", "社会保险法#83"),
        "过了这天一般不再受理。决定书没告诉你能复议的，最长一年。",
        "期满前交复议申请书，要回执；不可抗力耽误的可以扣除。",
        _BY_OFFICES, done_by=(Moment.REVIEW_FILED,), repeats=True,
    ),
    Right(
        "petition_review", "不服信访答复，申请复查", (Moment.REPLY_SERVED,), 30, Unit.DAYS, ("信访工作条例#35",),
        "过了这天，一般不再受理。", "向上一级机关提出，写明不服哪一点。", frozenset({Matter.OTHER}), repeats=True,
    ),
)  # fmt: skip

INJURY = (
    Right(
        "recognition_employer", "单位申请工伤认定", (Moment.INJURED, Moment.DIAGNOSED), 30, Unit.DAYS,
        ("工伤保险条例#17", "工伤认定办法#4"), "单位过了这天才报，报之前的工伤费用由单位付。",
        "催单位报；单位不报，自己、家人或工会在一年内报。", _INJURY, EMPLOYER, (Moment.RECOGNITION_FILED,),
    ),
    Right(
        "recognition", "自己申请工伤认定", (Moment.INJURED, Moment.DIAGNOSED), 1, Unit.YEARS,
        ("工伤保险条例#17", "工伤认定办法#5", "工伤保险行政案件规定#7"),
        "过了这天，人社部门一般不受理，工伤待遇很难再要。",
        "材料不全也先交申请。不可抗力、单位造成的耽误、为确认劳动关系仲裁或打官司的时间不算在内，凭据留好。",
        _INJURY, done_by=(Moment.RECOGNITION_FILED,),
    ),
    Right(
        "recognition_accept", "人社部门决定受不受理", (Moment.RECOGNITION_FILED,), 15, Unit.DAYS, ("工伤认定办法#8",),
        f"材料不全的会一次告诉你，补齐后再算15天。{WAITING}", "留好收件凭据。",
        _INJURY, OFFICE, (Moment.RECOGNITION_ACCEPTED,),
    ),
    Right(
        "recognition_decide", "工伤认定出结果", (Moment.RECOGNITION_ACCEPTED,), 60, Unit.DAYS,
        ("工伤保险条例#20", "工伤认定办法#18", "工伤认定办法#21"), f"事实清楚的15天。等法院等结论的时间不算。{WAITING}",
        "问清有没有中止。", _INJURY, OFFICE, (Moment.DECISION_SERVED,),
    ),
    Right(
        "grading_decide", "劳动能力鉴定出结论", (Moment.GRADING_FILED,), 60, Unit.DAYS,
        ("劳动能力鉴定办法#10", "工伤保险条例#25"), f"复杂的可以再延30天。{WAITING}", "留好申请凭据。",
        _INJURY, OFFICE, (Moment.GRADED,), repeats=True,
    ),
    Right(
        "regrade", "不服鉴定，申请再次鉴定", (Moment.GRADE_SERVED,), 15, Unit.DAYS,
        ("劳动能力鉴定办法#19", "工伤保险条例#26"), "过了这天，这次的等级就定了。再次鉴定的结论是最终的。",
        "期满前把申请交到自治区劳动能力鉴定委员会。", _INJURY, done_by=(Moment.REGRADE_FILED,), repeats=True,
    ),
    Right(
        "recheck", "可以申请复查鉴定", (Moment.GRADED,), 1, Unit.YEARS, ("劳动能力鉴定办法#20", "工伤保险条例#28"),
        "伤情变了，从这天起可以申请复查。", "把变重的病历、检查留好。", _INJURY, opens=True, repeats=True,
    ),
)  # fmt: skip

WORK = (
    Right(
        "written_contract", "单位签书面合同", (Moment.HIRED,), 1, Unit.MONTHS, ("劳动合同法#10", "劳动合同法#82"),
        "过了这天还没签，第二天起可以要二倍工资。", "留好上班的凭据：转账、考勤、工牌、聊天。",
        frozenset({Matter.CONTRACT}), EMPLOYER, inclusive=True,
    ),
    Right(
        "open_ended", "视为签了无固定期限合同", (Moment.HIRED,), 1, Unit.YEARS, ("劳动合同法#14",),
        "满一年还没签，从这天起视为无固定期限合同，二倍工资不再往后算。", "要二倍工资的看仲裁的一年。",
        frozenset({Matter.CONTRACT}), inclusive=True, opens=True,
    ),
    Right(
        "papers", "单位转档案和社保关系", (Moment.LEFT,), 15, Unit.DAYS, ("劳动合同法#50", "社会保险法#50"),
        "离职证明当时就该给；过了这天没转，可以投诉。", "书面要一次，留底。",
        frozenset({Matter.DISMISSAL, Matter.INSURANCE}), EMPLOYER,
    ),
    Right(
        "nursing_hour", "每天1小时哺乳时间", (Moment.BORN,), 1, Unit.YEARS, ("女职工特别规定#9",),
        "到孩子满一周岁前一天为止；双胞胎每天再加1小时，也不能排夜班、加班。", "书面提出哺乳时间，留底。",
        frozenset({Matter.WOMEN}), EMPLOYER, inclusive=True,
    ),
)  # fmt: skip

RIGHTS = ARBITRATION + COURT + OFFICES + INJURY + WORK
