"""The small country is small, and whole."""

import pytest

from politburo.country.example import example
from politburo.terms.words import ORGANS


def test_the_small_country_has_three_thousand_cadres_and_five_thousand_households():
    plan = example()
    assert (sum(plan.posts), plan.households) == (3000, 5000)
    assert len(plan.provinces) == 3


def test_its_organs_are_all_there_and_share_out_every_rank():
    plan = example()
    assert tuple(organ.name for organ in plan.organs) == ORGANS
    for rank in range(4):
        assert sum(organ.shares[rank] for organ in plan.organs) == pytest.approx(1)
