"""Figures on the page: nothing is lost by writing rows once, and what can be changed has an input of its own."""

from typing import Any

import pytest

from politburo.show.look import Layout
from politburo.show.page.drawings import drawing, share
from politburo.show.run import FIGURES
from politburo.show.run.provinces import CHOICES

from ..imagined import plausible

ROWS = [{"x": place} for place in range(20)]


def restored(part: Any, shared: list[Any]) -> Any:
    """A specification with its rows put back, as the page's script does."""
    if isinstance(part, dict):
        if "shared" in part:
            return shared[part["shared"]]
        return {key: restored(value, shared) for key, value in part.items()}
    return [restored(entry, shared) for entry in part] if isinstance(part, list) else part


def test_rows_that_occur_twice_are_written_once_and_come_back():
    parts = [{"data": {"values": ROWS}}, {"a": [{"data": {"values": ROWS}}], "b": ROWS[:12]}]
    shortened, shared = share(parts)
    assert shared == [ROWS]
    assert shortened[1]["b"] == ROWS[:12]
    assert restored(shortened, shared) == parts


@pytest.mark.parametrize("name", ["fear", "provinces"])
def test_a_figure_comes_back_as_it_was_but_for_the_inputs_of_vega(results, name: str):
    held = drawing(results, FIGURES[name]).data
    for layout in ("wide", "narrow"):
        whole = FIGURES[name].specification(results, Layout(layout))
        for entry in whole.get("params", ()):
            entry.pop("bind", None)
        assert restored(held[layout], held["shared"]) == whole


def test_a_figure_played_over_months_has_a_range_with_their_names(results):
    shown = drawing(results, FIGURES["apparatus"])
    (months,) = shown.controls
    assert (months.name, months.low, months.high, months.options) == ("month", 0, 59, ())
    names = shown.data["controls"]["month"]["names"]
    assert (names[0], names[-1], len(names)) == ("January 2000", "December 2004", 60)
    assert 0 <= months.value <= 59


def test_a_choice_of_measures_is_a_list_with_titles(results):
    (choice,) = (control for control in drawing(results, FIGURES["provinces"]).controls if control.options)
    assert tuple((option.value, option.label) for option in choice.options) == CHOICES
    assert choice.value in {option.value for option in choice.options}


def test_the_words_do_not_repeat_the_title(results):
    shown = drawing(results, FIGURES["fear"])
    assert not shown.words.startswith(shown.title)
    assert shown.words[0].isupper()


def test_a_figure_takes_no_more_room_for_more_runs():
    few, many = (len(str(drawing(plausible(runs=runs), FIGURES["purges"]).data)) for runs in (3, 60))
    assert many < 1.2 * few
