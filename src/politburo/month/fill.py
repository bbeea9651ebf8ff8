"""Fill: cadres rotate, retire and die; vacant posts are filled from below where possible, else by recruits.

Holders of posts of one organ and rank exchange them in ordinary rotation: most turnover is not punishment. A vacancy
is filled with the best of a few clients of the post, by shown loyalty against competence; who moves up leaves a
vacancy below. A post without clients looks at the circle below; who lies low is passed over. County posts take
recruits, who are more loyal and less competent (Egorov & Sonin 2011; Zakharov 2016).

    death      = death_65 / 12 · 2^((age − 65) / death_doubling) a month
    retirement = retirement / 12 a month past the age of retirement
    score      = weight · D + (1 − weight) · σ(competence)

A person takes his mind along (state.MINDS); ties, rent and circle stay with the post.

The rate of promotions out of a circle, remembered with a half-life, is what juniors there see as their prospects.
"""

from __future__ import annotations

import math
from operator import attrgetter

import numpy as np

from politburo.country.country import F32, F64, I32, U8, Number, Posts
from politburo.month.log import Told
from politburo.month.now import Now
from politburo.month.state import (
    CIRCLES,
    DIED,
    HELD,
    LYING_LOW,
    PROMOTED,
    RECRUIT,
    RETIRED,
    SERVING,
    TOP_RANKS,
)
from politburo.numerics.arithmetic import exp, half_life_factor, logistic, normal
from politburo.numerics.chance import Purpose, uniform
from politburo.numerics.compile import kernel, rule
from politburo.numerics.flags import marked
from politburo.terms.parameters import Fill
from politburo.terms.reasons import account_of

ONE = np.float32(1)
DRAWN = np.array(
    [
        Purpose.RECRUIT_DISPOSITION,
        Purpose.RECRUIT_TIE,
        Purpose.RECRUIT_FAMILY,
        Purpose.RECRUIT_COMPETENCE,
        Purpose.RECRUIT_AGE,
    ],
    np.int32,
)
"""What is drawn for a newcomer, in the order of `recruit`."""

TERMS_OF_PROMOTION = len(account_of("promotion").terms)  # pyright: ignore[reportOptionalMemberAccess]


@kernel
def age_and_leave(
    vacant: U8, age: F32, draws: F32, retirement: np.float32, retirement_age: np.float32, mortality: np.float32,
    doubling: np.float32,
) -> None:  # fmt: skip
    """A month older; who dies (low draws) or retires (high draws) leaves a vacancy."""
    for i in range(len(age)):
        older = age[i] + np.float32(1.0 / 12.0)
        age[i] = older
        dies = draws[i] < mortality * exp(doubling * (older - np.float32(65)))
        retires = older > retirement_age and draws[i] >= ONE - retirement
        if vacant[i] == 0:
            vacant[i] = DIED if dies else RETIRED if retires else HELD


@kernel
def pair_up(
    first: I32, second: I32, moved: U8, draws: F32, vacant: U8, rank: U8, circle: U8, starts: I32, posts: I32,
    rates: F32, seed: int, run: int, month: int, purpose: int,
) -> int:  # fmt: skip
    """Pairs of posts of one circle that exchange holders; returns how many."""
    count = 0
    for i in range(len(rank)):
        if draws[i] >= rates[rank[i]] or vacant[i] or moved[i]:
            continue
        lo, hi = starts[circle[i]], starts[circle[i] + 1]
        at = lo + np.int32(uniform(seed, run, i, month, purpose, 1) * np.float32(hi - lo))
        j = posts[min(at, hi - 1)]
        if j != i and not vacant[j] and not moved[j]:
            moved[i] = moved[j] = 1
            first[count], second[count] = i, j
            count += 1
    return count


@rule
def merits_of(display: Number, competence: Number, loyalty_weight: Number) -> tuple[Number, Number]:
    """The two parts of a junior's score: shown loyalty and competence."""
    return loyalty_weight * display, (ONE - loyalty_weight) * logistic(competence)


