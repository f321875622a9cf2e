"""What the follower works as: a trade that is told of themselves, not one that is spoken about."""

import re

# Said alone these are a worker's own trade nearly always; the others must be told as one's own.
TRADES = (
    "瓦工|泥瓦工|泥工|木工|钢筋工|架子工|电焊工|焊工|电工|水电工|水暖工|油漆工|抹灰工|粉刷工|杂工|小工|大工|普工|力工|装卸工|搬运工|"
    "维修工|钳工|车工|铣工|钣金工|缝纫工|质检员|质检|仓管|库管|叉车工|挖掘机手|塔吊工|信号工|保洁员|保洁|保安|门卫|环卫工人|环卫工|"
    "绿化工|月嫂|保姆|护工|育儿嫂|外卖员|外卖骑手|骑手|快递员|网约车司机|货车司机|出租车司机|公交车司机|带车司机|大车司机|叉车司机|挖机司机|"
    "收银员|营业员|导购员|导购|服务员|厨师|厨工|洗碗工|配菜工|传菜员|理发师|美容师|电话销售|客服专员|代课教师|临时工|矿工|采煤工|掘进工|"
    "土建工程师|技术员|施工员|资料员|安全员|造价员|主播"
)
TOLD_ONLY = (
    "司机|驾驶员|销售员|销售|业务员|会计|出纳|文员|行政|前台|老师|教师|教练|医生|护士|程序员|包工头|设计师|工程师|客服|厨子|后厨|班长|店长|"
    "经理|主管|人事|运营|财务|防损员"
)
_TRADE = re.compile(rf"(?:(?P<sure>{TRADES})|(?P<told>{TOLD_ONLY}))(?!作|头|公司|部门|部|单位|行业)")
_OWN_BEFORE = re.compile(
    r"(?:我是|本人是|作为|我们(?:都)?是|我妈是|我爸是|做|干|当|任|担任|从事|应聘|职位|职务|岗位|工种|跑|开)"
    r"(?:的|是|为|了|[：:]|一?名|一?个|了?一?[名个位]|该?[一-鿿]{0,4})$"
)
_OTHERS_BEFORE = re.compile(
    r"(?:找|问|请|让|叫|的|被|跟|和|向|对方|名|个|几位|招|拖欠|欠|打给|联系|领导|各位|对|所有)$"
)
_MANY_BEFORE = re.compile(r"[\d一二三四五六七八九十几多]+[个名位]?$")


def read_job(text: str) -> re.Match[str] | None:
    """Where the follower's trade stands."""
    for match in _TRADE.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if _OWN_BEFORE.search(before):
            return match
        if match["sure"] and not _OTHERS_BEFORE.search(before) and not _MANY_BEFORE.search(before):
            return match
    return None
