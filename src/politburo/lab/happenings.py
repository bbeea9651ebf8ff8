"""What happened in one simulated run, and why: its events as a list, and the reasons of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from politburo.ask.run.results import Results
from politburo.ask.why import Why, did
from politburo.run.events import Event
from politburo.scenario.months import calendar_month, month_number
from politburo.show.cells import shown
from politburo.terms.accounts import KINDS_WITH_REASONS
from politburo.terms.checks import nearest
from politburo.terms.checks import shown as quoted
from politburo.terms.errors import UsageError
from politburo.terms.hazards import SCORE

if TYPE_CHECKING:
    from politburo.lab.inside import Inside

LISTED = tuple(kind for kind in KINDS_WITH_REASONS if kind != "promotion")
"""Kinds of events that are listed; promotions, which have reasons too, would be most of them."""

MOST_LISTED = 60
"""Events that are listed, the latest ones."""


def events(results: Results, run: int, inside: Inside) -> dict[str, Any]:
    """The events of a run that carry reasons, up to a month, in what is named; the latest first. Raises UsageError."""
    for name in ("organ", "rank", "province"):
        known, said = getattr(results.names, name), getattr(inside, name)
        if said is not None and said not in known:
            raise UsageError(f"There is no {name} {quoted(said)} in this country; {nearest(said, known)}")
    last = results.scenario.end if inside.until is None else month_number(inside.until)
    found = [
        one
        for one in results.find_events(LISTED, None if inside.rank is None else (inside.rank,), run)
        if inside.organ in (None, one.organ)
        and inside.province in (None, one.province)
        and one.hazard is not None
        and calendar_month(one.date) <= last
    ]
    found.sort(key=lambda one: (one.date, one.event), reverse=True)
    return {"count": len(found), "events": [_listed(one) for one in found[:MOST_LISTED]]}


def _listed(one: Event) -> dict[str, Any]:
    where = "abroad" if one.abroad else one.province.replace("_", " ")
    return {
        "event": one.event,
        "date": one.date.isoformat(),
        "who": f"{one.organ}, {one.rank}, {where}",
        "what": what(one),
    }


def what(one: Event) -> str:
    """What happened, as the end of a sentence about a cadre."""
    if one.kind == "regime end":
        return "led the coup that brought the regime down"
    return did(one.kind, one.form, one.charge, abroad=one.abroad)


def reasons(why: Why) -> dict[str, Any]:
    """Why an event happened: in words, and each term with its value, what it did and how much of that there is."""
    table = shown(why.table("terms"))
    contributions = [term.contribution for term in why.terms]
    return {
        "title": why.title,
        "person": why.person,
        "sentences": list(why.sentences),
        "caption": table.title,
        "headings": list(table.headings),
        "rows": [list(row) for row in table.rows],
        "right": list(table.right),
        "notes": list(table.notes),
        "contributions": contributions,
        "points": any(term.part == SCORE for term in why.terms),
    }
