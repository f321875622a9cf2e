"""What every table of the settings is made from, and those that say how followers are reached."""

import re
from datetime import date, time
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

Tells = Literal["urgent", "deadline", "overdue", "promise", "group"]


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


class OwnDay(Section):
    """A day on which this union is closed, or open, other than the national calendar says."""

    day: date
    rests: bool
    why: str = Field("", max_length=60)


class Reminders(Section):
    """When workers are reminded of the day on which they lose a right: so many days before, between two hours."""

    days: tuple[int, ...] = (30, 7, 2)
    hours: str = "09:00-20:00"

    @field_validator("days")
    @classmethod
    def _days(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if not 1 <= len(value) <= 5 or not all(1 <= day <= 365 for day in value) or len(set(value)) != len(value):
            raise ValueError("must be 1 to 5 different numbers of days, each 1 to 365")
        return tuple(sorted(value, reverse=True))

    @field_validator("hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        clock = r"([01]\d|2[0-3]):[0-5]\d"
        if not re.fullmatch(f"{clock}-{clock}", value) or value[:5] >= value[6:]:
            raise ValueError('must be a span of one day such as "09:00-20:00"')
        return value

    @property
    def span(self) -> tuple[time, time]:
        """From when till when, in Shanghai."""
        since, until = self.hours.split("-")
        return time.fromisoformat(since), time.fromisoformat(until)


class Staff(Section):
    """How staff are told of what happens, beside the desk itself: a robot in their group chat."""

    robot: Literal["", "wecom", "dingtalk", "feishu"] = ""
    robot_url: SecretStr = SecretStr("")
    robot_secret: SecretStr = SecretStr("")
    robot_tells: tuple[Tells, ...] = ("urgent", "deadline", "overdue", "promise", "group")

    @model_validator(mode="after")
    def _robot_has_its_address(self) -> Self:
        url = self.robot_url.get_secret_value()
        if self.robot and not url.startswith(("https://", "http://127.0.0.1:")):
            raise ValueError("robot_url must be the robot's https address, as the group's settings show it")
        return self


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
