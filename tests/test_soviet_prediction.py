"""The Soviet Union as a test: no value is read before the prediction is written; what stands for targets is right."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from politburo.country import build
from politburo.scenario import load
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, code

SCRIPT = Path(__file__).parents[1] / "docs" / "make_soviet_test.py"
VALUES = {"value", "low", "high", "note", "source_title"}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_soviet_test", SCRIPT)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # dataclasses look up where they are from
    spec.loader.exec_module(made)
    return made


def test_the_first_step_needs_no_value_of_any_target(script: ModuleType, tmp_path: Path, monkeypatch):
    asked = script.asked()
    with script.TARGETS.open(encoding="utf-8", newline="") as file:
        rows = [{key: text for key, text in row.items() if key not in VALUES} for row in csv.DictReader(file)]
    bare = tmp_path / "targets.csv"
    with bare.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(rows[0]))
        written.writeheader()
        written.writerows(rows)
    monkeypatch.setattr(script, "TARGETS", bare)
    assert script.asked() == asked
    assert {one.series for one in asked} == set(script.COUNTERPARTS)
    assert [one["series"] for one in script.prediction()] == [one.series for one in asked]


def events_of(*rows: tuple[int, int, str, str, int, int, int]) -> dict[str, np.ndarray]:
    """Events as (month, day, kind, form, agent, person, rank)."""
    month, day, kind, form, agent, person, rank = zip(*rows, strict=True)
    codes = [code(FORMS, one) if one else 0 for one in form]
    kinds = [EVENT_NAMES.index(one) for one in kind]
    named = {"month": month, "day": day, "kind": kinds, "form": codes, "agent": agent, "person": person, "rank": rank}
    return {name: np.array(values) for name, values in named.items()}


def test_persons_count_once_within_the_period_and_those_who_came_later_are_not_of_the_first_day(script: ModuleType):
    scenario = load("soviet-union")
    country = build(scenario.plan, 0.03, 2_000)
    first = np.flatnonzero(country.posts.rank == 0)[:4].tolist()
    lower = np.flatnonzero((country.posts.rank == 3) & (country.posts.organ == country.organs.index("security")))[:2]
    at = 1937 * 12
    events = events_of(
        (at, 5, "penalty", "execution", first[0], 100, 0),
        (at, 6, "promotion", "", first[0], 200, 0),
        (at + 1, 7, "penalty", "execution", first[0], 200, 0),  # who came later
        (at + 1, 8, "penalty", "removal", first[1], 101, 0),
        (at + 2, 9, "death", "", first[2], 102, 0),
        (at + 3, 9, "penalty", "imprisonment", int(lower[0]), 300, 3),
        (at + 4, 9, "penalty", "execution", int(lower[0]), 300, 3),  # the same person once more
        (1941 * 12, 9, "penalty", "execution", int(lower[1]), 301, 3),  # after the period
    )  # fmt: skip
    found = {one.name: script.value_of(one, events, country) for one in script.asked()}
    congress = "1934-02-10 1939-03-10"
    assert found[f"central_committee_1934_arrested_and_shot {congress}"] == 1
    assert found[f"central_committee_1934_did_not_survive {congress}"] == 2
    assert found[f"central_committee_1934_natural_deaths {congress}"] == 1
    assert found[f"central_committee_1934_not_reelected {congress}"] == 3
    assert found[f"central_committee_1934_reelected {congress}"] == 139 - 3
    assert found[f"central_committee_1934_arrested_and_shot_share {congress}"] == pytest.approx(1 / 139)
    each = country.weights[country.posts.circle[lower[0]]]
    assert each > 10
    assert found["security_officers_arrested 1936-10-01 1938-08-15"] == pytest.approx(each)
    assert found["diplomats_shot 1930-01-01 1941-06-22"] == 0
