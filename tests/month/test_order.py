"""An ordered purge hits a share of those whom it means, in the form that it names, and nobody else."""

import numpy as np
import pytest

from politburo.country import build
from politburo.month.order import order
from politburo.month.penalise import penalise
from politburo.month.unseen import FLIGHTS, PENALTIES
from politburo.terms.accounts import account_of
from politburo.terms.events import EVENT_NAMES, Order
from politburo.terms.words import CHARGES, FORMS
from tests.month.setting import COUNTRY, POSTS, add_cases, close_to, first_month
from tests.month.test_penalise import STRENGTHS

THINNED = build("example", 0.1)


def prepared(*orders: Order, country=COUNTRY, run: int = 3):
    """The month of these orders: every third cadre is the predecessor's man, and ages are from 20 to 89."""
    now = first_month(STRENGTHS, None, country, run=run, orders=orders)
    now.state.cadres.predecessor[::3] = 1
    now.state.cadres.age[:] = 20 + np.arange(country.posts.count) % 140 / 2
    now.state.regime.elite_threat[0] = 0.5
    return now


def hit(now) -> list[int]:
    """The posts whose holders were penalised on order."""
    assert (now.log.column("kind") == EVENT_NAMES.index("penalty")).all()
    assert (now.log.column("charge") == CHARGES.index("order")).all()
    return now.log.column("agent").tolist()


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ({}, lambda cadres: np.ones(POSTS.count, bool)),
        ({"organ": "trade"}, lambda cadres: POSTS.organ == 4),
        ({"rank": "county"}, lambda cadres: POSTS.rank == 3),
        ({"province": "Border"}, lambda cadres: POSTS.province == 1),
        ({"generation": "predecessor"}, lambda cadres: cadres.predecessor == 1),
        ({"generation": "leader"}, lambda cadres: cadres.predecessor == 0),
        ({"age_from": 60.0}, lambda cadres: cadres.age >= 60),
        ({"age_to": 60.0}, lambda cadres: np.floor(cadres.age) <= 60),
        (
            {"organ": "party", "rank": "provincial", "province": "Plain", "generation": "leader", "age_from": 30.0,
             "age_to": 70.0},
            lambda c: (POSTS.organ == 0) & (POSTS.rank == 2) & (POSTS.province == 2) & (c.predecessor == 0)
            & (c.age >= 30) & (c.age < 71),
        ),
    ],
)  # fmt: skip
def test_all_of_those_meant_are_hit_and_nobody_else(named, meant):
    now = prepared(Order(1.0, form="removal", **named))
    expected = np.flatnonzero(meant(now.state.cadres)).tolist()
    order(now)
    assert hit(now) == expected
    assert len(expected) > 3
    assert (now.log.column("form") == FORMS.index("removal")).all()
    assert np.flatnonzero(now.scratch.vacant).tolist() == expected


def test_a_share_of_them_is_hit_by_chance_and_a_smaller_one_among_a_larger():
    shares = (0.1, 0.4)
    few, many = (prepared(Order(share, rank="county")) for share in shares)
    for now, share in zip((few, many), shares, strict=True):
        order(now)
        low, high = close_to(share * (POSTS.rank == 3).sum())
        assert low < len(hit(now)) < high
    assert set(hit(few)) < set(hit(many)) < set(np.flatnonzero(POSTS.rank == 3))


def test_an_order_of_nobody_and_no_order_change_nothing():
    for orders in ((), (Order(0.0),), (Order(1.0, age_from=90.0),)):
        now = prepared(*orders)
        before = now.state.digest()
        order(now)
        assert (now.state.digest(), len(now.log), now.scratch.vacant.any()) == (before, 0, False)


def test_without_a_form_each_case_is_as_severe_as_it_would_have_been():
    now, beside = prepared(Order(1.0)), prepared()
    order(now)
    penalise(beside, np.arange(POSTS.count, dtype=np.int32), CHARGES.index("disloyalty"))
    assert now.log.column("form").tolist() == beside.log.column("form").tolist()
    assert len(set(now.log.column("form").tolist())) == 7


def test_it_is_heard_of_and_opens_inquiries_as_other_penalties_do():
    now, beside = prepared(Order(0.2, organ="security")), prepared()
    order(now)
    penalise(beside, np.array(hit(now), np.int32), CHARGES.index("disloyalty"))
    assert now.state.digest() == beside.state.digest()
    assert (now.state.cases.opens[: now.state.cases.in_use[0]] == 1).all()
    assert now.state.cases.penalised.tolist() == hit(now)
    assert (now.counts.penalties == beside.counts.penalties).all()


def test_who_fled_or_was_penalised_this_month_is_spared():
    now = prepared(Order(1.0, organ="trade"), Order(1.0, organ="trade", form="lesser penalty"))
    first = np.flatnonzero(POSTS.organ == 4)
    add_cases(now, first[:2], flight=1)
    add_cases(now, first[2:4])
    order(now)
    assert hit(now) == first[4:].tolist()  # once, too, though two orders mean them


def test_orders_of_one_month_hit_independently():
    one, two = Order(0.5, rank="county", form="lesser penalty"), Order(0.5, rank="county", form="demotion")
    now, alone = prepared(one, two), prepared(one)
    order(now)
    order(alone)
    county = (POSTS.rank == 3).sum()
    assert hit(now)[: len(hit(alone))] == hit(alone)
    low, high = close_to(0.25 * county)
    assert low < len(hit(now)) - len(hit(alone)) < high


def test_the_reason_is_the_order():
    now = prepared(Order(0.3, province="Border"))
    order(now)
    reasons, account = now.log.reasons(), account_of("penalty", "order")
    assert account is not None
    assert reasons.event.tolist() == list(range(len(hit(now))))
    assert reasons.hazard == pytest.approx(0.3)
    assert reasons.terms[:, 0] == pytest.approx(0.3)
    assert account.hazard({"ordered": 0.3}) == 0.3
    assert account.contribution("ordered", {"ordered": 0.3}) > 10  # nothing would have happened without it


def test_in_a_thinned_country_as_many_are_unseen_as_those_for_whom_the_meant_stand():
    now = prepared(Order(0.3, organ="party", form="removal"), country=THINNED)
    order(now)
    meant = np.bincount(THINNED.posts.circle[THINNED.posts.organ == 0], minlength=24)
    assert now.state.cases.unseen[PENALTIES] == pytest.approx(0.3 * (THINNED.weights - 1) * meant, rel=1e-5)
    assert now.state.cases.unseen[PENALTIES].sum() > 1
    assert not now.state.cases.unseen[FLIGHTS].any()
