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

from politburo.country.country import F32, U8
from politburo.month.hazards import MOST_CHOICE, flight_pushes, held_back, plot_pushes, way_out
from politburo.month.now import Now
from politburo.month.reasons import of_flights, of_plots
from politburo.month.state import FLED, HELD, LYING_LOW, PLOTTING, SERVING
from politburo.month.unseen import FLIGHTS, expect
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.numerics.flags import marked

ZERO, ONE = np.float32(0), np.float32(1)


@kernel
def not_in_hand(helpless: F32, rank: U8, by_rank: F32) -> None:
    """Share of his fear that one in office cannot help by his conduct, as it is seen in his rank."""
    for i in range(len(helpless)):
        helpless[i] = by_rank[np.uint32(rank[i])]


@kernel
def compare(
    moves: F32, standing: U8, fear: F32, private_loyalty: F32, rent: F32, openness_acquaintances: F32, helpless: F32,
    rents: np.float32, perks: np.float32, ruin: np.float32, worth: np.float32, low_rent: np.float32,
    low_worth: np.float32, face: np.float32, low_profile: np.float32, slope: np.float32, rate: np.float32,
) -> None:  # fmt: skip
    """Hazard of moving to a trivial post, or back from one."""
    for i in range(len(moves)):
        living = rents * rent[i]
        alone = ONE - perks * (ONE - openness_acquaintances[i])
        lies_low = standing[i] == LYING_LOW
        prominent = fear[i] / low_profile if lies_low else fear[i]
        hidden = fear[i] if lies_low else fear[i] * low_profile
        serve = living * alone * (ONE - ruin * helpless[i] * min(prominent, ONE)) + worth * private_loyalty[i]
        low = low_rent * living * (ONE - ruin * hidden) + low_worth * worth * private_loyalty[i] - face
        gain = serve - low if lies_low else low - serve
        moves[i] = rate * logistic(slope * gain)


@kernel
def tempt(
    flees: F32, fear: F32, private_loyalty: F32, flights: F32, exposure: F32, abroad: F32, access: F32, family: F32,
    open_border: np.float32, rate: np.float32, by_fear: np.float32, by_news: np.float32, by_gap: np.float32,
    by_loyalty: np.float32, by_family: np.float32, by_fate: np.float32,
) -> None:  # fmt: skip
    """Hazard of flight."""
    for i in range(len(flees)):
        chance = way_out(abroad[i], access[i], open_border)
        afraid, told, tempted, loyal = flight_pushes(
            fear[i], flights[i], exposure[i], private_loyalty[i], by_fear, by_news, by_gap, by_loyalty
        )
        push = afraid + told + tempted - loyal - held_back(abroad[i], family[i], by_family, by_fate)
        flees[i] = min(rate * chance * exp(push), MOST_CHOICE)


@kernel
def incite(
    plots: F32, fear: F32, private_loyalty: F32, seen: F32, arms: F32, family: F32, rate: np.float32,
    by_fear: np.float32, by_trust: np.float32, by_arms: np.float32, by_loyalty: np.float32, by_fate: np.float32,
    watched: np.float32,
) -> None:  # fmt: skip
    """Hazard of starting to plot."""
    for i in range(len(plots)):
        afraid, trusting, armed, loyal, bound = plot_pushes(
            fear[i], private_loyalty[i], seen[i], arms[i], family[i], by_fear, by_trust, by_arms, by_loyalty, by_fate
        )
        plots[i] = min(rate * exp(afraid + trusting + armed - watched - loyal - bound), MOST_CHOICE)


@kernel
def decide(
    standing: U8, outcome: U8, begins: U8, draws: F32, moves: F32, flees: F32, plots: F32, dropped: np.float32,
) -> None:  # fmt: skip
    """One draw decides: low ones make flight, then plotting or giving it up; high ones lying low or coming back.

    Those who flee are flagged in `outcome`, those who begin to plot in `begins`.
    """
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


def choose(now: Now) -> None:
    """Every cadre serves, lies low, flees or plots; flights are logged and leave their posts vacant."""
    p, levers, cadres, posts, s = now.parameters.choose, now.levers, now.state.cadres, now.country.posts, now.scratch
    f, n = np.float32, posts.count
    moves, flees, plots, helpless = s.moves, s.flees, s.plots, s.helpless
    not_in_hand(helpless, posts.rank, ONE - f(p.compliance) * now.state.regime.shelter)
    compare(
        moves, cadres.standing, cadres.fear, cadres.private_loyalty, posts.rent, cadres.openness_acquaintances,
        helpless,
        f(levers.rents), f(p.perks), f(p.ruin), f(p.serving), f(p.low_rent), f(p.low_serving), f(p.low_face),
        f(now.parameters.fear.low_profile),
        f(p.low_slope), f(p.low_rate),
    )  # fmt: skip
    fleeing = (
        cadres.fear, cadres.private_loyalty, cadres.flights_heard, posts.exposure, posts.abroad, posts.access,
        cadres.family,
        f(p.flee_inland * (1 - levers.border_control)), f(p.flee_rate), f(p.flee_fear), f(p.flee_news),
        f(p.flee_outside * levers.neighbour_lead), f(p.flee_loyalty), f(p.flee_family), f(p.fate),
    )  # fmt: skip
    tempt(flees, *fleeing)
    plotting = (
        cadres.fear, cadres.private_loyalty, cadres.seen, posts.arms, cadres.family, f(p.plot_rate), f(p.plot_fear),
        f(p.plot_trust),
        f(p.plot_arms), f(p.plot_loyalty), f(p.fate), f(p.plot_surveillance * levers.surveillance),
    )  # fmt: skip
    incite(plots, *plotting)
    begins = s.flags
    decide(cadres.standing, s.vacant, begins, now.draw(Purpose.CHOOSE, n), moves, flees, plots, f(p.plot_dropped))
    who = s.chosen[: marked(s.chosen, s.vacant)].copy()
    now.log.add_posts("flight", now.month, posts, who, cadres.person, of_flights(who, flees, fleeing))
    plotters = s.other[: marked(s.other, begins)]
    now.log.add_posts("plot", now.month, posts, plotters, cadres.person, of_plots(plotters, plots, plotting))
    now.counts.flights += np.bincount(posts.circle[who], minlength=len(now.counts.flights)).astype(np.float32)
    now.state.cases.clear()
    now.state.cases.add(who, 1, cadres.displayed_loyalty)
    expect(now, FLIGHTS, flees)
