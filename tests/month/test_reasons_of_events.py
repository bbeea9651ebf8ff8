"""An event keeps the terms that made its hazard: those of its formula, and no other."""

import math
from collections import Counter

import numpy as np
import pytest

from politburo.month import Outcome, simulate
from politburo.month.choose import choose
from politburo.month.conspire import conspire
from politburo.month.fill import fill
from politburo.month.judge import BLINDLY, FOR_GUILT, judge
from politburo.month.log import Log
from politburo.month.penalise import penalise
from politburo.numerics.chance import Purpose
from politburo.scenario import adapt, load, with_levers, with_parameters
from politburo.terms.accounts import KINDS_WITH_REASONS, account_of
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES
from tests.month.setting import COUNTRY, POSTS, first_month, levers, shuffled, sigma

PENALTY = {
    "judge.threat_severity": 1.0, "judge.plot_severity": 3.0, "judge.rank_severity": 0.5, "judge.cut_demotion": 0.0,
    "judge.cut_reeducation": 0.5, "judge.cut_removal": 1.0, "judge.cut_expulsion": 2.0, "judge.cut_imprisonment": 2.5,
    "judge.cut_execution": 3.0, "judge.inquiry_attempt": 3.0,
}  # fmt: skip
JUDGE = PENALTY | {
    "judge.rank_2": 0.5, "judge.rank_3": 0.1, "judge.rank_4": 0.03, "judge.lukewarm": 3.0, "judge.inquiry": 0.4,
    "judge.inquiry_months": 6.0, "judge.client_case": 0.5, "hear.acquaintance_worth": 0.3,
    "judge.reeducation_months": 6.0, "judge.reeducation_return": 0.5,
    "judge.talk": 1.0, "judge.cohort": 0.5, "judge.menace": 1.0, "judge.false_alarm": 0.8, "judge.slope": 2.0,
    "judge.campaign": 0.5, "judge.shield": 0.8, "judge.low_profile": 0.5,
}  # fmt: skip
CHOOSE = {
    "choose.ruin": 1.5, "choose.serving": 0.5, "choose.perks": 0.6, "choose.low_rent": 0.6, "choose.low_serving": 0.5,
    "choose.low_face": 0.15,
    "choose.low_rate": 0.05, "choose.low_slope": 6.0, "choose.flee_rate": 0.02, "choose.flee_inland": 1.7,
    "choose.flee_fear": 3.0, "choose.flee_news": 1.5, "choose.flee_outside": 1.0, "choose.flee_loyalty": 2.0,
    "choose.flee_family": 1.5, "choose.plot_rate": 0.5, "choose.plot_opportunity": 0.8, "choose.plot_trust": 1.2,
    "choose.plot_join": 4.0, "choose.plot_ambition": 1.1, "choose.plot_preemption": 5.0, "choose.plot_caution": 3.0,
    "choose.plot_surveillance": 2.0, "choose.plot_loyalty": 2.5, "choose.fate": 1.0, "choose.plot_dropped": 0.15,
    "fear.low_profile": 0.5, "conspire.counterbalance": 3.0, "conspire.authority": 0.2, "conspire.rank_strength": 0.4,
    "conspire.fragmented_guards": 0.4,
    "choose.flee_frailty": 1.2, "choose.vetting": 0.6, "choose.vetting_half": 0.02, "choose.vetting_memory": 24.0,
}  # fmt: skip
CONSPIRE = PENALTY | {
    "conspire.found": 0.0, "conspire.found_surveillance": 0.0, "conspire.attempt": 0.9,
    "conspire.attempt_strength": 1e-3, "conspire.counterbalance": 12.0, "conspire.rank_strength": 0.4,
    "conspire.authority": 0.2, "conspire.found_denounced": 0.0, "conspire.bandwagon": 0.5,
    "conspire.bandwagon_slope": 8.0, "govern.setback": 0.15, "conspire.fragmented_guards": 0.4,
}  # fmt: skip
FILL = {
    "fill.rotation_1": 0.0, "fill.rotation_2": 0.0, "fill.rotation_3": 0.0, "fill.rotation_4": 0.0,
    "fill.moved_out_1": 0.0, "fill.moved_out_2": 0.0, "fill.moved_out_3": 0.0, "fill.withdrawal": 0.0,
    "fill.posting_loyalty": 0.5, "fill.posting_family": 0.4, "choose.vetting_half": 0.02,
    "fill.retirement": 0.0, "fill.retirement_age": 65.0, "fill.death_65": 0.0, "fill.death_doubling": 8.0,
    "fill.youngest": 22.0, "fill.recruit_age_spread": 6.0, "fill.recruit_tie": 0.04,
    "fill.recruit_family": 0.4,
    "fill.candidates": 3.0,
    "fill.recruit_age": 34.0, "fill.recruit_loyalty": 0.6, "fill.recruit_competence": 0.15,
    "fill.prospects_memory": 12.0, "believe.base": -0.4, "believe.rents": 1.2, "believe.tie": 0.6,
    "believe.shared_fate": 0.5, "fear.prior": 0.03,
}  # fmt: skip

