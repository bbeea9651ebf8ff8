"""Levers: what the leader does and what the world does, month by month, as the scenario or the leader sets it."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Levers:
    """The leader's levers and the state of the world in one month."""

    purge_intensity: float = parameter(
        0.05, "expected share of top posts penalised for disloyalty in a year (q)", unit="per year", low=0, high=1
    )
    warning: float = parameter(0.2, "purges announced in advance (1) or overnight (0)", unit="share", low=0, high=1)
    offence_threshold: float = parameter(
        1.5, "level of suspicion above which conduct counts as an offence", unit="1", low=0, high=5
    )
    type_blindness: float = parameter(
        0.2, "share of penalties imposed regardless of conduct", unit="share", low=0, high=1
    )
    surveillance: float = parameter(0.5, "reach of surveillance", unit="share", low=0, high=1)
    campaign: float = parameter(0.2, "intensity of ideological campaigns", unit="share", low=0, high=1)
    market_tolerance: float = parameter(0.5, "tolerance of markets (m)", unit="share", low=0, high=1)
    border_control: float = parameter(
        0.5, "share of crossings that border control prevents", unit="share", low=0, high=1
    )
    rents: float = parameter(1.0, "income that posts yield, relative to normal", unit="ratio", low=0, high=2)
    reform_pressure: float = parameter(
        0.0, "pressure for reforms that reduce cadres' rents", unit="share", low=0, high=1
    )
    loyalty_over_competence: float = parameter(
        0.6, "weight of displayed loyalty relative to competence in appointments", unit="share", low=0, high=1
    )
    assurance: float = parameter(0.0, "credibility of the security assurance in force", unit="share", low=0, high=1)
    assurance_expected: float = parameter(
        0.0, "credibility of a security assurance that is expected but not given", unit="share", low=0, high=1
    )
    external_threat: float = parameter(1.0, "threat from abroad, relative to normal", unit="ratio", low=0, high=2)
    sanctions: float = parameter(0.0, "severity of sanctions", unit="share", low=0, high=1)
    neighbour_lead: float = parameter(
        1.0, "the neighbour's lead in prosperity, relative to the start", unit="ratio", low=0, high=3
    )
    harvest: float = parameter(1.0, "harvest relative to normal", unit="ratio", low=0.2, high=1.5)
    markets: float = parameter(0.5, "spread of marketplaces, relative to the maximum", unit="share", low=0, high=1)
    broker_price: float = parameter(
        2000.0, "price of a broker for crossing the border", unit="USD", low=10, high=100000
    )
    recall: float = parameter(0.0, "reach of an order that recalls cadres abroad home", unit="share", low=0, high=1)
