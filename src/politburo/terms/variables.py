"""The variables of the model: what the country is made of, and what one month hands to the next, with units.

Each group has the name of the dataclass whose fields it explains; the rooms country and month hold the arrays.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its name is that of the field, its unit "1" where it is a pure number."""

    name: str
    meaning: str
    unit: str


POSTS: tuple[Variable, ...] = (
    Variable("organ", "organ that the post belongs to", "code"),
    Variable("rank", "rank of the post, from the top", "code"),
    Variable("province", "province where the post is, or from which it is staffed", "code"),
    Variable("circle", "organ and rank together: the colleagues whose fate is known", "code"),
    Variable("rent", "income that the post yields, relative to a top post of the average organ", "rents"),
    Variable("prominence", "how visible the holder is", "ratio"),
    Variable("arms", "means to resist: guns and guards", "share"),
    Variable("exposure", "contact with the outside", "share"),
    Variable("abroad", "1 if the post is abroad", "0 or 1"),
    Variable("access", "access of the province to an open border", "share"),
    Variable("patron", "post one rank up in the same organ whose client the holder is (−1: none)", "index"),
    Variable("blocks", "where the posts of each province, organ and rank start", "index"),
    Variable("top", "the posts of the two top ranks", "index"),
    Variable("by_circle", "the posts of each circle", "index"),
    Variable("clients", "the posts whose patron a post is", "index"),
    Variable("close", "posts of close friends", "index"),
    Variable("acquaintances", "posts of acquaintances", "index"),
)
PEOPLE: tuple[Variable, ...] = (
    Variable("disposition", "lasting inclination to loyalty, standard normal", "1"),
    Variable("competence", "competence, standard normal", "standard deviations"),
    Variable("age", "age", "years"),
    Variable("tie", "closeness to the leader", "share"),
    Variable("family", "share of the family that is at home", "share"),
)
HOUSEHOLDS: tuple[Variable, ...] = (
    Variable("province", "province", "code"),
    Variable("sex", "sex", "code"),
    Variable("age", "age, from 20 to 60", "years"),
    Variable("weight", "people represented by the household", "persons"),
    Variable("aptitude", "aptitude for markets times their spread in the province, log-normal", "ratio"),
    Variable("dependence", "dependence on the ration", "share"),
    Variable("readiness", "access to an open border times the factors of sex and age", "ratio"),
    Variable("kin_abroad", "kin abroad at the start", "share"),
    Variable("kin", "households of relatives", "index"),
    Variable("blocks", "where the households of each province start", "index"),
)
CADRES: tuple[Variable, ...] = (
    Variable("person", "serial number of the holder", "number"),
    Variable("loyalty", "private loyalty L", "logit"),
    Variable("devotion", "private loyalty as a share, ℓ = σ(L)", "share"),
    Variable("disposition", "lasting inclination to loyalty", "1"),
    Variable("risk", "perceived risk of being penalised", "per year"),
    Variable("fear", "fear F", "share"),
    Variable("display", "displayed loyalty D", "share"),
    Variable("open_close", "openness toward close friends o", "share"),
    Variable("open_far", "openness toward acquaintances o'", "share"),
    Variable("penalties_heard", "news of penalties that is remembered", "cases"),
    Variable("flights_heard", "news of flights that is remembered", "cases"),
    Variable("seen", "disaffection seen among close friends who talk", "share"),
    Variable("association", "suspicion cast on the holder by the penalties of others", "1"),
    Variable("competence", "competence", "standard deviations"),
    Variable("age", "age", "years"),
    Variable("predecessor", "1 if the predecessor appointed the holder", "0 or 1"),
    Variable("tie", "closeness to the leader", "share"),
    Variable("family", "share of the family that is at home", "share"),
    Variable("bribes_visible", "bribes that others can see", "rents"),
    Variable("bribes_hidden", "bribes that nobody sees", "rents"),
    Variable("protection", "payments for protection", "rents"),
    Variable("standing", "serving, lying low or plotting", "code"),
    Variable("since", "month in which the holder took the post", "month"),
)
HOMES: tuple[Variable, ...] = (
    Variable("income", "income of the month", "subsistence"),
    Variable("hardship", "hardship", "share"),
    Variable("cash", "savings", "USD"),
    Variable("belief", "belief in the system", "share"),
    Variable("grievance", "grievance", "share"),
    Variable("confidence", "confidence in stability", "share"),
    Variable("kin_abroad", "kin abroad", "share"),
)
CASES: tuple[Variable, ...] = (
    Variable("post", "post whose holder was penalised or fled last month", "index"),
    Variable("flight", "1 for a flight, 0 for a penalty", "0 or 1"),
    Variable("display", "loyalty that the holder displayed", "share"),
    Variable("count", "number of cases in use", "cases"),
    Variable("unseen", "cases to expect among cadres for whom simulated ones stand, by kind and circle", "cases"),
)
REGIME: tuple[Variable, ...] = (
    Variable("consolidation", "consolidated power of the leader", "share"),
    Variable("purge_intensity", "purge intensity in force", "per year"),
    Variable("market_tolerance", "market tolerance in force", "share"),
    Variable("surveillance", "surveillance in force", "share"),
    Variable("type_blindness", "type-blindness in force", "share"),
    Variable("loyalty_over_competence", "weight of displayed loyalty in appointments, in force", "share"),
    Variable("alarm", "the leader's alarm over plots and coups, which fades", "1"),
    Variable("recall_alarm", "alarm over a recall home, which fades", "share"),
    Variable("expected_cases", "cases per month at the top that cadres now expect", "cases"),
    Variable("boldness", "purge intensity under a full assurance relative to the one without", "ratio"),
    Variable("announced", "rate of purges this month relative to the mean: how far they are announced", "ratio"),
    Variable("elite_threat", "threat from the elite as reported to the leader", "1"),
    Variable("elite_fear", "mean fear of the two top ranks", "share"),
    Variable("elite_capability", "means of the two top ranks to retaliate", "share"),
    Variable("predecessor_share", "share of the two top ranks whom the predecessor appointed", "share"),
    Variable("public_grievance", "mean grievance of the public", "share"),
    Variable("competence", "mean competence of the two top ranks", "standard deviations"),
    Variable("next_person", "serial number of the next recruit", "number"),
    Variable("ended", "whether the regime has fallen", "yes or no"),
    Variable("circle_rate", "rate of penalties observed in each circle", "per year"),
    Variable("conduct_cases", "penalties remembered, by rank and displayed loyalty", "cases"),
    Variable("conduct_posts", "posts remembered, by rank and displayed loyalty", "posts"),
    Variable("shelter", "share of the rank's mean risk that full displayed loyalty seems to remove, by rank", "share"),
    Variable("prospects", "rate of promotions out of each circle", "per year"),
)
