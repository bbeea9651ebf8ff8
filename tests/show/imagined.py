"""Results made by hand: what `show` reads of a run folder, without the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from politburo.ask.run.results import Results
from politburo.country import plan_of
from politburo.record import Reports
from politburo.record.reports import REPORT_NAMES
from politburo.run.events import Event
from politburo.scenario import PublicEvent, Scenario, load
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, Names

START = 2010 * 12

Series = Mapping[str, Any]


def names_of(country: str) -> Names:
    """What a country calls its organs, ranks and provinces."""
    plan = plan_of(country)
    return Names(*(tuple(one.name for one in entries) for entries in (plan.organs, plan.ranks, plan.provinces)))


NAMES = names_of("example")


class Imagined(Results):
    """Results without files; `chosen` are the events that can be found, `flights` and `told` what years count."""

    def __init__(
        self,
        scenario: Scenario,
        series: Mapping[str, NDArray[np.float32]],
        ended: NDArray[np.datetime64],
        names: Names,
        flights: tuple[tuple[int, date, bool], ...] = (),
        told: tuple[tuple[int, str, date, date, str | None, int], ...] = (),
        chosen: tuple[Event, ...] = (),
        folder: Path = Path("imagined"),
    ) -> None:
        super().__init__(folder, scenario, cast(Any, None))
        self._arrays = dict(series)
        self.ended, self.names, self.ensemble = ended, names, None
        self.flights, self.told, self.chosen = flights, told, chosen

    @classmethod
    def of(cls, other: Imagined, **changed: Any) -> Self:
        """Results like others but for some arguments."""
        given = {
            "scenario": other.scenario,
            "series": other._arrays,
            **{name: getattr(other, name) for name in ("ended", "names", "flights", "told", "chosen", "folder")},
        }
        return cls(**given | changed)

    @property
    def top_ranks(self) -> tuple[str, ...]:
        """The first two."""
        return self.names.rank[:2]

    @property
    def runs(self) -> tuple[int, ...]:
        """Numbers of the runs."""
        return tuple(range(len(self.ended)))

    @property
    def made_by(self) -> str:
        """A version."""
        return "0.1.0"

    @property
    def caution_of_format(self) -> str:
        """Nothing."""
        return ""

    @property
    def fingerprint(self) -> str:
        """A fingerprint."""
        return "0123456789abcdef" * 2

    def find_events(
        self, kinds: Sequence[str], ranks: Sequence[str] | None = None, run: int | None = None
    ) -> list[Event]:
        """Events of some kinds and ranks."""
        return [
            one
            for one in self.chosen
            if one.kind in kinds and (ranks is None or one.rank in ranks) and (run is None or one.run == run)
        ]

    def event_codes(self, run: int) -> dict[str, NDArray]:
        """Flights, as the columns of which years are counted."""
        fled = [(day, abroad) for of, day, abroad in self.flights if of == run]
        return {
            "month": np.array([day.year * 12 + day.month - 1 for day, _ in fled], np.int32),
            "day": np.array([day.day for day, _ in fled], np.uint8),
            "kind": np.full(len(fled), EVENT_NAMES.index("flight")),
            "abroad": np.array([abroad for _, abroad in fled], np.uint8),
            "form": np.full(len(fled), -1, np.int8),
            "persons": np.ones(len(fled), np.int32),
            "weight": np.full(len(fled), 1 / self.scenario.scale, np.float32),
        }

    def reports(self, run: int, events: dict[str, NDArray], as_of: date | None = None) -> Reports:
        """What outsiders learn of a run."""
        told = [row[1:] for row in self.told if row[0] == run]
        kind, event_day, report_day, form, persons = zip(*told, strict=True) if told else ((),) * 5
        none = np.full(len(told), -1, np.int8)
        found = Reports(
            kind=np.array([REPORT_NAMES.index(name) for name in kind], np.int8),
            event=np.arange(len(told), dtype=np.int32),
            event_day=np.array(event_day, "datetime64[D]"),
            report_day=np.array(report_day, "datetime64[D]"),
            form=np.array([-1 if name is None else FORMS.index(name) for name in form], np.int8),
            organ=none,
            rank=none,
            province=none,
            sex=none,
            persons=np.array(persons, np.int32),
            family=np.zeros(len(told), np.int32),
            named=np.zeros(len(told), np.int8),
            weight=np.ones(len(told), np.float32),
        )
        return found if as_of is None else found.seen_by(as_of)


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
) -> Imagined:
    """Results of `months` months from `start`, in which nothing happens but what is said; months count from 0.

    `ended` says in which month the regime of a run ends: there is nothing in that month and later ones. `series` has
    values (run, month) or numbers; penalties are given by (run, month, form), departures by (run, month), flights as
    (run, day, from abroad), reports as (run, kind, day of the event, day of the report, form, persons).
    """
    scenario = {"name": "imagined", "title": "Imagined", "start": START, "successions": (), "events": ()} | scenario
    asked = replace(load("example"), end=scenario["start"] + months - 1, runs=runs, scale=scenario.pop("scale", 1.0))
    asked = replace(asked, **scenario)
    ended = ended or {}
    names = names_of(asked.country)
    shares = np.arange(len(names.province)) / sum(range(len(names.province)))
    lived = np.arange(months) < np.array([ended.get(run, months) for run in range(runs)])[:, None]
    shape = (runs, months, len(names.organ), len(names.rank))
    by_form, left = np.zeros((*shape, len(FORMS))), np.zeros((runs, months))
    for (run, month, form), count in (penalties or {}).items():
        by_form[run, month, 1, 2, FORMS.index(form)] = count
    for (run, month), count in (departures or {}).items():
        left[run, month] = count
    values = {"fear": 0.1, "displayed_loyalty": 0.6, "private_loyalty": 0.5, "lying_low": 0.2, "plotting": 3.0}
    values |= {"cadres": 1260.0, "flights": 0.0} | dict(series or {})
    fear = np.broadcast_to(values["fear"], (runs, months))
    circles = fear[:, :, None, None] * np.array([2.0, 1.5, 1.0, 1.0])
    named = {name: np.broadcast_to(given, (runs, months)) for name, given in values.items()}
    named |= {
        "departures": left,
        "departures_by_province": left[:, :, None] * shares,
        **{
            f"{name}_by_province": np.broadcast_to(0.3 + shares, (*left.shape, len(shares)))
            for name in ("income", "hardship", "belief", "grievance", "confidence", "kin_abroad")
        },
        "fear_by_circle": np.broadcast_to(circles, shape),
        "cadres_by_circle": np.broadcast_to([0.0, 10.0, 100.0, 100.0], shape),
        "flights_by_circle": np.zeros(shape),
        "penalties_by_circle_and_form": by_form,
    }
    first = np.datetime64("1970-01", "M") + (asked.start - 1970 * 12)
    return Imagined(
        asked,
        {name: _until(lived, given) for name, given in named.items()},
        np.array([first + ended[run] if run in ended else "NaT" for run in range(runs)], "datetime64[M]"),
        names,
        tuple(flights),
        tuple(reports),
    )


def plausible(*, runs: int = 12, seed: int = 1, ended: Mapping[int, int] | None = None, **scenario: Any) -> Imagined:
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
