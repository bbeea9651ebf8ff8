"""The most telling events of many runs: what is rare in any run, and what hit the top in the most usual runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.show.months import TOP_RANKS, monthly

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run import Results

MOST = 200
"""Events that are told at most."""

RARE = 80
"""Events told at most of all runs together because they are rare; the others are those of the most usual runs."""

WEIGHTS = {
    "regime end": 10.0,
    "coup attempt": 8.0,
    "flight": 5.0,
    "execution": 5.0,
    "expulsion": 4.0,
    "removal": 3.0,
    "demotion": 1.0,
    "lesser penalty": 0.5,
}
"""How telling an event is, by its kind or, for a penalty, its form; one of the top leadership counts twice."""

RARE_KINDS = ("regime end", "coup attempt")
PENALISED = {
    "execution": "is executed",
    "expulsion": "is expelled from the party",
    "removal": "is removed from the organisation",
    "demotion": "is demoted",
    "lesser penalty": "receives a lesser penalty",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One event: where to find it again (run and number), the day, the kind, and what happened to whom."""

    run: int
    event: int
    date: str
    kind: str
    what: str


def moments(results: Results) -> tuple[Moment, ...]:
    """The most telling events, by run and day, at most `MOST`."""
    told = _told(results.events)
    order = usual_runs(results)
    told = told.assign(nearness=[order.index(run) for run in told["run"]])
    rare = told.loc[told["kind"].isin(RARE_KINDS) | ((told["kind"] == "flight") & (told["rank"] == TOP_RANKS[0]))]
    rare = rare.iloc[np.lexsort((rare["nearness"], -rare["weight"]))]
    chosen = list(rare.index[:RARE])
    for run in order:
        room = MOST - len(chosen)
        if room <= 0:
            break
        of_run = told.loc[(told["run"] == run) & ~told.index.isin(chosen)]
        chosen += _weightiest(of_run, room)
    rows = told.loc[chosen].sort_values(["nearness", "date"], kind="stable")
    return tuple(_moment(row) for row in rows.to_dict("records"))


def usual_runs(results: Results) -> list[int]:
    """Numbers of the runs, the one nearest to the medians over runs first.

    Nearness is the mean distance of fear, loyalty and cumulated penalties from their medians, each in units of its own
    spread over runs; a run whose regime ended is compared in the months that it lived.
    """
    names = ("fear", "private_loyalty", "displayed_loyalty")
    values = [monthly(results, name) for name in names]
    penalties = results.series["penalties_by_circle_and_form"].sum(("organ", "rank", "form"), skipna=True)
    values.append(np.cumsum(penalties.transpose("run", "month").values.astype(np.float64), axis=1))
    distance = np.mean([_distance(one) for one in values], axis=0)
    runs = [int(run) for run in results.series["run"].values]
    return [runs[place] for place in np.argsort(distance, kind="stable")]


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


def _told(events: pd.DataFrame) -> pd.DataFrame:
    """The events that can be told, with how telling they are."""
    names = events["form"].astype(object).where(events["kind"] == "penalty", events["kind"].astype(object))
    weight = names.map(WEIGHTS.get).astype(float) * np.where(events["rank"] == TOP_RANKS[0], 2.0, 1.0)
    high = events["rank"].isin(TOP_RANKS) | events["kind"].isin(RARE_KINDS)
    return events.assign(weight=weight).loc[high & weight.notna()]


def _weightiest(rows: pd.DataFrame, room: int) -> list[Any]:
    """Labels of the weightiest rows; where not all of one weight find room, some of them spread evenly over time."""
    chosen: list[Any] = []
    for _, alike in sorted(rows.groupby("weight"), reverse=True):
        left = room - len(chosen)
        if left <= 0:
            break
        places = np.unique(np.linspace(0, len(alike) - 1, min(left, len(alike))).round().astype(int))
        chosen += list(alike.index[places])
    return chosen


def _moment(row: dict[str, Any]) -> Moment:
    return Moment(
        run=int(row["run"]),
        event=int(row["event"]),
        date=row["date"].date().isoformat(),
        kind=row["kind"],
        what=" ".join(_sentence(row)),
    )


def _sentence(row: dict[str, Any]) -> Iterator[str]:
    """What happened, in words."""
    who = f"A cadre ({row['rank']}, {row['organ']}, {str(row['province']).replace('_', ' ')})"
    if row["kind"] == "regime end":
        yield "A coup succeeds and the regime ends."
    elif row["kind"] == "coup attempt":
        yield "A coup is attempted and fails."
    elif row["kind"] == "flight":
        yield f"{who} flees {'from a post abroad' if row['abroad'] else 'over the border'}."
    else:
        yield f"{who} {PENALISED[row['form']]}, charged with {row['charge']}."
