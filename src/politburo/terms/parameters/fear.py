"""Parameters of perceived risk and fear."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Fear:
    """Perceived risk is the yearly hazard of being penalised, as the cadre sees it."""

    prior: float = parameter(
        0.01,
        "risk that any cadre expects without news",
        unit="per year",
        low=0,
        high=0.05,
        source="assumed: at 0 one trusts until news comes; at 0.05 everybody would live in fear 0.14 without any",
    )
    alike: float = parameter(
        1.0,
        "weight of the rate of penalties among people like oneself: of the same organ and rank, displaying as much "
        "loyalty; relative to 1, also how far news concerns those who are like the victims rather than everybody",
        unit="1",
        low=0,
        high=2,
        source="Rozenas & Zhukov 2019; Montagnes & Wolton 2019 (mechanism); assumed: at 1 each case counts once, at 0 "
        "who was hit teaches nothing, at 2 it is overrated twice",
        mechanism="learning",
        neutral=0.0,
    )
    personal: float = parameter(
        0.2,
        "risk added by the worst possible news",
        unit="per year",
        low=0,
        high=1,
        source="assumed: at 0 news of persons adds nothing to rates; at 1 the worst news means fear 0.95 at the "
        "default horizon, and more cannot be told apart",
        mechanism="personal_news",
        neutral=0.0,
    )
    learning: float = parameter(
        12.0,
        "half-life of the memory of observed rates of penalties",
        unit="months",
        low=3,
        high=48,
        source="assumed: below 3 months a rank would feel safe between any two cases; above 48 a former leader's "
        "terror would be feared of the next",
    )
    prior_posts: float = parameter(
        25.0,
        "months of holding a post that are mixed into the rate of each level of displayed loyalty: of a circle at "
        "the rate of its rank, of a rank at its mean rate",
        unit="post-months",
        low=5,
        high=100,
        source="assumed: a post held throughout counts 18 at the default memory: at 5 a single case decides an empty "
        "level, at 100 about six posts' cases are needed",
    )
    adjustment: float = parameter(
        0.4,
        "share of the gap to its target that perceived risk closes in a month",
        unit="per month",
        low=0.1,
        high=1,
        source="assumed: half of a shock is felt after six and a half months at 0.1, nearly as slowly as news is "
        "forgotten, and all of it at once at 1",
    )
    campaign: float = parameter(
        0.6,
        "rise of perceived risk under a full campaign (each meeting is a chance to make a mistake)",
        unit="1",
        low=0,
        high=2,
        source="assumed: at 0 meetings frighten nobody; at 2 a full campaign frightens like a tripling of purges",
        mechanism="campaign_unease",
        neutral=0.0,
    )
    anticipation: float = parameter(
        1.0,
        "weight of the change in purges expected from a leader who has the assurance",
        unit="1",
        low=0,
        high=1.5,
        source="emboldened report (mechanism); assumed: 0 looks only back, 1 expects just what the leader would do, "
        "1.5 overrates the change by half",
        mechanism="anticipation",
        neutral=0.0,
    )
    recall: float = parameter(
        0.2,
        "risk added for cadres posted abroad by a full recall home",
        unit="per year",
        low=0,
        high=2,
        source="Daily NK 2013-12-06 (mechanism); assumed: at 0 a recall is routine; at 2 whoever is recalled expects "
        "a penalty within half a year, and fear is full",
        mechanism="recall",
        neutral=0.0,
    )
    recall_memory: float = parameter(
        8.0,
        "half-life of the alarm over a recall",
        unit="months",
        low=1,
        high=12,
        source="assumed: below 1 month the alarm would be over before anybody travels; above 12 those who were "
        "spared would still wait for it a year later",
    )
    horizon: float = parameter(
        3.0,
        "time horizon over which risk becomes fear",
        unit="years",
        low=1,
        high=10,
        source="assumed: below a year next year's risk would not count; above ten, a risk of one in twenty a year "
        "would be fear 0.4",
    )
    low_profile: float = parameter(
        0.5,
        "share of the risk that remains for cadres who lie low",
        unit="share",
        low=0.1,
        high=1,
        source="assumed: nobody becomes invisible, so a tenth of the risk stays; at 1 lying low hides nothing",
    )
