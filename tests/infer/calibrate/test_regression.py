"""Regression ABC, held against a posterior that is known."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.infer.calibrate.regression import regression, scaling_of

NOISE = 0.5


def told(count: int = 6000) -> tuple[np.ndarray, np.ndarray]:
    """Parameters from standard normals, and records that tell of the first two with noise, of the third nothing."""
    chance = np.random.default_rng(3)
    parameters = chance.standard_normal((count, 3))
    return parameters, parameters[:, [0, 1, 0]] + NOISE * chance.standard_normal((count, 3))


def test_means_and_spreads_are_those_of_the_known_posterior() -> None:
    parameters, records = told()
    scaling = scaling_of(records)
    own = np.array([1.0, -0.5, 1.4])
    found = regression(parameters, scaling.features(records)).posterior(scaling.features(own[None])[0], 0.1)
    precision = 1 + 2 / NOISE**2  # the first is told twice
    assert found.means[0] == pytest.approx((1.0 + 1.4) / NOISE**2 / precision, abs=0.07)
    assert found.spreads[0] == pytest.approx(precision**-0.5, abs=0.05)
    assert found.means[1] == pytest.approx(-0.5 / NOISE**2 / (1 + 1 / NOISE**2), abs=0.1)


def test_what_records_do_not_tell_of_stays_at_its_prior() -> None:
    parameters, records = told()
    scaling = scaling_of(records)
    found = regression(parameters, scaling.features(records)).posterior(scaling.features(records[:1])[0], 0.1)
    assert found.means[2] == pytest.approx(0.0, abs=0.15)
    assert found.spreads[2] == pytest.approx(1.0, abs=0.1)


def test_effective_draws_are_fewer_than_the_runs_accepted_and_more_than_half_of_them() -> None:
    parameters, records = told(1000)
    scaling = scaling_of(records)
    found = regression(parameters, scaling.features(records)).posterior(scaling.features(records[:1])[0], 0.2)
    assert 100 < found.effective < 200


def test_a_figure_that_a_run_lacks_stands_at_the_mean_and_is_marked() -> None:
    records = np.array([[1.0, 5.0], [3.0, np.nan], [2.0, 7.0]])
    features = scaling_of(records).features(records)
    assert features.shape == (3, 3)
    assert features[1].tolist() == pytest.approx([1.2247449, 0.0, 1.0])
    assert features[:, 2].tolist() == [0.0, 1.0, 0.0]
