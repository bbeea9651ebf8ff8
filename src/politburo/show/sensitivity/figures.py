"""The figures of a sensitivity analysis by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.show.look import Layout
from politburo.show.marks import Spec
from politburo.show.sensitivity.bars import indices, screening
from politburo.show.sensitivity.convergence import convergence
from politburo.show.sensitivity.tornado import tornado

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity


def drawings() -> tuple[Drawing, ...]:
    """The figures of a sensitivity analysis, the main one first."""
    return (
        _drawing("indices", "What decides the outcomes", indices, lambda answer: bool(answer.indices)),
        _drawing("screening", "Screening", screening, lambda answer: bool(answer.screening)),
        _drawing("convergence", "Convergence", convergence, lambda answer: bool(answer.kept)),
        _drawing("tornado", "One at a time", tornado, lambda answer: bool(answer.kept)),
    )


def _drawing(
    name: str, title: str, draw: Callable[[Sensitivity, Layout], Spec], there: Callable[[Sensitivity], bool]
) -> Drawing:
    return Drawing(name, title, lambda answer, dark: draw(answer, Layout(dark=dark)), there)
