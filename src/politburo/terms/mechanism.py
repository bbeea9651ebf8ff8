"""What a mechanism is, and those that come with politburo.

A mechanism is switched off by setting the parameters that are its strengths to their neutral values; no kernel knows
of switches, so nothing else can change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A rule that can be switched off: the phase it lives in, what it says, and where the idea comes from.

    One of another package also has `parameters`, a frozen dataclass of numbers that are declared with
    terms.declarations.parameter, some of which name the mechanism as theirs: its switch sets them to their neutral
    values. And it has `terms`, each with the name of the hazard that it enters (terms.hazards.HAZARDS). Rules of its
    terms read its parameters as `p.NAME.…`, NAME being that of the mechanism.
    """

    name: str
    phase: str
    meaning: str
    reference: str
    parameters: Any = None
    terms: tuple[tuple[str, Any], ...] = ()


FIGHT = "fight-or-flight report (Daily NK, 2016)"
BOLD = "emboldened report (Daily NK, 2018)"

OWN: tuple[Mechanism, ...] = (
    Mechanism("external_restraint", "govern",
              "a threat from abroad makes purging costly; a security assurance removes that cost",
              f"Boutton 2019; McMahon & Slantchev 2015; {BOLD}"),
    Mechanism("inherited_elite", "govern", "a leader fears the predecessor's men more than his own",
              "Goldring & Matthews 2023a; Svolik 2009"),
    Mechanism("established_rule", "govern", "a leader who has consolidated his power fears the elite less",
              "Svolik 2009"),
    Mechanism("weak_elites", "govern", "purging is less dangerous while the elite has few means to retaliate",
              "Sudduth 2017"),
    Mechanism("market_rents", "govern", "markets raise the rents of cadres, and the leader counts on it",
              "Byman & Lind 2010; Haggard & Noland 2011"),
    Mechanism("competent_administration", "govern",
              "competent, experienced cadres feed the public better; the leader knows that purges cost competence",
              "own reduced form"),
    Mechanism("fragmented_organs", "govern",
              "organs that check each other hold against coups, strike blindly and see the public badly",
              "Greitens 2016"),
    Mechanism("markets", "live", "where markets are tolerated, households earn by their aptitude for them", FIGHT),
    Mechanism("sanctions", "live", "sanctions reduce market income", "assumed"),
    Mechanism("food_prices", "live", "a poor harvest raises the price of food for those who buy it",
              "Haggard & Noland 2007"),
    Mechanism("remittances", "live", "relatives abroad send money", FIGHT),
    Mechanism("disenchantment", "live", "those who live from the market lose belief in the system", FIGHT),
    Mechanism("public_confidence", "live",
              "visible purges, flights of cadres and relatives who leave reduce confidence in stability",
              f"{FIGHT}; Pfaff 2006"),
    Mechanism("precaution", "live", "those who doubt stability save more, in foreign currency",
              "Giavazzi & McMahon 2012; Mun & Jung 2017"),
    Mechanism("departures", "live", "ordinary people leave when they wish to and can",
              f"Hirschman 1993; {FIGHT}"),
    Mechanism("punishment", "live", "surveillance and campaigns get ordinary people punished, who fear it", FIGHT),
    Mechanism("watched_kin", "live", "people whose relatives left are watched, and fear punishment", FIGHT),
    Mechanism("purges_frighten", "live", "purges at the top frighten ordinary people too", FIGHT),
    Mechanism("households_chill", "live", "ordinary people who are afraid fall silent about politics", FIGHT),
    Mechanism("want", "live", "hardship makes people wish to leave", FIGHT),
    Mechanism("kin", "live", "people whose relatives left wish to follow", FIGHT),
    Mechanism("politics", "live", "fear of punishment and discontent make ordinary people wish to leave",
              "Hirschman 1993"),
    Mechanism("border_enforcement", "live", "control of the border makes brokers dearer", "Gathmann 2008"),
    Mechanism("broker_demand", "live", "brokers ask for more when more people wish to leave",
              "Friebel & Guriev 2006 (mechanism; own reduced form)"),
    Mechanism("kin_pay", "live", "relatives abroad pay for the way", "McKenzie & Rapoport 2007"),
    Mechanism("broker_credit", "live", "brokers advance the way, to women more than to men", "Friebel & Guriev 2006"),
    Mechanism("kin_news", "live", "those who leave become relatives abroad", FIGHT),
    Mechanism("direct_news", "hear", "cadres hear of cases among the ties of their post", FIGHT),
    Mechanism("circle_news", "hear", "cadres hear of cases in their own organ and rank", FIGHT),
    Mechanism("public_news", "hear", "all cadres hear of cases at the top", FIGHT),
    Mechanism("rumour", "hear", "news spreads as rumour among those who talk", "Lohmann 1994; own reduced form"),
    Mechanism("habituation", "hear", "cases that were expected are no news", "Lohmann 1994 (surprise matters)"),
    Mechanism("news_of_flights", "hear", "news of flights spreads like news of penalties", FIGHT),
    Mechanism("learning", "fear",
              "cadres learn their risk from what befell people like them: of their circle, and who behaved as they do",
              "Rozenas & Zhukov 2019; Montagnes & Wolton 2019 (mechanism; own reduced form)"),
    Mechanism("personal_news", "fear", "news of cases raises perceived risk", FIGHT),
    Mechanism("campaign_unease", "fear", "each meeting of a campaign is a chance to make a mistake", BOLD),
    Mechanism("anticipation", "fear", "cadres fear what a leader with a security assurance would do", BOLD),
    Mechanism("recall", "fear", "a recall home alarms cadres posted abroad", "Daily NK 2013-12-06"),
    Mechanism("rents", "believe", "rents from office buy loyalty", "Wintrobe 1990"),
    Mechanism("promotion_prospects", "believe", "vacancies above raise the loyalty of juniors", "own reduced form"),
    Mechanism("leader_tie", "believe", "a personal tie to the leader raises loyalty",
              "Shih 2008; Lorentzen & Lu 2018 (sign)"),
    Mechanism("shared_fate", "believe", "those who would fall with the regime stay loyal to it", BOLD),
    Mechanism("indoctrination", "believe", "campaigns raise the loyalty of cadres who are not afraid", BOLD),
    Mechanism("resentment", "believe", "fear reduces private loyalty", FIGHT),
    Mechanism("outside_comparison", "believe", "contact with a more prosperous neighbour reduces loyalty", FIGHT),
    Mechanism("reform_resistance", "believe", "reforms that reduce rents reduce loyalty", BOLD),
    Mechanism("persuasion", "believe", "close friends persuade each other by what they say they think",
              f"DeGroot 1974; Friedkin & Johnsen 1990; {BOLD}"),
    Mechanism("preference_falsification", "believe",
              "cadres who are afraid display as much loyalty as keeps them safe, whatever they feel",
              f"Kuran 1991; Crabtree, Kern & Siegel 2020; {FIGHT}"),
    Mechanism("campaign_display", "believe", "campaigns demand displays of loyalty, more than was enough before",
              f"Shih 2008; {BOLD}"),
    Mechanism("chill", "believe", "cadres who are afraid fall silent, toward acquaintances first", FIGHT),
    Mechanism("bribery_chill", "believe", "cadres who are afraid refuse bribes, visible ones first", "Qian & Wen"),
    Mechanism("lost_company", "choose", "a post is worth less where acquaintances fall silent", FIGHT),
    Mechanism("lying_low", "choose", "cadres retire to trivial posts", FIGHT),
    Mechanism("compliance", "choose", "cadres whom loyal conduct can protect stay in office, the others lie low",
              "Montagnes & Wolton 2019 (mechanism; own reduced form)"),
    Mechanism("cadre_flight", "choose", "cadres flee abroad", f"Reuter & Szakonyi 2019; {FIGHT}"),
    Mechanism("flight_from_fear", "choose", "fear makes flight more likely", FIGHT),
    Mechanism("flight_contagion", "choose", "news of flights leads others to flee", FIGHT),
    Mechanism("outside_option", "choose", "the neighbour's lead tempts cadres in contact with it",
              f"Zakharov 2016; {FIGHT}"),
    Mechanism("hostages", "choose", "family kept at home deters cadres abroad from fleeing", "assumed"),
    Mechanism("frailty", "choose", "people differ for good in how easily they would flee, and the steadfast stay",
              "Vaupel et al. 1979"),
    Mechanism("vetting", "choose", "after flights from abroad others there are watched and can hardly get out",
              "own reduced form"),
    Mechanism("plotting", "choose", "cadres plot", FIGHT),
    Mechanism("opportunity", "choose", "cadres plot where a plot could succeed",
              "Svolik 2009; Egorov & Sonin 2011"),
    Mechanism("ambition", "choose", "cadres plot the sooner, the nearer they are to power",
              "Svolik 2009; Egorov & Sonin 2011"),
    Mechanism("trust_among_friends", "choose", "cadres count on close friends who say that they are disaffected",
              f"Chwe 2000; {BOLD}"),
    Mechanism("recruitment", "choose", "plotters tell close friends, who may join them", "Chwe 2000"),
    Mechanism("desperation", "choose", "cadres who have arms pre-empt the removal that they fear",
              f"Roessler 2011; {FIGHT}"),
    Mechanism("caution", "choose", "fear makes cadres careful not to plot", "Wintrobe 1990"),
    Mechanism("surveillance_deters", "choose", "surveillance deters plotting", "own reduced form"),
    Mechanism("detection", "conspire", "surveillance detects plotters", "own reduced form"),
    Mechanism("denunciation", "conspire", "loyal friends denounce plotters who speak to them", "own reduced form"),
    Mechanism("bandwagon", "conspire", "those around an attempted coup join it where it seems to win", "Singh 2014"),
    Mechanism("coups", "conspire", "plotters with enough arms attempt a coup", FIGHT),
    Mechanism("display_watched", "judge", "a weak display of loyalty under surveillance raises suspicion", FIGHT),
    Mechanism("inquiries", "judge", "a case opens an inquiry into those who are tied to the person",
              f"Hawkes 1971 (form); Bokobza et al. 2022; {FIGHT}"),
    Mechanism("loose_talk", "judge", "critical talk among acquaintances raises suspicion", FIGHT),
    Mechanism("cohort_suspicion", "judge", "cadres appointed by the predecessor are suspect",
              "Goldring & Matthews 2023a"),
    Mechanism("false_alarms", "judge", "anyone may be the target of an unfounded denunciation",
              "Gregory, Schroeder & Sonin"),
    Mechanism("campaign_severity", "judge", "campaigns lower the offence threshold", BOLD),
    Mechanism("retaliation_feared", "judge", "armed backing protects where the leader fears retaliation",
              "Sudduth 2017"),
    Mechanism("willingness_seen", "judge", "armed backing makes disaffected cadres more suspect",
              "Goldring & Matthews 2023b"),
    Mechanism("threat_severity", "judge", "a leader who feels threatened punishes more severely", "assumed"),
    Mechanism("rotation", "fill", "holders of posts are rotated", "Unification Ministry counts 2013"),
    Mechanism("moves_down", "fill", "holders of high posts make room for juniors and go down into their posts",
              "Unification Ministry counts 2013"),
    Mechanism("selection_abroad", "fill", "those sent abroad are chosen for loyalty shown and family left at home",
              "own reduced form"),
    Mechanism("withdrawal", "fill", "after flights from abroad others are called home, and new people are sent",
              "Daily NK 2013-12-06"),
    Mechanism("retirement", "fill", "cadres retire", "assumed"),
    Mechanism("mortality", "fill", "cadres die", "Gompertz mortality"),
    Mechanism("loyal_newcomers", "fill", "newcomers are more loyal and less competent", "Egorov & Sonin 2011"),
    Mechanism("dictators_doubt", "inform", "the leader distrusts loyalty displayed in fear", "Wintrobe 1990"),
    Mechanism("attempt_alarm", "inform", "a failed coup alarms the leader", "Easton & Siverson 2018"),
)  # fmt: skip
"""Mechanisms that come with politburo, in the order of their phases."""
