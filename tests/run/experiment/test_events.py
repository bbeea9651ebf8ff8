"""A dated event as a factor: it is there or left out, whatever else is varied."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.run.experiment import EVENT, Experiment, Varied
from politburo.scenario import load
from politburo.terms.errors import UsageError

BASE = load("example")
FLOODS = next(at for at, event in enumerate(BASE.events) if event.label == "floods")


def experiment(*points: tuple[float, ...], name: str = f"{EVENT}{FLOODS}") -> Experiment:
    return Experiment(BASE, (Varied("campaign"), Varied(name)), np.array(points), 1)


def test_it_is_left_out_at_0_and_there_at_1():
    asked = experiment((0.2, 0.0), (0.2, 1.0))
    without, there = (asked.scenario_at(point) for point in asked.points)
    assert {event.label for event in there.events} - {event.label for event in without.events} == {"floods"}
    month = (2004 - 2000) * 12 + 9
    assert (without.levers[month].harvest, there.levers[month].harvest) == (1.0, pytest.approx(0.8))
    assert without.levers[month].campaign == there.levers[month].campaign == pytest.approx(0.2)


def test_another_value_than_these_is_refused():
    with pytest.raises(UsageError, match=r"there \(1\) or left out \(0\)"):
        experiment((0.2, 0.5)).check()


@pytest.mark.parametrize("name", ["event:99", "event:-1", "event:x", "event:", "event:٣"])
def test_an_event_that_is_not_there_is_refused(name: str):
    with pytest.raises(UsageError, match="names no event"):
        experiment((0.2, 0.0), name=name).check()


def test_an_event_whose_levers_are_held_is_refused():
    asked = Experiment(BASE, (Varied("harvest"), Varied(f"{EVENT}{FLOODS}")), np.array([[1.0, 0.0]]), 1)
    with pytest.raises(UsageError, match="would change nothing"):
        asked.check()
