"""`politburo schema` gives editors the schema of scenario files, and replaces nothing but an older one."""

import json
from pathlib import Path

import pytest

from politburo.scenario.json_schema import json_schema
from tests.cli.calling import printed, refused


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_schema_is_printed_as_json():
    assert json.loads(printed("schema")) == json_schema()


def test_a_schema_in_a_file_is_told_with_the_line_that_names_it(folder: Path):
    assert printed("schema", "--out", "politburo.schema.json") == (
        "politburo.schema.json is written; begin a scenario beside it with this line:\n"
        "  #:schema ./politburo.schema.json\n"
    )
    assert json.loads((folder / "politburo.schema.json").read_text()) == json_schema()


def test_a_scenario_that_names_its_schema_is_fine(folder: Path):
    printed("new", "mine.toml")
    (folder / "mine.toml").write_text("#:schema ./politburo.schema.json\n" + (folder / "mine.toml").read_text())
    assert "No problems found." in printed("check", "mine.toml")


def test_an_older_schema_is_replaced(folder: Path):
    (folder / "x.json").write_text(json.dumps({"title": json_schema()["title"]}))
    printed("schema", "--out", "x.json")
    assert json.loads((folder / "x.json").read_text()) == json_schema()
    assert [path.name for path in folder.iterdir()] == ["x.json"]


@pytest.mark.parametrize("content", ["mine", "{}", "[1]", '{"title": "theirs"}', "[" * 100_000])
def test_any_other_file_is_left_alone(content: str, folder: Path):
    (folder / "x.json").write_text(content)
    assert refused("schema", "--out", "x.json") == (
        "Error: x.json was not written by politburo, so it is left as it is; name another file.\n"
    )
    assert (folder / "x.json").read_text() == content


def test_a_folder_is_left_alone_and_one_that_is_missing_is_made(folder: Path):
    (folder / "x").mkdir()
    assert "x is a folder: name a file in it" in refused("schema", "--out", "x")
    printed("schema", "--answers", "--out", "new/x.json")
    printed("schema", "--answers", "--out", "new/x.json")
    assert json.loads((folder / "new" / "x.json").read_text())["title"] == "An answer of politburo"
