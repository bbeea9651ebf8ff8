"""Scenarios made from scenarios: shorter ones, and ones in which something is different; the first stays as it was.

Every change edits the document that the scenario was resolved from, and resolves it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from politburo.scenario.document import document_of, labels
from politburo.scenario.error_messages import change_error
from politburo.scenario.events import EFFECTS, NOT_MODELLED
from politburo.scenario.months import month_name, month_number, number, spans
from politburo.scenario.names import full_names, mechanism_name
from politburo.scenario.overview import common_months, first_difference
from politburo.scenario.reader import LIBRARY_NAMES, load
from politburo.scenario.scenario import DEFAULT_LOGIC, DEFAULT_SEED, Scenario, resolve, too_many
from politburo.scenario.schema import (
    HOUSEHOLDS,
    LEVER_DECLARATIONS,
    LONGEST_TITLE,
    PARAMETER_DECLARATIONS,
    RUNS,
    SCALES,
    SEEDS,
)
from politburo.terms.checks import between, nearest, out_of_range, printable, shown
from politburo.terms.declarations import Declaration
from politburo.terms.errors import UsageError
from politburo.terms.leaders import CHOOSABLE, leader_names
from politburo.terms.mechanisms import MECHANISM_NAMES

LONGEST_NAME = 100
"""Characters of the name of a changed scenario, which its folder is called by."""


def changed(
    scenario: str | Path | Scenario,
    *,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
) -> Scenario:
    """The scenario of that name, in that file or given, with what is named different; its title says what.

    `sets` holds levers at a value, from the month `start` (`2014-01`) or throughout, and sets parameters, which holds
    for the whole run; `off` switches mechanisms off; `without` leaves out every dated event whose label contains one of
    the words, and with it what the event does. With nothing named the scenario stays as it is.

    Raises UsageError for a name that fits nothing or several things, a word that no label contains, a month outside the
    scenario, and for what cannot begin in a month; ScenarioError for a value out of range and for a scenario that
    cannot be used.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    named, off = full_names(sets or {}), tuple(map(mechanism_name, off))
    held = {name: value for name, value in named.items() if name in LEVER_DECLARATIONS}
    parameters = {name: value for name, value in named.items() if name in PARAMETER_DECLARATIONS}
    if start is not None:
        _refuse_whole(start, held, parameters, off)
    known = labels(document_of(base).data)
    gone = [label for word in without for label in labels_with(word, known, base)]
    made = with_levers(without_events(base, gone), start=start, **held)
    made = with_off(with_parameters(made, parameters), *off)
    said = change_in_words(sets=named, start=start, without=without, off=off)
    return described(made, base, name=f"{base.name}, {said}", title=f"{base.title}: {said}") if said else base


def change_in_words(
    *,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
) -> str:
    """A short title of what is changed, such as `market tolerance 0.2 from 2014-01, without summit`."""
    held = [f"{re.sub('[._]', ' ', name)} {number(value)}" for name, value in full_names(sets or {}).items()]
    parts = [" and ".join(held) + (f" from {start}" if start and held else "")] if held else []
    parts += [f"without {word.strip()}" for word in without]
    parts += [f"{mechanism_name(name).replace('_', ' ')} off" for name in off]
    return ", ".join(parts)


def adapt(
    scenario: Scenario,
    *,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
) -> Scenario:
    """The same scenario with other runs, seed, scale or number of households, or ended after `until` (`2015-12`).

    A seed holds throughout, in place of all that the scenario says of seeds.

    Raises UsageError for a value that cannot be, such as a month outside the scenario.
    """
    asked = {
        "runs": (runs, RUNS),
        "seed": (seed, SEEDS),
        "scale": (scale, SCALES),
        "households": (households, HOUSEHOLDS),
    }
    for what, (value, bounds) in asked.items():
        try:
            between(*bounds)(bounds[0] if value is None else value)
        except ValueError as error:
            said = f"number of {what}" if what in ("runs", "households") else what
            raise UsageError(f"The {said} cannot be used: {error}.") from None
    if households is not None and (problem := too_many(scenario.plan, households)):
        raise UsageError(f"The number of households cannot be used: {problem}.")
    table = {what: value for what, (value, _) in asked.items() if value is not None}
    keys: dict[str, Any] = {"run": _table(scenario, "run") | table} if table else {}
    if until is not None:
        keys["end"] = month_name(_month_inside(scenario, until))
    return _edited(scenario, keys)


