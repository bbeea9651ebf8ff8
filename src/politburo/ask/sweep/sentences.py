"""What a sweep found, in a few sentences: paired differences with their intervals, turns on the way, regions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer.numbers import digits, plain, with_interval, with_sign
from politburo.ask.factors import called
from politburo.ask.intervals import IDENTICAL, NOT_DISTINGUISHABLE, SAME
from politburo.ask.sweep.tables import region_counts
from politburo.run.scale import sample
from politburo.scenario import month_name

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep
    from politburo.ask.sweep.effects import Effect

BEYOND = 0.1
"""By which part of its whole extent a mean must lie beyond both ends for the turn to be mentioned."""


def sentences(sweep: Sweep) -> tuple[str, ...]:
    """A paragraph on the whole, one on what each factor does, one on regions."""
    effects = " ".join([*(_effects(sweep) if sweep.moving else ()), *_still(sweep)])
    return tuple(part for part in (_opening(sweep), effects, _regions(sweep)) if part)


def _opening(sweep: Sweep) -> str:
    base, runs = sweep.base, sweep.results.runs
    points = len(sweep.results.experiment.points)
    period = f"{month_name(base.start)} to {month_name(base.end)}"
    return (
        f"{points} points with {runs} simulated run{'s' * (runs != 1)} each of {' '.join(base.title.split())}, "
        f"{period}; runs of the same number have the same chance at every point. {sample(base.scale)}"
    ).rstrip()


def _effects(sweep: Sweep) -> Iterator[str]:
    for factor in sweep.factors:
        held = f", held from {factor.start} on" if factor.start else ""
        changes = [_change(sweep, sweep.effect(factor.name, name)) for name in sweep.moving]
        yield (
            f"Over {called(factor.name)}{held}, {factor.low:g} to {factor.high:g}: "
            f"{', '.join(change for change in changes if change)}."
        )
    basis = sweep.table("effects").basis
    if basis is not None:
        between = "" if sweep.is_grid else " between the lowest and the highest quarter of the values"
        yield f"In brackets, of the difference{between}: {basis}; each holds for its own difference alone."


def _still(sweep: Sweep) -> Iterator[str]:
    """The outcomes that are the same at every point."""
    still = [name.replace("_", " ") for name in sweep.outcomes if name not in sweep.moving]
    if still:
        yield f"The same at every point: {', '.join(still)}."


def _change(sweep: Sweep, found: Effect) -> str:
    name = found.outcome.replace("_", " ")
    if math.isnan(found.difference):
        return ""
    decimals = max(digits(max(abs(found.at_low), abs(found.at_high))), digits(abs(found.difference)))
    low, high = (f"{value:,.{decimals}f}".replace("-", "−") for value in (found.at_low, found.at_high))
    turn = _turn(sweep, found.outcome)
    if found.finding == IDENTICAL:
        return f"{name} is {low} at both ends, {IDENTICAL}{turn}"
    about = f"; {NOT_DISTINGUISHABLE} from zero" if found.finding == NOT_DISTINGUISHABLE else ""
    return f"{name} {low} → {high} ({_difference(found)}{about}){turn}"


def _difference(found: Effect) -> str:
    """A difference with its interval, as far as there is one."""
    if math.isnan(found.low):
        same = " in every pair" if found.finding == SAME else ""
        return with_sign(found.difference, digits(abs(found.difference)), grouped=True) + same
    return with_interval(found.difference, found.low, found.high, finer=2)


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
    unsure = sum(share < 1 for share in sweep.placed.agreement)
    some = f" At {unsure} of them not all runs agree." if unsure else ""
    return f"Of {len(sweep.placed.names)} points: {counted}.{some}"
