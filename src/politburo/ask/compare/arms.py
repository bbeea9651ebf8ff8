"""The arms of a comparison: a baseline and its alternatives, with the same seed, runs and scale, in run folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.changing import change_in_words, changed
from politburo.run.plan import default_folder, identity
from politburo.scenario import Scenario, adapt, load, month_name
from politburo.scenario.checks import printable
from politburo.terms.errors import UsageError
from politburo.terms.leaders import chosen_by
from politburo.terms.parameters import Parameters

if TYPE_CHECKING:
    from politburo.run.results import Results

Asked = str | Path | Scenario
"""A scenario by its name, as a file or as an object."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An arm that is asked for: what it is called, its scenario, and the folder of its runs."""

    label: str
    scenario: Scenario
    folder: Path


@dataclass(frozen=True, eq=False)
class Arm:
    """An arm that was run: what it is called, its scenario, and what came out."""

    label: str
    scenario: Scenario
    results: Results


def asked_for(
    baseline: Asked,
    alternatives: Sequence[Asked],
    *,
    sets: Mapping[str, float],
    start: str | None,
    without: Sequence[str],
    off: Sequence[str],
    seed: int | None,
    until: str | None,
    scale: float | None,
    out: Path,
) -> tuple[Asking, ...]:
    """The arms, the baseline first; one that would be the same to the bit as an earlier one has the same folder.

    Raises UsageError when there is nothing to compare with, or what cannot be compared: another country, no month in
    common. Raises as `changed` and `load` do for what cannot be asked.
    """
    base = baseline if isinstance(baseline, Scenario) else load(baseline)
    others = [one if isinstance(one, Scenario) else load(one) for one in alternatives]
    labels = [one.name.removeprefix(f"{base.name}, ") for one in others]
    if said := change_in_words(sets=sets, start=start, without=without, off=off):
        others.append(changed(baseline, sets=sets, start=start, without=without, off=off))
        labels.append(said)
    elif start is not None:
        raise UsageError(f"Nothing is set from {start!r} on: name a lever and its value.")
    if not others:
        raise UsageError(
            f"There is nothing to compare {printable(base.name)} with: name another scenario, or what is to be "
            "different (an event left out, a lever held, a parameter set, a mechanism switched off)."
        )
    base = adapt(base, seed=seed, scale=scale, until=until)
    # What an alternative says of drawing anew stays, so that it can be refused; its seed is the baseline's.
    others = [replace(adapt(one, scale=base.scale, until=until), seed=base.seed) for one in others]
    for other in others:
        _refuse_unpaired(base, other)
    common_months([base, *others])
    return _in_folders(zip(["baseline", *_apart(labels)], [base, *others], strict=True), out)


def common_months(scenarios: Sequence[Scenario]) -> range:
    """The months that all of them have. Raises UsageError when there is none."""
    first, last = max(one.start for one in scenarios), min(one.end for one in scenarios)
    if first > last:
        spans = ", ".join(f"{one.name} {month_name(one.start)} to {month_name(one.end)}" for one in scenarios)
        raise UsageError(f"Scenarios that have no month in common cannot be compared: {printable(spans)}.")
    return range(first, last + 1)


def first_difference(a: Scenario, b: Scenario) -> int | None:
    """The first month in common from which the two ask for different things; None where they never do.

    What outsiders get to see of it all is left aside: it changes nothing that happens.
    """
    months = common_months([a, b])
    if _throughout(a) != _throughout(b):
        return months.start
    return next((month for month in months if _asked_in(a, month) != _asked_in(b, month)), None)


def _throughout(scenario: Scenario) -> tuple:
    parameters = replace(scenario.parameters, record=Parameters().record)
    return scenario.start, scenario.country, scenario.scale, parameters


def _asked_in(scenario: Scenario, month: int) -> tuple:
    logic = scenario.logics[month - scenario.start]
    chosen = set(chosen_by(logic)).intersection(scenario.chooses_at(month))
    chance = scenario.seed_at(month), scenario.run_at(-1, month)
    return scenario.levers_at(month), logic, chosen, month in scenario.successions, chance


def _apart(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind one that stands there already."""
    found: list[str] = []
    for label in labels:
        times = 1
        wanted = label
        while wanted in (*found, "baseline"):
            times += 1
            wanted = f"{label} ({times})"
        found.append(wanted)
    return found


def _refuse_unpaired(base: Scenario, other: Scenario) -> None:
    """Raise UsageError for a scenario whose runs share no chance with those of the baseline of the same number."""
    names = [printable(one.name) for one in (other, base)]
    if base.country != other.country:
        raise UsageError(
            f"{names[0]} happens in {other.country!r} and {names[1]} in {base.country!r}: "
            "runs in different countries share no chance and cannot be compared run by run."
        )
    if base.chance != other.chance:
        raise UsageError(
            f"{names[0]} draws chance under seed {other.chance}, and {names[1]} under seed {base.chance}: "
            "runs that draw differently cannot be compared run by run."
        )


def _in_folders(arms: Iterable[tuple[str, Scenario]], out: Path) -> tuple[Asking, ...]:
    folders: dict[str, Path] = {}
    found = []
    for label, scenario in arms:
        folder = folders.setdefault(identity(scenario), out / default_folder(scenario).name)
        found.append(Asking(label, scenario, folder))
    return tuple(found)
