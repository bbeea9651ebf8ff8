"""Parameters of suspicion, penalties and their forms."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Judge:
    """Purge intensity says how many; suspicion, type-blindness, warning and threshold say who and when."""

    rank_2: float = parameter(0.5, "rate of penalties in rank 2 relative to rank 1", unit="share", low=0.05, high=1)
    rank_3: float = parameter(0.10, "rate of penalties in rank 3 relative to rank 1", unit="share", low=0.01, high=1)
    rank_4: float = parameter(0.03, "rate of penalties in rank 4 relative to rank 1", unit="share", low=0.001, high=1)
    lukewarm: float = parameter(
        3.0,
        "suspicion of a cadre who displays no loyalty, under full surveillance",
        unit="1",
        low=0,
        high=8,
        mechanism="display_watched",
        neutral=0.0,
    )
    association: float = parameter(
        1.0,
        "suspicion of a cadre whose ties, patron and clients were all penalised",
        unit="1",
        low=0,
        high=4,
        mechanism="association",
        neutral=0.0,
    )
    association_memory: float = parameter(9.0, "half-life of suspicion by association", unit="months", low=2, high=36)
    client_case: float = parameter(
        0.5,
        "association of clients with a patron's case, and of a patron with a client's",
        unit="cases",
        low=0,
        high=2,
        mechanism="association",
        neutral=0.0,
    )
    talk: float = parameter(
        1.0,
        "suspicion of a disloyal cadre who talks openly to acquaintances, under full surveillance",
        unit="1",
        low=0,
        high=4,
        mechanism="loose_talk",
        neutral=0.0,
    )
    cohort: float = parameter(
        0.5,
        "suspicion of cadres appointed by the predecessor",
        unit="1",
        low=0,
        high=3,
        source="Goldring & Matthews 2023a (sign; value assumed)",
        mechanism="cohort_suspicion",
        neutral=0.0,
    )
    false_alarm: float = parameter(
        0.8,
        "suspicion from the gravest unfounded denunciation",
        unit="1",
        low=0,
        high=3,
        mechanism="false_alarms",
        neutral=0.0,
    )
    slope: float = parameter(3.0, "steepness of guilt around the offence threshold", unit="1", low=0.5, high=10)
    campaign: float = parameter(
        0.5,
        "fall of the offence threshold under a full campaign",
        unit="1",
        low=0,
        high=2,
        mechanism="campaign_severity",
        neutral=0.0,
    )
    shield: float = parameter(
        0.8,
        "protection from full armed backing where retaliation is feared (exponent)",
        unit="1",
        low=0,
        high=3,
        source="Sudduth 2017 (sign; value assumed)",
        mechanism="retaliation_feared",
        neutral=0.0,
    )
    menace: float = parameter(
        1.0,
        "suspicion of a cadre with full armed backing who displays no loyalty",
        unit="1",
        low=0,
        high=3,
        source="Goldring & Matthews 2023b (sign; value assumed)",
        mechanism="willingness_seen",
        neutral=0.0,
    )
    low_profile: float = parameter(
        0.5, "share of prominence that remains for cadres who lie low", unit="share", low=0.1, high=1
    )
    warned_share: float = parameter(
        0.25, "share of months in which a leader who warns announces a purge", unit="share", low=0.05, high=1
    )
    threat_severity: float = parameter(
        1.0,
        "rise of severity when the leader feels fully threatened",
        unit="logit",
        low=0,
        high=4,
        mechanism="threat_severity",
        neutral=0.0,
    )
    plot_severity: float = parameter(
        3.5, "rise of severity for plotting or a coup attempt", unit="logit", low=1, high=8
    )
    rank_severity: float = parameter(0.5, "rise of severity per rank", unit="logit", low=0, high=2)
    cut_demotion: float = parameter(0.0, "severity at which half are demoted or worse", unit="logit", low=-4, high=4)
    cut_removal: float = parameter(0.8, "severity at which half are removed or worse", unit="logit", low=-4, high=5)
    cut_expulsion: float = parameter(1.6, "severity at which half are expelled or worse", unit="logit", low=-4, high=6)
    cut_execution: float = parameter(2.35, "severity at which half are executed", unit="logit", low=-4, high=8)
