"""The answer to what happens in a scenario: from runs in a folder to tables, sentences and where they come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import politburo as pb
from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.run.engines import Threads
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.store import Store
from politburo.scenario import PublicEvent, load, with_parameters
from politburo.terms.errors import StoreError, UsageError
from tests.run.fake_month import fake_build, fake_simulate, short_scenario
from tests.show.imagined import START, imagined, plausible

SCENARIO = short_scenario(runs=3)


def test_it_says_where_it_comes_from():
    found = imagined(runs=7, name="a-name", seed=12, scale=0.1).provenance
    assert (found.scenario, found.seed, found.runs, found.scale) == ("a-name", 12, 7, 0.1)
    assert (found.first, found.last) == ("2010-01", "2011-12")
    assert found.stamp == "simulated, not observed"


def test_its_tables_are_the_years_what_was_published_and_the_falls():
    assert [table.name for table in imagined().tables] == ["years", "regime", "falls"]
    names = [table.name for table in plausible(runs=2).tables]
    assert names == ["years", "published", "published_estimates", "regime", "falls"]


def test_everything_it_says_can_be_read_as_text_html_and_json():
    results = plausible(runs=2)
    for text in (repr(results), results.to_html(), results.to_markdown()):
        assert "Penalties of cadres, persons a year" in text
        assert "Ten imagined years" in text
        assert str(results.provenance) in text.replace("\n", " ")
    assert results.to_json()["tables"][0]["rows"]


def test_runs_with_a_number_of_households_are_kept_go_on_and_say_how_many_people_each_stands_for(tmp_path: Path):
    asked: dict[str, Any] = {"until": "2000-03", "scale": 0.05, "households": 1_000, "out": tmp_path / "results"}
    first = run("example", runs=1, **asked)
    found = run("example", runs=2, **asked)
    assert found.scenario.households == 1_000
    assert found.runs == (0, 1)
    assert found.store.markers(1) == first.store.markers(1)
    asked["out"] = tmp_path / "again"
    assert found.fingerprint == run("example", runs=2, **asked).fingerprint
    assert (found.provenance.households, found.provenance.people_each) == (1_000, 1_400)
    assert "1,000 households" in str(found.provenance)
    assert "1,000 households, each for about 1,400 people" in found.sentences[0]
    assert "Each of 1,000 households stands for about 1,400 people." in found.table("years").note
    assert found.to_json()["provenance"]["households"] == 1_000
    asked["households"] = 1_001
    with pytest.raises(StoreError, match="other runs"):
        run("example", runs=2, **asked)


def test_a_folder_without_a_finished_run_says_so_and_nothing_else(tmp_path: Path):
    with Store(tmp_path).claimed(make_plan(SCENARIO, tmp_path)):
        pass
    unfinished = pb.open(tmp_path)
    assert unfinished.tables == unfinished.sentences == ()
    assert "0 of 3 runs are finished" in repr(unfinished)
    with pytest.raises(UsageError, match="There is no table"):
        unfinished.table()


def test_what_is_too_rare_at_a_small_scale_is_said():
    few, coups = imagined(scale=0.1, flights=[(0, date(2011, 2, 1), True)]).warnings
    assert "cadres who fled from posts abroad" in few.partition("Fewer than 20 simulated persons in a run and year")[2]
    assert coups.startswith("Falls of the regime: not estimated at scale 0.1")
    assert imagined().warnings == ()


def test_nothing_in_a_title_is_taken_for_html(tmp_path: Path):
    scenario = replace(SCENARIO, title="<script>alert('x')</script>", runs=1)
    finish(make_plan(scenario, tmp_path), build=fake_build, simulate=fake_simulate())
    shown = Results.open(tmp_path)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_run_from_scenario_to_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    told = []
    found = run("example", runs=2, until="2000-03", seed=7, engine=Threads(2), progress=lambda *seen: told.append(seen))
    assert found.status == "finished"
    assert found.folder.parent == Path("runs")
    assert found.folder.name.startswith("example-")
    assert (found.scenario.runs, found.scenario.seed, found.scenario.end) == (2, 7, 2000 * 12 + 2)
    assert told[-1] == (6, 6)
    assert np.isfinite(found.series["fear"]).all()
    assert run(found.scenario).fingerprint == found.fingerprint
    assert len(list(Path("runs").iterdir())) == 1


def in_words(results: Results) -> str:
    """All sentences."""
    return " ".join(results.sentences)


HIGHER_LATER = {
    "fear": np.where(np.arange(48) < 24, 0.1, 0.3),
    "private_loyalty": np.where(np.arange(48) < 24, 0.6, 0.5),
}
SUCCESSION = (START + 24,)
DEATH = PublicEvent(date(2011, 12, 17), "succession", "the leader dies", None, None)


def test_fear_and_loyalty_are_compared_before_and_after_the_succession():
    said = in_words(imagined(runs=1, months=48, series=HIGHER_LATER, events=(DEATH,), successions=SUCCESSION))
    assert (
        "From the year before the succession of December 2011 to the year after, fear among cadres rose from 0.10 to "
        "0.30, the loyalty they displayed stayed at 0.60, and their private loyalty fell from 0.60 to 0.50."
    ) in said


def test_without_a_succession_the_first_year_is_compared_with_the_last():
    said = in_words(imagined(runs=1, months=48, series=HIGHER_LATER))
    assert "From the first to the last year of the runs, fear among cadres rose from 0.10 to 0.30" in said
    assert "succession" not in said


def test_a_succession_that_no_run_outlives_by_a_year_compares_what_there_is():
    said = in_words(imagined(months=48, series=HIGHER_LATER, ended={0: 30, 1: 31}, successions=SUCCESSION))
    assert "From the first to the last year of the runs" in said


def test_the_month_of_most_fear_is_named():
    fear = np.full(24, 0.1)
    fear[17] = 0.4
    assert "Fear was highest in June 2011 (0.40); in the top ranks, in June 2011 (0.60)." in in_words(
        imagined(runs=1, series={"fear": fear})
    )


def test_the_year_of_most_purges_and_the_share_that_outsiders_hear_of():
    seen = [(0, "penalty report", date(2011, 2, 1), date(2011, 3, 1), "removal", 1)] * 3
    false = [(0, "false report", date(2011, 2, 1), date(2011, 3, 1), "execution", 1)] * 9
    said = in_words(imagined(runs=1, penalties={(0, 3, "removal"): 4, (0, 14, "expulsion"): 8}, reports=seen + false))
    assert "purged (removed, expelled, imprisoned or executed) in 2011: 8; from 2010 on 12 were in all" in said
    assert "outsiders would have learnt of 25 % of them." in said


def test_flights_and_departures_are_said_by_the_year():
    flights = [(0, date(2010, 5, 1), True), (0, date(2011, 5, 1), True), (0, date(2011, 6, 1), False)]
    said = in_words(imagined(runs=1, flights=flights, departures={(0, 3): 100}))
    assert (
        "In a year 1.0 cadres fled from posts abroad (most in 2010: 1), 0.5 cadres fled over the border (most in "
        "2011: 1), and 50 ordinary people left (most in 2010: 100)."
    ) in said


@pytest.mark.parametrize(
    ("runs", "ended", "said"),
    [
        (1, {}, "The regime lasted."),
        (3, {}, "The regime lasted in all 3 runs (share in which it falls 0 %, 90 % interval 0–63 %)."),
        (20, {}, "The regime lasted in all 20 runs (share in which it falls 0 %, 90 % interval 0–14 %)."),
        (1, {0: 13}, "The regime fell in February 2011."),
        (
            3,
            {1: 13},
            "fell in 1 of 3 runs (share in which it falls 33 %, 90 % interval 2–86 %), in February 2011; figures",
        ),
        (3, {1: 13, 0: 20}, "interval 14–98 %), between February 2011 and September 2011; figures"),
        (2, {0: 13, 1: 20}, "100 %, 90 % interval 22–100 %), between February 2011 and September 2011."),
    ],
)
def test_the_end_of_a_regime_is_told(runs: int, ended: dict[int, int], said: str):
    assert said in in_words(imagined(runs=runs, ended=ended))


def test_a_single_run_has_no_interval():
    said = in_words(plausible(runs=1))
    assert said.startswith("One simulated run of Ten imagined years, January 2010 to December 2019, scale 1.")
    assert "[" not in said
    assert "interval" not in said.partition("Published")[0]


def test_several_runs_have_intervals():
    fear = HIGHER_LATER["fear"] + np.array([[0.0], [0.01], [0.02]])
    said = in_words(imagined(runs=3, months=48, series={"fear": fear}))
    assert said.startswith(
        "3 simulated runs of Imagined, January 2010 to December 2013, scale 1: medians, in brackets 90 % intervals "
        "over 3 runs (chance only: parameters are held at their defaults)."
    )
    assert "fear among cadres rose from 0.11 to 0.31 [0.30–0.32]" in said


def test_nothing_happened_is_said_as_such():
    said = in_words(imagined())
    assert (
        "No cadre was purged. In a year no cadres fled from posts abroad, no cadres fled over the border, and" in said
    )


@pytest.mark.parametrize("ended", [{0: 0, 1: 0}, {0: 1, 1: 0}, {0: 5, 1: 7}])
def test_regimes_that_fall_at_once_leave_little_to_say(ended: dict[int, int]):
    said = in_words(imagined(ended=ended, successions=SUCCESSION))
    assert "nan" not in said
    assert "purged" not in said
    assert said.endswith(".")


@pytest.mark.parametrize("results", [imagined(), plausible(), plausible(runs=1), imagined(months=1)])
def test_what_is_simulated_is_called_so_and_never_predicted(results):
    said = in_words(results)
    assert "simulated" in said
    assert "predict" not in said
    assert "forecast" not in said


def test_it_says_how_many_published_estimates_the_simulated_reports_meet():
    def said(executed: int) -> str:
        reports = [(0, "penalty report", date(2012, 5, 1), date(2012, 6, 1), "execution", executed)]
        return in_words(imagined(runs=1, country="north-korea", start=2012 * 12, months=12, reports=reports))

    assert "whose range meets the interval of the simulated reports of their year: executions 2 of 3" in said(3)
    assert "executions 0 of 3" in said(900)


def test_nothing_published_is_met_where_nothing_is_published():
    assert "Published" not in in_words(imagined())


def test_a_scenario_with_parameters_of_its_own_does_not_claim_their_defaults():
    changed = with_parameters(load("example"), {"fear.horizon": 2.25}).parameters
    said = in_words(imagined(parameters=changed))
    assert "parameters are held at the scenario's values" in said
    assert "defaults" not in said
