"""The picture of an effect: zero, what was asked for, the interval and the dot, each in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from politburo.ask.claims.finding import Finding
from politburo.show import rendering
from politburo.show.claims import COLOURS, effect, effects, svg_of
from tests.ask.claims.boards import FAILS, HOLDS, HOSTILE, IDENTITY, NONE, NULL, SMALL, TOLD, board

from . import drawn

ALL = [HOLDS, FAILS, NULL, SMALL, TOLD, IDENTITY]


def rows(finding: Finding, kind: str, colour: str | None = None) -> list[dict[str, Any]]:
    """The data behind the marks of a kind, of one colour where it is said."""
    found = []
    for layer in effect(finding)["layer"]:
        mark = layer["layer"][0]["mark"]
        if mark["type"] == kind and colour in (None, mark["color"]):
            found += layer["data"]["values"]
    return found


def asked(finding: Finding) -> list[float]:
    return [row["at"] for row in rows(finding, "rule", COLOURS["ink"])]


def dot(finding: Finding) -> float:
    return rows(finding, "point")[0]["at"]


def labels(finding: Finding) -> list[str]:
    return [row["text"] for row in rows(finding, "text")]


def test_an_effect_above_what_was_asked_lies_beyond_its_mark_and_its_whole_interval_beyond_zero():
    (reach,) = rows(HOLDS, "rule", COLOURS["good"])
    assert 0 < asked(HOLDS)[0] < reach["low"] < dot(HOLDS) < reach["high"]


def test_a_fall_that_was_asked_for_is_marked_below_zero():
    fall = replace(HOLDS, test=replace(HOLDS.test, expect="down"), effect=-0.07, low=-0.08, high=-0.06)
    assert dot(fall) < asked(fall)[0] < 0


def test_a_margin_is_a_band_around_zero():
    low, high = asked(NULL)
    assert low < dot(NULL) < high
    assert rows(NULL, "rect") == [{"low": low, "high": high}]


def test_where_nothing_was_asked_only_zero_is_marked():
    assert asked(TOLD) == []
    assert asked(SMALL) == []  # any fall was enough


def test_what_is_counted_is_drawn_in_percent():
    assert labels(FAILS) == ["+30 %", "0"]


def test_there_is_no_picture_of_what_was_not_measured():
    assert svg_of(NONE) == ""


@pytest.mark.parametrize("finding", ALL)
def test_everything_lies_within_the_picture_and_labels_apart(finding: Finding):
    picture = svg_of(finding)
    width, texts = float(ElementTree.fromstring(picture).attrib["width"]), drawn.texts(picture)
    assert width == 240
    assert drawn.overlaps(texts) == []
    assert all(text.left >= 0 and text.right <= width for text in texts)


def test_an_effect_of_exactly_nothing_can_be_drawn():
    assert dot(replace(TOLD, effect=0.0, low=0.0, high=0.0)) == 0
    assert svg_of(replace(TOLD, effect=0.0, low=0.0, high=0.0))


def test_words_of_a_claim_stay_words():
    odd = replace(NULL, verdict=HOSTILE)  # pyright: ignore[reportArgumentType]
    svg = ElementTree.fromstring(svg_of(odd))
    assert HOSTILE in str(svg.get("aria-label"))
    assert svg.get("class") == "effect"


def test_in_a_page_colours_are_those_of_its_style():
    assert 'stroke="var(--good)"' in svg_of(HOLDS)
    assert "#" not in svg_of(HOLDS)


def test_a_board_is_drawn_by_the_test_that_decides_each_claim():
    spec = effects(board())
    assert len(spec["vconcat"]) == len(board().decided) + 1
    said = " ".join(text.text for text in drawn.texts(rendering.svg(spec)))
    assert "simulated, not observed" in said
    assert "95 % intervals over pairs of runs" in said
    assert all(one.claim.id in said for one in board().decided)


def test_the_tests_of_a_claim_are_drawn_with_their_effects_and_verdicts():
    alone = replace(board(), decided=board().decided[:1])
    said = " ".join(text.text for text in drawn.texts(rendering.svg(effects(alone))))
    assert "0.070 → 0.14" in said
    assert "holds" in said