Told = list[tuple[int, float, dict[str, float]]]
YEARS = adapt(load("example"), until="2004-12")
RESTLESS = {
    "choose.plot_rate": 0.3,
    "choose.plot_opportunity": 0.0,
    "choose.plot_surveillance": 0.0,
    "conspire.attempt": 0.2,
    "conspire.attempt_strength": 0.5,
}


def told(where: Log | Outcome, kind: str, charge: str | None = None) -> Told:
    """Post, hazard and terms by name of each event of a kind that tells why it happened."""
    events = where.columns() if isinstance(where, Log) else where.events
    reasons = where.reasons() if isinstance(where, Log) else where.reasons
    account = account_of(kind, charge)
    assert account is not None
    found: Told = []
    for event, hazard, terms in zip(reasons.event, reasons.hazard.tolist(), reasons.terms.tolist(), strict=True):
        if events["kind"][event] != EVENT_NAMES.index(kind):
            continue
        if charge is None or events["charge"][event] == CHARGES.index(charge):
            assert np.isnan(terms[len(account.terms) :]).all()
            found.append((int(events["agent"][event]), hazard, dict(zip(account.names, terms, strict=False))))
    return found


def judged(**held: float):
    """A month of judgement, the names that had come up before it, and how cadres stood."""
    given = {"purge_intensity": 1.0, "offence_threshold": 1.5, "type_blindness": 0.2, "surveillance": 0.6}
    now = shuffled(first_month(JUDGE, levers(**given | {"campaign": 0.4} | held)))
    now.state.cadres.predecessor[::2] = 1
    now.state.regime.announced[0] = 1.5
    named, standing = now.state.cadres.named.copy(), now.state.cadres.standing.copy()
    judge(now)
    return now, named, standing


def test_a_penalty_tells_the_grounds_of_suspicion():
    now, named, standing = judged()
    c = now.state.cadres
    found = told(now.log, "penalty", "disloyalty")
    assert len(found) == len(now.log) > 20
    alarm = now.draw(Purpose.SUSPECT, POSTS.count)
    for i, _, terms in found:
        cold, arms = 1 - float(c.displayed_loyalty[i]), float(POSTS.arms[i])
        assert terms["display"] == pytest.approx(2.0 * 3.0 * 0.6 * cold, rel=1e-5)
        assert terms["ordered"] == pytest.approx((1 - 0.4) * 1.0 * 1.5)
        assert terms["named"] == pytest.approx(0.4 * float(named[i]))
        assert terms["talk"] == pytest.approx(
            2.0 * 0.6 * float(c.openness_acquaintances[i]) * (1 - float(c.private_loyalty[i])), rel=1e-5
        )
        assert terms["cohort"] == (1.0 if i % 2 == 0 else 0.0)
        assert terms["menace"] == pytest.approx(2.0 * arms * cold, rel=1e-5)
        assert terms["false_alarm"] == pytest.approx(2.0 * 0.8 * float(alarm[i]), rel=1e-5)
        assert terms["threshold"] == pytest.approx(-2.0 * 1.5)
        assert terms["campaign"] == pytest.approx(2.0 * 0.5 * 0.4)
        assert terms["shield"] == pytest.approx(math.exp(-0.8 * arms), rel=1e-5)
        assert terms["prominence"] == POSTS.prominence[i]
        assert terms["low_profile"] == (0.5 if standing[i] == 1 else 1.0)
        assert terms["presence"] == 1.0
        assert terms["type_blindness"] == pytest.approx(0.2)


