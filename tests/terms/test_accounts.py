"""Reasons are declared for each kind of event, few, in words, and combine to a hazard that can be worked by hand."""

import math

import pytest

from politburo.terms.accounts import (
    ACCOUNTS,
    KINDS_WITH_REASONS,
    MOST_TERMS,
    account_of,
    places_in,
    places_of,
)
from politburo.terms.events import EVENT_NAMES
from politburo.terms.hazards import HAZARDS, MOST_PENALTY_HAZARD, MOST_TIMES, PARTS, Account
from politburo.terms.words import CHARGES

PENALTY = {
    "rate": 0.02, "blind_rate": 0.01, "type_blindness": 0.25, "ordered": 0.12, "named": 0.05,
    "prominence": 1.2, "low_profile": 0.5, "presence": 1.0, "shield": 0.8, "display": 1.5,
    "talk": 0.3, "cohort": 0.9, "menace": 0.2, "false_alarm": 1.0,
    "threshold": -4.5, "campaign": 0.4,
}  # fmt: skip
FLIGHT = {
    "rate": 0.0004, "access": 0.5, "border": 0.6, "fear": 1.8, "news": 0.7, "outside": 0.3, "loyalty": -0.9,
    "hostages": -0.4, "shared_fate": -0.6, "vetting": 0.8, "frailty": 0.2,
}  # fmt: skip
PLOT = {
    "rate": 0.02, "approached": 5.0, "opportunity": -2.3, "ambition": 1.6, "preemption": 1.5, "caution": -0.9,
    "surveillance": -1.8, "loyalty": -2.4, "shared_fate": -0.7,
}  # fmt: skip
COUP = {
    "rate": 0.02, "half": 3.0, "own": 1.0, "friends": 0.5, "acquaintances": 0.25, "clients": 0.25, "guards": 7.5,
    "followers": 0.5,
}  # fmt: skip
PROMOTION = {
    "display": 0.1, "competence": -0.02, "peers": 0.6, "juniors": 8.0, "better": 2.0, "looked_at": 3.0, "posting": 0.0
}  # fmt: skip
FOUND = {"found": 0.02, "surveillance": 0.15, "denounced": 0.03}


def the(kind: str, charge: str | None = None) -> Account:
    account = account_of(kind, charge)
    assert account is not None
    return account


def test_only_kinds_of_events_that_exist_carry_reasons():
    assert set(KINDS_WITH_REASONS) == {
        "penalty", "flight", "plot found", "coup attempt", "regime end", "promotion", "plot"
    }  # fmt: skip
    assert set(KINDS_WITH_REASONS) < set(EVENT_NAMES)


@pytest.mark.parametrize("charge", CHARGES)
def test_every_charge_has_its_own_account(charge: str):
    assert the("penalty", charge).charge == charge
    assert account_of("penalty") is None


@pytest.mark.parametrize("kind", ["departure", "rotation", "retirement", "death", "returned", "dismissed"])
def test_ordinary_events_carry_no_reasons(kind: str):
    assert account_of(kind) is None


def test_terms_are_few_and_said_in_words():
    assert MOST_TERMS == 16
    for account in ACCOUNTS:
        assert len(set(account.names)) == len(account.names)
        for term in account.terms:
            assert term.part in PARTS
            assert term.meaning
            assert term.unit


def test_terms_in_files_keep_their_places():
    """A new term goes to the end of its account."""
    assert the("penalty", "disloyalty").names == tuple(PENALTY)
    assert the("flight").names == tuple(FLIGHT)
    assert the("plot").names == tuple(PLOT)
    assert the("coup attempt").names == the("regime end").names == the("penalty", "coup attempt").names == tuple(COUP)
    assert the("promotion").names == tuple(PROMOTION)
    assert the("plot found").names == the("penalty", "plotting").names == tuple(FOUND)


@pytest.mark.parametrize(
    ("hazard", "kind", "charge"),
    [("flight", "flight", None), ("plot", "plot", None), ("detection", "plot found", None),
     ("detection", "penalty", "plotting"), ("attempt", "coup attempt", None), ("attempt", "regime end", None),
     ("attempt", "penalty", "coup attempt"), ("visibility", "penalty", "disloyalty"),
     ("guilt", "penalty", "disloyalty"), ("merit", "promotion", None)],
)  # fmt: skip
def test_terms_of_a_hazard_have_the_same_places_in_every_account(hazard: str, kind: str, charge: str | None):
    assert places_of(HAZARDS[hazard]) == places_in(the(kind, charge), HAZARDS[hazard].terms)


def test_terms_that_no_event_keeps_stand_in_their_own_order():
    for name in ("departure", "loyalty", "lying low"):
        assert places_of(HAZARDS[name]) == tuple(range(len(HAZARDS[name].terms)))


def test_a_formula_names_every_term_but_those_it_defines():
    for account in ACCOUNTS:
        for name in account.names:
            assert name in account.formula, account


