"""What a scenario file may say. Keys and ranges of levers, parameters and mechanisms are those declared in `terms`.

Every check here needs no more than one value, or one event; `consistency` holds those that need more of the file.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    create_model,
    field_validator,
)

from politburo.country.countries import LIBRARY_NAMES, country_names, is_path, plan_of
from politburo.scenario.events import EFFECTS, Effect
from politburo.scenario.months import month_name
from politburo.scenario.value_types import (
    LateSchema,
    Month,
    Schema,
    Section,
    check_order,
    constant_or_steps,
    course,
    number,
    term,
    text,
    whole,
    word,
    words_schema,
)
from politburo.terms import bounds
from politburo.terms.checks import between, one_of, shown, text_of, to_day, within
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import GENERATIONS, PUBLIC_EVENT_KINDS, Order
from politburo.terms.leaders import CHOOSABLE, LEADERS, leader_names
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters
from politburo.terms.words import AT_DEFAULTS, FORMS

LONGEST_LABEL = 28
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 20_000
"""Characters of an event's label, of a title or name, and of a description."""

MOST_MONTHS = 1200
"""Months that a scenario may have: a hundred years."""

SEEDS, RUNS, SCALES, HOUSEHOLDS = (one.span for one in (bounds.SEED, bounds.RUNS, bounds.SCALE, bounds.HOUSEHOLDS))
"""Lowest and highest seed, number of runs, share of the country that is simulated, and number of households."""

LONGEST_EVENT = 120
"""Months that an event may last."""

LEVER_DECLARATIONS: dict[str, Declaration] = {name: declaration for name, declaration, _ in declared(Levers)}
LEVER_DEFAULTS: dict[str, float] = {name: default for name, _, default in declared(Levers)}

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

Line = text(LINE, LONGEST_TITLE)


def _known_logic(name: str, info: ValidationInfo) -> str:
    """Check that a logic of rule has this name; those of other packages are looked up when a file is read.

    The context is whether politburo wrote the file: results are read where their leader is not installed, too.
    """
    return LINE(name) if info.context else one_of(leader_names(), "logic")(name)


def _logics() -> Schema:
    """The logics of rule that can be named here, those of installed packages included."""
    known = {kind.name: f"{kind.meaning} ({kind.reference})" for kind in LEADERS}
    return words_schema({name: known.get(name, "of another package that is installed here") for name in leader_names()})


ENSEMBLE_FORM = r"^(defaults|[a-z][a-z-]*:[a-z0-9][a-z0-9_-]*|[^:]*\.csv)$"
"""What an ensemble can be called; whether it is there is found out where runs are asked for."""


def _ensemble_name(name: str) -> str:
    """Check that an ensemble can be called so."""
    if re.match(ENSEMBLE_FORM, LINE(name)) is None:
        raise ValueError(
            f"{shown(name)} is no ensemble; name one as KIND:COUNTRY, such as 'not-ruled-out:north-korea', a file "
            f"beside this one that ends in .csv, or {AT_DEFAULTS!r}"
        )
    return name


def _known_country(name: str, info: ValidationInfo) -> str:
    """Check that a country has this name, or that it is a path; in a file that politburo wrote, that it can be one."""
    return LINE(name) if info.context or is_path(name) else one_of(country_names(), "country")(name)


def _countries() -> Schema:
    """The countries that can be named here, those of installed packages included, or a path."""
    titles = {name: plan_of(name).title if name in LIBRARY_NAMES else "of another package" for name in country_names()}
    return {"type": "string", "anyOf": [words_schema(titles), {"type": "string", "pattern": r"^\.|[/\\]"}]}


def _section(name: str, keys: dict[str, Any], about: str | None = None) -> type[Section]:
    """A section of these keys: types and fields by name."""
    return create_model(name, __base__=Section, __doc__=about, **keys)  # type: ignore[call-overload]


def _of_levers(name: str, type_of: Any, about: str, *, leave: bool = False) -> type[Section]:
    """A section that has a key for each lever."""
    keys = {
        lever: (type_of(lever, number(declaration)), term(lever, declaration, default, leave=leave))
        for lever, declaration, default in declared(Levers)
    }
    return _section(name, keys, about)


