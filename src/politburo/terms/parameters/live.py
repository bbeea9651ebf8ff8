"""Parameters of households: income, belief and departure."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Live:
    """Income is in units of subsistence (1 = just enough for a month).

    Of those who had arrived by 2015 and named want, family gone before or the urging of others, a third named one of
    the latter two, from 0.27 (family alone) to 0.34. Kin make up that share of want and kin in the simulated wish of
    those who leave from 2008 to 2015. Fear of punishment was named by 0.06 of all, discontent and freedom by about a
    tenth: politics make up that share of the whole wish.
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
    punishment: float = parameter(
        0.04,
        "chance of an ordinary person to be punished for politics, as it is felt, under full surveillance and without "
        "campaigns",
        unit="per year",
        low=0.005,
        high=0.2,
        source="evidence table purges (order: 21 to 161 public executions a year are known from testimony, one in "
        "200,000 or fewer); assumed: below 0.005 most would live and die without knowing anybody who was "
        "punished; at 0.2 everybody would be once in five years",
        mechanism="punishment",
        neutral=0.0,
    )
    punishment_campaigns: float = parameter(
        0.5,
        "relative rise of that chance in a full campaign",
        unit="1",
        low=0,
        high=2,
        source="assumed: at 0 campaigns are meetings and nothing else; at 2 the year of one is like three without",
        mechanism="punishment",
        neutral=0.0,
    )
    watched: float = parameter(
        8.0,
        "relative rise of that chance for a household whose relatives are all abroad",
        unit="1",
        low=0,
        high=30,
        source="assumed: at 0 nobody minds who left; at 30 one relative in ten abroad makes punishment four times "
        "as likely",
        mechanism="watched_kin",
        neutral=0.0,
    )
    punishment_purges: float = parameter(
        0.02,
        "chance of being punished that is felt in a month of very many purges at the top",
        unit="per year",
        low=0,
        high=0.2,
        source="assumed: at 0 purges are the concern of cadres alone; at 0.2 a bloody month at the top frightens as "
        "full surveillance does at the high end of live.punishment",
        mechanism="purges_frighten",
        neutral=0.0,
    )
    fear_horizon: float = parameter(
        6.0,
        "years over which a household counts the risk of punishment",
        unit="years",
        low=1,
        high=20,
        source="assumed: from next year's worry to a generation's; only its product with live.punishment shows",
    )
    fear_rate: float = parameter(
        0.1,
        "share of the gap to its target that the fear of households closes in a month",
        unit="per month",
        low=0.02,
        high=0.5,
        source="assumed: as with grievance, half of a change takes three years at 0.02, and a month at 0.5",
    )
    talk_chill: float = parameter(
        4.0,
        "fall of households' talk about politics under full fear and full surveillance (exponent)",
        unit="1",
        low=0,
        high=10,
        source="assumed: as believe.chill_acquaintances, since neighbours are acquaintances: fear 0.2 under "
        "surveillance 0.6 leaves all talk at 0 and 0.3 of it at 10",
        mechanism="households_chill",
        neutral=0.0,
    )
    exit_rate: float = parameter(
        0.00088,
        "hazard of leaving with a full wish, means and access",
        unit="per month",
        low=0.0002,
        high=0.05,
        source="evidence table defectors (total: 1,275 to 2,914 arrivals a year from 2008 to 2015); assumed: without "
        "other limits its ends make a quarter and 57 times the default's departures, wider than the total allows",
        mechanism="departures",
        neutral=0.0,
    )
    exit_want: float = parameter(
        1.0,
        "wish to leave of a household without any income",
        unit="1",
        low=0,
        high=3,
        source="assumed: with live.exit_rate it shows only as a product, so its size is one against kin and politics: "
        "at 0 only these draw, at 3 want more than doubles departures",
        mechanism="want",
        neutral=0.0,
    )
    exit_kin: float = parameter(
        3.0,
        "wish to leave of a household whose relatives all left",
        unit="1",
        low=0,
        high=10,
        source="evidence table defectors (total: kin are 0.27 to 0.34 of stated reasons of want and kin); assumed: at "
        "0 nobody follows, at 10 kin are more than half of the wish",
        mechanism="kin",
        neutral=0.0,
    )
    exit_fear: float = parameter(
        0.17,
        "wish to leave of a household in full fear of punishment",
        unit="1",
        low=0,
        high=1,
        source="evidence table defectors (total: fear of punishment is about 0.06 of stated reasons); assumed: at 0 "
        "fear makes nobody leave, at 1 it is three tenths of the wish",
        mechanism="politics",
        neutral=0.0,
    )
    exit_discontent: float = parameter(
        0.05,
        "wish to leave of a household without any belief in the system",
        unit="1",
        low=0,
        high=0.2,
        source="evidence table defectors (total: discontent and freedom are about 0.1 of stated reasons); assumed: at "
        "0 disbelief makes nobody leave, at 0.2 it is half of the wish",
        mechanism="politics",
        neutral=0.0,
    )
    broker_base: float = parameter(
        260.0,
        "price of a broker at an open border in usual demand",
        unit="USD",
        low=50,
        high=5000,
        source="evidence table border (order: quotes of 65 to 10,000 dollars by route before 2010, of low "
        "reliability); assumed: from the bribe of a guard to papers that are arranged all the way",
    )
    broker_enforcement: float = parameter(
        1.35,
        "fall of the logarithm of the price with the logarithm of the share of crossings that are let through",
        unit="1",
        low=0.4,
        high=2,
        source="Gathmann 2008 (sign); assumed: at 1 brokers ask as much for each crossing that succeeds whatever is "
        "prevented; from less than half of that to twice, where their own risk is priced too",
        mechanism="border_enforcement",
        neutral=0.0,
    )
    broker_demand: float = parameter(
        0.4,
        "elasticity of the price to the number of people who would leave if they could pay",
        unit="1",
        low=0,
        high=1,
        source="assumed: at 0 any number of brokers is to be had at the price; at 1 twice as many customers pay twice "
        "as much",
        mechanism="broker_demand",
        neutral=0.0,
    )
    broker_memory: float = parameter(
        60.0,
        "half-life of what brokers take for usual demand",
        unit="months",
        low=12,
        high=240,
        source="assumed: how long it takes until brokers have become more or fewer: from a year, as networks are "
        "personal, to a generation",
    )
    broker_spread: float = parameter(
        0.1,
        "standard deviation of what moves the logarithm of the price besides",
        unit="1",
        low=0,
        high=0.5,
        source="assumed: at 0 enforcement and demand explain all; at 0.5 the price of two years in three lies between "
        "0.6 and 1.6 times what they explain",
    )
    broker_kept: float = parameter(
        0.9,
        "share of it that lasts into the next month",
        unit="share",
        low=0,
        high=0.98,
        source="assumed: from a new price each month to half of a deviation after three years",
    )
    funds_slope: float = parameter(
        2.6,
        "steepness of who can pay, in the logarithm of funds over price",
        unit="1",
        low=1.5,
        high=6,
        source="assumed: who has half of the price can leave in a quarter of the cases at 1.5, as if prices were "
        "bargained away, and in one of 65 at 6",
    )
    kin_pay: float = parameter(
        7000.0,
        "what relatives abroad pay for the way of one of a household whose relatives are all abroad",
        unit="USD",
        low=0,
        high=30000,
        source="McKenzie & Rapoport 2007 (mechanism); assumed: from nothing to what a newcomer could save in several "
        "years",
        mechanism="kin_pay",
        neutral=0.0,
    )
    credit_women: float = parameter(
        500.0,
        "what a broker advances to a woman, who repays it after arrival",
        unit="USD",
        low=0,
        high=5000,
        source="Friebel & Guriev 2006 (mechanism); assumed: from nothing to the whole way",
        mechanism="broker_credit",
        neutral=0.0,
    )
    credit_men: float = parameter(
        200.0,
        "what a broker advances to a man",
        unit="USD",
        low=0,
        high=5000,
        source="Friebel & Guriev 2006 (mechanism); assumed: the same range as for women, less by default, since the "
        "work and the marriages from which brokers are repaid are women's",
        mechanism="broker_credit",
        neutral=0.0,
    )
    kin_per_leaver: float = parameter(
        4.0,
        "relatives at home with whom a person who leaves stays in touch",
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
        0.998,
        "share of ties to relatives abroad that remain after a month",
        unit="share",
        low=0.995,
        high=1,
        source="assumed: ties of kin last: half of them are lost in 12 years at 0.995, by death and silence, and "
        "none at 1",
    )
