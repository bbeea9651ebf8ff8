"""A baseline against alternatives, with the same chance in both: what differs, by how much, from when on, and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.compare.across_priors import ParameterSets, SetRuns, set_runs, sets_done
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import Arm, outcome_named
from politburo.ask.compare.totals import MOST, Wanted, next_runs, over_cadres, wanted
from politburo.ask.ensemble import Asked as AskedEnsemble
from politburo.ask.ensemble import under
from politburo.ask.experiment import Parts
from politburo.run.ensemble import Ensemble, scenario_of
from politburo.run.plan import default_folder, identity
from politburo.scenario import Scenario, adapt, changed, load, sized_as
from politburo.scenario.changes import change_in_words, refuse_no_change, without_ensemble
from politburo.scenario.overview import common_months
from politburo.terms.checks import printable
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress

Asked = str | Path | Scenario
"""A scenario by its name, as a file or as an object."""


@dataclass(frozen=True, slots=True)
class ArmPlan:
    """An arm that is to be run: what it is called, its scenario, and the folder of its runs."""

    label: str
    scenario: Scenario
    folder: Path


@dataclass(frozen=True, eq=False)
class ComparisonPlan:
    """A comparison as it is asked for (see `compare`), before it is run. Raises UsageError for what cannot be."""

    baseline: Asked
    alternatives: Sequence[Asked] = ()
    sets: Mapping[str, float] = field(default_factory=dict)
    start: str | None = None
    without: Sequence[str] = ()
    off: Sequence[str] = ()
    series: Sequence[str] = ()
    runs: int | None = None
    seed: int | None = None
    until: str | None = None
    scale: float | None = None
    households: int | None = None
    precision: Mapping[str, float | str] = field(default_factory=dict)
    most_runs: int | None = None
    across_priors: int | None = None
    out: str | Path | None = None
    ensemble: AskedEnsemble | None = None

    def __post_init__(self) -> None:
        """Find out now what cannot be."""
        if self.parameters is not None and self.across_priors is not None:
            raise UsageError(
                "With an ensemble the question is asked under other parameters already: leave out either the ensemble "
                "(`defaults` stands for none, where the scenario names one) or the number of sets across priors."
            )
        _ = self.shown, self.wanted, self.arms, self.most, self.under_sets

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The outcomes that are shown, by their full names."""
        return tuple(outcome_named(name).name for name in self.series)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is to be known how precisely."""
        return wanted(self.precision)

    @cached_property
    def named(self) -> Scenario:
        """The baseline as it was named, read once."""
        return self.baseline if isinstance(self.baseline, Scenario) else load(self.baseline)

    @cached_property
    def asked(self) -> Scenario:
        """The same, without an ensemble that it names: all arms are run under one."""
        return without_ensemble(self.named)

    @cached_property
    def base(self) -> Scenario:
        """The baseline as it is run."""
        return adapt(self.asked, seed=self.seed, scale=self.scale, households=self.households, until=self.until)

    @cached_property
    def parameters(self) -> Ensemble | None:
        """The ensemble under which all arms are run, where one is asked for, or else the baseline names one."""
        return under(self.ensemble, adapt(self.named, until=self.until))[1]

    @cached_property
    def arms(self) -> tuple[ArmPlan, ...]:
        """The arms, the baseline first; one that would be the same to the bit as an earlier one has its folder."""
        base = self.asked
        others = [one if isinstance(one, Scenario) else load(one) for one in self.alternatives]
        others = [self._without_its_ensemble(one) for one in others]
        labels = [one.name.removeprefix(f"{base.name}, ") for one in others]
        sets, start, without, off = self.sets, self.start, self.without, self.off
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
        base = self.base
        # What an alternative says of drawing anew stays, so that it can be refused; its seed is the baseline's.
        others = [
            sized_as(adapt(one, seed=None if one.draws_anew else base.seed, until=self.until), base)
            for one in others
        ]  # fmt: skip
        for other, label in zip(others, labels, strict=True):
            _refuse_unpaired(base, other)
            # Where an alternative sets a parameter to its default, it differs from the baseline under a set alone.
            refuse_no_change(scenario_of(base, self.parameters, 0), scenario_of(other, self.parameters, 0), label)
        common_months([base, *others])
        folders: dict[str, Path] = {}
        return tuple(
            ArmPlan(
                label,
                one,
                folders.setdefault(
                    identity(one, self.parameters), self._out / default_folder(one, self.parameters).name
                ),
            )
            for label, one in zip(["baseline", *_apart(labels)], [base, *others], strict=True)
        )

    def _without_its_ensemble(self, other: Scenario) -> Scenario:
        """An alternative without the ensemble that it names. Raises UsageError where that is not the baseline's."""
        if self.ensemble is None and other.ensemble not in (None, self.named.ensemble):
            raise UsageError(
                f"{printable(other.name)} names the ensemble {printable(other.ensemble)}, and "
                f"{printable(self.named.name)} {printable(self.named.ensemble or 'none')}: pairs would differ by their "
                "parameters too. Say one ensemble for all, or `defaults` for none."
            )
        return without_ensemble(other)

    @property
    def least(self) -> int:
        """Runs of each arm to begin with."""
        return self.arms[0].scenario.runs if self.runs is None else self.runs

    @property
    def most(self) -> int:
        """Runs of each arm at which adding them ends."""
        if self.most_runs is not None and not self.wanted:
            raise UsageError(
                "The most runs say where adding them ends; say with a precision until when they are added."
            )
        if self.most_runs is not None and self.most_runs < self.least:
            raise UsageError(f"At most {self.most_runs} runs cannot be fewer than the {self.least} to begin with.")
        return max(MOST if self.wanted else 0, self.least) if self.most_runs is None else self.most_runs

    @cached_property
    def under_sets(self) -> tuple[SetRuns, ...]:
        """The runs of each arm under other parameters, where these are asked for."""
        return set_runs([one.scenario for one in self.arms], self.across_priors, self._out)

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, whatever is there already."""
        arms = sum(self.least * len(scenario.levers) for scenario in self._folders.values())
        return {self.arms[0].scenario.size: arms + sum(one.months for one in self.under_sets)}

    @property
    def folder(self) -> Path:
        """Where figures and tables are kept: named by the baseline and a hash of all arms."""
        told = " ".join(identity(one.scenario, self.parameters) for one in self.arms)
        begin = self.arms[0].folder.name.rpartition("-")[0]
        return self._out / f"compare-{begin}-{hashlib.blake2b(told.encode(), digest_size=5).hexdigest()}"

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Comparison:
        """Do the runs that are not there yet and compare. Raises as `politburo.run` does.

        What is finished is kept: the same call goes on from there. `progress(done, total)` is told months.
        """
        runs, under_sets = self.least, self.under_sets
        sets: ParameterSets | None = None
        with engine.held() if engine else nullcontext():
            while True:
                arms, tried = self._do(runs, under_sets, engine, progress)
                sets, under_sets = sets or tried, ()
                comparison = Comparison(arms[0], arms[1:], self.folder, self.wanted, self.shown, sets)
                if runs >= self.most or all(one.reached for one in comparison.precision):
                    over = over_cadres(arms[0].results, comparison.months.stop - 1, len(self._folders), self.folder)
                    return replace(comparison, over_cadres=over)
                runs = next_runs(comparison.precision, runs, self.most)

    @property
    def _out(self) -> Path:
        return Path("runs" if self.out is None else self.out)

    @property
    def _folders(self) -> dict[Path, Scenario]:
        """The scenario of each folder: arms that share one are run once."""
        return {one.folder: one.scenario for one in self.arms}

    def _do(
        self, runs: int, under_sets: Sequence[SetRuns], engine: Engine | None, progress: OnProgress | None
    ) -> tuple[tuple[Arm, ...], ParameterSets | None]:
        """All arms with so many runs each, and under other parameters."""
        from politburo.ask.run import run

        months = {folder: runs * len(scenario.levers) for folder, scenario in self._folders.items()}
        parts = Parts(sum(months.values()) + sum(one.months for one in under_sets), progress)
        results = {}
        for folder, scenario in self._folders.items():
            with parts.part(months[folder]) as told:
                results[folder] = run(
                    scenario, runs=runs, ensemble=self.parameters, out=folder, engine=engine, progress=told
                )
        sets = sets_done(under_sets, parts, engine)
        parts.settle()
        return tuple(Arm(one.label, one.scenario, results[one.folder]) for one in self.arms), sets


def _apart(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind one that stands there already."""
    found: list[str] = []
    for label in labels:
        times, wanted = 1, label
        while wanted in (*found, "baseline"):
            times += 1
            wanted = f"{label} ({times})"
        found.append(wanted)
    return found


