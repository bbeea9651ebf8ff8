"""A stand-in for the simulation: outcomes of the right shape that depend on nothing but the scenario, seed and run."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.month.log import Reasons
from politburo.run.series import stored_series
from politburo.scenario import Scenario, adapt, load
from politburo.terms.accounts import MOST_TERMS, account_of
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.words import CHARGES, FORMS, SEXES, Names

NAMES = Names(
    ("party", "military", "security", "government", "trade", "diplomacy"),
    ("top leadership", "senior/central", "provincial", "county"),
    ("North", "South", "Capital"),
)
SIZES = {"form": len(FORMS)} | {dimension: len(names) for dimension, names in NAMES._asdict().items()}
CODES = {"kind": EVENT_NAMES, "charge": CHARGES, "sex": SEXES, "form": FORMS} | NAMES._asdict()


@dataclass(frozen=True)
class FakeCountry:
    """All that the store needs to know of a country."""

    names: Names = NAMES


@dataclass(frozen=True, eq=False)
class FakeOutcome:
    """What a run leaves behind."""

    series: dict[str, NDArray]
    events: dict[str, NDArray]
    reasons: Reasons
    fingerprint: str
    ended_month: int | None
    top_ranks: int = 2


def short_scenario(**changes: Any) -> Scenario:
    """Two years of the example country, three runs."""
    return adapt(load("example"), **({"runs": 3, "until": "2001-12"} | changes))


def fake_build(_name: str, _scale: float, _households: int | None = None) -> Any:
    """Stands for politburo.country.build."""
    return FakeCountry()


def fake_outcome(scenario: Scenario, run: int, events: int = 200) -> Any:
    """An outcome; the regime of every third run ends halfway."""
    chance = np.random.default_rng((scenario.seed, run))
    months = scenario.end - scenario.start + 1
    ended = (scenario.start + scenario.end) // 2 if run % 3 == 2 else None
    series = {
        name: chance.random((months, *(SIZES[dimension] for dimension in dimensions[1:])), np.float32)
        for name, (_, dimensions) in stored_series().items()
    }
    if ended is not None:
        for values in series.values():
            values[ended + 1 - scenario.start :] = np.nan
    found = fake_events(chance, events, scenario.start, scenario.end if ended is None else ended)
    digest = hashlib.blake2b(digest_size=16)
    for values in (*series.values(), *found.values()):
        digest.update(values.tobytes())
    return FakeOutcome(series, found, fake_reasons(chance, found), digest.hexdigest(), ended)


def fake_events(chance: np.random.Generator, count: int, first: int, last: int) -> dict[str, NDArray]:
    """Events in order of their months with every code that a column can have, −1 included where it may say nothing."""
    always = ("kind", "province", "abroad", "agent", "persons", "weight")
    columns = {}
    for column in EVENT_COLUMNS:
        high = len(CODES.get(column.name, "")) or {"abroad": 2}.get(column.name, 1000)
        columns[column.name] = chance.integers(0 if column.name in always else -1, high, count).astype(column.dtype)
    columns["month"] = np.sort(chance.integers(first, last + 1, count)).astype(np.int32)
    columns["day"] = chance.integers(1, 29, count).astype(np.uint8)
    columns["organ"] = np.where(columns["rank"] < 0, -1, np.maximum(columns["organ"], 0)).astype(np.int8)
    return columns


def fake_reasons(chance: np.random.Generator, events: dict[str, NDArray]) -> Reasons:
    """Reasons of all events that carry any; the places that an account leaves free are NaN."""
    accounts = [account_of(*said) for said in zip(*_said(events), strict=True)]
    number = np.array([row for row, account in enumerate(accounts) if account is not None], np.int32)
    terms = 0.1 + chance.random((len(number), MOST_TERMS), np.float32)
    for row, event in enumerate(number):
        terms[row, len(accounts[event].terms) :] = np.nan  # pyright: ignore[reportOptionalMemberAccess]
    return Reasons(number, chance.random(len(number), np.float32), terms)


def _said(events: dict[str, NDArray]) -> tuple[list[str], list[str | None]]:
    """Kinds and charges in words; None where no charge is said."""
    charges = [None if code < 0 else CHARGES[code] for code in events["charge"]]
    return [EVENT_NAMES[code] for code in events["kind"]], charges


@dataclass(frozen=True)
class FakeSimulation:
    """Stands for politburo.month.simulate, takes at least so long a month and leaves so many events."""

    seconds_a_month: float = 0.0
    events: int = 200

    def __call__(
        self,
        country: FakeCountry,
        scenario: Scenario,
        run: int,
        on_month: Callable[[int], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Any:
        for month in range(scenario.start, scenario.end + 1):
            if should_stop is not None and should_stop():
                raise KeyboardInterrupt
            time.sleep(self.seconds_a_month)
            if on_month is not None:
                on_month(month)
        return fake_outcome(scenario, run, self.events)


fake_simulate = FakeSimulation
