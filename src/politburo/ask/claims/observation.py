"""Looking at a pair of finished runs: who is asked about, and what is observed of them in each arm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from politburo.ask.claims.arms import change_month, country_of, start_month
from politburo.ask.claims.observables import Seen, value
from politburo.ask.claims.populations import Pair, among
from politburo.ask.claims.record import Arm, Watch

if TYPE_CHECKING:
    from politburo.month import Outcome


def looked_at(watch: Watch, changed: Arm, base: Arm, outcomes: Mapping[Arm, Outcome]) -> tuple[float, float]:
    """What is watched in the changed and in the base arm, among the same posts."""
    country = country_of(base.country, base.scale, base.exposure_at_random)
    who = among(watch.among, Pair(country, outcomes[changed], outcomes[base], change_month(base)))

    def seen(arm: Arm) -> float:
        start = start_month(arm)
        return value(watch, Seen(outcomes[arm], outcomes[base], country, who, change_month(arm) - start, start))

    return seen(changed), seen(base)
