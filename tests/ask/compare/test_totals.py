"""Totals: what is counted is added up, levels are averaged, over the months in which both regimes of a pair last.

And what a difference is compared with in size: the baseline's change from 2011 to 2015, the spread over cadres, its
level.
"""

import math
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.answer.numbers import plain
from politburo.ask.compare import totals
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import COMPARED, LEVERS, chosen_in, outcome_named, outcomes
from politburo.ask.compare.totals import (
    COLUMNS,
    FEWEST_PAIRS,
    FILE,
    Precise,
    Total,
    Wanted,
    in_pairs,
    measured,
    next_runs,
    over_cadres,
    parse_precision,
    summarised,
    total,
    wanted,
    yardstick,
)
from politburo.country import build
from politburo.month import simulate
from politburo.run.engines import Threads
from politburo.run.outcomes import COUNTED, OUTCOMES
from politburo.scenario import adapt, load, month_number, with_levers
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.words import PURGE_FORMS
from tests.ask.compare.made import WATCHED, Compare, Made

pytestmark = pytest.mark.slow

NAN = math.nan
FEAR, FLIGHTS = OUTCOMES["fear"], OUTCOMES["flights"]


def test_what_is_counted_is_added_up_and_levels_are_averaged():
    other = np.array([[2.0, 4.0, 6.0]])
    assert summarised(FLIGHTS, other).tolist() == [12.0]
    assert summarised(FEAR, other).tolist() == [4.0]
    assert summarised(OUTCOMES["highest_fear"], other).tolist() == [6.0]


def test_only_months_in_which_both_last_are_looked_at_in_both_arms():
    base, other = np.array([[1.0, 2.0, 90.0]]), np.array([[2.0, 5.0, NAN]])
    ours, theirs = (summarised(FLIGHTS, one).tolist() for one in in_pairs(FLIGHTS, base, other))
    assert (ours, theirs) == ([3.0], [7.0])
    alone = in_pairs(FEAR, np.array([[NAN]]), np.array([[1.0]]))
    assert all(math.isnan(summarised(FEAR, one)[0]) for one in alone)


def test_how_long_a_regime_lasts_is_no_matter_of_the_other_arm():
    base, other = np.array([[1.0, 1.0, 1.0]]), np.array([[1.0, 1.0, NAN]])
    assert total(OUTCOMES["months_lived"], "b", base, other).mean == -1


def test_a_total_has_levels_difference_interval_sign_and_relative_change():
    base = np.array([[10.0], [20.0], [30.0], [40.0]])
    other = base + np.array([[1.0], [2.0], [3.0], [-2.0]])
    found = total(FLIGHTS, "b", base, other)
    assert (found.base, found.changed, found.mean, found.pairs) == (25, 26, 1, 4)
    assert found.agreeing == 0.75
    assert found.relative == pytest.approx(0.04)
    # t(3) = 2.3534, standard deviation 2.1602
    assert found.half == pytest.approx(2.3534 * 2.1602 / 2, rel=1e-4)
    assert found.finding == "not distinguishable"


def test_what_nothing_reaches_is_identical_in_every_pair_and_not_a_difference_of_zero():
    base = np.array([[1.0, 2.0], [3.0, NAN]])
    assert total(FLIGHTS, "b", base, base.copy()).finding == "identical in every pair"
    # The same total made of other months is no identity.
    found = total(FLIGHTS, "b", base[:1].repeat(2, 0), base[:1, ::-1].repeat(2, 0))
    assert found.finding == "same total in every pair"


def test_what_may_be_rounding_is_not_distinguishable():
    base = np.full((4, 1), 3.0)
    found = total(OUTCOMES["income"], "b", base, base + 1e-7)
    assert found.low > 0
    assert found.finding == totals.ROUNDING


def test_the_margin_of_a_difference_is_how_large_it_is_at_least():
    base = np.array([[8.0], [9.0], [10.0]])
    half = total(FEAR, "b", base, base / 2)
    little = total(FEAR, "b", base, base - 0.1)
    assert half.margin == pytest.approx(-half.high / 9)
    assert 0 < little.margin < half.margin < 0.5
    assert total(FEAR, "b", base, base[::-1]).margin == 0