def sized_as(scenario: Scenario, other: Scenario) -> Scenario:
    """The same scenario with the scale and the number of households of another one. Raises UsageError as `adapt`."""
    made = adapt(scenario, scale=other.scale, households=other.households)
    if made.households == other.households:
        return made
    table = _table(made, "run")
    return _edited(made, {"run": {key: table[key] for key in table if key != "households"}})


def with_levers(scenario: Scenario, *, start: str | None = None, **values: float) -> Scenario:
    """The same scenario with levers held at the given values from the month `start` (`2012-01`) or throughout.

    They override steps and events, and from then on the leader no longer chooses them. Raises ScenarioError for an
    unknown lever or a value out of range; UsageError for a month outside the scenario.
    """
    first = scenario.start if start is None else _month_inside(scenario, start)
    wrong = _wrong(LEVER_DECLARATIONS, values, "lever")
    if wrong:
        raise change_error(scenario.name, wrong)
    overrides = _table(scenario, "overrides")
    held = {name: _from(overrides.get(name), first, float(value), scenario) for name, value in values.items()}
    before = _chosen(scenario, range(scenario.start, first))
    chooses = tuple(name for name in scenario.chooses if name not in values or name in before)
    from_now = {name: first for name in _chosen(scenario, range(first, scenario.end + 1)) if name in values}
    holds = dict(scenario.holds) | from_now
    leader = _table(scenario, "leader") | {
        "chooses": list(chooses),
        "holds": {name: month_name(holds[name]) for name in CHOOSABLE if name in holds and name in chooses},
    }
    return _edited(scenario, {"overrides": overrides | held, "leader": leader} if values else {})


def with_logic(scenario: Scenario, logic: str, *, start: str | None = None) -> Scenario:
    """The same scenario under another logic of rule from the month `start` (`2012-01`) or throughout.

    Raises ScenarioError for an unknown logic; UsageError for a month outside the scenario.
    """
    if logic not in leader_names():
        raise change_error(scenario.name, _unknown(leader_names(), [logic], "logic"))
    first = scenario.start if start is None else _month_inside(scenario, start)
    leader = _table(scenario, "leader")
    return _edited(
        scenario, {"leader": leader | {"logic": _from(leader.get("logic", DEFAULT_LOGIC), first, logic, scenario)}}
    )


def with_seed(scenario: Scenario, seed: int, *, start: str) -> Scenario:
    """The same scenario with chance drawn under another seed from the month `start` (`2012-01`) on.

    Raises UsageError for a seed that cannot be and for a month outside the scenario.
    """
    try:
        between(*SEEDS)(seed)
    except ValueError as error:
        raise UsageError(f"The seed cannot be used: {error}.") from None
    run = _table(scenario, "run")
    drawn = _from(run.get("seed", DEFAULT_SEED), _month_inside(scenario, start), seed, scenario)
    return _edited(scenario, {"run": run | {"seed": drawn}})


def with_one_past(scenario: Scenario, run: int, *, start: str) -> Scenario:
    """The same scenario with all runs drawn as the run of that number before the month `start` (`2012-01`).

    Raises UsageError for a month outside the scenario.
    """
    numbers = [scenario.run_at(run, month) for month in range(scenario.start, _month_inside(scenario, start))]
    shared = [{"until": month_name(span.last), "run": span.value} for span in spans(numbers, scenario.start)]
    return _edited(scenario, {"run": _table(scenario, "run") | {"as_run": shared}})


