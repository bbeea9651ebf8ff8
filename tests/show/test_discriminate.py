"""Observations as a picture: each has a row with its bits, and texts do not cover one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infer.test_discriminate import announced, made_up, small
from tests.show.drawn import overlaps, size, texts


@pytest.mark.slow
def test_every_observation_has_a_row_with_what_it_would_tell(tmp_path: Path):
    found = made_up(small(tmp_path), announced).execute()
    drawn = texts(found.plot().svg())
    said = " ".join(text.text for text in drawn)
    assert "number of announcements" in said and said.count(" bits") >= 12 and "imulated, not observed" in said
    assert [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)] == []
    assert size(found.plot().png())[0] > 1_000
