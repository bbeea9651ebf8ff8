"""Scenarios without a simulation: what is wrong with files, what one says, what differs between two, and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from politburo.answer import Column, Listing, Provenance, Row, Table, records
from politburo.answer.numbers import capitalised
from politburo.country.countries import is_path
from politburo.country.folder import read_folder
from politburo.scenario import Scenario, load, month_name, parent_of, scenario_names
from politburo.scenario.consistency import idle_parts
from politburo.scenario.document import document_of
from politburo.scenario.error_messages import problem_at
from politburo.scenario.months import number, spans
from politburo.scenario.overview import (
    Chosen,
    Difference,
    LeverCourse,
    ParameterValue,
    differences,
    lever_courses,
    parameter_values,
)
from politburo.scenario.reader import SUFFIX
from politburo.scenario.scenario import estimate, in_bytes
from politburo.terms.checks import printable
from politburo.terms.declarations import Declaration
from politburo.terms.errors import FileError, Problem, ScenarioError, UsageError
from politburo.terms.leaders import LEADER_NAMES, LEADERS, plugins
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.problems import MOST_TOLD, sentence_of

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
    """Check scenario files, scenarios of the library, or folders with the files of a country, as a run would read them.

    The table `files` has a row for each, `problems` one for everything that is wrong; warnings name what is without
    effect and likely a slip. Leaders of other packages that a scenario names are imported.
    """
    found = [(str(file), *_examined(file)) for file in files]
    idle = [one for _, scenario, _ in found if scenario is not None for one in idle_parts(scenario)]
    problems = [problem for _, _, wrong in found for problem in wrong]
    tables = (
        _table("files", "Files", FILES, [_row(*one) for one in found], ("file",)),
        _table("problems", "Problems", PROBLEMS, records(PROBLEMS, dict.fromkeys(problems))),
    )
    sentences = () if problems or idle else ("No problems found.",)
    some = tables[: 1 + bool(problems)]
    return Listing("check", "Check of files", some, sentences, Provenance(stamp=None), _warnings(idle))


def _warnings(idle: Iterable[Problem]) -> tuple[str, ...]:
    """A sentence for each thing without effect; of very many the first."""
    found = [f"{sentence_of(one)}." for one in dict.fromkeys(idle)]
    more = (f"{len(found) - MOST_TOLD} more of the kind are left out.",) if len(found) > MOST_TOLD else ()
    return (*found[:MOST_TOLD], *more)


def _examined(file: str | Path) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """The scenario in a file, None in the folder of a country; None and all that is wrong where it cannot be used."""
    try:
        if not str(file).endswith(SUFFIX) and Path(file).is_dir():
            read_folder(Path(file)).check()
            return None, ()
        scenario = load(file)
    except FileError as error:
        return None, error.problems or (Problem(str(file), None, None, str(error)),)
    problems = (*_unusable_leaders(scenario), *_unusable_ensemble(scenario))
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


def _unusable_ensemble(scenario: Scenario) -> Iterator[Problem]:
    """Why the ensemble that a scenario names cannot be used."""
    if scenario.ensemble is None:
        return
    from politburo.ask.ensemble import under

    try:
        under(None, scenario)
    except UsageError as error:
        yield problem_at(document_of(scenario), ("ensemble",), printable(str(error)).removesuffix("."))


def _row(file: str, scenario: Scenario | None, problems: tuple[Problem, ...]) -> tuple[str | int | None, ...]:
    if scenario is None:
        return file, len(problems), None, None, None, "" if problems else "a country"
    needed = estimate(scenario)
    return file, 0, needed.months, needed.runs, needed.disk, f"about {in_bytes(needed.disk)}"


NAME = Column("name", meaning="as a scenario file has it", heading=" ")
RANGE = (
    Column("unit", meaning="unit", shown=False),
    Column("low", meaning="lowest value that it can have", shown=False),
    Column("high", meaning="highest value that it can have", shown=False),
    Column("range", meaning="lowest and highest value that it can have, with the unit"),
)
MOST_EVENTS = 500
"""Dated events that are listed unless everything is asked for; and differences in a section that people see."""


def _with_source(everything: bool) -> tuple[Column, ...]:
    """The meaning, and where it is from: apart for programs, in one column for people where everything is shown."""
    return (
        Column("meaning", meaning="what it means", shown=not everything),
        Column("source", meaning="where it is from", shown=False),
        Column("about", meaning="both for people", heading="meaning and source", shown=everything),
    )


def overview(scenario: str | Path | Scenario, *, everything: bool = False) -> Listing:
    """What a scenario says once it is resolved: setting, leader, levers, dated events, mechanisms, parameters.

    What has its default value is only counted, unless `everything` is asked for: then there is also a table `steps`
    with every step of every lever. Of a scenario that extends another the tables that begin with `differs_` say what
    differs from that one. Raises ScenarioError.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    courses, parent = lever_courses(scenario), parent_of(scenario)
    shown = [course for course in courses if everything or not course.at_default]
    tables = [_setting(scenario), _levers(shown, everything)]
    tables += [_steps(courses)] if everything else []
    tables += [
        _events(scenario, None if everything else MOST_EVENTS),
        _mechanisms(scenario, everything),
        _parameters(scenario, everything),
    ]
    sentences = []
    if rest := [f"{course.name} {number(course.default)}" for course in courses if course not in shown]:
        sentences.append(f"Levers at their defaults: {', '.join(rest)}.")
    if not everything and len(scenario.events) > MOST_EVENTS:
        sentences.append(
            f"Of {len(scenario.events):,} dated events the first {MOST_EVENTS} are listed; --all lists them."
        )
    if not everything:
        sentences.append("Mechanisms that are on and parameters at their defaults are not listed; --all lists them.")
    if parent is not None:
        found = differences(parent, scenario)
        about = f": difference from {parent.name}, which it extends"
        tables += difference_tables(found, parent.name, scenario.name, name="differs_", about=about)
        sentences += [] if found else [f"Nothing differs from {parent.name}, which it extends."]
    some = tuple(table for table in tables if table.rows)
    return Listing("show", scenario.title, some, tuple(sentences), _provenance(scenario))


