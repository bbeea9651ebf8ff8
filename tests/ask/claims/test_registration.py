"""Registrations: a hash of all that decides a claim, a text that is read again, and whether what was run is so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from politburo.answer.json_schema import answer_schema
from politburo.ask.claims.board import decide
from politburo.ask.claims.record import Claim, Rival, Test, Watch
from politburo.ask.claims.registration import (
    Registered,
    Registration,
    hash_of,
    read_registration,
    registration,
    standing,
)
from politburo.ask.claims.sentences import registrations
from politburo.country.countries import files_at
from politburo.scenario.new_file import write_country
from politburo.show.page.claims import board_page, markdown
from politburo.terms.errors import ClaimError
from tests.ask.claims.boards import HOSTILE
from tests.ask.claims.made import CALM

DAY = date(2026, 12, 1)
LOUD = replace(CALM, held=(("campaign", 0.9),))
FEAR = Test("fear", "", LOUD, CALM, Watch("fear", window=(0, 12)), "up", minimum=0.01)
ONE = Claim("X1", "Campaigns frighten", "own", "H", 3, (FEAR,))


def kept(folder: Path, *claims: Claim) -> Registered:
    (folder / "registered.toml").write_text(Registration(claims, DAY).text, encoding="utf-8")
    return read_registration(folder / "registered.toml")


def test_what_decides_a_claim_changes_its_hash():
    others = [
        replace(ONE, runs=4),
        replace(ONE, seed=5),
        replace(ONE, tests=(replace(FEAR, minimum=0.02),)),
        replace(ONE, tests=(replace(FEAR, expect="down"),)),
        replace(ONE, tests=(replace(FEAR, watch=Watch("fear", window=(0, 6))),)),
        replace(ONE, tests=(replace(FEAR, rival=Rival("without it", off=("chill",))),)),
        replace(ONE, tests=(replace(FEAR, changed=replace(LOUD, panel=True)),)),
        replace(ONE, id="X2"),
    ]
    assert len({hash_of(one) for one in (ONE, *others)}) == len(others) + 1


def test_words_about_a_claim_do_not():
    worded = replace(ONE, says="Other words", source="another", note="a note", provenance="R")
    assert hash_of(replace(worded, tests=(replace(FEAR, says="said"),))) == hash_of(ONE)


def test_the_files_of_a_country_of_ones_own_are_in_the_hash(tmp_path: Path):
    folder = tmp_path / "mine"
    write_country(str(folder))

    def of_now() -> str:
        files = files_at(folder).check()
        arms = (replace(arm, country="mine", files=files) for arm in (LOUD, CALM))
        changed, base = arms
        return hash_of(replace(ONE, tests=(replace(FEAR, changed=changed, base=base),)))

    before = of_now()
    assert of_now() == before != hash_of(ONE)
    country = folder / "country.toml"
    country.write_text(country.read_text().replace('"My country"', '"Another country"'))
    assert of_now() != before


def test_what_is_printed_is_read_again_whatever_a_claim_says(tmp_path: Path):
    found = kept(tmp_path, replace(ONE, says=HOSTILE), replace(ONE, id="X.1-a"))
    assert found.date == DAY
    assert found.claims == {"X1": hash_of(ONE), "X.1-a": hash_of(replace(ONE, id="X.1-a"))}
    assert all(line.startswith("# ") for line in Registration((ONE,), DAY).text.splitlines()[:3])


def test_a_claim_is_as_registered_or_changed_since_or_not_registered(tmp_path: Path):
    registered = kept(tmp_path, ONE)
    assert standing(ONE, registered) == "as registered on 2026-12-01"
    assert standing(replace(ONE, runs=4), registered) == "changed since it was registered on 2026-12-01"
    assert standing(replace(ONE, id="X2"), registered) == "not registered"
    assert standing(ONE, registered, short=True) == "in the short form, not as registered on 2026-12-01"
    other = registered.model_copy(update={"model": "another"})
    assert standing(ONE, other) == "as registered on 2026-12-01, the model changed since"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date = 2026-12-01", "'claims' is missing"),
        ("date = ", "is not valid TOML"),
        ("day = 1", "has no key 'day'"),
    ],
)
def test_what_is_no_registration_is_told_with_its_line(text: str, said: str, tmp_path: Path):
    (tmp_path / "wrong.toml").write_text(text)
    with pytest.raises(ClaimError, match=said):
        read_registration(tmp_path / "wrong.toml")
    with pytest.raises(ClaimError, match="cannot be read as a registration"):
        read_registration(tmp_path / "none.toml")


def test_as_an_answer_there_is_a_row_for_each_claim_and_the_day():
    found = registration([ONE])
    assert found.table("registration").records() == [{"claim": "X1", "hash": hash_of(ONE), "says": ONE.says}]
    told = found.to_json()
    jsonschema.validate(told, answer_schema())
    assert found.day.isoformat() in str(told["provenance"])
    assert "computer's clock" in repr(found)


@pytest.mark.slow
def test_the_board_says_of_each_claim_whether_it_is_as_registered(tmp_path: Path):
    other = replace(ONE, id="X2")
    board = decide([replace(ONE, runs=4), other], tmp_path / "kept", registration=kept(tmp_path, ONE, other))
    said = ["changed since it was registered on 2026-12-01", "as registered on 2026-12-01"]
    assert board.table("claims").column("registered") == said
    assert registrations(board) == f"Registration: 1 {said[0]}; 1 {said[1]}."
    assert registrations(board) in board.sentences
    assert f"Registration: {said[0]}." in board_page(board)
    assert f"Registration: {said[0]}." in markdown(board)
    without = decide([other], tmp_path / "kept")
    assert "registered" not in [column.name for column in without.table("claims").columns]
    assert registrations(without) == ""
