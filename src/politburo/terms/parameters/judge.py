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
        "suspicion of one who shows no loyalty, under full surveillance",
        unit="1",
        low=0,
        high=8,
        mechanism="display_watched",
        neutral=0.0,
    )
    association: float = parameter(
        1.0,
        "suspicion of one whose ties, patron or clients were all hit",
        unit="1",
        low=0,
        high=4,
        mechanism="association",
        neutral=0.0,
    )
    association_memory: float = parameter(
        9.0, "time in which half of that suspicion is forgotten", unit="months", low=2, high=36
    )
    client_case: float = parameter(
        0.5,
        "association that a patron's case brings his clients, and a client's his patron",
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
        "suspicion of those whom the predecessor appointed",
        unit="1",
        low=0,
        high=3,
        source="Goldring & Matthews 2023a (sign; value assumed)",
        mechanism="cohort_suspicion",
        neutral=0.0,
    )
    false_alarm: float = parameter(
        0.8,
        "suspicion of the unluckiest, without any ground",
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
        "protection that full arms give where retaliation is feared (exponent)",
        unit="1",
        low=0,
        high=3,
        source="Sudduth 2017 (sign; value assumed)",
        mechanism="retaliation_feared",
        neutral=0.0,
    )
    menace: float = parameter(
        1.0,
        "suspicion that full arms bring on one who shows no loyalty",
        unit="1",
        low=0,
        high=3,
        source="Goldring & Matthews 2023b (sign; value assumed)",
        mechanism="willingness_seen",
        neutral=0.0,
    )
    low_profile: float = parameter(0.5, "prominence left to those who lie low", unit="share", low=0.1, high=1)
    warned_share: float = parameter(
        0.25, "share of months in which a leader who warns announces a purge", unit="share", low=0.05, high=1
    )
    threat_severity: float = parameter(
        1.0,
        "rise of severity under a full sense of threat",
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
    cut_demotion: float = parameter(
        0.0, "severity beyond which half are demoted or worse", unit="logit", low=-4, high=4
    )
    cut_removal: float = parameter(0.8, "severity beyond which half are removed or worse", unit="logit", low=-4, high=5)
    cut_expulsion: float = parameter(
        1.6, "severity beyond which half are expelled or worse", unit="logit", low=-4, high=6
    )
    cut_execution: float = parameter(2.35, "severity beyond which half are executed", unit="logit", low=-4, high=8)
