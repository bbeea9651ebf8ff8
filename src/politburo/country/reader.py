"""From the files of a country to its plan: all errors of all files at once, each with its line and column or key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from politburo.country.checks import (
    ASSUMED,
    FIT,
    LONGEST_NAME,
    NO,
    PRIOR,
    YES,
    Key,
    Keys,
    address,
    date_or_part,
    day,
    flag,
    in_cell,
    number,
    one_word,
    series,
    series_of,
    source,
    text,
    whole,
)
from politburo.country.folder import BUILT_FROM, FIGURES, FILES
from politburo.country.plan import (
    MOST_ORGANS,
    MOST_PROVINCES,
    RANKS,
    CountryPlan,
    Organ,
    Posting,
    Province,
    Rank,
    Sourced,
)
from politburo.country.tables import MOST_PROBLEMS, Row, Table, read_table
from politburo.terms.bounds import HOUSEHOLDS, more_than_one_each
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import CountryError, Problem
from politburo.terms.line_numbers import Location, place
from politburo.terms.problems import file_error
from politburo.terms.text_files import UnusableFileError, decoded, toml_of

if TYPE_CHECKING:
    from politburo.country.figures import Evidence, Figure, Target

FORMAT = 1
"""The form of a country's files that is read."""

MOST_TOLD = 12
"""Errors that a message lists; `politburo check` lists all of them."""

MOST_POSTS = 20_000_000
MOST_PEOPLE = 2_000_000_000
FEWEST_POSTS = 10
HOUSEHOLDS_OF_EACH = 4
"""Households that there are at least, in the mean, for each province and sex."""

MOST_FIGURES = 20_000
TILES = (0, 60)
EVERYWHERE = "*"

NAME = text(LONGEST_NAME)
LARGE = 1e15

COUNTRY: Keys = {
    "format": Key(whole(0, 10_000)),
    "title": Key(NAME),
    "about": Key(text(empty=True), optional=True, default=""),
    "capital": Key(NAME),
    "households": Key(whole(*HOUSEHOLDS.span)),
    "source": Key(source),
}
NETWORKS: Keys = {
    "close_friends": Key(whole(2, 40, even=True)),
    "acquaintances": Key(whole(2, 100, even=True)),
    "kin": Key(whole(2, 40, even=True)),
    "far_share": Key(number(0, 1)),
    "source": Key(source, optional=True),
}
EXIT: Keys = {"women": Key(number(0, 10)), "men": Key(number(0, 10)), "source": Key(source, optional=True)}
RANK: Keys = {
    "name": Key(NAME),
    "rent": Key(number(0, 10)),
    "age": Key(number(25, 84)),
    "tie": Key(number(0, 1)),
    "arms": Key(number(0, 10)),
    "top": Key(flag, optional=True, default=False),
    "source": Key(source, optional=True),
}
ORGAN: Keys = {
    "name": Key(NAME),
    "rent": Key(number(0, 10)),
    "arms": Key(number(0, 10)),
    "exposure": Key(number(0, 1)),
    "guards": Key(flag, optional=True, default=False),
    "trades": Key(flag, optional=True, default=False),
    "serves_abroad": Key(flag, optional=True, default=False),
    "source": Key(source, optional=True),
}
TABLES = {"networks": NETWORKS, "exit": EXIT}
LISTS = {"rank": (RANK, RANKS), "organ": (ORGAN, (1, MOST_ORGANS))}

