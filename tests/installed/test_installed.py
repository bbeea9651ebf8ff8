"""What must hold however politburo was installed: without extras too, and with the oldest versions that it allows."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import politburo as pb
from politburo.scenario import scenario_names

pytestmark = pytest.mark.slow

EXTRAS = {
    "cluster": ("distributed", "dask", "dask_jobqueue", "cryptography"),
    "sensitivity": ("SALib",),
    "explore": ("ema_workbench",),
    "lab": ("starlette", "uvicorn"),
    "tables": ("charset_normalizer", "countrycode", "edtf"),
}
LIBRARIES = [library for libraries in EXTRAS.values() for library in libraries]
SMALL = ("--runs", "2", "--scale", "0.02", "--until", "2000-12")


def without_extras(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A process in which the libraries of all extras are as if they were not installed."""
    hidden = f"import sys\nsys.modules.update(dict.fromkeys({LIBRARIES!r}))\n"
    return subprocess.run(
        [sys.executable, "-c", hidden + code], cwd=folder, capture_output=True, text=True, timeout=600
    )


def called(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command, in such a process."""
    return without_extras(f"from politburo.cli import main\nmain({list(arguments)!r})", folder)


def test_every_module_is_imported_without_extras(tmp_path: Path):
    code = """
import pkgutil
from importlib import import_module
import politburo
for module in pkgutil.walk_packages(politburo.__path__, "politburo."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
"""
    finished = without_extras(code, tmp_path)
    assert finished.returncode == 0, finished.stderr


def test_a_run_leaves_results_picture_and_report(tmp_path: Path):
    finished = called("run", "example", *SMALL, "--out", "results", folder=tmp_path)
    assert finished.returncode == 0, finished.stderr
    results = pb.open(tmp_path / "results")
    assert (results.status, results.runs) == ("finished", (0, 1))
    assert results.series.sizes["month"] == 12
    assert {file.suffix for file in (tmp_path / "results").rglob("*.*")} >= {".html", ".png", ".svg"}


def test_every_scenario_of_the_library_is_valid(tmp_path: Path):
    finished = called("check", *scenario_names(), folder=tmp_path)
    assert finished.returncode == 0, finished.stderr


def test_the_command_knows_its_version_and_its_scenarios(tmp_path: Path):
    assert called("--version", folder=tmp_path).stdout == f"politburo {version('politburo')}\n"
    listed = called("list", folder=tmp_path).stdout
    assert [name for name in scenario_names() if name not in listed] == []


def test_a_comparison_needs_no_extra(tmp_path: Path):
    asked = ("compare", "example", "--set", "surveillance=0.6", *SMALL, "--quiet")
    finished = called(*asked, folder=tmp_path)
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize(
    ("extra", "command"),
    [
        ("cluster", ("run", "example", *SMALL, "--workers", "2")),
        ("sensitivity", ("sensitivity", "example", "--outcome", "fear", *SMALL)),
        ("explore", ("explore", "example", "--when", "flights > 1x", *SMALL)),
        ("lab", ("lab", "--no-browser", "--scenario", "example")),
        ("tables", ("country", "from-table", "people.csv", "--out", "mine")),
    ],
)
def test_a_command_that_needs_an_extra_says_which_to_install(extra: str, command: tuple[str, ...], tmp_path: Path):
    (tmp_path / "people.csv").write_text("person,organ,start,iso3\nA,B,1950,ALB\n")
    finished = called(*command, folder=tmp_path)
    assert finished.returncode == 2, finished.stderr
    assert f"pip install 'politburo[{extra}]'" in finished.stderr
    assert "Traceback" not in finished.stderr
