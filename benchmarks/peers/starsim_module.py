"""Rumour and fear in Starsim: a module with states of its own, in a simulation that has nothing else."""

# pyright: reportMissingImports=false
from __future__ import annotations

import numpy as np
import starsim as ss
from benchmark import World, report


class RumourAndFear(ss.Module):
    """Fear, loyalty and exits of all agents."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.define_states(ss.FloatArr("fear"), ss.FloatArr("loyalty"), ss.BoolState("exited", default=False))
        self.draws = ss.random()

    def init_post(self) -> None:
        super().init_post()
        self.fear[:] = self.world.fear
        self.loyalty[:] = self.world.loyalty

    def step(self) -> None:
        mean = self.fear.values[self.world.ties].mean(axis=1)
        fear = 0.9 * self.fear.values + 0.1 * mean + 0.001
        loyalty = self.loyalty.values + 0.01 * (0.5 - fear)
        self.fear[:] = fear
        self.loyalty[:] = loyalty
        uniforms = self.draws.rvs(len(fear))
        self.exited[uniforms < 1 / (1 + np.exp(6 - 4 * fear + 3 * loyalty))] = True


class Country:
    """A simulation of that module alone."""

    def __init__(self, world: World, steps: int) -> None:
        self.module = RumourAndFear(world)
        self.sim = ss.Sim(
            modules=self.module,
            n_agents=len(world.fear),
            start=0,
            dur=steps - 1,
            rand_seed=2,
            verbose=0,
            copy_inputs=False,
        )
        self.sim.init()

    def run(self) -> None:
        self.sim.run()

    def share(self) -> float:
        return float(self.module.exited.values.mean())


if __name__ == "__main__":
    report(Country, "starsim", "numpy")
