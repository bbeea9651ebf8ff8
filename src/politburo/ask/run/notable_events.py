"""The most notable events of simulated runs: one choice, for the terminal and for the report.

An event is notable when it befalls a cadre of the top ranks (a penalty or a flight) or is rare wherever it happens
(a coup). The heavier its kind or form, the more notable it is; in the highest rank it counts twice. Among equals,
those that are chosen are spread evenly over time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Listing, Table
from politburo.ask.run.values import monthly
from politburo.terms.accounts import KINDS_WITH_REASONS
from politburo.terms.errors import UsageError
from politburo.terms.words import on_charge

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.run.events import Event

MOST_OF_A_RUN, MOST_OF_ALL = 20, 200
"""Events that are chosen of a single run, and of all runs together, at most."""

RARE = 80
"""Of all runs together, events that are chosen at most because they are rare; the others are those of usual runs."""

WEIGHTS = {
    "regime end": 10.0,
    "coup attempt": 8.0,
    "flight": 5.0,
    "execution": 5.0,
    "imprisonment": 4.5,
    "expulsion": 4.0,
    "removal": 3.0,
    "re-education": 2.0,
    "demotion": 1.0,
    "lesser penalty": 0.5,
}
"""How notable an event is, by its kind or, for a penalty, its form; others weigh nothing, and all weigh the same."""

RANK_WEIGHTS = (2.0, 1.0, 0.1, 0.01)
"""What a rank counts, from the top; those below the fourth count as the fourth."""

COUPS = ("regime end", "coup attempt")
PERSONAL = ("penalty", "flight")

PENALISED = {
    "execution": "is executed",
    "imprisonment": "is imprisoned",
    "expulsion": "is expelled from the party",
    "removal": "is removed from the organisation",
    "re-education": "is sent to re-education",
    "demotion": "is demoted",
    "lesser penalty": "receives a lesser penalty",
}


def notable_of_run(results: Results, run: int, kind: str | None = None) -> list[Event]:
    """The most notable events of a run, in order of time: `event` is the number that `Results.why` takes.

    With `kind` only those of that kind, in whatever rank. Raises UsageError when events of that kind carry no reasons.
    """
    if kind is not None and kind not in KINDS_WITH_REASONS:
        raise UsageError(f"Events of kind {kind!r} carry no reasons; these do: {', '.join(KINDS_WITH_REASONS)}.")
    if kind is None:
        found = [*results.find_events(COUPS, run=run), *results.find_events(PERSONAL, results.top_ranks, run)]
    else:
        found = results.find_events((kind,), run=run)
    return _in_order(_heaviest(found, MOST_OF_A_RUN, results.names.rank))


def notable_events(results: Results, run: int, kind: str | None = None) -> Listing:
    """The same as an answer, which says so where there is none."""
    found = notable_of_run(results, run, kind)
    what = "notable event that carries reasons" if kind is None else f"event of kind {kind!r}"
    none = () if found else (f"There is no {what} in run {run}.",)
    provenance = replace(results.provenance, runs=None, details={"run": str(run)})
    title = f"The most notable events of run {run}" if kind is None else f"Events of kind {kind!r} of run {run}"
    return Listing("why", title, (events_table(found),), none, provenance)


def notable_of_all(results: Results) -> list[Event]:
    """The most notable events of all runs, by run, the most usual first, and day.

    First what is rare in any run: coups, and flights from the highest rank; then what befell the top ranks, in
    one run after the other while there is room.
    """
    order = usual_runs(results)
    nearness = {run: place for place, run in enumerate(order)}
    rare = [*results.find_events(COUPS), *results.find_events(("flight",), results.top_ranks[:1])]
    ranks = results.names.rank
    rare.sort(key=lambda one: (-_weight(one, ranks), nearness[one.run], one.event))
    chosen = {(one.run, one.event): one for one in rare[:RARE]}
    for run in order:
        if len(chosen) >= MOST_OF_ALL:
            break
        others = [
            one for one in results.find_events(PERSONAL, results.top_ranks, run) if (run, one.event) not in chosen
        ]
        chosen |= {(run, one.event): one for one in _heaviest(others, MOST_OF_ALL - len(chosen), ranks)}
    return sorted(chosen.values(), key=lambda one: (nearness[one.run], one.date, one.event))


def usual_runs(results: Results) -> list[int]:
    """Numbers of the runs, the one nearest to the medians over runs first.

    Nearness is the mean distance of fear, loyalty and cumulated penalties from their medians, each in units of its own
    spread over runs; a run whose regime ended is compared in the months that it lived.
    """
    values = [monthly(results, name) for name in ("fear", "private_loyalty", "displayed_loyalty")]
    penalties = np.nansum(results.array("penalties_by_circle_and_form"), axis=(2, 3, 4), dtype=np.float64)
    values.append(np.cumsum(penalties, axis=1))
    distance = np.mean([_distance(one) for one in values], axis=0)
    return [results.runs[place] for place in np.argsort(distance, kind="stable")]


def sentence(one: Event) -> str:
    """What happened, in words."""
    who = f"A cadre ({one.rank}, {one.organ}, {_spaced(one.province)})"
    if one.kind == "regime end":
        return "A coup succeeds and the regime ends."
    if one.kind == "coup attempt":
        return "A coup is attempted and fails."
    if one.kind == "flight":
        return f"{who} flees {'from a post abroad' if one.abroad else 'over the border'}."
    charged = "on order" if one.charge == "order" else f"charged with {one.charge}"
    return f"{who} {PENALISED[str(one.form)]}, {charged}."


def events_table(events: Sequence[Event]) -> Table:
    """Notable events of a run."""
    columns = (
        Column("event", "", "number of the event in the run, which `politburo why` takes", "integer"),
        Column("date", format="date"),
        Column("kind", "", "kind of event", shown=False),
        Column("form", "", "form of a penalty", shown=False),
        Column("charge", "", "charge of a penalty", shown=False),
        Column("what_happened"),
        Column("post", "", "number of the post", "integer"),
        Column("organ"),
        Column("rank"),
        Column("where", "", "province of the post, or abroad"),
        Column("province", "", "province of the post", shown=False),
        Column("abroad", "", "whether the post is abroad", "yes", shown=False),
        Column("hazard", "share", "probability per month; of a promotion that of the choice", "percent", "probability"),
    )
    made = {"what_happened": _what, "where": lambda one: "abroad" if one.abroad else _spaced(one.province)}
    cells = [made.get(column.name, attrgetter(column.name)) for column in columns]
    rows = [tuple(cell(one) for cell in cells) for one in events]
    return Table("notable_events", "The most notable events", columns, rows, keys=("event",))


def _what(one: Event) -> str:
    return f"{one.form} {on_charge(one.charge)}" if one.kind == "penalty" else one.kind


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _weight(one: Event, ranks: Sequence[str]) -> float:
    place = min(ranks.index(one.rank), len(RANK_WEIGHTS) - 1)
    return WEIGHTS.get(one.form or one.kind, 0.0) * RANK_WEIGHTS[place]


def _heaviest(events: Iterable[Event], most: int, ranks: Sequence[str]) -> list[Event]:
    """The heaviest events that carry reasons; where not all of one weight find room, some of them."""
    known = sorted((one for one in events if one.hazard is not None), key=lambda one: -_weight(one, ranks))
    chosen: list[Event] = []
    for _, alike in groupby(known, lambda one: _weight(one, ranks)):
        equals = _in_order(alike)
        left = min(most - len(chosen), len(equals))
        places = np.unique(np.linspace(0, len(equals) - 1, left).round().astype(int))
        chosen += [equals[place] for place in places]
    return chosen


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda one: (one.date, one.event))


def _distance(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean distance of each run, (run,), from the medians of `values` (run, month), in units of the spread."""
    lived = ~np.isnan(values).all(axis=0)
    values = values[:, lived]
    if not values.size:
        return np.zeros(len(values))
    apart = np.abs(values - np.nanmedian(values, axis=0))
    spread = np.nanmean(apart)
    some = ~np.isnan(apart).all(axis=1)
    means = np.full(len(values), np.inf)
    means[some] = np.nanmean(apart[some], axis=1) / (spread if spread > 0 else 1.0)
    return means
