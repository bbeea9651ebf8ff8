"""One writer in a folder, or several that share; nothing is written by two that do not."""

from pathlib import Path

import pytest

from politburo.run.folder.lock import locked
from politburo.terms.errors import StoreError


def test_only_one_holds_a_folder_at_a_time(tmp_path: Path):
    with locked(tmp_path), pytest.raises(StoreError, match="being written by another process"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_those_that_share_are_let_in_and_the_first_alone_prepares(tmp_path: Path):
    prepared: list[int] = []
    with locked(tmp_path, shared=True, prepare=lambda: prepared.append(1)):
        with locked(tmp_path, shared=True, prepare=lambda: prepared.append(2)):
            pass
        with pytest.raises(StoreError, match="being written by another process"), locked(tmp_path):
            pass
    assert prepared == [1]
