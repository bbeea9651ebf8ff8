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
from politburo.month.state import LYING_LOW

if TYPE_CHECKING:
    from politburo.month.now import Now

ONE_IN = 40
"""Every so many cadres one is struck: few enough that hardly anyone has two friends among them."""

MOST_FEAR = np.float32(0.98)
"""Fear that a shock does not pass, so that the risk behind it is finite."""

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
    """Ties alone hear of it: so many flights at once would be known in every circle, as a single one is not."""
    from politburo.month.hear import tell_ties

    p, posts, who = now.parameters.hear, now.country.posts, np.flatnonzero(struck(now.country)).astype(np.int32)
    for ends, news in ((posts.close, p.close_case), (posts.acquaintances, p.acquaintance_case)):
        tell_ties(now.state.cadres.flights_heard, who, ends, np.float32(news * p.flight_news))


def _fright(now: Now) -> None:
    """Risk goes part of the way back before it is felt again; so much more is added."""
    p, cadres = now.parameters.fear, now.state.cadres
    years = p.horizon * np.where(cadres.standing == LYING_LOW, p.low_profile, 1.0)
    felt = np.minimum(cadres.fear + cadres.fear.std(), MOST_FEAR)
    more = -np.log(1 - felt) / years + np.log(1 - np.minimum(cadres.fear, MOST_FEAR)) / years
    cadres.risk += (more / (1 - p.adjustment)).astype(np.float32)


SHOCKS: dict[str, Shock] = {
    "flight heard": Shock("close friends and acquaintances hear that one cadre in forty has fled, though nobody has",
                          _flight_heard),
    "fright": Shock("next month every cadre's fear is one standard deviation higher, though nothing has happened",
                    _fright),
    "doubt": Shock("one cadre in forty loses his private loyalty, and nothing else about him changes", _doubt),
}  # fmt: skip
