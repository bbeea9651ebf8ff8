"""What comes back from every question."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from politburo.answer.display import display
from politburo.answer.figure import Figure
from politburo.answer.provenance import Provenance
from politburo.answer.table import Table
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

JSON_FORMAT = "politburo answer"
JSON_VERSION = 1


class Answer(ABC):
    """A title, where it comes from, tables, sentences and figures.

    A question's own answer adds what can be asked of it besides, and fills in these. `question` is the name of the
    command and of the function that asks it. Tables and sentences that are dear to make are filled in as `_tables` and
    `_sentences`, which are made once, when they are first asked for.
    """

    question: ClassVar[str]

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is, in a line."""

    @property
    @abstractmethod
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs, version."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, the main one first."""
        return self._tables

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found in words, a paragraph each."""
        return self._sentences

    @property
    def warnings(self) -> tuple[str, ...]:
        """What stands in the way of trusting it, such as runs that failed or counts too rare at this scale."""
        return ()

    @property
    def folder(self) -> Path | None:
        """The folder in which what it was made of is kept, if any."""
        return None

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of its figures, the main one first."""
        return tuple(one.name for one in display().drawings(self.question) if one.applies(self))

    def table(self, name: str | None = None) -> Table:
        """A table by its name, by default the main one. Raises UsageError for a name that there is not."""
        found = {table.name: table for table in self.tables}
        chosen = found.get(name) if name is not None else next(iter(found.values()), None)
        if chosen is None:
            there = f"there are {', '.join(found)}" if found else "it has none"
            raise UsageError(f"There is no table {name or ''!r} in this answer; {there}.")
        return chosen

    def plot(self, name: str | None = None, *, dark: bool = False) -> Figure:
        """A figure by its name, by default the main one. Raises UsageError for a name that there is not."""
        found = {one.name: one for one in display().drawings(self.question) if one.applies(self)}
        chosen = found.get(name) if name is not None else next(iter(found.values()), None)
        if chosen is None:
            there = f"there are {', '.join(found)}" if found else "it has none"
            raise UsageError(f"There is no figure {name or ''!r} in this answer; {there}.")
        return chosen.of(self, dark)

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer into a folder, by default its own, and return the files.

        `formats` are json, md and html (the whole answer), csv, parquet and xlsx (its tables), svg and png (its
        figures).
        Raises UsageError where there is no folder, or a file stands in the way that politburo did not write, and
        StoreError when a file cannot be written.
        """
        from politburo.answer.files import save

        place = Path(folder) if folder is not None else self.folder
        if place is None:
            raise UsageError("Say in which folder to save it.")
        return save(self, place, formats)

    def to_json(self) -> dict[str, Any]:
        """The whole answer as plain data for JSON, in the form that `politburo schema --answers` describes."""
        return {
            "format": JSON_FORMAT,
            "version": JSON_VERSION,
            "question": self.question,
            "title": self.title,
            "provenance": self.provenance.as_json(),
            "folder": None if self.folder is None else str(self.folder),
            "warnings": list(self.warnings),
            "sentences": list(self.sentences),
            "tables": [table.as_json() for table in self.tables],
            "figures": list(self.figures),
        }

    def to_markdown(self) -> str:
        """The whole answer as Markdown."""
        return display().as_markdown(self)

    def to_html(self) -> str:
        """The whole answer as a fragment of HTML, all text escaped."""
        return display().as_html(self)

    def words(self) -> str:
        """What was found, in a few sentences."""
        return "\n\n".join(self.sentences)

    def __repr__(self) -> str:
        return display().as_text(self)

    def _repr_html_(self) -> str:
        return self.to_html()

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return ()

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return ()


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
