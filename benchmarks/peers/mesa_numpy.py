"""Rumour and fear in Mesa with NumPy: the model holds the agents as columns, and steps them all at once."""

# pyright: reportMissingImports=false
from __future__ import annotations

import mesa
import numpy as np
from benchmark import World, report


class Country(mesa.Model):
    """All agents, as columns."""

    def __init__(self, world: World, steps: int) -> None:
        super().__init__(rng=2)
        self.length = steps
        self.ties, self.fear, self.loyalty = world
        self.exited = np.zeros(len(self.fear), np.int8)

    def step(self) -> None:
        mean = self.fear[self.ties].mean(axis=1)
        self.fear = 0.9 * self.fear + 0.1 * mean + 0.001
        self.loyalty = self.loyalty + 0.01 * (0.5 - self.fear)
        hazard = 1 / (1 + np.exp(6 - 4 * self.fear + 3 * self.loyalty))
        self.exited[self.rng.random(len(self.fear), dtype=np.float32) < hazard] = 1

    def run(self) -> None:
        for _ in range(self.length):
            self.step()

    def share(self) -> float:
        return float(self.exited.mean())


if __name__ == "__main__":
    report(Country, "mesa", "numpy")
