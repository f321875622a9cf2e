"""What an answer to 「which firm」 names beside the firm: its district; and words that name none."""

import re
from datetime import date

from knowledge.employer import read_employer
from knowledge.phones import blank_phones
from knowledge.places import find_district, read_city
from knowledge.slots import read_slots

_BETWEEN = re.compile(r"[，,。；;、\s]+")
_DISTRICT = re.compile(r"(?:就?在|位于)?(?:宁夏)?(?:银川市?)?[一-鿿]{2,4}[区县市]?(?:的|这边|那边)?[.！!]?")
_KINDS = re.compile(r"[厂店院校部队局所馆场城园]|公司|集团|工地|超市|中心|建筑|建设|劳务")
# A sum, a length or a word that answers another question: 两万四, 18000元, 三个月, 还在.
_NO_NAME = re.compile(
    r"(?=.*[\d万千百元块月天])[\d.,，零〇一二两三四五六七八九十百千万亿半多块元钱]+(?:个?月|年|天|人|个)?[。.]?"
    r"|不是[这那][个家]?(?:单位|公司|厂子?|店|工地)?|还?在|不?是的?|有|嗯+|(?:我也?)?(?:不知道|不清楚|不晓得|不想说|忘了|记不清)[了。.]*"
)
# Words that answer another question, or ask for what is wanted.
_NO_FIRM = re.compile(
    r"(?:我|人)?还?(?:一直)?在(?:干|职|做|上班|岗|那儿?|这儿?|里面)(?:着|呢|活|的|干|上班)*|(?:还)?没有?(?:走|离职|离开|辞职?)呢?"
    r"|(?:我们?)?(?:就|只)?(?:想?要|想|求|希望)(?:要|让)?(?:回|拿回|他们?|老板)?(?:赔偿?|补偿|工资|工钱|钱|仲裁|起诉|告|投诉|维权|讨薪|说法)"
    r"[^，,。]{0,8}|我(?:的?名字)?(?:叫|姓)[一-鿿]{1,4}|(?:姓名|名字)(?:是|叫|:|：)?[一-鿿]{2,4}"
)
# What somebody did or did not do, or has: 他电话不接, 老板跑了, 不承认, 什么都没签, 有欠条.
_TOLD = re.compile(
    r"[不没](?:有?人)?(?:接|回)(?:[他她我您你]|了|着|电话|手机|微信|信息|消息|$)|打不通|(?:关|停)(?:了?机(?!坪)|工|门|业|了)|空号|换了?号|拉黑|删了|踢(?:了|我|出|走|掉)"
    r"|跑(?:了|路|掉|没)|失踪|躲|(?:找|寻|见|联系|要|讨)不[到着上](?!北)|没影|不见(?:了|人|面)|人(?:不在|呢)|没(?:了|人|用)$|态度|[发给付结]不[出起了]"
    r"|[打转汇发还退]给[我俺]|给[我俺]们?[打转汇]|不认(?:账|帐|识?我)|不承认|赖(?:账|帐|着|皮)|耍赖|不讲理|推(?:脱|卸|来推去)|拖[着了欠]|一直拖|不理(?:我|人|会|睬)|[他都也就]不理|不[管肯让]"
    r"|[不没未](?:有|想|愿意?|同意)?(?:我|我们|他|再|给|跟|和|上|交过?|任何|啥|什么)*(?:给|发|结|付|退|赔|还|签|交|缴|买|钱|合同|协议|社保"
    r"|保险|欠条|证据|凭证|工资|工钱|手续|劳动合同|办法|结果|下文|动静|音信|消息)"
    r"|倒闭|破产|被抓|坐牢|进去了|死了|住院|骂|打(?:了?我|人)|威胁|吓唬|骗|开除|辞退|克扣|[欠扣押](?:[着了我钱薪好很]|工资)"
    r"|(?<![听据])说(?:[没过等再要不会让]|下个?月|年底)|(?:让|叫)(?:我|俺)们?(?:等|走|滚|去|别|不|签|干)"
    r"|[只就]?有(?:欠条|录音|证据|合同|微信|转账|聊天|证人|工友)|(?:都是|只有)?(?:口头|现金|微信)(?:约定|说的?|发|给|转账?|结)"
    r"|(?:合同|协议|身份证|证件|欠条|条子|证据|记录|考勤|工牌|工资卡|原件)[^，,]{0,6}在|在(?:老板|工头|包工头|他|她|我|公司|单位|厂里)们?(?:的|那|这|手|电脑)|等着?用钱"
    r"|^(?:就?是)?(?:我们?|俺们?)?(?:老板|工头|包工头)(?:的?名字?|的)?$"
    r"|(?:很|太|特别)[凶坏黑赖狠难急]|急(?:用|需|等|着|死)|^(?:他|她|人家|对方|老板|包工头|工头)们?(?:就|都|也|又|才|一直|老是|总是|把)"
    r"|^(?:我|俺)们?(?:也|真|还|都)*(?:不知道|不清楚|不晓得|忘了|记不[清得])|^(?:我|俺|咱)们?(?:一共|总共|都|[几十两三四五六七八九\d]|好几|急|天天|每天|催|找了|打了|[干做]完)"
)
# What was paid: 老板昨个给了一千, 前天转了我八百, 领过两回.
_PAID = re.compile(
    r"(?:[给付发结转支领还打]|预支|借支)[了过](?:我们?|俺们?)?[^，,。厂店队]{0,4}?[\d一二两三四五六七八九十百半几]"
)
_OF_A_REST = re.compile(r"[欠剩差没不]|月(?!份|\d)")
_PERSON = re.compile(
    r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊陆郝孔崔毛邱秦史顾侯邵孟段钱汤尹黎贺龚马哈纳虎拜妥]"
    r"(?![记家氏总工姐哥府])[一-鿿]{0,1}(?![店厂场馆院屋坊铺行社部队家网车城苑])[一-鿿]"
)
_SPOT = re.compile(
    r"旁边?|对面|附近|隔壁|门口|路口|楼[上下里]|后面|前面|[路街巷]上|里面|[一-鿿]{2}(?:路|街|巷|桥)(?![了都])"
)
_NAMED = re.compile(
    r"(?:名字?是|名为|叫)(?![我俺他她人不啥什])|[一-鿿]{2}(?:建筑|建设|劳务|集团|超市|酒店|饭店)的?老板"
    r"|(?:[厂店铺摊吧屋坊馆院校园场城站部社厅]|公司|集团|工地|超市|中心|KTV|[一-鿿]队)(?:那[里边儿]|这[里边儿]|里|的)?$",
    re.IGNORECASE,
)


