"""One synthetic cadre of a run, followed: who is chosen, and the life as `life` has it, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.run.results import Results
from politburo.lab.figures import PageLayout
from politburo.show.cells import shown
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, PURGE_FORMS

if TYPE_CHECKING:
    from politburo.lab.inside import Inside

NOBODY = {"fled": "No cadre fled in this run.", "purged": "No cadre was purged in this run."}


def life(
    results: Results, run: int, inside: Inside, progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """The life of the person asked for, or of one of those who are meant. Raises UsageError as `Results.life`."""
    from politburo.show.life import specification

    person = inside.person
    if person is None:
        person = someone(results, run, inside.pick, inside.draw)
    found = results.life(person=person, run=run, progress=progress)
    happened, posts = found.table("events"), shown(found.table("posts"))
    return {
        "title": found.title,
        "person": person,
        "sentences": list(found.sentences),
        "picture": specification(found, PageLayout(room_on_page=inside.width)) | {"description": found.words()},
        "events": [
            {"month": row["month"], "what": row["what_happened"], "event": row["ask_why"]} for row in happened.records()
        ],
        "posts": {"headings": list(posts.headings), "rows": [list(row) for row in posts.rows]},
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
    """Persons who were in post at the start, who fled, or who were purged, in order of their numbers."""
    if pick == "any":
        from politburo.country import build

        scenario = results.scenario
        return np.arange(build(scenario.plan, scenario.scale, scenario.households).posts.count)
    events = results.event_codes(run)
    if pick == "fled":
        chosen = events["kind"] == EVENT_NAMES.index("flight")
    else:
        purge = np.isin(events["form"], [FORMS.index(form) for form in PURGE_FORMS])
        chosen = (events["kind"] == EVENT_NAMES.index("penalty")) & purge
    return np.unique(events["person"][chosen & (events["person"] >= 0)])
