"""The board as an answer: tables, sentences and figures, whatever of it was measured."""

from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from politburo.answer.json_schema import answer_schema
from politburo.ask.claims import asked_for
from politburo.ask.claims.board import Board, decide
from politburo.ask.claims.claim_file import elsewhere, parse
from politburo.ask.claims.designs import the_designs
from politburo.ask.claims.finding import VERDICTS
from politburo.ask.claims.observables import undecidable
from politburo.country import countries
from politburo.country.countries import files_of
from politburo.scenario.new_file import write_country
from politburo.show.page.claims import board_page
from politburo.terms.errors import ClaimError
from tests.ask.claims.boards import HOSTILE, board, designed, measured


def test_there_is_a_row_for_each_claim_with_the_test_that_stands_for_it():
    table = board().table("claims").to_pandas()
    assert table["claim"].tolist() == ["X1", "X2", "X3", "X4", "X5"]
    first = table.to_dict("records")[0]
    assert [first[name] for name in ("verdict", "effect", "low", "minimum")] == ["holds", 0.07, 0.06, 0.05]


def test_there_is_a_row_for_each_test_with_what_was_found():
    table = board().table("tests").to_pandas()
    assert len(table) == 7
    assert sum(isinstance(value, float) and value == value for value in board().table("tests").column("effect")) == 6


IN_TRADE = """
[settings.small]
country = "example"
start = "2000-01"
settle = 2
months = 4
scale = 0.02

[[claims]]
id = "X1"
says = "Purges frighten those who trade"
source = "own"
provenance = "H"
runs = 3
setting = "small"
changed = { held = { purge_intensity = 0.9 } }

[[claims.tests]]
name = "fear of all"
observe = "cadres.fear"
window = [0, 4]
expect = "up"

[[claims.tests]]
name = "fear in trade"
observe = "cadres.fear"
among = ["in post at the change", "in organs that trade"]
window = [0, 4]
expect = "up"
"""


@pytest.mark.slow
def test_a_claim_is_not_applicable_in_a_country_that_has_no_such_posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked = parse(IN_TRADE, "x.toml")
    assert decide(asked, tmp_path / "with").claim("X1").verdict in ("holds", "fails", "too small")
    files = files_of("example")
    idle = tuple((name, content.replace(b"trades = true", b"trades = false")) for name, content in files.contents)
    monkeypatch.setattr(countries, "files_of", lambda name: replace(files, contents=idle))
    found = decide(asked, tmp_path / "without")
    assert [one.verdict for one in found.claim("X1").findings][1] == found.claim("X1").verdict == "not applicable"
    why = "Example has no posts of organs that trade"
    assert why in found.to_markdown()
    assert why in board_page(found)
    (row,) = (dict(row) for row in found.table("claims").records())
    assert (row["verdict"], row["found"]) == ("not applicable", why)
    told = found.to_json()
    assert why in str(told)
    jsonschema.validate(told, answer_schema())


@pytest.mark.slow
def test_claims_are_decided_in_a_country_of_ones_own_but_for_those_on_the_course_of_another(tmp_path: Path):
    folder = tmp_path / "mine"
    write_country(str(folder))
    small, course = asked_for(None, only=("C18",), country=folder), asked_for(None, only=("C14",), country=folder)
    (arm,) = {test.base for test in small[0].tests}
    assert (arm.country_name, arm.scale) == ("my-country", 1.0)
    found = decide(small, tmp_path / "kept", short=True).claim("C18")
    assert found.verdict in VERDICTS.keys() - {"not applicable", "not decided"}
    with pytest.raises(ClaimError, match="X1 asks about posts of rank county, and My country has none"):
        elsewhere(parse(IN_TRADE.replace("in organs that trade", "rank county"), "x.toml"), folder)
    assert "of the scenario north-korea, and so of another country than My country" in undecidable(
        course[0], course[0].tests[0]
    )


def test_people_see_effects_in_words_with_the_level_of_their_intervals():
    said = repr(board())
    assert "0.070 → 0.14" in said
    assert "effect [95 %]" in said
    assert "95 % intervals over pairs of runs" in said
    assert "simulated, not observed" in said


def test_the_shares_of_the_sets_that_evidence_leaves_stand_with_each_claim_and_head_the_sentences():
    found = measured()
    assert found.sentences[0].startswith("Simulated under 200 parameter sets of left.csv")
    first = found.table("claims").records()[0]
    assert (first["sign_right"], first["sign_low"], first["minimum_reached"], first["telling"]) == (
        0.99,
        0.96,
        0.42,
        0.9,
    )
    assert [table.name for table in found.tables] == [
        "claims", "standing", "tests", "robustness", "artefacts", "variants", "mechanisms",
    ]  # fmt: skip


