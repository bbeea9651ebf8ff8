"""`politburo life` as a user calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import politburo as pb
from politburo.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small run has been made under the name `results`."""
    place = tmp_path_factory.mktemp("life")
    pb.run("example", runs=2, scale=0.02, until="2002-12", out=place / "results")
    return place


def life(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: object, of: str = "results") -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["life", of, *map(str, options)])


@pytest.mark.slow
def test_a_life_is_shown_in_tables_in_words_and_in_two_pictures(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = life(folder, monkeypatch, "--post", 3, "--run", 1)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Life of post 3 in run 1 of An invented country")
    assert "Post 3 (party, top leadership rank, Capital) in run 1 of An invented country" in " ".join(
        done.stdout.split()
    )
    assert "This life is invented; it is not testimony." in done.stdout.splitlines()
    assert "Jan 2001" in done.stdout
    place = "results/lives/post-3-run-1"
    pictures = [f"{place}/life.{kind}" for kind in ("png", "svg")]
    assert done.stdout.splitlines()[-3:] == [*(f"picture: {picture}" for picture in pictures), f"folder: {place}"]
    assert all((folder / picture).stat().st_size for picture in pictures)
    assert done.stderr == "run 1 of An invented country, again …\n"


def test_following_a_life_leaves_the_results_as_they_are(folder: Path, monkeypatch: pytest.MonkeyPatch):
    before = pb.open(folder / "results").fingerprint
    assert life(folder, monkeypatch, "--person", 5).exit_code == 0
    assert pb.open(folder / "results").status == "finished"
    assert pb.open(folder / "results").fingerprint == before


def test_json_has_the_months_shown_and_csv_all_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = life(folder, monkeypatch, "--post", 3, "--json", "--csv", "tables")
    answer = json.loads(done.stdout)
    assert answer["provenance"]["details"] == {"run": "0"}
    tables = {table["name"]: table for table in answer["tables"]}
    assert tables["months"]["rows"] is None
    names = [column["name"] for column in tables["notable_months"]["columns"]]
    first = dict(zip(names, tables["notable_months"]["rows"][0], strict=True))
    assert (first["month"], first["standing"], first["patron_penalised"]) == ("2000-01", "serving", 0)
    assert 0 < first["fear"] < 1
    assert answer["sentences"][0].startswith("Post 3 (party, top leadership rank, Capital) in run 0")
    head, *rows = (folder / "tables" / "months.csv").read_text().splitlines()
    assert "patron_penalised,clients_penalised" in head
    assert len(rows) == 36


def test_a_household_is_followed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = life(folder, monkeypatch, "--household", 5, "--run", 1, "--json")
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["question"], answer["figures"]) == ("life", ["household"])
    assert answer["sentences"][0].startswith("Household 5 in run 1 of An invented country is synthetic")


def test_around_a_month_only_its_neighbours_are_shown(folder: Path, monkeypatch: pytest.MonkeyPatch):
    shown = life(folder, monkeypatch, "--post", 3, "--month", "2001-12").stdout.partition("Months around")[2]
    assert "Jan 2001" in shown
    assert "Mar 2002" in shown
    assert "Dec 2000" not in shown
    assert "Apr 2002" not in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--post, or a person with --person"),
        (("--post", 1, "--person", 1), "--post, or a person with --person"),
        (("--person", 1, "--household", 1), "--post, or a person with --person, or a household with --household"),
        (("--household", 99999), "There is no household 99999; the simulated households have the numbers 0 to"),
        (("--household", 1, "--month", "2001-12"), "--month is for posts and persons"),
        (("--post", 9999), "There is no post 9999; the posts have the numbers 0 to"),
        (("--post", 1, "--run", 2), "it holds runs 0 to 1"),
        (("--post", 1, "--month", "May"), "'May' is not a month"),
        (("--post", 1, "--month", "2003-01"), "which spans 2000-01 to 2002-12"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[object, ...], said: str
):
    done = life(folder, monkeypatch, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_folder_without_a_run_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = life(folder, monkeypatch, "--post", 1, of=".")
    assert done.exit_code == 2
    assert "is not a run folder" in done.stderr
