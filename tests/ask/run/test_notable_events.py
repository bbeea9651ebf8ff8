"""The most notable events: bounded, rare ones of all runs, and the top ranks' in the runs nearest to the median."""

from datetime import date, timedelta

import numpy as np
import pytest

import politburo as pb
from politburo.ask.run.notable_events import (
    MOST_OF_A_RUN,
    MOST_OF_ALL,
    events_table,
    notable_of_all,
    notable_of_run,
    sentence,
    usual_runs,
)
from politburo.ask.run.results import Results
from politburo.run.events import Event
from politburo.show.terminal import as_text, table_parts
from politburo.terms.accounts import KINDS_WITH_REASONS
from politburo.terms.errors import UsageError
from tests.show.imagined import NAMES, Imagined, imagined

RANKS = NAMES.rank
TOP = RANKS[0]


def event(
    run: int,
    day: int,
    kind: str = "penalty",
    rank: str = TOP,
    form: str | None = "execution",
    hazard: float | None = 0.01,
    number: int | None = None,
) -> Event:
    when, charge = date(2010, 1, 1) + timedelta(days=day), "disloyalty"
    form, charge = (form, charge) if kind == "penalty" else (None, None)
    number = day if number is None else number
    return Event(run, number, when, kind, 17, "trade", rank, "N_Hamgyong", form, charge, kind == "flight", hazard)


def with_events(results: Imagined, events: list[Event]) -> Results:
    return Imagined.of(results, chosen=tuple(events))


def test_no_more_are_chosen_than_can_be_read_however_many_runs_and_events():
    events = [event(run, day) for run in range(200) for day in range(0, 700, 7)]
    results = with_events(imagined(runs=200), events)
    assert len(notable_of_all(results)) == MOST_OF_ALL
    assert len(notable_of_run(results, 3)) == MOST_OF_A_RUN
    assert {one.run for one in notable_of_run(results, 3)} == {3}


def test_penalties_and_flights_of_lower_ranks_and_departures_are_not_chosen():
    events = [event(0, 1, rank="county"), event(0, 2, "flight", rank="provincial"), event(0, 3, "departure")]
    assert notable_of_all(with_events(imagined(), events)) == []
    assert notable_of_run(with_events(imagined(), events), 0) == []


def test_a_coup_is_chosen_from_whatever_run_and_rank():
    usual = [event(run, day) for run in range(7) for day in range(0, 700, 3)]
    coup = event(7, 600, "coup attempt", rank="provincial")
    found = notable_of_all(with_events(imagined(runs=8), [*usual, coup]))
    assert [sentence(one) for one in found if one.run == 7] == ["A coup is attempted and fails."]


def test_where_not_all_find_room_the_milder_ones_go_first_and_the_rest_span_the_time():
    events = [event(0, day, form="demotion") for day in range(0, 700, 2)]
    events += [event(0, day, form="execution") for day in range(1, 700, 70)]
    found = notable_of_all(with_events(imagined(runs=1), events))
    assert len(found) == MOST_OF_ALL
    assert sum(one.form == "execution" for one in found) == 10
    demoted = [one.date for one in found if one.form == "demotion"]
    assert demoted[0] < date(2010, 1, 8)
    assert demoted[-1] > date(2011, 11, 20)


def test_terminal_and_report_choose_the_same_of_one_run():
    events = [event(0, 5, "coup attempt", RANKS[2]), event(0, 9, "flight", RANKS[1]), event(0, 20, form="demotion")]
    results = with_events(imagined(runs=1), events)
    assert notable_of_run(results, 0) == notable_of_all(results) == events


def test_the_usual_run_is_the_one_nearest_to_the_medians():
    fear = np.array([[0.1], [0.2], [0.3], [0.9]]) * np.ones((4, 24))
    assert usual_runs(imagined(runs=4, series={"fear": fear}))[:2] in ([1, 2], [2, 1])
    assert usual_runs(imagined(runs=4, series={"fear": fear}))[-1] == 3


def test_runs_whose_regime_fell_at_once_are_the_least_usual():
    assert usual_runs(imagined(runs=3, ended={0: 0}))[-1] == 0
    assert sorted(usual_runs(imagined(runs=2, ended={0: 0, 1: 0}))) == [0, 1]


def test_it_is_said_in_words_who_and_what():
    results = with_events(imagined(), [event(0, 0), event(0, 1, "flight"), event(1, 2, "regime end")])
    assert [sentence(one) for one in notable_of_all(results)] == [
        "A cadre (top leadership, trade, N Hamgyong) is executed, charged with disloyalty.",
        "A cadre (top leadership, trade, N Hamgyong) flees from a post abroad.",
        "A coup succeeds and the regime ends.",
    ]


def test_events_without_a_known_hazard_are_not_listed():
    results = with_events(imagined(), [event(0, 1), event(0, 2, "flight", hazard=None)])
    assert [one.event for one in notable_of_run(results, 0)] == [1]


def test_only_the_kind_that_is_asked_for_is_listed_in_whatever_rank():
    events = [event(0, day, "flight", RANKS[3]) for day in range(50)] + [event(0, 60), event(0, 61, "flight")]
    found = notable_of_run(with_events(imagined(), events), 0, "flight")
    assert {one.kind for one in found} == {"flight"}
    assert len(found) == MOST_OF_A_RUN
    assert found[-1].event == 61


def test_a_kind_that_carries_no_reasons_is_refused_with_those_that_do():
    with pytest.raises(UsageError) as caught:
        notable_of_run(with_events(imagined(), []), 0, "rotation")
    assert all(kind in str(caught.value) for kind in ("'rotation'", *KINDS_WITH_REASONS))


def test_the_list_shows_number_form_and_probability():
    (row,) = [
        line
        for line in as_text(table_parts(events_table([event(0, 3)]))).splitlines()
        if "execution for disloyalty" in line
    ]
    assert row.split()[:4] == ["3", "4", "Jan", "2010"]
    assert "N Hamgyong" in row
    assert row.rstrip().endswith("1.0 %")


def test_events_of_a_real_run_are_found_again_by_run_and_number(tmp_path_factory: pytest.TempPathFactory):
    results = pb.run("example", runs=2, scale=0.05, until="2004-12", out=tmp_path_factory.mktemp("notable") / "results")
    events = results.events
    found = notable_of_all(results)
    assert len(found) > 5
    for one in found:
        row = events[events["run"] == one.run].iloc[one.event]
        assert (row["kind"], f"{row['date']:%Y-%m-%d}") == (one.kind, one.date.isoformat())
