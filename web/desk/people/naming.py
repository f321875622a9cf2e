"""How the people's pages say in Chinese who somebody is and what they did."""

from collections.abc import Mapping

from web.desk.models import Role

ROLES: Mapping[str, str] = {
    Role.AGENT: "办理员",
    Role.SUPERVISOR: "负责人",
    Role.EDITOR: "知识编辑",
    Role.ADMIN: "管理员",
    Role.AUDITOR: "审计员",
}
TRUSTED: Mapping[str, str] = {
    Role.AGENT: "看单子、办单子、写回答草稿",
    Role.SUPERVISOR: "办理员能做的，再加上派单、看统计、批身份信息",
    Role.EDITOR: "写回答、发布回答，不看单子",
    Role.ADMIN: "什么都能做，包括管人和设置",
    Role.AUDITOR: "看统计和审计记录，不看单子",
}

ACTS: Mapping[str, str] = {
    "signed_in": "登录",
    "sign_in_refused": "登录没通过",
    "refused": "没有权限，被挡下",
    "read": "查看",
    "export": "导出、下载",
    "password_changed": "改了自己的密码",
    "others_signed_out": "退出自己的其他设备",
    "totp_on": "开了动态码",
    "totp_off": "关了动态码",
    "codes_made": "换了备用码",
    "invited": "邀请",
    "invitation_taken_back": "收回邀请",
    "joined": "接受邀请",
    "password_reset": "用邀请重设密码",
    "rights": "改角色、片区、科室",
    "shut_out": "停用",
    "let_in": "恢复",
    "signed_out": "强制退出登录",
    "agent_added": "加了账号",
    "printed": "打印",
    "assign": "派单",
    "reply_saved": "改常用回复",
    "reply_deleted": "删常用回复",
    "keep filter": "存筛选",
    "drop filter": "删筛选",
    "setting": "改设置",
    "menu": "改菜单",
    "menu pushed": "发布菜单",
    "mass notice": "群发通知",
    "card": "改活动卡",
    "report kept": "存报表",
    "binding code": "绑定微信",
    "unbound": "解绑微信",
    "asked wechat": "向微信查询",
    "custody_asked": "申请看身份信息",
    "custody_granted": "准许看身份信息",
    "custody_refused": "没准许看身份信息",
    "custody_opened": "紧急打开身份信息",
    "custody_left": "改了类别，身份不再盖住",
    "custody_alone": "没有第二位负责人，自己打开身份信息",
}


def act(name: str) -> str:
    """An act as the audit's page says it; a word of another room that has none here stands as it is."""
    return ACTS.get(name, name)
