"""What is done to the state of a run where no lever reaches: at the change, and in every month from then on.

Whom it strikes is drawn at random in the month before the change, by seed and run alone; the same posts are drawn in
both arms of a pair, so that one can ask about them in the arm in which nothing is done to them.

The panel are those who are drawn, kept in post without their knowing: nobody penalises, posts, retires or lets them
go, they do not die, and where they would plot they stay in office; they may lie low.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.arms import with_columns
from politburo.country import Country
from politburo.month.state import AWAY, FLED, HELD, LYING_LOW, MINDS, PLOTTING, SERVING, Cadres, Homes

if TYPE_CHECKING:
    from politburo.month.now import Now

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
"""Numbers of posts."""
Doing = Callable[["Now"], None]
Doings = Mapping[str, Doing]
"""What is done before phases, by their names."""

ONE_IN, FEW_IN = 40, 400
"""Every so many cadres or households one is drawn; and of these a few, who are one in so many."""

CHANCE = 7421
"""Part of the key of who is drawn, besides seed and run."""

MOST_FEAR = np.float32(0.98)
"""Fear that a shock does not pass, so that the risk behind it is finite."""

DOUBT = np.float32(3.0)
"""How far private loyalty is pushed down, on the real line: from 0.7 to 0.1."""

A_PURGE = 1.0
"""So many cases at the top does a piece of news tell that is made up."""

NO_AGE = np.float32(-1000.0)
"""An age at which nobody dies or retires."""


@dataclass(frozen=True)
class Before:
    """A run at the end of the month before the change, and who is drawn in it.

    `known` holds what cadres (n,) and households (h,) were like in that month, by the name that it is observed by;
    `groups` what was found of who is asked about.
    """

    country: Country
    cadres: Cadres
    homes: Homes
    newcomers_from: int
    month: int
    seed: int
    run: int
    known: Mapping[str, NDArray[Any]]
    groups: dict[Any, NDArray[np.float64]] = field(default_factory=dict, compare=False)

    @cached_property
    def posts_drawn(self) -> NDArray[np.int64]:
        """All posts whose holders are there, in an order drawn at random."""
        there = np.flatnonzero(self.cadres.standing != AWAY)
        return self.chance(0).permutation(there)

    @cached_property
    def homes_drawn(self) -> NDArray[np.int64]:
        """All households in an order drawn at random."""
        return self.chance(1).permutation(self.country.households.count)

    @cached_property
    def drawn(self) -> Mask:
        """The posts that are drawn, one in forty (n,)."""
        return _marked(self.country.posts.count, self.posts_drawn[: self.country.posts.count // ONE_IN])

    @cached_property
    def few(self) -> Mask:
        """A few of them, one post in four hundred (n,)."""
        return _marked(self.country.posts.count, self.posts_drawn[: self.country.posts.count // FEW_IN])

    @cached_property
    def households(self) -> Mask:
        """The households that are drawn, one in forty (h,)."""
        return _marked(self.country.households.count, self.homes_drawn[: self.country.households.count // ONE_IN])

    @cached_property
    def a_tenth(self) -> Mask:
        """Another tenth of all posts (n,)."""
        return _marked(self.country.posts.count, self.posts_drawn[-(self.country.posts.count // 10) :])

    @cached_property
    def a_tenth_of_households(self) -> Mask:
        """A tenth of all households (h,)."""
        count = self.country.households.count
        return _marked(count, self.homes_drawn[-(count // 10) :])

    @cached_property
    def sent(self) -> Numbers:
        """Posts at home whose holders are drawn to be sent abroad, one in forty of the ranks that serve there (k,)."""
        return self._of_ranks_abroad(self.posts_drawn)

    @cached_property
    def sent_by_choice(self) -> Numbers:
        """As many where who is sent is chosen: the steadfast first, of those more of whose family is at home."""
        family, restless = self.cadres.family[self.posts_drawn], self.cadres.restless[self.posts_drawn]
        kept_back = family >= np.median(family)
        return self._of_ranks_abroad(self.posts_drawn[kept_back][np.argsort(restless[kept_back], kind="stable")])

    def _of_ranks_abroad(self, candidates: Numbers) -> Numbers:
        rank, abroad = self.country.posts.rank, self.country.posts.abroad > 0
        served = np.isin(rank, rank[abroad])
        return candidates[(served & ~abroad)[candidates]][: int(served.sum()) // ONE_IN]

    @cached_property
    def moved(self) -> Numbers:
        """Posts of those drawn to be sent abroad, above, and for each one of his circle in another province (2, k)."""
        posts, pairs = self.country.posts, []
        others = self.posts_drawn[~np.isin(self.posts_drawn, self.sent) & (posts.abroad[self.posts_drawn] == 0)]
        for circle in np.unique(posts.circle[self.sent]):
            free = others[posts.circle[others] == circle]
            for one in self.sent[posts.circle[self.sent] == circle]:
                for other in free[posts.province[free] != posts.province[one]][:1]:
                    pairs.append((one, other))
                    free = free[free != other]
        return np.array(pairs, np.int64).reshape(-1, 2).T

    def chance(self, purpose: int) -> np.random.Generator:
        """Chance for drawing, other for each purpose."""
        return np.random.Generator(np.random.Philox(key=[self.seed * 2**32 + self.run, CHANCE + purpose]))


def _marked(count: int, which: NDArray[np.int64]) -> Mask:
    mask = np.zeros(count, np.bool_)
    mask[which] = True
    return mask


@dataclass(frozen=True, slots=True)
class Change:
    """What it does, in words. `at_once` is done at the end of the month before; `doings` say what before which phases.

    Doings of a shock are for the month of the change alone. `country` is what is other in the country from then on.
    """

    meaning: str
    at_once: Callable[[Now, Before], None] = lambda now, before: None
    doings: Callable[[Before], Doings] = lambda before: {}
    country: Callable[[Before], Country] = lambda before: before.country


def _kept(before: Before) -> Country:
    """In their posts nobody stands out, and from them there is no way out."""
    posts, kept = before.country.posts, before.drawn
    return with_columns(
        before.country,
        prominence=np.where(kept, np.float32(0), posts.prominence),
        access=np.where(kept, np.float32(0), posts.access),
        withdrawn_beyond=np.where(kept, np.float32(-1), posts.withdrawn_beyond),
    )


def _keeping(before: Before) -> Doings:
    who, saved = np.flatnonzero(before.drawn), {}

    def stop_plots(now: Now) -> None:
        standing = now.cadres.standing
        standing[who[standing[who] == PLOTTING]] = SERVING

    def hide(now: Now) -> None:
        cadres = now.cadres
        saved["standing"], saved["age"] = cadres.standing[who], cadres.age[who]
        cadres.standing[who], cadres.age[who] = AWAY, NO_AGE
        now.scratch.vacant[who] = HELD

    def show(now: Now) -> None:
        now.cadres.standing[who], now.cadres.age[who] = saved["standing"], saved["age"]

    return {"conspire": stop_plots, "fill": hide, "inform": show}


PANEL = Change("those who are drawn are kept in post, without their knowing", doings=_keeping, country=_kept)


def _hear_of_penalties(now: Now, before: Before) -> None:
    """Ties alone hear of it: so many penalties at once would be known in every circle, as a single one is not."""
    from politburo.month.hear import tell_ties

    p, posts, who = now.parameters.hear, now.country.posts, np.flatnonzero(before.drawn).astype(np.int32)
    value = 1 / (1 + p.habituation * float(now.regime.expected_cases[0]))
    for ends, news in ((posts.close, p.close_case), (posts.acquaintances, p.acquaintance_case)):
        tell_ties(now.cadres.penalties_heard, who, ends, np.float32(news * value))


def _frighten(now: Now, before: Before) -> None:
    """Risk goes part of the way back before it is felt again; so much more is added."""
    p, cadres = now.parameters.fear, now.cadres
    years = p.horizon * np.where(cadres.standing == LYING_LOW, p.low_profile, 1.0)
    felt = np.minimum(cadres.fear + cadres.fear.std(), MOST_FEAR)
    more = -np.log(1 - felt) / years + np.log(1 - np.minimum(cadres.fear, MOST_FEAR)) / years
    cadres.perceived_risk[:] += (more / (1 - p.adjustment)).astype(np.float32)


def _doubt(now: Now, before: Before) -> None:
    cadres, who = now.cadres, before.drawn
    cadres.loyalty[who] -= DOUBT
    cadres.disposition[who] -= DOUBT
    cadres.private_loyalty[who] = 1 / (1 + np.exp(-cadres.loyalty[who]))


def _flee(before: Before) -> Doings:
    def flee(now: Now) -> None:
        from politburo.month.choose import flee

        posts, vacant = now.country.posts, now.scratch.vacant
        for post in np.flatnonzero(before.few & (vacant == HELD)).astype(np.int32):
            vacant[post] = FLED
            flee(now, post)
        abroad = before.country.weights[posts.circle] * (posts.abroad > 0)
        now.regime.fled_abroad[0] += (before.few & (posts.abroad > 0)).sum() / max(float(abroad.sum()), 1.0)

    return {"conspire": flee}


def _households_leave(now: Now, before: Before) -> None:
    """All people of those that are drawn leave: they are gone from no count, and become relatives abroad."""
    homes, households, p = now.homes, now.country.households, now.parameters.live
    who, relatives = np.flatnonzero(before.households), households.kin
    left = np.zeros(households.count)
    share = (1 - p.kin_own) * p.kin_per_leaver * households.weight[who, None] / relatives.shape[1]
    np.add.at(left, relatives[who], share / households.weight[relatives[who]])
    homes.kin_abroad[:] = np.minimum(homes.kin_abroad + left, 1)
    homes.confidence[:] = np.maximum(homes.confidence - p.confidence_kin * left, 0)


def _hear_of_a_purge(now: Now, before: Before) -> None:
    """What one more case at the top, beside those of the month, brings to everybody is brought to those drawn alone."""
    p, live, cadres, homes, cases = now.parameters.hear, now.parameters.live, now.cadres, now.homes, now.cases
    told, at_home = before.a_tenth, before.a_tenth_of_households
    real = now.levers.news_from_outside + float((now.country.posts.rank[cases.penalised] == 0).sum())
    more = _known(real + A_PURGE, p.public_half) - _known(real, p.public_half)
    value = p.public_case / (1 + p.habituation * float(now.regime.expected_cases[0]))
    cadres.penalties_heard[told] = np.minimum(cadres.penalties_heard[told] + value * more, p.most_news)
    risk = seen_by_households(now) * live.fear_horizon
    worse = risk + live.fear_horizon * live.punishment_purges * more
    fright = live.fear_rate * (worse / (1 + worse) - risk / (1 + risk))
    homes.fear[at_home] += fright[at_home].astype(np.float32)
    shaken = homes.confidence[at_home] - np.float32(live.confidence_purge * more)
    homes.confidence[at_home] = np.maximum(shaken, 0)


def _known(cases: float, half: float) -> float:
    """How much of the news of many cases so many are."""
    return cases / (cases + half)


def seen_by_households(now: Now) -> NDArray[np.float64]:
    """The risk of punishment a year of which the fear of each household is made (h,)."""
    fear = now.homes.fear.astype(np.float64)
    return fear / (1 - fear) / now.parameters.live.fear_horizon


def _move(now: Now, before: Before) -> None:
    """Holders of posts change places with their minds, as in a rotation."""
    cadres, (first, second) = now.cadres, before.moved
    for name in ("person", "standing", *MINDS):
        column = getattr(cadres, name)
        column[first], column[second] = column[second], column[first]
    cadres.since[first] = cadres.since[second] = before.month


SHOCKS: dict[str, Change] = {
    "penalty heard": Change("the ties of those who are drawn hear that these were penalised, though nobody was",
                            at_once=_hear_of_penalties),
    "flight": Change("a few of those who are drawn, one cadre in four hundred, flee, and what follows a flight follows",
                     doings=_flee),
    "fright": Change("every cadre's fear is one standard deviation higher for a month, though nothing has happened",
                     at_once=_frighten),
    "doubt": Change("those who are drawn lose their private loyalty, and nothing else about them changes",
                    at_once=_doubt),
    "households leave": Change("one household in forty, drawn at random, leaves", at_once=_households_leave),
    "purge heard": Change("a tenth of cadres and a tenth of households, drawn at random, hear of one more case at the "
                          "top, though there was none", at_once=_hear_of_a_purge),
    "moved elsewhere": Change("those who would be drawn to be sent abroad change places with others of their circle in "
                              "another province", at_once=_move),
}  # fmt: skip
"""What is done at the change, by name."""


def _rhythm(before: Before) -> Doings:
    def announce(now: Now) -> None:
        warning, share = now.levers.warning, now.parameters.judge.warned_share
        struck = (now.month - before.month - 1) % round(1 / share) == 0
        now.regime.announced[0] = (1 - warning) + (warning / share if struck else 0.0)

    return {"live": announce}


def _secrecy(before: Before) -> Doings:
    def silence(now: Now) -> None:
        cases = now.cases
        told = np.flatnonzero(cases.flight[: cases.in_use[0]] == 1)
        for column in (cases.post, cases.flight, cases.displayed_loyalty, cases.opens):
            column[: len(told)] = column[told]
        cases.in_use[0] = len(told)
        cases.unseen[0] = 0

    return {"live": silence}


def _suspected(who: Callable[[Before], Mask]) -> Callable[[Before], Doings]:
    def doings(before: Before) -> Doings:
        saved: dict[str, Any] = {}

        def suspect(now: Now) -> None:
            p, cadres = now.parameters.judge, now.cadres
            saved["predecessor"] = cadres.predecessor.copy()
            if p.cohort > 0:  # suspicion of the predecessor's men, as much of it as makes one standard deviation
                cadres.predecessor[who(before)] += np.float32(before.known["suspicion"].std() / p.cohort)

        def clear(now: Now) -> None:
            now.cadres.predecessor[:] = saved["predecessor"]

        return {"judge": suspect, "fill": clear}

    return doings


def exposed(before: Before) -> Mask:
    """The tenth of posts with most contact with the outside (n,)."""
    exposure = before.country.posts.exposure
    return exposure >= np.quantile(exposure, 0.9)


def _no_return(before: Before) -> Doings:
    saved: dict[str, Any] = {}

    def look(now: Now) -> None:
        saved["low"] = now.cadres.standing == LYING_LOW

    def stay(now: Now) -> None:
        standing = now.cadres.standing
        standing[saved["low"] & (standing == SERVING)] = LYING_LOW

    return {"choose": look, "conspire": stay}


SEEN_BY_THE_JUDGES = ("displayed_loyalty", "openness_acquaintances", "private_loyalty", "predecessor")


def _arms_of_its_own(before: Before) -> Country:
    return with_columns(before.country, arms=before.country.posts.arms.copy())


def _no_plots(before: Before) -> Doings:
    def give_up(now: Now) -> None:
        standing = now.cadres.standing
        standing[standing == PLOTTING] = SERVING

    return {"conspire": give_up}


def _posted_abroad(who: Callable[[Before], Numbers]) -> Callable[[Before], Country]:
    def country(before: Before) -> Country:
        posts, sent, chance = before.country.posts, who(before), before.chance(4)
        abroad, like = np.flatnonzero(posts.abroad > 0), np.zeros(len(sent), np.int64)
        for code in np.unique(posts.rank[sent]):
            of_rank = posts.rank[sent] == code
            like[of_rank] = chance.choice(abroad[posts.rank[abroad] == code], int(of_rank.sum()))
        columns = {name: getattr(posts, name).copy() for name in ("abroad", "exposure", "withdrawn_beyond")}
        for column in columns.values():
            column[sent] = column[like]
        return with_columns(before.country, **columns)

    return country


def _shuffled_suspicion(before: Before) -> Doings:
    """Each is judged as another of his rank looks; what is remembered of the cases is how they look themselves."""
    order, rank = np.arange(before.country.posts.count), before.country.posts.rank
    for code in np.unique(rank):
        there = np.flatnonzero(rank == code)
        order[there] = before.chance(2).permutation(there)
    saved: dict[str, Any] = {}

    def columns(now: Now) -> dict[str, Any]:
        return {name: getattr(now.cadres, name) for name in SEEN_BY_THE_JUDGES} | {"arms": now.posts.arms.base}

    def shuffle(now: Now) -> None:
        for name, column in columns(now).items():
            saved[name] = column.copy()
            column[:] = column[order]

    def restore(now: Now) -> None:
        for name, column in columns(now).items():
            column[:] = saved[name]
        cases = now.cases
        posts = cases.post[: cases.in_use[0]]
        cases.displayed_loyalty[: cases.in_use[0]] = now.cadres.displayed_loyalty[posts]

    return {"judge": shuffle, "fill": restore}


PRACTICES: dict[str, Change] = {
    "announced in rhythm": Change("what is announced strikes in one month of every four", doings=_rhythm),
    "secret penalties": Change("no news of penalties reaches anybody", doings=_secrecy),
    "the exposed suspected": Change(
        "suspicion of the tenth of posts with most contact abroad is one standard deviation higher",
        doings=_suspected(exposed),
    ),
    "a tenth suspected": Change(
        "suspicion of a tenth of posts drawn at random is one standard deviation higher",
        doings=_suspected(lambda before: before.a_tenth),
    ),
    "no return from trivial posts": Change("who lies low does not come back", doings=_no_return),
    "nobody plots": Change("who would plot stays in office and does nothing", doings=_no_plots),
    "sent abroad": Change(
        "the posts of those drawn at home, one cadre in forty of the ranks that serve abroad, are abroad, each like "
        "one of his rank there",
        country=_posted_abroad(lambda before: before.sent),
    ),
    "chosen sent abroad": Change(
        "the posts of as many are, chosen for family at home and steadfastness",
        country=_posted_abroad(lambda before: before.sent_by_choice),
    ),
    "suspicion shuffled": Change(
        "each is judged as another of his rank looks", doings=_shuffled_suspicion, country=_arms_of_its_own
    ),
}
"""What is done in every month from the change on, by name."""
