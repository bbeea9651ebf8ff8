"""`politburo emulate` and `politburo lab --export` as a user sees them."""

import json
from pathlib import Path

import pytest

from tests.ask.emulate.made_up import Fearful
from tests.cli.calling import call, printed, refused

pytestmark = pytest.mark.slow  # banks of made-up runs, and the fits to them

ASKED = (
    "emulate", "example", "--lever", "sanctions=0:0.5", "--event", "fences", "--series", "fear", "--points", "12",
    "--held-out", "9", "--runs", "3", "--until", "2003-12", "--threads", "1",
)  # fmt: skip


@pytest.fixture(autouse=True)
def simulation(monkeypatch: pytest.MonkeyPatch) -> Fearful:
    found = Fearful()
    found.used(monkeypatch)
    return found


def test_it_says_how_far_it_can_be_trusted_and_where_everything_is(tmp_path: Path):
    result = call(*ASKED, "--out", str(tmp_path / "bank"), "--page", str(tmp_path / "page.html"))
    assert result.exit_code == 0, result.output
    assert "An invented country, 23 points × 3 runs" in result.stderr
    assert result.stdout.startswith("Emulator of An invented country\n\nHow far the emulator can be trusted")
    assert "9 points drawn at random" in result.stdout
    assert f"report: {tmp_path / 'page.html'}" in result.stdout
    assert {one.name for one in (tmp_path / "bank").iterdir()} >= {
        "scenario", "reference", "fitted", "held-out", "answer.json", "errors.csv", "effects.csv", "held_out.svg",
    }  # fmt: skip


def test_json_is_one_answer_and_the_same_command_simulates_nothing(tmp_path: Path, simulation: Fearful):
    asked = (*ASKED, "--out", str(tmp_path / "bank"), "--json")
    first = printed(*asked)
    said, done = json.loads(first), len(simulation.asked)
    assert (said["question"], said["provenance"]["runs"]) == ("emulate", 3)
    assert done == (12 + 9 + 2) * 3
    assert printed(*asked) == first
    assert len(simulation.asked) == done


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--lever", "fear.horizon"), "over levers and dated events"),
        (("--event", "nowhere"), "no event whose label contains"),
        (("--held-out", "8"), "at least 9"),
        (("--runs", "2"), "at least 3"),
        (("--shard", "1/2"), "no shards can do a bank"),
        (("--from", "2010-01"), "2010-01"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, words: tuple[str, ...], said: str, simulation: Fearful):
    kept = [word for at, word in enumerate(ASKED) if words[0] not in (word, ASKED[at - 1])]
    assert said in refused(*kept, *words, "--out", str(tmp_path / "bank"))
    assert simulation.asked == []


def test_the_lab_is_exported_as_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in (("POINTS_ASKED", 12), ("HELD_OUT", 9), ("RUNS", 3), ("SHOWN", ("fear",))):
        monkeypatch.setattr(f"politburo.ask.emulate.{name}", value)
    page, bank = tmp_path / "page.html", tmp_path / "bank"
    asked = ("lab", "--export", str(page), "--scenario", "example", "--runs-folder", str(bank))
    assert printed(*asked).splitlines() == [f"page: {page}", f"folder: {bank}"]
    assert page.stat().st_size < 1_000_000
    page.write_text("<p>mine</p>")
    assert "not written by politburo" in refused(*asked)
    assert "serves nothing" in refused(*asked, "--no-browser")
