"""How much of what is seen between points is chance, and what common seeds and several runs take away of it.

A run has chances of its own: some shift the outcome by the same amount at every point. As every point has the same
runs, such shifts cancel in all differences between points. What does not cancel is how far chance works out differently
from point to point; it goes down with the number of runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from politburo.ask.sensitivity.answers import Answers


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of a variance between points that are chance.

    `share` is that of the means over the runs, with the same runs at every point: about the total index of something
    that does nothing but to let chance work out differently. `alone` is the same for one run at each point and no
    seeds in common. NaN where the means do not vary.
    """

    share: float
    alone: float


def noise(answers: Answers) -> Noise:
    """From whole blocks: the variance of what points and runs do not explain, beside that between the points."""
    values = answers.rows.reshape(-1, answers.rows.shape[2])
    runs = values.shape[1]
    between = float(values.mean(axis=1).var())
    if not between > 0:
        return Noise(float("nan"), float("nan"))
    whole = float(values.var(axis=1, ddof=1).mean())
    left = float((values - values.mean(axis=0)).var(axis=1, ddof=1).mean()) / runs
    return Noise(left / between, whole / (max(between - left, 0.0) + whole))


FEW = 0.05
"""Part of the points that counts as few."""


def held_by_few(answers: Answers) -> float:
    """Share of the variance between the points that the few farthest from the mean hold; NaN where none is.

    It is 0.28 for a normal distribution. Where it is near 1, indices tell what leads to these few and little else.
    """
    means = answers.rows.mean(axis=2).ravel()
    apart = np.sort((means - means.mean()) ** 2)[::-1]
    whole = float(apart.sum())
    return float(apart[: max(1, round(FEW * len(apart)))].sum()) / whole if whole > 0 else float("nan")
