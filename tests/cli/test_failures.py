"""What is wrong outside of a command (output, encoding, home, limits) ends it in one sentence and its exit code."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import politburo as pb
from politburo.cli import main
from politburo.cli.failures import EXIT_CODES, failure
from politburo.infer.forecasts import save_forecasts
from politburo.run.engines import EngineError
from politburo.run.folder.files import damaged
from politburo.run.limits import GB, SPACE
from politburo.terms import leaders
from tests.cli.calling import call, printed, refused
from tests.infer.made_up import figure, forecast, later_csv

pytestmark = pytest.mark.slow

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs the device that is always full")

PRINTING = (
    *(("list",), ("leaders",), ("outcomes",), ("schema",), ("schema", "--answers"), ("describe",), ("cite",)),
    *(
        ("show", "example", "--all"),
        ("show", "example", "--toml"),
        ("check", "example"),
        ("diff", "example", "example"),
    ),
    *(("doctor",), ("claims", "--list"), ("list", "--json"), ("--version",), ("--help",)),
    *(("why", "{run}"), ("record", "{run}"), ("report", "{run}"), ("cite", "{run}"), ("run", "{run}/scenario.toml")),
    *(("run", "--help"), ("evidence", "north-korea"), ("countries",), ("life", "{run}", "--post", "1")),
    ("score", "{run}/draws.csv", "--with", "{run}/later.csv"),
    ("forecast", "north-korea", "--as-of", "2012-12-31", "--baselines", "--years", "1", "--out", "{run}/forecast"),
)
"""Commands that print something, each in its own way; `{run}` is a folder with a run."""

SMALL = ("--runs", "2", "--scale", "0.002", "--out", "{run}/{name}")

SIMULATING = (
    ("leaders", "example", "--check", "--until", "2000-03", *SMALL),
    ("survey", "north-korea", "--sets", "2", "--until", "2009-03", *SMALL),
    ("sweep", "example", "--over", "campaign=0:1:2", "--until", "2000-03", *SMALL),
    ("compare", "example", "--set", "campaign=0.9", "--until", "2000-03", *SMALL),
)
"""Those that simulate, too."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "one"
    pb.run("example", runs=1, scale=0.02, until="2000-06", out=folder)
    save_forecasts(folder / "draws.csv", [forecast([980 + step for step in range(40)], 2012, as_of=2011)], "politburo")
    (folder / "later.csv").write_text(later_csv([figure(1_000, 2012)]))
    return folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def unread() -> Iterator[io.TextIOWrapper]:
    """An output that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w", encoding="utf-8") as stream:
        yield stream


def ended(arguments: Sequence[str], run: Path, stdout: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The exit code of a command that prints into `stdout`, and what it says on standard error."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", said)
    with pytest.raises(SystemExit) as end:
        main([one.format(run=run, name=arguments[0]) for one in arguments], prog_name="politburo")
    said.seek(0)
    return int(end.value.code or 0), said.read()


def called(*arguments: str, limit: str = "", **environment: str | None) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, with changes of its environment and a limit as `ulimit` has them."""
    changed = {name: value for name, value in (os.environ | environment).items() if value is not None}
    command = [sys.executable, "-m", "politburo", *arguments]
    if limit:
        command = ["sh", "-c", f'ulimit {limit} && exec "$@"', "sh", *command]
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False, env=changed, timeout=120
    )


