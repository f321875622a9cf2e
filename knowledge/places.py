"""Where it is: the district of Yinchuan, or else the city, that a follower names."""

import re

DISTRICTS = {
    "兴庆": "兴庆区",
    "金凤": "金凤区",
    "西夏区": "西夏区",
    "灵武": "灵武市",
    "永宁": "永宁县",
    "贺兰": "贺兰县",
    "经开区": "经开区",
    "经济技术开发区": "经开区",
    "综保区": "综保区",
    "综合保税区": "综保区",
    "滨河新区": "滨河新区",
    "宁东": "宁东",
}
EVERY_DISTRICT = tuple(dict.fromkeys(DISTRICTS.values()))
# The cities of Ningxia, and those whose name is commonly said without 市.
CITIES = (
    "银川|石嘴山|吴忠|固原|中卫|北京|上海|天津|重庆|广州|深圳|东莞|佛山|杭州|宁波|温州|南京|苏州|无锡|成都|武汉|西安|郑州|济南|"
    "青岛|沈阳|大连|长春|哈尔滨|石家庄|太原|合肥|南昌|福州|厦门|长沙|南宁|海口|贵阳|昆明|兰州|西宁|乌鲁木齐|呼和浩特|包头|"
    "鄂尔多斯|榆林|庆阳|平凉"
)
_DISTRICT = re.compile(r"(?:" + "|".join(DISTRICTS) + r")(?!山|石|门|里|路|街|大道|凰|花)")
_BEFORE_DISTRICT = re.compile(r"[南济海辽]$")  # 南宁东站, 济宁东
_CITY = re.compile(rf"(?P<known>{CITIES})(?!路|街|大道|银行)|(?P<named>[一-鿿]{{2,8}})市(?![场政民委级直区里面值监])")
_LEAD = re.compile(
    r".*(?:在|到|来|去|于|从|是|省|自治区|回|往|我|的|和|至|转|驻|住|家|请问|咨询|投诉|反映|关于|说|问|找|给|对|向|了|为|与)"
)
_NO_CITY = re.compile(
    r"[超夜股上门都菜本全我该各外此某同花楼书早晚集黑新]$|^[们座个大小省县这那全外]城$|[省县区]|[一二三四五六七八九]线$|^(?:地级|县级|直辖|外地|异地)"
)


def find_district(text: str) -> re.Match[str] | None:
    """Where a district of Yinchuan stands; `DISTRICTS` gives its full name."""
    for match in _DISTRICT.finditer(text):
        if not _BEFORE_DISTRICT.search(text[max(0, match.start() - 1) : match.start()]):
            return match
    return None


def read_city(text: str) -> tuple[str, int] | None:
    """The first city named, without 市, and where it stands."""
    for match in _CITY.finditer(text):
        if match["known"]:
            return match["known"], match.start()
        name = _LEAD.sub("", match["named"])
        if 2 <= len(name) <= 4 and not _NO_CITY.search(name):
            return name, match.end("named") - len(name)
    return None
