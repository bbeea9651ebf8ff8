"""What is taken from each run of a survey is what the fit would take, however many leave."""

import numpy as np

from politburo.ask.survey.measured import followed
from politburo.terms.events import EVENT_NAMES

DEPARTURE, FLIGHT = EVENT_NAMES.index("departure"), EVENT_NAMES.index("flight")
EVENTS = {
    "kind": np.array([DEPARTURE, FLIGHT, DEPARTURE, DEPARTURE], np.uint8),
    "persons": np.array([5, 1, 90, 25], np.int32),
    "weight": np.array([1, 3, 1, 1], np.float32),
}


def test_few_who_leave_are_followed_one_by_one():
    assert followed(EVENTS, most=120) is EVENTS
    assert followed({name: column[1:2] for name, column in EVENTS.items()}, most=1)["persons"].tolist() == [1]


def test_of_many_who_leave_one_stands_for_several_and_nobody_else_does():
    found = followed(EVENTS, most=30)
    assert found["persons"].tolist() == [1, 1, 22, 7]
    assert found["weight"].tolist() == [4, 3, 4, 4]
    left = EVENTS["kind"] == DEPARTURE
    assert (found["persons"] * found["weight"])[left].sum() == EVENTS["persons"][left].sum()
    assert EVENTS["persons"].tolist() == [5, 1, 90, 25]  # what was given is left alone
