"""What tells theories apart, of runs that are made up: what each makes of a report is a rule that the test knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.infer.discriminate import DiscriminatePlan, plan
from politburo.infer.discrimination import COUNT, EVENT, Discrimination
from politburo.infer.watched import COUNTED, STANDS, Watched
from politburo.record import record
from politburo.record.reports import REPORT_NAMES
from politburo.run.experiment.store import ExperimentStore, Row
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import adapt, load
from politburo.scenario.months import month_number
from politburo.terms.errors import UsageError
from tests.infer.made_up_theories import OWN, asked, kept

pytestmark = pytest.mark.slow

OTHER, DAY = "siege", "2003-12-31"

Says = Callable[[str, str, np.random.Generator], float]


def made_up(planned: DiscriminatePlan, says: Says, stands: float = 1.0) -> DiscriminatePlan:
    """The plan with all its runs kept: `says` gives what a theory makes of what is counted."""
    chance = np.random.default_rng(1)
    for case in planned.cases:
        store, watched = ExperimentStore(case.folder), planned.watched
        with store.claimed(case.experiment):
            for number, point in enumerate(case.experiment.points.tolist()):
                rows = []
                for run in range(case.experiment.runs):
                    values = dict.fromkeys(OUTCOMES, 0.0)
                    values |= {watched.name_of(one): says(case.theory.name, one, chance) for one in COUNTED}
                    values[watched.name_of(STANDS)] = stands
                    rows.append(Row(run, None, f"{number:x}", tuple(values.values())))
                store.keep(dict(zip(case.experiment.names, point, strict=True)), rows)
    return planned


def small(folder: Path, sets: int = 30, **more: Any) -> DiscriminatePlan:
    return plan("example", as_of=DAY, only=(OTHER,), sets=sets, scale=0.02, out=folder, **more)


def announced(theory: str, counted: str, chance: np.random.Generator) -> float:
    """Announcements come twice as often under one theory; all else is alike."""
    many = 12.0 if (theory, counted) == (OTHER, "announcement") else 4.0
    return float(chance.poisson(many))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Discrimination:
    return made_up(small(tmp_path_factory.mktemp("discriminate")), announced).execute()


def test_what_differs_between_theories_tells_most_and_what_does_not_tells_nothing(found: Discrimination):
    best, *others = found.observations
    assert (best.name, best.what) == ("announcement", COUNT) and best.told.low > 0.3
    assert np.mean([one.told.bits for one in others if one.name != "announcement"]) < 0.05
    assert found.sentences[0].startswith("In 2004-01 to 2004-06 the number of announcements would tell")
    assert "'siege' simulates 11 in the median, 'as the scenario has it' simulates 3" in found.sentences[0]


def test_every_theory_says_what_it_would_be(found: Discrimination):
    rows = [row for row in found.table("theories").records() if row["kind"] == "announcement"]
    said = {row["theory"]: row["median"] for row in rows}
    assert said[OTHER] == pytest.approx(12, abs=2) and said[OWN] == pytest.approx(4, abs=1)
    assert found.table("observations").basis is not None
    whats = {(row["kind"], row["what"]) for row in found.table("observations").records()}
    assert whats == {(one, what) for one in COUNTED for what in (COUNT, EVENT)}


def test_nothing_is_named_where_theories_say_the_same(tmp_path: Path):
    made = made_up(small(tmp_path, sets=12), lambda theory, counted, chance: 3.0).execute()
    assert made.sentences[0].startswith("Nothing that outsiders could count")


def test_runs_in_which_the_regime_has_fallen_do_not_count(tmp_path: Path):
    made = made_up(small(tmp_path, sets=5), announced, stands=0.0).execute()
    assert np.isnan(made.values["announcement"]).all() and made.observations[0].told.bits == 0
    assert np.isnan(made.says(0, "announcement")[0])


def test_theories_have_the_same_sets_and_chances_of_their_own_and_know_nothing_later(tmp_path: Path):
    planned = small(tmp_path, sets=3)
    one, other = (case.experiment for case in planned.cases)
    assert (one.points == other.points).all() and one.base.seed != other.base.seed
    assert all(event.day <= date(2003, 12, 31) for event in other.base.events)
    assert (planned.watched.first, planned.watched.last) == (month_number("2004-01"), month_number("2004-06"))
    assert one.base.end == planned.watched.last and sum(planned.months.values()) == 2 * 3 * 2 * 54


def test_counts_are_of_what_becomes_known_in_the_months():
    from politburo.country import build
    from politburo.month import simulate

    scenario = adapt(load("example"), until="2001-12", scale=0.02)
    country = build(scenario.plan, scenario.scale, scenario.households)
    outcome = simulate(country, scenario, 3)
    watched = Watched(scenario.start + 18, scenario.end)
    values = watched.values(outcome, scenario, country, 3)
    reports = record(outcome.events, scenario.parameters.record, scenario.seed, 3, scenario.start)
    inside = reports.between(date(2001, 7, 1), date(2001, 12, 31), by="report_day")
    for kind in REPORT_NAMES:
        chosen = inside & reports.of(kind)
        assert values[watched.name_of(kind)] == pytest.approx((reports.persons * reports.weight)[chosen].sum())
    assert tuple(values) == watched.names and values[watched.name_of(STANDS)] == 1
    assert values[watched.name_of("ordinary arrival")] > 0


def test_sets_of_a_folder_of_theories_are_the_same_under_all_and_weigh_as_they_come_near(tmp_path: Path):
    """The invented country has no record of its own: there sets under which the regime lasts weigh alike."""
    kept(asked(tmp_path / "theories", OTHER), lambda name, number, year: 1.0)
    planned = small(tmp_path / "out", sets=4, theories=tmp_path / "theories")
    assert planned.weights.shape == (2, 4) and (planned.weights == planned.weights[0, 0]).all()
    bank = asked(tmp_path / "theories", OTHER).cases[0].experiment
    assert planned.cases[0].experiment.names == bank.names
    assert {tuple(point) for point in planned.cases[0].experiment.points} <= {tuple(point) for point in bank.points}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "2009-12-31"}, "6 months after 2009-12 do not lie within the scenario example"),
        ({"as_of": "1999-12-31"}, "do not lie within"),
        ({"within": 0}, "at least 1"),
        ({"within": 61}, "at most 60"),
        ({"only": ("seige",)}, "did you mean 'siege'"),
        ({"theories": "no-such-folder"}, "no-such-folder holds fewer than two theories of 'example'"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict, said: str):
    options: dict[str, Any] = {"as_of": DAY, "sets": 2, **asked}
    with pytest.raises(UsageError, match=said):
        plan("example", **options)