@pytest.mark.parametrize("blindness", [0.0, 0.2, 1.0])
def test_the_terms_of_a_penalty_make_the_hazard_it_was_drawn_by(blindness: float):
    now, named, _ = judged(type_blindness=blindness)
    s, rates = now.scratch, now.scratch.rates.astype(float)[POSTS.rank]
    hazards = (rates[:, FOR_GUILT] * s.guilt + rates[:, BLINDLY] * s.visible) * (0.9 + 0.4 * named)
    account = account_of("penalty", "disloyalty")
    assert account is not None
    found = told(now.log, "penalty", "disloyalty")
    assert len(found) > 20
    for post, hazard, terms in found:
        assert hazard == pytest.approx(hazards[post], rel=1e-6)
        assert account.hazard(terms) == pytest.approx(hazard, rel=2e-6)


def test_a_penalty_tells_what_its_rank_would_suffer_without_and_with_blindness_alone():
    now, _, _ = judged(offence_threshold=1.5)
    held = [np.count_nonzero(POSTS.rank == rank) for rank in range(4)]
    for post, _, terms in told(now.log, "penalty", "disloyalty"):
        rank = POSTS.rank[post]
        expected = (1.0, 0.5, 0.1, 0.03)[rank] / 12 * held[rank]
        guilt, visible = (column[:3000][POSTS.rank == rank] for column in (now.scratch.guilt, now.scratch.visible))
        assert terms["rate"] == pytest.approx(expected / guilt.astype(float).sum(), rel=1e-5)
        assert terms["blind_rate"] == pytest.approx(expected / visible.astype(float).sum(), rel=1e-5)


def chosen():
    """A month of choices in which all wish to leave or to plot."""
    now = shuffled(
        first_month(
            CHOOSE,
            levers(
                rents=1.1, border_control=0.5, neighbour_lead=1.2, surveillance=0.5, posts_abroad=1.0, fragmentation=0.5
            ),
        )
    )
    choose(now)
    return now


def test_a_flight_tells_what_pushed_and_what_held_back():
    now = chosen()
    c = now.state.cadres
    found = told(now.log, "flight")
    assert {bool(POSTS.abroad[post]) for post, _, _ in found} == {True, False}
    for i, hazard, terms in found:
        abroad = float(POSTS.abroad[i])
        assert terms["rate"] == pytest.approx(0.02)
        assert terms["access"] == pytest.approx(1.0 if abroad else float(POSTS.access[i]))
        assert terms["border"] == pytest.approx(1.0 if abroad else 1.7 * 0.5)
        assert terms["fear"] == pytest.approx(3.0 * float(c.fear[i]), rel=1e-5)
        assert terms["news"] == pytest.approx(1.5 * (1 - math.exp(-float(c.flights_heard[i]))), rel=1e-5)
        assert terms["outside"] == pytest.approx(1.2 * float(POSTS.exposure[i]), rel=1e-5)
        assert terms["loyalty"] == pytest.approx(-2.0 * float(c.private_loyalty[i]), rel=1e-5)
        assert terms["hostages"] == pytest.approx(-1.5 * abroad * float(c.family[i]), rel=1e-5)
        assert terms["shared_fate"] == pytest.approx(-float(c.family[i]), rel=1e-5)
        assert hazard == now.scratch.flees[i]


