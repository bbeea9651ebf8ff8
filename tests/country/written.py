"""Countries as folders: any valid one as Hypothesis draws it, its plan, and its files as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import strategies as st

from politburo.country.figures import Evidence, Figure, Target
from politburo.country.plan import CountryPlan, Organ, Posting, Province, Rank
from politburo.country.reader import COLUMNS, slug

NAMES = st.text("abcdefghijABC éß韓-_.,' \"", min_size=1, max_size=12).filter(lambda name: name.strip("- "))
NAMES = NAMES.filter(lambda name: not name.startswith("-"))
WORDS = st.text("abc, \"';:äé韓()%0123", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
SHARE = st.floats(0, 1)


def _unlike(names: Any, least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(names, min_size=least, max_size=most, unique=True)


@dataclass(frozen=True)
class Written:
    """A country: what its files should be read as, and the texts of its files."""

    plan: CountryPlan
    evidence: Evidence
    files: dict[str, str]

    def put(self, folder: Path) -> Path:
        """The folder with the files in it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        return folder


@st.composite
def countries(draw: st.DrawFn) -> Written:
    """Any valid country of a few organs, ranks and provinces."""
    provinces = tuple(_province(draw, name, at) for at, name in enumerate(draw(_unlike(NAMES, 1, 4))))
    top, ranks = draw(st.integers(1, 3)), draw(_unlike(NAMES, 2, 5))
    made = tuple(
        Rank(name, draw(st.floats(0, 10)), draw(st.floats(25, 84)), draw(SHARE), draw(SHARE), at < top)
        for at, name in enumerate(ranks)
    )
    organs = tuple(
        Organ(name, draw(st.floats(0, 10)), draw(SHARE), draw(SHARE), *draw(st.tuples(*[st.booleans()] * 3)))
        for name in draw(_unlike(NAMES, 1, 4))
    )
    people = sum(one.women + one.men for one in provinces)
    least = max(100, 8 * len(provinces))
    title = draw(NAMES)
    plan = CountryPlan(
        name=slug(title),
        title=title,
        about=draw(st.just("") | WORDS),
        provinces=provinces,
        capital=draw(st.integers(0, len(provinces) - 1)),
        organs=organs,
        ranks=made,
        postings=_postings(draw, len(organs), len(made), len(provinces)),
        households=draw(st.integers(least, max(least, min(people, 10_000)))),
        close_friends=2 * draw(st.integers(1, 5)),
        acquaintances=2 * draw(st.integers(1, 8)),
        kin=2 * draw(st.integers(1, 4)),
        far_share=draw(SHARE),
        women_exit=draw(st.floats(0, 10)),
        men_exit=draw(st.floats(0, 10)),
    )
    evidence = Evidence(
        figures=tuple(draw(st.lists(_figures(topic=True), max_size=3, unique_by=_which))),
        targets=tuple(
            Target(figure, *_kind(draw), **_how_it_counts(draw))
            for figure in draw(st.lists(_figures(), max_size=2, unique_by=_which))
        ),
        timeline=tuple(draw(st.lists(_figures(), max_size=2, unique_by=_which))),
    )
    return Written(plan, evidence, files_of(plan, evidence))


def _province(draw: st.DrawFn, name: str, position: int) -> Province:
    counts = st.integers(1_000, 10**7)
    tile = draw(st.none() | st.just((position, draw(st.integers(0, 5)))))
    return Province(name, draw(counts), draw(counts), draw(SHARE), draw(st.floats(0, 10)), tile)


def _postings(draw: st.DrawFn, organs: int, ranks: int, provinces: int) -> tuple[Posting, ...]:
    """Posts of every rank in the first organ at the least."""
    places = st.none() | st.integers(0, provinces - 1)
    circles = {(0, rank) for rank in range(ranks)}
    circles |= draw(st.sets(st.tuples(st.integers(0, organs - 1), st.integers(0, ranks - 1)), max_size=6))
    return tuple(
        Posting(organ, rank, place, draw(st.floats(5, 2_000)), draw(st.integers(0, 4)) if at == 0 else 0)
        for organ, rank in sorted(circles)
        for at, place in enumerate(draw(st.lists(places, min_size=1, max_size=3, unique=True)))
    )


