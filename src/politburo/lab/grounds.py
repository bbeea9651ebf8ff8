"""What an answer of the lab rests on: every parameter with its source, the claims that can be tested, what to cite."""

from __future__ import annotations

from typing import Any

from politburo.ask.claims import asked_for
from politburo.ask.claims.record import PROVENANCES
from politburo.ask.scenarios import overview
from politburo.lab.question import Asked
from politburo.terms.parameters import parameter_sources

PARAMETERS = ("name", "value_text", "default_text", "range", "meaning", "source")
"""Columns of the table of parameters that the page shows."""


def assumptions(asked: Asked, arm: str) -> dict[str, Any]:
    """Every parameter of an arm: its value there, its default, its range, what it means and where it is from."""
    scenario = asked.arms.base if arm == "baseline" else asked.arms.changed or asked.arms.base
    table = overview(scenario, everything=True).table("parameters")
    rows = [[str(one[name] or "") for name in PARAMETERS] for one in table.records()]
    return {
        "title": " ".join(scenario.title.split()),
        "sentences": [parameter_sources()],
        "ensemble": asked.state.ensemble,
        "rows": rows,
        "changed": [one["value"] != one["default"] for one in table.records()],
    }


def claims() -> dict[str, Any]:
    """The claims of the board that comes with politburo: what each says, who says it, what it lacks to be tested."""
    rows = []
    for claim in asked_for(None):
        said = "; ".join(PROVENANCES[one] for one in claim.provenance.split("/"))
        rows.append([claim.id, claim.says, claim.source, said, claim.missing])
    return {"rows": rows}


def cite(asked: Asked, arm: str, runs: int, progress: Any = None) -> dict[str, Any]:
    """The BibTeX of what so many runs of an arm stand on."""
    from politburo.show.cite import citation

    results = asked.results(arm, runs, progress)
    return {"bibtex": citation(results), "provenance": str(results.provenance)}
