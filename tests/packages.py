"""Packages beside politburo: which are there, and those that tests write and install, with processes that see them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest


def needing(*libraries: str) -> pytest.MarkDecorator:
    """Tests that are skipped where one of some libraries is not there; none is loaded to find out."""
    missing = [one for one in libraries if find_spec(one) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


def installed(folder: Path, sources: Mapping[str, str]) -> Path:
    """Install a package, as pip does, into a folder of its own, which is returned."""
    source = folder / "source"
    source.mkdir()
    for name, content in sources.items():
        (source / name).write_text(content, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(folder / "site"), str(source)], check=True, capture_output=True)
    return folder / "site"


def edited(site: Path, folder: Path, file: str, content: str) -> Path:
    """A copy of what was installed in which one file is another; `file` is a pattern."""
    copy = shutil.copytree(site, folder / "site", ignore=shutil.ignore_patterns("__pycache__"))
    (found,) = copy.glob(file)
    found.write_text(content, encoding="utf-8")
    return copy


def python(site: Path, *arguments: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    """Python beside what was installed, in the folder above it."""
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": path}, cwd=site.parent, capture_output=True, text=True, timeout=seconds,
    )  # fmt: skip


def called(site: Path, *arguments: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    """A command of politburo beside what was installed."""
    return python(site, "-m", "politburo", *arguments, seconds=seconds)


ONE_AFTER_ANOTHER = """
import json, sys, traceback
from click.testing import CliRunner
from politburo.cli import main
found = []
for words in json.loads(sys.argv[1]):
    done = CliRunner().invoke(main, words)
    failed = not isinstance(done.exception, (SystemExit, type(None)))
    said = "".join(traceback.format_exception(done.exception)) if failed else ""
    found.append([done.exit_code, done.stdout, done.stderr + said])
print(json.dumps(found))
"""


def called_in_turn(site: Path, *commands: str, before: str = "") -> list[subprocess.CompletedProcess[str]]:
    """Some commands of politburo beside what was installed, one after another in one process.

    It imports politburo once, which takes longer than most commands. `before` is code that it begins with.
    """
    done = python(site, "-c", before + ONE_AFTER_ANOTHER, json.dumps([command.split() for command in commands]))
    assert done.returncode == 0, done.stderr
    return [
        subprocess.CompletedProcess(command, *found)
        for command, found in zip(commands, json.loads(done.stdout), strict=True)
    ]
