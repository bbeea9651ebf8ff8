"""What a survey found: how much of the parameter space the public record leaves, by which targets, and where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from statistics import NormalDist
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, Column, Provenance, Row, Table, later
from politburo.answer.numbers import day_in_words, figures, finite, listed, numbered, percent
from politburo.ask.claims.mixture import independent_sets, likeness
from politburo.ask.ensemble import MODEL, RULES
from politburo.ask.experiment import OfExperiment
from politburo.ask.factors import place_of
from politburo.ask.fit.targets import error_in_words, period_in_words, said
from politburo.ask.intervals import ENDS, share_interval
from politburo.ask.sets_file import write_sets
from politburo.ask.survey.implausibility import Held, Judged, Measure, held, means_of, noise_of
from politburo.ask.survey.measured import name_of, values_of
from politburo.ask.survey.rules import Rules, hash_of
from politburo.ask.survey.waves import FURTHER, Space, Wave
from politburo.country.figures import Target
from politburo.run.experiment import ExperimentResults
from politburo.run.plan import model_sources
from politburo.run.scale import sample
from politburo.scenario.schema import PARAMETER_DECLARATIONS

OF_A_FILE = "sets of a file"
"""What the design of a survey says whose sets were not drawn from the space."""

SHORT = 12
"""Digits of the hash of the model that are shown."""

MOST_NAMED = 3
"""Targets, and pairs of them, that are named in a sentence."""

FEWEST = 4
"""Survivors from which it is said where they lie."""

UNLIKELY = 0.01
"""Chance below which two targets that do not depend on each other would be met together so seldom."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two targets that are met together in fewer sets than either alone lets expect; `p` is the chance of so few."""

    first: int
    second: int
    together: int
    expected: float
    p: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A parameter, and how far the survivors lie from all sets: in standard deviations of all, and how surely."""

    name: str
    apart: float
    z: float


@dataclass(frozen=True, eq=False, repr=False)
class Survey(OfExperiment):
    """A bank of runs over the ranges of parameters, each set held against every target by rules fixed beforehand.

    `twice` are the first sets with two runs each, from which noise is measured where each set has a single run.
    Where it was searched, `waves` say what was done, `run` how many sets were run in all, those drawn among them, and
    `confirmed` are the sets left, whose first run is not to count; None where none is. With `as_of` targets are those
    that were public on that day.
    """

    question: ClassVar[str] = "survey"

    targets: tuple[Target, ...]
    rules: Rules
    twice: ExperimentResults | None = None
    waves: tuple[Wave, ...] = ()
    confirmed: ExperimentResults | None = None
    run: int = 0
    as_of: date | None = None

    @property
    def title(self) -> str:
        """What is surveyed."""
        return f"What the public record leaves of the parameter space: {' '.join(self.base.title.split())}"

    @property
    def hash(self) -> str:
        """Hash (hex) of the rules, the targets and the ranges."""
        return hash_of(self.rules, self.targets, self.results.experiment.names)

    @property
    def provenance(self) -> Provenance:
        """That of the runs, the model and the rules: an ensemble of the sets left is good under these alone."""
        found = super().provenance
        day = {"as of": self.as_of.isoformat()} if self.as_of else {}
        return replace(found, details={**found.details, MODEL: model_sources()[:SHORT], RULES: self.hash} | day)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The targets on the scales on which distances are taken, for one run of a set."""
        return self.measures_of(1)

    def measures_of(self, runs: int) -> tuple[Measure, ...]:
        """The targets on these scales for the mean over so many runs."""
        stands_for = 1 / (self.base.size * runs)
        return tuple(Measure(target, self.rules, stands_for) for target in self.targets)

    @cached_property
    def _of_noise(self) -> Values:
        """What the sets from which noise is measured make of the targets, (set, run, target)."""
        return values_of(self.results if self.twice is None else self.twice, self.targets)

    def chance(self, measures: Sequence[Measure]) -> list[float]:
        """The variance of a run around the mean of its set where a target is met, on the scale of each target."""
        centres = (np.array([one.centre]) for one in measures)
        return [
            float(noise_of(one, self._of_noise[:, :, place], centre)[0]) ** 2
            for place, (one, centre) in enumerate(zip(measures, centres, strict=True))
        ]

    def held(self, results: ExperimentResults, after: int = 0) -> Held:
        """Sets held against the targets, by their runs after the first so many; noise is that of the sets drawn."""
        values = values_of(results, self.targets)[:, after:]
        measures = self.measures_of(values.shape[1])
        return held(measures, values, self._of_noise, lasting(results, self.rules, after), self.rules)

    @cached_property
    def _held(self) -> Held:
        return self.held(self.results)

    @property
    def values(self) -> Values:
        """The counterpart of each target in each run of each set, (set, run, target); NaN where there is none."""
        return self._held.values

    @property
    def means(self) -> Values:
        """The mean over runs on these scales, (set, target)."""
        return self._held.means

    @property
    def noise(self) -> Values:
        """Standard deviation of the mean of the runs of a set, (set, target)."""
        return self._held.noise

    @property
    def implausibility(self) -> Values:
        """Of every target under every set."""
        return self.judged.implausibility

    @property
    def judged(self) -> Judged:
        """What the rules say of each set."""
        return self._held.judged

    @cached_property
    def lasts(self) -> NDArray[np.bool_]:
        """Whether the regime lasts under a set."""
        return lasting(self.results, self.rules)

    @cached_property
    def there(self) -> NDArray[np.int64]:
        """Numbers of the sets that have a finished run."""
        return np.flatnonzero(~np.isnan(self.results.values("regime_falls")).all(axis=1))

    @property
    def is_of_a_file(self) -> bool:
        """Whether the sets were given in a file and not drawn, so that their shares are none of the space."""
        return self.results.experiment.design == OF_A_FILE

    @property
    def survivors(self) -> NDArray[np.int64]:
        """Numbers of the sets drawn, or given, that are not ruled out."""
        return np.flatnonzero(self.judged.left)

    @property
    def left(self) -> Values:
        """The sets that are left, (set, parameter): those that a search confirmed, or else those drawn."""
        if not self.run:
            return self.results.experiment.points[self.survivors]
        return self.results.experiment.points[:0] if self.confirmed is None else self.confirmed.experiment.points

    @cached_property
    def means_of_left(self) -> Values:
        """What the sets that are left make of the targets, on their scales (set, target)."""
        if not self.run:
            return self.means[self.survivors]
        return self.means[:0] if self.confirmed is None else self.held(self.confirmed, after=1).means

    @property
    def met(self) -> NDArray[np.bool_]:
        """Whether a target is met under a set: its implausibility is within the lower limit."""
        return self.implausibility <= self.rules.second_highest

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Pairs of joint targets that are met together too seldom, those with the lowest chance first."""
        places = [place for place, target in enumerate(self.targets) if target.joint]
        met, there = self.met[self.there], ~np.isnan(self.implausibility[self.there])
        found = []
        for at, one in enumerate(places):
            for other in places[at + 1 :]:
                rivals = self.targets[one].rivals
                if rivals and rivals == self.targets[other].rivals:
                    continue
                both = there[:, one] & there[:, other]
                first, second = met[both, one], met[both, other]
                together, sets = int((first & second).sum()), int(both.sum())
                expected = float(first.sum()) * float(second.sum()) / sets if sets else 0.0
                if together < expected:
                    p = _so_few(together, int(first.sum()), int(second.sum()), sets)
                    found.append(Conflict(one, other, together, expected, p))
        return tuple(sorted((one for one in found if one.p < UNLIKELY), key=lambda one: one.p))

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """How far the sets left lie from all sets along each parameter, the farthest first; none where they are few."""
        points, chosen = self.results.experiment.points, self.left
        if len(chosen) < FEWEST:
            return ()
        found = []
        for name, column, own in zip(self.results.experiment.names, points.T, chosen.T, strict=True):
            low, high = self.rules.range_of(name)
            places = place_of(low, high, column[self.there])
            spread = float(places.std())
            apart = float(place_of(low, high, own).mean() - places.mean()) / spread if spread else 0.0
            found.append(Moved(name, apart, apart * math.sqrt(self.independent)))
        return tuple(sorted(found, key=lambda one: -abs(one.z)))

    @cached_property
    def independent(self) -> float:
        """As how many independent sets those left tell: those of a search that descend from the same ones are alike."""
        if not self.run or len(self.left) < FEWEST:
            return float(len(self.left))
        return independent_sets(likeness(Space(*self.rules.ends(self.results.experiment.names)).scores(self.left)))

    def save_survivors(self, path: str | Path) -> Path:
        """Write the sets that are not ruled out to a file of comma-separated values. Raises as `place`."""
        numbers = range(len(self.left)) if self.run else self.survivors.tolist()
        sets = dict(zip(numbers, self.left.tolist(), strict=True))
        return write_sets(path, self.results.experiment.names, sets, str(self.provenance))

    @property
    def basis(self) -> Basis:
        """What the intervals of shares of sets are over."""
        runs = numbered(self.results.runs, "run")
        return Basis(
            f"{len(self.there)} parameter sets, {self.results.experiment.design}, {runs} each",
            "how probable these ranges are is left out",
        )

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return (self._opening(), *self._hardest(), *self._conflicting(), *self._where(), self._rules())

    def _opening(self) -> str:
        sets, left = len(self.there), len(self.survivors)
        looser, fallen = int(self.judged.left_by_looser[self.there].sum()), int((~self.lasts[self.there]).sum())
        parts = [
            f"Of {numbered(sets, 'parameter set')} {left} {'is' if left == 1 else 'are'} not ruled out by the public "
            f"record: {_share(left, sets)} of {'these' if self.is_of_a_file else 'the space'}.",
            f"By the looser rule, every independent target within a factor of {self.rules.looser:g}, it would be "
            f"{_share(looser, sets)} ({looser}).",
        ]
        if self.run:
            parts.insert(1, self._searched())
        if self.as_of:
            count = numbered(len(self.targets), "target")
            parts.insert(0, f"As of {day_in_words(self.as_of)}, when {count} were public:")
        if fallen:
            parts.append(f"Under {numbered(fallen, 'set')} the regime does not last.")
        if part := sample(self.base):
            parts.append(part)
        return " ".join(parts)

    def _searched(self) -> str:
        more = numbered(self.run - len(self.there), "set")
        begun = f"A search by {more} more in {numbered(len(self.waves), 'wave')} found"
        if self.confirmed is None:
            return f"{begun} none that is left."
        return (
            f"{begun} {numbered(len(self.left), 'set')}, each confirmed by {FURTHER[-1]} runs other than that by which "
            "it was chosen; they are so alike that they count as "
            f"{numbered(round(self.independent), 'independent one')}. A search looks where sets come near to the "
            "record: it does not tell the share of the space, and there may be such sets elsewhere."
        )

    def _hardest(self) -> Sequence[str]:
        joint = [place for place, target in enumerate(self.targets) if target.joint]
        shares = {place: self._share_met(place) for place in joint}
        hardest = sorted(
            (place for place in joint if shares[place] is not None), key=lambda place: shares[place] or 0.0
        )
        if not hardest:
            return ()
        named = [f"{said(self.targets[place])} ({percent(shares[place] or 0.0)})" for place in hardest[:MOST_NAMED]]
        return (f"Met by the fewest sets: {listed(named)}.",)

    def _conflicting(self) -> Sequence[str]:
        if not self.conflicts:
            return ("No two targets are met together less often than either alone lets expect.",)
        pairs = [
            f"{said(self.targets[one.first])} with {said(self.targets[one.second])} ({one.together} sets for "
            f"{figures(one.expected)} expected)"
            for one in self.conflicts[:MOST_NAMED]
        ]
        more = f"; {len(self.conflicts) - MOST_NAMED} more pairs are in the table" * (len(self.conflicts) > MOST_NAMED)
        return (f"Targets that are met together less often than either alone lets expect: {'; '.join(pairs)}{more}.",)

    def _where(self) -> Sequence[str]:
        if not self.moved:
            return ()
        named = [
            f"{one.name} ({'higher' if one.apart > 0 else 'lower'} by {figures(abs(one.apart))} standard deviations"
            f"{'' if one.z**2 > _surely(len(self.moved)) ** 2 else ', which chance may have made'})"
            for one in self.moved[:2]
        ]
        return (f"Parameters that moved most between all sets and those left: {listed(named)}.",)

    def _rules(self) -> str:
        own = self.rules
        return (
            f"Rules {self.hash}, fixed before any bank was run but for what their file names: a set is left where the "
            f"second highest implausibility among independent targets is at most {own.second_highest:g}, the highest "
            f"at most {own.highest:g}, and "
            "the regime lasts. Of accounts that contradict each other the one that is nearest to a set counts."
        )

    def _share_met(self, place: int) -> float | None:
        there = self.there[~np.isnan(self.implausibility[self.there, place])]
        return float(self.met[there, place].mean()) if len(there) else None

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (
            self._space(),
            self._of_waves(),
            self._of_targets(),
            self._of_conflicts(),
            self._of_parameters(),
            self._of_sets(),
        )

    def _space(self) -> Table:
        columns = (
            Column("rule", meaning="by what sets are ruled out"),
            Column("sets", "sets", "parameter sets", "count"),
            Column("left", "sets", "those that are not ruled out", "count"),
            Column("share", meaning="share of the space that is left", format="percent", interval=("low", "high")),
            *ENDS,
        )
        own, sets = self.rules, len(self.there)
        counts = {
            f"second highest implausibility at most {own.second_highest:g}, highest at most {own.highest:g}": int(
                self.judged.left[self.there].sum()
            ),
            f"every independent target within a factor of {own.looser:g}": int(
                self.judged.left_by_looser[self.there].sum()
            ),
            "the regime lasts": int(self.lasts[self.there].sum()),
        }
        rows: list[Row] = [
            (rule, sets, left, left / sets, *share_interval(left, sets)) for rule, left in counts.items()
        ]
        note = "Among the sets drawn; a search does not tell the share." * bool(self.run)
        return Table("space", "How much of the space is left", columns, rows, note, self.basis, keys=("rule",))

    def _of_waves(self) -> Table:
        columns = (
            Column("wave", meaning="number of the wave", format="integer"),
            Column("fitted", "sets", "sets to which its emulators were fitted", "count"),
            Column("run", "sets", "sets that were run", "count"),
            Column("beyond", "1", "by what the limits would have to be multiplied for half of these to be left",
                   "number"),
            Column("first", "sets", "those that their first run does not rule out", "count"),
            Column("left", "sets", f"those that {FURTHER[-1]} further runs do not rule out either", "count"),
        )  # fmt: skip
        rows: list[Row] = [
            (number, wave.fitted, wave.run, finite(wave.beyond), wave.first, wave.left)
            for number, wave in enumerate(self.waves, 1)
        ]
        title = "The waves in which the space was searched"
        return Table("waves", title, columns, rows, keys=("wave",), most=20 if rows else 0)

    def _of_targets(self) -> Table:
        columns = (
            Column("about", meaning="what the target is about"),
            Column("target", meaning="what is published", format="name"),
            Column("account", meaning="whose account it is, where accounts contradict each other"),
            Column("start", meaning="first day of which it speaks", format="date", shown=False),
            Column("end", meaning="last day of which it speaks", format="date", shown=False),
            Column("period", meaning="the time of which it speaks"),
            Column("published", "", "published figure", "number"),
            Column("published_low", "", "lower end of its error", "number", shown=False),
            Column("published_high", "", "upper end of its error", "number", shown=False),
            Column("error", meaning="range of the published figure; empty where it is exact"),
            Column("discrepancy", "1", "factor by which a model may miss it", "number", shown=False),
            Column("allowed", meaning="factor by which a model may miss it", heading="tolerance"),
            Column("noise", "1", "standard deviation of the mean of a set's runs, relative; median over sets", "number",
                   shown=False),
            Column("bank", "", "median over all sets", "number", "all sets", interval=("bank_low", "bank_high")),
            Column("bank_low", "", "5 % of sets are below", "number"),
            Column("bank_high", "", "5 % of sets are above", "number"),
            Column("left", "", "median over the sets left", "number", "sets left", interval=("left_low", "left_high")),
            Column("left_low", "", "5 % of them are below", "number"),
            Column("left_high", "", "5 % of them are above", "number"),
            Column("share_met", meaning="share of the sets that meet it by itself", format="percent", heading="met by"),
            Column("joint", meaning="whether it is independent of the others", format="yes", shown=False),
            Column("sets", "sets", "sets that have a counterpart of it", "integer", shown=False),
        )  # fmt: skip
        rows: list[Row] = []
        for place, (target, measure) in enumerate(zip(self.targets, self.measures, strict=True)):
            figure, means = target.figure, self.means[:, place]
            rows.append((
                target.about, figure.series, target.account, figure.start, figure.end, period_in_words(figure),
                figure.value, figure.low, figure.high, error_in_words(figure), self.rules.factor(target),
                f"× {self.rules.factor(target):g}", float(np.median(self.noise[:, place])),
                *_middle(measure, means[self.there]), *_middle(measure, self.means_of_left[:, place]),
                self._share_met(place), target.joint, int((~np.isnan(means[self.there])).sum()),
            ))  # fmt: skip
        note = "Behind a median stands where 90 % of the sets lie."
        keys = ("target", "account", "start", "end")
        return Table("targets", "Targets under all sets and under those left", columns, rows, note, self.basis, keys)

    def _of_conflicts(self) -> Table:
        columns = (
            Column("first", meaning="a target"),
            Column("second", meaning="another one"),
            Column("first_met", meaning="share of the sets that meet the first", format="percent"),
            Column("second_met", meaning="share of the sets that meet the second", format="percent"),
            Column("together", "sets", "sets that meet both", "count"),
            Column("expected", "sets", "sets that would meet both if neither depended on the other", "number"),
            Column("p", "", "chance of so few if neither depended on the other", "number"),
        )
        rows = [
            (said(self.targets[one.first]), said(self.targets[one.second]), self._share_met(one.first),
             self._share_met(one.second), one.together, one.expected, one.p)
            for one in self.conflicts
        ]  # fmt: skip
        note = f"Pairs with a chance below {UNLIKELY:g}; targets of one matter told by rival accounts are left out."
        title = "Targets that conflict"
        return Table("conflicts", title, columns, rows, note, keys=("first", "second"), most=10 if rows else 0)

    def _of_parameters(self) -> Table:
        columns = (
            Column("parameter", meaning="what was varied"),
            Column("meaning"),
            Column("apart", "standard deviations", "how far the sets left lie from all sets, upwards", "difference"),
            Column("z", "1", "the same relative to what chance makes of so few sets", "difference"),
            Column("surely", meaning="whether chance would hardly move any parameter so far", format="yes"),
        )
        border = _surely(len(self.moved))
        rows = [
            (one.name, PARAMETER_DECLARATIONS[one.name].meaning, one.apart, one.z, abs(one.z) > border)
            for one in self.moved
        ]
        title = "Parameters that moved between all sets and those left"
        return Table("parameters", title, columns, rows, keys=("parameter",), most=10 if rows else 0)

    def _of_sets(self) -> Table:
        columns = (
            Column("set", meaning="number of the parameter set", format="integer"),
            Column("left", meaning="whether it is not ruled out", format="yes"),
            Column("left_by_looser", meaning="whether the looser rule leaves it", format="yes"),
            Column("second_highest", "1", "second highest implausibility among independent targets", "number"),
            Column("highest", "1", "highest implausibility among independent targets", "number"),
            Column("lasts", meaning="whether the regime lasts", format="yes"),
            *(Column(name_of(one), one.figure.unit, "mean over the runs of the set", "number") for one in self.targets),
        )

        def rows() -> list[Row]:
            found, values = self.judged, np.full(self.means.shape, np.nan)
            for place, one in enumerate(self.measures):
                values[:, place] = one.back(self.means[:, place])
            return [
                (int(number), bool(found.left[number]), bool(found.left_by_looser[number]),
                 finite(float(found.second[number])), finite(float(found.highest[number])),
                 bool(self.lasts[number]),
                 *map(finite, values[number]))
                for number in self.there
            ]  # fmt: skip

        title = "All sets drawn, with what they make of the targets"
        return Table("sets", title, columns, later(rows), keys=("set",), bulk=True)


def lasting(results: ExperimentResults, rules: Rules, after: int = 0) -> NDArray[np.bool_]:
    """Whether the regime lasts under each set, by its runs after the first so many, (set,)."""
    falls = means_of(results.values("regime_falls")[:, after:])
    return np.nan_to_num(1 - falls, nan=0.0) > rules.lasting


def _middle(measure: Measure, scaled: Values) -> tuple[float | None, ...]:
    """Median, 5 % and 95 % of values on a scale, as they are."""
    there = scaled[~np.isnan(scaled)]
    if not len(there):
        return (None, None, None)
    return tuple(measure.back(np.quantile(there, (0.5, 0.05, 0.95))).tolist())


def _so_few(together: int, first: int, second: int, sets: int) -> float:
    """Chance of at most so many in common, of `first` and `second` of all sets."""
    from scipy.stats import hypergeom

    return float(hypergeom.cdf(together, sets, first, second))


def _surely(parameters: int) -> float:
    """Distance, in standard errors, beyond which chance moves one of so many parameters in one case of twenty."""
    return NormalDist().inv_cdf(1 - 0.025 / max(parameters, 1))


def _share(count: int, of: int) -> str:
    if not of:
        return "none"
    low, high = share_interval(count, of)
    return f"{percent(count / of)} [{percent(low).removesuffix(' %')}, {percent(high)}]"
