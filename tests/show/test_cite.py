"""Cited is what was at work, with the work that it stands on; and public figures where they are used."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from politburo.country.countries import files_of
from politburo.country.figures import Evidence
from politburo.scenario import Scenario, load, parse
from politburo.show.cite import (
    LEVER_SERIES,
    METHODS,
    PARAMETER_SERIES,
    all_sources,
    at_work,
    sources_used,
    values_in_force,
    works_used,
)
from politburo.terms.leaders import LEADER_NAMES, LEADERS
from politburo.terms.mechanisms import MECHANISM_NAMES, MECHANISMS, strengths, without
from politburo.terms.parameters import Parameters
from politburo.terms.references import references_in, works

HEAD = 'title = "Made for a test"\nstart = "2012-01"\nend = "2012-12"\n'
SCRIPTED = ("scripted",)

EVIDENCE = files_of("north-korea").evidence


def keys(parameters: Parameters, logics: tuple[str, ...] = SCRIPTED) -> set[str]:
    return set(works_used(parameters, logics))


def users(work: str) -> list[str]:
    return [entry.name for entry in MECHANISMS if work in references_in(entry.reference)]


def test_every_mechanism_is_at_work_until_it_is_switched_off():
    assert at_work(Parameters()) == MECHANISM_NAMES
    assert at_work(without(Parameters(), ("rumour", "chill"))) == tuple(
        name for name in MECHANISM_NAMES if name not in ("rumour", "chill")
    )


def test_a_mechanism_whose_strengths_were_set_to_nothing_by_hand_is_not_at_work():
    parameters = Parameters()
    for phase, name, neutral in strengths("rumour"):
        parameters = replace(parameters, **{phase: replace(getattr(parameters, phase), **{name: neutral})})
    assert "rumour" not in at_work(parameters)


def test_the_work_of_a_mechanism_goes_with_it():
    assert "kuran1991" in keys(Parameters())
    assert keys(Parameters()) - keys(without(Parameters(), ("preference_falsification",))) == {
        "kuran1991",
        "crabtree2020",
    }


def test_a_work_that_two_mechanisms_stand_on_stays_until_both_are_off():
    assert "lohmann1994" in keys(without(Parameters(), ("rumour",)))
    assert "lohmann1994" in keys(without(Parameters(), ("habituation",)))
    assert "lohmann1994" not in keys(without(Parameters(), ("rumour", "habituation")))


def test_with_all_mechanisms_off_only_the_works_of_other_values_and_of_methods_are_left():
    off = without(Parameters(), MECHANISM_NAMES)
    uses = works_used(off, SCRIPTED)
    assert {kind for found in uses.values() for kind, _ in found} == {"parameter", *METHODS.values()}


@pytest.mark.slow
@pytest.mark.parametrize("leader", LEADERS, ids=LEADER_NAMES)
def test_the_works_of_a_leader_are_cited_when_he_governs(leader):
    wanted = set(references_in(leader.reference))
    assert wanted <= keys(without(Parameters(), MECHANISM_NAMES), (leader.name,))
    uses = works_used(Parameters(), (leader.name,))
    assert {work for work, found in uses.items() if ("leader", leader.name) in found} == wanted


def test_the_works_of_a_leader_who_never_governs_are_not_cited_for_him():
    off = without(Parameters(), MECHANISM_NAMES)
    assert "gregory2011" in keys(off, ("responsive",))
    assert "gregory2011" not in keys(off, ("strategic",))


def test_the_values_of_a_leader_are_in_force_under_him_alone():
    paths = {path for path, _ in values_in_force(Parameters(), ("siege",))}
    assert "siege.peace" in paths
    assert "opportunist.shelter" not in paths
    assert "fear.horizon" in paths


def test_a_use_names_what_it_is():
    assert works_used(Parameters(), SCRIPTED)["kuran1991"] == [
        ("mechanism", "preference_falsification"),
        ("parameter", "believe.stake"),
    ]
    assert users("kuran1991") == ["preference_falsification"]


def test_works_stand_in_the_order_of_the_bibliography():
    found = list(works_used(Parameters(), LEADER_NAMES))
    assert found == [work for work in works() if work in found]


def test_the_method_of_random_numbers_is_a_known_work():
    assert set(METHODS) <= set(works())
    assert set(METHODS) <= keys(without(Parameters(), MECHANISM_NAMES))


def made(more: str = "", country: str = "example") -> Scenario:
    """A scenario of one year with `more` of a file's text."""
    return parse(f'{HEAD}country = "{country}"\n{more}', "made")


def uses(scenario: Scenario) -> set[tuple[str, str]]:
    return {use for found in sources_used(scenario).values() for use in found}


def kinds(scenario: Scenario) -> set[str]:
    return {kind for kind, _ in uses(scenario)}


def test_every_figure_has_a_source_and_every_source_a_key_of_its_own_that_bibtex_can_read():
    addresses = {entry.source_url for table in EVIDENCE.tables for entry in EVIDENCE.table(table)}
    assert set(all_sources(EVIDENCE)) == addresses
    keys = [source.key for source in all_sources(EVIDENCE).values()]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if not re.fullmatch(r"evidence-[a-z0-9-]+-\d{4}(-\d+)?", key)] == []


def test_a_source_says_its_title_and_when_it_was_published():
    assert all(source.title and source.url for source in all_sources(EVIDENCE).values())


def test_no_text_of_a_source_holds_what_would_end_a_field():
    texts = [text for source in all_sources(EVIDENCE).values() for text in (source.title, source.publisher, source.url)]
    assert [text for text in texts if set(text) & set('{}\\"') or "\n" in text] == []


def test_a_country_that_is_made_up_cites_no_figures():
    assert files_of("example").evidence == Evidence()
    assert sources_used(made()) == {}


def test_the_sources_of_the_country_are_those_that_it_is_built_from():
    found = sources_used(made(country="north-korea"))
    built_from = {entry.source_url for entry in files_of("north-korea").cited}
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
    assert cited == {entry.source_url for entry in EVIDENCE.table("reporting")}


def test_figures_are_compared_with_in_the_years_of_the_scenario_alone():
    scenario = made(country="north-korea")
    assert ("comparison", "execution") in uses(scenario)
    thirty_years = 30 * 12
    early = replace(scenario, start=scenario.start - thirty_years, end=scenario.end - thirty_years)
    assert "comparison" not in kinds(early)


@pytest.mark.parametrize("table", PARAMETER_SERIES)
def test_the_series_that_values_are_taken_from_are_there(table: str):
    assert any(entry.series.startswith(PARAMETER_SERIES[table]) for entry in EVIDENCE.table(table))
