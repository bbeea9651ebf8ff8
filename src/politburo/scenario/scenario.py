"""A resolved scenario: what the leader and the world do, month by month, and what it takes to simulate it.

Time is resolved by the month. A lever that the file leaves out, and a stepped lever before its first step, has its
default value; a straight line is flat before its first point and after its last. Within a month steps and lines come
first, then events by day; where two change the same lever, the later wins, but amounts add up (power lost or gained,
news from outside); a line that still rises or falls wins over every event of an earlier month. An event acts from its
own month if it falls on the 15th or before, from the next month if it falls after that; one whose effect would begin
after the end of the scenario changes nothing. What lasts a number of months gives way to the lever's own course when
they are over.

Steps and events from before the start come from a scenario that this one extends: they count for what the levers are
at the start, and such events are not among those of the scenario; nor are events after its end.

Memory and disk are estimated before anything is built or written. The numbers were measured with version 0.1 on Linux,
x86-64, and are good within a factor of two; more purges and flights than usual make more events and larger files. Tests
hold them against what is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.country.countries import files_of
from politburo.scenario.document import Document
from politburo.scenario.events import EFFECTS, PublicEvent, orders, successions
from politburo.scenario.months import calendar_month, month_name, month_of_effect, spans
from politburo.scenario.schema import (
    LEVER_DEFAULTS,
    LONGEST_TITLE,
    AsRunSection,
    Content,
    EventSection,
    LeaderSection,
    RunSection,
    Section,
    given,
)
from politburo.terms.bounds import more_than_one_each
from politburo.terms.checks import printable
from politburo.terms.errors import UsageError
from politburo.terms.events import Order
from politburo.terms.leaders import chosen_by
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import without
from politburo.terms.parameters import Parameters
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import AT_DEFAULTS, FORMS

if TYPE_CHECKING:
    from politburo.country.figures import Evidence
    from politburo.country.folder import CountryFiles
    from politburo.country.plan import CountryPlan

DEFAULT_SEED = RunSection.model_fields["seed"].default
DEFAULT_LOGIC = LeaderSection.model_fields["logic"].default


@dataclass(frozen=True)
class Scenario:
    """Everything a run is asked. Months are year × 12 + month − 1; `start` and `end` both belong to the run.

    levers and logics hold one entry per month; `chooses` names the levers that a choosing logic sets, and `holds` are
    (lever, month): from that month on it no longer does. `successions` are the months in which a successor takes over,
    `orders` are (month, purge ordered for it); in `parameters` the mechanisms named in `off` have no effect. `parent`
    is what the scenario extends, as its file names it: a name in the library or a path.

    `households` is the number of households that are simulated; None: as many as the scale says.

    `country` is a name, or the path of a folder as the file says it; `files` are those of the country where
    they are not those that the name leads to here and now.

    `ensemble` is the name or the path of parameter sets under which it is to be simulated; None: its own parameters.
    It is no part of what one run is asked, and so not of the digest.

    `draws_anew` are (month, seed): from that month on chance is drawn under that seed. `as_run` are (month, number):
    up to and with that month every run is drawn as the run of that number, and so all runs are one until then.

    `document` is what the scenario was resolved from, and what every change of it edits. A copy with other fields
    (`dataclasses.replace`) has none; `changes.document_of` then writes one.
    """

    name: str
    title: str
    description: str
    country: str
    start: int
    end: int
    seed: int
    runs: int
    scale: float
    levers: tuple[Levers, ...]
    logics: tuple[str, ...]
    chooses: tuple[str, ...]
    successions: tuple[int, ...]
    events: tuple[PublicEvent, ...]
    parameters: Parameters
    off: tuple[str, ...]
    parent: str | None = None
    draws_anew: tuple[tuple[int, int], ...] = ()
    as_run: tuple[tuple[int, int], ...] = ()
    holds: tuple[tuple[str, int], ...] = ()
    households: int | None = None
    files: CountryFiles | None = None
    orders: tuple[tuple[int, Order], ...] = ()
    ensemble: str | None = None
    document: Document | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def country_files(self) -> CountryFiles:
        """The files of its country. Raises UsageError for a name that there is not, CountryError for what is wrong."""
        return self.files or files_of(self.country)

    @property
    def plan(self) -> CountryPlan:
        """Its country before it is built. Raises as `country_files`."""
        return self.country_files.plan

    @property
    def evidence(self) -> Evidence:
        """The public figures that come with its country. Raises as `country_files`."""
        return self.country_files.evidence

    def levers_at(self, month: int) -> Levers:
        """The levers of a month. Raises UsageError for a month outside the scenario."""
        if not self.start <= month <= self.end:
            span = f"{month_name(self.start)} to {month_name(self.end)}"
            raise UsageError(f"The month {month_name(month)} lies outside the scenario {self.name!r} ({span}).")
        return self.levers[month - self.start]

    def chooses_at(self, month: int) -> tuple[str, ...]:
        """The levers that a choosing logic may set in a month."""
        held = dict(self.holds)
        return tuple(name for name in self.chooses if month < held.get(name, month + 1))

    def chosen_at(self, month: int) -> tuple[str, ...]:
        """The levers that the logic which rules in a month does set; all it may, for a logic of another package."""
        return tuple(name for name in chosen_by(self.logics[month - self.start]) if name in self.chooses_at(month))

    def orders_at(self, month: int) -> tuple[Order, ...]:
        """The purges that are ordered for a month."""
        return tuple(order for when, order in self.orders if when == month)

    def seed_at(self, month: int) -> int:
        """The seed under which the chance of a month is drawn; what outsiders see is drawn under `seed` throughout."""
        return next((seed for first, seed in reversed(self.draws_anew) if first <= month), self.seed)

    def run_at(self, run: int, month: int) -> int:
        """The number of the run as which the chance of run `run` is drawn in a month."""
        return next((number for last, number in self.as_run if month <= last), run)

    @property
    def chance(self) -> str:
        """The seed in words, and what is said besides of when it changes: `1, from 2018-05 on 7`."""
        seeds = (f", from {month_name(month)} on {seed}" for month, seed in self.draws_anew)
        shared = (f", until {month_name(month)} all as run {number}" for month, number in self.as_run)
        return "".join((str(self.seed), *seeds, *shared))

    @property
    def people_each(self) -> float | None:
        """The people for whom a household stands, on average, where the number of households is said."""
        return None if self.households is None else self.plan.people / self.households

    @property
    def households_in_words(self) -> str:
        """How many households are simulated and for how many people one stands, or that the scale says so."""
        if self.people_each is None:
            return "as the scale says"
        return f"{self.households:,} households, each for {people_in_words(self.people_each)}"

    @property
    def size(self) -> float:
        """The scale of a country whose months take as much time: the scale itself, unless the households are said."""
        if self.households is None:
            return self.scale
        more = self.households / self.plan.households - self.scale
        return self.scale + TIME_OF_HOUSEHOLDS * more

    def digest(self) -> str:
        """Hash (hex) of what decides the results of a run; name, title, description, runs, labels and parent do not.

        Events decide through the levers, the logics and the successions that they have been resolved into.
        """
        decides = {
            "country": self.plan.name,
            "start": self.start,
            "end": self.end,
            "seed": self.seed,
            "scale": self.scale,
            "levers": [asdict(levers) for levers in self.levers],
            "logics": self.logics,
            "chooses": sorted(self.chooses),
            "successions": self.successions,
            "parameters": asdict(self.parameters),
        }
        # Said only where it is so: scenarios without them keep the digest that they always had.
        decides |= {"draws_anew": self.draws_anew} if self.draws_anew else {}
        decides |= {"as_run": self.as_run} if self.as_run else {}
        decides |= {"households": self.households} if self.households is not None else {}
        decides |= {"orders": [(month, asdict(order)) for month, order in self.orders]} if self.orders else {}
        decides |= {"holds": sorted(self.holds)} if self.holds else {}
        return hashlib.blake2b(json.dumps(decides, sort_keys=True).encode(), digest_size=16).hexdigest()


def resolve(document: Document, content: Content | None = None) -> Scenario:
    """The scenario that a valid document says; `content` is what its data hold where that has been checked already.

    It is called by its file unless the document has a name of its own.
    """
    content = Content.model_validate(document.data, context=True) if content is None else content
    months = range(content.start, content.end + 1)
    events = tuple(event_of(event) for event in sorted(content.events, key=lambda event: event.day))
    inside = tuple(event for event in events if calendar_month(event.day) in months)
    off = tuple(mechanism for mechanism, on in content.mechanisms if not on)
    logic = changes_of(content.leader.logic, content.start)
    seeds = spans(carried(changes_of(content.run.seed, content.start), DEFAULT_SEED, months), content.start)
    chooses, held = tuple(dict.fromkeys(content.leader.chooses)), given(content.leader.holds)
    scenario = Scenario(
        name=content.name or printable(Path(document.own.name).stem)[:LONGEST_TITLE],
        title=content.title,
        description=content.description,
        country=content.country,
        files=document.country,
        start=content.start,
        end=content.end,
        seed=seeds[0].value,
        runs=content.run.runs,
        scale=content.run.scale,
        households=content.run.households,
        levers=_levers(dict(content.levers), events, given(content.overrides), months),
        logics=tuple(carried(logic, DEFAULT_LOGIC, months)),
        chooses=tuple(name for name in chooses if name not in held or held[name] > content.start),
        successions=successions(inside, months),
        orders=orders(inside, months),
        events=inside,
        parameters=without(_parameters(content), off),
        off=off,
        parent=content.extends or content.parent,
        draws_anew=tuple((span.first, span.value) for span in seeds[1:]),
        as_run=_as_run(content.run.as_run, months),
        holds=tuple((name, month) for name, month in held.items() if name in chooses and month in months[1:]),
        ensemble=_ensemble(document, content.ensemble),
    )
    object.__setattr__(scenario, "document", document)  # no field that `replace` would copy
    return scenario


def _ensemble(document: Document, named: str | None) -> str | None:
    """The name of an ensemble, or the path of its file, which lies beside the file that names it."""
    if named is None or named == AT_DEFAULTS:
        return None
    folder = document.origin(("ensemble",))[0].folder
    return str(folder / named) if named.endswith(".csv") and folder is not None else named


def _as_run(written: list[AsRunSection], months: range) -> tuple[tuple[int, int], ...]:
    """The months up to which all runs are drawn as one, inside the scenario, each with that run."""
    numbers = [next((entry.run for entry in written if month <= entry.until), None) for month in months]
    return tuple((span.last, span.value) for span in spans(numbers, months.start) if span.value is not None)


def event_of(event: EventSection) -> PublicEvent:
    """The event that a section of a file says."""
    besides = tuple(given(event.levers).items())
    order = None
    if EFFECTS[event.kind].orders and event.value is not None:
        order = Order(share=event.value, **({} if event.order is None else given(event.order)))
    return PublicEvent(event.day, event.kind, event.label, event.value, event.months, besides, order)


def _levers(
    written: Mapping[str, Any], events: tuple[PublicEvent, ...], overrides: Mapping[str, Any], months: range
) -> tuple[Levers, ...]:
    """The levers of every month: steps and lines, then lasting effects of events, those that end, and overrides."""
    changes = {name: changes_of(written[name], months.start) for name in LEVER_DEFAULTS}
    for event in events:
        for name, value in event.lasting.items():
            changes[name][month_of_effect(event.day)] = value
    courses = {name: carried(changes[name], LEVER_DEFAULTS[name], months) for name in LEVER_DEFAULTS}
    for event in events:
        first = month_of_effect(event.day) - months.start
        for name in event.passing:
            course = courses[name]
            for position in range(max(first, 0), min(first + (event.months or 1), len(months))):
                course[position] = event.passing_over(name, course[position])
    for name, override in overrides.items():
        values = carried(changes_of(override, months.start), None, months)
        courses[name] = [own if value is None else value for own, value in zip(courses[name], values, strict=True)]
    return tuple(Levers(*values) for values in zip(*courses.values(), strict=True))


def changes_of(written: Any, start: int) -> dict[int, Any]:
    """Value from each month on: of steps, of straight lines, of one value from `start` on, or of nothing at all."""
    if written is None:
        return {}
    if isinstance(written, Section):
        return _line(written.linear, start)  # type: ignore[attr-defined]
    return {step.start: step.value for step in written} if isinstance(written, list) else {start: written}


def _line(points: list[Any], start: int) -> dict[int, float]:
    """The value of every month on straight lines between points, and at `start` if they begin later."""
    changes = {min(start, points[0].start): points[0].value}
    for before, after in pairwise(points):
        slope = (after.value - before.value) / (after.start - before.start)
        for month in range(before.start, after.start):
            changes[month] = before.value + slope * (month - before.start)
    changes[points[-1].start] = points[-1].value
    return changes


def carried(changes: Mapping[int, Any], default: Any, months: range) -> list[Any]:
    """The value in each month when every change holds until the next one."""
    before = [month for month in changes if month < months.start]
    course, value = [], changes[max(before)] if before else default
    for month in months:
        value = changes.get(month, value)
        course.append(value)
    return course


def _parameters(content: Content) -> Parameters:
    """The parameters with what the document sets."""
    parameters = Parameters()
    groups = {}
    for phase in fields(Parameters):
        section = content.record if phase.name == "record" else getattr(content.parameters, phase.name)
        groups[phase.name] = replace(getattr(parameters, phase.name), **given(section))
    return Parameters(**groups)


POST, CLIENTS, TIE, HOUSEHOLD, KIN = 64, 20, 4, 26, 4
"""Bytes of memory for each post, its clients where it is a top post, each tie, household and tie to kin.

