"""Reasons made by hand: what `show` reads of an event, without a run."""

from __future__ import annotations

from datetime import date
from typing import Any

from politburo.ask.why import Term, Why
from politburo.terms.accounts import account_of
from politburo.terms.words import CHARGES

from .imagined import imagined

VALUES = {"prominence": 0.6, "low_profile": 0.5, "shield": 0.9, "display": 0.4, "named": 0.9, "talk": 0.2}


def imagined_why(kind: str = "penalty", charge: str | None = "disloyalty", **changes: Any) -> Why:
    """Reasons of an event of a kind in post 17 in July 2012, with contributions that fall from 1.6 by a third each,
    every third of them against the event; bases have none."""
    account = account_of(kind, charge)
    assert account is not None
    terms, size = [], 1.6
    for place, term in enumerate(account.terms):
        sign = 0.0 if term.neutral is None else -1.0 if place % 3 == 0 else 1.0
        terms.append(Term(term.name, term.meaning, term.unit, term.part, VALUES.get(term.name, 0.3), sign * size))
        size *= 2 / 3 if sign else 1
    form = "execution" if kind == "penalty" else None
    given: dict[str, Any] = {
        "results": imagined(runs=4),
        "run": 3,
        "event": 77,
        "kind": kind,
        "date": date(2012, 7, 9),
        "person": 400,
        "post": 17,
        "organ": "trade",
        "rank": "senior/central",
        "province": "N_Hamgyong",
        "abroad": True,
        "form": form,
        "charge": charge if charge in CHARGES and kind == "penalty" else None,
        "hazard": 0.0123,
        "formula": account.formula,
        "terms": tuple(sorted(terms, key=lambda term: -abs(term.contribution))),
    }
    return Why(**(given | changes))
