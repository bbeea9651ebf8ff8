"""The report of a run: one HTML file that opens from disk without a network and says what came out, and why.

What it says is plain data, section by section; the template makes HTML of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from politburo.answer import Column, Table
from politburo.answer.numbers import month_in_words, numbered
from politburo.answer.own_files import place
from politburo.ask.ensemble import called, ensemble_names
from politburo.ask.run.notable_events import notable_of_all, sentence
from politburo.ask.run.values import ended_months
from politburo.ask.scenarios import difference_tables, overview
from politburo.ask.why import OtherReasonsError
from politburo.ask.why import reasons as in_words
from politburo.run.engines import usable_threads
from politburo.run.folder.folder import SETS
from politburo.run.plan import file_name
from politburo.run.scale import sample
from politburo.run.store import Store
from politburo.scenario import adapt, load, month_name, parent_of, scenario_names, sized_as, to_toml
from politburo.scenario.months import spans
from politburo.scenario.overview import differences
from politburo.show import look
from politburo.show.cells import Shown
from politburo.show.cells import parts as parts_of
from politburo.show.cite import citation
from politburo.show.page import page_of
from politburo.show.page.drawings import Drawing, drawing
from politburo.show.rendering import vega_bundle
from politburo.show.run import FIGURES
from politburo.terms.parameters import parameter_sources

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.run.events import Event
    from politburo.scenario import Scenario

FILE = "report.html"
"""Name of the report in a run folder."""

OTHER_REASONS = "An earlier version wrote the folder; such events had other reasons then."
"""What stands in place of reasons that are not those of today's terms."""

OUTCOMES = ("fear", "loyalty", "purges", "executions", "flights", "departures")


@dataclass(frozen=True, slots=True)
class Part:
    """The parts of a table, or a text. `folded` ones open on request, `searched` ones have a field to search them.

    `stacked` tables become one block a row where there is little room; a text can be saved as `file`.
    """

    title: str
    tables: tuple[Shown, ...] = ()
    text: str | None = None
    file: str = ""
    folded: bool = False
    searched: str = ""
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section: paragraphs, facts as (name, value), figures, and parts, in this order."""

    name: str
    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    figures: tuple[Drawing, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The whole report; `for_script` is what the page's script must know besides the figures."""

    title: str
    lead: str
    version: str
    provenance: str
    sections: tuple[Section, ...]
    for_script: dict[str, Any]


def report_html(results: Results) -> str:
    """The report as HTML. The same results give the same text."""
    return page_of("report", content_of(results), f'(() => {{ "use strict";\n{vega_bundle()}\n}})();')


def save_report(results: Results, folder: str | Path) -> Path:
    """Write the report into a folder as `report.html`, whole or not at all, and return its path.

    Raises UsageError where a file of that name stands that politburo did not write, StoreError when it cannot be
    written.
    """
    return place(Path(folder) / FILE, report_html(results))


def content_of(results: Results) -> Content:
    """What the report of these results says."""
    line = str(results.provenance)
    return Content(
        title=" ".join(results.scenario.title.split()),
        lead=_lead(results),
        version=results.made_by,
        provenance=line,
        sections=tuple(_sections(results)),
        for_script={
            "file": file_name(results.scenario),
            "provenance": line,
            "dark": look.DARK,
            "words": sorted(look.WORDS_OF_OTHERS),
        },
    )


def _lead(results: Results) -> str:
    scenario, runs = results.scenario, len(results.runs)
    span = f"{month_in_words(scenario.start)} to {month_in_words(scenario.end)}"
    differ = "chance alone" if results.sets is None else "their parameters and by chance"
    what = "one run" if runs == 1 else f"{runs} runs, which differ by {differ}"
    return f"Simulated month by month, {span}: {what}. It says what follows from stated assumptions; it is no forecast."


def _sections(results: Results) -> Iterator[Section]:
    yield _what_was_run(results)
    yield Section(
        "outcomes",
        "Outcomes over time",
        (_reading(results),),
        figures=_drawings(results, *OUTCOMES),
        parts=_tables(results, "variance_parts"),
    )
    yield Section(
        "years",
        "Year by year",
        (
            "Simulated truth is what happened in the simulation. Simulated reports are what outsiders learn of it "
            "sooner or later, less what proves false. Published estimates are of the real country; a range spans "
            "differing accounts.",
        ),
        figures=_drawings(results, "published"),
        parts=_tables(results, "years", "published"),
    )
    yield Section("places", "Month by month, place by place", figures=_drawings(results, "apparatus", "provinces"))
    yield Section("fates", "What became of cadres", figures=_drawings(results, "fates"))
    yield _events(results)
    yield _assumptions(results)
    yield _reproduction(results)
    yield _citation(results)


