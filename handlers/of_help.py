"""「要多久」「要钱吗」「别让老板知道」 of our help: what the law gives, what it costs, and who sees it."""

from bot.context import Context
from bot.router import Band, Router
from bot.told_before import FEE_OF_IT, TIME_OF_IT, AsksOfHelp
from bot.wechat.reply import Reply, Text
from knowledge.secrecy import fears

HOW_LONG = """登记以后，发「查进度」能看到最晚哪天答复您。办完要多久，看走哪条路：
· 工会出面跟单位谈，有的几天就有结果，谈不成就往下走。
· 劳动监察：立案起60个工作日内查完，复杂的再加30个工作日（《劳动保障监察条例》第十七条）。
· 劳动仲裁：受理起45天内裁，复杂的再加15天（《劳动争议调解仲裁法》第四十三条）。
· 工伤认定：受理起60天内，事实清楚的15天内（《工伤保险条例》第二十条）。
先把证据存好，越早办越好。"""
FREE = """不收钱。问政策、登记、工会帮着跟单位谈，都不要钱；劳动仲裁也不收费（《劳动争议调解仲裁法》第五十三条）。
有人打着工会的名义收钱，别给，打12351说一声。"""
WHO_SEES = """您在这里说的，只有工会工作人员看得到，老板看不到。
工会去找单位谈，单位可能猜到是谁。不想露面的，写一句「先别找单位」，工作人员看得到；不想让工会知道是谁，发「匿名」。
向劳动监察举报的，监察要替您保密（《劳动保障监察条例》第九条）；单位打击报复举报的人，要被罚款（《劳动法》第一百零一条）。"""

router = Router(Band.COMMAND)


@router.on(AsksOfHelp())
async def of_help(context: Context) -> Reply:
    """Tells it; whatever stands goes on standing."""
    return Text(told_of_help(context.text))


def told_of_help(text: str) -> str:
    """What is told to short words that ask or complain of our help, or fear that the boss learns of it; else empty."""
    if fears(text):
        return WHO_SEES
    if TIME_OF_IT.fullmatch(text):
        return HOW_LONG
    return FREE if FEE_OF_IT.fullmatch(text) else ""
