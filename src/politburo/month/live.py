"""Live: households earn, believe, are aggrieved, and leave when they wish to and can.

    income     = ration · harvest · dependence + m · markets · yield · (1 − bite · sanctions) / price · aptitude
                 + remittance · kin,    price = 1 + dearness · (1 / harvest − 1)
    hardship   = σ(slope · (1 − income))
    cash       ← kept · cash + saving · (1 + precaution · (1 − confidence)) · subsistence in USD
                 · max(income − survival_income, 0)
    belief     → belief_base − belief_market · part of income that the market yields
                 − belief_hardship · hardship
    grievance  → grievance_hardship · hardship + grievance_disbelief · (1 − belief)
    confidence → floor + (1 − floor) · belief,  less what news takes: purge · k / (k + half) + flight · n / (n + half),
                 and less what each loses by kin who left: kin · share of kin who left this month
    wish       = want · hardship + (watched · surveillance + call) · kin abroad
    hazard     = rate · readiness · (1 − border control) · r / (1 + r) · wish,    r = cash / (advance · broker's price)

Belief, grievance and confidence go part of the way (→) in a month; k purges of the top rank and n flights of cadres
are last month's. A poor harvest is felt by those who live by the market too: food is dearer, and they buy less of it
(Haggard & Noland 2007). Who doubts that things last saves more, in foreign money (Giavazzi & McMahon 2012; Mun & Jung
2017). Readiness is access, sex and age. Because leaving takes cash, prosperity can raise exit as well as lower it, and
a poor harvest raises it at first and lowers it once savings are spent (Hirschman 1993; fight-or-flight report).

A household stands for `weight` people; the expected number who leave is thinned to whole persons. Each is kin abroad
for a number of relatives, a part of them (kin_own) in his own household and the others among its kin; such ties fade. A
departure is news to them alone and shakes their confidence (Pfaff 2006), while a cadre's flight is heard of by all.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32
from politburo.month.now import Now
from politburo.month.unseen import FLIGHTS, unseen
from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel

ONE, ZERO = np.float32(1), np.float32(0)


@kernel
def earn(
    income: F32, hardship: F32, cash: F32, confidence: F32, dependence: F32, aptitude: F32, kin: F32,
    ration: np.float32, market: np.float32, remittance: np.float32, slope: np.float32, survival: np.float32,
    saved_usd: np.float32, precaution: np.float32, kept: np.float32,
) -> None:  # fmt: skip
    """Income from ration, market and kin abroad; hardship; cash saved, more of it where confidence is low."""
    for i in range(len(income)):
        earned = ration * dependence[i] + market * aptitude[i] + remittance * kin[i]
        income[i] = earned
        hardship[i] = logistic(slope * (ONE - earned))
        wary = ONE + precaution * (ONE - confidence[i])
        cash[i] = kept * cash[i] + saved_usd * wary * max(earned - survival, ZERO)


@kernel
def feel(
    belief: F32, grievance: F32, income: F32, hardship: F32, aptitude: F32, market: np.float32, base: np.float32,
    by_market: np.float32, by_hardship: np.float32, rate: np.float32, pain: np.float32, doubt: np.float32,
    quick: np.float32,
) -> None:  # fmt: skip
    """Belief and grievance go part of the way to their targets."""
    for i in range(len(belief)):
        reliance = market * aptitude[i] / (income[i] + np.float32(0.001))
        target = base - by_market * reliance - by_hardship * hardship[i]
        belief[i] += rate * (min(max(target, ZERO), ONE) - belief[i])
        target = pain * hardship[i] + doubt * (ONE - belief[i])
        grievance[i] += quick * (min(target, ONE) - grievance[i])


@kernel
def trust(confidence: F32, belief: F32, floor: np.float32, recovery: np.float32, lost: np.float32) -> None:
    """Confidence in stability recovers toward what belief supports and loses what the month's news takes."""
    for i in range(len(confidence)):
        goal = floor + (ONE - floor) * belief[i]
        gained = confidence[i] + recovery * (goal - confidence[i])
        confidence[i] = max(gained - lost, ZERO)


@kernel
def leave(
    leavers: F32, draws: F32, weight: F32, readiness: F32, hardship: F32, kin: F32, cash: F32, rate: np.float32,
    advance: np.float32, want: np.float32, pull: np.float32,
) -> None:  # fmt: skip
    """Whole persons who leave this month, as a number per household."""
    for i in range(len(leavers)):
        r = cash[i] / advance
        wish = want * hardship[i] + pull * kin[i]
        expected = weight[i] * rate * readiness[i] * wish * (r / (ONE + r))
        leavers[i] = np.float32(np.int32(expected + draws[i]))


