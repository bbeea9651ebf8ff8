"""Theories held against a record whose truth is known: who is right wins, and nobody where they say the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.infer.imagined_evidence import SERIES, imagined
from politburo.infer.stacking import difference
from politburo.infer.theories import origins_of, plan
from politburo.infer.theory import comparing
from politburo.infer.weighed_theories import WeighedTheories
from politburo.scenario import adapt, load
from politburo.terms.errors import UsageError
from tests.infer.made_up_theories import OWN, asked, kept

pytestmark = pytest.mark.slow

OTHER = "siege"


def near(number: int) -> float:
    """Sets of a theory that is right: some per cent apart."""
    return 1 + 0.02 * number


def erratic(name: str, number: int, year: int) -> float:
    """The own theory is right, the other one is wrong by another factor each year."""
    return near(number) * (1.0 if name == OWN else (4.0, 0.4, 1.0)[year % 3])


def alike(name: str, number: int, year: int) -> float:
    """Both are right."""
    return near(number)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> WeighedTheories:
    return kept(asked(tmp_path_factory.mktemp("theories"), OTHER), erratic).execute()


def test_every_theory_has_the_same_sets_the_same_chance_and_a_folder_of_its_own(tmp_path: Path):
    planned = asked(tmp_path, OTHER, "no fear")
    first, *others = (case.experiment for case in planned.cases)
    assert len(others) == 2 and len({case.folder for case in planned.cases}) == 3
    for one in others:
        assert one.names == first.names and (one.points == first.points).all()
        assert [one.scenario_at(p).seed for p in one.points] == [first.scenario_at(p).seed for p in first.points]
    assert sum(planned.months.values()) == 3 * 6 * 2 * 84
    assert "siege.pressure" in first.names or any(name.startswith("siege.") for name in first.names)


def test_the_theory_that_is_right_meets_targets_that_the_other_cannot(told: WeighedTheories):
    left, sets = told.left[OWN]
    assert left == sets == 6 and told.left[OTHER] == (0, 6)
    assert told.nearest[OWN] > told.nearest[OTHER] >= 0
    rows = told.table("targets").records()
    met = {name: [row["met"] for row in rows if row["theory"] == name] for name in (OWN, OTHER)}
    assert np.mean(met[OWN]) == 1 and np.mean(met[OTHER]) < 0.9  # type: ignore[arg-type]
    assert any(row["least"] == 0 and row["least_by"] == OTHER for row in told.table("met").records())


def test_the_theory_that_is_right_is_named_where_every_other_is_told_apart(told: WeighedTheories):
    best, worst = told.scores
    assert (best.name, worst.name) == (OWN, OTHER) and worst.is_apart and not best.is_apart
    assert worst.apart[1] > 0 and worst.apart[0] > comparing().least_difference
    assert told.winner == OWN and "forecasts better than each" in told.sentences[0]
    assert best.weight > 0.7 and best.weight + worst.weight == pytest.approx(1)
    assert best.days == 5 and best.walk is not None


def test_luck_with_few_sets_widens_the_interval_over_days(told: WeighedTheories):
    """A set is left out with its group, and what then becomes of the difference is part of its interval."""
    bank = told.banks[1]
    kept = np.array([0, 2, 3, 4, 5])
    part = bank.without(1, 5)
    assert len(part.results.experiment.points) == 5 and (part.distances == bank.distances[kept]).all()
    assert (part.results.values("fear") == bank.results.values("fear")[kept]).all()
    worst = told.scores[1]
    logs, best = ([one.log_score for one in told.scored[name]] for name in (OTHER, OWN))
    origins = [one.forecast.as_of for one in told.scored[OWN]]
    mean, low, high = difference(np.array(logs), np.array(best), np.ones(len(logs)), origins)
    assert worst.apart[0] == pytest.approx(mean)
    assert worst.apart[1] < low and worst.apart[2] > high


def test_nobody_wins_where_the_evidence_does_not_tell(tmp_path: Path):
    found = kept(asked(tmp_path, OTHER), alike).execute()
    assert found.winner is None and not any(one.is_apart for one in found.scores)
    assert found.sentences[0].startswith("The evidence does not tell which theory is right.")
    assert found.scores[1].apart[0] == pytest.approx(0, abs=1e-9)


def test_a_small_difference_is_none_however_sure(tmp_path: Path):
    """One theory is a little wrong every year, the same way: the rule asks for more than that."""
    found = kept(asked(tmp_path, OTHER), lambda name, number, year: near(number) * (1 + 0.02 * (name != OWN))).execute()
    assert found.winner is None and abs(found.scores[1].apart[0]) < comparing().least_difference


def test_a_theory_under_which_the_regime_never_lasts_makes_no_forecast_and_that_is_said(tmp_path: Path):
    found = kept(asked(tmp_path, OTHER, "no fear"), alike, falls=("no fear",)).execute()
    assert {one.name for one in found.scores} == {OWN, OTHER}
    assert found.left["no fear"][0] == 0 and found.nearest["no fear"] == 0
    assert "lasts under no set of no fear" in " ".join(found.warnings)


def test_what_was_published_later_does_not_enter_a_weight(told: WeighedTheories):
    bank, day = told.banks[0], told.days[0]
    early = bank.weights(day)
    evidence = bank.evidence
    doubled = tuple(
        one
        if one.figure.known_from <= day
        else replace(one, figure=replace(one.figure, value=one.figure.value * 9, high=one.figure.high * 9))
        for one in evidence.targets
    )
    other = replace(bank, evidence=replace(evidence, targets=doubled))
    assert (other.weights(day) == early).all()


def test_forecasts_are_made_as_of_years_that_have_one_before_and_one_after():
    assert [day.year for day in origins_of(adapt(load("example"), until="2006-12"))] == [2001, 2002, 2003, 2004, 2005]
    assert [day.year for day in origins_of(adapt(load("north-korea"), until="2015-12"))] == list(range(2009, 2015))


def test_a_record_is_made_of_what_outsiders_would_have_counted_in_a_run():
    truth = adapt(load("example"), until="2001-12", scale=0.02)
    made, again = imagined(truth), imagined(truth)
    assert made == again and len({one.figure.start.year for one in made.targets}) == 2
    assert {one.figure.series for one in made.targets} <= set(SERIES)
    assert all(one.figure.known_from > one.figure.end for one in made.targets)
    assert made != imagined(truth, 5)


@pytest.mark.parametrize(
    ("scenario", "asked", "said"),
    [
        ("example", {}, "No public figures come with the country 'example'"),
        ("example", {"truth": "none"}, "There is no theory 'none'"),
        ("example", {"truth": OWN, "only": ("seige",)}, "did you mean 'siege'"),
        ("example", {"truth": OWN, "runs": 1}, "at least 2"),
        ("example", {"truth": OWN, "until": "2000-06"}, "No target of 'example' lies within 2000-01 to 2000-06"),
        ("north-korea", {"among": "no.csv"}, "cannot be read as parameter sets"),
    ],
)
def test_what_cannot_be_compared_is_refused(scenario: str, asked: dict, said: str):
    options: dict[str, Any] = {"scale": 0.02, "sets": 2, **asked}
    with pytest.raises(UsageError, match=said):
        plan(scenario, **options)


@pytest.mark.slow
def test_the_short_form_runs_on_the_invented_country(tmp_path: Path):
    """Simulates: two theories with four sets for three years, and goes on from what is kept."""
    planned = plan("example", only=(OTHER,), truth=OWN, short=True, sets=4, until="2003-12", out=tmp_path)
    found = planned.execute()
    assert sum(planned.months.values()) == 0
    assert [one.results.missing for one in found.banks] == [0, 0]
    again = planned.execute()
    assert [one.score for one in again.scores] == [one.score for one in found.scores]
    assert "evidence does not tell" in found.sentences[0]
