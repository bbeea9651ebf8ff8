"""The short form under other parameters, with claims of the board: it is the same wherever it is run."""

from pathlib import Path

import pytest

from politburo.ask.claims import asked_for
from politburo.ask.claims.robustness import across_sets, drawn_sets
from politburo.run.engines import Threads, Workers

pytestmark = pytest.mark.cluster


def test_the_short_form_under_drawn_sets_is_the_same_wherever_it_is_run(tmp_path: Path):
    asked = asked_for(None, only=("C05", "C20"))
    here = across_sets(asked, drawn_sets(4), tmp_path / "here", short=True, engine=Threads(1))
    there = across_sets(asked, drawn_sets(4), tmp_path / "there", short=True, engine=Workers(1))
    assert repr(here) == repr(there)  # no number is not equal to itself
    assert [one.sets for one in here] == [4, 4]
    assert all(0 <= one.informative <= one.sets for one in here)
