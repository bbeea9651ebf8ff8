"""Scenarios as small as they can be, and what a bibliography made of them holds."""

from __future__ import annotations

import pybtex.database
from pybtex.database import BibliographyData

from politburo.scenario import Scenario, parse

HEAD = 'title = "Made for a test"\nstart = "2012-01"\nend = "2012-12"\n'


def made(more: str = "", country: str = "example") -> Scenario:
    """A scenario of one year with `more` of a file's text."""
    return parse(f'{HEAD}country = "{country}"\n{more}', "made")


def read(bibtex: str) -> BibliographyData:
    """The entries of a bibliography, as a reader of BibTeX finds them."""
    return pybtex.database.parse_string(bibtex, "bibtex")
