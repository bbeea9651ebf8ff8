"""Whatever happens to one file of a folder with results, it gives the true numbers or an error: never other numbers."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import HOSTILE
from tests.hostile.damage import damage
from tests.hostile.folders import FOLDERS, Facts, Reading

pytestmark = pytest.mark.slow

FEW, MANY, PARTS = 6, 10, 4
"""Ways of damage that are tried of each kind of folder: always, and in each further part of the whole suite."""

MOST_SECONDS = 10.0
"""What a reading may take; on a sound folder all of it takes a tenth of a second. A hang takes longer."""


@dataclass(frozen=True)
class Sound:
    """A sound folder, its twin, and what is true of it."""

    folder: Path
    twin: Path
    facts: Facts


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sound]:
    """Sound folders by their kind, made when first asked for."""
    made: dict[str, Sound] = {}

    def of(kind: str) -> Sound:
        if kind not in made:
            here = tmp_path_factory.mktemp("sound")
            FOLDERS[kind].make(here / "folder", 1)
            FOLDERS[kind].make(here / "twin", 2)
            truth = Reading()
            FOLDERS[kind].read(_copy(here / "folder", here / "read"), truth)
            assert truth.whole
            assert not truth.errors
            made[kind] = Sound(here / "folder", here / "twin", truth.facts)
        return made[kind]

    return of


def _copy(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to))


def untrue(found: Reading, truth: Facts) -> list[str]:
    """What a reading gets wrong: other facts, or a whole folder without an error that lacks some."""
    wrong = [name for name, fact in found.facts.items() if truth.get(name) != fact]
    if found.whole and not found.errors:
        wrong += [f"{name} is not there" for name in truth if name not in found.facts]
    return wrong


SLOW = "sensitivity, merged"
"""What takes a second for each way of damage: there are many folders in it."""

CASES = [
    pytest.param(kind, part, marks=[pytest.mark.hostile] if part or kind == SLOW else [], id=f"{kind}-{part}")
    for kind in FOLDERS
    for part in range(1 if kind == SLOW else PARTS + 1)
]


@pytest.mark.parametrize(("kind", "part"), CASES)
def test_a_damaged_folder_gives_the_true_numbers_or_an_error(
    sound: Callable[[str], Sound], kind: str, part: int, tmp_path: Path, record_property: Callable[[str, object], None]
):
    true = sound(kind)
    came_out: Counter[str] = Counter()
    for number in range(MANY if part else FEW):
        chance = random.Random(f"{kind} {part} {number}")
        folder = _copy(true.folder, tmp_path / str(number))
        how = damage(folder, true.twin, chance)
        found, begun = Reading(), time.monotonic()
        try:
            FOLDERS[kind].read(folder, found)
        except Exception as error:
            raise AssertionError(f"{kind} {part} {number}, {how}: a traceback") from error
        wrong = untrue(found, true.facts)
        assert not wrong, f"{kind} {part} {number}, {how}: {wrong[:5]}"
        assert time.monotonic() - begun < MOST_SECONDS, f"{kind} {part} {number}, {how}"
        came_out["refused" if found.errors else "true" if found.whole else "unfinished"] += 1
        shutil.rmtree(folder)
    for outcome, count in came_out.items():
        record_property(f"{HOSTILE}{outcome}", count)
