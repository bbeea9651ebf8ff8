"""Who held which post from when to when: persons as numbers, and years.

This is the one place that sees names. A name becomes a number when its row is read, and is forgotten when the last row
is read; birthdays, parties and whatever else a table holds are not read at all. What is kept holds nothing of a person
but a number that means nothing outside of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from politburo.ask.country_table.columns import COUNTRY_ROLES, OF_PERSONS, Columns, find_columns
from politburo.ask.country_table.countries import country_called, names_of
from politburo.ask.country_table.exits import IN_OFFICE as STILL_THERE
from politburo.ask.country_table.exits import NOT_KNOWN, REGIME, form_of
from politburo.ask.country_table.ranks import MOST_NAMED, TOPMOST, rank_of
from politburo.ask.country_table.rows import Numbered, rows_of
from politburo.ask.country_table.years import IN_OFFICE, Year, year_of
from politburo.terms.checks import printable
from politburo.terms.errors import PolitburoError, UsageError

FEWEST = 5
"""The smallest number of persons of whom anything is told."""

MOST_PROBLEMS = 10
LONGEST_LABEL = 50
SHORTEST_WORD, MOST_WORDS, MOST_SIGNS = 3, 6, 12
"""Letters from which on a word of a label could be that of a name; words, and signs of a script without blanks, that
are tried together."""

NO_ORGAN = "other"


@dataclass(frozen=True, slots=True)
class Post:
    """One person in one post from the year `start` until the year `end`, in which the person left it.

    `end` is None where the person held it when the table ends. `organ` is a number, the rank counts from 0, the top.
    """

    person: int
    organ: int
    rank: int
    start: int
    end: int | None
    exit: str = NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Careers:
    """All posts of a table of one country, without anything that names a person.

    `organs` are labels by their numbers, `last` is the last year, `successions` the first years of leaders after the
    first; `doubts` counts rows, and `remarks` says, what was guessed.
    """

    posts: tuple[Post, ...]
    organs: tuple[str, ...]
    country: str | None
    first: int
    last: int
    yearly: bool
    successions: tuple[int, ...]
    rank_names: tuple[str, ...]
    columns: Mapping[str, str]
    doubts: Mapping[str, int]
    remarks: tuple[str, ...]


@dataclass
class _Reader:
    """What is gathered while the rows are read. It holds names, and goes when they are read."""

    columns: Columns
    file: str
    ranks: Sequence[str]
    persons: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    organs: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    years: set[tuple[int, int, int, int]] = field(default_factory=set)
    exits: dict[tuple[int, int], str] = field(default_factory=dict)
    leaders: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    doubts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    seen: set[tuple[object, ...]] = field(default_factory=set)


def read_careers(
    path: Path,
    *,
    named: Mapping[str, str] | None = None,
    ranks: Sequence[str] = (),
    country: str | None = None,
    encoding: str | None = None,
    successions: Collection[int] = (),
    leave_out: bool = False,
) -> Careers:
    """Read a table of persons and posts, or of persons and years.

    `named` says which column holds what, `ranks` names the values of the rank from the top, `country` the one that is
    meant, `successions` the first years of new leaders. With `leave_out`, rows that cannot be used are left out and
    counted; without, they are errors.
    Raises UsageError that names file, line and column and never what a cell holds, and MissingLibraryError.
    """
    file = printable(str(path))
    if len(ranks) > MOST_NAMED or len({name.strip().casefold() for name in ranks}) < len(ranks):
        raise UsageError(f"--ranks names ranks from the top, each once; {MOST_NAMED} are the most.")
    failed = None
    try:
        return _read(path, file, named or {}, ranks, country, encoding, successions, leave_out)
    except PolitburoError as error:
        failed = error.with_traceback(None)
    except (KeyboardInterrupt, MemoryError) as error:
        failed = type(error)()
    except Exception as error:
        failed = UsageError(f"{file} could not be read: {type(error).__name__}. This is a mistake of politburo's.")
    # Raised out here, an error has neither the values nor the causes that it had where the names were.
    failed.__context__ = failed.__cause__ = None
    raise failed


def _read(
    path: Path,
    file: str,
    named: Mapping[str, str],
    ranks: Sequence[str],
    country: str | None,
    encoding: str | None,
    successions: Collection[int],
    leave_out: bool,
) -> Careers:
    rows, guessed = rows_of(path, file, encoding)
    _, header = next(rows, (0, ()))
    columns = find_columns(header, named, file)
    reader = _Reader(columns, file, ranks)
    chosen, kept = _of_one_country(((line, columns.only(row)) for line, row in rows), reader, country)
    yearly = "start" not in columns
    for line, row in kept:
        (_read_year if yearly else _read_post)(reader, line, row)
    if reader.problems and not leave_out:
        raise UsageError(_told(reader))
    reader.doubts["rows left out, since they could not be used"] = len(reader.problems)
    posts = _joined(reader) if yearly else reader.posts
    if len({post.person for post in posts}) < FEWEST:
        raise UsageError(f"{file} holds fewer than five persons that can be used: too few to tell anything of them.")
    last = max(year for *_, year in reader.years) if yearly else max(max(one.start, one.end or 0) for one in posts)
    posts = _ended(posts, last)
    remarks = () if guessed is None else (f"The encoding was guessed: {guessed}.",)
    if "rank" in columns and not ranks:
        remarks += (
            "The order of the ranks is that of their numbers, or was guessed from their names (--ranks says it).",
        )
    return Careers(
        posts=tuple(posts),
        organs=tuple(_safe_labels(reader)),
        country=chosen,
        first=min(post.start for post in posts),
        last=last,
        yearly=yearly,
        successions=tuple(sorted(set(successions) or _changes_of_leader(reader))),
        rank_names=tuple(printable(name.strip()) for name in ranks),
        columns=columns.found(),
        doubts=dict(reader.doubts),
        remarks=remarks,
    )


def _told(reader: _Reader) -> str:
    """All that is wrong, or the first of it."""
    shown = reader.problems[:MOST_PROBLEMS]
    more = len(reader.problems) - len(shown)
    rest = [f"… and {more} more"] if more else []
    many = "one row" if len(reader.problems) == 1 else f"{len(reader.problems)} rows"
    return "\n  ".join([f"{reader.file}: {many} cannot be used (--leave-out goes on without):", *shown, *rest])


def _of_one_country(
    rows: Iterable[Numbered], reader: _Reader, asked: str | None
) -> tuple[str | None, Iterator[Numbered]]:
    """The country's name, and the rows that are of it."""
    columns = reader.columns
    role = next((role for role in COUNTRY_ROLES if role in columns), None)
    wanted = None if asked is None else country_called(asked)
    if role is None:
        return wanted, iter(rows)
    every = list(rows)
    names = names_of([columns.cell(row, role) for _, row in every], role)
    unknown = [line for line, row in every if names[columns.cell(row, role)] is None]
    if unknown and wanted is None:
        raise UsageError(
            f"{reader.file}, line {unknown[0]}, column {columns.title(role)}: no country is known by this "
            f"({len(unknown)} such rows); --country NAME takes the rows of one country alone."
        )
    reader.doubts["rows of a country that is not known, left out"] = len(unknown)
    found = sorted({name for name in names.values() if name is not None})
    if wanted is None and len(found) > 1:
        listed = ", ".join(found[:20]) + (", …" if len(found) > 20 else "")
        raise UsageError(f"{reader.file} holds {len(found)} countries: name one with --country ({listed}).")
    name = wanted or (found[0] if found else None)
    if name not in found:
        raise UsageError(f"{reader.file} has no rows of {name}.")
    return name, (one for one in every if names[columns.cell(one[1], role)] == name)


