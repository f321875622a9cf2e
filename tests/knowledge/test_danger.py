"""Life in danger is seen; figures of speech, old accidents and questions of law are not taken for it."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.danger import CALM, MOURNED, RESCUE, Danger, Dangers, help_for
from knowledge.words import Words

FILE = Path(__file__).resolve().parents[2] / "knowledge" / "words" / "danger.txt"
SELF_HARM = """
不给钱我就从楼上跳下去|我不想活了|活不下去了，孩子都没饭吃|要不到工资我就死给他看|再不发工资我就跳楼|
讨薪跳楼违法吗|我想自杀|老板逼得我想死|我买好农药了|拿不到工资就同归于尽|还不如死了算了|真想一了百了|
我站在塔吊上不发工资不下来|我爬上塔吊了要工资|活着没意思|我去死行了吧|写好遗书了|
今天要是不给钱我就死在项目部门口|想从桥上跳下去|走投无路了只能去死|不让活了，不活了|喝农药死了算了|
都不想活着了|撑不下去了想结束自己的生命|老公被欠薪想不开要跳楼怎么办|我要拿汽油去项目部|拿命讨薪|
要逼死人了|逼我去死是吧|我就想死了，谁管我|全家都活不了了|我割腕了|我不想活了！！！|想 不开|
活着真没意思，我想跳桥|没活路了|下辈子再还你们"""
NO_SELF_HARM = """
老公工伤去世赔多少|我想跳槽|死活不给钱|气死我了|累死了天天加班|老板死不承认|拖死我了|
同事跳楼身亡公司有责任吗|员工自杀算工伤吗|工伤死亡赔偿标准|我爸在工地上死了赔多少|死亡赔偿金怎么算|
加班到猝死算工伤吗|热死了有没有高温补贴|死板的规定|工资拖了半年|怎么投诉老板|我父亲去世了|
公司打死不给钱|老板生死不明|急死我了|想死你了|烦死了|因病死亡丧葬费|跳河南那边打工|忙得要死|
死者家属能领多少|工亡补助金|我要辞职|工友从架子上掉下来死了家属怎么要赔偿|跳楼价甩卖|老板死皮赖脸不给|
饿死了啥时候发工资|困死了夜班太多"""
ACCIDENT = """
工友触电了怎么办|有人被埋了快来人|着火了|工地塌方了，人埋在里面|刚才有人从架子上掉下来了|车间着火了|
工友晕倒了|煤气中毒了叫不醒|有人掉井里了救命|机器把手卡住了现在还卡着|刚刚工友从楼上摔下来昏迷了|
正在着火，怎么办|隧道塌了里面还有人|同事触电了叫不醒咋办|吊篮掉下来了，快救人|工地上出事了，人压在下面|
他没呼吸了，刚被电了|氨气泄漏了，有人晕过去|我从架子上摔下来了现在动不了|救命，被砸了|他被机器绞进去了|
工人中暑晕倒了怎么救|我们井下透水了被困|有人坠落了|电梯掉下来压住人了|
人卡在机器里了|手卡在机器里，公司没人管|人卡在公司电梯里|手机器压断了快来人|工友卡在电梯里出不来|煤气炸了|
锅炉炸了|墙倒了压到老板了|钢筋压在工友身上|老板把我腿打断了|手被磨断了|工地那天塌了，现在人还埋着|顶棚塌了|
我被骗去干活，刚刚掉坑里了|头发卷进机器了|有人热得中暑倒地了|手续卡住了，工友触电了快来|安全带断了有人掉下来了|
升降机卡住了里面有人|他的手卡住了|被土埋没了人|压着人了|救救我们，里面还有人|瓦斯泄漏了"""
NO_ACCIDENT_WORDS = """
手续卡住了|心态炸了|高温中暑补助|我的手续卡在人社局了|工资卡在项目部了|社保转移卡住了|流程卡在HR那里|
银行卡在老板手里|材料卡在单位不给|脑子炸了|气炸了|老板跑路我整个人都炸了|砸了饭碗|工资压到年底|工资压在公司|
合同压在公司|公司快垮了|血汗钱流血流汗|让人窒息的加班|手都写断了|头发都断了|腿都跑断了|社保卡在哪办|
公司泄漏我隐私|轮胎漏气|瓦斯检查员工资|我的天塌了工资没了|老板卷进官司了|中暑津贴|没气力了|爆炸性新闻"""
NO_ACCIDENT = """
去年从架子上摔下来赔多少|触电死亡怎么赔|上班路上被车撞了算工伤吗|工地着火烧伤算不算工伤|
我手被机器轧了，鉴定十级|猝死晕倒在岗位上算工伤吗|中暑算工伤吗|上个月被砸伤住院了老板不管|工伤赔偿标准|
老板拖欠工资|3月5日摔下来骨折|如果工人触电了责任谁负|我现在在工地干活受伤了公司不赔|
工友中毒住院公司不管医药费|前几天摔了，腰疼|已经出院了|干活摔断了腿，老板不管，能赔多少|
爆炸事故老板判几年|上班晕倒死亡赔多少|脚崴了算工伤吗|干活手指断了，怎么赔偿|老板跑了，电话打不通|
昨天触电住院了"""


def cases(text: str, danger: Danger | None) -> list[tuple[str, Danger | None]]:
    return [(one, danger) for one in text.replace("\n", "").split("|")]


@pytest.fixture(scope="module")
def dangers() -> Dangers:
    return Dangers(FILE)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        *cases(SELF_HARM, "self_harm"),
        *cases(NO_SELF_HARM, None),
        *cases(ACCIDENT, "accident_now"),
        *cases(NO_ACCIDENT, None),
        *cases(NO_ACCIDENT_WORDS, None),
    ],
)
def test_danger_is_told_from_talk(dangers: Dangers, words: Words, text: str, danger: Danger | None) -> None:
    assert dangers.see(words.fold(text)) == danger


@pytest.mark.parametrize("text", ["我要跳樓", "我想自殺", "我 不 想 活 了", "不想活了" + "啊" * 500])
def test_danger_in_other_script_or_spacing_is_seen(dangers: Dangers, words: Words, text: str) -> None:
    assert dangers.see(words.fold(text)) == "self_harm"


def test_a_life_at_risk_outweighs_an_accident(dangers: Dangers) -> None:
    assert dangers.see("着火了，我不想活了") == "self_harm"


@given(st.text("死活跳楼命不想去我了触电埋着火刚现在救吗。", max_size=80))
def test_any_mixture_is_read(dangers: Dangers, text: str) -> None:
    dangers.see(text)


@pytest.mark.parametrize("text", ["死", "我", "从楼", "触电", "想去", "我想", "员工自", "爬上"])
def test_long_monotony_stays_quick(dangers: Dangers, text: str) -> None:
    start = time.process_time()
    dangers.see((text * 2_000)[:2_000])
    assert time.process_time() - start < 0.2


VIOLENCE = """
老板今天打我了|我被包工头打了|老板张三骂人打人|昨天被老板打了，鼻子流血|工头叫人来打我们|老板动手打人|被打了|
老板说再要钱就弄死我|经理扇了我一个耳光|我去要工钱挨了一顿打|保安把我揍了，让我滚|今天被同事打了算工伤吗|
被工头踹了一脚|包工头殴打农民工|他又骂又打人|老板找人打伤了我"""
NO_VIOLENCE = """
老板打人违法吗|被同事打了算工伤吗|被打低分了扣绩效|老板打我电话让我回去|工资没打我卡里|包工头打了欠条不给钱|
我在外地打工|忘了打卡扣钱|考勤被打成旷工|老板给我打了张条子|申请被打回来了|老板不接电话，也没打钱|他们打官司|
工资打到别人卡上了|老板没打我，就是骂人|老板欠我们打工人的钱|老板把我打发走了|被公司踢出群了|今天没打卡|老板打算开除我"""


@pytest.mark.parametrize(("text", "danger"), [*cases(VIOLENCE, "violence"), *cases(NO_VIOLENCE, None)])
def test_a_beating_is_told_from_talk_of_it(dangers: Dangers, words: Words, text: str, danger: Danger | None) -> None:
    assert dangers.see(words.fold(text)) == danger


@pytest.mark.parametrize("said", ["我爸在工地上摔死了", "机器把人轧死了", "我老公干活时去世了", "井下死了人，人没了"])
def test_a_death_is_mourned(said: str) -> None:
    assert help_for("accident_now", said) == MOURNED


@pytest.mark.parametrize(
    "said",
    [
        "快来人，我老公被机器卷进去了快死了",
        "工地塌方我弟被埋了还没死快来人救命",
        "急死了，有人触电了",
        "着火了",
        "摔死了一个，还有人被埋",
    ],
)
def test_who_may_still_be_saved_comes_first(said: str) -> None:
    assert help_for("accident_now", said) == RESCUE


def test_in_another_danger_the_help_is_its_own() -> None:
    assert help_for("self_harm", "人都死了我也不活了") == CALM
