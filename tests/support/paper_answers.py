# ruff: noqa: E501
"""Answers for each paper: full ones, hostile ones, long ones. Nobody in them is real."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from datetime import date
from typing import Any

from rights_support import PARAMETERS, TODAY

from rights.inputs import Field, Kind
from rights.paper import Form, Rows, discover
from rights.paper_blocks import Paper

FORMS = discover()
WORKER = {
    "name": "马小兰",
    "gender": "女",
    "born": "1990-03-07",
    "id_number": "110101199003070046",
    "address": "某某区某某路1号",
    "mailing": "某某区某某街道某某小区2号楼301室",
    "phone": "13800000000",
}
EMPLOYER = {"employer": "某某建筑劳务有限公司", "employer_address": "某某区某某路88号", "legal_person": "张某"}
COMPANY = EMPLOYER | {
    "employer_mailing": "某某区某某路88号",
    "employer_phone": "0951-0000000",
    "legal_post": "执行董事",
}
WORK = {"job": "资料员", "began": "2023-05-01", "ended": "2026-06-30", "wage": "6500"}
FACTS = "2026年3月起，被申请人以工程款没有到账为由停发工资。\n2026年6月30日，被申请人口头通知申请人不用再来上班，没有说明理由，也没有出具书面材料。\n申请人多次索要，被申请人至今没有支付。"
EVIDENCES = [
    {"evidence": "银行流水", "source": "开户银行打印", "proves": "每月工资6500元，2026年3月起停发"},
    {"evidence": "微信聊天记录", "source": "申请人手机", "proves": "被申请人承认拖欠工资并口头辞退"},
    {
        "evidence": "工作证、工地门禁记录",
        "source": "申请人持有；门禁记录由被申请人掌握",
        "proves": "劳动关系和在岗时间",
    },
]
WITNESSES = [{"witness": "李某", "lives": "某某区某某街道"}]
ARREARS = {"calculator": "arrears", "wage": "6500", "months": "4"}
SEVERANCE = {"calculator": "severance", "begin": "2023-05-01", "end": "2026-06-30", "average": "6500"}
CLAIMS: list[Any] = [
    ARREARS,
    SEVERANCE | {"item": "违法解除赔偿金（2N）"},
    {"request": "确认双方2023年5月1日至2026年6月30日存在劳动关系"},
    {"request": "垫付的材料费", "amount": "318.50", "how": "按三张收据相加：100＋118.5＋100"},
]
OFFICE = {"office": "某某市劳动人事争议仲裁委员会"}
STORY = "2026年10月12日上午9时20分，马小兰在工地二号楼三层搬运模板时，脚下跳板断裂，从约2.5米高处坠落，腰部着地。工友李某看见并拨打120，送到某某医院，诊断为腰椎压缩性骨折。"


def person(number: int) -> dict[str, str]:
    return {
        "name": f"工友{number:02}",
        "gender": "男" if number % 2 else "女",
        "id_number": f"11010119900307{number:04}",
        "phone": f"1380000{number:04}",
        "job": "木工",
        "wages": f"{3000 + number * 7}.{number % 100:02}",
        "severance": "6500" if number % 3 else "",
    }


FULL: Mapping[str, Mapping[str, Any]] = {
    "arbitration": {
        **WORKER, **COMPANY, **WORK, **OFFICE,
        "contract": False, "facts": FACTS, "evidences": EVIDENCES, "witnesses": WITNESSES, "claims": CLAIMS,
        "others": [{"also": "某某建设集团有限公司", "address": "某某区某某路99号", "legal_person": "王某"}],
    },
    "inspection": {
        **WORKER, **COMPANY, **WORK,
        "office": "某某区人力资源和社会保障局", "site": "某某区某某项目二号楼", "acts": ["拖欠工资", "不缴社会保险"],
        "act_ended": "2026-06-30", "migrant": True, "filed": False, "facts": FACTS, "evidences": EVIDENCES,
        "claims": [ARREARS],
    },
    "payment-order": {
        **WORKER, **COMPANY, **WORK,
        "office": "某某区人民法院", "other_debts": False, "reachable": True, "facts": FACTS, "evidences": EVIDENCES,
        "claims": [ARREARS],
    },
    "forced-resignation": {
        **{name: WORKER[name] for name in ("name", "id_number", "phone")},
        "employer": EMPLOYER["employer"], "began": "2023-05-01", "job": "资料员", "ends": "2026-11-30",
        "reasons": ["没及时足额发工资", "没缴社会保险"], "facts": "贵单位自2026年3月起没有支付工资，经本人多次催要仍未支付。",
        "claims": [ARREARS, SEVERANCE | {"item": "经济补偿（N）"}],
    },
    "injury": {
        **{name: WORKER[name] for name in ("name", "gender", "born", "id_number", "phone", "address")},
        **EMPLOYER, "employer_phone": "0951-0000000", "applicant": "马小兰", "relation": "本人", "job": "木工",
        "began": "2026-03-01", "injured": "2026-10-12", "hour": "上午9时20分", "place": "某某项目二号楼三层",
        "cause": "跳板断裂坠落", "harm": "腰部", "degree": "腰椎压缩性骨折", "diagnosed": "2026-10-12",
        "hospital": "某某医院", "ground": "工作时间工作场所因工作受伤", "story": STORY, "witnesses": WITNESSES,
        "office": "某某市人力资源和社会保障局",
    },
    "legal-aid": {
        **WORKER, "employer": EMPLOYER["employer"], "employer_phone": "0951-0000000", "home": "某某县某某乡某某村",
        "job": "木工", "matter": "确认劳动关系或支付劳动报酬", "service": "劳动争议调解与仲裁代理", "stage": "没开始",
        "held": False, "household": "4", "income": "2800", "hardship": "一家四口，只有本人打工，父亲常年看病。",
        "exemption": "进城务工人员要报酬或工伤赔偿", "story": FACTS, "office": "某某区法律援助中心",
    },
    "authorization": {
        **WORKER, "employer": EMPLOYER["employer"], "stage": "劳动仲裁", "case": "追索劳动报酬纠纷", "power": "特别授权",
        "agents": [
            {"agent": "赵某", "agent_id": "110101198001010010", "workplace": "某某律师事务所律师", "tie": "委托代理",
             "phone": "13900000000", "mailing": "某某区某某路6号"},
            {"agent": "马大明", "agent_id": "110101196501010010", "workplace": "无", "tie": "父女", "phone": "13700000000",
             "mailing": "某某县某某乡某某村"},
        ],
        **OFFICE,
    },
    "evidence-list": {
        "name": "马小兰", "employer": EMPLOYER["employer"], **OFFICE,
        "evidences": [one | {"shape": "复印件", "pages": str(n)} for n, one in enumerate(EVIDENCES, 2)],
    },
    "roster": {
        "employer": EMPLOYER["employer"], "subject": "支付拖欠的工资和经济补偿", **OFFICE,
        "people": [person(number) for number in range(1, 13)], "reps": ["工友01", "工友05", "工友09"],
    },
}  # fmt: skip

HOSTILE = "甲<&>]]>{{ 7*7 }}{% raw %}{_{x}_}{_%y%_}%&amp;\x07\u202e\ud800\ufffe乙"
SEEN = "甲<&>]]>{{ 7*7 }}{% raw %}{_{x}_}{_%y%_}%&amp;乙"
LONG_NAME = (
    "某某（某某某）新能源高科技装备制造与城市综合管廊建设运营工程项目管理股份有限公司某某第一分公司第三项目部驻外办事处"
)
LONG_WORD = "Supercalifragilistic" * 6


def fill(name: str, given: Mapping[str, Any], today: date = TODAY) -> Paper:
    """The paper of that name from these answers."""
    return FORMS[name].fill(PARAMETERS, today, given)


def everywhere(form: Form, text: str) -> dict[str, Any]:
    """Answers that say `text` wherever something is written."""
    said = {one.name: text for one in form.fields if isinstance(one, Field) and _written(one)}
    rows = [one for one in form.fields if isinstance(one, Rows) and any(map(_written, one.fields))]
    listed = {one.name: [{field.name: text for field in one.fields if _written(field)}] for one in rows}
    return said | listed | ({"claims": [{"request": text, "amount": "1", "how": text}]} if form.claims else {})


def _written(one: Field) -> bool:
    return one.kind in (Kind.LINE, Kind.TEXT)


def overflowing(name: str) -> dict[str, Any]:
    """Answers that are as long and as many as people send them."""
    form = FORMS[name]
    answers = dict(FULL[name]) | {"employer": LONG_NAME}
    answers |= {one: LONG_NAME[:60] for one in ("name", "applicant") if one in answers}
    answers |= {one: FACTS * 20 for one in ("facts", "story", "hardship") if one in answers}
    answers |= {"address": LONG_WORD, "mailing": LONG_WORD} if "mailing" in answers else {}
    if form.claims:
        answers["claims"] = [ARREARS | {"wage": str(6000 + number)} for number in range(30)]
    if "evidences" in answers:
        answers["evidences"] = [one | {"proves": LONG_NAME} for one in answers["evidences"] * 7]
    if "people" in answers:
        answers["people"] = [person(n) | {"name": LONG_NAME[:60] if n == 7 else f"工友{n}"} for n in range(1, 41)]
    return answers


def words(paper: Paper) -> str:
    """Everything that is printed of a paper."""
    return "\n".join(_strings([astuple(block) for block in paper.blocks]))


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list | tuple):
        for one in tree:
            yield from _strings(one)
