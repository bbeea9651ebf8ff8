"""The figures of an answer by their names, as specifications, charts and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.answer import Drawing, Figure
from politburo.run.files import made
from politburo.scenario.checks import nearest, shown
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec
from politburo.show.saving import save_drawn, save_table
from politburo.show.sensitivity.bars import indices, screening
from politburo.show.sensitivity.growing import convergence
from politburo.show.sensitivity.headings import provenance
from politburo.show.sensitivity.tornado import tornado
from politburo.show.sensitivity.words import in_words
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.sensitivity.result import Sensitivity

FIGURES: dict[str, tuple[str, Callable[[Sensitivity, Layout, str], Spec], Callable[[Sensitivity], bool]]] = {
    "indices": ("What decides the outcomes", indices, lambda answer: bool(answer.indices)),
    "screening": ("Screening", screening, lambda answer: bool(answer.screening)),
    "convergence": ("Convergence", convergence, lambda answer: bool(answer.indices or answer.screening)),
    "tornado": ("One at a time", tornado, lambda answer: bool(answer.kept)),
}
"""Title of each figure, how it is drawn, and whether an answer has it."""


def names_of(answer: Sensitivity) -> tuple[str, ...]:
    """The figures that an answer has, the main one first."""
    return tuple(name for name, (_, _, there) in FIGURES.items() if there(answer))


def specification(answer: Sensitivity, name: str | None = None, layout: Layout = WIDE) -> Spec:
    """A figure in Vega-Lite, with all its data, by default the main one.

    Raises UsageError for a name that there is not, and for a figure of what was not asked for.
    """
    known = names_of(answer)
    if name is None and known:
        name = known[0]
    if name not in known:
        raise UsageError(f"There is no figure {shown(name)} of this answer; {nearest(str(name), known)}.")
    return FIGURES[name][1](answer, layout, in_words(answer))


def plot(answer: Sensitivity, name: str | None = None, *, dark: bool = False) -> Figure:
    """A figure of an answer. Raises UsageError as `specification` does."""
    drawn = specification(answer, name, Layout(dark=dark))
    name = name or names_of(answer)[0]
    title = f"{FIGURES[name][0]} · {answer.question.base.title}"
    return Figure(name, title, drawn["description"], drawn, provenance(answer))


def drawings() -> tuple[Drawing, ...]:
    """The figures of a sensitivity analysis."""
    return tuple(_drawing(name, title, there) for name, (title, _, there) in FIGURES.items())


def _drawing(name: str, title: str, there: Callable[[Sensitivity], bool]) -> Drawing:
    return Drawing(name, title, lambda answer, dark: specification(answer, name, Layout(dark=dark)), there)


def save(answer: Sensitivity, folder: str | Path | None = None) -> tuple[Path, ...]:
    """Write every figure as PNG and SVG and every table as CSV; their paths. Raises StoreError."""
    place = made(answer.folder / "figures" if folder is None else Path(folder))
    title, origin = answer.question.base.title, provenance(answer)
    written: list[Path] = []
    for name in names_of(answer):
        png, svg = place / f"{name}.png", place / f"{name}.svg"
        save_drawn(specification(answer, name), f"{FIGURES[name][0]} · {title}", origin, svg, png)
        written += [png, svg]
    for name, table in (
        ("sensitivity", answer.table()),
        ("noise", answer.noise()),
        ("convergence", answer.convergence()),
        ("tornado", answer.tornado()),
    ):
        save_table(table, origin, place / f"{name}.csv")
        written.append(place / f"{name}.csv")
    return tuple(written)
