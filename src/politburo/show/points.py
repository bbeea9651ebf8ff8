"""What all figures of experiments share: title, what is said about the points, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.show.frame import composed, described, part_of_the_country
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec

if TYPE_CHECKING:
    from politburo.answer import Answer


def framed_points(
    answer: Answer, title: Sequence[str], about: Sequence[str], panels: Sequence[Spec], layout: Layout = WIDE
) -> Spec:
    """A figure of an answer made of experiments: panels under title, remarks and warnings, above its provenance."""
    scale = answer.provenance.scale
    said = [*about, *answer.warnings, *part_of_the_country(1 if scale is None else scale)]
    drawn = composed(title, said, panels, answer.provenance.parts(), layout)
    return described(drawn, answer.words(), layout)


def headed(text: str) -> str:
    """The text with a capital at its begin."""
    return text[:1].upper() + text[1:]
