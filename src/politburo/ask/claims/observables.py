"""What can be observed of a run, by name, among whom, and how it is summed up in one number.

- a series (`fear`, `departures`): over the months of the window;
- what is followed of each cadre or household (`hazard of flight`, `cadres.fear`, `homes.belief`): among some, month by
  month (see `followed`);
- several of these in one, each in its own standard deviations: `COMPOSED`;
- what is made of series: `DERIVED`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.arms import change_month, country_of, course_of, prefix_of, scenario_of, start_month
from politburo.ask.claims.around import Around
from politburo.ask.claims.changes import PANEL, PRACTICES, SHOCKS, Before
from politburo.ask.claims.followed import (
    AT_THE_END,
    OF_RANKS,
    OF_TASKS,
    PERSONS,
    POPULATIONS,
    QUANTITIES,
    SUMMED,
    WITH_ANOTHER,
    Follower,
    Found,
    Request,
    covered_up,
    known_before,
    named_in,
    nothing_known,
    spread_before,
    together,
    weights_of,
)
from politburo.ask.claims.record import Arm, Claim, Test, Watch
from politburo.country import Country
from politburo.country.plan import RANKS, CountryPlan
from politburo.terms.series import ALL_SERIES

if TYPE_CHECKING:
    from politburo.month import Run
    from politburo.month.now import Now

Values = NDArray[np.float64]

SERIES = {series.name: series.unit for series in ALL_SERIES}

OF_GAINS = ("gains", "median gain")
"""Statistics that compare each with himself in the other arm."""

OF_SERIES = ("mean", "total", "highest", "variation")


@dataclass(frozen=True, slots=True)
class Seen:
    """One arm's run as it was seen: its series, what was followed, and what was known before the change.

    `change` is the row of the change among those of the series, `lived` the months from it on in which the regime was
    there.
    """

    series: Mapping[str, Found]
    follower: Follower
    change: int
    lived: int

    @property
    def before(self) -> Before:
        """The month before the change."""
        return self.follower.before

    @property
    def country(self) -> Country:
        """Where it was."""
        return self.before.country


def value(watch: Watch, seen: Seen) -> float:
    """What is observed, as one number; NaN where there is nothing to observe.

    So it is where the regime falls before the middle of the window, but for what is asked about its fall.
    """
    first, last = watch.window
    if watch.observe in OF_THE_FALL:
        return DERIVED[watch.observe][1](watch, seen)
    if seen.lived < (first + last) / 2:
        return float("nan")
    if watch.observe in DERIVED:
        return DERIVED[watch.observe][1](watch, seen)
    if watch.observe in SERIES:
        return _of_series(_window(watch, seen, watch.observe), watch.statistic)
    if watch.observe in COMPOSED:
        parts = [replace(watch, observe=part) for part in parts_of(watch.observe)]
        return float(np.mean([value(part, seen) / spread_before(request_of(part), seen.before) for part in parts]))
    months = np.array(seen.follower.months[request_of(watch)][first:last], np.float64)
    there = months[~np.isnan(months)]
    if not len(there):
        return float("nan")
    return float(there[-1] if watch.statistic == "last" else there.mean())


def request_of(watch: Watch) -> Request:
    """What has to be followed for it."""
    statistic = {"last": "mean", "median gain": "gains"}.get(watch.statistic, watch.statistic)
    return Request(watch.observe, statistic, watch.among, watch.beside if statistic in WITH_ANOTHER else None)


def requests_of(tests: Iterable[Test]) -> tuple[Request, ...]:
    """All that has to be followed for some tests, each once."""
    found: dict[Request, None] = {}
    for test in tests:
        for part in parts_of(test.watch.observe):
            found[request_of(replace(test.watch, observe=part))] = None
        if test.scale == "slope":
            found[_beside(test.watch)] = None
    return tuple(found)


def _beside(watch: Watch) -> Request:
    """What a slope divides by: among those who were drawn, whoever else it asks about."""
    return Request(str(watch.beside), "mean", ("the panel",))


def parts_of(observe: str) -> tuple[str, ...]:
    """What is followed of each cadre or household for something of that name; nothing where it is of the country."""
    if observe in COMPOSED:
        return COMPOSED[observe][1]
    return (observe,) if observe in QUANTITIES else ()


def statistics_of(observe: str) -> tuple[str, ...]:
    """The ways in which something of that name can be summed up; none for an unknown name."""
    if observe in DERIVED:
        return DERIVED[observe][0]
    if observe in COMPOSED:
        return ("mean", "last")
    if observe in SERIES:
        return OF_SERIES
    return SUMMED if observe in QUANTITIES else ()


def known() -> tuple[str, ...]:
    """Every name that can be observed."""
    return (*SERIES, *sorted(QUANTITIES), *COMPOSED, *DERIVED)


def values_of(test: Test, changed: Seen, base: Seen, levels: Iterable[Seen] = ()) -> tuple[float, float, float]:
    """What is watched in the changed and in the base arm, and what their difference is to be divided by.

    Gains, and the rank correlation over levels, are of both arms together: the second number is then what the first is
    held against.
    """
    watch = test.watch
    if watch.statistic in OF_GAINS:
        high, middle = _gains(watch, changed, base)
        return (high, middle, float("nan")) if watch.statistic == "gains" else (middle, 0.0, float("nan"))
    if test.levels:
        return _rank_correlation([value(watch, seen) for seen in (base, *levels, changed)]), 0.0, float("nan")
    per = float("nan")
    if test.scale == "standard deviations":
        per = spread_before(request_of(watch), base.before)
    elif test.scale == "slope":
        asked = Watch(str(watch.beside), "mean", ("the panel",), watch.window)
        per = value(asked, changed) - value(asked, base)
    return value(watch, changed), value(watch, base), per


def _gains(watch: Watch, changed: Seen, base: Seen) -> tuple[float, float]:
    """95th percentile and median of what each gains from the base arm to the changed one, over the window."""
    request, (first, last) = request_of(watch), watch.window
    months = [np.array(seen.follower.each[request][first:last]) for seen in (changed, base)]
    if not all(len(found) for found in months):
        return float("nan"), float("nan")
    gain = months[0].mean(axis=0) - months[1].mean(axis=0)
    weights = weights_of(request, base.before)
    order = np.argsort(gain)
    passed = np.cumsum(weights[order]) / weights.sum()
    high, middle = (float(gain[order[np.searchsorted(passed, share)]]) for share in (0.95, 0.5))
    return high, middle


def _rank_correlation(values: list[float]) -> float:
    """Spearman's correlation of values with their order."""
    if np.isnan(values).any() or len(set(values)) < len(values):
        return float("nan")
    ranks = np.argsort(np.argsort(values))
    return float(np.corrcoef(ranks, np.arange(len(values)))[0, 1])


