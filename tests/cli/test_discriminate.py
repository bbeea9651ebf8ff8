"""`politburo discriminate` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import printed, refused

pytestmark = pytest.mark.slow

ASKED = ("discriminate", "example", "--as-of", "2002-03-31", "--within", "3", "--only", "siege", "--sets", "2")


@pytest.mark.slow
def test_it_says_what_to_watch_for_and_goes_on_from_what_is_kept(tmp_path: Path):
    """Simulates: two theories with two sets for two and a half years."""
    more = ("--scale", "0.02", "--out", str(tmp_path / "out"))
    said = printed(*ASKED, *more)
    assert said.startswith("What would tell theories apart, 2002-04 to 2002-06: An invented country")
    assert "fewer than 8 sets of equal weight tell" in " ".join(said.split())
    assert {"observations.png", "observations.svg"} <= {path.name for path in (tmp_path / "out").rglob("*")}
    found = json.loads(printed(*ASKED, *more, "--json"))
    assert [table["name"] for table in found["tables"]] == ["observations", "theories"]
    assert found["provenance"]["stamp"] == "simulated, not observed"


def test_what_cannot_be_asked_is_refused():
    assert "at most 60" in refused("discriminate", "example", "--within", "61")
    assert "do not lie within the scenario" in refused("discriminate", "example", "--as-of", "2010-01-31")
