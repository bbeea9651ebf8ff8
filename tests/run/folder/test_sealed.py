"""Small files vouch for themselves: whatever is changed in one is noticed, and nothing that one holds does harm."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.folder.sealed import MOST_BYTES, checksum, for_json, read, read_or_none, sealed
from politburo.terms.errors import StoreError


@dataclass(frozen=True)
class Said:
    name: str
    numbers: tuple[float, ...]
    held: dict[str, int]


SAID = Said("Pak Ch’ang-sŏk", (0.1, -0.0, 1e-300, 12345678901234.5), {"a": 1})
KIND = TypeAdapter(Said)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "said.json"
    path.write_bytes(sealed(SAID))
    return path


def test_what_is_written_is_read(file: Path):
    assert read(file, KIND) == SAID
    assert "checksum" in json.loads(file.read_text())


def test_how_it_is_laid_out_does_not_matter(file: Path):
    content = json.loads(file.read_text())
    file.write_text(json.dumps(dict(sorted(content.items(), reverse=True)), separators=(",", ":")))
    assert read(file, KIND) == SAID


def test_every_single_bit_that_is_flipped_is_noticed_or_changes_nothing(file: Path):
    whole = file.read_bytes()
    for place in range(len(whole) * 8):
        content = bytearray(whole)
        content[place // 8] ^= 1 << place % 8
        file.write_bytes(content)
        assert read_or_none(file, KIND) in (None, SAID)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"9" * 5000,
        b'{"name": 1e400}',
        b'{"name": NaN}',
        b"\xff\xfe{}",
        b"[]",
        b"null",
        b'{"name": "x", "numbers": [], "held": {}}',
        b'{"name": "x", "numbers": [], "held": {}, "checksum": 7}',
    ],
)
def test_what_is_no_such_file_is_an_error_that_names_it(file: Path, content: bytes):
    file.write_bytes(content)
    with pytest.raises(
        StoreError, match=f"{file} is missing or damaged: .*Give the command that made the folder again"
    ):
        read(file, KIND)


@pytest.mark.parametrize("said", [{"name": "x", "numbers": ["y"], "held": {}}, {"name": "x"}])
def test_a_sound_file_of_another_kind_is_refused(file: Path, said: dict[str, Any]):
    file.write_bytes(sealed(said))
    with pytest.raises(StoreError, match="numbers"):
        read(file, KIND)


def test_a_file_that_is_too_large_a_folder_and_no_file_are_refused(file: Path, tmp_path: Path):
    with file.open("ab") as opened:
        opened.truncate(MOST_BYTES + 1)
    for path, reason in ((file, "more than"), (tmp_path, "no regular file"), (tmp_path / "none", "it is not there")):
        with pytest.raises(StoreError, match=reason):
            read(path, KIND)


def test_the_checksum_is_the_same_everywhere():
    assert checksum({"b": [1, 2.5, None], "a": "ä"}) == checksum({"a": "ä", "b": [1, 2.5, None]})
    assert checksum({"b": [1, 2.5, None], "a": "ä"}) == "f5558f2ea3b2ef0c1016fe001765e9b2"
    with pytest.raises(ValueError, match="Out of range float"):
        checksum({"a": float("nan")})


def test_what_is_no_finite_number_is_null_whatever_holds_it():
    told = {"a": math.nan, "b": [1.5, (math.inf, -math.inf)], "c": {"d": np.float64("nan")}}
    assert for_json(told) == {"a": None, "b": [1.5, [None, None]], "c": {"d": None}}


def test_numbers_and_arrays_of_numpy_are_plain_and_the_rest_stays_as_it_is():
    told = for_json({"count": np.int64(3), "is": np.bool_(True), "row": np.array([1.0, np.nan]), "text": "ä"})
    assert told == {"count": 3, "is": True, "row": [1.0, None], "text": "ä"}
    assert json.loads(json.dumps(told, allow_nan=False)) == told
