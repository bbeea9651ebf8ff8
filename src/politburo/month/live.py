"""Live: households earn, believe, are aggrieved, and leave when they wish to and can.

    income     = ration · supply · dependence + m · markets · yield · (1 − bite · sanctions) / price · aptitude
                 + remittance · kin,    price = 1 + dearness · (1 / supply − 1)
    supply     = harvest · exp(administration · competence in administration, as it was last month)
    hardship   = σ(slope · (1 − income))
    cash       ← kept · cash + saving · (1 + precaution · (1 − confidence)) · subsistence in USD
                 · max(income − survival_income, 0)
    belief     → belief_base − belief_market · part of income that the market yields
                 − belief_hardship · hardship
    grievance  → grievance_hardship · hardship + grievance_disbelief · (1 − belief)
    confidence → floor + (1 − floor) · belief,  less what news takes: purge · k / (k + half) + flight · n / (n + half),
                 and less what each loses by kin who left: kin · share of kin who left this month

Belief, grievance and confidence go part of the way (→) in a month; k purges of the top rank and n flights of cadres
are last month's. A poor harvest is felt by those who live by the market too: food is dearer, and they buy less of it
(Haggard & Noland 2007). Who doubts that things last saves more, in foreign money (Giavazzi & McMahon 2012; Mun & Jung
2017).

A household stands for `weight` people; the expected number who leave is thinned to whole persons. Each is kin abroad
for a number of relatives, a part of them (kin_own) in his own household and the others among its kin; such ties fade. A
departure is news to them alone and shakes their confidence (Pfaff 2006), while a cadre's flight is heard of by all.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, Households, Number
from politburo.month import log
from politburo.month.hazards import find_departure
from politburo.month.now import AT_ONCE, HomesStructure, HouseholdsStructure, Now, draw_all
from politburo.month.state import Homes
from politburo.month.unseen import FLIGHTS, unseen
from politburo.numerics.arithmetic import exp64, fade, logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel, part
from politburo.numerics.sums import pairwise
from politburo.terms.parameters import Live

f = np.float32
ONE, ZERO = f(1), f(0)
TINY = f(0.001)
"""Income by which nothing smaller divides."""

DEPART = np.int64(Purpose.DEPART)


READS = (
    "posts.rank", "homes.belief", "homes.cash", "homes.confidence", "homes.grievance", "homes.kin_abroad",
    "households.aptitude", "households.dependence", "households.kin", "households.province",
    "households.readiness", "households.sex", "households.weight", "cases.flight", "cases.in_use", "cases.post",
    "cases.unseen", "counts.departures", "regime.administration",
)  # fmt: skip
WRITES = (
    "homes.belief", "homes.cash", "homes.confidence", "homes.grievance", "homes.hardship", "homes.income",
    "homes.kin_abroad", "counts.departures",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def live(now: Now) -> None:
    """Run the month of households."""
    p, levers, homes, households = now.parameters.live, now.levers, now.homes, now.households
    supply = levers.harvest * exp64(p.administration * now.regime.administration[0])
    yielded = levers.market_tolerance * levers.markets * p.market_yield * (1 - p.sanctions_bite * levers.sanctions)
    market = f(yielded / (1 + p.dearness * (1 / supply - 1)))
    lost, count = f(lost_confidence(now)), len(homes.income)
    for start in range(0, count, AT_ONCE):
        end = min(start + AT_ONCE, count)
        here, ours = some_homes(homes, start, end), some_households(households, start, end)
        fade(here.kin_abroad, f(p.kin_kept))
        earn(here, ours, p, supply, market)
        feel(here, ours, p, market)
        trust(here, p, lost)
    leavers = now.scratch.leavers
    find_departure(leavers, now)
    leave(leavers, draw_all(now, DEPART, len(leavers)), households)
    depart(now, leavers, p)


@part
def some_homes(homes: Homes, start: int, end: int) -> Homes:
    """Homes from one to before another, as views."""
    return HomesStructure(
        homes.income[start:end], homes.hardship[start:end], homes.cash[start:end], homes.belief[start:end],
        homes.grievance[start:end], homes.confidence[start:end], homes.kin_abroad[start:end],
    )  # fmt: skip


@part
def some_households(whole: Households, start: int, end: int) -> Households:
    """Households from one to before another, as views; `blocks` are those of all."""
    return HouseholdsStructure(
        whole.province[start:end], whole.sex[start:end], whole.age[start:end], whole.weight[start:end],
        whole.aptitude[start:end], whole.dependence[start:end], whole.readiness[start:end],
        whole.kin_abroad[start:end], whole.kin[start:end], whole.blocks,
    )  # fmt: skip


@part
def earn(homes: Homes, households: Households, p: Live, supply: float, market: Number) -> None:
    """Income from ration, market and kin abroad; hardship; cash saved, more of it where confidence is low."""
    ration, remittance, slope = f(p.ration * supply), f(p.remittance), f(p.hardship_slope)
    survival, saved_usd = f(p.survival_income), f(p.saving * p.subsistence_usd)
    precaution, kept = f(p.precaution), f(p.cash_kept)
    income, hardship, cash, confidence = homes.income, homes.hardship, homes.cash, homes.confidence
    dependence, aptitude, kin = households.dependence, households.aptitude, homes.kin_abroad
    for i in range(len(income)):
        earned = ration * dependence[i] + market * aptitude[i] + remittance * kin[i]
        income[i] = earned
        hardship[i] = logistic(slope * (ONE - earned))
        wary = ONE + precaution * (ONE - confidence[i])
        cash[i] = kept * cash[i] + saved_usd * wary * max(earned - survival, ZERO)


@part
def feel(homes: Homes, households: Households, p: Live, market: Number) -> None:
    """Belief and grievance go part of the way to their targets."""
    base, by_market, by_hardship, rate = f(p.belief_base), f(p.belief_market), f(p.belief_hardship), f(p.belief_rate)
    pain, doubt, quick = f(p.grievance_hardship), f(p.grievance_disbelief), f(p.grievance_rate)
    belief, grievance, income, hardship = homes.belief, homes.grievance, homes.income, homes.hardship
    aptitude = households.aptitude
    for i in range(len(belief)):
        reliance = market * aptitude[i] / (income[i] + TINY)
        target = base - by_market * reliance - by_hardship * hardship[i]
        belief[i] += rate * (min(max(target, ZERO), ONE) - belief[i])
        target = pain * hardship[i] + doubt * (ONE - belief[i])
        grievance[i] += quick * (min(target, ONE) - grievance[i])


@part
def lost_confidence(now: Now) -> float:
    """Confidence lost to last month's news: purges of the top, and cadres' flights, each saturating at half a case."""
    p, cases, half = now.parameters.live, now.cases, now.parameters.hear.public_half
    purges, flights = 0, 0
    for k in range(cases.in_use[0]):
        if cases.flight[k]:
            flights += 1
        elif now.posts.rank[cases.post[k]] == 0:
            purges += 1
    fled = flights + float(pairwise(unseen(now, FLIGHTS)))
    return p.confidence_purge * purges / (purges + half) + p.confidence_flight * fled / (fled + half)


@part
def trust(homes: Homes, p: Live, lost: Number) -> None:
    """Confidence in stability recovers toward what belief supports and loses what the month's news takes."""
    floor, recovery = f(p.confidence_floor), f(p.confidence_rate)
    confidence, belief = homes.confidence, homes.belief
    for i in range(len(confidence)):
        goal = floor + (ONE - floor) * belief[i]
        gained = confidence[i] + recovery * (goal - confidence[i])
        confidence[i] = max(gained - lost, ZERO)


