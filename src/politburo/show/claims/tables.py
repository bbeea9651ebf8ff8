"""The board as tables: one row a test for pandas, one row a claim for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from politburo.show.claims.effects import asked, in_units, share

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.claims.board import Board

LEFT = "style='text-align:left'"


def frame(board: Board) -> pd.DataFrame:
    """One row a test: what is claimed, the effect with its interval, what was asked for, the share, the verdict."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "claim": one.claim.id,
                "says": one.claim.says,
                "provenance": one.claim.provenance,
                "test": finding.test.name,
                "base": finding.base,
                "changed": finding.changed,
                "effect": finding.effect,
                "low": finding.low,
                "high": finding.high,
                "expected": finding.test.expect,
                "asked": finding.asked,
                "mediated_share": finding.share,
                "pairs": finding.pairs,
                "verdict": finding.verdict,
                "verdict_counting_all_tests": finding.strict,
                "verdict_of_claim": one.verdict,
            }
            for one in board.decided
            for finding in one.findings
        ]
    )


def table_html(board: Board) -> str:
    """The claims with the finding that stands for each, and how to see the rest."""
    headings = ("claim", "from", "what it says", "verdict", "effect [95 %]", "asked for", "share through a mechanism")
    head = "".join(f"<th {LEFT}>{escape(name)}</th>" for name in headings)
    rows = []
    for one in board.decided:
        main = one.main
        cells = (
            one.claim.id,
            one.claim.provenance,
            one.claim.says,
            one.verdict,
            f"{main.test.name}: {in_units(main)}",
            asked(main),
            share(main),
        )
        rows.append("<tr>" + "".join(f"<td {LEFT}>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