def _what_was_run(results: Results) -> Section:
    scenario, runs = results.scenario, len(results.runs)
    ended = len(ended_months(results))
    said = tuple(" ".join(part.split()) for part in scenario.description.split("\n\n") if part.strip())
    facts = (
        ("Scenario", scenario.name),
        ("Country", scenario.plan.title),
        ("Months", f"{month_in_words(scenario.start)} to {month_in_words(scenario.end)}"),
        ("Runs", f"{runs}" if runs == scenario.runs else f"{runs} of {scenario.runs} finished"),
        ("Seed", scenario.chance),
        *((("Parameters", called(results.ensemble)),) if results.ensemble is not None else ()),
        ("Scale", sample(scenario) or "whole country"),
        ("The leader's logic", _logics(scenario)),
        ("The regime fell", f"in {ended} of {runs} runs"),
    )
    return Section("run", "What was run", (*results.sentences, *said), facts)


def _reading(results: Results) -> str:
    """How to read the figures over time."""
    if len(results.runs) == 1:
        return "One run: lines are what happened in it. Labelled lines mark dated public events."
    over = "" if results.sets is None else " They are over parameters and chance together."
    return (
        f"Lines are medians over runs; bands hold the middle 50 % and 90 % of them.{over} Points are published "
        "estimates, with their range where accounts differ; labelled lines mark dated public events."
    )


def _drawings(results: Results, *names: str) -> tuple[Drawing, ...]:
    return tuple(drawing(results, FIGURES[name]) for name in names)


def _tables(results: Results, *names: str) -> tuple[Part, ...]:
    return tuple(Part(table.title, parts_of(table)) for table in results.tables if table.name in names)


def _events(results: Results) -> Section:
    table, title = notable_table(results), "The most notable events"
    if not table.rows:
        nothing = "Nothing notable happened: no penalty or flight in the top ranks, and no coup."
        return Section("events", title, (nothing,))
    said = [
        "Rare events of all runs, and penalties and flights in the top ranks in the runs nearest to the median. "
        "Search by form, organ, province, year or reason.",
        "A reason marked × 2 made the event twice as likely as it would have been without it, one marked × 0.5 "
        f"half as likely. “politburo why {results.folder.name} --run K --event N” tells all reasons of an event.",
    ]
    return Section(
        "events", title, tuple(said), parts=(Part(title, parts_of(table), searched="the events", stacked=True),)
    )


def notable_table(results: Results) -> Table:
    """The most notable events and their reasons."""
    events = notable_of_all(results)
    reasons = _reasons(results, events)
    columns = (Column("date", format="date"), Column("what_happened"), Column("why"), Column("where"))
    rows = [
        (one.date, sentence(one), reasons[one.run, one.event], f"run {one.run}, event {one.event}") for one in events
    ]
    runs = numbered(len({one.run for one in events}), "run")
    return Table(
        "notable_events", f"{numbered(len(events), 'event')} of {runs}, the most usual run first", columns, rows
    )


def _reasons(results: Results, events: Sequence[Event]) -> dict[tuple[int, int], str]:
    """The reasons of events in words, by run and number; the file of each run is read once where it can tell them."""
    numbers: dict[int, list[int]] = {}
    for one in events:
        numbers.setdefault(one.run, []).append(one.event)
    with ThreadPoolExecutor(usable_threads()) as pool:
        found = pool.map(lambda run: zip(numbers[run], _of_a_run(results, run, numbers[run]), strict=True), numbers)
        return {(run, event): said for run, of_run in zip(numbers, found, strict=True) for event, said in of_run}


def _of_a_run(results: Results, run: int, events: Sequence[int]) -> list[str]:
    """The reasons of events of one run in words; what stands for those that an earlier version kept otherwise."""
    try:
        return [in_words(why) for why in results.whys(events, run)]
    except OtherReasonsError:
        if len(events) == 1:
            return [OTHER_REASONS]
        return [said for one in events for said in _of_a_run(results, run, [one])]


