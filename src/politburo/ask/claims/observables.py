"""What can be observed of a run, by name, among whom, and how it is summed up in one number.

- a series (`fear`, `departures`): over the months of the window;
- a kind of event (`flight`, `penalty`): counted in the window, of the posts asked about;
- a trait of cadres (`cadres.displayed_loyalty`), of posts (`posts.rent`) or of households (`homes.belief`): at the end;
- what is made of these: `DERIVED`.

Groups of posts have names too; several together mean those in all of them. A group depends on the country, or on what
is equal in both arms of a pair, never on what the change does to one arm; except for those who stay in post throughout,
who stay in both, and for circles that were hit, which the change brings about in the first months.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.arms import change_month, country_of, course_of, start_month, struck
from politburo.ask.claims.record import Arm, Claim, Test, Watch
from politburo.country import Country
from politburo.country.plan import RANKS, CountryPlan
from politburo.month.state import Cadres, Homes
from politburo.terms.events import EVENT_NAMES
from politburo.terms.series import ALL_SERIES

if TYPE_CHECKING:
    from politburo.month import Outcome

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

SERIES = {series.name: series.unit for series in ALL_SERIES}
TRAITS = {f"cadres.{name}" for name in Cadres._fields} | {f"homes.{name}" for name in Homes._fields}
TRAITS |= {f"posts.{name}" for name in ("rent", "exposure", "arms", "prominence")}

EVENTS = tuple(name for name in EVENT_NAMES if name != "departure")
"""Kinds of events that befall the holders of posts; ordinary departures are a series."""

OF_SERIES = ("mean", "total", "highest", "variation")
OF_EVENTS = ("total", "per 1,000", "any")
OF_TRAITS = ("mean", "spread", "standardised", "correlation", "slope")


@dataclass(frozen=True, slots=True)
class Seen:
    """One arm's run as it is looked at: `who` are the posts asked about (n,), `change` the row of the change.

    `yardstick` is the base arm's run, whose spread makes a standardised mean.
    """

    outcome: Outcome
    yardstick: Outcome
    country: Country
    who: Mask
    change: int
    start: int


def value(watch: Watch, seen: Seen) -> float:
    """What is observed, as one number; NaN where there is nothing to observe."""
    if watch.observe in DERIVED:
        return DERIVED[watch.observe][1](watch, seen)
    if watch.observe in SERIES:
        return _of_series(_window(watch, seen, watch.observe), watch.statistic)
    if watch.observe in EVENTS:
        return _of_events(watch, seen)
    return _of_trait(watch, seen)


def statistics_of(observe: str) -> tuple[str, ...]:
    """The ways in which something of that name can be summed up; none for an unknown name."""
    if observe in DERIVED:
        return DERIVED[observe][0]
    if observe in SERIES:
        return OF_SERIES
    if observe in EVENTS:
        return OF_EVENTS
    return OF_TRAITS if observe in TRAITS else ()


def known() -> tuple[str, ...]:
    """Every name that can be observed."""
    return (*SERIES, *EVENTS, *sorted(TRAITS), *DERIVED)


def _window(watch: Watch, seen: Seen, name: str) -> Values:
    first, last = watch.window
    return seen.outcome.series[name][seen.change + first : seen.change + last].astype(np.float64)


def _of_series(values: Values, statistic: str) -> float:
    lived = values[~np.isnan(values)]
    if not len(lived):
        return float("nan")
    return float({"mean": np.mean, "total": np.sum, "highest": np.max, "variation": np.std}[statistic](lived))


def _of_events(watch: Watch, seen: Seen) -> float:
    events = seen.outcome.events
    inside = _happened(watch, seen, watch.observe)
    counted = float(events["persons"][inside][seen.who[events["agent"][inside]]].sum())
    if watch.statistic == "any":
        return float(counted > 0)
    if watch.statistic == "total":
        return counted
    asked = np.count_nonzero(seen.who)
    return 1000 * counted / asked if asked else float("nan")


def _happened(watch: Watch, seen: Seen, *kinds: str) -> Mask:
    """Which events are of these kinds and in the window."""
    events, (first, last) = seen.outcome.events, watch.window
    month = events["month"] - (seen.start + seen.change)
    return np.isin(events["kind"], [EVENT_NAMES.index(kind) for kind in kinds]) & (month >= first) & (month < last)


def _of_trait(watch: Watch, seen: Seen) -> float:
    values, weights = _trait(watch.observe, seen, seen.outcome)
    if not len(values):
        return float("nan")
    mean = float(np.average(values, weights=weights))
    if watch.statistic == "mean":
        return mean
    if watch.statistic == "standardised":
        return _relative(mean, _spread(*_trait(watch.observe, seen, seen.yardstick)))
    if watch.statistic == "spread":
        return _spread(values, weights)
    beside, _ = _trait(str(watch.beside), seen, seen.outcome)
    together = float(np.average((values - mean) * (beside - np.average(beside, weights=weights)), weights=weights))
    spread = _spread(beside, weights)
    return _relative(
        _relative(together, spread), _spread(values, weights) if watch.statistic == "correlation" else spread
    )


def _relative(value: float, to: float) -> float:
    """The ratio, NaN to nothing: where all are alike, as under extreme parameters, there is nothing to measure by."""
    return value / to if to else float("nan")


def _trait(name: str, seen: Seen, outcome: Outcome) -> tuple[Values, Values]:
    """Values of a trait and the weights of those who have it: cadres who hold a post asked about, or all households."""
    owner, trait = name.split(".")
    if owner == "homes":
        return getattr(outcome.state.homes, trait).astype(np.float64), seen.country.households.weight.astype(np.float64)
    source = outcome.state.cadres if owner == "cadres" else seen.country.posts
    values = getattr(source, trait)[seen.who].astype(np.float64)
    return values, np.ones(len(values))


def _spread(values: Values, weights: Values) -> float:
    mean = np.average(values, weights=weights)
    return float(np.sqrt(np.average((values - mean) ** 2, weights=weights)))


def _inequality(watch: Watch, seen: Seen) -> float:
    return _of_series(_window(watch, seen, "income_p90") / _window(watch, seen, "income_p10"), "mean")


def _detected(watch: Watch, seen: Seen) -> float:
    """Of the plotters of each month, the share found out in it."""
    found, plotting = _window(watch, seen, "plots_found"), _window(watch, seen, "plotting")
    lived = ~np.isnan(plotting)
    people = float((found + plotting)[lived].sum())
    return float(found[lived].sum()) / people if people else float("nan")


def _attempted(watch: Watch, seen: Seen) -> float:
    """1 if a coup was attempted in the window, whether it failed or ended the regime; 0 otherwise."""
    return float(_happened(watch, seen, "coup attempt", "regime end").any())


def _per_million(watch: Watch, seen: Seen, series: str, people: float) -> float:
    """Persons a year, per million of so many people."""
    months = watch.window[1] - watch.window[0]
    return 12e6 * _of_series(_window(watch, seen, series), "total") / months / people


def _departures_per_head(watch: Watch, seen: Seen) -> float:
    return _per_million(watch, seen, "departures", float(seen.country.households.weight.sum()))


def _flights_per_head(watch: Watch, seen: Seen) -> float:
    return _per_million(watch, seen, "flights", seen.country.posts.count)


def _forms(watch: Watch, seen: Seen) -> Values:
    """Penalties in the window by form."""
    first, last = watch.window
    forms = seen.outcome.series["penalties_by_circle_and_form"][seen.change + first : seen.change + last]
    return np.nansum(forms.astype(np.float64), axis=(0, 1, 2))


def _executed(watch: Watch, seen: Seen) -> float:
    """Of those penalised in the window, the share who are executed."""
    totals = _forms(watch, seen)
    return float(totals[-1] / totals.sum()) if totals.sum() else float("nan")


def _formless(watch: Watch, seen: Seen) -> float:
    """Penalties in the window whose form is not said."""
    return _of_series(_window(watch, seen, "penalties"), "total") - float(_forms(watch, seen).sum())


DERIVED: dict[str, tuple[tuple[str, ...], Callable[[Watch, Seen], float]]] = {
    "income P90/P10": (("mean",), _inequality),
    "plotters found out": (("share",), _detected),
    "coup attempted": (("any",), _attempted),
    "departures per million": (("rate",), _departures_per_head),
    "flights per million": (("rate",), _flights_per_head),
    "executed of the penalised": (("share",), _executed),
    "penalties without a form": (("total",), _formless),
    "forms that occur": (("count",), lambda watch, seen: float(np.count_nonzero(_forms(watch, seen)))),
}
"""Name → the ways it is summed up, and how it is made."""


def looked_at(watch: Watch, changed: Arm, base: Arm, outcomes: Mapping[Arm, Outcome]) -> tuple[float, float]:
    """What is watched in the changed and in the base arm, among the same posts."""
    country = country_of(base)
    who = among(watch.among, Pair(country, outcomes[changed], outcomes[base], change_month(base)))

    def seen(arm: Arm) -> float:
        start = start_month(arm)
        return value(watch, Seen(outcomes[arm], outcomes[base], country, who, change_month(arm) - start, start))

    return seen(changed), seen(base)


MONTHS_OF_A_WAVE = 4
"""Months from the change on in which penalties decide which circles were hit."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two runs of equal seed and number, and where they were made; `change` is the month of the change."""

    country: Country
    changed: Outcome
    base: Outcome
    change: int


