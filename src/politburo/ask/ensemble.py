"""Ensembles by their names, whether they can be used for a scenario, and what is said of answers that rest on one.

A name is `KIND:COUNTRY`, for an ensemble that comes with politburo, or a file of one's own (`sets.csv`). The one kind
so far is what a survey of a country did not rule out; such an ensemble says under which model and which rules it was
found, and is refused under any other.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer.numbers import listed, numbered
from politburo.answer.provenance import NOT_CALIBRATED, OF_A_POSTERIOR
from politburo.ask.evidence import a_day
from politburo.ask.sets_file import countries_with_sets, ensemble_at, file_of
from politburo.country.countries import files_of
from politburo.run.ensemble import Ensemble
from politburo.run.plan import model_sources
from politburo.scenario.changes import without_ensemble
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.checks import nearest, printable, shown
from politburo.terms.errors import UsageError
from politburo.terms.words import AT_DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from politburo.country.figures import Evidence
    from politburo.scenario import Scenario

Asked = str | Path | Ensemble
"""An ensemble by its name, as a file or as an object."""

NOT_RULED_OUT = "not-ruled-out"
"""The kind of the sets that a survey of a country did not rule out."""

SUFFIX = ".csv"

MODEL, RULES = "model", "rules"
"""Words in an origin before the hash of the model, and of the rules, under which sets were found."""

POSTERIOR = "posterior"
"""The word in an origin before the country to whose record draws were calibrated that passed all gates."""

MOST_NAMED = 5
"""Parameters that are named in a sentence."""


def ensemble_names() -> tuple[str, ...]:
    """The names of the ensembles that come with politburo."""
    return tuple(f"{NOT_RULED_OUT}:{country}" for country in countries_with_sets())


def ensemble_of(asked: Asked | None, scenario: Scenario) -> Ensemble | None:
    """The ensemble that is asked for, which can be used for a scenario; None where none is asked for.

    Raises UsageError for a name that there is not, for a file that holds anything but parameters within their ranges,
    and for an ensemble of another country, model or rules.
    """
    if asked is None or isinstance(asked, Ensemble):
        return asked
    name = printable(str(asked))
    if name in ensemble_names():
        country = name.partition(":")[2]
        found = ensemble_at(file_of(country), name, name)
        _check(found, country, scenario)
        return found
    if not name.endswith(SUFFIX):
        near = nearest(name, ensemble_names())
        raise UsageError(f"There is no ensemble {shown(name)}; {near.rstrip('.')}. A file must end in {SUFFIX}.")
    found = ensemble_at(Path(asked), name, Path(name).name)
    if country := calibrated_to(found.origin):
        _check_posterior(found, country, scenario)
    return found


def calibrated_to(origin: str) -> str:
    """The country to whose record draws were calibrated, as their origin says; nothing where it says none."""
    said = re.search(rf"· {POSTERIOR} ([\w.-]+)(?= ·|$)", origin)
    return "" if said is None else said[1]


def named_in(name: str, origins: Sequence[str]) -> str:
    """What the sets of a file are called where they are used in any scenario: a posterior with what vouches for it.

    Raises UsageError for draws of a posterior that were calibrated under another model.
    """
    countries = {calibrated_to(origin) for origin in origins}
    if len(origins) != 1 or countries == {""}:
        return name
    (country,), found = countries, found_under(origins[0])
    if not model_sources().startswith(found.get(MODEL, "unknown")):
        raise UsageError(
            f"{printable(name)} was calibrated under another model ({found.get(MODEL, 'unknown')[:10]} instead of "
            f"{model_sources()[:10]}): it is no posterior under this one. Calibrate with this version: politburo "
            f"calibrate {printable(country)}."
        )
    told = ", ".join(f"{what} {value[:10]}" for what, value in found.items())
    return f"the posterior for {printable(country)} ({printable(name)}: {told})"


def under(asked: Asked | None, scenario: Scenario) -> tuple[Scenario, Ensemble | None]:
    """A scenario without the ensemble that it names, and the ensemble under which its runs are to be made.

    That is the one `asked` for, else the one that it names; None for `defaults`. Raises as `ensemble_of`.
    """
    named = scenario.ensemble if asked is None else asked
    own = without_ensemble(scenario)
    return own, None if named == AT_DEFAULTS else ensemble_of(named, own)


def left_aside(scenario: Scenario) -> tuple[str, ...]:
    """That a question which is asked at the scenario's own parameters leaves the ensemble aside that it names."""
    if scenario.ensemble is None:
        return ()
    return (
        f"The scenario names the ensemble {printable(scenario.ensemble)}, which this question does not use: what it "
        "does not vary itself is at the scenario's own values.",
    )


def found_under(origin: str) -> dict[str, str]:
    """The hashes of the model and of the rules that an origin names, as far as it does."""
    return dict(re.findall(rf"\b({MODEL}|{RULES}) ([0-9a-f]{{8,64}})\b", origin))


def _check(found: Ensemble, country: str, scenario: Scenario) -> None:
    """Raise UsageError where sets of a country cannot stand for what its record leaves of this scenario's model."""
    own = files_of(country)
    if scenario.country_files.digest != own.digest:
        raise UsageError(
            f"{found.name} holds sets for {country} as it comes with politburo, and {printable(scenario.name)} happens "
            f"in another country ({printable(scenario.plan.name)}): they say nothing of it."
        )
    stale = _stale(found, own.evidence)
    if stale:
        raise UsageError(
            f"{found.name} was found under other conditions ({', '.join(stale)}), under which other sets may be ruled "
            f"out. Find sets with this version: politburo survey {country} --left {len(found)} --survivors sets.csv, "
            "and name that file instead."
        )


