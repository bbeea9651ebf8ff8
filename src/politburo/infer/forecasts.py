"""Forecasts as draws: of a published figure that is not known yet, made by somebody as of a day.

As a file they are a table with a row for each draw, as Parquet or as comma-separated values:

    forecaster     who made it, such as `simulation` or `random walk`; the first of a file is the one that is judged
    track          what was taken as known besides: `levers known`, `levers carried on`, or nothing where it is all one
    as_of          the day as of which it was made
    series         what is forecast, by the name of its series in figures.csv
    period_start   first day of the period
    period_end     last day of the period
    unit           its unit, such as `persons` or `share`
    draw           number of the draw
    value          the value drawn, not below zero

Files may be anyone's. A column of any other name is not read.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Row, Table, later
from politburo.run.csv_text import cells_of, number_in
from politburo.run.scale import is_count
from politburo.terms.bounds import Bounds
from politburo.terms.checks import printable, shown, to_day
from politburo.terms.errors import UsageError
from politburo.terms.text_files import UnusableFileError, content_of

KEYS = ("forecaster", "track", "as_of", "series", "period_start", "period_end", "unit")
"""Columns that tell forecasts apart."""

DAYS = ("as_of", "period_start", "period_end")

WHAT = "forecasts"

MOST_BYTES, MOST_ROWS = 200_000_000, 5_000_000
"""Size of a file, at most, and its rows: in all, and at most so many forecasts with so many draws each."""

FEW_ROWS, LONGEST_LINE = 100_000, 100_000
"""Rows that a small file may have, where they are all alike: of more, each takes a byte; and characters of a line."""

FORECASTS, DRAWS = Bounds("number of forecasts", 1, 20_000), Bounds("number of draws of a forecast", 20, 100_000)

LONGEST, LARGEST = 100, 1e12
"""Characters of a text, and the largest value."""

YEAR = 365.25
"""Days of a year."""

LEAST_SHARE = 0.001
"""What a share enters the logarithm as, at least."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is not known yet: its series, its period and its unit."""

    series: str
    start: date
    end: date
    unit: str = "persons"

    @property
    def years(self) -> float:
        """Years of the period; a calendar year is one."""
        return years_between(self.start, self.end)

    @property
    def is_count(self) -> bool:
        """Whether persons or things are counted."""
        return is_count(self.unit)

    def logged(self, values: Values) -> Values:
        """Values on the scale of the logarithm: ln(1 + value) of counts, ln of anything else.

        Where it ends at zero a count is not infinitely far from one (Bosse et al. 2023).
        """
        return np.log1p(values) if self.is_count else np.log(np.maximum(values, LEAST_SHARE))


@dataclass(frozen=True, eq=False, slots=True)
class Forecast:
    """One forecast of one figure: who made it as of which day, and its draws (d,), in rising order."""

    forecaster: str
    track: str
    as_of: date
    asked: Asked
    draws: Values

    @property
    def name(self) -> str:
        """Who made it, with the track."""
        return name_of(self.forecaster, self.track)

    @property
    def horizon(self) -> int:
        """Years from that of the day as of which it was made to that in which the period ends."""
        return horizon(self.as_of, self.asked)

    def quantile(self, share: float) -> float:
        """A quantile of the draws."""
        return float(np.quantile(self.draws, share))

    @property
    def key(self) -> tuple[date, Asked]:
        """What forecasts of different forecasters have in common that can be compared."""
        return self.as_of, self.asked


def horizon(as_of: date, asked: Asked) -> int:
    """Years from that of a day to that in which a period ends; the last day of a year begins the next one."""
    return asked.end.year - as_of.year


def name_of(forecaster: str, track: str) -> str:
    """A forecaster with the track."""
    return f"{forecaster}, {track}" if track else forecaster


