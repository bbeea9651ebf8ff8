"""What is asked: scenario files, their schema, and their resolution into levers month by month.

Loading one imports neither NumPy nor Numba.
"""

from politburo.scenario.changes import adapt, with_levers, with_logic, with_off, with_parameters
from politburo.scenario.months import month_name, month_number
from politburo.scenario.reading import load, parent_of, parse, scenario_names
from politburo.scenario.scenario import PublicEvent, Scenario
from politburo.scenario.writing import to_toml

__all__ = [
    "PublicEvent",
    "Scenario",
    "adapt",
    "load",
    "month_name",
    "month_number",
    "parent_of",
    "parse",
    "scenario_names",
    "to_toml",
    "with_levers",
    "with_logic",
    "with_off",
    "with_parameters",
]
