"""Every answer is found, told apart and shown in one way."""

import json
from pathlib import Path

import jsonschema
import pytest

from politburo.answer import Provenance
from politburo.answer.json_schema import answer_schema
from politburo.terms.errors import UsageError
from tests.answer.made import MadeUp


def test_json_has_the_form_that_its_schema_describes():
    told = json.loads(json.dumps(MadeUp(Path("runs/x")).to_json(), allow_nan=False))
    jsonschema.validate(told, answer_schema())
    assert told["provenance"]["scale"] == 0.1
    assert told["tables"][0]["intervals"] == {
        "level": 0.9,
        "over": "20 pairs of runs",
        "leaves_out": "chance only: parameters are held at their defaults",
    }
    assert told["tables"][1]["rows"] is None


def test_the_schema_refuses_what_is_no_answer():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(MadeUp().to_json() | {"version": 99}, answer_schema())


def test_an_unknown_table_or_figure_names_those_there_are():
    with pytest.raises(UsageError, match="no table 'fears' in this answer; there are totals, months"):
        MadeUp().table("fears")
    with pytest.raises(UsageError, match="it has none"):
        MadeUp().plot()


def test_every_form_for_people_says_what_it_is_made_of_and_what_an_interval_leaves_out():
    answer = MadeUp()
    for text in (repr(answer), answer.to_markdown(), answer._repr_html_()):
        plain = " ".join(text.replace("\\", "").split())
        assert "simulated, not observed" in plain
        assert "scale 0.1 · 2000-01 to 2009-12 · seed 1 · 20 runs · fingerprint abababababab" in plain
        assert "90 % intervals over 20 pairs of runs (chance only: parameters are held at their defaults)" in plain
        assert "Warning:" in plain
        assert "one run failed" in plain


def test_provenance_leaves_out_what_does_not_apply():
    assert str(Provenance(politburo="0.1.0", stamp=None)) == "politburo 0.1.0"
