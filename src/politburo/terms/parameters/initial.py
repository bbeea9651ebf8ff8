"""Parameters of the state before the first month, where it is not drawn for each cadre and household."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter

SETTLES = "assumed: it is forgotten within months, as the state settles to what the levers make of it"


@dataclass(frozen=True, slots=True)
class Initial:
    """What everybody starts from. Everyone was appointed by the predecessor, and nothing has been heard of."""

    loyalty: float = parameter(
        0.3,
        "private loyalty of a cadre of average disposition",
        unit="logit",
        low=-1,
        high=1.5,
        source=SETTLES,
    )
    private_loyalty: float = parameter(
        0.5,
        "private loyalty as a share, for the first month in which friends look for it",
        unit="share",
        low=0.3,
        high=0.8,
        source=SETTLES,
    )
    displayed_loyalty: float = parameter(
        0.65, "displayed loyalty of cadres", unit="share", low=0.4, high=0.95, source=SETTLES
    )
    perceived_risk: float = parameter(
        0.02, "perceived risk of being penalised", unit="per year", low=0, high=0.2, source=SETTLES
    )
    fear: float = parameter(0.05, "fear of cadres", unit="share", low=0, high=0.4, source=SETTLES)
    consolidation: float = parameter(
        1.0,
        "consolidated power of the leader",
        unit="share",
        low=0.3,
        high=1,
        source="assumed: scenarios that begin in the middle of a rule begin with all of it",
    )
    elite_threat: float = parameter(
        0.3, "threat from the elite as last reported to the leader", unit="1", low=0, high=1, source=SETTLES
    )
    public_grievance: float = parameter(
        0.3, "mean grievance of the public as last reported to the leader", unit="share", low=0, high=1, source=SETTLES
    )
    income: float = parameter(1.0, "income of households", unit="subsistence", low=0.5, high=2, source=SETTLES)
    hardship: float = parameter(0.5, "hardship of households", unit="share", low=0.2, high=0.8, source=SETTLES)
    cash: float = parameter(
        50.0,
        "savings of households",
        unit="USD",
        low=10,
        high=200,
        source="assumed: little more than a month's subsistence",
    )
    belief: float = parameter(0.55, "belief in the system", unit="share", low=0.2, high=0.9, source=SETTLES)
    grievance: float = parameter(0.4, "grievance of households", unit="share", low=0.1, high=0.7, source=SETTLES)
    confidence: float = parameter(0.95, "confidence in stability", unit="share", low=0.5, high=1, source=SETTLES)
