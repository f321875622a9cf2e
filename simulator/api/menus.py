"""The custom menu. Source: protocol.md §1.6."""

from __future__ import annotations

from simulator.api.call import OK, Answer, Call, Endpoint


def _tell(call: Call) -> None:
    call.platform.feed.publish("menu", {"buttons": call.platform.menu.buttons or []})


async def create(call: Call) -> Answer:
    """Replace the menu."""
    call.platform.menu.create(await call.body())
    _tell(call)
    return OK


async def get(call: Call) -> Answer:
    """The menu as created."""
    return {"menu": {"button": call.platform.menu.get()}}


async def current(call: Call) -> Answer:
    """The menu that followers see."""
    buttons = call.platform.menu.buttons
    return {"is_menu_open": int(bool(buttons)), "selfmenu_info": {"button": buttons or []}}


async def delete(call: Call) -> Answer:
    """Take it away."""
    call.platform.menu.delete()
    _tell(call)
    return OK


ENDPOINTS = (
    Endpoint("POST", "cgi-bin/menu/create", "menu", create),
    Endpoint("GET", "cgi-bin/menu/get", "menu", get),
    Endpoint("GET", "cgi-bin/get_current_selfmenu_info", "menu", current),
    Endpoint("GET", "cgi-bin/menu/delete", "menu", delete),
)
