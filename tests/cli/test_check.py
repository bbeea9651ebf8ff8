"""`politburo check` reports everything that is wrong with all files, or that no problems were found."""

import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from politburo.leader import finding
from politburo.scenario import load
from politburo.scenario.scenario import estimate
from politburo.terms import leaders
from tests.cli.calling import STEERING, call, printed, refused

SMALLEST = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-03"\n'
HEAVY = {"numpy", "numba", "llvmlite", "pandas", "xarray", "zarr", "duckdb", "scipy", "politburo.leader"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is, with one good file and one with two errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.toml").write_text(SMALLEST)
    (tmp_path / "bad.toml").write_text(SMALLEST + "[levers]\nsurveillance = 1.4\nmarket = 0.3\n")
    return tmp_path


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


def test_a_file_without_problems_is_reported_with_its_size():
    said = " ".join(printed("check", "good.toml").split())
    assert "good.toml 0 3 20 about 2.4 MB" in said
    assert "No problems found." in said


def test_scenarios_of_the_library_can_be_checked_by_name():
    assert "example 0 120 8 about" in " ".join(printed("check", "example").split())


def test_all_errors_of_all_files_are_reported_at_once():
    said = wrong("bad.toml", "missing.toml", "good.toml")
    assert "bad.toml 6 levers.surveillance: 1.4 lies outside 0 to 1 share (reach of surveillance)" in said
    assert "bad.toml 7 levers has no key 'market'; did you mean 'markets'?" in said
    assert "missing.toml – does not exist" in said
    assert "good.toml 0 3 20" in said
    assert "No problems found" not in said


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
