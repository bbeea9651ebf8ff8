"""`make audit` says of the packages that no hole is known, which are, or that it could not find out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

PYTHON = """#!/bin/sh
# In place of the Python of the environment: `-m pip` installs nothing, `-m pip_audit` answers as it is told.
here=$(dirname "$0")
case "$2" in
    pip) exit "$(cat "$here/installed")" ;;
    pip_audit) cat "$here/answer"; cat "$here/complaint" >&2; exit 1 ;;
esac
exit 9
"""

SOUND = {"name": "numpy", "version": "2.0.0", "vulns": []}
HOLED = {
    "name": "jinja2",
    "version": "3.1.0",
    "vulns": [{"id": "CVE-2000-1", "fix_versions": ["3.1.9"]}, {"id": "CVE-2000-2", "fix_versions": []}],
}
SKIPPED = {"name": "click", "skip_reason": "no connection"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the audit alone, with an environment that reaches no network."""
    commands = tmp_path / ".venv-audit" / "bin"
    commands.mkdir(parents=True)
    (tmp_path / ".ci").mkdir()
    shutil.copyfile(ROOT / ".ci" / "audit", tmp_path / ".ci" / "audit")
    (tmp_path / "constraints.txt").write_text("numpy==2.0.0\n")
    (commands / "python").write_text(PYTHON)
    (commands / "python").chmod(0o755)
    return tmp_path


def audited(checkout: Path, answer: str, *, installed: int = 0, complaint: str = "") -> tuple[int, str]:
    """The exit code of an audit, and what it says."""
    told = {"answer": answer, "installed": str(installed), "complaint": complaint}
    for name, text in told.items():
        (checkout / ".venv-audit" / "bin" / name).write_text(text)
    done = subprocess.run(
        [sys.executable, checkout / ".ci" / "audit"], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout + done.stderr


def answer(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_no_known_hole_is_success(checkout: Path):
    assert audited(checkout, answer(SOUND, SOUND)) == (0, "2 packages, 0 known holes.\n")


def test_each_known_hole_is_listed_with_the_version_that_mends_it(checkout: Path):
    code, said = audited(checkout, answer(SOUND, HOLED))
    assert code == 1
    assert said.splitlines() == [
        "jinja2 3.1.0: CVE-2000-1, mended in 3.1.9",
        "jinja2 3.1.0: CVE-2000-2, mended in no version yet",
        "2 packages, 2 known holes.",
    ]


@pytest.mark.parametrize(
    ("said", "installed", "complaint", "why"),
    [
        (answer(SOUND), 1, "", "pip-audit cannot be installed"),
        ("", 0, "ConnectionError: no route\n", "pip-audit found no answer (ConnectionError: no route)"),
        ("[]", 0, "", "pip-audit found no answer (no reason given)"),
        (answer(SOUND, SKIPPED), 0, "", "of 1 of 2 packages nothing could be found out"),
    ],
)
def test_without_a_network_nothing_is_vouched_for(checkout: Path, said: str, installed: int, complaint: str, why: str):
    expected = f"Not audited: {why}. Is there a network, and does it lead to pypi.org?\n"
    assert audited(checkout, said, installed=installed, complaint=complaint) == (3, expected)


def test_a_known_hole_counts_also_where_other_packages_could_not_be_asked_about(checkout: Path):
    code, said = audited(checkout, answer(HOLED, SKIPPED))
    assert code == 1
    assert "CVE-2000-1" in said
    assert "of 1 of 2 packages nothing could be found out" in said
