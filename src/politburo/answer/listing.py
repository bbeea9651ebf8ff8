"""An answer that is all there at once: lists and comparisons of what is declared, for which nothing is simulated."""

from __future__ import annotations

from politburo.answer.answer import Answer
from politburo.answer.provenance import Provenance
from politburo.answer.table import Table


class Listing(Answer):
    """An answer made of its parts; `question` is the command that gives it."""

    def __init__(
        self,
        question: str,
        title: str,
        tables: tuple[Table, ...] = (),
        sentences: tuple[str, ...] = (),
        provenance: Provenance | None = None,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.question = question  # pyright: ignore[reportAttributeAccessIssue] - one class serves several questions
        self._parts = title, tables, sentences, provenance or Provenance(stamp=None), warnings

    @property
    def title(self) -> str:
        """What it lists."""
        return self._parts[0]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return self._parts[1]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said about them."""
        return self._parts[2]

    @property
    def provenance(self) -> Provenance:
        """The version it is of."""
        return self._parts[3]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What does not work."""
        return self._parts[4]
