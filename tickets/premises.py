"""What a calculation takes for granted of who asks: the place, the age, how long it was so, leave not taken."""

from knowledge.slots import Slots
from rights.calculator import Calculator

HERE = frozenset({"银川", "石嘴山", "吴忠", "固原", "中卫"})
CITY, AGE = "city", "age"  # no fields: under these names stands what is taken for granted of the place and the age
ELSEWHERE = "您说的是{city}，当地的最低工资、平均工资请打当地12333核对"
ENDS_AT_AGE, MAY_BE_RETIRED = ("severance", "no_contract"), 50
OF_AGE = "{age}岁按没到法定退休年龄算；到了的，劳动合同终止（《劳动合同法实施条例》第二十一条），算法不同，先问12351"
AREA, OF_AREA = "area", "没说在哪里上班，先按银川三区的最低工资比；别的县市可能低一些，差得也少"
OF_YINCHUAN = "银川按三区的最低工资比；下面的县市可能低一些，差得也少"
MONTHS, ONE_MONTH = "months", "先按一个月算，几个月都是这样的，再乘几个月"
TAKEN, NONE_TAKEN = "taken", "没说休过几天，按这一年一天也没休算"


def whereabouts(calculator: Calculator, slots: Slots) -> dict[str, str]:
    """What is taken for granted, by field."""
    about: dict[str, str] = {}
    if slots.city and slots.city not in HERE and not slots.district:
        about[CITY] = ELSEWHERE.format(city=slots.city)
    if calculator.name == "below_minimum":
        area = OF_YINCHUAN if slots.city == "银川" else OF_AREA
        about |= {MONTHS: ONE_MONTH} | ({} if slots.district else {AREA: area})
    if calculator.name == "annual_leave":
        about[TAKEN] = NONE_TAKEN
    if calculator.name in ENDS_AT_AGE and slots.age is not None and slots.age >= MAY_BE_RETIRED:
        about[AGE] = OF_AGE.format(age=slots.age)
    return about
