"""Parameters of vacancies: rotation, moves down, posting abroad, retirement, death, promotion, recruitment."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Fill:
    """Ordinary turnover is most of turnover; what purges add comes on top."""

    rotation_1: float = parameter(
        0.03,
        "rotation of posts in rank 1",
        unit="per year",
        low=0,
        high=0.5,
        source="assumed: a small part of the turnover at the top, as it leaves persons on the list; never at 0, every "
        "other year at 0.5",
        mechanism="rotation",
        neutral=0.0,
    )
    rotation_2: float = parameter(
        0.05,
        "rotation of posts in rank 2",
        unit="per year",
        low=0,
        high=0.5,
        source="assumed: one exchange in twenty years by default, never at 0; at 0.5 a post is held for two years on "
        "average",
        mechanism="rotation",
        neutral=0.0,
    )
    rotation_3: float = parameter(
        0.05,
        "rotation of posts in rank 3",
        unit="per year",
        low=0,
        high=0.5,
        source="assumed: as fill.rotation_2 by default; never at 0, every other year at 0.5",
        mechanism="rotation",
        neutral=0.0,
    )
    rotation_4: float = parameter(
        0.05,
        "rotation of posts in rank 4 and below",
        unit="per year",
        low=0,
        high=0.5,
        source="assumed: as fill.rotation_2 by default: one exchange in twenty years; 0.5 is the most of any rank",
        mechanism="rotation",
        neutral=0.0,
    )
    moved_out_1: float = parameter(
        0.24,
        "holders of posts in rank 1 who make room for a junior and go down into his post",
        unit="per year",
        low=0,
        high=0.5,
        source="Unification Ministry counts 2013 (total: 0.32 a year over 218 posts, all reasons); assumed: from none "
        "of that to half as much again",
        mechanism="moves_down",
        neutral=0.0,
    )
    moved_out_2: float = parameter(
        0.1,
        "holders of posts in rank 2 who make room for a junior and go down into his post",
        unit="per year",
        low=0,
        high=0.5,
        source="assumed: less than fill.moved_out_1 by default, as those who could gather a following are moved first; "
        "at 0.5 a post is held for two years on average",
        mechanism="moves_down",
        neutral=0.0,
    )
    moved_out_3: float = parameter(
        0.05,
        "holders of posts in rank 3 and below, but for the last, who make room for a junior and go down into his post",
        unit="per year",
        low=0,
        high=0.5,
        source="assumed: less than fill.moved_out_2 by default, farther from the centre; never at 0, every other year "
        "at 0.5",
        mechanism="moves_down",
        neutral=0.0,
    )
    posting_loyalty: float = parameter(
        0.5,
        "weight of the loyalty shown where somebody is chosen for a post abroad",
        unit="points",
        low=0,
        high=2,
        source="assumed: at 0 those sent abroad are no more loyal than others; at 2 full loyalty "
        "counts twice as much as the whole score for a post at home",
        mechanism="selection_abroad",
        neutral=0.0,
    )
    posting_family: float = parameter(
        0.5,
        "weight of the share of the family that is left at home where somebody is chosen for a post abroad",
        unit="points",
        low=0,
        high=2,
        source="assumed: at 0 nobody asks who stays behind; at 2 a family at home counts twice as "
        "much as the whole score for a post at home",
        mechanism="selection_abroad",
        neutral=0.0,
    )
    withdrawal: float = parameter(
        0.2,
        "holders of posts abroad who are called home and exchanged, at full alarm over flights from there",
        unit="per year",
        low=0,
        high=1,
        source="Daily NK 2013-12-06 (mechanism); assumed: at 0 nobody is called home; at 1 the staff abroad would be "
        "exchanged within a year on average, as in a general recall",
        mechanism="withdrawal",
        neutral=0.0,
    )
    retirement: float = parameter(
        0.15,
        "hazard of retirement above the retirement age",
        unit="per year",
        low=0,
        high=1,
        source="assumed: at 0 office is held for life; at 1 it ends within a year on average past the age",
        mechanism="retirement",
        neutral=0.0,
    )
    retirement_age: float = parameter(
        65.0,
        "age above which cadres retire",
        unit="years",
        low=55,
        high=80,
        source="assumed: below 55 nearly all first holders of rank 1 (64 on average) would be past it; above 80 few "
        "would live to retire",
    )
    death_65: float = parameter(
        0.02,
        "hazard of death at 65",
        unit="per year",
        low=0.005,
        high=0.06,
        source="Gompertz mortality (mechanism); assumed: below 0.005 is lower than in long-lived countries today; "
        "above 0.06 half of those aged 65 would be dead by 73",
        mechanism="mortality",
        neutral=0.0,
    )
    death_doubling: float = parameter(
        8.0,
        "years of age in which the hazard of death doubles",
        unit="years",
        low=7,
        high=9.5,
        source="Gompertz mortality (mechanism); assumed: about eight years in most populations, which 7 and 9.5 "
        "bracket",
    )
    candidates: float = parameter(
        6.0,
        "juniors considered for a vacant post",
        unit="persons",
        low=1,
        high=16,
        source="assumed: 1 is no choice; a post has about ten clients, so that 16 draws look at most of them",
    )
    recruit_age: float = parameter(
        34.0,
        "mean age of recruits",
        unit="years",
        low=25,
        high=45,
        source="assumed: 25 is straight from service or studies; 45 is the mean age of the first county holders",
    )
    recruit_age_spread: float = parameter(
        6.0,
        "standard deviation of the age of recruits",
        unit="years",
        low=2,
        high=10,
        source="assumed: service and studies end at different ages: nearly all within 4 years of the mean at 2, "
        "within 20 at 10",
    )
    youngest: float = parameter(
        22.0,
        "least age of recruits",
        unit="years",
        low=18,
        high=28,
        source="assumed: no post before school ends at the earliest (18), or long service and studies at the latest "
        "(28)",
    )
    recruit_tie: float = parameter(
        0.04,
        "closeness to the leader of the best connected newcomer; others have less, evenly spread",
        unit="share",
        low=0,
        high=0.2,
        source="assumed: as for the first county holders (0.04); ties are made at the top, and at 0.2 newcomers "
        "would be closer than provincial cadres",
    )
    recruit_family: float = parameter(
        0.4,
        "least share of a newcomer's family that is at home; others have more, evenly spread up to all",
        unit="share",
        low=0,
        high=0.9,
        source="assumed: as for the first holders (0.4); at 0 some have nobody at home, at 0.9 nearly everybody has "
        "everybody",
    )
    recruit_loyalty: float = parameter(
        0.6,
        "private loyalty of newcomers above the mean of their peers",
        unit="logit",
        low=0,
        high=2,
        source="Egorov & Sonin 2011; Zakharov 2016 (sign); assumed: at 0 newcomers are like their peers; at 2, with "
        "peers at 0.55, they begin at 0.9 as a share",
        mechanism="loyal_newcomers",
        neutral=0.0,
    )
    recruit_competence: float = parameter(
        0.15,
        "competence of newcomers below the mean",
        unit="standard deviations",
        low=0,
        high=0.5,
        source="Egorov & Sonin 2011; Zakharov 2016 (sign); assumed: at 0 loyalty costs no skill; at 0.5 an average "
        "newcomer is below 69 in 100 of the others",
        mechanism="loyal_newcomers",
        neutral=0.0,
    )
    prospects_memory: float = parameter(
        12.0,
        "half-life of the memory of promotions",
        unit="months",
        low=3,
        high=48,
        source="assumed: below 3 months a circle would see no prospects between two promotions; above 48 it would "
        "count those under a former leader",
    )
