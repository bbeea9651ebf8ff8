"""The words of the page: the same in each language, with the same values in them, and names of what there is."""

from __future__ import annotations

import json
import re

import pytest

from politburo.lab.catalogue import catalogue
from politburo.lab.routes import TEXTS

WORDS = {one.name: json.loads(one.read_text(encoding="utf-8")) for one in TEXTS.iterdir()}
NAMES = ("outcome.", "lever.name.", "lever.meaning.")
"""Words for what the model declares, which are its own where a language has none."""

OTHERS = sorted(set(WORDS) - {"en.json"})


def test_the_page_speaks_english_and_korean():
    assert set(WORDS) == {"en.json", "ko.json"}


@pytest.mark.parametrize("file", OTHERS)
def test_each_language_has_all_words_of_the_page_and_none_besides(file: str):
    assert {key for key in WORDS[file] if not key.startswith(NAMES)} == set(WORDS["en.json"])
    assert all(said.strip() for said in WORDS[file].values())


@pytest.mark.parametrize("file", OTHERS)
def test_the_same_values_are_put_into_the_words_of_each_language(file: str):
    def values(said: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", said))

    english = WORDS["en.json"]
    assert [key for key in english if values(english[key]) != values(WORDS[file][key])] == []


@pytest.mark.parametrize("file", OTHERS)
def test_all_outcomes_and_levers_have_a_name_in_each_language_and_nothing_else_has(file: str):
    offered = catalogue()
    names = {f"outcome.{one['name']}" for one in offered["outcomes"]}
    names |= {f"lever.{part}.{one['name']}" for one in offered["levers"] for part in ("name", "meaning")}
    assert {key for key in WORDS[file] if key.startswith(NAMES)} == names
