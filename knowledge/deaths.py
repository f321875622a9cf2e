"""Deaths told without the word: 没抢救过来, 在工地上走了, 被车撞没了; and what only sounds like one."""

import re

KIN = (
    "爸爸?|妈妈?|爹|娘|父亲|母亲|哥哥?|弟弟?|姐姐?|妹妹?|老公|老婆|婆姨|媳妇|丈夫|妻子|爱人|对象|男人|老汉|儿子|女儿|闺女|姑娘|叔叔?|舅舅?"
    "|姑父|姨父|姐夫|妹夫|侄子|外甥|公公|婆婆|岳父|爷爷?|奶奶?"
)
NEAR = 30  # characters before it in which who died, and of what, is looked for

_OTHER = (
    "同事|工友|工人|老乡|师傅|师父|徒弟|伙计|朋友|室友|组长|班长|员工|职工|司机|骑手|保安|小伙|大哥|大姐|一个人|有人"
)
_PERSON = re.compile(rf"{KIN}|{_OTHER}|人$|人(?:就|也|都|已经|当场)")
_CAUSE = "撞|砸|摔|压|埋|轧|碾|卷|绞|电|淹|烧|闷|毒|炸"
_KILLED = re.compile(f"(?:{_CAUSE})$")
_ENDED = re.compile(f"(?:{_CAUSE}|癌症?|病|心梗|溢血|出血|脑梗|出事|车祸|事故)$")
_ANYBODY = f"{KIN}|{_OTHER}|[人他她]"
_BODY = r"手(?!术)|指|胳膊|臂|腿|脚|眼|耳|牙|肾|脾|腰|腕|膝|[背皮]部|指甲|头发"
_THING = (
    r"钱|款|工资|工作(?!岗|时|中|期|的时|地点|场)|活儿?(?=没|也|都|就)|社保|医保|养老|保险|退休金|公积金|合同|手机|电话|微信|岗位(?!上)|职位|名额|证|卡|档案|补贴|奖金"
    r"|提成|年假|饭碗|机会|机器(?=[没也都就当])|电脑|数据|文件|[货汽电卡轿]车(?!上|间|祸|撞)|生意|企业|账|手里|兜里|厂子|公司|门店|店铺|影|踪|消息|音信|信儿|猪|牛|羊|鱼"
)
_NO_DEATH = re.compile(rf"{_BODY}|{_THING}")
_ALMOST = re.compile(
    "威胁|让我|再晚|要是|如果|早晚|累得|没有$|差一?点|险些|几乎|怕|担心|万一|要不是|会不会|快要?$|要$|以为"
)
_VANISHED = re.compile("找不[到着]|联系不上|电话|微信|失联|拉黑|关机|跑")
_NO_PERSON_OF_MOURNING = re.compile("(?:老板娘?|工头|包工头|负责人|经理|工|个|多少|几|没有?|什么|别)人$")
_TAIL = re.compile(
    rf"(?:{KIN}|人|[他她]|[上里下中内外]|时候?|间|家|院|路|半路|来|去|[年月日号天晚早]|[上下中]午|前|后|突然|忽然|一下子?|当场|意外|{_CAUSE}"
    r"|在(?:单位|公司|厂|车间|工地|矿上?|店|学校|宿舍|岗位)|干活|上班)(?:人|[他她])?(?:就|也|都|已经|突然|这么|那么|一下子?|直接|给)*$"
)
_STRONG = re.compile(
    "猝|心梗|心脏|脑溢血|脑出血|脑梗|脑死|抢救|icu|重症|癌|病危|尘肺|没醒|突然倒|倒[在下地]|晕倒|栽倒|突发|发病|触电|车祸|出事|中毒|窒息|溺水"
)
_HURT = re.compile("掉|摔|砸|撞|压|埋|塌|炸|卷进|绞|坠|触电|电击|烧|车祸")
_WALKS_OF = re.compile(
    rf"(?:{KIN}|人|[他她])(?:就|也|都|已经|便|突然|忽然|当场|当[天晚]|一下子?|没多久|不久|第[二三四五]天|[前昨今]天|两三?天|几天|半天)*$"
)
_ONLY_WALKS = re.compile(
    r"(?:当场|没多久|不久|第[二三四五]天(?:就|凌晨)?|溢血|出血|心梗|猝死|抢救[^，,]{0,6}[天时夜晚])(?:人|就|也|都|已经|便)*$"
)
_ANOTHER_WALKS = re.compile(
    "老板|工头|公司|单位|厂里人|医生|大夫|护士|他们|人家|对方|肇事|司机|保安|同事|工友|我[就也]?$|爬起|好了|出院|人都|人全|的人"
)
_AT_WORK = re.compile(
    rf"(?:{KIN})(?:在(?:我们|他们)?(?:工地|厂里?|车间|岗位|矿上?|井下|单位|公司|宿舍)|在?(?:上班|干活|值班|夜班|加班|出差))(?:上|里|下|干活|上班|值班|的?时候?|途中|也|突然|人|那天|[前昨]天)*$"
)
_MOURNED = re.compile(rf"{KIN}|抢救|人(?:就|也|已经|当场)?$")
_LEFT = re.compile(
    "离职|辞|不干|跳槽|回老?家|工资|工钱|结清|结账|开除|跑|换了?厂|别处|别的|社保|合同|补偿|押金|手续|自离|请假|招呼|早退|旷工"
)

