"""The standing form of robustness: some claims under some of the sets that come with North Korea, as it is stored."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from politburo.ask.claims import asked_for
from politburo.ask.claims.measurement import measure
from politburo.ask.claims.record import Claim, shortened
from politburo.ask.claims.robustness import ParameterSets, Robustness, across_sets, parts_of, set_batches
from politburo.ask.sets_file import read_sets
from politburo.run.engines import Engine

STORED = Path(__file__).parent / "standing.json"

COUNTRY, SETS = "north-korea", 12
"""Whose sets, and how many of them, evenly from the first to the last: those of one family stand together."""

CLAIMS = ("C05", "C07", "C08", "C11", "C12", "C17", "C20", "C22", "C27")
"""Of every kind: in parts, rare, net of another, of households, under a leader who chooses, on every scale."""

Stored = dict[str, dict[str, Any]]
"""By id of the claim: the sign of each part of its test under each set, and what is said of all sets."""


def chosen() -> tuple[Claim, ...]:
    """The claims, at a part of their scale."""
    return shortened(asked_for(None, only=CLAIMS))


def sets(count: int = SETS) -> ParameterSets:
    """So many of the sets that come with the country."""
    every = read_sets(COUNTRY)
    places = np.linspace(0, len(every) - 1, count).round().astype(int).tolist()
    return ParameterSets(tuple(every[place] for place in places), COUNTRY)


def standing(folder: Path, engine: Engine | None = None) -> Stored:
    """The standing form, as it is stored; what is measured goes into the folder."""
    claims, over = chosen(), sets()
    found = across_sets(claims, over, folder, engine=engine)
    measured = measure(set_batches(claims, over), folder, engine=engine)
    return {
        one.claim.id: {"signs": " ".join(_signs(one.claim, under.rows[one.claim.id]) for under in measured)}
        | _told(one)
        for one in found
    }


def changes(stored: Stored, found: Stored) -> list[str]:
    """A line for everything that is otherwise, to the last digit."""
    both = [(claim, key) for claim in sorted(stored | found) for key in stored.get(claim, found.get(claim, {}))]
    pairs = ((claim, key, stored.get(claim, {}).get(key), found.get(claim, {}).get(key)) for claim, key in both)
    return [f"{claim}, {key}: {before} → {now}" for claim, key, before, now in pairs if before != now]


def _signs(claim: Claim, rows: Any) -> str:
    """A sign for each part of the test: + where it is right, - where it is not, 0: it does not move, ?: no value."""
    effects = [float(part.effects(claim, rows).mean()) for part in parts_of(claim)]
    return "".join("?" if math.isnan(one) else "+" if one > 0 else "-" if one < 0 else "0" for one in effects)


def _told(one: Robustness) -> dict[str, Any]:
    said = {key: value for key, value in asdict(one).items() if key not in ("claim", "shapes", "present", "among")}
    return {key: _number(value) for key, value in said.items()}


def _number(value: Any) -> Any:
    match value:
        case dict():
            return [_number(each) for each in value.values()]
        case tuple():
            return [_number(each) for each in value]
        case float():
            return None if math.isnan(value) else value
    return value
