"""The rules by which a survey rules parameter sets out: one file, and the hash of all that they rest on."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from politburo.ask.survey.measured import name_of
from politburo.country.figures import Target
from politburo.run.folder.sealed import checksum
from politburo.scenario.schema import PARAMETER_DECLARATIONS

FILE = files("politburo.ask.survey") / "rules.toml"


@dataclass(frozen=True, slots=True)
class Rules:
    """What `rules.toml` says, where the meaning of each is written beside it."""

    second_highest: float
    highest: float
    lasting: float
    looser: float
    range_in_deviations: float
    discrepancy_in_deviations: float
    least_count: float
    least_share: float
    difference_above: float
    nearest: float
    fewest: int
    noise_sets: int
    ranges: Mapping[str, tuple[float, float]]
    discrepancy: Mapping[str, float]

    def factor(self, target: Target) -> float:
        """The factor by which a model may miss a target."""
        return self.discrepancy.get(target.figure.series, target.tolerance)

    def range_of(self, parameter: str) -> tuple[float, float]:
        """The range over which a parameter is drawn."""
        said = PARAMETER_DECLARATIONS[parameter]
        return self.ranges.get(parameter, (float(said.low), float(said.high)))

    def ends(self, parameters: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper ends of the ranges of parameters, (f,) each."""
        low, high = np.array([self.range_of(name) for name in parameters]).T
        return low, high


@cache
def rules() -> Rules:
    """The rules of the file."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    ranges = {name: (float(low), float(high)) for name, (low, high) in said["ranges"].items()}
    return Rules(
        **said["limits"],
        looser=said["looser"]["factor"],
        **said["scale"],
        nearest=said["noise"]["nearest"],
        fewest=said["noise"]["fewest"],
        noise_sets=said["noise"]["sets"],
        ranges=MappingProxyType(ranges),
        discrepancy=MappingProxyType(said["discrepancy"]),
    )


def hash_of(own: Rules, targets: Sequence[Target], parameters: Sequence[str]) -> str:
    """Hash (hex) of the file, of the targets with their errors, and of the ranges over which parameters are drawn."""
    figures = [
        (name_of(one), one.figure.value, one.figure.low, one.figure.high, own.factor(one), one.joint, one.rivals)
        for one in targets
    ]
    ranges = {name: own.range_of(name) for name in parameters}
    file = hashlib.blake2b(FILE.read_bytes(), digest_size=8).hexdigest()
    return checksum([file, figures, ranges])[:12]
