"""Who fears that the boss learns of it: 「别让老板知道」, 「老板会知道是我吗」, 「能保密吗」; of no other secret."""

import re

LONGEST = 30
_BOSS = "(?:老板娘?|单位|公司|厂里|厂|包工头|工头|领导|经理|店长|班长|他们|他|人家)"
_LEARNS = "(?:知道|晓得|听说|发现|看见|看到|查到)"
_FEARED = re.compile(
    rf"(?:别|不要|不想|不能|不敢|怕|会不会|能不能不|可以不|能不|会)(?:再)?(?:让|叫|给|被)?{_BOSS}(?:会|就)?{_LEARNS}"
    rf"|(?:别|不要|不想|不能|会不会|会)(?:去)?(?:告诉|通知|透露给){_BOSS}|{_BOSS}(?:会不会|能不能|会|能){_LEARNS}"
    r"|(?:会不会|会|别|不要|怕)(?:说出去|泄露|露馅|透露)|保密"
)
_AROUND = re.compile(
    r"登记|但是|不过|可是|可以|千万|能不能|会不会|举报|投诉|反映|名字|身份|信息|电话|我的|我|俺|你们|是谁|谁|[要想求请帮替给能可但就先是的说讲告行好了吗么嘛不呢啊吧,，。、!！?？\s]"
)


def fears(text: str) -> bool:
    """Whether short words say or ask that, and nothing else."""
    found = _FEARED.search(text) if len(text) <= LONGEST else None
    return found is not None and not _AROUND.sub("", text[: found.start()] + text[found.end() :])
