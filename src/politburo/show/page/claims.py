"""A board as pages: one HTML file with pictures, and Markdown for a repository or an appendix."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from politburo.answer.own_files import MARKDOWN_MARK, place
from politburo.ask.claims import arm_words
from politburo.ask.claims import effect_words as effects
from politburo.ask.claims import sentences as words
from politburo.ask.claims.board import Board, Decided
from politburo.ask.claims.finding import VERDICTS
from politburo.ask.claims.record import ROLES
from politburo.ask.claims.rows import checks_table, failing_table, standing_table, tests_table
from politburo.ask.claims.tables import artefacts_table, needed_table, variants_table
from politburo.run.plan import model_sources
from politburo.show import claims, rendering
from politburo.show.cells import shown
from politburo.show.markdown import inline, paragraph, table_lines
from politburo.show.page import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from politburo.answer import Table

FILE = "claims.html"
"""Name of the page in the folder of a board."""

SECTIONS = (
    ("overview", "Overview"),
    ("claims", "The claims"),
    ("checks", "Implementation checks"),
    ("needs", "What needs which mechanism"),
    ("artefacts", "Whether findings are artefacts"),
    ("verdicts", "How a verdict is reached"),
    ("reproduce", "How to reproduce it"),
)

HOW = (
    "A claim is decided by its one primary test, of which every part has to hold. Where a condition is not met, "
    "nothing is decided; where a placebo has an effect, too, the claim fails; where the same test holds in the rival "
    "model as well, it tells nothing apart. Other tests are shown and decide nothing."
)

FAILURES = "what-the-model-gets-wrong.md"
"""The page to which the board links where that stands beside it, as it does in docs."""


def board_page(board: Board) -> str:
    """The board as a page that needs nothing else: HTML. The same board gives the same text."""
    return page_of("claims", _content(board))


def save_page(board: Board, folder: str | Path | None = None) -> Path:
    """Write the page into a folder, by default that of the board. Raises as `place`."""
    return place((board.folder if folder is None else Path(folder)) / FILE, board_page(board))


def save_markdown(board: Board, path: Path) -> Path:
    """Write the board as Markdown, whole or not at all. Raises as `place`."""
    text = markdown(board, failures=path.with_name(FAILURES).is_file())
    return place(path, MARKDOWN_MARK.format(command="claims --page") + text)


def markdown(board: Board, *, failures: bool = False) -> str:
    """The board as Markdown, with a link to the page of failures or without. The same board gives the same text."""
    return "\n".join(_lines(board, failures=failures))


def _content(board: Board) -> dict[str, Any]:
    """What the template shows: the board, words for what it holds, and pictures."""
    matrix = board.matrix
    provenances = {
        name: words.provenance_in_words(name) for name in dict.fromkeys(one.claim.provenance for one in board.decided)
    }
    return {
        "title": board.title,
        "lead": words.lead(board),
        "version": version("politburo"),
        "provenance": str(board.provenance),
        "sections": [{"name": name, "title": title} for name, title in SECTIONS],
        "board": board,
        "words": words,
        "effects": effects,
        "arms": arm_words,
        "designed": any(one.design for one in board.claims),
        "across": {one.claim.id: one for one in reversed(board.robustness)},
        "audited": {one.claim.id: one for one in board.audited},
        "artefacts": shown(artefacts_table(board.audited)) if board.audited else None,
        "variants": shown(variants_table(board.audited)) if board.audited else None,
        "tone": lambda verdict: claims.TONES.get(verdict, "plain"),
        "picture": lambda finding: Markup(claims.svg_of(finding)),
        "about": claims.ABOUT,
        "provenances": provenances,
        "provenance_options": [(name, f"{name}: {said}") for name, said in provenances.items()],
        "verdict_options": [(name, name) for name in VERDICTS if _occurs(board, name)],
        "reading": words.reading(board),
        "roles": ROLES.items(),
        "checks": [one for one in board.decided if one.is_check],
        "how": HOW,
        "matrix": ""
        if matrix is None
        else Markup(rendering.svg(claims.matrix(matrix, claims.OF_THE_PAGE, paper=None))),
        "needs": () if matrix is None else words.needs(matrix),
        "needed": None if matrix is None else shown(needed_table(matrix)),
        "command": _command(board),
        "reproduction": (*_origin(board), ("Folder of what was measured", board.folder.name)),
    }


def _occurs(board: Board, name: str) -> bool:
    return any(name in (one.claim.provenance, one.verdict) for one in board.decided)


def _command(board: Board) -> str:
    return words.command(tuple(one.claim for one in board.decided), short=board.short)


def _origin(board: Board) -> tuple[tuple[str, str], ...]:
    seeds = dict.fromkeys(str(one.claim.seed) for one in board.decided if one.findings)
    return (
        ("politburo", version("politburo")),
        ("Sources of the model", model_sources()),
        ("Seed" if len(seeds) == 1 else "Seeds", ", ".join(seeds) or "none"),
    )


def _lines(board: Board, *, failures: bool) -> Iterator[str]:
    """The Markdown, line by line: what everyone should know first, then each claim, then how it was found."""
    yield from (f"# {board.title}", "", words.lead(board), "", f"**{inline(words.headline(board))}**", "")
    yield from (f"- {inline(line)}" for line in words.counted(board))
    yield from ("", inline(words.multiple(board)), "")
    if said := words.designs(board):
        yield from (inline(said), "")
    if failures:
        yield from (f"Why claims fail, and what not to use the model for: [what the model gets wrong]({FAILURES}).", "")
    yield from ("## How to read this board", "")
    yield from (f"- {name}: {said}." for name, said in words.reading(board))
    yield ""
    yield from _table(board.table("claims"))
    for table in standing_table(board):
        yield from _table(table)
    for title, verdict in (("Not testable yet", "not testable yet"), ("Asked over parameter sets", "asked over sets")):
        if without := [one for one in board.claims if one.verdict == verdict]:
            yield from (f"## {title}", "")
            yield from (f"- {one.claim.id}: {inline(one.why)}" for one in without)
            yield ""
    if (checks := checks_table(board)).rows:
        yield from _table(checks)
    if (failing := failing_table(board)).rows:
        yield from _table(failing)
    for one in board.decided:
        if one.findings:
            yield from _claim(one)
    for table in board.tables:
        if table.name in ("robustness", "shapes"):
            yield from _table(table)
    if board.audited:
        yield from _table(artefacts_table(board.audited))
    if board.matrix is not None:
        yield from ("## What needs which mechanism", "")
        yield from (f"{inline(line)}\n" for line in words.needs(board.matrix))
        yield from _table(needed_table(board.matrix))
    yield from ("## How a verdict is reached", "")
    yield from (f"{HOW} Written by `{_command(board)} --page FILE`.", "")
    yield from (f"- {name}: {said}" for name, said in _origin(board))
    yield ""


def _claim(one: Decided) -> Iterator[str]:
    claim = one.claim
    yield from (f"## {claim.id}: {inline(claim.says)}", "")
    because = f": {inline(one.why)}" if one.why else ""
    yield from (
        f"**{one.verdict}**{because}; {claim.provenance}, {inline(claim.source)}; {claim.runs} pairs of runs.",
        "",
    )
    if one.rival:
        yield from (f"Rival: {inline(one.rival)}; there {inline(effects.in_the_rival(one.in_the_rival))}.", "")
    if one.design is not None:
        yield from (inline(str(one.design)), "")
    if one.registration:
        yield from (f"Registration: {one.registration}.", "")
    if claim.note:
        yield from (paragraph(claim.note), "")
    tests = tests_table([one])
    # Each table would repeat the claim and what intervals are.
    columns = tuple(replace(column, shown=column.shown and column.name != "claim") for column in tests.columns)
    yield from (*table_lines(shown(replace(tests, columns=columns, basis=None))), "")


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.title}", "", *table_lines(shown(table)), "")
