"""Rumour and fear in NumPy, tuned: no array is allocated in a step, and all agents of a block stay in the cache."""

from __future__ import annotations

import numpy as np
from benchmark import NEIGHBOURS, World, report

BLOCK = 8192
"""Agents whose columns and gathered fears stay in the second cache."""


class Agents:
    """Columns of all agents, and working memory of one block."""

    def __init__(self, world: World, steps: int) -> None:
        # Indices of NumPy's own type are used as they are; others are converted at every use.
        self.ties = np.ascontiguousarray(world.ties.T.astype(np.intp))
        self.fear, self.loyalty = world.fear, world.loyalty
        self.before = np.empty_like(self.fear)
        self.steps = steps
        self.exited = np.zeros(len(self.fear), np.bool_)
        self.chance = np.random.default_rng(np.random.SFC64(2))
        size = min(BLOCK, len(self.fear))
        self.mean, self.gathered, self.odds = (np.empty(size, np.float32) for _ in range(3))
        self.exits = np.empty(size, np.bool_)

    def run(self) -> None:
        for _ in range(self.steps):
            self.fear, self.before = self.before, self.fear
            for start in range(0, len(self.fear), BLOCK):
                self.step(slice(start, min(start + BLOCK, len(self.fear))))

    def step(self, block: slice) -> None:
        size = block.stop - block.start
        mean, gathered, odds, exits = self.mean[:size], self.gathered[:size], self.odds[:size], self.exits[:size]
        fear, loyalty, exited = self.fear[block], self.loyalty[block], self.exited[block]
        f = np.float32
        np.take(self.before, self.ties[0, block], out=mean, mode="clip")
        for k in range(1, NEIGHBOURS):
            np.take(self.before, self.ties[k, block], out=gathered, mode="clip")
            mean += gathered
        mean *= f(0.1 / NEIGHBOURS)
        np.multiply(self.before[block], f(0.9), out=fear)
        fear += mean
        fear += f(0.001)
        # With a change of signs and of factors the hazard takes fewest passes: u < 1 / (1 + e) is u (1 + e) < 1.
        np.multiply(fear, f(-0.01), out=odds)
        odds += f(0.005)
        loyalty += odds
        np.multiply(loyalty, f(3), out=odds)
        np.multiply(fear, f(4), out=gathered)
        odds -= gathered
        odds += f(6)
        np.exp(odds, out=odds)
        odds += f(1)
        self.chance.random(dtype=np.float32, out=gathered)
        odds *= gathered
        np.less(odds, f(1), out=exits)
        exited |= exits

    def share(self) -> float:
        return float(self.exited.mean())


if __name__ == "__main__":
    report(Agents, "numpy")