def names_nobody(text: str) -> bool:
    """Whether the words are no name, of a firm or of anybody: 两万四, 还在, 不知道, 他电话不接."""
    return _NO_NAME.fullmatch(text.strip()) is not None or _tells(text)


def tells_more(text: str) -> bool:
    """Whether words that begin as those that pass a question tell something: 没有合同, 不知道叫啥就在火车站旁边."""
    tells_where = _SPOT.search(text) or find_district(text)
    return _tells(text) or (tells_where is not None and "哪" not in text)


def _tells(text: str) -> bool:
    """Whether every clause states something, and none names or tells where."""
    clauses = [one for one in _BETWEEN.split(blank_phones(text).strip("！!？?")) if one]
    return bool(clauses) and all(_TOLD.search(one) and not _names(one) for one in clauses)


def _names(clause: str) -> bool:
    return bool(_SPOT.search(clause) or _NAMED.search(clause) or read_employer(clause))


def names_no_firm(text: str) -> bool:
    """Whether the words answer something else: 还在干, 我要赔偿, 我叫李强, 昨个给了一千."""
    if tells_payment(text):
        return True
    plain = text.strip().rstrip("。.，,！!了")
    return _NO_FIRM.fullmatch(plain) is not None and _KINDS.search(plain) is None


def tells_payment(text: str) -> bool:
    """Whether the words are of what was paid, and neither of a rest nor of a month's wage: 前天转了我八百."""
    return bool(_PAID.search(text)) and not (_NAMED.search(text) or _OF_A_REST.search(text))


def is_a_person(text: str) -> bool:
    """Whether words may be somebody's name alone, of whom a firm can be called too: 张三, 马小军."""
    return _PERSON.fullmatch(text.strip()) is not None and not find_district(text) and not read_city(text)


def without_district(text: str, today: date) -> str:
    """The words without clauses of the district alone: 宏远建筑 of 「宏远建筑，金凤区」; all where nothing else is."""
    clauses = [one for one in _BETWEEN.split(blank_phones(text)) if one]
    left = [one for one in clauses if not (_DISTRICT.fullmatch(one) and read_slots(one, today).district)]
    return text if not left or len(left) == len(clauses) else "，".join(left)
