"""What came with a form or an address, read."""

from aiohttp import web

AFTER = "after"
BAD_PAGE = "没有这一页。请回到第一页重新翻。"
MOST_ROWS = 2**31 - 1  # as many as a table's numbers can count


def number_of(text: object, most: int = MOST_ROWS) -> int | None:
    """A whole number from 0 to `most`; None where it is none."""
    plain = str(text).strip()
    if not plain.isdecimal() or len(plain) > len(str(most)):
        return None
    return number if (number := int(plain)) <= most else None


def row_after(request: web.Request) -> int | None:
    """The number of the last row on the page before, in a list by number; None for the first page.

    Raises:
        web.HTTPBadRequest: no page of ours wrote it.
    """
    given = request.query.get(AFTER)
    found = number_of(given)
    if given is not None and found is None:
        raise web.HTTPBadRequest(text=BAD_PAGE)
    return found
