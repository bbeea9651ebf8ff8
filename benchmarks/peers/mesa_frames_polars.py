"""Rumour and fear in mesa-frames: a frame of agents, and a frame of ties that is joined to it."""

# pyright: reportMissingImports=false
from __future__ import annotations

import numpy as np
import polars as pl
from benchmark import NEIGHBOURS, World, report
from mesa_frames import AgentSetPolars, ModelDF


class Cadres(AgentSetPolars):
    """All agents, one row each."""

    def __init__(self, model: ModelDF, world: World) -> None:
        super().__init__(model)
        count = len(world.fear)
        ids = pl.Series("unique_id", np.arange(count), dtype=pl.Int64)
        self.add(pl.DataFrame({"unique_id": ids, "fear": world.fear, "loyalty": world.loyalty, "exited": False}))
        self.ties = pl.DataFrame(
            {"unique_id": np.repeat(np.arange(count), NEIGHBOURS), "other": world.ties.ravel().astype(np.int64)}
        )

    def step(self) -> None:
        heard = (
            self.ties.join(self.agents.select("unique_id", "fear"), left_on="other", right_on="unique_id")
            .group_by("unique_id")
            .agg(pl.col("fear").mean().alias("heard"))
        )
        fear = 0.9 * pl.col("fear") + 0.1 * pl.col("heard") + 0.001
        uniforms = pl.Series("uniforms", self.model.random.random(len(self.agents), dtype=np.float32))
        hazard = 1 / (1 + (6 - 4 * pl.col("fear") + 3 * pl.col("loyalty")).exp())
        self.agents = (
            self.agents.join(heard, on="unique_id", how="left", maintain_order="left")
            .with_columns(uniforms, fear.cast(pl.Float32).alias("fear"))
            .with_columns((pl.col("loyalty") + 0.01 * (0.5 - pl.col("fear"))).cast(pl.Float32).alias("loyalty"))
            .with_columns((pl.col("exited") | (pl.col("uniforms") < hazard)).alias("exited"))
            .drop("heard", "uniforms")
        )


class Country(ModelDF):
    """A model of that set alone."""

    def __init__(self, world: World, steps: int) -> None:
        super().__init__(seed=2)
        self.length = steps
        self.cadres = Cadres(self, world)
        self.agents += self.cadres

    def run(self) -> None:
        for _ in range(self.length):
            self.step()

    def share(self) -> float:
        return float(self.cadres.agents["exited"].mean())


if __name__ == "__main__":
    report(Country, "mesa-frames", "polars", "numpy")
