"""The scenario of the Soviet Union gives what was public, and leaves the model as it is."""

from importlib.resources import files

import numpy as np
import pytest

from politburo.country.countries import files_of
from politburo.scenario import load, month_number
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.parameters import Parameters

UNION = load("soviet-union")
EVIDENCE = files_of("soviet-union").evidence
TEXT = (files("politburo.scenario") / "library" / "soviet-union.toml").read_text(encoding="utf-8")


def test_it_runs_from_collectivisation_to_the_war():
    assert (UNION.start, UNION.end) == (month_number("1930-01"), month_number("1941-06"))
    assert UNION.country == "soviet-union"


def test_the_leader_chooses_from_the_congress_of_1934_on_as_in_north_korea():
    takes_over = month_number("1934-01") - UNION.start
    assert set(UNION.logics[:takes_over]) == {"scripted"}
    assert set(UNION.logics[takes_over:]) == {"strategic"}
    assert UNION.chooses == CHOOSABLE
    assert UNION.successions == ()


def test_the_model_is_the_one_of_any_country():
    assert UNION.parameters == Parameters()
    assert not UNION.off


def test_its_events_are_those_of_the_timeline():
    assert {event.day for event in UNION.events} <= {entry.start for entry in EVIDENCE.timeline}


def test_harvests_are_those_of_the_figures():
    harvest = {entry.start.year: entry.value for entry in EVIDENCE.figures if entry.series == "grain_harvest"}
    assert sorted(harvest) == list(range(1928, 1941))
    usual = np.mean(list(harvest.values()))
    for year in range(1930, 1941):
        lever = UNION.levers_at(month_number(f"{year}-08")).harvest
        assert lever == pytest.approx(harvest[year] / usual, abs=0.0051), year


def test_every_number_says_where_it_comes_from():
    values = [line for line in TEXT.splitlines() if "value = " in line and '"' not in line.split("value = ")[1][:2]]
    assert len(values) > 30
    assert all(" # " in line for line in values)


@pytest.mark.slow
def test_a_year_can_be_simulated_and_every_number_is_finite(tmp_path):
    from politburo.ask.run import run

    results = run("soviet-union", runs=1, scale=0.01, until="1930-12", out=tmp_path / "results")
    assert results.status == "finished"
    numbers = [values.values for values in results.series.data_vars.values() if values.dtype.kind == "f"]
    assert numbers
    assert all(np.isfinite(values).all() for values in numbers)
