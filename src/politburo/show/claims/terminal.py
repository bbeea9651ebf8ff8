"""The board in the terminal: a line for each claim, and under it one for each of its tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from politburo.ask.claims.board import Board, Decided
from politburo.ask.claims.deciding import LEVEL, VERDICTS
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.priors import Robustness
from politburo.ask.claims.record import PROVENANCES
from politburo.show.claims.effects import asked, in_units, share

WIDTHS = (36, 28, 13, 14, 10)
"""Columns of a test: name, effect, what was asked for, the share through a mechanism, verdict."""

STYLES = {"holds": "green", "null within margin": "green", "too small": "yellow", "fails": "red", "not decided": "red"}


def board_table(board: Board) -> Group:
    """The whole board: each claim on a line of its own, its tests in columns below it. For 110 columns and more."""
    return Group(*(part for decided in board.decided for part in (_heading(decided), _tests(decided))))


def summary(board: Board) -> Text:
    """How many claims of each provenance have which verdict, and how the intervals are to be read."""
    lines = []
    for provenance, meaning in PROVENANCES.items():
        verdicts = Counter(one.verdict for one in board.decided if one.claim.provenance == provenance)
        if verdicts:
            counted = ", ".join(f"{verdicts[name]} {name}" for name in VERDICTS if verdicts[name])
            lines.append(f"{provenance} ({meaning}): {counted}")
    tests = sum(len(one.findings) for one in board.decided)
    moved = [one.claim.id for one in board.decided if one.strict != one.verdict]
    lines.append(
        f"Intervals are of {100 * LEVEL:.0f} % each; {tests} tests stand here, so that a few would seem to hold by "
        f"chance. With intervals that count all of them together (Bonferroni), "
        + (f"other verdicts: {', '.join(moved)}." if moved else "every verdict is the same.")
    )
    if board.short:
        lines.append(
            "Short form: small scale and few runs; its verdicts are its own and weaker than those of the board."
        )
    lines.append("All of it is simulated; nothing here says that the real country works like this.")
    return Text("\n".join(lines), "dim")


def robustness_table(robustness: Sequence[Robustness]) -> Table:
    """For each claim the share of the plausible parameters in which it holds, and what decides where it fails."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("claim", "holds in", "of draws", "decided most by (holds where it is …)"):
        table.add_column(heading, overflow="fold")
    for one in sorted(robustness, key=lambda entry: -entry.share if entry.draws else 1):
        deciders = "; ".join(f"{name} {'large' if apart > 0 else 'small'}" for name, apart in one.deciders)
        shown = f"{100 * one.share:.0f} %" if one.draws else "–"
        table.add_row(Text(f"{one.claim.id} {one.claim.says}"), shown, str(one.draws), Text(deciders or "–"))
    return table


def matrix_words(matrix: Matrix) -> Text:
    """Which mechanisms no claim needs."""
    unneeded = matrix.unneeded()
    named = ", ".join(name.replace("_", " ") for name in unneeded)
    if not unneeded:
        return Text("Every mechanism is needed by at least one claim.")
    return Text(f"Needed by no claim, and so to be deleted unless evidence needs them: {named}.")


def _heading(decided: Decided) -> Text:
    claim = decided.claim
    told = (decided.verdict.upper(), f"bold {STYLES.get(decided.verdict, 'dim')}")
    about = (f"  {claim.runs} pairs, {decided.seconds:.0f} s", "dim")
    return Text.assemble((f"{claim.id} ", "bold"), (f"{claim.provenance} ", "dim"), claim.says, ": ", told, about)


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
            Text(finding.verdict, STYLES.get(finding.verdict, "dim")),
        )
    return table
