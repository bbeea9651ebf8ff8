"""What is installed is what is here: a built wheel holds every file of the package and works by itself."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from politburo.scenario import scenario_names
from politburo.show.cite import AUTHORS, TITLE

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src"


def python(*arguments: str | Path, folder: Path, **environment: str) -> str:
    """What Python prints, called in `folder`; a failure shows what it said."""
    finished = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    python("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel, folder=folder)
    return folder


def test_the_wheel_holds_every_file_of_the_package(wheel: Path):
    here = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == here


def test_the_wheel_holds_the_licence(wheel: Path):
    (licence,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("/LICENSE"))
    assert zipfile.ZipFile(wheel).read(licence) == (ROOT / "LICENSE").read_bytes()


@pytest.mark.slow
def test_an_installed_wheel_reads_its_own_data(installed: Path, tmp_path: Path):
    asked = """
import politburo
from politburo.country import country_names, plan_of
from politburo.country.countries import files_of
from politburo.scenario import scenario_names
print(politburo.__file__)
print(len(files_of("north-korea").evidence.targets) > 0, all(plan_of(name).people for name in country_names()))
print(*(politburo.load(name).name for name in scenario_names()))
"""
    where, data, read = python("-c", asked, folder=tmp_path, PYTHONPATH=str(installed)).splitlines()
    assert Path(where).is_relative_to(installed)
    assert data == "True True"
    assert read.split() == [*scenario_names()]


def pinned(file: str) -> dict[str, str]:
    """The versions that a file of constraints holds."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def lower_bounds(*extras: str) -> dict[str, str]:
    """The oldest versions that are allowed of the libraries named in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *(entry for name in extras for entry in project["optional-dependencies"][name])]
    return dict(re.sub(r"\[.*\]", "", entry).split(">=") for entry in named if not entry.startswith("politburo"))


def test_the_versions_tested_with_include_everything_that_is_required():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(lower_bounds(*extras)) <= set(pinned("constraints.txt"))


def test_the_oldest_versions_tested_with_are_the_oldest_allowed():
    bounds = lower_bounds("cluster", "sensitivity", "explore", "tables")
    oldest = pinned("constraints-oldest.txt")
    assert {name: oldest.get(name) for name in bounds} == bounds


def test_what_reference_managers_and_catalogues_read_agrees_with_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    authors = [author["name"] for author in project["authors"]]
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert (cff["title"], cff["version"], cff["license"]) == (TITLE, project["version"], project["license"])
    assert [author["name"] for author in cff["authors"]] == authors == [AUTHORS]
    assert cff["keywords"] == project["keywords"]
    codemeta = json.loads((ROOT / "codemeta.json").read_text())
    assert {name: codemeta[name] for name in ("name", "description", "version", "keywords")} == {
        name: project[name] for name in ("name", "description", "version", "keywords")
    }
    assert [author["name"] for author in codemeta["author"]] == authors
    assert codemeta["license"] == f"https://spdx.org/licenses/{project['license']}"
    assert codemeta["runtimePlatform"] == f"Python {project['requires-python']}"