def test_robustness_lists_the_surest_claim_first_what_has_no_share_last_and_drawn_sets_apart():
    found = replace(measured(), robustness=measured().robustness[::-1])
    assert found.table("robustness").column("claim") == ["X1", "X2", "X4", "X1"]
    assert found.table("robustness").column("among") == ["left.csv", "left.csv", "left.csv", "drawn"]
    first = found.table("robustness").records()[0]
    told = ("sign_right", "minimum_high", "telling", "independent", "between", "sets", "informative", "scale")
    assert [first[name] for name in told] == [0.99, 0.55, 0.9, 20.5, 0.8, 200, 180, 1.0]
    assert str(first["deciders"]).startswith("fear.personal large; ")


def test_what_was_audited_stands_with_each_claim_and_each_variant():
    found = measured()
    assert found.table("claims").column("artefact") == [
        "shifted: other labels", "not measured", "not measured", "not measured", "not decided",
    ]  # fmt: skip
    assert found.table("artefacts").rows[0] == ("X1", "holds", "shifted", "robust", "shifted", "robust", "robust")
    (moved,) = [row for row in found.table("variants").to_pandas().to_dict("records") if row["standing"] == "shifted"]
    assert (moved["variant"], moved["why"], moved["effect"], moved["move"]) == (
        "other labels", "moved: fear", 0.09, 0.02,
    )  # fmt: skip
    (said,) = [one for one in found.sentences if "what must not matter" in one]
    assert said == (
        "Where what must not matter is other, of 2 claims: 1 shifted, 1 not decided. Of 4 looks at an effect about "
        "0.04 would be taken for a move by chance alone."
    )


def test_a_board_on_which_only_the_priors_were_asked_for_has_no_claims_decided():
    found = replace(measured(), decided=(), matrix=None, audited=())
    assert [table.name for table in found.tables] == ["robustness"]
    assert found.figures == ()
    assert len(found.sentences) == 1


def test_a_matrix_has_a_row_for_each_test_and_mechanism():
    rows = measured().table("mechanisms").records()
    assert {"claim": "X1", "test": "fear", "mechanism": "chill", "lost": 0.9} in rows


def test_a_board_in_json_is_an_answer_and_text_stays_text():
    jsonschema.validate(measured(Path("x")).to_json(), answer_schema())
    html = board()._repr_html_()
    assert HOSTILE not in html
    assert "<script>" not in html


def test_each_claim_shows_its_design_whose_voice_it_is_whether_it_is_confirmed_and_what_the_rival_gives():
    found = designed()
    first, second, *_ = found.table("claims").records()
    assert (first["design"], first["kind"], first["voice"], first["standing"]) == (
        "0123456789", "claim", "reporter", "confirmed",
    )  # fmt: skip
    assert str(first["rival"]).startswith("the fearless")
    assert str(first["rival"]).endswith(": +0.001 [−0.010, +0.020] fails")
    assert (second["standing"], second["standing_why"]) == ("exploratory", "window, 2026-12-01")
    assert (second["verdict"], second["found"]) == ("not testable yet", "–")
    assert second["why"] == f"observable: {HOSTILE}"
    said = str(found.table("claims").note)
    assert the_designs().hash in said
    assert "1 claim can be tested, 1 cannot yet" in said
    assert "Confirmed, with the model frozen and on fresh seeds: 1; exploratory: 0." in said
    assert "0123456789" in repr(found)
    jsonschema.validate(found.to_json(), answer_schema())


def test_implementation_checks_stand_in_a_table_of_their_own():
    found = designed()
    assert [table.name for table in found.tables][:4] == ["claims", "standing", "checks", "tests"]
    assert found.table("checks").column("claim") == ["X3"]
    assert "X3" not in found.table("claims").column("claim")
    assert "decide no claim" in str(found.table("checks").note)
    assert found.tests == 3
    alone = replace(found, decided=found.decided[2:3])
    assert [table.name for table in alone.tables] == ["checks", "tests"]


def test_a_board_of_claims_without_designs_has_no_column_for_them():
    table = board().table("claims")
    assert "design" not in [column.name for column in table.columns]
    assert table.note == ""


def test_what_cannot_be_tested_yet_is_asked_for_by_its_name_and_says_what_is_missing(tmp_path: Path):
    found = decide(asked_for(None, only=("C30",)), tmp_path)
    assert found.claim("C30").verdict == "not testable yet"
    assert "mechanism: fear read off manners" in found.claim("C30").why
    assert found.figures == ()
    assert "not testable yet" in board_page(found)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["effects", "matrix"])
def test_a_board_draws_its_figures(name: str):
    assert name in measured().figures
    assert measured().plot(name).description


def test_an_unknown_claim_names_those_there_are():
    with pytest.raises(ClaimError, match=r"There is no claim 'X0' on this board; it can be 'X1'.*\.$"):
        Board.claim(board(), "X0")
