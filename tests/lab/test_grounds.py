"""What the page says that it rests on is what the declarations of the model, the board and `cite` say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from politburo.ask.claims import asked_for
from politburo.lab.grounds import assumptions, cite, claims
from politburo.lab.question import Asked
from politburo.lab.state import State
from politburo.show.cite import citation
from politburo.terms.parameters import every_parameter

STATE = State(scenario="example", until="2000-06", scale=0.005, levers={"purge_intensity": 0.6}, off=["rumour"])


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(STATE, tmp_path_factory.mktemp("grounds"))


def test_every_parameter_is_there_with_its_range_meaning_and_source(asked: Asked):
    found = json.loads(json.dumps(assumptions(asked, "baseline")))
    rows = {row[0]: row for row in found["rows"]}
    for path, declaration, _ in every_parameter():
        *_, where, meaning, source = rows[path]
        assert where.startswith(f"{declaration.low:g} to {declaration.high:g}")
        assert (meaning, source) == (declaration.meaning, declaration.source)
    assert len(rows) == len(list(every_parameter()))
    assert "assumed values" in found["sentences"][0]


def test_what_a_mechanism_that_is_off_sets_differs_from_its_default(asked: Asked):
    base, changed = (assumptions(asked, arm) for arm in ("baseline", "what-if"))
    assert sum(changed["changed"]) > sum(base["changed"])
    assert changed["title"] != base["title"]


def test_all_claims_of_the_board_are_there(asked: Asked):
    rows = claims()["rows"]
    assert [(row[0], row[1]) for row in rows] == [(one.id, one.says) for one in asked_for(None)]
    assert all(row[2] and row[3] for row in rows)


def test_what_is_to_be_cited_is_what_the_command_says(asked: Asked):
    found = cite(asked, "what-if", 2)
    results = asked.results("what-if", 2)
    assert found["bibtex"] == citation(results)
    assert results.fingerprint in found["bibtex"]
    assert "simulated, not observed" in found["provenance"]


def test_nothing_is_simulated_to_say_what_is_assumed(tmp_path: Path):
    assumptions(Asked(STATE, tmp_path), "what-if")
    assert list(tmp_path.iterdir()) == []
