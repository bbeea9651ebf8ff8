"""Reading scenarios: those of the library by name, others by path. Whatever is wrong with a file is told at once."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from politburo.scenario.checks import nearest, printable, shown
from politburo.scenario.consistency import inconsistencies
from politburo.scenario.extends import Merged
from politburo.scenario.files import text_at
from politburo.scenario.packaged import LIBRARY_NAMES, SUFFIX
from politburo.scenario.parents import Found, find_parent, from_library, with_parents
from politburo.scenario.resolve import resolve
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LONGEST_TITLE, Document
from politburo.scenario.sentences import found_by_schema, problem_at, told
from politburo.scenario.sizes import MOST_DISK, estimate, in_bytes
from politburo.scenario.syntax import written
from politburo.terms.errors import Problem, ScenarioError


def scenario_names() -> tuple[str, ...]:
    """Names of the scenarios that come with politburo, in alphabetical order."""
    return LIBRARY_NAMES


def load(name_or_path: str | Path) -> Scenario:
    """The scenario of that name in the library, or in the file at that path (a path ends in `.toml`).

    Raises ScenarioError, naming the file, the line and everything that is wrong with it.
    """
    return _scenario(_found(name_or_path))


def parse(text: str, source: str) -> Scenario:
    """The scenario that a TOML text says; `source` is the file's name, for the errors and for the scenario's own name.

    What the text extends is looked for in the library alone. Raises ScenarioError.
    """
    return _scenario(Found(written(text, source), None, source))


def parent_of(asked: str | Path | Scenario) -> Scenario | None:
    """The scenario that another one extends, or None where it extends nothing.

    `asked` is a name or a path, as for `load`, or a scenario. A scenario keeps no more than its parent's name, and so
    does a file that politburo wrote: then only a parent in the library is found. Raises ScenarioError.
    """
    if isinstance(asked, Scenario):
        return load(asked.parent) if asked.parent in LIBRARY_NAMES else None
    found = _found(asked)
    name = found.written.data.get("extends")
    if name is None:
        return parent_of(_scenario(found))
    _scenario(found)
    return _scenario(find_parent(str(name), found.folder))


def _found(name_or_path: str | Path) -> Found:
    name = str(name_or_path)
    if name.endswith(SUFFIX):
        path = Path(name)
        return Found(written(text_at(path, name), name), path.parent, str(path.resolve()))
    if name in LIBRARY_NAMES:
        return from_library(name)
    near = nearest(name, LIBRARY_NAMES)
    stop = "" if near.endswith("?") else "."
    raise ScenarioError(f"There is no scenario {shown(name)}; {near}{stop} A file must end in {SUFFIX}.")


def _scenario(found: Found) -> Scenario:
    """The scenario that a file says together with those it extends. Raises ScenarioError."""
    merged, problems = with_parents(found)
    problems += inconsistencies(merged)
    try:
        document = Document.model_validate(merged.data, context=merged.data.get("resolved") is True)
    except ValidationError as error:
        problems += _of_the_schema(merged, error)
        raise told(found.written.source, problems) from None
    if problems:
        raise told(found.written.source, problems)
    scenario = resolve(document, name=printable(Path(found.written.source).stem)[:LONGEST_TITLE])
    needed = estimate(scenario).disk
    if needed > MOST_DISK:
        too_much = (
            f"{scenario.runs} runs of {len(scenario.levers)} months would make about {in_bytes(needed)} of results; "
            f"{in_bytes(MOST_DISK)} is the most that a scenario may ask for"
        )
        raise told(found.written.source, [problem_at(merged, ("run", "runs"), too_much)])
    return scenario


def _of_the_schema(merged: Merged, error: ValidationError) -> list[Problem]:
    """What the schema finds; a file whose parent cannot be had lacks only what the parent might have said."""
    found = found_by_schema(merged, error)
    orphan = "extends" in merged.data and not merged.origins
    return [problem for problem in found if not (orphan and problem.message.endswith("is missing"))]
