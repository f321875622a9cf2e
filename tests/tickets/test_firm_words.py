"""The firm in an answer, apart from its district and from what is no firm."""

from datetime import date

import pytest

from tickets.firm_words import tells_more
from tickets.question import WHOSE_NAME, BadAnswer, read_name, read_where

TODAY = date(2026, 11, 22)
STATEMENTS = """
让老板打给我2800 明天打给我2800 打给我2800就行
他电话不接 老板电话不接 打电话不接 不接电话 老板不接我电话 电话没人接 电话打不通 手机关机了 老板换号了 不回微信
我给他发微信他不理 她把我拉黑了 微信把我删了 包工头跑了 人跑了 老板跑路了 老板失踪了 找不到人 找不到老板了
联系不上他了 他躲着不见 人不见了 他家里没人 他不承认 不承认 老板不认账 老板耍赖 公司不承认我是他们的人
他不承认我在他那干过 他们互相推脱 老板一直拖着 一直不给 就是不给钱 一分钱没给 干了三个月一分没给 工资发不出来
老板说没钱 工头说没钱 他说过几天给 老板说年底再给 让我等着 没有合同 没签合同 公司没签合同 什么都没签 啥也没签
没给我交社保 没有签合同也没有欠条 我没有证据 只有微信转账记录 有欠条 公司倒闭了 工地停工了 厂里不给发工资 老板被抓了
他骂人 他是个骗子 老板很凶 身份证被扣了 他把工资卡收走了 我们十几个人 我急用钱 天天催都没用 老板不管 我不知道叫啥
合同在老板手里 身份证在他那 打卡记录在公司电脑里 孩子上学等着用钱 是老板 老板的名字
""".split()
NAMES = """
宏达建筑 老王饭店 金凤区一个工地 万达对面的小饭馆 王老板的店 不夜城KTV 没记错的话叫兴达 我不知道叫啥就在火车站旁边
找不到北烧烤店 跑得快快递站 有间客栈 李强装修队 好又多超市 永辉超市 他她服饰 老板电器专卖店 老板娘饺子馆
包工头叫马建国 老板叫王强 三建 中建八局 八一农场 美团 兴达 没名字的小作坊在西夏区 老板姓马的砖厂
就是火车站旁边那个工地 没签合同的那个工地 老板跑了的那家火锅店 不二家 我爱我家 狗不理包子 没有名字的烧烤摊
张三的施工队 贺兰山路口那家修车的 不给力网吧 停机坪餐厅 给力健身房 打工人食堂 给兴达干的 新华百货 丽景小区
宏达公司不承认 宏达建筑老板跑了 踢踏舞培训 好又多 高家店 马记 李姐麻辣烫 王府井 海底捞 万达 老张
""".split()


@pytest.mark.parametrize("text", ["宏远建筑，金凤区", "宏远建筑 在金凤区", "金凤区，宏远建筑", "金凤，宏远建筑。"])
def test_the_district_is_no_part_of_the_firm(text: str) -> None:
    assert read_where(text, TODAY) == {"employer": "宏远建筑", "district": "金凤区"}


def test_a_site_and_its_company_are_both_kept() -> None:
    told = read_where("万达工地，宏远建筑有限公司，西夏区", TODAY)
    assert told == {"employer": "万达工地，宏远建筑有限公司", "district": "西夏区"}


@pytest.mark.parametrize(
    "text",
    [
        "不是这个单位",
        "不是这家店",
        "还在干",
        "我还在上班",
        "还没走",
        "我要赔偿",
        "想要回工资",
        "我叫李强",
        "我姓王",
        "名字叫李强",
        "还在那干着呢",
    ],
)
def test_what_answers_something_else_is_no_firm(text: str) -> None:
    assert read_where(text, TODAY) == {}


@pytest.mark.parametrize("text", ["王强理发店", "要得火锅店", "李强装修队", "在干净保洁公司", "我叫外卖公司"])
def test_a_firm_with_such_words_is_one(text: str) -> None:
    assert read_where(text, TODAY)["employer"] == text


@pytest.mark.parametrize("text", STATEMENTS)
def test_what_somebody_did_is_no_name_whatever_stands_around_it(text: str) -> None:
    for said in (text, f" {text}。", f"{text}！", f"{text}，他电话不接", f"不承认 {text}"):
        assert read_where(said, TODAY) == {}
    assert "employer" not in read_where(f"{text} 13900001234", TODAY)


def test_nor_is_it_the_name_of_a_foreman() -> None:
    assert [read_name("boss")(text, TODAY) for text in ("他电话不接", "马工头")] == [{}, {"boss": "马工头"}]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_one_also_beside_what_somebody_did(text: str) -> None:
    assert read_where(text, TODAY)["employer"] == text
    assert text in read_where(f"{text}，老板电话不接", TODAY)["employer"]


@pytest.mark.parametrize("text", ["没有合同", "没有给我签合同", "不知道叫啥就在火车站旁边", "忘了叫什么，在金凤区"])
def test_words_that_begin_like_a_pass_may_tell_something(text: str) -> None:
    assert tells_more(text)


@pytest.mark.parametrize("text", ["没有", "不知道", "没有电话", "不知道在哪条街上", "忘了叫什么了", "不想说"])
def test_words_that_only_pass_tell_nothing(text: str) -> None:
    assert not tells_more(text)


@pytest.mark.parametrize("name", ["张三", "马小军", "马建国", "田园"])
def test_of_a_persons_name_alone_it_is_asked_whose_it_is(name: str) -> None:
    with pytest.raises(BadAnswer) as wrong:
        read_where(name, TODAY)
    assert str(wrong.value) == WHOSE_NAME.format(name=name)
    assert read_where(f"老板{name}", TODAY)["employer"] == f"老板{name}"
    assert read_where(f"单位叫{name}", TODAY)["employer"] == read_where(f"单位：{name}", TODAY)["employer"] == name


@pytest.mark.parametrize("text", ["石嘴山", "金凤", "单位叫什么"])
def test_a_place_or_a_question_is_no_person(text: str) -> None:
    assert read_where(text, TODAY) is not None
