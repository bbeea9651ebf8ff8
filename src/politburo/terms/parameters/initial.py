"""Parameters of the state before the first month, where it is not drawn for each cadre and household."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Initial:
    """What everybody starts from. Everyone was appointed by the predecessor, and nothing has been heard of."""

    loyalty: float = parameter(
        0.3,
        "private loyalty of a cadre of average disposition",
        unit="logit",
        low=-1,
        high=1.5,
        source="assumed: half of it is forgotten after eight months at the default rate; from 0.27 to 0.82 as a "
        "share, so that nobody begins as an enemy or a zealot",
    )
    private_loyalty: float = parameter(
        0.5,
        "private loyalty as a share, for the first month in which friends look for it",
        unit="share",
        low=0.3,
        high=0.8,
        source="assumed: for one month only, what friends see of each other; the shares that initial.loyalty can "
        "mean, without its ends",
    )
    displayed_loyalty: float = parameter(
        0.65,
        "displayed loyalty of cadres, and what was shown lately by their ranks when the first month begins",
        unit="share",
        low=0.4,
        high=0.95,
        source="assumed: half of the norm it sets is forgotten after seven months by default; more is displayed than "
        "initial.loyalty by default (0.57), and neither all nor none display everything",
    )
    perceived_risk: float = parameter(
        0.02,
        "perceived risk of being penalised",
        unit="per year",
        low=0,
        high=0.2,
        source="assumed: four fifths of it is forgotten after three months; 0.2 a year is fear 0.45, more than a "
        "quiet beginning allows",
    )
    fear: float = parameter(
        0.05,
        "fear of cadres",
        unit="share",
        low=0,
        high=0.4,
        source="assumed: replaced in the first month before anything reads it, so that every value in its range "
        "gives the same run",
    )
    consolidation: float = parameter(
        1.0,
        "consolidated power of the leader",
        unit="share",
        low=0.3,
        high=1,
        source="assumed: scenarios that begin in the middle of a rule begin with all of it; below 0.3 they would "
        "begin with a successor",
    )
    elite_threat: float = parameter(
        0.3,
        "threat from the elite as last reported to the leader",
        unit="1",
        low=0,
        high=1,
        source="assumed: read once, by the leader in the first month, and he moves only part of the way; from all of "
        "the elite's loyalty displayed to none",
    )
    public_grievance: float = parameter(
        0.3,
        "mean grievance of the public as last reported to the leader",
        unit="share",
        low=0,
        high=1,
        source="assumed: read once, by the leader in the first month; the whole scale of grievance",
    )
    income: float = parameter(
        1.0,
        "income of households",
        unit="subsistence",
        low=0.5,
        high=2,
        source="assumed: replaced in the first month before anything reads it; from a half of subsistence to twice "
        "as much",
    )
    hardship: float = parameter(
        0.5,
        "hardship of households",
        unit="share",
        low=0.2,
        high=0.8,
        source="assumed: replaced in the first month before anything reads it; neither nobody nor everybody is in want",
    )
    cash: float = parameter(
        50.0,
        "savings of households",
        unit="USD",
        low=10,
        high=200,
        source="assumed: little more than a month's subsistence; from a week's to five months', and half of the "
        "difference is spent after two years",
    )
    belief: float = parameter(
        0.55,
        "belief in the system",
        unit="share",
        low=0.2,
        high=0.9,
        source="assumed: half of it remains after two years at the default rate, so it matters; neither nobody nor "
        "nearly everybody believes",
    )
    grievance: float = parameter(
        0.4,
        "grievance of households",
        unit="share",
        low=0.1,
        high=0.7,
        source="assumed: half of it remains after seven months; between contented and desperate, so that the first "
        "months do not decide",
    )
    households_fear: float = parameter(
        0.1,
        "fear of punishment of households",
        unit="share",
        low=0.02,
        high=0.4,
        source="assumed: half of it remains after seven months; neither nobody nor nearly everybody is afraid",
    )
    confidence: float = parameter(
        0.95,
        "confidence in stability",
        unit="share",
        low=0.5,
        high=1,
        source="assumed: half of it remains after eight months; at least one half, since who rules at the start has "
        "ruled for long",
    )
