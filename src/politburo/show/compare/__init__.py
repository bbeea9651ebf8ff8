"""Pictures of comparisons, and of the branches that are comparisons with their parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.show.compare import chart, parameter_sets
from politburo.show.look import Layout
from politburo.show.marks import Spec
from politburo.show.run import FIGURES

if TYPE_CHECKING:
    from politburo.ask.branch.answer import Branch
    from politburo.ask.compare.comparison import Comparison


def drawings() -> tuple[Drawing, ...]:
    """The figures of a comparison."""
    return (
        Drawing("differences", chart.TITLE, _differences),
        Drawing("across_priors", parameter_sets.TITLE, _across_priors, _has_sets),
    )


def drawings_of_branch() -> tuple[Drawing, ...]:
    """The figures of a branch: those of its comparison, or else an overview of its runs."""
    return (
        *(
            Drawing(
                one.name,
                one.title,
                lambda branch, dark, one=one: one.draw(branch.comparison(), dark),
                lambda branch, one=one: branch.is_paired and one.applies(branch.comparison()),
            )
            for one in drawings()
        ),
        Drawing("overview", FIGURES["overview"].title, _overview, lambda branch: not branch.is_paired),
    )


def _differences(comparison: Comparison, dark: bool) -> Spec:
    return chart.specification(comparison, Layout(dark=dark))


def _across_priors(comparison: Comparison, dark: bool) -> Spec:
    return parameter_sets.specification(comparison, Layout(dark=dark))


def _has_sets(comparison: Comparison) -> bool:
    return comparison.parameter_sets is not None


def _overview(branch: Branch, dark: bool) -> Spec:
    return FIGURES["overview"].specification(branch.results, Layout(dark=dark))
