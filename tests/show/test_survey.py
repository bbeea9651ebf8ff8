"""Surveys as pictures."""

from pathlib import Path

import pytest

from tests.ask.survey.made_up import made_up
from tests.ask.survey.test_survey import TARGETS, rule
from tests.show.drawn import overlaps, texts


@pytest.mark.slow
def test_every_target_has_a_row_whose_texts_do_not_cover_one_another(tmp_path: Path):
    drawn = texts(made_up(tmp_path / "bank", TARGETS, rule).plot().svg())
    said = " ".join(text.text for text in drawn)
    assert "elite arrivals per year 2000" in said and "sets left" in said
    assert [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)] == []
    [title], [row] = ([text for text in drawn if text.text.startswith(said)] for said in ("What the", "elite arrivals"))
    assert title.left == row.left


@pytest.mark.slow
def test_without_survivors_the_bank_and_what_is_published_are_drawn(tmp_path: Path):
    found = made_up(tmp_path / "bank", TARGETS, lambda number, run: rule(0, run), sets=6)
    assert "of the 0 sets left" in found.plot().svg()
