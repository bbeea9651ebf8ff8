"""The small picture of an effect: zero, what was asked for, the interval and the dot, each in its place."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from politburo.ask.claims.deciding import Finding
from politburo.show.claims.drawing import HEIGHT, WIDTH, picture

from .made import FAILS, HOLDS, HOSTILE, IDENTITY, NONE, NULL, SMALL, TOLD

ALL = [HOLDS, FAILS, NULL, SMALL, TOLD, IDENTITY]


def drawn(finding: Finding) -> ElementTree.Element:
    return ElementTree.fromstring(picture(finding))


def place(svg: ElementTree.Element, kind: str) -> list[float]:
    return sorted(float(line.get("x1", "nan")) for line in svg.iter("line") if line.get("class", "").split()[0] == kind)


def dot(svg: ElementTree.Element) -> float:
    return float(svg.find("circle").get("cx"))  # pyright: ignore[reportOptionalMemberAccess, reportArgumentType]


def labels(svg: ElementTree.Element) -> list[str | None]:
    return [text.text for text in svg.iter("text")]


def test_an_effect_above_what_was_asked_lies_beyond_its_mark_and_its_whole_interval_beyond_zero():
    svg = drawn(HOLDS)
    assert place(svg, "zero")[0] < place(svg, "asked")[0] < place(svg, "reach")[0] < dot(svg)


def test_a_fall_that_was_asked_for_is_marked_below_zero():
    asked = replace(HOLDS.test, expect="down")
    svg = drawn(replace(HOLDS, test=asked, effect=-0.07, low=-0.08, high=-0.06))
    assert dot(svg) < place(svg, "asked")[0] < place(svg, "zero")[0]


def test_a_margin_is_a_band_around_zero():
    svg = drawn(NULL)
    low, high = place(svg, "asked")
    assert low < place(svg, "zero")[0] < high
    assert low < dot(svg) < high
    assert svg.find("rect") is not None


def test_where_nothing_was_asked_only_zero_is_marked():
    assert place(drawn(TOLD), "asked") == []
    assert place(drawn(SMALL), "asked") == []  # any fall was enough


def test_what_is_counted_is_drawn_in_percent():
    assert labels(drawn(FAILS)) == ["+30 %", "0"]


def test_there_is_no_picture_of_what_was_not_measured():
    assert picture(NONE) == ""


@pytest.mark.parametrize("finding", ALL)
def test_everything_lies_within_the_picture(finding: Finding):
    svg = drawn(finding)
    for element in svg.iter():
        for key, most in (("x1", WIDTH), ("x2", WIDTH), ("cx", WIDTH), ("x", WIDTH), ("y1", HEIGHT), ("y", HEIGHT)):
            assert 0 <= float(element.get(key, 0)) <= most


def test_an_effect_of_exactly_nothing_can_be_drawn():
    svg = drawn(replace(TOLD, effect=0.0, low=0.0, high=0.0))
    assert dot(svg) == pytest.approx(place(svg, "zero")[0])


def test_words_of_a_claim_stay_words():
    odd = replace(NULL, verdict=HOSTILE)  # pyright: ignore[reportArgumentType]
    assert HOSTILE in str(drawn(odd).get("aria-label"))
