"""Parameters of private loyalty, its display, openness and bribery."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Believe:
    """Private loyalty L is on the real line; the logistic of it lies between 0 and 1."""

    rate: float = parameter(
        0.08,
        "share of the gap to its target that private loyalty closes in a month",
        unit="per month",
        low=0.01,
        high=0.3,
    )
    base: float = parameter(-0.4, "loyalty without rents, ties or fear", unit="1", low=-2, high=1)
    rents: float = parameter(
        1.2, "loyalty gained from a full rent", unit="1", low=0, high=3, mechanism="rents", neutral=0.0
    )
    prospects: float = parameter(
        1.0,
        "loyalty gained from the prospect of promotion within a year",
        unit="years",
        low=0,
        high=4,
        mechanism="promotion_prospects",
        neutral=0.0,
    )
    tie: float = parameter(
        0.6,
        "loyalty gained from a full tie to the leader",
        unit="1",
        low=0,
        high=2,
        mechanism="leader_tie",
        neutral=0.0,
    )
    shared_fate: float = parameter(
        0.5,
        "loyalty gained by a cadre who would lose everything with the regime",
        unit="1",
        low=0,
        high=2,
        mechanism="shared_fate",
        neutral=0.0,
    )
    campaign: float = parameter(
        0.2,
        "loyalty gained under a full campaign by a cadre without fear",
        unit="1",
        low=0,
        high=1,
        mechanism="indoctrination",
        neutral=0.0,
    )
    fear: float = parameter(
        2.0, "loyalty lost under full fear", unit="1", low=0, high=4, mechanism="resentment", neutral=0.0
    )
    exposure: float = parameter(
        0.8,
        "loyalty lost in full contact with a neighbour whose lead is 1",
        unit="1",
        low=0,
        high=3,
        mechanism="outside_comparison",
        neutral=0.0,
    )
    reform: float = parameter(
        1.0,
        "loyalty lost under full reform pressure by a cadre with a full rent",
        unit="1",
        low=0,
        high=3,
        mechanism="reform_resistance",
        neutral=0.0,
    )
    persuasion: float = parameter(
        1.0,
        "loyalty gained by a cadre who shows full disaffection to close friends who show none (lost if reversed)",
        unit="1",
        low=0,
        high=4,
        source="DeGroot 1974; Friedkin & Johnsen 1990 (mechanism; value assumed: a fifth of the way to friends' mean)",
        mechanism="persuasion",
        neutral=0.0,
    )
    display: float = parameter(
        6.0,
        "rise of displayed loyalty under full fear and full surveillance",
        unit="1",
        low=1,
        high=12,
        mechanism="preference_falsification",
        neutral=0.0,
    )
    display_campaign: float = parameter(
        0.6,
        "rise of displayed loyalty under a full campaign",
        unit="1",
        low=0,
        high=2,
        mechanism="campaign_display",
        neutral=0.0,
    )
    chill_close: float = parameter(
        1.0,
        "fall of openness toward close friends under full fear and full surveillance (exponent)",
        unit="1",
        low=0,
        high=4,
        mechanism="chill",
        neutral=0.0,
    )
    chill_acquaintances: float = parameter(
        4.0,
        "fall of openness toward acquaintances under full fear and full surveillance (exponent)",
        unit="1",
        low=0,
        high=10,
        mechanism="chill",
        neutral=0.0,
    )
    bribes_visible: float = parameter(
        5.0,
        "fall of visible bribe-taking under full fear (exponent)",
        unit="1",
        low=0,
        high=12,
        mechanism="bribery_chill",
        neutral=0.0,
    )
    bribes_hidden: float = parameter(
        0.4,
        "fall of hidden bribe-taking under full fear (exponent)",
        unit="1",
        low=0,
        high=2,
        mechanism="bribery_chill",
        neutral=0.0,
    )