def _stayed(pair: Pair) -> Mask:
    return (pair.changed.state.cadres.since < pair.change) & (pair.base.state.cadres.since < pair.change)


def _could_leave(country: Country) -> Mask:
    return (country.posts.abroad > 0) | (country.posts.access > 0.5)


def _wished(pair: Pair) -> Mask:
    chance, exposure = _could_leave(pair.country), pair.country.posts.exposure
    return chance & (exposure >= np.median(exposure[chance])) if chance.any() else chance


def _exposed(pair: Pair) -> Mask:
    exposure = pair.country.posts.exposure
    return exposure >= np.quantile(exposure, 0.9)


def _unexposed(pair: Pair) -> Mask:
    exposure = pair.country.posts.exposure
    return exposure <= np.median(exposure)


def _disposed(pair: Pair) -> Mask:
    disposition = pair.country.people.disposition
    return disposition >= np.quantile(disposition, 2 / 3)


def _circles_hit(pair: Pair) -> Mask:
    """Where the change brought most additional penalties per head, by circles of one organ and rank: the upper half."""

    def rate(outcome: Outcome) -> NDArray[np.float64]:
        events = outcome.events
        months = (events["month"] >= pair.change) & (events["month"] < pair.change + MONTHS_OF_A_WAVE)
        inside = months & (events["kind"] == EVENT_NAMES.index("penalty"))
        circles = pair.country.posts.circle[events["agent"][inside]]
        counts = np.bincount(circles, events["persons"][inside], len(pair.country.circle_sizes))
        return counts / np.maximum(pair.country.circle_sizes, 1)

    more = rate(pair.changed) - rate(pair.base)
    return (more >= np.median(more))[pair.country.posts.circle]


