"""What stands above the panel of an outcome, and above and below every figure of an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from politburo.ask.sensitivity.noise import FEW
from politburo.run.outcomes import outcome
from politburo.show.frame import composed, described, part_of_the_country
from politburo.show.layout import Layout
from politburo.show.marks import Spec
from politburo.show.weights import percent

if TYPE_CHECKING:
    from politburo.ask.sensitivity.indices import Indexed
    from politburo.ask.sensitivity.result import Sensitivity
    from politburo.ask.sensitivity.screening import Screened

MUCH = 0.8
"""Share of the variance, held by few points, from which it is told."""


def heading_of(name: str) -> str:
    """An outcome with its meaning and unit."""
    one = outcome(name)
    unit = "" if one.unit == "1" else f", {one.unit}"
    return f"{name.replace('_', ' ')} ({one.meaning}{unit})"


def noise_of(found: Indexed | Screened | None) -> str:
    """How much of what is seen between points is chance, for one outcome."""
    if found is None or math.isnan(found.noise.share):
        return ""
    said = f"Noise: {percent(found.noise.share)} of the variance between points is chance"
    alone = f"with one run a point and no seeds in common it would be {percent(found.noise.alone)}"
    return f"{said} ({alone})."


def extremes_of(found: Indexed) -> str:
    """That few points decide everything, where it is so."""
    if not found.held_by_few > MUCH:
        return ""
    return (
        f"{100 * FEW:g} % of the points hold {percent(found.held_by_few)} of the variance: the indices tell what leads "
        "to these few; narrower ranges would tell more."
    )


def verdict_of(answer: Sensitivity, name: str) -> str:
    """Whether the answer about an outcome is settled."""
    verdict = answer.verdicts.get(name)
    return "Too few runs ended well to say anything." if verdict is None else f"{str(verdict).capitalize()}."


def rest_in_words(answer: Sensitivity) -> list[str]:
    """What the factors are meanwhile that have no indices, where there are such."""
    left = len(answer.question.factors) - len(answer.kept)
    return [f"The {left} other factors stay as the scenario has them."] if answer.indices and left else []


def framed(
    answer: Sensitivity, title: str, about: Sequence[str], panels: Sequence[Spec], description: str, layout: Layout
) -> Spec:
    """A figure of an answer: panels under title and what is said about them, above where they come from."""
    said = [*about, *caveats(answer)]
    drawn = composed([title, answer.question.base.title], said, panels, provenance_parts(answer), layout)
    return described(drawn, description, layout)


def caveats(answer: Sensitivity) -> list[str]:
    """What must be said beside every figure: regimes that fell, runs that failed, a country simulated in part."""
    lines = []
    if answer.ended:
        share = percent(answer.ended)
        lines.append(f"The regime fell early in {share} of the runs; outcomes are over the months that each run lived.")
    for one_of, found in (("trajectory", answer.screening), ("base point", answer.indices)):
        left = max((one.left_out for one in found.values()), default=0)
        if left == 1:
            lines.append(f"1 {one_of} is left out, because a run of it failed.")
        elif left:
            many = {"trajectory": "trajectories"}.get(one_of, f"{one_of}s")
            lines.append(f"{left} {many} are left out, because runs of theirs failed.")
    return lines + part_of_the_country(answer.question.base.scale)


def provenance_parts(answer: Sensitivity) -> list[str]:
    """Where a figure comes from: program, scenario, seed, what was spent, fingerprint."""
    question = answer.question
    spent = [f"{len(question.factors)} factors"]
    spent += [f"{question.trajectories} trajectories"] if question.screens else []
    spent += [f"{question.points} base points"] if question.indexes else []
    return [
        f"politburo {version('politburo')}",
        f"scenario {question.base.name}",
        f"seed {question.base.seed}, the same at every point",
        *spent,
        f"{question.runs} runs a point",
        f"fingerprint {answer.fingerprint[:12]}",
    ]


def provenance(answer: Sensitivity) -> str:
    """The same in one line."""
    return " · ".join(provenance_parts(answer))
