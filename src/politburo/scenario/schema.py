"""What a scenario file may say. Keys and ranges of levers, parameters and mechanisms are those declared in `terms`.

Every check here needs no more than one value, or one event; `consistency` holds those that need more of the file.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, create_model, field_validator

from politburo.scenario.checks import between, one_of, text_of, to_day, within
from politburo.scenario.events import EFFECTS
from politburo.scenario.line_numbers import Location
from politburo.scenario.months import month_name
from politburo.scenario.schedules import STEPS, STRAIGHT, TAGS, Month, Section, constant_or_steps, course
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.leaders import CHOOSABLE, leader_names
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.parameters import Parameters

COUNTRIES = ("north-korea", "example")
"""Names of the countries that can be built; the country room builds them, and is not imported for its weight."""

LONGEST_LABEL = 28
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 20_000
"""Characters of an event's label, of a title or name, and of a description."""

MOST_MONTHS = 1200
"""Months that a scenario may have: a hundred years."""

SEEDS = (0, 2**32 - 1)
RUNS = (1, 1_000_000)
SCALES = (0.001, 1.0)
"""Lowest and highest seed, number of runs, and share of the country that is simulated."""

LEVER_DECLARATIONS: dict[str, Declaration] = {name: declaration for name, declaration, _ in declared(Levers)}

PARAMETER_DECLARATIONS: dict[str, Declaration] = {
    f"{phase.name}.{name}": declaration
    for phase in fields(Parameters)
    for name, declaration, _ in declared(type(getattr(Parameters(), phase.name)))
}
"""By names such as `fear.horizon`, in the order in which parameters are declared."""

LABEL = text_of(LONGEST_LABEL, "a chart has room for")
LINE = text_of(LONGEST_TITLE, "it may have")
LINES = text_of(LONGEST_DESCRIPTION, "it may have", lines=True)
"""Checks of a label, of a text on one line, and of a text on several."""

Line = Annotated[str, AfterValidator(LINE)]


def _known_logic(name: str, info: ValidationInfo) -> str:
    """Check that a logic of rule has this name; those of other packages are looked up when a file is read.

    The context is whether politburo wrote the file: results are read where their leader is not installed, too.
    """
    return name if info.context else one_of(leader_names(), "logic")(name)


def _number(declaration: Declaration) -> Any:
    """The type of a number in its declared range."""
    return Annotated[float, AfterValidator(within(declaration))]


def _levers() -> type[Section]:
    keys = {name: (course(name, _number(declaration)), None) for name, declaration in LEVER_DECLARATIONS.items()}
    return create_model("LeversSection", __base__=Section, **keys)  # type: ignore[call-overload]


def _overrides() -> type[Section]:
    keys = {
        name: (constant_or_steps(f"{name}_override", _number(declaration)), None)
        for name, declaration in LEVER_DECLARATIONS.items()
    }
    return create_model("OverridesSection", __base__=Section, **keys)  # type: ignore[call-overload]


def _levers_of_event() -> type[Section]:
    keys = {name: (_number(declaration), None) for name, declaration in LEVER_DECLARATIONS.items()}
    return create_model("EventLeversSection", __base__=Section, **keys)  # type: ignore[call-overload]


def _numbers(group: Any) -> type[Section]:
    """The section of a group of parameters."""
    keys = {name: (_number(declaration), None) for name, declaration, _ in declared(group)}
    return create_model(f"{group.__name__}Section", __base__=Section, **keys)  # type: ignore[call-overload]


SECTIONS = {phase.name: _numbers(type(getattr(Parameters(), phase.name))) for phase in fields(Parameters)}
"""The section of every group of parameters; that of the record stands by itself in the file."""

LeversSection = _levers()
OverridesSection = _overrides()
EventLeversSection = _levers_of_event()
RecordSection = SECTIONS["record"]
ParametersSection = create_model(
    "ParametersSection",
    __base__=Section,
    **{name: (section, Field(default_factory=section)) for name, section in SECTIONS.items() if name != "record"},  # type: ignore[call-overload]
)
MechanismsSection = create_model(
    "MechanismsSection",
    __base__=Section,
    **dict.fromkeys(MECHANISM_NAMES, (bool, True)),  # type: ignore[call-overload]
)


def given(section: Section) -> dict[str, Any]:
    """What a section says, without the keys that are left out."""
    return {name: value for name, value in section if value is not None}


class AsRunSection(Section):
    """The run that all runs are, up to and with a month."""

    until: Month
    run: Annotated[int, AfterValidator(between(0, RUNS[1] - 1))]


class RunSection(Section):
    """How often and how large the scenario is simulated, and the seed of chance, or steps of it."""

    seed: constant_or_steps("seed", Annotated[int, AfterValidator(between(*SEEDS))]) = 1  # type: ignore[valid-type]
    runs: Annotated[int, AfterValidator(between(*RUNS))] = 20
    scale: Annotated[float, AfterValidator(between(*SCALES))] = 1.0
    as_run: list[AsRunSection] = Field(default_factory=list)

    @field_validator("as_run")
    @classmethod
    def _one_after_another(cls, shared: list[AsRunSection]) -> list[AsRunSection]:
        for earlier, later in pairwise(shared):
            if later.until <= earlier.until:
                first, second = month_name(earlier.until), month_name(later.until)
                raise ValueError(f"the months must follow one another in time, but {second} comes after {first}")
        return shared


HoldsSection = create_model(
    "HoldsSection",
    __base__=Section,
    **dict.fromkeys(CHOOSABLE, (Month | None, None)),  # type: ignore[call-overload]
)


