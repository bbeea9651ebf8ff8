"""What all figures of experiments share: title, what is said about the points, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from politburo.run.experiment import DECLARATIONS
from politburo.show.frame import composed, described, part_of_the_country
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec

if TYPE_CHECKING:
    from politburo.run.experiment import ExperimentResults


def framed_points(
    results: ExperimentResults,
    title: str,
    about: Sequence[str],
    panels: Sequence[Spec],
    description: str,
    layout: Layout = WIDE,
) -> Spec:
    """A figure made of an experiment: panels under title and what is said about it, above where it comes from."""
    said = [*about, *caveats(results)]
    drawn = composed([title, results.experiment.base.title], said, panels, provenance_parts(results), layout)
    return described(drawn, description, layout)


def caveats(results: ExperimentResults) -> list[str]:
    """What must be said of every figure of an experiment: runs that are missing, and a country simulated in part."""
    missing = [f"{results.missing} runs are missing."] if results.missing else []
    return [*missing, *part_of_the_country(results.experiment.base.scale)]


def provenance_parts(results: ExperimentResults) -> list[str]:
    """Where a figure comes from: program, scenario, seed, points and runs, fingerprint."""
    experiment = results.experiment
    points, runs = len(experiment.points), experiment.runs
    return [
        f"politburo {version('politburo')}",
        f"scenario {experiment.base.name}",
        f"seed {experiment.base.seed}, the same at every point",
        f"{points} point{'s' * (points != 1)} × {runs} run{'s' * (runs != 1)}",
        f"fingerprint {results.fingerprint[:12]}",
    ]


def provenance(results: ExperimentResults) -> str:
    """The same in one line."""
    return " · ".join(provenance_parts(results))


def called(factor: str) -> str:
    """A lever or parameter in words: `market tolerance`, `elite weight`."""
    return factor.rpartition(".")[2].replace("_", " ")


def headed(text: str) -> str:
    """The text with a capital at its begin."""
    return text[:1].upper() + text[1:]


def unit_of(factor: str) -> str:
    """The unit of a lever or parameter; empty for a plain number."""
    unit = DECLARATIONS[factor].unit
    return "" if unit == "1" else unit