def _beside(name: str) -> Callable[[Pair], Mask]:
    def found(pair: Pair) -> Mask:
        hit = struck(pair.country)
        return hit[getattr(pair.country.posts, name)].any(axis=1) & ~hit

    return found


def _strangers(pair: Pair) -> Mask:
    return ~(struck(pair.country) | _beside("close")(pair) | _beside("acquaintances")(pair))


def _only_acquaintances(pair: Pair) -> Mask:
    return _beside("acquaintances")(pair) & ~_beside("close")(pair)


POPULATIONS: dict[str, tuple[str, Callable[[Pair], Mask]]] = {
    "those who stay": ("held the same post from before the change to the end, in both arms", _stayed),
    "posted abroad": ("posts abroad", lambda pair: pair.country.posts.abroad > 0),
    "at home": ("posts at home", lambda pair: pair.country.posts.abroad == 0),
    "exposed": ("the tenth of posts with most contact with the outside", _exposed),
    "unexposed": ("the half of posts with least contact with the outside", _unexposed),
    "could leave": ("posts abroad or near an open border", lambda pair: _could_leave(pair.country)),
    "wished to leave": ("the half with more contact with the outside of those who could leave", _wished),
    "in circles hit": ("the half of organs and ranks where the change brought most more penalties", _circles_hit),
    "in circles spared": ("the other half", lambda pair: ~_circles_hit(pair)),
    "disposed to loyalty": ("the third of first holders most disposed to loyalty", _disposed),
    "the shocked": ("those whom the shock strikes", lambda pair: struck(pair.country)),
    "close friends of the shocked": ("close friends, not struck themselves", _beside("close")),
    "acquaintances of the shocked": ("acquaintances and no close friends, not struck themselves", _only_acquaintances),
    "strangers to the shocked": ("no tie to anyone struck", _strangers),
}
OF_RANKS = {f"in rank {code + 1}": code for code in range(RANKS[1])}
OF_TASKS = {
    "in organs that guard": ("guards", "posts of organs that guard the regime"),
    "in organs that trade": ("trades", "posts of organs that trade"),
    "in organs that serve abroad": ("serves_abroad", "posts of organs that represent the country abroad"),
}
POPULATIONS |= {
    name: (f"posts of rank {code + 1}, counted from the top", lambda pair, code=code: pair.country.posts.rank == code)
    for name, code in OF_RANKS.items()
}
POPULATIONS |= {
    name: (meaning, lambda pair, task=task: np.isin(pair.country.posts.organ, getattr(pair.country, task)))
    for name, (task, meaning) in OF_TASKS.items()
}
"""Name → what it means, and which posts belong to it (n,). Organs and ranks go by their names, too: `named_in`."""