def _parameters(group: Any) -> type[Section]:
    """The section of a group of parameters."""
    keys = {
        name: (number(declaration), term(name, declaration, default, source=True))
        for name, declaration, default in declared(group)
    }
    return _section(f"{group.__name__}Section", keys)


GROUPS = {phase.name: type(getattr(Parameters(), phase.name)) for phase in fields(Parameters)}
SECTIONS = {name: _parameters(group) for name, group in GROUPS.items()}
"""The section of every group of parameters; that of the record stands by itself in the file."""

LeversSection = _of_levers("LeversSection", course, "Levers, each one value, steps, or straight lines between points.")
OverridesSection = _of_levers(
    "OverridesSection",
    lambda name, value: constant_or_steps(f"{name}_override", value),
    "Values of levers that neither steps nor events change.",
    leave=True,
)
EventLeversSection = _of_levers(
    "EventLeversSection", lambda _, value: value, "Levers that an event changes.", leave=True
)
RecordSection = SECTIONS["record"]
ParametersSection = _section(
    "ParametersSection",
    {
        name: (section, Field(default_factory=section, description=inspect.getdoc(GROUPS[name])))
        for name, section in SECTIONS.items()
        if name != "record"
    },
    "Parameters by their groups.",
)
MechanismsSection = _section(
    "MechanismsSection",
    {
        one.name: (bool, Field(True, description=f"{one.meaning} (phase {one.phase}; {one.reference})"))
        for one in MECHANISMS
    },
    "Mechanisms, each on or off.",
)
HoldsSection = _section(
    "HoldsSection",
    {
        name: (
            Month | None,
            Field(None, description=f"first month, such as 2012-01, in which he no longer chooses: {about.meaning}"),
        )
        for name, about in LEVER_DECLARATIONS.items()
        if name in CHOOSABLE
    },
    "First months in which the leader no longer chooses levers.",
)


def given(section: Section) -> dict[str, Any]:
    """What a section says, without the keys that are left out."""
    return {name: value for name, value in section if value is not None}


class AsRunSection(Section):
    """The run that all runs are, up to and with a month."""

    until: Month = Field(description="last month in which they are one, such as 2018-04")
    run: whole(0, RUNS[1] - 1) = Field(description="number of the run that they are")  # type: ignore[valid-type]


class RunSection(Section):
    """How often and how large the scenario is simulated, and the seed of chance, or steps of it."""

    seed: constant_or_steps("seed", whole(*SEEDS)) = Field(  # type: ignore[valid-type]
        default=1, description="seed of chance; with steps, chance is drawn anew from their months on"
    )
    runs: whole(*RUNS) = Field(default=20, description="number of runs (replications)")  # type: ignore[valid-type]
    scale: Annotated[float, AfterValidator(between(*SCALES))] = Field(
        default=1.0,
        description="share of lower ranks and households that is simulated",
        json_schema_extra={"minimum": SCALES[0], "maximum": SCALES[1]},
    )
    households: whole(*HOUSEHOLDS) | None = Field(  # type: ignore[valid-type]
        default=None,
        description="number of households that are simulated; without it, as many as the scale says",
    )
    as_run: list[AsRunSection] = Field(
        default_factory=list,
        description="months up to which all runs are drawn as one of them: many futures of one past",
    )

    @field_validator("as_run")
    @classmethod
    def _one_after_another(cls, shared: list[AsRunSection]) -> list[AsRunSection]:
        check_order([entry.until for entry in shared])
        return shared


class LeaderSection(Section):
    """How the leader decides: a logic, or steps of it, the levers that a choosing logic sets, and until when."""

    logic: constant_or_steps(  # type: ignore[valid-type]
        "logic", Annotated[str, AfterValidator(_known_logic), LateSchema(_logics)]
    ) = Field(default="scripted", description="one logic of rule, or one after another, each from its month on")
    chooses: list[word({name: LEVER_DECLARATIONS[name].meaning for name in CHOOSABLE}, "lever to choose")] = Field(  # type: ignore[misc]
        default_factory=lambda: list(CHOOSABLE),
        description="levers that the leader chooses himself, where his logic can",
        json_schema_extra={"uniqueItems": True},
    )
    holds: HoldsSection = Field(  # type: ignore[valid-type]
        default_factory=HoldsSection,
        description="levers that he chooses only before a month; from then on they are as the file says",
    )