def test_pairs_without_a_common_month_are_left_out_and_one_pair_has_no_interval():
    base, other = np.array([[1.0], [2.0]]), np.array([[NAN], [3.0]])
    found = total(FEAR, "b", base, other)
    assert (found.pairs, found.mean, found.base) == (1, 1.0, 2.0)
    assert math.isnan(found.half)
    assert found.finding == "one pair, so no interval"
    assert total(FEAR, "b", base * NAN, other).finding == "no pair has a value"


def test_the_differences_that_are_largest_at_least_come_first(watched: Comparison):
    margins = [one.margin for one in watched.totals]
    assert margins == sorted(margins, reverse=True)
    assert {one.outcome for one in watched.totals} == set(watched.outcomes)


def test_outcomes_that_are_asked_for_come_first_by_the_names_that_outcomes_lists(shared: Compare):
    found = shared(**WATCHED, series=["purges", "highest_fear", "senior_flights"])
    assert [one.outcome.name for one in found.totals[:3]] == ["purges", "highest_fear", "senior_flights"]
    base, other = (arm.results.series["penalties_by_circle_and_form"] for arm in found.arms)
    months = {"month": slice("2001-01", None), "form": list(PURGE_FORMS)}
    apart = (other.sel(months) - base.sel(months)).sum(("month", "organ", "rank", "form"))
    assert found.totals[0].mean == pytest.approx(float(apart.mean()), rel=1e-5)


def test_years_are_those_of_the_calendar_as_far_as_the_period_has_them(compare: Compare):
    found = compare("example", sets={"surveillance": 0.6}, start="2000-09")
    years = found.years("flights")
    assert list(years) == [2000, 2001]
    assert sum(one.mean for one in years.values()) == pytest.approx(found.total("flights").mean)


def test_falls_of_the_regime_are_counted_and_later_months_are_left_out(compare: Compare):
    found = compare(**WATCHED, made=Made(falls={1: 18}))
    ends = found.ends()
    assert (ends.pairs, ends.base, ends.changed, ends.both) == (4, 0, 1, 0)
    apart = found.differences["fear"].isel(alternative=0)
    assert np.isnan(apart.sel(run=1, month=slice("2001-07", None))).all()
    assert not np.isnan(apart.sel(run=[0, 2, 3])).any()
    assert found.table("months").to_xarray()["pairs"].sel(outcome="fear").values[0, -1] == 3
    means = apart.sel(month=slice("2001-01", None)).mean("month")  # of the months that are there
    assert found.total("fear").mean == pytest.approx(float(means.mean()))
    assert found.total("fear").pairs == 4
    assert sum(part.mean for part in found.contributions("fear", "organ")) == pytest.approx(found.total("fear").mean)


def test_every_event_series_is_counted_and_no_level_is():
    happened = {
        "penalties", "flights", "turnover", "departures", "departures_for_politics", "plots_found", "coup_attempts",
    }  # fmt: skip
    assert happened | {"plot_hazard", "attempt_hazard", "fall_hazard"} == set(COUNTED)
    assert not set(COUNTED).intersection(("fear", "cadres", "plotting", "income"))


def test_a_lever_is_an_outcome_where_every_scenario_lets_the_leader_choose_it():
    example = load("example")
    assert chosen_in(example) == {"purge_intensity", "market_tolerance"}
    for held in (
        with_levers(example, market_tolerance=0.1),
        with_levers(example, start="2005-01", market_tolerance=0.1),
    ):
        names = {series.name for series in outcomes(example, held)}
        assert names.intersection(LEVERS) == {"purge_intensity"}


def test_an_outcome_is_named_by_its_name_or_by_a_word_of_a_series():
    assert outcome_named("income").name == "income"
    assert outcome_named("flight").name == "flights"
    assert outcome_named("bribes_v").name == "bribes_visible"
    assert all(outcome_named(name).name == name for name in OUTCOMES)
    with pytest.raises(UsageError, match="There is no outcome 'purgs'; did you mean 'purges'"):
        outcome_named("purgs")


def test_all_outcomes_are_compared_but_other_summaries_of_the_same_months():
    names = {one.name for one in COMPARED}
    assert {"purges", "executions", "senior_flights", "income_spread", "fear"} <= names
    assert names.isdisjoint({"purges_a_year", "fear_at_end", "highest_fear", "regime_falls", "months_lived"})


