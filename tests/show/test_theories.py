"""Theories as a picture: every theory has a row, and texts do not cover one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infer.made_up_theories import OWN, asked, kept
from tests.show.drawn import overlaps, size, texts


@pytest.mark.slow
def test_every_theory_has_a_row_with_its_score_and_its_part_of_the_mixture(tmp_path: Path):
    others = ("siege", "no fear", "responsive")

    def factor(name: str, number: int, year: int) -> float:
        return (1 + 0.02 * number) * (1.0 if name == OWN else (3.0, 0.5, 1.0)[(year + len(name)) % 3])

    found = kept(asked(tmp_path, *others), factor).execute()
    drawn = texts(found.plot().svg())
    said = " ".join(text.text for text in drawn)
    assert all(name in said for name in (OWN, *others)) and said.count("of the mixture") == 4
    assert [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)] == []
    assert size(found.plot().png())[0] > 1_000
