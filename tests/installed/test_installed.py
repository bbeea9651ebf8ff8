"""What must hold however politburo was installed: without extras too, and with the oldest versions that it allows."""

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

import politburo as pb
from politburo.scenario import scenario_names
from tests.packages import called_in_turn, python

pytestmark = pytest.mark.slow

EXTRAS = {
    "cluster": ("distributed", "dask", "dask_jobqueue", "cryptography"),
    "sensitivity": ("SALib",),
    "explore": ("ema_workbench",),
    "lab": ("starlette", "uvicorn"),
    "tables": ("charset_normalizer", "countrycode", "edtf"),
}
LIBRARIES = [library for libraries in EXTRAS.values() for library in libraries]
SMALL = "--runs 2 --scale 0.02 --until 2000-12"
NEEDY = {
    "cluster": f"run example {SMALL} --workers 2",
    "sensitivity": f"sensitivity example --outcome fear {SMALL}",
    "explore": f"explore example --when departures>1x {SMALL}",
    "lab": "lab --no-browser --scenario example",
    "tables": "country from-table people.csv --out mine",
}
"""For each extra, a command that needs it."""

HIDDEN = f"import sys\nsys.modules.update(dict.fromkeys({LIBRARIES!r}))\n"
"""The libraries of all extras are as if they were not installed."""

EVERY_MODULE = f"""
{HIDDEN}
import pkgutil
from importlib import import_module
import politburo
for module in pkgutil.walk_packages(politburo.__path__, "politburo."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
"""
RUN = f"run example {SMALL} --out results"
COMPARED = f"compare example --set surveillance=0.6 {SMALL} --quiet"
CHECKED = f"check {' '.join(scenario_names())}"

Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a user without extras is."""
    folder = tmp_path_factory.mktemp("installed")
    (folder / "people.csv").write_text("person,organ,start,iso3\nA,B,1950,ALB\n")
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> dict[str, Done]:
    """What all the commands came to, given there by one process without extras."""
    commands = ("--version", "list", CHECKED, *NEEDY.values(), RUN, COMPARED)  # runs that are there need no workers
    found = called_in_turn(folder / "site", *commands, before=HIDDEN)
    return {one.args: one for one in found}


def test_every_module_is_imported_without_extras(folder: Path):
    finished = python(folder / "site", "-c", EVERY_MODULE)
    assert finished.returncode == 0, finished.stderr


def test_a_run_leaves_results_picture_and_report(done: dict[str, Done], folder: Path):
    assert done[RUN].returncode == 0, done[RUN].stderr
    results = pb.open(folder / "results")
    assert (results.status, results.runs) == ("finished", (0, 1))
    assert results.series.sizes["month"] == 12
    assert {file.suffix for file in (folder / "results").rglob("*.*")} >= {".html", ".png", ".svg"}


def test_every_scenario_of_the_library_is_valid(done: dict[str, Done]):
    assert done[CHECKED].returncode == 0, done[CHECKED].stderr


def test_the_command_knows_its_version_and_its_scenarios(done: dict[str, Done]):
    assert done["--version"].stdout == f"politburo {version('politburo')}\n"
    assert [name for name in scenario_names() if name not in done["list"].stdout] == []


def test_a_comparison_needs_no_extra(done: dict[str, Done]):
    assert done[COMPARED].returncode == 0, done[COMPARED].stderr


@pytest.mark.parametrize("extra", NEEDY)
def test_a_command_that_needs_an_extra_says_which_to_install(extra: str, done: dict[str, Done]):
    finished = done[NEEDY[extra]]
    assert finished.returncode == 2, finished.stderr
    assert f"pip install 'politburo[{extra}]'" in finished.stderr
    assert "Traceback" not in finished.stderr
