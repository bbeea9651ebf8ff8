"""What is done to the state at the change and from then on: to whom, how much, and to nobody else."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.claims.changes import PRACTICES, SHOCKS
from politburo.ask.claims.followed import Request
from politburo.ask.claims.observables import Seen, begun
from politburo.ask.claims.record import Pulse
from politburo.month.now import Now
from politburo.month.state import SERVING
from tests.ask.claims.made import CALM, ROW, common, country, seen

HARSH = replace(CALM, held=(("purge_intensity", 0.9),))
FEAR, LOW = Request("cadres.fear", "mean", ("the panel",)), Request("lies low", "mean", ("the panel",))
PERSON, HEARD = Request("cadres.person", "mean", ("the panel",)), "cadres.penalties_heard"

TOLD = ((HEARD, "the drawn tenth of cadres"), ("homes.fear", "the drawn tenth of households"))


def after(shock: str | None) -> Now:
    """The end of the month before the change, after what is done at once."""
    run = common().run.fork(common().run.scenario)
    if shock is not None:
        SHOCKS[shock].at_once(run.now, common().before)
    return run.now


def test_who_is_drawn_depends_on_seed_and_run_alone():
    first, again, other = (begun(CALM, 1, run, lambda: None, lambda: False).before for run in (0, 0, 1))
    np.testing.assert_array_equal(first.drawn, again.drawn)
    assert (first.drawn != other.drawn).any()
    assert first.drawn.sum() == country().posts.count // 40
    assert (first.few <= first.drawn).all() and first.few.sum() == country().posts.count // 400


def test_nothing_removes_the_panel_from_post_and_others_are_removed_as_ever():
    kept, loose = (seen(replace(HARSH, panel=panel), PERSON) for panel in (True, False))
    persons = np.array(kept.follower.months[PERSON])
    assert (persons == persons[0]).all()
    assert len(set(loose.follower.months[PERSON])) > 1
    total = [one.series["penalties"][ROW:].sum() for one in (kept, loose)]
    assert total[0] == pytest.approx(total[1], rel=0.15)


def test_who_is_kept_feels_the_terror_and_may_lie_low():
    harsh, calm = (seen(replace(arm, panel=True), FEAR, LOW) for arm in (HARSH, CALM))
    assert np.mean(harsh.follower.months[FEAR]) > np.mean(calm.follower.months[FEAR]) + 0.05
    assert max(harsh.follower.months[LOW]) > 0


def test_doubt_strikes_those_drawn_at_the_change_and_nobody_before():
    of_drawn = Request("disaffection", "mean", ("the panel",))
    changed, calm = (seen(replace(CALM, panel=True, shock=shock), of_drawn) for shock in ("doubt", None))
    np.testing.assert_array_equal(changed.series["private_loyalty"][:ROW], calm.series["private_loyalty"][:ROW])
    assert changed.follower.months[of_drawn][0] > calm.follower.months[of_drawn][0] + 0.2


def test_news_of_a_penalty_reaches_friends_first_and_nobody_is_penalised_for_it():
    near, far = (
        Request(HEARD, "mean", (name,)) for name in ("close friends of the drawn", "strangers matched to the drawn")
    )
    changed, calm = (seen(replace(CALM, shock=shock), near, far) for shock in ("penalty heard", None))
    more = [changed.follower.months[one][0] - calm.follower.months[one][0] for one in (near, far)]
    assert more[0] > 3 * more[1] >= 0
    assert changed.series["penalties"][ROW] == pytest.approx(calm.series["penalties"][ROW])


def test_the_few_flee_in_the_month_of_the_change_and_are_heard_of():
    changed, calm = (seen(replace(CALM, shock=shock)) for shock in ("flight", None))
    assert changed.series["flights"][ROW] == calm.series["flights"][ROW] + common().before.few.sum()
    np.testing.assert_array_equal(changed.series["flights"][:ROW], calm.series["flights"][:ROW])


def test_a_fright_raises_fear_by_its_spread_for_a_month_and_then_fades():
    changed, calm = (seen(replace(CALM, shock=shock)).series["fear"] for shock in ("fright", None))
    np.testing.assert_array_equal(changed[:ROW], calm[:ROW])
    assert 0.03 < changed[ROW] - calm[ROW] < 0.3
    assert abs(changed[ROW + 8] - calm[ROW + 8]) < (changed[ROW] - calm[ROW]) / 4


def test_households_that_leave_become_kin_abroad_of_their_own_kin_alone():
    kin, others = (
        Request("homes.kin_abroad", "mean", (name,)) for name in ("kin of those who leave", "without such kin")
    )
    changed, calm = (seen(replace(CALM, shock=shock), kin, others) for shock in ("households leave", None))
    more = [changed.follower.months[one][0] - calm.follower.months[one][0] for one in (kin, others)]
    assert more[0] > 0.01
    assert more[1] == pytest.approx(0, abs=1e-3)


def test_news_of_a_purge_reaches_those_drawn_as_it_would_reach_all_and_nobody_is_penalised_for_it():
    """It comes at the end of the month before, so that of what all would feel one more month's part has faded."""
    heard, afraid = (Request(name, "mean", (group,)) for name, group in TOLD)
    everybody = replace(CALM, pulses=(Pulse("news_from_outside", 1.0, 0, 1),))
    told, all_of_them, calm = (
        seen(arm, heard, afraid) for arm in (replace(CALM, shock="purge heard"), everybody, CALM)
    )

    def more(of: Seen, request: Request) -> float:
        return of.follower.months[request][0] - calm.follower.months[request][0]

    parameters = common().run.now.parameters
    assert 0 < more(told, heard) == pytest.approx(more(all_of_them, heard), rel=0.2)
    left = 1 - parameters.live.fear_rate
    assert 0 < more(told, afraid) == pytest.approx(left * more(all_of_them, afraid), rel=0.05)
    assert told.series["penalties"][ROW] == calm.series["penalties"][ROW]


