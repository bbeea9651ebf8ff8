"""What is done to the state of a run at the moment of the change, where no lever reaches: to some cadres and no others.

Whom a shock strikes depends on the country alone, so that the arm without it can be asked about the same cadres.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country

if TYPE_CHECKING:
    from politburo.month.now import Now

ONE_IN = 40
"""Every so many cadres one is struck: few enough that hardly anyone has two friends among them."""

DOUBT = np.float32(3.0)
"""How far private loyalty is pushed down, on the real line: from 0.7 to 0.1."""


@dataclass(frozen=True, slots=True)
class Shock:
    """What it does, and how."""

    meaning: str
    strike: Callable[[Now], None]


def struck(country: Country) -> NDArray[np.bool_]:
    """The posts whose holders a shock strikes (n,)."""
    return np.arange(country.posts.count) % ONE_IN == ONE_IN // 2


def _doubt(now: Now) -> None:
    cadres, who = now.state.cadres, struck(now.country)
    cadres.loyalty[who] -= DOUBT
    cadres.disposition[who] -= DOUBT
    cadres.devotion[who] = 1 / (1 + np.exp(-cadres.loyalty[who]))


def _flight_heard(now: Now) -> None:
    who = np.flatnonzero(struck(now.country)).astype(np.int32)
    cases, room = now.state.cases, len(now.state.cases.post) - now.state.cases.count
    cases.add(who[:room], 1, now.state.cadres.display)


SHOCKS: dict[str, Shock] = {
    "flight heard": Shock("next month it is heard that one cadre in forty has fled, though nobody has", _flight_heard),
    "doubt": Shock("one cadre in forty loses his private loyalty, and nothing else about him changes", _doubt),
}
