"""A queue is asked for workers as Slurm's own commands have it; here a made-up queue starts them on this machine."""

import sys
import tempfile
from pathlib import Path

import pytest

from politburo.run.engines import EngineError, Slurm
from politburo.terms.errors import UsageError
from tests.run.engines.made import MadeUp, done_in

pytestmark = pytest.mark.slow

pytest.importorskip("distributed", reason="comes with politburo[cluster]")

SBATCH = """#!/bin/sh
echo "$@" >> {folder}/asked
if [ "$1" = --test-only ]; then
    if grep -q -- "-p nowhere"; then echo "sbatch: error: invalid partition specified: nowhere" >&2; exit 1; fi
    exit 0
fi
cp "$1" {folder}/script
setsid sh {folder}/script > /dev/null 2>&1 &
echo $! > {folder}/job
echo "Submitted batch job $!"
"""
SCANCEL = """#!/bin/sh
echo "$@" >> {folder}/cancelled
for job; do kill -- "-$job"; done
"""


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the commands of a queue, and with what they were asked."""
    folder = tmp_path / "queue"
    folder.mkdir()
    for name, script in (("sbatch", SBATCH), ("scancel", SCANCEL)):
        (folder / name).write_text(script.format(folder=folder))
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{Path(sys.executable).parent}:/usr/bin:/bin")
    return folder


def test_jobs_are_done_by_workers_that_the_queue_starts_and_the_queue_is_free_again(
    tmp_path: Path, queue: Path, monkeypatch: pytest.MonkeyPatch
):
    work, shared = tmp_path / "work", tmp_path / "shared"
    for folder in (work, shared):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(shared))
    monkeypatch.setattr(tempfile, "tempdir", None)
    options = {"queue": "main", "walltime": "00:10:00", "interface": "lo", "qos": "low", "memory": "1GB"}
    assert Slurm(options).do([MadeUp(str(number), work, months=2) for number in range(3)]) == {}
    assert done_in(work) == {"0", "1", "2"}
    script = (queue / "script").read_text()
    wanted = ("-p main", "-t 00:10:00", "--qos=low", "--mem=954M", "--cpus-per-task=1", "--output=/dev/null")
    assert [line for line in wanted if f"#SBATCH {line}" not in script] == []
    assert 'DASK_TEMPORARY_DIRECTORY="$(mktemp -d)"' in script  # of the user's own on the node
    assert "--worker-class politburo.run.engines.silent.SilentWorker" in script  # which answers no HTTP
    assert (queue / "cancelled").read_text().split() == [(queue / "job").read_text().strip()]
    assert not list(tmp_path.glob("*.out"))
    assert not (shared / "dask-scratch-space").exists()


def test_what_the_queue_would_not_take_is_told_before_anything_waits(tmp_path: Path, queue: Path):
    with pytest.raises(EngineError, match="Slurm would not take the workers: sbatch: error: invalid partition"):
        Slurm({"queue": "nowhere", "interface": "lo"}).do([MadeUp("one", tmp_path)])
    assert (queue / "asked").read_text() == "--test-only\n"


def test_where_there_is_no_queue_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="There is no Slurm here: the command sbatch is not found"):
        Slurm({"interface": "lo"}).do([MadeUp("one", tmp_path)])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"quue": "main"}, "There is no option 'quue' for Slurm; did you mean 'queue'"),
        ({"jobs": "0"}, "jobs=0 for Slurm must be a whole number of at least 1"),
        ({"cores": "two"}, "cores=two for Slurm must be a whole number of at least 1"),
        ({"queue": "main\n#SBATCH --wrap=x"}, "The option queue for Slurm is one line"),
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, str], said: str):
    with pytest.raises(UsageError, match=said):
        Slurm(options)


def test_it_is_as_wide_as_all_its_workers_together():
    assert Slurm({"jobs": "10", "cores": "4"}).width == 40
    assert Slurm({}).width == 1
