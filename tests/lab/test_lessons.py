"""What a lesson says is what is simulated, so that it cannot go stale; its words are all there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from politburo.ask.compare.quantities import outcome_named
from politburo.ask.compare.totals import Total
from politburo.lab.lessons import RUNS, Step, lessons, relative
from politburo.lab.question import Asked
from politburo.lab.routes import TEXTS
from politburo.lab.state import Question, State, View, arms_of
from politburo.lab.view import REPORTED, shown

STEPS = [(lesson.name, step) for lesson in lessons() for step in lesson.step]


def words() -> dict[str, dict[str, str]]:
    return {one.name: json.loads(one.read_text(encoding="utf-8")) for one in TEXTS.iterdir()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lessons")


def found(step: Step, folder: Path) -> dict[str, Any]:
    """The card of what a step asks for, after all runs of the lesson."""
    asked = Asked(step.whole, folder)
    asked.advance(RUNS)
    view = View(series=[step.outcome], seen="outsiders" if step.asks == "share" else "truth")
    return shown(asked, Question(session="0" * 32, state=step.whole, view=view), RUNS)["cards"][0]


def test_there_are_six_lessons_with_words_for_each_step_in_each_language():
    assert len(lessons()) == 6
    parts = [f"lesson.{lesson}.{step.name}.{part}" for lesson, step in STEPS for part in ("ask", "look", "why")]
    ends = ("", ".question", ".wrong", ".discuss.1", ".discuss.2")
    parts += [f"lesson.{lesson.name}{end}" for lesson in lessons() for end in ends]
    for file, said in words().items():
        assert [part for part in parts if not said.get(part)] == [], file


def test_no_words_are_left_of_lessons_that_are_gone():
    names = {lesson.name for lesson in lessons()}
    general = {"step", "guess", "ask", "from", "to", "run", "bad", "waits", "difference", "share", "nothing", "unknown"}
    general |= {"hit", "wide", "part", "miss", "more", "score", "look", "why", "wrong", "discuss", "next", "free"}
    for said in words().values():
        assert {key.split(".")[1] for key in said if key.startswith("lesson.")} == names | general


@pytest.mark.parametrize(("lesson", "step"), STEPS, ids=[f"{lesson}-{step.name}" for lesson, step in STEPS])
def test_a_step_asks_of_a_what_if_or_of_what_is_reported(lesson: str, step: Step):
    arms = arms_of(step.whole)
    assert arms.notice == ""
    assert (arms.changed is None) == (step.asks == "share")
    assert step.asks == "difference" or step.outcome in REPORTED
    assert arms_of(step.before).changed is None
    assert arms_of(step.before).base.digest() == arms.base.digest()


def test_what_a_lesson_asks_about_can_be_told_at_the_scale_of_lessons(place: Path):
    # Coups need plotters side by side: in a part of a country they are not estimated.
    step = next(step for _, step in STEPS if step.outcome == "attempt_hazard")
    asked = Asked(step.whole.model_copy(update={"until": "2002-03"}), place / "scale")
    asked.advance(2)
    said = shown(asked, Question(session="0" * 32, state=step.whole, view=View(series=[step.outcome])), 2)
    assert not any("scale" in one for one in said["warnings"])


@pytest.mark.slow  # all that the lessons simulate, as a class would
@pytest.mark.parametrize(("lesson", "step"), STEPS, ids=[f"{lesson}-{step.name}" for lesson, step in STEPS])
def test_what_a_lesson_says_is_what_is_simulated(lesson: str, step: Step, place: Path):
    card = found(step, place)
    low, high = card["reported"][0]["share"] if step.asks == "share" else card["total"]["parts"]
    assert step.within[0] <= low <= high <= step.within[1]


def test_an_interval_is_told_as_parts_of_the_level_of_the_baseline():
    def total(base: float, low: float, high: float, *, identical: bool = False) -> Total:
        return Total(outcome_named("fear"), "x", base, base, (low + high) / 2, low, high, 1.0, 8, identical)

    assert relative(total(4, 1, 2)) == (0.25, 0.5)
    assert relative(total(-4, 1, 2)) == (0.25, 0.5)
    assert relative(total(0, 1, 2)) is None
    assert relative(total(4, float("nan"), float("nan"))) is None
    assert relative(total(0, 0, 0, identical=True)) == (0.0, 0.0)


def test_what_is_reported_of_what_does_not_happen_has_no_share(place: Path):
    state = State(scenario="example", until="2000-02", scale=0.005, runs=2)
    asked = Asked(state, place / "short")
    asked.advance(2)
    view = View(series=["flights"], seen="outsiders")
    card = shown(asked, Question(session="0" * 32, state=state, view=view), 2)["cards"][0]
    assert card["reported"][0]["truth"] == 0
    assert card["reported"][0]["share"] is None