@kernel
def forget_kin(kin: F32, kept: np.float32) -> None:
    """Ties to kin abroad fade."""
    for i in range(len(kin)):
        kin[i] *= kept


@kernel
def tell_kin(
    kin: F32, confidence: F32, leavers: F32, chosen: I32, persons: F32, weight: F32, relatives: I32,
    per_leaver: np.float32, own: np.float32, shaken: np.float32,
) -> int:  # fmt: skip
    """Leavers become kin abroad for their own household and for its kin; returns how many households.

    Their kin come to doubt that things last.
    """
    count = 0
    for i in range(len(kin)):
        if leavers[i] > ZERO:
            chosen[count] = i
            persons[count] = leavers[i]
            count += 1
            left = own * per_leaver * leavers[i] / weight[i]
            kin[i] = min(kin[i] + left, ONE)
            confidence[i] = max(confidence[i] - shaken * left, ZERO)
            for k in range(relatives.shape[1]):
                j = relatives[i, k]
                left = (ONE - own) * per_leaver * leavers[i] / (np.float32(relatives.shape[1]) * weight[j])
                kin[j] = min(kin[j] + left, ONE)
                confidence[j] = max(confidence[j] - shaken * left, ZERO)
    return count


def live(now: Now) -> None:
    """Run the month of households."""
    p, levers, homes, country = now.parameters.live, now.levers, now.state.homes, now.country.households
    f = np.float32
    yielded = levers.market_tolerance * levers.markets * p.market_yield * (1 - p.sanctions_bite * levers.sanctions)
    market = f(yielded / (1 + p.dearness * (1 / levers.harvest - 1)))
    forget_kin(homes.kin_abroad, f(p.kin_kept))
    earn(
        homes.income, homes.hardship, homes.cash, homes.confidence, country.dependence, country.aptitude,
        homes.kin_abroad, f(p.ration * levers.harvest), market, f(p.remittance), f(p.hardship_slope),
        f(p.survival_income),
        f(p.saving * p.subsistence_usd), f(p.precaution), f(p.cash_kept),
    )  # fmt: skip
    feel(
        homes.belief, homes.grievance, homes.income, homes.hardship, country.aptitude, market,
        f(p.belief_base), f(p.belief_market), f(p.belief_hardship), f(p.belief_rate),
        f(p.grievance_hardship), f(p.grievance_disbelief), f(p.grievance_rate),
    )  # fmt: skip
    trust(homes.confidence, homes.belief, f(p.confidence_floor), f(p.confidence_rate), f(_shaken(now)))
    _leave(now)


def _shaken(now: Now) -> float:
    """Confidence lost to last month's news: purges of the top, and cadres' flights, each saturating at half a case."""
    p, cases = now.parameters.live, now.state.cases
    purges = float(np.count_nonzero(now.country.posts.rank[cases.penalised] == 0))
    flights = float(len(cases.fled)) + float(unseen(now, FLIGHTS).sum())
    half = now.parameters.hear.public_half
    return p.confidence_purge * purges / (purges + half) + p.confidence_flight * flights / (flights + half)


def _leave(now: Now) -> None:
    p, levers, homes, country, scratch = (
        now.parameters.live,
        now.levers,
        now.state.homes,
        now.country.households,
        now.scratch,
    )
    f, h = np.float32, country.count
    leavers = scratch.leavers
    leave(
        leavers, now.draw(Purpose.DEPART, h), country.weight, country.readiness, homes.hardship, homes.kin_abroad,
        homes.cash,
        f(p.exit_rate * (1 - levers.border_control)), f(p.advance * levers.broker_price),
        f(p.exit_want), f(p.exit_watched * levers.surveillance + p.exit_call),
    )  # fmt: skip
    chosen, persons = scratch.chosen, scratch.persons
    count = tell_kin(
        homes.kin_abroad, homes.confidence, leavers, chosen, persons, country.weight, country.kin,
        f(p.kin_per_leaver), f(p.kin_own), f(p.confidence_kin),
    )  # fmt: skip
    who = chosen[:count]
    now.log.add(
        "departure",
        now.month,
        who,
        province=country.province[who],
        sex=country.sex[who],
        persons=persons[:count].astype(np.int32),
    )
    now.counts.departures = np.bincount(
        country.province[who], weights=persons[:count], minlength=len(now.country.provinces)
    ).astype(np.float32)
