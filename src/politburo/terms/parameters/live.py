"""Parameters of households: income, belief and departure."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Live:
    """Income is in units of subsistence (1 = just enough for a month).

    Of those who had arrived by 2015 and named want, family gone before or the urging of others, a third named one of
    the latter two, from 0.27 (family alone) to 0.34. With being watched and being called given equal strength, kin make
    up that share of the simulated wish of those who leave from 2008 to 2015.
    """

    ration: float = parameter(
        0.55,
        "value of a full ration in a normal harvest",
        unit="subsistence",
        low=0.2,
        high=1.0,
        source="assumed: below 0.2 there would be no rationing to speak of; above 1 a full ration alone would "
        "suffice and nobody would need a market",
    )
    administration: float = parameter(
        0.2,
        "rise of what reaches people of a harvest (logarithm) per standard deviation of competence in administration",
        unit="1",
        low=0,
        high=0.5,
        source="assumed: at 0 who governs makes no difference to supply; at 0.5 cadres one standard deviation less "
        "competent would deliver six tenths of it",
        mechanism="competent_administration",
        neutral=0.0,
    )
    market_yield: float = parameter(
        1.1,
        "income per unit of market aptitude where markets are fully tolerated and present",
        unit="subsistence",
        low=0.3,
        high=3,
        source="evidence table livelihoods (total: half to three quarters of income from markets in 2015); assumed: "
        "at 0.3 it would be three tenths, at 3 four fifths",
        mechanism="markets",
        neutral=0.0,
    )
    sanctions_bite: float = parameter(
        0.25,
        "share of market income lost under full sanctions",
        unit="share",
        low=0,
        high=0.6,
        source="assumed: at 0 sanctions miss the markets; above 0.6 foreign goods would have to be most of what is "
        "traded in them",
        mechanism="sanctions",
        neutral=0.0,
    )
    dearness: float = parameter(
        1.0,
        "rise of the price of food with its scarcity: at 1, half a harvest halves what market income buys",
        unit="1",
        low=0,
        high=2,
        source="Haggard & Noland 2007 (mechanism); assumed: at 0 the price of food never moves; at 2 half a harvest "
        "triples it",
        mechanism="food_prices",
        neutral=0.0,
    )
    remittance: float = parameter(
        1.0,
        "income per unit share of kin abroad",
        unit="subsistence",
        low=0,
        high=4,
        source="assumed: who has all relatives abroad gets nothing at 0 and four times subsistence, 160 dollars a "
        "month, at 4, the most that newcomers could spare",
        mechanism="remittances",
        neutral=0.0,
    )
    hardship_slope: float = parameter(
        4.0,
        "steepness of hardship around the subsistence income",
        unit="per subsistence",
        low=1,
        high=10,
        source="assumed: below 1 twice the subsistence would leave hardship above a quarter; above 10 a tenth less "
        "than subsistence would raise it from 0.5 to 0.73",
    )
    survival_income: float = parameter(
        0.4,
        "income below which nothing is saved",
        unit="subsistence",
        low=0.2,
        high=0.8,
        source="assumed: less than subsistence, which includes more than food; below 0.2 one would save while "
        "starving, above 0.8 food would be nearly all of it",
    )
    saving: float = parameter(
        0.2,
        "share of income above bare survival that is saved",
        unit="share",
        low=0.02,
        high=0.6,
        source="assumed: below 0.02 a home at subsistence would never hold 30 dollars; above 0.6 more would be put "
        "aside than lived on",
    )
    precaution: float = parameter(
        0.5,
        "relative rise of saving of a household without any confidence in stability",
        unit="1",
        low=0,
        high=2,
        source="Giavazzi & McMahon 2012; Mun & Jung 2017 (mechanism); assumed: at 0 doubt changes nothing; at 2 "
        "those without confidence save three times as much, most of what is above survival",
        mechanism="precaution",
        neutral=0.0,
    )
    subsistence_usd: float = parameter(
        40.0,
        "a month's subsistence at the market exchange rate",
        unit="USD",
        low=15,
        high=100,
        source="assumed: from half a dollar to three dollars a day: less would not buy food, more is not subsistence "
        "in a poor country",
    )
    cash_kept: float = parameter(
        0.97,
        "share of savings that remains after a month of other spending",
        unit="share",
        low=0.8,
        high=1,
        source="assumed: at 0.8 half of all savings are gone in three months and hardly anybody could pay a broker; "
        "at 1 nothing else is ever bought",
    )
    belief_rate: float = parameter(
        0.03,
        "share of the gap to its target that belief closes in a month",
        unit="per month",
        low=0.005,
        high=0.2,
        source="assumed: half of a change takes eleven years at 0.005, as from one generation to the next, and three "
        "months at 0.2, as with a mood",
    )
    belief_base: float = parameter(
        0.75,
        "belief in the system without hardship or markets",
        unit="share",
        low=0.4,
        high=0.95,
        source="assumed: below 0.4 most would disbelieve without any hardship or market; above 0.95 nobody would "
        "doubt of his own accord",
    )
    belief_market: float = parameter(
        0.35,
        "belief lost by a household that lives from the market alone",
        unit="share",
        low=0,
        high=0.7,
        source="assumed: at 0 the market is only a living; at 0.7 to live from it alone takes nearly all of the "
        "default base (0.75)",
        mechanism="disenchantment",
        neutral=0.0,
    )
    belief_hardship: float = parameter(
        0.25,
        "belief lost under full hardship",
        unit="share",
        low=0,
        high=0.6,
        source="assumed: at 0 want teaches nothing; at 0.6 full hardship takes four fifths of the default base (0.75)",
    )
    grievance_rate: float = parameter(
        0.1,
        "share of the gap to its target that grievance closes in a month",
        unit="per month",
        low=0.02,
        high=0.5,
        source="assumed: at 0.02 half of what a famine does comes only after three years; at 0.5 most of it is this "
        "month's and last month's hardship",
    )
    grievance_hardship: float = parameter(
        0.8,
        "grievance under full hardship",
        unit="share",
        low=0.3,
        high=1,
        source="assumed: more than live.grievance_disbelief, as want is felt every day; below 0.3 the starving would "
        "be content, and 1 is the whole scale",
    )
    grievance_disbelief: float = parameter(
        0.2,
        "grievance of a household without any belief in the system",
        unit="share",
        low=0,
        high=0.5,
        source="assumed: less than live.grievance_hardship; at 0.5 a well-fed sceptic would be aggrieved like a "
        "believer in six tenths of hardship",
    )
    confidence_rate: float = parameter(
        0.08,
        "share of lost confidence in stability that is regained in a month",
        unit="per month",
        low=0.01,
        high=0.4,
        source="assumed: half of a shock is made good after six years at 0.01, so that monthly news would leave no "
        "confidence, and after six weeks at 0.4",
    )
    confidence_floor: float = parameter(
        0.7,
        "confidence in stability that a household without any belief in the system recovers to",
        unit="share",
        low=0.4,
        high=0.95,
        source="assumed: a regime that has lasted decades is expected to last even by those who do not believe in "
        "it; below 0.4 they would expect its fall, above 0.95 hardly differ",
    )
    confidence_purge: float = parameter(
        0.04,
        "confidence lost in a month of very many purges at the top",
        unit="share",
        low=0,
        high=0.3,
        source="assumed: at 0 the public does not care; at 0.3 four months of many purges empty a confidence of 1, "
        "as if the regime had fallen",
        mechanism="public_confidence",
        neutral=0.0,
    )
    confidence_flight: float = parameter(
        0.04,
        "confidence lost in a month of very many flights of cadres",
        unit="share",
        low=0,
        high=0.3,
        source="assumed: no more than live.confidence_purge may take, since a flight shows weakness less openly than "
        "a purge shows discord",
        mechanism="public_confidence",
        neutral=0.0,
    )
    confidence_kin: float = parameter(
        0.2,
        "confidence lost by a household whose relatives all leave",
        unit="share",
        low=0,
        high=1,
        source="Pfaff 2006 (mechanism); assumed: from nothing to all of the confidence of a household whose "
        "relatives all leave",
        mechanism="public_confidence",
        neutral=0.0,
    )
    advance: float = parameter(
        0.05,
        "share of the broker's price that is paid before leaving",
        unit="share",
        low=0.05,
        high=1,
        source="assumed: no broker works for nothing beforehand, so at least a twentieth, where the default is, and "
        "none can ask for more than the price",
    )
    exit_rate: float = parameter(
        0.0007,
        "hazard of leaving with a full wish, means and access and an open border",
        unit="per month",
        low=0.0002,
        high=0.05,
        source="evidence table defectors (total: 1,275 to 2,914 arrivals a year from 2008 to 2015); assumed: without "
        "other limits its ends make 0.3 and 71 times the default's departures, wider than the total allows",
        mechanism="departures",
        neutral=0.0,
    )
    exit_want: float = parameter(
        1.0,
        "wish to leave under full hardship",
        unit="1",
        low=0,
        high=3,
        source="assumed: with live.exit_rate it shows only as a product, so its size is one against kin: at 0 only "
        "kin draw, at 3 want more than doubles departures",
        mechanism="want",
        neutral=0.0,
    )
    exit_watched: float = parameter(
        9.0,
        "wish to leave of a household whose relatives all left, under full surveillance",
        unit="1",
        low=0,
        high=20,
        source="evidence table defectors (total: kin are a third of stated reasons); assumed: divided evenly with "
        "live.exit_call; at 0 kin would be a quarter of the wish, at 20 four tenths",
        mechanism="watched_kin",
        neutral=0.0,
    )
    exit_call: float = parameter(
        9.0,
        "wish to leave of a household whose relatives all left and urge it to follow",
        unit="1",
        low=0,
        high=20,
        source="evidence table defectors (total: family and urging are 0.27 to 0.34 of stated reasons); assumed: at "
        "0 kin would be a sixth of the wish, at 20 nearly half",
        mechanism="kin_call",
        neutral=0.0,
    )
    kin_per_leaver: float = parameter(
        4.0,
        "relatives at home per person who leaves",
        unit="persons",
        low=1,
        high=8,
        source="assumed: everybody leaves at least one relative behind; above 8 distant cousins would count, whom "
        "nobody tells",
        mechanism="kin_news",
        neutral=0.0,
    )
    kin_own: float = parameter(
        0.5,
        "share of a leaver's relatives who belong to the own household",
        unit="share",
        low=0.2,
        high=0.8,
        source="assumed: as many in the household as among its kin; below 0.2 or above 0.8 one of the two would "
        "hardly notice",
    )
    kin_kept: float = parameter(
        0.99,
        "share of ties to relatives abroad that remain after a month",
        unit="share",
        low=0.9,
        high=1,
        source="assumed: at 0.9 half of those abroad would be lost to their families after seven months; at 1 nobody "
        "ever is",
    )
