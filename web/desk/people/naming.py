"""How the people's pages say in Chinese who somebody is."""

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
