"""The grade of disability that a follower was given."""

import re

_GRADE = re.compile(
    r"(?<![\d一二三四五六七八九十第几上下副正处厅科至到~-])(10|[1-9]|[一二三四五六七八九十])\s*级"
    r"(?!建造|医院|企业|资质|技|工程|保护|市场|台|风|至|到)"
)
_CUE = re.compile(r"残|工伤|公伤|鉴定|评|尘肺|劳动能力|职业病")
_HURT = re.compile(r"伤|撞|摔|砸|轧|绞|骨折|[压夹切锯轧]断|断了")
_BARE = re.compile(rf"(?:^|(?<=[，。；,.;\s定])|(?<=定了)){_GRADE.pattern}(?=$|[，。；,.;\s])")  # nothing but the grade
_GRADES = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}


def read_grade(text: str) -> tuple[int, re.Match[str]] | None:
    """The one grade told (1 worst, 10 least) and where; None if none or several different ones are."""
    told = _GRADE if _CUE.search(text) else _BARE if _HURT.search(text) else None
    if told is None:
        return None
    found = [(_GRADES.get(match[1]) or int(match[1]), match) for match in told.finditer(text)]
    return found[0] if len({grade for grade, _ in found}) == 1 else None
