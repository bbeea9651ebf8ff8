"""The record of simulated runs beside the public record."""

import math
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

import politburo
from politburo.ask.fit import (
    FITTED,
    Fit,
    FitRow,
    SimulatedRun,
    as_seen,
    fit,
    fit_table,
    fitted_of,
    independent,
    period_in_words,
    runs_of,
    series_asked,
    simulated,
)
from politburo.country import build
from politburo.country.countries import files_of
from politburo.country.figures import Figure, Target
from politburo.month import simulate
from politburo.record import Reports, record
from politburo.record.reports import REPORT_NAMES
from politburo.scenario import adapt, load, with_parameters
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.parameters import Parameters, Record
from politburo.terms.words import FORMS

START, END = 2008 * 12, 2019 * 12 + 11
DAY = date(2013, 6, 15)

EVIDENCE = files_of("north-korea").evidence


def target(series: str, start: str | None = None, last: str = "9999") -> Target:
    return next(
        found
        for found in EVIDENCE.of_kind("FIT")
        if found.figure.series == series
        and found.figure.start.isoformat() >= (start or "")
        and str(found.figure.end) <= last
    )


def reports(*told: tuple, **columns: Any) -> Reports:
    """Reports from (kind, day of the event, day of the report, form) in this order, the form left out for none."""
    kinds, happened, known, forms = zip(*((*one, None)[:4] for one in told), strict=True) if told else ((),) * 4
    zeros = np.zeros(len(told), np.int8)
    found = Reports(
        kind=np.array([REPORT_NAMES.index(kind) for kind in kinds], np.int8),
        event=np.arange(len(told), dtype=np.int32),
        event_day=np.array(happened, "datetime64[D]"),
        report_day=np.array(known, "datetime64[D]"),
        form=np.array([-1 if form is None else FORMS.index(form) for form in forms], np.int8),
        organ=zeros,
        rank=zeros,
        province=zeros,
        sex=zeros,
        persons=np.ones(len(told), np.int32),
        family=np.zeros(len(told), np.int32),
        named=np.zeros(len(told), np.int8),
        weight=np.ones(len(told), np.float32),
    )
    return replace(found, **{name: np.array(values, np.int8) for name, values in columns.items()})


def events(*happened: tuple) -> dict:
    """Events from (kind, day, agent, rank) or (kind, day, agent, rank, form)."""
    rows: list[tuple[Any, ...]] = [(*one, "execution")[:5] for one in happened]
    given = {
        "kind": [EVENT_NAMES.index(row[0]) for row in rows],
        "month": [row[1].year * 12 + row[1].month - 1 for row in rows],
        "day": [row[1].day for row in rows],
        "agent": [row[2] for row in rows],
        "person": [row[2] for row in rows],
        "rank": [row[3] for row in rows],
        "form": [FORMS.index(row[4]) if row[0] == "penalty" else -1 for row in rows],
    }
    return {column.name: np.array(given.get(column.name, [0] * len(rows)), column.dtype) for column in EVENT_COLUMNS}


def a_run(
    *told: tuple, happened: tuple = (), start: int = START, end: int = END, top_posts: int = 10, **columns: Any
) -> SimulatedRun:
    names = ("Pyongyang", "Ryanggang", "N_Hamgyong", "S_Hamgyong")
    series = dict.fromkeys(series_asked(), np.zeros(end - start + 1))
    return SimulatedRun(events(*happened), reports(*told, **columns), start, end, top_posts, names, series)


def test_every_target_to_be_fitted_has_a_row_and_a_figure_from_a_run_that_covers_it():
    rows = fit_table([a_run()], EVIDENCE)
    assert [row.target for row in rows] == fitted_of(EVIDENCE)
    assert len(rows) >= 44
    without_cases = {row.figure.series for row in rows if row.runs == 0}
    assert without_cases == {
        "ordinary_arrivals_ratio_after_succession",
        "male_share_of_arrivals",
        "home_share_of_arrivals",
        "cadre_flow_share_of_arrivals",
        "report_lag_state_media",
        "report_delay_median",
        "report_delay_tail",
        "share_direct_arrivals",
        "share_leaving_for_politics",
        "false_share_of_executions_told_by_name",
    }


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


