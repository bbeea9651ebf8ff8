"""Rival theories of rule, each run over the same parameter sets and chances, and held against the public record.

    theories.toml ─► theory ─► banks (experiments, one for each) ─► survey's rules ─► what each can and cannot meet
                                                              └──► forecasts as of year ends ─► scores, stacking

Every bank has the same sets and the same chance. It is kept in a folder of its own and goes on where it was stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Unpack

import numpy as np

from politburo.ask.experiment import Changes, base_of
from politburo.ask.fit.targets import check_targets, fitted_of
from politburo.ask.sets_file import read_sets
from politburo.ask.survey import UNTIL
from politburo.ask.survey.measured import TargetValues
from politburo.country.figures import Evidence, Target
from politburo.infer.bank import Bank, CasesPlan, cases_of, drawn_for
from politburo.infer.forecast import covered, last_day, measured_of
from politburo.infer.imagined_evidence import imagined
from politburo.infer.simulated import unlike
from politburo.infer.theory import Theory, theories_of, theory_named
from politburo.infer.weighed_theories import WeighedTheories
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import Experiment, Varied
from politburo.scenario import Scenario, month_name
from politburo.scenario.months import month_number
from politburo.terms.bounds import REPEATED_RUNS, SETS
from politburo.terms.errors import UsageError

SETS_ASKED, RUNS, SCALE = 128, 2, 0.03
"""Sets of each theory, runs of each set, and scale, where nobody says them."""

SHORT_SETS, SHORT_SCALE = 12, 0.02
"""Sets and scale of the short form."""

DRAWN, OF_A_FILE = "drawn from the declared ranges", "sets of a file"


def theories(
    scenario: str | Path | Scenario,
    *,
    only: Sequence[str] = (),
    sets: int | None = None,
    among: str | Path | None = None,
    truth: str | None = None,
    short: bool = False,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> WeighedTheories:
    """Run rival theories of rule over the same parameter sets, and say what each can and cannot meet of the record.

    The theories are those of `theories.toml`, or those of them that are named in `only`. Each is run with the first
    `sets` sets drawn from the declared ranges (by default 128), or those of a file (`among`), `runs` times each (by
    default 2) at `scale` (by default 0.03) to the end of 2015 where the scenario goes on. Sets are ruled out by the
    rules of a survey; figures are forecast as of the ends of years by what was known then, and theories compared by
    their scores by a rule that was fixed beforehand.

    With `truth`, the name of a theory, the record is one that a simulated run under it makes, and no public figure is
    read: for countries that have none, and to see whether a truth is found. `short` takes few sets at a small scale.

    The folder `out` keeps the runs. Raises UsageError for a country without targets, or theories that there are not;
    ScenarioError and StoreError as `run` does.
    """
    planned = plan(
        scenario, only=only, sets=sets, among=among, truth=truth, short=short, runs=runs, seed=seed, until=until,
        scale=scale, households=households, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


@dataclass(frozen=True, eq=False)
class TheoriesPlan(CasesPlan):
    """A comparison that can be made: the theories, each with its experiment and folder, and the record."""

    evidence: Evidence
    targets: tuple[Target, ...]
    days: tuple[date, ...]
    until: date
    folder: Path
    truth: Theory | None = None

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> WeighedTheories:
        """Do the runs that are not kept yet, and compare. Raises as `politburo.theories` does."""
        done = zip(self.cases, self.run(engine, progress), strict=True)
        banks = tuple(Bank(case.theory, results, self.evidence, self.targets) for case, results in done)
        return WeighedTheories(
            self.base, banks, self.targets, self.days, self.until, self.folder, self.truth,
            self.cases[0].experiment.design,
        )  # fmt: skip


def plan(
    scenario: str | Path | Scenario,
    *,
    only: Sequence[str] = (),
    sets: int | None = None,
    among: str | Path | None = None,
    truth: str | None = None,
    short: bool = False,
    runs: int | None = None,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> TheoriesPlan:
    """What `theories` does with the same arguments. Raises as it does."""
    if changes.get("scale") is None:
        changes["scale"] = SHORT_SCALE if short else SCALE
    base, true = base_of(scenario, **changes), None if truth is None else theory_named(truth)
    if changes.get("until") is None and base.end > month_number(UNTIL) >= base.start:
        base = base_of(base, until=UNTIL)
    if true is None:
        check_targets(base.evidence, base.plan.name)
        evidence = base.evidence
    else:
        evidence = imagined(true.scenario_of(base) or base)
    targets = covered(fitted_of(evidence), base)
    if not targets:
        raise UsageError(
            f"No target of {base.plan.name!r} lies within {month_name(base.start)} to {month_name(base.end)}."
        )
    found = theories_of(base, tuple(only))
    given = None if among is None else read_sets(among)
    count = SETS.checked(
        sets if sets is not None else SHORT_SETS if short else SETS_ASKED if given is None else len(given)
    )
    if given is None:
        (names, points), design = drawn_for(found.values(), count), DRAWN
    else:
        names, points, design = tuple(given[0]), [list(one.values()) for one in given[:count]], OF_A_FILE
    each = REPEATED_RUNS.checked(RUNS if runs is None else runs)
    measured = TargetValues(unlike(measured_of(base, evidence)))
    experiments = {
        theory: Experiment(one, tuple(map(Varied, names)), np.array(points), each, design, measured, own_chances=True)
        for theory, one in found.items()
    }
    folder, cases = cases_of("theories", base, experiments, out)
    return TheoriesPlan(base, cases, evidence, targets, origins_of(base), last_day(base.end), folder, true)


def origins_of(base: Scenario) -> tuple[date, ...]:
    """The days as of which forecasts are made: the ends of years that have one before and one after them."""
    return tuple(date(year, 12, 31) for year in range(base.start // 12 + 1, (base.end + 1) // 12 - 1))
