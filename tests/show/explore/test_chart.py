"""Explorations as pictures."""

from dataclasses import replace

import pytest

from politburo.ask.explore.answer import Exploration
from politburo.ask.explore.boxes import Found
from politburo.terms.errors import UsageError
from tests.ask.explore.made_up import QUICK, corner, made_up, quick
from tests.show.drawn import overlaps, texts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Exploration:
    results = made_up(tmp_path_factory.mktemp("made") / "up", corner, points=150)
    return quick(results, "regime_falls > 0.4 and departures > 0.5x", replace(QUICK, boxes=1))


def test_texts_of_the_picture_do_not_cover_one_another(found: Exploration):
    refused = replace(found, found=Found((), found.boxes[0], "The best box is no better than what chance gives."))
    for one in (found, refused):
        drawn = texts(one.plot().svg())
        said = " ".join(text.text for text in drawn)
        assert "coverage" in said
        assert "govern.elite_weight" in said
        crossed = [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)]
        assert crossed == []


def test_the_picture_of_no_box_says_why(found: Exploration):
    empty = replace(found, found=Found((), None, "No parameter is limited significantly."))
    assert "No parameter is limited significantly." in empty.plot().svg()


@pytest.mark.parametrize("name", ["boxes", "limits", "points", "peeling"])
def test_each_part_can_be_plotted_alone(found: Exploration, name: str):
    drawn = found.plot(name).specification
    assert drawn["vconcat"]
    assert ("hconcat" in str(drawn)) == (name in ("boxes", "points", "peeling"))


def test_a_part_that_there_is_not_is_refused_with_those_that_there_are(found: Exploration):
    with pytest.raises(UsageError, match="no figure 'all' in this answer; there are boxes, limits, points, peeling"):
        found.plot("all")
