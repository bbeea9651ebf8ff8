"""Rumour and fear in agentpy: a list of agents, each with a list of those whom he trusts."""

# pyright: reportMissingImports=false
from __future__ import annotations

from math import exp

import agentpy as ap
from benchmark import NEIGHBOURS, World, report


class Cadre(ap.Agent):
    """One agent."""

    def setup(self) -> None:
        self.fear = self.loyalty = self.heard = 0.0
        self.exited = False
        self.trusted = []

    def listen(self) -> None:
        self.heard = sum([other.fear for other in self.trusted]) / NEIGHBOURS

    def act(self) -> None:
        self.fear = 0.9 * self.fear + 0.1 * self.heard + 0.001
        self.loyalty += 0.01 * (0.5 - self.fear)
        if self.model.random.random() < 1 / (1 + exp(6 - 4 * self.fear + 3 * self.loyalty)):
            self.exited = True


class Rumours(ap.Model):
    """All agents."""

    def setup(self) -> None:
        world: World = self.p.world
        self.cadres = ap.AgentList(self, len(world.fear), Cadre)
        self.cadres.fear = ap.AttrIter(world.fear.tolist())
        self.cadres.loyalty = ap.AttrIter(world.loyalty.tolist())
        for cadre, ties in zip(self.cadres, world.ties.tolist(), strict=True):
            cadre.trusted = [self.cadres[k] for k in ties]

    def step(self) -> None:
        self.cadres.listen()
        self.cadres.act()


class Country:
    """A model that is set up, and is run for so many steps."""

    def __init__(self, world: World, steps: int) -> None:
        self.model = Rumours({"world": world, "steps": steps, "seed": 2})
        self.model.sim_setup()

    def run(self) -> None:
        while self.model.running:
            self.model.sim_step()

    def share(self) -> float:
        return sum(self.model.cadres.exited) / len(self.model.cadres)


if __name__ == "__main__":
    report(Country, "agentpy")
