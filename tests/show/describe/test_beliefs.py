"""The model page has what leaders believe beside what is, as a check of them says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from politburo.ask.leader_check import MARKETS, PURGES, STEPS, leader_check
from politburo.show.describe.beliefs import PICTURE, beliefs, written
from tests.ask.test_leader_check import Threatened
from tests.run.experiment.made_up import BASE

DOCS = Path(__file__).parents[3] / "docs"


def rows(text: str) -> list[tuple[str, float]]:
    """Lever and value of each row."""
    found = re.findall(r"^\| ([a-z ]+) \| ([\d.]+) \|", text, re.MULTILINE)
    return [(lever.replace(" ", "_"), float(value)) for lever, value in found]


EVERY_VALUE = [(lever, value) for lever in (PURGES, MARKETS) for value in STEPS[lever]]


def test_the_page_has_a_row_for_every_value_of_either_lever_and_the_picture_of_them():
    asked, picture, kept = beliefs().blocks
    assert rows(kept) == EVERY_VALUE
    assert "the hazard that he minimises" in asked
    [name] = re.findall(r"\((.+\.png)\)", picture)
    assert (DOCS / name).stat().st_size > 10_000
    assert PICTURE in (DOCS / "leaders.md").read_text(encoding="utf-8")


def test_what_is_kept_of_a_check_is_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Threatened().used(monkeypatch)
    check = leader_check(BASE, runs=3, out=tmp_path / "check")
    text = written(check)
    assert rows(text) == EVERY_VALUE
    assert "he is safest at" in text and "in the simulation nothing threatens him" not in text
    assert str(check.provenance) in text.replace("\\", "")
