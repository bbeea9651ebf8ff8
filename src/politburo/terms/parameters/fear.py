"""Parameters of perceived risk and fear."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Fear:
    """Perceived risk is the yearly hazard of being penalised, as the cadre sees it."""

    prior: float = parameter(0.01, "risk that any cadre expects without news", unit="per year", low=0, high=0.05)
    circle: float = parameter(
        0.5,
        "weight of the rate of penalties observed in the cadre's own circle",
        unit="1",
        low=0,
        high=1.5,
        mechanism="learning_circle",
        neutral=0.0,
    )
    conduct: float = parameter(
        0.5,
        "weight of the rate of penalties observed among cadres of the same rank who display as much loyalty",
        unit="1",
        low=0,
        high=1.5,
        mechanism="learning_conduct",
        neutral=0.0,
    )
    personal: float = parameter(
        0.2,
        "risk added by the worst possible news",
        unit="per year",
        low=0,
        high=1,
        mechanism="personal_news",
        neutral=0.0,
    )
    kindred: float = parameter(
        0.5,
        "degree to which news frightens cadres who behave as the victims did more, and others less",
        unit="share",
        low=0,
        high=1,
        mechanism="kindred_news",
        neutral=0.0,
    )
    learning: float = parameter(
        12.0, "half-life of the memory of observed rates of penalties", unit="months", low=3, high=48
    )
    prior_posts: float = parameter(
        25.0,
        "posts' worth of the rank's mean rate that is mixed into the rate of each level of displayed loyalty",
        unit="posts",
        low=5,
        high=100,
        source="assumed: about the posts of a rank whose fate a cadre knows, so that no single case decides",
    )
    adjustment: float = parameter(
        0.4,
        "share of the gap to its target that perceived risk closes in a month",
        unit="per month",
        low=0.1,
        high=1,
    )
    campaign: float = parameter(
        0.6,
        "rise of perceived risk under a full campaign (each meeting is a chance to make a mistake)",
        unit="share",
        low=0,
        high=2,
        mechanism="campaign_unease",
        neutral=0.0,
    )
    anticipation: float = parameter(
        1.0,
        "weight of the change in purges expected from a leader who has the assurance",
        unit="1",
        low=0,
        high=1.5,
        source="emboldened report (mechanism; value assumed)",
        mechanism="anticipation",
        neutral=0.0,
    )
    recall: float = parameter(
        0.2,
        "risk added for cadres posted abroad by a full recall home",
        unit="per year",
        low=0,
        high=2,
        mechanism="recall",
        neutral=0.0,
    )
    recall_memory: float = parameter(8.0, "half-life of the alarm over a recall", unit="months", low=1, high=12)
    horizon: float = parameter(3.0, "time horizon over which risk becomes fear", unit="years", low=1, high=10)
    low_profile: float = parameter(
        0.5, "share of the risk that remains for cadres who lie low", unit="share", low=0.1, high=1
    )
