"""What is read of the runs: counts as logarithms, and without sets in which the regime falls at once."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.ask.sensitivity.design import scaled
from politburo.ask.sensitivity.folder import Folder
from politburo.ask.sensitivity.reader import AtDesign
from politburo.run.experiment import ExperimentResults
from tests.ask.sensitivity.made_up import asked
from tests.run.experiment.made_up import Simulation

pytestmark = pytest.mark.slow

OUTCOMES = ("flights", "regime_falls", "fear")


def values(results: ExperimentResults, name: str) -> NDArray[np.float64]:
    """Flights grow with the horizon by a factor; in half of the runs the regime falls at once where it is highest."""
    points, runs = results.experiment.points, results.runs
    horizon = points[:, results.experiment.names.index("fear.horizon")]
    falls = np.zeros((len(points), runs))
    falls[horizon == 1.5, ::2] = 1.0
    found = {"regime_falls": falls, "months_lived": np.full((len(points), runs), 12.0), "fear": falls}
    return found.get(name, np.repeat(np.expm1(horizon)[:, None], runs, axis=1))


@pytest.fixture
def screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Simulation().used(monkeypatch)
    plan, folder = asked(tmp_path, OUTCOMES, method="morris", trajectories=20).plan, Folder(tmp_path)
    monkeypatch.setattr(ExperimentResults, "values", values)
    design = folder.design(folder.screening, plan.factors, len(plan.factors) + 1)
    return AtDesign(plan, design, folder.screening).screened()


def test_effects_on_counts_are_those_on_their_logarithm(screened):
    found = screened["flights"].effects
    assert found.mu_star[0] == pytest.approx(0.5)  # the horizon goes from 1 to 1.5: a factor of e to the 0.5
    assert found.mu_star[1:] == pytest.approx(0, abs=1e-12)
    assert scaled("flights", np.array([0.0, 9.0])).tolist() == pytest.approx([0.0, np.log(10)])
    assert scaled("fear", np.array([0.0, 0.5])).tolist() == [0.0, 0.5]


def test_sets_in_which_the_regime_falls_at_once_are_left_out_but_not_of_its_fall(screened):
    assert 0 < screened["flights"].at_once == screened["fear"].at_once < screened["flights"].sets
    assert screened["fear"].effects.mu_star.max() == 0
    assert screened["regime_falls"].at_once == 0
    assert screened["regime_falls"].effects.mu_star[0] > 0
