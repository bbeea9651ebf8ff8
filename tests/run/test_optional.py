"""A library that is not installed is told with what to type; a broken one is not hidden."""

import sys
from pathlib import Path

import pytest

from politburo.run.optional import MissingLibraryError, needs


def test_what_is_there_is_given():
    assert needs("json", extra="cluster") is sys.modules["json"]
    assert needs("importlib.metadata", extra="cluster") is sys.modules["importlib.metadata"]


@pytest.mark.parametrize("module", ["nothing_like_it", "nothing_like_it.inside"])
def test_what_is_missing_is_named_with_what_to_type(module: str):
    with pytest.raises(MissingLibraryError) as caught:
        needs(module, extra="cluster")
    assert str(caught.value) == (
        "This needs the library nothing_like_it, which is not installed: pip install 'politburo[cluster]'"
    )
    assert caught.value.exit_code == 2


def test_what_an_installed_library_lacks_is_its_own_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "half_a_library.py").write_text("import nothing_like_it\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="nothing_like_it"):
        needs("half_a_library", extra="cluster")
