"""`politburo country from-table`: what a user sees, and what nobody is to see."""

import json
import re
from pathlib import Path

import pytest

from politburo.ask.country_table import careers
from tests.ask.country_table.made import PLANTED, changed, person_posts, write
from tests.cli.calling import call, printed, refused

PAGE = (Path(__file__).parents[2] / "docs" / "from-a-table.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is, with a table."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "people.csv", person_posts())
    return tmp_path


def test_the_answer_is_printed_with_its_doubts_and_the_folder():
    said = printed("country", "from-table", "people.csv", "--out", "mine")
    assert "Posts by organ and rank in" in said
    assert "In doubt: The order of the ranks is that of their numbers" in said
    assert "Assumed: 10,000,000 people live in the country." in said
    assert said.endswith("folder: mine\n")


def test_the_answer_as_json_is_that_of_every_command():
    from jsonschema import validate

    from politburo.answer.json_schema import answer_schema

    answer = json.loads(printed("country", "from-table", "people.csv", "--out", "mine", "--json"))
    validate(answer, answer_schema())
    assert answer["question"] == "country from-table"
    assert {table["name"] for table in answer["tables"]} == {"posts", "turnover", "exits", "tenure", "columns"}


def test_columns_are_named_as_pairs(folder: Path):
    write(
        folder / "people.csv",
        [{"Wer": row["person"], "Amt": row["organ"], "von": row["start"]} for row in person_posts()],
    )
    named = ("--column", "person=Wer", "--column", "organ=Amt", "--column", "start=von")
    assert printed("country", "from-table", "people.csv", "--out", "mine", "--quiet", *named) == "mine\n"
    assert "takes ROLE=COLUMN" in refused("country", "from-table", "people.csv", "--out", "other", "--column", "person")


def test_what_cannot_be_used_is_told_by_line_without_a_name(folder: Path):
    rows = person_posts()
    rows[1] |= {"person": PLANTED, "start": f"{PLANTED} was appointed"}
    write(folder / "people.csv", rows)
    assert refused("country", "from-table", "people.csv", "--out", "mine") == (
        "Error: people.csv: one row cannot be used (--leave-out goes on without):\n"
        "  line 3, column start: no year can be read in it\n"
    )
    said = printed("country", "from-table", "people.csv", "--out", "mine", "--leave-out")
    assert "In doubt: Rows left out, since they could not be used: fewer than five." in said


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
def test_whatever_ends_it_no_name_is_told_and_nothing_is_left(
    fault: type[BaseException], folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(text: str, order: object) -> tuple[int, bool]:
        raise fault(PLANTED)

    monkeypatch.setattr(careers, "rank_of", broken)
    write(folder / "people.csv", changed(person_posts(), person=lambda row: f"{PLANTED} {row['person']}"))
    result = call("country", "from-table", "people.csv", "--out", "mine")
    assert result.exit_code == (130 if fault is KeyboardInterrupt else 2)
    assert not [part for part in PLANTED.split() if part in result.output + result.stderr]
    assert [entry.name for entry in folder.iterdir()] == ["people.csv"]


def test_the_example_of_the_page_works_as_it_stands(folder: Path):
    [table] = re.findall(r"```text\n(person,.*?)```", PAGE, re.DOTALL)
    [typed] = re.findall(r"^politburo (country from-table .*)$", PAGE, re.MULTILINE)
    (folder / "people.csv").write_text(table, encoding="utf-8")
    said = printed(*typed.split())
    assert "Elbonia" in said
    assert "Persons by the leader under whom they entered" in said
    assert "Ends that are missing" in said
    assert "No problems found." in printed("check", "elbonia", "elbonia/scenario.toml")
    files = set(re.findall(r"`([\w-]+\.(?:toml|csv|md))`", PAGE)) - {"people.csv"}
    assert {entry.name for entry in (folder / "elbonia").iterdir()} == files