ORIGIN: Keys = {"source": Key(source, optional=True, default=ASSUMED), "note": Key(text(empty=True), True, "")}
PROVINCES: Keys = {
    "name": Key(NAME),
    "women": Key(in_cell(whole(0, 10**9))),
    "men": Key(in_cell(whole(0, 10**9))),
    "border_access": Key(in_cell(number(0, 1))),
    "markets": Key(in_cell(number(0, 10)), optional=True, default=1.0),
    "column": Key(in_cell(whole(*TILES)), optional=True),
    "row": Key(in_cell(whole(*TILES)), optional=True),
    **ORIGIN,
}
POSTS: Keys = {
    "organ": Key(NAME),
    "rank": Key(NAME),
    "place": Key(NAME),
    "posts": Key(in_cell(number(0, MOST_POSTS))),
    "abroad": Key(in_cell(whole(0, MOST_POSTS)), optional=True, default=0),
    **ORIGIN,
}
FIGURE: Keys = {
    "series": Key(series),
    "period_start": Key(day),
    "period_end": Key(day),
    "value": Key(in_cell(number(-LARGE, LARGE))),
    "low": Key(in_cell(number(-LARGE, LARGE)), optional=True),
    "high": Key(in_cell(number(-LARGE, LARGE)), optional=True),
    "unit": Key(text()),
    "source_title": Key(text()),
    "source_url": Key(address, optional=True, default=""),
    "source_date": Key(date_or_part, optional=True, default=""),
    "known_from": Key(day),
    "reliability": Key(in_cell(whole(1, 5))),
    "note": Key(text(), optional=True, default=""),
}
TOPIC: Keys = {"topic": Key(text(LONGEST_NAME), optional=True, default="figures")}
TARGET: Keys = {
    "kind": Key(one_word(FIT, PRIOR)),
    "compared_with": Key(text(), optional=True, default=""),
    "about": Key(text(LONGEST_NAME), optional=True, default=""),
    "tolerance": Key(in_cell(number(1, 1_000)), optional=True, default=2.0),
    "joint": Key(one_word(YES, NO), optional=True, default=YES),
    "rivals": Key(text(LONGEST_NAME), optional=True, default=""),
    "account": Key(text(LONGEST_NAME), optional=True, default=""),
}

COLUMNS: dict[str, tuple[Keys, int]] = {
    "provinces.csv": (PROVINCES, MOST_PROVINCES),
    "posts.csv": (POSTS, MOST_ORGANS * RANKS[1] * (MOST_PROVINCES + 1)),
    "figures.csv": (FIGURE | TOPIC, MOST_FIGURES),
    "targets.csv": (FIGURE | TARGET, MOST_FIGURES),
    "timeline.csv": (FIGURE, MOST_FIGURES),
}
"""The columns of every table, and the rows that it may have."""


def plan_in(contents: Mapping[str, bytes], folder: str) -> CountryPlan:
    """The plan that files hold; messages call the folder `folder`. Raises CountryError with all that is wrong."""
    reading = _Reading(contents, folder, BUILT_FROM)
    plan = reading.plan()
    if plan is None:
        raise reading.error()
    return plan


def evidence_in(contents: Mapping[str, bytes], folder: str) -> Evidence:
    """The public figures that files hold. Raises CountryError with all that is wrong."""
    reading = _Reading(contents, folder, FIGURES)
    evidence = reading.evidence()
    if reading.problems:
        raise reading.error()
    return evidence


def check_all(contents: Mapping[str, bytes], folder: str) -> None:
    """Raise CountryError with all that is wrong with any of the files, and with what points from one to another."""
    reading = _Reading(contents, folder, FILES)
    reading.plan()
    evidence = reading.evidence()
    reading.check_sources(evidence)
    if reading.problems:
        raise reading.error()


