"""Building the households: persons of working age by province and sex, each standing for a number of people.

    readiness = access of the province · factor of the sex · factor of the age
    aptitude  = spread of markets in the province · log-normal draw with median 1

The factor of the age is 1 up to 35 years and falls by 0.03 a year to a quarter. Kin abroad at the start are in
proportion to access.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from politburo.country.country import F32, I32, Households
from politburo.country.draws import lognormals, uniforms
from politburo.country.plan import CountryPlan
from politburo.country.posts import apportion
from politburo.country.ties import in_order_of, starts_of_runs, ties
from politburo.numerics.chance import Purpose
from politburo.terms.bounds import HOUSEHOLDS, more_than_one_each
from politburo.terms.errors import UsageError

APTITUDE_SPREAD = 0.8  # assumed: some gain marginally from markets, others drastically
DEPENDENCE = (0.3, 0.7)  # assumed: dependence on the ration is uniform from 0.3 to 1.0
KIN_ABROAD = 0.02  # assumed: share of kin abroad at the start in a province with an open border
YOUNG, OLD = 20.0, 60.0  # working age


def households_at(plan: CountryPlan, scale: float) -> int:
    """How many households of a plan a scale leaves: four in the mean of each province and sex, at the least."""
    return max(round(plan.households * scale), 4 * len(_cells(plan)))


def _cells(plan: CountryPlan) -> list[tuple[int, int, int]]:
    """Province, sex and number of people of all who are women, or men, of a province."""
    return [(p, s, (one.women, one.men)[s]) for p, one in enumerate(plan.provinces) for s in (0, 1)]


def check_households(plan: CountryPlan, count: int) -> None:
    """Raise UsageError for fewer households than four in the mean of each province and sex, or more than people."""
    HOUSEHOLDS.checked(count)
    cells = _cells(plan)
    if count < 4 * len(cells):
        raise UsageError(f"{count:,} households are too few for {plan.name!r}; at least {4 * len(cells)} are needed.")
    if said := more_than_one_each(count, sum(cell[2] for cell in cells), plan.name):
        raise UsageError(f"{said[0].upper()}{said[1:]}.")


def build_households(plan: CountryPlan, count: int) -> Households:
    """So many households of a plan; the people for whom each stands, its weight, are the fewer the more there are."""
    people = _cells(plan)
    shares = apportion(count, [float(cell[2]) for cell in people])
    # Nobody is left out: where people live there is a household, however thin the country.
    counts = [max(share, min(cell[2], 1)) for cell, share in zip(people, shares, strict=True)]
    total = sum(counts)
    province = np.repeat(np.array([cell[0] for cell in people], np.uint8), counts)
    blocks = starts_of_runs(province)
    order = _mixed(blocks)
    sex = np.repeat(np.array([cell[1] for cell in people], np.uint8), counts)[order]
    weight = np.repeat(
        np.array([cell[2] / max(number, 1) for cell, number in zip(people, counts, strict=True)], np.float32), counts
    )[order]
    del order
    age = np.float32(YOUNG) + np.float32(OLD - YOUNG) * uniforms(total, Purpose.AGE)
    access = np.array([p.border_access for p in plan.provinces], np.float32)[province]
    markets = np.array([p.markets for p in plan.provinces], np.float32)[province]
    by_sex = np.array([plan.women_exit, plan.men_exit], np.float32)[sex]
    return Households(
        province=province,
        sex=sex,
        age=age,
        weight=weight,
        aptitude=markets * lognormals(total, APTITUDE_SPREAD, Purpose.APTITUDE),
        dependence=np.float32(DEPENDENCE[0]) + np.float32(DEPENDENCE[1]) * uniforms(total, Purpose.DEPENDENCE),
        readiness=access * by_sex * _by_age(age),
        kin_abroad=np.float32(KIN_ABROAD) * access,
        kin=ties(province, plan.kin, 0.1, 30, Purpose.KIN),
        blocks=blocks,
    )


def _mixed(blocks: I32) -> I32:
    """Households in an order by which women and men mix within their provinces, whose starts are `blocks`."""
    place = uniforms(int(blocks[-1]), Purpose.SEX).astype(np.float64)
    for first, last in pairwise(blocks.tolist()):
        place[first:last] *= last - first
        place[first:last] += first
    return in_order_of(place)


def _by_age(age: F32) -> F32:
    """Readiness to leave by age: full to 35, falling to a quarter at 60 (assumed: most who arrive are young)."""
    return np.clip(np.float32(1) - np.float32(0.03) * (age - np.float32(35)), np.float32(0.25), np.float32(1))