def years_between(start: date, end: date) -> float:
    """Years from the first to the last day, both included; whole calendar years are whole numbers."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return float(end.year - start.year + 1)
    return ((end - start).days + 1) / YEAR


COLUMNS = (
    Column("forecaster", meaning="who made the forecast"),
    Column("track", meaning="what was taken as known besides; empty where it is all one"),
    Column("as_of", meaning="the day as of which it was made", format="date"),
    Column("series", meaning="what is forecast, as in figures.csv", format="name"),
    Column("period_start", meaning="first day of the period", format="date"),
    Column("period_end", meaning="last day of the period", format="date"),
    Column("unit", meaning="unit of the value"),
    Column("draw", meaning="number of the draw", format="integer"),
    Column("value", "", "the value drawn", "number"),
)


def table_of(forecasts: Sequence[Forecast]) -> Table:
    """Forecasts as a table with a row for each draw."""

    def rows() -> Iterator[Row]:
        for one in forecasts:
            asked = one.asked
            head = one.forecaster, one.track, one.as_of, asked.series, asked.start, asked.end, asked.unit
            yield from ((*head, number, value) for number, value in enumerate(one.draws.tolist()))

    return Table("draws", "Forecasts as draws", COLUMNS, later(rows), keys=(*KEYS, "draw"), bulk=True)


def save_forecasts(path: str | Path, forecasts: Sequence[Forecast], provenance: str) -> Path:
    """Write forecasts to a file, as Parquet where its name ends so, else as CSV. Raises as `placed`."""
    from politburo.answer.files import csv_of, write_parquet
    from politburo.answer.own_files import place

    path, table = Path(path), table_of(forecasts)
    return (
        write_parquet(table, path, provenance) if path.suffix == ".parquet" else place(path, csv_of(table, provenance))
    )


def read_forecasts(path: str | Path) -> list[Forecast]:
    """The forecasts of a file, in its order.

    Raises UsageError for a file that cannot be used, with the forecast, the column and what is allowed; StoreError for
    a Parquet file that is damaged.
    """
    path = Path(path)
    rows = _of_parquet(path) if path.suffix == ".parquet" else _of_csv(path)
    found: dict[tuple[str, ...], list[float]] = {}
    for key, values in rows:
        found.setdefault(key, []).extend(values)
        FORECASTS.checked(len(found))
    if not found:
        raise UsageError(f"{_said(path)} holds no forecast.")
    return [_forecast(path, dict(zip(KEYS, key, strict=True)), values) for key, values in found.items()]


def _of_csv(path: Path) -> Iterator[tuple[tuple[str, ...], list[float]]]:
    try:
        _check_file(path)
    except UnusableFileError as error:
        raise UsageError(f"{_said(path)} cannot be read as {WHAT}: {error}.") from None
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = cells_of(iter(lambda: file.readline(LONGEST_LINE), ""), _said(path), WHAT)
        head = next(lines)
        _check_columns(path, head)
        places, value = [head.index(name) for name in KEYS], head.index("value")
        for line, row in enumerate(lines, 2):
            if line > MOST_ROWS + 1:
                raise UsageError(f"{_said(path)} has more than {MOST_ROWS:,} rows, the most that it may have.")
            yield tuple(row[at] for at in places), [number_in(row[value], f"{_said(path)}, line {line}, value")]


def _of_parquet(path: Path) -> list[tuple[tuple[str, ...], list[float]]]:
    from politburo.run.parquet import database, exactly, naming, quoted

    try:
        _check_file(path)
    except UnusableFileError as error:
        raise UsageError(f"{_said(path)} cannot be read as forecasts: {error}.") from None
    with naming(path), database(reading=True) as opened:
        table = f"read_parquet({quoted(exactly(path))}, hive_partitioning = false, file_row_number = true)"
        kinds = {name: str(kind) for name, kind, *_ in opened.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()}
        _check_columns(path, kinds)
        for name in (*KEYS, "value"):
            allowed = _NUMBERS if name == "value" else _OF_DAYS if name in DAYS else ("VARCHAR",)
            if not kinds[name].startswith(allowed):
                raise UsageError(f"{_said(path)}: the column {name} is of the type {kinds[name]:.40}.")
        [(count,)] = opened.execute(f"SELECT count(*) FROM {table}").fetchall()
        most = min(MOST_ROWS, max(FEW_ROWS, path.stat().st_size))
        if count > most:
            raise UsageError(
                f"{_said(path)} has {count:,} rows; {most:,} is the most that a file of its size may have."
            )
        keys = [
            f"left(CAST({'CAST(' * (name in DAYS)}{name}{' AS DATE)' * (name in DAYS)} AS VARCHAR), {LONGEST + 1})"
            for name in KEYS
        ]
        asked = ", ".join(f"coalesce({key}, '') AS {name}" for key, name in zip(keys, KEYS, strict=True))
        value = "coalesce(CAST(value AS DOUBLE), 'nan'::DOUBLE)"
        rows = f"(SELECT {asked}, {value} AS value, file_row_number AS row FROM {table}) GROUP BY {', '.join(KEYS)}"
        each = opened.execute(f"SELECT count(*) FROM {rows}").fetchall()
        FORECASTS.checked(max(len(each), 1))
        DRAWS.checked(max((draws for (draws,) in each), default=DRAWS.low))
        found = opened.execute(f"SELECT {', '.join(KEYS)}, list(value) FROM {rows} ORDER BY min(row)").fetchall()
    return [(tuple(key), values) for *key, values in found]


def _check_file(path: Path) -> None:
    """Raise UnusableFileError for what is no file, and for one that is too large to be read."""
    content_of(path, 0, "file of forecasts")
    if (size := path.stat().st_size) > MOST_BYTES:
        raise UnusableFileError(f"it has {size:,} bytes, and {MOST_BYTES:,} is the most that it may have")


_OF_DAYS = ("DATE", "TIMESTAMP", "VARCHAR")
_NUMBERS = ("DOUBLE", "FLOAT", "DECIMAL", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UBIGINT", "UINTEGER")


def _check_columns(path: Path, names: Container[str]) -> None:
    missing = [name for name in (*KEYS, "value") if name not in names]
    if missing:
        raise UsageError(
            f"{_said(path)} has no column {missing[0]!r}; forecasts have the columns {', '.join((*KEYS, 'value'))}."
        )


def _forecast(path: Path, said: dict[str, str], values: list[float]) -> Forecast:
    about = f"{_said(path)}, forecast of {shown(said['series'])} by {shown(said['forecaster'])}"
    for name in ("forecaster", "track", "series", "unit"):
        text = said[name]
        if len(text) > LONGEST or printable(text) != text or (not text.strip() and name != "track"):
            raise UsageError(f"{about}: {name} is {shown(text)}; it is one line of 1 to {LONGEST} characters.")
    days: dict[str, date] = {}
    for name in DAYS:
        try:
            days[name] = to_day(said[name])
        except ValueError as error:
            raise UsageError(f"{about}: {name} cannot be used: {error}.") from None
    if days["period_end"] < days["period_start"]:
        raise UsageError(f"{about}: period_end, {days['period_end']}, comes before period_start.")
    DRAWS.checked(len(values))
    draws = np.sort(np.array(values))
    if not np.isfinite(draws).all() or draws[0] < 0 or draws[-1] > LARGEST:
        raise UsageError(f"{about}: a value is not a number from 0 to {LARGEST:g}.")
    asked = Asked(said["series"], days["period_start"], days["period_end"], said["unit"])
    return Forecast(said["forecaster"], said["track"], days["as_of"], asked, draws)


def _said(path: Path) -> str:
    return printable(str(path))
