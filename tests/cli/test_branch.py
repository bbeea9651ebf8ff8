"""`politburo branch` tells what is the same as in the parent, what becomes different, and where everything is."""

import json
import re
from pathlib import Path

import pytest

import politburo as pb
from politburo.run.engines import Threads
from politburo.scenario import adapt, load
from tests.cli.calling import call, printed, refused

pytestmark = pytest.mark.slow

SCENARIO = adapt(load("example"), runs=3, until="2003-12", scale=0.03)


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(pb.run(SCENARIO, out=tmp_path_factory.mktemp("cli") / "p", engine=Threads(1)).folder)


@pytest.fixture(scope="module")
def told(parent: str) -> tuple[Path, str]:
    """The folder of a branch, and what was printed."""
    out = Path(parent).parent / "b"
    return out, printed("branch", parent, "--at", "2002-06", "--set", "rents=0.4", "--out", str(out), "--threads", "1")


def test_it_begins_with_its_title_and_says_what_was_verified(told: tuple[Path, str]):
    said = told[1]
    assert said.startswith("An invented country: from 2002-06, rents 0.4\n")
    verified = re.search(
        r"3 runs identical to the parent up to 2002-05, to the bit \(fingerprint of these months (\w+)\)\.",
        " ".join(said.split()),
    )
    assert verified is not None
    assert len(verified[1]) == 32


def test_it_goes_on_with_the_difference_run_by_run_and_in_words(told: tuple[Path, str]):
    said = " ".join(told[1].split())
    assert "Differences over 2002-06 to 2003-12 (simulated, not observed)" in said
    assert "private loyalty" in said
    assert "Runs diverge in June 2002 in every pair." in said


def test_it_ends_with_pictures_tables_and_the_folder(told: tuple[Path, str], parent: str):
    out, said = told
    assert said.splitlines()[-1] == f"folder: {out}"
    assert f"picture: {out / 'compared' / 'differences.png'}" in said
    assert (out / "compared" / "differences.png").stat().st_size > 10_000
    assert pb.open(out).status == "finished"


def test_quietly_it_prints_the_folder_alone(told: tuple[Path, str], parent: str):
    asked = ("branch", parent, "--at", "2002-06", "--set", "rents=0.4", "--out", str(told[0]), "--quiet")
    result = call(*asked)
    assert (result.stdout, result.stderr) == (f"{told[0]}\n", "")


def test_as_json_it_is_an_answer(told: tuple[Path, str], parent: str):
    out = told[0]
    said = json.loads(printed("branch", parent, "--at", "2002-06", "--set", "rents=0.4", "--out", str(out), "--json"))
    tables = {table["name"]: table for table in said["tables"]}
    names = [column["name"] for column in tables["branch"]["columns"]]
    about = dict(zip(names, tables["branch"]["rows"][0], strict=True))
    assert (said["question"], said["folder"]) == ("branch", str(out))
    assert (about["parent"], about["at"], about["changed"], about["ended_before"]) == (
        parent, "2002-06", "rents 0.4", 0,
    )  # fmt: skip
    assert about["fingerprint_before"] in told[1]
    assert said["provenance"]["fingerprint"] == pb.open(out).fingerprint
    assert tables["totals"]["intervals"]["over"] == "3 pairs of runs"


def test_many_futures_of_one_run_are_shown_by_themselves(parent: str):
    out = str(Path(parent).parent / "many")
    asked = ("branch", parent, "--at", "2003-01", "--run", "1", "--runs", "4", "--seed", "7", "--out", out)
    assert "4 runs identical to run 1 of the parent up to 2002-12, to the bit" in " ".join(printed(*asked).split())
    said = json.loads(printed(*asked, "--json"))
    assert [table["name"] for table in said["tables"]][:1] == ["years"]
    assert said["figures"] == ["overview"]


def test_across_parameter_sets_the_time_is_said_beforehand_and_every_set_is_drawn(parent: str):
    out = Path(parent).parent / "under-sets"
    asked = ("branch", parent, "--at", "2003-06", "--set", "rents=0.4", "--out", str(out), "--across-priors", "2")
    done = call(*asked)
    assert " ".join(done.stderr.split()).startswith("This takes about ")
    assert "The same difference under 2 plausible parameter sets (simulated, not observed)" in done.stdout
    assert "the months before are not those of the parent's runs." in " ".join(done.stdout.split())
    assert (out / "compared" / "across_priors.png").stat().st_size > 10_000


def test_without_a_change_it_says_so_and_writes_nothing(parent: str):
    out = Path(parent).parent / "none"
    assert "Nothing would be different from 2002-06 on" in refused(
        "branch", parent, "--at", "2002-06", "--out", str(out)
    )
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--at", "2005-01"), "2005-01 lies outside the scenario 'example', which runs from 2000-01 to 2003-12."),
        ((), "Missing option '--at'"),
        (("--at", "2002-06", "--set", "rents"), "'rents' sets nothing; write a name and a number like"),
        (("--at", "2002-06", "--set", "rents=1", "--set", "rents=2"), "--set names 'rents' twice; name it once."),
        (("--at", "2002-06", "--leader", "strategc"), "did you mean 'strategic'?"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(parent: str, options: tuple[str, ...], sentence: str):
    assert sentence in refused("branch", parent, *options)


def test_a_folder_that_holds_no_runs_is_named(tmp_path: Path):
    assert "is not a run folder" in refused("branch", str(tmp_path), "--at", "2002-06")