@rule
def weigh_up(
    terms: F32, best: Number, juniors: I32, vacant: U8, standing: U8, display: F32, competence: F32, looked_at: int,
    loyalty_weight: Number,
) -> float:  # fmt: skip
    """Terms (6,) of the choice of one among the juniors; returns the chance that it had to fall on him."""
    shown, able = merits_of(display[best], competence[best], loyalty_weight)
    all_shown, all_able, eligible, better = 0.0, 0.0, 0, 0
    for one in juniors:
        if vacant[one] or standing[one] == LYING_LOW:
            continue
        a, b = merits_of(display[one], competence[one], loyalty_weight)
        all_shown += a
        all_able += b
        eligible += 1
        better += a + b > shown + able
    terms[0], terms[1] = shown - all_shown / eligible, able - all_able / eligible
    terms[2] = (all_shown + all_able) / eligible
    terms[3], terms[4], terms[5] = len(juniors), better, looked_at
    none_better, none_as_good = 1.0, 1.0
    for _ in range(looked_at):
        none_better *= (len(juniors) - better) / len(juniors)
        none_as_good *= (len(juniors) - better - 1) / len(juniors)
    return none_better - none_as_good


@kernel
def find_successors(
    filled: I32, source: I32, moves: U8, chances: F32, terms: F32, vacant: U8, standing: U8, display: F32,
    competence: F32, circle_starts: I32, circle_posts: I32, client_starts: I32, client_ends: I32,
    looked_at: int, loyalty_weight: np.float32, weights: F64, seed: int, run: int, month: int, purpose: int,
    stands_for: int,
) -> int:  # fmt: skip
    """From the top down, who moves into each vacant post of ranks 1–3; returns how many moves, in order.

    In a thinned country a junior may stand for more posts than the one to be filled: then it is as likely one of those
    for whom he stands, his like, who moves up, and he stays. `moves` (posts,) says for each move whether he goes.

    For the two top ranks, which come first, the chance and the terms of each choice are kept.
    """
    count = 0
    for rank in range(3):
        for organ in range(6):
            circle = 4 * organ + rank
            for e in range(circle_starts[circle], circle_starts[circle + 1]):
                post = circle_posts[e]
                if vacant[post] == 0:
                    continue
                lo, hi = client_starts[post], client_starts[post + 1]
                if lo == hi:
                    lo, hi = circle_starts[circle + 1], circle_starts[circle + 2]
                    pool = circle_posts
                else:
                    pool = client_ends
                best, best_score = -1, np.float32(-9)
                for k in range(looked_at if hi > lo else 0):
                    at = lo + np.int32(uniform(seed, run, post, month, purpose, k) * np.float32(hi - lo))
                    one = pool[min(at, hi - 1)]
                    if vacant[one] or standing[one] == LYING_LOW:
                        continue
                    shown, able = merits_of(display[one], competence[one], loyalty_weight)
                    score = shown + able
                    if score > best_score:
                        best, best_score = one, score
                if best >= 0:
                    filled[count], source[count] = post, best
                    if rank < TOP_RANKS:
                        chances[count] = weigh_up(
                            terms[count], best, pool[lo:hi], vacant, standing, display, competence, looked_at,
                            loyalty_weight,
                        )  # fmt: skip
                    moves[count] = uniform(seed, run, post, month, stands_for, 0) < (
                        weights[circle] / weights[circle + 1]
                    )
                    vacant[post] = 0
                    if moves[count]:
                        vacant[best] = PROMOTED
                    count += 1
    return count


@kernel
def move(minds: F32, person: I32, filled: I32, source: I32) -> None:
    """Persons take their minds (traits, n) along, in order of the moves."""
    for k in range(len(filled)):
        person[filled[k]] = person[source[k]]
        for trait in range(len(minds)):
            minds[trait, filled[k]] = minds[trait, source[k]]


