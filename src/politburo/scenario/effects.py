"""What each kind of public event does to the levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from politburo.scenario.scenario import PublicEvent


@dataclass(frozen=True, slots=True)
class Effect:
    """The lever that an event sets to its value, the levers it sets back to zero, and how long that lasts.

    `onward`: until something else changes the lever; `month`: for one month; `months`: for as many as the event says.
    An event whose effect sets no lever has no value. Where the value is `optional`, `default` stands for the one left
    out; without a default the lever is then left alone.
    """

    sets: str | None = None
    clears: tuple[str, ...] = ()
    lasts: Literal["onward", "month", "months"] = "onward"
    optional: bool = False
    default: float | None = None

    @property
    def touches(self) -> tuple[str, ...]:
        """The levers that are the kind's own to change."""
        return (self.sets, *self.clears) if self.sets else self.clears


EXPECTED, GIVEN = "assurance_expected", "assurance"

EFFECTS: dict[str, Effect] = {
    "succession": Effect(),
    "summit announced": Effect(sets=EXPECTED),
    "summit held": Effect(sets=GIVEN, clears=(EXPECTED,), optional=True),
    "summit cancelled": Effect(clears=(GIVEN, EXPECTED)),
    "guarantee given": Effect(sets=GIVEN, clears=(EXPECTED,)),
    "guarantee withdrawn": Effect(clears=(GIVEN, EXPECTED)),
    "sanctions": Effect(sets="sanctions"),
    "border tightened": Effect(sets="border_control"),
    "border closed": Effect(sets="border_control", optional=True, default=1.0),
    "congress": Effect(sets="campaign", lasts="months"),
    "campaign": Effect(sets="campaign", lasts="months"),
    "harvest": Effect(sets="harvest", lasts="months"),
    "recall home": Effect(sets="recall", lasts="month"),
    "mark": Effect(),
}
"""The effect of every kind in `terms.events.PUBLIC_EVENT_KINDS`."""


def lasting(event: PublicEvent) -> dict[str, float]:
    """The levers that an event changes until something else does, with what it changes them to."""
    effect = EFFECTS[event.kind]
    own = _own(event) if effect.lasts == "onward" else {}
    besides = dict(event.levers) if event.months is None else {}
    return dict.fromkeys(effect.clears, 0.0) | own | besides


def passing(event: PublicEvent) -> dict[str, float]:
    """The levers that an event changes for its months, or for one month, with what it changes them to."""
    own = _own(event) if EFFECTS[event.kind].lasts != "onward" else {}
    besides = dict(event.levers) if event.months is not None else {}
    return own | besides


def _own(event: PublicEvent) -> dict[str, float]:
    lever = EFFECTS[event.kind].sets
    return {} if lever is None or event.value is None else {lever: event.value}