def _read_post(reader: _Reader, line: int, row: Sequence[str]) -> None:
    """A row that is one person in one post."""
    who = _who(reader, line, row)
    start, start_known = _year(reader, line, row, "start")
    ended = reader.columns.cell(row, "end")
    in_office = ended.casefold() in IN_OFFICE
    end, end_known = (None, True) if in_office else _year(reader, line, row, "end")
    if who is None or not start_known or not end_known:
        return
    if start is None:
        _problem(reader, line, "start", "there is no date")
        return
    if end is not None and end.year < start.year:
        _problem(reader, line, "end" if "end" in reader.columns else "start", "the end is before the start")
        return
    form = form_of(reader.columns.cell(row, "exit"), reader.columns.cell(row, "fate"))
    person, organ, rank = who
    post = Post(person, organ, rank, start.year, None if end is None else end.year, form)
    key = (post.person, post.organ, post.rank, post.start, post.end)
    if key in reader.seen:
        reader.doubts["rows that say the same as another, left out"] += 1
        return
    reader.seen.add(key)
    reader.doubts["dates that are uncertain or a range (the middle is taken)"] += start.uncertain + bool(
        end and end.uncertain
    )
    if end is None and not in_office and form != STILL_THERE:
        reader.doubts["ends that are missing (counted as in office until the table ends)"] += 1
    reader.posts.append(post)


def _read_year(reader: _Reader, line: int, row: Sequence[str]) -> None:
    """A row that is one person in one post in one year."""
    who = _who(reader, line, row)
    year, known = _year(reader, line, row, "year")
    if who is None or not known:
        return
    if year is None:
        _problem(reader, line, "year", "there is no year")
        return
    person, organ, rank = who
    key = (person, organ, rank, year.year)
    if key in reader.years:
        reader.doubts["rows that say the same as another, left out"] += 1
    reader.years.add(key)
    reader.doubts["dates that are uncertain or a range (the middle is taken)"] += year.uncertain
    form = form_of(reader.columns.cell(row, "exit"), reader.columns.cell(row, "fate"))
    if form not in (NOT_KNOWN, STILL_THERE):
        reader.exits[person, year.year] = form
    if _leads(reader, row):
        reader.leaders[year.year][person] += 1


