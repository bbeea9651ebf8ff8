"""How a file writes what changes in time: one value, steps, or straight lines between points."""

from __future__ import annotations

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

from politburo.scenario.checks import to_month
from politburo.scenario.months import month_name

ONE_VALUE, STEPS, STRAIGHT = "one value", "steps", "straight lines"
TAGS = (ONE_VALUE, STEPS, STRAIGHT)
"""Names of the ways to write a course: part of pydantic's locations, not of the file."""


class Section(BaseModel):
    """A table of the file: unknown keys are errors, and nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


Month = Annotated[
    int,
    BeforeValidator(to_month),
    WithJsonSchema({"type": "string", "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$|^2200-(0[1-9]|1[0-2])$"}),
]


def constant_or_steps(name: str, value: Any) -> Any:
    """The type of a key that holds one value, or a list of steps `{from = month, value = value}`."""
    return Annotated[
        Annotated[value, Tag(ONE_VALUE)] | Annotated[_points(name, value, "step"), Tag(STEPS)],
        Discriminator(lambda given: STEPS if isinstance(given, list) else ONE_VALUE),
    ]


def course(name: str, value: Any) -> Any:
    """The type of a key that holds one number, a list of steps, or `{linear = [points]}`."""
    keys = {"linear": (Annotated[_points(name, value, "point"), AfterValidator(_two_at_least)], ...)}
    lines = create_model(f"{name}_lines", __base__=Section, **keys)  # type: ignore[call-overload]
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
    point = create_model(f"{name}_{what}", __base__=Section, start=(Month, Field(alias="from")), value=(value, ...))
    return Annotated[list[point], AfterValidator(_in_order)]


def _in_order(points: list[Any]) -> list[Any]:
    """Check that steps or points follow one another in time."""
    if not points:
        raise ValueError("the list is empty")
    for earlier, later in pairwise(points):
        if later.start <= earlier.start:
            first, second = month_name(earlier.start), month_name(later.start)
            raise ValueError(f"the months must follow one another in time, but {second} comes after {first}")
    return points


def _two_at_least(points: list[Any]) -> list[Any]:
    if len(points) < 2:
        raise ValueError("a straight line needs two points or more")
    return points
