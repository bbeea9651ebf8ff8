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

STANDINGS = ("serving", "lying low", "plotting")
SEXES = ("women", "men")

FORMS = ("lesser penalty", "demotion", "removal", "expulsion", "execution")
"""Forms of a penalty from the mildest. A lesser penalty (reprimand, self-criticism) leaves the holder in post."""

PURGE_FORMS = ("removal", "expulsion", "execution")
"""The forms counted as a purge when a figure speaks of officials purged."""

CHARGES = ("disloyalty", "plotting", "coup attempt")


def code(words: tuple[str, ...], word: str) -> int:
    """Position of `word` in one of the lists above."""
    return words.index(word)
