"""A picture that is saved says what it shows, that it is simulated, what its intervals are, and where it comes from."""

from __future__ import annotations

from base64 import b64decode
from html import unescape

import pytest

from politburo.lab.question import Asked
from politburo.lab.saved import figure, file
from politburo.lab.state import Question, State, View
from politburo.terms.errors import UsageError

STATE = State(scenario="example", until="2000-12", scale=0.005, levers={"purge_intensity": 0.6})


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    made = Asked(STATE, tmp_path_factory.mktemp("saved"))
    made.advance(2)
    return made


def question(name: str = "fear", seen: str = "truth") -> Question:
    view = View.model_validate({"series": [name], "seen": seen, "width": 860})
    return Question(session="0" * 32, state=STATE, view=view)


def test_an_svg_has_the_stamp_the_intervals_and_the_provenance_to_be_seen(asked: Asked):
    drawn = unescape(file(asked, question(), 2, "svg"))
    shown = drawn.partition("<metadata>")[2].partition("</metadata>")[2]
    for said in ("Mean fear of cadres", "Simulated, not observed", "90 % intervals over 2 runs", "over 2 pairs of runs",
                 "scale 0.005", "what-if"):  # fmt: skip
        assert said in shown, said
    assert str(figure(asked, question(), 2).provenance) in drawn


def test_a_png_is_one(asked: Asked):
    assert b64decode(file(asked, question(), 2, "png")).startswith(b"\x89PNG\r\n")


def test_of_a_baseline_alone_and_of_what_outsiders_see_there_is_a_picture(asked: Asked):
    alone = Asked(STATE.model_copy(update={"levers": {}}), asked.folder)
    alone.advance(2)
    assert "Difference" not in file(alone, question(), 2, "svg").partition("</desc>")[2]
    assert "simulated reports" in unescape(file(asked, question("purges", "outsiders"), 2, "svg"))


def test_of_what_outsiders_do_not_see_there_is_none(asked: Asked):
    with pytest.raises(UsageError, match="see nothing of this"):
        file(asked, question(seen="outsiders"), 2, "svg")
