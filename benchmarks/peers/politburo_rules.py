"""Rumour and fear with politburo's own numerics: its compiled loops, its exponential and its chance.

A gather and the arithmetic are separate passes, indices are unsigned and loops start at 0, as in the month.
"""

from __future__ import annotations

import numpy as np
from benchmark import NEIGHBOURS, World, report
from numpy.typing import NDArray

from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose, fill_uniforms
from politburo.numerics.compile import kernel

f = np.float32
EACH = f(1 / NEIGHBOURS)
KEPT, HEARD, RISE = f(0.9), f(0.1), f(0.001)
RATE, HALF = f(0.01), f(0.5)
BASE, OF_FEAR, OF_LOYALTY = f(6), f(4), f(3)
SEED = 2

BYTES = {
    "listen": NEIGHBOURS * (4 + 4) + 4,
    "fill_uniforms": 4,
    "act": 2 * 4 + 2 * 4 + 2 * 1 + 4 + 4,
}
"""Bytes of an agent that each pass reads or writes in a step: ties and the fears they lead to, and what was heard;
uniforms; fear, loyalty and exit, read and written, what was heard and the uniform."""


@kernel
def listen(heard: NDArray[np.float32], fear: NDArray[np.float32], ties: NDArray[np.int32]) -> None:
    """The mean of what those feared whom each agent trusts, ties (8, n): a gather and nothing else."""
    first, second, third, fourth, fifth, sixth, seventh, eighth = ties
    for i in range(len(heard)):
        a = fear[np.uint32(first[i])] + fear[np.uint32(second[i])]
        b = fear[np.uint32(third[i])] + fear[np.uint32(fourth[i])]
        c = fear[np.uint32(fifth[i])] + fear[np.uint32(sixth[i])]
        d = fear[np.uint32(seventh[i])] + fear[np.uint32(eighth[i])]
        heard[i] = EACH * ((a + b) + (c + d))


@kernel
def act(
    fear: NDArray[np.float32], loyalty: NDArray[np.float32], exited: NDArray[np.int8], heard: NDArray[np.float32],
    uniforms: NDArray[np.float32],
) -> None:  # fmt: skip
    """Fear, loyalty and exits."""
    for i in range(len(fear)):
        felt = KEPT * fear[i] + HEARD * heard[i] + RISE
        loyal = loyalty[i] + RATE * (HALF - felt)
        fear[i], loyalty[i] = felt, loyal
        exited[i] |= uniforms[i] < logistic(OF_FEAR * felt - OF_LOYALTY * loyal - BASE)


class Agents:
    """Columns of all agents, and working memory."""

    def __init__(self, world: World, steps: int) -> None:
        self.ties, self.fear, self.loyalty = np.ascontiguousarray(world.ties.T), world.fear, world.loyalty
        self.steps = steps
        self.exited = np.zeros(len(self.fear), np.int8)
        self.heard, self.uniforms = np.empty_like(self.fear), np.empty_like(self.fear)

    def run(self) -> None:
        for step in range(self.steps):
            listen(self.heard, self.fear, self.ties)
            fill_uniforms(self.uniforms, SEED, 0, step, Purpose.CHOOSE)
            act(self.fear, self.loyalty, self.exited, self.heard, self.uniforms)

    def share(self) -> float:
        return float(self.exited.mean())


if __name__ == "__main__":
    report(Agents, "politburo", "numpy", "numba", bytes=sum(BYTES.values()))
