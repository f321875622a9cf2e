"""The employer a follower names, loosely: 宁夏某某建筑有限公司, 东门火锅店, 万达工地."""

import re
from itertools import islice

from knowledge.places import CITIES

LONGEST_CHARACTERS = 24
MOST_TRIED = 12
_KINDS = (
    "有限责任公司|股份有限公司|有限公司|分公司|公司|集团|工厂|电子厂|厂|超市|商场|饭店|酒店|餐厅|饭馆|火锅店|"
    "烧烤店|专卖店|店|工地|项目部|工程队|施工队|医院|学校|幼儿园|煤矿|矿业|物业|合作社|事务所|宾馆|足浴|"
    "洗浴|养老院|建筑队|砖厂|工作室|俱乐部"
)
_KIND = re.compile(rf"(?:{_KINDS})(?![长员牌区司房家主面里内])")
_NAME = re.compile(r"[一-鿿A-Za-z0-9（）()·]{2,}\Z")
_LONGEST_LOOSE = 14
_ONLY_A_CITY = re.compile(rf"(?:{CITIES})市?")
_SURE_KIND = re.compile(r"有限|集团|项目部")
_NOT_A_NAME = re.compile(
    r"[让如要会想问因没不就都已被把但这那么吗说告准备搬怀孕能够请求怎咋该应给找欠扣签辞退赔偿拖拿之所]|本$|[均其避内月日]|可以|注销|决定|状态|\d号|未满|培训|另外|下面|人事代理|第三方|单位|合同|情况|离职|开办|哺乳|医疗|上班|老板"
)
_LEAD = re.compile(
    r".*(?:请求解决|解决|投诉|举报|反映|被告|就职于|任职于|入职了?|供职于|受雇于|应聘到|进入|进了|分配到|派到|介绍到|"
    r"在|给|于|跟着|跟|和|与|到|去|被|为|是|叫|替|从|由|对|向|找|的|了|我|你|他|她|们|请问|关于|原来?|现)"
)
_GENERIC = re.compile(
    r"^(?:.{0,2}(?:[这那本该某贵]|一[家个间所]?|几[家个]?|两[家个]?|[原前新老旧大小总分母子])+(?:一?[家个间所])?|"
    r"用人|用工|私人|私营|国有|民营|外资|合资|上市|别的|其他|其它|别家|建筑|房屋|劳务|派遣|劳务派遣|外包|保洁|装修|保险|"
    r"快递|物流|电子|食品|服装|房地产|物业|搬家|中介|人力资源|第三方|担保|快递|所在|实习|公司|单位|总承包|承包|"
    r"施工|分包|工程|个体|网络|医药|家政|绿化|园林|煤|砖|[一二三四五六七八九十]+个?|超市|商场|饭|火锅|烧烤|私立|公立|"
    r"[我他她你]们|咱们?|小区|我家|房东|外地|本地|当地|城市|农村|乡村|城乡|国家|工地|土木|民办|乡镇|蛋糕|面包|餐饮|奶茶|理发|美容|水果|便利|汽修|修理|职业|技工|[xX某*]+|建筑工|上[个家]|下[个家]|现在|以前|之前|同[一个家]*)*$"
)


# A trade behind a name: a clause of its own (宏远建筑), who does something or does not (宏远建筑拖欠我工资), or where
# one works (我在天成劳务干活); not 在做建筑, 快递物流.
_TRADES = "建筑|建设|建工|劳务|科技|商贸|物流|装饰|置业|实业|服饰|餐饮|物业|环保|电力|机械|食品"
_BEGINS = r"(?:^|(?<=[，,。；;、：:\s]))"
_ANYTHING_ELSE = "[干做搞事从学跑跟去来在到进是叫找包]"
_NAMED = (
    rf"{_BEGINS}(?![一-鿿]*{_ANYTHING_ELSE})(?P<name>[一-鿿]{{2,6}})(?P<kind>{_TRADES})(?=[，,。；;、\s]|$)",
    rf"{_BEGINS}(?![一-鿿]{{0,6}}{_ANYTHING_ELSE})(?P<name>[一-鿿]{{2,6}}?)(?P<kind>{_TRADES})"
    "(?=拖欠|欠|克扣|辞退|开除|[不没][给发签交缴让]|[把让叫]我)",
    rf"(?<!现)在(?P<name>[一-鿿]{{2,6}}?)(?P<kind>{_TRADES})(?=[干上打当]|受伤|出事)",
    r"(?P<name>中(?:国?铁|国?建|国?交|国?冶)[一二三四五六七八九十\d]{1,3})(?P<kind>局|公司)",
)
_NOBODY = re.compile(
    "[做搞]|[家里上的区县市]$|老公|老婆|天天|[春夏秋冬]天|[今去明]年|高温|过节|中秋|劳保|安全|工程款|网上|小区|房东|我家|政府|[甲乙]方|疫情|[和跟]|万"
)
_CLAUSES = tuple(map(re.compile, _NAMED))


def read_employer(text: str) -> str | None:
    """The first employer that is named by more than its kind; None for 我们公司, 一家快递公司."""
    for kind in islice(_KIND.finditer(text), MOST_TRIED):
        before = _NAME.search(text, max(0, kind.start() - LONGEST_CHARACTERS), kind.start())
        if before is None:
            continue
        name = _LEAD.sub("", before[0]).lstrip("0123456789（）()·")
        if len(name) >= 2 and _is_name(name, kind[0]):
            return name + kind[0]
    named = (one for clause in _CLAUSES for one in islice(clause.finditer(text), MOST_TRIED))
    return next(
        (
            one["name"] + one["kind"]
            for one in named
            if not _NOBODY.search(one["name"]) and _is_name(one["name"], one["kind"])
        ),
        None,
    )


def _is_name(name: str, kind: str) -> bool:
    if _GENERIC.match(name) or _ONLY_A_CITY.fullmatch(name):
        return False
    return bool(_SURE_KIND.match(kind)) or (len(name) <= _LONGEST_LOOSE and not _NOT_A_NAME.search(name))
