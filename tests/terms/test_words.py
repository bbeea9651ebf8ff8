"""The fixed lists: codes are positions, so names are unique and the order that files rely on is kept."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.terms import words
from politburo.terms.errors import EvidenceError, PolitburoError, ScenarioError, StoreError, UsageError
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES, PUBLIC_EVENT_NAMES
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.series import ALL_SERIES, grouped

LISTS = {
    "standings": words.STANDINGS,
    "forms": words.FORMS,
    "charges": words.CHARGES,
    "sexes": words.SEXES,
    "leaders": LEADER_NAMES,
    "events": EVENT_NAMES,
    "public events": PUBLIC_EVENT_NAMES,
    "columns": tuple(column.name for column in EVENT_COLUMNS),
    "series": tuple(series.name for series in ALL_SERIES),
    "grouped series": tuple(grouped(series) for series in ALL_SERIES if series.by),
}


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice_in_a_list(name: str):
    assert len(set(LISTS[name])) == len(LISTS[name])


def test_plain_and_grouped_series_have_different_names():
    assert not set(LISTS["series"]) & set(LISTS["grouped series"])


def test_a_code_is_a_position():
    for names in (words.SEXES, words.FORMS, words.CHARGES):
        assert [words.code(names, word) for word in names] == list(range(len(names)))


def test_codes_in_files_keep_their_meaning():
    """A new word goes to the end of its list; anything else gives old results new meanings."""
    assert words.STANDINGS[:4] == ("serving", "lying low", "plotting", "away")
    assert words.FORMS[:5] == ("lesser penalty", "demotion", "removal", "expulsion", "execution")
    assert words.FORMS[5:7] == ("imprisonment", "re-education")
    assert words.CHARGES[:4] == ("disloyalty", "plotting", "coup attempt", "order")
    assert EVENT_NAMES[:6] == ("penalty", "flight", "plot found", "coup attempt", "regime end", "departure")
    assert EVENT_NAMES[6:11] == ("promotion", "rotation", "retirement", "death", "plot")
    assert EVENT_NAMES[11:14] == ("moved down", "returned", "dismissed")


def test_purges_are_forms_of_penalty():
    assert set(words.PURGE_FORMS) < set(words.FORMS)
    assert not set(words.PURGE_FORMS) & set(words.KEPT_FORMS)


def test_every_form_has_its_place_in_the_order_of_severity():
    assert sorted(words.FORMS_BY_SEVERITY) == sorted(words.FORMS)
    assert words.FORMS_BY_SEVERITY[0] == "lesser penalty"
    assert words.FORMS_BY_SEVERITY[-1] == "execution"
    assert set(words.FORMS_BY_SEVERITY[-4:]) == set(words.PURGE_FORMS), "purges are the gravest"


def test_columns_of_events_are_whole_numbers_that_can_say_none_where_they_must():
    types = {column.name: np.dtype(column.dtype) for column in EVENT_COLUMNS}
    assert all(dtype.kind in "iu" for name, dtype in types.items() if name != "weight")
    for name in ("person", "organ", "rank", "form", "charge", "sex"):
        assert types[name].kind == "i"


@pytest.mark.parametrize("error", [ScenarioError, UsageError, StoreError, EvidenceError])
def test_errors_meant_for_the_user_are_of_one_kind_and_end_the_program_with_a_failure(error: type[PolitburoError]):
    assert issubclass(error, PolitburoError)
    assert error.exit_code > 0
