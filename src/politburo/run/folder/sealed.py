"""Small JSON files that vouch for themselves: what they say, and its checksum over canonical JSON.

    {"format": 4, "seed": 1, …, "checksum": "…"}

Manifests, markers of finished runs and what is measured of claims are such files. The checksum finds damage and mixing
up; it is no signature. A file is data from anyone: of limited size and depth, and with finite numbers only.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter
from pydantic_core import from_json

from politburo.run.folder.files import AGAIN, damaged, regular, write
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kind = TypeVar("Kind")

CHECKSUM = "checksum"

MOST_BYTES = 1 << 20
"""Size of the largest file that is read: a manifest with 2,000 factors has a tenth of it."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
Month = Annotated[str, Field(pattern=r"^(?:19[0-9]{2}|2[01][0-9]{2}|2200)-(?:0[1-9]|1[0-2])$")]
FileName = Annotated[str, Field(pattern=r"^(?:[a-z]+/)?[a-z][a-z0-9-]*(?:\.[a-z]+)+$")]
"""A name within the folder: nothing leads out of it."""


def checksum(content: Any) -> str:
    """Checksum (hex) of anything that JSON can say, however it is laid out. Raises ValueError for what it cannot."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def sealed(content: Mapping[str, Any] | DataclassInstance, indent: int | None = 2) -> bytes:
    """What the file of that content holds, in one line without `indent`. Raises ValueError for what JSON cannot say."""
    said = dict(content) if isinstance(content, Mapping) else asdict(content)
    return (json.dumps(said | {CHECKSUM: checksum(said)}, indent=indent, ensure_ascii=False) + "\n").encode()


def keep(path: Path, content: Mapping[str, Any] | DataclassInstance, indent: int | None = 2) -> None:
    """Write a file of that content, whole or not at all. Raises StoreError when the system refuses."""
    write(path, sealed(content, indent))


def opened(content: dict[str, Any], kind: TypeAdapter[Kind]) -> Kind:
    """What a file says, as its kind. Raises ValueError where it is not what was written."""
    said = {name: value for name, value in content.items() if name != CHECKSUM}
    if content.get(CHECKSUM) != checksum(said):
        raise ValueError("its checksum is another")
    return kind.validate_python(said)


def for_json(value: Any) -> Any:
    """The value as JSON has it, with all it holds: null for what is no finite number, lists for tuples and arrays."""
    if hasattr(value, "tolist"):  # a number or an array of NumPy, which is not imported for this
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: for_json(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [for_json(held) for held in value]
    return value


def read(path: Path, kind: TypeAdapter[Kind]) -> Kind:
    """What a sealed file says. Raises StoreError where it is missing or not what was written."""
    with reading(path):
        return opened(parsed(path), kind)


def read_or_none(path: Path, kind: TypeAdapter[Kind]) -> Kind | None:
    """What a sealed file says; None where it is missing or damaged, and what it says is to be found anew."""
    try:
        return read(path, kind)
    except StoreError:
        return None


@contextmanager
def reading(path: Path, again: str = AGAIN) -> Iterator[None]:
    """What goes wrong in the block is a StoreError that names the file, and says in `again` what makes it again."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(path, _short(error), again) from error


def parsed(path: Path) -> dict[str, Any]:
    """What a JSON file says, whether it vouches for that or not. Raises OSError and ValueError as below."""
    return as_object(limited(path, MOST_BYTES))


def beginning(path: Path, count: int) -> bytes:
    """The first bytes of a regular file. Raises OSError."""
    with regular(path) as file:
        return file.read(count)


def limited(path: Path, most: int) -> bytes:
    """The bytes of a regular file. Raises OSError, and ValueError when there are more than `most`."""
    content = beginning(path, most + 1)
    if len(content) > most:
        raise ValueError(f"it has more than {most} bytes")
    return content


def as_object(content: bytes) -> dict[str, Any]:
    """A JSON object from anyone. Raises ValueError for what is none, is nested without end, or is not UTF-8."""
    said = from_json(content, allow_inf_nan=False)
    if not isinstance(said, dict):
        raise ValueError("it is no JSON object")
    return said


def _short(error: Exception) -> str:
    """The first thing that is wrong, in one line."""
    if isinstance(error, OSError):
        return "it is not there" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
    errors = getattr(error, "errors", None)  # those of a pydantic.ValidationError
    if errors is None:
        return str(error) if isinstance(error, ValueError) else repr(error)
    first = errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
