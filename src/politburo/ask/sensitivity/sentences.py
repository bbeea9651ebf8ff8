"""A sensitivity analysis in words: what decides each outcome, what chance is worth, and whether it has converged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from politburo.answer.numbers import plain
from politburo.ask.sensitivity import convergence
from politburo.ask.sensitivity.sample import FEW, is_count
from politburo.ask.sensitivity.tables import basis_of, meaning_of
from politburo.run.outcomes import outcome
from politburo.run.scale import sample

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity
    from politburo.ask.sensitivity.indices import Indexed
    from politburo.ask.sensitivity.screening import Screened
    from politburo.ask.sensitivity.tornado import Swing

MOST = 5
"""Factors that are named for an outcome."""

MUCH = 0.8
"""Share of the variance, held by few points, from which it is mentioned."""


def sentences(found: Sensitivity) -> tuple[str, ...]:
    """What was asked, what decides each outcome, and how to read it."""
    return (_asked(found), *_screening(found), *(_outcome(found, name) for name in found.outcomes), *_end(found))


def heading_of(name: str) -> str:
    """An outcome with its meaning and unit."""
    one = outcome(name)
    unit = "" if one.unit == "1" else f", {one.unit}"
    return f"{name.replace('_', ' ')} ({one.meaning}{unit})"


def noise_of(found: Indexed | Screened | None) -> str:
    """How much of what is seen between points is chance, for one outcome."""
    if found is None or math.isnan(found.noise.share):
        return ""
    said = f"Noise: {_percent(found.noise.share)} of the variance between points is chance"
    alone = f"with one run a point and no seeds in common it would be {_percent(found.noise.alone)}"
    return f"{said} ({alone})."


def extremes_of(found: Indexed) -> str:
    """That few points decide everything, where it is so."""
    if not found.held_by_few > MUCH:
        return ""
    return (
        f"{100 * FEW:g} % of the points hold {_percent(found.held_by_few)} of the variance: the indices say what leads "
        "to these few; narrower ranges would say more."
    )


def verdict_of(found: Sensitivity, name: str) -> str:
    """Whether the answer about an outcome has converged."""
    verdict = found.verdicts.get(name)
    return "Too few runs ended well to say anything." if verdict is None else f"{str(verdict).capitalize()}."


def rest_of(found: Sensitivity) -> str:
    """What the factors are meanwhile that have no indices, where there are such."""
    left = len(found.plan.factors) - len(found.kept)
    return f"The {left} other factors stay as the scenario has them." if found.indices and left else ""


def _asked(found: Sensitivity) -> str:
    factors = found.plan.factors
    wide = sum(one.is_logarithmic for one in factors)
    steps = "evenly" if not wide else "evenly in the logarithm"
    if 0 < wide < len(factors):
        steps = f"evenly, or evenly in the logarithm where a range spans more than a factor of 20 ({wide} of them)"
    names = _listed([name.replace("_", " ") for name in found.outcomes])
    return (
        f"Simulated: what decides {names} in “{found.base.title}”, among {len(factors)} factors, each over its range, "
        f"{steps}. {sample(found.base.scale)}"
    ).rstrip()


def _screening(found: Sensitivity) -> Iterator[str]:
    if not found.screening:
        return
    if not found.kept:
        yield "Screening: no factor moves any of these outcomes, so that there is nothing to look at more closely."
        return
    verdict = convergence.of_screening(found.screening, found.plan.names, found.plan.keep)
    yield (
        f"Screening by {found.plan.trajectories} trajectories keeps {len(found.kept)} of {len(found.plan.factors)} "
        f"factors ({verdict}). {rest_of(found)}"
    ).rstrip()


def _outcome(found: Sensitivity, name: str) -> str:
    heading = heading_of(name)
    if name in found.indices:
        said = _by_indices(found, name)
    elif name in found.screening:
        said = _by_effects(found, name)
    else:
        return f"{heading}: {verdict_of(found, name)}"
    indexed = found.indices.get(name)
    noise = noise_of(indexed or found.screening.get(name))
    extremes = extremes_of(indexed) if indexed else ""
    verdict = verdict_of(found, name) if found.indices else ""
    return " ".join(part for part in (f"{heading}: {said}", noise, extremes, verdict) if part)


def _by_indices(found: Sensitivity, name: str) -> str:
    one = found.indices[name]
    if not one.varies:
        return "it is the same at all points, so that nothing decides it."
    total, reach, above = one.indices.total, one.indices.total_reach, one.above_chance
    order = [found.kept.index(factor) for factor in found.ranking(name) if factor in found.kept]
    parts = [
        _factor(found, name, found.kept[at], f"total index {total[at]:.2f} ± {reach[at]:.2f}", above=bool(above[at]))
        for at in order[:MOST]
    ]
    chance = f"Something that only draws chance anew has {total[-1]:.2f} ± {reach[-1]:.2f}."
    return f"in this order {_listed(parts)}{_rest(order, above.tolist())}. {chance}"


def _by_effects(found: Sensitivity, name: str) -> str:
    one, names = found.screening[name], found.plan.names
    effects, above = one.effects, one.above_chance
    order = [names.index(factor) for factor in found.ranking(name)]
    parts = [
        _factor(
            found,
            name,
            names[at],
            f"μ* {plain(effects.mu_star[at])} [{plain(effects.low[at])}, {plain(effects.high[at])}]"
            f"{_times(name, float(effects.mu_star[at]))}",
            above=bool(above[at]),
        )
        for at in order[:MOST]
        if effects.mu_star[at] > 0
    ]
    moved = f"Chance drawn anew moves it by {plain(one.chance.mu_star[0])} in the mean."
    if not parts:
        return f"no factor moves it. {moved}"
    return f"in this order {_listed(parts)}{_rest(order, above.tolist())}. {moved}"


def _factor(found: Sensitivity, name: str, factor: str, size: str, *, above: bool) -> str:
    """A factor with its meaning, how far it moves the outcome, and whether that is more than chance."""
    swings = {swing.factor: swing for swing in found.swings.get(name, ())}
    doubt = "" if above else "; not distinguishable from chance"
    return f"{factor} ({meaning_of(factor)}; {size}{_levels(swings.get(factor))}{doubt})"


def _rest(order: Sequence[int], above: Sequence[bool]) -> str:
    """How many more are distinguishable from chance."""
    more = sum(above[at] for at in order[MOST:])
    return f", and {more} more that are distinguishable from chance" if more else ""


def _times(name: str, size: float) -> str:
    """An effect on the logarithm of a count, as a factor."""
    return f", a factor of {plain(math.exp(size))}" if is_count(name) else ""


def _levels(swing: Swing | None) -> str:
    """What the outcome is at both ends of a factor alone."""
    if swing is None or min(swing.at_low.pairs, swing.at_high.pairs) < 2:
        return ""
    low, high = (plain(swing.base + end.difference) for end in (swing.at_low, swing.at_high))
    return f"; {low} at its low end alone, {high} at its high end alone"


def _end(found: Sensitivity) -> Iterator[str]:
    rule = convergence.RULE_OF_INDICES if found.indices else convergence.RULE_OF_SCREENING
    basis = str(basis_of(found))
    yield f"{rule[:1].upper()}{rule[1:]}. Of effects and indices: {basis}."


def _percent(share: float) -> str:
    """A share in per cent, to two digits."""
    value = 100 * share
    return f"{value:.{0 if value == 0 else max(0, 1 - math.floor(math.log10(value)))}f} %"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
