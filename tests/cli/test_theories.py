"""`politburo theories` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import printed, refused

pytestmark = pytest.mark.slow

ASKED = ("theories", "example", "--truth", "siege", "--short", "--only", "siege", "--sets", "2", "--until", "2002-12")


@pytest.mark.slow
def test_the_short_form_says_that_the_evidence_does_not_tell_and_goes_on_from_what_is_kept(tmp_path: Path):
    """Simulates: two theories with two sets for three years."""
    said = printed(*ASKED, "--out", str(tmp_path / "out"))
    assert said.startswith("Rival theories held against an invented record (truth: siege): An invented country")
    assert "The evidence does not tell" in said and "What is left of each theory" in said
    assert {"as-the-scenario-has-it", "siege"} <= {path.name for path in (tmp_path / "out").iterdir()}
    found = json.loads(printed(*ASKED, "--out", str(tmp_path / "out"), "--json"))
    assert [table["name"] for table in found["tables"]] == [
        "theories", "scores", "met", "targets", "forecasts", "sets",
    ]  # fmt: skip
    assert found["provenance"]["stamp"] == "simulated, not observed"


def test_what_cannot_be_compared_is_refused():
    assert "No public figures come with the country 'example'" in refused("theories", "example", "--sets", "2")
    assert "There is no theory 'none'" in refused("theories", "example", "--truth", "none")
