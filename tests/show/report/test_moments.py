"""The most telling events: bounded, rare ones of all runs, and the top ranks' in the runs nearest to the median."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import numpy as np
import pandas as pd

import politburo as pb
from politburo.run.results import Results
from politburo.show.report.moments import MOST, moments, usual_runs

from ..imagined import imagined

COLUMNS = ("run", "date", "kind", "rank", "organ", "province", "form", "charge", "abroad")


def event(run: int, day: int, kind: str = "penalty", rank: str = "top leadership", form: Any = "execution") -> tuple:
    date = datetime(2010, 1, 1) + timedelta(days=day)
    charge = "disloyalty" if kind == "penalty" else None
    return run, date, kind, rank, "trade", "N_Hamgyong", form if kind == "penalty" else None, charge, kind == "flight"


def with_events(results: Results, events: list[tuple]) -> Results:
    return cast(Results, replace(cast(Any, results), events=numbered(events)))


def numbered(events: list[tuple]) -> pd.DataFrame:
    """A table of events, numbered in each run."""
    table = pd.DataFrame(events, columns=list(COLUMNS))
    return table.assign(event=table.groupby("run").cumcount())


def test_no_more_are_told_than_can_be_read_however_many_runs_and_events():
    events = [event(run, day) for run in range(200) for day in range(0, 700, 7)]
    assert len(moments(with_events(imagined(runs=200), events))) == MOST


def test_penalties_and_flights_of_lower_ranks_and_departures_are_not_told():
    events = [event(0, 1, rank="county"), event(0, 2, "flight", rank="provincial"), event(0, 3, "departure")]
    assert moments(with_events(imagined(), events)) == ()


def test_a_coup_is_told_from_whatever_run_and_rank():
    usual = [event(run, day) for run in range(7) for day in range(0, 700, 3)]
    coup = event(7, 600, "coup attempt", rank="provincial")
    told = moments(with_events(imagined(runs=8), [*usual, coup]))
    assert [it.what for it in told if it.run == 7] == ["A coup is attempted and fails."]


def test_where_not_all_find_room_the_milder_ones_go_first_and_the_rest_span_the_time():
    events = [event(0, day, form="demotion") for day in range(0, 700, 2)]
    events += [event(0, day, form="execution") for day in range(1, 700, 70)]
    told = moments(with_events(imagined(runs=1), events))
    assert len(told) == MOST
    assert sum("is executed" in it.what for it in told) == 10
    demoted = [it.date for it in told if "is demoted" in it.what]
    assert demoted[0] < "2010-01-08"
    assert demoted[-1] > "2011-11-20"


def test_an_event_is_numbered_by_its_place_in_its_run():
    events = [event(0, 1, rank="county"), event(1, 2, rank="county"), event(0, 3), event(1, 4)]
    told = moments(with_events(imagined(), events))
    assert {(it.run, it.event) for it in told} == {(0, 1), (1, 1)}


def test_the_usual_run_is_the_one_nearest_to_the_medians():
    fear = np.array([[0.1], [0.2], [0.3], [0.9]]) * np.ones((4, 24))
    assert usual_runs(imagined(runs=4, series={"fear": fear}))[:2] in ([1, 2], [2, 1])
    assert usual_runs(imagined(runs=4, series={"fear": fear}))[-1] == 3


def test_runs_whose_regime_fell_at_once_are_the_least_usual():
    assert usual_runs(imagined(runs=3, ended={0: 0}))[-1] == 0
    assert sorted(usual_runs(imagined(runs=2, ended={0: 0, 1: 0}))) == [0, 1]


def test_it_is_said_in_words_who_and_what():
    results = with_events(imagined(), [event(0, 0), event(0, 1, "flight"), event(1, 2, "regime end")])
    assert [it.what for it in moments(results)] == [
        "A cadre (top leadership, trade, N Hamgyong) is executed, charged with disloyalty.",
        "A cadre (top leadership, trade, N Hamgyong) flees from a post abroad.",
        "A coup succeeds and the regime ends.",
    ]


def test_events_of_a_real_run_are_found_again_by_run_and_number(results: pb.Results):
    events = results.events
    for it in moments(results):
        row = events[events["run"] == it.run].iloc[it.event]
        assert (row["kind"], f"{row['date']:%Y-%m-%d}") == (it.kind, it.date)
