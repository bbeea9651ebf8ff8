"""BibTeX as text: works of the bibliography and sources of the evidence as entries, each under a line on its use."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping

from politburo.terms.references import Reference

Use = tuple[str, str]
"""What something was used for: a kind such as "mechanism", and the name of one, empty where the kind says it all."""

WIDTH = 100
"""Columns after which a line on the use of an entry is broken."""

PLACES = {"article": "journal", "inproceedings": "booktitle"}
"""Field for what a work stands in, by the type of its entry."""

VERBATIM = ("url", "doi")
"""Fields that LaTeX reads letter by letter."""


def entry(kind: str, key: str, values: Mapping[str, str], uses: Iterable[Use]) -> str:
    """One entry, its empty fields left out, under comment lines that say what it was used for."""
    said = _said(uses).replace("@", "(at)")  # an @ would begin an entry, even here
    remark = textwrap.wrap(f"Used for: {said}.", WIDTH, initial_indent="% ", subsequent_indent="%   ")
    filled = [f"  {name} = {{{_written(name, text)}}}" for name, text in values.items() if text]
    return "\n".join([*remark, f"@{kind}{{{key},", ",\n".join(filled), "}"])


def work_entry(work: Reference, uses: Iterable[Use]) -> str:
    """The entry of a work of the bibliography."""
    values = {
        "author": " and ".join(_name(author) for author in work.authors),
        "title": work.title,
        PLACES.get(work.kind, "howpublished"): work.inside,
        "year": str(work.year),
        "volume": work.volume,
        "number": work.number,
        "pages": work.pages.replace("–", "--"),
        "doi": work.doi,
        "url": work.url,
        "note": work.note,
    }
    return entry(work.kind, work.key, values, uses)


def institution(name: str) -> str:
    """A name that BibTeX must not take apart into given name and family name."""
    return "{" + name + "}"


def _said(uses: Iterable[Use]) -> str:
    """`mechanisms: rents, chill; parameter: fear.horizon`: the uses by kind, each told once."""
    names: dict[str, list[str]] = {}
    for kind, name in dict.fromkeys(uses):
        names.setdefault(kind, []).extend([name] if name else [])
    parts = (f"{kind}{'s' * (len(of_kind) > 1)}: {', '.join(of_kind)}" for kind, of_kind in names.items() if of_kind)
    return "; ".join([*(kind for kind, of_kind in names.items() if not of_kind), *parts])


def _name(author: str) -> str:
    family, comma, given = author.partition(", ")
    is_person = comma and (given.endswith(".") or " " not in family)
    return f"{family}, {given}" if is_person or author == "others" else institution(author)


def _written(name: str, text: str) -> str:
    """The text of a field with what LaTeX would take for a command made harmless; titles keep their capitals."""
    if name in VERBATIM:
        return re.sub(r"[{}\s]", "", text)
    inner = text if name == "author" else text.replace("{", "(").replace("}", ")").replace("\\", "/")
    safe = re.sub(r"([&%#_$])", r"\\\1", inner)
    return f"{{{safe}}}" if name == "title" else safe
