"""What a country is made of, as an answer."""

from __future__ import annotations

import pytest

from politburo.ask.countries import countries_list, country
from politburo.country.countries import LIBRARY_NAMES, plan_of
from politburo.scenario import load


def test_every_country_is_listed_with_its_size():
    rows = {row["name"]: row for row in countries_list().table().records()}
    assert set(rows) >= set(LIBRARY_NAMES)
    korea = rows["north-korea"]
    assert (korea["organs"], korea["ranks"], korea["provinces"], korea["cadres"]) == (6, 4, 11, 200_000)
    assert (korea["people"], korea["figures"], korea["from"]) == (24_052_231, 354, "politburo")


@pytest.mark.parametrize("name", LIBRARY_NAMES)
def test_tables_add_up_to_the_country(name: str):
    found, plan = country(name), plan_of(name)
    ranks, organs = found.table("ranks"), found.table("organs")
    assert ranks.column("posts") == list(plan.cadres)
    for at, posts in enumerate(plan.cadres, 1):
        assert abs(sum(organs.numbers(f"rank_{at}")) - posts) <= len(plan.organs)
    assert sum(found.table("provinces").numbers("people")) == plan.people


def test_what_is_assumed_is_counted_and_listed():
    found = country("example")
    count = len(found.plan.sources)
    assert any(one.startswith(f"{count} of {count} values are assumed") for one in found.sentences)
    assert not any("in part" in one for one in found.sentences)
    assert "87 of 87 values are assumed, 41 of them in part" in " ".join(country("north-korea").sentences)
    assert "No public figures come with this country." in found.sentences
    everything = country("example", everything=True).table("sources")
    assert len(everything.rows) == count
    assert set(everything.column("source")) == {"assumed: invented"}


def test_the_country_of_a_scenario_is_shown():
    assert country(load("no-summit")).title == "North Korea"
    assert "16 are built in" in " ".join(country("north-korea").sentences)