def among(names: tuple[str, ...], pair: Pair) -> Mask:
    """Posts that belong to all of the named groups (n,)."""
    who = np.ones(pair.country.posts.count, np.bool_)
    for name in names:
        who &= POPULATIONS[name][1](pair) if name in POPULATIONS else _called(name, pair.country)
    return who


def named_in(plan: CountryPlan) -> tuple[str, ...]:
    """Groups of posts by what a country calls its organs and ranks, such as `organ party`."""
    return tuple(f"{what} {one.name}" for what in ("organ", "rank") for one in getattr(plan, f"{what}s"))


def _called(name: str, country: Country) -> Mask:
    what, _, called = name.partition(" ")
    return getattr(country.posts, what) == getattr(country.names, what).index(called)


def nobody(names: tuple[str, ...], plan: CountryPlan) -> str:
    """Why a country has no posts that belong to all of the named groups, in words; nothing where it may have some."""
    circles = {(one.organ, one.rank) for one in plan.postings if one.posts > 0}
    asked: tuple[str, ...] = ()
    for name in names:
        if not _is_possible(name, plan):
            return f"{plan.title} has no {in_words((name,))}"
        if (belongs := _circles_of(name, plan)) is not None:
            asked = (*asked, name)
            circles = set(filter(belongs, circles))
            if not circles:
                return f"{plan.title} has no {in_words(asked)}"
    return ""


def _is_possible(name: str, plan: CountryPlan) -> bool:
    """Whether a country has posts from which one leaves, where a group is of these."""
    abroad = any(one.abroad for one in plan.postings)
    border = any(one.border_access > 0.5 for one in plan.provinces)
    return {"posted abroad": abroad, "could leave": abroad or border, "wished to leave": abroad or border}.get(
        name, True
    )


def _circles_of(name: str, plan: CountryPlan) -> Callable[[tuple[int, int]], bool] | None:
    """Whether posts of an organ and a rank belong to a group; None for a group that is of other posts."""
    if name in OF_RANKS:
        return lambda circle: circle[1] == OF_RANKS[name]
    if name in OF_TASKS:
        return lambda circle: circle[0] in plan.organs_that(OF_TASKS[name][0])
    if name in named_in(plan):
        what, _, called = name.partition(" ")
        place = ("organ", "rank").index(what)
        return lambda circle: getattr(plan, f"{what}s")[circle[place]].name == called
    return None


def in_words(names: tuple[str, ...]) -> str:
    """What several groups together mean."""
    return ", and of these ".join(POPULATIONS[name][0] if name in POPULATIONS else f"posts of {name}" for name in names)


def _of_another_country(scenario: str | None, plan: CountryPlan) -> str:
    """Why the course of a scenario does not fit a country, in words; nothing where it does."""
    if scenario is None or course_of(scenario).plan == plan:
        return ""
    return f"the course of events is that of the scenario {scenario}, and so of another country than {plan.title}"


def undecidable(claim: Claim, test: Test) -> str:
    """Why a test cannot be decided in its country, in words; nothing where it can.

    So it is where no post is of those that it asks about, or of those of the test whose effect it takes off, and where
    it takes the course of another country's scenario.
    """
    plan = test.base.plan
    why = nobody(test.watch.among, plan) or _of_another_country(test.base.scenario, plan)
    return why if why or test.less is None else undecidable(claim, claim.test(test.less.test))