def test_the_hazard_of_a_penalty_is_guilt_and_blind_terror_mixed():
    guilt = 0.8 / (1 + math.exp(-(1.5 + 0.3 + 0.9 + 0.2 + 1.0 - 4.5 + 0.4)))
    expected = 1.2 * 0.5 * (0.75 * 0.02 * guilt + 0.25 * 0.01) * (0.12 + 0.05)
    assert the("penalty", "disloyalty").hazard(PENALTY) == pytest.approx(expected)


def test_the_hazards_of_flight_and_plotting_are_exponential_in_their_pushes():
    assert the("flight").hazard(FLIGHT) == pytest.approx(0.0004 * 0.5 * 0.6 * 0.8 * math.exp(1.1))
    assert the("plot").hazard(PLOT) == pytest.approx(0.02 * 5.0 * math.exp(-5.0))


def test_a_coup_is_attempted_by_strength_and_decided_by_the_guards():
    attempt = 0.02 * 4 / (4 + 9)
    assert the("coup attempt").hazard(COUP) == pytest.approx(attempt * 7.5 / 10)
    assert the("regime end").hazard(COUP) == pytest.approx(attempt * 2.5 / 10)


def test_who_is_found_out_or_fails_is_penalised_for_it():
    assert the("penalty", "plotting").hazard(FOUND) == the("plot found").hazard(FOUND) == pytest.approx(0.2)
    assert the("penalty", "coup attempt").hazard(COUP) == the("coup attempt").hazard(COUP)


def test_the_chance_of_a_promotion_counts_the_looks_that_find_him_and_none_better():
    # Of the 8³ ways to look three times, 6³ find neither of the two better ones, and 5³ of these miss him too.
    assert the("promotion").hazard(PROMOTION) == pytest.approx((6**3 - 5**3) / 8**3)


def test_no_hazard_exceeds_its_ceiling():
    assert the("penalty", "disloyalty").hazard(PENALTY | {"rate": 90.0}) == MOST_PENALTY_HAZARD
    assert the("flight").hazard(FLIGHT | {"rate": 9.0}) == HAZARDS["flight"].most == 0.5
    assert the("plot").hazard(PLOT | {"rate": 90.0}) == HAZARDS["plot"].most == 0.5
    assert the("plot found").hazard(FOUND | {"found": 0.9}) == HAZARDS["detection"].most == 1.0


def test_what_a_term_did_is_the_logarithm_of_how_many_times_it_raised_the_hazard():
    flight = the("flight")
    assert flight.contribution("fear", FLIGHT) == pytest.approx(1.8)
    assert flight.contribution("access", FLIGHT) == pytest.approx(math.log(0.5))
    assert flight.contribution("loyalty", FLIGHT) == pytest.approx(-0.9)


def test_suspicion_weighs_less_where_guilt_is_plain():
    account = the("penalty", "disloyalty")
    plain = PENALTY | {"threshold": 0.0}
    assert 0 < account.contribution("display", plain) < account.contribution("display", PENALTY) < 1.5


def test_blind_terror_endangers_the_innocent_and_dilutes_the_danger_of_the_guilty():
    account = the("penalty", "disloyalty")
    assert account.contribution("type_blindness", PENALTY | {"threshold": -9.0}) > 0
    assert account.contribution("type_blindness", PENALTY | {"threshold": 3.0}) < 0


def test_where_terror_is_blind_no_ground_of_suspicion_counts():
    blind = PENALTY | {"type_blindness": 1.0}
    account = the("penalty", "disloyalty")
    assert account.contribution("display", blind) == 0
    assert account.contribution("low_profile", blind) == pytest.approx(math.log(0.5))


def test_allies_make_a_coup_likelier_and_guards_keep_it_from_succeeding():
    ended = the("regime end")
    assert ended.contribution("friends", COUP) > 0
    assert ended.contribution("followers", COUP) == pytest.approx(math.log((2.5 / 10) / (2 / 9.5)))
    assert the("coup attempt").contribution("followers", COUP) < 0
    assert ended.contribution("guards", COUP) == pytest.approx(math.log(2.5 / 10))
    assert the("coup attempt").contribution("guards", COUP) == 0


def test_a_base_has_no_contribution_of_its_own():
    for account, values in ((the("flight"), FLIGHT), (the("penalty", "disloyalty"), PENALTY), (the("plot"), PLOT)):
        assert account.contribution("rate", values) == 0
    assert the("penalty", "disloyalty").contribution("threshold", PENALTY) == 0


def test_a_score_is_compared_with_the_mean_of_the_juniors():
    assert the("promotion").contribution("display", PROMOTION) == pytest.approx(0.1)
    assert the("promotion").contribution("competence", PROMOTION) == pytest.approx(-0.02)
    assert the("promotion").contribution("juniors", PROMOTION) == 0


def test_what_could_not_have_happened_without_a_term_counts_as_a_million_times_likelier():
    assert the("plot found").contribution("surveillance", FOUND | {"found": 0.0, "denounced": 0.0}) == pytest.approx(
        math.log(MOST_TIMES)
    )
