"""Scores as an answer: who wins and loses is said first, and no miss is left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.infer.forecasts import Forecast, save_forecasts
from politburo.infer.score import Score, score
from politburo.terms.errors import CountryError, UsageError
from tests.infer.made_up import figure, forecast, later_csv

pytestmark = pytest.mark.slow

YEARS = range(2008, 2016)
FIGURES = [figure(1_000 + 100 * (year % 3), year) for year in YEARS]


def around(centre: float, spread: float, year: int, by: str, **more: Any) -> Forecast:
    draws = centre * np.exp(spread * np.random.default_rng(year).normal(size=200))
    return forecast(draws, year, by=by, as_of=year - 1, **more)


def scored(folder: Path, forecasts: list[Forecast], figures: str | None = None) -> Score:
    (folder / "later.csv").write_text(later_csv(FIGURES) if figures is None else figures)
    return score(save_forecasts(folder / "draws.parquet", forecasts, "politburo 0"), folder / "later.csv")


def test_a_forecast_that_is_nearer_beats_the_baseline_and_one_that_is_farther_says_first_that_it_loses(tmp_path: Path):
    near = [around(one.value, 0.1, one.start.year, "simulation") for one in FIGURES]
    far = [around(2 * one.value, 0.1, one.start.year, "random walk") for one in FIGURES]
    good = scored(tmp_path, near + far)
    assert good.sentences[0].startswith("Simulation beats random walk, the best baseline: its CRPS is")
    skill = good.table("skill")
    [value], [low] = skill.numbers("skill"), skill.numbers("low")
    assert value > 0.5 and low > 0 and skill.column("forecasts") == skill.column("origins") == [8]
    renamed = {"simulation": "random walk", "random walk": "simulation"}
    swapped = [Forecast(renamed[one.forecaster], "", one.as_of, one.asked, one.draws) for one in far + near]
    bad = scored(tmp_path, swapped)
    assert bad.sentences[0].startswith("Simulation loses to random walk")
    assert len(bad.table("misses").rows) == 8 and not good.table("misses").rows


def test_the_best_of_several_baselines_is_what_counts_and_each_track_is_judged(tmp_path: Path):
    forecasts = [
        around(factor * one.value, 0.1, one.start.year, by, track=track)
        for by, track, factor in (
            ("simulation", "levers known", 1.3), ("simulation", "levers carried on", 3.0),
            ("random walk", "", 2.0), ("local trend", "", 1.0),
        )
        for one in FIGURES
    ]  # fmt: skip
    found = scored(tmp_path, forecasts)
    assert [one.name for one in found.own] == ["simulation, levers known", "simulation, levers carried on"]
    assert all("loses to local trend" in sentence for sentence in found.sentences[:2])
    assert len(found.table("skill").rows) == 4


def test_baselines_are_compared_only_on_forecasts_that_both_made(tmp_path: Path):
    near = [around(one.value, 0.1, one.start.year, "simulation") for one in FIGURES]
    some = [around(2 * one.value, 0.1, one.start.year, "random walk") for one in FIGURES[:3]]
    [row] = scored(tmp_path, near + some).table("skill").records()
    assert row["forecasts"] == 3


def test_conflicting_accounts_count_for_one_forecast_together(tmp_path: Path):
    near = [around(1_000, 0.1, year, "simulation") for year in (2012, 2013)]
    figures = [figure(1_000, 2012), figure(9_000, 2012, source="Another"), figure(1_000, 2013)]
    found = scored(tmp_path, near, later_csv(figures))
    [own] = found.own
    assert own.forecasts == 2 and own.weights.tolist() == [0.5, 0.5, 1.0]
    assert [row["held"] for row in found.table("coverage").records()][-1] == 1.5


def test_what_was_public_already_is_no_forecast(tmp_path: Path):
    late = Forecast("simulation", "", date(2014, 6, 1), forecast(range(50), 2012).asked, np.arange(50.0))
    found = scored(tmp_path, [late, around(1_000, 0.1, 2014, "simulation"), around(1.0, 0.1, 2017, "simulation")])
    assert len(found.found.scored) == 1
    assert "1 forecast of figures that were public when they were made" in found.warnings[0]
    assert "1 forecast without a figure" in found.warnings[1]
    with pytest.raises(UsageError, match="Left out: 1 forecast of figures"):
        scored(tmp_path, [late])


def test_forecasts_that_are_as_uncertain_as_they_say_are_said_to_be_sound(tmp_path: Path):
    """Six hundred forecasts of a truth that the test draws itself."""
    chance = np.random.default_rng(11)
    forecasts, figures = [], []
    for number in range(600):
        series = f"series_{number}"
        centre, draws = chance.normal(5, 1), np.exp(chance.normal(0, 0.3, 400))
        forecasts.append(forecast(np.exp(centre) * draws, series=series, as_of=2011))
        figures.append(figure(float(np.exp(centre + chance.normal(0, 0.3))), series=series))
    found = scored(tmp_path, forecasts, later_csv(figures))
    for row in found.table("coverage").records():
        assert row["coverage"] == pytest.approx(row["level"], abs=0.04)
    assert "that is within 80 % to 97 %" in found.sentences[1]


def test_a_file_of_figures_that_cannot_be_used_is_refused_by_its_own_name(tmp_path: Path):
    wrong = later_csv(FIGURES[:1]).replace(",1100", ",much")
    with pytest.raises(CountryError, match=r"later\.csv, line 2: value: 'much' is not a number"):
        scored(tmp_path, [forecast(range(50))], wrong)
    with pytest.raises(UsageError, match="does not exist"):
        score(tmp_path / "draws.parquet", tmp_path / "none.csv")


def test_a_country_can_be_named_for_its_own_figures(tmp_path: Path):
    made = [around(1_500, 0.2, year, "simulation") for year in (2012, 2013)]
    path = save_forecasts(tmp_path / "draws.parquet", made, "politburo 0")
    found = score(path, "north-korea")
    assert found.own[0].forecasts == 2
