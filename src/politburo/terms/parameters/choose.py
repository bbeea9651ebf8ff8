"""Parameters of the choice to serve, lie low, flee or plot."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Choose:
    """Serving and lying low are weighed against each other; flight and plotting are hazards."""

    ruin: float = parameter(
        1.5, "loss of the value of a post under full fear, relative to its rent", unit="share", low=0.3, high=4
    )
    serving: float = parameter(0.5, "value of serving to a cadre of full private loyalty", unit="rents", low=0, high=2)
    perks: float = parameter(
        0.6,
        "share of the rent that is enjoyed in company and lost where acquaintances fall silent",
        unit="share",
        low=0,
        high=1,
        mechanism="lost_company",
        neutral=0.0,
    )
    compliance: float = parameter(
        0.5,
        "share of the protection that loyal conduct seems to give on which a serving cadre counts",
        unit="share",
        low=0,
        high=1,
        mechanism="compliance",
        neutral=0.0,
    )
    low_rent: float = parameter(0.6, "share of the rent that a trivial post yields", unit="share", low=0.2, high=0.9)
    low_serving: float = parameter(
        0.5,
        "share of the value of serving that a trivial post leaves to a cadre of full private loyalty",
        unit="share",
        low=0,
        high=1,
        source="assumed: who lies low still serves, with less to do",
    )
    low_face: float = parameter(0.15, "loss of face in a trivial post", unit="rents", low=0, high=1)
    low_rate: float = parameter(
        0.05,
        "hazard of moving to or from a trivial post when it is clearly better",
        unit="per month",
        low=0.005,
        high=0.3,
        mechanism="lying_low",
        neutral=0.0,
    )
    low_slope: float = parameter(
        6.0, "sharpness of the choice between serving and lying low", unit="per rent", low=1, high=20
    )
    flee_rate: float = parameter(
        0.00035,
        "hazard of flight from a post abroad, without fear or temptation",
        unit="per month",
        low=0.00001,
        high=0.005,
        mechanism="cadre_flight",
        neutral=0.0,
    )
    flee_inland: float = parameter(
        1.7,
        "opportunity to flee from a province with an open border, relative to a post abroad",
        unit="share",
        low=0,
        high=2,
    )
    flee_fear: float = parameter(
        6.0,
        "rise of the hazard of flight under full fear (exponent)",
        unit="1",
        low=0,
        high=10,
        mechanism="flight_from_fear",
        neutral=0.0,
    )
    flee_news: float = parameter(
        1.5,
        "rise of the hazard of flight with full news of flights (exponent)",
        unit="1",
        low=0,
        high=4,
        mechanism="flight_contagion",
        neutral=0.0,
    )
    flee_outside: float = parameter(
        1.0,
        "rise of the hazard of flight with the neighbour's lead, in full contact with it (exponent)",
        unit="1",
        low=0,
        high=4,
        mechanism="outside_option",
        neutral=0.0,
    )
    flee_loyalty: float = parameter(
        2.0, "fall of the hazard of flight with full private loyalty (exponent)", unit="1", low=0, high=6
    )
    flee_family: float = parameter(
        1.5,
        "fall of the hazard of flight with the family kept at home (exponent)",
        unit="1",
        low=0,
        high=5,
        mechanism="hostages",
        neutral=0.0,
    )
    plot_rate: float = parameter(
        0.0002,
        "hazard of plotting, without fear or disloyalty",
        unit="per month",
        low=0.00001,
        high=0.01,
        mechanism="plotting",
        neutral=0.0,
    )
    plot_fear: float = parameter(
        4.0,
        "rise of the hazard of plotting under full fear (exponent)",
        unit="1",
        low=0,
        high=10,
        mechanism="desperation",
        neutral=0.0,
    )
    plot_trust: float = parameter(
        4.0,
        "rise of the hazard of plotting with disaffection shown by friends who talk (exponent)",
        unit="1",
        low=0,
        high=10,
        mechanism="trust_among_friends",
        neutral=0.0,
    )
    plot_arms: float = parameter(
        1.0, "rise of the hazard of plotting with the means to resist (exponent)", unit="1", low=0, high=4
    )
    plot_surveillance: float = parameter(
        3.0,
        "fall of the hazard of plotting under full surveillance (exponent)",
        unit="1",
        low=0,
        high=8,
        mechanism="surveillance_deters",
        neutral=0.0,
    )
    plot_loyalty: float = parameter(
        6.0, "fall of the hazard of plotting with full private loyalty (exponent)", unit="1", low=1, high=12
    )
    fate: float = parameter(
        1.0,
        "fall of the hazards of flight and plotting for a cadre who would lose everything with the regime (exponent)",
        unit="1",
        low=0,
        high=4,
        mechanism="shared_fate",
        neutral=0.0,
    )
    plot_dropped: float = parameter(0.15, "hazard of giving up a plot", unit="per month", low=0.02, high=0.5)
