"""What was found across priors and in the matrix, kept beside the runs, so that the board can be headed by it.

Each claim is kept with a hash of its record and of the model: what was found for another claim, or by another model,
is not read.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.priors import Robustness
from politburo.ask.claims.record import Claim
from politburo.run.files import for_json, write
from politburo.run.plan import model_sources

PRIORS_FILE, MATRIX_FILE = "across-priors.json", "matrix.json"


def keep_robustness(found: Sequence[Robustness], folder: Path) -> None:
    """Write what was found across priors into the folder, beside what is kept there for other claims."""
    kept = {one.claim.id: _robustness_as_object(one) for one in found}
    older = _read(folder / PRIORS_FILE)
    _write(folder / PRIORS_FILE, (older if isinstance(older, dict) else {}) | kept)


def kept_robustness(claims: Sequence[Claim], folder: Path) -> tuple[Robustness, ...]:
    """What was found across priors for these claims; those that were not asked about, or have changed, are left out."""
    kept = _read(folder / PRIORS_FILE)
    found = []
    for claim in claims:
        try:
            said = kept[claim.id]
            if said["of"] == _digest(claim):
                deciders = tuple((str(name), float(apart)) for name, apart in said["deciders"])
                found.append(Robustness(claim, said["asked"], said["draws"], said["holds"], deciders, said["usual"]))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(found)


def keep_matrix(matrix: Matrix, claims: Sequence[Claim], folder: Path) -> None:
    """Write the matrix of these claims into the folder."""
    said = {"of": _digest(*claims), "mechanisms": matrix.mechanisms, "tests": matrix.tests, "lost": matrix.lost}
    _write(folder / MATRIX_FILE, said)


def kept_matrix(claims: Sequence[Claim], folder: Path) -> Matrix | None:
    """The matrix of just these claims, or None where it was not measured or they have changed."""
    said = _read(folder / MATRIX_FILE)
    try:
        if said["of"] != _digest(*claims):
            return None
        tests = tuple((str(claim), str(test)) for claim, test in said["tests"])
        lost = np.array([[math.nan if value is None else value for value in row] for row in said["lost"]], np.float64)
        return Matrix(tuple(said["mechanisms"]), tests, lost)
    except (KeyError, TypeError, ValueError):
        return None


def _robustness_as_object(one: Robustness) -> dict[str, Any]:
    return {
        "of": _digest(one.claim),
        "asked": one.asked,
        "draws": one.draws,
        "holds": one.holds,
        "deciders": one.deciders,
        "usual": one.usual,
    }


def _digest(*claims: Claim) -> str:
    return hashlib.blake2b(f"{claims} {model_sources()}".encode(), digest_size=8).hexdigest()


def _read(path: Path) -> Any:
    """What a file says, or None where it is not there or is damaged: then it is measured again."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _write(path: Path, said: Any) -> None:
    write(path, (json.dumps(for_json(said), allow_nan=False) + "\n").encode())
