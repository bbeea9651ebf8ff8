"""The counterpart of a target is what outsiders would have known of a run."""

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import numpy as np
import pytest

from politburo.ask.fit.measures import SimulatedRun, as_seen, simulated
from politburo.country import build
from politburo.month import simulate
from politburo.scenario import Scenario, adapt, load, with_parameters
from politburo.terms.parameters import Parameters, Record
from politburo.terms.words import FORMS
from tests.ask.fit.made import DAY, END, EVIDENCE, START, a_run, events, reports, target


def test_executions_count_as_known_when_the_public_figure_was_told():
    in_2013 = target("cadre_executions_per_year", "2013")
    assert in_2013.figure.known_from == date(2015, 5, 14)
    told = (
        ("penalty report", "2013-01-01", "2013-02-01", "execution"),
        ("announcement", "2013-12-31", "2014-01-01", "execution"),
        ("double report", "2013-12-31", "2015-05-14", "execution"),
        ("penalty report", "2013-06-01", "2015-05-15", "execution"),
        ("penalty report", "2013-06-01", "2019-01-01", "execution"),
        ("penalty report", "2014-01-01", "2014-02-01", "execution"),
        ("penalty report", "2013-06-01", "2013-07-01", "removal"),
        ("false report", "2013-06-01", "2013-07-01", "execution"),
        ("correction", "2013-06-01", "2014-07-01", "execution"),
        ("false report", "2013-06-01", "2013-07-01", "execution"),
        ("correction", "2013-06-01", "2016-07-01", "execution"),
    )
    assert simulated(a_run(*told), in_2013) == 4


def test_running_totals_count_within_their_own_days():
    total = target("cadre_executions_cumulative", last="2015-07-09")
    told = [("penalty report", day, "2015-01-01", "execution") for day in ("2011-12-16", "2011-12-17", "2015-07-09")]
    assert simulated(a_run(*told, ("penalty report", "2015-07-10", "2015-07-10", "execution")), total) == 1 + 1


PURGED = next(one for one in EVIDENCE.of_kind("FIT") if one.figure.series == "cadres_purged_cumulative" and one.joint)


def test_purged_are_the_removed_the_expelled_the_imprisoned_and_the_executed():
    told = [("penalty report", "2013-06-01", "2013-07-01", form) for form in FORMS]
    assert simulated(a_run(*told), target("cadres_purged_cumulative", last="2013-12-31")) == 0
    assert simulated(a_run(*told), PURGED) == 4


def test_turnover_asks_which_top_posts_still_have_their_first_holder():
    window = target("top_list_replaced", last="2013-12-31")
    assert (window.figure.start, window.figure.end) == (date(2011, 12, 17), date(2013, 10, 7))
    replaced = (
        ("penalty", DAY, 1, 0, "demotion"),
        ("rotation", DAY, 2, 0),
        ("rotation", date(2013, 7, 1), 2, 0),
        ("retirement", date(2011, 12, 17), 3, 0),
        ("death", date(2013, 10, 7), 4, 0),
        ("flight", DAY, 5, 0),
    )
    kept = (
        ("penalty", DAY, 6, 0, "lesser penalty"),
        ("promotion", DAY, 6, 0),
        ("plot found", DAY, 6, 0),
        ("rotation", DAY, 7, 1),
        ("death", date(2013, 10, 8), 8, 0),
        ("death", date(2011, 12, 16), 9, 0),
    )
    hazard = replace(window, figure=replace(window.figure, series="top_post_turnover_hazard"))
    years = 660 / 365.25
    assert simulated(a_run(happened=replaced + kept), hazard) == pytest.approx(-math.log(5 / 10) / years)
    assert simulated(a_run(happened=replaced, top_posts=5), hazard) == math.inf


