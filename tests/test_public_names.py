"""What `import politburo` gives, and what it costs."""

import subprocess
import sys

import pytest

import politburo


def said_by(code: str) -> str:
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def test_importing_the_package_imports_nothing_heavy():
    heavy = "{'numpy', 'numba', 'xarray', 'pandas', 'zarr', 'duckdb', 'pydantic', 'rich'}"
    assert said_by(f"import politburo, sys; print({heavy} & set(sys.modules))") == "set()"


@pytest.mark.parametrize(
    "name",
    [
        *("run", "branch", "claims", "compare", "explore", "leader_check", "sensitivity", "sweep", "merge"),
        *("load", "open", "open_experiment", "citation", "Results"),
        *("Threads", "Workers", "Cluster", "Slurm", "Shard", "__version__"),
    ],
)
def test_every_public_name_is_there_and_listed(name: str):
    assert getattr(politburo, name) is not None
    assert name in dir(politburo)


def test_run_is_the_function_whatever_is_imported_from_its_room():
    assert said_by("from politburo.run.store import Store; import politburo; print(callable(politburo.run))") == "True"
    assert said_by("import politburo.run.plan, politburo; print(callable(politburo.run))") == "True"


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'politburo' has no attribute 'forecats'"):
        _ = politburo.forecats  # pyright: ignore[reportAttributeAccessIssue]
