"""Lessons: what each step asks, what is simulated for it, and within which bounds the answer is said to lie.

The words are in texts/, one file for each language; the page shows a step's question first, then lets the what-if run
and holds the guess against the interval that was found.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from politburo.ask.compare.totals import Total
from politburo.lab.state import Name, Plain, State

SCALE, RUNS = 1.0, 16
"""Lessons simulate the whole of the invented country, which is small, with so many pairs of runs at most."""

Part = Annotated[float, Field(allow_inf_nan=False)]


class Step(Plain):
    """One question of a lesson.

    `asks` says of what: of the "difference" of the outcome between what-if and baseline, as a part of the baseline's
    level, or of the "share" of what happens that outsiders report. `beside` are outcomes shown with it, `state` the
    what-if. The answer lies `within` two bounds: what the lesson says of it.
    """

    name: Name
    outcome: Name
    within: Annotated[list[Part], Field(min_length=2, max_length=2)]
    asks: Literal["difference", "share"] = "difference"
    beside: list[Name] = Field(default_factory=list, max_length=7)
    state: State = Field(default_factory=State)

    @property
    def whole(self) -> State:
        """The state of the page: the invented country, as large as lessons have it."""
        there = {"scenario": self.state.scenario if self.state.source else "example", "scale": SCALE, "runs": RUNS}
        return self.state.model_copy(update=there)

    @property
    def before(self) -> State:
        """The state in which the question is asked: nothing is different yet."""
        return State(scenario=self.whole.scenario, source=self.whole.source, scale=SCALE, runs=RUNS)

    def plain(self) -> dict[str, Any]:
        """What the page needs."""
        said = {"name": self.name, "outcome": self.outcome, "asks": self.asks, "series": [self.outcome, *self.beside]}
        seen = "outsiders" if self.asks == "share" else "truth"
        return said | {"seen": seen, "before": self.before.model_dump(), "state": self.whole.model_dump()}


class Lesson(Plain):
    """A lesson: its name, under which its words are found, and its steps."""

    name: Name
    step: Annotated[list[Step], Field(min_length=1)]

    def plain(self) -> dict[str, Any]:
        """What the page needs."""
        return {"name": self.name, "steps": [one.plain() for one in self.step]}


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons, in their order."""
    said = tomllib.loads((files("politburo.lab") / "lessons.toml").read_text(encoding="utf-8"))
    return tuple(TypeAdapter(list[Lesson]).validate_python(said["lesson"]))


def relative(total: Total) -> tuple[float, float] | None:
    """The interval of a difference as parts of the baseline's level; None where there is no interval, or no level."""
    if total.identical:
        return 0.0, 0.0
    if not total.base or not total.low <= total.high:
        return None
    return total.low / abs(total.base), total.high / abs(total.base)
