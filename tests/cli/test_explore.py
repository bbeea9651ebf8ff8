"""`politburo explore` as a user calls it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ask.explore.made_up import FEW_PERMUTATIONS, QUICKEST, sure_of_few
from tests.cli.calling import printed, refused

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Boxes are looked for by the quick search."""
    with pytest.MonkeyPatch.context() as patch:
        sure_of_few(patch)
        quickest = replace(QUICKEST, permutations=FEW_PERMUTATIONS)
        patch.setattr("politburo.ask.explore.Search", lambda **asked: replace(quickest, **asked))
        yield


@pytest.fixture(scope="module")
def told(corners: Path) -> str:
    return printed("explore", str(corners), "--when", "regime_falls > 0.6")


def test_boxes_are_told_with_limits_worth_and_checks(told: str):
    said = " ".join(told.split())
    assert "Box 1: where" in said
    assert "govern.elite_weight >" in said
    assert "fear.horizon <" in said
    assert "coverage" in said
    assert "On sets held out" in said
    assert f"Permutation test ({FEW_PERMUTATIONS} permutations" in said
    assert "at least 80 % of the points are cases" in said


def test_it_ends_with_the_files_and_the_folder(told: str, corners: Path):
    folder = told.splitlines()[-1]
    files = [Path(line.split(": ")[1]) for line in told.splitlines() if line.startswith(("picture: ", "table: "))]
    assert {file.name for file in files} == {
        *(f"{name}.{kind}" for name in ("boxes", "limits", "points", "peeling") for kind in ("png", "svg")),
        *(f"{name}.csv" for name in ("limits", "boxes", "condition", "peeling", "sets")),
    }
    assert all(file.is_file() for file in files)
    assert folder == f"folder: {corners}"


def test_as_json_it_is_one_answer_with_the_rule_that_was_asked_for(corners: Path):
    said = json.loads(
        printed("explore", str(corners), "--when", "regime_falls > 0.6", "--density", "0.7", "--json", "--quiet")
    )
    tables = {table["name"]: table for table in said["tables"]}
    assert "at least 70 %" in tables["peeling"]["note"]
    names = [column["name"] for column in tables["limits"]["columns"]]
    assert {row[names.index("parameter")] for row in tables["limits"]["rows"]} == {
        "govern.elite_weight", "fear.horizon",
    }  # fmt: skip
    assert tables["sets"]["rows"] is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--when", "regime_fals > 0.5"), "There is no outcome 'regime_fals'; did you mean 'regime_falls'"),
        (("--when", "regime_falls"), "is no condition; write it like"),
        (("--when", "regime_falls > 0.5", "--points", "10"), "The folder of an experiment is asked as it is"),
        (("--when", "regime_falls > 0.5", "--density", "2"), "The density is 2; it must be at least 0 and at most 1"),
        (("--when", "fear > 1.5"), "'fear > 1.5' can never hold: fear lies between 0 and 1"),
        ((), "Missing option '--when'"),
    ],
)
def test_what_cannot_be_ends_in_a_sentence(corners: Path, options: tuple[str, ...], message: str):
    assert message in refused("explore", str(corners), *options)


def test_a_scenario_is_run_and_how_long_that_takes_is_told(tmp_path: Path):
    from tests.cli.calling import call

    few = ("--over", "elite_weight", "--over", "market=0.2:0.8", "--points", "3", "--until", "2000-02")
    asked = ("explore", "example", "--when", "fear > 1x", *few, "--scale", "0.02", "--out", str(tmp_path / "x"))
    finished = call(*asked)
    assert finished.exit_code == 0, finished.output
    assert "This takes about" in finished.stderr
    assert "too few to look for limits" in finished.stdout
    assert "In the baseline" in finished.stdout
    again = call(*asked)
    assert again.exit_code == 0
    assert "This takes about" not in again.stderr