def test_a_plot_tells_what_incited_and_what_deterred():
    now = chosen()
    c = now.state.cadres
    found = told(now.log, "plot")
    assert len(found) > 20
    for i, hazard, terms in found:
        assert terms["rate"] == pytest.approx(0.5)
        assert terms["approached"] == pytest.approx(1 + 4.0 * float(c.approached[i]))
        assert terms["opportunity"] == pytest.approx(0.8 * math.log(float(now.scratch.chance[i])), rel=1e-5)
        assert terms["ambition"] == pytest.approx(1.1 * 0.4 ** int(POSTS.rank[i]), rel=1e-5)
        assert terms["preemption"] == pytest.approx(5.0 * float(c.fear[i]) * float(POSTS.arms[i]), rel=1e-5)
        assert terms["caution"] == pytest.approx(-3.0 * float(c.fear[i]), rel=1e-5)
        assert terms["surveillance"] == pytest.approx(-2.0 * 0.5)
        assert terms["loyalty"] == pytest.approx(-2.5 * float(c.private_loyalty[i]), rel=1e-5)
        assert terms["shared_fate"] == pytest.approx(-float(c.family[i]), rel=1e-5)
        assert hazard == now.scratch.plots[i]


LEADER = int(np.flatnonzero((POSTS.rank == 0) & (POSTS.organ == 1))[0])
FRIEND, OTHER = int(POSTS.close[LEADER, 0]), int(POSTS.acquaintances[LEADER, 0])
CLIENT = int(np.flatnonzero(POSTS.patron == LEADER)[0])


def plotting(run: int = 3, **strengths: float):
    """A month in which one of the top plots with a friend, an acquaintance and a client."""
    given = {f"conspire.{name}": value for name, value in strengths.items()}
    now = first_month(CONSPIRE | given, levers(surveillance=0.5, fragmentation=0.5), run=run)
    now.state.cadres.standing[[LEADER, FRIEND, OTHER, CLIENT]] = 2
    now.state.cadres.private_loyalty[:] = 0.4
    conspire(now)
    return now


def strength(i: int) -> float:
    return float(POSTS.arms[i] + 0.2) * 0.4 ** int(POSTS.rank[i])


def test_who_is_found_out_was_found_by_chance_or_surveillance():
    now = plotting(found=0.4, found_surveillance=1.2, found_denounced=0.5)
    found = told(now.log, "plot found")
    assert len(found) == 4
    for _, hazard, terms in found:
        assert hazard == pytest.approx(1.0)
        assert terms["denounced"] > 0
        assert (terms["found"], terms["surveillance"]) == (pytest.approx(0.4), pytest.approx(1.2 * 0.5))
    assert told(now.log, "penalty", "plotting") == found


def led_by_the_leader(kind: str, **strengths: float):
    """The first run in which the coup is the leader's own: its month and its reasons."""
    for run in range(200):
        now = plotting(run, **strengths)
        for post, hazard, terms in told(now.log, kind):
            if post == LEADER:
                return now, hazard, terms
    pytest.fail("the leader never leads a coup")


def test_a_failed_coup_tells_who_stood_on_either_side():
    now, hazard, terms = led_by_the_leader("coup attempt", attempt=0.3, attempt_strength=0.9, counterbalance=50.0)
    own, followers = [strength(i) for i in (LEADER, FRIEND, OTHER, CLIENT)], terms["followers"]
    assert [terms[name] for name in ("own", "friends", "acquaintances", "clients")] == pytest.approx(own, rel=1e-5)
    assert (terms["rate"], terms["half"]) == (pytest.approx(0.3), pytest.approx(0.9))
    assert terms["guards"] == pytest.approx(50.0 * 0.4)
    attempt = 0.3 * sum(own) ** 2 / (sum(own) ** 2 + 0.9**2)
    assert followers > 0
    assert hazard == pytest.approx(attempt * 20.0 / (sum(own) + followers + 20.0), rel=1e-5)
    penalties = told(now.log, "penalty", "coup attempt")
    mine = [(kept_hazard, kept) for _, kept_hazard, kept in penalties if kept["own"] == terms["own"]]
    assert mine == [(hazard, terms)] * 4


