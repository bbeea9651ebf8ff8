"""A leader from another package is found by its name; a broken one is told of and passed over."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIAL = (Path(__file__).parents[2] / "docs" / "leaders.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"```python\n(.*?)```", TUTORIAL, re.DOTALL)
KOREAN, PROJECT, SCENARIO = re.findall(r"```toml\n(.*?)```", TUTORIAL, re.DOTALL)


def installed(folder: Path, code: str = CODE, project: str = PROJECT) -> Path:
    """Install the package of the tutorial, as pip does, into a folder of its own."""
    source = folder / "source"
    source.mkdir()
    (source / "watcher.py").write_text(code)
    (source / "pyproject.toml").write_text(project)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(folder / "site"), str(source)], check=True, capture_output=True)
    return folder / "site"


def called(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "politburo", *arguments],
        env=os.environ | {"PYTHONPATH": str(site)}, cwd=site.parent, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("plugin"))


def test_the_tutorial_writes_a_leader_in_thirty_lines():
    assert len(CODE.splitlines()) + len(PROJECT.splitlines()) <= 30


def test_the_leader_of_the_tutorial_is_listed_and_rules(site: Path):
    assert "watcher\n  from another package: watcher:choose\n" in called(site, "leaders").stdout
    assert "other leaders" in called(site, "doctor").stdout
    (site.parent / "watched.toml").write_text(SCENARIO)
    run = called(site, "run", "watched.toml", "--runs", "1", "--until", "2000-06", "--scale", "0.05", "--json")
    assert run.returncode == 0, run.stderr
    folder = site.parent / json.loads(run.stdout)["folder"]
    code = f"import politburo as pb; print(pb.open({str(folder)!r}).series['surveillance'].values[0].tolist())"
    course = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
    assert course == sorted(course)
    assert course[0] < course[-1] <= 0.95


def test_an_edited_leader_does_not_continue_the_runs_of_the_older_one(site: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    edited = installed(tmp_path / "other", CODE.replace("REACH = 1.5", "REACH = 0.5"))
    folders = []
    for place in (site, edited):
        (place.parent / "watched.toml").write_text(SCENARIO)
        asked = ("run", "watched.toml", "--runs", "1", "--until", "2000-02", "--scale", "0.05", "--quiet")
        folders.append(called(place, *asked).stdout)
    assert folders[0] != folders[1]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise RuntimeError('no luck')\n", "cannot be imported: RuntimeError: no luck."),
        ("def choose(briefing): ...\n", "must be a function of (briefing, levers, assurance, parameters) that returns"),
        ("choose = 3\n", "must be a function of (briefing, levers, assurance, parameters) that returns a Decision."),
        ("", "cannot be imported: AttributeError: module 'watcher' has no attribute 'choose'."),
    ],
)
def test_a_broken_leader_is_told_of_and_passed_over_until_a_scenario_names_it(tmp_path: Path, code: str, why: str):
    site = installed(tmp_path, code)
    listed = called(site, "leaders")
    assert listed.returncode == 0
    assert (
        "Warning: The leader 'watcher' of the entry point 'watcher:choose' (politburo.leaders) " + why in listed.stderr
    )
    assert "watcher" not in listed.stdout
    assert why in called(site, "doctor").stdout
    assert called(site, "run", "example", "--runs", "1", "--until", "2000-01", "--scale", "0.02").returncode == 0
    (tmp_path / "watched.toml").write_text(SCENARIO)
    refused = called(site, "run", "watched.toml", "--runs", "1", "--until", "2000-01", "--scale", "0.02")
    assert refused.returncode == 2
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr


def test_no_package_can_take_the_name_of_a_leader_that_there_is(tmp_path: Path):
    site = installed(tmp_path, project=PROJECT.replace('watcher = "watcher:choose"', 'strategic = "watcher:choose"'))
    assert "another package" not in called(site, "leaders").stdout
