"""What to cite, as BibTeX: politburo, the works behind a simulation, and the sources of its figures.

Works are those of the mechanisms at work, the leaders who governed and the values in force. Sources are those of the
published estimates of the country, its dates, and what it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from io import StringIO
from typing import TYPE_CHECKING

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from politburo.answer.numbers import numbered
from politburo.country.countries import files_of
from politburo.country.figures import TIMELINE, Evidence, Figure
from politburo.terms.declarations import Declaration, declared
from politburo.terms.leaders import LEADER_NAMES, LEADERS
from politburo.terms.mechanisms import MECHANISMS, strengths
from politburo.terms.parameters import Parameters
from politburo.terms.references import references_in, works

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import Scenario

AUTHORS = "The politburo developers"
TITLE = "politburo: a laboratory for the politics of fear"

VERBATIM = ("url", "doi")
"""Fields that LaTeX reads letter by letter."""

Use = tuple[str, str]
"""What something was used for: a kind such as "mechanism", and the name of one, empty where the kind says it all."""

METHODS = {"salmon2011": "random numbers"}
"""Works that every run uses, whatever its scenario, by key."""

LEVER_SERIES = {"markets": ("livelihoods", "official_markets_count")}
"""Levers whose course in a country with evidence follows a table: the table, and how the names of its series begin."""

PARAMETER_SERIES = {
    "border": ("broker_cost_", "transit_"),
    "defectors": ("arrivals_female", "arrivals_male", "arrivals_total", "elite_arrivals_overseas_", "reason_stock_"),
    "livelihoods": ("income_share_from_markets",),
    "targets": ("executed_share", "turnover_terror"),
}
"""How the series of a table begin that parameters are set by; of other tables it is all."""

DEFAULTS_FROM = "north-korea"
"""The country on whose figures the default values of parameters rest."""

DATED = ((TIMELINE, ""), ("border", "tightening_"))
"""Tables, and beginnings of series, whose days are days of events."""


def citation(results: Results) -> str:
    """The BibTeX of what these results stand on; the field `annote` of each entry says what it was used for.

    These are politburo in the version that began the folder, the works behind the mechanisms that were at work, the
    leaders who governed and the values in force, and, for a country built from evidence, the sources of its figures.
    """
    return citation_of(results.scenario, results.made_by, len(results.runs), results.fingerprint)


def citation_of(scenario: Scenario, made_by: str, count: int, fingerprint: str) -> str:
    """The same of so many runs of a scenario, whoever keeps them, in a version of politburo."""
    uses = works_used(scenario.parameters, set(scenario.logics))
    sources = sources_used(scenario)
    by_address = {works()[key].fields.get("url"): key for key in uses}
    for address in [address for address in sources if address in by_address]:
        uses[by_address[address]].extend(sources.pop(address))  # a work and a source that are the same page
    name = re.sub(r"[{}\\]", "_", scenario.name)  # a file may be called so, but it would end the field
    note = f"scenario {name}, {numbered(count, 'run')}, seed {scenario.chance}, fingerprint {fingerprint}"
    foreign = sorted(set(scenario.logics) - set(LEADER_NAMES))
    remarks = [f"\n% The leader {name} comes from another package: cite that package too.\n" for name in foreign]
    return "".join([_bibtex(made_by, note, "the simulation itself", uses, sources, scenario.evidence), *remarks])


def citation_of_everything() -> str:
    """The BibTeX of politburo as installed, and of every work behind its mechanisms, leaders and default values."""
    return _bibtex(version("politburo"), "", "politburo as it is installed", works_used(Parameters(), LEADER_NAMES), {})


class _Writer(Writer):
    """BibTeX as pybtex writes it, but for addresses, in which nothing is escaped."""

    def _write_field(self, stream, type, value):  # noqa: A002 - the name is pybtex's
        if type in VERBATIM:
            stream.write(f",\n    {type} = {self.quote(value)}")
        else:
            super()._write_field(stream, type, value)


def _bibtex(
    number: str,
    note: str,
    use: str,
    uses: Mapping[str, list[Use]],
    sources: Mapping[str, list[Use]],
    evidence: Evidence = Evidence(),  # noqa: B008 - frozen
) -> str:
    """One bibliography of politburo in a version, works by key and sources by address."""
    program = {"title": "{" + TITLE + "}", "howpublished": "Software", "version": number}
    program["note"] = "; ".join(part for part in (f"version {number}", note) if part)
    entries = {f"politburo-{number}": _entry("misc", program, [(use, "")], [Person("{" + AUTHORS + "}")])}
    for key, used in uses.items():
        work = works()[key]
        kept = {name: text for name, text in work.fields.items() if name != "shorthand"}
        entries[key] = _entry(work.type, kept, used, work.persons["author"])
    known = all_sources(evidence)
    for source, used in sorted((known[address], used) for address, used in sources.items()):
        entries[source.key] = _entry("misc", source.fields(), used, [])
    written = StringIO()
    _Writer("UTF-8").write_stream(BibliographyData(entries), written)
    return written.getvalue()


def _entry(kind: str, values: Mapping[str, str], uses: list[Use], authors: list[Person]) -> Entry:
    """An entry without its empty fields; `annote` says what it was used for, by kind of use and each use once."""
    names: dict[str, list[str]] = {}
    for use, name in dict.fromkeys(uses):
        names.setdefault(use, []).extend([name] if name else [])
    parts = [f"{use}{'s' * (len(of_kind) > 1)}: {', '.join(of_kind)}" for use, of_kind in names.items() if of_kind]
    said = "; ".join([*(use for use, of_kind in names.items() if not of_kind), *parts])
    filled = {name: text for name, text in {**values, "annote": f"Used for: {said}"}.items() if text}
    return Entry(kind, filled, {"author": authors} if authors else {})


def works_used(parameters: Parameters, logics: Collection[str]) -> dict[str, list[Use]]:
    """Each work, by key, with what it was used for, in the order of the bibliography.

    `logics` are the logics of rule that governed. What belongs to a mechanism counts while the mechanism is at work.
    """
    found: dict[str, list[Use]] = {}
    for text, use in _texts(parameters, logics):
        for key in references_in(text):
            found.setdefault(key, []).append(use)
    for key, method in METHODS.items():
        found.setdefault(key, []).append((method, ""))
    return {key: found[key] for key in works() if key in found}


def at_work(parameters: Parameters) -> tuple[str, ...]:
    """The mechanisms that have an effect: one of their strengths, at least, is not at its neutral value."""
    return tuple(
        entry.name
        for entry in MECHANISMS
        if any(getattr(getattr(parameters, phase), name) != neutral for phase, name, neutral in strengths(entry.name))
    )


def values_in_force(parameters: Parameters, logics: Collection[str]) -> Iterator[tuple[str, Declaration]]:
    """Path and declaration of every parameter that could make a difference."""
    active = at_work(parameters)
    for group in fields(Parameters):
        if group.name in LEADER_NAMES and group.name not in logics:
            continue
        for name, declaration, _ in declared(type(getattr(parameters, group.name))):
            if declaration.mechanism is None or declaration.mechanism in active:
                yield f"{group.name}.{name}", declaration


def _texts(parameters: Parameters, logics: Collection[str]) -> Iterator[tuple[str, Use]]:
    """Every text that may cite works, with the use that they then have."""
    active = at_work(parameters)
    yield from ((entry.reference, ("mechanism", entry.name)) for entry in MECHANISMS if entry.name in active)
    yield from ((leader.reference, ("leader", leader.name)) for leader in LEADERS if leader.name in logics)
    yield from ((said.source, ("parameter", path)) for path, said in values_in_force(parameters, logics))


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where figures were published: what it is called, by whom, where and when (a date or a part of one)."""

    key: str
    title: str
    publisher: str
    url: str
    date: str

    def fields(self) -> dict[str, str]:
        """The fields of a BibTeX entry of type misc; those that are not known are empty."""
        note = f"Dated {self.date}" if self.date else "Undated"
        stated = {"title": "{" + self.title + "}", "howpublished": self.publisher, "year": self.date[:4]}
        return stated | {"url": self.url, "note": note}