def test_the_table_gives_median_and_spread_over_the_runs_that_cover_the_target():
    execution = ("penalty report", "2013-06-01", "2013-07-01", "execution")
    runs = [a_run(*[execution] * number) for number in (10, 20, 70)]
    ended = a_run(execution, end=2013 * 12)
    [row] = [
        row
        for row in fit_table([*runs, ended], EVIDENCE)
        if (row.figure.series, row.figure.start.year, row.target.account)
        == ("cadre_executions_per_year", 2013, "briefing of 13 May 2015")
    ]
    assert (row.runs, row.median, row.quantile(0.05)) == (3, 20, pytest.approx(11))
    assert (row.figure.value, row.ratio) == (30, pytest.approx(2 / 3))
    assert row.chance == pytest.approx(1.2533 * np.std([10, 20, 70], ddof=1) / math.sqrt(3))


def test_without_any_run_there_is_no_fit():
    with pytest.raises(UsageError, match="at least one run"):
        fit_table([], EVIDENCE)


FIGURE = Figure(
    "some_target", date(2013, 1, 1), date(2013, 12, 31), 100.0, 90.0, 110.0, "persons", "A", "", "", DAY, 5, ""
)
ROW = FitRow(Target(FIGURE, "FIT", "record: x", "arrivals", 1.25), np.full(20, 100.0))


def at(*values: float, **changed: Any) -> FitRow:
    return FitRow(replace(ROW.target, **changed), np.array(values, float))


def test_a_target_is_met_between_its_error_and_tolerance():
    assert ROW.band == (72, 137.5)
    assert [at(value).met for value in (71.9, 72, 137.5, 137.6)] == [False, True, True, False]
    assert not at().met


def test_chance_in_so_few_runs_is_allowed_for():
    near = at(60, 80, 70, 71, 69)
    assert not near.is_within and near.met
    assert not at(*[70.0] * 5).met
    assert not at(70).met


def test_a_target_of_zero_is_met_by_zero_and_has_no_ratio():
    zero = replace(FIGURE, value=0.0, low=0.0, high=0.0)
    assert at(0, figure=zero).met and not at(0.1, figure=zero).met
    assert math.isnan(at(1, figure=zero).ratio)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2012-01-01", "2012-12-31", "2012"),
        ("2012-01-01", "2015-12-31", "2012–2015"),
        ("2015-01-01", "2015-05-13", "2015 to 13 May"),
        ("2012-01-01", "2013-12-03", "2012 to 3 Dec 2013"),
        ("2011-12-17", "2015-07-09", "17 Dec 2011 to 9 Jul 2015"),
    ],
)
def test_whole_years_are_said_by_their_numbers(start: str, end: str, said: str):
    days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    assert period_in_words(replace(FIGURE, **days)) == said


def test_a_share_cannot_be_above_one():
    share = replace(FIGURE, unit="share", value=0.9, low=0.85, high=0.95)
    assert at(1, figure=share, tolerance=1.5).band == (pytest.approx(0.85 / 1.5), 1)


def rivals(account: str, *values: float) -> FitRow:
    return at(*values, rivals="executions", account=account)


def test_of_rival_accounts_those_count_that_are_nearest_as_a_whole():
    rows = [rivals("a", 100), rivals("b", 100), rivals("a", 500), rivals("b", 100), at(100), at(100, joint=False)]
    assert independent([row.target for row in rows], lambda places: -len(places) * (places[0] == 1)) == [1, 3, 4]
    answer = Fit(cast(Any, SimpleNamespace(runs=(0, 1), scenario=load("north-korea"))), rows)
    assert answer.counted == [rows[1], rows[3], rows[4]]
    assert "3 of 3 independent targets are met: arrivals 3 of 3. 3 targets more repeat or contradict" in str(
        answer.sentences[0]
    )
    assert any("agrees with “a” in 1 of 2 and “b” in 2 of 2" in said for said in answer.sentences)


