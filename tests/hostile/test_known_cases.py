"""What once gave other numbers without a word: files of other runs, seeds and folders, and edited or damaged ones."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import politburo as pb
from politburo.run.store import Store
from politburo.terms.errors import StoreError
from tests.cli.calling import call
from tests.hostile.folders import make_runs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of two runs, and one with another seed."""
    here = tmp_path_factory.mktemp("known")
    make_runs(here / "folder", 1)
    make_runs(here / "other", 2)
    return here / "folder", here / "other"


@pytest.fixture
def folder(made: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "folder"))


def of_run(folder: Path, run: int) -> dict[str, Path]:
    """The files of a run, by where they stand."""
    store = Store(folder)
    return {"series": store.series_file(run), "events": store.events_file(run), "done": store.marker_file(run)}


def a_run_of_another_seed(folder: Path, other: Path) -> None:
    for part, file in of_run(other, 0).items():
        shutil.copyfile(file, of_run(folder, 0)[part])


def runs_swapped(folder: Path, _other: Path) -> None:
    for part, file in of_run(folder, 0).items():
        second = of_run(folder, 1)[part]
        content = file.read_bytes()
        file.write_bytes(second.read_bytes())
        second.write_bytes(content)


def one_run_over_another(folder: Path, _other: Path) -> None:
    for part, file in of_run(folder, 0).items():
        shutil.copyfile(file, of_run(folder, 1)[part])


def manifest_and_scenario_of_another_seed(folder: Path, other: Path) -> None:
    for name in ("manifest.json", "scenario.toml"):
        shutil.copyfile(other / name, folder / name)


def manifest_of_another_seed(folder: Path, other: Path) -> None:
    shutil.copyfile(other / "manifest.json", folder / "manifest.json")


def scenario_of_another_seed(folder: Path, other: Path) -> None:
    shutil.copyfile(other / "scenario.toml", folder / "scenario.toml")


def edited(name: str, value: object) -> Callable[[Path, Path], None]:
    def edit(folder: Path, _other: Path) -> None:
        marker = Store(folder).marker_file(0)
        said = json.loads(marker.read_bytes())
        assert said[name] != value
        marker.write_text(json.dumps(said | {name: value}, indent=2))

    return edit


CASES: dict[str, Callable[[Path, Path], None]] = {
    "run 0 is that of another seed": a_run_of_another_seed,
    "runs 0 and 1 are swapped": runs_swapped,
    "run 0 stands over run 1": one_run_over_another,
    "manifest and scenario of another seed": manifest_and_scenario_of_another_seed,
    "manifest of another seed": manifest_of_another_seed,
    "scenario of another seed": scenario_of_another_seed,
    "the month of the end is edited": edited("ended_month", "2000-07"),
    "the month of the end is a word": edited("ended_month", "x"),
    "the fingerprint is edited": edited("fingerprint", "0" * 32),
}


@pytest.mark.parametrize("case", CASES)
def test_what_belongs_elsewhere_or_was_edited_is_refused(made: tuple[Path, Path], folder: Path, case: str):
    before = pb.open(made[0]).fingerprint
    CASES[case](folder, made[1])
    with pytest.raises(StoreError):
        results = pb.open(folder)
        assert results.fingerprint != before
    done = call("report", str(folder))
    assert done.exit_code in (2, 3), done.output
    assert not (folder / "report.html").exists()


def test_a_bit_of_the_events_turned_is_refused_by_report_and_why(folder: Path):
    sound = pb.open(folder).find_events(("penalty",), run=0)[0]
    assert call("why", str(folder), "--event", str(sound.event)).exit_code == 0
    events = Store(folder).events_file(0)
    content = events.read_bytes()
    for place in random.Random(0).sample(range(len(content)), 5):
        events.write_bytes(content[:place] + bytes([content[place] ^ 8]) + content[place + 1 :])
        for command in (["why", str(folder), "--event", str(sound.event)], ["report", str(folder)]):
            done = call(*command)
            assert done.exit_code == 3, done.output
            assert str(events) in done.output + done.stderr
    assert not (folder / "report.html").exists()
