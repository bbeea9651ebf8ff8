"""Order: a purge that a dated event orders hits a share of those whom it means, beside those whom the leader chooses.

It means all who are of its organ, its rank, its province, its generation and its age, as far as it names them. Each of
them is penalised with the share that it orders as his chance, on the charge of nothing but the order, in the form that
it names, or else in the one that his case would have had. Who has fled or has been penalised this month is spared.
"""

from __future__ import annotations

import numpy as np

from politburo.country import Country
from politburo.country.country import F32, Number
from politburo.month import log
from politburo.month.now import Now
from politburo.month.penalise import AS_SEVERE, penalise
from politburo.month.state import AWAY
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.chance import Purpose, fill_draws
from politburo.numerics.compile import Whole, kernel, part
from politburo.numerics.flags import marked
from politburo.terms.accounts import ORDER, places_in
from politburo.terms.events import GENERATIONS, Order
from politburo.terms.hazards.penalty import ORDERED
from politburo.terms.words import CHARGES, FORMS

f = np.float32
ZERO, ONE = f(0), f(1)
ANY = -1
"""Stands for an organ, a rank, a province or a generation that is not named."""

ORDERING, ON_ORDER = np.int64(Purpose.ORDER), np.int64(CHARGES.index("order"))
(SHARE,) = places_in(ORDER, (ORDERED,))


READS = (
    "cadres.age", "cadres.displayed_loyalty", "cadres.person", "cadres.predecessor", "cadres.standing", "posts.abroad",
    "posts.circle", "posts.organ", "posts.province", "posts.rank", "cases.displayed_loyalty", "cases.flight",
    "cases.in_use", "cases.opens", "cases.post", "cases.unseen", "regime.elite_threat", "counts.penalties",
    "scratch.vacant",
)  # fmt: skip
WRITES = (
    "cadres.standing", "cases.displayed_loyalty", "cases.flight", "cases.in_use", "cases.opens", "cases.post",
    "cases.unseen", "counts.penalties", "scratch.vacant",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


def order(now: Now) -> None:
    """Carry out the purges that are ordered for this month, one after the other."""
    for place, one in enumerate(now.orders):
        organ, rank, province, generation = codes_of(one, now.country)
        form = AS_SEVERE if one.form is None else np.int64(FORMS.index(one.form))
        purge(now, place, organ, rank, province, generation, one.age_from, one.age_to, one.share, form)


def codes_of(one: Order, country: Country) -> tuple[int, int, int, int]:
    """Organ, rank, province and generation as they stand in columns; ANY where the order names none."""
    named = ((one.organ, country.organs), (one.rank, country.ranks), (one.province, country.provinces))
    organ, rank, province = (ANY if name is None else names.index(name) for name, names in named)
    return organ, rank, province, ANY if one.generation is None else int(one.generation == GENERATIONS[0])


@kernel
def purge(
    now: Now, place: int, organ: int, rank: int, province: int, generation: int, age_from: float, age_to: float,
    share: float, form: Whole,
) -> None:  # fmt: skip
    """Penalise a share of those who are meant; `place` is that of the order among those of the month."""
    s, cases = now.scratch, now.cases
    mean(s.hazards, now, organ, rank, province, generation, f(age_from), f(age_to), f(share))
    for k in range(cases.in_use[0]):  # who is gone cannot be penalised, and nobody twice in a month
        s.hazards[cases.post[k]] = ZERO
    expect(now, PENALTIES, s.hazards)
    draws = s.uniforms[: len(s.flags)]
    fill_draws(draws, now.seed, now.run, now.month, ORDERING, place)
    for i in range(len(draws)):
        s.flags[i] = draws[i] < s.hazards[i]
    who = s.chosen[: marked(s.chosen, s.flags)]
    for k in range(len(who)):
        terms = log.row_of(now.log, now.log.count + k, s.hazards[who[k]])
        terms[SHARE] = share
    penalise(now, who, ON_ORDER, form)


@part
def mean(
    hazards: F32, now: Now, organ: int, rank: int, province: int, generation: int, age_from: Number, age_to: Number,
    share: Number,
) -> None:  # fmt: skip
    """The share as a hazard of everyone who is meant and is not away, and none of the others."""
    posts, age, predecessor, standing = now.posts, now.cadres.age, now.cadres.predecessor, now.cadres.standing
    for i in range(len(hazards)):
        meant = (
            standing[i] != AWAY
            and (organ == ANY or posts.organ[i] == organ)
            and (rank == ANY or posts.rank[i] == rank)
            and (province == ANY or posts.province[i] == province)
            and (generation == ANY or predecessor[i] == generation)
            and age[i] >= age_from
            and age[i] < age_to + ONE  # who is 65 and a half years old is 65
        )
        hazards[i] = share if meant else ZERO
