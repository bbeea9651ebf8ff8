"""Every kind of public event has one effect on the levers."""

from datetime import date

import pytest

from politburo.scenario import PublicEvent
from politburo.scenario.effects import EFFECTS, lasting, passing
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.terms.events import PUBLIC_EVENT_NAMES


def event(kind: str, value: float | None = None, months: int | None = None, **levers: float) -> PublicEvent:
    return PublicEvent(date(2000, 1, 1), kind, "label", value, months, tuple(levers.items()))


def test_every_kind_of_public_event_has_an_effect():
    assert tuple(EFFECTS) == PUBLIC_EVENT_NAMES


def test_effects_move_levers_that_exist_to_values_that_they_can_have():
    for effect in EFFECTS.values():
        assert set(effect.touches) <= set(LEVER_DECLARATIONS)
        if effect.sets and effect.default is not None:
            assert LEVER_DECLARATIONS[effect.sets].allows(effect.default)


@pytest.mark.parametrize(
    ("happens", "changes"),
    [
        (event("succession"), {}),
        (event("mark"), {}),
        (event("summit announced", 0.6), {"assurance_expected": 0.6}),
        (event("summit held", 0.3), {"assurance_expected": 0.0, "assurance": 0.3}),
        (event("summit held"), {"assurance_expected": 0.0}),
        (event("summit cancelled"), {"assurance": 0.0, "assurance_expected": 0.0}),
        (event("guarantee given", 0.5), {"assurance_expected": 0.0, "assurance": 0.5}),
        (event("guarantee withdrawn"), {"assurance": 0.0, "assurance_expected": 0.0}),
        (event("sanctions", 0.4), {"sanctions": 0.4}),
        (event("border tightened", 0.7), {"border_control": 0.7}),
        (event("border closed", 0.9), {"border_control": 0.9}),
    ],
)
def test_what_an_event_changes_lasts_until_something_else_changes_it(happens: PublicEvent, changes: dict[str, float]):
    assert lasting(happens) == changes
    assert passing(happens) == {}


@pytest.mark.parametrize(
    ("kind", "lever"), [("campaign", "campaign"), ("congress", "campaign"), ("harvest", "harvest")]
)
def test_campaigns_and_harvests_pass(kind: str, lever: str):
    assert passing(event(kind, 0.9, 3)) == {lever: 0.9}
    assert lasting(event(kind, 0.9, 3)) == {}


def test_a_recall_home_passes():
    assert passing(event("recall home", 0.5)) == {"recall": 0.5}


def test_levers_besides_last_unless_the_event_has_months():
    assert lasting(event("mark", surveillance=0.8)) == {"surveillance": 0.8}
    assert passing(event("mark", months=3, surveillance=0.8)) == {"surveillance": 0.8}
    assert lasting(event("mark", months=3, surveillance=0.8)) == {}
    assert passing(event("campaign", 0.9, 3, warning=0.1)) == {"campaign": 0.9, "warning": 0.1}
    assert lasting(event("recall home", 0.5, warning=0.1)) == {"warning": 0.1}
