"""The types of what a file says: numbers in their ranges, words, texts, months, and courses of values in time.

A course is one value, steps, or straight lines between points. Each type also says what it is in the JSON schema.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    create_model,
)

from politburo.scenario.months import month_name, month_number
from politburo.scenario.months import number as in_digits
from politburo.terms.checks import between, meaning_and_unit, one_of, shown, within
from politburo.terms.declarations import Declaration

ONE_VALUE, STEPS, STRAIGHT = "one value", "steps", "straight lines"
TAGS = (ONE_VALUE, STEPS, STRAIGHT)
"""Names of the ways to write a course: part of pydantic's locations, not of the file."""

Schema = dict[str, Any]
"""A JSON schema, or a part of one."""


class Section(BaseModel):
    """A table of the file: unknown keys are errors, and nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class LateSchema:
    """The JSON schema of a type that is known only when it is asked for, such as the names of installed plug-ins."""

    make: Callable[[], Schema]

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> Schema:
        """What pydantic calls."""
        return self.make()


def to_month(written: Any) -> int:
    """The number of a month written as `2012-01`."""
    if not isinstance(written, str):
        raise ValueError(f'{shown(written)} is not a month; write it in quotes like "2012-01"')
    return month_number(written)


Month = Annotated[
    int,
    BeforeValidator(to_month),
    WithJsonSchema({"type": "string", "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$|^2200-(0[1-9]|1[0-2])$"}),
]


def whole(low: int, high: int) -> Any:
    """The type of a whole number between two bounds."""
    return Annotated[
        int, AfterValidator(between(low, high)), WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})
    ]


def number(declaration: Declaration) -> Any:
    """The type of a number in its declared range."""
    return Annotated[float, AfterValidator(within(declaration)), WithJsonSchema(number_schema(declaration))]


def number_schema(declaration: Declaration) -> Schema:
    """A number in its range; the value that switches a mechanism off is allowed where it lies outside."""
    inside: Schema = {"type": "number", "minimum": declaration.low, "maximum": declaration.high}
    if declaration.neutral is None or declaration.low <= declaration.neutral <= declaration.high:
        return inside
    return {"type": "number", "anyOf": [inside, {"const": declaration.neutral}]}


def text(check: Callable[[str], str], longest: int, shortest: int = 1) -> Any:
    """The type of a text that a check allows."""
    lengths = {"minLength": shortest} if shortest else {}
    return Annotated[str, AfterValidator(check), WithJsonSchema({"type": "string", **lengths, "maxLength": longest})]


def word(meanings: dict[str, str], what: str) -> Any:
    """The type of one of these words; `what` says what kind of word it is."""
    return Annotated[str, AfterValidator(one_of(tuple(meanings), what)), WithJsonSchema(words_schema(meanings))]


def words_schema(meanings: dict[str, str]) -> Schema:
    """One of these words; editors show what each means."""
    docs = {"docs": {"enumValues": list(meanings.values())}}
    return {"type": "string", "enum": list(meanings), "x-taplo": docs}


def term(name: str, declaration: Declaration, default: float, *, source: bool = False, leave: bool = False) -> Any:
    """The field of a declared number: its meaning, unit, range and default in words.

    `source` says where the default is from; with `leave` the number stays as it is where a file does not say it.
    """
    low, high = in_digits(declaration.low), in_digits(declaration.high)
    about = f"{meaning_and_unit(declaration)}; {low} to {high}, default {in_digits(default)}"
    about += f". {declaration.source[0].upper()}{declaration.source[1:]}" if source else ""
    extra: Schema = {"x-unit": declaration.unit} | ({} if leave else {"default": default})
    return Field(default=None, title=name, description=about, json_schema_extra=extra)


def constant_or_steps(name: str, value: Any) -> Any:
    """The type of a key that holds one value, or a list of steps `{from = month, value = value}`."""
    return Annotated[
        Annotated[value, Tag(ONE_VALUE)] | Annotated[_points(name, value, "step"), Tag(STEPS)],
        Discriminator(lambda given: STEPS if isinstance(given, list) else ONE_VALUE),
    ]


def course(name: str, value: Any) -> Any:
    """The type of a key that holds one number, a list of steps, or `{linear = [points]}`."""
    points = Field(description="points in order of time", json_schema_extra={"minItems": 2})
    keys = {"linear": (Annotated[_points(name, value, "point"), AfterValidator(_two_at_least)], points)}
    lines = create_model(
        f"{name}_lines",
        __base__=Section,
        __doc__="straight lines between points; flat before the first and after the last",
        **keys,  # type: ignore[call-overload]
    )
    return Annotated[
        Annotated[value, Tag(ONE_VALUE)]
        | Annotated[_points(name, value, "step"), Tag(STEPS)]
        | Annotated[lines, Tag(STRAIGHT)],
        Discriminator(_way_of_writing),
    ]


def _way_of_writing(given: Any) -> str:
    if isinstance(given, list):
        return STEPS
    return STRAIGHT if isinstance(given, dict) else ONE_VALUE


def _points(name: str, value: Any, what: str) -> Any:
    """The type of a list of `{from = month, value = value}` in the order of time."""
    point = create_model(
        f"{name}_{what}",
        __base__=Section,
        __doc__="a value from a month on",
        start=(Month, Field(alias="from", description="first month, such as 2012-01")),
        value=(value, Field(description="value from then on")),
    )
    about = Field(description="values, each from its month on", json_schema_extra={"minItems": 1})
    return Annotated[list[point], AfterValidator(_in_order), about]


def check_order(months: list[int]) -> None:
    """Check that months follow one another in time. Raises ValueError."""
    for earlier, later in pairwise(months):
        if later <= earlier:
            first, second = month_name(earlier), month_name(later)
            raise ValueError(f"the months must follow one another in time, but {second} comes after {first}")


def _in_order(points: list[Any]) -> list[Any]:
    """Check that steps or points follow one another in time."""
    if not points:
        raise ValueError("the list is empty")
    check_order([point.start for point in points])
    return points


def _two_at_least(points: list[Any]) -> list[Any]:
    if len(points) < 2:
        raise ValueError("a straight line needs two points or more")
    return points
