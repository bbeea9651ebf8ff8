"""Every kind of public event has one effect on the levers."""

from politburo.scenario.effects import EFFECTS
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.levers import Levers


def test_every_kind_of_public_event_has_an_effect():
    assert tuple(EFFECTS) == PUBLIC_EVENT_NAMES


def test_effects_move_levers_that_exist():
    for effect in EFFECTS.values():
        for lever in (*effect.clears, *([effect.sets] if effect.sets else [])):
            assert hasattr(Levers(), lever)
