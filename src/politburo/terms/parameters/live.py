"""Parameters of households: income, belief and departure."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter

STATED_REASONS = "evidence table defectors; split between the two assumed"
"""Of those who had arrived by 2015 and named want, family gone before or the urging of others, a third named one of the
latter two: from 0.27 (family alone) to 0.34. With being watched and being called given equal strength, kin make up that
share of the simulated wish of those who leave from 2008 to 2015."""


@dataclass(frozen=True, slots=True)
class Live:
    """Income is in units of subsistence (1 = just enough for a month)."""

    ration: float = parameter(0.55, "value of a full ration in a normal harvest", unit="subsistence", low=0.2, high=1.0)
    market_yield: float = parameter(
        1.1,
        "income per unit of market aptitude where markets are fully tolerated and present",
        unit="subsistence",
        low=0.3,
        high=3,
        mechanism="markets",
        neutral=0.0,
    )
    sanctions_bite: float = parameter(
        0.25,
        "share of market income lost under full sanctions",
        unit="share",
        low=0,
        high=0.6,
        mechanism="sanctions",
        neutral=0.0,
    )
    dearness: float = parameter(
        1.0,
        "rise of the price of food with its scarcity: at 1, half a harvest halves what market income buys",
        unit="1",
        low=0,
        high=2,
        source="Haggard & Noland 2007 (mechanism; value assumed)",
        mechanism="food_prices",
        neutral=0.0,
    )
    remittance: float = parameter(
        1.0,
        "income per unit share of kin abroad",
        unit="subsistence",
        low=0,
        high=4,
        mechanism="remittances",
        neutral=0.0,
    )
    hardship_slope: float = parameter(
        4.0, "steepness of hardship around the subsistence income", unit="1", low=1, high=10
    )
    survival_income: float = parameter(
        0.4,
        "income below which nothing is saved",
        unit="subsistence",
        low=0.2,
        high=0.8,
        source="assumed: below subsistence, which includes more than food",
    )
    saving: float = parameter(
        0.2, "share of income above bare survival that is saved", unit="share", low=0.02, high=0.6
    )
    precaution: float = parameter(
        0.5,
        "relative rise of saving of a household without any confidence in stability",
        unit="share",
        low=0,
        high=2,
        source="Giavazzi & McMahon 2012; Mun & Jung 2017 (mechanism; value assumed)",
        mechanism="precaution",
        neutral=0.0,
    )
    subsistence_usd: float = parameter(
        40.0, "a month's subsistence at the market exchange rate", unit="USD", low=15, high=100
    )
    cash_kept: float = parameter(
        0.97, "share of savings that remains after a month of other spending", unit="per month", low=0.8, high=1
    )
    belief_rate: float = parameter(
        0.03, "share of the gap to its target that belief closes in a month", unit="per month", low=0.005, high=0.2
    )
    belief_base: float = parameter(
        0.75, "belief in the system without hardship or markets", unit="share", low=0.4, high=0.95
    )
    belief_market: float = parameter(
        0.35,
        "belief lost by a household that lives from the market alone",
        unit="share",
        low=0,
        high=0.7,
        mechanism="disenchantment",
        neutral=0.0,
    )
    belief_hardship: float = parameter(0.25, "belief lost under full hardship", unit="share", low=0, high=0.6)
    grievance_rate: float = parameter(
        0.1, "share of the gap to its target that grievance closes in a month", unit="per month", low=0.02, high=0.5
    )
    grievance_hardship: float = parameter(0.8, "grievance under full hardship", unit="share", low=0.3, high=1)
    grievance_disbelief: float = parameter(
        0.2, "grievance of a household without any belief in the system", unit="share", low=0, high=0.5
    )
    confidence_rate: float = parameter(
        0.08, "share of lost confidence in stability that is regained in a month", unit="per month", low=0.01, high=0.4
    )
    confidence_floor: float = parameter(
        0.7,
        "confidence in stability that a household without any belief in the system recovers to",
        unit="share",
        low=0.4,
        high=0.95,
        source="assumed: a regime that has lasted decades is expected to last by those too who do not believe in it",
    )
    confidence_purge: float = parameter(
        0.04,
        "confidence lost when all of the month's news is of purges at the top",
        unit="share",
        low=0,
        high=0.3,
        mechanism="public_confidence",
        neutral=0.0,
    )
    confidence_flight: float = parameter(
        0.04,
        "confidence lost when all of the month's news is of flights of cadres",
        unit="share",
        low=0,
        high=0.3,
        mechanism="public_confidence",
        neutral=0.0,
    )
    confidence_kin: float = parameter(
        0.2,
        "confidence lost by a household whose relatives all leave",
        unit="share",
        low=0,
        high=1,
        source="Pfaff 2006 (mechanism; value assumed)",
        mechanism="public_confidence",
        neutral=0.0,
    )
    advance: float = parameter(
        0.05, "share of the broker's price that is paid before leaving", unit="share", low=0.05, high=1
    )
    exit_rate: float = parameter(
        0.0007,
        "hazard of leaving with a full wish, means and access and an open border",
        unit="per month",
        low=0.0002,
        high=0.05,
        mechanism="departures",
        neutral=0.0,
    )
    exit_want: float = parameter(
        1.0, "wish to leave under full hardship", unit="1", low=0, high=3, mechanism="want", neutral=0.0
    )
    exit_watched: float = parameter(
        9.0,
        "wish to leave of a household whose relatives all left, under full surveillance",
        unit="1",
        low=0,
        high=20,
        source=STATED_REASONS,
        mechanism="watched_kin",
        neutral=0.0,
    )
    exit_call: float = parameter(
        9.0,
        "wish to leave of a household whose relatives all left and urge it to follow",
        unit="1",
        low=0,
        high=20,
        source=STATED_REASONS,
        mechanism="kin_call",
        neutral=0.0,
    )
    kin_per_leaver: float = parameter(
        4.0, "relatives at home per person who leaves", unit="persons", low=1, high=8, mechanism="kin_news", neutral=0.0
    )
    kin_own: float = parameter(
        0.5,
        "share of a leaver's relatives who belong to the own household",
        unit="share",
        low=0.2,
        high=0.8,
        source="assumed: as many in the household as among its kin",
    )
    kin_kept: float = parameter(
        0.99, "share of ties to relatives abroad that remain after a month", unit="per month", low=0.9, high=1
    )
