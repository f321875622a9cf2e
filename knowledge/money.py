"""Sums of money in a follower's words, told apart from dates, ages, hours and telephone numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from knowledge.dates import DATE_BLANK
from knowledge.lacking import lacks_something_else
from knowledge.numerals import NUMBER, parse_bounds, parse_number
from knowledge.payments import is_handed, is_paid, is_promised
from knowledge.units import PIECE

Role = Literal["total", "owed", "month", "month_total", "rate", "paid", "other"]
Precision = Literal["exact", "about", "at_least", "between"]

HIGHEST_YUAN = 100_000_000
LOWEST_BARE_YUAN = 100
LOWEST_RATE_YUAN = 5  # a bare 一小时13 is money from here on
LOWEST_PIECE_YUAN = 10  # 一块, 两块 without 钱 are pieces or "together", not money
BEFORE = 12
HOTLINES = frozenset({12315, 12329, 12333, 12345, 12348, 12350, 12351, 12366, 12393})

_SUM = re.compile(
    rf"(?P<sign>[¥￥]\s*)?(?<![\da-z.])(?P<number>{NUMBER})(?P<half>(?<=[万千])半(?![个年月天路夜数辈边]))?(?:\s*(?:元|块|块钱)?\s*[-~—–至到]\s*(?P<upper>{NUMBER}))?"
    r"\s*(?P<more>(?:多|来|余)(?P<scale>[万千百])?)?\s*(?P<unit>元|块钱|块|圆|人民币|rmb|大洋)?"
    r"(?:(?<=[元块圆钱])\s*零?(?:(?P<jiao>[一二两三四五六七八九\d])\s*[角毛]钱?|(?P<tenths>[一二三四五六七八九\d])"
    r"(?=钱?\s*(?:$|[，。！？；,.!?;没不]|一(?:天|个?(?:月|小时))))))?"
    r"(?:(?<=[角毛元块])\s*零?(?P<cents>[一二两三四五六七八九\d])\s*分(?!钟|期|[之别开批次多成]))?"
)
_ONE_MONTH = re.compile(r"(?<=[万千百kw\d])一(?=个月)|(?<=[万千百][一二三四五六七八九\d])一(?=个月)")
_FOR_A_MONTH = re.compile(rf"(?:{_ONE_MONTH.pattern})(?=个月[了多还没])")  # 欠我三万一个月了
_VAGUE_BEFORE = re.compile(r"[几数第【〔]$|\d\s*[-~—–至到、.:：]\s*$|(?<![\d.])\d{1,3}\s+$")  # 1 2000元 may be 12,000
_LAID = re.compile(r"[砌搬码切烧扛卸铺]了(?:一共|总共)?$")  # 砌了2万块: bricks
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")  # so may be 1.200元
_MEASURE = re.compile(
    r"\s*(?:[年月日号岁个天人名位次级条点时分秒%％平米斤吨楼栋层期周届页份户台辆倍件单家间口班方套元块克里路线府镇村乡县湖"
    r"多几]|小时|星期|公里|[左上][右下][的个人岁天]|以[上下内]人|工友|同事|员工|工人|职工|农民工|兄弟)"
)
_PIECE = re.compile(rf"\s*{PIECE}")
_PAY_DIRECTLY = re.compile(r"(?:薪|工资|月入|收入|押金|欠我?)[是为有]?\s*$")  # 月薪5000车补300 is no 5000 cars
_CUE = re.compile(
    r"欠|薪|工资|月入|[预借]支|[支借领][了过]|押金|扣|罚|赔|给|发|付|共|计|差|钱|补|额|拿|款|费|金|收入|底|挣|开|结|交|收|(?:每|每个|一|一个|个)月$|月均$|各$"
)
_CUE_AFTER = re.compile(
    r"\s*(?:左右)?(?:/|每|一)个?月(?!份|底|初|中|\d)|(?:多|左右)?\s*的?(?:工资|底薪|薪|押金|欠|罚款|赔偿|补偿)|[^，,。！？!?；;]{0,3}(?:没|未|不)有?[发给结付]"
)
_OPEN_END = re.compile(r"\s*(?:$|[，。！？；、,.!?;\s)）左没不都还一])")
_ABOUT_BEFORE = re.compile(r"(?:近|约|大概|大约|差不多|将近|快|估计|得有|不到|没到|不足|不满)(?:有)?$")
_ABOUT_AFTER = re.compile(r"\s*(?:左右|上下|不到|出头|以内)")
_AT_LEAST_BEFORE = re.compile(r"(?:超过|至少|不止|不少于|起码)$")
_TOTAL = re.compile(r"总共|一共|共计|合计|总计|总额|共")
_OWED = re.compile(r"欠|拖|没[发给结付开]|未[发给结付]|不[发给结付]|还差|差[我咱俺]|剩|尾款|讨|要回")
_OWED_AFTER = re.compile(rf"\s*(?:左右|块钱?|元)?[^，。！？；,;{DATE_BLANK}]{{0,4}}[没未不][发给结付]")
_MONTHS_PAY = re.compile(r"[个仨俩两]月[份的]*(?:工资|工钱|薪水|薪)")
_HANDS = re.compile(r"[给付发打转退汇]")  # 没给钱\n让老板打给我2800: the 没给 is of another line
_IOU_AFTER = re.compile(r"\s*元?的?[欠借白]条")  # 打了1万的欠条 is no payment
_EACH_MONTH = re.compile(r"(?:每个?月|一个?月)(?!\S*天\s)[^\n]*$")  # 一个月26天 给了5000 is no month's
_MONTH = re.compile(
    r"月薪|月入|月工资|每个?月|(?<![一-鿿\d])一个?月|一月|月收入|底薪|基本工资|月均|平均工资|工资|薪水|待遇|工资卡|月(?![底初末中])|一个月"
)
_MONTH_AFTER = re.compile(
    r"(?!\s*每个?月[打转给发还付][给了我]*\s*[\d一二两三四五六七八九])\s*(?:左右)?\s*(?:的?工资|的底薪)?\s*(?:/|每|一|1)?个?月(?!\d)"
)
_WAGE_AFTER = re.compile(rf"{_MONTH_AFTER.pattern}|\s*(?:左右|多)?的?(?:工资|底薪|月薪)(?!没|未|不|还|就没)")
_NO_WAGE_AFTER = re.compile(
    r"\s*(?:多|左右)?的?(?:营养|生活|补贴|补助|房|餐|伙食|押金|租|高温|全勤|罚款|(?:社保|保险)(?![没未不])|交通|医药)"
)
_NO_WAGE_BEFORE = re.compile(
    r"(?:社保|保险|公积金|罚款|押金|个税|房租|生活费|费用?|绩效|提成|补贴|补助|奖金?)[扣交缴是为]*$|扣[了我掉除]*$|(?:每个?月|一个?月|月)(?:给我?)?补[给我了]*$|少(?:发|给|算|开)?了?我?们?$"
)
_RATE = re.compile(
    r"(?:每|一|1)?(?:天|(?<!假)日(?!期)|小时|时薪|晚|单|平方?|方|件|趟|点工|个工)(?:工资|薪|工)?[是给算开按才只]*(?:我|我们)?[是给开]?$"
    r"|每年[^，,]{0,5}$|年薪[^，,]{0,3}$|年收入[^，,]{0,3}$|一年(?:能|都|就)?(?:挣|拿|收入|工资)[^，,]{0,3}$"
)
_RATE_AFTER = re.compile(r"\s*(?:/|每|一|1)\s*个?(?:天|日|小时|时|晚|单|平|方|件|工|趟|年)")
_PAY_BY_TIME = re.compile(
    r"(?:小时|时薪|一天|每天|日薪)(?:工资)?(?:\d{1,3}[,，][^，,]{0,4})?(?:是|给|才|只|只给|才给|开)?(?:我|我们)?$"
)
_MONTH_BEFORE_TOTAL = re.compile(r"(?:一个?月|每个?月|(?<!个)月工资|月薪)[^，,]{0,4}$")
_A_MONTH_DIRECTLY = re.compile(  # 欠我3个月工资 一个月5000: a month's, however much is owed
    r"(?:每个?月|(?<!欠)(?<!欠我)(?<!欠了)(?<!们)(?<!\d)(?<!最后)一个?月|月薪|(?<=[月资]\s)(?:底薪|基本工资|保底)|(?<![个\d一二三四五六七八九十])月工资)"
    r"(?:的?工资|税[前后]|是|为|有|能拿|大概|大约|约|差不多|左右|应发|[:：])*\s*$"
)
_EACH_ONE = re.compile(
    r"(?:每个?人|(?<![我俺])一个?人|我们一个?人|人均|每位|每个(?:工人|工友))(?:都|是|要|差|欠|平均|工资|的|有|大概|\s)*$"
)
_GIVEN_AFTER = re.compile(r"\s*[元块]?(?:已经?|都|也|是)*[给发结付]了(?![\s我]*[\d一二两三四五六七八九])")
_EACH_ONE_AFTER = re.compile(r"\s*(?:元|块钱?)?\s*(?:/人|每个?人|一个?人(?!干|做|的|在)|人均)")
_MINUS = re.compile(r"(?<![-—–~\d\s])[-−]$")  # 月薪-6500 is no sum
_STILL_OWED = re.compile(r"(?:还|仍|尚|现在|目前|就)(?:是|总共|一共|共)*[差欠剩]|剩下?|余下|尾款|余款|尚欠")
_NOW_OWED = re.compile(r"(?:现在|目前|如今|至今|仍|尚)[^，。,;；]{0,3}[差欠剩]|剩|余下|尾款|余款")
OF_OTHERS = re.compile(  # a loan that has nothing to do with the pay
    r"(?:[跟向找问从管](?:亲|朋|别|人|家|同|工友|邻|兄|姐|爸|妈|父|银行|信用社|网)[^\d，,。]{0,6}|网贷|信用卡|花呗)借|借[了过](?:网贷|高利贷|别人|亲戚|朋友)"
)
_OFFERED = re.compile(r"肯|愿意|同意|答应|调解|说|只赔|准备|打算|生活费|每个?月|一个?月")
_OWES_DIRECTLY = re.compile(r"[欠差][了着]?(?:我|俺|咱|大家|工人)?们?$")


def in_yuan(fen: int) -> str:
    """A sum as a form takes it: 18000, 18000.50."""
    return f"{Decimal(fen) / 100:.2f}".removesuffix(".00")


def yuan(fen: int) -> str:
    """A sum as people read it: 18,000元, 1,234.50元."""
    return f"{Decimal(fen) / 100:,.2f}".removesuffix(".00") + "元"


@dataclass(frozen=True, slots=True)
class Money:
    """One sum, what it is and the characters it was read from.

    `role`: a total, a sum owed, a month's wage (in all or a part), a rate (day, hour, piece, year), a sum that was
    paid or offered, or another. Where `precision` is between, `fen` and `high_fen` are the bounds.
    """

    fen: int
    role: Role
    precision: Precision
    said: str
    start: int
    high_fen: int


def read_money(text: str) -> list[Money]:
    """Every sum of the (normalised, lower-case) text that has a number, in order; 万把块 and 好几千 have none."""
    text = _FOR_A_MONTH.sub("，", text)  # 三万一个月 is no 三万一; both leave every place where it was
    text = _ONE_MONTH.sub("每", text)
    return _settled(text, [money for match in _SUM.finditer(text) if (money := _money(text, match)) is not None])


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a sum that was owed, and the words that tell so: 八千,已经给了两千 leaves 6,000 yuan."""

    fen: int
    said: str


