"""What the page is shown is what the command line finds: the same runs, differences and words."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import politburo as pb
from politburo.ask.compare import compare
from politburo.lab.data import table
from politburo.lab.question import Asked
from politburo.lab.state import Question, State, View, arms_of, file_of
from politburo.lab.view import REPORTED, shown
from politburo.run.engines import Threads

pytestmark = pytest.mark.slow

STATE = State(
    scenario="example", since="2001-01", until="2001-12", levers={"purge_intensity": 0.6}, runs=4, precision=100.0
)
SERIES = ["fear", "purges", "income", "departures"]


def question(seen: str = "truth", state: State = STATE, width: int = 860) -> Question:
    view = View.model_validate({"series": SERIES, "seen": seen, "width": width})
    return Question(session="0" * 32, state=state, view=view)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def asked(folder: Path) -> Asked:
    made = Asked(STATE, folder / "session")
    made.advance(4)
    return made


def test_the_differences_are_those_of_the_command_line(asked: Asked, folder: Path):
    arms = arms_of(STATE)
    assert arms.changed is not None
    found = compare(arms.base, arms.changed, runs=4, out=folder / "command", engine=Threads(1))
    said = shown(asked, question(), 4)
    assert said["fingerprints"] == [arm.results.fingerprint for arm in found.arms]
    for card in said["cards"]:
        total = found.total(card["name"])
        assert (card["total"]["mean"], card["total"]["low"], card["total"]["high"]) == (
            total.mean,
            total.low,
            total.high,
        )
        assert card["total"]["finding"] == total.finding
    assert said["over_pairs"] == str(found.basis)
    assert "90 % intervals over 4 runs (chance only" in said["over_runs"]
    assert "simulated, not observed" in said["provenance"]


def test_the_file_that_is_taken_away_runs_to_the_same_fingerprint(asked: Asked, folder: Path):
    file = folder / "what-if.toml"
    file.write_text(file_of(STATE, 4), encoding="utf-8")
    results = pb.run(file, out=folder / "again", engine=Threads(1))
    assert results.fingerprint == shown(asked, question(), 4)["fingerprints"][1]


def test_an_answer_is_data_for_any_browser(asked: Asked):
    for seen in ("truth", "outsiders"):
        for width in (240, 860):
            json.dumps(shown(asked, question(seen, width=width), 4), allow_nan=False)


def test_outsiders_see_counts_alone_and_fewer_than_happened(asked: Asked):
    cards = {card["name"]: card for card in shown(asked, question("outsiders"), 4)["cards"]}
    assert {name for name, card in cards.items() if card["picture"]} == set(SERIES) & set(REPORTED)
    assert len(cards["purges"]["reported"]) == 2
    assert all(0 <= one["reports"] < one["truth"] for one in cards["purges"]["reported"])


def test_more_runs_are_asked_for_until_the_most_or_the_precision(folder: Path):
    state = STATE.model_copy(update={"runs": 16, "precision": 0.5})
    fine = Asked(state, folder / "fine")
    fine.advance(2)
    first = shown(fine, question(state=state), 2)
    assert (first["done"], first["reached"], first["next"]) == (False, False, 4)
    fine.advance(16)
    assert shown(fine, question(state=state), 16)["done"]
    rough = Asked(STATE.model_copy(update={"runs": 16}), folder / "fine")
    view = question().model_copy(update={"view": View(series=["fear"])})
    found = shown(rough, view, 8)
    assert (found["done"], found["reached"]) == (True, True)


def test_a_baseline_alone_has_no_difference(folder: Path):
    state = STATE.model_copy(update={"levers": {}, "since": None})
    alone = Asked(state, folder / "session")
    alone.advance(2)
    said = shown(alone, question(state=state), 2)
    assert len(said["fingerprints"]) == 1
    assert said["over_pairs"] == ""
    assert not any("total" in card for card in said["cards"])


def test_the_data_say_what_their_intervals_are(asked: Asked):
    rows = list(csv.DictReader(io.StringIO(table(asked, question(), 4))))
    assert {row["arm"] for row in rows} == {"baseline", "what-if", "difference"}
    assert {row["outcome"] for row in rows} == set(SERIES)
    assert len(rows) == 3 * len(SERIES) * 24
    assert all("90 % intervals" in row["interval"] and "simulated, not observed" in row["provenance"] for row in rows)
    (last,) = (row for row in rows if (row["arm"], row["outcome"], row["month"]) == ("difference", "purges", "2001-12"))
    assert float(last["value"]) == pytest.approx(asked.found(4, []).total("purges").mean)


def test_runs_of_earlier_questions_are_thrown_away_but_for_some(folder: Path):
    place = folder / "tidy"

    def asked_with(campaign: float) -> set[str]:
        one = Asked(STATE.model_copy(update={"levers": {"campaign": campaign}}), place)
        one.advance(2)
        one.tidy(most=1)
        return {plan.folder.name for plan in one.plans}

    *_, last = (asked_with(0.5 + at / 10) for at in range(4))
    folders = {path.name for path in place.iterdir()}
    assert last <= folders
    assert len(folders) == 3
