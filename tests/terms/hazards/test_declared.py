"""The declared hazards, worked out by hand for one agent."""

import math
from types import SimpleNamespace as Holder
from typing import Any

import pytest

from politburo.terms.hazards import HAZARDS, PARTS

LEVERS = Holder(
    border_control=0.4, posts_abroad=0.7, surveillance=0.6, neighbour_lead=1.2, rents=1.1, reform_pressure=0.3,
    campaign=0.4, offence_threshold=1.5, loyalty_over_competence=0.7,
)  # fmt: skip


def worked_out(hazard: str, agent: Holder, **groups: Any) -> float:
    """The hazard that its rules make of one agent, with parameters by group."""
    p = Holder(**{name: Holder(**group) for name, group in groups.items()})
    values = {term.name: term.rule(agent, p, LEVERS) for term in HAZARDS[hazard].terms if term.rule}
    return HAZARDS[hazard].combined(values)


def sigma(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_every_term_says_in_words_what_it_is_and_has_a_rule():
    for hazard in HAZARDS.values():
        for term in hazard.terms:
            assert term.meaning
            assert term.unit
            assert term.part in PARTS
            assert callable(term.rule)


@pytest.mark.parametrize(("income", "lacks"), [(0.4, 0.6), (1.0, 0.0), (2.5, 0.0)])
def test_departure_takes_readiness_and_a_wish_from_want_kin_and_politics(income: float, lacks: float):
    home = Holder(readiness=0.3, income=income, kin_abroad=0.2, fear=0.4, belief=0.7)
    live = {"exit_rate": 0.1, "exit_want": 0.8, "exit_kin": 2.0, "exit_fear": 0.5, "exit_discontent": 0.1}
    wish = 0.8 * lacks**2 + 2.0 * 0.2 + 0.5 * 0.4 + 0.1 * 0.3
    assert worked_out("departure", home, live=live) == pytest.approx(0.1 * 0.3 * wish)


def test_loyalty_tends_to_a_sum_of_rents_ties_fear_and_friends():
    cadre = Holder(
        disposition=0.2, promoted=0.15, rent=0.5, tie=0.1, family=0.6, fear=0.3, exposure=0.4, openness_close=0.8,
        private_loyalty=0.7, seen=0.25,
    )  # fmt: skip
    believe = {"base": -0.4, "rents": 1.2, "reform": 0.9, "tie": 0.6, "shared_fate": 0.5, "campaign": 0.7, "fear": 1.1,
               "exposure": 0.8, "persuasion": 1.3}  # fmt: skip
    expected = -0.4 + 0.2 + 0.15 + 1.2 * 1.1 * 0.5 - 0.9 * 0.3 * 0.5 + 0.6 * 0.1 + 0.5 * 0.6
    expected += 0.7 * 0.4 * 0.7 - 1.1 * 0.3 - 0.8 * 1.2 * 0.4 + 1.3 * (0.8 * 0.3 - 0.25)
    assert worked_out("loyalty", cadre, believe=believe) == pytest.approx(expected)


CHOOSE = {"ruin": 1.5, "serving": 0.5, "perks": 0.6, "low_rent": 0.6, "low_serving": 0.4, "low_face": 0.15,
          "low_rate": 0.05, "low_slope": 6.0}  # fmt: skip


def worths(in_office: float, hidden: float) -> tuple[float, float]:
    """What office and a trivial post are worth by the fear that one has in either."""
    company, rent, loyalty, helpless = 1 - 0.6 * (1 - 0.8), 1.1 * 0.5, 0.7, 0.75
    serve = rent * company * (1 - 1.5 * helpless * min(in_office, 1)) + 0.5 * loyalty
    low = 0.6 * rent * (1 - 1.5 * hidden) + 0.4 * 0.5 * loyalty - 0.15
    return serve, low


def mover(standing: int, fear: float) -> float:
    cadre = Holder(
        standing=standing, fear=fear, rent=0.5, private_loyalty=0.7, openness_acquaintances=0.8, helpless=0.75
    )
    return worked_out("lying low", cadre, choose=CHOOSE, fear={"low_profile": 0.5})


@pytest.mark.parametrize("standing", [0, 2])
def test_who_is_in_office_lies_low_as_a_trivial_post_is_worth_more(standing: int):
    serve, low = worths(0.4, 0.4 * 0.5)
    assert mover(standing, 0.4) == pytest.approx(0.05 * sigma(6.0 * (low - serve)))


def test_who_lies_low_comes_back_as_office_is_worth_more():
    serve, low = worths(0.4 / 0.5, 0.4)
    assert mover(1, 0.4) == pytest.approx(0.05 * sigma(6.0 * (serve - low)))


def test_nobody_would_have_more_than_full_fear_in_office():
    serve, low = worths(1.0, 0.9)
    assert mover(1, 0.9) == pytest.approx(0.05 * sigma(6.0 * (serve - low)))


FLIGHT = {"flee_rate": 0.0004, "flee_inland": 0.8, "flee_fear": 3.0, "flee_news": 1.5, "flee_outside": 1.0,
          "flee_loyalty": 2.0, "flee_family": 1.4, "fate": 0.9, "flee_frailty": 1.2}  # fmt: skip


@pytest.mark.parametrize(
    ("abroad", "beyond", "access", "vetted", "chance"),
    [
        (1.0, 0.4, 0.0, 0.0, 1.0), (1.0, 0.4, 0.2, 0.3, 0.7), (1.0, 0.4, 0.9, 0.7, 0.8 * 0.6 * 0.9),
        (0.0, 1.0, 0.5, 0.0, 0.8 * 0.6 * 0.5), (0.0, 1.0, 0.0, 0.0, 0.0),
        (1.0, 0.2, 0.0, 0.0, 0.0), (1.0, 0.2, 0.5, 0.3, 0.8 * 0.6 * 0.5),  # a post withdrawn is like one at home
    ],
)  # fmt: skip
def test_a_cadre_flees_from_abroad_or_over_an_open_border(
    abroad: float, beyond: float, access: float, vetted: float, chance: float
):
    cadre = Holder(
        abroad=abroad, withdrawn_beyond=beyond, access=access, vetted=vetted, fear=0.4, flights_heard=0.5, exposure=0.3,
        private_loyalty=0.6, family=0.7, restless=-0.5,
    )  # fmt: skip
    push = 1.2 * -0.5 - 1.2**2 / 2
    kept = 1.4 * (abroad > 0 and beyond >= 0.3) + 0.9
    push += 3.0 * 0.4 + 1.5 * (1 - math.exp(-0.5)) + 1.2 * 0.3 - 2.0 * 0.6 - kept * 0.7
    assert worked_out("flight", cadre, choose=FLIGHT) == pytest.approx(0.0004 * chance * math.exp(push))


def test_a_cadre_begins_to_plot_from_ambition_opportunity_friends_and_arms():
    cadre = Holder(fear=0.4, chance=0.3, approached=1.5, rank_weight=0.4, arms=0.8, private_loyalty=0.5, family=0.7)
    choose = {"plot_rate": 0.2, "plot_join": 3.0, "plot_opportunity": 0.7, "plot_ambition": 1.4, "plot_preemption": 5.0,
              "plot_caution": 2.0, "plot_surveillance": 1.1, "plot_loyalty": 2.5, "fate": 0.9}  # fmt: skip
    push = 1.4 * 0.4 + 5.0 * 0.4 * 0.8 - 2.0 * 0.4 - 1.1 * 0.6 - 2.5 * 0.5 - 0.9 * 0.7
    expected = 0.2 * (1 + 3.0 * 1.5) * 0.3**0.7 * math.exp(push)
    assert worked_out("plot", cadre, choose=choose) == pytest.approx(expected)


def test_a_plotter_is_found_by_chance_by_surveillance_or_by_a_loyal_friend():
    conspire = {"found": 0.02, "found_surveillance": 0.1, "found_denounced": 0.05}
    assert worked_out("detection", Holder(confided=0.4), conspire=conspire) == pytest.approx(0.08 + 0.02)


def test_an_attempt_has_the_rate_of_strong_coalitions():
    assert worked_out("attempt", Holder(), conspire={"attempt": 0.03}) == 0.03


@pytest.mark.parametrize(("standing", "profile"), [(0, 1.0), (1, 0.5), (2, 1.0), (3, 0.0)])
def test_who_lies_low_stands_out_less_and_who_is_away_not_at_all(standing: int, profile: float):
    cadre = Holder(prominence=1.2, standing=standing)
    assert worked_out("visibility", cadre, judge={"low_profile": 0.5}) == pytest.approx(1.2 * profile)


def test_guilt_is_suspicion_above_the_threshold_less_what_arms_shield():
    cadre = Holder(
        arms=0.8, displayed_loyalty=0.6, openness_acquaintances=0.7, private_loyalty=0.4,
        predecessor=1.0, alarms=0.9,
    )  # fmt: skip
    judge = {"shield": 0.7, "slope": 2.0, "lukewarm": 1.5, "talk": 0.9, "cohort": 0.4,
             "menace": 0.6, "false_alarm": 0.8, "campaign": 0.5}  # fmt: skip
    suspicion = 1.5 * 0.6 * 0.4 + 0.9 * 0.6 * 0.7 * 0.6 + 0.4 + 0.6 * 0.8 * 0.4 + 0.8 * 0.9
    expected = math.exp(-0.7 * 0.8) * sigma(2.0 * (suspicion - 1.5 + 0.5 * 0.4))
    assert worked_out("guilt", cadre, judge=judge) == pytest.approx(expected)


def test_merit_weighs_displayed_loyalty_against_competence():
    cadre = Holder(displayed_loyalty=0.6, competence=0.5)
    assert worked_out("merit", cadre) == pytest.approx(0.7 * 0.6 + 0.3 * sigma(0.5))
