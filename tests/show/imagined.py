"""Results made by hand: what `show` reads of a run folder, without the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

import numpy as np
import pandas as pd
import xarray as xr

from politburo.country import plan_of
from politburo.record import REPORT_KINDS
from politburo.run.results import Results
from politburo.scenario import PublicEvent, Scenario, load
from politburo.terms.words import FORMS, ORGANS, RANKS

START = 2010 * 12
FLIGHTS = ["run", "date", "kind", "abroad", "persons"]
REPORTS = ["run", "kind", "event_day", "report_day", "form", "persons"]

Series = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Imagined:
    """What is read of results."""

    scenario: Scenario
    series: xr.Dataset
    events: pd.DataFrame
    reports: pd.DataFrame
    fingerprint: str = "0123456789abcdef" * 2

    def record(self) -> pd.DataFrame:
        """All reports."""
        return self.reports


def imagined(
    *,
    runs: int = 2,
    months: int = 24,
    ended: Mapping[int, int] | None = None,
    series: Series | None = None,
    penalties: Mapping[tuple[int, int, str], float] | None = None,
    departures: Mapping[tuple[int, int], float] | None = None,
    flights: Iterable[tuple[int, date, bool]] = (),
    reports: Iterable[tuple[int, str, date, date, str | None, int]] = (),
    **scenario: Any,
) -> Results:
    """Results of `months` months from `start`, in which nothing happens but what is said; months count from 0.

    `ended` says in which month the regime of a run ends: there is nothing in that month and later ones. `series` has
    values (run, month) or numbers; penalties are given by (run, month, form), departures by (run, month), flights as
    (run, day, from abroad), reports as (run, kind, day of the event, day of the report, form, persons).
    """
    scenario = {"name": "imagined", "title": "Imagined", "start": START, "successions": (), "events": ()} | scenario
    asked = replace(load("example"), end=scenario["start"] + months - 1, runs=runs, scale=scenario.pop("scale", 1.0))
    asked = replace(asked, **scenario)
    ended = ended or {}
    provinces = [province.name for province in plan_of(asked.country).provinces]
    shares = np.arange(len(provinces)) / sum(range(len(provinces)))
    lived = np.arange(months) < np.array([ended.get(run, months) for run in range(runs)])[:, None]
    shape = (runs, months, len(ORGANS), len(RANKS))
    by_form, left = np.zeros((*shape, len(FORMS))), np.zeros((runs, months))
    for (run, month, form), count in (penalties or {}).items():
        by_form[run, month, 1, 2, FORMS.index(form)] = count
    for (run, month), count in (departures or {}).items():
        left[run, month] = count
    values = {"fear": 0.1, "displayed_loyalty": 0.6, "private_loyalty": 0.5, "lying_low": 0.2, "plotting": 3.0}
    values |= {"cadres": 1260.0, "flights": 0.0} | dict(series or {})
    fear = np.broadcast_to(values["fear"], (runs, months))
    circles = fear[:, :, None, None] * np.array([2.0, 1.5, 1.0, 1.0])
    named = {name: ("run month", np.broadcast_to(given, (runs, months))) for name, given in values.items()}
    named |= {
        "departures": ("run month", left),
        "departures_by_province": ("run month province", left[:, :, None] * shares),
        **{
            f"{name}_by_province": ("run month province", np.broadcast_to(0.3 + shares, (*left.shape, len(shares))))
            for name in ("income", "hardship", "belief", "grievance", "confidence", "kin_abroad")
        },
        "fear_by_circle": ("run month organ rank", np.broadcast_to(circles, shape)),
        "cadres_by_circle": ("run month organ rank", np.broadcast_to([0.0, 10.0, 100.0, 100.0], shape)),
        "penalties_by_circle_and_form": ("run month organ rank form", by_form),
    }
    first = np.datetime64("1970-01", "M") + (asked.start - 1970 * 12)
    ends = [str(first + ended[run]) if run in ended else "NaT" for run in range(runs)]
    dataset = xr.Dataset(
        {name: (axes.split(), _until(lived, given)) for name, (axes, given) in named.items()}
        | {"ended_month": ("run", np.array(ends, "datetime64[ns]"))},
        {
            "run": np.arange(runs),
            "month": (first + np.arange(months)).astype("datetime64[ns]"),
            "organ": list(ORGANS),
            "rank": list(RANKS),
            "form": list(FORMS),
            "province": provinces,
        },
    )
    fled = pd.DataFrame([(run, day, "flight", abroad, 1) for run, day, abroad in flights], columns=FLIGHTS)
    told = pd.DataFrame(list(reports), columns=REPORTS)
    told = told.astype(
        {"run": "int64", "persons": "int32", "event_day": "datetime64[s]", "report_day": "datetime64[s]"}
    )
    told["kind"] = pd.Categorical(told["kind"], [kind.name for kind in REPORT_KINDS])
    told["form"] = pd.Categorical(told["form"], FORMS)
    fled = fled.astype({"run": "int32", "persons": "int32", "abroad": "bool", "date": "datetime64[us]"})
    return cast(Results, Imagined(asked, dataset, fled, told))


def plausible(*, runs: int = 12, seed: int = 1, ended: Mapping[int, int] | None = None, **scenario: Any) -> Results:
    """Ten years drawn at random, with a succession after two and dated events, in the country with public figures."""
    chance, months = np.random.default_rng(seed), 120
    scenario = {
        "country": "north-korea",
        "title": "Ten imagined years",
        "successions": (START + 24,),
        "events": (*DATED, PublicEvent(date(2011, 12, 20), "succession", "the leader dies", None, None)),
    } | scenario
    at = scenario.get("start", START)
    fear = 0.1 + 0.1 * (np.arange(months) > 24) + chance.normal(0, 0.01, (runs, months)).cumsum(axis=1) * 0.3
    days = [date(at // 12, 1, 1) + timedelta(days=int(day)) for day in chance.integers(0, 3600, 40 * runs)]
    reports = [
        (index % runs, "penalty report", day, day + timedelta(days=40), FORMS[2 + index % 3], 1)
        for index, day in enumerate(days)
    ]
    return imagined(
        runs=runs,
        months=months,
        ended=ended,
        series={
            "fear": np.clip(fear, 0.01, 0.9),
            "displayed_loyalty": 0.6 + fear / 3,
            "private_loyalty": 0.6 - fear / 2,
        },
        penalties={
            (run, month, form): chance.poisson(3 + month / 20)
            for run in range(runs)
            for month in range(months)
            for form in FORMS
        },
        departures={(run, month): chance.poisson(120) for run in range(runs) for month in range(months)},
        flights=[(index % runs, day, bool(index % 4)) for index, day in enumerate(days)],
        reports=reports,
        **scenario,
    )


DATED = tuple(
    PublicEvent(date(2012 + index // 4, 1 + 3 * (index % 4), 9), kind, f"{kind}, no. {index}", None, None)
    for index, kind in enumerate(["mark", "sanctions", "border tightened", "summit held", "mark", "congress"] * 5)
)


def _until(lived: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values, float32, up to the end of each regime and NaN from there on."""
    return np.where(lived.reshape(*lived.shape, *[1] * (values.ndim - 2)), values, np.nan).astype(np.float32)
