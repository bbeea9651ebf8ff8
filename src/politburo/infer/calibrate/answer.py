"""What a calibration found: gates, what the record moved, and draws that are called a posterior only if they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from politburo.answer import LEVEL, Answer, Basis, Column, Provenance, Row, Table
from politburo.answer.numbers import figures, finite, listed, numbered, percent
from politburo.answer.own_files import check_place
from politburo.ask.ensemble import MODEL, POSTERIOR, RULES
from politburo.ask.experiment import provenance_of
from politburo.ask.factors import at
from politburo.ask.fit.targets import error_in_words, period_in_words, said
from politburo.ask.intervals import ENDS, share_interval
from politburo.ask.sets_file import write_sets
from politburo.ask.survey.implausibility import Measure
from politburo.ask.survey.measured import values_of
from politburo.ask.survey.rules import Rules, hash_of
from politburo.country.figures import Target
from politburo.infer.calibrate.checks import Checked, apart_from_abc
from politburo.infer.calibrate.effort import Effort
from politburo.infer.calibrate.gates import Gate, hash_of_gates
from politburo.infer.calibrate.matching import SEED, Conflict, Wave
from politburo.infer.calibrate.observation import records
from politburo.infer.calibrate.screening import Screened
from politburo.run.experiment import ExperimentResults
from politburo.run.plan import model_sources
from politburo.run.scale import sample
from politburo.scenario import Scenario
from politburo.scenario.schema import PARAMETER_DECLARATIONS

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

Values = NDArray[np.float64]

NOT_RULED_OUT_FILE, POSTERIOR_FILE = "not-ruled-out.csv", "posterior.csv"
"""The file of what is given where gates are missed, and where all are passed."""

SHORT_HASH = 12
"""Digits of the hash of the model that are shown."""

NARROWED, SHIFTED = 0.8, 0.5
"""What counts as moved: a spread of less than so much of the prior's, or a mean so many of its spreads away."""

CORRELATED, MOST_PAIRS = 0.3, 12
"""Correlation from which a pair is told, and pairs that are."""

NEAR = 1e-6
"""On the scale of a target: what is so near to the end of an interval lies inside."""

