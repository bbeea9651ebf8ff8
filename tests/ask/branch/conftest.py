"""The runs that the tests of branches continue."""

from __future__ import annotations

import pytest

import politburo as pb
from tests.ask.branch.made import run_into


@pytest.fixture(scope="session")
def parent(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """Two runs of the thinned small country; whoever wants to damage their folder copies it."""
    return run_into(tmp_path_factory.mktemp("parent") / "p")
