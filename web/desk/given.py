"""What came with a form or an address, read."""

MOST_ROWS = 2**31 - 1  # as many as a table's numbers can count


def number_of(text: object, most: int = MOST_ROWS) -> int | None:
    """A whole number from 0 to `most`; None where it is none."""
    plain = str(text).strip()
    if not plain.isdecimal() or len(plain) > len(str(most)):
        return None
    return number if (number := int(plain)) <= most else None
