"""What is set on the page: a base scenario and what is different in the what-if, within bounds that keep it quick.

A state comes from a browser and may say anything. It is checked here; what a scenario may say is checked by the room
that reads scenarios. It is written into the fragment of an address (`#…`), which no browser sends to a server.
"""

from __future__ import annotations

import base64
import binascii
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from politburo.answer.numbers import listed
from politburo.country.households import households_at
from politburo.country.posts import circle_sizes
from politburo.scenario import (
    Scenario,
    adapt,
    load,
    month_name,
    month_number,
    parse,
    scenario_names,
    to_toml,
    with_levers,
    with_logic,
    with_off,
)
from politburo.scenario.changes import described, refuse_no_change
from politburo.terms.checks import nearest, printable, shown
from politburo.terms.errors import UsageError

GIVEN = "(file)"
"""How a state names the scenario that the lab was started with, where that is a file."""

WHAT_IF = "what-if"
"""What the changed scenario is called."""

MOST_MONTHS = 240
"""Months of a scenario: with more, no first answer would come within a second."""

MOST_RUNS = 64
"""Pairs of runs at which adding them ends at the latest."""

SCALES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Shares of a country that are offered, as far as it has not too many agents at them."""

MOST_AGENTS = 60_000
"""Cadres and households that a run may have: a tenth of a large country, or the whole of a small one."""

MOST_HOUSEHOLDS = 20_000

MOST_SOURCE = 64_000
"""Characters of a scenario file that is brought along; the longest in the library has a fifth of it."""

MOST_STATE = 200_000
"""Bytes of a state, with the file that it may bring along."""

MOST_EVENTS = 100
MOST_SERIES = 8

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class Plain(BaseModel):
    """Plain data: no key but those declared, and no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Ordered(Plain):
    """Of whom a purge is ordered, and in which form; the reader of scenarios checks the names."""

    organ: Label | None = None
    rank: Label | None = None
    province: Label | None = None
    generation: Name | None = None
    form: Name | None = None
    age_from: float | None = Field(default=None, ge=0, le=120)
    age_to: float | None = Field(default=None, ge=0, le=120)


