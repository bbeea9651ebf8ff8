"""Rival theories as an answer: what each can and cannot meet, and how well it would have forecast.

No winner is declared where the evidence does not tell, by a rule that stands in `theories.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Answer, Basis, Column, Provenance, Row, Table, later
from politburo.answer.numbers import finite, listed, numbered, percent
from politburo.ask.fit.targets import period_in_words, said
from politburo.ask.intervals import ENDS, HIGH, LOW, share_interval
from politburo.country.figures import Target
from politburo.infer.analysts import baselines
from politburo.infer.bank import Bank
from politburo.infer.comparison import matched
from politburo.infer.quantities import figures_in
from politburo.infer.scoring_rules import Scored
from politburo.infer.stacking import difference, stacked, stacked_again
from politburo.infer.theory import Theory, comparing, rule_hash
from politburo.run.scale import sample
from politburo.scenario import Scenario, month_name

Values = NDArray[np.float64]

WALK = "random walk"
"""The baseline that stands beside the theories."""

GROUPS = 5
"""Groups of sets that are left out in turn (jackknife); with fewer sets there is no interval."""

MOST_NAMED, MOST_NEAREST = 3, 5
"""Targets that a sentence names; and of how many sets at most one counts as near."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a theory would have forecast.

    `apart` is the mean difference of its log scores from those of the theory with the best ones, with its interval
    (NaN: few days), `is_apart` whether that tells them apart by the rule; `walk` the same against a random walk where
    both made forecasts. `weight` is its part in the mixture that would have forecast best.
    """

    name: str
    forecasts: int
    days: int
    score: float
    apart: tuple[float, float, float]
    is_apart: bool
    walk: tuple[float, float, float] | None
    covered: float
    weight: float
    weight_low: float
    weight_high: float


@dataclass(frozen=True, eq=False, repr=False)
class WeighedTheories(Answer):
    """Theories held against the record: a bank of runs for each, over the same sets and chances."""

    question: ClassVar[str] = "theories"

    base: Scenario
    banks: tuple[Bank, ...]
    targets: tuple[Target, ...]
    days: tuple[date, ...]
    until: date
    kept: Path
    truth: Theory | None
    design: str

    @property
    def title(self) -> str:
        """Of what."""
        return f"Rival theories held against {self.record}: {' '.join(self.base.title.split())}"

    @property
    def record(self) -> str:
        """What they are held against, in words."""
        return "the public record" if self.truth is None else f"an invented record (truth: {self.truth.name})"

    @property
    def folder(self) -> Path:
        """Where the runs of all theories are kept."""
        return self.kept

    @property
    def provenance(self) -> Provenance:
        """Scenario, size, sets and runs, and the rule."""
        first = self.banks[0].results
        details = {
            "theories": str(len(self.banks)), "sets": f"{len(first.experiment.points)}, {self.design}",
            "survey rules": self.banks[0].survey.hash, "rule": rule_hash(),
        }  # fmt: skip
        details |= {} if self.truth is None else {"invented record by": self.truth.name}
        return Provenance(
            self.base.name, self.base.scale, month_name(self.base.start), month_name(self.base.end), self.base.seed,
            first.runs, first.fingerprint, details, households=self.base.households, people_each=self.base.people_each,
        )  # fmt: skip

    @property
    def warnings(self) -> tuple[str, ...]:
        """Runs that are missing, sets that were found under one of the theories, and scores by few days."""
        missing = sum(bank.results.missing for bank in self.banks)
        found = [f"{numbered(missing, 'run')} are missing."] if missing else []
        if self.design != "drawn from the declared ranges":
            found.append(
                "The sets are of a file. Where they were chosen under one of the theories, such as the scenario's own, "
                "the comparison favours it."
            )
        fallen = [bank.theory.name for bank in self.banks if not bank.simulated.lasts.any()]
        if fallen:
            found.append(f"The regime lasts under no set of {listed(fallen)}: no forecast is made of it.")
        return tuple(found)

    @cached_property
    def left(self) -> dict[str, tuple[int, int]]:
        """How many sets of each theory are not ruled out, and how many there are."""
        return {bank.theory.name: (len(bank.survey.survivors), len(bank.survey.there)) for bank in self.banks}

    @cached_property
    def nearest(self) -> dict[str, int]:
        """How many of the sets nearest to the record, of all theories together, are of each (rejection ABC)."""
        far = np.concatenate([bank.distances for bank in self.banks])
        whose = np.repeat(np.arange(len(self.banks)), [len(bank.distances) for bank in self.banks])
        rule, there = comparing(), np.flatnonzero(np.isfinite(far))
        count = min(max(rule.fewest, round(rule.nearest * len(there))), -(-len(there) // MOST_NEAREST))
        chosen = there[np.argsort(far[there], kind="stable")[:count]]
        return {bank.theory.name: int((whose[chosen] == at).sum()) for at, bank in enumerate(self.banks)}

    @cached_property
    def scored(self) -> dict[str, list[Scored]]:
        """The forecasts of each theory that have a figure published since, the same ones in the same order."""
        found = {bank.theory.name: self._scored(bank) for bank in self.banks}
        return {name: scored for name, scored in found.items() if scored}

    def _scored(self, bank: Bank) -> list[Scored]:
        made = (one for day in self.days for one in bank.forecasts(day, self.until))
        return list(matched(made, figures_in(bank.evidence)).scored)

    @cached_property
    def _again(self) -> Values:
        """The log scores without each group of sets in turn, (group, theory, n); NaN where nothing is forecast then."""
        names, count = list(self.scored), len(next(iter(self.scored.values())))
        groups = min(GROUPS, len(self.banks[0].results.experiment.points))
        found = np.full((groups, len(names), count), np.nan)
        for bank in self.banks:
            if bank.theory.name not in names or groups < GROUPS:
                continue
            for group in range(groups):
                logs = [one.log_score for one in self._scored(bank.without(group, groups))]
                if len(logs) == count:
                    found[group, names.index(bank.theory.name)] = logs
        return found

    def _apart(
        self, logs: Values, at: int, best: int, weights: Values, origins: list[date]
    ) -> tuple[float, float, float]:
        """By how much a theory is worse than the best one, with its interval over days and over sets."""
        mean, low, high = difference(logs[at], logs[best], weights, origins)
        if at == best:
            return mean, mean, mean
        again = (self._again[:, at] - self._again[:, best]) @ weights / weights.sum()
        if len(set(origins)) < comparing().fewest_days or np.isnan(again).any():
            return mean, np.nan, np.nan
        from scipy.special import stdtrit

        groups = len(again)
        error = np.sqrt((groups - 1) * ((again - again.mean()) ** 2).mean())
        reach = float(stdtrit(groups - 1, (1 + LEVEL) / 2)) * float(error)
        return mean, mean - float(np.hypot(mean - low, reach)), mean + float(np.hypot(high - mean, reach))

    @cached_property
    def scores(self) -> tuple[Scores, ...]:
        """The scores of the theories, the best one first; none where nothing could be scored."""
        if not self.scored:
            return ()
        names, first = list(self.scored), next(iter(self.scored.values()))
        logs = np.array([[one.log_score for one in self.scored[name]] for name in names])
        weights, origins = _weights(first), [one.forecast.as_of for one in first]
        means = logs @ weights / weights.sum()
        best, days = int(means.argmin()), len(set(origins))
        densities = np.exp(-(logs - logs.min(axis=0))).T
        mix = stacked(densities, weights)
        ends = stacked_again(densities, weights, origins) if days >= comparing().fewest_days else (mix * 0, mix * 0 + 1)
        walk = self._walk(first)
        found = []
        for at, name in enumerate(names):
            told = self._apart(logs, at, best, weights, origins)
            is_apart = at != best and told[1] > 0 and told[0] >= comparing().least_difference
            inside = float(np.average([one.covered(LEVEL) for one in self.scored[name]], weights=weights))
            found.append(Scores(
                name, len({one.forecast.key for one in first}), days, float(means[at]), told, bool(is_apart),
                self._against(walk, logs[at], weights, origins), inside, float(mix[at]), float(ends[0][at]),
                float(ends[1][at]),
            ))  # fmt: skip
        return tuple(sorted(found, key=lambda one: one.score))

    def _walk(self, scored: Sequence[Scored]) -> Values:
        """The log scores of a random walk on the same forecasts, (n,); NaN where it makes none."""
        evidence = self.banks[0].evidence
        made = [one for day in self.days for one in baselines(evidence, day, self.until) if one.forecaster == WALK]
        there = {(one.forecast.key, one.figure): one.log_score for one in matched(made, figures_in(evidence)).scored}
        return np.array([there.get((one.forecast.key, one.figure), np.nan) for one in scored])

    def _against(
        self, walk: Values, logs: Values, weights: Values, origins: list[date]
    ) -> tuple[float, float, float] | None:
        there = np.flatnonzero(~np.isnan(walk))
        if not len(there):
            return None
        days = [origins[at] for at in there]
        found = difference(logs[there], walk[there], weights[there], days)
        return found if len(set(days)) >= comparing().fewest_days else (found[0], np.nan, np.nan)

    @property
    def winner(self) -> str | None:
        """The theory that is told apart from every other by the rule; None where the evidence does not tell."""
        best, *others = self.scores or (None,)
        return best.name if best is not None and others and all(one.is_apart for one in others) else None

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return tuple(part for part in (self._verdict(), self._space(), self._unmet(), self._rule()) if part)

    def _verdict(self) -> str:
        if len(self.scores) < 2:
            return "The evidence does not tell: fewer than two theories could be scored by figures published since."
        best, *others = self.scores
        of = f"{numbered(best.forecasts, 'forecast')} as of {numbered(best.days, 'day')}"
        if self.winner:
            return (
                f"By the rule that was fixed beforehand, {best.name!r} forecasts better than each of the other "
                f"{len(others)} theories ({of})."
            )
        open_ = [one.name for one in others if not one.is_apart]
        gone = [one.name for one in others if one.is_apart]
        worse = f" Told apart from it as worse: {listed(gone)}." if gone else ""
        return (
            f"The evidence does not tell which theory is right. {best.name!r} has the best scores ({of}), and "
            f"{listed(open_)} {'is' if len(open_) == 1 else 'are'} not told apart from it by the rule.{worse}"
        )

    def _space(self) -> str:
        parts = [f"{name}: {left} of {sets}" for name, (left, sets) in self.left.items()]
        return f"Parameter sets that the rules of a survey do not rule out: {'; '.join(parts)}."

    def _unmet(self) -> str:
        """Which targets no theory meets under many sets, and which only some do."""
        shares = self._met()
        never = [at for at in range(len(self.targets)) if self.targets[at].joint and np.nanmax(shares[:, at]) < 0.01]
        if not never:
            return "Every independent target is met by itself by some sets of some theory."
        named = [said(self.targets[at]) for at in never[:MOST_NAMED]]
        more = f" and {len(never) - MOST_NAMED} more" if len(never) > MOST_NAMED else ""
        return f"Met by hardly any set of any theory: {', '.join(named)}{more}."

    def _rule(self) -> str:
        rule = comparing()
        part = sample(self.base)
        return (
            f"The rule (theories.toml, {rule_hash()}): a theory is named only where the {percent(LEVEL)} interval of "
            f"the difference of log scores from every other leaves out zero and the difference is at least "
            f"{rule.least_difference:g}. Sets and chances are the same under all theories. Scores are of forecasts by "
            "what was known at the ends of years; the forms of all theories were made with these years in view. "
            "Weights of the mixture are no probabilities. " + part
        ).rstrip()

    def _met(self) -> Values:
        """The share of the sets that meet each target by itself, (theory, target); NaN where there is none."""
        found = np.full((len(self.banks), len(self.targets)), np.nan)
        for at, bank in enumerate(self.banks):
            far = bank.survey.implausibility
            there = ~np.isnan(far)
            count = there.sum(axis=0)
            met = (there & (far <= bank.survey.rules.second_highest)).sum(axis=0)
            found[at] = np.where(count > 0, met / np.maximum(count, 1), np.nan)
        return found

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (
            self._of_theories(), self._of_scores(), self._of_met(), self._of_targets(), self._of_forecasts(),
            self._of_sets(),
        )  # fmt: skip

    def _of_met(self) -> Table:
        columns = (
            Column("target", meaning="what is published"),
            Column("published", "", "published figure", "number"),
            Column("most", meaning="share of the sets that meet it, of the theory that meets it most often",
                   format="percent", heading="met at most by"),
            Column("by", meaning="which theory that is, the first of several"),
            Column("least", meaning="the same of the theory that meets it most seldom", format="percent",
                   heading="at least by"),
            Column("least_by", meaning="which theory that is, the first of several", heading="by"),
        )  # fmt: skip
        met, rows = self._met(), list[Row]()
        names = [bank.theory.name for bank in self.banks]
        for at, target in enumerate(self.targets):
            shares = met[:, at]
            if np.isnan(shares).all():
                continue
            most, least = int(np.nanargmax(shares)), int(np.nanargmin(shares))
            rows.append((
                said(target), target.figure.value, float(shares[most]), names[most], float(shares[least]), names[least],
            ))  # fmt: skip
        title = "What theories can and cannot meet, each target by itself"
        return Table("met", title, columns, rows, keys=("target",), most=40)

    def _of_theories(self) -> Table:
        columns = (
            Column("theory", meaning="its name"),
            Column("changes", meaning="what it changes in the scenario"),
            Column("sets", "sets", "parameter sets that were run", "count", shown=False),
            Column("left", "sets", "those that are not ruled out", "count"),
            Column("share", meaning="share of the sets that is left", format="percent", interval=("low", "high")),
            *ENDS,
            Column("lasts", meaning="share of the sets under which the regime lasts", format="percent"),
            Column("nearest", meaning="its part of the sets nearest to the record, of all theories", format="percent",
                   interval=("nearest_low", "nearest_high")),
            Column("nearest_low", meaning="lower end of the interval", format="number"),
            Column("nearest_high", meaning="upper end of the interval", format="number"),
        )  # fmt: skip
        whole, rows = sum(self.nearest.values()), list[Row]()
        for bank in self.banks:
            name = bank.theory.name
            left, sets = self.left[name]
            near = self.nearest[name]
            rows.append((
                name, bank.theory.changes, sets, left, left / max(sets, 1), *share_interval(left, sets),
                float(bank.simulated.lasts.mean()), near / max(whole, 1), *share_interval(near, whole),
            ))  # fmt: skip
        basis = Basis(f"the sets of each theory, or the {whole} nearest of all", "how probable the ranges are")
        note = "The nearest sets say which theory comes near to the record with these ranges, not which is true."
        return Table("theories", "What is left of each theory", columns, rows, note, basis, ("theory",))

    def _of_scores(self) -> Table:
        columns = (
            Column("theory", meaning="its name"),
            Column("forecasts", "forecasts", "those with a figure published since", "count", shown=False),
            Column("days", "days", "as of which they were made", "count", shown=False),
            Column("score", "1", "mean −ln of the density on the scale of the logarithm: less is better", "number",
                   "log score"),
            Column("worse", "1", "by how much it is worse than the best", "difference", "than the best",
                   interval=("low", "high")),
            *ENDS,
            Column("apart", meaning="whether that tells it apart from the best, by the rule", format="yes",
                   heading="told apart"),
            Column("walk", "1", "by how much it is worse than a random walk, where both made forecasts", "difference",
                   "than a random walk", interval=("walk_low", "walk_high")),
            Column("walk_low", meaning="lower end of the interval", format="number"),
            Column("walk_high", meaning="upper end of the interval", format="number"),
            Column("covered", meaning="share of 90 % intervals that held what was published", format="percent"),
            Column("weight", meaning="its part of the mixture that would have forecast best", format="percent",
                   interval=("weight_low", "weight_high")),
            Column("weight_low", meaning="lower end of the interval", format="number"),
            Column("weight_high", meaning="upper end of the interval", format="number"),
        )  # fmt: skip
        rows: list[Row] = [
            (one.name, one.forecasts, one.days, one.score, one.apart[0], finite(one.apart[1]), finite(one.apart[2]),
             one.is_apart, *(map(finite, one.walk) if one.walk else (None, None, None)), one.covered, one.weight,
             one.weight_low, one.weight_high)
            for one in self.scores
        ]  # fmt: skip
        basis = Basis(
            "drawing anew the days as of which forecasts were made, and of differences from the best over sets too",
            "that they speak of the same years",
        )
        title = "How well each theory would have forecast"
        return Table("scores", title, columns, rows, "", basis, ("theory",), most=None if rows else 0)

    def _of_targets(self) -> Table:
        columns = (
            Column("target", meaning="what is published", format="name"),
            Column("account", meaning="whose account it is, where accounts contradict each other", shown=False),
            Column("start", meaning="first day of which it speaks", format="date", shown=False),
            Column("end", meaning="last day of which it speaks", format="date", shown=False),
            Column("period", meaning="the time of which it speaks"),
            Column("published", "", "published figure", "number"),
            Column("theory", meaning="whose simulations"),
            Column("simulated", "", "median over the sets", "number", interval=("low", "high")),
            Column("low", "", "5 % of the sets are below", "number"),
            Column("high", "", "5 % of the sets are above", "number"),
            Column("met", meaning="share of the sets that meet it by itself", format="percent", heading="met by"),
        )
        met, rows = self._met(), list[Row]()
        for at, target in enumerate(self.targets):
            figure = target.figure
            for number, bank in enumerate(self.banks):
                measure, means = bank.survey.measures[at], bank.survey.means[:, at]
                there = means[~np.isnan(means)]
                spread = measure.back(np.quantile(there, (0.5, LOW, HIGH))).tolist() if len(there) else [None] * 3
                rows.append((
                    figure.series, target.account, figure.start, figure.end, period_in_words(figure), figure.value,
                    bank.theory.name, *spread, finite(float(met[number, at])),
                ))  # fmt: skip
        basis = Basis(f"the sets of each theory, {self.design}", "how probable these ranges are")
        keys = ("target", "account", "start", "end", "theory")
        return Table("targets", "What each theory can and cannot meet", columns, rows, "", basis, keys, most=0)

    def _of_forecasts(self) -> Table:
        columns = (
            Column("theory", meaning="who made the forecast"),
            Column("as_of", meaning="the day as of which it was made", format="date"),
            Column("series", meaning="what was forecast", format="name"),
            Column("period_start", meaning="first day of the period", format="date"),
            Column("period_end", meaning="last day of the period", format="date"),
            Column("source", meaning="where the figure was published"),
            Column("published", "", "what was published", "number"),
            Column("median", "", "median of the forecast", "number"),
            Column("low", meaning="lower end of its 90 % interval", format="number"),
            Column("high", meaning="upper end of its 90 % interval", format="number"),
            Column("log_score", "1", "−ln of the density on the scale of the logarithm", "number"),
        )

        def rows() -> list[Row]:
            return [
                (name, one.forecast.as_of, one.forecast.asked.series, one.forecast.asked.start, one.forecast.asked.end,
                 one.figure.source_title, one.value, one.forecast.quantile(0.5), *one.interval(LEVEL), one.log_score)
                for name, scored in self.scored.items()
                for one in scored
            ]  # fmt: skip

        keys = ("theory", "as_of", "series", "period_start", "period_end", "source", "published")
        return Table("forecasts", "All forecasts that have a figure", columns, later(rows), keys=keys, most=0)

    def _of_sets(self) -> Table:
        columns = (
            Column("theory", meaning="its name"),
            Column("set", meaning="number of the parameter set, the same under all theories", format="integer"),
            Column("left", meaning="whether it is not ruled out", format="yes"),
            Column("distance", "1", "root of the mean square of implausibilities", "number"),
            Column("weight", "share", "what it weighs by all that was known at the end", "number"),
        )

        def rows() -> list[Row]:
            return [
                (bank.theory.name, int(number), bool(bank.survey.judged.left[number]),
                 finite(float(bank.distances[number])), float(weights[number]))
                for bank in self.banks
                for weights in (bank.weights(self.until),)
                for number in bank.survey.there
            ]  # fmt: skip

        return Table("sets", "All sets of all theories", columns, later(rows), keys=("theory", "set"), bulk=True)


def _weights(scored: Sequence[Scored]) -> Values:
    """What each counts: accounts that contradict each other count for one forecast together."""
    counts: dict[object, int] = {}
    for one in scored:
        counts[one.forecast.key] = counts.get(one.forecast.key, 0) + 1
    return np.array([1 / counts[one.forecast.key] for one in scored])