def _check_posterior(found: Ensemble, country: str, scenario: Scenario) -> None:
    """Raise UsageError where draws of a posterior are of another country, model or record than a scenario."""
    if scenario.plan.name != country:
        raise UsageError(
            f"{found.name} holds draws of a posterior for {printable(country)}, and {printable(scenario.name)} happens "
            f"in another country ({printable(scenario.plan.name)}): they say nothing of it."
        )
    day = re.search(r"· as of ([0-9]{4}-[0-9]{2}-[0-9]{2})(?= ·|$)", found.origin)
    evidence = scenario.evidence.as_of(a_day(day[1])) if day else scenario.evidence
    if stale := _stale(found, evidence):
        as_of = f" --as-of {day[1]}" if day else ""
        raise UsageError(
            f"{found.name} was calibrated under other conditions ({', '.join(stale)}): it is no posterior under these. "
            f"Calibrate with this version: politburo calibrate {printable(scenario.name)}{as_of}."
        )


def _stale(found: Ensemble, evidence: Evidence) -> list[str]:
    """In which ways sets were found under another model, or other rules and targets, in words; none where alike."""
    from politburo.ask.fit.targets import fitted_of
    from politburo.ask.survey.rules import hash_of, rules

    under = found_under(found.origin)
    hashes = {MODEL: model_sources(), RULES: hash_of(rules(), fitted_of(evidence), found.parameters)}
    return [
        f"{what} {under.get(what, 'unknown')[:10]} instead of {here[:10]}"
        for what, here in hashes.items()
        if what not in under or not here.startswith(under[what])
    ]


def called(found: Ensemble) -> str:
    """What an ensemble is, with its name."""
    of = f"{found.name}: an ensemble of {numbered(len(found), 'parameter set')}"
    if country := calibrated_to(found.origin):
        return f"{of}, draws of a posterior for {printable(country)} by a file that says that all gates were passed"
    if not found.name.startswith(f"{NOT_RULED_OUT}:"):
        return f"{of} from a file, not calibrated"
    return f"{of} that the public record up to 2015 does not rule out, not calibrated"


def leaves_out(found: Ensemble | None) -> str:
    """What an interval over the sets of an ensemble leaves out."""
    return OF_A_POSTERIOR if found is not None and calibrated_to(found.origin) else NOT_CALIBRATED


def used(found: Ensemble | None, runs: Sequence[int]) -> int | None:
    """How many parameter sets of an ensemble some runs have; None where there is no ensemble."""
    return None if found is None else len({found.place(run) for run in runs})


def sentence(found: Ensemble | None, runs: Sequence[int], scenario: Scenario, what: str = "run") -> str:
    """Under which parameters some runs of a scenario were made, in sentences; nothing where that was no ensemble.

    `what` the runs are called, such as pairs.
    """
    sets = used(found, runs)
    if found is None or not sets:
        return ""
    if sets == 1:
        how = f"All {what}s have the same set, so that they differ by chance alone."
    elif sets == len(runs):
        how = f"Each {what} has another set, so that what parameters make of the spread cannot be told from chance."
    else:
        how = f"{numbered(len(runs), what)} have {sets} sets in turn, so that parameters and chance can be separated."
    return f"Parameters: {called(found)}. {how}{_held(found.held_by(scenario))}"


def _held(names: Sequence[str]) -> str:
    """Which parameters the scenario holds under every set."""
    if not names:
        return ""
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return f" The scenario itself holds {listed([*names[:MOST_NAMED], *more])} under every set."


def independent(found: Ensemble, runs: Sequence[int]) -> float:
    """As how many independent sets those of some runs tell: sets that a search found near each other are alike."""
    from politburo.ask.claims.mixture import independent_sets, likeness
    from politburo.ask.factors import normal_scores, places_of

    declared = [PARAMETER_DECLARATIONS[name] for name in found.parameters]
    values = np.array([found.sets[place] for place in sorted({found.place(run) for run in runs})])
    places = places_of([(float(one.low), float(one.high)) for one in declared], values)
    return independent_sets(likeness(normal_scores(places)))


def cautions(found: Ensemble | None, runs: Sequence[int]) -> tuple[str, ...]:
    """That sets are much alike, were left out for want of runs, or were made use of unequally often."""
    sets = used(found, runs)
    if found is None or not sets:
        return ()
    tell = independent(found, runs)
    if tell > sets / 2:
        return _unused(found, runs, sets)
    alike = (
        f"The {sets} parameter sets are so alike that they count as about {numbered(round(tell), 'independent one')}: "
        "the spread over them is that of a few places, not of all that is not ruled out."
    )
    return alike, *_unused(found, runs, sets)


def _unused(found: Ensemble, runs: Sequence[int], sets: int) -> tuple[str, ...]:
    if sets < len(found):
        return (
            f"{sets} of {len(found)} parameter sets are used, the first of the file: `--runs {len(found)}` uses all.",
        )
    counts = np.bincount([found.place(run) for run in runs])
    if counts.min() == counts.max():
        return ()
    return (
        f"Some parameter sets have {numbered(int(counts.max()), 'run')} and others {counts.min()}: a multiple of "
        f"{len(found)} as the number of runs gives all sets the same weight.",
    )


def details(found: Ensemble | None) -> dict[str, str]:
    """What a provenance says of an ensemble; nothing where there is none."""
    return {} if found is None else {"parameters": f"{found.name} ({numbered(len(found), 'set')}, {found.digest[:10]})"}