def _provenance(scenario: Scenario) -> Provenance:
    return Provenance(
        scenario=scenario.name,
        scale=scenario.scale,
        households=scenario.households,
        people_each=scenario.people_each,
        first=month_name(scenario.start),
        last=month_name(scenario.end),
        seed=scenario.chance,
        runs=scenario.runs,
        details={"digest": scenario.digest()},
        stamp=None,
    )


def _setting(scenario: Scenario) -> Table:
    logics = (f"{span.value} {span.months}" for span in spans(scenario.logics, scenario.start))
    rows = [
        ("description", " ".join(scenario.description.split())),
        ("name", scenario.name),
        ("extends", scenario.parent or ""),
        ("country", f"{scenario.plan.title} ({scenario.country})" if is_path(scenario.country) else scenario.country),
        ("months", f"{month_name(scenario.start)} to {month_name(scenario.end)} ({len(scenario.levers)})"),
        ("run", f"{scenario.runs} runs, seed {scenario.chance}, scale {number(scenario.scale)}"),
        ("households", "" if scenario.households is None else scenario.households_in_words),
        ("ensemble", printable(scenario.ensemble or "")),
        ("leader", ", ".join(logics)),
    ]
    columns = (NAME, Column("value", meaning="what the scenario says", heading=" "))
    return _table("setting", "Setting", columns, [row for row in rows if row[1]])


def _levers(courses: list[LeverCourse], everything: bool) -> Table:
    columns = (
        NAME,
        Column("value", meaning="value with what the dated events do to it"),
        *RANGE,
        *_with_source(everything),
    )
    rows = [
        (course.name, "\n".join(course.words), *_range(course.declaration), *_about(course.declaration))
        for course in courses
    ]
    return _table("levers", "Levers, with the effects of dated events", columns, rows)