def test_the_answer_says_what_is_missed_and_by_how_much():
    rows = [ROW, at(500, about="executions"), at(about="executions")]
    answer = Fit(cast(Any, SimpleNamespace(runs=(0, 1), scenario=load("north-korea"))), rows)
    assert answer.sentences[0].startswith("1 of 2 independent targets is met: arrivals 1 of 1, executions 0 of 1.")
    assert "Of 1 target no run covers the time" in answer.sentences[0]
    assert "Not met, simulated for published: some target 2013 (500 for 100)." in answer.sentences
    found = answer.table().records()
    assert [row["met"] for row in found] == [True, False, False]
    assert [row["counts"] for row in found] == [True, True, False]
    assert [row["simulated"] for row in found] == [100, 500, None]


def test_nothing_is_fitted_where_nothing_is_published(tmp_path):
    results = politburo.run("example", runs=1, scale=0.02, until="2000-02", out=tmp_path / "one")
    with pytest.raises(UsageError, match="No public figures come with the country 'example'"):
        fit(results)


def test_targets_that_have_no_counterpart_are_named():
    first = EVIDENCE.of_kind("FIT")[0]
    tanks = replace(first, figure=replace(first.figure, series="tanks_built"))
    scenario = SimpleNamespace(plan=load("north-korea").plan, evidence=replace(EVIDENCE, targets=(first, tanks)))
    answer = Fit(cast(Any, SimpleNamespace(runs=(0, 1), scenario=scenario)), [ROW])
    assert "Left out are targets of which no simulated counterpart is known: tanks_built." in answer.sentences


def test_targets_that_only_bound_what_is_plausible_are_not_compared():
    results = SimpleNamespace(scenario=load("soviet-union"))
    with pytest.raises(
        UsageError, match="figures of the country 'soviet-union' are not to be compared with a simulation"
    ):
        fit(cast(Any, results))


@dataclass(frozen=True)
class PlannedScenario:
    """What a run needs to know of its scenario."""

    parameters: Parameters
    seed: int = 1
    start: int = START
    end: int = END


def test_a_run_is_seen_with_the_parameters_of_its_scenario_until_its_regime_fell():
    scenario = PlannedScenario(Parameters(record=replace(Record(), seen_1=1.0, announced=0.6, earlier_leavers=0.0)))
    happened = events(("penalty", DAY, 1, 0))
    run = as_seen(happened, scenario, 3, None, 218)  # type: ignore[arg-type]
    assert (run.start, run.end, run.top_posts) == (START, END, 218)
    assert run.reports.of("penalty report", "announcement").sum() == 1
    assert as_seen(happened, scenario, 3, 2015 * 12, 218).end == 2014 * 12 + 11  # type: ignore[arg-type]


def test_runs_are_read_from_their_folder_as_they_were_lived(tmp_path):
    results = politburo.run("example", runs=2, until="2001-06", out=tmp_path / "two")
    scenario, country = results.scenario, build(results.scenario.country, results.scenario.scale)
    runs = list(runs_of(results))
    for number, run in enumerate(runs):
        lived = simulate(country, scenario, run=number).events
        assert all(np.array_equal(run.events[name], column) for name, column in lived.items())
        assert (run.start, run.end) == (scenario.start, scenario.end) == (2000 * 12, 2001 * 12 + 5)
        assert run.top_posts == np.count_nonzero(country.posts.rank == 0)
        assert len(run.reports) == len(record(lived, scenario.parameters.record, scenario.seed, number, scenario.start))

    fallen = np.array(["NaT", "2001-03-01"], "datetime64[ns]")
    same_but_fallen: Any = SimpleNamespace(
        series=results.series.assign(ended_month=("run", fallen)),
        store=results.store,
        names=results.names,
        runs=results.runs,
        scenario=scenario,
    )
    assert [run.end for run in runs_of(same_but_fallen)] == [2001 * 12 + 5, 2001 * 12 + 1]


def test_parameters_that_were_set_by_hand_exist_and_are_named_on_the_page_of_the_fit():
    from politburo.scenario.schema import PARAMETER_DECLARATIONS

    assert set(FITTED) <= set(PARAMETER_DECLARATIONS)
    page = (Path(__file__).parents[2] / "docs" / "fit.md").read_text(encoding="utf-8")
    assert [name for name in FITTED if name.split(".")[1] not in page and "cut_" not in name] == []
