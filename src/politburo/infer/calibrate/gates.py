"""The gates of a calibration and their limits: one file, committed before any real record was fitted, and its hash."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = files("politburo.infer") / "gates.toml"


@dataclass(frozen=True, slots=True)
class Limits:
    """What `gates.toml` says, where the meaning of each is written beside it."""

    kept: float
    fewest_kept: int
    ranks_p: float
    bins: int
    fewest_held_out: int
    levels: tuple[float, ...]
    apart: float
    misspecification_p: float
    fewest_networks: int
    means: float
    widths: float
    abc_means: float
    fewest_effective: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: what was found, its limit in words, and whether it is passed.

    `meaning` says what it means where it is missed, `remedy` what to do then.
    """

    name: str
    found: float
    limit: str
    passed: bool
    meaning: str
    remedy: str


@cache
def limits() -> Limits:
    """The limits of the file."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kept, ranks, coverage, networks = said["matching"], said["ranks"], said["coverage"], said["networks"]
    return Limits(
        kept["kept"], kept["fewest"], ranks["p"], ranks["bins"], ranks["fewest"], tuple(coverage["levels"]),
        coverage["apart"], said["misspecification"]["p"], networks["fewest"], networks["means"], networks["widths"],
        said["abc"]["means"], said["effective"]["fewest"],
    )  # fmt: skip


def hash_of_gates() -> str:
    """Hash (hex) of the file."""
    return hashlib.blake2b(FILE.read_bytes(), digest_size=6).hexdigest()