def remainder(text: str) -> Left | None:
    """What is likely left where one sum was owed and some paid since: to be confirmed, it may be what was owed before
    or after. None where that is not told, or not so plainly.
    """
    sums = read_money(text)
    paid = [one.fen for one in sums if one.role == "paid" and one.precision == "exact"]
    found = [one for one in sums if one.precision == "between" and sum(paid) == one.high_fen - one.fen]
    return Left(found[0].fen, found[0].said) if len(found) == 1 else None


def _settled(text: str, sums: list[Money]) -> list[Money]:
    """What is still owed goes before what was; where several are owed, or some was paid since, the sum lies between."""
    owed = [one for one in sums if one.role in ("owed", "total")]
    if not owed:
        return sums
    paid = [one for one in sums if one.role == "paid" and one.start > owed[0].start and _is_done(text, one)]
    left = [one for one in owed if _is_left(text, one, owed, bool(paid))]
    if left:
        roles: dict[int, Role] = {one.start: "owed" if one is left[-1] else "other" for one in owed}
        return [replace(one, role=roles.get(one.start, one.role)) for one in sums]
    first = next((one for one in owed if one.role == "total"), owed[0])
    if first.precision != "exact":
        return sums
    most, in_all = max((one.fen for one in paid), default=0), sum(one.fen for one in paid)
    if 0 < most < first.fen:
        low = first.fen - (in_all if in_all < first.fen else most)
        open_ = _between(text, first, paid[-1], low, first.fen)
    elif first.role == "owed" and len({one.fen for one in owed}) > 1:
        every = {one.fen for one in owed}
        open_ = _between(text, first, owed[-1], min(every), sum(every))
    else:
        return sums
    return [open_ if one is first else one for one in sums]