def _window(watch: Watch, seen: Seen, name: str) -> Values:
    first, last = watch.window
    return seen.series[name][seen.change + first : seen.change + last].astype(np.float64)


def _of_series(values: Values, statistic: str) -> float:
    lived = values[~np.isnan(values)]
    if not len(lived):
        return float("nan")
    return float({"mean": np.mean, "total": np.sum, "highest": np.max, "variation": np.std}[statistic](lived))


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
    return float(np.nansum(_window(watch, seen, "coup_attempts")) > 0)


def _per_million(watch: Watch, seen: Seen, series: str, people: float) -> float:
    """Persons a year, per million of so many people."""
    months = watch.window[1] - watch.window[0]
    return 12e6 * _of_series(_window(watch, seen, series), "total") / months / people


def _departures_per_head(watch: Watch, seen: Seen) -> float:
    return _per_million(watch, seen, "departures", float(seen.country.households.weight.sum()))


def _flights_per_head(watch: Watch, seen: Seen) -> float:
    return _per_million(watch, seen, "flights", float(seen.country.whole_sizes.sum()))


def _forms(watch: Watch, seen: Seen) -> Values:
    """Penalties in the window by form."""
    first, last = watch.window
    forms = seen.series["penalties_by_circle_and_form"][seen.change + first : seen.change + last]
    return np.nansum(forms.astype(np.float64), axis=(0, 1, 2))


def _penalties(watch: Watch, seen: Seen, rank: int) -> float:
    """Penalties in the window in a rank, counted from the top."""
    first, last = watch.window
    forms = seen.series["penalties_by_circle_and_form"][seen.change + first : seen.change + last]
    return float(np.nansum(forms[:, :, rank].astype(np.float64))) if rank < forms.shape[2] else float("nan")


