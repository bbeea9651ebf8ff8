"""What the scenarios of the library say."""

import re
from dataclasses import asdict
from datetime import date
from importlib.resources import files

import pytest

from politburo.scenario import load, month_number, scenario_names
from politburo.scenario.schema import LONGEST_LABEL
from politburo.terms.leaders import CHOOSABLE

KOREA = load("north-korea")


def levers(month: str):
    return KOREA.levers_at(month_number(month))


def test_north_korea_runs_from_2008_to_2019():
    assert (KOREA.start, KOREA.end) == (month_number("2008-01"), month_number("2019-12"))
    assert (KOREA.runs, KOREA.seed, KOREA.scale) == (20, 1, 1.0)


def test_the_successor_rules_from_january_2012():
    takes_over = month_number("2012-01")
    assert KOREA.successions == (takes_over,)
    assert set(KOREA.logics[: takes_over - KOREA.start]) == {"scripted"}
    assert set(KOREA.logics[takes_over - KOREA.start :]) == {"strategic"}
    assert KOREA.chooses == CHOOSABLE


def test_an_assurance_is_expected_in_spring_2018_given_in_june_and_lost_after_hanoi():
    assert levers("2018-02").assurance_expected == 0
    assert 0 < levers("2018-03").assurance_expected == levers("2018-05").assurance_expected
    assert levers("2018-06").assurance > 0 == levers("2018-06").assurance_expected
    assert levers("2019-02").assurance > 0 == levers("2019-03").assurance


def test_cadres_are_recalled_in_december_2013_alone():
    recalled = [month for month in range(KOREA.start, KOREA.end + 1) if KOREA.levers_at(month).recall > 0]
    assert recalled == [month_number("2013-12")]


def test_border_and_sanctions_only_tighten():
    for name in ("border_control", "sanctions", "neighbour_lead"):
        course = [getattr(entry, name) for entry in KOREA.levers]
        assert course == sorted(course), name
        assert course[-1] > course[0], name


def test_markets_are_the_official_count_relative_to_its_highest():
    counts = [entry for entry in KOREA.evidence.table("livelihoods") if entry.series == "official_markets_count"]
    highest = max(entry.value for entry in counts)
    for entry in (count for count in counts if count.end <= date(2019, 12, 31)):
        spread = levers(f"{entry.end:%Y-%m}").markets
        if entry.start == entry.end:
            assert spread == pytest.approx(entry.value / highest, abs=0.01), entry
        else:
            assert spread == pytest.approx(entry.value / highest, abs=0.02), entry


DATED_ELSEWHERE = {date(2009, 6, 12), date(2015, 7, 1)}
"""Days that no table dates: from general knowledge, or the month of a report. The file says so."""


def test_the_events_of_north_korea_are_those_of_the_public_record():
    dated = {entry.start for table in ("timeline", "border") for entry in KOREA.evidence.table(table)}
    assert {event.day for event in KOREA.events} - dated <= DATED_ELSEWHERE


def test_every_number_of_north_korea_says_where_it_comes_from():
    text = (files("politburo.scenario") / "library" / "north-korea.toml").read_text(encoding="utf-8")
    values = [line for line in text.splitlines() if line.startswith("value = ")]
    assert len(values) == sum(event.value is not None for event in KOREA.events)
    assert all(" # " in line for line in values)


WHAT_IFS = {
    "no-summit": {"assurance", "assurance_expected"},
    "guarantee-2013": {"assurance", "assurance_expected"},
    "markets-suppressed": {"market_tolerance", "markets"},
    "border-open": {"border_control"},
    "predecessor-continues": {"surveillance", "campaign"},
}
"""The levers in which each what-if differs from North Korea."""


@pytest.mark.parametrize("name", WHAT_IFS)
def test_a_what_if_differs_from_north_korea_in_what_it_is_about_alone(name):
    asked = load(name)
    unlike = {
        lever
        for ours, theirs in zip(asked.levers, KOREA.levers, strict=True)
        for lever, value in asdict(ours).items()
        if value != asdict(theirs)[lever]
    }
    assert unlike == WHAT_IFS[name]
    assert (asked.start, asked.end, asked.seed, asked.runs) == (KOREA.start, KOREA.end, KOREA.seed, KOREA.runs)
    assert (asked.parameters, asked.off) == (KOREA.parameters, KOREA.off)
    assert asked.title != KOREA.title
    assert asked.description != KOREA.description


def test_what_ifs_do_what_they_are_called():
    def course(name: str, lever: str) -> list[float]:
        return [getattr(entry, lever) for entry in load(name).levers]

    given = month_number("2013-01") - KOREA.start
    assert not any(course("no-summit", "assurance") + course("no-summit", "assurance_expected"))
    assert course("guarantee-2013", "assurance") == [0.0] * given + [0.6] * (144 - given)
    assert max(course("markets-suppressed", "market_tolerance")[48:]) < min(course("north-korea", "market_tolerance"))
    assert load("markets-suppressed").chooses == ("purge_intensity",)
    assert set(course("border-open", "border_control")) == {0.35}
    continued = load("predecessor-continues")
    assert set(continued.logics) == {"scripted"}
    assert continued.successions == ()


@pytest.mark.parametrize("name", WHAT_IFS)
def test_a_what_if_says_which_of_its_numbers_are_assumed(name):
    text = (files("politburo.scenario") / "library" / f"{name}.toml").read_text(encoding="utf-8")
    numbers = [line for line in text.splitlines() if re.search(r"value = [\d.]+|^\w+ = [\d.]+", line)]
    assert all("assumed" in line or "as in north-korea" in line for line in numbers)


@pytest.mark.slow
@pytest.mark.parametrize("name", WHAT_IFS)
def test_a_what_if_can_be_simulated(name, tmp_path):
    from politburo.ask.run import run

    results = run(name, runs=1, scale=0.001, until="2013-03", out=tmp_path / "results")
    assert results.status == "finished"
    assert results.scenario.parent == load(name).parent


@pytest.mark.parametrize("name", scenario_names())
def test_labels_fit_a_chart_and_are_not_said_twice(name):
    labels = [event.label for event in load(name).events]
    assert all(len(label) <= LONGEST_LABEL for label in labels)
    assert len(labels) == len(set(labels))


def test_the_example_shows_a_succession_a_cancelled_summit_and_a_campaign():
    example = load("example")
    assert example.country == "example"
    assert example.runs == 8
    assert example.successions == (month_number("2002-01"),)
    kinds = {event.kind for event in example.events}
    assert {"succession", "summit announced", "summit cancelled", "campaign"} <= kinds