def _between(text: str, first: Money, last: Money, low: int, high: int) -> Money:
    """The sum that is to be asked, with the words from the first to the last that tell of it."""
    said = text[first.start : last.start + len(last.said)]
    return replace(first, precision="between", fen=low, high_fen=high, said=said if last is not first else first.said)


def _is_done(text: str, paid: Money) -> bool:
    """Money that came, not an offer, nor the pay of a month."""
    before = text[max(0, paid.start - BEFORE) : paid.start]
    return _OFFERED.search(before) is None and OF_OTHERS.search(before) is None


def _is_left(text: str, one: Money, owed: Sequence[Money], paid: bool) -> bool:
    """Whether this is what is left of the sum told before."""
    before = _clause(text[max(0, one.start - BEFORE) : one.start])
    if one is not owed[0] and one is owed[-1] and _comes_out(text, owed[0], one):
        return True
    if one is owed[0] and not paid and len(owed) == 1:
        return False
    return (_NOW_OWED if not paid else _STILL_OWED).search(before) is not None


def _comes_out(text: str, first: Money, last: Money) -> bool:
    """Whether the last sum is what the first leaves without the one told between them: 欠1万2，扣借支3千，还欠9千."""
    between = [
        one for match in _SUM.finditer(text) if (one := _money(text, match)) and first.start < one.start < last.start
    ]
    return len(between) == 1 and between[0].precision == "exact" and first.fen - between[0].fen == last.fen


