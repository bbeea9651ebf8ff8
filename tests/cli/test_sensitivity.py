"""`politburo sensitivity` as a user calls it."""

import json
from pathlib import Path

import pytest

from politburo.run import optional
from tests.cli.calling import call, printed, refused

pytestmark = pytest.mark.slow

ASKED = (
    "sensitivity", "example", "--outcome", "fear", "--parameter", "fear.horizon", "--parameter", "fear.personal",
    "--parameter", "fear.prior", "--until", "2000-02", "--scale", "0.02", "--trajectories", "4", "--points", "8",
    "--keep", "2", "--runs", "2",
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("told") / "found"
    return folder, call(*ASKED, "--out", str(folder))


def test_it_says_beforehand_how_much_there_is_to_do_and_how_long_it_takes(told):
    _, result = told
    assert result.exit_code == 0, result.output
    runs = 4 * 5 * 2 + 8 * 5 * 2 + 5 * 8
    assert f"3 factors, {runs} runs at most." in result.stderr
    assert "This takes about" in result.stderr


def test_it_shows_a_table_the_words_the_pictures_and_the_folder(told):
    folder, result = told
    assert "One at a time: each kept factor at both ends of its range" in result.stdout
    assert "time horizon over which risk becomes fear" in " ".join(result.stdout.split())
    assert "chance (dummy)" in result.stdout
    assert "Simulated: what decides fear in “An invented country”" in " ".join(result.stdout.split())
    assert (folder / "answer" / "indices.png").stat().st_size > 10_000
    assert result.stdout.splitlines()[-1] == f"folder: {folder}"


def test_given_again_or_asked_of_the_folder_it_says_the_same(told):
    folder, result = told
    assert printed(*ASKED, "--out", str(folder)) == result.stdout
    assert printed("sensitivity", str(folder)) == result.stdout
    assert printed(*ASKED, "--out", str(folder), "--quiet") == f"{folder}\n"


def test_as_json_it_is_one_object_also_about_another_outcome(told):
    folder, _ = told
    said = json.loads(printed("sensitivity", str(folder), "--outcome", "private_loyalty", "--json"))
    assert said["provenance"]["details"]["factors"] == "3"
    ranking = said["tables"][0]
    assert (ranking["name"], ranking["intervals"]["level"]) == ("ranking", 0.9)
    assert {row[0] for row in ranking["rows"]} == {"private_loyalty"}
    assert len(ranking["rows"]) == 4


def test_what_cannot_be_asked_ends_in_a_sentence(tmp_path: Path):
    assert "did you mean 'fear'" in refused("sensitivity", "example", "--outcome", "feer")
    assert "name one or more" in refused("sensitivity", "example")
    assert "There is no lever or parameter 'horizn'" in refused(
        "sensitivity", "example", "--outcome", "fear", "--parameter", "horizn"
    )


def test_without_salib_it_says_what_to_install_before_anything_is_done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def gone(module: str):
        raise ModuleNotFoundError(f"No module named {module!r}", name="SALib")

    monkeypatch.setattr(optional, "import_module", gone)
    assert "pip install 'politburo[sensitivity]'" in refused(*ASKED, "--out", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
