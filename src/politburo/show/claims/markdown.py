"""The board as Markdown, for a repository or an appendix: what the page says, without its pictures' detail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.claims.sentences import short
from politburo.run.files import made, write
from politburo.show.claims.content import Card, Content, TestCard, content_of

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board

WIDTH = 120
"""Columns of running text."""

FAILING = ("fails", "too small", "not decided")


def save_markdown(board: Board, path: Path) -> None:
    """Write the board into a file, whole or not at all. Raises StoreError when it cannot be written."""
    made(path.parent)
    write(path, markdown(board).encode())


def markdown(board: Board) -> str:
    """The board as Markdown. The same board gives the same text."""
    content = content_of(board)
    parts = [*_head(content), *_overview(content), *_failing(content)]
    parts += [line for card in content.cards for line in _claim(card)]
    return "\n".join([*parts, *_needs(content), *_reading(content)]).rstrip() + "\n"


def _head(content: Content) -> Iterator[str]:
    yield f"# {content.title}"
    yield ""
    yield from _text(content.lead)
    yield from _text(f"**{content.headline}**")
    if content.how_to_read:
        yield from _text(content.how_to_read)


def _overview(content: Content) -> Iterator[str]:
    for line in content.counted:
        yield from _text(f"- {_escaped(line)}", gap=False)
    yield ""
    yield from _text(content.multiple)
    headings = ["claim", "from", "what it says", "verdict", "counting all tests"]
    headings += ["holds across priors", "it holds where"] if content.how_to_read else []
    yield from _table(headings, (_line(card, content) for card in content.cards))


def _line(card: Card, content: Content) -> list[str]:
    strict = "the same" if card.strict == card.verdict else short(card.strict)
    cells = [card.id, card.provenance, _escaped(card.says), _verdict(card.verdict), strict]
    return cells + ([card.across or "not measured", card.deciders or "–"] if content.how_to_read else [])


def _failing(content: Content) -> Iterator[str]:
    """What a report states as happening and the simulation does not show: in the open, before all detail."""
    failing = [card for card in content.cards if card.provenance == "R" and card.verdict in FAILING]
    if not failing:
        return
    yield "## What the reports state and the simulation does not show"
    yield ""
    for card in failing:
        tests = "; ".join(f"{test.name}: {test.effect}, asked {test.asked}" for test in _short_of(card))
        yield from _text(f"- {card.id} ({card.verdict}): {_escaped(card.says)}. {_escaped(tests)}.", gap=False)
    yield ""


def _short_of(card: Card) -> list[TestCard]:
    return [test for test in card.tests if test.verdict in FAILING]


def _claim(card: Card) -> Iterator[str]:
    yield f"## {card.id}: {_escaped(card.says)}"
    yield ""
    across = f", {card.across} across priors" if card.across else ""
    where = f" (it holds where {card.deciders})" if card.deciders else ""
    yield from _text(f"**{card.verdict}**{across}{where}; {card.provenance}, {card.source}; {card.runs} pairs of runs.")
    if card.note:
        yield from _text(_escaped(card.note))
    headings = ("test", "base → changed, effect [95 %]", "asked for", "share through", "verdict")
    yield from _table(headings, ([*map(_escaped, _figures(test)), _verdict(test.verdict)] for test in card.tests))


def _figures(test: TestCard) -> tuple[str, ...]:
    return test.name, test.effect, test.asked, test.share


def _needs(content: Content) -> Iterator[str]:
    if content.needs is not None:
        yield "## What needs which mechanism"
        yield ""
        for line in content.needs.words:
            yield from _text(line)
        yield from _table(
            ("test", "mechanisms without which a fifth of the effect or more is gone"),
            ((_escaped(test), names) for test, names in content.needs.rows),
        )


def _reading(content: Content) -> Iterator[str]:
    yield "## How a verdict is reached"
    yield ""
    yield from (f"- {name}: {meaning}." for name, meaning in content.legend)
    yield ""
    yield from _text(
        "A claim holds when every test of it that asks for something does. The share is how much of an effect is gone "
        "when the mechanisms named are switched off; above 100 % the effect turns round without them. Written by "
        f"`{content.command} --page FILE`."
    )
    yield from (f"- {name}: {said}" for name, said in content.reproduction if name != "Folder of what was measured")


def _verdict(verdict: str) -> str:
    return f"**{verdict}**" if verdict in FAILING else short(verdict)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(headings)
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _text(text: str, *, gap: bool = True) -> Iterator[str]:
    """Running text, broken between words; continued lines of a list are indented."""
    indent = "  " if text.startswith("- ") else ""
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = f"{indent}{word}"
        else:
            line = f"{line} {word}" if line else word
    yield line
    if gap:
        yield ""


def _escaped(text: str) -> str:
    """Text of a claim that stays text: no cell is ended, nothing is marked up, and it stays on one line."""
    line = " ".join(text.split())
    return re.sub(r"([\\|<>`*]|\](?=\())", r"\\\1", line)
