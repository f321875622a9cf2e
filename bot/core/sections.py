"""What every table of the settings is made from, and those that say how followers are reached."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Section(BaseModel):
    """A table of the TOML file; an unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quota(Section):
    """How many customer messages one follower may be sent after what they did, as the platform counts.

    Source: https://developers.weixin.qq.com/doc/service/guide/product/message/Service_Center_messages
    """

    message_sends: int = Field(5, ge=1)
    message_window_s: int = Field(48 * 3600, ge=1)
    tap_sends: int = Field(3, ge=1)
    tap_window_s: int = Field(60, ge=1)


class Route(Section):
    """One row: these kinds, districts and employers (part of a name) go to `team`; what is empty is not asked for."""

    team: str = Field(min_length=1, max_length=32)
    kinds: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


class Routing(Section):
    """Which team works on which ticket: the first row that fits, else `otherwise`."""

    rules: tuple[Route, ...] = ()
    otherwise: str = Field("权益保障部", min_length=1, max_length=32)


class Notices(Section):
    """How a follower is told that something waits for them, and how fast a notice goes to many.

    `fields` are those of the template by their key; {number}, {union} and {time} are filled in.
    """

    template_id: str = ""
    subscription_id: str = ""
    fields: dict[str, str] = {}
    per_minute: int = Field(60, ge=6, le=6000)

    @field_validator("fields")
    @classmethod
    def _fields(cls, value: dict[str, str]) -> dict[str, str]:
        for key, pattern in value.items():
            try:
                pattern.format(number="", union="", time="")
            except (KeyError, IndexError, ValueError, AttributeError) as error:
                raise ValueError(f"{key} may name only {{number}}, {{union}} and {{time}}") from error
        return value

    @model_validator(mode="after")
    def _template_has_fields(self) -> Self:
        if (self.template_id or self.subscription_id) and not self.fields:
            raise ValueError("a template needs fields: those of the template, such as thing1, with what to put there")
        return self
