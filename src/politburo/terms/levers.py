"""Levers: what the leader does and what the world does, month by month, as the scenario or the leader sets it."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.terms.declarations import parameter

EVEN = 0.5
"""Fragmentation of the organs of coercion at which it makes no difference."""


@dataclass(frozen=True, slots=True)
class Levers:
    """The leader's levers and the state of the world in one month."""

    purge_intensity: float = parameter(
        0.05,
        "expected share of top posts penalised for disloyalty in a year (q)",
        unit="per year",
        low=0,
        high=1,
        source="evidence table targets (order: 0.04 a year left the Soviet elite in normal times, 0.24 in the "
        "terror); assumed: at 1 as many penalties as posts",
    )
    warning: float = parameter(
        0.2,
        "purges announced in advance (1) or overnight (0)",
        unit="share",
        low=0,
        high=1,
        source="assumed: from overnight to announced; mostly overnight by default, as nothing obliges the leader to "
        "warn",
    )
    offence_threshold: float = parameter(
        1.5,
        "level of suspicion above which conduct counts as an offence",
        unit="1",
        low=0,
        high=5,
        source="assumed: suspicion is at most 7.3 at the default strengths: at 0 anybody offends, at 5 hardly anybody",
    )
    type_blindness: float = parameter(
        0.2,
        "share of penalties imposed regardless of conduct",
        unit="share",
        low=0,
        high=1,
        source="assumed: from only conduct to only chance; conduct mostly counts by default, or nobody would comply",
    )
    surveillance: float = parameter(
        0.5,
        "reach of surveillance",
        unit="share",
        low=0,
        high=1,
        source="assumed: from nobody to everybody watched; the middle by default, and both sides of it in scenarios",
    )
    fragmentation: float = parameter(
        EVEN,
        "fragmentation of the organs of coercion, which check each other",
        unit="share",
        low=0,
        high=1,
        source="Greitens 2016 (mechanism); assumed: from one organ for everything to organs each of which has a rival; "
        "at the middle, the default, it makes no difference",
    )
    campaign: float = parameter(
        0.2,
        "intensity of ideological campaigns",
        unit="share",
        low=0,
        high=1,
        source="assumed: from no meetings to nothing but meetings; a quiet year by default",
    )
    market_tolerance: float = parameter(
        0.5,
        "tolerance of markets (m)",
        unit="share",
        low=0,
        high=1,
        source="assumed: from all markets shut to none; half-way by default, as tolerated and not allowed",
    )
    border_control: float = parameter(
        0.5,
        "share of crossings that border control prevents",
        unit="share",
        low=0,
        high=1,
        source="assumed: from an open to a closed border; no count of crossings exists, so the middle by default. "
        "Ordinary people meet it in the price of a broker alone",
    )
    rents: float = parameter(
        1.0,
        "income that posts yield, relative to normal",
        unit="ratio",
        low=0,
        high=2,
        source="assumed: 1 is normal; at 0 posts yield nothing, at 2 twice as much, which no year's budget would allow",
    )
    reform_pressure: float = parameter(
        0.0,
        "pressure for reforms that reduce cadres' rents",
        unit="share",
        low=0,
        high=1,
        source="assumed: from no reforms to reforms that threaten all rents; none unless the scenario asks for them",
    )
    loyalty_over_competence: float = parameter(
        0.6,
        "weight of displayed loyalty relative to competence in appointments",
        unit="share",
        low=0,
        high=1,
        source="Egorov & Sonin 2011; Zakharov 2016 (mechanism: the one is had at the cost of the other); assumed: "
        "from competence alone to loyalty alone, a little toward loyalty by default",
    )
    assurance: float = parameter(
        0.0,
        "credibility of the security assurance in force",
        unit="share",
        low=0,
        high=1,
        source="assumed: from no assurance to one that nobody doubts; none unless the scenario gives it",
    )
    assurance_expected: float = parameter(
        0.0,
        "credibility of a security assurance that is expected but not given",
        unit="share",
        low=0,
        high=1,
        source="assumed: the scale of assurance, before it is given; none unless the scenario announces it",
    )
    external_threat: float = parameter(
        1.0,
        "threat from abroad, relative to normal",
        unit="ratio",
        low=0,
        high=2,
        source="assumed: 1 is normal; from no enemy to twice the normal threat, as on the eve of war",
    )
    sanctions: float = parameter(
        0.0,
        "severity of sanctions",
        unit="share",
        low=0,
        high=1,
        source="assumed: from none to a full stop of trade; none unless the scenario imposes them",
    )
    neighbour_lead: float = parameter(
        1.0,
        "the neighbour's lead in prosperity, relative to the start",
        unit="ratio",
        low=0,
        high=3,
        source="assumed: 1 at the start by definition; from a neighbour no richer to one whose lead is threefold",
    )
    harvest: float = parameter(
        1.0,
        "harvest relative to normal",
        unit="ratio",
        low=0.2,
        high=1.5,
        source="assumed: 1 is normal; a fifth is famine beyond which nobody could live on rations, half as much "
        "again a record",
    )
    markets: float = parameter(
        0.5,
        "spread of marketplaces, relative to the maximum",
        unit="share",
        low=0,
        high=1,
        source="evidence table livelihoods (total: official markets, relative to the highest count); assumed: half "
        "of that by default, about 2010 and 2011",
    )
    recall: float = parameter(
        0.0,
        "reach of an order that recalls cadres abroad home",
        unit="share",
        low=0,
        high=1,
        source="assumed: from nobody to everybody abroad ordered home; none unless the scenario recalls them",
    )
    posts_abroad: float = parameter(
        1.0,
        "share of posts abroad whose holders can get out; the others are withdrawn",
        unit="share",
        low=0,
        high=1,
        source="assumed: from all posts withdrawn to all open; all open unless the scenario withdraws some",
    )
    power_lost: float = parameter(
        0.0,
        "share of full power that the leader loses at once in the month",
        unit="share",
        low=0,
        high=1,
        source="Svolik 2009 (mechanism: power is a stock, which shocks reduce); assumed: from none to all of it, as on "
        "news of his death; none unless the scenario says so",
    )
    power_gained: float = parameter(
        0.0,
        "share of full power that the leader gains at once in the month",
        unit="share",
        low=0,
        high=1,
        source="Svolik 2009 (mechanism: power is a stock, which grows by opportunities taken); assumed: from none to "
        "all of it, as after a triumph; none unless the scenario says so",
    )
    news_from_outside: float = parameter(
        0.0,
        "cases of which news that outsiders publish tells everybody in the month, as of cases at the top",
        unit="cases",
        low=0,
        high=1000,
        source="Lohmann 1994 (mechanism: what becomes public moves all at once); assumed: from none to a report that "
        "names a thousand; none unless the scenario publishes it",
    )
