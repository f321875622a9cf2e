"""`niangjia notices`: notices to many followers, at a limited rate; seen, stopped."""

from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.allowance import writers
from bot.commands.options import CONFIG, in_session, plainly, read
from bot.core.clock import shown, utc_now
from bot.core.crypt import Keyring
from bot.core.settings import Settings
from bot.wechat.reply import PAGE_LIMIT_BYTES, clean
from tickets.mass import ALL, MassNotices, Progress

NONE = "还没有发过通知。"
ASKED = (
    "要给 {total} 位职工发这条通知（其中 {now} 位近来说过话，能马上收到；其余的随下一次来消息时带到）：\n\n{text}\n\n"
)
SURE = "确定发吗？"
SENDS = "通知 {notice} 开始发送，每分钟最多 {rate} 人。看进度：niangjia notices"
STOPPED = "通知 {notice} 已停，没发的不再发。"
LINE = (
    "{id}  {made}  发给{audience}  "
    "共 {total}：已送达 {sent}，没送到 {missed}（已提醒 {reminded}），还在等 {waiting}{state}"
)
SHOWN_CHARACTERS = 40


@click.group("notices", invoke_without_command=True)
@click.pass_context
@CONFIG
@plainly
def notices(context: click.Context, config: Path) -> None:
    """How far the notices to many followers are: how many got them, did not, still wait."""
    if context.invoked_subcommand is not None:
        return
    settings = read(config)
    found = in_session(settings, lambda session: _mass(settings, session).progress())
    click.echo("\n".join(_line(one) for one in found) or NONE)


@notices.command("send")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The text's file.")
@click.option("--to", "audience", default=ALL, show_default=True, help="`all`, or the district of their tickets.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@CONFIG
@plainly
def send(text: str | None, file: Path | None, audience: str, yes: bool, config: Path) -> None:
    """Send TEXT to many followers, once each."""
    settings, words = read(config), _checked(text, file)
    total, now = in_session(settings, lambda session: _counts(settings, session, audience))
    if not total:
        raise ValueError(f"--to: nobody belongs to {audience}")
    if not yes:
        click.echo(ASKED.format(total=total, now=now, text=words))
        click.confirm(SURE, abort=True)
    notice = in_session(settings, lambda session: _mass(settings, session).add(words, audience), write=True)
    click.echo(SENDS.format(notice=notice, rate=settings.notices.per_minute))


@notices.command("stop")
@click.argument("notice", type=int)
@CONFIG
@plainly
def stop(notice: int, config: Path) -> None:
    """Stop NOTICE: who has not got it will not."""
    settings = read(config)
    if not in_session(settings, lambda session: _mass(settings, session).stop(notice), write=True):
        raise ValueError(f"there is no notice {notice}")
    click.echo(STOPPED.format(notice=notice))


def _mass(settings: Settings, session: AsyncSession) -> MassNotices:
    return MassNotices(session, Keyring.parse(settings.keys.data.get_secret_value()), utc_now())


async def _counts(settings: Settings, session: AsyncSession, audience: str) -> tuple[int, int]:
    """(how many belong to the audience, how many of them wrote within the platform's window)."""
    since = utc_now() - timedelta(seconds=settings.quota.message_window_s)
    mass = _mass(settings, session)
    wrote = await session.scalar(writers(mass.whom(audience), since))
    return await mass.receivers(audience), int(wrote or 0)


def _checked(text: str | None, file: Path | None) -> str:
    """The words to send.

    Raises:
        ValueError: none, both, or too many.
    """
    if (text is None) == (file is None):
        raise ValueError("give the text, or --file")
    words = clean(file.read_text("utf-8") if file else str(text)).strip()
    if not words:
        raise ValueError("the text is empty")
    if (size := len(words.encode())) > PAGE_LIMIT_BYTES:
        raise ValueError(f"the text has {size} bytes; WeChat takes {PAGE_LIMIT_BYTES} in one message")
    return words


def _line(one: Progress) -> str:
    notice = one.notice
    text = " ".join(notice.text.split())[:SHOWN_CHARACTERS]
    line = LINE.format(
        id=notice.id,
        made=shown(notice.made_at),
        audience="所有人" if notice.audience == ALL else notice.audience,
        total=one.sent + one.not_delivered + one.waiting,
        sent=one.sent,
        missed=one.not_delivered,
        reminded=one.reminded,
        waiting=one.waiting,
        state="（已停）" if notice.stopped_at else "",
    )
    return f"{line}\n    {text}"
