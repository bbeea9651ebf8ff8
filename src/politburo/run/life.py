"""One synthetic cadre, or one post, followed through the months of one run.

The files of a run hold sums over cadres, so the run is done again and watched (run.watch); nothing is kept of anyone
else. A cadre is a person with a serial number: there is no name, and nobody real behind it.
"""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.run.replay import OnProgress, check_run, replay
from politburo.scenario import month_name
from politburo.terms.errors import UsageError
from politburo.terms.events import Kind
from politburo.terms.words import ORGANS, RANKS, STANDINGS

if TYPE_CHECKING:
    import pandas as pd

    from politburo.country import Country
    from politburo.run.runs import Runs
    from politburo.run.watch import Turn
    from politburo.scenario import Scenario

TURNS: tuple[Kind, ...] = (
    Kind("recruitment", "enters the apparatus"),
    Kind("promotion", "moves up from a post below"),
    Kind("rotation", "exchanges posts with a cadre of the same organ and rank"),
    Kind("retirement", "retires"),
    Kind("death", "dies"),
    Kind("penalty", "is penalised; `form` and `charge` say how and for what"),
    Kind("flight", "flees abroad"),
    Kind("lying low", "retreats to a trivial post"),
    Kind("return to office", "comes back from a trivial post"),
    Kind("plot", "begins to plot"),
    Kind("plot given up", "gives up plotting"),
    Kind("plot found", "is found out as a plotter"),
    Kind("coup attempt", "attempts a coup, which fails"),
    Kind("regime end", "sees the regime fall, or brings it down"),
)
"""What can happen to a cadre. Turnover is told of at every rank; the log has it for the two top ranks only."""


@dataclass(frozen=True, slots=True)
class Place:
    """A post in words, and the numbers of other posts that its close friends and acquaintances hold."""

    post: int
    organ: str
    rank: str
    province: str
    abroad: bool
    patron: int | None
    close_friends: int
    acquaintances: int


@dataclass(frozen=True, eq=False)
class Life:
    """A post or a person (the other is None) through the months of a run, as it comes out when it is done again.

    `columns` have an entry for each month that the person is in the apparatus, or that the post is there: numbers of
    the month, post, person and standing; fear, perceived risk, loyalty and openness as in terms.series; the mean fear
    of the circle (organ and rank); and how many of the ties were penalised and fled that month. In the month in which
    a person leaves the apparatus there are only these ties: the rest is NaN and the standing −1.
    """

    scenario: Scenario
    run: int
    fingerprint: str
    folder: Path
    post: int | None
    person: int | None
    columns: dict[str, NDArray]
    turns: tuple[Turn, ...]
    places: dict[int, Place]

    @property
    def followed(self) -> str:
        """What is followed: post or person, and its number."""
        return f"post {self.post}" if self.post is not None else f"person {self.person}"

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each month: holder, standing, fear, loyalty, openness, and what happened to the ties."""
        import pandas as pd

        table = pd.DataFrame(self.columns)
        table["month"] = [_first_day(month) for month in self.columns["month"]]
        table["standing"] = pd.Categorical.from_codes(self.columns["standing"].tolist(), list(STANDINGS))
        return table.astype({"month": "datetime64[s]"})

    @cached_property
    def events(self) -> pd.DataFrame:
        """What happened, one row each; `event` is the number that `Results.why` and `politburo why` take."""
        import pandas as pd

        fields = ("month", "kind", "person", "origin", "goal", "form", "charge", "event")
        table = pd.DataFrame([asdict(turn) for turn in self.turns], columns=pd.Index(fields))
        table["month"] = [_first_day(turn.month) for turn in self.turns]
        return table.astype({"month": "datetime64[s]", "origin": "Int32", "goal": "Int32", "event": "Int64"})

    def words(self) -> str:
        """The life in a short paragraph."""
        return self._shown("in_words")

    def plot(self) -> Any:
        """The life as a figure."""
        return self._shown("plot")

    def __repr__(self) -> str:
        span = " to ".join(month_name(int(self.columns["month"][at])) for at in (0, -1))
        return f"Life of {self.followed}, run {self.run} of {self.scenario.title}, {span}\n{self.words()}"

    def _repr_html_(self) -> str:
        title = html.escape(f"Life of {self.followed}, run {self.run} of {self.scenario.title}")
        return f"<div><strong>{title}</strong><p>{html.escape(self.words())}</p></div>"

    def _shown(self, way: str) -> Any:
        # By name: `show` is made of results, so nothing here may depend on it.
        return getattr(import_module("politburo.show.life"), way)(self)


def follow(
    results: Runs,
    *,
    post: int | None = None,
    person: int | None = None,
    run: int = 0,
    progress: OnProgress | None = None,
) -> Life:
    """Do a run of `results` again and follow one post or one person through it.

    Raises UsageError for a run, post or person that there is not; StoreError when the run is not finished, or does not
    come out again as it is stored.
    """
    if (post is None) == (person is None):
        raise UsageError("Give either a post or a person to follow, not both and not neither.")
    from politburo.country import build
    from politburo.run.watch import Watch

    store, scenario = results.store, results.scenario
    check_run(store, scenario.runs, run)
    country = build(scenario.country, scenario.scale)
    _check_number(country, post, person)
    watch = Watch(country, post=post, person=person)
    outcome = replay(store, scenario, country, run, watch, progress)
    if not watch.rows:
        last = outcome.state.regime.next_person - 1
        raise UsageError(f"There is no person {person} in run {run}; its cadres have the numbers 0 to {last}.")
    columns = _columns(watch.rows)
    columns["fear_of_circle"] = _of_circle(outcome.series["fear_by_circle"], country, columns, scenario.start)
    held = {post for turn in watch.turns for post in (turn.origin, turn.goal) if post is not None}
    places = {post: _place(country, post) for post in sorted(held.union(columns["post"].tolist()))}
    return Life(
        scenario, run, outcome.fingerprint, results.folder, post, person, columns, tuple(watch.turns), places
    )  # fmt: skip


def _check_number(country: Country, post: int | None, person: int | None) -> None:
    if post is not None and not 0 <= post < country.posts.count:
        raise UsageError(f"There is no post {post}; the posts have the numbers 0 to {country.posts.count - 1}.")
    if person is not None and person < 0:
        raise UsageError(f"There is no person {person}; the numbers of persons begin at 0.")


def _columns(rows: list[dict[str, Any]]) -> dict[str, NDArray]:
    """The rows as columns: whole numbers as int32, the rest as float32."""
    whole = {name for name, value in rows[0].items() if not isinstance(value, float)}
    return {name: np.array([row[name] for row in rows], np.int32 if name in whole else np.float32) for name in rows[0]}


def _of_circle(series: NDArray, country: Country, columns: dict[str, NDArray], start: int) -> NDArray:
    """A series by circle (month, organ, rank), as it was in the circle of the post of each row."""
    posts, at = country.posts, columns["post"]
    return series[columns["month"] - start, posts.organ[at], posts.rank[at]]


def _place(country: Country, post: int) -> Place:
    posts = country.posts
    return Place(
        post=post,
        organ=ORGANS[posts.organ[post]],
        rank=RANKS[posts.rank[post]],
        province=country.provinces[posts.province[post]],
        abroad=bool(posts.abroad[post]),
        patron=int(posts.patron[post]) if posts.patron[post] >= 0 else None,
        close_friends=len(np.unique(posts.close[post])),
        acquaintances=len(np.unique(posts.acquaintances[post])),
    )


def _first_day(month: int) -> str:
    return f"{month_name(int(month))}-01"
