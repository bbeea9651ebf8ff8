"""The tables of an answer, for pandas and for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.ask.sensitivity.indices import CHANCE
from politburo.ask.sensitivity.salib import Effects, Indices
from politburo.ask.sensitivity.screening import PARTS
from politburo.run.for_json import for_json
from politburo.run.outcomes import outcome

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.sensitivity.result import Sensitivity

EFFECTS = ("mu_star", "mu_star_reach", "mu", "sigma")
INDICES = ("S1", "S1_reach", "ST", "ST_reach")
GROWING = ("outcome", "parameter", "measure", "part", "points", "value", "low", "high")
COLUMNS = ("outcome", "parameter", "scale", *EFFECTS, *INDICES, "kept", "above_chance")

Row = dict[str, Any]

TOTAL, SIZE = "ST", "mu_star"
"""What the two kinds of convergence are of."""


def main(answer: Sensitivity) -> pd.DataFrame:
    """One row for each outcome and factor, and one for chance; factors that matter most first."""
    import pandas as pd

    return pd.DataFrame([row for name in answer.outcomes for row in rows(answer, name)], columns=list(COLUMNS))


def rows(answer: Sensitivity, name: str) -> list[Row]:
    """The rows of one outcome: factors that matter most first, chance last."""
    found = [_row(answer, name, place) for place in range(len(answer.question.names))]
    found.sort(key=lambda row: (-np.nan_to_num(row[TOTAL], nan=-1.0), -np.nan_to_num(row[SIZE])))
    screened, indexed = answer.screening.get(name), answer.indices.get(name)
    chance = (
        *_effects(screened.chance if screened else None, 0),
        *_indices(indexed.indices if indexed else None, -1),
    )
    return [*found, dict(zip(COLUMNS, (name, CHANCE, "", *chance, False, False), strict=True))]


def convergence(answer: Sensitivity) -> pd.DataFrame:
    """Total indices on growing parts of their sample, or where there are none the effects of the kept factors."""
    import pandas as pd

    grown = [row for name in answer.outcomes for row in growing(answer, name)]
    return pd.DataFrame(grown, columns=list(GROWING))


def growing(answer: Sensitivity, name: str) -> list[Row]:
    """The rows of one outcome, the smallest part of the sample first."""
    found: list[Row] = []
    indexed, screened = answer.indices.get(name), answer.screening.get(name)
    if indexed:
        for share, points, part in zip(PARTS, indexed.points, indexed.parts, strict=True):
            for place, factor in enumerate((*answer.kept, CHANCE)):
                value, reach = float(part.total[place]), float(part.total_reach[place])
                found.append(_grown(name, factor, TOTAL, share, points, value, reach))
    elif screened and not answer.indices:
        for share, points, part in zip(PARTS, screened.trajectories, screened.parts, strict=True):
            for factor in answer.kept:
                place = answer.question.names.index(factor)
                value, reach = float(part.mu_star[place]), float(part.reach[place])
                found.append(_grown(name, factor, SIZE, share, points, value, reach))
    return found


def tornado(answer: Sensitivity) -> pd.DataFrame:
    """One row for each outcome, kept factor and end of its range; the largest difference first."""
    import pandas as pd

    found = [
        (name, swing.factor, which, one.value, swing.base, one.difference, one.low, one.high, one.pairs)
        for name in answer.outcomes
        for swing in sorted(answer.swings.get(name, ()), key=lambda swing: -swing.size)
        for which, one in (("low", swing.at_low), ("high", swing.at_high))
    ]
    columns = ["outcome", "parameter", "end", "value", "base", "difference", "low", "high", "pairs"]
    return pd.DataFrame(found, columns=columns)


def noise(answer: Sensitivity) -> pd.DataFrame:
    """One row for each outcome."""
    import pandas as pd

    said = []
    for name in answer.outcomes:
        indexed, screened = answer.indices.get(name), answer.screening.get(name)
        found = indexed or screened
        verdict = answer.verdicts.get(name)
        said.append(
            {
                "outcome": name,
                "unit": outcome(name).unit,
                "runs": answer.question.runs,
                "noise_share": np.nan if found is None else found.noise.share,
                "noise_share_of_one_run_alone": np.nan if found is None else found.noise.alone,
                "chance_total": np.nan if indexed is None else float(indexed.indices.total[-1]),
                "chance_total_reach": np.nan if indexed is None else float(indexed.indices.total_reach[-1]),
                "held_by_few": np.nan if indexed is None else indexed.held_by_few,
                "left_out": 0 if found is None else found.left_out,
                "ended_share": answer.ended,
                "settled": None if verdict is None else verdict.settled,
                "verdict": "" if verdict is None else verdict.found,
            }
        )
    return pd.DataFrame(said)


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
        **{name: for_json(table(answer).to_dict("records")) for name, table in TABLES.items()},
    }


TABLES = {"table": main, "noise": noise, "convergence": convergence, "tornado": tornado}


def _row(answer: Sensitivity, name: str, place: int) -> Row:
    """What is known of one factor."""
    screened, indexed = answer.screening.get(name), answer.indices.get(name)
    factor, called = answer.question.factors[place], answer.question.names[place]
    above = bool(screened.above_chance[place]) if screened else None
    kept = answer.kept.index(called) if called in answer.kept else None
    indices = _indices(None, 0)
    if indexed and kept is not None:
        indices, above = _indices(indexed.indices, kept), bool(indexed.above_chance[kept])
    scale = "logarithmic" if factor.is_logarithmic else "even"
    effects = _effects(screened.effects if screened else None, place)
    return dict(zip(COLUMNS, (name, called, scale, *effects, *indices, kept is not None, above), strict=True))


def _grown(name: str, factor: str, measure: str, share: float, points: int, value: float, reach: float) -> Row:
    return dict(zip(GROWING, (name, factor, measure, share, points, value, value - reach, value + reach), strict=True))


def _effects(found: Effects | None, place: int) -> tuple[float, ...]:
    if found is None:
        return (np.nan,) * len(EFFECTS)
    return tuple(float(values[place]) for values in (found.mu_star, found.reach, found.mu, found.sigma))


def _indices(found: Indices | None, place: int) -> tuple[float, ...]:
    if found is None:
        return (np.nan,) * len(INDICES)
    numbers = (found.first, found.first_reach, found.total, found.total_reach)
    return tuple(float(values[place]) for values in numbers)
