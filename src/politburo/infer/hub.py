"""Forecasts in the forms of two communities: a hub of the Hubverse, and the draws of ViEWS.

Hubverse: `model-output/TEAM-MODEL/DAY-TEAM-MODEL.csv` with quantiles, a row for each: origin_date, target,
target_start_date, target_end_date, horizon (years), location, output_type, output_type_id, value.

ViEWS: `SERIES-FORECASTER-DAY.csv` with draws: month_id (1 is January 1980), country_id, draw, outcome. ViEWS numbers
countries; what stands here is the name of the country. Its month is the last of a period.

Files of both have a last column besides, `provenance`, which says where they are from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from politburo.answer.own_files import check_folder, place
from politburo.infer.forecasts import Forecast

QUANTILES = (
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
    0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
)  # fmt: skip
"""Levels that hubs ask for."""

TEAM = "politburo"

OF_HUB = (
    "origin_date", "target", "target_start_date", "target_end_date", "horizon", "location", "output_type",
    "output_type_id", "value", "provenance",
)  # fmt: skip
OF_VIEWS = ("month_id", "country_id", "draw", "outcome", "provenance")

FIRST_YEAR = 1980
"""In which the months of ViEWS begin."""


def save_hub(folder: str | Path, forecasts: Sequence[Forecast], country: str, provenance: str) -> list[Path]:
    """Write forecasts as a hub has them. Raises as `place`."""
    root, written = Path(folder), list[Path]()
    check_folder(root)
    for name in dict.fromkeys(one.name for one in forecasts):
        own = [one for one in forecasts if one.name == name]
        model = f"{TEAM}-{_slug(name)}"
        for day in sorted({one.as_of for one in own}):
            rows = (row for one in own if one.as_of == day for row in _quantiles(one, country, provenance))
            path = root / "model-output" / model / f"{day}-{model}.csv"
            written.append(place(path, _csv(OF_HUB, rows)))
    return written


def save_views(folder: str | Path, forecasts: Sequence[Forecast], country: str, provenance: str) -> list[Path]:
    """Write forecasts as ViEWS has them. Raises as `place`."""
    root, written = Path(folder), list[Path]()
    check_folder(root)
    cases = dict.fromkeys((one.asked.series, one.name, one.as_of) for one in forecasts)
    for series, name, day in cases:
        rows = (
            (month_id(one), country, number, value, provenance)
            for one in forecasts
            if (one.asked.series, one.name, one.as_of) == (series, name, day)
            for number, value in enumerate(one.draws.tolist())
        )
        written.append(place(root / f"{_slug(series)}-{_slug(name)}-{day}.csv", _csv(OF_VIEWS, rows)))
    return written


def month_id(forecast: Forecast) -> int:
    """The number of the last month of a period, as ViEWS counts months."""
    end = forecast.asked.end
    return (end.year - FIRST_YEAR) * 12 + end.month


def _quantiles(one: Forecast, country: str, provenance: str) -> Iterator[tuple[object, ...]]:
    asked = one.asked
    head = one.as_of, asked.series, asked.start, asked.end, one.horizon, country, "quantile"
    yield from ((*head, level, f"{one.quantile(level):.10g}", provenance) for level in QUANTILES)


def _csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(names)
    lines.writerows(rows)
    return written.getvalue()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
