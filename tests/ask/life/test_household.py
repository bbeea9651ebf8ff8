"""The life of one synthetic household: replayed, verified and labelled, and one of those that the series count."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from politburo.ask.life.household import FELT, HouseholdLife
from politburo.ask.run import run as run_scenario
from politburo.ask.run.results import Results
from politburo.country import build
from politburo.lab.figures import PageLayout
from politburo.run.engines import Threads
from politburo.scenario import adapt, load
from politburo.show.household import specification
from politburo.show.rendering import svg
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from tests.show.drawn import overlaps, texts

MONTHS = 24


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    scenario = adapt(load("example"), runs=2, scale=0.01, until="2001-12", households=200)
    return run_scenario(scenario, out=tmp_path_factory.mktemp("household") / "runs", engine=Threads(1))


@pytest.fixture(scope="module")
def leaver(results: Results) -> int:
    """A household of run 1 from which most people left."""
    agents, persons = departures(results)
    return int(np.argmax(np.bincount(agents, persons)))


def departures(results: Results) -> tuple[np.ndarray, np.ndarray]:
    """Households from which somebody left in run 1, and how many each time."""
    codes = results.event_codes(1)
    left = codes["kind"] == EVENT_NAMES.index("departure")
    return codes["agent"][left], codes["persons"][left]


@pytest.fixture(scope="module")
def life(results: Results, leaver: int) -> HouseholdLife:
    return results.household(leaver, run=1)


def test_it_has_a_row_for_every_month_within_the_bounds_of_what_is_felt(life: HouseholdLife):
    table = life.table("months")
    assert len(table.rows) == MONTHS
    for name in set(FELT) - {"income", "cash"}:
        assert all(0 <= value <= 1 for value in table.numbers(name)), name
    assert min(table.numbers("income")) > 0


def test_those_who_left_are_those_of_the_log(results: Results, life: HouseholdLife):
    agents, persons = departures(results)
    assert life.columns["left"].sum() == persons[agents == life.household].sum() > 0
    plan = results.scenario
    kin = build(plan.plan, plan.scale, plan.households).households.kin
    related = np.flatnonzero((kin == life.household).any(axis=1))
    assert life.columns["kin_left"].sum() == persons[np.isin(agents, related)].sum()


def test_the_mean_of_the_province_is_that_of_the_series(results: Results, life: HouseholdLife):
    series = results.series["income_by_province"].sel(run=1, province=life.province)
    np.testing.assert_array_equal(life.columns["income_of_province"], series)


def test_it_is_said_to_be_invented_and_where_it_comes_from(life: HouseholdLife):
    first, last = life.sentences
    assert first.startswith(f"Household {life.household} in run 1 of An invented country is synthetic")
    assert "persons left" in first or "person left" in first
    assert last == "This life is invented; it is not testimony."
    assert "simulated, not observed" in str(life.provenance)
    assert life.figures == ("household",)


def test_a_household_or_run_that_there_is_not_is_said(results: Results):
    with pytest.raises(UsageError, match="numbers 0 to"):
        results.household(10**6)
    with pytest.raises(UsageError, match="no run 7"):
        results.household(1, run=7)


@pytest.mark.parametrize("width", [None, 300, 860])
def test_no_text_of_the_picture_covers_another_and_none_is_cut_off(life: HouseholdLife, width: int | None):
    drawn = specification(life) if width is None else specification(life, PageLayout(room_on_page=width))
    drawing = svg(drawn)
    found = texts(drawing)
    room = float(ElementTree.fromstring(drawing).attrib["width"])
    assert overlaps(found) == []
    assert all(text.left >= 0 and text.right <= room + 1 for text in found)


def test_it_is_saved_in_a_folder_of_its_own(life: HouseholdLife, tmp_path: Path):
    (csv, *_) = life.save(tmp_path, formats=("csv",))
    assert csv.read_text(encoding="utf-8").count("\n") > MONTHS
    assert life.folder.name == f"household-{life.household}-run-1"
