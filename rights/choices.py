"""Where a choice matters: what each way gives, by when, what it needs as proof, and the article. Nobody is told which.

Source: 劳动合同法 37, 38, 39, 40, 46, 47, 48, 87; 劳动合同法实施条例 18, 25, 26; 劳动争议解释（一）44, 45;
劳动争议解释（二）16, 18, 19; 劳动争议调解仲裁法 27, 53; 仲裁办案规则 44; 劳动保障监察条例 20.
"""

from dataclasses import dataclass

WITHIN_A_YEAR = "被辞起一年内申请仲裁（去要过、投诉过的，从那时重新算）。"
DISMISSED = "辞退通知或聊天、录音，入职和工资的凭据（合同、流水、社保）；辞得对不对由单位举证。"


@dataclass(frozen=True, slots=True)
class Way:
    """One way: what it gives, by when, what proves it, what to mind. `sums`: the items of severance it comes to."""

    name: str
    gives: str
    by_when: str
    proof: str
    mind: str
    citations: tuple[str, ...]
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Some ways of which one is gone; `name` stands in the address of its page, `title` is what a worker reads."""

    name: str
    title: str
    ways: tuple[Way, ...]
    remember: str
    citations: tuple[str, ...]


N, DOUBLE = "经济补偿（N）", "违法解除赔偿金（2N）"

MONEY_OR_BACK = Choice(
    "money_or_back",
    "被违法辞退：要赔偿金，还是回去上班",
    (
        Way(
            "要赔偿金（2N），不回去",
            "经济补偿的两倍，工龄从进单位第一天算。给了2N，不再给N。",
            WITHIN_A_YEAR,
            DISMISSED,
            "辞得合法的没有2N，看情形是N、N+1，严重违纪的没有。",
            (
                "劳动合同法#48",
                "劳动合同法#87",
                "劳动合同法实施条例#25",
                "劳动争议解释（一）#44",
                "劳动争议调解仲裁法#27",
            ),
            (DOUBLE,),
        ),
        Way(
            "回去上班（继续履行）",
            "接着干，工龄不断；从被辞到恢复前一天的工资，按正常上班补。",
            "同上；合同快到期的更要快。",
            "同上；再给单位留一句书面的：“我不同意解除，随时可以回岗。”",
            "别签离职单。合同中途到期又不该续、领了养老金、单位破产解散、在别处上班影响很大的，回不去，只能要2N。",
            ("劳动合同法#48", "劳动争议解释（二）#16", "劳动争议解释（二）#18", "劳动争议调解仲裁法#27"),
        ),
    ),
    "只能要一样；举证期限到之前还可以改。",
    ("劳动合同法#48", "仲裁办案规则#44"),
)
LEAVE_OR_WAIT = Choice(
    "leave_or_wait",
    "单位欠薪、不交社保：自己走，还是等它辞",
    (
        Way(
            "书面写明单位的错再走（第三十八条）",
            "一份N，没有2N和“+1”；欠的工资另外要；有服务期的不用付违约金。",
            "离职起一年内申请仲裁。",
            "断了的工资流水、社保查询单、催要的聊天；写明原因的通知和送到的凭据。",
            "走了回不了头；写“个人原因”就没有N。只晚一两天、社保只是基数低的，不一定够，先打12351问。",
            (
                "劳动合同法#38",
                "劳动合同法#46",
                "劳动合同法#47",
                "劳动合同法实施条例#26",
                "劳动争议解释（一）#45",
                "劳动争议解释（二）#19",
                "劳动争议调解仲裁法#27",
            ),
            (N,),
        ),
        Way(
            "先不走，催要、投诉",
            "工龄接着长，欠的工资、社保照样能要；现在没有N。",
            "要工资：在职不受一年限制，离职后一年内；劳动监察管2年内的。",
            "催要的话和单位的回话，工资流水、考勤。",
            "这些凭据，以后要走时也用得上。",
            ("劳动争议调解仲裁法#27", "劳动保障监察条例#20"),
        ),
        Way(
            "等单位辞",
            "辞得合法的N（有的加一个月），违法的2N或者回去上班。",
            WITHIN_A_YEAR,
            DISMISSED,
            "单位不辞就没有；严重违纪被辞的没有补偿，照常上班，别旷工。",
            ("劳动合同法#39", "劳动合同法#40", "劳动合同法#46", "劳动合同法#48", "劳动合同法#87"),
            (N, DOUBLE),
        ),
    ),
    "无缘无故自己辞职：提前30天书面说，没有N。",
    ("劳动合同法#37",),
)
CHOICES = (MONEY_OR_BACK, LEAVE_OR_WAIT)
