"""Rumour and fear in JAX on the CPU: all steps in one compiled loop."""

# pyright: reportMissingImports=false
from __future__ import annotations

from functools import cache, partial

import jax
import jax.numpy as jnp
from benchmark import NEIGHBOURS, World, report


def step(ties: jax.Array, _: int, state: tuple[jax.Array, ...]) -> tuple[jax.Array, ...]:
    """One step of all agents; ties (8, n), which is fastest here, and so is the default kind of chance."""
    fear, loyalty, exited, key = state
    key, now = jax.random.split(key)
    fear = 0.9 * fear + 0.1 * fear.at[ties].get(mode="promise_in_bounds").mean(axis=0) + 0.001
    loyalty = loyalty + 0.01 * (0.5 - fear)
    uniforms = jax.random.uniform(now, fear.shape, jnp.float32)
    return fear, loyalty, exited | (uniforms < jax.nn.sigmoid(4 * fear - 3 * loyalty - 6)), key


def start(fear: jax.Array, loyalty: jax.Array) -> tuple[jax.Array, ...]:
    """Fear, loyalty, exits and key before the first step."""
    return fear, loyalty, jnp.zeros(len(fear), jnp.bool_), jax.random.key(2)


@cache
def compiled(count: int, steps: int) -> jax.stages.Compiled:
    """All steps of so many agents, compiled; the state is overwritten."""
    empty = jnp.zeros(count, jnp.float32)

    def all_steps(ties: jax.Array, state: tuple[jax.Array, ...]) -> tuple[jax.Array, ...]:
        return jax.lax.fori_loop(0, steps, partial(step, ties), state)

    ties = jnp.zeros((NEIGHBOURS, count), jnp.int32)
    return jax.jit(all_steps, donate_argnums=1).lower(ties, start(empty, empty)).compile()


class Agents:
    """Arrays of all agents, and the compiled loop."""

    def __init__(self, world: World, steps: int) -> None:
        self.ties = jnp.asarray(world.ties.T.copy())
        self.state = start(jnp.asarray(world.fear), jnp.asarray(world.loyalty))
        self.steps = compiled(len(world.fear), steps)

    def run(self) -> None:
        self.state = jax.block_until_ready(self.steps(self.ties, self.state))

    def share(self) -> float:
        return float(self.state[2].mean())


if __name__ == "__main__":
    report(Agents, "jax", "jaxlib")
