"""Choose: competing hazards over serving, lying low, fleeing and plotting; one draw for each cadre and month.

    serve    = rent · (1 − perks · (1 − o')) · (1 − ruin · F · (1 − compliance · shelter)) + serving · ℓ
    lie low  = low_rent · rent · (1 − ruin · F_low) + low_serving · serving · ℓ − face
    to or from a trivial post: rate · σ(slope · (difference))
    flee     = rate · chance · exp(fear · F + news · (1 − exp(−n)) + outside · gap · e − loyalty · ℓ
                                   − (family · abroad + fate) · k)
    plot     = rate · exp(fear · F + trust · seen + arms · a − surveillance · s − loyalty · ℓ − fate · k)

Neither of the two exceeds a half a month. Shelter is how far those of one's rank who show full loyalty are seen to be
spared (fear). In office one can still save oneself by one's conduct, as far as it shelters: effort is worth what it
adds to the chance to survive, and where nobody is safe whatever his conduct it is worth nothing (Montagnes & Wolton
2019).

o' is openness toward acquaintances: office is worth less where nobody talks. The chance to flee is 1 in a post abroad;
at home it is the access of the province to an open border, less border control. Family k at home holds back those who
are posted abroad, as hostages; those at home take it along (hazard form: Reuter & Szakonyi 2019; outside option:
Zakharov 2016).
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, U8, Posts
from politburo.month import log
from politburo.month.hazards import MOST_CHOICE, flight_pushes, held_back, plot_pushes, way_out
from politburo.month.now import Now, Scratch, draw_all
from politburo.month.penalise import A_FLIGHT, add_case
from politburo.month.reasons import tell_flight, tell_plot
from politburo.month.state import FLED, HELD, LYING_LOW, PLOTTING, SERVING, Cadres, Regime
from politburo.month.unseen import FLIGHTS, expect
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.numerics.flags import marked
from politburo.terms.levers import Levers
from politburo.terms.parameters import Choose, Fear

f = np.float32
ZERO, ONE = f(0), f(1)
CHOOSE = np.int64(Purpose.CHOOSE)


@kernel
def choose(now: Now) -> None:
    """Every cadre serves, lies low, flees or plots; flights are logged and leave their posts vacant."""
    p, levers, cadres, posts, s = now.parameters.choose, now.levers, now.cadres, now.posts, now.scratch
    not_in_hand(s.helpless, posts, now.regime, p)
    compare(s, cadres, posts, p, now.parameters.fear, levers)
    tempt(s.flees, cadres, posts, p, levers)
    incite(s.plots, cadres, posts, p, levers)
    begins = s.flags
    decide(cadres.standing, s.vacant, begins, draw_all(now, CHOOSE, len(begins)), s, f(p.plot_dropped))
    now.cases.in_use[0] = 0
    now.cases.unseen[:] = 0
    for k in range(marked(s.chosen, s.vacant)):
        post = s.chosen[k]
        event = log.add_of_post(now.log, log.FLIGHT, now.month, posts, post, cadres.person[post])
        tell_flight(now.log, event, s.flees[post], post, cadres, posts, p, levers)
        now.counts.flights[posts.circle[post]] += ONE
        add_case(now.cases, post, A_FLIGHT, cadres.displayed_loyalty[post])
    for k in range(marked(s.chosen, begins)):
        post = s.chosen[k]
        event = log.add_of_post(now.log, log.PLOT, now.month, posts, post, cadres.person[post])
        tell_plot(now.log, event, s.plots[post], post, cadres, posts, p, levers)
    expect(now, FLIGHTS, s.flees)


@kernel
def not_in_hand(helpless: F32, posts: Posts, regime: Regime, p: Choose) -> None:
    """Share of his fear that one in office cannot help by his conduct, as it is seen in his rank."""
    compliance = f(p.compliance)
    rank, shelter = posts.rank, regime.shelter
    for i in range(len(helpless)):
        helpless[i] = ONE - compliance * shelter[np.uint32(rank[i])]


@kernel
def compare(scratch: Scratch, cadres: Cadres, posts: Posts, p: Choose, of_fear: Fear, levers: Levers) -> None:
    """Hazard of moving to a trivial post, or back from one."""
    rents, perks, ruin, worth, low_rent = f(levers.rents), f(p.perks), f(p.ruin), f(p.serving), f(p.low_rent)
    low_worth, face, low_profile = f(p.low_serving), f(p.low_face), f(of_fear.low_profile)
    slope, rate = f(p.low_slope), f(p.low_rate)
    moves, helpless, rent, standing = scratch.moves, scratch.helpless, posts.rent, cadres.standing
    fear, private_loyalty, openness = cadres.fear, cadres.private_loyalty, cadres.openness_acquaintances
    for i in range(len(moves)):
        living = rents * rent[i]
        alone = ONE - perks * (ONE - openness[i])
        lies_low = standing[i] == LYING_LOW
        prominent = fear[i] / low_profile if lies_low else fear[i]
        hidden = fear[i] if lies_low else fear[i] * low_profile
        serve = living * alone * (ONE - ruin * helpless[i] * min(prominent, ONE)) + worth * private_loyalty[i]
        low = low_rent * living * (ONE - ruin * hidden) + low_worth * worth * private_loyalty[i] - face
        gain = serve - low if lies_low else low - serve
        moves[i] = rate * logistic(slope * gain)


@kernel
def tempt(flees: F32, cadres: Cadres, posts: Posts, p: Choose, levers: Levers) -> None:
    """Hazard of flight."""
    open_border, rate = f(p.flee_inland * (1 - levers.border_control)), f(p.flee_rate)
    by_fear, by_news, by_gap = f(p.flee_fear), f(p.flee_news), f(p.flee_outside * levers.neighbour_lead)
    by_loyalty, by_family, by_fate = f(p.flee_loyalty), f(p.flee_family), f(p.fate)
    fear, flights, private_loyalty, family = (
        cadres.fear, cadres.flights_heard, cadres.private_loyalty, cadres.family
    )  # fmt: skip
    abroad, access, exposure = posts.abroad, posts.access, posts.exposure
    for i in range(len(flees)):
        chance = way_out(abroad[i], access[i], open_border)
        afraid, told, tempted, loyal = flight_pushes(
            fear[i], flights[i], exposure[i], private_loyalty[i], by_fear, by_news, by_gap, by_loyalty
        )
        push = afraid + told + tempted - loyal - held_back(abroad[i], family[i], by_family, by_fate)
        flees[i] = min(rate * chance * exp(push), MOST_CHOICE)


@kernel
def incite(plots: F32, cadres: Cadres, posts: Posts, p: Choose, levers: Levers) -> None:
    """Hazard of starting to plot."""
    rate, watched = f(p.plot_rate), f(p.plot_surveillance * levers.surveillance)
    by_fear, by_trust, by_arms, by_loyalty, by_fate = (
        f(p.plot_fear), f(p.plot_trust), f(p.plot_arms), f(p.plot_loyalty), f(p.fate)
    )  # fmt: skip
    fear, private_loyalty, seen, arms, family = (
        cadres.fear, cadres.private_loyalty, cadres.seen, posts.arms, cadres.family
    )  # fmt: skip
    for i in range(len(plots)):
        afraid, trusting, armed, loyal, bound = plot_pushes(
            fear[i], private_loyalty[i], seen[i], arms[i], family[i], by_fear, by_trust, by_arms, by_loyalty, by_fate
        )
        plots[i] = min(rate * exp(afraid + trusting + armed - watched - loyal - bound), MOST_CHOICE)


@kernel
def decide(standing: U8, outcome: U8, begins: U8, draws: F32, scratch: Scratch, dropped: np.float32) -> None:
    """One draw decides: low ones make flight, then plotting or giving it up; high ones lying low or coming back.

    Those who flee are flagged in `outcome`, those who begin to plot in `begins`.
    """
    flees, plots, moves = scratch.flees, scratch.plots, scratch.moves
    for i in range(len(standing)):
        u, at = draws[i], standing[i]
        outcome[i] = FLED if u < flees[i] else HELD
        begins[i] = (at == SERVING) & (u >= flees[i]) & (u < flees[i] + plots[i])
        if u >= flees[i]:
            if at == PLOTTING:
                if u < flees[i] + dropped:
                    standing[i] = SERVING
            elif at == SERVING and u < flees[i] + plots[i]:
                standing[i] = PLOTTING
            elif u >= ONE - moves[i]:
                standing[i] = LYING_LOW - at
