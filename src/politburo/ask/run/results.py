"""The answer to what happens in a scenario: its runs, with their tables, and what happened in short paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Answer, Provenance, Table
from politburo.answer.numbers import count, count_range, month_in_words, percent, percent_range
from politburo.ask import ensemble, variance_parts
from politburo.ask.intervals import Spread, peak, spread
from politburo.ask.run.tables import (
    basis_of,
    estimates_table,
    falls_table,
    published_table,
    regime_table,
    run_parts_in_words,
    run_parts_table,
    years_table,
)
from politburo.ask.run.values import (
    ABROAD,
    BORDER,
    ORDINARY,
    PURGED,
    PURGED_SINCE,
    SEEN,
    Years,
    count_years,
    ended_months,
    fear_of_the_top,
    monthly,
    year_label,
)
from politburo.run.outcomes import caution
from politburo.run.runs import Runs
from politburo.run.scale import FEWEST
from politburo.scenario import month_name

if TYPE_CHECKING:
    from politburo.ask.life import Life
    from politburo.ask.life.household import HouseholdLife
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
            households=scenario.households,
            people_each=scenario.people_each,
            first=month_name(scenario.start),
            last=month_name(scenario.end),
            seed=scenario.seed if scenario.chance == str(scenario.seed) else scenario.chance,
            runs=len(self.runs),
            fingerprint=self.fingerprint,
            details=ensemble.details(self.ensemble),
            politburo=self.made_by,
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """`years`, `regime`, `falls`; others where there is something in them; none without runs.

        These are `published` and `published_estimates`, and `variance_parts` with several runs of parameter sets.
        """
        return self._tables if self.runs else ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Fear, loyalty, purges, flights; whether the regime lasted; published estimates; under which ensemble.

        Nothing where no run is finished yet.
        """
        if not self.runs:
            return ()
        counted = count_years(self)
        first = (_opening(self), _changes(self), _highest_fear(self), _purges(self, counted), _leavers(self, counted))
        said = (" ".join(filter(None, first)), _lasting(self), _published(self), _parameters(self))
        return tuple(filter(None, said))

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
        return (*said, *ensemble.cautions(self.ensemble, self.runs))

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

    def household(
        self, household: int, *, run: int = 0, progress: Callable[[int, int], None] | None = None
    ) -> HouseholdLife:
        """One synthetic household, by its number, month by month through one run, which is done again for it.

        Raises UsageError for a run or household that there is not, StoreError when the run does not come out again as
        it is stored.
        """
        from politburo.ask.life.household import follow_household

        return follow_household(self, household, run=run, progress=progress)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        published = (published_table(self), estimates_table(self))
        first = (years_table(self), *(one for one in published if one.rows), regime_table(self), falls_table(self))
        parts = run_parts_table(self)
        return (*first, parts) if parts.rows else first


YEAR = 12

