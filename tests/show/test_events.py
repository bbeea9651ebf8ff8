"""Dated events: no label covers another, or the line that falls from another; where regimes fell is marked."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.show.axes import TimeAxis
from politburo.show.events import IMPORTANCE, Events, placed
from politburo.show.look import SMALL
from politburo.terms.events import PUBLIC_EVENT_NAMES

ROOM, ROWS = 900, 6
TIME = TimeAxis(2012 * 12, 2013 * 12 + 11)
EVENTS = st.lists(st.tuples(st.floats(0, 800), st.text(max_size=40), st.sampled_from(PUBLIC_EVENT_NAMES)), max_size=25)


@pytest.mark.slow
@given(EVENTS)
def test_labels_never_overlap(events: list[tuple[float, str, str]]):
    for one, other in combinations(placed(events, size=SMALL, room=ROOM, rows=ROWS), 2):
        assert one.row != other.row or one.right <= other.x or other.right <= one.x


@given(EVENTS)
def test_no_line_falls_through_a_label(events: list[tuple[float, str, str]]):
    for line in (labels := placed(events, size=SMALL, room=ROOM, rows=ROWS)):
        for label in labels:
            assert label.row <= line.row or not label.x < line.x < label.right


@given(EVENTS)
def test_labels_stay_within_their_rows_and_the_picture(events: list[tuple[float, str, str]]):
    for label in placed(events, size=SMALL, room=ROOM, rows=ROWS):
        assert 0 <= label.row < ROWS
        assert label.right <= ROOM + 4


def test_a_succession_is_named_whatever_crowds_around_it():
    crowd = [(400.0 + at, f"UN resolution {at}", "sanctions") for at in range(50)]
    shown = placed([*crowd, (420.0, "the leader dies", "succession")], size=SMALL, room=ROOM, rows=ROWS)
    assert "the leader dies" in [label.text for label in shown]
    assert len(shown) == ROWS


def test_what_matters_less_is_dropped_first():
    kinds = [*PUBLIC_EVENT_NAMES, *PUBLIC_EVENT_NAMES]
    shown = placed([(100.0 + at, kind, kind) for at, kind in enumerate(kinds)], size=SMALL, room=ROOM, rows=ROWS)
    assert {label.kind for label in shown} == set(IMPORTANCE[: ROWS // 2])


def test_every_kind_of_event_has_its_place_in_the_order():
    assert sorted(IMPORTANCE) == sorted(PUBLIC_EVENT_NAMES)


def test_labels_come_from_left_to_right_and_far_ones_share_a_row():
    shown = placed([(500.0, "later", "mark"), (0.0, "earlier", "mark")], size=SMALL, room=ROOM, rows=ROWS)
    assert [(label.text, label.row) for label in shown] == [("earlier", 0), ("later", 0)]


@given(EVENTS, st.integers(1, 12))
def test_numbers_stand_in_order_and_no_more_than_asked_for(events: list[tuple[float, str, str]], most: int):
    shown = placed(events, size=SMALL, room=ROOM, rows=ROWS, most=most)
    assert [label.mark for label in shown] == [str(number) for number in range(1, len(shown) + 1)]
    assert len(shown) <= most
    assert {label.text for label in shown} <= {text for _, text, _ in events}


def rows(panel: dict, field: str) -> list[list[dict]]:
    """The data of the layers that have a field."""
    data = [layer["data"]["values"] for layer in panel["layer"]]
    return [values for values in data if values and field in values[0]]


def test_the_end_of_a_regime_is_marked_below_the_events():
    strip = Events(TIME, [], ends=[(2013.0, "January 2013")]).strip()
    ((cross,),) = rows(strip, "when")
    assert cross == {"x": TIME.pixel(2013), "when": "January 2013"}
    assert rows(strip, "name") == [[{"name": "the regime falls"}]]


def test_without_ends_nothing_says_that_a_regime_falls():
    assert rows(Events(TIME, []).strip(), "name") == []
