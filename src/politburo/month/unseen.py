"""Unseen: cases among the cadres for whom a simulated one stands.

In a thinned country one cadre stands for several, w of his circle (organ and rank). News saturates: ten cases in a
circle one month after the other are heard of more than ten at once. So it takes the number of cases in the whole
country, and to those that were simulated come

    n ~ Poisson(Σ (w − 1) · hazard)

by circle, drawn when they are heard of. They are news and nothing else: no event, no vacancy, no suspicion. In the
whole country there are none.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, F64
from politburo.month.now import Now
from politburo.numerics.arithmetic import exp64, normal
from politburo.numerics.chance import Purpose, fill_draws
from politburo.numerics.compile import Whole, kernel
from politburo.numerics.sums import sum_groups

PENALTIES, FLIGHTS = np.int64(0), np.int64(1)
"""Rows of what is unseen: penalties are channel 0 of the draws, flights channel 1."""

MANY = 50.0
"""Expected cases from which the normal distribution stands for Poisson's."""

UNSEEN = np.int64(Purpose.UNSEEN)


@kernel
def poisson(numbers: F32, expected: F64, draws: F32) -> None:
    """Whole numbers (k,) with Poisson's distribution about `expected`, each from one uniform draw."""
    for k in range(len(numbers)):
        mean = expected[k]
        if mean > MANY:
            numbers[k] = max(np.rint(mean + np.sqrt(mean) * normal(draws[k])), 0.0)
            continue
        number, chance = 0, exp64(-mean)
        below = chance
        while draws[k] >= below and number < 4 * MANY:
            number += 1
            chance *= mean / number
            below += chance
        numbers[k] = number


@kernel
def expect(now: Now, kind: Whole, hazards: F32) -> None:
    """Add what is to be expected of a month in which each cadre had such a hazard (n,) of a penalty or flight."""
    if now.sizes.thinned:
        sums = now.scratch.by_circle
        sums[:] = 0
        sum_groups(sums, now.posts.blocks, now.posts.circle, hazards)
        for circle in range(len(sums)):
            now.cases.unseen[kind, circle] += (now.sizes.weights[circle] - 1) * sums[circle]


@kernel
def unseen(now: Now, kind: Whole) -> F32:
    """Last month's unseen cases of one kind by circle (circles,), whole numbers, in working memory of that kind."""
    numbers = now.scratch.news[kind]
    numbers[:] = 0
    if now.sizes.thinned:
        draws = now.scratch.uniforms[: len(numbers)]
        fill_draws(draws, now.seed, now.run, now.month, UNSEEN, kind)
        poisson(numbers, now.cases.unseen[kind], draws)
    return numbers
