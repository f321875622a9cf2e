"""Take the names of employers out of a text: what stands before 公司, 厂, 工地 and says which one."""

import re

EMPLOYER = "[单位]"
LONGEST_CHARACTERS = 16

_KIND = (
    "有限责任公司|股份有限公司|有限公司|分公司|总公司|公司|集团|工厂|砖厂|厂(?![长里子区家房商])|超市|商场|饭店|酒店|餐厅|"
    "饭馆|宾馆|店(?![长里家面员])|工地|项目部|学校|小学|中学|医院|煤矿|物业|幼儿园|养老院|合作社|工作室|俱乐部|会所"
)
_NAMED = re.compile(rf"(?P<before>[一-鿿A-Za-z0-9（）()·-]{{2,{LONGEST_CHARACTERS}}}?)(?P<kind>{_KIND})")
_SURE = re.compile("有限|集团|项目部")
_SURE_LEAD = re.compile(".*(?:[在给去到让把跟从我你他们的了被告找叫替欠]|入职|投诉|举报|就职|应聘|介绍|供职)")
# Behind these a name may begin.
_LEAD = re.compile(
    ".*(?:[让如要会想问因没不就都已被把但这那么吗说在给从去到跟和与及的了我你您他她它们是进为由向找叫替对家个名位年月日号天次"
    "欠判按派换拿告回过着得有能可于将以受上下前后里外中内当干做写签交垫付算该某甲乙丙]|入职|投诉|举报|就职|应聘|介绍|供职|知道|"
    "工伤|社保|工资|工钱|合同期?满?|补助金|期间?|仲裁[时连]?|离职时?|辞职|职业病|伤残|职工|司机|医疗费|农民|打伤|发现|发成|性骚扰)"
)
# What says of which kind an employer is, or where it is, and not which one.
_GENERIC = re.compile(
    "建筑|建设|施工|工程|装饰|装修|劳务|派遣|外包|承包|分包|总包|包干|人力资源?|中介|家政|保洁|保安|物业|物流|快递|运输|货运|客运|"
    "公交|出租车?|网约车|租车|挂靠|直播|传媒|文化|科技|网络|软件|电子|电池|家具|纺织|毛纺|棉纺|纺纱|羊绒|制衣|服装|食品|饲料|"
    "枸杞|粮油|餐饮|火锅|烧烤|烤肉|奶茶|快餐|理发|美发|美容|足浴|洗浴|宠物|手机|药|洗车|修车|汽修|汽车|机械|铸造|锻造|"
    "轧钢|铁合金|铝|钢|水泥|化肥|化工|电镀|石料|砂石|砖|煤|洗煤|矿|塑料颗?粒?|印刷|包装|玻璃|漆|油|热力|供热|供电|光伏|"
    "风电|医药|医疗|保险|担保|投资|金融|贸易|商贸|房地产|地产|房产|房|门窗|门$|建材|烧伤|康复|理疗|修理|化妆品|维权|包车|绿化|园林|农业|种植|养殖|旅游|教育|培训|设计|广告|"
    "咨询|清洁|环保|加工|制造|生产|销售|连锁|加盟|分|总|母|子|小|大|老|新|旧|原|别人?|其他|另一?|同业?|隔壁|关联|兄弟|私人?|"
    "私营|个体|国营|国有|民营|外资|合资|上市|空壳|皮包|第三方?|人民|中医|社区|定点|指定|用人|用工|破产|外省|外地|本地|跨省|"
    "城郊|郊区|附近|夫妻|朋友|亲戚|表哥|银川|宁夏|石嘴山|吴忠|固原|中卫|兴庆区?|金凤区?|西夏区?|永宁县?|贺兰县?|灵武市?|宁东|"
    "江苏|浙江|广东|上海|北京|新疆|青海|甘肃|陕西|内蒙古?|西安|成都|南京|深圳|[一二三四五六七八九十两几多半每各本贵全]|[0-9]+"
)


def without_employers(text: str) -> str:
    """The text with [单位] in place of what names an employer; its kind (公司, 工地) stays."""
    return _NAMED.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    before = match["before"]
    name = _behind(_LEAD, before)
    if _SURE.match(match["kind"]) and not _tells(name):
        name = _behind(_SURE_LEAD, before)
    if not _tells(name):
        return match[0]
    return f"{before[: len(before) - len(name)]}{EMPLOYER}{match['kind']}"


def _behind(lead: re.Pattern[str], text: str) -> str:
    found = lead.match(text)
    return text[found.end() :] if found else text


def _tells(name: str) -> bool:
    """Whether more than the kind and the place of an employer is said."""
    return len(_GENERIC.sub("", name)) >= 2
