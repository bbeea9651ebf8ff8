"""What a scenario file may say. Keys and ranges of levers, parameters and mechanisms are those declared in `terms`.

Every check that needs more than its own value finds the months of the file in the validation context, so that all
errors of a file are met in one pass.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
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
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)

from politburo.scenario.checks import between, one_of, out_of_range, to_day, to_month, within
from politburo.scenario.effects import EFFECTS
from politburo.scenario.months import calendar_month, month_name
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.leaders import CHOOSABLE, leader_names
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.parameters import Parameters

COUNTRIES = ("north-korea", "example")
"""Names of the countries that can be built; the country room builds them, and is not imported for its weight."""

LONGEST_LABEL = 28
"""Characters of an event's label that a chart has room for."""

SEEDS = (0, 2**32 - 1)
RUNS = (1, 1_000_000)
SCALES = (0.001, 1.0)
"""Lowest and highest seed, number of runs, and share of the country that is simulated."""

LEVER_DECLARATIONS: dict[str, Declaration] = {name: declaration for name, declaration, _ in declared(Levers)}


class Section(BaseModel):
    """A table of the file: unknown keys are errors, and nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _inside(month: int, info: ValidationInfo) -> int:
    """Check that a month lies in the scenario; the context is its (start, end), or None while they are in error."""
    if info.context and not info.context[0] <= month <= info.context[1]:
        start, end = (month_name(entry) for entry in info.context)
        raise ValueError(f"{month_name(month)} lies outside the scenario, which runs from {start} to {end}")
    return month


def _inside_by_day(day: date, info: ValidationInfo) -> date:
    """Check that a day lies in the scenario."""
    _inside(calendar_month(day), info)
    return day


def _in_order(steps: list[Any]) -> list[Any]:
    """Check that steps follow one another in time."""
    if not steps:
        raise ValueError("the list of steps is empty")
    for earlier, later in pairwise(steps):
        if later.start <= earlier.start:
            first, second = month_name(earlier.start), month_name(later.start)
            raise ValueError(f"the steps must follow one another in time, but {second} comes after {first}")
    return steps


Month = Annotated[int, BeforeValidator(to_month)]
MonthInside = Annotated[Month, AfterValidator(_inside)]


def _known_logic(name: str) -> str:
    """Check that a logic of rule has this name; those of other packages are looked up when a file is read."""
    return one_of(leader_names(), "logic")(name)


def _stepped(name: str, value: Any) -> Any:
    """The type of a key that holds one value, or a list of steps `{from = month, value = value}`."""
    step = create_model(f"{name}_step", __base__=Section, start=(MonthInside, Field(alias="from")), value=(value, ...))
    return Annotated[
        Annotated[value, Tag("one value")] | Annotated[list[step], AfterValidator(_in_order), Tag("steps")],
        Discriminator(lambda given: "steps" if isinstance(given, list) else "one value"),
    ]


def _levers() -> type[Section]:
    keys = {
        name: (_stepped(name, Annotated[float, AfterValidator(within(declaration))]), None)
        for name, declaration in LEVER_DECLARATIONS.items()
    }
    return create_model("LeversSection", __base__=Section, **keys)  # type: ignore[call-overload]


def _parameters() -> type[Section]:
    phases = {}
    for phase in fields(Parameters):
        group = type(getattr(Parameters(), phase.name))
        keys = {
            name: (Annotated[float, AfterValidator(within(declaration))], None)
            for name, declaration, _ in declared(group)
        }
        section = create_model(f"{group.__name__}Section", __base__=Section, **keys)  # type: ignore[call-overload]
        phases[phase.name] = (section, Field(default_factory=section))
    return create_model("ParametersSection", __base__=Section, **phases)


LeversSection = _levers()
ParametersSection = _parameters()
MechanismsSection = create_model(
    "MechanismsSection",
    __base__=Section,
    **dict.fromkeys(MECHANISM_NAMES, (bool, True)),  # type: ignore[call-overload]
)


class LeaderSection(Section):
    """How the leader decides: a logic, or steps of it, and the levers that a choosing logic sets."""

    logic: _stepped("logic", Annotated[str, AfterValidator(_known_logic)]) = "scripted"  # type: ignore[valid-type]
    chooses: list[Annotated[str, AfterValidator(one_of(CHOOSABLE, "lever to choose"))]] = list(CHOOSABLE)


class EventSection(Section):
    """A dated public event. It acts from its month, or from the next one if it falls after the 15th."""

    day: Annotated[date, BeforeValidator(to_day), AfterValidator(_inside_by_day)] = Field(alias="date")
    kind: Annotated[str, AfterValidator(one_of(PUBLIC_EVENT_NAMES, "kind of event"))]
    label: str = Field(min_length=1, max_length=LONGEST_LABEL)
    value: float | None = None
    months: Annotated[int, AfterValidator(between(1, 120))] | None = None

    @model_validator(mode="after")
    def _value_and_months_as_the_kind_asks(self) -> EventSection:
        effect = EFFECTS[self.kind]
        found = []
        if effect.sets is None and self.value is not None:
            found.append(f"an event of kind {self.kind!r} has no value")
        if effect.sets is not None and self.value is None:
            found.append(f"an event of kind {self.kind!r} needs a value ({LEVER_DECLARATIONS[effect.sets].meaning})")
        if (
            effect.sets is not None
            and self.value is not None
            and not LEVER_DECLARATIONS[effect.sets].allows(self.value)
        ):
            found.append(out_of_range(LEVER_DECLARATIONS[effect.sets], self.value))
        if effect.lasts == "months" and self.months is None:
            found.append(f"an event of kind {self.kind!r} needs the number of months that it lasts")
        if effect.lasts != "months" and self.months is not None:
            found.append(f"an event of kind {self.kind!r} does not say how many months it lasts")
        if found:
            raise ValueError("; ".join(found))
        return self


class Document(Section):
    """A whole scenario file.

    `resolved` marks a file that politburo wrote itself: its levers already hold what the events do, and the events
    are kept for their dates alone.
    """

    name: str | None = None
    title: str = Field(min_length=1)
    description: str = ""
    country: Annotated[str, AfterValidator(one_of(COUNTRIES, "country"))]
    start: Month
    end: Month
    seed: Annotated[int, AfterValidator(between(*SEEDS))] = 1
    runs: Annotated[int, AfterValidator(between(*RUNS))] = 20
    scale: Annotated[float, AfterValidator(between(*SCALES))] = 1.0
    resolved: bool = False
    levers: LeversSection = Field(default_factory=LeversSection)  # type: ignore[valid-type]
    leader: LeaderSection = Field(default_factory=LeaderSection)
    events: list[EventSection] = []
    mechanisms: MechanismsSection = Field(default_factory=MechanismsSection)  # type: ignore[valid-type]
    parameters: ParametersSection = Field(default_factory=ParametersSection)  # type: ignore[valid-type]

    @field_validator("end")
    @classmethod
    def _end_not_before_start(cls, end: int, info: ValidationInfo) -> int:
        start = info.data.get("start")
        if start is not None and end < start:
            raise ValueError(f"the scenario ends in {month_name(end)}, before it starts in {month_name(start)}")
        return end


def keys_at(location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that the table at a location of the file may hold, as the file spells them."""
    section: Any = Document
    for key in location:
        if isinstance(key, str) and key in section.model_fields:
            section = _section_in(section.model_fields[key].annotation) or section
    return tuple(entry.alias or name for name, entry in section.model_fields.items())


def _section_in(annotation: Any) -> type[Section] | None:
    """The section inside a type such as `list[EventSection]`, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    inner = (_section_in(part) for part in getattr(annotation, "__args__", ()))
    return next((section for section in inner if section is not None), None)