def _money(text: str, match: re.Match[str]) -> Money | None:
    bounds = _bounds(text, match)
    if bounds is None:
        return None
    low, high = (int((yuan * 100).to_integral_value(ROUND_HALF_UP)) for yuan in bounds)
    return Money(low, _role(text, match), _precision(text, match, low < high), match[0].strip(), match.start(), high)


def _bounds(text: str, match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    bounds = _with_coins(match, parse_bounds(match["number"] + (match["scale"] or ""), match["upper"]))
    before = text[max(0, match.start() - BEFORE) : match.start()]
    if (
        bounds is None
        or not 0 < bounds[0] <= bounds[1] < HIGHEST_YUAN
        or (not match["scale"] and _THOUSANDS.fullmatch(match["number"]))
        or _VAGUE_BEFORE.search(before)
        or _MINUS.search(before)
    ):
        return None
    if match["unit"]:
        is_pieces = bounds[1] < LOWEST_PIECE_YUAN or _LAID.search(before) is not None
        return None if match["unit"] == "块" and is_pieces else bounds
    if match["sign"] or _bare_is_money(text, match, bounds[1], before):
        return bounds
    return None


def _with_coins(match: re.Match[str], bounds: tuple[Decimal, Decimal] | None) -> tuple[Decimal, Decimal] | None:
    """With 角 and 分 (3620块5, 五元五角三分), or half the last unit: 一万半."""
    if bounds is None:
        return None
    parts = {"jiao": Decimal("0.1"), "tenths": Decimal("0.1"), "cents": Decimal("0.01")}
    more = sum(((parse_number(match[name]) or 0) * size for name, size in parts.items() if match[name]), Decimal(0))
    if match["half"]:
        more += Decimal(5_000 if match["number"].endswith("万") else 500)
    return bounds[0] + more, bounds[1] + more


def _bare_is_money(text: str, match: re.Match[str], value: Decimal, before: str) -> bool:
    """A number without 元 is money if it is large, nothing counted follows, and the words before speak of money."""
    many = "万" in match[0] and _OWES_DIRECTLY.search(before) is not None  # 欠我32万多次找他
    is_pieces = _PIECE.match(text, match.end()) and not _PAY_DIRECTLY.search(before)
    if (not many and (is_pieces or _MEASURE.match(text, match.end()))) or value in HOTLINES:
        return False
    if value < LOWEST_BARE_YUAN:
        return value >= LOWEST_RATE_YUAN and _PAY_BY_TIME.search(before) is not None
    if _CUE.search(before) or _CUE_AFTER.match(text, match.end()) or is_handed(text, match.start(), match.end(), value):
        return True
    return "万" in match[0] and _OPEN_END.match(text, match.end()) is not None


def _precision(text: str, match: re.Match[str], wide: bool) -> Precision:
    if wide:
        return "between"
    before = text[max(0, match.start() - BEFORE) : match.start()]
    if _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, match.end()):
        return "about"
    return "at_least" if match["more"] or _AT_LEAST_BEFORE.search(before) else "exact"


