"""Among whom an effect is looked for: groups of posts by name. Several names together mean those in all of them.

A group depends on the country, or on what is equal in both arms of a pair, never on what the change does to one arm;
except for those who stay in post throughout, who stay in both, and for circles that were hit, which the change brings
about in the first months.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.arms import struck
from politburo.country import Country
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import ORGANS, RANKS

if TYPE_CHECKING:
    from politburo.month import Outcome

Mask = NDArray[np.bool_]

MONTHS_OF_A_WAVE = 4
"""Months from the change on in which penalties decide which circles were hit."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two runs of equal seed and number, and where they were made; `change` is the month of the change."""

    country: Country
    changed: Outcome
    base: Outcome
    change: int


def _stayed(pair: Pair) -> Mask:
    return (pair.changed.state.cadres.since < pair.change) & (pair.base.state.cadres.since < pair.change)


def _could_leave(country: Country) -> Mask:
    return (country.posts.abroad > 0) | (country.posts.access > 0.5)


def _wished(pair: Pair) -> Mask:
    chance, exposure = _could_leave(pair.country), pair.country.posts.exposure
    return chance & (exposure >= np.median(exposure[chance]))


def _exposed(pair: Pair) -> Mask:
    exposure = pair.country.posts.exposure
    return exposure >= np.quantile(exposure, 0.9)


def _unexposed(pair: Pair) -> Mask:
    exposure = pair.country.posts.exposure
    return exposure <= np.median(exposure)


def _disposed(pair: Pair) -> Mask:
    disposition = pair.country.people.disposition
    return disposition >= np.quantile(disposition, 2 / 3)


def _circles_hit(pair: Pair) -> Mask:
    """Where the change brought most additional penalties per head, by circles of one organ and rank: the upper half."""

    def rate(outcome: Outcome) -> NDArray[np.float64]:
        events = outcome.events
        months = (events["month"] >= pair.change) & (events["month"] < pair.change + MONTHS_OF_A_WAVE)
        inside = months & (events["kind"] == EVENT_NAMES.index("penalty"))
        circles = pair.country.posts.circle[events["agent"][inside]]
        counts = np.bincount(circles, events["persons"][inside], len(pair.country.circle_sizes))
        return counts / np.maximum(pair.country.circle_sizes, 1)

    more = rate(pair.changed) - rate(pair.base)
    return (more >= np.median(more))[pair.country.posts.circle]


def _beside(name: str) -> Callable[[Pair], Mask]:
    def found(pair: Pair) -> Mask:
        hit = struck(pair.country)
        return hit[getattr(pair.country.posts, name)].any(axis=1) & ~hit

    return found


def _strangers(pair: Pair) -> Mask:
    return ~(struck(pair.country) | _beside("close")(pair) | _beside("acquaintances")(pair))


def _only_acquaintances(pair: Pair) -> Mask:
    return _beside("acquaintances")(pair) & ~_beside("close")(pair)


POPULATIONS: dict[str, tuple[str, Callable[[Pair], Mask]]] = {
    "those who stay": ("held the same post from before the change to the end, in both arms", _stayed),
    "posted abroad": ("posts abroad", lambda pair: pair.country.posts.abroad > 0),
    "at home": ("posts at home", lambda pair: pair.country.posts.abroad == 0),
    "exposed": ("the tenth of posts with most contact with the outside", _exposed),
    "unexposed": ("the half of posts with least contact with the outside", _unexposed),
    "could leave": ("posts abroad or near an open border", lambda pair: _could_leave(pair.country)),
    "wished to leave": ("the half with more contact with the outside of those who could leave", _wished),
    "in circles hit": ("the half of organs and ranks where the change brought most more penalties", _circles_hit),
    "in circles spared": ("the other half", lambda pair: ~_circles_hit(pair)),
    "disposed to loyalty": ("the third of first holders most disposed to loyalty", _disposed),
    "the shocked": ("those whom the shock strikes", lambda pair: struck(pair.country)),
    "close friends of the shocked": ("close friends, not struck themselves", _beside("close")),
    "acquaintances of the shocked": ("acquaintances and no close friends, not struck themselves", _only_acquaintances),
    "strangers to the shocked": ("no tie to anyone struck", _strangers),
}
POPULATIONS |= {
    name: (f"posts of this rank ({name})", lambda pair, code=code: pair.country.posts.rank == code)
    for code, name in enumerate(RANKS)
}
POPULATIONS |= {
    name: (f"posts of this organ ({name})", lambda pair, code=code: pair.country.posts.organ == code)
    for code, name in enumerate(ORGANS)
}
"""Name → what it means, and which posts belong to it (n,)."""


def among(names: tuple[str, ...], pair: Pair) -> Mask:
    """Posts that belong to all of the named groups (n,)."""
    who = np.ones(pair.country.posts.count, np.bool_)
    for name in names:
        who &= POPULATIONS[name][1](pair)
    return who
