"""From a plan to a country. In: a plan or its name, and a scale. Out: a country whose arrays cannot be written to."""

from __future__ import annotations

from functools import lru_cache

from numpy.typing import NDArray

from politburo.country.countries import country_plan
from politburo.country.country import Country, Links
from politburo.country.households import build_households, check_households, households_at
from politburo.country.plan import TASKS, CountryPlan
from politburo.country.posts import build_posts, circle_sizes, first_holders
from politburo.terms.errors import UsageError


def build(country: str | CountryPlan, scale: float = 1.0, households: int | None = None) -> Country:
    """Build a country from its plan or by its name, once for all who ask for the same.

    The scale (0 < scale ≤ 1) thins households and the ranks below the top ones, which stay one to one. With a number of
    `households` there are so many, whatever the scale; fewer people stand behind each of more. Raises UsageError for a
    name, a scale or a number that cannot be built, CountryError for files with errors.
    """
    return built(country_plan(country), scale, households)


@lru_cache(maxsize=4)
def built(plan: CountryPlan, scale: float, households: int | None) -> Country:
    """The country of a plan, built once. Raises UsageError as `build`."""
    if not 0.001 <= scale <= 1:
        raise UsageError(f"The scale is {scale}; it must lie between 0.001 and 1.")
    if households is None:
        households = households_at(plan, scale)
    else:
        check_households(plan, households)
    posts = build_posts(plan, scale)
    country = Country(
        name=plan.name,
        title=plan.title,
        provinces=tuple(p.name for p in plan.provinces),
        organs=tuple(organ.name for organ in plan.organs),
        ranks=tuple(rank.name for rank in plan.ranks),
        **{task: plan.organs_that(task) for task in TASKS},
        top_ranks=plan.top_ranks,
        scale=scale,
        posts=posts,
        people=first_holders(plan, posts),
        households=build_households(plan, households),
        circle_sizes=circle_sizes(plan, scale),
        whole_sizes=circle_sizes(plan),
    )
    freeze(country)
    return country


def freeze(country: Country) -> None:
    """Make all arrays of a country read-only: it is shared by all runs."""
    _freeze(
        country.circle_sizes, country.whole_sizes, country.weights, *country.posts, *country.people, *country.households
    )


def _freeze(*parts: NDArray | Links) -> None:
    for part in parts:
        if isinstance(part, Links):
            _freeze(*part)
        else:
            part.setflags(write=False)
