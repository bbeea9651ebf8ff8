"""Logics of rule that a scenario can name: those that come with politburo, and those of other packages.

Another package offers one through the entry point group `politburo.leaders`; here only its name is read, so that
scenario files can be checked without importing anything. The leader room holds the functions.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

PLUGIN_GROUP = "politburo.leaders"

CHOOSABLE = ("purge_intensity", "market_tolerance", "surveillance", "type_blindness", "loyalty_over_competence")
"""Levers that a logic of rule may choose; the others are the scenario's alone."""


@dataclass(frozen=True, slots=True)
class LeaderKind:
    """A logic of rule: what it says, the levers it chooses, and where the idea comes from."""

    name: str
    meaning: str
    chooses: tuple[str, ...]
    reference: str


LEADERS: tuple[LeaderKind, ...] = (
    LeaderKind(
        "scripted",
        "does what the scenario's levers say",
        (),
        "none: the scenario decides",
    ),
    LeaderKind(
        "strategic",
        "minimises the hazard of losing power, to the elite, to the public and to foreigners",
        ("purge_intensity", "market_tolerance"),
        "Sudduth 2017; Boutton 2019; Svolik 2009; Wintrobe 1990 (mechanisms; own reduced form)",
    ),
    LeaderKind(
        "succession",
        "replaces the predecessor's appointees until power is consolidated",
        ("purge_intensity", "market_tolerance"),
        "Goldring & Matthews 2023a; Svolik 2009 (mechanism; own reduced form)",
    ),
    LeaderKind(
        "opportunist",
        "purges when the elite cannot retaliate",
        ("purge_intensity", "market_tolerance"),
        "Sudduth 2017 (mechanism; own reduced form)",
    ),
    LeaderKind(
        "responsive",
        "purges until the reported share of enemies is at the tolerated level",
        ("purge_intensity", "market_tolerance"),
        "Gregory, Schroeder & Sonin (mechanism; own reduced form); Easton & Siverson 2018 (sign)",
    ),
    LeaderKind(
        "siege",
        "purges more the greater the threat from abroad (a rival to the hypothesis that a guarantee emboldens)",
        ("purge_intensity", "market_tolerance"),
        "own hypothesis, of the opposite sign to Boutton 2019",
    ),
    LeaderKind(
        "random_terror",
        "penalises at a constant rate, regardless of conduct",
        ("purge_intensity", "market_tolerance", "type_blindness"),
        "Rozenas & Zhukov 2019; Montagnes & Wolton 2019 (mechanism; own reduced form)",
    ),
)
LEADER_NAMES: tuple[str, ...] = tuple(kind.name for kind in LEADERS)


def leader_names() -> tuple[str, ...]:
    """Every name that a scenario may give as its leader's logic: politburo's own, then those of other packages."""
    return LEADER_NAMES + tuple(plugins())


@cache
def plugins() -> dict[str, EntryPoint]:
    """Entry points of other packages' logics by name, in alphabetical order.

    Of two that offer one name the first that is found is used, and none may take the name of one of politburo's own:
    either way a warning says which is passed over.
    """
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=PLUGIN_GROUP):
        if point.name in LEADER_NAMES:
            _pass_over(point, "politburo's own")
        elif found.setdefault(point.name, point).value != point.value:
            _pass_over(point, f"that of the entry point {found[point.name].value!r}")
    return dict(sorted(found.items()))


def _pass_over(point: EntryPoint, used: str) -> None:
    warnings.warn(
        f"Two logics of rule are called {point.name!r}: {used} is used, that of the entry point {point.value!r} "
        f"({PLUGIN_GROUP}) is not. Rename or remove one of them.",
        stacklevel=3,
    )


def chosen_by(name: str) -> tuple[str, ...]:
    """The levers that a logic of rule may choose; of another package's logic nothing is known, so all of them."""
    return next((kind.chooses for kind in LEADERS if kind.name == name), CHOOSABLE)
