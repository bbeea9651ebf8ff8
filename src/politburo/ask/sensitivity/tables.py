"""The tables of an answer, for pandas and for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.ask.sensitivity.folder import as_plain
from politburo.ask.sensitivity.indices import CHANCE
from politburo.ask.sensitivity.salib import Effects, Indices
from politburo.ask.sensitivity.screening import PARTS
from politburo.run.outcomes import outcome

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.sensitivity.result import Sensitivity

EFFECTS = ("mu_star", "mu_star_reach", "mu", "sigma")
INDICES = ("S1", "S1_reach", "ST", "ST_reach")
COLUMNS = ("outcome", "parameter", "scale", *EFFECTS, *INDICES, "kept", "above_chance")

TOTAL, SIZE = "ST", "mu_star"
"""What the two kinds of convergence are of."""


def main(answer: Sensitivity) -> pd.DataFrame:
    """One row for each outcome and factor, and one for chance; factors that matter most first."""
    import pandas as pd

    return pd.DataFrame([row for name in answer.outcomes for row in _rows(answer, name)], columns=list(COLUMNS))


def convergence(answer: Sensitivity) -> pd.DataFrame:
    """Total indices on growing parts of their sample, or where there are none the effects of the kept factors."""
    import pandas as pd

    columns = ["outcome", "parameter", "measure", "part", "points", "value", "low", "high"]
    return pd.DataFrame(list(_growing(answer)), columns=columns)


def tornado(answer: Sensitivity) -> pd.DataFrame:
    """One row for each outcome, kept factor and end of its range; the largest difference first."""
    import pandas as pd

    rows = [
        (name, swing.factor, which, one.value, swing.base, one.difference, one.low, one.high, one.pairs)
        for name in answer.outcomes
        for swing in sorted(answer.swings.get(name, ()), key=lambda swing: -swing.size)
        for which, one in (("low", swing.at_low), ("high", swing.at_high))
    ]
    columns = ["outcome", "parameter", "end", "value", "base", "difference", "low", "high", "pairs"]
    return pd.DataFrame(rows, columns=columns)


def noise(answer: Sensitivity) -> pd.DataFrame:
    """One row for each outcome."""
    import pandas as pd

    rows = []
    for name in answer.outcomes:
        indexed, screened = answer.indices.get(name), answer.screening.get(name)
        found = indexed or screened
        verdict = answer.verdicts.get(name)
        rows.append(
            {
                "outcome": name,
                "unit": outcome(name).unit,
                "runs": answer.question.runs,
                "noise_share": np.nan if found is None else found.noise.share,
                "noise_share_of_one_run_alone": np.nan if found is None else found.noise.alone,
                "chance_total": np.nan if indexed is None else float(indexed.indices.total[-1]),
                "chance_total_reach": np.nan if indexed is None else float(indexed.indices.total_reach[-1]),
                "left_out": 0 if found is None else found.left_out,
                "ended_share": answer.ended,
                "settled": None if verdict is None else verdict.settled,
                "verdict": "" if verdict is None else verdict.found,
            }
        )
    return pd.DataFrame(rows)


def objects(answer: Sensitivity) -> dict[str, Any]:
    """All of it as plain data."""
    question = answer.question
    return {
        "scenario": question.base.name,
        "folder": str(answer.folder),
        "fingerprint": answer.fingerprint,
        "method": question.method,
        "factors": len(question.factors),
        "trajectories": question.trajectories if question.screens else None,
        "points": question.points if question.indexes else None,
        "runs": question.runs,
        "seed": question.base.seed,
        "kept": list(answer.kept),
        "failures": [failure.message for failure in answer.failures],
        **{
            name: [{key: as_plain(value) for key, value in row.items()} for row in table.to_dict("records")]
            for name, table in (
                ("table", main(answer)),
                ("noise", noise(answer)),
                ("convergence", convergence(answer)),
                ("tornado", tornado(answer)),
            )
        },
    }


def _rows(answer: Sensitivity, name: str) -> list[tuple[Any, ...]]:
    screened, indexed = answer.screening.get(name), answer.indices.get(name)
    names, kept = answer.question.names, {factor: place for place, factor in enumerate(answer.kept)}
    rows = []
    for place, factor in enumerate(names):
        numbers = _effects(screened.effects if screened else None, place)
        above = bool(screened.above_chance[place]) if screened else None
        if indexed and factor in kept:
            numbers += _indices(indexed.indices, kept[factor])
            above = bool(indexed.above_chance[kept[factor]])
        else:
            numbers += (np.nan,) * len(INDICES)
        scale = "logarithmic" if answer.question.factors[place].is_logarithmic else "even"
        rows.append((name, factor, scale, *numbers, factor in kept, above))
    total, size = COLUMNS.index(TOTAL), COLUMNS.index(SIZE)
    rows.sort(key=lambda row: (-np.nan_to_num(row[total], nan=-1.0), -np.nan_to_num(row[size])))
    chance = _effects(screened.chance if screened else None, 0) + _indices(indexed.indices if indexed else None, -1)
    return [*rows, (name, CHANCE, "", *chance, False, False)]


def _effects(found: Effects | None, place: int) -> tuple[float, ...]:
    if found is None:
        return (np.nan,) * len(EFFECTS)
    return tuple(float(values[place]) for values in (found.mu_star, found.reach, found.mu, found.sigma))


def _indices(found: Indices | None, place: int) -> tuple[float, ...]:
    if found is None:
        return (np.nan,) * len(INDICES)
    numbers = (found.first, found.first_reach, found.total, found.total_reach)
    return tuple(float(values[place]) for values in numbers)


def _growing(answer: Sensitivity) -> Iterator[tuple[Any, ...]]:
    for name, one in answer.indices.items():
        for share, points, part in zip(PARTS, one.points, one.parts, strict=True):
            for place, factor in enumerate((*answer.kept, CHANCE)):
                value, reach = float(part.total[place]), float(part.total_reach[place])
                yield name, factor, TOTAL, share, points, value, value - reach, value + reach
    if answer.indices:
        return
    for name, one in answer.screening.items():
        for share, points, part in zip(PARTS, one.trajectories, one.parts, strict=True):
            for factor in answer.kept:
                place = answer.question.names.index(factor)
                value, reach = float(part.mu_star[place]), float(part.reach[place])
                yield name, factor, SIZE, share, points, value, value - reach, value + reach
