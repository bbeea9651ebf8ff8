"""Parameters of the choice to serve, lie low, flee or plot."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Choose:
    """Serving and lying low are weighed against each other; flight and plotting are hazards."""

    ruin: float = parameter(
        1.5,
        "loss of the value of a post under full fear, relative to its rent",
        unit="ratio",
        low=0.3,
        high=4,
        source="assumed: at 0.3 full fear leaves a post most of its worth; at 4 fear 0.25 makes it worthless, and "
        "hardly anybody would stay in office",
    )
    serving: float = parameter(
        0.5,
        "value of serving to a cadre of full private loyalty",
        unit="rents",
        low=0,
        high=2,
        source="assumed: at 0 office is held for its income alone; at 2 full devotion is worth two top livings",
    )
    perks: float = parameter(
        0.6,
        "share of the rent that is enjoyed in company and lost where acquaintances fall silent",
        unit="share",
        low=0,
        high=1,
        source="assumed: the whole scale: how much of a living is enjoyed in company is not known",
        mechanism="lost_company",
        neutral=0.0,
    )
    compliance: float = parameter(
        0.5,
        "share of the protection that loyal conduct seems to give on which a serving cadre counts",
        unit="share",
        low=0,
        high=1,
        source="Montagnes & Wolton 2019 (mechanism); assumed: the whole scale, from cadres who expect nothing of "
        "loyal conduct to cadres who rely on it as far as it shelters",
        mechanism="compliance",
        neutral=0.0,
    )
    low_rent: float = parameter(
        0.6,
        "share of the rent that a trivial post yields",
        unit="share",
        low=0.2,
        high=0.9,
        source="assumed: a trivial post yields less than office, or all would take it, and at least a fifth, as rank "
        "and ration remain",
    )
    low_serving: float = parameter(
        0.5,
        "share of the value of serving that a trivial post leaves to a cadre of full private loyalty",
        unit="share",
        low=0,
        high=1,
        source="assumed: who lies low still serves, with less to do: from not at all to as much as in office",
    )
    low_face: float = parameter(
        0.15,
        "loss of face in a trivial post",
        unit="rents",
        low=0,
        high=1,
        source="assumed: at 0 nobody looks down on a trivial post; at 1 the shame costs a whole top living, and "
        "hardly anybody would take one",
    )
    low_rate: float = parameter(
        0.05,
        "hazard of moving to or from a trivial post when it is clearly better",
        unit="per month",
        low=0.005,
        high=0.3,
        source="assumed: a trivial post must first fall free: the wait is 17 years at 0.005, a whole career, and "
        "three months at 0.3",
        mechanism="lying_low",
        neutral=0.0,
    )
    low_slope: float = parameter(
        6.0,
        "sharpness of the choice between serving and lying low",
        unit="per rent",
        low=1,
        high=20,
        source="assumed: an advantage of a tenth of a rent moves at 0.52 of the full rate at 1, hardly above the "
        "half of no advantage, and at 0.88 at 20",
    )
    flee_rate: float = parameter(
        0.0009,
        "hazard of flight from a post abroad, without fear or temptation",
        unit="per month",
        low=0.00001,
        high=0.005,
        source="evidence table defectors (order: 8 to 20 arrivals a year from posts abroad, some 2,400 by "
        "assumption); assumed: its ends make a 90th and six times the default's flights, wider than the "
        "counts allow",
        mechanism="cadre_flight",
        neutral=0.0,
    )
    flee_inland: float = parameter(
        0.9,
        "opportunity to flee from a province with an open border, relative to a post abroad",
        unit="ratio",
        low=0,
        high=2,
        source="assumed: multiplied by the crossings that border control lets through (0.65 at most in North Korea), "
        "so that 2 is a third easier than abroad; 0 closes the way",
    )
    flee_fear: float = parameter(
        6.0,
        "rise of the hazard of flight under full fear (exponent)",
        unit="1",
        low=0,
        high=10,
        source="assumed: fear 0.2 changes nothing at 0 and makes flight seven times likelier at 10; beyond, any "
        "campaign would empty the embassies",
        mechanism="flight_from_fear",
        neutral=0.0,
    )
    flee_news: float = parameter(
        1.5,
        "rise of the hazard of flight with full news of flights (exponent)",
        unit="1",
        low=0,
        high=4,
        source="assumed: full news of flights changes nothing at 0 and makes flight 55 times likelier at 4; beyond, "
        "every flight would start a wave",
        mechanism="flight_contagion",
        neutral=0.0,
    )
    flee_outside: float = parameter(
        1.0,
        "rise of the hazard of flight with the neighbour's lead, in full contact with it (exponent)",
        unit="1",
        low=0,
        high=4,
        source="Zakharov 2016 (mechanism); assumed: full contact makes flight as likely as a contact of 0.1 at 0 and "
        "37 times likelier at 4",
        mechanism="outside_option",
        neutral=0.0,
    )
    flee_loyalty: float = parameter(
        2.0,
        "fall of the hazard of flight with full private loyalty (exponent)",
        unit="1",
        low=0,
        high=6,
        source="assumed: the fully loyal flee as often as the disloyal at 0 and 400 times less often at 6, that is "
        "never",
    )
    flee_family: float = parameter(
        1.5,
        "fall of the hazard of flight with the family kept at home (exponent)",
        unit="1",
        low=0,
        high=5,
        source="assumed: a family kept at home holds nobody at 0 and makes flight 150 times rarer at 5, so that "
        "hostages bind everybody",
        mechanism="hostages",
        neutral=0.0,
    )
    flee_frailty: float = parameter(
        1.5,
        "standard deviation of the lasting differences between people in how easily they would flee (exponent)",
        unit="1",
        low=0,
        high=2,
        source="Vaupel et al. 1979 (mechanism); assumed: at 0 all are alike; at 2 the most restless tenth would "
        "make three flights in four, and the others hardly any",
        mechanism="frailty",
        neutral=0.0,
    )
    vetting: float = parameter(
        0.6,
        "share of the chances to get out of a post abroad that vetting takes at full alarm over flights from there",
        unit="share",
        low=0,
        high=1,
        source="assumed: the whole scale, from posts as open after a hundred flights as before to "
        "posts that nobody leaves unseen",
        mechanism="vetting",
        neutral=0.0,
    )
    vetting_half: float = parameter(
        0.02,
        "share of the posts abroad from which holders fled, as it is remembered, that makes half of full alarm",
        unit="share",
        low=0.002,
        high=0.2,
        source="assumed: at 0.002 five flights from some 2,400 posts alarm the regime by half; at 0.2 it takes a fifth "
        "of all, and nothing that is known of would",
    )
    vetting_memory: float = parameter(
        24.0,
        "half-life of the memory of flights from abroad",
        unit="months",
        low=3,
        high=60,
        source="assumed: below 3 months vetting would end before those vetted could try again; above 60 it would "
        "outlast a tour abroad",
    )
    plot_rate: float = parameter(
        0.3,
        "hazard of plotting of a cadre without loyalty, fear or surveillance, sure to succeed",
        unit="per month",
        low=0.005,
        high=1,
        source="assumed: who is sure to win waits 17 years at 0.005, a month at 1; by default North Korea sees "
        "0.04 attempts a year; none in eight years allows 0.37",
        mechanism="plotting",
        neutral=0.0,
    )
    plot_opportunity: float = parameter(
        1.0,
        "how much the chance of success weighs in the hazard of plotting (exponent of the chance)",
        unit="1",
        low=0,
        high=2,
        source="Svolik 2009; Egorov & Sonin 2011 (mechanism: a prize counts times the chance of it); assumed: at 0 "
        "clerks plot like generals; at 2 who has a chance of a tenth plots a hundred times less than who is sure",
        mechanism="opportunity",
        neutral=0.0,
    )
    plot_trust: float = parameter(
        1.0,
        "strength on which a cadre counts, relative to what disaffected close friends who talk could bring",
        unit="ratio",
        low=0,
        high=3,
        source="Chwe 2000 (mechanism: people take part who know of others that would); assumed: at 0 one counts on "
        "oneself alone; at 3 each friend is trusted to bring two more like him",
        mechanism="trust_among_friends",
        neutral=0.0,
    )
    plot_join: float = parameter(
        10.0,
        "rise of the hazard of plotting for each close friend who plots and says so",
        unit="ratio",
        low=0,
        high=60,
        source="Chwe 2000 (mechanism: plots grow along ties); assumed: at 0 nobody is won for a plot; at 60 one open "
        "friend makes in a month of five years' hesitation",
        mechanism="recruitment",
        neutral=0.0,
    )
    plot_ambition: float = parameter(
        2.0,
        "rise of the hazard of plotting for a cadre of the first rank, who could take power (exponent)",
        unit="1",
        low=0,
        high=4,
        source="Svolik 2009; Egorov & Sonin 2011 (mechanism: those near power gain most by taking it); assumed: at 0 "
        "power tempts all alike; at 4 the first rank 55 times as much as those who could never hold it",
        mechanism="ambition",
        neutral=0.0,
    )
    plot_preemption: float = parameter(
        5.0,
        "rise of the hazard of plotting under full fear for a cadre with arms of 1 (exponent)",
        unit="1",
        low=0,
        high=12,
        source="Roessler 2011 (mechanism: who can strike first and expects to be struck does); assumed: at 0 nobody "
        "pre-empts his removal; at 12 fear 0.5 makes a general 400 times likelier to plot",
        mechanism="desperation",
        neutral=0.0,
    )
    plot_caution: float = parameter(
        3.0,
        "fall of the hazard of plotting under full fear (exponent)",
        unit="1",
        low=0,
        high=8,
        source="Wintrobe 1990 (mechanism: repression deters); assumed: at 0 fear deters nobody; at 8 fear 0.2 makes "
        "plots five times rarer and fear 0.5 fifty times, that is impossible",
        mechanism="caution",
        neutral=0.0,
    )
    plot_surveillance: float = parameter(
        3.0,
        "fall of the hazard of plotting under full surveillance (exponent)",
        unit="1",
        low=0,
        high=8,
        source="assumed: at 0 surveillance deters nobody; at 8 full surveillance makes plots 3,000 times rarer, that "
        "is impossible",
        mechanism="surveillance_deters",
        neutral=0.0,
    )
    plot_loyalty: float = parameter(
        6.0,
        "fall of the hazard of plotting with full private loyalty (exponent)",
        unit="1",
        low=1,
        high=12,
        source="assumed: the fully loyal plot 2.7 times less often than the disloyal at 1, too little for the word, "
        "and never (160,000 times less) at 12",
    )
    fate: float = parameter(
        1.0,
        "fall of the hazards of flight and plotting for a cadre who would lose everything with the regime (exponent)",
        unit="1",
        low=0,
        high=4,
        source="Zakharov 2016 (mechanism: a worse outside option makes loyal); assumed: at 0 family binds nobody to "
        "the regime; at 4 who would lose everything turns 55 times less often",
        mechanism="shared_fate",
        neutral=0.0,
    )
    plot_dropped: float = parameter(
        0.15,
        "hazard of giving up a plot",
        unit="per month",
        low=0.02,
        high=0.5,
        source="assumed: an undetected plot lasts 50 months at 0.02, a conspiracy for years, and two at 0.5, a "
        "passing mood",
    )
