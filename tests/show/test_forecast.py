"""Forecasts and their scores as pictures: texts do not cover one another, and what was published is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from politburo.infer.forecast import plan
from politburo.infer.score import score
from politburo.show import look
from tests.show.drawn import overlaps, size, texts

pytestmark = pytest.mark.slow

DAYS = ("2011-12-31", "2012-12-31", "2013-12-31")


@pytest.mark.slow
@pytest.mark.parametrize("days", [DAYS[:1], DAYS])
def test_every_series_has_a_panel_with_what_was_known_and_published_since(days: tuple[str, ...]):
    found = plan("north-korea", as_of=days, until="2015-12", baselines_only=True).execute()
    figure = found.plot()
    drawn = texts(figure.svg())
    said = " ".join(text.text for text in drawn)
    assert "Arrivals male" in said and "Arrivals female" in said and "random walk" in said
    assert "imulated, not observed" not in said  # baselines alone simulate nothing
    assert [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)] == []
    assert size(figure.png())[0] > 1_000
    dark = found.plot(dark=True).svg().lower()
    assert look.REALITY.lower() in figure.svg().lower() and look.REALITY.lower() not in dark
    assert look.DARK[look.REALITY].lower() in dark


@pytest.mark.slow
def test_skill_and_the_transform_are_drawn_of_a_score(tmp_path: Path):
    made = plan("north-korea", as_of=DAYS, until="2015-12", baselines_only=True).execute()
    found = score(made.save_draws(tmp_path / "draws.parquet"), "north-korea")
    assert found.figures == ("skill", "pit")
    for name in found.figures:
        drawn = texts(found.plot(name).svg())
        assert overlaps(drawn) == []
        assert any("mean of past years" in text.text for text in drawn)
