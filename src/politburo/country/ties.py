"""Building ties: symmetric, of one degree for all, mostly within a community and near in memory, some far.

Ties are made of rings: all agents in some order, each tied to the one before and the one after. An order that is
shuffled a little within communities gives ties that are near; the few who are put anywhere in it get far ties, and so
do their new neighbours. A table of one degree is read much faster than rows of unlike length.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import I32, Links
from politburo.country.draws import uniforms
from politburo.numerics.chance import Purpose


def compressed(rows: I32, ends: I32, count: int) -> Links:
    """Links from row numbers and ends; within a row in the order given."""
    order = np.argsort(rows, kind="stable")
    starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=count), out=starts[1:])
    return Links(starts, ends[order].astype(np.int32))


def ties(community: I32, degree: int, far_share: float, reach: int, purpose: Purpose) -> I32:
    """Ends of the ties of each agent (n, degree), for agents in order of community (n,); degree is even, n at least 3.

    `reach` is how many places near ties reach at most, `far_share` the share of ties that lead anywhere.
    """
    rings = [_ring(community, far_share, reach, purpose, 3 * k) for k in range(degree // 2)]
    return np.ascontiguousarray(np.concatenate(rings, axis=1))


def _ring(community: I32, far_share: float, reach: int, purpose: Purpose, channel: int) -> I32:
    """The two neighbours of each agent in one ring (n, 2)."""
    n = len(community)
    first = np.searchsorted(community, community, "left")
    last = np.searchsorted(community, community, "right")
    step = np.arange(n) - first + reach * uniforms(n, purpose, channel).astype(np.float64)
    # Who would slip out at the end of his community comes in again at its start; reach may exceed its size.
    place = first + np.mod(step, last - first)
    moved = uniforms(n, purpose, channel + 1) < far_share / 2
    place[moved] = n * uniforms(n, purpose, channel + 2)[moved].astype(np.float64)
    order = np.argsort(place, kind="stable").astype(np.int32)
    neighbours = np.empty((n, 2), np.int32)
    neighbours[order, 0], neighbours[order, 1] = np.roll(order, 1), np.roll(order, -1)
    return neighbours
