"""Figures: Vega-Lite specifications that say what they show, in words too, and where they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.answer.display import display
from politburo.answer.own_files import place
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.answer.answer import Answer

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""

VEGA_LITE = "application/vnd.vegalite.v5+json"


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure: `specification` is Vega-Lite with all its data, `description` says in words what is to be seen."""

    name: str
    title: str
    description: str
    specification: Spec
    provenance: str

    def svg(self) -> str:
        """The figure as SVG, with title, description and provenance inside."""
        return display().figure_as_svg(self)

    def png(self) -> bytes:
        """The figure as PNG, with title, description and provenance inside."""
        return display().figure_as_png(self)

    def save(self, path: str | Path) -> Path:
        """Write the figure to a file that ends in `.svg` or `.png`, whole or not at all.

        Raises UsageError for another ending, or where a file stands that politburo did not write, and StoreError when
        it cannot be written.
        """
        path = Path(path)
        if path.suffix not in (".svg", ".png"):
            raise UsageError(f"{path} must end in .svg or .png.")
        return place(path, self.png() if path.suffix == ".png" else self.svg())

    def __repr__(self) -> str:
        return f"{self.title}\n{self.description}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {VEGA_LITE: self.specification, "image/svg+xml": self.svg(), "text/plain": repr(self)}


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one figure of a question is drawn; `show` registers them.

    `draw(answer, dark)` gives the specification; its description is in words what is to be seen. `applies(answer)` says
    whether an answer has what is drawn.
    """

    name: str
    title: str
    draw: Callable[[Any, bool], Spec]
    applies: Callable[[Any], bool] = lambda answer: True

    def of(self, answer: Answer, dark: bool) -> Figure:
        """The figure of an answer."""
        drawn = self.draw(answer, dark)
        title = f"{self.title} · {answer.title}"
        return Figure(self.name, title, drawn.get("description", ""), drawn, str(answer.provenance))
