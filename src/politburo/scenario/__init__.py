"""What is asked: scenario files, their schema, and their resolution into levers month by month.

Loading one imports neither NumPy nor Numba.
"""

from politburo.scenario.changes import (
    adapt,
    changed,
    sized_as,
    with_levers,
    with_logic,
    with_off,
    with_one_past,
    with_parameters,
    with_seed,
)
from politburo.scenario.document import to_toml
from politburo.scenario.events import PublicEvent
from politburo.scenario.months import month_name, month_number
from politburo.scenario.reader import load, parent_of, parse, scenario_names
from politburo.scenario.scenario import Scenario

__all__ = [
    "PublicEvent",
    "Scenario",
    "adapt",
    "changed",
    "load",
    "month_name",
    "month_number",
    "parent_of",
    "parse",
    "scenario_names",
    "sized_as",
    "to_toml",
    "with_levers",
    "with_logic",
    "with_off",
    "with_one_past",
    "with_parameters",
    "with_seed",
]
