"""A resolved scenario answers for its months, is known by what decides its results, and tells what it asks for."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.scenario import adapt, load, month_number, parse, with_levers, with_off, with_parameters
from politburo.scenario.scenario import MEASURED, SERIES_IN_MEMORY, estimate, in_bytes
from politburo.scenario.schema import COUNTRIES
from politburo.terms.errors import ScenarioError, UsageError

EXAMPLE = load("example")


def test_the_levers_of_a_month_are_asked_by_its_number():
    assert EXAMPLE.levers_at(EXAMPLE.start) == EXAMPLE.levers[0]
    assert EXAMPLE.levers_at(EXAMPLE.end) == EXAMPLE.levers[-1]


def test_a_month_outside_the_scenario_is_refused_with_its_span():
    for month in (EXAMPLE.start - 1, EXAMPLE.end + 1):
        with pytest.raises(UsageError, match=r"outside the scenario 'example' \(2000-01 to 2009-12\)"):
            EXAMPLE.levers_at(month)


def test_names_texts_labels_and_the_number_of_runs_do_not_decide_results():
    told_otherwise = replace(
        EXAMPLE,
        name="other",
        title="other",
        description="other",
        runs=99,
        events=tuple(replace(event, label="other") for event in EXAMPLE.events if event.kind != "mark"),
    )
    assert told_otherwise.digest() == EXAMPLE.digest()


@pytest.mark.parametrize(
    "changed",
    [
        adapt(EXAMPLE, seed=2),
        adapt(EXAMPLE, until="2009-11"),
        adapt(EXAMPLE, scale=0.5),
        with_levers(EXAMPLE, warning=0.7, start="2009-12"),
        with_off(EXAMPLE, "rumour"),
        with_parameters(EXAMPLE, {"fear.horizon": 3.1}),
        replace(EXAMPLE, successions=(month_number("2002-02"),)),
        replace(EXAMPLE, logics=("strategic",) * len(EXAMPLE.logics)),
        replace(EXAMPLE, chooses=("purge_intensity",)),
        replace(EXAMPLE, country="north-korea"),
    ],
)
def test_whatever_decides_results_changes_the_digest(changed):
    assert changed.digest() != EXAMPLE.digest()


def test_the_digest_is_the_same_in_every_process():
    small = parse('title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-01"\n', "x.toml")
    assert len(small.digest()) == 32
    assert (
        small.digest()
        == parse('title = "u"\ncountry = "example"\nstart = "2000-01"\nend = "2000-01"\n', "y.toml").digest()
    )


def held(thing: Any) -> int:
    """Bytes of all arrays in a structure."""
    if is_dataclass(thing):
        return sum(held(getattr(thing, field.name)) for field in fields(thing))
    if isinstance(thing, tuple):
        return sum(map(held, thing))
    return thing.nbytes if isinstance(thing, np.ndarray) else 0


def test_every_country_was_measured():
    assert set(MEASURED) == set(COUNTRIES)


@pytest.mark.parametrize(("name", "scale"), [("example", 1.0), ("example", 0.001), ("north-korea", 0.05)])
def test_a_country_takes_the_memory_that_was_measured(name: str, scale: float):
    from politburo.country import build
    from politburo.month.tally import empty_series

    country, measured = build(name, scale), MEASURED[name]
    expected = measured.memory_fixed + measured.memory_scaled * scale
    assert held(country) == pytest.approx(expected, rel=0.1)
    assert sum(array.nbytes for array in empty_series(country, 1).values()) <= SERIES_IN_MEMORY


@pytest.mark.parametrize(("scale", "until"), [(0.001, "2000-12"), (1.0, "2005-12")])
def test_results_take_the_disk_that_is_told_within_a_factor_of_two(scale: float, until: str, tmp_path: Path):
    from politburo.ask.run import run

    scenario = adapt(load("example"), runs=2, scale=scale, until=until)
    results = run(scenario, out=tmp_path / "results")
    found = sum(file.stat().st_size for file in results.folder.rglob("*") if file.is_file())
    assert found / 2 < estimate(scenario).disk < found * 2


def test_more_runs_months_threads_and_a_larger_scale_ask_for_more():
    small = adapt(load("north-korea"), runs=4, until="2010-12", scale=0.1)
    for larger in (adapt(small, runs=5), adapt(small, scale=0.2), load("north-korea")):
        assert estimate(larger).disk > estimate(small).disk
        assert estimate(larger).memory > estimate(small).memory
    assert estimate(small, threads=2).memory > estimate(small).memory
    assert estimate(small, threads=9).memory == estimate(small, threads=4).memory
    assert estimate(small, runs=1).disk * 4 == pytest.approx(estimate(small).disk, abs=4)


def test_a_file_cannot_ask_for_more_than_a_terabyte():
    text = 'extends = "north-korea"\nend = "2100-12"\n[run]\nruns = 1000000\n'
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")
    assert str(caught.value) == (
        "x.toml, line 4: run.runs: 1000000 runs of 1116 months would make about 4.6 TB of results; "
        "1 TB is the most that a scenario may ask for."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(10, "0 kB"), (2_400, "2 kB"), (1e6, "1 MB"), (1.24e6, "1.2 MB"), (23.9e9, "24 GB"), (4.56e12, "4.6 TB")],
)
def test_a_number_of_bytes_is_told_as_people_read_it(number: float, words: str):
    assert in_bytes(number) == words
