"""A branch: the runs that go on from a stored run's month, beside what they are compared with."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from politburo.answer import Figure
from politburo.ask.branch.child import Change
from politburo.scenario import month_name
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.compare.comparison import Comparison
    from politburo.run.results import Results


@dataclass(frozen=True, eq=False)
class Branch:
    """Runs that are those of `parent` to the bit before the month `month`, and have a history of their own from it on.

    `results` are those of the branch, a run folder like any other. `baseline` is what they are compared with, run by
    run: the parent, or, where chance is drawn anew and something else changes too, the same branch without the change.
    `fingerprint` is that of the months before, as they are verified to be in the files of both.
    """

    parent: Results
    results: Results
    baseline: Results
    month: int
    change: Change
    fingerprint: str

    @property
    def at(self) -> str:
        """The month from which the branch goes its own way, such as `2018-05`."""
        return month_name(self.month)

    @property
    def is_paired(self) -> bool:
        """Whether its runs have partners with the same chance to be compared with: not where chance alone is new."""
        return self.change.acts or not self.change.draws_anew

    @property
    def verified(self) -> str:
        """What is known to be the same, in a sentence."""
        count, start = len(self.results.runs), self.results.scenario.start
        runs = f"{count} run{'s' * (count != 1)}"
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

    @cached_property
    def _comparison(self) -> Comparison:
        from politburo.ask.compare.arms import Arm
        from politburo.ask.compare.comparison import Comparison

        said = self.change.acting or "nothing changed"
        arms = (Arm("baseline", self.baseline.scenario, self.baseline), Arm(said, self.results.scenario, self.results))
        return Comparison(arms[0], arms[1:], self.results.folder / "compared")

    def comparison(self) -> Comparison:
        """How the branch differs from its baseline, run by run.

        Raises UsageError where nothing but chance is different: no run then has a partner with the same chance.
        """
        if not self.is_paired:
            raise UsageError(
                f"Nothing but chance is different in {self.results.folder}: no run there has a partner with the same "
                "chance to be compared with. Look at them by themselves (`results`), or branch with something changed."
            )
        return self._comparison

    def plot(self, *series: str, dark: bool = False) -> Figure:
        """The difference to the baseline month by month as a figure; where nothing is paired, the runs themselves."""
        if self.is_paired:
            return self.comparison().plot(*series, dark=dark)
        return self.results.plot(*(series or ("overview",)), dark=dark)

    def table(self) -> pd.DataFrame:
        """The difference of every series from the month on; where nothing is paired, the runs year by year."""
        return self.comparison().table() if self.is_paired else self.results.table()

    def words(self) -> str:
        """What is the same, and what becomes different, in a few sentences."""
        what = self.comparison().words() if self.is_paired else self.results.words()
        return f"{self.sameness}\n\n{what}"

    def __repr__(self) -> str:
        lines = (f"{name + ':':<14}{text}" for name, text in self._summary().items())
        return "\n".join((f"Branch of {self.parent.scenario.title}", *lines))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{html.escape(name)}</th>"
            f"<td style='text-align:left'>{html.escape(text)}</td></tr>"
            for name, text in self._summary().items()
        )
        return (
            f"<div><strong>{html.escape(f'Branch of {self.parent.scenario.title}')}</strong><table>{rows}</table></div>"
        )

    def _summary(self) -> dict[str, str]:
        compared = {"beside": str(self.baseline.folder)} if self.baseline is not self.parent else {}
        return {
            "from": self.at,
            "changed": self.change.words or "nothing",
            "the same": self.verified,
            "parent": str(self.parent.folder),
            **compared,
            "folder": str(self.results.folder),
        }
