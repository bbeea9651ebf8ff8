"""Run as a program: prints one line for each rule, a hash of its results' bits, whatever processor it compiles for."""

import hashlib

import numpy as np

from politburo.numerics.arithmetic import exp64, half_life_factor
from politburo.numerics.chance import Purpose, fill_uniforms
from tests.numerics.loops import LOOPS, through

STRIDE = 4099  # through the bit patterns of float32: a million of them, of every size and sign


def hashes() -> dict[str, str]:
    patterns = np.arange(0, 2**32, STRIDE, dtype=np.uint64).astype(np.uint32).view(np.float32)
    uniforms = np.empty(100_003, np.float32)
    fill_uniforms(uniforms, seed=20, run=3, month=24_000, purpose=Purpose.WORLD)
    inputs = np.concatenate([patterns[patterns == patterns], uniforms, uniforms * np.float32(64) - np.float32(32)])
    results = {name: through(name, inputs) for name in LOOPS}
    results["fill_uniforms"] = uniforms
    results["exp64"] = np.array([exp64(i / 7) for i in range(-5000, 5000)])
    results["half_life_factor"] = np.array([half_life_factor(i / 4) for i in range(1, 5000)])
    return {name: hashlib.blake2b(values.tobytes(), digest_size=16).hexdigest() for name, values in results.items()}


if __name__ == "__main__":
    for name, digest in hashes().items():
        print(name, digest)
