"""`politburo compare` as a user calls it, with runs that are really simulated."""

import json
import re
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.calling import call, refused

SMALL = ("--runs", "3", "--scale", "0.02", "--until", "2000-06", "--seed", "3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs of all commands here are kept."""
    return tmp_path_factory.mktemp("compared")


@pytest.fixture(scope="module")
def held(folder: Path) -> Result:
    """What a comparison with a lever held printed."""
    return call("compare", "example", "--set", "purge=0.6", "--from", "2000-03", *SMALL, "--out", str(folder))


def test_what_is_changed_what_differs_and_who_carries_it_are_printed(held: Result):
    assert held.exit_code == 0, held.output
    printed = held.stdout
    assert re.search(r"purge_intensity +2000-03 to 2000-06 +0.04 +0.6", printed)
    assert re.search(r"^penalties +persons .* \[.*\], 50 times as many +100 %", printed, re.MULTILINE)
    assert "who carries it  parts of the difference in " in printed
    assert re.search(r"^organ +party .* %$", printed, re.MULTILINE)
    assert re.search(r"^province +Plain .* %$", printed, re.MULTILINE)
    assert "The paths part in March 2000 in every pair." in " ".join(printed.split())


def test_files_and_run_folders_are_named_and_are_there(held: Result):
    files = re.findall(r"^(?:picture|table): (.*)$", held.stdout, re.MULTILINE)
    assert [Path(file).name for file in files] == [
        "picture.png", "picture.svg", "totals.csv", "months.csv", "groups.csv",
    ]  # fmt: skip
    assert all(Path(file).stat().st_size > 1000 for file in files)
    runs = re.findall(r"^runs: (.*)  \((.*)\)$", held.stdout, re.MULTILINE)
    assert [label for _, label in runs] == ["baseline", "purge intensity 0.6 from 2000-03"]
    assert all((Path(run) / "manifest.json").exists() for run, _ in runs)


def test_as_json_it_is_one_object_that_says_the_same(held: Result, folder: Path):
    told = call("compare", "example", "--set", "purge=0.6", "--from", "2000-03", *SMALL, "--out", str(folder), "--json")
    said = json.loads(told.stdout)
    assert said["pairs"] == 3
    assert said["months"] == ["2000-03", "2000-06"]
    assert [arm["label"] for arm in said["arms"]] == ["baseline", "purge intensity 0.6 from 2000-03"]
    assert said["parting"][0]["months"] == ["2000-03"] * 3
    totals = {total["series"]: total for total in said["totals"]}
    assert totals["penalties"]["low"] > 0
    assert totals["penalties"]["told_apart"] is True
    for by in ("organ", "rank", "province"):
        assert sum(part["share"] for part in said["groups"] if part["by"] == by) == pytest.approx(1)
    assert said["ends"] == [
        {"alternative": "purge intensity 0.6 from 2000-03", "pairs": 3, "base": 0, "changed": 0, "both": 0}
    ]
    assert said["precision"] == []
    assert " ".join(said["words"].split()) in " ".join(held.stdout.split())
    assert all(Path(file).exists() for file in said["files"])


def test_series_can_be_chosen_and_quiet_prints_the_folder_alone(folder: Path):
    asked = ("compare", "example", "--off", "rumour", *SMALL, "--out", str(folder))
    printed = call(*asked, "--series", "fear", "--series", "income").stdout
    rows = re.findall(r"^(\w+) +(?:share|subsistence) ", printed, re.MULTILINE)
    assert rows == ["fear", "income"]
    quiet = call(*asked, "--quiet")
    assert re.fullmatch(rf"{folder}/compare-example-[0-9a-f]{{10}}\n", quiet.stdout)
    assert quiet.stderr == ""


def test_of_runs_that_are_simulated_independent_seeds_would_have_taken_many_more(folder: Path):
    """Measured: without rumours, the difference in fear that a few pairs tell takes hundreds of unpaired runs."""
    told = call("compare", "example", "--off", "rumour", *SMALL, "--out", str(folder), "--json")
    totals = {total["series"]: total for total in json.loads(told.stdout)["totals"]}
    assert totals["fear"]["runs_with_independent_seeds"] > 5 * totals["fear"]["pairs"]


def test_a_precision_says_whether_it_is_reached_and_what_independent_seeds_would_have_taken(folder: Path):
    asked = ("compare", "example", "--set", "purge=0.6", *SMALL, "--out", str(folder), "--most-runs", "4")
    printed = " ".join(call(*asked, "--precision", "penalties=0.1%").stdout.split())
    assert "after 4 pairs; ±" in printed
    assert "which is not reached. Runs with independent seeds would have taken" in printed
    said = json.loads(call(*asked, "--precision", "penalties=0.1%", "--json").stdout)
    assert said["precision"][0]["reached"] is False
    assert said["pairs"] == said["precision"][0]["pairs"] == 4


def test_several_files_are_compared_with_the_first(folder: Path):
    for name, value in (("a", 0.3), ("b", 0.6)):
        (folder / f"{name}.toml").write_text(f'extends = "example"\n[levers]\nsurveillance = {value}\n')
    printed = call("compare", *(str(folder / f"{name}.toml") for name in "ab"), *SMALL, "--out", str(folder)).stdout
    assert re.search(r"^b  3 pairs, 2000-01 to 2000-06; \d+ of \d+ series told apart", printed, re.MULTILINE)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("example",), "There is nothing to compare example with"),
        (("example", "--without", "parade"), "example has no event whose label contains 'parade'; its events are"),
        (("example", "--set", "purge"), "'purge' sets nothing; write a name and a number"),
        (("example", "--set", "purge=1", "--set", "purge_intensity=0"), "--set names 'purge_intensity' twice"),
        (("example", "--set", "purge=2"), "purge_intensity: 2.0 lies outside 0 to 1 per year"),
        (("example", "--set", "horizon=2", "--from", "2001-01"), "Only levers can be held from '2001-01' on"),
        (("example", "--off", "rumor"), "There is no mechanism 'rumor'; did you mean 'rumour'?"),
        (("example", "--off", "rumour", "--series", "feer"), "There is no series 'feer'; did you mean 'fear'"),
        (("example", "--off", "rumour", "--precision", "fear=no"), "'no' is no precision for fear"),
        (("exampel", "--off", "rumour"), "There is no scenario 'exampel'; did you mean 'example'?"),
        (("example", "north-korea"), "runs in different countries share no chance"),
    ],
)
def test_what_cannot_be_compared_ends_in_a_sentence(folder: Path, asked: tuple[str, ...], sentence: str):
    said = refused("compare", *asked, "--out", str(folder / "none"))
    assert sentence in said
    assert not (folder / "none").exists()