class Added(Plain):
    """A dated event of the what-if; the reader of scenarios checks what its kind asks for."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    kind: Name
    label: Label
    value: float | None = Field(default=None, allow_inf_nan=False)
    months: int | None = Field(default=None, ge=1, le=MOST_MONTHS)
    order: Ordered | None = None

    def table(self) -> dict[str, Any]:
        """The event as a scenario file has it. Raises UsageError for a day that there is not."""
        return self.model_dump(exclude_none=True) | {"date": _day(self.date, self.label)}


class State(Plain):
    """All that can be set.

    `scenario` names the base: one of the library, GIVEN, or what the file `source` is to be called. `levers` are held
    and `logic` rules from the month `since` on, or throughout; `off` are mechanisms, which are off throughout. Of the
    base's dated events those in `without` are left out and those in `moved` have another day; `added` are new ones.
    Runs are added until there are `runs` pairs, or each interval shown reaches no further than `precision` percent of
    the baseline's level.
    """

    scenario: Annotated[str, Field(pattern=r"^[\w() .,-]{1,100}$")] = "north-korea"
    source: str | None = Field(default=None, max_length=MOST_SOURCE)
    since: Month | None = None
    until: Month | None = None
    levers: dict[Name, Annotated[float, Field(allow_inf_nan=False)]] = Field(default_factory=dict, max_length=100)
    logic: Name | None = None
    off: list[Name] = Field(default_factory=list, max_length=200)
    moved: dict[Label, str] = Field(default_factory=dict, max_length=MOST_EVENTS)
    without: list[Label] = Field(default_factory=list, max_length=MOST_EVENTS)
    added: list[Added] = Field(default_factory=list, max_length=MOST_EVENTS)
    ensemble: Annotated[str, Field(pattern=r"^not-ruled-out:[\w-]{1,60}$")] | None = None
    scale: float = Field(default=0.01, ge=SCALES[0], le=SCALES[-1])
    households: int | None = Field(default=None, ge=100, le=MOST_HOUSEHOLDS)
    seed: int | None = Field(default=None, ge=0, le=2**32 - 1)
    runs: int = Field(default=32, ge=2, le=MOST_RUNS)
    precision: float = Field(default=5.0, ge=0.5, le=100.0)


class View(Plain):
    """What is looked at: the outcomes that are drawn, in what width (pixels), and as whom."""

    series: list[Name] = Field(default_factory=lambda: ["fear"], min_length=1, max_length=MOST_SERIES)
    width: int = Field(default=860, ge=240, le=1200)
    seen: Literal["truth", "outsiders"] = "truth"


class Link(Plain):
    """What an address says that is shared: a state, the outcomes that are looked at, and as whom."""

    state: State = Field(default_factory=State)
    series: list[Name] = Field(default_factory=list, max_length=MOST_SERIES)
    seen: Literal["truth", "outsiders"] = "truth"


class Question(Plain):
    """What the page asks: of a state, what is looked at; `session` is where its runs are kept."""

    session: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    state: State
    view: View = Field(default_factory=View)


@dataclass(frozen=True, slots=True)
class Arms:
    """What is to be run: the baseline, and the what-if unless nothing is different in it; `notice` says why."""

    base: Scenario
    changed: Scenario | None
    notice: str = ""


def read(text: str | bytes, kind: type[Plain] = State) -> Any:
    """What a text of JSON says, by default a state. Raises UsageError, in one sentence, for what cannot be."""
    if len(text) > MOST_STATE:
        raise UsageError(f"This has {len(text):,} bytes; {MOST_STATE:,} is the most that the page may send.")
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        where = f" at {printable(place[:80])}" if place else ""
        raise UsageError(f"This is no state of the page{where}: {printable(first['msg'])[:200]}.") from None


def fragment(link: Link) -> str:
    """A link as the fragment of an address: JSON without what has its default, in the letters of base64."""
    text = json.dumps(link.model_dump(exclude_defaults=True), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def of_fragment(text: str) -> Link:
    """The link that the fragment of an address says. Raises UsageError."""
    said = text.removeprefix("#")
    try:
        return read(base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True), Link)
    except (binascii.Error, ValueError):
        raise UsageError("The address ends in no state of the page: it may have been cut off.") from None


def base_of(state: State, given: Scenario | None = None) -> Scenario:
    """The scenario that a state begins from, at its length and size, which are kept within the bounds of the lab.

    Raises UsageError or ScenarioError.
    """
    found = adapt(
        _named(state, given),
        until=state.until,
        scale=state.scale,
        seed=state.seed,
        runs=state.runs,
        households=state.households,
    )
    months = found.end - found.start + 1
    if months > MOST_MONTHS:
        latest = month_name(found.start + MOST_MONTHS - 1)
        raise UsageError(
            f"{printable(found.name)} has {months} months; the lab simulates {MOST_MONTHS} at most: choose a last "
            f"month up to {latest}."
        )
    if found.households is not None and found.households > MOST_HOUSEHOLDS:
        found = adapt(found, households=MOST_HOUSEHOLDS)
    if state.scale > max(offered := scales_of(found)):
        raise UsageError(
            f"At scale {state.scale:g} {printable(found.name)} has more than {MOST_AGENTS:,} cadres and households, "
            f"the most that the lab simulates: choose a scale up to {max(offered):g}."
        )
    return found


def scales_of(scenario: Scenario) -> list[float]:
    """The scales that the lab offers for a scenario: those at which its country has few enough agents, or the least."""
    plan = scenario.plan
    few = [one for one in SCALES if circle_sizes(plan, one).sum() + households_at(plan, one) <= MOST_AGENTS]
    return few or list(SCALES[:1])


def arms_of(state: State, given: Scenario | None = None) -> Arms:
    """The baseline and the what-if of a state. Raises UsageError or ScenarioError for what cannot be."""
    base = base_of(state, given)
    words = _in_words(state)
    if not words:
        return Arms(base, None)
    made = _with_events(base, state)
    # A lever that is named is held, whatever the leader would choose; his logic rules the others.
    if state.logic is not None:
        made = with_logic(made, state.logic, start=state.since)
    made = with_off(with_levers(made, start=state.since, **state.levers), *state.off)
    title = f"{base.title}: {WHAT_IF} ({listed(words)})"
    made = described(made, base, name=f"{base.name}, {WHAT_IF}", title=title)
    try:
        refuse_no_change(base, made, WHAT_IF)
    except UsageError as error:
        return Arms(base, None, str(error))
    return Arms(base, made)


def file_of(state: State, runs: int, given: Scenario | None = None) -> str:
    """The what-if, or where nothing is different the baseline, as the text of a scenario file with so many runs."""
    arms = arms_of(state, given)
    return to_toml(adapt(arms.changed or arms.base, runs=runs))


def _named(state: State, given: Scenario | None) -> Scenario:
    if state.source is not None:
        return parse(state.source, f"{state.scenario}.toml")
    if state.scenario == GIVEN:
        if given is None:
            raise UsageError(
                "This address was made in a lab that was started with a scenario file: start it with --scenario FILE."
            )
        return given
    if state.scenario not in scenario_names():
        raise UsageError(
            f"There is no scenario {shown(state.scenario)} here; {nearest(state.scenario, scenario_names())}"
        )
    return load(state.scenario)


def _with_events(base: Scenario, state: State) -> Scenario:
    """The base with other dated events: its document, edited and read anew, so that all of it is checked."""
    if not (state.moved or state.without or state.added):
        return base
    tables = tomllib.loads(to_toml(base))
    events: list[dict[str, Any]] = tables.get("events", [])
    known = [event["label"] for event in events]
    for label in (*state.moved, *state.without):
        if label not in known:
            raise UsageError(f"{printable(base.name)} has no event {shown(label)}.")
    kept = [event for event in events if event["label"] not in state.without]
    for event in kept:
        if (day := state.moved.get(event["label"])) is not None:
            event["date"] = _day(day, event["label"])
    tables["events"] = [*kept, *(one.table() for one in state.added)]
    return parse(tomli_w.dumps(tables), f"{WHAT_IF}.toml", country=base.files)


def _day(said: str, label: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageError(f"{shown(said)}, the day of {shown(label)}, is no day; write it like '2012-01-31'.") from None


def _in_words(state: State) -> list[str]:
    """What is different in the what-if, one by one."""
    since = f" from {state.since}" if state.since else ""
    if state.since:
        month_number(state.since)
    words = [f"{name.replace('_', ' ')} {value:g}{since}" for name, value in state.levers.items()]
    words += [f"logic {state.logic}{since}"] if state.logic is not None else []
    words += [f"{name.replace('_', ' ')} off" for name in state.off]
    words += [f"{label} on {day}" for label, day in state.moved.items()]
    words += [f"without {label}" for label in state.without]
    return [*words, *(f"{one.label} on {one.date}" for one in state.added)]
