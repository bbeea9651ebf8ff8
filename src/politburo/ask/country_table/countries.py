"""Codes and names of countries, by the library countrycode: ISO 3166, Correlates of War, Gleditsch and Ward."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from politburo.run.optional import needs
from politburo.terms.errors import UsageError

ORIGINS = {"iso3": "iso3c", "cow": "cown", "gw": "gwn", "country": "country.name.en.regex"}
"""Which code a column holds → how the library calls it."""


def names_of(codes: Iterable[str], scheme: str) -> dict[str, str | None]:
    """The English name of each country by its code, None for a code that the library does not know.

    Raises MissingLibraryError where the library is not installed.
    """
    known = list(dict.fromkeys(codes))
    values: list[str | int] = [_as_number(code) if scheme in ("cow", "gw") else code.strip() for code in known]
    if scheme == "iso3":
        values = [str(value).upper() for value in values]
    convert = needs("countrycode", "tables").countrycode
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = convert(values, origin=ORIGINS[scheme], destination="country.name.en") if values else []
    return dict(zip(known, found, strict=True))


def country_called(asked: str) -> str:
    """The name of the country that a user names, by its name or its ISO code. Raises UsageError for one unknown."""
    for scheme in ("iso3", "country"):
        name = names_of([asked], scheme)[asked]
        if name is not None:
            return name
    raise UsageError("The country that --country names is not known: give its English name or its ISO 3166 code (PRK).")


def _as_number(code: str) -> int:
    """A numeric code; one that is no number is given a number that no country has."""
    written = code.strip().removesuffix(".0")
    return int(written) if written.isdecimal() and len(written) <= 4 else -1
