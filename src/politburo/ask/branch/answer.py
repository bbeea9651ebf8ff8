"""A branch: the runs that go on from a stored run's month, beside what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from politburo.answer import Answer, Column, Provenance, Table
from politburo.answer.numbers import numbered
from politburo.scenario import month_name
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.branch.plan import Change
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.run.results import Results


@dataclass(frozen=True, eq=False, repr=False)
class Branch(Answer):
    """Runs that are those of `parent` to the bit before the month `month`, and have a history of their own from it on.

    `results` are those of the branch, a run folder like any other. `baseline` is what they are compared with, run by
    run: the parent, or, where chance is drawn anew and something else changes too, the same branch without the change;
    `compared` is that comparison, None where nothing but chance is different. `fingerprint` is that of the months
    before, as they are verified to be in the files of both.
    """

    question: ClassVar[str] = "branch"

    parent: Results
    results: Results
    baseline: Results
    month: int
    change: Change
    fingerprint: str
    compared: Comparison | None

    @property
    def title(self) -> str:
        """What it continues, from when on, with what changed."""
        return " ".join(self.results.scenario.title.split())

    @property
    def folder(self) -> Path:
        """The folder of its runs."""
        return self.results.folder

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs and fingerprint."""
        return self.results.provenance

    @property
    def tables(self) -> tuple[Table, ...]:
        """How it differs from its baseline, or its runs by themselves where they have no partners; and what it is."""
        return *self._shown.tables, self._about

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is the same, and what becomes different."""
        return self.sameness, *self._shown.sentences

    @property
    def warnings(self) -> tuple[str, ...]:
        """Those of what is shown."""
        return self._shown.warnings

    @property
    def at(self) -> str:
        """The month from which the branch goes its own way, such as `2018-05`."""
        return month_name(self.month)

    @property
    def is_paired(self) -> bool:
        """Whether its runs have partners with the same chance to be compared with: not where chance alone is new."""
        return self.compared is not None

    @property
    def verified(self) -> str:
        """What is known to be the same, in a sentence."""
        count, start = len(self.results.runs), self.results.scenario.start
        runs = numbered(count, "run")
        if self.month == start:
            return f"{runs} from the first month on: nothing lies before it that could be the same."
        of = "the parent" if self.change.run is None else f"run {self.change.run} of the parent"
        return (
            f"{runs} identical to {of} up to {month_name(self.month - 1)}, to the bit "
            f"(fingerprint of these months {self.fingerprint})."
        )

    @property
    def ended_before(self) -> int:
        """In how many of the runs the regime had fallen before the branch begins: there it stays fallen."""
        ended = (self.results.store.marker(run) for run in self.results.runs)
        return sum(
            marker is not None and marker.ended_month is not None and marker.ended_month < self.at for marker in ended
        )

    @property
    def sameness(self) -> str:
        """What is known to be the same, and what the regime's fall before the branch means for it, in sentences."""
        fallen = self.ended_before
        return self.verified + (
            f" In {fallen} of them the regime had fallen by then, and stays fallen." if fallen else ""
        )

    def comparison(self) -> Comparison:
        """How the branch differs from its baseline, run by run.

        Raises UsageError where nothing but chance is different: no run then has a partner with the same chance.
        """
        if self.compared is None:
            raise UsageError(
                f"Nothing but chance is different in {self.results.folder}: no run there has a partner with the same "
                "chance to be compared with. Look at them by themselves (`results`), or branch with something changed."
            )
        return self.compared

    @property
    def _shown(self) -> Answer:
        return self.compared or self.results

    @property
    def _about(self) -> Table:
        columns = (
            Column("parent", meaning="folder of the runs that are continued"),
            Column("baseline", meaning="folder of the runs that it is compared with", shown=self.is_paired),
            Column("at", meaning="month from which it differs", format="month", heading="from"),
            Column("changed", meaning="what is different"),
            Column("ended_before", "runs", "runs in which the regime had fallen before", "count", shown=False),
            Column("fingerprint_before", meaning="hash of what is the same, verified in both", shown=False),
        )
        row = (
            str(self.parent.folder), str(self.baseline.folder) if self.is_paired else None, self.at, self.change.words,
            self.ended_before, self.fingerprint,
        )  # fmt: skip
        return Table("branch", "What it continues", columns, [row], simulated=False)