def slug(title: str) -> str:
    """The name that goes with a title: small letters and digits, with hyphens between the words."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in title.casefold()).split()) or "country"


class _Reading:
    """What has been read of the files of one country, and what was found wrong with each."""

    def __init__(self, contents: Mapping[str, bytes], folder: str, files: tuple[str, ...]) -> None:
        self.folder = folder
        self.tables: dict[str, Table] = {}
        self.data: dict[str, Any] = {}
        self.lines: dict[Location, int] = {}
        for name in files:
            file = f"{folder}/{name}"
            try:
                self.tables[name] = self._read(name, file, contents.get(name))
            except UnusableFileError as error:
                table = self.tables[name] = Table(file)
                table.problems.append(Problem(file, error.line, None, str(error)))

    def _read(self, name: str, file: str, content: bytes | None) -> Table:
        if content is None:
            return Table(file)
        written = decoded(content)
        if name not in COLUMNS:
            self.data, self.lines = toml_of(written)
            return Table(file)
        return read_table(file, written, *COLUMNS[name])

    @property
    def problems(self) -> list[Problem]:
        """What is wrong so far, file by file."""
        return [problem for table in self.tables.values() for problem in table.problems]

    def error(self) -> CountryError:
        """One error that tells it all."""
        return file_error(CountryError, self.folder, self.problems, MOST_TOLD)

    def plan(self) -> CountryPlan | None:
        """The plan; None where something is wrong."""
        self.setting = setting = self._setting()
        self.lists = {name: self._list(name) for name in LISTS}
        ranks, organs = self.lists["rank"], self.lists["organ"]
        self._check_ranks(ranks)
        provinces = self._provinces()
        postings = self._postings(organs, ranks, provinces)
        self._check_setting(setting, provinces)
        if self.problems:
            return None
        country, networks, leaving = (setting[name] for name in ("", *TABLES))
        return CountryPlan(
            name=slug(country["title"]),
            title=country["title"],
            about=country["about"],
            provinces=tuple(provinces),
            capital=[one.name for one in provinces].index(country["capital"]),
            organs=tuple(Organ(**_only(values, Organ)) for values in organs),
            ranks=tuple(Rank(**_only(values, Rank)) for values in ranks),
            postings=postings,
            households=country["households"],
            women_exit=leaving["women"],
            men_exit=leaving["men"],
            **{key: value for key, value in networks.items() if key != "source"},
            sources=tuple(self._sources()),
        )

    # What country.toml says.

    def _wrong(self, location: Location, message: str) -> None:
        table, where = self.tables["country.toml"], place(location)
        around = (location[:end] for end in range(len(location), 0, -1))
        line = next((self.lines[outer] for outer in around if outer in self.lines), None)
        table.problems.append(Problem(table.file, line, where, f"{where}: {message}"))

    def _setting(self) -> dict[str, dict[str, Any]]:
        """The values of the file itself, under "", and of its two tables."""
        if self.tables["country.toml"].problems:
            return {"": {}, **{name: {} for name in TABLES}}
        others = {*TABLES, *LISTS}
        found = {"": self._keys({k: v for k, v in self.data.items() if k not in others}, (), COUNTRY, (*others,))}
        for name, keys in TABLES.items():
            said = self.data.get(name)
            if isinstance(said, dict):
                found[name] = self._keys(said, (name,), keys)
            else:
                found[name] = {}
                self._wrong((name,), f"the table [{name}] is missing" if said is None else "it must be a table")
        return found

    def _list(self, name: str) -> list[dict[str, Any]]:
        """The values of the tables `[[rank]]` or `[[organ]]`, as far as they are right."""
        keys, (least, most) = LISTS[name]
        if self.tables["country.toml"].problems and not self.data:
            return []
        said = self.data.get(name, [])
        if not isinstance(said, list) or not all(isinstance(entry, dict) for entry in said):
            self._wrong((name,), f"write each as a table [[{name}]]")
            return []
        if not least <= len(said) <= most:
            self._wrong((name,), f"there are {len(said)} tables [[{name}]]; there must be {least} to {most}")
            return []
        found = []
        for position, entry in enumerate(said):
            at = (name, position)
            own = {key: value for key, value in entry.items() if key != "sources"}
            values = self._keys(own, at, keys, ("sources",))
            values["sources"] = self._sources_by_key(entry.get("sources", {}), (*at, "sources"), keys)
            found.append(values)
            earlier = [other.get("name") for other in found[:-1]]
            if values.get("name") in earlier and "name" in values:
                self._wrong((*at, "name"), f"another {name} is called {shown(values['name'])}; give it another name")
        return found

    def _sources_by_key(self, said: Any, location: Location, keys: Keys) -> dict[str, str]:
        """The sources of single values."""
        if not isinstance(said, dict):
            self._wrong(location, "it must be a table, with a source for each key")
            return {}
        sourced = {key: Key(source, optional=True) for key in keys if key not in ("name", "source")}
        return {key: value for key, value in self._keys(said, location, sourced).items() if value is not None}

    def _keys(self, said: Mapping[str, Any], location: Location, keys: Keys, more: tuple[str, ...] = ()) -> Any:
        """The values of a table, those that are right; `more` are keys that are read elsewhere."""
        values = {name: key.default for name, key in keys.items() if key.optional}
        for name, value in said.items():
            key = keys.get(name)
            if len(self.tables["country.toml"].problems) >= MOST_PROBLEMS:
                break
            if key is None:
                self._wrong((*location, name), f"there is no such key; {nearest(name, (*keys, *more))}")
                continue
            try:
                values[name] = key.check(value)
            except ValueError as error:
                self._wrong((*location, name), str(error))
                values.pop(name, None)
        for name, key in keys.items():
            if name not in said and not key.optional:
                self._wrong((*location, name), "the key is missing")
        return values

    def _check_ranks(self, ranks: list[dict[str, Any]]) -> None:
        """The top ranks are the first ones, and at least one."""
        for position, (above, below) in enumerate(pairwise(ranks), 1):
            if below.get("top") and not above.get("top", True):
                self._wrong(("rank", position, "top"), "the rank above it is not a top rank; top ranks come first")
        if ranks and not ranks[0].get("top", True):
            self._wrong(("rank", 0), "the first rank must be a top rank: add top = true")

    def _check_setting(self, setting: dict[str, dict[str, Any]], provinces: list[Province]) -> None:
        country = setting[""]
        form = country.get("format", FORMAT)
        if form != FORMAT:
            self._wrong(("format",), f"{form} is another form than {FORMAT}, which this politburo reads")
        if not provinces or self.tables["provinces.csv"].problems:
            return
        names = tuple(one.name for one in provinces)
        if country.get("capital", names[0]) not in names:
            capital = country["capital"]
            self._wrong(("capital",), f"there is no province {shown(capital)}; {nearest(capital, names)}")
        households, people = country.get("households"), sum(one.women + one.men for one in provinces)
        least = 2 * HOUSEHOLDS_OF_EACH * len(provinces)
        if households is not None and households < least:
            self._wrong(("households",), f"{households} are too few for {len(provinces)} provinces; at least {least}")
        elif households is not None and (crowded := more_than_one_each(households, people, country.get("title", ""))):
            self._wrong(("households",), crowded)

    # The tables of what the country is built from.

    def _provinces(self) -> list[Province]:
        table = self.tables["provinces.csv"]
        found: list[Province] = []
        names, tiles = _Seen(table, "name"), _Seen(table, "column")
        for row in table.rows:
            said = row.values
            names.check(row, said["name"], f"the province {shown(said['name'])}")
            if said["name"] == EVERYWHERE:
                table.wrong(row.line, "name", f"{EVERYWHERE!r} stands for all provinces, and can be the name of none")
            column, line = said["column"], said["row"]
            if (column is None) != (line is None):
                table.wrong(row.line, "column", "a place on the map needs both column and row, or neither")
            elif column is not None:
                tiles.check(row, (column, line), f"the place {column}, {line}")
            tile = None if column is None or line is None else (column, line)
            found.append(
                Province(said["name"], said["women"], said["men"], said["border_access"], said["markets"], tile)
            )
        people = sum(one.women + one.men for one in found)
        if not table.problems and not found:
            table.wrong_row(1, "there is no province")
        elif people > MOST_PEOPLE:
            table.wrong_row(1, f"{people:,} people live there; {MOST_PEOPLE:,} is the most")
        return found

    def _postings(
        self, organs: list[dict[str, Any]], ranks: list[dict[str, Any]], provinces: list[Province]
    ) -> tuple[Posting, ...]:
        table = self.tables["posts.csv"]
        known = {
            "organ": [one.get("name") for one in organs],
            "rank": [one.get("name") for one in ranks],
            "place": [one.name for one in provinces],
        }
        usable = {"organ": all(known["organ"]), "rank": all(known["rank"])}
        usable["place"] = not self.tables["provinces.csv"].problems
        rows, found, sound = _Seen(table, "organ"), [], not table.problems
        for row in table.rows:
            said = row.values
            rows.check(row, tuple(said[name] for name in known), "the same organ, rank and place")
            for name, names in known.items():
                if said[name] not in names and names and usable[name] and (name, said[name]) != ("place", EVERYWHERE):
                    what = "province" if name == "place" else name
                    words = (*names, *([EVERYWHERE] if name == "place" else []))
                    table.wrong(row.line, name, f"there is no {what} {shown(said[name])}; {nearest(said[name], words)}")
            if not table.problems and all(usable.values()) and all(known.values()):
                place = None if said["place"] == EVERYWHERE else known["place"].index(said["place"])
                codes = known["organ"].index(said["organ"]), known["rank"].index(said["rank"])
                found.append(Posting(*codes, place, said["posts"], said["abroad"]))
        if sound and not table.problems and len(found) == len(table.rows):
            self._check_posts(found, known["organ"], known["rank"])
        return tuple(found)

    def _check_posts(self, postings: list[Posting], organs: list[str], ranks: list[str]) -> None:
        """There are posts of every rank, and no more abroad than there are."""
        table = self.tables["posts.csv"]
        posts: defaultdict[tuple[int, int], float] = defaultdict(float)
        abroad: Counter[tuple[int, int]] = Counter()
        for one in postings:
            posts[one.organ, one.rank] += one.posts
            abroad[one.organ, one.rank] += one.abroad
        for rank, name in enumerate(ranks):
            if round(sum(count for (_, of), count in posts.items() if of == rank)) < 1:
                table.wrong_row(1, f"there is no post of the rank {shown(name)}")
        for row, one in zip(table.rows, postings, strict=True):
            here = one.organ, one.rank
            if abroad[here] > round(posts[here]):
                where = f"organ {shown(organs[one.organ])}, rank {shown(ranks[one.rank])}"
                table.wrong(row.line, "abroad", f"{abroad[here]:,} of {posts[here]:,.6g} posts are abroad ({where})")
                abroad[here] = 0
        total = round(sum(posts.values()))
        if not FEWEST_POSTS <= total <= MOST_POSTS:
            table.wrong_row(1, f"there are {total:,} posts; there must be {FEWEST_POSTS} to {MOST_POSTS:,}")

    # Public figures.

    def evidence(self) -> Evidence:
        """The figures of those rows that can be used."""
        from politburo.country.figures import Evidence  # here, as most commands ask for none

        figures, targets, timeline = (self.tables[name] for name in ("figures.csv", "targets.csv", "timeline.csv"))
        return Evidence(
            figures=tuple(_figures(figures)),
            targets=tuple(
                _target(figure, targets, row) for figure, row in zip(_figures(targets), targets.rows, strict=True)
            ),
            timeline=tuple(_figures(timeline)),
        )

    # Where values are from.

    def _sources(self) -> Iterator[Sourced]:
        """Every value with its source: those of a row of provinces.csv or posts.csv together."""
        setting = self.setting
        of_file = setting[""].get("source", ASSUMED)
        yield Sourced("country", "households", _said(setting[""]["households"]), of_file)
        for name in TABLES:
            own = setting[name].get("source") or of_file
            yield from (
                Sourced(name, key, _said(value), own) for key, value in setting[name].items() if key != "source"
            )
        for what, entries in self.lists.items():
            for entry in entries:
                own, single = entry.get("source") or of_file, entry["sources"]
                for key, value in entry.items():
                    if key not in ("name", "source", "sources") and not (value is False and key not in single):
                        yield Sourced(f"{what} {entry.get('name')}", key, _said(value), single.get(key, own))
        for row in self.tables["provinces.csv"].rows:
            said = row.values
            values = f"{said['women']:,}, {said['men']:,}, {_said(said['border_access'])}, {_said(said['markets'])}"
            yield Sourced(f"province {said['name']}", "women, men, border_access, markets", values, said["source"])
        for row in self.tables["posts.csv"].rows:
            said = row.values
            where = "everywhere" if said["place"] == EVERYWHERE else said["place"]
            what = f"posts of {said['organ']}, {said['rank']}, {where}"
            values = _said(said["posts"]) + (f", {said['abroad']} abroad" if said["abroad"] else "")
            yield Sourced(what, "posts, abroad" if said["abroad"] else "posts", values, said["source"])

    def check_sources(self, evidence: Evidence) -> None:
        """Note sources that point to series which are not there."""
        if self.tables["figures.csv"].problems:
            return
        known = tuple(dict.fromkeys(entry.series for entry in evidence.figures))
        named: list[tuple[Location, Any]] = [
            ((*([name] if name else []), "source"), values.get("source")) for name, values in self.setting.items()
        ]
        for what, entries in self.lists.items():
            for position, entry in enumerate(entries):
                named.append(((what, position, "source"), entry.get("source")))
                named += (((what, position, "sources", key), said) for key, said in entry["sources"].items())
        for location, said in named:
            for message in _unknown_series(said, known):
                self._wrong(location, message)
        for name in ("provinces.csv", "posts.csv"):
            table = self.tables[name]
            for row in table.rows:
                for message in _unknown_series(row.values["source"], known):
                    table.wrong(row.line, "source", message)


class _Seen:
    """Values that may stand once in a table, with the lines they stand in."""

    def __init__(self, table: Table, column: str) -> None:
        self.table, self.column = table, column
        self.lines: dict[Any, int] = {}

    def check(self, row: Row, value: Any, what: str) -> None:
        """Note that a value stands in a row; a problem where it stands in an earlier one."""
        if self.lines.setdefault(value, row.line) != row.line:
            self.table.wrong(row.line, self.column, f"{what} stands already in line {self.lines[value]}")


def _only(values: Mapping[str, Any], kind: type[Organ | Rank]) -> dict[str, Any]:
    return {entry.name: values[entry.name] for entry in fields(kind) if entry.name in values}


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:,.10g}"


def _unknown_series(said: str | None, known: tuple[str, ...]) -> Iterator[str]:
    for one in series_of(said or ""):
        if one not in known:
            why = nearest(one, known) if known else "figures.csv has none"
            yield f"figures.csv has no series {shown(one)}; {why}"


def _figures(table: Table) -> list[Figure]:
    """The figures of a table, each of whose rows is checked as a whole."""
    from politburo.country.figures import Figure

    found, seen = [], _Seen(table, "series")
    for row in table.rows:
        said = {key: value for key, value in row.values.items() if key not in TARGET}
        start, end = said.pop("period_start"), said.pop("period_end")
        low, value, high = (said["value"] if said[key] is None else said[key] for key in ("low", "value", "high"))
        seen.check(row, (said["series"], start, end, value, said["source_title"]), "the same figure of the same source")
        if end < start:
            table.wrong(row.line, "period_end", f"{end} comes before {start}, where the period begins")
        if not low <= value <= high:
            table.wrong(row.line, "value", f"{value:g} does not lie between low, {low:g}, and high, {high:g}")
        if said["known_from"] < start:
            table.wrong(row.line, "known_from", f"{said['known_from']} comes before {start}, where the period begins")
        found.append(Figure(start=start, end=end, **said | {"low": low, "high": high}))
    return found


def _target(figure: Figure, table: Table, row: Row) -> Target:
    """The target that a row makes of a figure."""
    from politburo.country.figures import Target

    said = row.values
    if bool(said["rivals"]) != bool(said["account"]):
        missing, there = ("account", "rivals") if said["rivals"] else ("rivals", "account")
        table.wrong(row.line, missing, f"the cell is empty, and {there} is not: rival accounts need both")
    return Target(
        figure,
        said["kind"],
        _compared_with(table, row),
        about=said["about"],
        tolerance=said["tolerance"],
        joint=said["joint"] == YES,
        rivals=said["rivals"],
        account=said["account"],
    )


def _compared_with(table: Table, row: Row) -> str:
    kind, said = row.values["kind"], row.values["compared_with"]
    if kind == FIT and not said.startswith(("record: ", "series: ")):
        table.wrong(row.line, "compared_with", f"{shown(said)} must begin with 'record: ' or 'series: ' for a {FIT}")
    if kind == PRIOR and said:
        table.wrong(row.line, "compared_with", f"{shown(said)} stands with a {PRIOR}, which is compared with nothing")
    return said
