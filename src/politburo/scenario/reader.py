"""Reading scenarios: those of the library by name, others by path. All errors of a file are reported at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from politburo.scenario.checks import nearest, shown
from politburo.scenario.consistency import inconsistencies
from politburo.scenario.document import Document, Source
from politburo.scenario.error_messages import file_error, found_by_schema, problem_at
from politburo.scenario.files import LIBRARY_NAMES, SUFFIX, file_source, library_source, parse_text
from politburo.scenario.parents import with_parents
from politburo.scenario.resolution import resolve
from politburo.scenario.resources import MOST_DISK, estimate, in_bytes
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import Content
from politburo.terms.errors import Problem, ScenarioError


def scenario_names() -> tuple[str, ...]:
    """Names of the scenarios that come with politburo, in alphabetical order."""
    return LIBRARY_NAMES


def load(name_or_path: str | Path) -> Scenario:
    """The scenario of that name in the library, or in the file at that path (a path ends in `.toml`).

    Raises ScenarioError, naming the file, the line and everything that is wrong with it.
    """
    return _scenario(*with_parents(_source(name_or_path)))


def parse(text: str, source: str) -> Scenario:
    """The scenario that a TOML text says; `source` is the file's name, for the errors and for the scenario's own name.

    What the text extends is looked for in the library alone. Raises ScenarioError.
    """
    return _scenario(*with_parents(replace(parse_text(text, source), identity=source)))


def parent_of(scenario: Scenario) -> Scenario | None:
    """The scenario that another one extends, or None where it extends nothing.

    A file that politburo wrote keeps no more than its parent's name: then only a parent in the library is found. Raises
    ScenarioError.
    """
    document = scenario.document
    if document is not None and document.parent is not None:
        return _scenario(document.parent, [])
    return load(scenario.parent) if scenario.parent in LIBRARY_NAMES else None


def _source(name_or_path: str | Path) -> Source:
    name = str(name_or_path)
    if name.endswith(SUFFIX):
        return file_source(Path(name), name)
    if name in LIBRARY_NAMES:
        return library_source(name)
    near = nearest(name, LIBRARY_NAMES)
    stop = "" if near.endswith("?") else "."
    raise ScenarioError(f"There is no scenario {shown(name)}; {near}{stop} A file must end in {SUFFIX}.")


def _scenario(document: Document, problems: list[Problem]) -> Scenario:
    """The scenario that a document says, of which these problems are known already. Raises ScenarioError."""
    problems = [*problems, *inconsistencies(document)]
    try:
        content = Content.model_validate(document.data, context=document.is_complete)
    except ValidationError as error:
        problems += _of_the_schema(document, error)
        raise file_error(document.own.name, problems) from None
    if problems:
        raise file_error(document.own.name, problems)
    scenario = resolve(document, content)
    needed = estimate(scenario).disk
    if needed > MOST_DISK:
        too_much = (
            f"{scenario.runs} runs of {len(scenario.levers)} months would make about {in_bytes(needed)} of results; "
            f"{in_bytes(MOST_DISK)} is the most that a scenario may ask for"
        )
        raise file_error(document.own.name, [problem_at(document, ("run", "runs"), too_much)])
    return scenario


def _of_the_schema(document: Document, error: ValidationError) -> list[Problem]:
    """What the schema finds; a file whose parent cannot be had lacks only what the parent might have said."""
    found = found_by_schema(document, error)
    above = document
    while above.parent is not None:
        above = above.parent
    orphan = "extends" in above.own.data
    return [problem for problem in found if not (orphan and problem.message.endswith("is missing"))]