The state of a run takes as much as the country.
"""

EVENTS_OF_TOP, EVENTS_OF_OTHERS, EVENTS = 0.22, 0.011, 130
"""Bytes on disk of the events of a month for each top post and for each other post, and of any, at scale 1."""

BUILDING = 2.5
"""Memory while a country is built, or a month is simulated, relative to what is kept of it."""

HOUSEHOLD_OF_A_RUN = 33
"""Bytes of memory for each household more than the scale says in a run."""

SERIES_ON_DISK = 0.55
"""Part of the bytes of series that is left when they are compressed."""

RUN_ON_DISK = 115_000
"""Bytes that the files of a run have whatever they hold: labels, units and directories of what is in them."""

SHOWN = 200
"""Bytes of memory for each run and month while the table, the story and the picture are made."""

MOST_DISK = 10**12
"""Bytes of results that a scenario may ask for: a terabyte."""


TIME_OF_HOUSEHOLDS = 0.2
"""Part of the time of a month that households take at scale 1."""


def too_many(plan: CountryPlan, households: int) -> str:
    """Why a country cannot have so many households, as a clause; nothing where it can."""
    return more_than_one_each(households, plan.people, plan.name)


def people_in_words(number: float) -> str:
    """A number of people for whom one stands: `about 96 people`."""
    said = f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
    return "about 1 person" if said == "1" else f"about {said} people"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What simulating a scenario needs: bytes of memory besides the program itself, and of disk for the results."""

    months: int
    runs: int
    memory: int
    disk: int


