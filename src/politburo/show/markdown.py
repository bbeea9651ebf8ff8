"""Markdown as GitHub shows it: answers with their tables, and pages of parts with numbered headings and docstrings.

Text of answers is shown as it is, with all signs that Markdown reads escaped. Text of the program may hold names in
backticks and equations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import escape

from politburo.answer import Answer
from politburo.show.cells import Shown
from politburo.show.cells import parts as parts_of

FENCE = "```"
INDENT = "    "


def answer_markdown(answer: Answer) -> str:
    """An answer as Markdown."""
    lines = [f"# {inline(answer.title)}", ""]
    for warning in answer.warnings:
        lines += [f"**Warning:** {inline(warning)}", ""]
    for said in answer.sentences:
        lines += [paragraph(said), ""]
    for table in answer.tables:
        if table.printed:
            for found in parts_of(table):
                lines += [f"## {inline(found.title)}", "", *table_lines(found), ""]
    return "\n".join([*lines, f"*{inline(str(answer.provenance))}*", ""])


def table_lines(found: Shown) -> Iterator[str]:
    """The lines of a table in Markdown, and of what must be known to read it."""
    yield _row(found.headings)
    yield "|" + "|".join(" ---: " if right else " --- " for right in found.right) + "|"
    yield from map(_row, found.rows)
    for note in found.notes:
        yield ""
        yield paragraph(note)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(inline(text).replace("|", "\\|").replace("\n", "<br>") for text in cells) + " |"


def paragraph(text: str) -> str:
    """Lines of text that Markdown shows as they are, also where they begin as a heading or a list does."""
    return re.sub(r"^(\s*)([#+=-]|\d+(?=[.)]))", _not_the_first, inline(text), flags=re.MULTILINE)


def _not_the_first(found: re.Match[str]) -> str:
    """A sign of which Markdown makes something at the beginning of a line, so that it does not."""
    blanks, sign = found.groups()
    return f"{blanks}{sign}\\" if sign.isdigit() else f"{blanks}\\{sign}"


def inline(text: str) -> str:
    """A text within a line that Markdown shows as it is."""
    return re.sub(r"([\\`*_~\[\]])", r"\\\1", str(escape(text)).replace("&#39;", "'").replace("&#34;", '"'))


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, the blocks under it, and the parts within it."""

    title: str
    blocks: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def text(title: str) -> str:
    """The text under the heading `title` of texts.md."""
    return _under(1, (files("politburo.show.describe") / "texts.md").read_text(encoding="utf-8"))[title]


def text_parts(title: str) -> tuple[Part, ...]:
    """The same, as one part for each heading within it."""
    return tuple(Part(heading, (body,)) for heading, body in _under(2, text(title)).items())


def rendered(parts: Sequence[Part], level: int = 2, prefix: str = "") -> str:
    """The parts with headings of `level`, numbered under `prefix`."""
    pieces = []
    for place, part in enumerate(parts, 1):
        number = f"{prefix}{place}"
        pieces.append(f"{'#' * level} {number} {part.title}")
        pieces += [block.rstrip() for block in part.blocks if block.strip()]
        if part.parts:
            pieces.append(rendered(part.parts, level + 1, f"{number}."))
    return "\n\n".join(pieces)


def contents(parts: Sequence[Part], prefix: str = "", depth: int = 2) -> str:
    """A list of links to the headings of the parts, and to those within them down to `depth`."""
    lines = []
    for place, part in enumerate(parts, 1):
        number = f"{prefix}{place}"
        heading = f"{number} {part.title}"
        lines.append(f"{'  ' * prefix.count('.')}- [{heading}](#{anchor(heading)})")
        if part.parts and depth > 1:
            lines.append(contents(part.parts, f"{number}.", depth - 1))
    return "\n".join(lines)


def anchor(heading: str) -> str:
    """The name that GitHub gives to a heading: small letters, without marks, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty columns are left out, and a table without rows is empty."""
    rows = [tuple(map(cell, row)) for row in rows]
    kept = [place for place in range(len(headers)) if any(row[place] for row in rows)]
    lines = [[headers[place] for place in kept], ["---"] * len(kept), *([row[place] for place in kept] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if rows else ""


def cell(text: str) -> str:
    """A text that stays within its cell and is no HTML."""
    return escaped(" ".join(text.split())).replace("|", "\\|")


def escaped(text: str) -> str:
    """Text in which nothing is taken for HTML, or for emphasis; what stands in backticks is left as it is."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if piece.startswith("`") else _plain(piece) for piece in pieces)


def from_docstring(text: str) -> str:
    """A docstring at the margin, as those of modules are, as Markdown: what is indented stands in blocks of its own."""
    lines: list[str] = []
    fenced = False
    for line in text.strip().splitlines():
        begins = line.startswith(INDENT) and not fenced and (not lines or not lines[-1])
        ends = fenced and line.strip() and not line.startswith(INDENT)
        if begins or ends:
            lines += [f"{FENCE}text"] if begins else _closed(lines)
            fenced = begins
        lines.append(line.removeprefix(INDENT) if fenced else escaped(line))
    return "\n".join([*lines, FENCE] if fenced else lines)


def code(text: str) -> str:
    """A name as it stands in files and in the program."""
    return f"`{text}`"


def number(value: float) -> str:
    """A number as it is written in files, without needless digits."""
    return f"{value:.10g}"


def _under(level: int, markdown: str) -> dict[str, str]:
    """What stands under each heading of a level, by heading."""
    pieces = re.split(rf"^#{{{level}}} (.+)$", markdown, flags=re.MULTILINE)[1:]
    return {heading: body.strip() for heading, body in zip(pieces[::2], pieces[1::2], strict=True)}


def _plain(text: str) -> str:
    """Underscores within words are left as they are: GitHub takes them for nothing else."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("*", "\\*")


def _closed(lines: list[str]) -> list[str]:
    """The end of a block, before the blank line that followed it."""
    while lines and not lines[-1]:
        lines.pop()
    return [FENCE, ""]
