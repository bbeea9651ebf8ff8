"""What is to be run and where it is kept: a scenario, the numbers of its runs, and a folder named by what they are.

The identity says which results are the same results, by named digests: of the scenario with its seed, its country and
leaders, of the sources of the model, and of the ensemble of parameter sets where runs are made under one.
The number of runs is not part of it, so that more runs of the same kind are added to the same folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.ensemble import Ensemble, scenario_of
from politburo.run.folder.sealed import checksum
from politburo.terms.errors import UsageError
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.plugins import digest_of, plugged_in, source_digest

if TYPE_CHECKING:
    from politburo.scenario import Scenario

DECIDING_ROOMS = ("terms", "numerics", "country", "scenario", "leader", "month")
"""The parts of the package that decide results. A changed chart or table makes no other results."""

ENSEMBLE = "ensemble"
"""The name of the digest of an ensemble of parameter sets."""

MECHANISM = "mechanism "
"""What the names of digests of other packages' mechanisms begin with."""

WORKING_ROOMS = ("record", "run", "ask", "infer")
"""The parts that jobs are made of besides, where they are there: a worker must have the same."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs 0 to `scenario.runs` − 1 of a scenario, to be kept in `folder`; with an `ensemble`, run k under set k."""

    scenario: Scenario
    folder: Path
    ensemble: Ensemble | None = None

    @property
    def runs(self) -> range:
        """Numbers of the runs."""
        return range(self.scenario.runs)

    @property
    def months(self) -> int:
        """Months of one run."""
        return self.scenario.end - self.scenario.start + 1

    @property
    def identity(self) -> str:
        """Hash (hex) of what decides the results of any one run."""
        return identity(self.scenario, self.ensemble)

    def scenario_of(self, run: int) -> Scenario:
        """The scenario with the parameters of a run."""
        return scenario_of(self.scenario, self.ensemble, run)

    def alone(self, run: int) -> Plan:
        """The plan as it goes to where a run is done: with no more sets than that of the run."""
        return self if self.ensemble is None else replace(self, ensemble=self.ensemble.of(run))


def make_plan(scenario: Scenario, out: str | Path | None = None, ensemble: Ensemble | None = None) -> Plan:
    """The plan of a scenario, kept in `out` or else in `runs/<name>-<hash>` of the current folder.

    Raises UsageError when the scenario asks for no run at all.
    """
    if scenario.runs < 1:
        raise UsageError(f"The number of runs is {scenario.runs}; it must be at least 1.")
    return Plan(scenario, default_folder(scenario, ensemble) if out is None else Path(out), ensemble)


def default_folder(scenario: Scenario, ensemble: Ensemble | None = None) -> Path:
    """Where the runs of a scenario are kept when nobody says where."""
    return Path("runs") / f"{file_name(scenario)}-{identity(scenario, ensemble)[:10]}"


def file_name(scenario: Scenario) -> str:
    """The name of a scenario as files and folders can bear it."""
    return re.sub(r"[^\w.-]+", "-", scenario.name).strip(".-") or "scenario"


def identity(scenario: Scenario, ensemble: Ensemble | None = None) -> str:
    """Hash (hex) of what decides the results of any one run of a scenario. Raises ScenarioError as `digests` does."""
    return identity_of(digests(scenario, ensemble))


def identity_of(named: Mapping[str, str]) -> str:
    """Hash (hex) of named digests; what a later version decides by as well gets a name of its own."""
    return checksum(dict(named))


def digests(scenario: Scenario, ensemble: Ensemble | None = None) -> dict[str, str]:
    """What decides the results of a run, each by its hash (hex).

    These are the scenario, which the seed is part of, the files of its country, its leaders, the sources of the model,
    those of each mechanism of another package, and an ensemble, where there is one. Raises ScenarioError when the
    scenario's leader comes from another package and cannot be used.
    """
    return {
        "scenario": scenario.digest(),
        "country": scenario.country_files.digest,
        "leaders": checksum(_leaders(scenario)),
        "sources": model_sources(),
        **{f"{MECHANISM}{mechanism.name}": digest_of(mechanism) for mechanism in plugged_in()},
        **({} if ensemble is None else {ENSEMBLE: ensemble.digest}),
    }


def _leaders(scenario: Scenario) -> dict[str, str | None]:
    """The logics of rule: None for those of politburo, whose sources the model has, else a hash of theirs."""
    foreign = set(scenario.logics).difference(LEADER_NAMES)
    if not foreign:
        return dict.fromkeys(scenario.logics)
    from politburo.leader import source_digest

    return {name: source_digest(name) if name in foreign else None for name in scenario.logics}


@cache
def model_sources() -> str:
    """Hash (hex) of the sources that decide results: the version of the model, to the letter.

    Mechanisms of other packages are part of the model.
    """
    return _sources_of(DECIDING_ROOMS)


@cache
def package_sources() -> str:
    """Hash (hex) of all that a job may use: of the model, and of the rooms that simulate, keep and ask."""
    return _sources_of((*DECIDING_ROOMS, *WORKING_ROOMS))


def _sources_of(rooms: Iterable[str]) -> str:
    package = Path(__file__).parents[1]
    digest = hashlib.blake2b(digest_size=16)
    for room in rooms:
        for file in sorted((package / room).rglob("*.py")):
            digest.update(f"\0{file.relative_to(package)}\0".encode())
            digest.update(file.read_bytes())
    digest.update(source_digest().encode())
    return digest.hexdigest()