@kernel
def exchange(minds: F32, person: I32, standing: U8, first: I32, second: I32) -> None:
    """Persons of pairs of posts change places, with their minds (traits, n) and as they stand."""
    for k in range(len(first)):
        i, j = first[k], second[k]
        person[i], person[j] = person[j], person[i]
        standing[i], standing[j] = standing[j], standing[i]
        for trait in range(len(minds)):
            minds[trait, i], minds[trait, j] = minds[trait, j], minds[trait, i]


@kernel
def recruit(
    posts: I32, disposition: F32, loyalty: F32, competence: F32, age: F32, tie: F32, family: F32, rent: F32,
    seed: int, run: int, month: int, purposes: I32, base: np.float32, by_rent: np.float32, by_tie: np.float32,
    fate: np.float32, keen: np.float32, less: np.float32, mean_age: np.float32, spread: np.float32,
    youngest: np.float32, most_tie: np.float32, least_family: np.float32,
) -> None:  # fmt: skip
    """Draw the persons who enter the apparatus at the posts given."""
    for k in range(len(posts)):
        i = posts[k]
        disposition[i] = normal(uniform(seed, run, i, month, purposes[0], 0))
        tie[i] = most_tie * uniform(seed, run, i, month, purposes[1], 0)
        family[i] = least_family + (ONE - least_family) * uniform(seed, run, i, month, purposes[2], 0)
        loyalty[i] = base + disposition[i] + by_rent * rent[i] + by_tie * tie[i] + fate * family[i] + keen
        competence[i] = normal(uniform(seed, run, i, month, purposes[3], 0)) - less
        years = mean_age + spread * normal(uniform(seed, run, i, month, purposes[4], 0))
        age[i] = max(years, youngest)


def hazards_of_leaving(p: Fill) -> tuple[np.float32, ...]:
    """What `age_and_leave` needs to know of the parameters, in its order."""
    f = np.float32
    return (
        f(p.retirement / 12), f(p.retirement_age), f(p.death_65 / 12), f(math.log(2) / p.death_doubling),
    )  # fmt: skip


def fill(now: Now) -> None:
    """Fill every vacancy; afterwards every post has a holder."""
    p, cadres, posts, s = now.parameters.fill, now.state.cadres, now.country.posts, now.scratch
    n = posts.count
    age_and_leave(s.vacant, cadres.age, now.draw(Purpose.RETIRE, n), *hazards_of_leaving(p))
    for kind, reason in (("retirement", RETIRED), ("death", DIED)):
        _log_top(now, kind, posts.top[s.vacant[posts.top] == reason])
    _rotate(now)
    _promote(now)
    _recruit(now)


def _rotate(now: Now) -> None:
    p, posts, s, cadres = now.parameters.fill, now.country.posts, now.scratch, now.state.cadres
    moved = s.flags
    moved.fill(0)
    # Each exchange rotates two posts, so half the rate starts one.
    rates = np.array([p.rotation_1, p.rotation_2, p.rotation_3, p.rotation_4], np.float32) / np.float32(24)
    count = pair_up(
        s.chosen, s.other, moved, now.draw(Purpose.ROTATE, posts.count), s.vacant, posts.rank, posts.circle,
        posts.by_circle.starts, posts.by_circle.ends, rates, now.seed, now.run, now.month, int(Purpose.ROTATE),
    )  # fmt: skip
    first, second = s.chosen[:count], s.other[:count]
    exchange(now.state.minds, cadres.person, cadres.standing, first, second)
    both = np.concatenate([first, second])
    _take_office(now, both)
    _log_top(now, "rotation", both[posts.rank[both] < TOP_RANKS])


