"""What each kind of public event does to the levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Effect:
    """The lever that an event sets to its value, the levers it sets back to zero, and how long that lasts.

    `onward`: until something else changes the lever; `month`: for one month; `months`: for as many as the event says.
    An event whose effect sets no lever has no value.
    """

    sets: str | None = None
    clears: tuple[str, ...] = ()
    lasts: Literal["onward", "month", "months"] = "onward"


EFFECTS: dict[str, Effect] = {
    "succession": Effect(),
    "assurance expected": Effect(sets="assurance_expected"),
    "assurance given": Effect(sets="assurance", clears=("assurance_expected",)),
    "assurance lost": Effect(clears=("assurance", "assurance_expected")),
    "recall": Effect(sets="recall", lasts="month"),
    "sanctions": Effect(sets="sanctions"),
    "border": Effect(sets="border_control"),
    "campaign": Effect(sets="campaign", lasts="months"),
    "congress": Effect(sets="campaign", lasts="months"),
    "harvest": Effect(sets="harvest", lasts="months"),
    "mark": Effect(),
}
"""The effect of every kind in `terms.events.PUBLIC_EVENT_KINDS`."""
