"""How an article is named in a paper: 劳动合同法#82 as 《中华人民共和国劳动合同法》第八十二条."""

from collections.abc import Iterable

_NATIONAL = """
    个人信息保护法 个人所得税法 人民调解法 刑法 劳动争议调解仲裁法 劳动合同法 劳动合同法实施条例
    劳动法 妇女权益保障法 安全生产法 就业促进法 工会法 未成年人保护法 残疾人保障法 民事诉讼法
    民法典 法律援助法 社会保险法 社会救助法 职业病防治法 行政复议法
""".split()
_WHOLE = {
    **{short: f"中华人民共和国{short}" for short in _NATIONAL},
    "仲裁办案规则": "劳动人事争议仲裁办案规则",
    "住房公积金条例": "住房公积金管理条例",
    "农民工工资条例": "保障农民工工资支付条例",
    "劳动争议解释（一）": "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
    "劳动争议解释（二）": "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）",
    "劳动能力鉴定办法": "劳动能力鉴定管理办法",
    "医疗期规定": "企业职工患病或非因工负伤医疗期规定",
    "女职工特别规定": "女职工劳动保护特别规定",
    "宁夏工会法办法": "宁夏回族自治区实施《中华人民共和国工会法》办法",
    "宁夏监察条例": "宁夏回族自治区劳动保障监察条例",
    "工会法解释": "最高人民法院关于在民事审判工作中适用《中华人民共和国工会法》若干问题的解释",
    "工伤保险行政案件规定": "最高人民法院关于审理工伤保险行政案件若干问题的规定",
    "工资总额组成规定": "关于工资总额组成的规定",
    "工资折算通知": "人力资源社会保障部关于职工全年月平均工作时间和工资折算问题的通知",
    "带薪年休假条例": "职工带薪年休假条例",
    "年休假实施办法": "企业职工带薪年休假实施办法",
    "延迟退休决定": "全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定",
    "延迟退休办法": "国务院关于渐进式延迟法定退休年龄的办法",
    "拒不支付劳动报酬解释": "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释",
    "放假办法": "全国年节及纪念日放假办法",
    "有毒物品劳动保护条例": "使用有毒物品作业场所劳动保护条例",
    "社保费征缴条例": "社会保险费征缴暂行条例",
    "职工工作时间规定": "国务院关于职工工作时间的规定",
    "超龄劳动者规定": "超龄劳动者基本权益保障暂行规定",
}
_DIGITS = "零一二三四五六七八九"


def whole_name(short: str) -> str:
    """A statute's own name; where it is not listed, the short one is the whole."""
    return _WHOLE.get(short, short)


def numeral(number: int) -> str:
    """A number from 1 to 1999 as articles are numbered: 十二, 一百零八, 二百七十六."""
    out, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        out += f"{'零' if gap and digit and out else ''}{_DIGITS[digit]}{sign}" if digit else ""
        gap = not digit
    return out.removeprefix("一") if 10 <= number < 20 else out


def article(number: tuple[int, ...]) -> str:
    """第八十二条; (276, 1) is 第二百七十六条之一."""
    main, *after = map(numeral, number)
    return "之".join((f"第{main}条", *after))


def named(citations: Iterable[str]) -> str:
    """《中华人民共和国劳动合同法》第三十条、第八十五条，《…》…; articles of one statute together, in order."""
    numbers: dict[str, set[tuple[int, ...]]] = {}
    for citation in citations:
        short, _mark, number = citation.partition("#")
        numbers.setdefault(short, set()).add(tuple(map(int, number.split("-"))))
    return "，".join(f"《{whole_name(short)}》{'、'.join(map(article, sorted(of)))}" for short, of in numbers.items())
