"""What an errcode means and what the admin should do about it.

Match on the code only: the errmsg texts change. Source: the code lists in wechatpy.constants, the API pages
and issue logs; the lines here are ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from wechatpy.constants import WeChatErrorCode

from bot.wechat.errors import ApiError, LimitReached, NotDelivered, TokenError


class Kind(StrEnum):
    """How to react to a code."""

    RETRY = "retry"  # WeChat is busy: again, with back-off
    REFRESH = "refresh"  # the token is not accepted: one refresh, one more try
    NOT_DELIVERED = "not_delivered"  # this follower cannot be reached this way now
    CONFIGURATION = "configuration"  # nothing works until an admin acts
    LIMIT = "limit"  # a quota is used up: wait
    REQUEST = "request"  # this call's content is wrong: again would fail again
    IGNORE = "ignore"  # harmless


@dataclass(frozen=True, slots=True)
class Row:
    """One code: its name, its kind, and the advice with {ip}, {place} or {right} to be filled in."""

    name: str
    kind: Kind
    advice: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code as it came, explained; `advice` is Chinese and complete."""

    code: int
    name: str
    kind: Kind
    advice: str


REFRESH_CODES = frozenset({40001, 40014, 42001})
# On a call that sends something to a follower, these mean that it will not arrive. Source: protocol notes, 2.2.
NOT_DELIVERED_CODES = frozenset({43004, 43101, 45015, 45047, 48001, 48002, 50002, 50005})

_CHECK_CONSOLE = (
    "请到公众平台「设置与开发 → 开发接口管理」核对 AppID 与 AppSecret，改正 [wechat] appid、secret 后重启。"
)
_REFRESHED = "系统已自动换取一次令牌。若反复出现：核对 AppSecret，并确认没有别的系统在用同一账号强制刷新令牌。"
_WEB_AGAIN = "网页授权码只能用一次、5 分钟内有效。请让职工关闭页面，从菜单重新进入。"
_MENU = "请按提示修改菜单后重新发布：一级菜单最多 3 个、二级最多 5 个；{rule}"
_BANNED = "请登录公众平台查看站内信和违规记录，按要求整改、申诉；解除之前这个接口一直不可用。"
_TYPING = "「正在输入」提示没有显示，不影响消息本身，无需处理。"
_WHITELIST = "请到公众平台「设置与开发 → 开发接口管理 → IP 白名单」"

