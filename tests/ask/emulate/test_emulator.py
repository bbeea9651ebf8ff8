"""The emulator of a series knows its chance from its error, and its stated error covers points it has never seen."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.ask.emulate.emulator import FEWEST_HELD_OUT, runs_of, series_emulator, with_period

MONTHS, RUNS = 24, 6


def series(places: np.ndarray, seed: int, chance: float = 1.0) -> np.ndarray:
    """Values (n, r, t) of a series that rises with one input, bends with another, and has chance common to all."""
    random = np.random.default_rng(seed)
    months = np.arange(MONTHS) / MONTHS
    mean = 50 + 8 * places[:, :1] * months + 5 * places[:, 1:2] ** 2 * np.sin(3 * months)
    common = np.random.default_rng(0).normal(0, 2, (1, RUNS, 1))
    own = random.normal(0, 1, (len(places), RUNS, 1)) * np.exp(0.5 * places[:, 0])[:, None, None]
    return mean[:, None, :] + common + chance * own


def emulated(seed: int = 1, chance: float = 1.0, held_out: int = 40):
    places = np.random.default_rng(seed).uniform(-1, 1, (100, 3))
    places[0] = 0.0
    held = np.random.default_rng(seed + 1).uniform(-1, 1, (held_out, 3))
    fitted = with_period(series(places, seed + 2, chance), counted=False)
    others = with_period(series(held, seed + 3, chance), counted=False)
    reference = fitted[0]
    return series_emulator(places, runs_of(fitted, reference), np.zeros((1, 3)), held, runs_of(others, reference))


def test_the_reference_is_its_own_runs_and_no_difference():
    found = emulated()
    assert np.abs(found.differences(np.zeros((1, 3)))).max() < 1e-12
    values = with_period(series(np.zeros((1, 3)), 9), counted=False)
    assert found.reference == pytest.approx(values.mean(axis=(0, 1)), abs=2.0)


def test_without_chance_of_its_own_a_difference_is_found_nearly_exactly():
    found = emulated(chance=0.02)
    places = np.random.default_rng(8).uniform(-1, 1, (50, 3))
    wanted = series(places, 5, 0.0).mean(axis=1) - series(np.zeros((1, 3)), 5, 0.0).mean(axis=1)
    assert np.abs(found.differences(places)[:, :-1] - wanted).max() < 0.4  # of differences up to 13
    assert found.explained > 0.99


def test_the_stated_error_covers_nine_in_ten_points_that_were_never_seen():
    covered = []
    for seed in (10, 20, 30, 40):
        found = emulated(seed)
        places = np.random.default_rng(seed + 7).uniform(-1, 1, (200, 3))
        means = with_period(series(places, seed + 8), counted=False).mean(axis=1)
        covered.append((np.abs(found.levels(places)[0] - means) <= found.error).mean())
    assert 0.85 < np.mean(covered) < 0.99


def test_an_emulator_fitted_to_nothing_but_noise_says_that_it_explains_nothing():
    random = np.random.default_rng(1)
    places = random.uniform(-1, 1, (60, 3))
    noise = with_period(random.normal(0, 1, (60, RUNS, MONTHS)), counted=False)
    others = with_period(random.normal(0, 1, (30, RUNS, MONTHS)), counted=False)
    held = random.uniform(-1, 1, (30, 3))
    found = series_emulator(places, runs_of(noise, noise[0]), places[:1], held, runs_of(others, noise[0]))
    assert found.explained < 0.2


def test_the_spread_over_runs_follows_the_inputs_and_holds_the_runs():
    found = emulated()
    ends = np.array([[-0.9, 0.0, 0.0], [0.9, 0.0, 0.0]])
    _, low, high = found.levels(ends)
    widths = (high - low).mean(axis=1)
    assert widths[1] / widths[0] > 1.05  # chance of its own grows with the first input, common chance does not
    assert found.covered >= 0.9


def test_counts_are_of_twelve_months_and_the_period_too():
    values = with_period(np.ones((1, 2, 24)), counted=True)
    assert (values == 12).all()
    assert values.shape == (1, 2, 25)


def test_months_after_a_fall_are_as_the_one_before():
    values = np.ones((3, 4, 6)) * np.arange(6)
    values[1, :3, 3:] = np.nan  # one run is left, which is no mean
    found = runs_of(values, values[0])
    assert found.means[1].tolist() == [0, 1, 2, 2, 2, 1.4]  # the last of which is the period, of the months before it
    assert found.means[0].tolist() == [0, 1, 2, 3, 4, 5]


def test_too_few_points_held_out_are_refused():
    with pytest.raises(ValueError, match="at least"):
        emulated(held_out=FEWEST_HELD_OUT - 1)