@needs_full
@pytest.mark.parametrize("arguments", (*PRINTING, *SIMULATING), ids=" ".join)
def test_a_full_output_is_one_sentence(
    arguments: tuple[str, ...], run: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    with FULL.open("w", encoding="utf-8") as full:
        code, said = ended(arguments, run, full, monkeypatch)
    assert code == 3
    lines = [line for line in said.splitlines() if not line.endswith("…")]  # but for what is being done
    before = lines[:-1] if arguments in SIMULATING else []  # how long it takes
    assert lines == [*before, "Error: The output cannot be written: No space left on device; make room there."]


@needs_full
def test_nothing_is_added_when_the_process_ends_and_a_full_standard_error_is_borne():
    with FULL.open("w") as full:
        command = [sys.executable, "-m", "politburo", "list"]
        said = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        silent = subprocess.run(command, stdout=full, stderr=full, check=False)
    assert (said.returncode, silent.returncode) == (3, 3)
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_an_output_that_is_not_read_to_its_end_is_no_error(
    arguments: tuple[str, ...], run: Path, folder: Path, unread: Any, monkeypatch: pytest.MonkeyPatch
):
    code, said = ended(arguments, run, unread, monkeypatch)
    assert code == 0
    assert [line for line in said.splitlines() if not line.endswith("…")] == []


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_an_encoding_that_lacks_signs_gets_others_for_them(
    arguments: tuple[str, ...], run: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    stdout = io.TextIOWrapper(io.BytesIO(), "ascii")
    code, said = ended(arguments, run, stdout, monkeypatch)
    assert (code, [line for line in said.splitlines() if not line.endswith("…")]) == (0, [])


def test_what_stands_for_a_sign_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    found = called("describe", PYTHONIOENCODING="iso-8859-1")
    assert "84(3):849-872" in found.stdout
    assert (found.returncode, found.stderr) == (0, "")


def test_json_loses_nothing_in_any_encoding():
    told = [
        called("show", "example", "--json", PYTHONIOENCODING=encoding).stdout for encoding in ("iso-8859-1", "utf-8")
    ]
    assert told[0] != told[1]
    assert json.loads(told[0]) == json.loads(told[1])


@pytest.mark.parametrize("home", [None, "/proc/1"])
def test_without_a_home_that_can_be_written_everything_works(home: str | None, tmp_path: Path):
    found = called("doctor", HOME=home, POLITBURO_CACHE=None, XDG_CACHE_HOME=None, TMPDIR=str(tmp_path))
    assert (found.returncode, found.stderr) == (0, "")


def test_a_place_for_compiled_code_that_is_planted_is_passed_over(tmp_path: Path):
    (tmp_path / "planted").write_text("no folder")
    (tmp_path / f"politburo-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    found = called("doctor", POLITBURO_CACHE=str(tmp_path / "planted"), TMPDIR=str(tmp_path))
    assert (found.returncode, found.stderr) == (0, "")
    assert not (tmp_path / "elsewhere").exists()


def test_a_number_of_threads_that_numba_refuses_is_overruled():
    assert called("doctor", NUMBA_NUM_THREADS="0").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "example", "--threads", "1" + "0" * 20), "must be at least 1 and at most 1,000"),
        (("run", "example", "--workers", "1" + "0" * 20), "must be at least 1 and at most 1,000"),
        (("run", "example", "--workers", "1000000000"), "must be at least 1 and at most 1,000"),
        (("run", "example", "--threads", "9" * 5000), "is not a valid integer"),
        (("claims", "--across-priors", "1000000000"), "must be at least 1 and at most 10,000"),
        (
            ("compare", "example", "--set", "market=0.5", "--across-priors", "1000000000"),
            "must be at least 1 and at most 10,000",
        ),
        (("claims", "--page", "/"), "/ is a folder: name a file in it"),
        (("claims", "--page", "/dev/null"), "/dev/null is a device"),
        (("describe", "--out", "/"), "/ is a folder: name a file in it"),
        (("list", "--excel", "/"), "/ is a folder: name a file in it"),
        (("list", "--csv", "/dev/null"), "/dev/null is no folder"),
        (("run", "example", "--out", "/dev/null"), "/dev/null is a file and no folder: choose another folder"),
        (("run", "example", "--out", "/dev/null/x"), "/dev/null/x cannot be written: Not a directory. Choose another"),
        (("schema", "--out", "x" * 300), "cannot be written: File name too long. Choose another place"),
        (("run", "example", "--runs", "1000000000"), "1,000,000,000; it must be at least 1 and at most 1,000,000"),
        (
            ("sweep", "example", "--over", "market=0:1:1000", "--runs", "1000000"),
            "runs in all",
        ),
        (
            ("explore", "example", "--when", "regime_falls > 0.5", "--runs", "1000000000"),
            "at least 1 and at most 1,000,000",
        ),
        (("sensitivity", "example", "--outcome", "fear", "--runs", "1000000000"), "at least 2 and at most 65,536"),
        (("sensitivity", "example", "--outcome", "fear", "--trajectories", "1000000"), "and at most 65,536"),
        (("run", "example", "--runs", "1", "--scale", "0.02", "--out", "a\udcffb"), r"'a\udcffb' is not in UTF-8"),
    ],
)
def test_what_cannot_be_is_refused_at_once(arguments: tuple[str, ...], said: str, folder: Path):
    assert said in refused(*arguments)
    assert list(folder.iterdir()) == []


