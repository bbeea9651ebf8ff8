"""Public figures are cited where they are used: none for a country that is made up."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from politburo.country import plan_of
from politburo.evidence import TABLES, figures
from politburo.scenario import Scenario, load
from politburo.show.cite.sources import LEVER_SERIES, PARAMETER_SERIES, all_sources, sources_used

from .made import made


def uses(scenario: Scenario) -> set[tuple[str, str]]:
    return {use for found in sources_used(scenario).values() for use in found}


def kinds(scenario: Scenario) -> set[str]:
    return {kind for kind, _ in uses(scenario)}


def test_every_figure_has_a_source_and_every_source_a_key_of_its_own_that_bibtex_can_read():
    addresses = {entry.source_url for table in TABLES for entry in figures(table)}
    assert set(all_sources()) == addresses
    keys = [source.key for source in all_sources().values()]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if not re.fullmatch(r"evidence-[a-z0-9-]+-\d{4}(-\d+)?", key)] == []


def test_a_source_says_its_title_and_when_it_was_published():
    assert all(source.title and source.url for source in all_sources().values())


def test_no_text_of_a_source_holds_what_would_end_a_field():
    texts = [text for source in all_sources().values() for text in (source.title, source.publisher, source.url)]
    assert [text for text in texts if set(text) & set('{}\\"') or "\n" in text] == []


def test_a_country_that_is_made_up_cites_no_figures():
    assert plan_of("example").evidence == ()
    assert sources_used(made()) == {}


def test_the_sources_of_the_country_are_those_that_it_is_built_from():
    found = sources_used(made(country="north-korea"))
    built_from = {entry.source_url for entry in plan_of("north-korea").evidence}
    assert {address for address, said in found.items() if ("country", "north-korea") in said} == built_from


def test_the_source_of_a_date_is_cited_by_a_scenario_that_has_an_event_on_that_day():
    event = '[[events]]\ndate = "{}"\nkind = "mark"\nlabel = "a day"\n'
    assert "dates of events" in kinds(made(event.format("2012-07-15"), "north-korea"))
    assert "dates of events" not in kinds(made(event.format("2012-07-14"), "north-korea"))


@pytest.mark.parametrize("lever", LEVER_SERIES)
def test_the_table_that_a_lever_follows_is_cited_when_the_lever_has_a_course(lever: str):
    scenario = load("north-korea")
    held = tuple(replace(levers, **{lever: getattr(scenario.levers[0], lever)}) for levers in scenario.levers)
    assert ("lever", lever) in uses(scenario)
    assert ("lever", lever) not in uses(replace(scenario, levers=held))


def test_the_sources_of_a_value_are_those_of_the_table_that_it_names():
    found = sources_used(made(country="north-korea"))
    cited = {address for address, said in found.items() if ("parameter", "record.delay_days") in said}
    assert cited == {entry.source_url for entry in figures("reporting")}


def test_figures_are_compared_with_in_the_years_of_the_scenario_alone():
    scenario = made(country="north-korea")
    assert ("comparison", "execution") in uses(scenario)
    thirty_years = 30 * 12
    early = replace(scenario, start=scenario.start - thirty_years, end=scenario.end - thirty_years)
    assert "comparison" not in kinds(early)


@pytest.mark.parametrize("table", PARAMETER_SERIES)
def test_the_series_that_values_are_taken_from_are_there(table: str):
    assert any(entry.series.startswith(PARAMETER_SERIES[table]) for entry in figures(table))
