"""Find people's names in a text by surname, given name and what stands around them, to take them out."""

import re

NAME = "[姓名]"

_COMMON = (  # surnames that are hardly ever another word
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭萧肖蔡潘袁董余苏叶吕魏蒋杜沈姜范傅钟卢汪戴崔"
    "廖姚丘邱贾侯邵孟龙薛雷贺倪汤滕殷郝毕邬柴詹翟蒲龚闫阎段漕钱秦史顾孔尹黎陶覃莫庞樊葛奚霍裴虞柳鲍卞丁"
    "哈纳虎撒拜妥穆锁祁吉苗冶铁岳窦俞熊欧温康"
)
_DOUBTFUL = "高何田任方石金邹江夏白程万曾常武乔赖文申毛洪季安严牛余涂于向牟沙买海闪卫华关车党左齐游聂焦谷辛"
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红鹏辉建国文斌志宏晓燕云飞鑫波宇浩凯健俊帆雪梅琳晶欢玲"
    "婷倩颖慧莉欣怡佳嘉瑞博轩涵梓晨阳旭亮峰林森海江龙虎凤春秋生福贵富荣昌盛兴旺宝珍翠香莲菊松柏青永德仁义智忠孝良"
    "淑贤惠芬芝蓉蕾彬胜光耀祥庆喜康学思源泽润洁清宗世继绍树栓柱鸿振维彦立东卫成少哲楠翔彪雄霖瑶璐媛珊丹妮琴琪"
)
_TITLE = (
    "先生|女士|小姐|经理|老板|总监|主任|师傅|工头|包工头|队长|班长|班组长|组长|厂长|店长|书记|会计|主管|校长|院长|医生"
    "|老师|律师|法官|科长|处长|局长|董事长?|总(?![公包条是结共计部体额数的包之算量归])|工长|[哥姐叔姨嫂婶]|某某?"
)
_PLAIN = (  # words that look like a name to the rules below
    "施工|安全|高兴|文明|党建|吴忠|贺兰|金凤|万达|江南|江东|黄金|金华|方案|康复|于是|由于|对于|等于|位于|关于"
    "|张口|[一两几这那每]张|[少的工多拿没给要付]钱|大小周|小车|小包|养老金|老毛病|关机|赖账|包工(?!头)"
    "|对方|甲方|乙方|双方|资方|劳方|东方|地方|官方|南方|北方|西方|警方|院方|校方|厂方|第三方"
    "|全额|余额|担任|责任|主任|信任|白天|时间|海南|宁夏|车间|常常|经常|正常|非常|曾经|安排|安装|高温|石嘴山|永宁"
)
_WEAK = r"的了在给不跑欠说让把和跟与是也就都没又还才被从到对找拿叫来去等他她它我你这那因要有带电手身"
_END = rf"(?=$|[^一-鿿]|[{_WEAK}工受摔病死伤])"
_ANY = rf"(?:{_DOUBLE}|[{_COMMON}{_DOUBTFUL}])"
_OTHERS = rf"[^\W\d_{_WEAK}A-Za-z]"
_ROLE = (
    "老板|包工头|工头|经理|负责人|法人|班组长|队长|厂长|会计|主管|组长|师傅"
    "|同事|工友|老乡|丈夫|老公|妻子|媳妇|父亲|母亲"
)
_NAMES = re.compile(
    rf"(?P<plain>{_PLAIN})"
    r"|[一-鿿]{2,6}(?:[·•・][一-鿿]{2,8})+"
    rf"|(?P<lead>我叫|名叫|名字叫|姓名是?|本人叫|户名|收款人|法定代表人|联系人|申请人|被申请人)(?P<gap>[\s:是]{{0,3}})"
    rf"(?!{_PLAIN}){_ANY}(?:{_OTHERS}{{1,2}}?{_END}|{_OTHERS}{{1,2}})"
    rf"|(?P<self>(?:我是|本人|名字)[\s:]{{0,3}})(?!{_PLAIN})(?:{_DOUBLE}|[{_COMMON}])(?:\s?{_OTHERS}){{1,2}}?{_END}"
    rf"|(?P<role>(?:{_ROLE})(?:名?叫|是)?[\s:]{{0,2}})(?!{_PLAIN}){_ANY}{_OTHERS}{{1,2}}?{_END}"
    rf"|{_ANY}[{_GIVEN}]{{0,2}}(?=\s?(?:{_TITLE}))"
    rf"|[老小阿][{_COMMON}{_DOUBTFUL}]{_END}"
    rf"|(?:{_DOUBLE}|[{_COMMON}])[{_GIVEN}]{{2}}"
    rf"|(?:{_DOUBLE}|[{_COMMON}])[{_GIVEN}]{_END}"
    rf"|[{_DOUBTFUL}][{_GIVEN}]{{2}}{_END}"
)


def without_names(text: str) -> str:
    """The text with [姓名] in place of what looks like a person's name; a title behind it stays."""
    return _NAMES.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    if match["plain"]:
        return match["plain"]
    return f"{match['lead'] or ''}{match['gap'] or ''}{match['role'] or match['self'] or ''}{NAME}"
