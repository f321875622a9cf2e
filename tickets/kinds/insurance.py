"""Social insurance and housing fund that the employer does not pay, or not in full."""

from tickets.kind import Kind
from tickets.question import BEGAN, LEFT, PHONE, WHERE, choice

WHAT = choice("what", "情况", "社保是哪种情况？", "一直没给交", "中间断了", "按低的交", "让写放弃", "公积金没交")
kind = Kind(
    "社保",
    topics=("社会保险", "退休与养老", "失业保险", "公积金"),
    questions=(WHERE, WHAT, BEGAN, LEFT, PHONE),
)