@part
def leave(leavers: F32, draws: F32, households: Households) -> None:
    """From the hazard of one person to whole persons who leave this month, as a number per household."""
    weight = households.weight
    for i in range(len(leavers)):
        leavers[i] = f(np.int32(weight[i] * leavers[i] + draws[i]))


@kernel
def depart(now: Now, leavers: F32, p: Live) -> None:
    """Leavers become kin abroad for their own household and for its kin, who come to doubt that things last."""
    homes, households = now.homes, now.households
    kin, confidence, weight, relatives = homes.kin_abroad, homes.confidence, households.weight, households.kin
    per_leaver, own, shaken = f(p.kin_per_leaver), f(p.kin_own), f(p.confidence_kin)
    for i in range(len(leavers)):
        if leavers[i] > ZERO:
            event = log.add(now.log, log.DEPARTURE, now.month, i)
            row = now.log.rows[event]
            row.province, row.sex, row.persons = households.province[i], households.sex[i], np.int32(leavers[i])
            now.counts.departures[households.province[i]] += leavers[i]
            left = own * per_leaver * leavers[i] / weight[i]
            kin[i] = min(kin[i] + left, ONE)
            confidence[i] = max(confidence[i] - shaken * left, ZERO)
            for k in range(relatives.shape[1]):
                j = relatives[i, k]
                left = (ONE - own) * per_leaver * leavers[i] / (f(relatives.shape[1]) * weight[j])
                kin[j] = min(kin[j] + left, ONE)
                confidence[j] = max(confidence[j] - shaken * left, ZERO)