ORDER_DECLARATIONS: dict[str, Declaration] = {name: declaration for name, declaration, _ in declared(Order)}


def declaration_of_value(effect: Effect) -> Declaration | None:
    """What is declared of the value of an event, its lever or the share that is purged; None: it has no value."""
    return LEVER_DECLARATIONS[effect.sets] if effect.sets else ORDER_DECLARATIONS["share"] if effect.orders else None


def _of_country(what: str) -> Any:
    """The field of a name that the country gives; whether it does is checked where the country is known."""
    return Field(default=None, description=f"{what} of the country, by name; any, where it is left out")


def _age(name: str) -> Any:
    (default,) = (default for key, _, default in declared(Order) if key == name)
    return term(name, ORDER_DECLARATIONS[name], default)


class OrderSection(Section):
    """Of whom a purge is ordered, all that is named taken together, and in which form."""

    organ: Line | None = _of_country("an organ")  # type: ignore[valid-type]
    rank: Line | None = _of_country("a rank")  # type: ignore[valid-type]
    province: Line | None = _of_country("a province")  # type: ignore[valid-type]
    generation: word({name: f"those whom the {name} appointed" for name in GENERATIONS}, "generation") | None = Field(  # type: ignore[valid-type]
        default=None, description="whose men are meant; any, where it is left out"
    )
    age_from: number(ORDER_DECLARATIONS["age_from"]) = _age("age_from")  # type: ignore[valid-type]
    age_to: number(ORDER_DECLARATIONS["age_to"]) = _age("age_to")  # type: ignore[valid-type]
    form: word({name: name for name in FORMS}, "form of a penalty") | None = Field(  # type: ignore[valid-type]
        default=None, description="form of the penalty; without it, as severe as the case of each would have been"
    )

    @field_validator("age_to")
    @classmethod
    def _not_below(cls, age_to: float, info: ValidationInfo) -> float:
        age_from = info.data.get("age_from")
        if age_from is not None and age_to < age_from:
            raise ValueError(f"nobody is from {age_from:g} up to {age_to:g} years old; age_to lies below age_from")
        return age_to


def _kind_in(info: ValidationInfo) -> tuple[str, Effect | None]:
    """The kind of an event in words, and its effect; None where the kind itself is wrong."""
    kind = info.data.get("kind")
    return f"an event of kind {kind!r}", EFFECTS.get(kind) if kind else None


class EventSection(Section):
    """A dated public event. It acts from its month, or from the next one if it falls after the 15th."""

    day: Annotated[date, BeforeValidator(to_day)] = Field(
        alias="date", description="day, such as 2012-01-31; after the 15th it acts from the next month"
    )
    kind: word({kind.name: kind.meaning for kind in PUBLIC_EVENT_KINDS}, "kind of event") = Field(  # type: ignore[valid-type]
        description="kind of event"
    )
    label: text(LABEL, LONGEST_LABEL) = Field(description="a few words for pictures")  # type: ignore[valid-type]
    levers: EventLeversSection = Field(  # type: ignore[valid-type]
        default_factory=EventLeversSection, description="levers that it changes besides what its kind does"
    )
    order: OrderSection | None = Field(
        default=None, description="of whom a purge is ordered, and in which form: for events that order one"
    )
    value: float | None = Field(
        default=None, validate_default=True, description="to what it changes the lever of its kind, or the share purged"
    )
    months: whole(1, LONGEST_EVENT) | None = Field(  # type: ignore[valid-type]
        default=None, validate_default=True, description="months that it lasts"
    )

    @field_validator("levers")
    @classmethod
    def _besides_those_of_the_kind(cls, levers: Any, info: ValidationInfo) -> Any:
        about, effect = _kind_in(info)
        own = [name for name in given(levers) if effect and name in effect.touches]
        if own:
            raise ValueError(f"{own[0]!r} is changed by {about} as it is; it cannot stand here")
        return levers

    @field_validator("order")
    @classmethod
    def _orders_as_the_kind_does(cls, order: OrderSection | None, info: ValidationInfo) -> OrderSection | None:
        about, effect = _kind_in(info)
        if order is not None and effect is not None and not effect.orders:
            raise ValueError(f"{about} orders no purge")
        return order

    @field_validator("value")
    @classmethod
    def _value_as_the_kind_asks(cls, value: float | None, info: ValidationInfo) -> float | None:
        about, effect = _kind_in(info)
        if effect is None:
            return value
        declaration = declaration_of_value(effect)
        if declaration is None:
            if value is not None:
                raise ValueError(f"{about} has no value")
        elif value is not None:
            within(declaration)(value)
        elif not effect.optional:
            meaning = "share of posts abroad that is withdrawn" if effect.rest else declaration.meaning
            raise ValueError(f"{about} needs a value ({meaning})")
        return effect.default if value is None else value

    @field_validator("months")
    @classmethod
    def _months_as_the_kind_asks(cls, months: int | None, info: ValidationInfo) -> int | None:
        about, effect = _kind_in(info)
        if effect is None:
            return months
        if effect.lasts == "months":
            if months is None:
                raise ValueError(f"{about} needs the number of months that it lasts")
        elif months is not None and effect.touches:
            raise ValueError(f"{about} does not say how many months it lasts")
        elif months is not None and "levers" in info.data and not given(info.data["levers"]):
            raise ValueError(f"{about} has months only for levers that it changes besides")
        return months


