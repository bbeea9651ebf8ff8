"""`politburo check`, `diff` and `schema` as a user calls them."""

import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import politburo as pb
from politburo.leader import finding
from politburo.scenario import load, to_toml, with_levers, with_off
from politburo.scenario.json_schema import json_schema
from politburo.scenario.overview import differences
from politburo.scenario.scenario import estimate
from politburo.terms import leaders
from tests.cli.calling import MARKUP, STEERING, call, printed, refused

SMALLEST = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-03"\n'
HEAVY = {"numpy", "numba", "llvmlite", "pandas", "xarray", "zarr", "duckdb", "scipy", "politburo.leader"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def two_files(folder: Path) -> None:
    """One good file and one with two errors."""
    (folder / "good.toml").write_text(SMALLEST)
    (folder / "bad.toml").write_text(SMALLEST + "[levers]\nsurveillance = 1.4\nmarket = 0.3\n")


def offered(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Have another package offer a leader named `guest`, which is looked for at `value`."""
    point = EntryPoint("guest", value, leaders.PLUGIN_GROUP)
    for module in (leaders, finding):
        monkeypatch.setattr(module, "plugins", lambda: {"guest": point})
    finding._plugin.cache_clear()


def wrong(*files: str) -> str:
    """What is printed of files with problems, lines that were broken put together."""
    result = call("check", *files)
    assert result.exit_code == 2
    return " ".join(result.stdout.split())


@pytest.mark.usefixtures("two_files")
def test_a_file_without_problems_is_reported_with_its_size():
    said = " ".join(printed("check", "good.toml").split())
    assert "good.toml 0 3 20 about 2.4 MB" in said
    assert "No problems found." in said


def test_scenarios_of_the_library_can_be_checked_by_name():
    assert "example 0 120 8 about" in " ".join(printed("check", "example").split())


@pytest.mark.usefixtures("two_files")
def test_all_errors_of_all_files_are_reported_at_once():
    said = wrong("bad.toml", "missing.toml", "good.toml")
    assert "bad.toml 6 levers.surveillance: 1.4 lies outside 0 to 1 share (reach of surveillance)" in said
    assert "bad.toml 7 levers has no key 'market'; did you mean 'markets'?" in said
    assert "missing.toml – does not exist" in said
    assert "good.toml 0 3 20" in said
    assert "No problems found" not in said


@pytest.mark.usefixtures("two_files")
def test_json_has_file_line_key_and_message_of_every_error():
    result = call("check", "bad.toml", "good.toml", "--json")
    assert result.exit_code == 2
    files, problems = json.loads(result.stdout)["tables"]
    assert [row[:5] for row in files["rows"]] == [
        ["bad.toml", 2, None, None, None],
        ["good.toml", 0, 3, 20, estimate(load("good.toml")).disk],
    ]
    assert [row[:3] for row in problems["rows"]] == [
        ["bad.toml", 6, "levers.surveillance"],
        ["bad.toml", 7, "levers.market"],
    ]


def test_what_is_without_effect_is_a_warning_and_no_problem(folder: Path):
    event = '[[events]]\ndate = "2000-02-01"\nkind = "summit cancelled"\nlabel = "called off"\n'
    (folder / "idle.toml").write_text(SMALLEST + event)
    said = " ".join(printed("check", "idle.toml").split())
    assert "Warning: idle.toml, line 5: events, entry 1: 'called off' changes nothing in the simulation: " in said
    assert "No problems found" not in said
    months = [f"20{month // 12:02d}-{month % 12 + 1:02d}" for month in range(60)]
    many = "".join(event.replace("2000-02", month).replace("off", f"off {month}") for month in months)
    (folder / "many.toml").write_text(SMALLEST.replace("2000-03", "2009-12") + many)
    assert "Warning: 10 more of the kind are left out." in printed("check", "many.toml")


def test_no_file_is_no_request():
    assert "Missing argument 'FILE...'" in refused("check")


@pytest.mark.usefixtures("two_files")
@pytest.mark.slow
def test_nothing_is_written_and_nothing_heavy_is_imported(folder: Path):
    watched = f"""
import sys
from politburo.cli import main
for line in ("check good.toml north-korea", "show good.toml", "diff good.toml example", "schema"):
    main(line.split(), standalone_mode=False)
    print("loaded:", *sorted({HEAVY!r} & set(sys.modules)))
"""
    finished = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=True)
    assert [line for line in finished.stdout.splitlines() if line.startswith("loaded:")] == ["loaded:"] * 4
    assert {path.name for path in folder.iterdir()} == {"good.toml", "bad.toml"}


def test_a_leader_of_another_package_is_imported_and_may_be_fine(folder: Path, monkeypatch: pytest.MonkeyPatch):
    offered(monkeypatch, "politburo.leader.siege:choose")
    (folder / "guest.toml").write_text(SMALLEST + '[leader]\nlogic = "guest"\n')
    assert "No problems found." in printed("check", "guest.toml")


def test_a_leader_of_another_package_that_cannot_be_used_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch):
    offered(monkeypatch, "politburo.nowhere:choose")
    (folder / "guest.toml").write_text(SMALLEST + '[leader]\nlogic = "guest"\n')
    said = wrong("guest.toml")
    assert "guest.toml 6 leader.logic: The leader 'guest' of the entry point 'politburo.nowhere:choose'" in said
    assert "cannot be imported: ModuleNotFoundError" in said


def test_a_leader_that_the_parent_names_is_imported_too(folder: Path, monkeypatch: pytest.MonkeyPatch):
    offered(monkeypatch, "politburo.nowhere:choose")
    (folder / "guest.toml").write_text(SMALLEST + '[leader]\nlogic = "guest"\n')
    (folder / "child.toml").write_text('extends = "guest.toml"\n')
    assert "guest.toml 6 leader.logic: The leader 'guest'" in wrong("child.toml")


def test_names_and_values_cannot_steer_the_terminal(folder: Path):
    (folder / "x.toml").write_text(SMALLEST + '[levers]\n"\\u001b[31mx" = 1\n')
    name = "\x1b[31mred.toml"
    (folder / name).write_text(SMALLEST)
    result = call("check", "x.toml", name, "\x1b[31mnothing.toml")
    assert result.exit_code == 2
    assert not STEERING.search(result.output)


@pytest.fixture
def other(tmp_path: Path) -> str:
    """A file that differs from the example in a lever and a mechanism."""
    path = tmp_path / "other.toml"
    path.write_text(to_toml(with_off(with_levers(load("example"), start="2004-01", markets=0.2), "rumour")))
    return str(path)


def test_no_difference_is_said_in_a_sentence():
    assert "There is no difference between example and example.\n" in printed("diff", "example", "example")


def test_what_differs_is_told_by_section_with_both_values(other: str):
    said = printed("diff", "example", other)
    headings = [line for line in said.splitlines() if line in ("Setting", "Levers", "Mechanisms", "Parameters")]
    assert headings == ["Levers", "Mechanisms"]
    lever, _ = (line.split() for line in said.splitlines() if line.startswith("markets "))
    assert lever[:6] == ["markets", "2004-01", "to", "2005-12", "0.5", "0.2"]
    (mechanism,) = (line.split() for line in said.splitlines() if line.startswith("rumour "))
    assert mechanism[:3] == ["rumour", "on", "off"]


def test_differences_are_no_failure(other: str):
    assert call("diff", "example", other).exit_code == 0


def test_json_and_csv_hold_every_difference(other: str, tmp_path: Path):
    tables = json.loads(printed("diff", "example", other, "--json", "--csv", str(tmp_path)))["tables"]
    found = differences(load("example"), load(other))
    names = ("where", "name", "months", "a", "b", "meaning")
    assert all([column["name"] for column in one["columns"]] == list(names) for one in tables)
    rows = [dict(zip(names, row, strict=True)) for one in tables for row in one["rows"]]
    assert [(row["where"], row["months"], row["a"], row["b"]) for row in rows] == [
        (entry.where, entry.months, entry.a, entry.b) for entry in found
    ]
    assert (
        (tmp_path / "levers.csv").read_text().splitlines()[1].startswith("levers.markets,markets,2004-01 to 2005-12,")
    )
    assert json.loads(printed("diff", "example", "example", "--json"))["tables"] == []


def test_a_lever_that_the_leader_chooses_is_said_to_be_chosen():
    said = printed("diff", "north-korea", "markets-suppressed")
    (lever,) = (line for line in said.splitlines() if line.startswith("market_tolerance"))
    assert "chosen by the" in lever
    assert "0.35" not in lever
    assert "surveillance" not in said
    levers = pb.diff("north-korea", "markets-suppressed").table("levers").records()
    assert (levers[0]["a"], levers[0]["b"]) == ("chosen by the leader (strategic)", "0.1")


def test_python_gives_the_same_answer(other: str):
    answer = pb.diff("example", other)
    assert answer.table("levers").column("where") == ["levers.markets", "levers.markets"]
    assert answer.title == f"What differs: example (A) and {other} (B)"


def test_what_is_piped_is_plain_text_of_at_most_110_columns(other: str):
    said = printed("diff", "example", "north-korea")
    assert not STEERING.search(said)
    assert max(map(len, said.splitlines())) <= 110
    assert all(line == line.rstrip() for line in said.splitlines())


def test_labels_are_printed_as_they_are_spelled(tmp_path: Path):
    path = tmp_path / "markup.toml"
    path.write_text(
        f'title = "{MARKUP}"\ncountry = "example"\nstart = "2000-01"\nend = "2009-12"\n'
        f'[[events]]\ndate = "2001-01-01"\nkind = "mark"\nlabel = "{MARKUP}"\n'
    )
    said = printed("diff", "example", str(path))
    assert MARKUP in said
    assert not STEERING.search(said)


def test_a_scenario_that_is_not_there_is_refused_by_name():
    assert "There is no scenario 'exampel'; did you mean 'example'?" in refused("diff", "exampel", "example")
    assert "missing.toml does not exist." in refused("diff", "example", "missing.toml")


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


def test_all_problems_of_a_folder_are_told_with_their_places(folder: Path):
    printed("new", "--country", "mine")
    file = folder / "mine" / "posts.csv"
    file.write_text(file.read_text().replace("party,local", "partei,local").replace(",150,", ",many,"))
    said = wrong("mine")
    assert "mine/posts.csv" in said
    assert "there is no organ 'partei'; did you mean 'party'?" in said or "'many' is not a number" in said