_RESCUED_NOT = (
    "没(?:有|能)?(?:抢?救治?(?:得?过来|回来|活|成功)|(?P<held>[挺扛熬]过[来去]))"
    "|(?:抢救|医治|救治)(?:了[^，,。]{0,6})?无效(?!果)|抢救不过来了"
)
_BREATH = (
    r"断了?气(?![管候])|咽了?气|没了?气了|没命了|没了命(?![根运的似])|命没了"
    r"|命(?:就)?没(?:能)?保住|没(?:能)?保住(?:性)?命|[丢送丧]了?(?:性)?命(?![根运的似])"
)
_END = re.compile(
    rf"(?P<rescue>{_RESCUED_NOT})(?:死亡)?了?|(?P<breath>{_BREATH})了?|(?P<spot>当场(?:人)?(?:就)?(?:不行|没|走)了)|(?P<gone>没了|没的(?=[，,。\s]|$))|(?P<walked>(?<![要想再能没别先刚])走了)"
)
_GOES_ON = re.compile(
    "$|[^一-鿿]|[能怎咋赔算该可有是吗呢吧啊呀我俺留他她要就的补认那后都才还]|多少|家里|家属|单位|公司|老板|厂里|工地|工伤|人社|尸|以后|之后|老人|孩子|娃"
)
_WALKS_ON = re.compile(r"一圈|神|后门|错|出|[一两二三四五六七八九十几半\d]+(?:个|天|年|趟|回|次|里|家)")
_STOP = re.compile(r"[。！!？?；;\n]")


def plainly(text: str) -> str:
    """A half-width, simplified text with each death in it said as one: 没抢救过来 as 去世了, 撞没了 as 撞死了."""
    parts, at = [], 0
    for match in _END.finditer(text):
        if _is_death(text, match):
            parts += [text[at : match.start()], "死了" if _is_killed(text, match) else "去世了"]
            at = match.end()
    return "".join([*parts, text[at:]])


def _is_killed(text: str, match: re.Match[str]) -> bool:
    return match.lastgroup == "gone" and _KILLED.search(text[: match.start()][-1:]) is not None


def _is_death(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - NEAR) : match.start()]
    sentence = _STOP.split(before)[-1]
    clause = re.split(r"[，,、\s]", sentence)[-1]
    if _ALMOST.search(clause):
        return False
    if (match["walked"] or match["spot"]) and _WALKS_ON.match(text, match.end()):
        return False
    if match["walked"]:
        return _walked_from_life(text, sentence, clause)
    if match["gone"]:
        return _is_gone(text, match, clause or sentence.rstrip("，,、 "))
    if _NO_DEATH.search(clause):
        return False
    if match["breath"] and not _PERSON.search(before):
        return False
    if match["spot"] and "走了" in match[0]:
        return bool(_HURT.search(sentence) or _STRONG.search(sentence)) and not _ANOTHER_WALKS.search(sentence)
    if match["spot"]:
        return not clause.endswith(("我", "俺")) and bool(_PERSON.search(before) or _HURT.search(clause))
    if match["held"]:
        return bool(_PERSON.search(before)) or bool(_STRONG.search(before))
    return True


def _is_gone(text: str, match: re.Match[str], clause: str) -> bool:
    """没了, of a person: behind who it was, or 人, or what killed them; not 工作没了, 手指轧没了, 老板人没了."""
    if not _GOES_ON.match(text, match.end()):
        return False
    if re.search("人(?:就|也|都|已经|当场|突然)*$", clause):
        return not _NO_PERSON_OF_MOURNING.search(re.sub("(?:就|也|都|已经|当场|突然)+$", "", clause)) and not (
            _VANISHED.search(text) and not _HURT.search(text)
        )
    taken = re.search("把(.*)$", clause)
    if taken and not re.search(f"{KIN}|{_OTHER}|人", taken[1]):
        return False
    told = [who.end() for who in re.finditer(_ANYBODY if _ENDED.search(clause) else KIN, clause)]
    if not told or _NO_DEATH.search(clause, told[-1]) or clause.startswith("的", told[-1]):
        return False
    return (_TAIL.search(clause) or _ENDED.search(clause)) is not None


def _walked_from_life(text: str, sentence: str, clause: str) -> bool:
    """走了, of who fell ill or was hurt just before, or of one's own at work where nothing tells of leaving."""
    if _AT_WORK.search(clause):
        return _LEFT.search(text) is None
    told = _STRONG.search(sentence) or _HURT.search(sentence)
    if not told or _ANOTHER_WALKS.search(sentence, told.start()) or not _MOURNED.search(sentence):
        return False
    ill = _STRONG.search(sentence) is not None
    return (
        bool(_ONLY_WALKS.search(clause))
        or (bool(_WALKS_OF.search(clause)) and (ill or clause.endswith(("人", "人就", "人也", "人已经", "人当场"))))
        or (ill and clause.endswith(("就", "也", "人就")) and len(clause) <= 2)
    )
