"""The BibTeX of a result, and that of politburo as it is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from politburo.show.cite.bibtex import Use, entry, institution, work_entry
from politburo.show.cite.sources import Source, sources_used
from politburo.show.cite.works import works_used
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.parameters import Parameters
from politburo.terms.references import Reference

if TYPE_CHECKING:
    from politburo.run import Results

AUTHORS = "The politburo developers"
TITLE = "politburo: a laboratory for the politics of fear"


def citation(results: Results) -> str:
    """The BibTeX of what these results stand on, with a comment on the use of each entry.

    These are politburo in the version that began the folder, the works behind the mechanisms that were at work, the
    leaders who governed and the values in force, and, for a country built from evidence, the sources of its figures.
    """
    scenario = results.scenario
    works = works_used(scenario.parameters, set(scenario.logics))
    sources = sources_used(scenario)
    _join(works, sources)
    runs = "1 run" if len(results.runs) == 1 else f"{len(results.runs)} runs"
    note = f"scenario {scenario.name}, {runs}, seed {scenario.chance}, fingerprint {results.fingerprint}"
    entries = [_program(results.made_by, note, "the simulation itself"), *_entries(works, sources)]
    foreign = sorted(set(scenario.logics) - set(LEADER_NAMES))
    remarks = [f"% The leader {name} comes from another package: cite that package too." for name in foreign]
    return "\n\n".join([*entries, *remarks]) + "\n"


def citation_of_everything() -> str:
    """The BibTeX of politburo as installed, and of every work behind its mechanisms, leaders and default values."""
    works = works_used(Parameters(), LEADER_NAMES)
    entries = [_program(version("politburo"), "", "politburo as it is installed"), *_entries(works, {})]
    return "\n\n".join(entries) + "\n"


def _program(number: str, note: str, use: str) -> str:
    values = {
        "author": institution(AUTHORS),
        "title": TITLE,
        "howpublished": "Software",
        "version": number,
        "note": "; ".join(part for part in (f"version {number}", note) if part),
    }
    return entry("misc", f"politburo-{number}", values, [(use, "")])


def _join(works: Mapping[Reference, list[Use]], sources: dict[Source, list[Use]]) -> None:
    """Make one of a work and a source that are the same page."""
    by_address = {work.url: uses for work, uses in works.items() if work.url}
    for source in [source for source in sources if source.url in by_address]:
        by_address[source.url].extend(sources.pop(source))


def _entries(works: Mapping[Reference, list[Use]], sources: Mapping[Source, list[Use]]) -> Iterator[str]:
    yield from (work_entry(work, uses) for work, uses in works.items())
    for source, uses in sorted(sources.items(), key=lambda item: item[0].key):
        values = {
            "title": source.title,
            "howpublished": source.publisher,
            "year": source.date[:4],
            "url": source.url,
            "note": f"dated {source.date}" if source.date else "undated",
        }
        yield entry("misc", source.key, values, uses)
