"""Sweeps with made-up runs, in which fear is chance and what was varied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from politburo.ask.sweep import sweep
from politburo.ask.sweep.answer import Sweep
from tests.run.experiment.made_up import BASE, Simulation

REGIONS = """
title = "Calm and afraid"
scenario = "example"
until = "2000-12"
runs = 3
outcomes = ["fear", "grievance"]

[over]
sanctions = "0:1:3"
"fear.horizon" = "1:3:3"

[[regions]]
name = "calm"
meaning = "little fear"
where = { fear = { below = 2.9 } }

[[regions]]
name = "afraid"
meaning = "much fear"
where = { fear = { from = 2.9 } }
"""


def made(folder: Path, over: Any, **how: Any) -> Sweep:
    """A sweep of a short year in which every run is made up."""
    with pytest.MonkeyPatch.context() as patch:
        Simulation(how.pop("fails", lambda _scenario, _run: False)).used(patch)
        return sweep(how.pop("scenario", BASE), over, **({"runs": 4, "out": folder} | how))


def with_regions(folder: Path) -> Sweep:
    """A sweep that is written down, with regions."""
    (folder / "calm.toml").write_text(REGIONS)
    return made(folder / "runs", None, scenario=folder / "calm.toml", runs=None)
