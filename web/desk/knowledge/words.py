"""How the room says in Chinese what the tables say in code."""

from knowledge.merging import Verdict
from knowledge.missed import Reason, Why
from knowledge.sheets import HEADINGS
from knowledge.versions import Act, State

STATES = {
    State.DRAFT: "草稿",
    State.REVIEW: "待审",
    State.PUBLISHED: "发布中",
    State.REPLACED: "旧版",
    State.RETIRED: "已停用",
    State.DROPPED: "已放弃",
}
ACTS = {Act.IMPORT: "导入", Act.PUBLISH: "发布", Act.ROLLBACK: "回退", Act.RETIRE: "停用"}
NEXT = {
    "ticket": "登记诉求",
    "calculator": "算一算",
    "paper": "填文书",
    "office": "去哪办",
    "human": "转人工",
}
LABELS = HEADINGS | {
    "also": "其他主题",
    "ask": "职工会怎么问（一行一句）",
    "citations": "法条依据（一行一条）",
    "next": "下一步",
    "body": "回答",
    "reviewed": "核对日",
}
VERDICTS = {
    Verdict.NEW: "新的，存为草稿",
    Verdict.UPDATE: "有改动，存为草稿",
    Verdict.SAME: "和库里一样，不动",
    Verdict.WAITING: "上次导入的草稿还没发布",
    Verdict.KEPT: "只在库里改过，保留库里的",
    Verdict.CONFLICT: "两边都改过，要您选",
}
WHY = {Why.OFFERED: "给了选项没选", Why.REPHRASED: "没听懂", Why.HANDED_OVER: "转了人工", Why.NOT_USEFUL: "说没用"}
REASON = {
    Reason.OFF_THE_POINT: "答非所问",
    Reason.UNCLEAR: "看不懂",
    Reason.OTHER_CASE: "情况不一样",
    Reason.WRONG: "数字或条文不对",
}
INTENTS = {
    "faq": "问规定",
    "complaint": "诉说自己的事",
    "calculate": "要算钱",
    "human": "找人工",
    "other": "和劳动无关",
}
CONFIDENCE = {
    "A": "已确认",
    "B": "待确认（公开转载）",
    "C": "待确认（来源较弱）",
    "U": "待确认（没有来源，不给职工看）",
}
SYSTEM = {"system": "系统"}
