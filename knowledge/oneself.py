"""Words that say who somebody is and nothing of a matter: 「我是保安」, 「我在工地干活」, 「我今年49女的」."""

import re

from knowledge.jobs import TOLD_ONLY, TRADES

LONGEST = 40  # characters; who writes more tells a matter
_KIN = "老公|老婆|婆姨|媳妇|丈夫|妻子|爱人|对象|爸爸?|妈妈?|父亲|母亲|哥哥?|弟弟?|姐姐?|妹妹?|儿子|女儿|闺女|姑娘"
_SELF = rf"(?:(?:我|俺|咱|本人)家?们?(?:{_KIN})?)?(?:现在|目前|以前|一直|就|也|都|今年|平时|刚)*"
_OF_A_MATTER = (
    "[没不未别被欠拖扣押辞裁炒让给讨撵伤病残摔砸轧断撞死赔补罚骂告诉退假薪钱险税法证问查算怎咋吗呢么啥谁哪几才只了烫砍闪扭晕咳血癌疼痛瘫截肿吐昏毒触]"
    "|流产|[切割扎划][着到]|工资|工钱|加班|开除|社保|公积金|合同|仲裁|投诉|维权|举报|咨询|求助|多少|如何|工伤|途中|路上|时候|玩笑|搞笑|做梦|打架"
)
_PLAIN = f"(?:(?!{_OF_A_MATTER})[一-鿿a-z])"
_WORKER = (
    "民工|工人|女工|职工|员工|临时工|合同工|正式工|派遣工|劳务工|外包工|小时工|钟点工|计件工|学徒工?|打工的?|打工[人仔妹]|上班的"
    "|辅警|协警|协管员|家政(?:工|阿姨)?|邮递员|投递员|理货员|分拣员|代驾|网约车|外卖|快递"
)
_TRADE = rf"{_PLAIN}{{0,4}}(?:{TRADES}|{TOLD_ONLY}|{_WORKER})(?:[队组班]长)?"
_DOES = rf"(?!{_OF_A_MATTER})[送跑做干搞当打开刷扫看搬扛贴绑支砌修卖端种养缝焊烧洗带]{_PLAIN}{{1,5}}的?"
_YEARS = r"[\d一二三四五六七八九十]{2,3}"
_WHO = (
    rf"(?:是|做|干|当|跑|开)(?:的|了)?(?:一?[个名位])?{_TRADE}[的了]?|是(?:一?个)?(?:[给帮]别?人家?)?{_DOES}|[送跑开搞]{_PLAIN}{{1,4}}的"
    r"|(?:打工|[打做]零工|打散工|[跑送]外卖|送快递|开[货大]车)[的呢]?"
    rf"|在{_PLAIN}{{1,16}}(?:打工|[打做]零工|上班|干活|做工|工作|做事|务工|(?!{_OF_A_MATTER})[当做干搞开绑刷扫搬扛支砌修焊端洗送拉]{_PLAIN}{{1,6}})[的呢着]?"
    rf"|(?:已经|又)*怀(?:孕|[上了着二三])(?:[了胎]|二胎|三胎|孩子|娃|宝宝|[\d一二三四五六七八九十]{{1,2}}个?多?[月周])*|[是在]?(?:孕妇|孕期|哺乳期)[的里内]?"
    rf"|(?=.{{0,14}}[男女岁]|(?<=今年){_YEARS}|(?<=我){_YEARS}了$)(?:年龄|虚岁|周岁|[是的了男女]|(?:{_YEARS})多?岁|(?<=今年){_YEARS}|(?<=我){_YEARS}"
    rf"|(?<=[男女]){_YEARS}|{_YEARS}(?=[男女])){{1,6}}"
    rf"|(?:19)?[4-9]\d年(?:1[0-2]|0?[1-9])月份?(?:\d{{1,2}}[日号])?(?:出?生)?的?|{TRADES}"
    "|是(?:外地|农村|本地|乡下|宁夏|银川|石嘴山|吴忠|固原|中卫|甘肃|陕西)(?:的|人|来的)"
)
_CLAUSE = re.compile(rf"{_SELF}(?:{_WHO})[啊呀哈哦]?")
_CIVIL = re.compile("(?:[你您]好|(?:大家|领导|老师|同志|师傅)好?|请问|嗯)*[啊呀]?")
_BETWEEN = re.compile(r"[,，、。!！;；]+|(?<![男女])\s+(?!岁)|(?<=[男女])\s+(?!\d)")


def without_oneself(text: str) -> str:
    """A (half-width) text without the clauses that only tell who somebody is, and without a greeting beside them; the
    same text where there is none such.
    """
    clauses = [one for one in _BETWEEN.split(text) if one] if len(text) <= LONGEST else []
    left = [one for one in clauses if not _tells_who(one)]
    return text if len(left) == len(clauses) else "，".join(one for one in left if not _CIVIL.fullmatch(one))


def _tells_who(clause: str) -> bool:
    clause = re.sub(r"\s+", "", clause)
    civil = _CIVIL.match(clause)
    return _CLAUSE.fullmatch(clause, civil.end() if civil else 0) is not None