def _formless(watch: Watch, seen: Seen) -> float:
    """Penalties in the window whose form is not said."""
    without = _of_series(_window(watch, seen, "penalties"), "total") - float(_forms(watch, seen).sum())
    return round(without, 2)  # series are in single precision


COMPOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "unease of cadres": (
        "mean of fear and of what friends are told of what comes, each in standard deviations of those asked about",
        ("cadres.fear", "expectation voiced to close friends"),
    ),
    "unease of households": (
        "mean of fear and of what is said of what comes, each in standard deviations of those asked about",
        ("homes.fear", "expectation voiced by households"),
    ),
}
"""Name → what it means, and what it is the mean of; standard deviations are those of the month before the change."""

DERIVED: dict[str, tuple[tuple[str, ...], Callable[[Watch, Seen], float]]] = {
    "income P90/P10": (("mean",), _inequality),
    "plotters found out": (("share",), _detected),
    "coup attempted": (("any",), _attempted),
    "departures per million": (("rate",), _departures_per_head),
    "flights per million": (("rate",), _flights_per_head),
    "penalties without a form": (("total",), _formless),
}
"""Name → the ways it is summed up, and how it is made."""

for _rank in range(RANKS[1]):
    DERIVED[f"penalties in rank {_rank + 1}"] = (
        ("total",),
        lambda watch, seen, rank=_rank: _penalties(watch, seen, rank),
    )

OF_THE_FALL = ("coup attempted",)
"""What is asked about the fall of a regime itself."""


@dataclass
class Begun:
    """What arms have in common before the change: a run, and what is known of its last month."""

    run: Run
    before: Before


def begun(arm: Arm, seed: int, run: int, on_month: Callable[[], None], should_stop: Callable[[], bool]) -> Begun:
    """A run of the months before the change of an arm, and of all with the same prefix."""
    from politburo.month import Run

    common, change = prefix_of(arm), change_month(arm)
    country, around = country_of(common), Around.of(arm)
    under_way = Run(country, replace(scenario_of(common), seed=seed), run, phases=around.phases)

    def tell(now: Now) -> None:
        on_month()

    covered: dict[str, Found] = {}
    under_way.go_on(until=change - 2, on_month=tell, before=around.doings({}), should_stop=should_stop)
    last = around.doings(covered_up(covered))
    under_way.go_on(until=change - 1, on_month=tell, before=last, should_stop=should_stop)
    now = under_way.now
    state = now.state.copy()
    before = Before(
        country, state.cadres, state.homes, int(now.regime.next_person[0]), change - 1, around.key(seed), run,
        nothing_known(country) | known_before(now) | covered,
    )  # fmt: skip
    return Begun(under_way, before)


def seen_of(
    arm: Arm,
    common: Begun,
    requests: tuple[Request, ...],
    on_month: Callable[[], None],
    should_stop: Callable[[], bool],
) -> Seen:
    """The run of an arm from the change on, as it is seen."""
    before, change = common.before, change_month(arm)
    follower = Follower(before, requests)
    done = [PANEL] if arm.panel else []
    done += [PRACTICES[arm.practice]] if arm.practice else []
    country = before.country
    for one in done:
        country = one.country(replace(before, country=country))
    scenario = replace(scenario_of(arm), seed=common.run.scenario.seed)
    run, around = common.run.fork(scenario, country), Around.of(arm)
    shock = SHOCKS[arm.shock] if arm.shock else None
    doings = [one.doings(before) for one in done]

    def after(now: Now) -> None:
        follower.look(now, AT_THE_END)
        on_month()

    if shock is not None and run.ended_month is None:
        shock.at_once(run.now, before)
        first = around.doings(together(*doings, shock.doings(before), follower.doings()))
        run.go_on(until=change, on_month=after, before=first, should_stop=should_stop)
    usual = around.doings(together(*doings, follower.doings()))
    run.go_on(on_month=after, before=usual, should_stop=should_stop)
    outcome = run.outcome()
    lived = arm.months if outcome.ended_month is None else outcome.ended_month - change
    return Seen(outcome.series, follower, change - start_month(arm), lived)


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
    return abroad if name in ("posted abroad", *PERSONS) else True


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