def _refuse_unpaired(base: Scenario, other: Scenario) -> None:
    """Raise UsageError for a scenario whose runs share no chance with those of the baseline of the same number."""
    names = [printable(one.name) for one in (other, base)]
    if base.country_files != other.country_files:
        raise UsageError(
            f"{names[0]} happens in {other.country!r} and {names[1]} in {base.country!r}: "
            "runs in different countries share no chance and cannot be compared run by run."
        )
    if base.chance != other.chance:
        raise UsageError(
            f"{names[0]} draws chance under seed {other.chance}, and {names[1]} under seed {base.chance}: "
            "runs that draw differently cannot be compared run by run."
        )


def compare(
    baseline: str | Path | Scenario,
    *alternatives: str | Path | Scenario,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
    series: Sequence[str] = (),
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    precision: Mapping[str, float | str] | None = None,
    most_runs: int | None = None,
    across_priors: int | None = None,
    ensemble: AskedEnsemble | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Run a baseline and alternatives with the same seed and run numbers, and return how they differ.

    Each scenario is a name, a file or an object. What `sets`, `start`, `without` and `off` name (as for `changed`) is
    one more alternative, made from the baseline. `series` are the outcomes that are shown, by the names that `politburo
    outcomes` lists; by default those that differ most. `runs`, `seed`, `scale` and `households` hold in all arms, by
    default those of the baseline, `until` cuts all of them. With `precision`, runs are added until the interval of the
    total difference of each named outcome reaches no further than that, in its unit or like `"5%"` of the baseline's
    level; `most_runs` (400) ends it in any case. With `across_priors`, the same is asked under that many parameter sets
    drawn from the declared ranges besides, with few runs each. With an `ensemble` of parameter sets, as for `run`, run
    k has set k in every arm, and intervals are over the sets, too. Arms are ordinary run folders under `out`, by
    default `runs`, and what is finished there is not done again. `progress(done, total)` is told the months simulated
    and to simulate.

    Raises UsageError where nothing is compared, or what cannot be; otherwise as `politburo.run` does. What is finished
    is kept: the same call goes on from there.
    """
    plan = ComparisonPlan(
        baseline, alternatives, sets or {}, start, without, off, series, runs, seed, until, scale, households,
        precision or {}, most_runs, across_priors, out, ensemble,
    )  # fmt: skip
    return plan.execute(engine, progress)
