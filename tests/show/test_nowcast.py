"""Nowcasts as a picture: a panel for each series, whose texts do not cover one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infer.made_up_reports import arrivals, of_truth, planned
from tests.show.drawn import overlaps, size, texts

pytestmark = pytest.mark.slow


@pytest.mark.slow
def test_every_series_has_a_panel_given_reports_and_without_them(tmp_path: Path):
    found = planned(tmp_path, of_truth(arrivals(), 1), arrivals()).execute()
    drawn = texts(found.plot().svg())
    said = " ".join(text.text for text in drawn)
    assert "Mean fear of cadres" in said and said.count("without reports") >= 3
    assert "imulated, not observed" in said
    assert [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)] == []
    assert size(found.plot().png())[0] > 1_000