MOST_NAMED = 4
"""Parameters or gates that are named in a sentence."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """Draws given the record, and whether they may be called a posterior.

    `active` are the places of the parameters among all; draws are normal scores of places in their ranges, after
    `middle` and `spread` (d,) are put back. `runs` are those of training that ended, `before` their parameters (n, d).
    """

    active: tuple[int, ...]
    middle: Values
    spread: Values
    checked: Checked
    gates: tuple[Gate, ...]
    before: Values
    runs: int

    @property
    def passed(self) -> bool:
        """Whether every gate is passed."""
        return all(one.passed for one in self.gates)

    @property
    def draws(self) -> Values:
        """Draws of all networks, as normal scores (k, d)."""
        return self._back(self.checked.of_record.reshape(-1, len(self.active)))

    @property
    def by_abc(self) -> Values:
        """Draws by regression ABC, as normal scores (k, d)."""
        chance = np.random.default_rng([SEED, 5])
        return self._back(self.checked.accepted.draws(len(self.draws), chance))

    @property
    def left(self) -> Values:
        """What history matching left, as normal scores (n, d)."""
        return self._back(self.before)

    def _back(self, standardised: Values) -> Values:
        return standardised * self.spread + self.middle


@dataclass(frozen=True, eq=False, repr=False)
class Calibration(Answer):
    """A calibration: what was screened, the waves, draws with their gates, and runs of the sets that are given.

    `written` are these sets by their numbers. With `synthetic` evidence, `known` is the set that it was made
    from, and `known_left` says whether history matching left it.
    """

    question: ClassVar[str] = "calibrate"

    base: Scenario
    targets: tuple[Target, ...]
    rules: Rules
    effort: Effort
    kept: Path
    screened: Screened
    waves: tuple[Wave, ...]
    conflicts: tuple[Conflict, ...]
    posterior: Posterior | None
    written: Mapping[int, Sequence[float]]
    predicted: ExperimentResults | None
    as_of: date | None = None
    synthetic: int | None = None
    known: Mapping[str, float] | None = None
    known_left: bool = True

    @property
    def title(self) -> str:
        """What is calibrated."""
        return f"Calibration: {' '.join(self.base.title.split())}"

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.kept

    @property
    def passed(self) -> bool:
        """Whether there is a posterior: every gate is passed."""
        return self.posterior is not None and self.posterior.passed

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the active parameters, those first that move most."""
        return tuple(self.screened.names[at] for at in self.screened.active)

    @property
    def file_name(self) -> str:
        """The name of the file of sets that is given."""
        return POSTERIOR_FILE if self.passed else NOT_RULED_OUT_FILE

    @property
    def provenance(self) -> Provenance:
        """That of the runs, with the hashes of model, rules and gates: the sets that are given are good under these."""
        details = {MODEL: model_sources()[:SHORT_HASH], RULES: hash_of(self.rules, self.targets, self.screened.names)}
        details["gates"] = hash_of_gates()
        if self.as_of:
            details["as of"] = self.as_of.isoformat()
        if self.synthetic is not None:
            details["synthetic evidence"] = str(self.synthetic)
        if self.passed and self.synthetic is None:
            details[POSTERIOR] = self.base.plan.name
        elif not self.passed:
            details["status"] = "not calibrated, not ruled out by history matching"
        fingerprint = "" if self.predicted is None else self.predicted.fingerprint
        return provenance_of(self.base, 1, fingerprint, details)

    @property
    def warnings(self) -> tuple[str, ...]:
        """That it is the short form, and of a part of the country."""
        told = []
        if self.effort.training < 5_000:
            told.append("This is a short form, to see how it works: for a real answer leave --short out.")
        return tuple(told)

    @property
    def basis(self) -> Basis:
        """What the intervals of parameters are over."""
        count = 0 if self.posterior is None else len(self.posterior.draws)
        runs = 0 if self.posterior is None else self.posterior.runs
        return Basis(
            f"{count} draws of {self.effort.networks} networks trained on {runs:,} runs",
            "that the model may be wrong beyond the discrepancy that is allowed",
        )

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return tuple(
            one for one in (self._first(), self._known(), self._stages(), self._moved(), self._predictive()) if one
        )

    def _first(self) -> str:
        if self.posterior is None:
            return (
                "Not calibrated: nothing of the space is left by history matching, or too few runs ended, so that "
                "there is nothing to draw from."
            )
        missed = [one for one in self.posterior.gates if not one.passed]
        if not missed:
            given = f"{len(self.written)} draws are given as {POSTERIOR_FILE}."
            return f"Calibrated: all {len(self.posterior.gates)} gates are passed. {given}"
        named = "; ".join(f"{one.name} ({figures(one.found)}, limit {one.limit})" for one in missed)
        return (
            f"Not calibrated: {len(missed)} of {len(self.posterior.gates)} gates are missed: {named}. What is given "
            f"instead are {numbered(len(self.written), 'set')} that history matching did not rule out, as "
            f"{NOT_RULED_OUT_FILE}."
        )

    def _known(self) -> str:
        if self.known is None or self.posterior is None:
            return ""
        inside = [row["inside"] for row in self.table("parameters").records()]
        held = sum(bool(one) for one in inside)
        made = "that of a known set"
        if self.synthetic is not None:
            made = f"synthetic, made from the set {self.synthetic} of the draws across priors"
        return (
            f"The evidence is {made}: of {len(inside)} active parameters {held} lie inside their {percent(LEVEL)} "
            f"interval; {figures(LEVEL * len(inside))} are to be expected, and so few or fewer in "
            f"{percent(_at_most(held, inside))} of cases. History matching "
            f"{'left' if self.known_left else 'ruled out'} the known set."
        )

    def _stages(self) -> str:
        found = self.screened
        parts = [
            f"Of {len(found.names)} parameters {len(found.active)} are active, with {percent(found.covered)} of what "
            "moves the record; the others are drawn from their ranges in every run."
        ]
        shares = [percent(wave.left) for wave in self.waves]
        if shares:
            parts.append(f"History matching left {listed(shares, 'then')} of their space, wave by wave.")
        if self.conflicts:
            one = self.conflicts[0]
            emulators = self.waves[0].emulators
            first, second = (emulators[place].measure.target for place in (one.first, one.second))
            parts.append(f"Targets that conflict most: {said(first)} with {said(second)}.")
        if part := sample(self.base):
            parts.append(part)
        return " ".join(parts)

    def _moved(self) -> str:
        if self.posterior is None:
            return ""
        rows = self.table("parameters").records()
        moved = [str(row["parameter"]) for row in rows if row["moved"] != "left at its prior"]
        left = len(rows) - len(moved)
        which = "By these draws the record" if self.passed else "By the draws that did not pass the gates the record"
        if not moved:
            return f"{which} leaves all active parameters at their priors."
        more = f" and {len(moved) - MOST_NAMED} more" if len(moved) > MOST_NAMED else ""
        names = listed(moved) if len(moved) <= MOST_NAMED else f"{', '.join(moved[:MOST_NAMED])}{more}"
        return f"{which} moves {names}; it leaves {left} of the {len(rows)} active parameters at their priors."

    def _predictive(self) -> str:
        rows = self.table("predictive").records() if self.predicted is not None else []
        if not rows:
            return ""
        inside = sum(bool(row["inside"]) for row in rows)
        return (
            f"Of {len(rows)} targets {inside} lie inside the {percent(LEVEL)} interval of what the sets that are given "
            "would have had published."
        )

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (
            self._of_gates(), self._of_parameters(), self._of_predictive(), self._of_waves(), self._of_conflicts(),
            self._of_pairs(), self._of_coverage(), self._of_screening(),
        )  # fmt: skip

    def _of_gates(self) -> Table:
        columns = (
            Column("gate", meaning="what has to be true"),
            Column("found", "", "what was found", "number"),
            Column("limit", meaning="what it has to be"),
            Column("passed", meaning="whether it is passed", format="yes"),
            Column("meaning", meaning="what it means where it is missed", heading="if missed"),
            Column("remedy", meaning="what to do then"),
        )
        rows: list[Row] = [
            (one.name, finite(one.found), one.limit, one.passed, one.meaning, one.remedy)
            for one in (() if self.posterior is None else self.posterior.gates)
        ]
        note = f"Limits of infer/gates.toml, {hash_of_gates()}."
        return Table("gates", "Gates", columns, rows, note, keys=("gate",))

    def _of_parameters(self) -> Table:
        columns = (
            Column("parameter", meaning="an active parameter"),
            Column("meaning", shown=False),
            Column("unit", shown=False),
            Column("share", "", "its share in what moves the record, by screening", "percent"),
            *_three("prior", "declared range"),
            *_three("left", "what history matching left"),
            *_three("networks", "draws of networks"),
            *_three("abc", "regression ABC"),
            Column("narrowed", "1", "spread of the draws over that of the prior, as normal scores", "number"),
            Column("apart", "1", "means of networks and of ABC apart, in standard deviations of ABC", "number",
                   shown=False),
            Column("moved", meaning="what the record did to it", heading="the record"),
            Column("known", "", "with synthetic evidence: its known value", "number", shown=self.known is not None),
            Column("inside", meaning="whether that lies inside the interval", format="yes",
                   shown=self.known is not None),
        )  # fmt: skip
        rows: list[Row] = []
        found = self.posterior
        if found is not None:
            draws, by_abc, left, apart = found.draws, found.by_abc, found.left, apart_from_abc(found.checked)
            for place, name in enumerate(self.active):
                declared = PARAMETER_DECLARATIONS[name]
                low, high = self.rules.range_of(name)
                own = draws[:, place]
                spread, mean = float(own.std()), float(own.mean())
                told = [
                    value
                    for scores in (None, left[:, place], own, by_abc[:, place])
                    for value in _middle(low, high, scores)
                ]
                known = None if self.known is None else self.known[name]
                ends = told[7], told[8]
                rows.append((
                    name, declared.meaning, declared.unit, float(self.screened.shares[self.screened.active[place]]),
                    *told, spread, float(apart[place]), in_words(spread, mean), known,
                    None if known is None else bool(ends[0] <= known <= ends[1]),
                ))  # fmt: skip
        note = "" if self.passed else "Not a posterior: gates are missed."
        title = f"What the record moved: medians with {percent(LEVEL)} intervals"
        return Table("parameters", title, columns, rows, note, self.basis, ("parameter",), most=30 if rows else 0)

    def _of_predictive(self) -> Table:
        columns = (
            Column("about", meaning="what the target is about"),
            Column("target", meaning="what is published", format="name"),
            Column("account", meaning="whose account it is, where accounts contradict each other"),
            Column("period", meaning="the time of which it speaks"),
            Column("published", "", "published figure", "number"),
            Column("published_low", "", "lower end of its error", "number", shown=False),
            Column("published_high", "", "upper end of its error", "number", shown=False),
            Column("error", meaning="range of the published figure; empty where it is exact"),
            Column("predicted", "", "median of what would have been published", "number", interval=("low", "high")),
            Column("low", "", "5 % are below", "number"),
            Column("high", "", "5 % are above", "number"),
            Column("inside", meaning="whether the published figure lies between", format="yes"),
        )
        rows: list[Row] = []
        if self.predicted is not None:
            values = values_of(self.predicted, self.targets)[:, 0]
            values[self.predicted.values("regime_falls")[:, 0] > 0] = np.nan
            measures = [Measure(one, self.rules, 1 / self.base.size) for one in self.targets]
            told = records(measures, values, np.random.default_rng([SEED, 6]))
            for one, own in zip(measures, told.T, strict=True):
                there, figure = own[~np.isnan(own)], one.target.figure
                if not len(there):
                    continue
                ends = np.quantile(there, (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2))
                median, low, high = one.back(ends).tolist()
                rows.append((
                    one.target.about, figure.series, one.target.account, period_in_words(figure), figure.value,
                    figure.low, figure.high, error_in_words(figure), median, low, high,
                    bool(ends[1] - NEAR <= one.centre <= ends[2] + NEAR),
                ))  # fmt: skip
        what = "draws of the posterior" if self.passed else "sets that history matching left"
        basis = Basis(
            f"runs of {numbered(len(rows) and len(self.predicted.experiment.points) if self.predicted else 0, 'set')}, "
            f"{what}, with discrepancy and errors of publication",
            "that the model may be wrong beyond the discrepancy that is allowed",
        )
        keys = ("target", "account", "period")
        return Table(
            "predictive", "What would have been published, against every target", columns, rows, "", basis, keys
        )

    def _of_waves(self) -> Table:
        columns = (
            Column("wave", meaning="number of the wave", format="integer"),
            Column("runs", "runs", "runs that were made", "count"),
            Column("left", meaning="share of the space of active parameters that is left after it", format="percent",
                   interval=("low", "high")),
            *ENDS,
            Column("kept", "", "share of its runs whose own points it would leave, were they the record", "percent"),
            Column("emulated", meaning="targets that are emulated"),
        )  # fmt: skip
        points = self.effort.candidates
        rows: list[Row] = [
            (number, wave.runs, wave.left, *share_interval(round(wave.left * points), points), wave.kept,
             ", ".join(said(one.measure.target) for one in wave.emulators))
            for number, wave in enumerate(self.waves, 1)
        ]  # fmt: skip
        basis = Basis(f"{points:,} points spread over the space", "that emulators err, beyond what they say")
        return Table("waves", "History matching", columns, rows, "", basis, ("wave",))

    def _of_conflicts(self) -> Table:
        columns = (
            Column("first", meaning="a target"),
            Column("second", meaning="another one"),
            Column("first_met", meaning="share of the space in which the first is met", format="percent"),
            Column("second_met", meaning="that of the second", format="percent"),
            Column("together", meaning="that of both", format="percent"),
        )
        rows: list[Row] = []
        for one in self.conflicts:
            targets = [self.waves[0].emulators[place].measure.target for place in (one.first, one.second)]
            rows.append((said(targets[0]), said(targets[1]), one.first_met, one.second_met, one.together))
        note = "Pairs met together in less than half as much of the space as either alone lets expect."
        return Table("conflicts", "Targets that conflict", columns, rows, note, most=10 if rows else 0)

    @cached_property
    def correlated(self) -> tuple[tuple[int, int, float], ...]:
        """Pairs of active parameters that are correlated among the draws, the most first."""
        if self.posterior is None or len(self.active) < 2:
            return ()
        found = np.atleast_2d(np.corrcoef(self.posterior.draws, rowvar=False))
        pairs = [(one, other, float(found[one, other])) for one in range(len(found)) for other in range(one)]
        chosen = sorted((one for one in pairs if abs(one[2]) >= CORRELATED), key=lambda one: -abs(one[2]))
        return tuple(chosen[:MOST_PAIRS])

    def _of_pairs(self) -> Table:
        columns = (
            Column("first", meaning="a parameter"),
            Column("second", meaning="another one"),
            Column("correlation", "1", "of normal scores among the draws", "difference"),
        )
        rows: list[Row] = [(self.active[one], self.active[other], r) for one, other, r in self.correlated]
        title = "Parameters that are correlated among the draws"
        return Table("pairs", title, columns, rows, keys=("first", "second"), most=MOST_PAIRS if rows else 0)

    def _of_coverage(self) -> Table:
        columns = (
            Column("parameter", meaning="an active parameter"),
            Column("level", meaning="of the interval", format="percent"),
            Column("runs", "runs", "held-out runs", "count"),
            Column("covered", meaning="part of them whose known value lies inside", format="percent",
                   interval=("low", "high")),
            *ENDS,
        )  # fmt: skip
        rows: list[Row] = []
        if self.posterior is not None:
            ranks = self.posterior.checked.ranks
            for place, name in enumerate(self.active):
                for level in (0.5, LEVEL):
                    own = (ranks[:, place] > (1 - level) / 2) & (ranks[:, place] < (1 + level) / 2)
                    rows.append((name, level, len(own), float(own.mean()), *share_interval(int(own.sum()), len(own))))
        basis = Basis("held-out runs", "that the published record may be unlike them")
        title = "Coverage on simulated records whose parameters are known"
        return Table("coverage", title, columns, rows, "", basis, ("parameter", "level"), most=0)

    def _of_screening(self) -> Table:
        columns = (
            Column("parameter", meaning="what was varied"),
            Column("share", meaning="its share in what moves the record", format="percent"),
            Column("active", meaning="whether it is active", format="yes"),
            *(Column(one, "", f"its share in what moves {one.replace('_', ' ')}", "number", shown=False)
              for one in self.screened.matters),
        )  # fmt: skip
        found = self.screened
        rows: list[Row] = [
            (found.names[place], float(found.shares[place]), place in found.active,
             *map(float, found.of_matters[:, place]))
            for place in np.argsort(-found.shares, kind="stable").tolist()
        ]  # fmt: skip
        title = "What moves the record, by screening"
        return Table("screening", title, columns, rows, keys=("parameter",), most=0)

    def save_sets(self, path: str | Path) -> Path:
        """Write the sets that are given to a file, which `--ensemble` takes. Raises as `place`."""
        return write_sets(path, self.screened.names, dict(self.written), str(self.provenance))

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer, and with its tables the sets that are given. Raises as that of an answer.

        A posterior that stands there from before, where gates are missed now, is removed.
        """
        written = super().save(folder, formats)
        place = Path(folder) if folder is not None else self.folder
        if "csv" not in formats or not self.written:
            return written
        if not self.passed and (place / POSTERIOR_FILE).exists():
            check_place(place / POSTERIOR_FILE)
            (place / POSTERIOR_FILE).unlink()
        return (*written, self.save_sets(place / self.file_name))


def in_words(spread: float, mean: float) -> str:
    """What the record did to a parameter, by spread and mean of its normal scores; those of the prior are 1 and 0."""
    narrowed, shifted = spread < NARROWED, abs(mean) > SHIFTED
    if not narrowed and not shifted:
        return "left at its prior"
    where = ("shifted up" if mean > 0 else "shifted down") if shifted else ""
    return " and ".join(one for one in ("narrowed" * narrowed, where) if one)


def _at_most(held: int, inside: Sequence[object]) -> float:
    """Chance of at most so many inside, where each is with the probability of the level."""
    from scipy.stats import binom

    return float(binom.cdf(held, len(inside), LEVEL))


def _three(name: str, of: str) -> tuple[Column, Column, Column]:
    ends = f"{name}_low", f"{name}_high"
    return (
        Column(name, "", f"{of}: median", "number", interval=ends),
        Column(ends[0], "", f"{of}: 5 % are below", "number"),
        Column(ends[1], "", f"{of}: 5 % are above", "number"),
    )


def _middle(low: float, high: float, scores: Values | None) -> tuple[float, float, float]:
    """Median, 5 % and 95 % of a parameter by normal scores of its places; without any those of its range."""
    shares = (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2)
    places = np.array(shares) if scores is None else ndtr(np.quantile(scores, shares))
    median, lower, upper = at(low, high, places).tolist()
    return median, lower, upper