def memory(plan: CountryPlan, scale: float) -> float:
    """Bytes of memory that a country takes once it is built."""
    top, others = _posts(plan)
    post = POST + TIE * (plan.close_friends + plan.acquaintances)
    return (post + CLIENTS) * top + post * others * scale + (HOUSEHOLD + KIN * plan.kin) * plan.households * scale


def series_in_memory(plan: CountryPlan) -> int:
    """Bytes of a month's series while a run is simulated; once more while they are written."""
    sizes = {"organ": len(plan.organs), "rank": len(plan.ranks), "form": len(FORMS), "province": len(plan.provinces)}
    groups = (prod(sizes[dimension] for dimension in one.by) if one.by else 0 for one in ALL_SERIES)
    return 4 * sum(1 + count for count in groups)


def _posts(plan: CountryPlan) -> tuple[int, int]:
    """Posts of the top ranks, which never shrink with the scale, and all others."""
    return sum(plan.cadres[: plan.top_ranks]), sum(plan.cadres[plan.top_ranks :])


def estimate(scenario: Scenario, *, runs: int | None = None, threads: int = 1) -> Estimate:
    """The estimate for `runs` runs, or all of the scenario, `threads` of them at the same time."""
    plan = scenario.plan
    top, others = _posts(plan)
    months, runs = scenario.end - scenario.start + 1, scenario.runs if runs is None else runs
    usual, household = plan.households * scenario.scale, HOUSEHOLD + KIN * plan.kin
    country, series = memory(plan, scenario.scale), series_in_memory(plan)
    more = 0.0 if scenario.households is None else scenario.households - usual
    building = country * BUILDING + household * more
    in_work = country * BUILDING + HOUSEHOLD_OF_A_RUN * more + 2 * series * months
    events = EVENTS_OF_TOP * top + (EVENTS_OF_OTHERS * others + EVENTS) * scenario.scale
    return Estimate(
        months=months,
        runs=runs,
        memory=round(building + min(threads, runs) * in_work + SHOWN * runs * months),
        disk=round(runs * (RUN_ON_DISK + months * (SERIES_ON_DISK * series + events))),
    )


def in_bytes(number: float) -> str:
    """A number of bytes as people read it, such as `1.2 GB`."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if number >= size:
            return f"{number / size:.{int(number < 10 * size)}f} {unit}".replace(".0 ", " ")
    return f"{number / 1e3:.0f} kB"
