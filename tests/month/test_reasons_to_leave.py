"""Why the simulated leave, beside why those who arrived said they had left."""

from functools import cache

import numpy as np
import pytest

from politburo.country import build
from politburo.country.countries import files_of
from politburo.month import simulate
from politburo.month.now import Now
from politburo.scenario import adapt, load
from politburo.scenario.months import month_number
from politburo.terms.events import EVENT_NAMES

DEPARTURE = EVENT_NAMES.index("departure")


@cache
def wishes() -> tuple[float, float, float]:
    """What want, kin and politics have in the wish of those who leave from 2008 to August 2015, in persons."""
    parts = np.zeros(3)

    def look(now: Now) -> None:
        p, homes = now.parameters.live, now.state.homes
        left = (now.log.column("month") == now.month) & (now.log.column("kind") == DEPARTURE)
        who, persons = (now.log.column(name)[left] for name in ("agent", "persons"))
        want = p.exit_want * np.maximum(1 - homes.income[who], 0) ** 2
        kin = p.exit_kin * homes.kin_abroad[who]
        politics = p.exit_fear * homes.fear[who] + p.exit_discontent * (1 - homes.belief[who])
        share = persons / (want + kin + politics)
        parts[:] += (share * want).sum(), (share * kin).sum(), (share * politics).sum()

    scenario = adapt(load("north-korea"), until="2015-08", scale=0.03)
    assert scenario.start == month_number("2008-01")
    simulate(build("north-korea", 0.03), scenario, on_month=look)
    want, kin, politics = parts.tolist()
    return want, kin, politics


def said(*reasons: str) -> float:
    """How many of those who had arrived by August 2015 had given one of these reasons."""
    evidence = files_of("north-korea").evidence
    return sum(evidence.figure(f"reason_stock_{name}").value for name in reasons)


def test_kin_make_up_as_large_a_share_of_the_wish_of_those_who_leave_as_arrivals_say():
    """Want against family gone before, with and without those who were urged by others."""
    want, family, urged = said("hardship"), said("accompanying"), said("advice_of_others")
    by_want, by_kin, _ = wishes()
    assert family / (want + family) < by_kin / (by_kin + by_want) < (family + urged) / (want + family + urged)


def test_about_as_many_leave_for_politics_as_arrivals_say():
    want, kin, politics = wishes()
    named = said("fear_of_punishment", "regime_discontent", "longing_for_freedom")
    others = said("hardship", "accompanying", "advice_of_others")
    assert politics / (want + kin + politics) == pytest.approx(named / (named + others), rel=0.25)
