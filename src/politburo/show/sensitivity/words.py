"""An answer in words: which factors decide each outcome, what chance is worth, and whether it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from politburo.answer.numbers import plain
from politburo.ask.sensitivity import settled
from politburo.run.outcomes import outcome
from politburo.show.sensitivity.headings import caveats, extremes_of, noise_of, rest_in_words, verdict_of

if TYPE_CHECKING:
    from politburo.ask.sensitivity.result import Sensitivity
    from politburo.ask.sensitivity.tornado import Swing

MOST = 5
"""Factors that are named for an outcome."""


def in_words(answer: Sensitivity) -> str:
    """A few paragraphs."""
    return "\n".join(
        [_asked(answer), *_screening(answer), *(_outcome(answer, name) for name in answer.outcomes), *_end(answer)]
    )


def how_varied(answer: Sensitivity) -> str:
    """Over which ranges the factors go, and in which steps."""
    factors = answer.question.factors
    wide = sum(one.is_logarithmic for one in factors)
    steps = "evenly" if not wide else "evenly in the logarithm"
    if 0 < wide < len(factors):
        steps = f"evenly, or evenly in the logarithm where a range spans more than a factor of 20 ({wide} of them)"
    return f"{len(factors)} factors, each over its range, {steps}"


def _asked(answer: Sensitivity) -> str:
    names = _listed([name.replace("_", " ") for name in answer.outcomes])
    return f"Simulated: what decides {names} in “{answer.question.base.title}”, among {how_varied(answer)}."


def _screening(answer: Sensitivity) -> Iterator[str]:
    if not answer.screening:
        return
    if not answer.kept:
        yield "Screening: no factor moves any of these outcomes, so that there is nothing to look at more closely."
        return
    verdict = settled.of_screening(answer.screening, answer.question.names, answer.question.keep)
    yield (
        f"Screening by {answer.question.trajectories} trajectories keeps {len(answer.kept)}: {_listed(answer.kept)} "
        f"({verdict}). {' '.join(rest_in_words(answer))}"
    ).rstrip()


def _outcome(answer: Sensitivity, name: str) -> str:
    one = outcome(name)
    heading = f"{name.replace('_', ' ')} ({one.meaning})"
    if name in answer.indices:
        said = _by_indices(answer, name)
    elif name in answer.screening:
        said = _by_effects(answer, name)
    else:
        return f"{heading}: {verdict_of(answer, name)}"
    indexed = answer.indices.get(name)
    noise = noise_of(indexed or answer.screening.get(name))
    extremes = extremes_of(indexed) if indexed else ""
    return " ".join(part for part in (f"{heading}: {said}", noise, extremes, _verdict(answer, name)) if part)


def _by_indices(answer: Sensitivity, name: str) -> str:
    found = answer.indices[name]
    if not found.varies:
        return "it is the same at all points, so that nothing decides it."
    total, reach, above = found.indices.total, found.indices.total_reach, found.above_chance
    order = sorted(range(len(answer.kept)), key=lambda place: -total[place])
    told = [place for place in order if above[place]][:MOST]
    chance = f"Something that only draws chance anew has {total[-1]:.2f} ± {reach[-1]:.2f}."
    if not told:
        return f"no factor is told apart from chance. {chance}"
    swings = {swing.factor: swing for swing in answer.swings.get(name, ())}
    parts = [
        f"{answer.kept[place]} (total index {total[place]:.2f} ± {reach[place]:.2f}"
        f"{_levels(swings.get(answer.kept[place]))})"
        for place in told
    ]
    lost = sum(not above[place] for place in order)
    rest = f"; {lost} of the {len(order)} looked at are not told apart from chance" if lost else ""
    return f"{_listed(parts)}{rest}. {chance}"


def _by_effects(answer: Sensitivity, name: str) -> str:
    found, names = answer.screening[name], answer.question.names
    size, reach = found.effects.mu_star, found.effects.reach
    order = [place for place in sorted(range(len(names)), key=lambda place: -size[place]) if found.above_chance[place]]
    chance = f"Chance drawn anew moves it by {plain(found.chance.mu_star[0])} in the mean."
    if not order:
        return f"no factor is told apart from chance. {chance}"
    swings = {swing.factor: swing for swing in answer.swings.get(name, ())}
    parts = [
        f"{names[place]} (μ* {plain(size[place])} ± {plain(reach[place])}{_levels(swings.get(names[place]))})"
        for place in order[:MOST]
    ]
    rest = f", and {len(order) - MOST} more that are more than chance" if len(order) > MOST else ""
    return f"{_listed(parts)}{rest}. {chance}"


def _levels(swing: Swing | None) -> str:
    """What the outcome is at both ends of a factor alone."""
    if swing is None or min(swing.at_low.pairs, swing.at_high.pairs) < 2:
        return ""
    low, high = (plain(swing.base + end.difference) for end in (swing.at_low, swing.at_high))
    return f"; {low} at its low end, {high} at its high end"


def _verdict(answer: Sensitivity, name: str) -> str:
    """Whether the indices are settled; of the screening that has been said."""
    return verdict_of(answer, name) if answer.indices else ""


def _end(answer: Sensitivity) -> Iterator[str]:
    if answer.indices:
        rule = settled.RULE_OF_INDICES
        yield f"{rule[:1].upper()}{rule[1:]}."
    yield from caveats(answer)
    if answer.failures:
        yield f"{len(answer.failures)} jobs failed in this call. The first: {answer.failures[0].message}."


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
