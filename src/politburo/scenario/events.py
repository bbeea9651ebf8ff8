"""Dated public events: what each kind of them does to the levers, and the purges that some of them order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from politburo.scenario.months import calendar_month, month_name, month_of_effect, number
from politburo.terms.declarations import declared
from politburo.terms.events import Order
from politburo.terms.levers import Levers

NOT_MODELLED = "historical reference, not modelled"
"""What is said of a dated event that changes nothing in the simulation."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The lever that an event sets to its value, the levers it sets back to zero, and how long that lasts.

    `onward`: until something else changes the lever; `month`: for one month; `months`: for as many as the event says.
    With `rest` the lever is set to what the value leaves of 1. An event that `orders` a purge has a value, too: the
    share of those meant whom it hits, in its month. Any other event whose effect sets no lever has no value. Where the
    value is `optional`, `default` stands for the one left out; without a default the lever is then left alone. A value
    that `adds` is an amount and no level: it comes on top of what the lever is without the event, so that two in one
    month add up, as far as the lever goes.
    """

    sets: str | None = None
    clears: tuple[str, ...] = ()
    lasts: Literal["onward", "month", "months"] = "onward"
    optional: bool = False
    default: float | None = None
    rest: bool = False
    orders: bool = False
    adds: bool = False

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
    "posts abroad withdrawn": Effect(sets="posts_abroad", rest=True),
    "posts abroad opened": Effect(sets="posts_abroad", optional=True, default=1.0),
    "war alarm": Effect(sets="external_threat", lasts="months"),
    "ally lost": Effect(sets="external_threat", clears=(GIVEN, EXPECTED)),
    "power lost": Effect(sets="power_lost", lasts="month", adds=True),
    "power gained": Effect(sets="power_gained", lasts="month", adds=True),
    "news from outside": Effect(sets="news_from_outside", lasts="month", adds=True),
    "purge ordered": Effect(orders=True),
    "mark": Effect(),
}
"""The effect of every kind in `terms.events.PUBLIC_EVENT_KINDS`."""

MOST = {name: declaration.high for name, declaration, _ in declared(Levers)}
"""The highest value of each lever."""


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """A dated public event: its kind, a label fit for a chart, and `value` and `months` where it has them.

    `levers` are those it changes besides what its kind does, as (name, value), in the order in which levers are
    declared; `order` is the purge that it orders, where its kind does so.
    """

    day: date
    kind: str
    label: str
    value: float | None
    months: int | None
    levers: tuple[tuple[str, float], ...] = ()
    order: Order | None = None

    @property
    def lasting(self) -> dict[str, float]:
        """The levers that the event changes until something else does, with what it changes them to."""
        effect = EFFECTS[self.kind]
        own = self._own if effect.lasts == "onward" else {}
        besides = dict(self.levers) if self.months is None else {}
        return dict.fromkeys(effect.clears, 0.0) | own | besides

    @property
    def passing(self) -> dict[str, float]:
        """The levers that the event changes for its months, or for one month, with what it changes them to."""
        own = self._own if EFFECTS[self.kind].lasts != "onward" else {}
        besides = dict(self.levers) if self.months is not None else {}
        return own | besides

    def passing_over(self, name: str, without: float) -> float:
        """The value of a lever in `passing` while the event lasts; `without` is what it would be without the event."""
        effect, value = EFFECTS[self.kind], self.passing[name]
        return min(without + value, MOST[name]) if effect.adds and name == effect.sets else value

    @property
    def is_modelled(self) -> bool:
        """Whether the event changes anything in the simulation; one that does not is there as a historical reference.

        What an event changes may still be without effect, such as a lever that has that value already.
        """
        return self.kind == "succession" or self.order is not None or bool(self.lasting or self.passing)

    @property
    def changes(self) -> str:
        """What the event does, in the words of a file, such as `campaign 0.5 for 3 months from 2012-01`."""
        if not self.is_modelled:
            return NOT_MODELLED
        found = ["a successor rules"] if self.kind == "succession" else []
        found += [self.order.words] if self.order is not None else []
        found += [f"{name} {number(value)}" for name, value in self.lasting.items()]
        for_months = "for a month" if self.months in (None, 1) else f"for {self.months} months"
        found += [f"{name} {number(value)} {for_months}" for name, value in self.passing.items()]
        acts = month_of_effect(self.day)
        return ", ".join(found) + (f" from {month_name(acts)}" if acts != calendar_month(self.day) else "")

    @property
    def _own(self) -> dict[str, float]:
        effect = EFFECTS[self.kind]
        if effect.sets is None or self.value is None:
            return {}
        return {effect.sets: 1 - self.value if effect.rest else self.value}


def successions(events: Iterable[PublicEvent], months: range) -> tuple[int, ...]:
    """The months in which a successor takes over."""
    taken = {month_of_effect(event.day) for event in events if event.kind == "succession"}
    return tuple(sorted(taken.intersection(months)))


def orders(events: Iterable[PublicEvent], months: range) -> tuple[tuple[int, Order], ...]:
    """The purges that are ordered, each with the month in which it is carried out, in the order of the events."""
    found = [(month_of_effect(event.day), event.order) for event in events if event.order is not None]
    return tuple((month, order) for month, order in found if month in months)
