"""How a post ended, in the few forms that are told."""

from __future__ import annotations

IN_OFFICE = "in office when the table ends"
NOT_KNOWN = "not known"
OTHER = "other"
REGIME = "change of regime"

FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("execution", ("execut", "shot", "death penalty", "death sentence")),
    ("imprisonment", ("incarcer", "imprison", "jail", "prison", "arrest", "detain", "detention", "camp")),
    ("exile or flight", ("exil", "banish", "defect", "fled", "flight", "emigrat")),
    ("expulsion or dismissal", ("expul", "expel", "purg", "dismiss", "sacked", "fired", "remov", "oust")),
    ("demotion", ("demot", "transfer", "reassign", "reshuffl")),
    ("death", ("death", "died", "natural", "suicid", "accident", "ill", "deceased", "assassin", "murder", "killed")),
    (REGIME, ("regime", "coup", "revolution", "dissol", "abolish")),
    ("resignation or retirement", ("resign", "retire", "step", "pension", "term", "end of mandate")),
    (IN_OFFICE, ("in office", "incumbent", "present", "ongoing")),
)
"""Form → how a text that means it begins a word; the first form that fits, the gravest first."""

NAMES = (*(name for name, _ in FORMS), OTHER, NOT_KNOWN)
GRAVEST = ("execution", "imprisonment", "exile or flight")
_NOTHING = ("", "na", "n/a", "nan", "none", "null", "unknown", "?", "-", ".")


def form_of(how: str, fate: str = "") -> str:
    """The form of an exit; a grave fate afterwards counts as the form."""
    after = _form(fate)
    return after if after in GRAVEST else _form(how)


def _form(text: str) -> str:
    written = " ".join(text.casefold().replace("-", " ").split())
    if written in _NOTHING:
        return NOT_KNOWN
    begun = f" {written}"
    return next((name for name, words in FORMS if any(f" {word}" in begun for word in words)), OTHER)
