"""The command describe as a user calls it: where the page goes, what is left alone, what is printed."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from politburo.cli import main
from politburo.show.describe import MARK, model_page
from politburo.terms.parameters import parameter_sources

pytestmark = pytest.mark.slow

PAGE = Path("docs/model.md")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty folder in which every command is given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_where_there_is_no_docs_folder_the_page_is_printed(folder: Path):
    said = call("describe")
    assert said.exit_code == 0
    assert said.stdout == model_page()
    assert list(folder.iterdir()) == []


def test_where_there_is_a_docs_folder_the_page_is_written_into_it_and_nothing_beside_it():
    PAGE.parent.mkdir()
    said = call("describe")
    assert said.stdout == f"page: docs/model.md\n{parameter_sources()}\n"
    assert PAGE.read_text("utf-8") == model_page()
    assert [file.name for file in PAGE.parent.iterdir()] == ["model.md"]


def test_a_page_that_is_there_is_renewed():
    Path("page.md").write_text(MARK + "what was said before", "utf-8")
    assert call("describe", "--out", "page.md").exit_code == 0
    assert Path("page.md").read_text("utf-8") == model_page()


def test_a_file_that_is_no_model_page_is_left_as_it_is():
    PAGE.parent.mkdir()
    PAGE.write_text("my own model\n")
    said = call("describe")
    assert said.exit_code == 2
    assert "docs/model.md was not written by politburo" in said.stderr
    assert PAGE.read_text() == "my own model\n"


def test_a_folder_that_does_not_exist_is_made():
    assert call("describe", "--out", "new/page.md").exit_code == 0
    assert Path("new/page.md").read_text("utf-8") == model_page()


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


def test_a_check_of_a_page_that_is_up_to_date_succeeds_and_writes_nothing():
    Path("page.md").write_text(model_page(), "utf-8")
    before = Path("page.md").stat().st_mtime_ns
    said = call("describe", "--check", "--out", "page.md")
    assert said.exit_code == 0
    assert said.stdout == "page.md is up to date.\n"
    assert Path("page.md").stat().st_mtime_ns == before


def test_a_check_of_a_stale_page_fails_with_the_command_that_renews_it():
    PAGE.parent.mkdir()
    PAGE.write_text(model_page() + "more", "utf-8")
    said = call("describe", "--check")
    assert said.exit_code == 1
    assert said.stderr == ("Error: docs/model.md is not what the model says now; to renew it: politburo describe\n")
    assert PAGE.read_text("utf-8").endswith("more")


def test_a_check_of_a_page_that_does_not_exist_fails():
    said = call("describe", "--check", "--out", "page.md")
    assert said.exit_code == 1
    assert "to write it: politburo describe --out page.md" in said.stderr


def test_a_check_where_no_page_can_be_meant_says_what_to_name():
    said = call("describe", "--check")
    assert said.exit_code == 2
    assert "name the page with --out" in said.stderr


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
