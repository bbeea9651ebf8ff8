"""What is followed of cadres and households from month to month, among whom, and how it is summed up in each.

A group is a weight for each post or household, settled in the month before the change and the same in both arms of a
pair: never by what the change does. `in post at the change` and those sent abroad are persons, who are followed
wherever they go; the other groups of cadres are the holders of posts. Hazards are those that were drawn against in the
month, so that what is asked is not blurred by the draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.arms import shuffled
from politburo.ask.claims.changes import Before, Mask, Numbers, exposed, seen_by_households
from politburo.country import Country
from politburo.country.plan import RANKS, CountryPlan
from politburo.month.state import FLED, LYING_LOW, Cadres, Homes
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters

if TYPE_CHECKING:
    from politburo.month.now import Now

Values = NDArray[np.float64]
Found = NDArray[Any]

AT_THE_END, WHEN_CHOSEN, WHEN_LEFT = "", "conspire", "hear"
"""When it is looked at: at the end of the month, or before a phase, while what was chosen is still there."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that each cadre or each household has in a month: what it means, when it is looked at, and how."""

    meaning: str
    of: str
    when: str
    read: Callable[[Now], Found]


def wish(cadres: Cadres, exposure: Found, p: Parameters, levers: Levers) -> Found:
    """How much sooner than others each cadre would flee if he could (n,): the hazard's terms but for ways and holds."""
    c = p.choose
    return np.exp(
        c.flee_fear * cadres.fear
        + c.flee_news * (1 - np.exp(-cadres.flights_heard))
        + c.flee_outside * levers.neighbour_lead * exposure
        - c.flee_loyalty * cadres.private_loyalty
        - c.fate * cadres.family
        + c.flee_frailty * (cadres.restless - c.flee_frailty / 2)
    )


def suspicion(cadres: Cadres, arms: Found, p: Parameters, levers: Levers) -> Found:
    """The level of suspicion of each cadre, unfounded denunciations aside (n,)."""
    j, shown = p.judge, cadres.displayed_loyalty
    said = cadres.openness_acquaintances * (1 - cadres.private_loyalty)
    watched = j.lukewarm * levers.surveillance * (1 - shown) + j.talk * levers.surveillance * said
    return watched + j.cohort * cadres.predecessor + j.menace * arms * (1 - shown)


def _told_acquaintances(now: Now) -> Found:
    return now.cadres.openness_acquaintances * (1 - now.cadres.private_loyalty)


def _leaving(now: Now) -> Found:
    from politburo.month.live import find_leaving

    hazard = np.empty(now.country.households.count, np.float32)
    find_leaving(hazard, now)
    return hazard