class LeaderSection(Section):
    """How the leader decides: a logic, or steps of it, the levers that a choosing logic sets, and until when."""

    logic: constant_or_steps("logic", Annotated[str, AfterValidator(_known_logic)]) = "scripted"  # type: ignore[valid-type]
    chooses: list[Annotated[str, AfterValidator(one_of(CHOOSABLE, "lever to choose"))]] = Field(
        default_factory=lambda: list(CHOOSABLE)
    )
    holds: HoldsSection = Field(default_factory=HoldsSection)  # type: ignore[valid-type]


class EventSection(Section):
    """A dated public event. It acts from its month, or from the next one if it falls after the 15th."""

    day: Annotated[date, BeforeValidator(to_day)] = Field(alias="date")
    kind: Annotated[str, AfterValidator(one_of(PUBLIC_EVENT_NAMES, "kind of event"))]
    label: Annotated[str, AfterValidator(LABEL)]
    levers: EventLeversSection = Field(default_factory=EventLeversSection)  # type: ignore[valid-type]
    value: float | None = Field(default=None, validate_default=True)
    months: Annotated[int, AfterValidator(between(1, 120))] | None = Field(default=None, validate_default=True)

    @field_validator("levers")
    @classmethod
    def _besides_those_of_the_kind(cls, levers: Any, info: ValidationInfo) -> Any:
        kind = info.data.get("kind")
        own = [name for name in given(levers) if kind and name in EFFECTS[kind].touches]
        if own:
            raise ValueError(f"{own[0]!r} is changed by an event of kind {kind!r} as it is; it cannot stand here")
        return levers

    @field_validator("value")
    @classmethod
    def _value_as_the_kind_asks(cls, value: float | None, info: ValidationInfo) -> float | None:
        kind = info.data.get("kind")
        if kind is None:
            return value
        effect = EFFECTS[kind]
        if effect.sets is None:
            if value is not None:
                raise ValueError(f"an event of kind {kind!r} has no value")
        elif value is not None:
            within(LEVER_DECLARATIONS[effect.sets])(value)
        elif not effect.optional:
            raise ValueError(f"an event of kind {kind!r} needs a value ({LEVER_DECLARATIONS[effect.sets].meaning})")
        return effect.default if value is None else value

    @field_validator("months")
    @classmethod
    def _months_as_the_kind_asks(cls, months: int | None, info: ValidationInfo) -> int | None:
        kind = info.data.get("kind")
        if kind is None:
            return months
        effect = EFFECTS[kind]
        if effect.lasts == "months":
            if months is None:
                raise ValueError(f"an event of kind {kind!r} needs the number of months that it lasts")
        elif months is not None and effect.touches:
            raise ValueError(f"an event of kind {kind!r} does not say how many months it lasts")
        elif months is not None and "levers" in info.data and not given(info.data["levers"]):
            raise ValueError(f"an event of kind {kind!r} has months only for levers that it changes besides")
        return months


class Content(Section):
    """A whole scenario file, what it extends already merged into it.

    `complete` marks a file that politburo wrote itself, with all that the scenario extends in it; `name` and `parent`
    keep what the scenario was called and what it extends.
    """

    extends: Line | None = None
    drop_events: list[str] = Field(default_factory=list)
    name: Line | None = None
    parent: Line | None = None
    complete: bool = False
    title: Line
    description: Annotated[str, AfterValidator(LINES)] = ""
    country: Annotated[str, AfterValidator(one_of(COUNTRIES, "country"))]
    start: Month
    end: Month
    run: RunSection = Field(default_factory=RunSection)
    leader: LeaderSection = Field(default_factory=LeaderSection)
    levers: LeversSection = Field(default_factory=LeversSection)  # type: ignore[valid-type]
    overrides: OverridesSection = Field(default_factory=OverridesSection)  # type: ignore[valid-type]
    events: list[EventSection] = Field(default_factory=list)
    mechanisms: MechanismsSection = Field(default_factory=MechanismsSection)  # type: ignore[valid-type]
    parameters: ParametersSection = Field(default_factory=ParametersSection)  # type: ignore[valid-type]
    record: RecordSection = Field(default_factory=RecordSection)  # type: ignore[valid-type]

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, end: int, info: ValidationInfo) -> int:
        start = info.data.get("start")
        if start is not None and end < start:
            raise ValueError(f"the scenario ends in {month_name(end)}, before it starts in {month_name(start)}")
        if start is not None and end - start >= MOST_MONTHS:
            months = end - start + 1
            raise ValueError(f"the scenario has {months} months; {MOST_MONTHS} is the most that it may have")
        return end


def without_tags(location: tuple[str | int, ...]) -> Location:
    """A location that pydantic tells, without what is not in the file."""
    return tuple(part for part in location if part not in TAGS)


def keys_at(location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that the table at a location told by pydantic may hold, as the file spells them."""
    sections: list[type[Section]] = [Content]
    for part in location:
        if part in (STEPS, STRAIGHT):
            sections = [section for section in sections if ("linear" in section.model_fields) == (part == STRAIGHT)]
        elif isinstance(part, str) and part in sections[0].model_fields:
            sections = _sections_in(sections[0].model_fields[part].annotation)
    return tuple(entry.alias or name for name, entry in sections[0].model_fields.items())


def homes_of(key: str) -> tuple[str, ...]:
    """The tables of a file that have such a key, by the names that stand in their headers."""
    tables = {"run": RunSection, "leader": LeaderSection, "levers": LeversSection, "mechanisms": MechanismsSection}
    tables |= {f"parameters.{name}": section for name, section in SECTIONS.items() if name != "record"}
    tables["record"] = RecordSection
    return tuple(name for name, section in tables.items() if key in section.model_fields)


def _sections_in(annotation: Any) -> list[type[Section]]:
    """The sections inside a type such as `list[EventSection]`."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [section for part in getattr(annotation, "__args__", ()) for section in _sections_in(part)]
