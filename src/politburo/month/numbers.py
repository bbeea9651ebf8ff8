"""Numbers as compiled functions take them: the parameters of a phase, or the levers of a month, as a named tuple.

The attributes are those of the declared groups (`p.horizon`), so that a compiled function reads like any other. The
values stay float64 and are rounded where they meet the arrays.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import fields
from typing import Any

from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from politburo.terms.plugins import plugged_in

PHASES_WITH_PARAMETERS = (
    "govern", "live", "hear", "fear", "believe", "choose", "conspire", "judge", "fill", "inform",
)  # fmt: skip
"""The groups of parameters that phases read; the others are the leader's, the record's and of the state before."""

GROUPS_OF_NUMBERS = (*PHASES_WITH_PARAMETERS, *(one.name for one in plugged_in() if one.parameters is not None))
"""These, and those of other packages' mechanisms."""

_KINDS: dict[type, Any] = {}


def _declare(group: type) -> Any:
    """Make the named tuple of a group; its name in this module lets compiled code that is kept on disk find it."""
    kind = namedtuple(group.__name__, [entry.name for entry in fields(group)], module=__name__)
    _KINDS[group] = _KINDS[kind] = globals()[group.__name__] = kind
    return kind


for _name in GROUPS_OF_NUMBERS:
    _declare(type(getattr(Parameters(), _name)))
NumbersOfLevers = _declare(Levers)
"""The named tuple of the levers of a month, which has their attributes."""


def numbers(group: Any) -> Any:
    """The values of a declared group, in its order; of such values, the same."""
    kind = _KINDS[type(group)]
    return kind(*[float(getattr(group, name)) for name in kind._fields])