QUANTITIES: dict[str, Quantity] = {
    "hazard of flight": Quantity("hazard of fleeing in the month", "cadres", WHEN_CHOSEN,
                                 lambda now: now.scratch.flees),
    "hazard of joining a plot": Quantity("hazard of beginning to plot, or of joining a plot, in the month", "cadres",
                                         WHEN_CHOSEN, lambda now: now.scratch.helpless),
    "flight": Quantity("1 for who flees in the month", "cadres", WHEN_CHOSEN,
                       lambda now: now.scratch.vacant == FLED),
    "wish to leave": Quantity("how much sooner one would flee than others, had all the same way out", "cadres",
                              WHEN_CHOSEN,
                              lambda now: wish(now.cadres, now.posts.exposure, now.parameters, now.levers)),
    "suspicion": Quantity("level of suspicion, unfounded denunciations aside", "cadres", AT_THE_END,
                          lambda now: suspicion(now.cadres, now.posts.arms, now.parameters, now.levers)),
    "disaffection": Quantity("what is lacking in private loyalty", "cadres", AT_THE_END,
                             lambda now: 1 - now.cadres.private_loyalty),
    "voiced to close friends": Quantity(
        "disaffection that one voices to close friends", "cadres", AT_THE_END,
        lambda now: now.cadres.openness_close * (1 - now.cadres.private_loyalty)),
    "voiced to acquaintances": Quantity(
        "disaffection that one voices to acquaintances", "cadres", AT_THE_END, _told_acquaintances),
    "voiced to acquaintances by another": Quantity(
        "disaffection that somebody else voices to acquaintances: ties drawn anew", "cadres", AT_THE_END,
        lambda now: _told_acquaintances(now)[shuffled(now.country.posts.count)]),
    "expectation voiced to close friends": Quantity(
        "risk of being penalised that one sees, as far as one is open to close friends: talk about what comes",
        "cadres", AT_THE_END, lambda now: now.cadres.openness_close * now.cadres.perceived_risk),
    "expectation voiced to acquaintances": Quantity(
        "risk of being penalised that one sees, as far as one is open to acquaintances", "cadres", AT_THE_END,
        lambda now: now.cadres.openness_acquaintances * now.cadres.perceived_risk),
    "shown to all": Quantity("what is lacking in displayed loyalty", "cadres", AT_THE_END,
                             lambda now: 1 - now.cadres.displayed_loyalty),
    "effort": Quantity("loyalty that is shown beyond what is felt", "cadres", AT_THE_END,
                       lambda now: now.cadres.displayed_loyalty - now.cadres.private_loyalty),
    "lies low": Quantity("1 for who lies low", "cadres", AT_THE_END, lambda now: now.cadres.standing == LYING_LOW),
    "hazard of departure": Quantity("hazard of one of the household of leaving in the month", "homes", WHEN_LEFT,
                                    _leaving),
    "expectation voiced by households": Quantity(
        "risk of punishment that one of the household sees, as far as politics is talked about: talk about what comes",
        "homes", AT_THE_END, lambda now: now.homes.talk * seen_by_households(now)),
}  # fmt: skip
"""What is made of the state, by name; columns of the state go by their names, such as `cadres.fear`."""

QUANTITIES |= {
    f"{owner}.{name}": Quantity(
        f"{owner} {name}".replace("_", " "), owner, AT_THE_END, lambda now, o=owner, n=name: getattr(getattr(now, o), n)
    )
    for owner, columns in (("cadres", Cadres), ("homes", Homes))
    for name in columns._fields
}

WITH_ANOTHER = ("correlation", "rank correlation")
"""Ways to sum up for which something stands beside."""

SUMMED = ("mean", "last", "spread", *WITH_ANOTHER, "gains", "median gain")
"""Ways to sum up: mean over the months of the window, or its last month; of the standard deviation over those asked
about; of the correlation with `beside`, or of that of ranks (Spearman's); of what each gains from arm to arm, the 95th
percentile against the median, or the median itself."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be followed: a quantity, what stands beside it, among whom, and how it is summed up in each month."""

    observe: str
    statistic: str
    among: tuple[str, ...]
    beside: str | None = None


