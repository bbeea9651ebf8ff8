"""Each kind of event that comes from outside moves what its sentence says, from its month on, and nothing else."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from politburo.month import Outcome
from politburo.scenario import Scenario
from politburo.scenario.changes import with_levers, with_parameters
from politburo.scenario.document import document_of
from politburo.scenario.months import month_name
from politburo.scenario.scenario import resolve
from tests.properties.worlds import first_months, run_of, stirred

MONTHS, AT = 6, 3
ORDER = {"organ": "party", "rank": "provincial", "form": "removal"}

KINDS: dict[str, tuple[float, float, tuple[str, ...], dict]] = {
    "power lost": (0.4, 0.0, ("consolidation",), {}),
    "power gained": (0.3, 0.0, ("consolidation",), {}),
    "posts abroad withdrawn": (1.0, 0.0, (), {}),
    "posts abroad opened": (0.2, 1.0, (), {}),
    "war alarm": (2.0, 1.0, ("purge_intensity",), {"months": 2}),
    "ally lost": (2.0, 1.0, ("purge_intensity",), {}),
    "news from outside": (20.0, 0.0, ("fear", "confidence"), {}),
    "purge ordered": (0.5, 0.0, ("penalties", "turnover"), {"order": ORDER}),
}
"""A value that matters, one that does not, series that change in the month of the event, and other keys."""


def after(kind: str, value: float, base: Scenario) -> Scenario:
    """The base with such an event in its fourth month."""
    day, document = f"{month_name(base.start + AT)}-01", document_of(base)
    happens = {"date": day, "kind": kind, "label": "it happens", "value": value, **KINDS[kind][3]}
    return resolve(document.changed({"events": [*document.data.get("events", []), happens]}))


@cache
def quiet() -> Scenario:
    """No assurance, no unusual threat, all posts abroad open; a leader chooses."""
    base = with_parameters(first_months(MONTHS), {"initial.consolidation": 0.5})
    return resolve(document_of(base).changed({"leader": {"logic": "strategic", "chooses": ["purge_intensity"]}}))


@cache
def beside() -> Outcome:
    return run_of(quiet())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_different_before_its_month_and_its_own_in_it(kind: str):
    value, _, moved, _ = KINDS[kind]
    outcome = run_of(after(kind, value, quiet()))
    for name, series in beside().series.items():
        assert np.array_equal(outcome.series[name][:AT], series[:AT], equal_nan=series.dtype.kind == "f"), name
    for name in moved:
        assert (outcome.series[name][AT] != beside().series[name][AT]).any(), name
    events = [one.events["month"] < quiet().start + AT for one in (outcome, beside())]
    for name in beside().events:
        assert np.array_equal(outcome.events[name][events[0]], beside().events[name][events[1]], equal_nan=False), name


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_nothing_changes_no_bit(kind: str):
    _, nothing, _, _ = KINDS[kind]
    assert run_of(after(kind, nothing, quiet())).fingerprint == beside().fingerprint


def test_the_leader_fallen_ill_changes_nothing_in_that_month_but_his_power():
    base = first_months(MONTHS)
    ill, well = run_of(after("power lost", 0.1, base)), run_of(base)
    moved = {name for name, series in well.series.items() if (ill.series[name][AT] != series[AT]).any()}
    assert moved == {"consolidation"}


def test_where_all_posts_abroad_are_withdrawn_only_the_border_is_left():
    closed = with_levers(stirred(12), border_control=1.0)
    happened = run_of(after("posts abroad withdrawn", 1.0, closed)).series["flights"]
    usual = run_of(closed).series["flights"]
    assert (happened[:AT] == usual[:AT]).all()
    assert usual[AT:].sum() > 0 == happened[AT:].sum()
