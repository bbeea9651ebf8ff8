"""Dates as such tables write them, coarsened to years while they are read."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from politburo.run.optional import needs

FIRST, LAST = 1000, 2100
MISSING = frozenset(("", "na", "n/a", "nan", "nat", "none", "null", ".", "-", "?", "unknown", "-99", "-999", "9999"))
IN_OFFICE = frozenset(("present", "incumbent", "in office", "current", "today", "ongoing", "to date", "now"))

LONGEST = 60
_PLAIN = re.compile(r"([0-9]{4})(?:\.0+)?")
_DAY = re.compile(
    r"(?:(?P<first>[0-9]{4})[-/.](?:[0-9]{1,2}|[?Xx]{1,2})(?:[-/.](?:[0-9]{1,2}|[?Xx]{1,2}))?"
    r"|(?:(?:[0-9]{1,2}|[?Xx]{1,2})[-/.]){1,2}(?P<last>[0-9]{4}))"
    r"(?:[T ]00:00(?::00)?(?:\.0+)?)?"
)
"""A day or a month in figures, with the year first or last: only the year counts, so an impossible day does no harm."""

_BETWEEN = re.compile(r"between\s+([0-9]{4})\s+and\s+([0-9]{4})", re.IGNORECASE)
_VAGUE = re.compile(r"\b(before|after|since|until|early|mid|late)\b[ -]*", re.IGNORECASE)
"""Words beside a date that make it uncertain; the year that is named is taken."""

_WORDS = frozenset(
    (
        *("jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july"),
        *("aug", "august", "sep", "sept", "september", "oct", "october", "nov", "november", "dec", "december"),
        *("spring", "summer", "autumn", "fall", "winter", "c", "ca", "circa", "about", "approx", "approximately"),
        *("around", "before", "after", "since", "until", "early", "mid", "late", "between", "and", "or", "to", "from"),
        *("the", "of", "s", "st", "nd", "rd", "th", "x", "xx"),
    )
)
"""All words that a date may hold: edtf finds a year in any text."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year, and whether it stands for a range or is uncertain; of a range, the middle."""

    year: int
    uncertain: bool = False


@lru_cache(maxsize=4096)
def year_of(text: str) -> Year | None:
    """The year of a date of any precision, None where no date is written. Raises ValueError, without the text.

    Years, months and days in figures are read here; all else (`circa 1953`, `1953~`, `March 1953`, `1950s`,
    `1953/1956`) by the library edtf, in the format of the Library of Congress or as people write it.
    Raises MissingLibraryError where edtf is needed and not installed.
    """
    written = text.strip()
    if written.casefold() in MISSING:
        return None
    plain, day = _PLAIN.fullmatch(written), _DAY.fullmatch(written)
    if plain:
        return _within(int(plain[1]), int(plain[1]), uncertain=False)
    if day:
        year = int(day["first"] or day["last"])
        return _within(year, year, uncertain=False)
    words = re.findall(r"[^\W\d_]+", written.casefold())
    if len(written) > LONGEST or not re.search(r"[0-9]{3}", written) or not _WORDS.issuperset(words):
        raise ValueError("no year can be read in it")
    return _by_edtf(_BETWEEN.sub(r"\1/\2", written))


def _by_edtf(written: str) -> Year:
    edtf = needs("edtf", "tables")
    named = _VAGUE.sub("", written)
    found = None
    with suppress(Exception):  # the library fails in many ways, whose messages hold the text
        found = edtf.parse_edtf(named)
    with suppress(Exception):
        found = found or edtf.parse_edtf(edtf.text_to_edtf(named))
    ends = []
    for end in ("lower_strict", "upper_strict"):
        with suppress(Exception):
            ends.append(int(getattr(found, end)()[0]))
    if not ends:
        raise ValueError("no year can be read in it")
    sure = type(found).__name__ == "Date" and named == written and " or " not in written
    return _within(ends[0], ends[-1], uncertain=not sure)


def _within(first: int, last: int, *, uncertain: bool) -> Year:
    if not FIRST <= first <= last <= LAST:
        raise ValueError(f"its year does not lie between {FIRST} and {LAST}")
    return Year((first + last) // 2, uncertain or first < last)
