"""The desk's pages that are measured; a room adds its own."""

FIND = "find "  # before words that are searched for, as the form does it
PAGES = (
    *(
        f"/desk?tab={tab}"
        for tab in ("mine", "free", "lapsing", "today", "late", "grouped", "new", "taken", "all", "closed")
    ),
    "/desk/list?tab=new",
    "/desk?tab=all&kind=欠薪&district=金凤区&urgent=1",
    "/desk?tab=all&least=50000&most=51000",
    "/desk?tab=closed&who=3&since=2026-01-01",
    "/desk?tab=all&team=没有这个科室",
    f"{FIND}宏华达建筑",
    f"{FIND}{{phone}}",
    f"{FIND}拖欠工资 考勤表",
    f"{FIND}老板拖欠我三个月工资一共",
    "/desk/find?q={ticket}",
    "/desk/tickets/{ticket}",
    "/desk/tickets/{ticket}/talk",
    "/desk/tickets/{ticket}/suggest",
    "/desk/tickets/{ticket}/file",
    "/desk/tickets/{busy}",
    "/desk/tickets/{grouped}",
    "/desk/groups",
    "/desk/groups/{group}",
    "/desk/new",
    "/desk/notices",
    "/desk/notices/bell",
    "/desk/knowledge",
    "/desk/knowledge/missed",
    "/desk/me",
)
YEAR = "from=2025-11-23&to=2026-11-22"
ADMINS = (
    "/desk/reports",
    f"/desk/reports?{YEAR}",
    "/desk/reports?from=2023-11-23&to=2026-11-22",
    f"/desk/reports?{YEAR}&district=金凤区",
    f"/desk/reports/rows?{YEAR}&measure=late",
    f"/desk/reports/rows?{YEAR}&measure=closed&kind=欠薪",
    f"/desk/reports/unanswered?{YEAR}",
    f"/desk/reports/talk?{YEAR}&what=answered",
    "/desk/reports/papers",
    "/desk/rates",
    "/desk/audit",
    "/desk/audit?act=signed_in&actor=agent5",
    "/desk/people",
    "/desk/knowledge/runs",
    "/desk/knowledge/parameters",
    *(
        f"/desk/admin{room}"
        for room in ("", "/routing", "/calendar", "/cards", "/mass", "/menu", "/settings", "/templates", "/health")
    ),
)
