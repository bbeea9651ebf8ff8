"""The inputs of an emulator: levers within ranges, and dated events that are there or left out; and the designs.

A bank has at most 8 levers, each held at a value, and 4 dated events of the scenario. What is emulated is a function of
their places: a lever from −1 at its lowest value to 1 at its highest, an event −1 where it is left out, else 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer.numbers import listed
from politburo.ask.factors import SEED, Factor, factors_of, place_of, spread_places
from politburo.run.experiment import EVENT, LEFT_OUT, THERE, Experiment, Varied
from politburo.scenario import PublicEvent, Scenario
from politburo.scenario.changes import labels_with
from politburo.terms.checks import printable, shown
from politburo.terms.errors import UsageError

MOST_LEVERS, MOST_EVENTS = 8, 4
"""That one bank can have: with more inputs, no bank of a size that one waits for says much of all of them together."""

USUAL_LEVERS = (
    "purge_intensity", "surveillance", "market_tolerance", "warning", "type_blindness", "campaign", "rents",
)  # fmt: skip
"""Levers of a bank where none are named, but for those that an event of the scenario moves."""

USUAL = 6
"""How many of them."""

USUAL_KINDS = ("summit announced", "sanctions", "harvest", "border tightened", "campaign")
"""Kinds of events of a bank where none are named, before others."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Inputs:
    """Levers, by their ranges, and events, by their places among those of the scenario, which are varied together."""

    base: Scenario
    levers: tuple[Factor, ...]
    places: tuple[int, ...]

    @property
    def events(self) -> tuple[PublicEvent, ...]:
        """The events."""
        return tuple(self.base.events[place] for place in self.places)

    @property
    def names(self) -> tuple[str, ...]:
        """What each input is called: the names of levers, the labels of events."""
        return (*(one.name for one in self.levers), *(one.label for one in self.events))

    @property
    def varied(self) -> tuple[Varied, ...]:
        """The factors of the experiments."""
        return (*(one.varied for one in self.levers), *(Varied(f"{EVENT}{place}") for place in self.places))

    def drawn(self, unit: Values) -> Values:
        """Points of the experiments, (n, d), at places from 0 to 1."""
        levers = [one.at(unit[:, column]) for column, one in enumerate(self.levers)]
        events = [np.where(unit[:, len(levers) + at] < 0.5, LEFT_OUT, THERE) for at in range(len(self.places))]
        return np.column_stack([*levers, *events])

    def spread(self, count: int) -> Values:
        """Points spread evenly, to fit to."""
        return self.drawn(spread_places(len(self.varied), count))

    def random(self, count: int) -> Values:
        """Points drawn at random, independent of one another and of those to fit to: what is met there is no choice."""
        return self.drawn(np.random.default_rng([SEED, 1]).random((count, len(self.varied))))

    def scaled(self, points: Values) -> Values:
        """The places of points (n, d), from −1 to 1."""
        found = np.empty(points.shape)
        for column, one in enumerate(self.levers):
            found[:, column] = 2 * place_of(one.low, one.high, points[:, column]) - 1
        found[:, len(self.levers) :] = 2 * points[:, len(self.levers) :] - 1
        return found

    def check(self, points: Values) -> None:
        """Raise UsageError for points outside the ranges, of which the emulator knows nothing."""
        for column, one in enumerate(self.levers):
            outside = points[(points[:, column] < one.low) | (points[:, column] > one.high), column]
            if len(outside):
                raise UsageError(
                    f"{one.name} {outside[0]:g} lies outside the range of the bank, {one.low:g} to {one.high:g}: "
                    "nothing was run there, and nothing is emulated."
                )
        if not np.isin(points[:, len(self.levers) :], (LEFT_OUT, THERE)).all():
            raise UsageError("An event is there (1) or left out (0).")


def inputs_of(
    base: Scenario, levers: Sequence[str | Factor] = (), events: Sequence[str] = (), *, start: str | None = None
) -> Inputs:
    """The inputs that are named, or the usual ones of a scenario.

    Levers are named as in a sweep (`market=0.1:0.9`), events by words of their labels. Where neither is named, the
    levers are some of the leader's that no event of the scenario moves, and the events the first of each of some kinds.
    Raises UsageError for too many or too few, and for what cannot be varied.
    """
    chosen = factors_of(levers) if levers else _usual_levers(base)
    wrong = [one.name for one in chosen if one.is_parameter]
    if wrong:
        raise UsageError(f"An emulator is over levers and dated events; {listed(wrong)} is none of these.")
    if stepped := [one.name for one in chosen if one.values]:
        raise UsageError(f"{stepped[0]} is to go through values; an emulator needs a range, such as 0.1:0.9.")
    if len(chosen) > MOST_LEVERS:
        raise UsageError(f"A bank has at most {MOST_LEVERS} levers; {len(chosen)} are named.")
    chosen = tuple(one if one.start else Factor(one.name, one.low, one.high, start=start) for one in chosen)
    if events or levers:
        places = tuple(dict.fromkeys(place for words in events for place in _places(base, words)))
    else:
        places = _usual_events(base, {one.name for one in chosen})
    if len(places) > MOST_EVENTS:
        named = listed([shown(base.events[place].label) for place in places])
        raise UsageError(f"A bank has at most {MOST_EVENTS} dated events; these are {len(places)}: {named}.")
    return Inputs(base, chosen, places)


def check_inputs(inputs: Inputs) -> None:
    """Raise UsageError or ScenarioError where an input cannot be varied, before anything is simulated."""
    count = len(inputs.varied)
    ends = inputs.drawn(np.array([[0.0] * count, [1.0 - 1e-9] * count]))
    Experiment(inputs.base, inputs.varied, ends, 1).check()


def _usual_levers(base: Scenario) -> tuple[Factor, ...]:
    moved = {name for event in base.events for name in (*event.lasting, *event.passing)}
    names = [name for name in USUAL_LEVERS if name not in moved][:USUAL]
    return factors_of(names)


def _usual_events(base: Scenario, held: set[str]) -> tuple[int, ...]:
    """The first event of each kind that moves something which is not held, of kinds that are asked about most."""
    found: dict[str, int] = {}
    for place, event in enumerate(base.events):
        moves = {*event.lasting, *event.passing} - held
        if moves and event.kind != "succession":
            found.setdefault(event.kind, place)
    asked_most = sorted(found, key=lambda kind: USUAL_KINDS.index(kind) if kind in USUAL_KINDS else len(USUAL_KINDS))
    return tuple(sorted(found[kind] for kind in asked_most[:MOST_EVENTS]))


def _places(base: Scenario, words: str) -> list[int]:
    labels = [event.label for event in base.events]
    found = [labels.index(label) for label in labels_with(words, labels, base)]
    idle = [labels[place] for place in found if not base.events[place].is_modelled]
    if idle:
        raise UsageError(f"{shown(idle[0])} changes nothing in {printable(base.name)}: it is a historical reference.")
    return found
