"""A question that is killed in the middle, and asked again, is answered as if nothing had happened: real processes."""

from pathlib import Path

import pytest

from tests.ask.sensitivity.child import answered
from tests.processes import started

pytestmark = pytest.mark.survival

CHILD = "tests.ask.sensitivity.child"
MONTH = "0.01"
"""Seconds: the whole takes a few."""


def test_killed_when_the_screening_is_done_and_the_indices_are_under_way_it_ends_with_the_same_answer(tmp_path: Path):
    folder = tmp_path / "killed"
    process = started(CHILD, folder, MONTH)
    while not list(folder.glob("indices-*/points/*.json")):
        assert process.poll() is None, process.communicate()[1]
    process.kill()
    process.communicate()
    assert answered(folder, 0) == answered(tmp_path / "whole", 0)
    assert list(folder.rglob("*.partial")) == []
    names = {file.relative_to(folder) for file in folder.rglob("points/*.json")}
    assert names == {file.relative_to(tmp_path / "whole") for file in (tmp_path / "whole").rglob("points/*.json")}