_ROWS: Mapping[int, Row] = MappingProxyType(
    {
        -1: Row("SYSTEM_BUSY", Kind.RETRY, "微信系统繁忙，系统会自动重试；若持续半小时以上，请留意微信官方公告。"),
        40001: Row("INVALID_CREDENTIAL", Kind.REFRESH, _REFRESHED),
        40014: Row("INVALID_ACCESS_TOKEN", Kind.REFRESH, _REFRESHED),
        42001: Row("EXPIRED_ACCESS_TOKEN", Kind.REFRESH, _REFRESHED),
        40002: Row("INVALID_CREDENTIAL_TYPE", Kind.CONFIGURATION, "程序取令牌的方式不对，请把本条记录发给开发人员。"),
        40013: Row("INVALID_APP_ID", Kind.CONFIGURATION, "AppID 不对。" + _CHECK_CONSOLE),
        40125: Row("INVALID_APP_SECRET", Kind.CONFIGURATION, "AppSecret 不对或已被重置。" + _CHECK_CONSOLE),
        41002: Row("MISSING_APPID", Kind.CONFIGURATION, "没有填写 AppID。" + _CHECK_CONSOLE),
        41004: Row("MISSING_APPSECRET", Kind.CONFIGURATION, "没有填写 AppSecret。" + _CHECK_CONSOLE),
        43002: Row("REQUIRE_POST_METHOD", Kind.CONFIGURATION, "接口地址可能被代理改写，请检查 [wechat] api_base。"),
        40164: Row(
            "IP_NOT_IN_WHITELIST",
            Kind.CONFIGURATION,
            _WHITELIST + "加入本机出口 IP：{ip}，保存后几分钟内生效。若出口 IP 常变，请向网络管理员申请固定 IP。",
        ),
        40243: Row(
            "APP_SECRET_FROZEN", Kind.CONFIGURATION, "AppSecret 已被冻结，请到「设置与开发 → 开发接口管理」解冻。"
        ),
        89501: Row(
            "IP_AWAITS_CONFIRMATION", Kind.CONFIGURATION, "此 IP 的调用正等待管理员在微信上确认，请管理员确认。"
        ),
        89503: Row("IP_NEEDS_CONFIRMATION", Kind.CONFIGURATION, "此 IP 的调用需要管理员在微信上确认，请管理员确认。"),
        89506: Row("IP_REFUSED_24H", Kind.CONFIGURATION, "管理员已拒绝此 IP 的调用，24 小时后才能再试。"),
        89507: Row("IP_REFUSED_1H", Kind.CONFIGURATION, "管理员已拒绝此 IP 的调用，1 小时后才能再试。"),
        40003: Row("INVALID_OPENID", Kind.REQUEST, "这位职工没有关注本号，或记录属于另一个公众号，请核对。"),
        40007: Row("INVALID_MEDIA_ID", Kind.REQUEST, "素材不存在或已满 3 天过期，请重新上传。"),
        40018: Row(
            "INVALID_BUTTON_NAME_SIZE", Kind.REQUEST, _MENU.format(rule="一级菜单名不超过 5 个汉字（16 字节）。")
        ),
        40016: Row("INVALID_BUTTON_SIZE", Kind.REQUEST, _MENU.format(rule="现在一级菜单个数不对。")),
        40017: Row("INVALID_SUB_BUTTON_SIZE", Kind.REQUEST, _MENU.format(rule="现在菜单类型或二级菜单个数不对。")),
        40019: Row("INVALID_BUTTON_KEY_SIZE", Kind.REQUEST, _MENU.format(rule="菜单 key 不超过 128 字节。")),
        40020: Row("INVALID_BUTTON_URL_SIZE", Kind.REQUEST, _MENU.format(rule="菜单网址不超过 1024 字节。")),
        40023: Row("INVALID_SUB_BUTTON_COUNT", Kind.REQUEST, _MENU.format(rule="现在二级菜单个数不对。")),
        40025: Row(
            "INVALID_SUB_BUTTON_NAME_SIZE", Kind.REQUEST, _MENU.format(rule="二级菜单名不超过 20 个汉字（60 字节）。")
        ),
        46003: Row("MENU_NOT_EXIST", Kind.IGNORE, "账号上还没有菜单；需要时请先发布一次菜单。"),
        40029: Row("INVALID_OAUTH_CODE", Kind.REQUEST, _WEB_AGAIN),
        40163: Row("OAUTH_CODE_USED", Kind.REQUEST, _WEB_AGAIN),
        42003: Row("OAUTH_CODE_EXPIRED", Kind.REQUEST, _WEB_AGAIN),
        40037: Row(
            "INVALID_TEMPLATE", Kind.REQUEST, "模板编号不对或模板已被删除，请到公众平台核对模板编号，更新后再发。"
        ),
        43004: Row("REQUIRE_SUBSCRIBE", Kind.NOT_DELIVERED, "职工没有关注本号，消息送不到，请改用电话联系。"),
        43101: Row("NOTICE_REFUSED", Kind.NOT_DELIVERED, "职工没有同意接收这类通知，请改用其他方式联系。"),
        45002: Row("CONTENT_TOO_LONG", Kind.REQUEST, "内容太长，请分成几段发送。"),
        45008: Row("TOO_MANY_ARTICLES", Kind.REQUEST, "一条图文消息只能有 1 篇文章。"),
        45009: Row(
            "DAILY_LIMIT", Kind.LIMIT, "今天这个接口的调用次数已用完，次日恢复；急用时可清空一次（每月共 10 次）。"
        ),
        45011: Row("MINUTE_LIMIT", Kind.LIMIT, "这一分钟调用过多，下一分钟自动恢复，无需处理。"),
        45015: Row(
            "WINDOW_CLOSED", Kind.NOT_DELIVERED, "职工超过 48 小时没有来信或已取消关注，等其再次来信或改用电话。"
        ),
        45047: Row("CUSTOMER_QUOTA_USED", Kind.NOT_DELIVERED, "对这位职工可主动发送的条数已用完，等其再次来信后再发。"),
        45072: Row("TYPING_COMMAND", Kind.IGNORE, _TYPING),
        45080: Row("TYPING_NO_MESSAGE", Kind.IGNORE, _TYPING),
        45081: Row("TYPING_ALREADY", Kind.IGNORE, _TYPING),
        46004: Row("FOLLOWER_UNKNOWN", Kind.REQUEST, "微信查无此人，请核对记录。"),
        47001: Row("DATA_FORMAT_ERROR", Kind.REQUEST, "发出的数据格式不对，请把本条记录发给开发人员。"),
        47003: Row(
            "TEMPLATE_FIELD", Kind.REQUEST, "模板字段「{place}」的内容不合规则（多为超长或类型不符），请修改后再发。"
        ),
        48001: Row(
            "API_UNAUTHORIZED",
            Kind.CONFIGURATION,
            "账号没有「{right}」接口权限。请到公众平台「设置与开发 → 接口权限」查看；"
            "如账号未认证，请先认证，或把 [wechat] account 改为实际类型。",
        ),
        48002: Row("FOLLOWER_BLOCKED", Kind.NOT_DELIVERED, "职工关闭了接收消息，请改用其他方式联系。"),
        48004: Row("API_FORBIDDEN", Kind.CONFIGURATION, "接口因违规被封禁。" + _BANNED),
        48006: Row("CLEAR_QUOTA_LIMIT", Kind.LIMIT, "本月清空调用次数的机会（共 10 次）已用完，只能等次日恢复。"),
        50002: Row("FOLLOWER_LIMITED", Kind.NOT_DELIVERED, "职工的微信账号受限，消息送不到，请改用其他方式联系。"),
        50005: Row("FOLLOWER_LEFT", Kind.NOT_DELIVERED, "职工已取消关注，消息送不到，请改用其他方式联系。"),
    }
)

