"""What a phase gets to work with: the country, the state, this month's levers, chance, the log and the counts.

Phases are compiled and take it by reference, as one argument. In them, as in Python, it has the attributes written
here; what Python alone uses (the country as an object, the state as a whole, the leader's logic) they do not see.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from politburo.country import Country
from politburo.country.country import F32, F64, I32, I64, POSTS, U8, Households, Number, Posts
from politburo.month.log import Log
from politburo.month.numbers import GROUPS_OF_NUMBERS, numbers
from politburo.month.state import (
    CADRES,
    CONDUCT_BINS,
    DISPLAYS_TRIED,
    HELD,
    RECRUIT,
    Cadres,
    Cases,
    Homes,
    Regime,
    State,
)
from politburo.numerics.chance import Purpose, draw_each, fill_draws, fill_uniforms, uniform
from politburo.numerics.compile import Whole, kernel, part
from politburo.numerics.flags import CODES
from politburo.numerics.packed import PAIR, ROW
from politburo.numerics.structure import Shared, lent, structure
from politburo.numerics.sums import sum_groups
from politburo.terms.accounts import MOST_TERMS
from politburo.terms.events import Order
from politburo.terms.hazards import HAZARDS
from politburo.terms.levers import Levers
from politburo.terms.parameters import Conspire, Parameters
from politburo.terms.words import FORMS


class Counts(NamedTuple):
    """What happened this month, counted as it happens (set to zero before each month)."""

    penalties: F32
    flights: F32
    turnover: F32
    departures: F32
    departures_for_politics: F32
    plots_found: F32
    coup_attempts: I64
    plot_hazard: F64
    attempt_hazard: F64
    fall_hazard: F64


class Sizes(NamedTuple):
    """How many posts each circle has, here and in the whole country (circles,), and for how many of them one stands.

    `thinned` is 1 if posts are left out, `people` counts the people of each province. `ranks` is the number of ranks,
    of which the first `top_ranks` are those of the national leadership; `guards` are the codes of the organs that guard
    the regime.
    """

    circles: I32
    whole: I32
    weights: F64
    thinned: int
    people: F64
    ranks: int
    top_ranks: int
    guards: I32


DISTANCES = 4
"""From which a case is heard of: close friend, acquaintance, same circle, the top."""

AT_ONCE = 1024
"""Agents that are gone through together, so that what is known of them stays near the processor.

