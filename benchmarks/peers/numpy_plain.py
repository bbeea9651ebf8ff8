"""Rumour and fear in NumPy, as one writes it."""

from __future__ import annotations

import numpy as np
from benchmark import World, report


class Agents:
    """Columns of all agents."""

    def __init__(self, world: World, steps: int) -> None:
        self.ties, self.fear, self.loyalty = world
        self.steps = steps
        self.exited = np.zeros(len(self.fear), np.int8)
        self.chance = np.random.default_rng(2)

    def run(self) -> None:
        for _ in range(self.steps):
            self.step()

    def step(self) -> None:
        mean = self.fear[self.ties].mean(axis=1)
        self.fear = 0.9 * self.fear + 0.1 * mean + 0.001
        self.loyalty = self.loyalty + 0.01 * (0.5 - self.fear)
        hazard = 1 / (1 + np.exp(6 - 4 * self.fear + 3 * self.loyalty))
        uniforms = self.chance.random(len(self.fear), dtype=np.float32)
        self.exited[uniforms < hazard] = 1

    def share(self) -> float:
        return float(self.exited.mean())


if __name__ == "__main__":
    report(Agents, "numpy")
