"""What is incidental about a run: the order that declarations allow, doings in place, streams that share nothing."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from politburo.ask.claims.arms import country_of, scenario_of
from politburo.ask.claims.around import THE_END, Around
from politburo.ask.claims.artefacts import ANOTHER_ORDER, VARIANTS
from politburo.ask.claims.record import Incidental
from politburo.month import PHASES, Outcome, Run
from politburo.numerics.chance import Purpose
from politburo.terms.events import EVENT_NAMES
from tests.ask.claims.made import CALM

USUAL = tuple(name for name, _ in PHASES)
HARSH = replace(CALM, throughout=(("purge_intensity", 0.3),), months=24, scale=0.3)


def writes(phase: str) -> set[str]:
    return set(sys.modules[f"politburo.month.{phase}"].WRITES)


def outcome(incidental: Incidental | None = None, arm=HARSH) -> Outcome:
    arm = replace(arm, incidental=incidental)
    around = Around.of(arm)
    run = Run(country_of(arm), scenario_of(arm), 0, phases=around.phases)
    run.go_on(before=around.doings({}))
    return run.outcome()


def test_the_other_order_is_the_one_that_declarations_allow():
    """The longest runs of phases that change no column in common, the other way round; the centre governs first."""
    runs: list[list[str]] = [[]]
    for phase in USUAL[1:]:
        if any(writes(phase) & writes(other) for other in runs[-1]):
            runs.append([])
        runs[-1].append(phase)
    assert (USUAL[0], *(phase for run in runs for phase in reversed(run))) == ANOTHER_ORDER


def test_phases_that_change_places_never_change_the_same_column():
    for first, second in combinations(USUAL, 2):
        if ANOTHER_ORDER.index(first) > ANOTHER_ORDER.index(second):
            assert not writes(first) & writes(second), (first, second)


def test_what_is_not_other_costs_nothing():
    around = Around.of(CALM)
    assert around.phases is None and around.doings({}) == {} and around.key(5) == 5


def test_the_usual_order_said_changes_no_bit_and_so_do_phases_that_have_nothing_in_common():
    moved = tuple(phase for phase in USUAL if phase != "live")
    after_believing = moved.index("believe") + 1
    live_later = (*moved[:after_believing], "live", *moved[after_believing:])
    prints = {outcome(Incidental(order=order)).fingerprint for order in ((), USUAL, live_later)}
    assert len(prints) == 1


def test_under_every_variant_the_course_of_a_run_is_another():
    changed = [variant.change(HARSH) for variant in VARIANTS.values()]
    prints = [outcome(arm.incidental, replace(arm, incidental=None)).fingerprint for arm in (HARSH, *changed)]
    assert len(set(prints)) == 1 + len(VARIANTS)


@pytest.mark.parametrize("name", VARIANTS)
def test_under_every_variant_what_is_told_stays_possible(name: str):
    arm = VARIANTS[name].change(HARSH)
    found = outcome(arm.incidental, replace(arm, incidental=None))
    events, cadres, count = found.events, found.state.cadres, country_of(arm).posts.count
    assert (found.series["cadres"] == found.series["cadres"][0]).all()
    assert len(np.unique(cadres.person)) == count
    assert all(np.isfinite(series).all() for series in found.series.values())
    assert (np.diff(events["month"]) >= 0).all()
    penalised = events["kind"] == EVENT_NAMES.index("penalty")
    ordinary = penalised & (events["month"] > 0)
    hit = np.stack([events["month"][ordinary], events["person"][ordinary]])
    assert len(np.unique(hit, axis=1).T) == ordinary.sum()  # nobody twice in a month
    gone = np.flatnonzero(np.isin(events["kind"], [EVENT_NAMES.index(kind) for kind in ("flight", "retirement")]))
    assert not set(events["person"][gone].tolist()) & set(cadres.person.tolist())


def test_what_is_done_before_a_phase_is_done_when_all_that_usually_comes_before_it_has_been_done():
    around = Around(Incidental(order=ANOTHER_ORDER))
    said: list[str] = []
    doings = around.doings({name: lambda now, name=name: said.append(name) for name in USUAL})
    for name, _ in around.phases or ():
        if name in doings:
            doings[name](None)  # pyright: ignore[reportArgumentType]
        said.append(f"{name} itself")
    assert said[-1] == f"{THE_END} itself"
    for place, name in enumerate(USUAL):
        done = said[: said.index(name)]
        assert {f"{earlier} itself" for earlier in USUAL[:place]} <= set(done), name
    assert [one for one in said if " " not in one] == list(USUAL)


def test_each_phase_draws_from_a_stream_that_no_other_has():
    drawn: dict[str, np.ndarray] = {}
    arm = replace(CALM, incidental=Incidental(streams=1))
    around, country = Around.of(arm), country_of(arm)
    looks = {name: lambda now, name=name: drawn.update({name: now.draw(Purpose.CHOOSE, 500).copy()}) for name in USUAL}
    run = Run(country, replace(scenario_of(arm), seed=1), 0)
    run.go_on(until=scenario_of(arm).start, before=around.doings(looks))
    assert all(abs(np.corrcoef(drawn[a], drawn[b])[0, 1]) < 0.2 for a, b in combinations(USUAL, 2))
    other = Around(Incidental(streams=2)).key(1)
    assert len({1, around.key(1), other}) == 3


def test_compiled_phases_draw_from_it_too():
    usual, other = outcome(), outcome(Incidental(streams=1))
    assert usual.fingerprint != other.fingerprint
    assert outcome(Incidental(streams=1)).fingerprint == other.fingerprint
