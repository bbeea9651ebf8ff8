"""Every kind of public event has one effect on the levers."""

from dataclasses import replace
from datetime import date

import pytest

from politburo.scenario import PublicEvent
from politburo.scenario.events import EFFECTS, orders
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.terms.events import PUBLIC_EVENT_NAMES, Order


def event(kind: str, value: float | None = None, months: int | None = None, **levers: float) -> PublicEvent:
    return PublicEvent(date(2000, 1, 1), kind, "label", value, months, tuple(levers.items()))


def test_every_kind_of_public_event_has_an_effect():
    assert tuple(EFFECTS) == PUBLIC_EVENT_NAMES


def test_effects_move_levers_that_exist_to_values_that_they_can_have():
    for effect in EFFECTS.values():
        assert set(effect.touches) <= set(LEVER_DECLARATIONS)
        if effect.sets and effect.default is not None:
            assert LEVER_DECLARATIONS[effect.sets].allows(effect.default)
        if effect.sets and effect.rest:
            assert (LEVER_DECLARATIONS[effect.sets].low, LEVER_DECLARATIONS[effect.sets].high) == (0, 1)


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
        (event("posts abroad withdrawn", 0.25), {"posts_abroad": 0.75}),
        (event("posts abroad withdrawn", 0.0), {"posts_abroad": 1.0}),
        (event("posts abroad opened", 0.9), {"posts_abroad": 0.9}),
        (event("ally lost", 1.4), {"assurance": 0.0, "assurance_expected": 0.0, "external_threat": 1.4}),
        (event("purge ordered", 0.5), {}),
    ],
)
def test_what_an_event_changes_lasts_until_something_else_changes_it(happens: PublicEvent, changes: dict[str, float]):
    assert happens.lasting == changes
    assert happens.passing == {}


@pytest.mark.parametrize(
    ("kind", "lever"),
    [("campaign", "campaign"), ("congress", "campaign"), ("harvest", "harvest"), ("war alarm", "external_threat")],
)
def test_campaigns_harvests_and_alarms_pass(kind: str, lever: str):
    assert event(kind, 0.9, 3).passing == {lever: 0.9}
    assert event(kind, 0.9, 3).lasting == {}


@pytest.mark.parametrize(
    ("kind", "lever"),
    [("recall home", "recall"), ("power lost", "power_lost"), ("power gained", "power_gained"),
     ("news from outside", "news_from_outside")],
)  # fmt: skip
def test_what_happens_at_once_passes_with_its_month(kind: str, lever: str):
    assert event(kind, 0.5).passing == {lever: 0.5}
    assert event(kind, 0.5).lasting == {}


def test_purges_are_ordered_for_the_month_in_which_their_events_act():
    first, second = (
        PublicEvent(date(2000, 1, day), "purge ordered", "x", share, None, (), Order(share))
        for day, share in ((10, 0.3), (20, 0.5))
    )
    start = 2000 * 12
    assert orders((first, second, event("mark")), range(start, start + 9)) == (
        (start, Order(0.3)),
        (start + 1, Order(0.5)),
    )
    assert orders((first, second), range(start, start + 1)) == ((start, Order(0.3)),)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(0.3), "purge of 0.3 (any cadre)"),
        (Order(1.0, rank="county", form="removal"), "purge of 1 (rank county; removal)"),
        (Order(0.5, organ="trade", province="Plain"), "purge of 0.5 (organ trade, province Plain)"),
        (
            Order(0.5, generation="predecessor", age_from=60.0),
            "purge of 0.5 (appointed by the predecessor, from 60 years old)",
        ),
        (Order(0.5, age_to=40.0), "purge of 0.5 (up to 40 years old)"),
        (Order(0.5, age_from=40.0, age_to=50.0), "purge of 0.5 (40 to 50 years old)"),
    ],
)
def test_an_order_is_told_in_short(order: Order, said: str):
    ordered = PublicEvent(date(2003, 6, 20), "purge ordered", "x", order.share, None, (), order)
    assert ordered.changes == f"{said} from 2003-07"
    assert ordered.is_modelled


def test_levers_besides_last_unless_the_event_has_months():
    assert event("mark", surveillance=0.8).lasting == {"surveillance": 0.8}
    assert event("mark", months=3, surveillance=0.8).passing == {"surveillance": 0.8}
    assert event("mark", months=3, surveillance=0.8).lasting == {}
    assert event("campaign", 0.9, 3, warning=0.1).passing == {"campaign": 0.9, "warning": 0.1}
    assert event("recall home", 0.5, warning=0.1).lasting == {"warning": 0.1}


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (PublicEvent(date(2003, 6, 1), "border tightened", "x", 0.65, None), "border_control 0.65"),
        (PublicEvent(date(2003, 6, 16), "border tightened", "x", 0.65, None), "border_control 0.65 from 2003-07"),
        (PublicEvent(date(2003, 6, 1), "campaign", "x", 0.7, 6), "campaign 0.7 for 6 months"),
        (PublicEvent(date(2003, 6, 1), "campaign", "x", 0.7, 1), "campaign 0.7 for a month"),
        (PublicEvent(date(2003, 6, 1), "recall home", "x", 0.5, None), "recall 0.5 for a month"),
        (PublicEvent(date(2003, 6, 1), "summit held", "x", 0.3, None), "assurance_expected 0, assurance 0.3"),
        (PublicEvent(date(2003, 6, 1), "mark", "x", None, None, (("rents", 0.5),)), "rents 0.5"),
        (PublicEvent(date(2003, 6, 1), "mark", "x", None, 2, (("rents", 0.5),)), "rents 0.5 for 2 months"),
        (PublicEvent(date(2003, 12, 20), "succession", "x", None, None), "a successor rules from 2004-01"),
        (PublicEvent(date(2003, 6, 20), "mark", "x", None, None), "historical reference, not modelled"),
    ],
)
def test_what_an_event_changes_is_told_with_how_long_and_from_when(event: PublicEvent, said: str):
    assert event.changes == said


def test_an_event_that_changes_nothing_is_a_historical_reference():
    assert not event("mark").is_modelled
    assert event("mark", surveillance=0.8).is_modelled
    assert event("succession").is_modelled
    assert event("summit held").is_modelled  # nothing is expected any more


def test_marks_alone_are_historical_references():
    for kind, effect in EFFECTS.items():
        happens = event(kind, 0.5 if effect.sets else None, 2 if effect.lasts == "months" else None)
        happens = replace(happens, order=Order(0.5)) if effect.orders else happens
        assert happens.is_modelled == (kind != "mark")
