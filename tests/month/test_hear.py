"""News of penalties and flights reaches ties, circles and, from the top, everyone; then it spreads and fades."""

import numpy as np
import pytest

from politburo.month.hear import hear
from tests.month.setting import COUNTRY, POSTS, add_cases, first_month, levers, shuffled

STRENGTHS = {
    "hear.memory": 8.0, "hear.close_case": 1.0, "hear.acquaintance_case": 0.3, "hear.circle_case": 0.12,
    "hear.acquaintance_worth": 0.35, "hear.flight_half": 0.01, "hear.circle_half": 0.1, "hear.public_case": 0.06,
    "hear.public_half": 2.0, "hear.most_news": 20.0, "hear.rumour": 0.2, "hear.habituation": 0.5, "hear.habit": 18.0,
    "hear.flight_news": 0.8,
    "conspire.authority": 0.2, "conspire.rank_strength": 0.4,
}  # fmt: skip
SILENT = ("close_case", "acquaintance_case", "circle_case", "public_case", "rumour")
NEUTRAL = STRENGTHS | {f"hear.{name}": 0.0 for name in SILENT}
SOME = (0, 61, 500, 1500, 2999)
PENALISED, FLED = (0, 5, 61, 700, 2998), (3, 1500)
DECAY = 2 ** (-1 / 8)


def prepared(strengths, penalised=PENALISED, fled=FLED, published=0.0):
    """The month after these cases."""
    now = shuffled(first_month(strengths, levers(news_from_outside=published)))
    add_cases(now, penalised)
    add_cases(now, fled, 1)
    return now


def test_news_follows_its_equation():
    now = prepared(STRENGTHS)
    now.state.regime.expected_cases[0] = 1.5
    c = now.state.cadres
    before = {name: getattr(c, name).astype(float) for name in ("penalties_heard", "flights_heard")}
    top = sum(POSTS.rank[j] == 0 for j in PENALISED)
    value = 1 / (1 + 0.5 * 1.5)
    hear(now)
    for name, cases, half, worth, public in (
        ("penalties_heard", PENALISED, 0.1, value, 0.06 * top / (top + 2.0)),
        ("flights_heard", FLED, 0.01, 0.8, 0.0),
    ):
        old = before[name]
        for i in SOME:
            close, others = POSTS.close[i], POSTS.acquaintances[i]
            listened = (c.openness_close[close] * old[close]).sum() + 0.35 * (
                c.openness_acquaintances[others] * old[others]
            ).sum()
            listened /= 6 + 0.35 * 10
            rate = 12 * sum(POSTS.circle[j] == POSTS.circle[i] for j in cases) / COUNTRY.circle_sizes[POSTS.circle[i]]
            tie_cases = sum(1.0 * (close == j).sum() + 0.3 * (others == j).sum() for j in cases)
            known = 0.12 * rate / (rate + half) + public
            expected = DECAY * old[i] + 0.2 * listened + worth * (tie_cases + known)
            assert getattr(c, name)[i] == pytest.approx(expected, rel=1e-5)


def test_friends_who_talk_show_their_disaffection():
    now = prepared(NEUTRAL)
    c = now.state.cadres
    hear(now)
    for i in SOME:
        friends = POSTS.close[i]
        assert c.seen[i] == pytest.approx(
            (c.openness_close[friends] * (1 - c.private_loyalty[friends])).mean(), abs=1e-6
        )


def test_friends_who_talk_show_what_they_could_bring_to_a_plot():
    now = prepared(NEUTRAL)
    c = now.state.cadres
    hear(now)
    strength = (POSTS.arms + 0.2) * 0.4 ** POSTS.rank.astype(float)
    for i in SOME:
        friends = POSTS.close[i]
        expected = (c.openness_close[friends] * (1 - c.private_loyalty[friends]) * strength[friends]).sum()
        assert c.backing[i] == pytest.approx(expected, rel=1e-5)


def test_among_silent_friends_nobody_can_be_counted_on_or_approached():
    now = prepared(NEUTRAL)
    now.state.cadres.openness_close[:] = 0
    hear(now)
    assert (now.state.cadres.backing == 0).all()
    assert (now.state.cadres.approached == 0).all()


