"""Building ties: symmetric links, mostly within a community and near in memory, some far."""

from __future__ import annotations

import numpy as np

from politburo.country.country import I32, Links
from politburo.country.draws import integers, uniforms
from politburo.numerics.chance import Purpose


def compressed(rows: I32, ends: I32, count: int) -> Links:
    """Links from row numbers and ends; within a row in the order given."""
    order = np.argsort(rows, kind="stable")
    starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=count), out=starts[1:])
    return Links(starts, ends[order].astype(np.int32))


def ties(community: I32, degree: int, far_share: float, reach: int, purpose: Purpose) -> Links:
    """Symmetric ties of mean degree just below `degree` for agents in order of community (n,).

    Each agent draws half of its ties: a share `far_share` of them among all, the rest within `reach` places among its
    community. Ties drawn twice and ties to oneself fall away.
    """
    n = len(community)
    first = np.searchsorted(community, community, "left").astype(np.int32)
    last = np.searchsorted(community, community, "right").astype(np.int32)
    me = np.arange(n, dtype=np.int32)
    low = np.maximum(first, me - reach)
    high = np.minimum(last, me + reach + 1)
    ends = []
    for k in range(degree // 2):
        near = low + integers(n, (high - low).astype(np.int32), purpose, 3 * k)
        far = integers(n, np.full(n, n, np.int32), purpose, 3 * k + 1)
        ends.append(np.where(uniforms(n, purpose, 3 * k + 2) < far_share, far, near))
    other = np.concatenate(ends).astype(np.int64)
    mine = np.tile(me, degree // 2).astype(np.int64)
    pairs = np.unique(np.concatenate([mine * n + other, other * n + mine]))
    rows, columns = pairs // n, pairs % n
    kept = rows != columns
    return compressed(rows[kept].astype(np.int32), columns[kept].astype(np.int32), n)