@pytest.mark.slow
def test_a_difference_that_shows_late_is_dated_late(compare: Compare):
    found = compare("example", sets={"surveillance": 0.6}, start="2001-03")
    assert found.total("fear").since == month_number("2001-03")


def precise(half: float, pairs: int, asked: float = 1.0) -> Precise:
    known = Total(FEAR, "b", 1.0, 1.0, 0.0, -half, half, 1.0, pairs, identical=False)
    return Precise(Wanted(FEAR, asked, relative=False), known)


@pytest.mark.slow
def test_precision_adds_runs_and_stops(compare: Compare):
    half = compare(**WATCHED, runs=8).total("fear").half
    made = Made()
    found = compare(**WATCHED, runs=8, precision={"fear": half * 0.9}, made=made)
    [said] = found.precision
    assert said.reached
    assert said.total == found.total("fear")
    assert 8 < said.total.pairs == len(found.runs) <= 16
    assert said.total.half <= half * 0.9
    # Only runs that were not there are done, in both arms alike.
    for name in {name for name, _ in made.asked}:
        assert sorted(run for said, run in made.asked if said == name) == list(range(8, len(found.runs)))


@pytest.mark.slow
def test_nothing_is_added_to_what_is_known_well_enough(shared: Compare):
    found = shared(**WATCHED, runs=8, precision={"fear": 100.0})
    assert found.precision[0].reached
    assert len(found.runs) == 8


@pytest.mark.slow
def test_adding_runs_ends_where_it_must_and_says_so(shared: Compare):
    found = shared(**WATCHED, precision={"fear": 1e-6}, most_runs=9)
    assert not found.precision[0].reached
    assert len(found.runs) == 9


@pytest.mark.slow
def test_the_same_call_again_finds_the_same_number_of_runs_and_does_none(shared: Compare):
    asked = {**WATCHED, "precision": {"fear": "1%"}, "most_runs": 8}
    first, made = shared(**asked), Made()
    again = shared(**asked, made=made)
    assert made.asked == []
    assert again.precision == first.precision


def test_a_relative_precision_is_a_part_of_the_baseline(shared: Compare):
    found = shared(**WATCHED, precision={"fear": "50%"}, runs=8)
    assert found.precision[0].asked == pytest.approx(0.5 * abs(found.total("fear").base))


@pytest.mark.slow
def test_independent_seeds_would_have_taken_more(shared: Compare):
    """In what is made, chance that both arms share is the larger part, so that pairing spares most of the runs."""
    total = shared(**WATCHED, runs=8).total("fear")
    assert total.unpaired is not None
    assert total.unpaired > 3 * total.pairs


def test_as_many_runs_are_made_next_as_seem_to_be_needed_and_twice_as_many_at_most():
    assert next_runs([precise(1.2, 20)], 20, 400) == 32  # 1.1 × 20 × 1.44
    assert next_runs([precise(5.0, 20)], 20, 400) == 40
    assert next_runs([precise(5.0, 20)], 20, 30) == 30
    assert next_runs([precise(1.01, 20)], 20, 400) == 25
    assert next_runs([precise(np.nan, 1)], 1, 400) == FEWEST_PAIRS


def test_the_width_of_few_pairs_counts_for_nothing():
    assert not precise(0.5, FEWEST_PAIRS - 1).reached
    assert precise(0.5, FEWEST_PAIRS).reached
    assert not precise(np.nan, 50).reached


@pytest.mark.parametrize("bound", ["0", "-1", "nan", "inf", "much", "%", ""])
def test_what_is_no_half_width_is_refused(bound: str):
    with pytest.raises(UsageError, match=r"is no precision for flights; give the half-width .* in persons like '5'"):
        wanted({"flights": bound})


def test_a_precision_is_written_as_series_and_half_width():
    assert parse_precision("flight=5%") == ("flights", "5%")
    [want] = wanted({"flight": "5%"})
    assert (want.outcome.name, want.bound, want.relative) == ("flights", 0.05, True)
    with pytest.raises(UsageError, match="'flights' asks for no precision; write an outcome and a half-width"):
        parse_precision("flights")
    with pytest.raises(UsageError, match="no outcome 'flyghts'; did you mean 'flights'"):
        parse_precision("flyghts=5")


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
    assert f"; {plain(abs(fear.deviations))} standard deviations over cadres" in found.words()
    assert "The standard deviation over cadres is that of the baseline's first run, at the end." in found.words()
