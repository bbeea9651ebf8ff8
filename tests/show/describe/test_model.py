"""Every list of terms that the model declares stands on the page."""

from __future__ import annotations

import inspect
import pkgutil
from dataclasses import fields, is_dataclass

import politburo.terms
from politburo.show.describe import model_page
from politburo.show.describe.model import lists_of_words
from politburo.terms import accounts, events, hazards, leaders, mechanism, series, variables, words

SHOWN = {
    "accounts",
    "events",
    "hazards",
    "leaders",
    "levers",
    "mechanism",
    "mechanisms",
    "parameters",
    "references",
    "series",
    "variables",
    "words",
}
"""Modules of the room terms that have a place on the page."""
WITHOUT_TERMS = {"bounds", "checks", "declarations", "errors", "line_numbers", "plugins", "problems", "text_files"}


def test_every_module_of_terms_has_a_place_on_the_page_or_declares_no_terms():
    found = {entry.name for entry in pkgutil.iter_modules(politburo.terms.__path__)}
    assert found == SHOWN | WITHOUT_TERMS, "show a new module of terms in politburo.show.describe.model"


def test_every_term_with_a_name_and_a_meaning_stands_on_the_page():
    page = model_page()
    missing = []
    for module in (events, leaders, mechanism, series, variables):
        for _, listed in inspect.getmembers(module, lambda value: isinstance(value, tuple)):
            missing += [term.name for term in listed if is_term(term) and f"| `{term.name}` |" not in page]
    assert set(missing) <= {kind.name for kind in leaders.LEADERS}  # logics of rule have sections, not rows


def test_every_term_of_a_hazard_stands_under_the_event_whose_hazard_it_is():
    page = model_page()
    for account in accounts.ACCOUNTS:
        charge = f", {account.charge}" if account.charge else ""
        start = page.index(f" Reasons of events: {account.kind}{charge}\n")
        part = page[start : page.index("\n#", start)]
        assert [term.name for term in account.terms if f"| `{term.name}` | {term.meaning} |" not in part] == []
    assert all(f"| `{part}` | {meaning} |" in page for part, meaning in hazards.PARTS.items())


def test_the_fixed_lists_of_words_stand_on_the_page_in_their_order():
    assert set(lists_of_words()) == {
        *("STANDINGS", "SEXES", "FORMS", "FORMS_BY_SEVERITY", "KEPT_FORMS", "MINOR_FORMS", "PURGE_FORMS", "CHARGES")
    }
    page = model_page()
    assert f"| Purge forms | {', '.join(words.PURGE_FORMS)} |" in page
    assert f"| Forms | {', '.join(words.FORMS)} |" in page


def is_term(term: object) -> bool:
    return (
        is_dataclass(term)
        and not isinstance(term, type)
        and {"name", "meaning"} <= {entry.name for entry in fields(term)}
    )
