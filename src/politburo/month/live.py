"""Live: households earn, believe, are aggrieved and afraid, and leave when they wish to and can.

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
    fear       → r / (1 + r),    r = horizon · (punishment · surveillance · (1 + in_campaigns · campaign)
                 · (1 + watched · kin) + purges · k / (k + half))
    talk       = exp(−chill · surveillance · fear)

Belief, grievance, confidence and fear go part of the way (→) in a month; k purges of the top rank and n flights of
cadres are last month's, with the cases that outsiders publish among the purges. A poor harvest is felt by those who
live by the market too: food is dearer, and they buy less of it (Haggard & Noland 2007). Who doubts that things last
saves more, in foreign money (Giavazzi & McMahon 2012; Mun & Jung 2017). Markets are tolerated and politics is not: talk
does not depend on them.

Whoever would leave (terms.hazards.departure) has to pay a broker, who asks for more where the border is guarded and
where many ask for him (Gathmann 2008), and lends, to women above all, since they repay him after arrival (Friebel &
Guriev 2006). Relatives abroad pay, too (McKenzie & Rapoport 2007).

    log price  = log base − enforcement · log(1 − border control) + demand · log(asked / usual) + error
    can        = funds^k / (funds^k + price^k),    funds = cash + kin_pay · kin + credit of the sex

`asked` is how many would leave this month if they could pay, `usual` what it was before, fading; errors fade as well,
and their standard deviation is the `spread`. Control of the border enters by the price alone.

A household stands for `weight` people; the expected number who leave is thinned to whole persons. Each is kin abroad
for a number of relatives, a part of them (kin_own) in his own household and the others among its kin. A departure is
news to them alone and shakes their confidence (Pfaff 2006), while a cadre's flight is heard of by all. A part of those
who leave counts as leaving for politics: what fear and discontent are of their wish.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from politburo.country.country import F32, I32, U8, Households, Number
from politburo.month import log
from politburo.month.hazards import each_departure, find_departure
from politburo.month.now import AT_ONCE, Now, draw_all, draw_one
from politburo.month.state import Homes
from politburo.month.unseen import FLIGHTS, unseen
from politburo.numerics.arithmetic import exp, exp64, fade, half_life_factor, logistic, normal
from politburo.numerics.arithmetic import log as logarithm
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel, part
from politburo.numerics.flags import marked
from politburo.numerics.sums import pairwise, total_weighted
from politburo.terms.hazards import ADDEND, HAZARDS
from politburo.terms.hazards.departure import POLITICS
from politburo.terms.levers import Levers
from politburo.terms.parameters import Live

f = np.float32
ONE, ZERO = f(1), f(0)
TINY = f(0.001)
"""Income by which nothing smaller divides."""

DEPART, BROKER = np.int64(Purpose.DEPART), np.int64(Purpose.BROKER)

NO_WAY = 1e6
"""A price, in USD, from which on nobody leaves: there is no way over the border."""

WISHES = np.array([term.part == ADDEND for term in HAZARDS["departure"].terms], np.float32)
POLITICAL = np.array([term.name in POLITICS for term in HAZARDS["departure"].terms], np.float32)
"""Which terms of a departure are wishes, and which of them are political."""

AT_HAND = 8192
"""Households of which all that the passes over them read and write fits into a processor's second cache."""


