"""Ages, trades, places and phones."""

import pytest

from knowledge.jobs import read_job
from knowledge.people import read_age
from knowledge.phones import find_phone, has_wechat_by_it, wants_no_call
from knowledge.places import read_city


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("我今年38岁", 38),
        ("52周岁了还能办吗", 52),
        ("今年刚满十七岁", 17),
        ("我今年四十六了", 46),
        ("我妈60岁年龄大", 60),
    ],
)
def test_an_age_is_read(text: str, age: int) -> None:
    count = read_age(text)
    assert count is not None and count.value == age


@pytest.mark.parametrize(
    "text",
    [
        "未满18岁",
        "年满50周岁退休",
        "满60岁才能办",
        "孩子5岁",
        "60岁以上",
        "50岁或55岁",
        "一家四口",
        "8岁",
    ],
)
def test_a_limit_of_age_or_a_childs_age_is_none(text: str) -> None:
    assert read_age(text) is None


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("我是瓦工", "瓦工"),
        ("在工地干钢筋工", "钢筋工"),
        ("从事厨师工作", "厨师"),
        ("我在公司做销售", "销售"),
        ("我是公交车司机", "公交车司机"),
        ("我们都是防损员", "防损员"),
    ],
)
def test_a_trade_of_their_own_is_read(text: str, job: str) -> None:
    match = read_job(text)
    assert match is not None and match[0] == job


@pytest.mark.parametrize(
    "text", ["请问律师", "保洁公司", "上级主管部门", "小工头跑了", "在煤矿工作", "医生说要休息", "3名保安打人"]
)
def test_another_persons_trade_is_none(text: str) -> None:
    assert read_job(text) is None


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("我在郑州干活", "郑州"),
        ("家住石嘴山市大武口区", "石嘴山"),
        ("在江苏省盐城市打工", "盐城"),
        ("银川工地", "银川"),
    ],
)
def test_a_city_is_read(text: str, city: str) -> None:
    found = read_city(text)
    assert found is not None and found[0] == city
    assert text[found[1] :].startswith(city)


@pytest.mark.parametrize(
    "text", ["超市不给钱", "我们城市", "上市公司", "全市最低工资", "A市", "北京路", "市场部", "门市"]
)
def test_what_is_no_city_is_none(text: str) -> None:
    assert read_city(text) is None


@pytest.mark.parametrize("number", ["15412345678", "11012345678", "17912345678", "19412345678", "12345678901"])
def test_a_number_of_no_mobile_network_is_no_phone(number: str) -> None:
    assert find_phone(number) is None


def test_the_wechat_of_the_same_number_is_heard() -> None:
    assert has_wechat_by_it("13912345678微信同号")
    assert not has_wechat_by_it("微信上发过")


@pytest.mark.parametrize(
    "text",
    [
        *("电话不想留", "不留电话", "我没有手机", "手机号就不填了", "莫留电话", "不 留 电 话"),
        *("别给我打电话", "不要打我电话了"),
    ],
)
def test_no_call_is_wanted(text: str) -> None:
    assert wants_no_call(text)


@pytest.mark.parametrize("text", ["先不留了", "不想留。", "不留啊"])
def test_not_to_leave_it_says_so_only_where_a_number_is_asked(text: str) -> None:
    assert wants_no_call(text, asked=True) and not wants_no_call(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("不要打这个电话13812345678", None),
        ("电话不是13812345678，是13987654321", "13987654321"),
        ("没错是13812345678", "13812345678"),
    ],
)
def test_a_number_that_is_denied_is_none(text: str, number: str | None) -> None:
    found = find_phone(text)
    assert (found and found["number"]) == number


@pytest.mark.parametrize(
    "text",
    [
        "别打电话给老板",
        "老板不接电话",
        "电话不通",
        "不留在厂里了",
        "不是13812345678",
        "没有手机卡，13812345678",
        "白天别打电话，晚上打",
        "一三八一二三四五六七八，白天别打电话",
        "前面给过，不用再给电话了",
        "不用打电话，微信说就行",
        "刚才说不留电话，现在要留",
        "没手机号，打村里电话",
        "打6012345，没有手机",
    ],
)
def test_a_call_is_not_refused(text: str) -> None:
    assert not wants_no_call(text, asked=True)
