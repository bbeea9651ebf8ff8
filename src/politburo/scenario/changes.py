"""Scenarios made from scenarios: shorter ones, and ones in which one thing is different; the first stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from politburo.scenario.checks import between, nearest, out_of_range
from politburo.scenario.months import calendar_month, month_name, month_number
from politburo.scenario.resolve import successions
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS, RUNS, SCALES, SEEDS
from politburo.scenario.sentences import gathered
from politburo.terms.declarations import Declaration, declared
from politburo.terms.errors import UsageError
from politburo.terms.leaders import CHOOSABLE, chosen_by, leader_names
from politburo.terms.mechanisms import MECHANISM_NAMES, without
from politburo.terms.parameters import Parameters

PARAMETER_DECLARATIONS: dict[str, Declaration] = {
    f"{phase.name}.{name}": declaration
    for phase in fields(Parameters)
    for name, declaration, _ in declared(type(getattr(Parameters(), phase.name)))
}


def adapt(
    scenario: Scenario,
    *,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
) -> Scenario:
    """The same scenario with another number of runs, seed or scale, or ended after the month `until` (`2015-12`).

    A seed holds throughout, in place of all that the scenario says of seeds.

    Raises UsageError for a value that cannot be, such as a month outside the scenario.
    """
    for what, value, bounds in (("number of runs", runs, RUNS), ("seed", seed, SEEDS), ("scale", scale, SCALES)):
        try:
            between(*bounds)(bounds[0] if value is None else value)
        except ValueError as error:
            raise UsageError(f"The {what} cannot be used: {error}.") from None
    changed = replace(
        scenario,
        runs=scenario.runs if runs is None else runs,
        seed=scenario.seed if seed is None else seed,
        draws_anew=scenario.draws_anew if seed is None else (),
        scale=scenario.scale if scale is None else float(scale),
    )
    return changed if until is None else _ended(changed, until)


def with_levers(scenario: Scenario, *, start: str | None = None, **values: float) -> Scenario:
    """The same scenario with levers held at the given values from the month `start` (`2012-01`) or throughout.

    They override steps and events, and from then on the leader no longer chooses them. Raises ScenarioError for an
    unknown lever or a value out of range; UsageError for a month outside the scenario.
    """
    first = scenario.start if start is None else _month_inside(scenario, start)
    wrong = _wrong(LEVER_DECLARATIONS, values, "lever")
    if wrong:
        raise gathered(scenario.name, wrong)
    held = {name: float(value) for name, value in values.items()}
    months = range(scenario.start, scenario.end + 1)
    before = _chosen(scenario, range(scenario.start, first))
    chooses = tuple(name for name in scenario.chooses if name not in values or name in before)
    from_now = {name: first for name in _chosen(scenario, range(first, scenario.end + 1)) if name in values}
    holds = dict(scenario.holds) | from_now
    return replace(
        scenario,
        levers=tuple(
            replace(levers, **held) if month >= first else levers
            for month, levers in zip(months, scenario.levers, strict=True)
        ),
        chooses=chooses,
        holds=tuple((name, holds[name]) for name in CHOOSABLE if name in holds and name in chooses),
    )


def with_logic(scenario: Scenario, logic: str, *, start: str | None = None) -> Scenario:
    """The same scenario under another logic of rule from the month `start` (`2012-01`) or throughout.

    Raises ScenarioError for an unknown logic; UsageError for a month outside the scenario.
    """
    if logic not in leader_names():
        raise gathered(scenario.name, _unknown(leader_names(), [logic], "logic"))
    first = 0 if start is None else _month_inside(scenario, start) - scenario.start
    return replace(scenario, logics=scenario.logics[:first] + (logic,) * (len(scenario.logics) - first))


def with_off(scenario: Scenario, *mechanisms: str) -> Scenario:
    """The same scenario with mechanisms switched off. Raises ScenarioError for an unknown mechanism."""
    wrong = _unknown(MECHANISM_NAMES, mechanisms, "mechanism")
    if wrong:
        raise gathered(scenario.name, wrong)
    off = tuple(name for name in MECHANISM_NAMES if name in mechanisms or name in scenario.off)
    return replace(scenario, off=off, parameters=without(scenario.parameters, off))


def with_parameters(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The same scenario with parameters set, by names such as `fear.horizon`; a mechanism that is off stays off.

    Raises ScenarioError for an unknown parameter or a value out of range.
    """
    wrong = _wrong(PARAMETER_DECLARATIONS, values, "parameter")
    if wrong:
        raise gathered(scenario.name, wrong)
    parameters = scenario.parameters
    for path, value in values.items():
        phase, name = path.split(".")
        group = replace(getattr(parameters, phase), **{name: float(value)})
        parameters = replace(parameters, **{phase: group})
    return replace(scenario, parameters=without(parameters, scenario.off))


def _chosen(scenario: Scenario, months: range) -> set[str]:
    """The levers that the leader chooses in some of the months."""
    return {
        name
        for month in months
        for name in set(scenario.chooses_at(month)).intersection(chosen_by(scenario.logics[month - scenario.start]))
    }


def _ended(scenario: Scenario, until: str) -> Scenario:
    end = _month_inside(scenario, until)
    events = tuple(event for event in scenario.events if calendar_month(event.day) <= end)
    return replace(
        scenario,
        end=end,
        levers=scenario.levers[: end - scenario.start + 1],
        logics=scenario.logics[: end - scenario.start + 1],
        successions=successions(events, range(scenario.start, end + 1)),
        events=events,
        draws_anew=tuple((month, seed) for month, seed in scenario.draws_anew if month <= end),
        as_run=_as_run_until(scenario, end),
        holds=tuple((name, month) for name, month in scenario.holds if month <= end),
    )


def _as_run_until(scenario: Scenario, end: int) -> tuple[tuple[int, int], ...]:
    """What is said of months in which all runs are one, as far as the last month `end`."""
    before = tuple((last, run) for last, run in scenario.as_run if last < end)
    return before + tuple((end, run) for last, run in scenario.as_run[len(before) :][:1])


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
