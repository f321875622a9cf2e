"""Staff bind their WeChat by a code; a worker who says 绑定 is answered like anybody."""

from talks import Talk

from handlers.binding import BOUND, WRONG
from tickets.binding import new_code


async def test_the_code_of_the_desk_binds(talk: Talk) -> None:
    async with talk.services.database.session() as session:
        code = await new_code(session, talk.services.keys, 1, talk.now)
    assert await talk.say(f"绑定 {code}") == BOUND
    assert await talk.say(f"绑定{code}") == WRONG


async def test_other_words_are_not_taken_for_a_code(talk: Talk) -> None:
    for words in ("绑定", "绑定手机怎么弄", "绑定 O0O0O0"):
        assert await talk.say(words) not in (BOUND, WRONG)