def _promote(now: Now) -> None:
    p, posts, s, cadres = now.parameters.fill, now.country.posts, now.scratch, now.state.cadres
    chances = np.empty(len(posts.top), np.float32)
    terms = np.empty((len(posts.top), TERMS_OF_PROMOTION), np.float32)
    weights = now.country.weights
    count = find_successors(
        s.chosen, s.other, s.flags, chances, terms, s.vacant, cadres.standing, cadres.displayed_loyalty,
        cadres.competence,
        posts.by_circle.starts, posts.by_circle.ends,
        posts.clients.starts, posts.clients.ends, round(p.candidates), np.float32(now.levers.loyalty_over_competence),
        weights, now.seed, now.run, now.month, int(Purpose.CANDIDATE), int(Purpose.STANDS_FOR),
    )  # fmt: skip
    filled, source = s.chosen[:count], s.other[:count]
    move(now.state.minds, cadres.person, filled, source)
    others = filled[s.flags[:count] == 0]
    cadres.person[others] = now.state.regime.next_person + np.arange(len(others), dtype=np.int32)
    now.state.regime.next_person += len(others)
    cadres.standing[filled] = SERVING
    cadres.predecessor[filled] = 0  # whoever owes his post to this leader
    _take_office(now, filled)
    high = int(np.count_nonzero(posts.rank[filled] < TOP_RANKS))
    _log_top(now, "promotion", filled[:high], Told(chances[:high], terms[:high]))
    keep = np.float32(half_life_factor(p.prospects_memory))
    left = np.bincount(posts.circle[source], weights[posts.circle[filled]], minlength=CIRCLES)
    yearly = np.float32(12) * left / np.maximum(now.country.whole_sizes, 1)
    now.state.regime.prospects += (1 - keep) * (yearly.astype(np.float32) - now.state.regime.prospects)


def _recruit(now: Now) -> None:
    """Fill what is still vacant with newcomers: county posts, and any post without a junior to move up."""
    p, b, posts, s, cadres = (
        now.parameters.fill,
        now.parameters.believe,
        now.country.posts,
        now.scratch,
        now.state.cadres,
    )
    f = np.float32
    who = s.chosen[: marked(s.chosen, s.vacant)]
    recruit(
        who, cadres.disposition, cadres.loyalty, cadres.competence, cadres.age, cadres.tie, cadres.family, posts.rent,
        now.seed, now.run, now.month, DRAWN, f(b.base), f(b.rents), f(b.tie), f(b.shared_fate),
        f(p.recruit_loyalty), f(p.recruit_competence), f(p.recruit_age), f(p.recruit_age_spread), f(p.youngest),
        f(p.recruit_tie),
        f(p.recruit_family),
    )  # fmt: skip
    cadres.person[who] = now.state.regime.next_person + np.arange(len(who), dtype=np.int32)
    now.state.regime.next_person += len(who)
    for name, value in RECRUIT.items():
        getattr(cadres, name)[who] = attrgetter(value)(now.parameters) if isinstance(value, str) else value
    greet(cadres.private_loyalty, cadres.displayed_loyalty, cadres.loyalty, who)
    s.vacant[who] = 0
    _take_office(now, who)


@kernel
def greet(private_loyalty: F32, display: F32, loyalty: F32, posts: I32) -> None:
    """What newcomers feel and show before anything has happened to them."""
    for post in posts:
        private_loyalty[post] = display[post] = logistic(np.float32(loyalty[post]))


def _take_office(now: Now, who: I32) -> None:
    """The posts have new holders from this month on."""
    now.state.cadres.since[who] = now.month
    now.counts.turnover += np.bincount(now.country.posts.circle[who], minlength=CIRCLES).astype(np.float32)


def _log_top(now: Now, kind: str, who: I32, told: Told | None = None) -> None:
    """Ordinary turnover is logged for the two top ranks only; the series count it for all."""
    posts: Posts = now.country.posts
    now.log.add_posts(kind, now.month, posts, who, now.state.cadres.person, told)
