"""The arms of a comparison: a baseline and its alternatives, with the same seed, runs and scale, in run folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.plan import default_folder, identity
from politburo.scenario import Scenario, adapt, changed, load
from politburo.scenario.changes import change_in_words, refuse_no_change
from politburo.scenario.checks import printable
from politburo.scenario.differences import common_months
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

Asked = str | Path | Scenario
"""A scenario by its name, as a file or as an object."""


@dataclass(frozen=True, slots=True)
class ArmPlan:
    """An arm that is to be run: what it is called, its scenario, and the folder of its runs."""

    label: str
    scenario: Scenario
    folder: Path


@dataclass(frozen=True, eq=False)
class Arm:
    """An arm that was run: what it is called, its scenario, and what came out."""

    label: str
    scenario: Scenario
    results: Results


def plan_arms(
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
) -> tuple[ArmPlan, ...]:
    """The arms, the baseline first; one that would be the same to the bit as an earlier one has the same folder.

    Raises UsageError when there is nothing to compare with, for an alternative in which nothing is different, and for
    what cannot be compared: another country, no month in common. Raises as `changed` and `load` do for what cannot be
    asked.
    """
    base = baseline if isinstance(baseline, Scenario) else load(baseline)
    others = [one if isinstance(one, Scenario) else load(one) for one in alternatives]
    labels = [one.name.removeprefix(f"{base.name}, ") for one in others]
    if said := change_in_words(sets=sets, start=start, without=without, off=off):
        others.append(changed(base, sets=sets, start=start, without=without, off=off))
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
    others = [adapt(one, seed=None if one.draws_anew else base.seed, scale=base.scale, until=until) for one in others]
    for other, label in zip(others, labels, strict=True):
        _refuse_unpaired(base, other)
        refuse_no_change(base, other, label)
    common_months([base, *others])
    return _in_folders(zip(["baseline", *_apart(labels)], [base, *others], strict=True), out)


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


def _in_folders(arms: Iterable[tuple[str, Scenario]], out: Path) -> tuple[ArmPlan, ...]:
    folders: dict[str, Path] = {}
    found = []
    for label, scenario in arms:
        folder = folders.setdefault(identity(scenario), out / default_folder(scenario).name)
        found.append(ArmPlan(label, scenario, folder))
    return tuple(found)
