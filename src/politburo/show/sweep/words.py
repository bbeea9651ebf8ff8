"""What a sweep found, in a few sentences: paired differences with their intervals, turns on the way, regions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer.numbers import plain
from politburo.ask.run.months import month_name
from politburo.show.points import called
from politburo.show.sweep.moving import moving
from politburo.show.sweep.tables import counts, difference, levels, region_counts

if TYPE_CHECKING:
    from politburo.ask.sweep.effects import Effect
    from politburo.ask.sweep.swept import Sweep

BEYOND = 0.1
"""By which part of its whole extent a mean must lie beyond both ends for the turn to be told."""


def in_words(sweep: Sweep, *outcomes: str) -> str:
    """A paragraph on the whole, one on what each factor does, one on regions, and one on what went wrong."""
    shown = outcomes or moving(sweep)
    found = [*(_effects(sweep, shown) if shown else ()), _still(sweep, shown)]
    parts = [_opening(sweep), " ".join(filter(None, found)), _regions(sweep), _failures(sweep)]
    return "\n\n".join(part for part in parts if part)


def _opening(sweep: Sweep) -> str:
    base, results = sweep.asked.base, sweep.results
    points, runs = len(results.experiment.points), results.runs
    scale = "" if base.scale == 1 else f", at scale {base.scale:g}"
    period = f"{month_name(base.start)} to {month_name(base.end)}"
    return (
        f"{points} points with {runs} simulated run{'s' * (runs != 1)} each of {' '.join(base.title.split())}, "
        f"{period}{scale}; every point meets the same chances."
    )


def _effects(sweep: Sweep, outcomes: tuple[str, ...]) -> list[str]:
    said = []
    for factor in sweep.factors:
        held = f", held from {factor.start} on" if factor.start else ""
        changes = [_change(sweep, sweep.effect(factor.name, name)) for name in outcomes]
        said.append(
            f"Over {called(factor.name)}{held}, {factor.low:g} to {factor.high:g}: "
            f"{', '.join(change for change in changes if change)}."
        )
    if sweep.results.runs > 1:
        between = "" if sweep.is_grid else " between the lowest and the highest quarter of the values"
        said.append(f"In brackets the 90 % interval of the difference{between} over paired runs, each for itself.")
    return said


def _still(sweep: Sweep, told: tuple[str, ...]) -> str:
    """The outcomes that are the same at every point, of those that are shown."""
    still = [name.replace("_", " ") for name in sweep.outcomes if name not in told and name not in moving(sweep)]
    return f"The same at every point: {', '.join(still)}." if still else ""


def _change(sweep: Sweep, found: Effect) -> str:
    name = found.outcome.replace("_", " ")
    if math.isnan(found.difference):
        return ""
    low, high = levels(found)
    turn = _turn(sweep, found.outcome)
    if not counts(found):
        return f"{name} stays at {low}" if not turn else f"{name} is at {low} at both ends{turn}"
    apart = "" if found.told_apart or math.isnan(found.low) else "; not told apart"
    return f"{name} {low} → {high} ({difference(found)}{apart}){turn}"


def _turn(sweep: Sweep, name: str) -> str:
    """Where along a single factor an outcome is highest or lowest, if that lies inside and well beyond both ends."""
    if len(sweep.factors) > 1 or not sweep.is_grid:
        return ""
    mean, at = sweep.results.mean(name).to_numpy(), sweep.results.experiment.points[:, 0]
    if np.isnan(mean).any() or len(mean) < 3:
        return ""
    ends = mean[[int(np.argmin(at)), int(np.argmax(at))]]
    extent = float(np.ptp(mean))
    for word, place, beyond in (
        ("highest", int(np.argmax(mean)), float(mean.max() - ends.max())),
        ("lowest", int(np.argmin(mean)), float(ends.min() - mean.min())),
    ):
        if extent > 0 and beyond > BEYOND * extent:
            return f", {word} at {at[place]:g} ({plain(float(mean[place]))})"
    return ""


def _regions(sweep: Sweep) -> str:
    if not sweep.regions:
        return ""
    counted = ", ".join(f"{name} {count}" for name, count in region_counts(sweep).items())
    meant = "; ".join(f"{region.name}: {region.meaning} ({region.in_words()})" for region in sweep.regions)
    unsure = sum(share < 1 for share in sweep.placed.agreement)
    some = f" At {unsure} of them not all runs agree." if unsure else ""
    return f"Of {len(sweep.placed.names)} points: {counted}.{some} {meant[0].upper()}{meant[1:]}."


def _failures(sweep: Sweep) -> str:
    failures, missing = sweep.failures, sweep.results.missing
    if not failures:
        return f"{missing} runs are missing." if missing else ""
    runs = sum(len(failure.runs) for failure in failures)
    return f"{missing or runs} runs are missing. {failures[0].message}." + (
        f" So did runs of {len(failures) - 1} more jobs." if len(failures) > 1 else ""
    )
