"""Building the households: persons of working age by province and sex, each standing for a number of people.

    readiness = access of the province · factor of the sex · factor of the age
    aptitude  = spread of markets in the province · log-normal draw with median 1

The factor of the age is 1 up to 35 years and falls by 0.03 a year to a quarter. Kin abroad at the start are in
proportion to access.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, Households
from politburo.country.draws import lognormals, uniforms
from politburo.country.plan import CountryPlan
from politburo.country.posts import apportion, starts_of_runs
from politburo.country.ties import ties
from politburo.numerics.chance import Purpose

APTITUDE_SPREAD = 0.8  # assumed: some gain marginally from markets, others drastically
DEPENDENCE = (0.3, 0.7)  # assumed: dependence on the ration is uniform from 0.3 to 1.0
KIN_ABROAD = 0.02  # assumed: share of kin abroad at the start in a province with an open border
YOUNG, OLD = 20.0, 60.0  # working age


def build_households(plan: CountryPlan, scale: float) -> Households:
    """The households of a plan, thinned by `scale`; their weights rise accordingly."""
    people = [
        (p, s, (plan.provinces[p].women, plan.provinces[p].men)[s]) for p in range(len(plan.provinces)) for s in (0, 1)
    ]
    wanted = max(round(plan.households * scale), 4 * len(people))
    shares = apportion(wanted, [float(cell[2]) for cell in people])
    # Nobody is left out: where people live there is a household, however thin the country.
    counts = [max(share, min(cell[2], 1)) for cell, share in zip(people, shares, strict=True)]
    total = sum(counts)
    province = np.repeat(np.array([cell[0] for cell in people], np.uint8), counts)
    sex = np.repeat(np.array([cell[1] for cell in people], np.uint8), counts)
    weight = np.repeat(
        np.array([cell[2] / max(count, 1) for cell, count in zip(people, counts, strict=True)], np.float32), counts
    )
    order = np.lexsort((uniforms(total, Purpose.SEX), province))
    province, sex, weight = province[order], sex[order], weight[order]
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
        kin=ties(province.astype(np.int32), plan.kin, 0.1, 30, Purpose.KIN),
        blocks=starts_of_runs(province.astype(np.int32)),
    )


def _by_age(age: F32) -> F32:
    """Readiness to leave by age: full to 35, falling to a quarter at 60 (assumed: most who arrive are young)."""
    return np.clip(np.float32(1) - np.float32(0.03) * (age - np.float32(35)), np.float32(0.25), np.float32(1))