def test_a_coup_that_succeeds_tells_how_likely_that_was():
    _, hazard, terms = led_by_the_leader("regime end", attempt=0.3, attempt_strength=0.9, counterbalance=1.0)
    own = sum(strength(i) for i in (LEADER, FRIEND, OTHER, CLIENT))
    joined = own + terms["followers"]
    assert terms["guards"] == pytest.approx(0.4)
    assert hazard == pytest.approx(0.3 * own**2 / (own**2 + 0.81) * joined / (joined + 0.4), rel=1e-5)


CLIENTS_OF = np.diff(POSTS.clients.starts)
POST = int(np.flatnonzero((CLIENTS_OF > 6) & (POSTS.rank < 2) & (POSTS.abroad == 0))[0])
CLIENTS = np.flatnonzero(POSTS.patron == POST)
ABROAD = int(np.flatnonzero((CLIENTS_OF == 0) & (POSTS.rank < 2) & (POSTS.abroad > 0))[0])


def juniors_of(post: int) -> np.ndarray:
    """The clients of a post, or where it has none the circle below."""
    clients = np.flatnonzero(POSTS.patron == post)
    return clients if len(clients) else np.flatnonzero(POSTS.circle == POSTS.circle[post] + 1)


def promoted(run: int, post: int = POST):
    """A month in which one post is filled by one of the juniors, the second of whom lies low."""
    now = shuffled(first_month(FILL, levers(loyalty_over_competence=0.6), run=run))
    now.state.cadres.standing[:] = 0
    now.state.cadres.standing[juniors_of(post)[1]] = 1
    now.scratch.vacant[post] = 2
    shown, able = now.state.cadres.displayed_loyalty.copy(), now.state.cadres.competence.copy()
    fill(now)
    return now, shown, able


@pytest.mark.parametrize("filled", [POST, ABROAD])
def test_a_promotion_tells_what_set_the_chosen_apart_from_the_other_juniors(filled: int):
    clients = juniors_of(filled)
    now, shown, able = promoted(0, filled)
    family = shuffled(first_month(FILL)).state.cadres.family
    ((chance, terms),) = ((chance, terms) for post, chance, terms in told(now.log, "promotion") if post == filled)
    chosen = int(now.state.cadres.person[filled])
    others = [int(i) for i in clients if i != clients[1]]
    display = {i: 0.6 * float(shown[i]) for i in others}
    competence = {i: 0.4 * sigma(float(able[i])) for i in others}
    posting = {i: float(POSTS.abroad[filled] * (0.5 * shown[i] + 0.4 * family[i])) for i in others}
    score = {i: display[i] + competence[i] + posting[i] for i in others}
    assert terms["posting"] == pytest.approx(posting[chosen] - np.mean([*posting.values()]), abs=1e-6)
    assert terms["display"] == pytest.approx(display[chosen] - np.mean([*display.values()]), abs=1e-6)
    assert terms["competence"] == pytest.approx(competence[chosen] - np.mean([*competence.values()]), abs=1e-6)
    parts = sum(terms[name] for name in ("display", "competence", "posting", "peers"))
    assert parts == pytest.approx(score[chosen], rel=1e-5)
    better, juniors = sum(score[i] > score[chosen] for i in others), len(clients)
    assert (terms["juniors"], terms["better"], terms["looked_at"]) == (juniors, better, 3)
    expected = ((juniors - better) / juniors) ** 3 - ((juniors - better - 1) / juniors) ** 3
    assert chance == pytest.approx(expected, rel=1e-5)


@pytest.mark.slow
def test_each_junior_is_promoted_as_often_as_his_chance_says():
    chances, times, runs = {}, Counter(), 600
    for run in range(runs):
        now, _, _ = promoted(run)
        chosen = int(now.state.cadres.person[POST])
        # Where only the one who lies low was looked at, a recruit comes in and nobody is promoted.
        for chance in (chance for post, chance, _ in told(now.log, "promotion") if post == POST):
            assert chances.setdefault(chosen, chance) == chance
            times[chosen] += 1
    assert sum(times.values()) > 0.9 * runs
    assert len(times) > 4
    for chosen, chance in chances.items():
        assert abs(times[chosen] - runs * chance) < 5 * math.sqrt(runs * chance * (1 - chance))


