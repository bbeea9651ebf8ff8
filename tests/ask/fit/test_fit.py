"""The record of simulated runs beside the public record."""

import math
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

import politburo
from politburo.ask.fit import fit, fit_table, runs_of
from politburo.ask.fit.targets import fitted_of
from politburo.country import build
from politburo.month import simulate
from politburo.record import record
from politburo.scenario import load
from politburo.terms.errors import UsageError
from tests.ask.fit.made import EVIDENCE, a_run


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


def test_nothing_is_fitted_where_nothing_is_published(tmp_path):
    results = politburo.run("example", runs=1, scale=0.02, until="2000-02", out=tmp_path / "one")
    with pytest.raises(UsageError, match="No public figures come with the country 'example'"):
        fit(results)


def test_targets_that_only_bound_what_is_plausible_are_not_compared():
    results = SimpleNamespace(scenario=load("soviet-union"))
    with pytest.raises(
        UsageError, match="figures of the country 'soviet-union' are not to be compared with a simulation"
    ):
        fit(cast(Any, results))


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
        scenario_of=lambda _: scenario,
    )
    assert [run.end for run in runs_of(same_but_fallen)] == [2001 * 12 + 5, 2001 * 12 + 1]
