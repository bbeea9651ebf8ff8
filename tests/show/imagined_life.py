"""Lives made by hand: what `show` reads of a life, without a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from politburo.ask.life import Life, Place
from politburo.ask.life.watch import TIES, Turn

from .imagined import imagined

START = 2010 * 12

TURNS = (
    *("recruitment", "promotion", "rotation", "moved down", "retirement", "death", "penalty", "flight"),
    *("lying low", "return to office", "plot", "plot given up", "plot found", "coup attempt", "regime end"),
    *("returned", "dismissed"),
)
"""What can happen to a cadre. Turnover is told of at every rank; the log has it for the top ranks only."""

PLACES = {
    1: Place(1, "party", "top leadership", "N_Hamgyong", False, None, 6, 10, 2),
    17: Place(17, "trade", "senior/central", "Capital", True, 1, 6, 10, 0),
    18: Place(18, "trade", "senior/central", "Border", False, 1, 6, 10, 0),
}

EVEN: Mapping[str, float] = {
    "fear": 0.2,
    "perceived_risk": 0.1,
    "private_loyalty": 0.6,
    "displayed_loyalty": 0.7,
    "openness_close": 0.9,
    "openness_acquaintances": 0.8,
    "named": 0.0,
    "fear_of_circle": 0.25,
}


def imagined_life(
    *,
    months: int = 24,
    turns: Sequence[Turn] = (),
    post: int | None = None,
    person: int | None = 17,
    columns: Mapping[str, Any] | None = None,
    **scenario: Any,
) -> Life:
    """A life of so many months from January 2010, in post 17 throughout, in which nothing happens but what is said."""
    person = None if post is not None else person
    given: dict[str, Any] = {"post": 17, "person": 17, "standing": 0, **EVEN}
    given |= dict.fromkeys((f"{tie}_{how}" for tie in TIES for how in ("penalised", "fled")), 0)
    given |= dict(columns or {})
    whole = {name for name in given if name not in EVEN}
    values = {
        name: np.broadcast_to(np.asarray(value, np.int32 if name in whole else np.float32), months)
        for name, value in given.items()
    }
    values |= {"month": START + np.arange(months, dtype=np.int32)}
    return Life(imagined(runs=4, months=36, **scenario), 3, post, person, values, tuple(turns), PLACES)


def at(months: int, *changes: tuple[int, float], otherwise: float = 0) -> list[float]:
    """Values over the months that are `otherwise` but in the months named."""
    values = [otherwise] * months
    for month, value in changes:
        values[month] = value
    return values


def eventful() -> Life:
    """A life in which everything happens, and which ends in the twentieth month."""
    turns = [
        Turn(START + 2, "lying low", 17, 17, 17),
        Turn(START + 5, "return to office", 17, 17, 17),
        Turn(START + 6, "rotation", 17, 17, 18, event=4),
        Turn(START + 9, "penalty", 17, 18, 18, "lesser penalty", "disloyalty", 21),
        Turn(START + 12, "promotion", 17, 18, 1, event=30),
        Turn(START + 15, "plot", 17, 1, 1),
        Turn(START + 19, "plot found", 17, 1, 1, event=77),
        Turn(START + 19, "penalty", 17, 1, None, "execution", "plotting", 78),
    ]
    gone = np.where(np.arange(20) < 19, 1.0, np.nan)
    fear = np.linspace(0.1, 0.75, 20)
    columns = {
        "post": [17] * 6 + [18] * 6 + [1] * 8,
        "standing": [0, 0, 1, 1, 1, *[0] * 10, 2, 2, 2, 2, -1],
        "fear": fear * gone,
        "private_loyalty": np.linspace(0.6, 0.3, 20) * gone,
        "displayed_loyalty": np.linspace(0.65, 0.9, 20) * gone,
        "close_penalised": at(20, (3, 1), (16, 2)),
        "close_fled": at(20, (17, 1)),
        "acquaintances_penalised": at(20, (1, 1), (2, 1)),
        "patron_penalised": at(20, (16, 1)),
        "clients_penalised": at(20, (4, 2)),
    }
    return imagined_life(months=20, turns=turns, columns=columns)
