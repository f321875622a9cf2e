"""Deaths told without the word are seen; what is lost or goes away otherwise is not taken for one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meant import DIED
from knowledge.danger import MOURNED, RESCUE, help_for
from knowledge.deaths import plainly
from knowledge.words import Words

DEATHS = """
我妈上班路上被车撞没了|我爸在工地上走了|我老公昨天在工地掉下来没抢救过来|我爸从架子上掉下来当场就不行了|工友掉下来人没了|
送医院没救过来|我爸干活突然倒下，人就走了|我爸去年在工地没了|我老公在厂里突然就没了|我老公上个月在工地触电没了|
我爸在厂里干了二十年前天脑溢血走了|我老公上班的时候走了|干活时候出事人走了|抢救三天走了|我哥被砸，没抢救回来|
我弟在医院没挺过来|我爸抢救无效|工友被机器绞没了|一个工人从楼上掉下来当场就走了|我爸咽气了|老人命没保住|
我爸心梗，第二天就走了|我老公在单位没了|我妈在厂里晕倒，送去医院人就没了|我叔在工地干活没的，怎么赔|
吊车把人砸没了|我爸没了，单位不管|职工得癌症没了|妹妹在厂里出事没了|我老公去年在厂里没了能赔多少"""
NONE = """
钱没了|工作没了|他走了不干了|手机没了|老板跑没影了|人走了离职了|我老公工作没了|我妈社保没了|我爸的厂没了|我爸养老金去年没了|
我弟手指在厂里没了|手指被机器轧没了|老板人没了电话打不通|包工头人没了|工人没了怎么干|工地没人了|老板把我送到医院就走了|
我爸从架子上摔下来，老板看了一眼就走了|我爸摔下来，工头送到医院就走了|差点没抢救过来|我老公差一点没救过来，现在还在icu|
公司没救过来，倒闭了|数据没救回来|我手指没救过来|我当场就不行了，头晕|我腰当场就不行了|手机当场就不行了|
我老公在厂里走了，工资没结|我弟从厂里走了|我哥在工地干了三年走了|同事都走了|我爸拿钱走了|我老婆走了，不跟我过了|
我爸被公司赶走了|我妈没了工作|我老公没了收入|我哥没了音信|厂子没挺过来|老板没了钱|我姐产假没了|我老公车没了|
我爸住院，护工走了|医生说没救了|工友被老板气走了|命都快没了|我爸心脏不好，老板让他走了|他脑梗后就走了，没再上班|
我老公掉了个手机没了|我老公请假走了|我爸上班的时候走了，没请假|怕我爸没救过来"""


def told(text: str) -> list[str]:
    return text.replace("\n", "").split("|")


@pytest.mark.parametrize("text", told(DEATHS))
def test_a_death_is_said_as_one(text: str) -> None:
    assert DIED.search(plainly(text))


@pytest.mark.parametrize("text", told(NONE))
def test_what_is_no_death_stays(text: str) -> None:
    assert plainly(text) == text


def test_who_was_killed_keeps_what_killed_them() -> None:
    assert plainly("我妈上班路上被车撞没了") == "我妈上班路上被车撞死了"


@pytest.mark.parametrize("text", ["我爸刚刚掉下来没抢救过来", "我爸从架子上掉下来当场就不行了", "工友掉下来人没了"])
def test_the_family_of_the_dead_is_not_told_to_rescue(text: str) -> None:
    assert help_for("accident_now", text) == MOURNED


@pytest.mark.parametrize("text", ["当场就不行了，还在抢救", "差点没抢救过来", "掉下来快不行了"])
def test_who_may_live_is_to_be_rescued(text: str) -> None:
    assert help_for("accident_now", text) == RESCUE


def test_the_search_reads_it_too(words: Words) -> None:
    assert words.fold("我爸在工地沒搶救過來") == "我爸在工地去世了"


@given(st.text("我爸人没了走在厂里被车撞抢救过来当场不行，。气命", max_size=60))
def test_what_is_plain_stays_plain(text: str) -> None:
    assert plainly(plainly(text)) == plainly(text)


@pytest.mark.parametrize("part", ["没了", "走了", "我爸", "就", "人就", "抢救", "当场", "气", "我爸在厂里没了"])
def test_it_takes_no_time(part: str) -> None:
    began = time.perf_counter()
    plainly((part * 2_000)[:2_000])
    assert time.perf_counter() - began < 0.2
