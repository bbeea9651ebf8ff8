"""Explorations as pictures."""

from dataclasses import replace

import pytest

from politburo.ask.explore.answer import Exploration
from politburo.ask.explore.boxes import Found
from politburo.terms.errors import UsageError
from tests.show.drawn import overlaps, texts

pytestmark = pytest.mark.slow


def test_texts_of_the_picture_do_not_cover_one_another(boxed: Exploration):
    refused = replace(boxed, found=Found((), boxed.boxes[0], "The best box is no better than what chance gives."))
    for one in (boxed, refused):
        drawn = texts(one.plot().svg())
        said = " ".join(text.text for text in drawn)
        assert "coverage" in said
        assert "govern.elite_weight" in said
        crossed = [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)]
        assert crossed == []


def test_the_picture_of_no_box_says_why(boxed: Exploration):
    empty = replace(boxed, found=Found((), None, "No parameter is limited significantly."))
    assert "No parameter is limited significantly." in empty.plot().svg()


@pytest.mark.parametrize("name", ["boxes", "limits", "points", "peeling"])
def test_each_part_can_be_plotted_alone(boxed: Exploration, name: str):
    drawn = boxed.plot(name).specification
    assert drawn["vconcat"]
    assert ("hconcat" in str(drawn)) == (name in ("boxes", "points", "peeling"))


def test_a_part_that_there_is_not_is_refused_with_those_that_there_are(boxed: Exploration):
    with pytest.raises(UsageError, match="no figure 'all' in this answer; there are boxes, limits, points, peeling"):
        boxed.plot("all")