READS = (
    "posts.rank", "homes.belief", "homes.cash", "homes.confidence", "homes.fear", "homes.grievance",
    "homes.kin_abroad", "households.aptitude", "households.dependence", "households.kin", "households.province",
    "households.readiness", "households.sex", "households.weight", "cases.flight", "cases.in_use", "cases.post",
    "cases.unseen", "regime.administration", "regime.broker_error", "regime.usual_demand", "counts.departures",
    "counts.departures_for_politics",
)  # fmt: skip
WRITES = (
    "homes.belief", "homes.cash", "homes.confidence", "homes.fear", "homes.grievance", "homes.hardship",
    "homes.income", "homes.kin_abroad", "homes.talk", "regime.broker_error", "regime.broker_price",
    "regime.usual_demand", "counts.departures", "counts.departures_for_politics",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def live(now: Now) -> None:
    """Run the month of households."""
    p, levers, homes, households = now.parameters.live, now.levers, now.homes, now.households
    supply = levers.harvest * exp64(p.administration * now.regime.administration[0])
    yielded = levers.market_tolerance * levers.markets * p.market_yield * (1 - p.sanctions_bite * levers.sanctions)
    market = f(yielded / (1 + p.dearness * (1 / supply - 1)))
    purges, flights = news_of(now)
    lost, alarm = f(p.confidence_purge * purges + p.confidence_flight * flights), f(p.punishment_purges * purges)
    here, ours, count = now.some_homes, now.some_households, len(homes.income)
    for start in range(0, count, AT_HAND):
        end = min(start + AT_HAND, count)
        look_at(here, ours, homes, households, start, end)
        fade(here.kin_abroad, f(p.kin_kept))
        earn(here, ours, p, supply, market)
        feel(here, ours, p, market)
        trust(here, p, lost)
        dread(here, p, levers, alarm)
    hazard, could = now.scratch.leavers, now.scratch.could_leave
    find_departure(hazard, now)
    price = asked_price(now, p, total_weighted(hazard, households.weight))
    draws = draw_all(now, DEPART, count)  # also where nobody can leave: no lever changes what is drawn
    if price < NO_WAY:
        could_leave(could, hazard, draws, households.weight)
        flagged = marked(now.scratch.leaving, could)
        leave(now, flagged, draws, f(price))
        depart(now, flagged)


@part
def look_at(here: Any, ours: Any, homes: Homes, households: Households, start: int, end: int) -> None:
    """Make `here` and `ours` views of the homes and households from one to before another, as far as they are read."""
    here.income, here.hardship, here.cash = homes.income[start:end], homes.hardship[start:end], homes.cash[start:end]
    here.belief, here.grievance = homes.belief[start:end], homes.grievance[start:end]
    here.confidence, here.kin_abroad = homes.confidence[start:end], homes.kin_abroad[start:end]
    here.fear, here.talk = homes.fear[start:end], homes.talk[start:end]
    ours.aptitude, ours.dependence = households.aptitude[start:end], households.dependence[start:end]


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
def news_of(now: Now) -> tuple[float, float]:
    """Last month's purges of the top and flights of cadres, each as news that saturates at half a case."""
    cases, half = now.cases, now.parameters.hear.public_half
    purges, flights = now.levers.news_from_outside, 0
    for k in range(cases.in_use[0]):
        if cases.flight[k]:
            flights += 1
        elif now.posts.rank[cases.post[k]] == 0:
            purges += 1.0
    fled = flights + float(pairwise(unseen(now, FLIGHTS)))
    return purges / (purges + half), fled / (fled + half)


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
def dread(homes: Homes, p: Live, levers: Levers, alarm: Number) -> None:
    """Fear goes part of the way to what the risk of punishment makes of it; who is afraid falls silent."""
    usual = f(p.punishment * levers.surveillance * (1 + p.punishment_campaigns * levers.campaign))
    watched, horizon, rate = f(p.watched), f(p.fear_horizon), f(p.fear_rate)
    chill = f(p.talk_chill * levers.surveillance)
    fear, talk, kin = homes.fear, homes.talk, homes.kin_abroad
    for i in range(len(fear)):
        risk = horizon * (usual * (ONE + watched * kin[i]) + alarm)
        fear[i] += rate * (risk / (ONE + risk) - fear[i])
        talk[i] = exp(-chill * fear[i])


@part
def asked_price(now: Now, p: Live, asked: float) -> float:
    """What brokers ask this month, in USD, when so many would leave if they could pay; it is remembered."""
    regime, keep = now.regime, half_life_factor(p.broker_memory)
    usual, error = regime.usual_demand, regime.broker_error
    shock = p.broker_spread * np.sqrt(1 - p.broker_kept * p.broker_kept) * normal(draw_one(now, 0, BROKER))
    error[0] = p.broker_kept * error[0] + shock
    more = logarithm(f(asked / usual[0])) if usual[0] > 0 and asked > 0 else ZERO
    usual[0] = keep * usual[0] + (1 - keep) * asked if usual[0] > 0 else asked
    guarded = -logarithm(f(1 - now.levers.border_control))
    way = p.broker_enforcement * guarded + p.broker_demand * more + error[0]
    regime.broker_price[0] = min(p.broker_base * exp64(way), NO_WAY)
    return regime.broker_price[0]


@part
def could_leave(could: U8, hazard: F32, draws: F32, weight: F32) -> None:
    """Flag where the draw would let somebody leave who can pay: few are left to be looked at."""
    for i in range(len(could)):
        could[i] = weight[i] * hazard[i] + draws[i] >= ONE


@kernel
def leave(now: Now, flagged: int, draws: F32, price: np.float32) -> None:
    """From the hazard of one person who could pay to whole persons who leave this month, for each household flagged."""
    p, s, weight = now.parameters.live, now.scratch, now.households.weight
    steep, asked = f(p.funds_slope), logarithm(price)
    who, funds, leavers = s.leaving[:flagged], s.funds[:flagged], s.leavers
    for k in range(len(who)):
        funds[k] = funds_of(now, who[k])
    for k in range(len(funds)):  # of all of them together, so that the loop is packed
        funds[k] = logistic(steep * (logarithm(funds[k]) - asked))
    for k in range(len(who)):
        i = who[k]
        leavers[i] = f(np.int32(weight[i] * leavers[i] * funds[k] + draws[i]))


@part
def funds_of(now: Now, i: Number) -> Number:
    """What one of a household can pay for the way: its cash, what kin abroad send, and what a broker advances."""
    p, homes = now.parameters.live, now.homes
    credit = f(p.credit_men if now.households.sex[i] else p.credit_women)
    return homes.cash[i] + f(p.kin_pay) * homes.kin_abroad[i] + credit


@kernel
def find_leaving(hazard: F32, now: Now) -> None:
    """The hazard of leaving of one person of each household (h,), as things stand: wish, access and the price."""
    find_departure(hazard, now)
    steep, asked = f(now.parameters.live.funds_slope), logarithm(f(now.regime.broker_price[0]))
    for i in range(len(hazard)):
        hazard[i] *= logistic(steep * (logarithm(f(funds_of(now, i))) - asked))


@kernel
def depart(now: Now, flagged: int) -> None:
    """Leavers become kin abroad for their own household and for its kin, who come to doubt that things last."""
    first, leavers, leaving, count = now.log.count, now.scratch.leavers, now.scratch.leaving, 0
    for k in range(flagged):
        leaving[count] = leaving[k]
        count += leavers[leaving[k]] > ZERO
    for start in range(0, count, AT_ONCE):
        tell_who_left(now, leaving[start : min(start + AT_ONCE, count)])
    homes, households, p = now.homes, now.households, now.parameters.live
    kin, confidence, weight, relatives = homes.kin_abroad, homes.confidence, households.weight, households.kin
    per_leaver, own, shaken = f(p.kin_per_leaver), f(p.kin_own), f(p.confidence_kin)
    for event in range(first, now.log.count):
        i = now.log.rows[event].agent
        left = own * per_leaver * leavers[i] / weight[i]
        kin[i] = min(kin[i] + left, ONE)
        confidence[i] = max(confidence[i] - shaken * left, ZERO)
        for k in range(relatives.shape[1]):
            j = relatives[i, k]
            left = (ONE - own) * per_leaver * leavers[i] / (f(relatives.shape[1]) * weight[j])
            kin[j] = min(kin[j] + left, ONE)
            confidence[j] = max(confidence[j] - shaken * left, ZERO)


@part
def tell_who_left(now: Now, who: I32) -> None:
    """Log those who leave some households, and count them; a part of them leaves for politics."""
    households, counts, leavers, wishes = now.households, now.counts, now.scratch.leavers, now.scratch.terms
    each_departure(now.scratch.combined, wishes, now, who)
    for k in range(len(who)):
        household, persons, province = who[k], leavers[who[k]], households.province[who[k]]
        event = log.add(now.log, log.DEPARTURE, now.month, household)
        row = now.log.rows[event]
        row.province, row.sex, row.persons = province, households.sex[household], np.int32(persons)
        counts.departures[province] += persons
        political, all_of_them = ZERO, ZERO
        for term in range(len(WISHES)):
            political += POLITICAL[term] * wishes[term, k]
            all_of_them += WISHES[term] * wishes[term, k]
        counts.departures_for_politics[province] += persons * political / all_of_them