@st.composite
def _figures(draw: st.DrawFn, topic: bool = False) -> Figure:
    start = date(1950, 1, 1) + timedelta(days=draw(st.integers(0, 23_000)))
    low, value, high = sorted(draw(st.tuples(*[st.floats(-1e9, 1e9)] * 3)))
    return Figure(
        series=draw(st.from_regex(r"[a-z]\w{0,10}", fullmatch=True)),
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 400))),
        value=value,
        low=low,
        high=high,
        unit=draw(WORDS),
        source_title=draw(WORDS),
        source_url=draw(st.just("") | st.just("https://example.org/?a=1,2")),
        source_date=draw(st.sampled_from(["", "1990", "1990-12", "1990-12-31"])),
        known_from=start + timedelta(days=draw(st.integers(0, 4_000))),
        reliability=draw(st.integers(1, 5)),
        note=draw(st.just("") | WORDS),
        topic=draw(st.sampled_from(["purges", "border"])) if topic else "",
    )


def _which(figure: Figure) -> tuple[Any, ...]:
    return figure.series, figure.start, figure.end, figure.value, figure.source_title


def _kind(draw: st.DrawFn) -> tuple[str, str]:
    return draw(st.sampled_from([("FIT", "record: executions reported"), ("FIT", "series: turnover"), ("PRIOR", "")]))


def _how_it_counts(draw: st.DrawFn) -> dict[str, Any]:
    rivals, account = draw(st.sampled_from([("", ""), ("executions", "a lawmaker"), ("executions", "a minister")]))
    tolerance = draw(st.floats(1, 1_000))
    about = draw(st.sampled_from(["", "arrivals"]))
    return {"about": about, "tolerance": tolerance, "joint": draw(st.booleans()), "rivals": rivals, "account": account}


def files_of(plan: CountryPlan, evidence: Evidence) -> dict[str, str]:
    """The texts of the files that say it."""
    said: dict[str, Any] = {
        "format": 1,
        **{key: getattr(plan, key) for key in ("title", "about", "households")},
        "capital": plan.provinces[plan.capital].name,
        "source": "assumed: drawn",
        "networks": {key: getattr(plan, key) for key in ("close_friends", "acquaintances", "kin", "far_share")},
        "exit": {"women": plan.women_exit, "men": plan.men_exit},
        "rank": [_table(rank) for rank in plan.ranks],
        "organ": [_table(organ) for organ in plan.organs],
    }
    provinces = [
        {"name": one.name, "women": one.women, "men": one.men, "border_access": one.border_access,
         "markets": one.markets, **dict(zip(("column", "row"), one.tile or (), strict=False)), "source": "assumed"}
        for one in plan.provinces
    ]  # fmt: skip
    posts = [
        {"organ": plan.organs[one.organ].name, "rank": plan.ranks[one.rank].name,
         "place": "*" if one.place is None else plan.provinces[one.place].name, "posts": one.posts,
         "abroad": one.abroad, "source": "a citation, in words"}
        for one in plan.postings
    ]  # fmt: skip
    targets = [
        _row(one.figure)
        | {"kind": one.kind, "compared_with": one.compared_with, "about": one.about, "tolerance": one.tolerance}
        | {"joint": "yes" if one.joint else "no", "rivals": one.rivals, "account": one.account}
        for one in evidence.targets
    ]
    tables = {
        "provinces.csv": provinces,
        "posts.csv": posts,
        "figures.csv": list(map(_row, evidence.figures)),
        "targets.csv": targets,
        "timeline.csv": list(map(_row, evidence.timeline)),
    }
    return {"country.toml": tomli_w.dumps(said)} | {name: as_csv(name, rows) for name, rows in tables.items()}


def _table(one: Rank | Organ) -> dict[str, Any]:
    return {key: getattr(one, key) for key in type(one).__slots__}


def _row(one: Figure) -> dict[str, Any]:
    said = {key: getattr(one, key) for key in Figure.__slots__ if key not in ("start", "end")}
    return said | {"period_start": one.start, "period_end": one.end}


def as_csv(name: str, rows: list[Mapping[str, Any]]) -> str:
    """The text of a table with its usual columns."""
    text = io.StringIO()
    columns = list(COLUMNS[name][0])
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: row.get(column, "") for column in columns} for row in rows)
    return text.getvalue()
