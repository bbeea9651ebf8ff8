"""Finding what a file extends: a scenario of the library, or a file beside or below the one that extends it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from politburo.scenario.checks import nearest, printable, shown
from politburo.scenario.consistency import unknown_labels
from politburo.scenario.extends import Merged, Written, alone, merged
from politburo.scenario.files import text_at
from politburo.scenario.packaged import LIBRARY_NAMES, SUFFIX, library_text
from politburo.scenario.sentences import problem_at
from politburo.scenario.syntax import written
from politburo.terms.errors import Problem, ScenarioError

DEEPEST_CHAIN = 8
"""Files that may extend one another, the first one not counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found, and what it is known by when files extend each other in a circle.

    `folder` is where it looks for files that it extends; None: it can extend scenarios of the library alone.
    """

    written: Written
    folder: Path | None
    identity: str


def with_parents(found: Found, met: tuple[Found, ...] = ()) -> tuple[Merged, list[Problem]]:
    """What a file says with all that it extends; where a parent cannot be had, without it, and why."""
    child = alone(found.written)
    asked = child.data.get("extends")
    if not isinstance(asked, str) or child.data.get("resolved") is True:
        return child, list(unknown_labels(child, None))
    try:
        parent = find_parent(asked, found.folder)
        _refuse_circles(parent, (*met, found))
        above, problems = with_parents(parent, (*met, found))
        _refuse_resolved(parent)
    except ValueError as error:
        return child, [problem_at(child, ("extends",), str(error))]
    except ScenarioError as error:
        return child, [problem_at(child, ("extends",), str(error).removesuffix("."))]
    return merged(found.written, above), [*problems, *unknown_labels(child, above)]


def find_parent(asked: str, folder: Path | None) -> Found:
    """What the words after `extends` name. Raises ValueError, or ScenarioError where the file cannot be read."""
    if not asked.endswith(SUFFIX):
        if asked not in LIBRARY_NAMES:
            raise ValueError(
                f"there is no scenario {shown(asked)} in the library, and a file must end in {SUFFIX}; "
                f"{nearest(asked, LIBRARY_NAMES)}"
            )
        return from_library(asked)
    if folder is None:
        raise ValueError(f"{shown(asked)} is a path, and only a file can extend a file beside it; name a scenario")
    path = _inside(folder, asked)
    source = str(folder / asked)
    return Found(written(text_at(path, source), source), (folder / asked).parent, str(path))


def from_library(name: str) -> Found:
    """A scenario of the library."""
    source = f"{name}{SUFFIX}"
    return Found(written(library_text(name), source), None, name)


def _inside(folder: Path, asked: str) -> Path:
    """The real path of a file that must lie in the folder or below it. Raises ValueError."""
    outside = ValueError(
        f"{shown(asked)} leads out of the folder of this file; it can extend only files that lie there or below"
    )
    posix, windows = PurePosixPath(asked), PureWindowsPath(asked)
    if posix.is_absolute() or windows.anchor or ".." in (*posix.parts, *windows.parts) or printable(asked) != asked:
        raise outside
    try:
        path = (folder / asked).resolve()
        is_inside = path.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle, a name too long
        raise ValueError(f"{shown(asked)} is not a path that can be followed") from None
    if not is_inside:
        raise outside
    return path


def _refuse_circles(parent: Found, met: tuple[Found, ...]) -> None:
    """Raise ValueError when the parent extends, over others or not, one of those that extend it; or there are many."""
    names = [printable(found.written.source) for found in met]
    for position, found in enumerate(met):
        if found.identity == parent.identity:
            circle = " → ".join([*names[position:], names[position]])
            raise ValueError(f"the files extend each other in a circle: {circle}")
    if len(met) > DEEPEST_CHAIN:
        raise ValueError(f"more than {DEEPEST_CHAIN} files extend one another: {' → '.join(names)} → …")


def _refuse_resolved(parent: Found) -> None:
    if parent.written.data.get("resolved") is True:
        raise ValueError(
            f"{printable(parent.written.source)} is a resolved scenario, whose levers already hold what its events do; "
            "extend the one that it was made from"
        )
