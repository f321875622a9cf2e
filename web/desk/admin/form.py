"""What the forms of the admin pages have in common."""

from web.desk.deed import NotDone
from web.desk.given import number_of

OVERTAKEN = "刚刚有别的管理员改过这一项，下面是最新的。请看过再改。"


def number(value: object, error: str, field: str = "") -> int:
    """A whole number out of a form.

    Raises:
        NotDone: it is none.
    """
    if (found := number_of(value)) is None:
        raise NotDone({field: error})
    return found
