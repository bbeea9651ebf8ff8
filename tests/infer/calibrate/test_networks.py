"""Networks that draw parameters given a record, held against a posterior that is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from politburo.infer.calibrate.folder import Folder
from politburo.infer.calibrate.networks import BATCH, Networks, Shape, steps_of, trained
from tests.ask.survey.made_up import BASE
from tests.packages import needing

pytestmark = [
    pytest.mark.slow,  # libraries are loaded and a pass over all records is compiled
    needing("bayesflow"),
]

NOISE, ROWS, EPOCHS = 0.5, 3000, 12

SHAPE = Shape(features=3, parameters=2, width=24, depth=2, steps=steps_of(ROWS, EPOCHS))


def told() -> tuple[np.ndarray, np.ndarray]:
    """Parameters from standard normals; records tell of the first twice, with noise, and of the second once."""
    chance = np.random.default_rng(3)
    parameters = chance.standard_normal((ROWS, 2))
    return parameters, parameters[:, [0, 0, 1]] + NOISE * chance.standard_normal((ROWS, 3))


@pytest.fixture(scope="module")
def networks() -> Networks:
    parameters, features = told()
    weights = [trained(SHAPE, number, parameters, features, np.arange(ROWS) // 2, EPOCHS) for number in (0, 1)]
    return Networks(SHAPE, weights)


def test_draws_are_those_of_the_known_posterior(networks: Networks) -> None:
    own = np.array([[1.0, 1.4, -0.5]])
    draws = networks.draws(own, 1000)
    assert draws.shape == (2, 1, 1000, 2)
    precision = 1 + 2 / NOISE**2
    assert draws[..., 0].mean() == pytest.approx(2.4 / NOISE**2 / precision, abs=0.12)
    assert draws[..., 0].std() == pytest.approx(precision**-0.5, rel=0.25)
    assert draws[..., 1].mean() == pytest.approx(-0.4, abs=0.15)


def test_networks_are_not_alike_and_draw_the_same_again(networks: Networks) -> None:
    own = np.zeros((1, 3))
    first = networks.draws(own, 20)
    assert not np.allclose(first[0], first[1])
    assert np.array_equal(first, networks.draws(own, 20))


def test_training_is_the_same_again_and_leaves_the_chance_of_others_alone(networks: Networks) -> None:
    parameters, features = told()
    np.random.seed(5)
    expected = np.random.RandomState(5).random()
    again = trained(SHAPE, 1, parameters, features, np.arange(ROWS) // 2, EPOCHS)
    assert np.random.random() == expected
    assert all(np.array_equal(one, other) for one, other in zip(again, networks.weights[1], strict=True))


def test_weights_are_kept_and_read_again_for_the_same_data_alone(networks: Networks, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "calibration")
    with folder.claimed(BASE, targets="a", gates="b", effort="c"):
        folder.keep_network(0, "aa", networks.weights[0])
    found = folder.network(0, "aa")
    assert found is not None
    assert all(np.array_equal(one, other) for one, other in zip(found, networks.weights[0], strict=True))
    assert folder.network(0, "bb") is None
    assert folder.network(1, "aa") is None


def test_damaged_weights_do_not_count(networks: Networks, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "calibration")
    with folder.claimed(BASE, targets="a", gates="b", effort="c"):
        folder.keep_network(0, "aa", networks.weights[0])
    path = folder.folder / "networks" / "network-0.npz"
    path.write_bytes(path.read_bytes()[:-7])
    assert folder.network(0, "aa") is None


def test_weights_of_another_shape_do_not_fit(networks: Networks) -> None:
    own = networks.weights[0]
    assert networks.fits(own)
    assert not networks.fits(own[:-1])
    assert not networks.fits([own[0][:-1], *own[1:]])


def test_records_are_summarised_by_each_network(networks: Networks) -> None:
    _, features = told()
    assert networks.summaries(features[:BATCH]).shape == (2, BATCH, 2 * SHAPE.parameters)
