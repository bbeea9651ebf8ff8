"""The page as a whole, in the order of the ODD protocol."""

from __future__ import annotations

from politburo.show.describe.concepts import concepts
from politburo.show.describe.entities import entities
from politburo.show.describe.inputs import inputs, patterns
from politburo.show.describe.markdown import Part, contents, rendered
from politburo.show.describe.sources import bibliography
from politburo.show.describe.start import initialisation
from politburo.show.describe.submodels import schedule, submodels
from politburo.show.describe.texts import text

MARK = "<!-- Written by `politburo describe`; change the sources and give that command again. -->\n"
"""What the page begins with: how a file is known to be one."""

TITLE = "# The model"


def model_page() -> str:
    """The page as Markdown: the same text as long as the model is the same."""
    parts = the_parts()
    pieces = (TITLE, text("intro"), contents(parts), rendered(parts))
    return MARK + "\n" + "\n\n".join(pieces) + "\n"


def the_parts() -> tuple[Part, ...]:
    """The parts of the page in their order."""
    return (
        Part("Purpose and patterns", (text("purpose"), patterns())),
        entities(),
        Part("Process overview and scheduling", (text("schedule"), schedule())),
        concepts(),
        initialisation(),
        inputs(),
        submodels(),
        bibliography(),
    )
