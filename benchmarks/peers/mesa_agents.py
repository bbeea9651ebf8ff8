"""Rumour and fear in Mesa, agents as objects: two stages of activation, so that all hear what was felt before."""

# pyright: reportMissingImports=false
from __future__ import annotations

from math import exp

import mesa
from benchmark import NEIGHBOURS, World, report


class Cadre(mesa.Agent):
    """One agent, who knows whom he trusts."""

    def __init__(self, model: mesa.Model, fear: float, loyalty: float) -> None:
        super().__init__(model)
        self.fear, self.loyalty = fear, loyalty
        self.heard = 0.0
        self.exited = False
        self.trusted: list[Cadre] = []

    def listen(self) -> None:
        self.heard = sum([other.fear for other in self.trusted]) / NEIGHBOURS

    def act(self) -> None:
        self.fear = 0.9 * self.fear + 0.1 * self.heard + 0.001
        self.loyalty += 0.01 * (0.5 - self.fear)
        if self.random.random() < 1 / (1 + exp(6 - 4 * self.fear + 3 * self.loyalty)):
            self.exited = True


class Country(mesa.Model):
    """All agents."""

    def __init__(self, world: World, steps: int) -> None:
        super().__init__(rng=2)
        self.length = steps
        cadres = list(Cadre.create_agents(self, len(world.fear), world.fear.tolist(), world.loyalty.tolist()))
        for cadre, ties in zip(cadres, world.ties.tolist(), strict=True):
            cadre.trusted = [cadres[k] for k in ties]

    def step(self) -> None:
        self.agents.do("listen")
        self.agents.do("act")

    def run(self) -> None:
        for _ in range(self.length):
            self.step()

    def share(self) -> float:
        return float(sum(self.agents.get("exited"))) / len(self.agents)


if __name__ == "__main__":
    report(Country, "mesa")