@dataclass
class Follower:
    """Follows what is requested of one run from the change on; `months` (k,) are its values month by month."""

    before: Before
    requests: tuple[Request, ...]
    months: dict[Request, list[float]] = field(default_factory=dict)
    each: dict[Request, list[Found]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.months = {one: [] for one in self.requests}
        self.each = {one: [] for one in self.requests if one.statistic == "gains"}
        self._fixed = {one.among: weights_of(one, self.before) for one in self.requests}
        self._of_persons = {
            among: self._by_person(weights) for among, weights in self._fixed.items() if set(among) & set(PERSONS)
        }

    def _by_person(self, weights: Values) -> Values:
        """The weight of each person by his serial number; none of newcomers, who are the last."""
        found = np.zeros(self.before.newcomers_from + 1)
        found[self.before.cadres.person] = weights
        return found

    def doings(self) -> dict[str, Callable[[Now], None]]:
        """What is done before phases to follow what they would cover up."""
        return {when: lambda now, when=when: self.look(now, when) for when in (WHEN_CHOSEN, WHEN_LEFT)}

    def look(self, now: Now, when: str) -> None:
        """Note the month's values of what is looked at then."""
        for one in self.requests:
            quantity = QUANTITIES[one.observe]
            if quantity.when == when:
                values = np.asarray(quantity.read(now), np.float64)
                if one.statistic == "gains":
                    self.each[one].append(values)
                    continue
                weights = self._fixed[one.among]
                if one.among in self._of_persons:
                    persons = np.minimum(now.cadres.person, self.before.newcomers_from)
                    weights = self._of_persons[one.among][persons]
                if quantity.of == "cadres" and IN_POST in one.among:
                    weights = weights * (now.cadres.person < self.before.newcomers_from)
                beside = None if one.beside is None else np.asarray(QUANTITIES[one.beside].read(now), np.float64)
                self.months[one].append(summed_up(one.statistic, values, weights, beside))


def summed_up(statistic: str, values: Values, weights: Values, beside: Values | None = None) -> float:
    """One number of the values of those who have weight; NaN where nobody has."""
    who = np.flatnonzero(weights)
    if not len(who):
        return float("nan")
    values, weights = values[who], weights[who]
    if statistic == "rank correlation" and beside is not None:
        return summed_up("correlation", ranks(values, weights), weights, ranks(beside[who], weights))
    mean = np.average(values, weights=weights)
    if statistic in ("mean", "last"):
        return float(mean)
    apart = values - mean
    spread = np.sqrt(np.average(apart**2, weights=weights))
    if statistic == "spread" or beside is None:
        return float(spread)
    other = beside[who] - np.average(beside[who], weights=weights)
    other_spread = np.sqrt(np.average(other**2, weights=weights))
    together = np.average(apart * other, weights=weights)
    return float(together / (spread * other_spread)) if spread > 0 and other_spread > 0 else float("nan")


def ranks(values: Values, weights: Values) -> Values:
    """The rank of each: the weight of those below him, and half of that of his equals."""
    order = np.argsort(values)
    in_order, passed = values[order], np.append(0.0, np.cumsum(weights[order]))
    starts = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
    ends = np.append(starts[1:], len(values))
    found = np.empty(len(values))
    found[order] = np.repeat((passed[starts] + passed[ends]) / 2, ends - starts)
    return found


def spread_before(request: Request, before: Before) -> float:
    """Standard deviation over those asked about in the month before the change."""
    values = np.asarray(before.known[request.observe], np.float64)
    return summed_up("spread", values, weights_of(request, before))


def weights_of(request: Request, before: Before) -> Values:
    """The weight of each post (n,) or household (h,): in how much of the groups named it is, all of them together."""
    country = before.country
    of_cadres = QUANTITIES[request.observe].of == "cadres"
    key = of_cadres, request.among
    if key in before.groups:
        return before.groups[key]
    weights = country.weights[country.posts.circle] if of_cadres else country.households.weight.astype(np.float64)
    if any(name in UNWEIGHTED for name in request.among):
        weights = np.ones(len(weights))
    for name in request.among:
        weights = weights * (POPULATIONS[name][1](before) if name in POPULATIONS else _called(name, country))
    before.groups[key] = weights
    return weights


IN_POST = "in post at the change"


def _anyone(before: Before) -> Found:
    return np.ones(before.country.posts.count)


def _tied(before: Before, who: Mask, *kinds: str) -> Mask:
    posts = before.country.posts
    return np.logical_or.reduce([who[getattr(posts, kind)].any(axis=1) for kind in kinds])


def _friends(of: Callable[[Before], Mask]) -> Callable[[Before], Mask]:
    return lambda before: _tied(before, of(before), "close") & ~of(before)


def _strangers(of: Callable[[Before], Mask], friends: Callable[[Before], Mask]) -> Callable[[Before], Found]:
    """For each of some, one at random of equal rank, organ, half of exposure and posting, with no tie within two steps.

    Gives how often each is the like of somebody.
    """

    def found(before: Before) -> Found:
        country, posts = before.country, before.country.posts
        near = of(before)
        for _ in range(2):
            near = near | _tied(before, near, "close", "acquaintances")
        kind = posts.circle.astype(np.int64) * 4
        kind += 2 * (posts.exposure >= np.median(posts.exposure)) + (posts.abroad > 0)
        times, chance = np.zeros(country.posts.count), before.chance(3)
        asked = friends(before)
        for one in np.unique(kind[asked]):
            pool = np.flatnonzero((kind == one) & ~near)
            if len(pool):
                np.add.at(times, chance.choice(pool, int((kind[asked] == one).sum())), 1.0)
        return times

    return found


def _of_the_panel(column: Callable[[Before], Found], low: float, high: float) -> Callable[[Before], Mask]:
    """Who of those drawn lies between two quantiles of something, over those drawn."""

    def found(before: Before) -> Mask:
        values, drawn = column(before), before.drawn
        least, most = np.quantile(values[drawn], (low, high))
        return drawn & (values >= least) & (values <= most)

    return found


def _half(of: Callable[[Before], Mask], *, upper: bool) -> Callable[[Before], Mask]:
    """The half of some whose hazard of flight was higher, or lower, in the month before."""

    def found(before: Before) -> Mask:
        who, hazard = of(before), before.known["hazard of flight"]
        above = hazard > np.median(hazard[who]) if who.any() else who
        return who & (above if upper else ~above)

    return found


def _third_by_rent(*, most: bool) -> Callable[[Before], Mask]:
    def found(before: Before) -> Mask:
        posts, within = before.country.posts, np.zeros(before.country.posts.count, np.bool_)
        for rank in np.unique(posts.rank):
            there = posts.rank == rank
            limit = np.quantile(posts.rent[there], 2 / 3 if most else 1 / 3)
            within |= there & ((posts.rent >= limit) if most else (posts.rent <= limit))
        return within

    return found


def _kin(before: Before) -> Mask:
    left, kin = before.households, before.country.households.kin
    tied = np.zeros(len(left), np.bool_)
    tied[kin[left]] = True
    return tied & ~left


def _without_kin(before: Before) -> Found:
    """Others of the same provinces, as many in each as there are kin."""
    homes, kin = before.country.households, _kin(before)
    others = ~(kin | before.households)
    weights = np.zeros(homes.count)
    for province in np.unique(homes.province):
        there = homes.province == province
        if (there & others).any():
            share = homes.weight[there & kin].sum() / homes.weight[there & others].sum()
            weights[there & others] = share
    return weights


def _at(posts: Callable[[Before], Numbers]) -> Callable[[Before], Mask]:
    return lambda before: np.isin(np.arange(before.country.posts.count), posts(before))


def _drawn(before: Before) -> Mask:
    return before.drawn


def _few(before: Before) -> Mask:
    return before.few


_close, _close_to_few = _friends(_drawn), _friends(_few)

POPULATIONS: dict[str, tuple[str, Callable[[Before], Found]]] = {
    IN_POST: ("cadres in post at the change, followed wherever they go", _anyone),
    "the panel": ("one cadre in forty, drawn at random, kept in post without his knowing", _drawn),
    "the panel, disposed to loyalty": ("the third of the panel most disposed to loyalty",
                                       _of_the_panel(lambda before: before.cadres.disposition, 2 / 3, 1)),
    "exposed": ("the tenth of posts with most contact with the outside", exposed),
    "unexposed": ("the half of posts with least contact with the outside",
                  lambda before: before.country.posts.exposure <= np.median(before.country.posts.exposure)),
    "posted abroad": ("posts abroad", lambda before: before.country.posts.abroad > 0),
    "at home": ("posts at home", lambda before: before.country.posts.abroad == 0),
    "the third with most rent": ("the third of the posts of each rank that yields most", _third_by_rent(most=True)),
    "the third with least rent": ("the third that yields least", _third_by_rent(most=False)),
    "the drawn": ("one cadre in forty, drawn at random", _drawn),
    "close friends of the drawn": ("close friends of those drawn, not drawn themselves", _close),
    "of these the half with the higher hazard": ("those whose hazard of flight was higher in the month before",
                                                 _half(_close, upper=True)),
    "of these the half with the lower hazard": ("those whose hazard of flight was lower in the month before",
                                                _half(_close, upper=False)),
    "strangers matched to the friends": ("for each friend one like him, with no tie within two steps to the drawn",
                                         _strangers(_drawn, _close)),
    "strangers matched to the drawn": ("for each one drawn one like him, with no tie within two steps to the drawn",
                                       _strangers(_drawn, _drawn)),
    "close friends of the few": ("close friends of the few who are drawn, one cadre in four hundred", _close_to_few),
    "strangers matched to the friends of the few": ("for each of these friends one like him, with no tie within two "
                                                    "steps to the few", _strangers(_few, _close_to_few)),
    "the drawn tenth of cadres": ("a tenth of cadres, drawn at random", lambda before: before.a_tenth),
    "drawn to be sent abroad": ("those drawn at home to be sent abroad, wherever they go",
                                _at(lambda before: before.sent)),
    "chosen to be sent abroad": ("those chosen at home to be sent abroad, wherever they go",
                                 _at(lambda before: before.sent_by_choice)),
    "the drawn tenth of households": ("a tenth of households, drawn at random",
                                      lambda before: before.a_tenth_of_households),
    "kin of those who leave": ("households that are kin of those drawn", _kin),
    "without such kin": ("other households of the same provinces", _without_kin),
}  # fmt: skip
OF_RANKS = {f"in rank {code + 1}": code for code in range(RANKS[1])}
OF_TASKS = {
    "in organs that guard": ("guards", "posts of organs that guard the regime"),
    "in organs that trade": ("trades", "posts of organs that trade"),
    "in organs that serve abroad": ("serves_abroad", "posts of organs that represent the country abroad"),
}
POPULATIONS |= {
    name: (
        f"posts of rank {code + 1}, counted from the top",
        lambda before, code=code: before.country.posts.rank == code,
    )
    for name, code in OF_RANKS.items()
}
POPULATIONS |= {
    name: (meaning, lambda before, task=task: np.isin(before.country.posts.organ, getattr(before.country, task)))
    for name, (task, meaning) in OF_TASKS.items()
}
"""Name → what it means, and how much each post or household belongs to it. Organs and ranks go by their names, too."""

OF_HOMES = ("the drawn tenth of households", "kin of those who leave", "without such kin")
"""Groups of households; the others are of cadres."""

PERSONS = ("drawn to be sent abroad", "chosen to be sent abroad")
"""Groups of persons, who are followed wherever they go; they need posts abroad."""

KEPT = ("the panel", "the panel, disposed to loyalty")
"""Groups who have to be kept in post: the arms say `panel`."""

UNWEIGHTED = tuple(
    name for name in POPULATIONS if any(it in name for it in ("drawn", "few", "panel", "of these", "sent"))
)
"""Groups of persons of whom each counts as one, for whomever else he stands."""


def named_in(plan: CountryPlan) -> tuple[str, ...]:
    """Groups of posts by what a country calls its organs and ranks, such as `organ party`."""
    return tuple(f"{what} {one.name}" for what in ("organ", "rank") for one in getattr(plan, f"{what}s"))


def _called(name: str, country: Country) -> Mask:
    what, _, called = name.partition(" ")
    return getattr(country.posts, what) == getattr(country.names, what).index(called)


def known_before(now: Now) -> dict[str, Found]:
    """What is looked at by the end of the month before the change, but for what phases have covered up."""
    return {name: np.array(quantity.read(now)) for name, quantity in QUANTITIES.items() if quantity.when == AT_THE_END}


def nothing_known(country: Country) -> dict[str, Found]:
    """What is known where the regime has fallen before the change: zeros."""
    counts = {"cadres": country.posts.count, "homes": country.households.count}
    return {name: np.zeros(counts[quantity.of], np.float32) for name, quantity in QUANTITIES.items()}


def covered_up(known: dict[str, Found]) -> Mapping[str, Callable[[Now], None]]:
    """What is done before phases of that month to know the rest of it, too."""

    def look(now: Now, when: str) -> None:
        for name, quantity in QUANTITIES.items():
            if quantity.when == when:
                known[name] = np.array(quantity.read(now))

    return {when: lambda now, when=when: look(now, when) for when in (WHEN_CHOSEN, WHEN_LEFT)}


def together(*several: Mapping[str, Callable[[Now], None]]) -> dict[str, Callable[[Now], None]]:
    """What several have done before phases, one after the other."""
    phases = dict.fromkeys(phase for doings in several for phase in doings)

    def all_of(phase: str) -> Callable[[Now], None]:
        own = [doings[phase] for doings in several if phase in doings]

        def do(now: Now) -> None:
            for one in own:
                one(now)

        return do

    return {phase: all_of(phase) for phase in phases}
