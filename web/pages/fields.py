"""The fields of a calculator or a paper on a page: the right input, the help, what was typed, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rights.inputs import BadInput, Field, Kind, read

YES, NO = "是", "否"
OTHERWISE = "不填按{}算"
NOT_NEEDED = "可以不填"
YUAN = "写元，比如 6500"
MOST_OF_A_LINE = 400  # the field says what is too long; this only bounds what is carried back
LIVELY = {Kind.MONEY: "decimal", Kind.NUMBER: "decimal", Kind.COUNT: "numeric"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field on a page. `widget` is date, select, textarea or text, `keys` the telephone's keyboard for it."""

    name: str
    label: str
    hint: str
    widget: str
    keys: str
    choices: Sequence[str]
    value: str
    wrong: str

    @property
    def id(self) -> str:
        """Its id on the page."""
        return self.name.replace(".", "-")


def asked(field: Field, value: str = "", wrong: str = "", prefix: str = "", *, says_optional: bool = True) -> Asked:
    """The field with what was typed; `prefix` tells where in a list it stands."""
    choices = (YES, NO) if field.kind is Kind.FLAG else field.choices
    return Asked(
        f"{prefix}{field.name}",
        field.label,
        _hint(field, says_optional),
        _widget(field.kind),
        LIVELY.get(field.kind, "text"),
        choices if not choices or _standing(field) else ("", *choices),
        _shown(field, value) if value else _standing(field),
        wrong,
    )


def wrongs(fields: Iterable[Field], given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each field by itself."""
    found: dict[str, str] = {}
    for field in fields:
        try:
            read((field,), {field.name: given.get(field.name, "")})
        except BadInput as wrong:
            found[field.name] = why(field, wrong)
    return found


def why(field: Field, wrong: BadInput) -> str:
    """What is wrong, beside the field: its name need not be said again."""
    return str(wrong).removeprefix(f"{field.label}：")


def typed(posted: Mapping[str, object], fields: Iterable[Field]) -> dict[str, str]:
    """What a form brought for these fields."""
    return {field.name: str(posted.get(field.name, ""))[:MOST_OF_A_LINE].strip() for field in fields}


def _widget(kind: Kind) -> str:
    if kind is Kind.DAY:
        return "date"
    if kind in (Kind.FLAG, Kind.CHOICE):
        return "select"
    return "textarea" if kind is Kind.TEXT else "text"


def _standing(field: Field) -> str:
    """What a choice says before anybody chose."""
    if field.kind is Kind.FLAG and field.default is not None:
        return YES if field.default else NO
    return str(field.default) if field.kind is Kind.CHOICE and field.default is not None else ""


def _hint(field: Field, says_optional: bool) -> str:
    money = YUAN if field.kind is Kind.MONEY and "元" not in field.label else ""
    otherwise = ""
    if field.default is not None and field.kind in LIVELY:
        otherwise = OTHERWISE.format(field.default)
    elif field.optional and says_optional:
        otherwise = NOT_NEEDED
    return "；".join(part for part in (field.help, money, otherwise) if part)


def _shown(field: Field, value: str) -> str:
    """A day as a browser wants it, yes and no as they are offered; anything else as it was typed."""
    if field.kind not in (Kind.DAY, Kind.FLAG):
        return value
    try:
        said = field.read(value)
    except BadInput:
        return value
    return str(said.isoformat()) if field.kind is Kind.DAY else (YES if said else NO)