def _who(reader: _Reader, line: int, row: Sequence[str]) -> tuple[int, int, int] | None:
    """Person, organ and rank of a row, as numbers; None where it lacks a person."""
    columns = reader.columns
    called = {role: _normal(columns.cell(row, role)) for role in OF_PERSONS}
    reader.names.update(called.values())
    name = called["person_id"] or called["person"]
    if not name:
        _problem(reader, line, next(role for role in OF_PERSONS if role in columns), "there is no person")
        return None
    person = reader.persons.setdefault(name, len(reader.persons))
    written = columns.cell(row, "organ")
    organ = reader.organs.setdefault(_normal(written), len(reader.labels))
    if organ == len(reader.labels):
        reader.labels.append(written)
    rank, guessed = TOPMOST, False
    if "rank" in columns and not _leads(reader, row):
        rank, guessed = rank_of(columns.cell(row, "rank"), reader.ranks)
    if guessed:
        reader.doubts["ranks that are not known by their names (put lowest)"] += 1
    return person, organ, rank


def _leads(reader: _Reader, row: Sequence[str]) -> bool:
    """Whether a row is marked as that of the leader."""
    return reader.columns.cell(row, "leader").casefold() in ("1", "1.0", "true", "yes")


def _year(reader: _Reader, line: int, row: Sequence[str], role: str) -> tuple[Year | None, bool]:
    """The year in a column, and whether it can be used: one that cannot be read is a problem."""
    try:
        return year_of(reader.columns.cell(row, role)), True
    except ValueError as error:
        wrong = str(error)
    _problem(reader, line, role, wrong)
    return None, False


def _problem(reader: _Reader, line: int, role: str, what: str) -> None:
    reader.problems.append(f"line {line}, column {reader.columns.title(role)}: {what}")


def _joined(reader: _Reader) -> list[Post]:
    """The years of each person in each post, put together; in a table by years no row says when a post ends."""
    last = max((year for *_, year in reader.years), default=0)
    years: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for person, organ, rank, year in reader.years:
        years[person, organ, rank].append(year)
    posts = []
    for (person, organ, rank), held in sorted(years.items()):
        held.sort()
        begin = held[0]
        for year, following in zip(held, [*held[1:], None], strict=True):
            if following == year + 1:
                continue
            end = None if year == last else year + 1
            posts.append(Post(person, organ, rank, begin, end, reader.exits.get((person, year), NOT_KNOWN)))
            begin = following or 0
    return posts


def _ended(posts: Iterable[Post], last: int) -> list[Post]:
    """The posts, of which those that fell with the regime were held until the table ends."""
    return [replace(post, end=None) if post.exit == REGIME and (post.end or last) >= last else post for post in posts]


def _changes_of_leader(reader: _Reader) -> set[int]:
    """The years in which another person is marked as the leader than in the year before."""
    by_year = {year: min(found, key=lambda who: (-found[who], who)) for year, found in reader.leaders.items()}
    years = sorted(by_year)
    return {year for before, year in pairwise(years) if by_year[before] != by_year[year]}


def _safe_labels(reader: _Reader) -> Iterator[str]:
    """What organs may be called: as the table says, but for one with a word of a name of the table in it.

    A word is no name's where at least five persons have it. What would be no plain text is left out.
    """
    bearers = Counter(word for name in reader.names for word in set(_words(name)))
    names = {word for word, count in bearers.items() if count < FEWEST} | reader.names
    given: Counter[str] = Counter()
    for number, (known, written) in enumerate(zip(reader.organs, reader.labels, strict=True), 1):
        label = re.sub(r"[^\w .,&/()'-]", " ", unicodedata.normalize("NFKC", written))
        label = " ".join(label.split()).lstrip("-'.,/&) ")[:LONGEST_LABEL].strip()
        if any(part in names for part in _parts(known)):
            label = f"organ {number}"
            reader.doubts["rows of an organ whose name is withheld, since it has a word of a person's name in it"] += 1
        if not label or label.casefold() in (NO_ORGAN, "others", "na", "nan"):
            label = NO_ORGAN
        given[label.casefold()] += 1
        yield label if given[label.casefold()] == 1 or label == NO_ORGAN else f"{label} {given[label.casefold()]}"


def _words(text: str) -> list[str]:
    return [word for word in text.split() if len(word) >= SHORTEST_WORD and not word.isdecimal()]


def _parts(text: str) -> Iterator[str]:
    """All in a normal text that could be a name: words one after the other and, in scripts without blanks, signs."""
    words = text.split()
    for first in range(len(words)):
        for length in range(1, MOST_WORDS + 1):
            part = " ".join(words[first : first + length])
            if len(part) >= SHORTEST_WORD:
                yield part
    if any(unicodedata.category(sign) == "Lo" for sign in text):
        for first in range(len(text)):
            yield from (text[first : first + length] for length in range(2, MOST_SIGNS + 1))


def _normal(text: str) -> str:
    """A text without what spellings of the same differ in: case, accents, signs, blanks."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()))
