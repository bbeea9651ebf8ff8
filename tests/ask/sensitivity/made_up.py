"""A small question about made-up runs: of four parameters, the horizon alone moves their fear."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from politburo.ask.sensitivity import sensitivity
from politburo.ask.sensitivity.answer import Sensitivity
from politburo.scenario import adapt
from tests.run.experiment.made_up import BASE

PARAMETERS = ("fear.horizon=1:1.5", "fear.personal", "fear.prior", "fear.adjustment")

SHORT = adapt(BASE, until="2000-03")


def asked(folder: Path, outcomes: Sequence[str] = ("fear",), **options: Any) -> Sensitivity:
    """The answer, at four trajectories and eight base points of two runs unless something else is said."""
    small: dict[str, Any] = {"trajectories": 4, "points": 8, "keep": 2, "runs": 2}
    return sensitivity(SHORT, outcomes, parameters=PARAMETERS, out=folder, **(small | options))
