"""`politburo doctor` as a user calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import printed

pytestmark = pytest.mark.slow


def test_kernels_kept_in_a_temporary_folder_are_a_warning(tmp_path: Path):
    """Nobody, not even root, can make a folder inside a file."""
    file = tmp_path / "file"
    file.touch()
    told = subprocess.run(
        [sys.executable, "-m", "politburo", "doctor"],
        env=os.environ | {"POLITBURO_CACHE": str(file / "cache"), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Warning: {file / 'cache'} cannot be written" in " ".join(told.stdout.split())


def test_what_is_installed_is_an_answer_like_others():
    (table,) = json.loads(printed("doctor", "--json"))["tables"]
    assert {"politburo", "Python", "numpy", "compiled kernels"} <= {row[0] for row in table["rows"]}


def test_a_library_without_which_nothing_can_be_said_is_named():
    code = "import sys; sys.modules['pydantic'] = None; from politburo.cli import main; main(['doctor'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode != 0
    assert "Error: A library that politburo needs cannot be imported: " in done.stderr
    assert "pydantic" in done.stderr
    assert "Traceback" not in done.stderr