@pytest.mark.survival
@pytest.mark.parametrize("files", [8, 12, 16])
def test_too_few_open_files_are_told(files: int, folder: Path):
    found = called("run", "example", "--runs", "1", "--scale", "0.02", limit=f"-n {files}")
    assert found.returncode == 3
    assert found.stderr.startswith(
        "Error: Simulating opens up to 20 files at the same time, and this process may open "
    )
    assert found.stderr.endswith("raise the limit with `ulimit -n 256`. What was finished is kept.\n")
    assert found.stderr.count("\n") == 1


def test_a_file_that_the_limit_keeps_from_being_opened_is_not_called_damaged():
    told = str(damaged(Path("x"), OSError(24, "Too many open files")))
    assert told.startswith("x cannot be read: ")
    assert "Raise the limit of open files (ulimit -n)" in told


@pytest.mark.survival
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("run {run}/scenario.toml", "Simulating needs {space:.2g} GB of address space"),
        ("why {run}", "Reading results needs {space:.2g} GB of address space"),
    ],
)
def test_too_little_memory_is_told_with_what_is_needed(command: str, said: str, run: Path, folder: Path):
    found = called(*command.format(run=run).split(), limit="-v 300000")
    assert found.returncode == 3
    assert said.format(space=SPACE / GB) in found.stderr.splitlines()[-1]
    assert "this process may have 0.31 GB: raise the limit" in found.stderr


@pytest.mark.survival
def test_a_picture_that_would_end_the_process_is_not_begun(run: Path):
    found = called("report", str(run), limit="-v 8000000")
    assert found.returncode == 3 or not found.stderr  # the script of the page may be in the cache
    found = called("life", str(run), "--post", "0", limit="-v 8000000")
    assert found.returncode == 3
    assert "Drawing needs 70 GB of address space" in found.stderr


@pytest.mark.survival
def test_little_memory_is_enough_to_show_a_scenario(run: Path):
    found = called("check", f"{run}/scenario.toml", limit="-v 200000")
    assert (found.returncode, found.stderr) == (0, "")


def test_whose_an_error_is(folder: Path):
    (folder / "empty").mkdir()
    assert "empty is not a run folder" in refused("report", "empty", code=2)
    assert "holds no runs, experiment or measured claims" in refused("merge", "empty", "--out", "all", code=2)
    assert EngineError.exit_code == 3
    assert failure(MemoryError()) == ("Error: There is not enough memory.", 3)
    assert failure(ZeroDivisionError()) is None
    assert failure(PermissionError(13, "Permission denied", "x")) == (
        "Error: x cannot be used: Permission denied.",
        3,
    )


def test_the_help_says_what_exit_codes_mean():
    assert " ".join(EXIT_CODES.split()) in " ".join(printed("--help").split())


def test_two_plug_ins_of_one_name_are_warned_of_in_a_sentence(monkeypatch: pytest.MonkeyPatch):
    points = [EntryPoint("mine", f"package_{one}:logic", leaders.PLUGIN_GROUP) for one in "ab"]
    monkeypatch.setattr(leaders, "entry_points", lambda group: points)
    leaders.plugins.cache_clear()
    try:
        said = call("check", "example").stderr
    finally:
        leaders.plugins.cache_clear()
    assert said.startswith("Warning: Two logics of rule are called 'mine': that of the entry point 'package_a:logic'")
    assert ".py" not in said
