"""`politburo describe`, `cite` and `doctor` as a user calls them."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import politburo as pb
from politburo.cli import main
from politburo.show.cite import citation_of_everything
from politburo.show.describe import MARK, model_page
from politburo.terms.parameters import parameter_sources
from tests.cli.calling import printed

PAGE = Path("docs/model.md")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty folder in which every command is given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.slow
def test_where_there_is_no_docs_folder_the_page_is_printed(folder: Path):
    said = call("describe")
    assert said.exit_code == 0
    assert said.stdout == model_page()
    assert list(folder.iterdir()) == []


@pytest.mark.slow
def test_where_there_is_a_docs_folder_the_page_is_written_into_it_and_nothing_beside_it():
    PAGE.parent.mkdir()
    said = call("describe")
    assert said.stdout == f"page: docs/model.md\n{parameter_sources()}\n"
    assert PAGE.read_text("utf-8") == model_page()
    assert [file.name for file in PAGE.parent.iterdir()] == ["model.md"]


@pytest.mark.slow
def test_a_page_that_is_there_is_renewed():
    Path("page.md").write_text(MARK + "what was said before", "utf-8")
    assert call("describe", "--out", "page.md").exit_code == 0
    assert Path("page.md").read_text("utf-8") == model_page()


@pytest.mark.slow
def test_a_file_that_is_no_model_page_is_left_as_it_is():
    PAGE.parent.mkdir()
    PAGE.write_text("my own model\n")
    said = call("describe")
    assert said.exit_code == 2
    assert "docs/model.md was not written by politburo" in said.stderr
    assert PAGE.read_text() == "my own model\n"


@pytest.mark.slow
def test_a_folder_that_does_not_exist_is_made():
    assert call("describe", "--out", "new/page.md").exit_code == 0
    assert Path("new/page.md").read_text("utf-8") == model_page()


@pytest.mark.slow
def test_a_page_that_cannot_be_written_says_so_and_leaves_the_old_one(monkeypatch: pytest.MonkeyPatch):
    Path("page.md").write_text(MARK, "utf-8")

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    said = call("describe", "--out", "page.md")
    assert said.exit_code == 3
    assert "page.md cannot be written" in said.stderr
    assert "No space left on device" in said.stderr
    assert Path("page.md").read_text("utf-8") == MARK
    assert [file.name for file in Path().iterdir()] == ["page.md"]


@pytest.mark.slow
def test_a_check_of_a_page_that_is_up_to_date_succeeds_and_writes_nothing():
    Path("page.md").write_text(model_page(), "utf-8")
    before = Path("page.md").stat().st_mtime_ns
    said = call("describe", "--check", "--out", "page.md")
    assert said.exit_code == 0
    assert said.stdout == "page.md is up to date.\n"
    assert Path("page.md").stat().st_mtime_ns == before


@pytest.mark.slow
def test_a_check_of_a_stale_page_fails_with_the_command_that_renews_it():
    PAGE.parent.mkdir()
    PAGE.write_text(model_page() + "more", "utf-8")
    said = call("describe", "--check")
    assert said.exit_code == 1
    assert said.stderr == ("Error: docs/model.md is not what the model says now; to renew it: politburo describe\n")
    assert PAGE.read_text("utf-8").endswith("more")


@pytest.mark.slow
def test_a_check_of_a_page_that_does_not_exist_fails():
    said = call("describe", "--check", "--out", "page.md")
    assert said.exit_code == 1
    assert "to write it: politburo describe --out page.md" in said.stderr


@pytest.mark.slow
def test_a_check_where_no_page_can_be_meant_says_what_to_name():
    said = call("describe", "--check")
    assert said.exit_code == 2
    assert "name the page with --out" in said.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["describe", "cite"])
def test_help_starts_without_the_libraries_that_take_long(command: str):
    watched = f"""
import sys
from politburo.cli import main
main([{command!r}, "--help"], standalone_mode=False)
slow = {{"numpy", "numba", "pandas", "xarray", "zarr", "duckdb", "pybtex"}}
print("loaded:", *sorted(slow & set(sys.modules)))
"""
    finished = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=True)
    assert finished.stdout.splitlines()[-1] == "loaded:"


def test_cite_without_a_run_cites_politburo_and_all_that_it_stands_on():
    said = call("cite")
    assert said.stdout == citation_of_everything()
    assert f"@misc{{politburo-{version('politburo')}," in said.stdout


def test_cite_with_a_run_cites_what_its_results_stand_on():
    results = pb.run("example", runs=1, scale=0.02, until="2000-02", out="results")
    assert call("cite", "results").stdout == pb.citation(results)


def test_cite_of_a_folder_that_is_no_run_is_an_error(folder: Path):
    said = call("cite", "nowhere")
    assert said.exit_code == 2
    assert "nowhere is not a run folder" in said.stderr


@pytest.mark.slow
def test_kernels_kept_in_a_temporary_folder_are_a_warning(tmp_path: Path):
    """Nobody, not even root, can make a folder inside a file."""
    file = tmp_path / "file"
    file.touch()
    told = subprocess.run(
        [sys.executable, "-m", "politburo", "doctor"],
        env=os.environ | {"POLITBURO_CACHE": str(file / "cache"), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Warning: {file / 'cache'} cannot be written" in " ".join(told.stdout.split())


@pytest.mark.slow
def test_what_is_installed_is_an_answer_like_others():
    (table,) = json.loads(printed("doctor", "--json"))["tables"]
    assert {"politburo", "Python", "numpy", "compiled kernels"} <= {row[0] for row in table["rows"]}


@pytest.mark.slow
def test_a_library_without_which_nothing_can_be_said_is_named():
    code = "import sys; sys.modules['pydantic'] = None; from politburo.cli import main; main(['doctor'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode != 0
    assert "Error: A library that politburo needs cannot be imported: " in done.stderr
    assert "pydantic" in done.stderr
    assert "Traceback" not in done.stderr
