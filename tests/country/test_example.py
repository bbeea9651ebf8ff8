"""The small country is small, and whole."""

from politburo.country import plan_of
from politburo.country.posts import circle_sizes


def test_the_small_country_has_three_thousand_cadres_and_five_thousand_households():
    plan = plan_of("example")
    assert (circle_sizes(plan).sum(), plan.households) == (3000, 5000)
    assert len(plan.provinces) == 3


def test_it_has_organs_of_every_kind_with_posts_in_every_rank():
    plan = plan_of("example")
    for trait in ("guards", "trades", "serves_abroad"):
        assert sum(getattr(organ, trait) for organ in plan.organs) == 1
    assert (circle_sizes(plan) > 0).all()
