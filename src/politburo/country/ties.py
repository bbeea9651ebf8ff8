"""Building ties: symmetric, of one degree for all, mostly within a community and near in memory, some far.

Ties are made of rings: all agents in some order, each tied to the one before and the one after. An order that is
shuffled a little within communities gives ties that are near; the few who are put anywhere in it get far ties, and so
do their new neighbours. A table of one degree is read much faster than rows of unlike length.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from politburo.country.country import F64, I32, U8, Links
from politburo.country.draws import uniforms
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel


def compressed(rows: I32, ends: I32, count: int) -> Links:
    """Links from row numbers and ends; within a row in the order given."""
    order = np.argsort(rows, kind="stable")
    starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=count), out=starts[1:])
    return Links(starts, ends[order].astype(np.int32))


def starts_of_runs(keys: I32 | U8) -> I32:
    """Where each run of equal keys starts, with the end as last entry."""
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return np.concatenate([[0], changes, [len(keys)]]).astype(np.int32)


def ties(community: I32 | U8, degree: int, far_share: float, reach: int, purpose: Purpose) -> I32:
    """Ends of the ties of each agent (n, degree), for agents in order of community (n,); degree is even, n at least 3.

    `reach` is how many places near ties reach at most, `far_share` the share of ties that lead anywhere.
    """
    n, starts = len(community), starts_of_runs(community)
    table = np.empty((n, degree), np.int32)
    for k in range(degree // 2):
        place = _places(starts, far_share, reach, purpose, 3 * k)
        _tie(table, 2 * k, in_order_of(place))
    return table


def _places(starts: I32, far_share: float, reach: int, purpose: Purpose, channel: int) -> F64:
    """Where each agent stands in one ring (n,)."""
    n = int(starts[-1])
    place = uniforms(n, purpose, channel).astype(np.float64)
    place *= reach
    for first, last in pairwise(starts.tolist()):
        # Who would slip out at the end of his community comes in again at its start; reach may exceed its size.
        step = place[first:last]
        step += np.arange(last - first)
        np.mod(step, last - first, out=step)
        step += first
    moved = uniforms(n, purpose, channel + 1) < far_share / 2
    place[moved] = n * uniforms(n, purpose, channel + 2)[moved].astype(np.float64)
    return place


def in_order_of(place: F64) -> I32:
    """Agents in order of their places, which lie from 0 to their number n (n,); of one place in their own order."""
    order = np.empty(len(place), np.int32)
    _sort(place, np.zeros(len(place) + 1, np.int32), order)
    return order


@kernel
def _sort(place: F64, ends: I32, order: I32) -> None:
    """Agents by the whole number of their places, and then by the places: most are near where they end up.

    `ends` (n + 1,) are zeros: how many places lie below each whole number.
    """
    n = len(place)
    for i in range(n):
        ends[min(np.int64(place[i]), n - 1) + 1] += 1
    for k in range(n):
        ends[k + 1] += ends[k]
    for i in range(n):
        whole = min(np.int64(place[i]), n - 1)
        order[ends[whole]] = i
        ends[whole] += 1
    for k in range(1, n):
        agent, at = order[k], k
        while at > 0 and place[order[at - 1]] > place[agent]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = agent


@kernel
def _tie(table: I32, column: int, order: I32) -> None:
    """Tie each agent to his two neighbours in the order, which closes to a ring, in two columns of the table."""
    n = len(order)
    for k in range(n):
        table[order[k], column] = order[k - 1]
        table[order[k], column + 1] = order[k + 1 - n]
