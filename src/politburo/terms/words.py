"""The fixed lists the model speaks in. Positions are codes in arrays and files: append, never reorder."""

ORGANS = ("party", "military", "security", "government", "trade", "diplomacy")
RANKS = ("top leadership", "senior/central", "provincial", "county")
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
