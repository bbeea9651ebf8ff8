"""The audit: rules on numbers that were made up, faults that were planted, and what is kept."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.claims import artefacts
from politburo.ask.claims.artefacts import (
    ARTEFACTS_FILE,
    VARIANTS,
    Audited,
    Part,
    Standing,
    Under,
    artefact_batches,
    audit,
    kept_audit,
)
from politburo.ask.claims.changes import PRACTICES, Change
from politburo.ask.claims.designs import whole_board
from politburo.ask.claims.finding import Effect, Verdict
from politburo.ask.claims.folder import ClaimsFolder
from politburo.ask.claims.measurement import Measurements, months_of, pairs_for
from politburo.ask.claims.record import Arm, Claim, Measured, Test, Watch, shortened
from politburo.ask.claims.sentences import artefacts as told
from politburo.month import PHASES
from politburo.month.now import Now
from politburo.numerics.chance import Purpose
from politburo.run.engines import Threads, Workers

HALF = Arm(country="example", start="2000-01", settle=6, months=6, scale=0.4)
LOUD = replace(HALF, held=(("campaign", 0.9),))
FEAR = Test("fear", "", LOUD, HALF, Watch("fear", window=(0, 6)), "up", minimum=0.01)
ORDER, LABELS, POPULATION, STREAMS = VARIANTS


def claim(*tests: Test, runs: int = 4) -> Claim:
    return Claim("X1", "says", "own", "H", runs, tests or (FEAR,))


def standings(one: Audited) -> dict[str, Standing]:
    return {under.variant: one.standing(under) for under in one.variants}


def audited_as(monkeypatch: pytest.MonkeyPatch, folder: Path, *effects: list[float], test: Test = FEAR) -> Audited:
    """What is found where the claim as it is, and then under each variant, gives these differences."""

    def measured(*_: object, **__: object) -> list[Measurements]:
        rows = [[{"fear": Measured(effect, 0.0)} for effect in of] for of in effects]
        return [Measurements({"X1": of}, {"X1": 0.0}) for of in rows]

    monkeypatch.setattr(artefacts, "measure", measured)
    (found,) = audit([claim(test)], folder)
    return found


USUAL = [0.20, 0.22, 0.21, 0.19, 0.20]


def test_a_claim_is_robust_shifted_or_fragile_by_the_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    same, more, none = [0.21, 0.20, 0.22, 0.19, 0.21], [0.30, 0.31, 0.32, 0.29, 0.30], [0.1, -0.1, 0.05, -0.05, 0.0]
    turned = [-value for value in USUAL]
    found = audited_as(monkeypatch, tmp_path, USUAL, same, more, none, turned)
    assert list(standings(found).values()) == ["robust", "shifted", "fragile", "fragile"]
    assert (found.worst, found.to_blame) == ("fragile", (POPULATION, STREAMS))
    assert not found.by_chance_perhaps
    said = [found.reason(under) for under in found.variants]
    assert said == ["", "moved: fear", "holds as it is, fails here; moved: fear",
                    "holds as it is, fails here; the other sign: fear; moved: fear"]  # fmt: skip


def test_where_nothing_is_asked_for_the_sign_alone_can_make_a_claim_fragile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    shown = replace(FEAR, expect="reported")
    near_zero, beyond = [0.01, -0.01, 0.02, -0.02, 0.001], [-0.01, 0.01, -0.02, 0.02, -0.002]
    turned = [-value for value in USUAL]
    found = audited_as(monkeypatch, tmp_path, near_zero, beyond, near_zero, turned, near_zero, test=shown)
    assert list(standings(found).values()) == ["robust", "robust", "fragile", "robust"]


def test_another_verdict_without_a_move_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    edge = replace(FEAR, minimum=0.2)
    less = [0.21, 0.18, 0.19, 0.22, 0.195]
    found = audited_as(monkeypatch, tmp_path, USUAL, less, USUAL, USUAL, USUAL, test=edge)
    assert standings(found)[ORDER] == "fragile"
    assert found.by_chance_perhaps
    assert "1 fragile (in 1 of them only the verdict, while no effect has moved beyond chance)" in told([found])
    assert found.reason(found.variants[0]) == (
        "holds as it is, too small here; no effect has moved beyond chance, which alone may have made the difference"
    )


def test_a_move_by_less_than_a_hundredth_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    a_little, more = ([value * by for value in USUAL] for by in (1.001, 1.02))
    found = audited_as(monkeypatch, tmp_path, USUAL, a_little, more, USUAL, USUAL)
    assert list(standings(found).values()) == ["robust", "shifted", "robust", "robust"]


def test_where_an_effect_has_no_interval_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    fallen = [0.2, math.nan, math.nan, 0.2, math.nan]
    found = audited_as(monkeypatch, tmp_path, fallen, USUAL, USUAL, USUAL, USUAL)
    assert set(standings(found).values()) == {"not decided"} == {found.worst}
    assert found.reason(found.variants[0]) == "nothing is decided as it is"
    found = audited_as(monkeypatch, tmp_path, USUAL, USUAL, USUAL, fallen, USUAL)
    assert (standings(found)[POPULATION], found.worst) == ("not decided", "not decided")
    assert found.reason(found.variants[2]) == "nothing is decided here"


def test_a_country_that_is_simulated_whole_cannot_be_doubled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    whole = replace(FEAR, changed=replace(LOUD, scale=1.0), base=replace(HALF, scale=1.0))
    assert [len(batch) for batch in artefact_batches([claim(whole)])] == [1, 1, 1, 0, 1]

    def measured(*_: object, **__: object) -> list[Measurements]:
        there = Measurements({"X1": [{"fear": Measured(effect, 0.0)} for effect in USUAL]}, {"X1": 0.0})
        return [there, there, there, Measurements({}, {}), there]

    monkeypatch.setattr(artefacts, "measure", measured)
    (found,) = audit([claim(whole)], tmp_path)
    assert standings(found)[POPULATION] == "not applicable"
    assert found.reason(found.variants[2]) == "the whole country is simulated as it is"
    assert found.worst == "robust"


def test_runs_of_a_variant_are_never_taken_for_those_of_another():
    names = [{pairs.name for pairs in pairs_for(batch)} for batch in artefact_batches([claim()])]
    assert len(set.union(*names)) == sum(map(len, names)) == 5 * 4


def test_what_was_found_is_kept_and_read_for_the_same_claim_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    found = audited_as(monkeypatch, tmp_path, USUAL, USUAL, [value + 0.1 for value in USUAL], USUAL, USUAL)
    assert repr(kept_audit([claim()], tmp_path)) == repr((found,))
    assert kept_audit([claim(replace(FEAR, minimum=0.02))], tmp_path) == ()
    kept = ClaimsFolder(tmp_path).found(ARTEFACTS_FILE)
    for damage in ("x", [], kept["X1"]["under"][:-1], [{}] * 5):
        ClaimsFolder(tmp_path).keep_found(ARTEFACTS_FILE, {"X1": kept["X1"] | {"under": damage}})
        assert kept_audit([claim()], tmp_path) == ()
    ClaimsFolder(tmp_path).keep_found(ARTEFACTS_FILE, kept)
    assert len(kept_audit([claim()], tmp_path)) == 1
    monkeypatch.setitem(VARIANTS, ORDER, replace(VARIANTS[ORDER], change=lambda arm: replace(arm, settle=9)))
    assert kept_audit([claim()], tmp_path) == ()
    (tmp_path / ARTEFACTS_FILE).write_text("{")
    assert kept_audit([claim()], tmp_path) == ()


def test_the_whole_board_takes_less_than_an_hour_on_two_cores():
    """Months at the pace of 5 ms at a tenth of the country, and in proportion to what is simulated beyond."""
    months = months_of(artefact_batches(whole_board()))
    assert sum(count * 0.005 * max(scale / 0.1, 1) for scale, count in months.items()) / 2 < 3600


def test_of_a_claim_that_cannot_be_tested_nothing_is_asked():
    assert artefact_batches([claim(), Claim("X2", "says", "own", "H", 0, ())])[0] == (claim(),)


def frightened(monkeypatch: pytest.MonkeyPatch, fright: Callable[[Now], None]) -> Arm:
    """An arm in which so is done every month from the change on, once fear is felt and before anybody acts on it."""
    monkeypatch.setitem(PRACTICES, "planted", Change("a fault", doings=lambda before: {"believe": fright}))
    return replace(HALF, practice="planted")


def fault_in(found: Audited) -> set[str]:
    return {name for name, standing in standings(found).items() if standing in ("shifted", "fragile")}


@pytest.mark.slow
def test_a_fault_that_goes_by_the_numbers_of_agents_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def first_ones(now: Now) -> None:
        now.cadres.fear[: len(now.cadres.fear) // 4] = 0.9

    watch = Watch("cadres.fear", among=("in rank 1",), window=(0, 6))
    fault = replace(FEAR, changed=frightened(monkeypatch, first_ones), watch=watch, minimum=0.2)
    (found,) = audit([claim(fault)], tmp_path)
    assert found.usual.verdict == "holds"
    assert standings(found)[LABELS] == "fragile"
    assert fault_in(found) == {LABELS}


@pytest.mark.slow
def test_a_stream_of_chance_that_phases_share_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def whom_chance_will_have_lie_low(now: Now) -> None:
        now.cadres.fear[now.draw(Purpose.CHOOSE, len(now.cadres.fear)) > 0.8] = 0.95

    arm = frightened(monkeypatch, whom_chance_will_have_lie_low)
    fault = replace(FEAR, changed=arm, watch=Watch("lying_low", window=(0, 6)), scale="log", minimum=0.1)
    (found,) = audit([claim(fault, runs=8)], tmp_path)
    assert found.usual.verdict == "holds"
    assert fault_in(found) == {STREAMS}


@pytest.mark.slow
def test_an_effect_of_the_size_of_the_population_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def shared_out(now: Now) -> None:
        now.cadres.fear[:] = np.minimum(now.cadres.fear + 100 / len(now.cadres.fear), 0.98)

    (found,) = audit([claim(replace(FEAR, changed=frightened(monkeypatch, shared_out), minimum=0.055))], tmp_path)
    assert found.usual.verdict == "holds"
    assert standings(found)[POPULATION] == "fragile"
    assert standings(found)[LABELS] == standings(found)[STREAMS] == "robust"


NEWS = replace(
    FEAR,
    changed=replace(HALF, shock="penalty heard"),
    watch=Watch("cadres.fear", among=("close friends of the drawn",), window=(0, 6)),
    minimum=0.005,
)


@pytest.mark.slow
def test_an_effect_of_the_order_of_two_phases_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def believe_and_forget(now: Now) -> None:
        now.cadres.penalties_heard[:] = 0
        dict(PHASES)["believe"](now)

    (sound,) = audit([claim(NEWS)], tmp_path / "sound")
    assert standings(sound)[ORDER] == "robust"
    phases = tuple((name, believe_and_forget if name == "believe" else phase) for name, phase in PHASES)
    monkeypatch.setattr(sys.modules["politburo.month.the_month"], "PHASES", phases)
    (found,) = audit([claim(NEWS)], tmp_path / "faulty")
    assert found.usual.verdict == "holds"
    assert standings(found)[ORDER] == "fragile"
    assert fault_in(found) == {ORDER}


@pytest.mark.cluster
def test_threads_and_workers_find_the_same_to_the_bit_and_go_on_where_they_stopped(tmp_path: Path):
    asked = [claim(replace(FEAR, changed=replace(LOUD, months=3), base=replace(HALF, months=3),
                           watch=Watch("fear", window=(0, 3))))]  # fmt: skip
    one = audit(asked, tmp_path / "one", engine=Threads(1))
    for kept in sorted((tmp_path / "one").glob("*-run-*.json"))[::2]:
        kept.unlink()
    assert repr(audit(asked, tmp_path / "one", engine=Threads(2))) == repr(one)
    assert repr(audit(asked, tmp_path / "two", engine=Workers(2))) == repr(one)


@pytest.mark.slow
def test_a_small_form_of_the_boards_own_claims_is_audited(tmp_path: Path):
    board = [one for one in whole_board() if one.id in ("C16", "C18", "C24")]
    small = [replace(one, runs=3) for one in shortened(board, scale=0.15, runs=0.0)]
    found = audit(small, tmp_path)
    assert [one.claim.id for one in found] == [one.id for one in small]
    for one in found:
        assert [under.variant for under in one.variants] == list(VARIANTS)
        assert all(math.isfinite(part.effect.mean) for part in one.usual.parts)
        assert one.worst != "not applicable"


def made_up(verdict: Verdict = "holds", move: float = 0.0) -> Under:
    return Under("v", verdict, (Part("fear", Effect(0.2, 0.1, 0.3, verdict), move, move, move),))


def test_the_worst_variant_is_what_the_claim_is():
    for variants, worst in (
        ((made_up(), made_up(move=0.1)), "shifted"),
        ((made_up("fails"), made_up(move=0.1)), "fragile"),
        ((made_up(), Under("v", "not applicable", why="not there")), "robust"),
        ((made_up(), made_up("not decided", move=math.nan)), "not decided"),
        ((made_up(move=0.1), made_up("not decided", move=math.nan)), "shifted"),
        ((Under("v", "not applicable", why="not there"),), "not applicable"),
    ):
        assert Audited(claim(), made_up(), variants).worst == worst


@pytest.mark.parametrize("without", ["as it is", "here"])
def test_where_nothing_is_decided_its_effects_alone_are_looked_at(without: str):
    usual = made_up("not decided" if without == "as it is" else "holds")
    other = "holds" if without == "as it is" else "not decided"
    turned = Under("v", other, (Part("fear", Effect(-0.2, -0.3, -0.1, other), -0.4, -0.5, -0.3),))
    for under, standing in ((made_up(other), "robust"), (made_up(other, move=0.1), "shifted"), (turned, "fragile")):
        found = Audited(claim(), usual, (under,))
        assert found.standing(under) == standing
        assert found.reason(under).startswith(f"nothing is decided {without}: by its effects alone")
    assert Audited(claim(), usual, (turned,)).reason(turned).endswith("the other sign: fear; moved: fear")