class Content(Section):
    """A whole scenario file, what it extends already merged into it.

    `complete` marks a file that politburo wrote itself, with all that the scenario extends in it; `name` and `parent`
    keep what the scenario was called and what it extends.
    """

    extends: Line | None = Field(  # type: ignore[valid-type]
        default=None,
        description="the scenario that this one changes: a name in the library, or a file beside or below this one",
    )
    drop_events: list[str] = Field(
        default_factory=list,
        description="labels of the parent's events that do not take place",
        json_schema_extra={"uniqueItems": True},
    )
    name: Line | None = Field(default=None, description="what the scenario is called, if not by its file")  # type: ignore[valid-type]
    parent: Line | None = Field(  # type: ignore[valid-type]
        default=None, description="in files that politburo wrote: what the scenario extended"
    )
    complete: bool = Field(
        default=False, description="whether politburo wrote the file, with all that the scenario extends in it"
    )
    title: Line = Field(description="one line above tables and pictures")  # type: ignore[valid-type]
    description: text(LINES, LONGEST_DESCRIPTION, 0) = Field(default="", description="what the scenario is about")  # type: ignore[valid-type]
    country: Annotated[str, AfterValidator(_known_country), LateSchema(_countries)] = Field(
        description="the country that is built: a name that `politburo countries` lists, or the path of a folder with "
        'the files of one, such as "./my-country", beside or below this file'
    )
    start: Month = Field(description="first month, such as 2008-01")
    end: Month = Field(description="last month, such as 2019-12")
    run: RunSection = Field(default_factory=RunSection, description="how often and how large it is simulated")
    leader: LeaderSection = Field(default_factory=LeaderSection, description="how the leader decides")
    levers: LeversSection = Field(  # type: ignore[valid-type]
        default_factory=LeversSection, description="what the leader and the world do, month by month"
    )
    overrides: OverridesSection = Field(  # type: ignore[valid-type]
        default_factory=OverridesSection,
        description="levers at values that neither steps nor events change, throughout or from months on",
    )
    events: list[EventSection] = Field(default_factory=list, description="dated public events and what they change")
    mechanisms: MechanismsSection = Field(  # type: ignore[valid-type]
        default_factory=MechanismsSection, description="rules of the model that are switched off"
    )
    parameters: ParametersSection = Field(  # type: ignore[valid-type]
        default_factory=ParametersSection,
        description="strengths of the rules, by the phase of the month or the logic of rule that they belong to",
    )
    ensemble: (
        Annotated[str, AfterValidator(_ensemble_name), WithJsonSchema({"type": "string", "pattern": ENSEMBLE_FORM})]
        | None
    ) = Field(
        default=None,
        description="parameter sets under which it is simulated, run k under set k, but for what is said in "
        '`parameters`: an ensemble that comes with politburo, such as "not-ruled-out:north-korea", a file (CSV) beside '
        'or below this one, or "defaults" for none where the parent names one',
    )
    record: RecordSection = Field(  # type: ignore[valid-type]
        default_factory=RecordSection, description="what outsiders get to see; nothing here changes what happens"
    )

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
