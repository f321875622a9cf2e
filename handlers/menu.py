"""The account's menu, and the buttons that only explain."""

from typing import Any

from bot.context import Context
from bot.filters import Clicks, Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text

ASK = """用大白话直接问就行，比如：
· 干了半年没签合同咋办
· 上班路上被车撞算不算工伤
· 公司让我自己辞职"""
HELP = """能帮您做的：
1. 问政策：工资、工伤、合同、社保、退休……直接问
2. 登记诉求：说出是什么事，工会派人跟进；不想留名，发「匿名」
3. 查进度：发「查进度」；传材料、存凭证：发「我的」
4. 算钱：发「算一算」；写申请书、投诉书：发「写材料」
5. 找地方：发「去哪办」，看地址和电话
6. 找人：发「人工」，或打工会热线 12351"""
BUTTONS: list[dict[str, Any]] = [
    {"type": "click", "name": "问政策", "key": "ask"},
    {
        "name": "要维权",
        "sub_button": [
            {"type": "click", "name": "登记诉求", "key": "complain"},
            {"type": "click", "name": "查进度", "key": "progress"},
            {"type": "click", "name": "算一算", "key": "count"},
            {"type": "click", "name": "我的页面", "key": "my"},
            {"type": "click", "name": "匿名反映", "key": "anonymous"},
        ],
    },
    {
        "name": "找工会",
        "sub_button": [
            {"type": "click", "name": "转人工", "key": "human"},
            {"type": "click", "name": "去哪办", "key": "where"},
            {"type": "click", "name": "能帮我什么", "key": "help"},
        ],
    },
]

router = Router(Band.COMMAND)


@router.on(Clicks("ask"))
async def ask(_context: Context) -> Reply:
    """How to ask."""
    return Text(ASK)


@router.on(Clicks("help"), Says("帮助", "help", "菜单", "功能"))
async def help_(_context: Context) -> Reply:
    """What the account can do."""
    return Text(HELP)
