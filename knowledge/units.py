"""What work is counted in where it is paid by the hour, the trip, the piece, the square metre."""

import re

NOT_OF_WORK = "(?![地友人程资钱作厂头伤会龄期号种业时])"
DAY, HOUR = "天", "小时"
UNITS = {
    DAY: rf"(?:天|日(?!期|结|薪|工)|工{NOT_OF_WORK})",
    HOUR: r"(?:小时(?!工(?![资钱]))|工时|钟头|钟(?![点表]))",
    "趟": "趟",
    "车": "车(?![间费位队票上里祸主库])",
    "单": "单(?![位子休价据独程])",
    "票": "票(?!据)",
    "件": "件(?![事数套])",
    "平方": "(?:平方米?|平米|m2|平(?![均时常安台房日分等整]))",
    "立方": "立方米?",
    "方": "方(?![案面法式便向米])",
    "米": "米(?![饭面粉])",
    "吨": "吨",
    "公斤": "(?:公斤|千克|kg)",
    "斤": "斤",
    "公里": "(?:公里|km)",
    "套": "套(?!餐)",
    "台班": "台班",
    "台": "台(?!班)",
    "条": "条(?![件例款约子])",
    "双": "双(?![休倍方薪向])",
    "箱": "箱",
    "袋": "袋",
    "包": "包(?![吃住工干食括含括活月子])",
    "桶": "桶",
    "棵": "棵",
    "亩": "亩",
    "根": "根(?![据本])",
    "份": "份(?!额)",
    "次": "次(?![次日月性品])",
    "节课": "(?:节课|堂课|课时)",
    "场": "场(?![地所])",
    "张": "张(?![老总经工某师三姐哥])",
    "页": "页",
    "盒": "盒(?!饭)",
    "副": "副",
    "户": "户(?!口)",
    "桌": "桌(?!子)",
    "瓶": "瓶",
    "捆": "捆",
    "个": "(?<!个)个(?![人月年天星礼周钟小半工班多把])",
}
"""Each unit as it is told again, with how it is written."""
TRIPS = (
    r"\s*[\d零一二两三四五六七八九十百千万]+[多来几余]?(?:趟|车|单|票|公里|次|圈|件"
    r"|(?:天|年|个?半?月|个?小时)的?(?:外卖|快递|滴滴|网约车|长途|货|车|运输|业务))"
)
"""Who 跑了 so many has not run away."""
PER = rf"(?:个?(?:{'|'.join(UNITS.values())}))"
PIECE = "(?:" + "|".join(pattern for name, pattern in UNITS.items() if name != DAY) + ")"


def unit_of(said: str) -> str | None:
    """The unit that is written so: 个小时 is 小时; None where it is none."""
    bare = said.removeprefix("个") or said
    return next((name for name, pattern in UNITS.items() if re.fullmatch(pattern, bare)), None)
