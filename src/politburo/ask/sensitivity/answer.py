"""What decides some outcomes, also in words: effects, indices, the tornado, and what they are worth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from politburo.answer import Answer, Provenance, Table
from politburo.answer.numbers import capitalised, listed, numbered, percent, plain
from politburo.ask.ensemble import left_aside
from politburo.ask.experiment import first_failure, provenance_of, too_rare
from politburo.ask.sensitivity import SensitivityPlan
from politburo.ask.sensitivity.design import AT_ONCE, FEW, is_count
from politburo.ask.sensitivity.estimates import (
    RULE_OF_INDICES,
    RULE_OF_SCREENING,
    Indexed,
    Screened,
    Swing,
    Verdict,
    verdict_of_indices,
    verdict_of_screening,
)
from politburo.ask.sensitivity.tables import basis_of, meaning_of, tables
from politburo.run.experiment import Failure
from politburo.run.outcomes import outcome
from politburo.run.scale import sample
from politburo.scenario import Scenario

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

MOST = 5
"""Factors that are named for an outcome."""

MUCH = 0.8
"""Share of the variance, held by few points, from which it is mentioned."""


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(Answer):
    """Which factors decide some outcomes of a scenario.

    By outcome: `screening` (empty where none was asked for), `indices` of the `kept` factors (empty likewise), and
    `swings`. `ended` is the share of runs in which the regime fell early: outcomes are over the months lived.
    `failures` are runs that failed in this call, `missing` counts runs that are not there; what they belong to is left
    out of the analysis.
    """

    question: ClassVar[str] = "sensitivity"

    place: Path
    plan: SensitivityPlan
    kept: tuple[str, ...]
    screening: Mapping[str, Screened]
    indices: Mapping[str, Indexed]
    swings: Mapping[str, tuple[Swing, ...]]
    ended: float
    fingerprint: str
    failures: tuple[Failure, ...] = ()
    missing: int = 0

    @property
    def title(self) -> str:
        """Of which outcomes, in which scenario."""
        return f"Sensitivity of {', '.join(self.outcomes).replace('_', ' ')} · {' '.join(self.base.title.split())}"

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.place

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs at each point, what was spent, fingerprint."""
        plan = self.plan
        spent = {"factors": str(len(plan.factors))}
        spent |= {"trajectories": str(plan.trajectories)} if plan.screens else {}
        spent |= {"base points": str(plan.points)} if plan.indexes else {}
        spent |= {"runs": "the same at every point"}
        return provenance_of(self.base, plan.runs, self.fingerprint, spent)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sets that are left out, runs in which the regime fell early, outcomes too rare, and runs that are missing."""
        said = [one for found in (self.screening, self.indices) if (one := _left_out(found))]
        if self.ended:
            said.append(
                f"The regime falls before the end in {percent(self.ended)} of the runs; outcomes are over the "
                "months that each run lived."
            )
        said += left_aside(self.base)
        said += too_rare({name: swings[0].base for name, swings in self.swings.items() if swings}, self.base.scale)
        if self.failures:
            said.append(f"{numbered(len(self.failures), 'job')} failed in this call.{first_failure(self.failures)}")
        elif self.missing:
            runs = "1 run is" if self.missing == 1 else f"{self.missing} runs are"
            said.append(f"{runs} missing: give the command that made the folder again.")
        return tuple(said)

    @property
    def base(self) -> Scenario:
        """The scenario in which the factors are varied."""
        return self.plan.base

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes asked about."""
        return self.plan.outcomes

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """For each outcome whether its indices have converged; where there are none, whether the screening has."""
        if self.indices:
            return {name: verdict_of_indices(one) for name, one in self.indices.items()}
        if self.screening:
            return dict.fromkeys(self.screening, self._verdict_of_screening)
        return {}

    @property
    def rule(self) -> str:
        """What converged means here, as a sentence."""
        return f"{capitalised(RULE_OF_INDICES if self.indices else RULE_OF_SCREENING)}."

    @property
    def others_held(self) -> str:
        """What the factors are meanwhile that have no indices, where there are such."""
        left = len(self.plan.factors) - len(self.kept)
        return f"The {left} other factors stay as the scenario has them." if self.indices and left else ""

    def ranking(self, outcome: str) -> tuple[str, ...]:
        """The factors as they are ranked for an outcome everywhere: by total index, those without by size of effect."""
        names, size = self.plan.names, dict.fromkeys(self.plan.names, -1.0)
        total = size.copy()
        if outcome in self.screening:
            effects = self.screening[outcome].effects
            size |= dict(zip(names, np.nan_to_num(effects.mu_star, nan=-1.0).tolist(), strict=True))
        if outcome in self.indices:
            found = np.nan_to_num(self.indices[outcome].indices.total[:-1], nan=-1.0)
            total |= dict(zip(self.kept, found.tolist(), strict=True))
        return tuple(sorted(names, key=lambda name: (-total[name], -size[name])))

    def swings_in_order(self, outcome: str) -> list[Swing]:
        """The swings of an outcome in the order of the ranking."""
        order = self.ranking(outcome)
        return sorted(self.swings.get(outcome, ()), key=lambda swing: order.index(swing.factor))

    def worth(self, outcome: str) -> dict[str, str]:
        """Sentences on what the numbers of an outcome are worth.

        `noise` says how much of what is seen between points is chance; `extremes` that few points decide everything,
        where it is so; `verdict` whether the answer has converged.
        """
        indexed, verdict = self.indices.get(outcome), self.verdicts.get(outcome)
        found, said = indexed or self.screening.get(outcome), {}
        if found is not None and not math.isnan(found.noise.share):
            said["noise"] = (
                f"Noise: {percent(found.noise.share)} of the variance between points is chance (with one run a point "
                f"and no seeds in common it would be {percent(found.noise.alone)})."
            )
        if indexed is not None and indexed.held_by_few > MUCH:
            said["extremes"] = (
                f"{100 * FEW:g} % of the points hold {percent(indexed.held_by_few)} of the variance: the indices say "
                "what leads to these few; narrower ranges would say more."
            )
        few = "Too few runs ended well to say anything."
        return said | {"verdict": few if verdict is None else f"{str(verdict).capitalize()}."}

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer into a folder, by default `answer` in its own; see Answer.save."""
        return super().save(self.place / "answer" if folder is None else folder, formats)

    @cached_property
    def _verdict_of_screening(self) -> Verdict:
        return verdict_of_screening(self.screening, self.plan.names, self.plan.keep)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        """What was asked, what decides each outcome, and how to read it."""
        read = f"{self.rule} Of effects and indices: {basis_of(self)}."
        return (_asked(self), *_screening(self), *(_outcome(self, name) for name in self.outcomes), read)


def heading_of(name: str) -> str:
    """An outcome with its meaning and unit."""
    one = outcome(name)
    unit = "" if one.unit == "1" else f", {one.unit}"
    return f"{name.replace('_', ' ')} ({one.meaning}{unit})"


def _left_out(found: Mapping[str, Screened] | Mapping[str, Indexed]) -> str:
    """How many sets of parameters, or base points, say nothing, and why; nothing where all do."""
    one = max(found.values(), key=lambda each: (each.at_once, each.missing), default=None)
    if one is None or not one.at_once + one.missing:
        return ""
    screening = isinstance(one, Screened)
    sets, at = (
        ("sets of parameters of the screening", "")
        if screening
        else ("base points", "at one of their sets of parameters ")
    )
    reasons = []
    if one.at_once:
        reasons.append(
            f"{one.at_once} because {at}the regime falls within {AT_ONCE} months in half of the runs or more"
        )
    if one.missing:
        reasons.append(f"{one.missing} because runs of theirs failed")
    return f"Left out, of {one.sets} {sets}: {', and '.join(reasons)}."


def _asked(found: Sensitivity) -> str:
    factors = found.plan.factors
    wide = sum(one.is_logarithmic for one in factors)
    steps = "evenly" if not wide else "evenly in the logarithm"
    if 0 < wide < len(factors):
        steps = f"evenly, or evenly in the logarithm where a range spans more than a factor of 20 ({wide} of them)"
    names = listed([name.replace("_", " ") for name in found.outcomes])
    return (
        f"Simulated: what decides {names} in “{found.base.title}”, among {len(factors)} factors, each over its range, "
        f"{steps}. {sample(found.base)}"
    ).rstrip()


def _screening(found: Sensitivity) -> Iterator[str]:
    if not found.screening:
        return
    if not found.kept:
        yield "Screening: no factor moves any of these outcomes, so that there is nothing to look at more closely."
        return
    yield (
        f"Screening by {found.plan.trajectories} trajectories keeps {len(found.kept)} of {len(found.plan.factors)} "
        f"factors ({found._verdict_of_screening}). {found.others_held}"
    ).rstrip()


def _outcome(found: Sensitivity, name: str) -> str:
    worth, heading = found.worth(name), heading_of(name)
    if name not in found.indices and name not in found.screening:
        return f"{heading}: {worth['verdict']}"
    if not found.indices:  # of the screening it is said once for all outcomes
        del worth["verdict"]
    return " ".join([f"{heading}: {_what_decides(found, name)}", *worth.values()])


def _what_decides(found: Sensitivity, name: str) -> str:
    """The factors that move an outcome most, each with how far it does, and what chance alone does."""
    if name in found.indices:
        one = found.indices[name]
        if not one.varies:
            return "it is the same at all points, so that nothing decides it."
        (*totals, of_chance), (*reaches, reach_of_chance) = one.indices.total, one.indices.total_reach
        rows = zip(found.kept, totals, reaches, one.above_chance, strict=False)
        sizes = {factor: (f"total index {total:.2f} ± {reach:.2f}", above) for factor, total, reach, above in rows}
        chance = f"Something that only draws chance anew has {of_chance:.2f} ± {reach_of_chance:.2f}."
    else:
        screened = found.screening[name]
        effects = screened.effects
        rows = zip(found.plan.names, effects.mu_star, effects.low, effects.high, screened.above_chance, strict=True)
        sizes = {
            factor: (f"μ* {plain(size)} [{plain(low)}, {plain(high)}]{_times(name, size)}", above)
            for factor, size, low, high, above in rows
            if size > 0
        }
        chance = f"Chance drawn anew moves it by {plain(screened.chance.mu_star[0])} in the mean."
    order = [factor for factor in found.ranking(name) if factor in sizes]
    if not order:
        return f"no factor moves it. {chance}"
    swings = {swing.factor: swing for swing in found.swings.get(name, ())}
    parts = [
        f"{factor} ({meaning_of(factor)}; {sizes[factor][0]}{_levels(swings.get(factor))}"
        f"{'' if sizes[factor][1] else '; not distinguishable from chance'})"
        for factor in order[:MOST]
    ]
    more = sum(bool(sizes[factor][1]) for factor in order[MOST:])
    others = f", and {more} more that are distinguishable from chance" if more else ""
    return f"in this order {listed(parts)}{others}. {chance}"


def _times(name: str, size: float) -> str:
    """An effect on the logarithm of a count, as a factor."""
    return f", a factor of {plain(math.exp(size))}" if is_count(name) else ""


def _levels(swing: Swing | None) -> str:
    """What the outcome is at both ends of a factor alone."""
    if swing is None or min(swing.at_low.pairs, swing.at_high.pairs) < 2:
        return ""
    low, high = (plain(swing.base + end.difference) for end in (swing.at_low, swing.at_high))
    return f"; {low} at its low end alone, {high} at its high end alone"