_UNLISTED = "微信返回错误码 {code}，本系统未收录。请在微信开放文档「全局返回码」查其含义，或把本条记录发给开发人员。"
_IP = re.compile(r"invalid ip ([0-9A-Fa-f.:]+?)[,，]?(?:\s|$)")
_FIELD = re.compile(r"data\.(\w+)\.value")
_NO_IP = "（微信未给出，请查本机出口 IP）"
_NO_FIELD = "（微信未指明）"
_NO_RIGHT = "该项"


def explain(errcode: int, errmsg: str = "", right: str = "") -> Meaning:
    """What `errcode` means; `right` is the Chinese name of the right that the call needs."""
    row = _ROWS.get(errcode)
    if row is None:
        return Meaning(errcode, _library_name(errcode), Kind.REQUEST, _UNLISTED.format(code=errcode))
    advice = row.advice.format(
        ip=_first(_IP, errmsg) or _NO_IP, place=_first(_FIELD, errmsg) or _NO_FIELD, right=right or _NO_RIGHT
    )
    return Meaning(errcode, row.name, row.kind, advice)


def error(errcode: int, errmsg: str, *, call: str, right: str = "", sends: bool, own: bool) -> ApiError:
    """The exception for `errcode`.

    `sends`: the call brings something to a follower. `own`: it was made with our token or secret, not with a
    follower's web authorization.
    """
    meaning = explain(errcode, errmsg, right)
    return _class_of(meaning, sends, own)(errcode, errmsg, meaning.advice, call, meaning.name)


def _class_of(meaning: Meaning, sends: bool, own: bool) -> type[ApiError]:
    if sends and meaning.code in NOT_DELIVERED_CODES:
        return NotDelivered
    if meaning.kind is Kind.LIMIT:
        return LimitReached
    if own and (meaning.code in REFRESH_CODES or meaning.code in _CREDENTIAL_CODES):
        return TokenError
    return ApiError


_CREDENTIAL_CODES = frozenset({40002, 40013, 40125, 40164, 40243, 41002, 41004, 89501, 89503, 89506, 89507})


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[1] if found else None


def _library_name(errcode: int) -> str:
    """wechatpy's name of a code that we have no line for."""
    try:
        return str(WeChatErrorCode(errcode).name)
    except ValueError:
        return "UNLISTED"
