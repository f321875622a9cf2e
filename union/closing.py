"""What stands below an answer: where to go, if that is a next step, and what to do where it was not the right one."""

from knowledge.entry import Entry

MORE = """要工会登记、派人跟进，回复「登记」。没说到点上？换个说法再问，或者回复「人工」。
说句「有用」「没用」，我们好改。"""
WAY = "要跑一趟的，发「{command}」看地址和电话。"
GO = "去哪办"
OF_TOPIC = {
    "劳动仲裁程序": "仲裁委在哪",
    "劳动监察投诉": "劳动监察在哪",
    "拖欠工资": "劳动监察在哪",
    "农民工工程欠薪": "劳动监察在哪",
    "社会保险": "社保局在哪",
    "工伤认定": "社保局在哪",
    "工伤待遇": "社保局在哪",
    "退休与养老": "社保局在哪",
    "失业保险": "社保局在哪",
    "法律援助": "法律援助在哪",
    "困难帮扶": "工会在哪",
    "工会与入会": "工会在哪",
}


def closing(entry: Entry) -> str:
    """The lines below an entry's text."""
    return f"{way(entry.topic)}\n{MORE}" if "office" in entry.next else MORE


def way(topic: str) -> str:
    """What to write to learn where a matter of this topic is dealt with."""
    return WAY.format(command=OF_TOPIC.get(topic, GO))