ESTIMATED = {
    "execution": "executions",
    PURGED_SINCE: "purges",
    ABROAD: "flights from posts abroad",
    ORDINARY: "arrivals of ordinary people",
}
"""What published estimates are of, by quantity."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is compared: the months before position `at` of the series with those from it on.

    Without `at`, the first and the last months of each run; `length` months each.
    """

    called: str
    length: int
    at: int | None = None

    def compared(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Means before and after of `values` (run, month), (run, 2); NaN for runs that have not all these months."""
        means = np.full((len(values), 2), np.nan)
        for run, months in enumerate(values):
            lived = int(np.count_nonzero(~np.isnan(months)))
            before = 0 if self.at is None else self.at - self.length
            after = lived - self.length if self.at is None else self.at
            if before + self.length <= after and after + self.length <= lived:
                means[run] = [months[first : first + self.length].mean() for first in (before, after)]
        return means


def _opening(results: Results) -> str:
    scenario, runs = results.scenario, len(results.runs)
    span = f"{month_in_words(scenario.start)} to {month_in_words(scenario.end)}, scale {scenario.scale:g}"
    if scenario.households is not None:
        span += f", {scenario.households_in_words}"
    what = f"{' '.join(scenario.title.split())}, {span}"
    basis = basis_of(results)
    if basis is None:
        return f"One simulated run of {what}."
    return f"{runs} simulated runs of {what}: medians, in brackets {basis}."


def _changes(results: Results) -> str:
    turn = _turn(results)
    series = {
        "fear among cadres": "fear",
        "the loyalty they displayed": "displayed_loyalty",
        "their private loyalty": "private_loyalty",
    }
    pairs = {said: turn.compared(monthly(results, name)) for said, name in series.items()}
    if np.isnan(next(iter(pairs.values()))).all():
        return ""
    *first, last = (f"{said} {_change(pair)}" for said, pair in pairs.items())
    return f"{turn.called}, {', '.join(first)}, and {last}."


def _turn(results: Results) -> Turn:
    """The first succession where a run has a year on both sides of it, else begin and end of the runs."""
    scenario, lived = results.scenario, monthly(results, "fear")
    announced = [event.day for event in scenario.events if event.kind == "succession"]
    for month in sorted(scenario.successions)[:1]:
        day = min(announced, default=None)
        when = month_in_words(day.year * 12 + day.month - 1 if day else month)
        turn = Turn(f"From the year before the succession of {when} to the year after", YEAR, month - scenario.start)
        if not np.isnan(turn.compared(lived)).all():
            return turn
    turn = Turn("From the first to the last year of the runs", YEAR)
    return Turn("From the first to the last month of the runs", 1) if np.isnan(turn.compared(lived)).all() else turn


def _highest_fear(results: Results) -> str:
    said = []
    for who, values in (("", monthly(results, "fear")), ("in the top ranks, ", fear_of_the_top(results))):
        found = spread(values)
        month = peak(found)
        if month is None:
            return ""
        said.append(f"{who}in {month_in_words(results.scenario.start + month)} ({share_in_words(found, month)})")
    return f"Fear was highest {'; '.join(said)}."


def _purges(results: Results, counted: Years) -> str:
    """In which year most were purged, how many in all, and how many of them outsiders would have heard of."""
    purged, seen = (_shown(counted, counts) for counts in (counted.truth[PURGED], counted.reports[SEEN]))
    if np.isnan(purged).all():
        return ""
    if not np.nansum(purged):
        return "No cadre was purged."
    total, heard = np.nansum(purged, axis=1), np.nansum(seen, axis=1)
    share = spread(100 * heard[total > 0] / total[total > 0])
    lived = total[~np.isnan(purged).all(axis=1)]
    return (
        f"Most cadres were purged (removed, expelled, imprisoned or executed) in {_peak(results, counted, purged)}; "
        f"from {counted.first} on {count_in_words(spread(lived))} were in all, "
        f"and outsiders would have learnt of {count_in_words(share)} % of them."
    )


def _leavers(results: Results, counted: Years) -> str:
    """How many left in a year, on each way by itself, as in the table and the figures."""
    said = []
    for who, quantity in (
        ("cadres fled from posts abroad", ABROAD),
        ("cadres fled over the border", BORDER),
        ("ordinary people left", ORDINARY),
    ):
        counts = _shown(counted, counted.truth[quantity])
        if np.isnan(counts).all():
            return ""
        if not np.nansum(counts):
            said.append(f"no {who}")
            continue
        some = counts[~np.isnan(counts).all(axis=1)]
        said.append(f"{_rate(spread(np.nanmean(some, axis=1)))} {who} (most in {_peak(results, counted, counts)})")
    *first, last = said
    return f"In a year {', '.join(first)}, and {last}."


def _lasting(results: Results) -> str:
    runs, ended = len(results.runs), sorted(ended_months(results))
    if not ended:
        return "The regime lasted." if runs == 1 else f"The regime lasted in all {runs} runs{_share_of_falls(results)}."
    first, last = month_in_words(int(ended[0])), month_in_words(int(ended[-1]))
    when = f"in {first}" if first == last else f"between {first} and {last}"
    if runs == 1:
        return f"The regime fell {when}."
    rest = "" if len(ended) == runs else "; figures of later months and years are those of the runs in which it lasted"
    share = _share_of_falls(results)
    return f"The regime fell in {'all' if len(ended) == runs else f'{len(ended)} of'} {runs} runs{share}, {when}{rest}."


def _share_of_falls(results: Results) -> str:
    """How often the regime falls, with the bounds that so many runs set."""
    fell = ~np.isnat(results.ended)
    interval = percent_range(*variance_parts.share_interval_of(fell, results.sets))
    return f" (share in which it falls {percent(float(fell.mean()))}, {percent(LEVEL)} interval {interval})"


def _parameters(results: Results) -> str:
    """Under which ensemble the runs were made, and what parameters make of their spread; nothing without one."""
    said = ensemble.sentence(results.ensemble, results.runs, results.scenario)
    return " ".join(filter(None, (said, run_parts_in_words(results))))


def _published(results: Results) -> str:
    """How many published estimates the simulated reports meet."""
    rows = published_table(results).rows
    if not rows:
        return ""
    met = ", ".join(f"{ESTIMATED[str(quantity)]} {met} of {there}" for quantity, there, met in rows)
    return f"Published estimates whose range meets the interval of the simulated reports of their year: {met}."


def _shown(counted: Years, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    return counts[:, counted.shown()]


def _peak(results: Results, counted: Years, counts: NDArray[np.float64]) -> str:
    """The year of the highest median, with its count."""
    found = spread(counts)
    place = peak(found) or 0
    label = year_label(counted.years[counted.shown()[place]], results.scenario.start, results.scenario.end)
    return f"{label}: {count_in_words(spread(counts[:, place]))}"


def _change(pair: NDArray[np.float64]) -> str:
    before, after = spread(pair[:, 0]), spread(pair[:, 1])
    if f"{before.median:.2f}" == f"{after.median:.2f}":
        return f"stayed at {share_in_words(after)}"
    return f"{'rose' if after.median > before.median else 'fell'} from {before.median:.2f} to {share_in_words(after)}"


def _rate(found: Spread) -> str:
    """A mean count a year, with a decimal where it is small."""
    if found.median >= 10:
        return count_in_words(found)
    return f"{found.median:.1f}" + (f" [{found.low:.1f}–{found.high:.1f}]" if found.runs > 1 else "")


def share_in_words(found: Spread, at: int | tuple[()] = ()) -> str:
    """The median of a share with its interval, at a place of its spread where it has several."""
    some = f" [{found.low[at]:.2f}–{found.high[at]:.2f}]" if found.runs[at] > 1 else ""
    return f"{found.median[at]:.2f}{some}"


def count_in_words(found: Spread, at: int | tuple[()] = ()) -> str:
    """The median of a count with its interval, at a place of its spread where it has several."""
    some = f" [{count_range(float(found.low[at]), float(found.high[at]))}]" if found.runs[at] > 1 else ""
    return count(float(found.median[at])) + some