def _steps(courses: tuple[LeverCourse, ...]) -> Table:
    columns = (
        NAME,
        Column("first", meaning="first month", format="month"),
        Column("last", meaning="last month", format="month"),
        Column("value", meaning="value in these months", shown=False),
        Column("value_text", meaning="the same for people", heading="value"),
        Column("chosen_by", meaning="logic of rule by which the leader chooses the lever"),
    )
    rows: list[Row] = []
    for course in courses:
        for span in course.in_force:
            months = course.name, month_name(span.first), month_name(span.last)
            chosen = isinstance(span.value, Chosen)
            value = (None, "", span.value.logic) if chosen else (span.value, number(span.value), "")
            rows.append((*months, *value))
    return _table("steps", "Steps of all levers", columns, rows)


def _events(scenario: Scenario, most: int | None) -> Table:
    columns = (
        Column("date", meaning="day"),
        Column("event", meaning="label"),
        Column("kind", meaning="kind of event"),
        Column("effect", meaning="what it changes in the simulation"),
        Column("modelled", meaning="whether it changes anything in the simulation", format="yes", shown=False),
    )
    rows = [
        (event.day.isoformat(), event.label, event.kind, event.changes, event.is_modelled)
        for event in scenario.events[:most]
    ]
    return _table("events", "Dated public events", columns, rows)


def _mechanisms(scenario: Scenario, everything: bool) -> Table:
    columns = (
        NAME,
        Column("phase", meaning="phase of the month"),
        Column("state", meaning="on or off"),
        *_with_source(everything),
    )
    rows = [
        (
            one.name,
            one.phase,
            "off" if one.name in scenario.off else "on",
            *_said(one.meaning, one.reference),
        )
        for one in MECHANISMS
        if everything or one.name in scenario.off
    ]
    return _table("mechanisms", "Mechanisms" if everything else "Mechanisms that are switched off", columns, rows)


def _parameters(scenario: Scenario, everything: bool) -> Table:
    columns = (
        Column("key", meaning="as a scenario file has it", shown=False),
        Column("name", meaning="group and name", heading=" "),
        Column("value", meaning="value in this scenario", shown=False),
        Column("value_text", meaning="the same for people", heading="value"),
        Column("default", meaning="default value", shown=False),
        Column("default_text", meaning="the same for people", heading="default", shown=not everything),
        *RANGE,
        *_with_source(everything),
        Column("mechanism", meaning="mechanism whose strength it is", shown=False),
    )
    rows = [_parameter(one, everything) for one in parameter_values(scenario) if everything or one.changed]
    title = "Parameters" if everything else "Parameters that differ from their defaults"
    return _table("parameters", title, columns, rows)


def _parameter(one: ParameterValue, everything: bool) -> Row:
    """The row of a parameter; among all of them the default stands with the value where it is another one."""
    said, default = one.declaration, number(one.default)
    value = "off" if one.off else number(one.value)
    value += f" (default {default})" if everything and one.changed else ""
    values = one.value, value, one.default, default
    return one.key, one.key.removeprefix("parameters."), *values, *_range(said), *_about(said), said.mechanism


def _about(declaration: Declaration) -> tuple[str, str, str]:
    return _said(declaration.meaning, declaration.source)


def _said(meaning: str, source: str) -> tuple[str, str, str]:
    """What something means, where it is from, and both, of which the second is a sentence of its own."""
    return meaning, source, f"{meaning}. {capitalised(source)}"


def _range(declaration: Declaration) -> tuple[str, float, float, str]:
    """Unit, ends and the range in words."""
    unit = "–" if declaration.unit == "1" else declaration.unit
    words = f"{number(declaration.low)} to {number(declaration.high)}"
    return unit, declaration.low, declaration.high, words if unit == "–" else f"{words} {unit}"


def _table(
    name: str, title: str, columns: tuple[Column, ...], rows: Sequence[Row], keys: tuple[str, ...] = ()
) -> Table:
    return Table(name, title, columns, rows, keys=keys, simulated=False)


def scenarios_list() -> Listing:
    """Every scenario of the library with its months, runs and title, and the one that it extends."""
    columns = (
        Column("name"),
        Column("first", "", "first month"),
        Column("last", "", "last month"),
        Column("runs", "1", "number of runs unless another is asked for", "integer"),
        Column("title"),
        Column("extends", "", "scenario that it changes"),
    )
    found = map(load, scenario_names())
    rows = [(one.name, month_name(one.start), month_name(one.end), one.runs, one.title, one.parent) for one in found]
    title = "Scenarios that come with politburo"
    return Listing("list", title, (_table("scenarios", "Scenarios", columns, rows, ("name",)),))


