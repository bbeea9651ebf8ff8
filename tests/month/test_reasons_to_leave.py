"""Why the simulated leave, beside why those who arrived said they had left."""

import numpy as np

from politburo.country import build
from politburo.country.countries import files_of
from politburo.month import simulate
from politburo.month.now import Now
from politburo.scenario import adapt, load
from politburo.scenario.months import month_number


def test_kin_make_up_as_large_a_share_of_the_wish_of_those_who_leave_as_arrivals_say():
    """Want against family gone before, with and without those who were urged by others."""
    want, family, urged = (
        files_of("north-korea").evidence.figure(f"reason_stock_{name}").value
        for name in ("hardship", "accompanying", "advice_of_others")
    )
    parts = np.zeros(2)

    def look(now: Now) -> None:
        p, homes, country = now.parameters.live, now.state.homes, now.country.households
        r = homes.cash / (p.advance * now.levers.broker_price)
        can = country.weight * country.readiness * (1 - now.levers.border_control) * r / (1 + r)
        of_kin = (p.exit_watched * now.levers.surveillance + p.exit_call) * homes.kin_abroad
        parts[:] += (can * of_kin).sum(), (can * p.exit_want * homes.hardship).sum()

    scenario = adapt(load("north-korea"), until="2015-08", scale=0.03)
    assert scenario.start == month_number("2008-01")
    simulate(build("north-korea", 0.03), scenario, on_month=look)
    assert family / (want + family) < parts[0] / parts.sum() < (family + urged) / (want + family + urged)
