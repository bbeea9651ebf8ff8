"""A plan that no country can be built from is refused with the reason."""

from dataclasses import replace

import pytest

from politburo.country import plan_of
from politburo.terms.errors import UsageError

PLAN = plan_of("example")
FIRST, SECOND, *_ = PLAN.ranks


def test_the_ranks_of_the_national_leadership_are_counted():
    assert PLAN.top_ranks == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organs": ()}, "it has 0 organs; there must be 1 to 16"),
        ({"organs": PLAN.organs * 3}, "it has 18 organs; there must be 1 to 16"),
        ({"ranks": (FIRST,)}, "it has 1 ranks; there must be 2 to 6"),
        ({"provinces": PLAN.provinces * 34}, "it has 102 provinces; there must be 1 to 100"),
        ({"organs": (PLAN.organs[0],) * 2}, "two of its organs are called 'party'"),
        ({"ranks": (replace(FIRST, top=False), SECOND)}, "its top ranks must be the first ones, and at least one"),
        ({"ranks": (FIRST, replace(SECOND, top=False), SECOND)}, "two of its ranks are called 'senior/central'"),
        ({"postings": PLAN.postings[:1]}, "there is no post of rank 'senior/central'"),
    ],
)
def test_what_cannot_be_built_is_refused(changes: dict, said: str):
    with pytest.raises(UsageError, match=f"The country 'example' cannot be built: {said}"):
        replace(PLAN, **changes)


def test_top_ranks_are_the_first_ones():
    _, _, third, fourth = PLAN.ranks
    with pytest.raises(UsageError, match="its top ranks must be the first ones"):
        replace(PLAN, ranks=(FIRST, replace(SECOND, top=False), replace(third, top=True), fourth))