def outcomes_list() -> Listing:
    """Every outcome with its unit and meaning."""
    from politburo.run.outcomes import OUTCOMES  # needs NumPy, which the other lists do without

    columns = (Column("name"), Column("unit"), Column("meaning"))
    table = _table("outcomes", "Outcomes of a run", columns, records(columns, OUTCOMES.values()))
    return Listing("outcomes", "Outcomes that can be asked for", (table,))


def leaders_list() -> Listing:
    """Politburo's own logics of rule, then those of other packages that can be used; a warning for each other one."""
    from politburo.leader import broken_plugins  # imports what the other lists do without

    columns = (
        Column("name"),
        Column("meaning", "", "what it does"),
        Column("chooses", "", "levers that it chooses"),
        Column("source", "", "where the idea comes from"),
    )
    rows = [(one.name, one.meaning, ", ".join(one.chooses) or "nothing", one.reference) for one in LEADERS]
    broken = broken_plugins()
    rows += [
        (name, f"from another package: {point.value}", "what its Decision names", "see that package")
        for name, point in plugins().items()
        if name not in broken
    ]
    listed = _table("leaders", "Logics of rule", columns, rows)
    return Listing("leaders", "Logics of rule that a scenario can name", (listed,), warnings=tuple(broken.values()))


SECTIONS = {
    "leader": "Leader",
    "levers": "Levers",
    "events": "Dated public events",
    "mechanisms": "Mechanisms",
    "parameters": "Parameters",
    "record": "Simulated reports",
}
"""Titles of the tables, by the section of the file that a difference lies in; what is in none of these is SETTING."""

SETTING = "setting"


def diff(a: str | Path | Scenario, b: str | Path | Scenario) -> Listing:
    """What differs between two scenarios: setting, leader, levers by month, events, mechanisms, parameters.

    Each is a name, a file or an object. Both are compared as they resolve. Where the leader chooses a lever, this is
    said in place of the scenario's value, which has no effect. Raises ScenarioError for one that cannot be used.
    """
    first, second = (one if isinstance(one, Scenario) else load(one) for one in (a, b))
    called = [printable(one.name if isinstance(one, Scenario) else str(one)) for one in (a, b)]
    tables = difference_tables(differences(first, second), *called)
    sentences = () if tables else (f"There is no difference between {called[0]} and {called[1]}.",)
    details = {"digest of A": first.digest()[:12], "digest of B": second.digest()[:12]}
    provenance = Provenance(details=details, stamp=None)
    return Listing("diff", f"What differs: {called[0]} (A) and {called[1]} (B)", tables, sentences, provenance)


def difference_tables(
    found: Sequence[Difference], a: str, b: str, *, name: str = "", about: str = ""
) -> tuple[Table, ...]:
    """A table for each section of the file in which something differs; `a` and `b` head the two sides.

    The tables are called by their sections, behind `name`; `about` follows upon their titles.
    """
    sections = [(section, list(differing)) for section, differing in groupby(found, key=_section)]
    return tuple(_section_table(section, differing, a, b, name, about) for section, differing in sections)


def _section(difference: Difference) -> str:
    section = difference.where.partition(".")[0]
    return section if section in SECTIONS else SETTING


def _section_table(section: str, found: Sequence[Difference], a: str, b: str, name: str, about: str) -> Table:
    columns = (
        Column("where", meaning="what differs, by its key in a scenario file", shown=False),
        Column("name", meaning="the same without its section", heading=" "),
        Column("months", meaning="in which months, if not throughout", shown=any(one.months for one in found)),
        Column("a", meaning="what the first scenario has", heading=a),
        Column("b", meaning="what the second scenario has", heading=b),
        Column("meaning", meaning="what it means, with its unit", shown=section != "events"),
    )
    rows = [(one.where, one.name, one.months, one.a, one.b, one.what) for one in found]
    title = SECTIONS.get(section, "Setting") + about
    table = _table(f"{name}{section}", title, columns, rows, ("where", "months"))
    return replace(table, most=MOST_EVENTS)
