"""One synthetic cadre or household of a run, followed: who is chosen, and the life as `life` has it, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer
from politburo.ask.run.results import Results
from politburo.lab.figures import PageLayout
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, PURGE_FORMS

if TYPE_CHECKING:
    from politburo.lab.inside import Inside

OF_HOUSEHOLDS = ("household", "left")
"""Picks that mean a household."""

HAPPENED = {"fled": ("flight", "person"), "purged": ("penalty", "person"), "left": ("departure", "agent")}
"""Kind of the events that are meant by a pick, and the column with the number of whom they befell."""

NOBODY = {
    "fled": "No cadre fled in this run.",
    "purged": "No cadre was purged in this run.",
    "left": "Nobody left any simulated household in this run.",
}


def life(
    results: Results, run: int, inside: Inside, progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """The life of the person asked for, or of one of those who are meant. Raises UsageError as `Results.life`."""
    number = someone(results, run, inside.pick, inside.draw) if inside.person is None else inside.person
    layout = PageLayout(room_on_page=inside.width)
    if inside.person is None and inside.pick in OF_HOUSEHOLDS:
        from politburo.show.household import specification

        found = results.household(number, run=run, progress=progress)
        return _shown(found, number, specification(found, layout), [])
    from politburo.show.life import specification

    found = results.life(person=number, run=run, progress=progress)
    happened = [
        {"month": row["month"], "what": row["what_happened"], "event": row["ask_why"]}
        for row in found.table("events").records()
    ]
    return _shown(found, number, specification(found, layout), happened)


def _shown(found: Answer, number: int, picture: dict[str, Any], happened: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": found.title,
        "person": number,
        "sentences": list(found.sentences),
        "picture": picture | {"description": found.words()},
        "events": happened,
    }


def someone(results: Results, run: int, pick: str, draw: int) -> int:
    """The number of one of those who are meant: all of them, in an order drawn by chance, one after another.

    Raises UsageError where there is nobody.
    """
    found = _meant(results, run, pick)
    if not len(found):
        raise UsageError(NOBODY[pick])
    order = np.random.default_rng([results.scenario.seed, run]).permutation(found)
    return int(order[draw % len(order)])


def _meant(results: Results, run: int, pick: str) -> NDArray[np.integer]:
    """Persons in post at the start, or all households; or those to whom it happened; in order of their numbers."""
    if pick in ("any", "household"):
        from politburo.country import build

        scenario = results.scenario
        country = build(scenario.plan, scenario.scale, scenario.households)
        return np.arange(country.posts.count if pick == "any" else country.households.count)
    events = results.event_codes(run)
    kind, who = HAPPENED[pick]
    chosen = events["kind"] == EVENT_NAMES.index(kind)
    if pick == "purged":
        chosen &= np.isin(events["form"], [FORMS.index(form) for form in PURGE_FORMS])
    found = events[who][chosen]
    return np.unique(found[found >= 0])
