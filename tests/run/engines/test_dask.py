"""Temporary folders for workers go with the process that made them, or when the next one is made."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from politburo.run.engines.dask import TEMPORARY, temporary_folder
from politburo.run.folder.lock import LOCK


@pytest.fixture(autouse=True)
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def abandoned(shared: Path, name: str = "abandoned") -> Path:
    """A folder as a killed process leaves it."""
    folder = shared / f"{TEMPORARY}{name}"
    folder.mkdir(mode=0o700)
    (folder / LOCK).touch()
    (folder / "dask-scratch-space").mkdir()
    return folder


def test_it_is_the_users_alone_and_goes_at_the_end(shared: Path):
    with temporary_folder() as folder:
        assert Path(folder).stat().st_mode & 0o777 == 0o700
    assert not list(shared.iterdir())


def test_what_a_killed_process_left_is_removed_by_the_next(shared: Path):
    code = (
        "import os, signal, sys, tempfile; from politburo.run.engines.dask import temporary_folder\n"
        "tempfile.tempdir = sys.argv[1]\n"
        "with temporary_folder(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, shared], check=False, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    (left,) = shared.iterdir()
    with temporary_folder():
        assert not left.exists()


def test_that_of_a_process_at_work_stays(shared: Path):
    with temporary_folder() as one, temporary_folder() as other:
        assert {Path(one), Path(other)} == set(shared.iterdir())


def test_what_may_be_somebody_elses_stays(shared: Path):
    opened, unlocked, target = abandoned(shared, "opened"), abandoned(shared, "unlocked"), shared / "target"
    opened.chmod(0o755)
    (unlocked / LOCK).unlink()
    abandoned(shared).rename(target)
    link = shared / f"{TEMPORARY}link"
    link.symlink_to(target)
    with temporary_folder():
        assert all(folder.exists() for folder in (opened, unlocked, link, target / LOCK))


def test_what_was_left_is_removed_with_all_that_is_in_it(shared: Path):
    left = abandoned(shared)
    with temporary_folder():
        assert not left.exists()
