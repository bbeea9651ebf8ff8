"""Parameters of suspicion, penalties and their forms."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Judge:
    """Purge intensity says how many; suspicion, type-blindness, warning and threshold say who and when."""

    rank_2: float = parameter(
        0.5,
        "rate of penalties in rank 2 relative to rank 1",
        unit="ratio",
        low=0.05,
        high=1,
        source="Bokobza et al. 2022 (sign: higher posts are purged more); assumed: from as often as rank 1 to a "
        "twentieth of that",
    )
    rank_3: float = parameter(
        0.10,
        "rate of penalties in rank 3 relative to rank 1",
        unit="ratio",
        low=0.01,
        high=1,
        source="Bokobza et al. 2022 (sign: higher posts are purged more); assumed: from as often as rank 1 to a "
        "hundredth of that",
    )
    rank_4: float = parameter(
        0.03,
        "rate of penalties in rank 4 and below, relative to rank 1",
        unit="ratio",
        low=0.001,
        high=1,
        source="Bokobza et al. 2022 (sign: higher posts are purged more); assumed: at 0.1 a year in rank 1, 18 of "
        "180,000 county cadres a year at 0.001 and 18,000 at 1, wider than can be argued",
    )
    lukewarm: float = parameter(
        3.0,
        "suspicion of a cadre who displays no loyalty, under full surveillance",
        unit="1",
        low=0,
        high=8,
        source="assumed: at 0 nobody looks at displays; at 8 a display of 0.67 under surveillance 0.6 alone reaches "
        "the default threshold (1.5), and the ordinary cadre is suspect",
        mechanism="display_watched",
        neutral=0.0,
    )
    inquiry: float = parameter(
        0.4,
        "cases that follow from a case, in expectation, by the inquiry that it opens",
        unit="cases",
        low=0,
        high=0.8,
        source="Hawkes 1971 (form); Bokobza et al. 2022 (sign: a failed coup is followed by purges); assumed: four "
        "yearly counts cannot tell contagion from common shocks, so 0, no inquiries, is in the range; at 0.8 a case "
        "has four more in the end",
        mechanism="inquiries",
        neutral=0.0,
    )
    inquiry_months: float = parameter(
        6.0,
        "half-life of an inquiry",
        unit="months",
        low=1,
        high=24,
        source="assumed: at 1 nearly all follow within a quarter; above 24 an inquiry would outlast most holders' "
        "time in a post",
    )
    inquiry_attempt: float = parameter(
        3.0,
        "inquiry opened by each who attempted a coup",
        unit="cases",
        low=1,
        high=5,
        source="Bokobza et al. 2022; Easton & Siverson 2018 (sign); assumed: at 1 it is as large as that of an "
        "ordinary case; at 5, with judge.inquiry at its highest, four more cases follow at once from each",
    )
    client_case: float = parameter(
        0.5,
        "how far a case names the clients of the post and its patron, against close friends",
        unit="ratio",
        low=0,
        high=2,
        source="assumed: at 0 clients do not answer for their patron; at 2 they do twice as much as close friends (1)",
    )
    talk: float = parameter(
        1.0,
        "suspicion of a disloyal cadre who talks openly to acquaintances, under full surveillance",
        unit="1",
        low=0,
        high=4,
        source="assumed: at 0 nobody listens; at 4 whoever is disloyal and talks passes the default threshold (1.5) "
        "under surveillance 0.4 by that alone",
        mechanism="loose_talk",
        neutral=0.0,
    )
    cohort: float = parameter(
        0.5,
        "suspicion of cadres appointed by the predecessor",
        unit="1",
        low=0,
        high=3,
        source="Goldring & Matthews 2023a (sign); assumed: at 0 inherited cadres are like others; at 3, twice the "
        "default threshold, all of them are guilty",
        mechanism="cohort_suspicion",
        neutral=0.0,
    )
    false_alarm: float = parameter(
        0.8,
        "suspicion from the gravest unfounded denunciation",
        unit="1",
        low=0,
        high=3,
        source="Gregory, Schroeder & Sonin (mechanism); assumed: at 0 no denunciation is unfounded; at 3 half "
        "of all cadres pass the default threshold by that alone",
        mechanism="false_alarms",
        neutral=0.0,
    )
    slope: float = parameter(
        3.0,
        "steepness of guilt around the offence threshold",
        unit="1",
        low=0.5,
        high=10,
        source="assumed: one unit of suspicion multiplies the odds of guilt by 1.6 at 0.5, nearly arbitrary, and by "
        "22,000 at 10, a strict line",
    )
    campaign: float = parameter(
        0.5,
        "fall of the offence threshold under a full campaign",
        unit="1",
        low=0,
        high=2,
        source="assumed: at 0 campaigns change no verdict; at 2 a full campaign takes the default threshold (1.5) "
        "below zero, where nobody is beyond suspicion",
        mechanism="campaign_severity",
        neutral=0.0,
    )
    shield: float = parameter(
        0.8,
        "protection from full armed backing where retaliation is feared (exponent)",
        unit="1",
        low=0,
        high=3,
        source="Sudduth 2017 (sign); assumed: arms of 1 leave all guilt at 0 and a twentieth of it at 3, near immunity",
        mechanism="retaliation_feared",
        neutral=0.0,
    )
    menace: float = parameter(
        1.0,
        "suspicion of a cadre with full armed backing who displays no loyalty",
        unit="1",
        low=0,
        high=3,
        source="Goldring & Matthews 2023b (sign); assumed: at 0 arms raise no suspicion; at 3 armed men who display "
        "no loyalty are at twice the default threshold, guilty by that alone",
        mechanism="willingness_seen",
        neutral=0.0,
    )
    low_profile: float = parameter(
        0.5,
        "share of prominence that remains for cadres who lie low",
        unit="share",
        low=0.1,
        high=1,
        source="assumed: the range of fear.low_profile, so that cadres can be right about what lying low brings",
    )
    warned_share: float = parameter(
        0.25,
        "share of months in which a leader who warns announces a purge",
        unit="share",
        low=0.05,
        high=1,
        source="assumed: an announced purge comes once in 20 months on average at 0.05; at 1 every month is "
        "announced, which is no warning",
    )
    threat_severity: float = parameter(
        1.0,
        "rise of severity when the leader feels fully threatened",
        unit="logit",
        low=0,
        high=4,
        source="assumed: at 0 forms do not depend on the leader's fear; at 4 full threat raises the odds of each "
        "graver form 55 times",
        mechanism="threat_severity",
        neutral=0.0,
    )
    plot_severity: float = parameter(
        3.5,
        "rise of severity for plotting or a coup attempt",
        unit="logit",
        low=1,
        high=8,
        source="assumed: plotters are punished more than others: a fifth of them would be executed in counties at 1, "
        "all but a few in a thousand at 8",
    )
    rank_severity: float = parameter(
        0.5,
        "rise of severity per rank above the fourth",
        unit="logit",
        low=0,
        high=2,
        source="assumed: at 0 rank does not aggravate; at 2 nearly every penalty in rank 1 (0.97) is an execution at "
        "the default cut",
    )
    cut_demotion: float = parameter(
        0.0,
        "severity at which half are demoted or worse",
        unit="logit",
        low=-4,
        high=4,
        source="assumed: of ordinary county cases 0.98 are demoted or worse at -4 and 0.02 at 4, all and nothing",
    )
    cut_reeducation: float = parameter(
        0.4,
        "severity at which half are sent to re-education or worse",
        unit="logit",
        low=-4,
        high=4.5,
        source="assumed: between judge.cut_demotion and judge.cut_removal by default, as nobody who is sent has lost "
        "his post yet; from 0.98 of ordinary county cases to 0.01",
    )
    cut_removal: float = parameter(
        0.8,
        "severity at which half are removed or worse",
        unit="logit",
        low=-4,
        high=5,
        source="assumed: above judge.cut_demotion by default, as graver forms are rarer; from 0.98 of ordinary "
        "county cases to 0.007",
    )
    cut_expulsion: float = parameter(
        1.6,
        "severity at which half are expelled or worse",
        unit="logit",
        low=-4,
        high=6,
        source="assumed: above judge.cut_removal by default; at -4 nearly every county case is expelled, at 6 one in "
        "400",
    )
    cut_imprisonment: float = parameter(
        2.0,
        "severity at which half are imprisoned or worse",
        unit="logit",
        low=-4,
        high=7,
        source="assumed: between judge.cut_expulsion and judge.cut_execution by default; at -4 nearly every county "
        "case is imprisoned, at 7 one in 1,100",
    )
    cut_execution: float = parameter(
        2.35,
        "severity at which half are executed",
        unit="logit",
        low=-4,
        high=8,
        source="evidence table targets (order: 0.05 to 0.45 of the removed are executed); assumed: at -4 nearly "
        "every case in a county is, at 8 one in 3,000",
    )
    reeducation_months: float = parameter(
        6.0,
        "mean time in re-education",
        unit="months",
        low=1,
        high=36,
        source="assumed: a course of a month at 1; at 36 the post is as good as lost",
    )
    reeducation_return: float = parameter(
        0.5,
        "share of those in re-education who return to their posts",
        unit="share",
        low=0,
        high=1,
        source="assumed: unknown, so from nobody, which makes it a slow removal, to everybody, a long reprimand",
    )
