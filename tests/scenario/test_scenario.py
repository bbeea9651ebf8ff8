"""A resolved scenario answers for its months and is known by what decides its results."""

from dataclasses import replace

import pytest

from politburo.scenario import adapt, load, month_number, parse, with_levers, with_off, with_parameters
from politburo.terms.errors import UsageError

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