def test_plotters_tell_their_close_friends_as_far_as_they_are_open_to_them():
    now = prepared(NEUTRAL)
    c = now.state.cadres
    c.standing[:] = 0
    c.standing[list(SOME)] = (2, 2, 1, 2, 2)
    hear(now)
    expected = np.zeros(POSTS.count)
    for i in (0, 61, 1500, 2999):
        np.add.at(expected, POSTS.close[i], float(c.openness_close[i]))
    assert c.approached == pytest.approx(expected, rel=1e-5)


def test_where_nobody_talks_and_nothing_is_known_news_only_fades():
    now = prepared(NEUTRAL)
    c = now.state.cadres
    before = c.penalties_heard.copy(), c.flights_heard.copy()
    hear(now)
    assert c.penalties_heard == pytest.approx(DECAY * before[0])
    assert c.flights_heard == pytest.approx(DECAY * before[1])


def test_without_cases_there_is_no_news():
    now = first_month(STRENGTHS, levers(news_from_outside=0.0))
    hear(now)
    assert (now.state.cadres.penalties_heard == 0).all()
    assert (now.state.cadres.flights_heard == 0).all()
    assert now.state.regime.expected_cases[0] == 0


def test_rumour_stops_where_friends_are_silent():
    now = first_month(NEUTRAL | {"hear.rumour": 0.5}, levers(news_from_outside=0.0))
    now.state.cadres.penalties_heard[:] = 1.0
    now.state.cadres.openness_close[:] = now.state.cadres.openness_acquaintances[:] = 0.0
    hear(now)
    assert now.state.cadres.penalties_heard == pytest.approx(DECAY)
    now.state.cadres.penalties_heard[:] = 1.0
    now.state.cadres.openness_close[:] = now.state.cadres.openness_acquaintances[:] = 1.0
    hear(now)
    assert now.state.cadres.penalties_heard == pytest.approx(DECAY + 0.5)


def test_a_case_at_the_top_is_heard_of_by_all_and_one_below_is_not():
    public = NEUTRAL | {"hear.public_case": 0.06}
    at_the_top, below = prepared(public, (0,), ()), prepared(public, (2999,), ())
    for now in (at_the_top, below):
        now.state.cadres.penalties_heard[:] = 0
        hear(now)
    assert at_the_top.state.cadres.penalties_heard == pytest.approx(0.06 / 3)
    assert (below.state.cadres.penalties_heard == 0).all()


def test_what_outsiders_publish_is_heard_as_cases_at_the_top_are():
    """By all, and with the same habit; but nobody's friend was hit, and no circle."""
    public = NEUTRAL | {"hear.public_case": 0.06}
    published, hit = prepared(public, (), (), published=3.0), prepared(public, (0, 1, 2), ())
    for now in (published, hit):
        assert (POSTS.rank[[0, 1, 2]] == 0).all()
        hear(now)
    assert (published.state.cadres.penalties_heard == hit.state.cadres.penalties_heard).all()
    assert published.state.regime.expected_cases[0] == hit.state.regime.expected_cases[0] > 0
    silent = prepared(public, (), ())
    hear(silent)
    heard = published.state.cadres.penalties_heard - silent.state.cadres.penalties_heard
    assert heard == pytest.approx(0.06 * 3 / 5, rel=1e-4)
    for now in (published, silent):
        now.state.cadres.penalties_heard[:], now.state.regime.expected_cases[0] = 0, 0
    assert published.state.digest() == silent.state.digest()


def test_people_get_used_to_cases_at_the_top():
    top = tuple(np.flatnonzero(POSTS.rank == 0)[:4].tolist())
    now = prepared(STRENGTHS, top, ())
    hear(now)
    keep = 2 ** (-1 / 18)
    assert now.state.regime.expected_cases[0] == pytest.approx((1 - keep) * 4)
    hear(now)
    assert now.state.regime.expected_cases[0] == pytest.approx((1 - keep) * 4 * (1 + keep))


def test_news_has_a_ceiling_and_traces_vanish():
    now = prepared(NEUTRAL, (), ())
    now.state.cadres.penalties_heard[:] = 100.0
    now.state.cadres.flights_heard[:] = 1e-6
    hear(now)
    assert (now.state.cadres.penalties_heard == 20).all()
    assert (now.state.cadres.flights_heard == 0).all()
