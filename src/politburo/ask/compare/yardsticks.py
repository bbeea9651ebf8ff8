"""What a difference is compared with in size: the baseline's change from 2011 to 2015, its level, the spread of cadres.

How widely cadres differ from each other is in no file: the first run of the baseline is done again to see it. One run
in twenty is little; where fewer are compared, it is left out. What was found is kept beside the comparison.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.compare.totals import RESOLVED, summarised
from politburo.ask.intervals import intervals
from politburo.run.files import made, write
from politburo.run.outcomes import YEAR, Outcome
from politburo.scenario import month_number
from politburo.terms.errors import StoreError
from politburo.terms.series import OF_CADRES, of

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.month.now import Now

FROM, TO = 2011, 2015
"""The years between which the change is taken: the first four of the leader who came to power at the end of 2011."""

THE_CHANGE = f"change {FROM}–{TO}"
THE_LEVEL = "level"

ENOUGH_RUNS = 20
"""Runs of all arms together from which one more is little."""

COLUMNS = {one.name: one.source.removeprefix("cadres.") for one in of("mean", OF_CADRES)}
"""Series that are means over cadres, and the columns of month.state.Cadres that they are means of."""

FILE = "over-cadres.json"


def yardstick(
    outcome: Outcome, baseline: NDArray[np.float64], months: range, period: int, level: float
) -> tuple[float, str]:
    """What a difference of an outcome over `period` months is compared with, in its unit, and what that is.

    `baseline` (run, month) holds the `months` of the baseline, `level` its outcome over the period. NaN where the level
    is 0 and there is no change to compare with.
    """
    years = [range(year * YEAR, (year + 1) * YEAR) for year in (FROM, TO)]
    if all(year.start >= months.start and year.stop <= months.stop for year in years):
        before, after = (
            summarised(outcome, baseline[:, year.start - months.start : year.stop - months.start]) for year in years
        )
        change = intervals(after - before, LEVEL)
        mean = abs(float(change.mean))
        if (change.low > 0 or change.high < 0) and mean > RESOLVED * abs(level):
            return mean * (period / YEAR if outcome.is_counted else 1.0), THE_CHANGE
    return abs(level) or math.nan, THE_LEVEL


def over_cadres(baseline: Results, last: int, arms: int, folder: Path) -> dict[str, float]:
    """The standard deviation over cadres of each series that is a mean over them, by name.

    It is that of the first run of the baseline at the end of the month `last`, or of that in which its regime fell,
    over the whole country. Empty where fewer runs are compared, in so many `arms`, than make up for one more, and where
    the run cannot be done again to the bit. What is found is kept in the folder.
    """
    run = baseline.runs[0]
    marker = baseline.store.marker(run)
    if arms * len(baseline.runs) < ENOUGH_RUNS or marker is None:
        return {}
    ended = last if marker.ended_month is None else month_number(marker.ended_month)
    of = f"{marker.fingerprint} {min(last, ended)}"
    known = _kept(folder / FILE, of)
    if known is None:
        try:
            known = measured(baseline, run, min(last, ended))
        except StoreError:
            return {}
        made(folder)
        write(folder / FILE, json.dumps({"of": of, "standard_deviation": known}, indent=1).encode())
    return known


def measured(results: Results, run: int, month: int) -> dict[str, float]:
    """The standard deviations over cadres at the end of a month of a run, which is done again.

    Raises StoreError where it does not come out as it is stored.
    """
    from politburo.country import build
    from politburo.run.preparation import once
    from politburo.run.replay import replay

    scenario = results.scenario
    country = once(build, scenario.country, scenario.scale)
    weights, found = country.weights[country.posts.circle], {}

    def look(now: Now) -> None:
        if now.month == month:
            for name, column in COLUMNS.items():
                values = getattr(now.state.cadres, column).astype(np.float64)
                mean = np.average(values, weights=weights)
                found[name] = math.sqrt(np.average((values - mean) ** 2, weights=weights))

    replay(results.store, scenario, country, run, look)
    return found


def _kept(file: Path, of: str) -> dict[str, float] | None:
    """What was found before for the same run and month; None where nothing was."""
    try:
        kept = json.loads(file.read_bytes())
        return {name: float(kept["standard_deviation"][name]) for name in COLUMNS} if kept["of"] == of else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