def with_off(scenario: Scenario, *mechanisms: str) -> Scenario:
    """The same scenario with mechanisms switched off. Raises ScenarioError for an unknown mechanism."""
    wrong = _unknown(MECHANISM_NAMES, mechanisms, "mechanism")
    if wrong:
        raise change_error(scenario.name, wrong)
    off = dict.fromkeys(mechanisms, False)
    return _edited(scenario, {"mechanisms": _table(scenario, "mechanisms") | off} if off else {})


def with_parameters(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The same scenario with parameters set, by names such as `fear.horizon`; a mechanism that is off stays off.

    Raises ScenarioError for an unknown parameter or a value out of range.
    """
    wrong = _wrong(PARAMETER_DECLARATIONS, values, "parameter")
    if wrong:
        raise change_error(scenario.name, wrong)
    groups = _table(scenario, "parameters") | {"record": _table(scenario, "record")}
    for path, value in values.items():
        phase, name = path.split(".")
        groups[phase] = groups.get(phase, {}) | {name: float(value)}
    return _edited(scenario, {"record": groups.pop("record"), "parameters": groups} if values else {})


def without_events(scenario: Scenario, gone: Iterable[str]) -> Scenario:
    """The same scenario without the dated events that have these labels, and without what they do.

    Raises UsageError for an event whose levers are all overridden throughout: leaving it out would change nothing.
    """
    gone = set(gone)
    overrides = _table(scenario, "overrides")
    held = {name for name, value in overrides.items() if not isinstance(value, list)}
    held |= {name for name, value in overrides.items() if isinstance(value, list) and _begins(value) <= scenario.start}
    kept = []
    for event in document_of(scenario).data.get("events", []):
        moved = {*EFFECTS[event["kind"]].touches, *event.get("levers", {})}
        if event["label"] not in gone:
            kept.append(event)
        elif moved and moved <= held and not EFFECTS[event["kind"]].orders:
            raise UsageError(
                f"Leaving out {shown(event['label'])} would change nothing in {printable(scenario.name)}: the levers "
                f"that it moves are held there ({', '.join(sorted(moved))})."
            )
    return _edited(scenario, {"events": kept} if gone else {})


def labels_with(word: str, known: Sequence[str], base: Scenario, *, start: str | None = None) -> list[str]:
    """Which labels of dated events contain a word, whatever its capitals.

    `known` are those of all events of `base`, or with `start` (`2014-01`) of those from that month on. Raises
    UsageError when none of them does.
    """
    found = [label for label in known if word.strip() and word.strip().casefold() in label.casefold()]
    if not found:
        since, some, none = "", "its events are", "it has no dated events"
        if start is not None:
            since, some, none = f" from {start} on", "from then on they are", "from then on there are none"
        there = f"{some} {', '.join(map(shown, known))}" if known else none
        raise UsageError(f"{printable(base.name)} has no event{since} whose label contains {shown(word)}; {there}.")
    return found


def described(scenario: Scenario, base: Scenario, *, name: str, title: str, description: str | None = None) -> Scenario:
    """The scenario under a name and title, cut where they are too long, that say how it differs from its base.

    Its parent is the base where that is in the library, else the base's parent.
    """
    packaged = base.name in LIBRARY_NAMES
    keys = {
        "name": name[:LONGEST_NAME].rstrip(" ,"),
        "title": title[:LONGEST_TITLE].rstrip(" ,"),
        "parent": base.name if packaged else base.parent,
    }
    made = _edited(scenario, keys if description is None else keys | {"description": description})
    above = document_of(base) if packaged else document_of(base).parent
    return resolve(replace(document_of(made), parent=above))


def without_ensemble(scenario: Scenario) -> Scenario:
    """The scenario without the ensemble that it names: a run has the parameters that the scenario says itself."""
    return scenario if scenario.ensemble is None else _edited(scenario, {"ensemble": None})


def refuse_no_change(base: Scenario, other: Scenario, said: str) -> None:
    """Raise UsageError when nothing in the months that both have is different in `other`, which is called `said`.

    What decides is what is simulated and seen of it, not how the files say it.
    """
    if first_difference(base, other) is not None or base.parameters.record != other.parameters.record:
        return
    months = common_months([base, other])
    span = f"from {month_name(months.start)} to {month_name(months.stop - 1)}"
    idle = [event.label for event in base.events if event not in other.events and not event.is_modelled]
    why = f"what is asked for is already the case {span}"
    if idle:
        what = f"is a {NOT_MODELLED}" if len(idle) == 1 else f"are {NOT_MODELLED.replace('reference', 'references')}"
        why = f"{', '.join(map(shown, idle))} {what}"
    raise UsageError(f"Nothing would differ between {printable(base.name)} and {shown(said)}: {why}.")


def _edited(scenario: Scenario, keys: Mapping[str, Any]) -> Scenario:
    """The scenario with other values of top-level keys of its document; the same where there are none."""
    if not keys:
        return scenario
    named = {"name": scenario.name, "parent": scenario.parent}
    return resolve(document_of(scenario).changed(named | dict(keys)))


def _table(scenario: Scenario, key: str) -> dict[str, Any]:
    """A table of the scenario's document; empty where it has none of that name."""
    return document_of(scenario).data.get(key, {})


def _from(written: Any, first: int, value: Any, scenario: Scenario) -> Any:
    """What is written of something, one value or steps or nothing, with another value from a month on."""
    if first == scenario.start:
        return value
    if written is None:
        written = []
    elif not isinstance(written, list):
        written = [{"from": month_name(scenario.start), "value": written}]
    earlier = [step for step in written if month_number(step["from"]) < first]
    return [*earlier, {"from": month_name(first), "value": value}]


def _begins(steps: Sequence[Mapping[str, Any]]) -> int:
    return month_number(steps[0]["from"])


def _refuse_whole(start: str, held: Mapping[str, float], parameters: Iterable[str], off: Iterable[str]) -> None:
    """Raise UsageError for what holds for a whole run and cannot begin in a month, or where nothing begins then."""
    whole = [f"the parameter {name!r}" for name in parameters] + [f"the mechanism {name!r}" for name in off]
    if whole:
        raise UsageError(
            f"Only levers can be held from {shown(start)} on; {' and '.join(whole)} would change for the whole run. "
            "Leave the month out, or change them in an alternative of their own."
        )
    if not held:
        raise UsageError(f"Nothing is set from {shown(start)} on: name a lever and its value.")


def _chosen(scenario: Scenario, months: range) -> set[str]:
    """The levers that the leader chooses in some of the months."""
    return {name for month in months for name in scenario.chosen_at(month)}


def _month_inside(scenario: Scenario, written: str) -> int:
    """The number of a month that belongs to the scenario. Raises UsageError."""
    try:
        month = month_number(written)
    except ValueError as error:
        raise UsageError(f"{error}.") from None
    if not scenario.start <= month <= scenario.end:
        span = f"{month_name(scenario.start)} to {month_name(scenario.end)}"
        raise UsageError(f"{written} lies outside the scenario {scenario.name!r}, which runs from {span}.")
    return month


def _wrong(declarations: Mapping[str, Declaration], values: Mapping[str, float], what: str) -> list[str]:
    """A sentence for each unknown name and each value out of range."""
    ranges = [
        f"{name}: {out_of_range(declarations[name], value)}"
        for name, value in values.items()
        if name in declarations and not declarations[name].allows(value)
    ]
    return _unknown(tuple(declarations), values, what) + ranges


def _unknown(known: tuple[str, ...], names: Iterable[str], what: str) -> list[str]:
    return [f"there is no {what} {name!r}; {nearest(name, known)}" for name in names if name not in known]