def test_replaced_on_the_list_of_the_top_are_persons_who_were_on_it_and_are_no_longer():
    window = target("top_list_replaced", last="2013-12-31")
    gone = (
        ("moved down", DAY, 1, 0),
        ("rotation", DAY, 2, 0),
        ("retirement", date(2013, 1, 1), 2, 0),
        ("penalty", DAY, 3, 0, "demotion"),
    )
    on_it = (
        ("rotation", DAY, 4, 0),
        ("penalty", DAY, 5, 0, "lesser penalty"),
        ("promotion", DAY, 6, 0),  # came and went
        ("death", date(2013, 1, 1), 6, 0),
        ("flight", DAY, 7, 0),  # went and came back
        ("promotion", date(2013, 1, 1), 7, 0),
        ("moved down", DAY, 8, 1),
        ("death", date(2013, 10, 8), 9, 0),
    )
    assert simulated(a_run(happened=gone + on_it), window) == pytest.approx(3 / 10)


def test_the_list_of_the_top_as_events_tell_it_is_that_of_the_state():
    scenario = with_parameters(adapt(load("example"), until="2002-12", scale=0.05), {"fill.rotation_1": 0.4})
    country, held = build("example", 0.05), []
    top = np.flatnonzero(country.posts.rank == 0)
    outcome = simulate(country, scenario, on_month=lambda now: held.append(set(now.cadres.person[top].tolist())))
    run = SimulatedRun(outcome.events, reports(), scenario.start, scenario.end, len(top))
    window = target("top_list_replaced")
    for first in (0, 12):
        before = set(top.tolist()) if first == 0 else held[first - 1]
        replaced = len(before - held[-1]) / len(top)
        assert 0.2 < replaced < 0.9
        days = replace(window.figure, start=date(2000 + first // 12, 1, 1), end=date(2002, 12, 31))
        assert simulated(run, replace(window, figure=days)) == pytest.approx(replaced)


def test_arrivals_are_compared_by_the_day_of_arrival():
    in_2011, in_2012 = (("ordinary arrival", "2005-01-01", f"{year}-12-31") for year in (2011, 2012))
    cadre = ("cadre arrival", "2011-06-01", "2012-01-01")
    ratio = target("ordinary_arrivals_ratio_after_succession")
    assert simulated(a_run(in_2011, in_2011, in_2011, in_2011, in_2012, in_2012, cadre), ratio) == 3 / 4
    assert simulated(a_run(in_2012, in_2012, cadre), target("arrivals_per_year", "2012")) == 3
    assert simulated(a_run(in_2011, in_2011, in_2011, cadre), target("cadre_flow_share_of_arrivals")) == 1 / 4


def test_the_year_before_must_be_simulated_too_if_two_years_are_compared():
    told = [("ordinary arrival", "2005-01-01", f"{year}-06-01") for year in (2011, 2012)]
    ratio = target("ordinary_arrivals_ratio_after_succession")
    assert simulated(a_run(*told, start=2011 * 12), ratio) == 1
    assert math.isnan(simulated(a_run(*told, start=2011 * 12 + 1), ratio))


def test_elite_arrivals_are_flights_from_abroad_by_the_year_of_the_flight():
    told = (
        ("flight disclosed", "2014-01-01", "2014-06-01"),
        ("flight disclosed", "2014-12-31", "2018-01-01"),
        ("flight disclosed", "2013-12-31", "2014-01-01"),
        ("cadre arrival", "2014-06-01", "2014-07-01"),
    )
    assert simulated(a_run(*told), target("elite_arrivals_per_year", "2014")) == 2


def test_the_lag_of_state_media_is_that_of_announcements():
    told = [("announcement", "2013-01-01", f"2013-01-0{day}", "removal") for day in (2, 2, 5)]
    slow = ("penalty report", "2013-01-01", "2013-06-01", "removal")
    assert simulated(a_run(*told, slow), target("report_lag_state_media")) == 1


def test_who_arrives_within_a_year_came_directly():
    told = [("ordinary arrival", day, "2014-06-30") for day in ("2013-06-30", "2013-06-29", "2009-01-01", "2014-01-01")]
    later = ("ordinary arrival", "2014-06-30", "2014-07-01")
    assert simulated(a_run(*told, later), target("share_direct_arrivals")) == 2 / 4


def test_a_run_says_nothing_about_a_period_it_does_not_cover():
    in_2013 = target("cadre_executions_per_year", "2013")
    assert simulated(a_run(start=2013 * 12, end=2013 * 12 + 11), in_2013) == 0
    assert math.isnan(simulated(a_run(start=2013 * 12 + 1), in_2013))
    assert math.isnan(simulated(a_run(end=2013 * 12 + 10), in_2013))


def test_men_are_counted_among_ordinary_people_and_homes_among_those_whose_home_is_known():
    told = [("ordinary arrival", "2008-02-01", "2008-07-01")] * 4 + [("cadre arrival", "2008-02-01", "2008-07-01")]
    run = a_run(*told, sex=[1, 0, 0, 0, -1], province=[2, 3, 1, -1, 2])
    assert simulated(run, target("male_share_of_arrivals", "2008")) == 1 / 4
    assert simulated(run, target("home_share_of_arrivals")) == 2 / 3


def test_families_come_along_with_those_who_flee_from_abroad_and_are_counted_with_them():
    flights = [("flight disclosed", "2014-03-01", "2014-06-01")] * 3
    assert simulated(a_run(*flights, family=[0, 2, 1]), target("elite_arrivals_per_year", "2014")) == 3 + 3


NAMED = (
    ("penalty report", "2015-02-01", "2015-02-11", "execution"),
    ("double report", "2015-02-01", "2015-03-01", "execution"),
    ("announcement", "2015-02-01", "2015-02-02", "execution"),
    ("false report", "2015-02-01", "2015-02-21", "execution"),
    ("correction", "2015-02-01", "2015-06-01", "execution"),
    ("false report", "2015-02-01", "2015-02-21", "execution"),
    ("correction", "2015-02-01", "2016-06-01", "execution"),
    ("penalty report", "2015-02-01", "2015-04-02", "removal"),
    ("penalty report", "2015-02-01", "2015-02-02", "execution"),
    ("penalty report", "2015-12-01", "2016-06-01", "execution"),
)


BY_NAME = (1, 1, 1, 1, 1, 1, 1, 1, 0, 1)


def test_who_is_told_by_name_is_counted_once_and_less_those_who_reappeared():
    assert simulated(a_run(*NAMED, named=BY_NAME), target("executions_told_by_name")) == 3


def test_reports_prove_false_when_the_person_is_seen_by_the_end_of_the_year():
    found = simulated(a_run(*NAMED, named=BY_NAME), target("false_share_of_executions_told_by_name"))
    assert found == 1 / 3


def test_delays_are_those_of_named_cases_that_were_reported_by_then():
    run = a_run(*NAMED, named=BY_NAME)
    assert simulated(run, target("report_delay_median")) == (10 + 60) / 2
    assert simulated(run, target("report_delay_tail")) == pytest.approx(10 + 0.9 * 50)


def test_reasons_are_summed_over_the_months_that_the_figure_speaks_of():
    series = {"departures": np.full(END - START + 1, 10.0), "departures_for_politics": np.ones(END - START + 1)}
    series["departures"][-1] = 1e9
    reason = next(one for one in EVIDENCE.of_kind("FIT") if one.figure.series == "share_leaving_for_politics")
    assert simulated(replace(a_run(), series=series), reason) == pytest.approx(0.1)


@dataclass(frozen=True)
class PlannedScenario:
    """What a run needs to know of its scenario."""

    parameters: Parameters
    seed: int = 1
    start: int = START
    end: int = END


def test_a_run_is_seen_with_the_parameters_of_its_scenario_until_its_regime_fell():
    parameters = Parameters(record=replace(Record(), seen_1=1.0, announced=0.6, earlier_leavers=0.0))
    scenario = cast(Scenario, PlannedScenario(parameters))
    happened = events(("penalty", DAY, 1, 0))
    run = as_seen(happened, scenario, 3, None, 218)
    assert (run.start, run.end, run.top_posts) == (START, END, 218)
    assert run.reports.of("penalty report", "announcement").sum() == 1
    assert as_seen(happened, scenario, 3, 2015 * 12, 218).end == 2014 * 12 + 11
