"""The answer to what happens in a scenario: its runs, with their tables and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from politburo.answer import Answer, Provenance, Table
from politburo.ask.run.sentences import sentences
from politburo.ask.run.tables import estimates_table, falls_table, published_table, regime_table, years_table
from politburo.ask.run.values import count_years
from politburo.run.outcomes import caution
from politburo.run.runs import Runs
from politburo.run.scale import FEWEST
from politburo.scenario import month_name

if TYPE_CHECKING:
    from politburo.ask.life import Life
    from politburo.ask.record import Record
    from politburo.ask.why import Why


class Results(Runs, Answer):
    """The runs of a folder, as they were read, and what they say: years, falls of the regime, sentences and figures."""

    question = "run"

    @property
    def title(self) -> str:
        """The title of the scenario."""
        return " ".join(self.scenario.title.split())

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, finished runs, fingerprint, and the version that made them."""
        scenario = self.scenario
        return Provenance(
            scenario=scenario.name,
            scale=scenario.scale,
            first=month_name(scenario.start),
            last=month_name(scenario.end),
            seed=scenario.seed if scenario.chance == str(scenario.seed) else scenario.chance,
            runs=len(self.runs),
            fingerprint=self.fingerprint,
            politburo=self.made_by,
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """`years`, `regime`, `falls`; `published` and `published_estimates` where there are any; none without runs."""
        return self._tables if self.runs else ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened; nothing where no run is finished yet."""
        return sentences(self) if self.runs else ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """That runs are not finished yet, and what is too rare at this scale."""
        finished, wanted, scale = len(self.runs), self.scenario.runs, self.scenario.scale
        said = [self.caution_of_format] if self.caution_of_format else []
        if finished < wanted:
            said.append(f"{finished} of {wanted} runs are finished: give the command that made them again.")
        if finished and (few := count_years(self).too_few(scale)):
            said.append(
                f"Fewer than {FEWEST:g} simulated persons in a run and year, so that the sample makes most of the "
                f"range: {', '.join(few)}."
            )
        if unknown := caution("regime_falls", 0.0, scale):
            said.append(f"Falls of the regime: {unknown}.")
        return tuple(said)

    def record(self, as_of: date | str | None = None) -> Record:
        """What outsiders would have known at the end of a day, beside what was true; by default all they ever learn.

        Raises UsageError for what is no day, and for one before the runs begin.
        """
        from politburo.ask.record import record_of

        return record_of(self, as_of)

    def why(self, event: int, run: int = 0) -> Why:
        """Why an event happened in a simulated run: the terms that made its probability, by weight.

        `event` is its number in the run (column `event` of `events`). Raises UsageError for an event that does not
        exist or carries no reasons and for a run that is not there; StoreError for a folder without finished runs.
        """
        return self.whys((event,), run)[0]

    def whys(self, events: Iterable[int], run: int = 0) -> tuple[Why, ...]:
        """The same for several events of a run, in their order; their file is read once."""
        from politburo.ask.why import explain

        return explain(self, self._finished(), events, run)

    def life(
        self,
        *,
        post: int | None = None,
        person: int | None = None,
        run: int = 0,
        month: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Life:
        """One post across its holders, or one synthetic cadre across posts, month by month through one run.

        The run is done again for it: `progress(done, total)` is told the months. `month`, as YYYY-MM, is the one around
        which every month is shown. Raises UsageError for a run, post, person or month that there is not, StoreError
        when the run does not come out again as it is stored.
        """
        from politburo.ask.life import follow

        return follow(self, post=post, person=person, run=run, month=month, progress=progress)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        published = (published_table(self), estimates_table(self))
        return (years_table(self), *(one for one in published if one.rows), regime_table(self), falls_table(self))
