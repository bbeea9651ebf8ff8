"""What a difference is compared with: the baseline's change from 2011 to 2015, its level, the spread over cadres."""

import math
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.compare import totals
from politburo.ask.compare.totals import COLUMNS, FILE, measured, over_cadres, yardstick
from politburo.country import build
from politburo.month import simulate
from politburo.run.engines import Threads
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import adapt, load, month_number
from politburo.terms.errors import StoreError

MONTHS = range(month_number("2010-01"), month_number("2016-01"))


def rising(by_run: list[float]) -> np.ndarray:
    """A level of 10 that has risen by so much in each run from 2012 on, (run, month)."""
    values = np.full((len(by_run), len(MONTHS)), 10.0)
    values[:, 24:] += np.array(by_run)[:, None]
    return values


def test_it_is_the_change_of_the_baseline_from_2011_to_2015():
    amount, what = yardstick(OUTCOMES["fear"], rising([1.0, 1.2, 0.8]), MONTHS, 36, 10.5)
    assert what == "change 2011–2015"
    assert math.isclose(amount, 1.0)


def test_what_is_counted_is_made_relative_to_a_year():
    amount, _ = yardstick(OUTCOMES["flights"], rising([1.0, 1.2, 0.8]), MONTHS, 36, 400)
    assert math.isclose(amount, 12.0 * 3)  # one more in each month of 2015, over three years


def test_a_change_that_may_be_chance_is_no_yardstick():
    assert yardstick(OUTCOMES["fear"], rising([1.0, -1.2, 0.8]), MONTHS, 36, -10.5) == (10.5, "level")
    assert yardstick(OUTCOMES["fear"], rising([0.0, 0.0]), MONTHS, 36, 10.0) == (10.0, "level")


def test_years_that_are_not_simulated_are_no_yardstick():
    shorter = range(MONTHS.start, MONTHS.stop - 1)
    assert yardstick(OUTCOMES["fear"], rising([1.0, 1.2])[:, :-1], shorter, 36, 10.0) == (10.0, "level")


def test_where_there_is_nothing_there_is_no_size():
    amount, _ = yardstick(OUTCOMES["fear"], rising([0.0, 0.0]) * 0, MONTHS, 36, 0.0)
    assert math.isnan(amount)


def test_means_over_cadres_are_compared_with_their_spread_where_there_is_no_change():
    asked = OUTCOMES["fear"], rising([0.0, 0.0]), MONTHS, 36, 10.0
    assert yardstick(*asked, 0.2) == (0.2, "SD over cadres")
    assert yardstick(OUTCOMES["fear"], rising([1.0, 1.2, 0.8]), MONTHS, 36, 10.5, 0.2)[1] == "change 2011–2015"


SCENARIO = adapt(load("example"), runs=10, until="2000-02", scale=0.05)


@pytest.fixture(scope="module")
def baseline(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """Ten runs of two months."""
    return pb.run(SCENARIO, out=tmp_path_factory.mktemp("spread") / "base", engine=Threads(1))


def test_cadres_are_spread_as_in_the_first_run_at_the_end_over_the_whole_country(baseline: pb.Results):
    found = measured(baseline, 0, SCENARIO.end)
    assert set(found) == set(COLUMNS)
    country = build("example", 0.05)
    state = simulate(country, SCENARIO, 0).state
    # Each cadre once for each whom he stands for.
    often = np.round(1000 * country.weights[country.posts.circle]).astype(int)
    assert found["fear"] == pytest.approx(np.repeat(state.cadres.fear.astype(float), often).std(), rel=1e-3)
    mean = np.average(state.cadres.private_loyalty, weights=often)
    assert mean == pytest.approx(float(baseline.series["private_loyalty"].sel(run=0)[-1]), rel=1e-3)


def test_it_costs_at_most_one_run_in_twenty_and_once(
    baseline: pb.Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert over_cadres(baseline, SCENARIO.end, 1, tmp_path) == {}
    found = over_cadres(baseline, SCENARIO.end, 2, tmp_path)
    assert found == measured(baseline, 0, SCENARIO.end)

    def unlike(*_: object) -> None:
        raise StoreError("it does not come out as it is stored")

    monkeypatch.setattr(totals, "measured", unlike)
    assert over_cadres(baseline, SCENARIO.end, 2, tmp_path) == found
    assert over_cadres(baseline, SCENARIO.start, 2, tmp_path) == {}, "another month, and a run that is not the same"
    (tmp_path / FILE).write_text("{")
    assert over_cadres(baseline, SCENARIO.end, 2, tmp_path) == {}


def test_a_comparison_says_how_many_standard_deviations_a_difference_is(tmp_path: Path):
    found = pb.compare(
        "example", sets={"purge": 0.6}, series=["fear", "income"], runs=10, until="2000-06", scale=0.05,
        out=tmp_path, engine=Threads(1),
    )  # fmt: skip
    fear = found.total("fear")
    [row, other] = found.table("totals").records()[:2]
    assert row["deviations"] == fear.deviations == fear.mean / found.over_cadres["fear"]
    assert isinstance(other["deviations"], float)
    assert math.isnan(other["deviations"])
    assert (row["yardstick"], row["size"]) == ("SD over cadres", row["deviations"])
    assert "The standard deviation over cadres (SD) is that of the baseline's first run" in found.table("totals").note
    assert "of the standard deviation over cadres" in found.words()
