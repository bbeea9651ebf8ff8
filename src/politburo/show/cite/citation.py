"""What to cite, as BibTeX: politburo, the works behind a simulation, and the sources of its figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from io import StringIO
from typing import TYPE_CHECKING

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from politburo.show.cite.sources import all_sources, sources_used
from politburo.show.cite.works import Use, works_used
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.parameters import Parameters
from politburo.terms.references import works

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

AUTHORS = "The politburo developers"
TITLE = "politburo: a laboratory for the politics of fear"

VERBATIM = ("url", "doi")
"""Fields that LaTeX reads letter by letter."""


def citation(results: Results) -> str:
    """The BibTeX of what these results stand on; the field `annote` of each entry says what it was used for.

    These are politburo in the version that began the folder, the works behind the mechanisms that were at work, the
    leaders who governed and the values in force, and, for a country built from evidence, the sources of its figures.
    """
    scenario = results.scenario
    uses = works_used(scenario.parameters, set(scenario.logics))
    sources = sources_used(scenario)
    by_address = {works()[key].fields.get("url"): key for key in uses}
    for address in [address for address in sources if address in by_address]:
        uses[by_address[address]].extend(sources.pop(address))  # a work and a source that are the same page
    runs = "1 run" if len(results.runs) == 1 else f"{len(results.runs)} runs"
    name = re.sub(r"[{}\\]", "_", scenario.name)  # a file may be called so, but it would end the field
    note = f"scenario {name}, {runs}, seed {scenario.chance}, fingerprint {results.fingerprint}"
    foreign = sorted(set(scenario.logics) - set(LEADER_NAMES))
    remarks = [f"\n% The leader {name} comes from another package: cite that package too.\n" for name in foreign]
    return "".join([_bibtex(results.made_by, note, "the simulation itself", uses, sources), *remarks])


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


def _bibtex(number: str, note: str, use: str, uses: Mapping[str, list[Use]], sources: Mapping[str, list[Use]]) -> str:
    """One bibliography of politburo in a version, works by key and sources by address."""
    program = {"title": "{" + TITLE + "}", "howpublished": "Software", "version": number}
    program["note"] = "; ".join(part for part in (f"version {number}", note) if part)
    entries = {f"politburo-{number}": _entry("misc", program, [(use, "")], [Person("{" + AUTHORS + "}")])}
    for key, used in uses.items():
        work = works()[key]
        kept = {name: text for name, text in work.fields.items() if name != "shorthand"}
        entries[key] = _entry(work.type, kept, used, work.persons["author"])
    for source, used in sorted((all_sources()[address], used) for address, used in sources.items()):
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
