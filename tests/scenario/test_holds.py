"""A file says from when on the leader no longer chooses a lever."""

from pathlib import Path

import pytest

from politburo.scenario import Scenario, load, month_number, parse, to_toml, with_levers
from politburo.scenario.overview import Chosen, differences, lever_courses
from politburo.terms.errors import ScenarioError

HEAD = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2002-12"\n[leader]\nlogic = "strategic"\n'
HELD = 'holds = { market_tolerance = "2001-05" }\n'
FIRST = month_number("2001-05")


def said(text: str) -> Scenario:
    return parse(HEAD + text, "x.toml")


def test_he_chooses_before_that_month_and_not_from_it_on():
    scenario = said(HELD)
    assert scenario.holds == (("market_tolerance", FIRST),)
    assert "market_tolerance" in scenario.chooses_at(FIRST - 1)
    assert "market_tolerance" not in scenario.chooses_at(FIRST)
    assert said("").chooses_at(FIRST) == said("").chooses
    assert scenario.digest() != said("").digest()


def test_what_he_never_chooses_needs_no_month():
    never = said('holds = { market_tolerance = "2000-01" }\n')
    assert "market_tolerance" not in never.chooses
    assert never.holds == ()
    other = said('chooses = ["purge_intensity"]\n' + HELD)
    assert other.holds == ()
    assert other.digest() == said('chooses = ["purge_intensity"]\n').digest()


def test_it_survives_writing_and_reading():
    assert parse(to_toml(said(HELD)), "x.toml") == said(HELD)
    example = with_levers(load("example"), start="2005-01", purge_intensity=0.3)
    assert parse(to_toml(example), "x.toml") == example


def test_the_course_of_a_lever_tells_until_when_he_chooses():
    (course,) = (course for course in lever_courses(said(HELD)) if course.name == "market_tolerance")
    chosen, given = course.in_force
    assert (chosen.first, chosen.last, chosen.value) == (month_number("2000-01"), FIRST - 1, Chosen("strategic"))
    assert given.first == FIRST


def test_it_is_told_as_a_difference():
    assert [(found.where, found.change) for found in differences(said(""), said(HELD))] == [
        ("leader.chooses", "2001-05 to 2002-12: purge_intensity, market_tolerance → purge_intensity"),
        ("levers.market_tolerance", "2001-05 to 2002-12: chosen by the leader (strategic) → 0.5"),
    ]


def test_a_file_that_extends_takes_it_over_as_far_as_its_months_reach(tmp_path: Path):
    (tmp_path / "base.toml").write_text(HEAD + HELD)
    for name, months, holds, chooses in (
        ("earlier", 'end = "2001-01"\n', (), True),
        ("later", 'start = "2002-01"\n', (), False),
        ("same", "", (("market_tolerance", FIRST),), True),
    ):
        (tmp_path / f"{name}.toml").write_text('extends = "base.toml"\n' + months)
        child = load(tmp_path / f"{name}.toml")
        assert (child.holds, "market_tolerance" in child.chooses) == (holds, chooses), name


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            'holds = { market_tolerance = "2003-01" }\n',
            "line 7: leader.holds.market_tolerance: 2003-01 lies outside the scenario, which runs from 2000-01 to "
            "2002-12",
        ),
        ("holds = { market_tolerance = 2001 }\n", "leader.holds.market_tolerance: 2001 is not a month; write it in"),
        (
            'holds = { market_tolerence = "2001-01" }\n',
            "leader.holds has no key 'market_tolerence'; did you mean 'market_tolerance'?",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text: str, sentence: str):
    with pytest.raises(ScenarioError) as caught:
        said(text)
    assert sentence in str(caught.value)
