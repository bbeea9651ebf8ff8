"""What differs between two scenarios, as an answer; nothing is simulated for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from politburo.answer import Column, Listing, Provenance, Table, records
from politburo.scenario import Scenario, load
from politburo.scenario.checks import printable
from politburo.scenario.differences import Difference, differences

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
    return tuple(_table(section, differing, a, b, name, about) for section, differing in sections)


def _section(difference: Difference) -> str:
    section = difference.where.partition(".")[0]
    return section if section in SECTIONS else SETTING


def _table(section: str, found: Sequence[Difference], a: str, b: str, name: str, about: str) -> Table:
    columns = (
        Column("where", meaning="what differs, by its key in a scenario file", shown=False),
        Column("name", meaning="the same without its section", heading=" "),
        Column("months", meaning="in which months, if not throughout", shown=any(one.months for one in found)),
        Column("a", meaning="what the first scenario has", heading=a),
        Column("b", meaning="what the second scenario has", heading=b),
        Column("meaning", meaning="what it means, with its unit", shown=section != "events"),
    )
    rows = records(
        columns,
        (
            {"where": one.where, "name": one.name, "months": one.months, "a": one.a, "b": one.b, "meaning": one.what}
            for one in found
        ),
    )
    title = SECTIONS.get(section, "Setting") + about
    return Table(f"{name}{section}", title, columns, rows, keys=("where", "months"), simulated=False)
