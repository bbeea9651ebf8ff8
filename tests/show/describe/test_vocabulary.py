"""A list of terms that is added to the room terms is on the page by itself, in whatever way it is declared."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from politburo.show.describe import model_page
from politburo.show.describe.vocabulary import lists_of_terms, lists_of_words, plain_name
from politburo.terms import errors, words


@dataclass(frozen=True)
class Reason:
    name: str
    meaning: str


@dataclass(frozen=True)
class Account:
    kind: str
    charge: str | None
    terms: tuple[Reason, ...]
    formula: str


@pytest.mark.parametrize(
    "declared",
    [
        (Reason("suspected", "the reason is suspicion"), Reason("hit", "a tie was hit")),
        {"suspected": "the reason is suspicion", "hit": "a tie was hit"},
    ],
    ids=["tuple of terms", "meanings by name"],
)
def test_terms_that_are_added_stand_on_the_page_with_their_meanings(declared, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(errors, "REASON_KINDS", declared, raising=False)
    page = model_page()
    assert re.search(r"^#### [\d.]+ Reason kinds$", page, re.MULTILINE)
    assert "| `suspected` | the reason is suspicion |\n| `hit` | a tie was hit |" in page


def test_terms_that_belong_to_something_stand_under_its_name_with_its_formula(monkeypatch: pytest.MonkeyPatch):
    accounts = (
        Account("penalty", "disloyalty", (Reason("hit", "a tie was hit"),), "hazard = rate"),
        Account("flight", None, (Reason("fear", "fear itself"),), "hazard < 1 = so"),
    )
    monkeypatch.setattr(errors, "ACCOUNTS", accounts, raising=False)
    page = model_page()
    assert re.search(
        r"^#### [\d.]+ Accounts: penalty, disloyalty\n\nhazard = rate\n\n.*\n.*\n\| `hit` \| a tie was hit \|$",
        page,
        re.MULTILINE,
    )
    assert re.search(r"^#### [\d.]+ Accounts: flight\n\nhazard &lt; 1 = so$", page, re.MULTILINE)


def test_what_a_module_keeps_to_itself_is_not_on_the_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(errors, "_PRIVATE", (Reason("hit", "a tie was hit"),), raising=False)
    assert not any("rivate" in group.title for group in lists_of_terms())


def test_words_that_are_added_stand_on_the_page_in_their_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(errors, "REASONS", ("suspicion", "association"), raising=False)
    assert "| Reasons | suspicion, association |" in model_page()


def test_the_fixed_lists_are_found():
    assert lists_of_words()["ORGANS"] == words.ORGANS
    assert lists_of_words()["FORMS"] == words.FORMS


def test_names_alone_are_not_listed_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(errors, "REASON_NAMES", ("suspicion",), raising=False)
    assert "REASON_NAMES" not in lists_of_words()


@pytest.mark.parametrize("value", [(), 3, "text", (1, 2), {"a": 1}, (Reason,)])
def test_what_is_no_list_of_terms_is_passed_over(value, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(errors, "OTHER", value, raising=False)
    assert "Other" not in {group.title for group in lists_of_terms()}
    assert "OTHER" not in lists_of_words()


def test_a_constant_becomes_a_heading():
    assert plain_name("REASON_KINDS") == "Reason kinds"
