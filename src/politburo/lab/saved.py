"""The picture of one outcome as a file: with its title, what its lines and bands are, and where it comes from."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from politburo.answer import Figure
from politburo.answer.numbers import capitalised
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import outcome_named
from politburo.lab.figures import PageLayout
from politburo.lab.question import Asked
from politburo.lab.state import Question
from politburo.lab.view import card, runs_basis
from politburo.run.outcomes import Outcome, caution
from politburo.show.frame import STAMP, framed, part_of_the_country
from politburo.terms.errors import UsageError

PADDING = {"left": 20, "right": 20, "top": 20, "bottom": 14}


def figure(asked: Asked, question: Question, runs: int) -> Figure:
    """The first outcome that is looked at, as it is on the page. Raises UsageError where it has no picture."""
    outcome = outcome_named(question.view.series[0])
    comparison = asked.found(runs, (outcome.name,))
    found = card(comparison, outcome, question.view)
    if found["picture"] is None:
        raise UsageError("Outsiders see nothing of this: it has no picture.")
    meaning, panels = str(found["meaning"]), found["picture"]["vconcat"]
    about = [f"{STAMP}. Lines: medians; bands: {runs_basis(comparison)}."]
    about += [f"Difference: mean with {comparison.basis}."] if comparison.alternatives else []
    about += _cautions(comparison, outcome)
    layout = PageLayout(room_on_page=question.view.width)
    title = " ".join((asked.arms.changed or asked.arms.base).title.split())
    drawn: dict[str, Any] = framed(comparison, [capitalised(meaning), title], about, panels, layout)
    drawn |= {"padding": PADDING, "description": found["picture"]["description"]}
    return Figure(outcome.name, meaning, drawn["description"], drawn, str(comparison.provenance))


def _cautions(comparison: Comparison, outcome: Outcome) -> list[str]:
    """That only a part of the country is simulated, and whether the outcome is then no estimate for all of it."""
    said = []
    if comparison.alternatives:
        total, scale = comparison.total(outcome.name), comparison.baseline.scenario.scale
        whys = [caution(outcome.name, value, scale) for value in (total.base, total.changed)]
        said = [f"No estimate for the whole country: {why}." for why in whys if why][:1]
    return [*said, *part_of_the_country(comparison.baseline.scenario)]


def file(asked: Asked, question: Question, runs: int, kind: str) -> str:
    """The same as the text of an SVG, or as a PNG in the letters of base64."""
    made = figure(asked, question, runs)
    return made.svg() if kind == "svg" else b64encode(made.png()).decode()
