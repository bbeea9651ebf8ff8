"""Scenario files: those that come with politburo, and the text of others, from anyone, as keys, values and lines.

What is no scenario file is refused before it is read whole.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from politburo.scenario.checks import printable
from politburo.scenario.document import HEADER, Source
from politburo.scenario.error_messages import unusable_file
from politburo.scenario.line_numbers import UnreadableError, line_numbers
from politburo.scenario.schema import LEVER_DEFAULTS

SUFFIX = ".toml"

FOLDER = files("politburo.scenario") / "library"

LIBRARY_NAMES: tuple[str, ...] = tuple(
    sorted(entry.name.removesuffix(SUFFIX) for entry in FOLDER.iterdir() if entry.name.endswith(SUFFIX))
)
"""Their names, in alphabetical order."""


def library_text(name: str) -> str:
    """The text of one of them."""
    return (FOLDER / f"{name}{SUFFIX}").read_text(encoding="utf-8")


LARGEST = 1_000_000
"""Bytes that a scenario file may have; the longest in the library has a hundredth of it."""

LARGEST_WRITTEN = 8_000_000
"""Bytes that a file may have which politburo wrote itself, with a value for each lever and month."""

PIECE = 1 << 16
"""Bytes that are read at a time."""


def text_at(path: Path, source: str) -> str:
    """The text of the file at `path`; messages call it `source`. Raises ScenarioError.

    Only regular files are read, so that no pipe or device keeps the program waiting or feeds it without end.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        raise unusable_file(source, f"does not exist{_meant(path)}") from None
    except ValueError:  # a path with a NUL byte
        raise unusable_file(source, "is not a path that a file can have") from None
    except OSError as error:
        raise unusable_file(source, f"cannot be read: {error.strerror}") from None
    if isinstance(content, str):
        raise unusable_file(source, content)
    ours = content.startswith(HEADER.encode())
    limit = LARGEST_WRITTEN if ours else LARGEST
    if len(content) > limit:
        raise unusable_file(source, f"has more than {limit // 1_000_000} MB, the most that a scenario file may have")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unusable_file(source, f"is not UTF-8 text: byte {error.start} cannot be read") from None


def _meant(path: Path) -> str:
    """That a scenario of the library is named without the ending of a file, where one was looked for with it."""
    return f"; the scenario of the library is called {path.stem!r}" if path.stem in LIBRARY_NAMES else ""


def _content(path: Path) -> bytes | str:
    """What the file holds, up to a byte more than it may; or the words that say why it is no file to read."""
    wrong = _not_a_file(path.stat().st_mode)
    if wrong:
        return wrong
    # Between the look above and this line a pipe may have taken the place of the file: do not wait for its other end.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    wrong = _not_a_file(os.fstat(descriptor).st_mode)
    if wrong:
        os.close(descriptor)
        return wrong
    with os.fdopen(descriptor, "rb") as file:
        # Piece by piece: one call would ask for the memory of the largest file, however small this one is.
        pieces = []
        while (piece := file.read(PIECE)) and len(pieces) * PIECE <= LARGEST_WRITTEN:
            pieces.append(piece)
    return b"".join(pieces)


def _not_a_file(mode: int) -> str:
    """Nothing for a regular file, else what it is instead."""
    if stat.S_ISREG(mode):
        return ""
    return "is a folder, not a scenario file" if stat.S_ISDIR(mode) else "is a pipe or a device, not a scenario file"


def library_source(name: str) -> Source:
    """What a scenario of the library says."""
    return replace(parse_text(library_text(name), f"{name}{SUFFIX}"), identity=name)


def file_source(path: Path, source: str) -> Source:
    """What the file at `path` says; messages call it `source`. Raises ScenarioError.

    What it extends is looked for in the folder that `source` names.
    """
    return replace(parse_text(text_at(path, source), source), folder=Path(source).parent, identity=str(path.resolve()))


def parse_text(text: str, source: str) -> Source:
    """What a text says; `source` is its file's name. Raises ScenarioError."""
    if not text.strip():
        raise unusable_file(source, "is empty; a scenario needs at least title, country, start and end, or extends")
    try:
        lines = line_numbers(text)
        return Source(source, _in_this_form(tomllib.loads(text)), lines)
    except UnreadableError as error:
        raise unusable_file(source, f"cannot be read: {error}", error.line) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None
    except ValueError:
        raise _not_toml(source, "a whole number has more digits than Python reads here") from None
    except RecursionError:
        raise unusable_file(source, "cannot be read: it is nested too deep") from None


def _in_this_form(data: dict[str, Any]) -> dict[str, Any]:
    """The keys and values of a file as they are written now.

    At first politburo wrote files that were `resolved`: their levers held already what the events do to them, and in
    the earliest ones what is in `run` now stood alone.
    """
    run, levers = data.get("run", {}), data.get("levers", {})
    if data.get("resolved") is not True or not (isinstance(run, dict) and isinstance(levers, dict)):
        return data
    del data["resolved"]
    alone = {key: data.pop(key) for key in ("seed", "runs", "scale") if key in data}
    data |= {"complete": True, "run": alone | run}
    if data.get("events"):
        data["overrides"] = LEVER_DEFAULTS | levers
    return data


def _not_toml(source: str, reason: str) -> Exception:
    line = re.search(r"at line (\d+)", reason)
    return unusable_file(source, f"is not valid TOML: {printable(reason)}", int(line.group(1)) if line else None)
