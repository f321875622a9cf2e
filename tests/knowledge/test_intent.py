"""What is wanted is told from how it is said."""

from pathlib import Path

import pytest

from knowledge.intent import SECTIONS, Intent, Intents
from knowledge.patterns import load_patterns
from knowledge.reading import ANSWER_AT, Reader
from knowledge.slots import read_slots
from knowledge.words import Words, WordsError

FILE = Path(__file__).resolve().parents[2] / "knowledge" / "words" / "intent.txt"


@pytest.fixture(scope="module")
def intents() -> Intents:
    return Intents(FILE)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("拖欠我三个月工资一万八", "complaint"),
        ("老板欠我们11个人工资2万5，电话也不接", "complaint"),
        ("厂里把我开除了，一分钱没给", "complaint"),
        ("投诉东门火锅店不给员工交社保", "complaint"),
        ("包工头跑了，欠我两万块咋办", "complaint"),
        ("押金不退我，说好的干满三个月退，现在不认账", "complaint"),
        ("尊敬的领导，我们矿上半年没发工资，望领导为我们做主", "complaint"),
        ("我干活把腿摔断了，老板不管", "complaint"),
        ("请工会帮我要工资，老板一直不给", "complaint"),
        ("每月4500欠两个月", "complaint"),
        ("请求解决我们厂拖欠社保的问题", "complaint"),
        ("公司只愿意赔我一个月工资，我不同意", "complaint"),
        ("该赔我三个月工资还是六个月", "calculate"),
        ("公司不签劳动合同合法吗", "faq"),
        ("没签劳动合同怎么证明劳动关系", "faq"),
        ("拖欠工资是不是犯罪", "faq"),
        ("试用期最长几个月", "faq"),
        ("辞职要提前几天", "faq"),
        ("产假多少天", "faq"),
        ("工伤认定要什么材料", "faq"),
        ("加班费怎么规定的", "faq"),
        ("十级伤残能赔多少钱", "calculate"),
        ("干了三年被辞退，经济补偿怎么算", "calculate"),
        ("我月薪5000，没签合同能拿几个月的工资", "calculate"),
        ("加班工资怎么计算", "calculate"),
        ("帮我算一下能赔多少", "calculate"),
        ("转人工", "human"),
        ("人工", "human"),
        ("我要找人工客服", "human"),
        ("你们电话多少", "human"),
        ("你们几点上班", "human"),
        ("几点上班", "human"),
        ("工会几点下班", "human"),
        ("厂里几点下班", "faq"),
        ("几点下班算加班", "faq"),
        ("失业登记去哪里办理", "human"),
        ("能给我找个律师吗", "human"),
        ("你好", "other"),
        ("您好！", "other"),
        ("谢谢你～", "other"),
        ("好的，", "other"),
        ("在吗？", "other"),
        ("你是谁", "other"),
        ("666", "faq"),
    ],
)
def test_an_intent_is_told(intents: Intents, words: Words, text: str, intent: Intent) -> None:
    assert intents.tell(words.fold(text), True, read_slots(text)) == intent


def test_what_is_no_labour_matter_is_other(intents: Intents) -> None:
    assert intents.tell("隔壁欠我三个月房租一万八", False, read_slots("一万八")) == "other"


@pytest.mark.parametrize(
    "text", ["押金不退给我", "干满了押金不退给我", "扣我押金", "身份证扣着不给我", "老板不退押金", "欠我12万工程款"]
)
def test_a_short_wrong_in_words_of_working_life_is_ours(intents: Intents, text: str) -> None:
    assert intents.tell(text, False, read_slots(text)) != "other"


@pytest.mark.parametrize("text", ["房东不退押金", "健身房押金不退给我", "朋友欠我钱不还", "租车押金不退", "手续卡住了"])
def test_a_short_wrong_of_another_life_is_other(intents: Intents, text: str) -> None:
    assert intents.tell(text, False, read_slots(text)) == "other"


def test_who_asks_for_a_person_needs_no_answer(intents: Intents) -> None:
    assert intents.tell("转人工", False, read_slots("")) == "human"


def test_a_long_story_is_no_call_for_a_person(intents: Intents) -> None:
    story = "老板拖欠我们工资三个月没给，" * 6 + "打你们电话也没有人接"
    assert intents.tell(story, True, read_slots(story)) == "complaint"


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "谢谢",
        "早上好",
        "哈哈哈",
        "你叫什么名字",
        "今天天气怎么样",
        "我想离婚，孩子归谁",
        "借给朋友五万块不还怎么起诉",
        "房东不退租房押金",
        "邻居家漏水把我家泡了",
        "推荐个好吃的餐馆",
        "信用卡逾期了怎么办",
        "老家的地被征收了补偿太低",
        "酒驾扣几分",
    ],
)
def test_other_matters_get_no_labour_answer(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert reading.intent == "other" or reading.hits[0].score < ANSWER_AT


@pytest.mark.parametrize(
    "text",
    [
        "工资",
        "老板不给钱",
        "没签合同咋办",
        "工伤",
        "被炒鱿鱼了",
        "社保没交",
        "怀孕被辞退",
        "加班费",
        "包工头跑路了",
        "退休年龄",
    ],
)
def test_short_labour_questions_are_not_refused(reader: Reader, text: str) -> None:
    assert reader.read(text).intent != "other"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("你好\n", r"1: a pattern before"),
        ("[greeting]\n你好\n", r"1: unknown or repeated section greeting"),
        ("[hello]\n你好\n[hello]\n您好\n", r"3: unknown or repeated section hello"),
        ("[hello]\n(你好\n", r"2: not a pattern"),
        ("[hello]\n", r"no patterns in \[hello\]"),
        ("# 空\n", r"no patterns in \[hello\]"),
    ],
)
def test_a_broken_pattern_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "patterns.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WordsError, match=message):
        load_patterns(path, ("hello",))


def test_dots_stand_for_a_few_signs_within_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "patterns.txt"
    path.write_text("[hello]\n工资…没给\n", encoding="utf-8")
    found = load_patterns(path, ("hello",))["hello"]
    assert found.search("工资到现在没给")
    assert not found.search("有工资。钱没给")
    assert not found.search("工资" + "很" * 11 + "没给")


def test_the_file_has_every_section() -> None:
    assert set(load_patterns(FILE, SECTIONS)) == set(SECTIONS)
