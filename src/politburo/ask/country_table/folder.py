"""The folder of a country that is made of counts: what the table tells, and what is assumed beside it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomli_w

from politburo.ask.country_table.careers import FEWEST
from politburo.ask.country_table.counts import OFF, Counts
from politburo.ask.country_table.exits import IN_OFFICE, NOT_KNOWN
from politburo.country.reader import slug
from politburo.scenario.months import YEARS as POSSIBLE

FORMAT = 1
LONGEST_TITLE, LONGEST_SOURCE = 60, 500
PLACE = "whole country"
LOWER = "lower officials"
YEARS = 9
"""Years of the first scenario, after the first one."""

PEOPLE = 10_000_000
PEOPLE_EACH, MOST_HOUSEHOLDS, FEWEST_HOUSEHOLDS = 200, 50_000, 100
OFFICIALS_EACH, FEWEST_OFFICIALS = 20, 400
"""Assumed: people in the country, people for each simulated household, officials below each post of the table."""

RENTS, AGES = (1.0, 0.75, 0.65, 0.55, 0.5, 0.35), (64, 57, 54, 52, 51, 45)
TIES, ARMS = (0.6, 0.25, 0.15, 0.1, 0.06, 0.02), (1.0, 0.6, 0.5, 0.4, 0.3, 0.1)
"""Assumed: what a rank yields, mean age and tie to the leader of first holders, arms; the last are of the lowest."""

FIGURES = (
    *("series", "period_start", "period_end", "value", "low", "high", "unit", "source_title", "source_url"),
    *("source_date", "known_from", "reliability", "note"),
)
RELIABILITY = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organ: words by which it is known, and values that are assumed for it."""

    words: tuple[str, ...]
    rent: float
    arms: float
    exposure: float
    guards: bool = False
    trades: bool = False
    serves_abroad: bool = False


KINDS = (
    Kind(("defen", "milit", "army", "armed forces", "navy", "air force", "war"), 1.0, 0.8, 0.03),
    Kind(
        ("security", "police", "interior", "intelligence", "guard", "militia", "secret service"),
        1.15,
        0.6,
        0.08,
        guards=True,
    ),
    Kind(("foreign trade", "external trade", "foreign economic", "export"), 1.25, 0.0, 0.35, trades=True),
    Kind(("foreign", "diplom", "external", "embass"), 1.1, 0.0, 0.45, serves_abroad=True),
    Kind(("party", "politburo", "central committee", "secretariat", "presidium"), 1.1, 0.02, 0.05),
    Kind((), 0.9, 0.0, 0.08),
)
"""The first whose word an organ's name begins a word with; the last, of government, is that of all others."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user says of the country, None where it is assumed."""

    title: str
    people: int | None = None
    officials: int | None = None
    source: str | None = None


def files_of(counts: Counts, choices: Choices) -> dict[str, str]:
    """All files of the folder by name."""
    rows = list(_figures(counts, choices))
    targets = list(_targets(counts, choices))
    return {
        "country.toml": tomli_w.dumps(_country(counts, choices)),
        "provinces.csv": _table(_PROVINCES, [_province(choices)]),
        "posts.csv": _table(_POSTS, _posts(counts, choices)),
        "figures.csv": _table((*FIGURES, "topic"), rows),
        "targets.csv": _table((*FIGURES, "kind", "compared_with"), targets),
        "scenario.toml": _scenario(counts, choices),
        "README.md": readme(counts, choices),
    }


def assumptions(counts: Counts, choices: Choices) -> tuple[str, ...]:
    """What is assumed, a sentence each."""
    people = "" if choices.people is not None else f"{PEOPLE:,} people live in the country. "
    officials = "" if choices.officials is not None else f" ({OFFICIALS_EACH} for each post of the table)"
    return (
        f"{people}Half of the people are women, and all live in one province, whose border is all but closed.",
        f"There are {_officials(counts, choices):,} officials below the posts of the table{officials}, spread over the "
        "organs as these are.",
        "What posts yield, arms, contact with the outside, ages and ties to the leader. What an organ does (guarding "
        "the regime, foreign trade, diplomacy) was guessed from its name.",
    )


