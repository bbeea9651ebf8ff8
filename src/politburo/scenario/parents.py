"""Finding what a file extends: a scenario of the library, or a file beside or below the one that extends it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from politburo.scenario.checks import nearest, printable, shown
from politburo.scenario.consistency import unknown_labels
from politburo.scenario.document import Document, Source, merged
from politburo.scenario.error_messages import problem_at
from politburo.scenario.files import LIBRARY_NAMES, SUFFIX, file_source, library_source
from politburo.terms.errors import Problem, ScenarioError

DEEPEST_CHAIN = 8
"""Files that may extend one another, the first one not counted."""


def with_parents(found: Source, met: tuple[Source, ...] = ()) -> tuple[Document, list[Problem]]:
    """What a file says with all that it extends; where a parent cannot be had, without it, and why."""
    child = Document(found, found.data)
    asked = child.data.get("extends")
    if not isinstance(asked, str) or child.is_complete:
        return child, list(unknown_labels(child, None))
    try:
        parent = find_parent(asked, found.folder)
        _refuse_circles(parent, (*met, found))
        above, problems = with_parents(parent, (*met, found))
    except ValueError as error:
        return child, [problem_at(child, ("extends",), str(error))]
    except ScenarioError as error:
        return child, [problem_at(child, ("extends",), str(error).removesuffix("."))]
    return merged(found, above), [*problems, *unknown_labels(child, above)]


def find_parent(asked: str, folder: Path | None) -> Source:
    """What the words after `extends` name. Raises ValueError, or ScenarioError where the file cannot be read."""
    if not asked.endswith(SUFFIX):
        if asked not in LIBRARY_NAMES:
            raise ValueError(
                f"there is no scenario {shown(asked)} in the library, and a file must end in {SUFFIX}; "
                f"{nearest(asked, LIBRARY_NAMES)}"
            )
        return library_source(asked)
    if folder is None:
        raise ValueError(f"{shown(asked)} is a path, and only a file can extend a file beside it; name a scenario")
    return file_source(_inside(folder, asked), str(folder / asked))


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


def _refuse_circles(parent: Source, met: tuple[Source, ...]) -> None:
    """Raise ValueError when the parent extends, over others or not, one of those that extend it; or there are many."""
    names = [printable(found.name) for found in met]
    for position, found in enumerate(met):
        if found.identity == parent.identity:
            circle = " → ".join([*names[position:], names[position]])
            raise ValueError(f"the files extend each other in a circle: {circle}")
    if len(met) > DEEPEST_CHAIN:
        raise ValueError(f"more than {DEEPEST_CHAIN} files extend one another: {' → '.join(names)} → …")
