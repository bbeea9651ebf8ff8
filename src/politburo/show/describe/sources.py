"""The bibliography at the end of the page."""

from __future__ import annotations

from politburo.show.describe.markdown import Part, escaped
from politburo.terms.references import REFERENCES, Reference


def bibliography() -> Part:
    """All works that the model cites, under the short forms by which it cites them."""
    lines = (
        f"- **{escaped(work.cited)}**: {_said(work)}"
        for work in sorted(REFERENCES, key=lambda work: work.cited.casefold())
    )
    return Part("References", ("\n".join(lines),))


def _said(work: Reference) -> str:
    authors = "; ".join("and others" if author == "others" else author for author in work.authors)
    pieces = [f"{authors} ({work.year})", work.title, _where(work), sentence_of(work.note), _address(work)]
    return " ".join(piece if piece.endswith(("?", ".", ">")) else f"{piece}." for piece in pieces if piece)


def sentence_of(note: str) -> str:
    """A note as a sentence."""
    return note[:1].upper() + note[1:]


def _where(work: Reference) -> str:
    volume = f" {work.volume}" if work.volume else ""
    issue = f"({work.number})" if work.number else ""
    pages = f", {work.pages}" if work.pages else ""
    return f"*{work.inside}*{volume}{issue}{pages}" if work.inside else ""


def _address(work: Reference) -> str:
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    return f"<{address}>" if address else ""
