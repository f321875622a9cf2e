"""Places that are nowhere, for tests."""

from datetime import date
from typing import Any

from union.places import Place

DAY = date(2026, 11, 1)
HERE = (38.48, 106.23)


def place(name: str, *kinds: str, **given: Any) -> Place:
    """A confirmed place with everything that a test does not care about filled in."""
    usual: dict[str, Any] = {
        "district": "兴庆区",
        "address": f"{name}路1号",
        "phone": "0951-0000000",
        "hours": "",
        "latitude": None,
        "longitude": None,
        "source": "试",
        "confirmed_on": DAY,
        "confirmed_by": "试的人",
        "confidence": "A",
    }
    return Place(name=name, kinds=kinds or ("工会",), **usual | given)


def north(name: str, metres: float, *kinds: str, **given: Any) -> Place:
    """A place so many metres north of HERE."""
    return place(name, *kinds, latitude=HERE[0] + metres / 111_195, longitude=HERE[1], **given)


def hotline(name: str, phone: str, *kinds: str, **given: Any) -> Place:
    """A number to call from everywhere."""
    return place(name, *kinds, "热线", district="全市", address="", phone=phone, **given)