An array of a large country then comes from memory once for all the rules that follow one another on it.
"""

MOST_TRAITS = len(CADRES) + len(POSTS)
"""Traits that the terms of a hazard may read."""


class Scratch(NamedTuple):
    """Working memory, allocated once per run; nothing in it survives a phase but `vacant`, and what never changes.

    `vacant` (n,) says why a post has fallen vacant this month (state.HELD: it has not); choose, conspire and judge set
    it, fill fills the posts. `strength` and `rank_weight` (n,) are those of each post in a coup. Columns of several
    phases share memory: each has the name of what its phase keeps there.
    """

    uniforms: F32
    flags: U8
    vacant: U8
    strength: F32
    rank_weight: F32
    chosen: I32
    other: I32
    # of several phases: a number for each circle, or two, for penalties and for flights; and of some agents, at most
    # AT_ONCE, the traits that a hazard reads, what its terms are and what they make
    by_circle: F64
    news: F32
    traits: F32
    terms: F32
    combined: F32
    # live: people who leave each household (before that, the hazard of one), where somebody could, the households
    # where somebody may; and what these could pay, or the chance that they can
    leavers: F32
    could_leave: U8
    leaving: I32
    funds: F32
    # hear: what a case counts by distance and kind; news that all in the circle of each cadre get; what he tells close
    # friends (n, 4): news of penalties and flights, disaffection, and what he could bring to a plot; the news that he
    # passes on to acquaintances (n, 2); and what some, at most AT_ONCE, have been told of either
    case_weights: F32
    known_penalties: F32
    known_flights: F32
    telling: F32
    passing_on: F32
    told_by_friends: F32
    told_by_acquaintances: F32
    # fear: penalties, posts and rates by rank and conduct, and rates by rank and by circle and conduct; what is worked
    # out of a rank's bins, and the cadres in each; risk learned from the rate among people like oneself, and how far
    # news concerns one
    rank_cases: F32
    rank_posts: F32
    rank_rate: F32
    mean_rate: F32
    circle_rate: F32
    bins: F32
    in_bins: I64
    learned: F32
    concern: F32
    # believe: loyalty from the prospect of promotion, and where loyalty tends to; displays that are tried out, and the
    # norm that each cadre meets; what each rank shows, and how many show it
    promoted: F32
    target: F32
    tried: F32
    norm: F32
    shown: F64
    # choose: the posts abroad; hazards of each cadre, the share of his fear that conduct cannot help, how a plot seems
    # to end, and how far vetting closes his way
    abroad: I32
    moves: F32
    flees: F32
    plots: F32
    helpless: F32
    chance: F32
    vetted: F32
    # conspire: how far loyal friends know of each plotter; hazard and chance of an attempt that he leads, and parts of
    # the strength of his coalition; one coalition
    confided: F32
    tries: F32
    wins: F32
    parts: F32
    coalition: I32
    # judge: guilt, prominence and hazard of each cadre, and draws for unfounded suspicion; sums and
    # rates by rank
    guilt: F32
    visible: F32
    hazards: F32
    alarms: F32
    by_rank: F64
    rates: F32
    # fill: some juniors of whom one is chosen; the parts of the score of the one chosen, and their sums over all
    considered: I32
    of_the_best: F32
    of_all: F64
    # inform: what each cadre brings to his post
    able: F32


class Fresh(NamedTuple):
    """What a newcomer starts from where it is not drawn for him: columns of the cadres, and a value for each."""

    columns: tuple[F32, ...]
    values: F32


class Now(Shared):
    """One month of one run."""

    # In Python and in compiled functions
    cadres: Cadres
    minds: F32
    homes: Homes
    cases: Cases
    regime: Regime
    posts: Posts
    households: Households
    sizes: Sizes
    fresh: Fresh
    parameters: Parameters
    levers: Levers
    scratch: Scratch
    counts: Counts
    log: Log
    month: int
    seed: int
    run: int

    # In compiled functions alone
    some_homes: Homes
    some_households: Households

    # In Python alone
    country: Country
    state: State
    logic: str
    chooses: tuple[str, ...]
    succession: bool
    orders: tuple[Order, ...]

    def __new__(
        cls,
        country: Country,
        parameters: Parameters,
        state: State,
        levers: Levers,
        month: int,
        seed: int = 0,
        run: int = 0,
        *,
        logic: str = "scripted",
        chooses: tuple[str, ...] = (),
        succession: bool = False,
        orders: tuple[Order, ...] = (),
        log: Log | None = None,
    ) -> Now:
        """The first month of a run, or one that follows what is in `log`; `turn_to` makes it the next."""
        shared: dict[str, Any] = {
            "cadres": state.cadres,
            "minds": state.minds,
            "homes": state.homes,
            "cases": state.cases,
            "regime": state.regime,
            "posts": country.posts,
            "households": country.households,
            "sizes": sizes_of(country),
            "fresh": fresh_for(state, parameters),
            "parameters": tuple(numbers(getattr(parameters, phase)) for phase in GROUPS_OF_NUMBERS),
            "levers": numbers(levers),
            "scratch": scratch_for(country, parameters.conspire),
            "counts": counts_for(country),
            "log": Log() if log is None else log,
            "month": month,
            "seed": seed,
            "run": run,
        }
        now, parts = _now(*[shared[name] for name in SHARED])
        for name, value in {**shared, "_parts": parts}.items():
            object.__setattr__(now, name, value)
        now.country, now.state, now.parameters, now.levers = country, state, parameters, levers
        now.logic, now.chooses, now.succession, now.orders = logic, chooses, succession, orders
        return now

    def copy(self, country: Country) -> Now:
        """The end of the same month in memory of its own, in a country with the same ties."""
        return Now(
            country, self.parameters, self.state.copy(), self.levers, self.month, self.seed, self.run,
            logic=self.logic, chooses=self.chooses, log=self.log.copy(),
        )  # fmt: skip

    def turn_to(self, month: int, levers: Levers, seed: int, run: int) -> None:
        """Go on to a month: its levers, which govern puts in force, and its chance, whole numbers from 0 to 2^32 − 1.

        Raises OverflowError for other numbers.
        """
        if (seed | run | month) >> 32:
            raise OverflowError(f"not all from 0 to 2^32 - 1: {seed=}, {run=}, {month=}")
        self.levers, self.month, self.seed, self.run = levers, month, seed, run
        begin(self, month, seed, run)

    def draw_under(self, seed: int) -> None:
        """Draw under another seed, from 0 to 2^32 − 1, for the rest of the month."""
        self.seed = seed
        draw_under(self, seed)

    def draw(self, purpose: Purpose, count: int, channel: int = 0) -> F32:
        """Uniform draws of this month for agents 0 … count − 1, valid until the next call."""
        out = self.scratch.uniforms[:count]
        fill_uniforms(out, self.seed, self.run, self.month, int(purpose), channel)
        return out

    def draw_for(self, agents: I32, purpose: Purpose, channel: int = 0) -> F32:
        """The same draws for a few agents only (k,)."""
        out = np.empty(len(agents), np.float32)
        draw_each(out, agents, self.seed, self.run, self.month, int(purpose), channel)
        return out


_GROUPS: dict[str, type] = {
    "cadres": Cadres,
    "homes": Homes,
    "cases": Cases,
    "regime": Regime,
    "posts": Posts,
    "households": Households,
    "sizes": Sizes,
    "fresh": Fresh,
    "scratch": Scratch,
    "counts": Counts,
}
_Cadres, _Homes, _Cases, _Regime, _Posts, _Households, _Sizes, _Fresh, _Scratch, _Counts = (
    structure(group.__name__, group._fields) for group in _GROUPS.values()
)
_Parameters = structure("Parameters", GROUPS_OF_NUMBERS)
SHARED = (*_GROUPS, "minds", "parameters", "levers", "log", "month", "seed", "run")
"""What compiled functions see of a month."""
_Now = structure("Now", (*SHARED, "some_homes", "some_households"), Now)
"""Beside what Python sees, a month has room for views of some homes and households."""


@kernel
def _now(
    cadres: Any, homes: Any, cases: Any, regime: Any, posts: Any, households: Any, sizes: Any, fresh: Any, scratch: Any,
    counts: Any, minds: Any, parameters: Any, levers: Any, log: Any, month: int, seed: int, run: int,
) -> Any:  # fmt: skip
    parts = (
        _Cadres(*lent(cadres)), _Homes(*lent(homes)), _Cases(*lent(cases)), _Regime(*lent(regime)),
        _Posts(*lent(posts)), _Households(*lent(households)), _Sizes(*lent(sizes)), _Fresh(*lent(fresh)),
        _Scratch(*lent(scratch)), _Counts(*lent(counts)), lent((minds,))[0], _Parameters(*parameters),
    )  # fmt: skip
    views = _Homes(*lent(homes)), _Households(*lent(households))
    return _Now(*parts, levers, log, month, seed, run, *views), (parts, views)


FIRST, SECOND = np.int64(0), np.int64(1)
"""Channels of draws."""


@kernel
def begin(now: Now, month: int, seed: int, run: int) -> None:
    """Nothing has happened yet this month."""
    now.month, now.seed, now.run = month, seed, run
    counts = now.counts
    counts.penalties[:] = 0
    counts.flights[:] = 0
    counts.turnover[:] = 0
    counts.departures[:] = 0
    counts.departures_for_politics[:] = 0
    counts.plots_found[:] = 0
    counts.coup_attempts[0] = 0
    counts.plot_hazard[0] = 0
    counts.attempt_hazard[0] = 0
    counts.fall_hazard[0] = 0
    now.scratch.vacant[:] = HELD


@kernel
def draw_under(now: Now, seed: int) -> None:
    """`Now.draw_under` for compiled code."""
    now.seed = seed


@kernel
def draw_all(now: Now, purpose: Whole, count: int) -> F32:
    """Uniform draws of this month for agents 0 … count − 1, valid until the next call: `Now.draw` in compiled code."""
    out = now.scratch.uniforms[:count]
    fill_draws(out, now.seed, now.run, now.month, purpose, FIRST)
    return out


@part
def draw_one(now: Now, agent: Number, purpose: Whole) -> Number:
    """The draw of one agent."""
    return draw_again(now, agent, purpose, FIRST)


@part
def draw_again(now: Now, agent: Number, purpose: Whole, channel: Whole) -> Number:
    """Another draw of one agent for the same purpose."""
    return uniform(now.seed, now.run, np.int64(agent), now.month, purpose, channel)


def counts_for(country: Country) -> Counts:
    """Counts of nothing."""
    circles = len(country.circle_sizes)
    return Counts(
        penalties=np.zeros((circles, len(FORMS)), np.float32),
        flights=np.zeros(circles, np.float32),
        turnover=np.zeros(circles, np.float32),
        departures=np.zeros(len(country.provinces), np.float32),
        departures_for_politics=np.zeros(len(country.provinces), np.float32),
        plots_found=np.zeros(circles, np.float32),
        coup_attempts=np.zeros(1, np.int64),
        plot_hazard=np.zeros(1),
        attempt_hazard=np.zeros(1),
        fall_hazard=np.zeros(1),
    )


def sizes_of(country: Country) -> Sizes:
    """How many posts there are, how many people, and how ranks and organs are told apart."""
    households = country.households
    people = np.zeros(len(country.provinces))
    sum_groups(people, households.blocks, households.province, households.weight)
    return Sizes(
        country.circle_sizes,
        country.whole_sizes,
        country.weights,
        int(country.thinned),
        people,
        len(country.ranks),
        country.top_ranks,
        np.array(country.guards, np.int32),
    )


def fresh_for(state: State, parameters: Parameters) -> Fresh:
    """The columns of state.RECRUIT, with their values."""
    values = {
        name: attrgetter(value)(parameters) if isinstance(value, str) else value for name, value in RECRUIT.items()
    }
    columns = {name: getattr(state.cadres, name) for name in values if name != "standing"}
    return Fresh(tuple(columns.values()), np.array([values[name] for name in columns], np.float32))


def strengths_for(posts: Posts, p: Conspire) -> tuple[F32, F32]:
    """Strength of each post in a coup, (arms + authority) · rank_strength^rank, and its last factor."""
    weights = [1.0]
    while len(weights) <= int(posts.rank.max(initial=0)):
        weights.append(weights[-1] * p.rank_strength)
    weight = np.array(weights, np.float32)[posts.rank]
    return (posts.arms + np.float32(p.authority)) * weight, weight


def scratch_for(country: Country, p: Conspire) -> Scratch:
    """Working memory for a country, and what never changes in it."""
    n, h = country.posts.count, country.households.count
    strength, rank_weight = strengths_for(country.posts, p)
    m, circles, ranks = max(n, h), len(country.circle_sizes), len(country.ranks)
    first = np.empty(m, np.float32)
    second, third, fourth, fifth = (np.empty(n, np.float32) for _ in range(4))
    return Scratch(
        uniforms=np.empty(m, np.float32),
        flags=np.zeros(n, np.uint8),
        vacant=np.zeros(n, np.uint8),
        strength=strength,
        rank_weight=rank_weight,
        chosen=np.empty(n, np.int32),
        other=np.empty(n, np.int32),
        by_circle=np.zeros(circles),
        news=np.zeros((2, circles), np.float32),
        traits=np.empty((MOST_TRAITS, AT_ONCE), np.float32),
        terms=np.empty((max(MOST_TERMS, len(HAZARDS["departure"].terms)), AT_ONCE), np.float32),
        combined=np.empty(AT_ONCE, np.float32),
        case_weights=np.zeros((DISTANCES, 2), np.float32),
        known_penalties=first[:n],
        known_flights=second,
        rank_cases=np.zeros((ranks, CONDUCT_BINS), np.float32),
        rank_posts=np.zeros((ranks, CONDUCT_BINS), np.float32),
        rank_rate=np.zeros((ranks, CONDUCT_BINS), np.float32),
        mean_rate=np.zeros(ranks, np.float32),
        circle_rate=np.zeros((circles, CONDUCT_BINS), np.float32),
        bins=np.zeros((4, CONDUCT_BINS), np.float32),
        in_bins=np.zeros(CODES, np.int64),
        by_rank=np.zeros((ranks, 3)),
        rates=np.zeros((ranks, 4), np.float32),
        considered=np.empty(AT_ONCE, np.int32),
        of_the_best=np.zeros(MOST_TERMS, np.float32),
        of_all=np.zeros(MOST_TERMS),
        leavers=first[:h],
        could_leave=np.zeros(h, np.uint8),
        leaving=np.empty(h, np.int32),
        funds=np.empty(h, np.float32),
        telling=np.empty((n, ROW), np.float32),
        told_by_friends=np.empty((AT_ONCE, ROW), np.float32),
        passing_on=np.empty((n, PAIR), np.float32),
        told_by_acquaintances=np.empty((AT_ONCE, PAIR), np.float32),
        learned=first[:n],
        concern=second,
        tried=np.zeros((ranks, 3, DISPLAYS_TRIED), np.float32),
        norm=third,
        shown=np.zeros((ranks, 2)),
        promoted=first[:n],
        target=second,
        abroad=np.flatnonzero(country.posts.abroad > 0).astype(np.int32),
        moves=first[:n],
        flees=second,
        plots=third,
        helpless=fourth,
        chance=fifth,
        vetted=np.zeros(n, np.float32),
        confided=first[:n],
        tries=second,
        wins=third,
        parts=np.empty((n, 5), np.float32),
        coalition=np.empty(n, np.int32),
        guilt=first[:n],
        visible=second,
        hazards=fourth,
        able=first[:n],
        alarms=fifth,
    )
