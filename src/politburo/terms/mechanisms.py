"""Mechanisms: each has a name, a phase that holds it, a reference, and a switch.

A mechanism is switched off by setting the parameters that are its strengths to their neutral values; no kernel knows
of switches, so nothing else can change.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from politburo.terms.declarations import declared
from politburo.terms.parameters import Parameters

FIGHT = "fight-or-flight report (Daily NK, 2016)"
BOLD = "emboldened report (Daily NK, 2018)"


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A rule that can be switched off: the phase it lives in, what it says, and where the idea comes from."""

    name: str
    phase: str
    meaning: str
    reference: str


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("external_restraint", "govern", "a threat from abroad makes purging costly, an assurance lifts that cost",
              f"Boutton 2019; McMahon & Slantchev 2015; {BOLD}"),
    Mechanism("markets", "live", "tolerated markets yield income by aptitude", FIGHT),
    Mechanism("sanctions", "live", "sanctions cut market income", "assumed"),
    Mechanism("food_prices", "live", "a poor harvest makes food dear for those who buy it", "Haggard & Noland 2007"),
    Mechanism("remittances", "live", "kin abroad send money", FIGHT),
    Mechanism("disenchantment", "live", "who lives by the market loses belief", FIGHT),
    Mechanism("broadcasts", "live", "broadcasts from abroad cost belief", "assumed"),
    Mechanism("public_confidence", "live",
              "visible purges, cadres' flight and kin who leave cost confidence in stability", f"{FIGHT}; Pfaff 2006"),
    Mechanism("precaution", "live", "those who doubt that things last save more, in foreign money",
              "Giavazzi & McMahon 2012; Mun & Jung 2017"),
    Mechanism("departures", "live", "ordinary people leave when they wish to and can",
              f"Hirschman 1993; {FIGHT}"),
    Mechanism("want", "live", "hardship makes people wish to leave", FIGHT),
    Mechanism("watched_kin", "live", "those whose relatives left live watched and wish to leave", FIGHT),
    Mechanism("kin_call", "live", "relatives abroad call their kin after them", "assumed"),
    Mechanism("kin_news", "live", "leavers become kin abroad for their relatives", FIGHT),
    Mechanism("direct_news", "hear", "a case is heard of among the ties of the post", FIGHT),
    Mechanism("circle_news", "hear", "cases are heard of in one's organ and rank", FIGHT),
    Mechanism("public_news", "hear", "cases at the top are heard of by all", FIGHT),
    Mechanism("rumour", "hear", "news travels on as rumour among those who talk", "Lohmann 1994; own reduced form"),
    Mechanism("habituation", "hear", "what is expected is no news", "Lohmann 1994 (surprise matters)"),
    Mechanism("news_of_flights", "hear", "news of flights travels like news of penalties", FIGHT),
    Mechanism("learning_circle", "fear", "risk is learned from the rate in one's circle", "own reduced form"),
    Mechanism("learning_conduct", "fear", "risk is learned from who the victims were",
              "Rozenas & Zhukov 2019; Montagnes & Wolton 2019 (mechanism)"),
    Mechanism("personal_news", "fear", "news of cases raises the risk one sees", FIGHT),
    Mechanism("kindred_news", "fear", "news frightens those most who conduct themselves as the victims did",
              "Montagnes & Wolton 2019 (mechanism; own reduced form)"),
    Mechanism("campaign_unease", "fear", "each meeting of a campaign is a chance to err", BOLD),
    Mechanism("anticipation", "fear", "cadres fear what a leader who has the assurance would do", BOLD),
    Mechanism("recall", "fear", "a recall home alarms those posted abroad", "Daily NK 2013-12-06"),
    Mechanism("rents", "believe", "rents buy loyalty", "Wintrobe 1990"),
    Mechanism("promotion_prospects", "believe", "vacancies above please juniors", "own reduced form"),
    Mechanism("leader_tie", "believe", "a tie to the leader binds", "Shih 2008; Lorentzen & Lu 2018 (sign)"),
    Mechanism("shared_fate", "believe", "who would fall with the regime stays with it", BOLD),
    Mechanism("indoctrination", "believe", "campaigns win over the unafraid", BOLD),
    Mechanism("resentment", "believe", "fear costs private loyalty", FIGHT),
    Mechanism("outside_comparison", "believe", "seeing a neighbour prosper costs loyalty", FIGHT),
    Mechanism("reform_resistance", "believe", "reforms that cost rents cost loyalty", BOLD),
    Mechanism("persuasion", "believe", "close friends bring each other round by what they say they think",
              f"DeGroot 1974; Friedkin & Johnsen 1990; {BOLD}"),
    Mechanism("preference_falsification", "believe", "fear draws out a show of loyalty", f"Kuran 1991; {FIGHT}"),
    Mechanism("campaign_display", "believe", "campaigns demand a show of loyalty", BOLD),
    Mechanism("chill", "believe", "the afraid fall silent, toward acquaintances first", FIGHT),
    Mechanism("bribery_chill", "believe", "the afraid turn bribes down, the visible ones first", "Qian & Wen"),
    Mechanism("protection_payments", "believe", "the afraid pay for protection", "assumed"),
    Mechanism("lost_company", "choose", "office is worth less where nobody talks", FIGHT),
    Mechanism("lying_low", "choose", "cadres retire to trivial posts", FIGHT),
    Mechanism("compliance", "choose", "who can save himself by his conduct stays in office, who cannot hides",
              "Montagnes & Wolton 2019 (mechanism; own reduced form)"),
    Mechanism("cadre_flight", "choose", "cadres flee", f"Reuter & Szakonyi 2019; {FIGHT}"),
    Mechanism("flight_from_fear", "choose", "fear drives flight", FIGHT),
    Mechanism("flight_contagion", "choose", "news of flights draws others after", FIGHT),
    Mechanism("outside_option", "choose", "the neighbour's lead tempts the exposed", f"Zakharov 2016; {FIGHT}"),
    Mechanism("hostages", "choose", "family kept at home holds cadres back", "assumed"),
    Mechanism("plotting", "choose", "cadres plot", FIGHT),
    Mechanism("desperation", "choose", "fear drives plotting", FIGHT),
    Mechanism("trust_among_friends", "choose", "disaffection seen among friends encourages plotting", BOLD),
    Mechanism("surveillance_deters", "choose", "surveillance deters plotting", "own reduced form"),
    Mechanism("detection", "conspire", "surveillance finds plotters out", "own reduced form"),
    Mechanism("coups", "conspire", "plotters who gather enough arms attempt a coup", FIGHT),
    Mechanism("display_watched", "judge", "a lukewarm show under surveillance is suspect", FIGHT),
    Mechanism("association", "judge", "ties to the penalised are suspect", FIGHT),
    Mechanism("loose_talk", "judge", "loose talk is suspect", FIGHT),
    Mechanism("cohort_suspicion", "judge", "the predecessor's men are suspect", "Goldring & Matthews 2023a"),
    Mechanism("false_alarms", "judge", "anyone may be denounced without ground", "Gregory, Schroeder & Sonin"),
    Mechanism("campaign_severity", "judge", "campaigns lower the offence threshold", BOLD),
    Mechanism("retaliation_feared", "judge", "arms protect where retaliation is feared", "Sudduth 2017"),
    Mechanism("willingness_seen", "judge", "arms endanger the disaffected", "Goldring & Matthews 2023b"),
    Mechanism("threat_severity", "judge", "a leader who feels threatened punishes harder", "assumed"),
    Mechanism("rotation", "fill", "holders of posts are reshuffled", "Unification Ministry counts 2013"),
    Mechanism("retirement", "fill", "cadres retire", "assumed"),
    Mechanism("mortality", "fill", "cadres die", "Gompertz mortality"),
    Mechanism("loyal_newcomers", "fill", "newcomers are more loyal and less competent", "Egorov & Sonin 2011"),
    Mechanism("dictators_doubt", "inform", "the leader doubts a show of loyalty made in fear", "Wintrobe 1990"),
    Mechanism("plot_alarm", "inform", "plots found alarm the leader", "assumed"),
    Mechanism("attempt_alarm", "inform", "a failed coup alarms the leader", "Easton & Siverson 2018"),
    Mechanism("report_noise", "inform", "reports on the elite err", "assumed"),
)  # fmt: skip

MECHANISM_NAMES: tuple[str, ...] = tuple(entry.name for entry in MECHANISMS)


def strengths(mechanism: str) -> tuple[tuple[str, str, float], ...]:
    """The (phase, parameter, neutral value) triples that a mechanism's switch sets."""
    found = []
    for phase in fields(Parameters):
        group = getattr(Parameters(), phase.name)
        for name, declaration, _ in declared(type(group)):
            if declaration.mechanism == mechanism and declaration.neutral is not None:
                found.append((phase.name, name, declaration.neutral))
    return tuple(found)


def without(parameters: Parameters, mechanisms: tuple[str, ...]) -> Parameters:
    """The same parameters with the named mechanisms switched off."""
    for mechanism in mechanisms:
        for phase, name, neutral in strengths(mechanism):
            group = replace(getattr(parameters, phase), **{name: neutral})
            parameters = replace(parameters, **{phase: group})
    return parameters