def _assumptions(results: Results) -> Section:
    scenario = results.scenario
    told, everything = overview(scenario), overview(scenario, everything=True)
    tables = {table.name: table for table in told.tables}
    said, parts = _from_parent(scenario)
    if off := tables.get("mechanisms"):
        parts.append(_part(off))
    else:
        said.append("No mechanism is switched off.")
    parts += [_part(tables["events"])] if "events" in tables else []
    if (found := results.ensemble) is not None:
        said.append(f"Each run has a parameter set of {called(found)}; its values take the place of those listed here.")
    parts += [
        Part("All levers, month by month", parts_of(everything.table("levers")), folded=True, stacked=True),
        Part(
            "All parameters with their sources",
            parts_of(everything.table("parameters")),
            folded=True,
            searched="the parameters",
            stacked=True,
        ),
    ]
    return Section("assumptions", "What is assumed", (*said, parameter_sources()), parts=tuple(parts))


def _part(table: Table) -> Part:
    return Part(table.title, parts_of(table), stacked=True)


def _from_parent(scenario: Scenario) -> tuple[list[str], list[Part]]:
    """What differs from the scenario that this one extends, or from the one of its name in the library."""
    other = parent(scenario)
    if other is None:
        if scenario.parent is None:
            return ["The scenario extends no other."], []
        return [f"The scenario extends {scenario.parent}, which is a file of its author's and not compared here."], []
    relation = f"extends {other.name}" if scenario.parent else "comes with politburo"
    found = differences(other, scenario)
    if not found:
        return [f"The scenario {relation}, and nothing differs."], []
    about = f": difference from {other.name}"
    tables = difference_tables(found, f"in {other.name}", "here", about=about)
    return [f"The scenario {relation}; what differs is listed here."], [_part(table) for table in tables]


def parent(scenario: Scenario) -> Scenario | None:
    """What the scenario is compared with: the one that it extends, else the one of the library that has its name."""
    found = parent_of(scenario)
    if found is None and scenario.parent is None and scenario.name in scenario_names():
        return load(scenario.name)
    return found


def _logics(scenario: Scenario) -> str:
    """The leader's logics, each with the months in which it rules."""
    found = spans(scenario.logics, scenario.start)
    return str(found[0].value) if len(found) == 1 else ", ".join(f"{span.value} {span.months}" for span in found)


def _reproduction(results: Results) -> Section:
    manifest = Store(results.folder).manifest()
    versions = ", ".join(f"{name} {said}" for name, said in manifest.versions.items())
    facts = (
        ("politburo", manifest.politburo),
        ("Other versions", versions),
        ("Sources of the model", manifest.sources),
        ("Digest of the scenario", manifest.digest),
        ("Seed", results.scenario.chance),
        ("Fingerprint of the results", results.fingerprint),
    )
    parts = (
        Part("On the command line", text=command(results)),
        Part("The resolved scenario", text=to_toml(results.scenario), file="scenario.toml", folded=True),
    )
    said = (
        "The same scenario, seed and version give the same results to the bit on any x86-64 machine: the fingerprint "
        "shows whether they are the same."
    )
    sets = () if results.ensemble is None else (f"The parameter sets are kept in {SETS} beside this page.",)
    return Section("reproduce", "How to reproduce it", (said, *sets), facts, parts=parts)


def command(results: Results) -> str:
    """The command that makes the same run: by name where the library has the scenario, else from the resolved file."""
    scenario, found = results.scenario, results.ensemble
    named = _of_the_library(scenario)
    sets = []
    if found is not None:
        sets = [f"--ensemble {quote(found.name if found.name in ensemble_names() else SETS)}"]
    if named is None:
        return " ".join([f"politburo run scenario.toml --runs {scenario.runs}", *sets])
    options = [*sets, f"--runs {scenario.runs}", f"--seed {scenario.seed}"]
    options += [f"--until {month_name(scenario.end)}"] if scenario.end != named.end else []
    options += [f"--scale {scenario.scale:g}"] if scenario.scale != named.scale else []
    options += [f"--households {scenario.households}"] if scenario.households != named.households else []
    return " ".join(["politburo run", named.name, *options])


def _of_the_library(scenario: Scenario) -> Scenario | None:
    """The scenario of the library that this one is, but for runs, seed, size and last month; None where it is none."""
    if scenario.name not in scenario_names():
        return None
    named = load(scenario.name)
    if not named.start <= scenario.end <= named.end:
        return None
    until = month_name(scenario.end)
    same = sized_as(adapt(named, runs=scenario.runs, seed=scenario.seed, until=until), scenario)
    return named if same.digest() == scenario.digest() else None


def _citation(results: Results) -> Section:
    said = (
        "Cite politburo in the version used, with the scenario, the number of runs, the seed and the fingerprint, and "
        "the works whose mechanisms were at work. The entries say what each was used for."
    )
    part = Part("References in BibTeX", text=citation(results), file="references.bib")
    return Section("cite", "How to cite", (said,), parts=(part,))