def test_only_penalties_that_are_told_a_reason_keep_one():
    now = first_month(PENALTY)
    penalise(now, np.array([4, 9], np.int32), CHARGES.index("disloyalty"))
    assert len(now.log) == 2
    assert len(now.log.reasons().event) == 0


WORLDS = {
    "the example": YEARS,
    "blind terror": with_levers(YEARS, type_blindness=1.0),
    "terror that looks": with_levers(YEARS, type_blindness=0.0, purge_intensity=0.5),
    "hopeless coups": with_parameters(YEARS, RESTLESS | {"conspire.counterbalance": 100.0}),
    "the regime's end": with_parameters(YEARS, RESTLESS | {"conspire.counterbalance": 1.0}),
    "hazards at their ceilings": with_parameters(
        with_levers(adapt(YEARS, until="2001-12"), purge_intensity=1.0),
        {"choose.flee_rate": 0.005, "choose.plot_rate": 0.5, "choose.flee_fear": 10.0, "choose.plot_preemption": 12.0},
    ),
}


@pytest.fixture(scope="module", params=WORLDS)
def outcome(request):
    return simulate(COUNTRY, WORLDS[request.param], run=1)


@pytest.mark.slow
def test_terms_combine_to_the_hazard_of_every_event(outcome):
    count = 0
    for kind in KINDS_WITH_REASONS:
        for charge in CHARGES if kind == "penalty" else (None,):
            account = account_of(kind, charge)
            assert account is not None
            for _, hazard, terms in told(outcome, kind, charge):
                assert 0 < hazard <= 1
                assert account.hazard(terms) == pytest.approx(hazard, rel=3e-6)
                count += 1
    assert count == len(outcome.reasons.event) > 70


def test_every_event_of_a_kind_that_carries_reasons_has_them_and_no_other(outcome):
    codes = [EVENT_NAMES.index(kind) for kind in KINDS_WITH_REASONS]
    expected = np.flatnonzero(np.isin(outcome.events["kind"], codes))
    assert outcome.reasons.event.tolist() == expected.tolist()


def test_penalties_for_plots_and_coups_share_the_reasons_of_what_they_are_for(outcome):
    found = Counter((hazard, *terms.values()) for _, hazard, terms in told(outcome, "plot found"))
    assert Counter((hazard, *terms.values()) for _, hazard, terms in told(outcome, "penalty", "plotting")) == found
    failed = {(hazard, *terms.values()) for _, hazard, terms in told(outcome, "coup attempt")}
    assert {(hazard, *terms.values()) for _, hazard, terms in told(outcome, "penalty", "coup attempt")} == failed


def test_worlds_with_coups_have_both_kinds():
    failed, ended = (simulate(COUNTRY, WORLDS[name], run=1) for name in ("hopeless coups", "the regime's end"))
    assert len(told(failed, "coup attempt")) > 0
    assert len(told(ended, "regime end")) == 1


def test_with_a_border_closed_only_the_posted_abroad_flee_and_say_so():
    closed = with_parameters(
        with_levers(YEARS, border_control=1.0), {"choose.flee_rate": 0.005, "choose.vetting_half": 0.2}
    )
    found = told(simulate(COUNTRY, closed, run=1), "flight")
    assert len(found) > 5
    assert all((terms["access"], terms["border"]) == (1.0, 1.0) for _, _, terms in found)


def test_guards_are_those_of_the_security_organs():
    now, _, terms = led_by_the_leader("coup attempt", attempt=0.3, attempt_strength=0.9, counterbalance=50.0)
    guards = (POSTS.organ == COUNTRY.organs.index("security")) & (POSTS.rank < 2)
    assert terms["guards"] == pytest.approx(
        50.0 * now.state.cadres.private_loyalty[guards].astype(float).mean(), rel=1e-5
    )
