"""The works that the model cites: the bibliography in references.bib, and the finding of citations in texts.

Docstrings, sources of parameters, mechanisms and logics of rule cite a work by its short form, such as "Kuran 1991",
which is the field `shorthand` of its entry.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def works() -> dict[str, Any]:
    """Every work of the bibliography by its key, in alphabetical order of keys, as an `Entry` of pybtex (untyped)."""
    from pybtex.database import parse_string  # here, because most commands cite nothing

    text = (files("politburo.terms") / "references.bib").read_text(encoding="utf-8")
    return dict(parse_string(text, "bibtex").entries.items())


def references_in(text: str) -> tuple[str, ...]:
    """Keys of the works that a text cites, in alphabetical order; "Kuran's (1991)" cites as "Kuran 1991" does."""
    return tuple(key for key, pattern in citation_patterns().items() if pattern.search(text))


@cache
def citation_patterns() -> dict[str, re.Pattern[str]]:
    """What matches a citation of each work, by key."""
    return {key: _pattern(work.fields["shorthand"]) for key, work in works().items()}


def _pattern(cited: str) -> re.Pattern[str]:
    """What matches a short form, across line ends, with the year in parentheses or without, after 's or without."""
    named = re.fullmatch(r"(.+) (\d{4}[a-z]?)", cited)
    words, year = (named[1], named[2]) if named else (cited, "")
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"{spaced}(?:'s)?\s+\(?{year}\b" if year else spaced)
