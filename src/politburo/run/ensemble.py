"""An ensemble: parameter sets under which the runs of a scenario are made, run k under set k, in every scenario alike.

Sets are numbered in the order of their file; with more runs than sets, further runs take the sets once more, with
chances of their own. What a scenario says of a parameter itself holds under every set. As a file they are
comma-separated values: one line for each set, one column for each parameter.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING

from politburo.run.csv_text import cells_of, number_in
from politburo.run.folder.sealed import checksum
from politburo.scenario import with_parameters
from politburo.scenario.document import document_of
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import SETS
from politburo.terms.checks import nearest, out_of_range, printable, shown
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.scenario import Scenario

NUMBER, CALLED, ORIGIN = "set", "ensemble", "provenance"
"""Columns of the number of a set, of what the ensemble is called, and of where the set is from."""

MOST_BYTES = 100_000_000

LONGEST = 1_000
"""Characters of a name or an origin that are kept."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Parameter sets in their order: `sets` has a row for each, with the value of each of the `parameters`.

    `name` is what it is called, such as `not-ruled-out:north-korea` or the name of a file, `origin` what its file says
    of where it is from. Neither decides a result. Raises UsageError for what is no parameter, or no value that one can
    have, and for sets that lack values.
    """

    name: str
    parameters: tuple[str, ...]
    sets: tuple[tuple[float, ...], ...]
    origin: str = ""

    def __post_init__(self) -> None:
        """Find out now what cannot be: what is kept in a folder must be read again."""
        name, names = printable(self.name), self.parameters
        SETS.checked(len(self.sets))
        for one in names:
            if one not in PARAMETER_DECLARATIONS:
                raise UsageError(f"{name}: {unknown(one)}")
        if not names or len(set(names)) < len(names):
            raise UsageError(f"{name}: it has no parameter, or one twice ({', '.join(names)}).")
        for number, values in enumerate(self.sets):
            if len(values) != len(names):
                raise UsageError(f"{name}, set {number}: there are {len(values)} values for {len(names)} parameters.")
            for one, value in zip(names, values, strict=True):
                if not PARAMETER_DECLARATIONS[one].allows(value):
                    raise UsageError(f"{name}, set {number}: {refused(one, value)}")

    def __len__(self) -> int:
        return len(self.sets)

    @cached_property
    def digest(self) -> str:
        """Hash (hex) of the sets in their order, whatever the order of the columns."""
        order = sorted(range(len(self.parameters)), key=self.parameters.__getitem__)
        return checksum([[self.parameters[at] for at in order], [[one[at] for at in order] for one in self.sets]])

    def place(self, run: int) -> int:
        """The place of the set of a run."""
        return run % len(self.sets)

    def of(self, run: int) -> Ensemble:
        """The set of a run alone, under which all runs are made then."""
        return replace(self, sets=(self.sets[self.place(run)],))

    def values(self, run: int) -> dict[str, float]:
        """The parameters of a run, by name."""
        return dict(zip(self.parameters, self.sets[self.place(run)], strict=True))

    def held_by(self, scenario: Scenario) -> tuple[str, ...]:
        """Those of its parameters that a scenario says itself, so that they are the same under every set."""
        data = document_of(scenario).data
        groups = {**data.get("parameters", {}), "record": data.get("record", {})}
        said = {f"{group}.{name}" for group, values in groups.items() for name in values}
        return tuple(name for name in self.parameters if name in said)

    def scenario_of(self, scenario: Scenario, run: int) -> Scenario:
        """The scenario with the parameters of a run, but for those that it says itself."""
        held = self.held_by(scenario)
        return with_parameters(scenario, {name: value for name, value in self.values(run).items() if name not in held})

    @property
    def text(self) -> str:
        """The ensemble as the text of a file, to the last digit."""
        return sets_text(self.parameters, dict(enumerate(self.sets)), self.origin, self.name)


def scenario_of(scenario: Scenario, ensemble: Ensemble | None, run: int) -> Scenario:
    """The scenario of a run: with the parameters of its set, where there is an ensemble."""
    return scenario if ensemble is None else ensemble.scenario_of(scenario, run)


def sets_text(names: Sequence[str], sets: dict[int, Sequence[float]], origin: str, called: str = "") -> str:
    """Sets, by their numbers, as the text of a file, to the last digit."""
    written = StringIO()
    lines = csv.writer(written, lineterminator="\n")
    more = (called,) if called else ()
    lines.writerow((NUMBER, *names, *([CALLED] if called else []), ORIGIN))
    lines.writerows((number, *map(float, values), *more, origin) for number, values in sets.items())
    return written.getvalue()


def read_ensemble(text: str, source: str, *, called: str | None = None) -> Ensemble:
    """The ensemble that a text says; messages call its file `source`, and it is called so unless by another name.

    What it says itself that it is called counts where `called` is empty: only in a file that politburo vouches for.
    Raises UsageError for a text that holds anything but parameters within their ranges.
    """
    head, *rows = cells_of(StringIO(text, newline=""), source, "parameter sets")
    if not rows:
        raise UsageError(f"{source} holds no parameter set: a line of names and one for each set are needed.")
    SETS.checked(len(rows))
    for one in head:
        if one not in (NUMBER, CALLED, ORIGIN, *PARAMETER_DECLARATIONS):
            raise UsageError(f"{source}: {unknown(one)}")
    columns = [at for at, one in enumerate(head) if one in PARAMETER_DECLARATIONS]
    if not columns:
        raise UsageError(f"{source} holds no parameter set: none of its columns is a parameter.")
    found = tuple(
        tuple(_value(f"{source}, line {line}", head[at], row[at]) for at in columns) for line, row in enumerate(rows, 2)
    )
    said = dict(zip(head, rows[0], strict=True))
    name = said.get(CALLED, source) if called == "" else called or source
    origin = printable(said.get(ORIGIN, ""))[:LONGEST]
    return Ensemble(printable(name)[:LONGEST], tuple(head[at] for at in columns), found, origin)


def _value(place: str, parameter: str, cell: str) -> float:
    value = number_in(cell, f"{place}, {parameter}")
    if not PARAMETER_DECLARATIONS[parameter].allows(value):
        raise UsageError(f"{place}: {refused(parameter, value)}")
    return value


def unknown(name: str) -> str:
    """What is said of a name that is no parameter."""
    return f"there is no parameter {shown(name)}; {nearest(name, tuple(PARAMETER_DECLARATIONS))}."


def refused(parameter: str, value: float) -> str:
    """What is said of a value that a parameter cannot have."""
    return f"{parameter} cannot be so: {out_of_range(PARAMETER_DECLARATIONS[parameter], value)}."