@lru_cache(maxsize=8)
def all_sources(evidence: Evidence) -> dict[str, Source]:
    """Every source of a country's figures and of the defaults, by address; keys are the same whatever is cited."""
    found: dict[str, Source] = {}
    keys: dict[str, int] = {}
    everything = (evidence, files_of(DEFAULTS_FROM).evidence)
    for entry in (entry for one in everything for table in one.tables for entry in one.table(table)):
        if entry.source_url in found:
            continue
        title, slash, publisher = entry.source_title.rpartition(" / ")
        base = _key(publisher, entry.source_date or entry.known_from.isoformat())
        keys[base] = keys.get(base, 0) + 1
        key = base if keys[base] == 1 else f"{base}-{keys[base]}"
        said = (title, publisher) if slash else (publisher, "")
        found[entry.source_url] = Source(key, *said, entry.source_url, entry.source_date)
    return found


def sources_used(scenario: Scenario) -> dict[str, list[Use]]:
    """Each source, by its address, with what it was used for; none for a country that is made up."""
    if not len(scenario.evidence):
        return {}
    found: dict[str, list[Use]] = {}
    country = ((entry, ("country", scenario.plan.name)) for entry in scenario.country_files.cited)
    for uses in (country, _of_events(scenario), _of_levers(scenario), _of_parameters(scenario), _compared(scenario)):
        for entry, use in uses:
            found.setdefault(entry.source_url, []).append(use)
    return found


def _of_events(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    days = {event.day for event in scenario.events}
    for table, prefix in DATED:
        for entry in scenario.evidence.table(table):
            if entry.start in days and entry.series.startswith(prefix):
                yield entry, ("dates of events", "")


def _of_levers(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    first, last = _day(scenario.start), _day(scenario.end + 1)
    for lever, (table, prefix) in LEVER_SERIES.items():
        if len({getattr(levers, lever) for levers in scenario.levers}) == 1:
            continue  # it has no course that could follow a table
        for entry in scenario.evidence.table(table):
            if entry.series.startswith(prefix) and entry.start < last and entry.end >= first:
                yield entry, ("lever", lever)


def _of_parameters(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    behind = files_of(DEFAULTS_FROM).evidence
    for path, declaration in values_in_force(scenario.parameters, scenario.logics):
        for table in re.findall(r"evidence table (\w+)", declaration.source):
            for entry in behind.table(table):
                if entry.series.startswith(PARAMETER_SERIES.get(table, "")):
                    yield entry, ("parameter", path)


def _compared(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    from politburo.ask.run.values import first_year, published_beside

    first = first_year(scenario.start, scenario.end, scenario.successions)
    for year in range(first, scenario.end // 12 + 1):
        for quantity, said in published_beside(scenario.evidence, year, first).items():
            yield from ((entry, ("comparison", quantity)) for entry in said.sources)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _key(publisher: str, day: str) -> str:
    """A key that BibTeX can read: the words of the publisher without parentheses, and the year."""
    words = re.sub(r"\(.*?\)", "", publisher)
    return "evidence-" + re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") + "-" + day[:4]
