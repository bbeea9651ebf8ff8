"""What is wrong with scenario files, if anything, as an answer; nothing is simulated for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from politburo.answer import Column, Listing, Provenance, Table
from politburo.scenario import Scenario, load
from politburo.scenario.checks import printable
from politburo.scenario.document import document_of
from politburo.scenario.error_messages import MOST_TOLD, problem_at, sentence_of
from politburo.scenario.idle import idle_parts
from politburo.scenario.scenario import estimate, in_bytes
from politburo.terms.errors import Problem, ScenarioError
from politburo.terms.leaders import LEADER_NAMES

FILES = (
    Column("file", meaning="as it was named"),
    Column("problems", meaning="problems found", format="count"),
    Column("months", "months", "months that a run simulates", "count"),
    Column("runs", "runs", "replications that the scenario asks for", "count"),
    Column("results", "bytes", "size of the results on the disk, estimated", "count", shown=False),
    Column("size", meaning="the same for people", heading="size of results"),
)

PROBLEMS = (
    Column("file", meaning="in which it is wrong, which may be one that the checked file extends"),
    Column("line", meaning="line of the file, counted from 1", format="integer"),
    Column("key", meaning="place in the file", shown=False),
    Column("message", meaning="what is wrong, and what is allowed"),
)


def check(*files: str | Path) -> Listing:
    """Check scenario files, or scenarios of the library, as a run would read them.

    The table `files` has a row for each, `problems` one for everything that is wrong; warnings name what is without
    effect and likely a slip. Leaders of other packages that a scenario names are imported.
    """
    found = [(str(file), *_examined(file)) for file in files]
    idle = [one for _, scenario, _ in found if scenario is not None for one in idle_parts(scenario)]
    problems = [problem for _, _, wrong in found for problem in wrong]
    tables = (
        Table("files", "Scenario files", FILES, [_row(*one) for one in found], keys=("file",), simulated=False),
        Table(
            "problems",
            "Problems",
            PROBLEMS,
            [(one.file, one.line, one.key, one.message) for one in dict.fromkeys(problems)],
            simulated=False,
        ),
    )
    sentences = () if problems or idle else ("No problems found.",)
    some = tables[: 1 + bool(problems)]
    return Listing("check", "Check of scenario files", some, sentences, Provenance(stamp=None), _warnings(idle))


def _warnings(idle: Iterable[Problem]) -> tuple[str, ...]:
    """A sentence for each thing without effect; of very many the first."""
    found = [f"{sentence_of(one)}." for one in dict.fromkeys(idle)]
    more = (f"{len(found) - MOST_TOLD} more of the kind are left out.",) if len(found) > MOST_TOLD else ()
    return (*found[:MOST_TOLD], *more)


def _examined(file: str | Path) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """The scenario in a file; None and all that is wrong where it cannot be used."""
    try:
        scenario = load(file)
    except ScenarioError as error:
        return None, error.problems or (Problem(str(file), None, None, str(error)),)
    problems = tuple(_unusable_leaders(scenario))
    return None if problems else scenario, problems


def _unusable_leaders(scenario: Scenario) -> Iterator[Problem]:
    """Why logics of other packages cannot be used; politburo's own always can."""
    for name in dict.fromkeys(scenario.logics):
        if name in LEADER_NAMES:
            continue
        from politburo.leader import logic_named

        try:
            logic_named(name)
        except ScenarioError as error:
            yield problem_at(document_of(scenario), ("leader", "logic"), printable(str(error)).removesuffix("."))


def _row(file: str, scenario: Scenario | None, problems: tuple[Problem, ...]) -> tuple[str | int | None, ...]:
    if scenario is None:
        return file, len(problems), None, None, None, ""
    needed = estimate(scenario)
    return file, 0, needed.months, needed.runs, needed.disk, f"about {in_bytes(needed.disk)}"
