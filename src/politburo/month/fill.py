"""Fill: cadres rotate, move down, retire and die; vacant posts are filled from below where possible, else by recruits.

Holders of posts of one organ and rank exchange them in rotation. Others make room for a junior and go down into his
post: most turnover is not punishment, yet it takes persons off the list of their rank. A vacancy is filled with the
best of a few clients of the post, by shown loyalty against competence; who moves up leaves a vacancy below. A post
without clients looks at the circle below; who lies low or is away is passed over. Posts of the lowest rank take
recruits, who are more loyal and less competent (Egorov & Sonin 2011; Zakharov 2016).

    death      = death_65 / 12 · 2^((age − 65) / death_doubling) a month
    retirement = retirement / 12 a month past the age of retirement

Who is sent abroad is the best of a few by

    posting_loyalty · D + posting_family · family at home

among newcomers to the lowest rank and those at home who may be exchanged; juniors have it added to their score. While
flights from abroad are remembered, more of the holders there are exchanged.

A person takes his mind along (state.MINDS); ties, rent and circle stay with the post.

The rate of promotions out of a circle, remembered with a half-life, is what juniors there see as their prospects.
"""

from __future__ import annotations

import math

import numpy as np

from politburo.country.country import F32, I32, U8, Number
from politburo.month import log
from politburo.month.believe import show_one
from politburo.month.choose import alertness
from politburo.month.hazards import each_merit, one_merit, tell_merit
from politburo.month.now import AT_ONCE, FIRST, SECOND, Now, draw_again, draw_all, draw_one
from politburo.month.state import (
    AWAY,
    DIED,
    EXCHANGED,
    HELD,
    LYING_LOW,
    MOVED_DOWN,
    PROMOTED,
    RETIRED,
    SERVING,
    Cadres,
    Regime,
)
from politburo.numerics.arithmetic import exp, half_life_factor, logistic, normal
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import Whole, kernel, part, rule
from politburo.numerics.flags import marked
from politburo.numerics.packed import in_eights
from politburo.terms.accounts import PROMOTION, places_in, places_of
from politburo.terms.hazards import HAZARDS
from politburo.terms.hazards.promotion import OF_THE_CHOICE
from politburo.terms.parameters import Believe, Fill
from politburo.terms.words import LAST_RANKED

f = np.float32
ONE, MONTH, AGE_OF_MORTALITY, LEAST = f(1), f(1.0 / 12.0), f(65), f(-1e9)
PARTS_OF_A_SCORE = places_of(HAZARDS["merit"])
PEERS, JUNIORS, BETTER, LOOKED_AT, POSTING = places_in(PROMOTION, OF_THE_CHOICE)
"""Places among the terms of a promotion."""

LN_2 = math.log(2)
STAYS, GOES, CHANGES = (np.uint8(code) for code in range(3))
"""What a junior does whose like fills a post: he stays where he is, goes, or changes places with the holder."""

(RETIRE, ROTATE, CANDIDATE, STANDS_FOR, DISPOSITION, TIE, FAMILY, COMPETENCE, AGE, RESTLESS) = (
    np.int64(purpose)
    for purpose in (
        Purpose.RETIRE, Purpose.ROTATE, Purpose.CANDIDATE, Purpose.STANDS_FOR, Purpose.RECRUIT_DISPOSITION,
        Purpose.RECRUIT_TIE, Purpose.RECRUIT_FAMILY, Purpose.RECRUIT_COMPETENCE, Purpose.RECRUIT_AGE,
        Purpose.RECRUIT_RESTLESS,
    )
)  # fmt: skip


