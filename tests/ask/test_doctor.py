"""What is installed, and which problems there are."""

import platform
from importlib import metadata
from pathlib import Path

import pytest

from politburo.ask import doctor
from politburo.numerics.compile import cache_folder


def facts() -> dict[str, str]:
    return dict(doctor.examine().facts)


def test_every_library_that_is_required_at_run_time_is_listed_with_its_version():
    assert facts().items() >= {name: metadata.version(name) for name in ("numpy", "numba", "xarray", "rich")}.items()
    assert "pytest" not in facts()


def test_python_the_processor_and_the_folders_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    found = facts()
    assert platform.python_version() in found["Python"]
    assert platform.machine() in found["processor"]
    assert str(cache_folder()) in found["compiled kernels"]
    assert str(tmp_path / "runs") in found["results go to"]
    assert not (tmp_path / "runs").exists()


def test_a_missing_library_is_a_warning_that_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    def version(name: str) -> str:
        if name == "duckdb":
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(doctor.metadata, "version", version)
    assert "duckdb is missing: install it with `python -m pip install duckdb`." in doctor.examine().warnings


def test_extras_are_told_with_their_versions_or_how_to_get_them(monkeypatch: pytest.MonkeyPatch):
    assert f"distributed {metadata.version('distributed')}" in facts()["extra cluster"]

    def version(name: str) -> str:
        if name == "distributed":
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(doctor.metadata, "version", version)
    assert facts()["extra cluster"].endswith("pip install 'politburo[cluster]'")
    assert not any("distributed" in warning for warning in doctor.examine().warnings)


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0)])
def test_an_untested_python_is_a_warning(version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor.sys, "version_info", version)
    assert any("is untested" in warning for warning in doctor.examine().warnings)


def test_a_processor_without_promised_bits_is_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor.platform, "machine", lambda: "aarch64")
    assert any("promised on x86-64 only" in warning for warning in doctor.examine().warnings)


def test_switched_off_compilation_is_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert any(warning.startswith("NUMBA_DISABLE_JIT is set") for warning in doctor.examine().warnings)


def test_little_room_on_the_disk_is_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "SCARCE_SPACE", float("inf"))
    assert any("MB are free for results" in warning for warning in doctor.examine().warnings)


def test_where_there_is_no_warning_no_problems_are_found():
    answer = doctor.installation(doctor.Finding(facts=[("Python", "3.11")]))
    assert answer.sentences == ("No problems found.",)
    assert answer.table().rows == [("Python", "3.11")]
    broken = doctor.installation(doctor.Finding(warnings=["It is broken."]))
    assert (broken.sentences, broken.warnings) == ((), ("It is broken.",))
