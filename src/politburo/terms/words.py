"""The fixed lists the model speaks in. Positions are codes in arrays and files: append, never reorder.

Organs, ranks and provinces have the names that a country gives them.
"""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """What a country calls its organs, its ranks, from the top, and its provinces. Positions are codes, as above."""

    organ: tuple[str, ...]
    rank: tuple[str, ...]
    province: tuple[str, ...]


LAST_RANKED = 3
"""Parameters that go by rank do so for the first four ranks of a country; those below have the values of the fourth."""

STANDINGS = ("serving", "lying low", "plotting", "away")
"""How the holder of a post stands; away: in re-education, while a deputy does his work."""

SEXES = ("women", "men")

FORMS = ("lesser penalty", "demotion", "removal", "expulsion", "execution", "imprisonment", "re-education")
"""Forms of a penalty, in the order of their codes."""

FORMS_BY_SEVERITY = (
    "lesser penalty", "demotion", "re-education", "removal", "expulsion", "imprisonment", "execution",
)  # fmt: skip
"""The same from the mildest."""

KEPT_FORMS = ("lesser penalty", "re-education")
"""Forms that leave the post to its holder: reprimand and self-criticism, and re-education, from which some return."""

MINOR_FORMS = ("lesser penalty", "demotion")
"""Forms that outsiders notice less, because nobody is missing from public life."""

PURGE_FORMS = ("removal", "expulsion", "imprisonment", "execution")
"""The forms counted as a purge when a figure speaks of officials purged. Who is sent to re-education may return."""

CHARGES = ("disloyalty", "plotting", "coup attempt", "order")


def on_charge(charge: str | None) -> str:
    """What a penalty was for, as it follows its form: `for plotting`, `on order`."""
    return "on order" if charge == "order" else f"for {charge}"


def code(words: tuple[str, ...], word: str) -> int:
    """Position of `word` in one of the lists above."""
    return words.index(word)


AT_DEFAULTS = "defaults"
"""Stands for no ensemble of parameter sets: parameters are as the scenario says them."""