def test_news_of_a_purge_reaches_no_household_but_those_drawn():
    changed, calm = (after("purge heard"), after(None))
    worse = changed.homes.fear > calm.homes.fear
    np.testing.assert_array_equal(worse, common().before.a_tenth_of_households)
    news = changed.cadres.penalties_heard > calm.cadres.penalties_heard
    np.testing.assert_array_equal(news, common().before.a_tenth)


def test_who_is_sent_abroad_is_there_from_then_on_in_a_post_like_one_of_his_rank():
    before, posts = common().before, country().posts
    there = PRACTICES["sent abroad"].country(before).posts
    assert len(before.sent) == np.isin(posts.rank, posts.rank[posts.abroad > 0]).sum() // 40 > 0
    assert not posts.abroad[before.sent].any()
    for one in before.sent:
        like = (posts.abroad > 0) & (posts.rank == posts.rank[one]) & (posts.exposure == there.exposure[one])
        assert there.abroad[one] == 1 and there.withdrawn_beyond[one] in posts.withdrawn_beyond[like]
    others = np.setdiff1d(np.arange(posts.count), before.sent)
    for name in ("abroad", "exposure", "withdrawn_beyond"):
        np.testing.assert_array_equal(getattr(there, name)[others], getattr(posts, name)[others])


def test_who_is_moved_goes_to_another_province_in_his_circle_and_takes_his_mind_along():
    (who, where), posts, before = common().before.moved, country().posts, common().before.cadres
    cadres = after("moved elsewhere").cadres
    assert len(who) > 0
    assert set(who) <= set(common().before.sent) and not set(where) & set(common().before.sent)
    assert len(set(where)) == len(where)
    np.testing.assert_array_equal(posts.circle[who], posts.circle[where])
    assert (posts.province[who] != posts.province[where]).all() and not posts.abroad[where].any()
    for name in ("person", "standing", "fear", "family"):
        np.testing.assert_array_equal(getattr(cadres, name)[where], getattr(before, name)[who])
        np.testing.assert_array_equal(getattr(cadres, name)[who], getattr(before, name)[where])
    others = np.setdiff1d(np.arange(posts.count), common().before.moved)
    np.testing.assert_array_equal(cadres.person[others], before.person[others])


