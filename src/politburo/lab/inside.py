"""What the page asks of one simulated run or of what all rest on, and how it is answered.

Nothing is worked out here: values are the stored series, reasons those of `why`, lives those of `life`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from politburo.ask.run.notable_events import usual_runs
from politburo.ask.run.results import Results
from politburo.lab.question import Asked
from politburo.lab.state import MOST_RUNS, Label, Month, Plain, State

Progress = Callable[[int, int], None]

MOST_NUMBER = 10**8
"""Numbers of events and persons are below this."""

Whole = Annotated[int, Field(ge=0, le=MOST_NUMBER)]


class Inside(Plain):
    """What is asked of one run of one arm: `run`, or of the first `runs` the one that is nearest to their medians.

    `apparatus` asks for its months; `events` for what happened up to the month `until` in an organ, a rank, a province,
    or all that of them are named; `why` for the reasons of an `event`; `life` for that of a `person`, or of one of
    those whom `pick` means, a cadre or a household, the next one with each `draw`. `width` is the room for a picture
    in pixels. `assumptions`, `claims` and `cite` ask for what all runs of the arm rest on.
    """

    session: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    state: State
    what: Literal["apparatus", "events", "why", "life", "assumptions", "claims", "cite"]
    arm: Literal["baseline", "what-if"] = "baseline"
    runs: int = Field(default=1, ge=1, le=MOST_RUNS)
    run: int | None = Field(default=None, ge=0, lt=MOST_RUNS)
    organ: Label | None = None
    rank: Label | None = None
    province: Label | None = None
    until: Month | None = None
    event: Whole = 0
    person: Whole | None = None
    pick: Literal["any", "fled", "purged", "household", "left"] = "any"
    draw: int = Field(default=0, ge=0, le=10_000)
    width: int = Field(default=860, ge=240, le=1200)


def answered(asked: Asked, inside: Inside, progress: Progress | None = None) -> dict[str, Any]:
    """What the page is shown, as plain data. Raises UsageError for what there is not, and as `run`."""
    from politburo.lab import apparatus, grounds, happenings, person

    if inside.what == "assumptions":
        return grounds.assumptions(asked, inside.arm)
    if inside.what == "claims":
        return grounds.claims()
    if inside.what == "cite":
        return grounds.cite(asked, inside.arm, inside.runs, progress)
    runs = inside.runs if inside.run is None else max(inside.runs, inside.run + 1)
    results = asked.results(inside.arm, runs, progress)
    run = usual_runs(results)[0] if inside.run is None else inside.run
    found = {"run": run, "arm": inside.arm, "provenance": of_one_run(results, run)}
    if inside.what == "apparatus":
        return found | apparatus.months(results, run)
    if inside.what == "events":
        return found | happenings.events(results, run, inside)
    if inside.what == "why":
        return found | happenings.reasons(results.why(inside.event, run))
    return found | person.life(results, run, inside, progress)


def of_one_run(results: Results, run: int) -> str:
    """Where one run comes from, in a line."""
    from dataclasses import replace

    return str(replace(results.provenance, runs=None, details={"run": str(run)}))
