"""One synthetic cadre, or one post, followed through the months of one run, which is done again for it.

The files of a run hold sums over cadres, so the run is watched (run.watch); nothing is kept of anyone else. A cadre is
a person with a serial number: there is no name, and nobody real behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Provenance, Table
from politburo.ask.life.sentences import sentences
from politburo.ask.life.tables import check_month, tables
from politburo.run.replay import OnProgress, check_run, replay
from politburo.run.watch import Turn, Watch, ties_of
from politburo.scenario.months import month_number
from politburo.terms.errors import UsageError
from politburo.terms.words import ORGANS, RANKS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.country import Country


@dataclass(frozen=True, slots=True)
class Place:
    """A post in words, its patron, and the numbers of other posts that its friends, acquaintances and clients hold."""

    post: int
    organ: str
    rank: str
    province: str
    abroad: bool
    patron: int | None
    close: int
    acquaintances: int
    clients: int


@dataclass(frozen=True, eq=False, repr=False)
class Life(Answer):
    """A post or a person (the other is None) through the months of a run, as it comes out when it is done again.

    `columns` have an entry for each month that the person is in the apparatus, or that the post is there: numbers of
    the month, post, person and standing; fear, perceived risk, loyalty and openness as in terms.series; `association`,
    the suspicion cast by the penalties of ties, in cases; the mean fear of the circle (organ and rank); and how many of
    the ties (run.watch.TIES) were penalised and fled that month. In the month in which a person leaves the apparatus
    there are only these ties: the rest is NaN and the standing −1. `month` is the one around which every month is
    shown.
    """

    question = "life"

    results: Results = field(repr=False)
    run: int
    post: int | None
    person: int | None
    columns: dict[str, NDArray]
    turns: tuple[Turn, ...]
    places: dict[int, Place]
    month: int | None = None

    @property
    def followed(self) -> str:
        """What is followed: post or person, and its number."""
        return f"post {self.post}" if self.post is not None else f"person {self.person}"

    @property
    def title(self) -> str:
        """Who is followed, in which run."""
        return f"Life of {self.followed} in run {self.run} of {self.results.title}"

    @property
    def provenance(self) -> Provenance:
        """That of the results, with the number of the run."""
        return replace(self.results.provenance, runs=None, details={"run": str(self.run)})

    @property
    def folder(self) -> Path:
        """The folder of its own within that of the results; it need not exist."""
        return self.results.folder / "lives" / f"{self.followed.replace(' ', '-')}-run-{self.run}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """`months` (all of them), `events` (what happened), `notable_months` and `posts`."""
        return self._tables

    @property
    def sentences(self) -> tuple[str, ...]:
        """The life in a paragraph, and that it is invented."""
        return sentences(self)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables(self)


def follow(
    results: Results,
    *,
    post: int | None = None,
    person: int | None = None,
    run: int = 0,
    month: str | None = None,
    progress: OnProgress | None = None,
) -> Life:
    """Do a run of `results` again and follow one post or one person through it.

    Raises UsageError for a run, post, person or month that there is not; StoreError when the run is not finished, or
    does not come out again as it is stored.
    """
    if (post is None) == (person is None):
        raise UsageError("Give either a post or a person to follow, not both and not neither.")
    from politburo.country import build

    store, scenario, around = results.store, results.scenario, _month(month)
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
    life = Life(results, run, post, person, columns, tuple(watch.turns), places, around)
    check_month(life)
    return life


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return month_number(text)
    except ValueError as error:
        raise UsageError(f"{error}.") from None


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
    posts, ties = country.posts, ties_of(country, post)
    return Place(
        post=post,
        organ=ORGANS[posts.organ[post]],
        rank=RANKS[posts.rank[post]],
        province=country.provinces[posts.province[post]],
        abroad=bool(posts.abroad[post]),
        patron=int(ties["patron"][0]) if len(ties["patron"]) else None,
        **{name: len(found) for name, found in ties.items() if name != "patron"},
    )
