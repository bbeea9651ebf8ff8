"""The board in the terminal: a line for each claim, and under it one for each of its tests."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from politburo.ask.claims.board import Board, Decided
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.priors import Robustness
from politburo.show.claims import headline as words
from politburo.show.claims.effects import asked, in_units, share

WIDTHS = (35, 28, 13, 14, 11)
"""Columns of a test: name, effect, what was asked for, the share through a mechanism, verdict."""

STYLES = {"holds": "green", "null within margin": "green", "too small": "yellow", "fails": "red", "not decided": "red"}


def board_table(board: Board) -> Group:
    """The whole board: each claim on a line of its own, its tests in columns below it. For 110 columns and more."""
    across = {one.claim.id: one for one in board.robustness if one.draws}
    parts = ((_heading(one, across.get(one.claim.id)), _tests(one)) for one in board.decided)
    return Group(*(part for pair in parts for part in pair))


def headline(board: Board) -> Text:
    """The share of the prior space, or how to get it; it stands above everything."""
    return Text(f"{words.headline(board)}\n", "bold")


def summary(board: Board) -> Text:
    """How many claims of each provenance have which verdict, and how the intervals are to be read."""
    lines = [*words.counted(board), words.multiple(board)]
    if board.short:
        lines.append(
            "Short form: small scale and few runs; its verdicts are its own and weaker than those of the board."
        )
    lines.append("All of it is simulated; nothing here says that the real country works like this.")
    return Text("\n".join(lines), "dim")


def robustness_table(robustness: Sequence[Robustness]) -> Table:
    """For each claim the share of the plausible parameters in which it holds, and what decides where it fails."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("claim", "holds in", "at the defaults", "decided most by (holds where it is …)"):
        table.add_column(heading, overflow="fold")
    for one in sorted(robustness, key=lambda entry: -entry.share if entry.draws else 1):
        said = Text(f"{one.claim.id} {one.claim.says}")
        table.add_row(said, words.across(one), words.short(one.usual), Text(words.deciders(one)))
    return table


def robustness_words(robustness: Sequence[Robustness]) -> Text:
    """How the shares are to be read."""
    return Text(words.how_to_read(robustness), "dim")


def matrix_words(matrix: Matrix) -> Text:
    """Which mechanisms no claim needs."""
    return Text("\n".join(words.needs(matrix)))


def _heading(decided: Decided, robustness: Robustness | None) -> Text:
    claim = decided.claim
    told = (decided.verdict.upper(), f"bold {STYLES.get(decided.verdict, 'dim')}")
    about = (f"  {claim.runs} pairs, {decided.seconds:.0f} s", "dim")
    across = (f"  holds across priors in {words.across(robustness)}", "bold") if robustness else ("", "")
    start = (f"{claim.id} ", "bold"), (f"{claim.provenance} ", "dim")
    return Text.assemble(*start, claim.says, ": ", told, across, about)


def _tests(decided: Decided) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for width in WIDTHS:
        table.add_column(width=width, overflow="fold")
    for finding in decided.findings:
        table.add_row(
            Text(f"  {finding.test.name}"),
            Text(in_units(finding)),
            Text(f"asked {asked(finding)}" if finding.test.expect != "reported" else ""),
            Text(f"{share(finding)}" if finding.test.through else "", "dim"),
            Text(words.short(finding.verdict), STYLES.get(finding.verdict, "dim")),
        )
    return table