def test_who_is_chosen_to_be_sent_leaves_family_behind_and_is_steadfast():
    before, people = common().before, common().before.cadres
    chosen = before.sent_by_choice
    assert len(chosen) == len(before.sent)
    assert people.family[chosen].min() >= np.median(people.family[before.posts_drawn])
    assert people.restless[chosen].max() < np.quantile(people.restless, 0.2)


def test_where_nobody_plots_no_coup_is_attempted():
    quiet, usual = (seen(replace(HARSH, practice=one)).series for one in ("nobody plots", None))
    assert usual["plotting"][ROW:].sum() > 0 and usual["attempt_hazard"][ROW:].sum() > 0
    assert not quiet["plotting"][ROW:].any() and not quiet["attempt_hazard"][ROW:].any()
    np.testing.assert_array_equal(quiet["plotting"][:ROW], usual["plotting"][:ROW])


def test_of_secret_penalties_nobody_hears():
    heard = Request(HEARD, "mean", ())
    secret, open_ = (seen(replace(HARSH, practice=one), heard) for one in ("secret penalties", None))
    assert secret.series["penalties"][ROW:].sum() > 0
    assert secret.follower.months[heard][-1] < 0.1 * open_.follower.months[heard][-1]


def test_what_is_announced_in_rhythm_strikes_in_one_month_of_four():
    arm = replace(CALM, held=(("purge_intensity", 0.5), ("warning", 1.0)), parameters=(("judge.inquiry", 0.0),))
    penalties = seen(replace(arm, practice="announced in rhythm")).series["penalties"][ROW:]
    assert (penalties[::4] > 0).all()
    quiet = np.delete(penalties, np.s_[::4])
    assert quiet.sum() < 0.1 * penalties.sum()


def test_who_is_suspected_is_penalised_more_often_and_the_number_of_penalties_stays():
    suspected, usual = (seen(replace(HARSH, practice=one)) for one in ("the exposed suspected", None))
    total = [one.series["penalties"][ROW:].sum() for one in (suspected, usual)]
    assert total[0] == pytest.approx(total[1], rel=0.15)
    assert (suspected.series["penalties"] != usual.series["penalties"]).any()
    np.testing.assert_array_equal(common().before.cadres.predecessor <= 1, True)


def test_without_a_return_fewer_come_back_from_trivial_posts():
    low = Request("lies low", "mean", ())
    arm = replace(CALM, held=(("purge_intensity", 0.0),))
    stay, back = (seen(replace(arm, practice=one), low) for one in ("no return from trivial posts", None))
    assert stay.follower.months[low][-1] > back.follower.months[low][-1]


def test_shuffled_suspicion_leaves_the_number_of_penalties_and_the_state_of_cadres():
    shuffled, usual = (seen(replace(HARSH, practice=one)) for one in ("suspicion shuffled", None))
    total = [one.series["penalties"][ROW:].sum() for one in (shuffled, usual)]
    assert total[0] == pytest.approx(total[1], rel=0.15)
    assert shuffled.series["displayed_loyalty"][ROW] == pytest.approx(usual.series["displayed_loyalty"][ROW], rel=0.01)
    assert not np.array_equal(shuffled.series["fear"][ROW + 2 :], usual.series["fear"][ROW + 2 :])


@pytest.mark.parametrize("change", [*SHOCKS.values(), *PRACTICES.values()])
def test_every_change_says_what_it_does(change):
    assert change.meaning


def test_the_month_before_the_change_is_kept_as_it_was():
    before = common().before
    standing = before.cadres.standing.copy()
    seen(replace(HARSH, panel=True, shock="doubt"))
    np.testing.assert_array_equal(before.cadres.standing, standing)
    assert (standing == SERVING).any()