def kind_of(organ: str) -> Kind:
    """The kind of an organ by its name."""
    written = " " + re.sub(r"[\W_]+", " ", organ.casefold()).strip()
    return next(kind for kind in KINDS if not kind.words or any(f" {word}" in written for word in kind.words))


def _officials(counts: Counts, choices: Choices) -> int:
    posts = sum(count for *_, count in counts.posts)
    return choices.officials if choices.officials is not None else max(OFFICIALS_EACH * posts, FEWEST_OFFICIALS)


def _country(counts: Counts, choices: Choices) -> dict[str, Any]:
    people = choices.people if choices.people is not None else PEOPLE
    last = len(counts.ranks)
    ranks = [
        {
            "name": name,
            "rent": RENTS[place if place < last else -1],
            "age": AGES[place if place < last else -1],
            "tie": TIES[place if place < last else -1],
            "arms": ARMS[place if place < last else -1],
            "top": place < last,
            "source": "assumed",
        }
        for place, name in enumerate((*counts.ranks, LOWER))
    ]
    organs = []
    for name in counts.organs:
        kind = kind_of(name)
        organs.append(
            {
                "name": name,
                "rent": kind.rent,
                "arms": kind.arms,
                "exposure": kind.exposure,
                "guards": kind.guards,
                "trades": kind.trades,
                "serves_abroad": kind.serves_abroad,
                "source": "assumed: guessed from the organ's name",
            }
        )
    return {
        "format": FORMAT,
        "title": choices.title,
        "about": f"Made of counts of about {counts.persons} officials in the years {counts.first} to {counts.last}; "
        f"posts are those of {counts.year}. What the table does not tell is assumed.",
        "capital": PLACE,
        "households": min(max(people // PEOPLE_EACH, FEWEST_HOUSEHOLDS), MOST_HOUSEHOLDS, max(people, 1)),
        "source": "assumed",
        "networks": {"close_friends": 6, "acquaintances": 10, "kin": 4, "far_share": 0.08},
        "exit": {"women": 1.5, "men": 0.45},
        "rank": ranks,
        "organ": organs,
    }


def _scenario(counts: Counts, choices: Choices) -> str:
    """A first scenario, of years of which the table tells the turnover."""
    told = counts.turnover[0].first if counts.turnover else counts.year
    first = min(max(told, POSSIBLE[0]), POSSIBLE[1])
    return f"""# The first years of which the table tells. To simulate them: politburo run FOLDER/scenario.toml
# politburo new MY.toml --extends FOLDER/scenario.toml writes a what-if with every choice explained.
title = {json.dumps(f"{choices.title}, a first scenario", ensure_ascii=False)}
name = {json.dumps(slug(choices.title), ensure_ascii=False)}
country = "."
start = "{first}-01"
end = "{min(first + YEARS, max(counts.last, first))}-12"

[run]
runs = 8
scale = 0.5

[record]
earlier_leavers = 0  # persons a year who left before the start and may still arrive; the default is North Korea's
"""


_PROVINCES = ("name", "women", "men", "border_access", "markets", "column", "row", "source", "note")
_POSTS = ("organ", "rank", "place", "posts", "abroad", "source", "note")


def _province(choices: Choices) -> Sequence[object]:
    people = choices.people if choices.people is not None else PEOPLE
    source = "assumed" if choices.people is None else "assumed: the number of people was given with the table"
    return (PLACE, people - people // 2, people // 2, 0.02, 1.0, "", "", source, "half are women")


def _posts(counts: Counts, choices: Choices) -> Iterator[Sequence[object]]:
    everyone = sum(count for *_, count in counts.posts)
    for organ, rank, count in counts.posts:
        source = f"figure: {_series('posts', counts.organs[organ], f'rank {rank + 1}')}"
        yield counts.organs[organ], counts.ranks[rank], PLACE, count, 0, source, f"in {counts.year}, in fives"
    for organ, name in enumerate(counts.organs):
        share = sum(count for found, _, count in counts.posts if found == organ) / everyone
        posts = round(share * _officials(counts, choices), 2)
        yield name, LOWER, "*", posts, 0, "assumed", "spread over the organs as the posts of the table are"


def _figures(counts: Counts, choices: Choices) -> Iterator[Sequence[object]]:
    of_year, of_all = (counts.year, counts.year), (counts.first, counts.last)
    for organ, rank, count in counts.posts:
        name = _series("posts", counts.organs[organ], f"rank {rank + 1}")
        yield *_persons(name, of_year, count, counts, choices), "posts"
    for form, count in counts.exits.items():
        yield *_persons(_series("exits", form), of_all, count, counts, choices), "exits"
    for tenure, count in counts.tenure.items():
        yield *_persons(_series("tenure", tenure), of_all, count, counts, choices), "tenure"
    if counts.mean_tenure is not None:
        mean = counts.mean_tenure
        bounds = (mean, max(mean - 0.25, 0), mean + 0.25)
        yield *_figure("mean_tenure", of_all, bounds, "years", counts, choices), "tenure"
    for first, last, count in counts.generations:
        yield *_persons(f"entered_{first}_{last}", (first, last), count, counts, choices), "generations"
    for one in counts.turnover:
        yield *_persons("left", (one.first, one.last), one.left, counts, choices), "turnover"
        yield *_persons("in_office_before", (one.first - 1, one.first - 1), one.holders, counts, choices), "turnover"


def _targets(counts: Counts, choices: Choices) -> Iterator[Sequence[object]]:
    for one in counts.turnover:
        bounds = tuple(round(value, 3) for value in (one.hazard(), one.low, one.high))
        row = _figure(
            "top_post_turnover_hazard",
            (one.first, one.last),
            bounds,
            "per year",
            counts,
            choices,
            "from counts in fives",
        )
        yield *row, "FIT", "series: turnover"
    gone = {form: count for form, count in counts.exits.items() if form not in (IN_OFFICE, NOT_KNOWN)}
    everyone = sum(gone.values())
    for form, count in gone.items():
        ends = (count, max(count - OFF, 0), min(count + OFF, everyone))
        bounds = tuple(round(value / everyone, 3) for value in ends)
        name = _series("share_of_exits", form)
        yield *_figure(name, (counts.first, counts.last), bounds, "share", counts, choices), "PRIOR", ""
    if counts.mean_tenure is not None:
        mean = counts.mean_tenure
        bounds = (mean, max(mean - 0.25, 0), mean + 0.25)
        yield *_figure("mean_tenure", (counts.first, counts.last), bounds, "years", counts, choices), "PRIOR", ""


def _persons(series: str, years: tuple[int, int], count: int, counts: Counts, choices: Choices) -> tuple[object, ...]:
    ends = (max(count - OFF, FEWEST), count + OFF) if count else (0, 0)
    return _figure(series, years, (count, *ends), "persons", counts, choices, "in fives")


def _figure(
    series: str,
    years: tuple[int, int],
    bounds: Sequence[float],
    unit: str,
    counts: Counts,
    choices: Choices,
    note: str = "",
) -> tuple[object, ...]:
    known = date(counts.last, 12, 31)
    title = choices.source or f"A table of about {counts.persons} officials, counted by politburo"
    days = (date(years[0], 1, 1), date(years[1], 12, 31))
    return (series, *days, *bounds, unit, title, "", str(counts.last), known, RELIABILITY, note)


def _series(*parts: str) -> str:
    return "_".join(re.sub(r"\W+", "_", part.casefold()).strip("_") for part in parts)


def _table(columns: Sequence[str], rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue()


def readme(counts: Counts, choices: Choices) -> str:
    """What the folder is, what the table could not tell, and what is assumed, as Markdown."""
    return f"""# {choices.title}

A country for politburo, made of counts of about {counts.persons} officials, {counts.first} to {counts.last}.
It holds no name and nothing of a single person: every count is of at least five persons and is given in fives,
and dates are years. It must not be used to identify or assess anyone: see politburo's statement on misuse.

Check it with `politburo check FOLDER`, run it with `politburo run FOLDER/scenario.toml`, change what you know better,
and say where that is from.

## What the table could not tell

{_listed(counts.doubts or ("Nothing was in doubt.",))}

## What is assumed

{_listed(assumptions(counts, choices))}
"""


def _listed(sentences: Sequence[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)
