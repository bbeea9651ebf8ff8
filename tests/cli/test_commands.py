"""The command line as a user calls it: in a folder of his own, seeing what is printed and the exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import chdir
from importlib.metadata import version
from pathlib import Path

import pytest

import politburo as pb
from tests.cli import calling

pytestmark = pytest.mark.slow

POLITBURO = (sys.executable, "-m", "politburo")
SMALL = ("run", "example", "--runs", "2", "--scale", "0.02", "--until", "2003-12")
HEAVY = {"numpy", "numba", "llvmlite", "pandas", "xarray", "zarr", "duckdb", "scipy"}


def call(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in this process, which has imported everything already; what is printed, and the exit code."""
    with chdir(folder):
        result = calling.call(*arguments)
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


def printed(*arguments: str, folder: Path) -> str:
    """What a command that must succeed prints on standard output."""
    finished = call(*arguments, folder=folder)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder and what a small run in it printed, in a process of its own."""
    folder = tmp_path_factory.mktemp("told")
    command = [*POLITBURO, *SMALL, "--out", "results"]
    return folder, subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


def test_a_run_ends_with_the_years_the_story_the_picture_and_the_folder(told):
    folder, finished = told
    assert finished.returncode == 0, finished.stderr
    results = pb.open(folder / "results")
    assert "2002" in finished.stdout
    assert "2003" in finished.stdout
    assert "simulated truth" in finished.stdout
    assert all(" ".join(said.split()) in " ".join(finished.stdout.split()) for said in results.sentences)
    assert str(results.provenance) in " ".join(finished.stdout.split())
    *_, picture, drawing, report, last = finished.stdout.splitlines()
    assert {Path(line.split(": ")[1]).name for line in (picture, drawing)} == {"picture.png", "picture.svg"}
    assert all((folder / line.split(": ")[1]).stat().st_size > 10_000 for line in (picture, drawing))
    assert report == "report: results/report.html"
    assert (folder / "results" / "report.html").stat().st_size > 1_000_000
    assert last == "folder: results"


def test_what_goes_on_is_told_on_standard_error(told):
    _, finished = told
    assert "An invented country, 2 runs …" in finished.stderr
    assert "…" not in finished.stdout


def test_the_folder_of_a_finished_run_opens_as_finished(told):
    folder, _ = told
    results = pb.open(folder / "results")
    assert results.status == "finished"
    assert results.runs == (0, 1)
    assert results.series.sizes["month"] == 48


def test_the_same_command_finds_what_is_there_and_simulates_nothing(told):
    folder, _ = told
    markers = sorted((folder / "results" / "done").iterdir())
    before = [marker.stat().st_mtime_ns for marker in markers]
    assert printed(*SMALL, "--out", "results", "--quiet", folder=folder) == "results\n"
    assert [marker.stat().st_mtime_ns for marker in markers] == before


def test_json_is_the_answer_in_the_form_of_all_answers(told):
    folder, _ = told
    said = json.loads(printed(*SMALL, "--out", "results", "--json", folder=folder))
    results = pb.open(folder / "results")
    assert said == {**results.to_json(), "folder": "results"}
    assert said["provenance"]["fingerprint"] == results.fingerprint
    assert said["provenance"]["scale"] == 0.02
    assert [table["name"] for table in said["tables"]] == ["years", "regime", "falls"]


def test_tables_are_written_as_csv_where_that_is_asked_for(told):
    folder, _ = told
    said = printed(*SMALL, "--out", "results", "--csv", "tables", folder=folder)
    assert "table: tables/years.csv" in said.splitlines()
    head, first, *_ = (folder / "tables" / "years.csv").read_text().splitlines()
    assert head.startswith("year,quantity,runs,simulated_truth,simulated_truth_low,simulated_truth_high,")
    assert str(pb.open(folder / "results").provenance) in first


def test_quiet_prints_the_folder_and_nothing_else(tmp_path: Path):
    finished = call(*SMALL, "--until", "2000-02", "--quiet", folder=tmp_path)
    assert finished.returncode == 0
    assert finished.stderr == ""
    (folder,) = (tmp_path / "runs").iterdir()
    assert finished.stdout == f"runs/{folder.name}\n"


def test_verbose_says_what_is_being_done_on_standard_error(told):
    folder, _ = told
    finished = call(*SMALL, "--out", "results", "--verbose", folder=folder)
    assert "2 runs of 48 months" in finished.stderr
    assert "2 runs of 48 months" not in finished.stdout


def test_the_seed_decides_and_the_number_of_threads_does_not(told):
    folder, _ = told

    def fingerprint(*arguments: str, out: str) -> str:
        said = json.loads(printed(*SMALL, "--until", "2001-12", *arguments, "--json", "--out", out, folder=folder))
        return said["provenance"]["fingerprint"]

    one_thread = fingerprint("--threads", "1", out="one")
    assert fingerprint("--threads", "3", out="three") == one_thread
    assert fingerprint("--seed", "2", out="other") != one_thread


def test_a_file_of_ones_own_is_run_like_a_scenario_of_the_library(tmp_path: Path):
    from politburo.scenario import load, to_toml

    (tmp_path / "mine.toml").write_text(to_toml(load("example")))
    assert printed(*("run", "mine.toml", *SMALL[2:], "--until", "2000-02"), "--quiet", folder=tmp_path).startswith(
        "runs/"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("run", "exampel"), "There is no scenario 'exampel'; did you mean 'example'?"),
        (("run", "missing.toml"), "missing.toml does not exist."),
        (("run", "example", "--runs", "0"), "The number of runs is 0; it must be at least 1 and at most 1,000,000"),
        (("run", "example", "--until", "1999-12"), "1999-12 lies outside the scenario 'example'"),
        (("run", "example", "--until", "soon"), "'soon' is not a month"),
        (("run", "example", "--threads", "0"), "The number of threads is 0"),
        (("run", "example", "--runs", "many"), "'many' is not a valid integer"),
    ],
)
def test_a_request_that_cannot_be_met_ends_in_a_sentence_and_exit_code_2(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path
):
    finished = call(*arguments, folder=tmp_path)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert "Error: " in finished.stderr
    assert sentence in finished.stderr
    assert "Traceback" not in finished.stderr
    assert list(tmp_path.iterdir()) == []


HEAD = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-03"\n'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "my.toml is empty; a scenario needs at least title, country, start and end, or extends."),
        (b"a = [", "my.toml is not valid TOML: "),
        (b"a = " + b"[" * 100_000, "my.toml cannot be read: line 1 is nested more than 16 deep."),
        (b"\xff\xfe\0", "my.toml is not UTF-8 text: byte 0 cannot be read."),
        (
            f"{HEAD}[levers]\nsurveillance = 1.4\n".encode(),
            "my.toml, line 6: levers.surveillance: 1.4 lies outside 0 to 1 share (reach of surveillance).",
        ),
        (
            f'{HEAD}"\\u001b[2J" = 1\n[levers]\nsurveilance = 1\n'.encode(),
            "my.toml has 2 errors:\n  - line 5: there is no key '\\x1b[2J'; it can be 'extends', 'drop_events', "
            "'name', 'parent', 'complete', 'title', 'description', 'country', 'start', 'end', 'run', 'leader', "
            "'levers', 'overrides', 'events', 'mechanisms', 'parameters', 'ensemble', 'record'\n"
            "  - line 7: levers has no key 'surveilance'; did you mean 'surveillance'?\n",
        ),
        (b'extends = "../other.toml"', "my.toml, line 1: extends: '../other.toml' leads out of the folder"),
        (
            b'extends = "north-korea"\nend = "2100-01"\n[run]\nruns = 1000000\n',
            "my.toml, line 4: run.runs: 1000000 runs of 1105 months would make about 4.9 TB of results",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_lines_and_nothing_is_written(content: bytes, sentence: str, tmp_path: Path):
    (tmp_path / "my.toml").write_bytes(content)
    finished = call("run", "my.toml", folder=tmp_path)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert finished.stderr.startswith(f"Error: {sentence}")
    assert "Traceback" not in finished.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["my.toml"]


def test_a_pipe_in_place_of_a_file_does_not_keep_the_command_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "my.toml")
    finished = subprocess.run([*POLITBURO, "run", "my.toml"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (finished.returncode, finished.stderr) == (2, "Error: my.toml is a pipe or a device, not a scenario file.\n")


def test_the_folder_of_another_run_is_refused_and_left_as_it_was(told):
    folder, _ = told
    before = (folder / "results" / "manifest.json").read_bytes()
    finished = call(*SMALL, "--seed", "7", "--out", "results", folder=folder)
    assert finished.returncode == 2
    assert finished.stderr.count("Error: ") == 1
    assert "Traceback" not in finished.stderr
    assert (folder / "results" / "manifest.json").read_bytes() == before


@pytest.mark.survival
def test_ctrl_c_keeps_finished_runs_and_says_how_to_go_on(tmp_path: Path):
    request = ("run", "example", "--runs", "30", "--scale", "0.02", "--until", "2003-12", "--out", "results")
    process = subprocess.Popen([*POLITBURO, *request], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    first = tmp_path / "results" / "done" / "run-00000.json"
    deadline = time.monotonic() + 200
    while not first.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "politburo " + " ".join(request) in said
    assert "Traceback" not in said
    assert pb.open(tmp_path / "results").status == "unfinished"
    assert printed(*request, "--quiet", folder=tmp_path) == "results\n"
    assert pb.open(tmp_path / "results").status == "finished"


@pytest.mark.survival
def test_the_first_run_says_that_kernels_are_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLITBURO_CACHE", str(tmp_path / "cache"))
    process = subprocess.Popen([*POLITBURO, *SMALL], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.readline() == "compiling kernels (first time only) …\n"
    process.kill()
    process.wait(60)


def test_the_list_names_every_scenario_with_its_span_and_runs(tmp_path: Path):
    from politburo.scenario import scenario_names

    (table,) = json.loads(printed("list", "--json", folder=tmp_path))["tables"]
    rows = {row[0]: row for row in table["rows"]}
    assert tuple(rows) == scenario_names()
    assert rows["north-korea"][1:] == ["2008-01", "2019-12", 20, pb.load("north-korea").title, None]
    assert rows["guarantee-2013"][-1] == "no-summit"
    said = printed("list", folder=tmp_path)
    assert all(name in said for name in rows)


def test_the_version_is_that_of_the_package(tmp_path: Path):
    assert printed("--version", folder=tmp_path) == f"politburo {version('politburo')}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_the_commands(option: str, tmp_path: Path):
    said = printed(option, folder=tmp_path)
    assert all(f"\n  {command} " in said for command in ("run", "list", "doctor"))


def test_help_and_list_start_without_the_libraries_that_take_long(tmp_path: Path):
    watched = f"""
import sys
from politburo.cli import main
for request in ["--help"], ["run", "--help"], ["doctor", "--help"], ["--version"], ["list"]:
    main(request, standalone_mode=False)
    slow = {HEAVY!r} | (set() if request == ["list"] else {{"pydantic"}})  # which reads scenarios
    print("loaded:", *request, *sorted(slow & set(sys.modules)))
"""
    finished = subprocess.run([sys.executable, "-c", watched], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [line for line in finished.stdout.splitlines() if line.startswith("loaded:")] == [
        "loaded: --help", "loaded: run --help", "loaded: doctor --help", "loaded: --version", "loaded: list"
    ]  # fmt: skip


def test_the_installed_command_is_the_module(tmp_path: Path):
    script = Path(sys.executable).with_name("politburo")
    asked = subprocess.run([script, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert asked.stdout.split() == printed("--help", folder=tmp_path).split()  # which breaks lines elsewhere
