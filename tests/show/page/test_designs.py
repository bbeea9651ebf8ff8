"""The page of the designs: it is current, and everything that a design says is on it."""

from pathlib import Path

import pytest

from politburo.ask.claims.designs import the_designs
from politburo.show.markdown import inline
from politburo.show.page.designs import asked, markdown

PAGE = Path(__file__).parents[3] / "docs" / "designs.md"


def test_the_page_is_the_one_that_make_renew_writes():
    assert PAGE.read_text(encoding="utf-8") == markdown(the_designs())


@pytest.mark.parametrize("name", list(the_designs().by_id))
def test_everything_that_decides_a_claim_stands_in_its_section(name: str):
    designs, design = the_designs(), the_designs().by_id[name]
    text = markdown(designs)
    section = text[text.index(f"## {name}: ") :].split("\n## ")[0]
    parts = (design.why, design.change, design.base, design.placebo, design.among, design.observe, design.rival)
    for said in (*parts, design.rule, *design.secondary, *design.needs, designs.hash_of(name), asked(design)):
        assert inline(said) in section


def test_the_rules_for_all_stand_on_the_page():
    text = markdown(the_designs())
    assert all(inline(said) in text for said in (*the_designs().rules.values(), *the_designs().settings.values()))


def test_the_least_effect_on_a_log_scale_is_told_as_a_factor_too():
    designs = the_designs().by_id
    assert asked(designs["C11"]) == "at least 0.405 (a factor of 1.50), log hazard ratio"
    assert asked(designs["C04"]) == "at most −0.405 (a factor of 0.67), log"
    assert asked(designs["L-A3"]) == "below 0, share"
    assert asked(designs["C02"]) == "reported, share of pairs"
    assert asked(designs["C18"]) == ""