READS = (
    "cadres.age", "cadres.competence", "cadres.displayed_loyalty", "cadres.disposition", "cadres.family",
    "cadres.fear", "cadres.flights_heard", "cadres.loyalty", "cadres.named", "cadres.openness_acquaintances",
    "cadres.openness_close", "cadres.penalties_heard", "cadres.perceived_risk", "cadres.person", "cadres.predecessor",
    "cadres.private_loyalty", "cadres.restless", "cadres.since", "cadres.standing", "cadres.tie",
    "posts.abroad", "posts.blocks", "posts.by_circle", "posts.circle", "posts.clients", "posts.organ",
    "posts.province", "posts.rank", "posts.rent", "posts.top", "regime.display_norm", "regime.fled_abroad",
    "regime.next_person", "regime.prospects", "counts.turnover", "scratch.vacant",
)  # fmt: skip
WRITES = (
    "cadres.age", "cadres.competence", "cadres.displayed_loyalty", "cadres.disposition", "cadres.family",
    "cadres.fear", "cadres.flights_heard", "cadres.loyalty", "cadres.named", "cadres.openness_acquaintances",
    "cadres.openness_close", "cadres.penalties_heard", "cadres.perceived_risk", "cadres.person", "cadres.predecessor",
    "cadres.private_loyalty", "cadres.restless", "cadres.since", "cadres.standing", "cadres.tie",
    "regime.next_person", "regime.prospects", "counts.turnover", "scratch.vacant",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def fill(now: Now) -> None:
    """Fill every vacancy; afterwards every post has a holder."""
    p, cadres, posts, s = now.parameters.fill, now.cadres, now.posts, now.scratch
    age_and_leave(s.vacant, cadres.age, draw_all(now, RETIRE, len(s.vacant)), p)
    gone = s.chosen[: list_gone(s.chosen, s.vacant, posts.top)]
    for kind, reason in ((log.RETIREMENT, RETIRED), (log.DEATH, DIED)):
        for post in gone:
            if s.vacant[post] == reason:
                log_top(now, kind, post)
    draws = draw_all(now, ROTATE, len(s.flags))
    make_room(now, draws)
    rotate(now, draws)
    promote(now)
    recruit(now)


@kernel
def age_and_leave(vacant: U8, age: F32, draws: F32, p: Fill) -> None:
    """A month older; who dies (low draws) or retires (high draws) leaves a vacancy."""
    retirement, retirement_age = f(p.retirement / 12), f(p.retirement_age)
    mortality, doubling = f(p.death_65 / 12), f(LN_2 / p.death_doubling)
    for i in range(len(age)):
        older = age[i] + MONTH
        age[i] = older
        dies = draws[i] < mortality * exp(doubling * (older - AGE_OF_MORTALITY))
        retires = older > retirement_age and draws[i] >= ONE - retirement
        if vacant[i] == 0:
            vacant[i] = DIED if dies else RETIRED if retires else HELD


@part
def list_gone(gone: I32, vacant: U8, posts: I32) -> int:
    """List those of the posts that are vacant; returns how many."""
    count = 0
    for k in range(len(posts)):
        gone[count] = posts[k]
        count += vacant[posts[k]] != HELD
    return count


@part
def log_top(now: Now, kind: Whole, post: Number) -> None:
    """Ordinary turnover is logged for the top ranks only; the series count it for all."""
    if now.posts.rank[post] < now.sizes.top_ranks:
        log.add_of_post(now.log, kind, now.month, now.posts, post, now.cadres.person[post])


@part
def take_office(now: Now, post: Number) -> None:
    """The post has a new holder from this month on."""
    now.cadres.since[post] = now.month
    now.counts.turnover[now.posts.circle[post]] += ONE


@part
def next_person(regime: Regime) -> int:
    """The serial number of one who has not been told of before."""
    number = regime.next_person[0]
    regime.next_person[0] = number + 1
    return number


@part
def make_room(now: Now, draws: F32) -> None:
    """Holders who are moved down (high draws): each makes room, if there is a junior, and goes down into his post."""
    p, posts, vacant, standing = now.parameters.fill, now.posts, now.scratch.vacant, now.cadres.standing
    rates = (f(p.moved_out_1 / 12), f(p.moved_out_2 / 12), f(p.moved_out_3 / 12), f(p.moved_out_3 / 12))
    for block in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[block], posts.blocks[block + 1]
        rank = posts.rank[lo]
        if rank < now.sizes.ranks - 1:
            mark_high(vacant[lo:hi], standing[lo:hi], draws[lo:hi], ONE - rates[min(rank, LAST_RANKED)])


@part
def mark_high(vacant: U8, standing: U8, draws: F32, least: Number) -> None:
    """Have holders whose draw is high make room, unless they are away."""
    for i in range(len(vacant)):
        makes_room = (vacant[i] == HELD) & (standing[i] != AWAY) & (draws[i] >= least)
        vacant[i] = MOVED_DOWN if makes_room else vacant[i]


@part
def rotate(now: Now, draws: F32) -> None:
    """Pairs of posts of one circle exchange their holders."""
    s = now.scratch
    count = pair_up(now, s.chosen, s.other, s.flags, draws)
    first, second = s.chosen[:count], s.other[:count]
    for k in range(count):
        change_places(now.minds, now.cadres, first[k], second[k])
    for posts in (first, second):
        for k in range(count):
            take_office(now, posts[k])
            log_top(now, log.ROTATION, posts[k])


@part
def pair_up(now: Now, first: I32, second: I32, moved: U8, draws: F32) -> int:
    """List pairs of posts of one circle that exchange holders; returns how many.

    Where a post abroad and one at home are paired, the first goes to the best whom one would send there.
    """
    p, posts, vacant, by_circle, count = now.parameters.fill, now.posts, now.scratch.vacant, now.posts.by_circle, 0
    standing = now.cadres.standing
    # Each exchange rotates two posts, so half the rate starts one.
    rates = (f(p.rotation_1) / f(24), f(p.rotation_2) / f(24), f(p.rotation_3) / f(24), f(p.rotation_4) / f(24))
    withdrawn = f(p.withdrawal / 12 * alertness(now))
    starters = second
    for block in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[block], posts.blocks[block + 1]
        rate, hi = rates[min(posts.rank[lo], LAST_RANKED)], in_eights(lo, hi, len(moved))
        flag_low(moved[lo:hi], draws[lo:hi], rate)
    for i in now.scratch.abroad:
        moved[i] = draws[i] < rates[min(posts.rank[i], LAST_RANKED)] + withdrawn * posts.abroad[i]
    starting = marked(starters, moved)
    moved[:] = 0
    for k in range(starting):
        i = starters[k]
        if vacant[i] or moved[i] or standing[i] == AWAY:
            continue
        lo, hi = by_circle.starts[posts.circle[i]], by_circle.starts[posts.circle[i] + 1]
        rotates = draws[i] < rates[min(posts.rank[i], LAST_RANKED)]
        j = by_circle.ends[drawn_from(now, i, ROTATE, SECOND, lo, hi)] if rotates else i
        if rotates and (j == i or vacant[j] or moved[j] or standing[j] == AWAY):
            continue
        if not rotates or posts.abroad[i] != posts.abroad[j]:
            there, here = (i, j) if posts.abroad[i] > 0 else (j, i)
            j = sent_to(now, there, here, moved, lo, hi)
            i = there
        if j != i:
            moved[i] = moved[j] = 1
            first[count], second[count] = i, j  # `count` is at most k: who starts after that is still listed
            count += 1
    return count


@part
def sent_to(now: Now, post: Number, one: Number, moved: U8, lo: Number, hi: Number) -> Number:
    """Who of a circle goes to a post abroad: the best of one at home and a few more, or nobody: the post itself.

    `one` is the post itself where nobody is proposed.
    """
    posts, vacant, standing, best, best_worth = now.posts, now.scratch.vacant, now.cadres.standing, one, LEAST
    if one != post:
        best_worth = worth_sending(now, one)
    for k in range(1, round(now.parameters.fill.candidates)):
        other = posts.by_circle.ends[drawn_from(now, post, ROTATE, SECOND + k, lo, hi)]
        if posts.abroad[other] == 0 and not vacant[other] and not moved[other] and standing[other] != AWAY:
            worth = worth_sending(now, other)
            if worth > best_worth:
                best, best_worth = other, worth
    return best


@part
def worth_sending(now: Now, i: Number) -> Number:
    """What counts when somebody is to be sent abroad: loyalty shown, and family left at home."""
    p, cadres = now.parameters.fill, now.cadres
    return f(p.posting_loyalty) * cadres.displayed_loyalty[i] + f(p.posting_family) * cadres.family[i]


@part
def drawn_from(now: Now, agent: Number, purpose: Whole, channel: Whole, lo: Number, hi: Number) -> Number:
    """One of the places lo … hi − 1, drawn at random."""
    return min(lo + np.int32(draw_again(now, agent, purpose, channel) * f(hi - lo)), hi - 1)


@part
def flag_low(flags: U8, draws: F32, below: Number) -> None:
    """Flag those whose draw is low."""
    for i in range(len(flags)):
        flags[i] = draws[i] < below


@part
def change_places(minds: F32, cadres: Cadres, i: Number, j: Number) -> None:
    """Persons of two posts change places, with their minds (traits, n) and as they stand."""
    cadres.person[i], cadres.person[j] = cadres.person[j], cadres.person[i]
    cadres.standing[i], cadres.standing[j] = cadres.standing[j], cadres.standing[i]
    for trait in range(len(minds)):
        minds[trait, i], minds[trait, j] = minds[trait, j], minds[trait, i]


@rule
def eligible(vacant: U8, standing: U8, junior: Number) -> bool:
    """Whether one is in post, does not lie low and is not away."""
    return (vacant[junior] == HELD) & (standing[junior] != LYING_LOW) & (standing[junior] != AWAY)


@part
def score_of(now: Now, post: Number, junior: Number) -> Number:
    """Score of a junior who is considered for a post."""
    return one_merit(now, junior) + now.posts.abroad[post] * worth_sending(now, junior)


@part
def weigh_up(now: Now, terms: F32, post: Number, best: Number, juniors: I32, looked_at: int) -> float:
    """Terms of the choice of one among the juniors; returns the chance that it had to fall on him."""
    s, abroad, count, better, everything, posting = now.scratch, now.posts.abroad[post], 0, 0, 0.0, 0.0
    score = score_of(now, post, best)
    tell_merit(s.of_the_best, now, best)
    s.of_all[:] = 0
    for start in range(0, len(juniors), AT_ONCE):
        some = s.considered[: list_eligible(s.considered, now, juniors[start : start + AT_ONCE])]
        each_merit(s.combined, s.terms, now, some)
        for place in PARTS_OF_A_SCORE:
            s.of_all[place] = added_up(s.of_all[place], s.terms[place, : len(some)])
        for k in range(len(some)):
            for place in PARTS_OF_A_SCORE:
                everything += s.terms[place, k]
        if abroad > 0:
            for k in range(len(some)):
                sent = abroad * worth_sending(now, some[k])
                s.combined[k] += sent
                posting += sent
        for its_score in s.combined[: len(some)]:
            better += its_score > score
        count += len(some)
    for place in PARTS_OF_A_SCORE:
        terms[place] = s.of_the_best[place] - s.of_all[place] / count
    terms[PEERS], terms[JUNIORS] = (everything + posting) / count, len(juniors)
    terms[BETTER], terms[LOOKED_AT] = better, looked_at
    terms[POSTING] = abroad * worth_sending(now, best) - posting / count
    none_better, none_as_good = 1.0, 1.0
    for _ in range(looked_at):
        none_better *= (len(juniors) - better) / len(juniors)
        none_as_good *= (len(juniors) - better - 1) / len(juniors)
    return none_better - none_as_good


@part
def list_eligible(some: I32, now: Now, juniors: I32) -> int:
    """List those of the juniors who are eligible; returns how many."""
    vacant, standing, count = now.scratch.vacant, now.cadres.standing, 0
    for k in range(len(juniors)):
        some[count] = juniors[k]
        count += eligible(vacant, standing, juniors[k])
    return count


@part
def added_up(sum_so_far: float, values: F32) -> float:
    """A sum, and values one after the other."""
    for k in range(len(values)):
        sum_so_far += values[k]
    return sum_so_far


@part
def find_successors(now: Now, filled: I32, source: I32, moves: U8) -> int:
    """From the top down, who moves into each vacant post above the lowest rank; returns how many moves, in order.

    In a thinned country a junior may stand for more posts than the one to be filled: then it is as likely one of those
    for whom he stands, his like, who moves up, and he stays. `moves` (posts,) says for each move which of the two; and
    whether he changes places with a holder who is moved down, who without any junior stays himself.

    For the top ranks, which come first, the chance and the terms of each choice are told, and who is moved down.
    """
    vacant, weights, looked_at = now.scratch.vacant, now.sizes.weights, round(now.parameters.fill.candidates)
    by_circle, clients, count = now.posts.by_circle, now.posts.clients, 0
    ranks, top_ranks, first_told = now.sizes.ranks, now.sizes.top_ranks, now.log.told
    for rank in range(ranks - 1):
        for organ in range(len(weights) // ranks):
            circle = ranks * organ + rank
            for e in range(by_circle.starts[circle], by_circle.starts[circle + 1]):
                post = by_circle.ends[e]
                reason = vacant[post]
                if reason in (HELD, EXCHANGED):
                    continue
                moved_down = reason == MOVED_DOWN
                lo, hi = clients.starts[post], clients.starts[post + 1]
                juniors = clients.ends[lo:hi]
                if lo == hi:
                    lo, hi = by_circle.starts[circle + 1], by_circle.starts[circle + 2]
                    juniors = by_circle.ends[lo:hi]
                best = best_of(now, post, juniors, looked_at)
                if best < 0:
                    if moved_down:
                        vacant[post] = HELD
                    continue
                filled[count], source[count] = post, best
                if rank < top_ranks:
                    told = log.tell(now.log, 0, f(0))  # of which event is not known before all of them are
                    terms = now.log.terms[told]
                    now.log.hazard[told] = weigh_up(now, terms, post, best, juniors, looked_at)
                if moved_down:
                    log_top(now, log.MOVED_DOWN, post)
                goes = draw_one(now, post, STANDS_FOR) < weights[circle] / weights[circle + 1]
                moves[count] = (CHANGES if moved_down else GOES) if goes else STAYS
                vacant[post] = HELD
                if goes:
                    vacant[best] = EXCHANGED if moved_down else PROMOTED
                count += 1
    for told in range(first_told, now.log.told):
        now.log.event[told] = now.log.count + told - first_told
    return count


@part
def best_of(now: Now, post: Number, juniors: I32, looked_at: int) -> int:
    """The best of a few juniors drawn at random who are there and do not lie low; −1 if there is none."""
    best, best_score, count = -1, LEAST, len(juniors)
    for k in range(looked_at if count > 0 else 0):
        at = np.int32(draw_again(now, post, CANDIDATE, k) * f(count))
        one = juniors[min(at, count - 1)]
        if eligible(now.scratch.vacant, now.cadres.standing, one):
            score = score_of(now, post, one)
            if score > best_score:
                best, best_score = one, score
    return best


@part
def promote(now: Now) -> None:
    """Who moves up takes his mind along and leaves a vacancy; the prospects of each circle follow."""
    p, posts, s, cadres, regime = now.parameters.fill, now.posts, now.scratch, now.cadres, now.regime
    filled, source, left = s.chosen, s.other, s.by_circle
    left[:] = 0
    count = find_successors(now, filled, source, s.flags)
    for k in range(count):
        if s.flags[k] == CHANGES:
            change_places(now.minds, cadres, filled[k], source[k])
            take_office(now, source[k])
            s.vacant[source[k]] = HELD
        else:
            move(now.minds, cadres.person, filled[k], source[k])
    for k in range(count):
        post = filled[k]
        if s.flags[k] == STAYS:
            cadres.person[post] = next_person(regime)
        cadres.standing[post] = SERVING
        cadres.predecessor[post] = 0  # whoever owes his post to this leader
        take_office(now, post)
        log_top(now, log.PROMOTION, post)
        left[posts.circle[source[k]]] += now.sizes.weights[posts.circle[post]]
    keep = f(half_life_factor(p.prospects_memory))
    for c in range(len(left)):
        yearly = f(12 * left[c] / max(now.sizes.whole[c], 1))
        regime.prospects[c] += (ONE - keep) * (yearly - regime.prospects[c])


@part
def move(minds: F32, person: I32, goal: Number, origin: Number) -> None:
    """A person takes his mind (traits, n) along."""
    person[goal] = person[origin]
    for trait in range(len(minds)):
        minds[trait, goal] = minds[trait, origin]


@part
def recruit(now: Now) -> None:
    """Fill what is still vacant with newcomers: posts of the lowest rank, and any post without a junior to move up."""
    s, fresh = now.scratch, now.fresh
    for k in range(marked(s.chosen, s.vacant)):
        post = s.chosen[k]
        draw_newcomer(now, post, now.cadres, now.parameters.believe, now.parameters.fill)
        now.cadres.person[post] = next_person(now.regime)
        for column in range(len(fresh.columns)):
            fresh.columns[column][post] = fresh.values[column]
        now.cadres.standing[post] = SERVING
        show_one(now, post)
        s.vacant[post] = HELD
        take_office(now, post)


@part
def draw_newcomer(now: Now, post: Number, cadres: Cadres, b: Believe, p: Fill) -> None:
    """Draw the person who enters the apparatus at a post: abroad the best of a few."""
    draw_allegiance(now, post, FIRST, cadres, b, p)
    if now.posts.abroad[post] > 0:
        best, best_worth = FIRST, worth_sending(now, post)
        for k in range(1, round(p.candidates)):
            draw_allegiance(now, post, FIRST + k, cadres, b, p)
            worth = worth_sending(now, post)
            if worth > best_worth:
                best, best_worth = FIRST + k, worth
        draw_allegiance(now, post, best, cadres, b, p)
    cadres.restless[post] = normal(draw_one(now, post, RESTLESS))
    cadres.competence[post] = normal(draw_one(now, post, COMPETENCE)) - f(p.recruit_competence)
    years = f(p.recruit_age) + f(p.recruit_age_spread) * normal(draw_one(now, post, AGE))
    cadres.age[post] = max(years, f(p.youngest))


@part
def draw_allegiance(now: Now, post: Number, channel: Whole, cadres: Cadres, b: Believe, p: Fill) -> None:
    """Draw ties, family and loyalty of one who might enter at a post; he shows what he feels."""
    cadres.disposition[post] = normal(draw_again(now, post, DISPOSITION, channel))
    cadres.tie[post] = f(p.recruit_tie) * draw_again(now, post, TIE, channel)
    least = f(p.recruit_family)
    cadres.family[post] = least + (ONE - least) * draw_again(now, post, FAMILY, channel)
    loyalty: Number = (
        f(b.base) + cadres.disposition[post] + f(b.rents) * now.posts.rent[post] + f(b.tie) * cadres.tie[post]
        + f(b.shared_fate) * cadres.family[post] + f(p.recruit_loyalty)
    )  # fmt: skip
    cadres.loyalty[post] = loyalty
    cadres.private_loyalty[post] = cadres.displayed_loyalty[post] = logistic(loyalty)
