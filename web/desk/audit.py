"""The audit: who changed what at the desk, who looked at what is personal, who was let in and who was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Database, Instant
from web.desk.models import Agent

COMMAND_LINE = "命令行"
ONCE_IN = timedelta(hours=1)
UNKNOWN = "其他"  # a line of another version


class Act(StrEnum):
    """What a line tells: `label` is how staff read it."""

    label: str

    def __new__(cls, name: str, label: str) -> "Act":
        act = str.__new__(cls, name)
        act._value_, act.label = name, label
        return act

    # Everywhere:
    READ = "read", "查看"
    EXPORT = "export", "导出、下载"
    PRINTED = "printed", "打印"
    REFUSED = "refused", "没有权限，被挡下"

    # The door, and one's own sign-in:
    SIGNED_IN = "signed_in", "登录"
    SIGN_IN_REFUSED = "sign_in_refused", "登录没通过"
    PASSWORD_CHANGED = "password_changed", "改了自己的密码"
    OTHERS_SIGNED_OUT = "others_signed_out", "退出自己的其他设备"
    TOTP_ON = "totp_on", "开了动态码"
    TOTP_OFF = "totp_off", "关了动态码"
    CODES_MADE = "codes_made", "换了备用码"

    # People:
    AGENT_ADDED = "agent_added", "加了账号"
    INVITED = "invited", "邀请"
    INVITATION_TAKEN_BACK = "invitation_taken_back", "收回邀请"
    JOINED = "joined", "接受邀请"
    PASSWORD_RESET = "password_reset", "重设密码"
    RIGHTS = "rights", "改角色、地区、科室"
    SHUT_OUT = "shut_out", "停用"
    LET_IN = "let_in", "恢复"
    SIGNED_OUT = "signed_out", "强制退出登录"

    # Whom a guarded ticket is about:
    CUSTODY_ASKED = "custody_asked", "申请看身份信息"
    CUSTODY_GRANTED = "custody_granted", "准许看身份信息"
    CUSTODY_REFUSED = "custody_refused", "没准许看身份信息"
    CUSTODY_OPENED = "custody_opened", "紧急打开身份信息"
    CUSTODY_ALONE = "custody_alone", "没有第二位负责人，自己打开身份信息"
    CUSTODY_JOINED = "custody_joined", "把两张要保护身份的单子合成一张"
    CUSTODY_LEFT = "custody_left", "改了类别，身份不再盖住"

    # The inbox and its tickets:
    ASSIGNED = "assigned", "派单"
    BULK_HANDED = "bulk_handed", "成批转科室"
    BULK_SEEN = "bulk_seen", "成批标为看过"
    FILTER_KEPT = "filter_kept", "存筛选"
    FILTER_DROPPED = "filter_dropped", "删筛选"
    REPLY_SAVED = "reply_saved", "改常用语"
    REPLY_DELETED = "reply_deleted", "删常用语"
    REPORT_KEPT = "report_kept", "存报表"

    # Answers and figures:
    ANSWER_DRAFTED = "answer_drafted", "写回答草稿"
    ANSWER_DRAFT_DROPPED = "answer_draft_dropped", "删回答草稿"
    ANSWER_SENT_TO_REVIEW = "answer_sent_to_review", "回答送审"
    ANSWER_SENT_BACK = "answer_sent_back", "退回回答"
    ANSWER_IMPORT_ASKED = "answer_import_asked", "要发布导入的回答"
    ANSWER_PUBLISH_ASKED = "answer_publish_asked", "要发布回答"
    ANSWER_ROLLBACK_ASKED = "answer_rollback_asked", "要回退回答"
    ANSWER_RETIRE_ASKED = "answer_retire_asked", "要停用回答"
    ANSWER_RESTORED = "answer_restored", "用旧版重写回答"
    ANSWER_CORRECTED = "answer_corrected", "更正回答"
    CORRECTION_TAKEN_BACK = "correction_taken_back", "收回更正"
    MISSED_SETTLED = "missed_settled", "了结没答上的问题"
    SHEET_UPLOADED = "sheet_uploaded", "上传回答表格"
    SHEET_BROUGHT_IN = "sheet_brought_in", "收进回答表格"
    FIGURE_PROPOSED = "figure_proposed", "提出新数字"
    FIGURE_CONFIRMED = "figure_confirmed", "核准数字"
    FIGURE_DROPPED = "figure_dropped", "删没核准的数字"

    # How the house is set up:
    SETTING = "setting", "改设置"
    MENU_DRAFTED = "menu_drafted", "改菜单草稿"
    MENU_TAKEN = "menu_taken", "取回线上或以前的菜单"
    MENU_PUSHED = "menu_pushed", "发布菜单"
    CARD = "card", "改活动卡"
    MASS_NOTICE = "mass_notice", "群发通知"
    MASS_NOTICE_STOPPED = "mass_notice_stopped", "停发群发通知"
    MASS_NOTICE_RESUMED = "mass_notice_resumed", "接着群发通知"
    BINDING_CODE = "binding_code", "要微信绑定码"
    UNBOUND = "unbound", "解绑微信"
    ASKED_WECHAT = "asked_wechat", "向微信查询"


class AuditLine(Base):
    """One line: `act` is the value of an `Act`, `about` a number, name or path, `detail` what changed.

    Nothing in it is personal.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_about", "about", "at"),
        Index("ix_audit_actor", "actor", "at"),
        Index("ix_audit_act", "act", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor: Mapped[str] = mapped_column(String(48))
    act: Mapped[str] = mapped_column(String(32))
    about: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(String(500))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for: by whom, what they did, about what, from `since` until before `until`."""

    actor: str = ""
    act: str = ""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None


def put(session: AsyncSession, agent: Agent, now: datetime, act: Act, about: str, detail: str = "") -> None:
    """Puts one line down in the caller's transaction."""
    write(session, agent.name, now, act, about, detail)


def write(session: AsyncSession, actor: str, now: datetime, act: Act, about: str, detail: str = "") -> None:
    """The same for one who is no agent, such as the command line."""
    session.add(AuditLine(at=now, actor=actor[:48], act=act, about=about[:120], detail=detail[:500]))


async def put_once(database: Database, agent: Agent, now: datetime, act: Act, about: str) -> None:
    """Puts a line down by itself, unless the agent has the same one of this hour."""
    line = (AuditLine.actor == agent.name, AuditLine.about == about[:120], AuditLine.act == act)
    async with database.view() as session:
        if await session.scalar(select(AuditLine.id).where(*line, AuditLine.at > now - ONCE_IN).limit(1)) is not None:
            return
    async with database.session() as session:
        put(session, agent, now, act, about)


def called(name: str) -> str:
    """How staff read a line's act."""
    act = next((one for one in Act if one == name), None)
    return act.label if act else UNKNOWN


async def lines(session: AsyncSession, asked: Asked, most: int, before: int | None = None) -> Sequence[AuditLine]:
    """The newest lines, at most so many; `before` is the id of the last one seen."""
    statement = _found(asked).order_by(AuditLine.id.desc()).limit(most)
    if before is not None:
        statement = statement.where(AuditLine.id < before)
    return (await session.scalars(statement)).all()


def _found(asked: Asked) -> Select[AuditLine]:
    pairs = ((AuditLine.actor, asked.actor), (AuditLine.act, asked.act), (AuditLine.about, asked.about))
    statement = select(AuditLine).where(*(column == value for column, value in pairs if value))
    if asked.since is not None:
        statement = statement.where(AuditLine.at >= asked.since)
    return statement if asked.until is None else statement.where(AuditLine.at < asked.until)
