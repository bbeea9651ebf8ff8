"""Where in its range a number lies: evenly, or evenly in the logarithm where the range spans more than a factor of 20.

One rule for all that draw from ranges: claims across priors, sweeps, sensitivity.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

WIDE = 20.0
"""The factor between the ends of a range from which steps in it are relative ones."""

Place = TypeVar("Place", float, np.float64, NDArray[np.float64])


def is_wide(low: float, high: float) -> bool:
    """Whether a range spans so much that relative steps are meant."""
    return low > 0 and high / low > WIDE


def at(low: float, high: float, place: Place) -> Place:
    """The value at a place from 0 (`low`) to 1 (`high`)."""
    return low * (high / low) ** place if is_wide(low, high) else low + place * (high - low)  # type: ignore[return-value]


def place_of(low: float, high: float, value: Place) -> Place:
    """The place of a value in a range: 0 at `low`, 1 at `high`."""
    if is_wide(low, high):
        return np.log(value / low) / math.log(high / low)  # type: ignore[return-value]
    return (value - low) / (high - low)
