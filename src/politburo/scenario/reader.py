"""Reading scenarios: those of the library by name, others by path, each with all that it extends.

A scenario extends one of the library, or a file beside or below its own. All errors of a file are reported at once. A
file may be from anyone: what is no scenario file is refused before it is read whole.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import ValidationError

from politburo.country.countries import country_names, files_of, is_path, plan_of, plugins
from politburo.country.folder import CountryFiles, read_folder
from politburo.country.plan import CountryPlan
from politburo.country.reader import MOST_TOLD
from politburo.scenario.consistency import inconsistencies, unknown_labels, unknown_names
from politburo.scenario.document import HEADER, Document, Source, merged
from politburo.scenario.error_messages import found_by_schema, problem_at
from politburo.scenario.scenario import MOST_DISK, Scenario, estimate, in_bytes, resolve, too_many
from politburo.scenario.schema import LEVER_DEFAULTS, Content
from politburo.terms.checks import nearest, one_of, printable, proposed, shown
from politburo.terms.errors import CountryError, Problem, ScenarioError
from politburo.terms.problems import file_error, unusable_file
from politburo.terms.text_files import UnusableFileError, content_of, decoded, toml_of

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


def text_at(path: Path, source: str) -> str:
    """The text of the file at `path`; messages call it `source`. Raises ScenarioError."""
    try:
        content = content_of(path, LARGEST_WRITTEN, "scenario file")
        limit = LARGEST_WRITTEN if content.startswith(HEADER.encode()) else LARGEST
        if len(content) > limit:
            raise UnusableFileError(f"has more than {limit // 1_000_000} MB, the most that a scenario file may have")
        return decoded(content)
    except UnusableFileError as error:
        meant = f"; the scenario of the library is called {path.stem!r}" if path.stem in LIBRARY_NAMES else ""
        raise _unusable(source, error, meant if str(error) == "does not exist" else "") from None


def _unusable(source: str, error: UnusableFileError, more: str = "") -> ScenarioError:
    return unusable_file(ScenarioError, source, f"{error}{more}", error.line)


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
    try:
        if not text.strip():
            raise UnusableFileError("is empty; a scenario needs at least title, country, start and end, or extends")
        data, lines = toml_of(text)
    except UnusableFileError as error:
        raise _unusable(source, error) from None
    return Source(source, _in_this_form(data), lines)


def _in_this_form(data: dict[str, Any]) -> dict[str, Any]:
    """The keys and values of a file as they are written now.

    At first politburo wrote files that were `resolved`: their levers held already what the events do to them, and in
    the earliest ones what is in `run` now stood alone. Levers that there are no longer go where they did nothing.
    """
    _without_levers_of_before(data)
    run, levers = data.get("run", {}), data.get("levers", {})
    if data.get("resolved") is not True or not (isinstance(run, dict) and isinstance(levers, dict)):
        return data
    del data["resolved"]
    alone = {key: data.pop(key) for key in ("seed", "runs", "scale") if key in data}
    data |= {"complete": True, "run": alone | run}
    if data.get("events"):
        data["overrides"] = LEVER_DEFAULTS | levers
    return data


LEVERS_OF_BEFORE = {"broker_price": 2000.0}
"""Levers that there are no longer, and the values that they had where nobody set them."""


def _without_levers_of_before(data: dict[str, Any]) -> None:
    """Take levers of before out of a file that says all values, where they have that which nobody set."""
    held = data.get("overrides")
    if data.get("complete") is True and isinstance(held, dict):
        data["overrides"] = {name: one for name, one in held.items() if LEVERS_OF_BEFORE.get(name, ...) != one}


DEEPEST_CHAIN = 8
"""Files that may extend one another, the first one not counted."""


def scenario_names() -> tuple[str, ...]:
    """Names of the scenarios that come with politburo, in alphabetical order."""
    return LIBRARY_NAMES


def load(name_or_path: str | Path) -> Scenario:
    """The scenario of that name in the library, or in the file at that path (a path ends in `.toml`).

    Raises ScenarioError, naming the file, the line and everything that is wrong with it.
    """
    return _scenario(*_with_parents(_source(name_or_path)))


def parse(text: str, source: str, country: CountryFiles | None = None) -> Scenario:
    """The scenario that a TOML text says; `source` is the file's name, for the errors and for the scenario's own name.

    What the text extends is looked for in the library alone; its country has the files `country`, where these are
    given, whatever the text calls it. Raises ScenarioError.
    """
    return _scenario(*_with_parents(replace(parse_text(text, source), identity=source)), country)


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
    near = proposed(name, LIBRARY_NAMES)
    raise ScenarioError(f"There is no scenario {shown(name)}; {near} A file must end in {SUFFIX}.")


def _with_parents(found: Source, met: tuple[Source, ...] = ()) -> tuple[Document, list[Problem]]:
    """What a file says with all that it extends; where a parent cannot be had, without it, and why."""
    child = Document(found, found.data)
    asked = child.data.get("extends")
    if not isinstance(asked, str) or child.is_complete:
        return child, list(unknown_labels(child, None))
    try:
        parent = _parent(asked, found.folder)
        _refuse_circles(parent, (*met, found))
        above, problems = _with_parents(parent, (*met, found))
    except ValueError as error:
        return child, [problem_at(child, ("extends",), str(error))]
    except ScenarioError as error:
        return child, [problem_at(child, ("extends",), str(error).removesuffix("."))]
    return merged(found, above), [*problems, *unknown_labels(child, above)]


def _parent(asked: str, folder: Path | None) -> Source:
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


def _inside(folder: Path, asked: str, can: str = "extend only files") -> Path:
    """The real path of what must lie in the folder or below it; a scenario `can` name no other. Raises ValueError."""
    outside = ValueError(f"{shown(asked)} leads out of the folder of this file; it can {can} that lie there or below")
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


def _scenario(document: Document, problems: list[Problem], country: CountryFiles | None = None) -> Scenario:
    """The scenario that a document says, of which these problems are known already. Raises ScenarioError.

    Its country has the files `country`, where these are given.
    """
    country, wrong = _country(document) if country is None else (_unlike(document, country), [])
    wrong = [*wrong, *_ensemble(document)]
    plan = _plan(document, country)
    problems = [*problems, *inconsistencies(document), *wrong, *(unknown_names(document, plan) if plan else ())]
    try:
        content = Content.model_validate(document.data, context=document.is_complete)
    except ValidationError as error:
        problems += _of_the_schema(document, error)
        raise file_error(ScenarioError, document.own.name, problems) from None
    if problems:
        raise file_error(ScenarioError, document.own.name, problems)
    scenario = resolve(replace(document, country=country), content)
    if scenario.households is not None and (crowded := too_many(scenario.plan, scenario.households)):
        raise file_error(ScenarioError, document.own.name, [problem_at(document, ("run", "households"), crowded)])
    needed = estimate(scenario).disk
    if needed > MOST_DISK:
        too_much = (
            f"{scenario.runs} runs of {len(scenario.levers)} months would make about {in_bytes(needed)} of results; "
            f"{in_bytes(MOST_DISK)} is the most that a scenario may ask for"
        )
        raise file_error(ScenarioError, document.own.name, [problem_at(document, ("run", "runs"), too_much)])
    return scenario


def _country(document: Document) -> tuple[CountryFiles | None, list[Problem]]:
    """The files of a country that a document names by a path; and what is wrong with it, however it is named."""
    asked, at = document.data.get("country"), ("country",)
    if not isinstance(asked, str):
        return None, []
    folder = document.origin(at)[0].folder
    try:
        if asked in plugins():
            files_of(asked).check()
        if not is_path(asked):
            if document.is_complete:  # of these, the schema asks only that it can be a name
                one_of(country_names(), "country")(asked)
            return None, []
        return country_beside(asked, folder), []
    except ValueError as error:
        return None, [problem_at(document, at, str(error))]
    except CountryError as error:
        if not error.problems:
            return None, [problem_at(document, at, str(error).removesuffix("."))]
        told, more = error.problems[:MOST_TOLD], len(error.problems) - MOST_TOLD
        rest = f"it has {more} more errors, which politburo check tells for its folder"
        return None, [*told, *([problem_at(document, at, rest)] if more > 0 else [])]


def _ensemble(document: Document) -> list[Problem]:
    """What is wrong with the path of an ensemble: it must lead to a file beside the one that names it, or below."""
    asked, at = document.data.get("ensemble"), ("ensemble",)
    if not (isinstance(asked, str) and asked.endswith(".csv")) or document.is_complete:
        return []
    folder = document.origin(at)[0].folder
    try:
        if folder is None:
            raise ValueError(f"{shown(asked)} is a file, and only a file can name one beside it; name an ensemble")
        _inside(folder, asked, "take parameter sets only from files")
    except ValueError as error:
        return [problem_at(document, at, str(error))]
    return []


def _plan(document: Document, country: CountryFiles | None) -> CountryPlan | None:
    """The plan of a document's country; None while there is no such country, or it is in error itself."""
    asked = document.data.get("country")
    try:
        return country.plan if country is not None else plan_of(asked) if asked in country_names() else None
    except CountryError:
        return None


def country_beside(asked: str, folder: Path | None) -> CountryFiles:
    """The files of a country that a file in `folder` names by a path; they lie there or below it.

    Raises ValueError, with a clause, for a path that cannot be named, and CountryError with all that is wrong.
    """
    if folder is None:
        raise ValueError(f"{shown(asked)} is a path, and only a file can name a folder beside it; name a country")
    return read_folder(_inside(folder, asked, "name only folders"), str(folder / asked)).check()


def _unlike(document: Document, kept: CountryFiles) -> CountryFiles | None:
    """The files that are kept of a country; None where its name leads to the same."""
    asked = document.data.get("country")
    return None if asked in country_names() and files_of(asked) == kept else kept


def _of_the_schema(document: Document, error: ValidationError) -> list[Problem]:
    """What the schema finds; a file whose parent cannot be had lacks only what the parent might have said."""
    found = found_by_schema(document, error)
    above = document
    while above.parent is not None:
        above = above.parent
    orphan = "extends" in above.own.data
    return [problem for problem in found if not (orphan and problem.message.endswith("is missing"))]
