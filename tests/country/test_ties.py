"""Ties are mutual, of one degree, near within communities, and some lead anywhere."""

from collections import Counter

import numpy as np
import pytest

from politburo.country.ties import compressed, in_order_of, ties
from politburo.numerics.chance import Purpose

SIZES = (400, 30, 900, 12, 250)
COMMUNITY = np.repeat(np.arange(len(SIZES), dtype=np.int32), SIZES)
N = len(COMMUNITY)


def crossing(table: np.ndarray) -> float:
    """Share of ties that lead out of the community."""
    return float((COMMUNITY[table] != COMMUNITY[:, None]).mean())


@pytest.mark.parametrize(("degree", "far_share", "reach"), [(2, 0.0, 5), (6, 0.15, 60), (10, 0.5, 400), (4, 1.0, 30)])
def test_a_tie_is_mutual_and_nobody_is_tied_to_himself(degree, far_share, reach):
    table = ties(COMMUNITY, degree, far_share, reach, Purpose.TIE)
    assert table.shape == (N, degree)
    told = Counter((i, int(j)) for i in range(N) for j in table[i])
    assert all(told[j, i] == count for (i, j), count in told.items())
    assert not (table == np.arange(N)[:, None]).any()


@pytest.mark.parametrize("reach", [5, 60, 400])
def test_without_far_ties_only_the_ends_of_communities_lead_out(reach):
    degree = 6
    table = ties(COMMUNITY, degree, 0.0, reach, Purpose.TIE)
    # Each of the three rings passes from one community to the next as often as there are communities.
    assert np.count_nonzero(COMMUNITY[table] != COMMUNITY[:, None]) == 2 * len(SIZES) * degree // 2


@pytest.mark.parametrize("asked", [0.1, 0.3])
@pytest.mark.parametrize("reach", [20, 400])
def test_the_share_of_far_ties_is_the_share_asked_for(asked, reach):
    table = ties(COMMUNITY, 10, asked, reach, Purpose.TIE)
    lead_elsewhere = 1 - sum((size / N) ** 2 for size in SIZES)
    # Two moved in a row share a tie: a moved agent has two far ties, and asked / 2 of them are moved.
    expected = (1 - (1 - asked / 2) ** 2) * lead_elsewhere
    assert crossing(table) == pytest.approx(expected, abs=0.02)


def test_near_ties_are_near():
    table = ties(np.zeros(5000, np.int32), 6, 0.0, 60, Purpose.TIE)
    apart = np.abs(table - np.arange(5000)[:, None])
    assert np.minimum(apart, 5000 - apart).max() <= 60 + 5  # the reach, and the gaps between places in the ring


def test_other_purposes_make_other_ties():
    assert (ties(COMMUNITY, 2, 0.1, 20, Purpose.TIE) != ties(COMMUNITY, 2, 0.1, 20, Purpose.TIE_FAR)).any()


def test_agents_are_put_in_order_of_their_places_and_then_of_their_numbers():
    place = np.random.default_rng(3).integers(0, 4 * N, N) / 4
    assert in_order_of(place).tolist() == np.argsort(place, kind="stable").tolist()


def test_compressed_rows_hold_their_ends_in_the_order_given():
    links = compressed(np.array([2, 0, 2, 2], np.int32), np.array([7, 5, 3, 9], np.int32), 4)
    rows = [links.ends[links.starts[i] : links.starts[i + 1]].tolist() for i in range(4)]
    assert rows == [[5], [], [7, 3, 9], []]
