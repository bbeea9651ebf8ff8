"""The benchmark beside other libraries compares versions of one model."""

import importlib
from pathlib import Path

import pytest

AGENTS, STEPS = 2000, 120
FOUR_STANDARD_ERRORS = 0.063
"""Of the difference of two shares near one half among so many agents."""


def test_politburo_and_numpy_agree_on_the_share_exited(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks" / "peers")
    world_of = importlib.import_module("benchmark").world_of
    shares = []
    for version in ("politburo_rules", "numpy_plain"):
        agents = importlib.import_module(version).Agents(world_of(AGENTS), STEPS)
        agents.run()
        shares.append(agents.share())
    ours, plain = shares
    assert plain == pytest.approx(0.528, abs=FOUR_STANDARD_ERRORS / 2)
    assert ours == pytest.approx(plain, abs=FOUR_STANDARD_ERRORS)
