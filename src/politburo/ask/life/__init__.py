"""One synthetic cadre, or one post, followed through the months of one run, which is done again for it.

The files of a run hold sums over cadres, so the run is watched (watch.py); nothing is kept of anyone else. A cadre is
a person with a serial number: there is no name, and nobody real behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Provenance, Row, Table
from politburo.answer.numbers import numbered
from politburo.ask.life.sentences import TIES, sentences, turn_in_words
from politburo.ask.life.watch import Turn, Watch, ties_of
from politburo.run.replay import OnProgress, check_run, replay
from politburo.scenario import month_name
from politburo.scenario.months import month_number
from politburo.terms.accounts import KINDS_WITH_REASONS
from politburo.terms.errors import UsageError
from politburo.terms.words import STANDINGS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.country import Country


BEFORE, AFTER = 11, 3
"""Months shown before and after a month that was asked for."""

TELLING = ("close_penalised", "close_fled", "patron_penalised", "clients_penalised")
"""Months in which one of these is not zero are shown."""

MONTHS = (
    Column("month", format="month"),
    Column("post", "", "number of the post", "integer"),
    Column("person", "", "number of the synthetic cadre", "integer"),
    Column("standing", "", "serving, lying low, plotting or away; none in the month of leaving"),
    Column("fear", "1", "fear, 0 to 1, at the end of the month", "number"),
    Column("fear_of_circle", "1", "mean fear of everyone of the same organ and rank", "number", "circle's\nfear"),
    Column("private_loyalty", "1", "loyalty felt, 0 to 1", "number", "private\nloyalty"),
    Column("displayed_loyalty", "1", "loyalty shown, 0 to 1", "number", "displayed\nloyalty"),
    Column("perceived_risk", "1", "perceived risk, 0 to 1", "number", shown=False),
    Column("openness_close", "1", "openness to close friends, 0 to 1", "number", shown=False),
    Column("openness_acquaintances", "1", "openness to acquaintances, 0 to 1", "number", shown=False),
    Column(
        "named",
        "per year",
        "how far the cadre's name has come up in inquiries, at the end of the month: the purge intensity among ties",
        "number",
        "named in\ninquiries",
    ),
    *(
        Column(f"{tie}_{how}", "persons", f"{tie}, of the post, who {did} in the month", "count", shown=False)
        for how, did in (("penalised", "were penalised"), ("fled", "fled"))
        for tie in TIES
    ),
    Column("ties", "", "ties that were penalised or fled in the month", heading="ties penalised or fled"),
)
EVENTS = (
    Column("month", format="month"),
    Column("person", "", "number of the synthetic cadre", "integer"),
    Column("kind", "", "kind of event", shown=False),
    Column("what_happened"),
    Column("origin", "", "post in which it happened, or which it led out of", "integer", shown=False),
    Column("goal", "", "post that it led to or left the cadre in; none out of the apparatus", "integer", shown=False),
    Column("form", "", "form of a penalty", shown=False),
    Column("charge", "", "charge of a penalty", shown=False),
    Column("event", "", "number of the event in the run; none for what is not in its log", "integer", shown=False),
    Column("ask_why", "", "number that `politburo why` takes; none for what carries no reasons", "integer", "event"),
)
POSTS = (
    Column("post", "", "number of the post", "integer"),
    Column("organ"),
    Column("rank"),
    Column("province", format="name"),
    Column("abroad", "", "whether the post is abroad", "yes"),
    Column("patron", "", "post of the patron", "integer"),
    Column("close", "posts", "posts of close friends", "count", "close friends"),
    Column("acquaintances", "posts", "posts of acquaintances", "count"),
    Column("clients", "posts", "posts whose patron it is", "count"),
)
NOTE = (
    "Fear and loyalty are shares from 0 to 1 at the end of the month; the circle is everyone of the same organ and "
    "rank. Penalties of close friends, acquaintances, the patron and clients open inquiries in "
    "which a cadre is named; flights do not."
)


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
    the month, post, person and standing; fear, perceived risk, loyalty and openness as in terms.series; `named`,
    how far one's name has come up in inquiries, per year; the mean fear of the circle (organ and rank); and how many of
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
    def sentences(self) -> tuple[str, ...]:
        """The life in a paragraph, and that it is invented."""
        return sentences(self)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        """`months` (all of them), `events` (what happened), `notable_months` (those that are shown) and `posts`."""
        rows = list(_months(self))
        some = [rows[at] for at in _shown(self)]
        title = "Months in which something happened, each January, the first and the last"
        if self.month is not None:
            title = f"Months around {month_name(self.month)}"
        events = [
            (
                *(month_name(turn.month), turn.person, turn.kind, turn_in_words(turn, self)),
                *(turn.origin, turn.goal, turn.form, turn.charge, turn.event),
                turn.event if turn.kind in KINDS_WITH_REASONS else None,
            )
            for turn in self.turns
        ]
        posts = [tuple(getattr(place, column.name) for column in POSTS) for place in self.places.values()]
        return (
            Table("months", "All months", MONTHS, rows, keys=("month",), bulk=True),
            Table("events", "What happened", EVENTS, events),
            Table("notable_months", title, MONTHS, some, note=NOTE, keys=("month",)),
            Table("posts", "Posts", POSTS, posts, keys=("post",)),
        )


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

    store, scenario, around = results.store, results.scenario_of(run), _month(month)
    check_run(store, scenario.runs, run)
    country = build(scenario.plan, scenario.scale, scenario.households)
    _check_number(country, post, person)
    watch = Watch(country, post=post, person=person)
    outcome = replay(store, scenario, country, run, watch, progress)
    if not watch.rows:
        last = outcome.state.regime.next_person[0] - 1
        raise UsageError(f"There is no person {person} in run {run}; its cadres have the numbers 0 to {last}.")
    columns = _columns(watch.rows)
    circle = country.posts.organ[columns["post"]], country.posts.rank[columns["post"]]
    columns["fear_of_circle"] = outcome.series["fear_by_circle"][columns["month"] - scenario.start, *circle]
    held = {post for turn in watch.turns for post in (turn.origin, turn.goal) if post is not None}
    places = {post: _place(country, post) for post in sorted(held.union(columns["post"].tolist()))}
    life = Life(results, run, post, person, columns, tuple(watch.turns), places, around)
    _check_month(life)
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


def _place(country: Country, post: int) -> Place:
    posts, ties = country.posts, ties_of(country, post)
    return Place(
        post=post,
        organ=country.organs[posts.organ[post]],
        rank=country.ranks[posts.rank[post]],
        province=country.provinces[posts.province[post]],
        abroad=bool(posts.abroad[post]),
        patron=int(ties["patron"][0]) if len(ties["patron"]) else None,
        **{name: len(found) for name, found in ties.items() if name != "patron"},
    )


def _check_month(life: Life) -> None:
    """Raise UsageError when the life does not have the month around which it is to be shown."""
    first, last = (int(life.columns["month"][at]) for at in (0, -1))
    if life.month is not None and not first <= life.month <= last:
        span = f"{month_name(first)} to {month_name(last)}"
        raise UsageError(f"{month_name(life.month)} lies outside the life of {life.followed}, which spans {span}.")


def _months(life: Life) -> Iterator[Row]:
    columns = {name: values.tolist() for name, values in life.columns.items()}
    columns["month"] = [month_name(month) for month in columns["month"]]
    columns["standing"] = [STANDINGS[code] if code >= 0 else None for code in columns["standing"]]
    columns["ties"] = [_hit(life, at) for at in range(len(columns["month"]))]
    for row in zip(*(columns[column.name] for column in MONTHS), strict=True):
        # Of the month of leaving there is nothing but the ties.
        yield tuple(None if value != value else value for value in row)


def _hit(life: Life, at: int) -> str:
    """Ties that were penalised or fled in the month of a row, in few words."""
    counts = ((tie, how, int(life.columns[f"{tie}_{how}"][at])) for tie in TIES for how in ("penalised", "fled"))
    hit = ((tie, how, number) for tie, how, number in counts if number)
    return "; ".join(f"{tie if tie == 'patron' else numbered(number, TIES[tie])} {how}" for tie, how, number in hit)


def _shown(life: Life) -> list[int]:
    """Rows around the month asked for; else those in which something happened, each January, the first and the last."""
    months = life.columns["month"]
    if life.month is not None:
        shown = (months >= life.month - BEFORE) & (months <= life.month + AFTER)
    else:
        hit = np.sum([life.columns[name] for name in TELLING], axis=0) > 0
        shown = hit | np.isin(months, [turn.month for turn in life.turns]) | (months % 12 == 0)
        shown[[0, -1]] = True
    return np.flatnonzero(shown).tolist()
