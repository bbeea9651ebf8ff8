"""`politburo compare` as a user calls it, with runs that are really simulated."""

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.calling import call, refused

pytestmark = pytest.mark.slow

SMALL = ("--runs", "3", "--scale", "0.02", "--until", "2000-06", "--seed", "3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs of all commands here are kept."""
    return tmp_path_factory.mktemp("compared")


@pytest.fixture(scope="module")
def held(folder: Path) -> Result:
    """What a comparison with a lever held printed."""
    return call("compare", "example", "--set", "purge=0.6", "--from", "2000-03", *SMALL, "--out", str(folder))


def tables_of(*arguments: str) -> dict[str, list[dict]]:
    """The rows of all tables of what a command prints as JSON."""
    said = json.loads(call(*arguments, "--json").stdout)
    return {
        table["name"]: [dict(zip(names, row, strict=True)) for row in table["rows"] or ()]
        for table in said["tables"]
        for names in [[column["name"] for column in table["columns"]]]
    }


def test_what_differs_in_which_groups_and_what_is_changed_are_printed(held: Result):
    assert held.exit_code == 0, held.output
    printed = held.stdout
    assert re.search(r"^penalties +persons .* \[.*\]", printed, re.MULTILINE)
    assert "Breakdown by group (simulated, not observed)" in printed
    assert re.search(r"^\w+.* organ +party .* %$", printed, re.MULTILINE)
    assert re.search(r"^\w+.* province +Plain .* %$", printed, re.MULTILINE)
    assert re.search(r"purge_intensity .*2000-03 to 2000-06 .*0.6$", printed, re.MULTILINE)
    said = " ".join(printed.split())
    assert "Runs diverge in March 2000 in every pair." in said
    assert "90 % intervals over 3 pairs of runs (chance only: parameters are held at their defaults)." in said


def test_files_and_run_folders_are_named_and_are_there(held: Result):
    files = [Path(file) for file in re.findall(r"^(?:picture|table): (.*)$", held.stdout, re.MULTILINE)]
    assert {"totals.csv", "years.csv", "contributions.csv", "differences.png", "differences.svg"} <= {
        file.name for file in files
    }
    assert all(file.exists() for file in files)
    folder = Path(held.stdout.splitlines()[-1].removeprefix("folder: "))
    arms = list(csv.DictReader((folder / "arms.csv").read_text().splitlines()))
    assert [arm["arm"] for arm in arms] == ["baseline", "purge intensity 0.6 from 2000-03"]
    assert all((Path(arm["folder"]) / "manifest.json").exists() for arm in arms)


def test_as_json_it_is_an_answer_that_says_the_same(held: Result, folder: Path):
    asked = ("compare", "example", "--set", "purge=0.6", "--from", "2000-03", *SMALL, "--out", str(folder))
    said = json.loads(call(*asked, "--json").stdout)
    assert said["question"] == "compare"
    assert said["provenance"]["runs"] == 3
    assert (said["provenance"]["scale"], said["provenance"]["last"]) == (0.02, "2000-06")
    assert all(" ".join(one.split()) in " ".join(held.stdout.split()) for one in said["sentences"])
    tables = tables_of(*asked)
    totals = {total["outcome"]: total for total in tables["totals"]}
    assert totals["penalties"]["low"] > 0
    assert totals["penalties"]["finding"] == "distinguishable"
    for by in ("organ", "rank", "form"):
        shares = [row["share"] for row in tables["contributions"] if (row["outcome"], row["by"]) == ("penalties", by)]
        assert sum(shares) == pytest.approx(1)
    assert tables["divergence"] == [
        {
            "alternative": "purge intensity 0.6 from 2000-03", "pairs": 3, "diverging": 3, "first": "2000-03",
            "median": "2000-03", "last": "2000-03",
        }
    ]  # fmt: skip
    assert [row["falls"] for row in tables["regimes"]] == [0, 0]
    assert "precision" not in tables


def test_outcomes_can_be_chosen_and_quiet_prints_the_folder_alone(folder: Path):
    asked = ("compare", "example", "--off", "rumour", *SMALL, "--out", str(folder))
    printed = call(*asked, "--series", "purges", "--series", "senior_flights").stdout
    first = printed[printed.index("Differences over") : printed.index("Differences by year")]
    assert re.findall(r"^(\w+(?: \w+)?) +persons ", first, re.MULTILINE) == ["purges", "senior flights"]
    quiet = call(*asked, "--quiet")
    assert re.fullmatch(rf"{folder}/compare-example-[0-9a-f]{{10}}\n", quiet.stdout)
    assert quiet.stderr == ""


def test_of_runs_that_are_simulated_independent_seeds_would_have_taken_many_more(folder: Path):
    """Measured: without rumours, the difference in fear that a few pairs tell takes hundreds of unpaired runs."""
    tables = tables_of("compare", "example", "--off", "rumour", *SMALL, "--out", str(folder))
    totals = {total["outcome"]: total for total in tables["totals"]}
    assert totals["fear"]["runs_with_independent_seeds"] > 5 * totals["fear"]["pairs"]


def test_a_precision_says_whether_it_is_reached_and_what_independent_seeds_would_have_taken(folder: Path):
    asked = ("compare", "example", "--set", "purge=0.6", *SMALL, "--out", str(folder), "--most-runs", "4")
    printed = " ".join(call(*asked, "--precision", "penalties=0.1%").stdout.split())
    assert "after 4 pairs; ±" in printed
    assert "which is not reached. Runs with independent seeds would have taken" in printed
    [said] = tables_of(*asked, "--precision", "penalties=0.1%")["precision"]
    assert (said["outcome"], said["reached"], said["pairs"]) == ("penalties", False, 4)


def test_several_files_are_compared_with_the_first(folder: Path):
    for name, value in (("a", 0.3), ("b", 0.6), ("c", 0.7)):
        (folder / f"{name}.toml").write_text(f'extends = "example"\n[levers]\nsurveillance = {value}\n')
    printed = call("compare", *(str(folder / f"{name}.toml") for name in "abc"), *SMALL, "--out", str(folder)).stdout
    assert "Differences from the baseline by alternative, 2000-01 to 2000-06 (simulated, not observed)" in printed
    assert re.search(r"^outcome .* b \[90 %\] .* c \[90 %\]", printed, re.MULTILINE)


def test_across_parameter_sets_the_time_is_said_beforehand(folder: Path):
    asked = ("compare", "example", "--set", "purge=0.6", "--runs", "2", "--scale", "0.02", "--until", "2000-02")
    done = call(*asked, "--across-priors", "2", "--out", str(folder))
    said = " ".join(done.stderr.split())
    assert re.match(r"This takes about .* unless parts of it are there already; it can be stopped\. example", said)
    assert "The same difference under 2 plausible parameter sets (simulated, not observed)" in done.stdout
    assert "of 2 sets (" in done.stdout


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
        (("example", "--off", "rumour", "--series", "feer"), "There is no outcome 'feer'; did you mean 'fear'"),
        (("example", "--off", "rumour", "--precision", "fear=no"), "'no' is no precision for fear"),
        (("exampel", "--off", "rumour"), "There is no scenario 'exampel'; did you mean 'example'?"),
        (("example", "north-korea"), "runs in different countries share no chance"),
    ],
)
def test_what_cannot_be_compared_ends_in_a_sentence(folder: Path, asked: tuple[str, ...], sentence: str):
    said = refused("compare", *asked, "--out", str(folder / "none"))
    assert sentence in said
    assert not (folder / "none").exists()
