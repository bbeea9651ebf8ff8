"""`politburo check` says that files are fine, or everything that is wrong with all of them."""

import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from politburo.leader import finding
from politburo.scenario import load
from politburo.scenario.resources import estimate
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


def test_a_file_that_can_be_run_is_fine_and_its_size_is_told():
    assert printed("check", "good.toml") == "good.toml is fine: 3 months, 20 runs, about 2.4 MB of results\n"


def test_scenarios_of_the_library_can_be_checked_by_name():
    assert printed("check", "example").startswith("example is fine: 120 months, 8 runs")


def test_all_errors_of_all_files_are_told_at_once():
    said = refused("check", "bad.toml", "missing.toml", "good.toml")
    assert "1.4 lies outside 0 to 1 share (reach of surveillance)" in said
    assert "levers has no key 'market'; did you mean 'markets'?" in said
    assert "missing.toml does not exist." in said
    assert "good.toml" not in said


def test_good_files_are_told_of_beside_bad_ones():
    result = call("check", "bad.toml", "good.toml")
    assert result.exit_code == 2
    assert result.stdout.startswith("good.toml is fine: ")


def test_json_tells_file_line_key_and_message_of_every_error():
    result = call("check", "bad.toml", "good.toml", "--json")
    assert result.exit_code == 2
    bad, good = json.loads(result.stdout)
    assert (bad["file"], bad["fine"]) == ("bad.toml", False)
    assert [(error["line"], error["key"]) for error in bad["errors"]] == [
        (6, "levers.surveillance"),
        (7, "levers.market"),
    ]
    assert all(error["file"] == "bad.toml" for error in bad["errors"])
    assert (good["file"], good["fine"], good["months"], good["runs"], good["errors"]) == ("good.toml", True, 3, 20, [])
    assert good["disk"] == estimate(load("good.toml")).disk


def test_no_file_is_no_request():
    assert "Missing argument 'FILE...'" in refused("check")


@pytest.mark.parametrize(
    "request_",
    [
        ("check", "good.toml", "north-korea"),
        ("show", "good.toml"),
        ("diff", "good.toml", "example"),
        ("schema",),
    ],
)
def test_nothing_is_written_and_nothing_heavy_is_imported(request_: tuple[str, ...], folder: Path):
    watched = f"""
import sys
from politburo.cli import main
main({list(request_)!r}, standalone_mode=False)
print("loaded:", *sorted({HEAVY!r} & set(sys.modules)))
"""
    finished = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=True)
    assert finished.stdout.splitlines()[-1] == "loaded:"
    assert {path.name for path in folder.iterdir()} == {"good.toml", "bad.toml"}


def test_a_leader_of_another_package_is_imported_and_may_be_fine(folder: Path, monkeypatch: pytest.MonkeyPatch):
    offered(monkeypatch, "politburo.leader.siege:choose")
    (folder / "guest.toml").write_text(SMALLEST + '[leader]\nlogic = "guest"\n')
    assert printed("check", "guest.toml").startswith("guest.toml is fine: ")


def test_a_leader_of_another_package_that_cannot_be_used_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch):
    offered(monkeypatch, "politburo.nowhere:choose")
    (folder / "guest.toml").write_text(SMALLEST + '[leader]\nlogic = "guest"\n')
    said = refused("check", "guest.toml")
    assert said.startswith(
        "guest.toml, line 6: leader.logic: The leader 'guest' of the entry point 'politburo.nowhere:choose'"
    )
    assert "cannot be imported: ModuleNotFoundError" in said
    (error,) = json.loads(call("check", "guest.toml", "--json").stdout)[0]["errors"]
    assert (error["line"], error["key"]) == (6, "leader.logic")
    assert "cannot be imported" in error["message"]


def test_a_leader_that_the_parent_names_is_imported_too(folder: Path, monkeypatch: pytest.MonkeyPatch):
    offered(monkeypatch, "politburo.nowhere:choose")
    (folder / "guest.toml").write_text(SMALLEST + '[leader]\nlogic = "guest"\n')
    (folder / "child.toml").write_text('extends = "guest.toml"\n')
    assert refused("check", "child.toml").startswith("guest.toml, line 6: leader.logic: The leader 'guest'")


def test_names_and_values_cannot_steer_the_terminal(folder: Path):
    (folder / "x.toml").write_text(SMALLEST + '[levers]\n"\\u001b[31mx" = 1\n')
    name = "\x1b[31mred.toml"
    (folder / name).write_text(SMALLEST)
    result = call("check", "x.toml", name, "\x1b[31mnothing.toml")
    assert result.exit_code == 2
    assert not STEERING.search(result.output)
