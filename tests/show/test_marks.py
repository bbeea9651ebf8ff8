"""Names of lines: apart from one another, beside a panel or above it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.show import look
from politburo.show.look import Layout
from politburo.show.marks import NAME_ROW, apart, lines_of_text, named_above, named_beside

NARROW = Layout("narrow")


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5).map(sorted))
def test_names_in_the_margin_keep_their_order_and_distance(wished: list[float]):
    places = apart(wished, 16, 100)
    assert all(lower - upper >= 16 - 1e-6 for upper, lower in pairwise(places))
    assert places[-1] <= 100
    assert places[0] >= 0


def test_names_that_have_room_stand_where_they_belong():
    assert apart([10.0, 50.0, 90.0], 16, 100) == [10, 50, 90]


def test_names_beside_a_panel_stand_in_its_margin():
    layers = named_beside([("fear", "#000000", 50.0)], 100, Layout())
    assert layers[0]["encoding"]["x"]["value"] > Layout().width


@given(st.lists(st.text("abc xyz", min_size=1, max_size=20), min_size=1, max_size=8))
def test_names_above_a_panel_neither_touch_nor_reach_beyond_it(names: list[str]):
    layers = named_above([(name, "#000000", 0.0) for name in names], NARROW)
    boxes = []
    for layer in layers:
        (row,), at = layer["data"]["values"], layer["encoding"]
        x = at["x"]["value"]
        boxes.append((at["y"]["value"], x, x + look.text_width(row["name"], look.TEXT)))
    assert all(right <= NARROW.width for _, _, right in boxes)
    for (upper, _, right), (lower, left, _) in pairwise(boxes):
        assert lower - upper >= NAME_ROW or left > right


def test_the_name_of_an_area_is_ink_behind_a_square_of_its_colour():
    square, text = named_above([("serve", "#8796A5", 0.0)], NARROW, areas=True)[0]["layer"]
    assert square["mark"]["color"] == "#8796A5"
    assert text["mark"]["color"] == look.INK


@pytest.mark.parametrize("layout", [Layout(), NARROW])
def test_small_print_is_cut_to_the_room_there_is(layout: Layout):
    (row,) = lines_of_text(["word " * 200], layout)["layer"][0]["data"]["values"]
    assert look.text_width(row["text"], look.SMALL) <= layout.room
    assert row["text"].endswith("…")
