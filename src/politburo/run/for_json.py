"""Plain data as JSON has it: JSON knows neither NaN, nor infinity, nor the numbers of numpy."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np


def for_json(value: Any) -> Any:
    """The value, and all that it holds: null for what is no finite number, lists for tuples and arrays."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: for_json(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [for_json(held) for held in value]
    return value
