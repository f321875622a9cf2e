"""Templates at the desk: every field is checked against what WeChat allows before it is kept."""

import pytest
from desk_room import Room

from web.desk.admin.templates import BAD_FIT, BAD_ID, BAD_KEY, BAD_PATTERN, NO_FIELDS, NO_KEY, RULES, TWICE

ID = "abcDEF-123_xyz"


async def save(office: Room, once: str = "1" * 32, **fields: str) -> tuple[int, str]:
    given = {
        name.replace("_", "-") if name[0] in "kt" and name[-1].isdigit() else name: one for name, one in fields.items()
    }
    answer = await office.post("/desk/admin/templates", once=once, seen="0", **given)
    return answer.status, await answer.text()


async def test_a_template_is_kept_and_shown_as_it_will_look(office: Room) -> None:
    fields = {"key_0": "character_string1", "text_0": "{number}", "key_2": "thing3", "text_2": "{union}"}
    assert (await save(office, template_id=ID, **fields))[0] == 303
    notices = office.services.settings.notices
    assert notices.template_id == ID and notices.fields == {"character_string1": "{number}", "thing3": "{union}"}
    assert "<dd>银川市总工会</dd>" in (await office.get("/desk/admin/templates"))[1]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"template_id": ID}, NO_FIELDS),
        ({"template_id": "<script>"}, BAD_ID),
        ({"key_0": "", "text_0": "有新进展"}, NO_KEY.format(row=1)),
        ({"key_0": "keyword1", "text_0": "x"}, BAD_KEY.format(row=1)),
        ({"key_0": "thing", "text_0": "x"}, BAD_KEY.format(row=1)),
        ({"key_0": "thing1", "text_0": "x", "key_1": "thing1", "text_1": "y"}, TWICE.format(key="thing1")),
        ({"key_0": "thing1", "text_0": "{name}"}, BAD_PATTERN.format(key="thing1")),
        ({"key_0": "thing1", "text_0": "{union.__class__}"}, ""),
        ({"key_0": "phrase2", "text_0": "ok"}, BAD_FIT.format(key="phrase2", value="ok", rule=RULES["phrase"])),
        ({"key_0": "time4", "text_0": "明天"}, BAD_FIT.format(key="time4", value="明天", rule=RULES["time"])),
    ],
)
async def test_what_wechat_would_refuse(office: Room, fields: dict[str, str], said: str) -> None:
    status, page = await save(office, **fields)
    assert said in page
    assert status == 422 or not said
    assert office.services.settings.notices == office.services.live.given.notices or not said


async def test_without_the_right_it_says_so(poor: Room) -> None:
    assert "没有「模板消息」接口权限" in (await poor.get("/desk/admin/templates"))[1]