def _role(text: str, match: re.Match[str]) -> Role:
    told = text[max(0, match.start() - BEFORE) : match.start()]
    before, end = _clause(told), match.end()
    if _EACH_ONE.search(before) or _EACH_ONE_AFTER.match(text, end):
        return "rate"
    if _RATE_AFTER.match(text, end) or _RATE.search(before) or (not match["unit"] and _PAY_BY_TIME.search(told)):
        return "rate"
    monthly = _is_monthly(text, end, before)
    if monthly and (_A_MONTH_DIRECTLY.search(before) or _GIVEN_AFTER.match(text, end)):
        return "month"
    if _IOU_AFTER.match(text, end):
        return "other" if _OWED.search(text, 0, match.start()) else "owed"
    if is_paid(text, match.start(), end, before):
        return "month" if monthly and _EACH_MONTH.search(before) else "paid"
    if _TOTAL.search(before):
        return "month_total" if monthly and not _OWED.search(before) and _MONTH_BEFORE_TOTAL.search(before) else "total"
    if monthly and _MONTH_AFTER.match(text, end):
        return "month"
    own = before.rpartition("\n")[2]
    is_told = _OWED.search(own if _HANDS.search(own) else before) and not is_promised(before)
    is_owed = is_told and not (monthly and lacks_something_else(text[: match.start()]))
    if is_owed or _MONTHS_PAY.search(before) or _OWED_AFTER.match(text, end):
        return "owed"
    return "month" if monthly else "other"


def _is_monthly(text: str, end: int, before: str) -> bool:
    if _NO_WAGE_AFTER.match(text, end) or _NO_WAGE_BEFORE.search(before):
        return False
    return _MONTH.search(before) is not None or _WAGE_AFTER.match(text, end) is not None


def _clause(before: str) -> str:
    return re.split(r"[，。！？；,;!?]|(?<=[\d万千百元块一二三四五六七八九])\s+(?=[一-鿿])", before)[-1]
