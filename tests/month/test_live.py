"""Households earn, believe, are aggrieved, and leave when they wish to and can pay for it."""

import numpy as np
import pytest

from politburo.month.govern import enact
from politburo.month.live import NO_WAY, asked_price, depart, live
from politburo.month.now import Now
from politburo.month.numbers import numbers
from politburo.numerics.chance import Purpose
from politburo.terms.events import EVENT_NAMES
from tests.month.setting import COUNTRY, HOUSEHOLDS, POSTS, add_cases, called, first_month, levers, shuffled, sigma

LEVERS = {
    "market_tolerance": 0.6, "markets": 0.7, "sanctions": 0.3, "harvest": 0.9,
    "border_control": 0.25, "surveillance": 0.5, "campaign": 0.4, "news_from_outside": 0.0,
}  # fmt: skip
STRENGTHS = {
    "live.ration": 0.55, "live.administration": 0.1, "live.market_yield": 1.1, "live.sanctions_bite": 0.4,
    "live.remittance": 0.9, "live.dearness": 0.8, "live.precaution": 0.5, "live.confidence_kin": 0.3,
    "live.hardship_slope": 4.0, "live.saving": 0.2, "live.survival_income": 0.4, "live.subsistence_usd": 40.0,
    "live.cash_kept": 0.97,
    "live.belief_rate": 0.05, "live.belief_base": 0.8, "live.belief_market": 0.35, "live.belief_hardship": 0.25,
    "live.grievance_rate": 0.2, "live.grievance_hardship": 0.7,
    "live.grievance_disbelief": 0.2, "live.confidence_rate": 0.1, "live.confidence_floor": 0.7,
    "live.confidence_purge": 0.06,
    "live.confidence_flight": 0.04, "live.punishment": 0.04, "live.punishment_campaigns": 0.5, "live.watched": 8.0,
    "live.punishment_purges": 0.02, "live.fear_horizon": 6.0, "live.fear_rate": 0.1, "live.talk_chill": 4.0,
    "live.exit_rate": 0.01, "live.exit_want": 1.0, "live.exit_kin": 2.0, "live.exit_fear": 0.3,
    "live.exit_discontent": 0.05, "live.broker_base": 400.0, "live.broker_enforcement": 1.2,
    "live.broker_demand": 0.4, "live.broker_memory": 60.0, "live.broker_spread": 0.0, "live.broker_kept": 0.9,
    "live.funds_slope": 3.0, "live.kin_pay": 2000.0, "live.credit_women": 300.0, "live.credit_men": 60.0,
    "live.kin_per_leaver": 4.0, "live.kin_own": 0.5, "live.kin_kept": 0.98,
    "hear.public_half": 2.0,
}  # fmt: skip
MARKET = 0.6 * 0.7 * 1.1 * (1 - 0.4 * 0.3) / (1 + 0.8 * (1 / 0.9 - 1))
SOME = (0, 1234, 2000, 2500, 4999)


def prepared(strengths=STRENGTHS, **held):
    """The month before households do anything."""
    return shuffled(first_month(strengths, levers(**LEVERS | held)))


def test_income_hardship_and_cash_follow_their_equations():
    now = prepared(STRENGTHS | {"live.exit_rate": 0.0})
    homes = now.state.homes
    cash, kin, confidence = homes.cash.copy(), homes.kin_abroad.copy(), homes.confidence.copy()
    live(now)
    for i in SOME:
        income = 0.55 * 0.9 * float(HOUSEHOLDS.dependence[i]) + MARKET * float(HOUSEHOLDS.aptitude[i])
        income += 0.9 * 0.98 * float(kin[i])
        assert homes.income[i] == pytest.approx(income, rel=1e-5)
        assert homes.hardship[i] == pytest.approx(sigma(4 * (1 - income)), abs=1e-5)
        saved = 0.2 * (1 + 0.5 * (1 - float(confidence[i]))) * 40 * max(income - 0.4, 0)
        assert homes.cash[i] == pytest.approx(0.97 * float(cash[i]) + saved, rel=1e-5)
        assert homes.kin_abroad[i] == pytest.approx(0.98 * float(kin[i]), rel=1e-5)


def test_competent_cadres_make_more_of_a_harvest_in_rations_and_in_prices():
    supply, now = 0.9 * np.exp(0.1 * -1.5), prepared(STRENGTHS | {"live.exit_rate": 0.0})
    kin, now.state.regime.administration[0] = now.state.homes.kin_abroad.copy(), -1.5
    live(now)
    market = 0.6 * 0.7 * 1.1 * (1 - 0.4 * 0.3) / (1 + 0.8 * (1 / supply - 1))
    for i in SOME:
        income = 0.55 * supply * float(HOUSEHOLDS.dependence[i]) + market * float(HOUSEHOLDS.aptitude[i])
        assert now.state.homes.income[i] == pytest.approx(income + 0.9 * 0.98 * float(kin[i]), rel=1e-5)


def test_below_survival_nothing_is_saved():
    now = prepared(STRENGTHS | {"live.exit_rate": 0.0, "live.remittance": 0.0}, harvest=0.2, market_tolerance=0.0)
    cash = now.state.homes.cash.copy()
    live(now)
    assert now.state.homes.income.max() < 0.4
    assert now.state.homes.cash == pytest.approx(0.97 * cash)


def test_belief_and_grievance_follow_their_equations():
    now = prepared()
    homes = now.state.homes
    belief, grievance = homes.belief.copy(), homes.grievance.copy()
    live(now)
    for i in SOME:
        hardship = float(homes.hardship[i])
        reliance = MARKET * float(HOUSEHOLDS.aptitude[i]) / (float(homes.income[i]) + 0.001)
        target = 0.8 - 0.35 * reliance - 0.25 * hardship
        expected = belief[i] + 0.05 * (min(max(target, 0), 1) - belief[i])
        assert homes.belief[i] == pytest.approx(expected, abs=1e-5)
        target = 0.7 * hardship + 0.2 * (1 - expected)
        assert homes.grievance[i] == pytest.approx(grievance[i] + 0.2 * (min(target, 1) - grievance[i]), abs=1e-5)


@pytest.mark.parametrize(
    ("purges", "flights", "published"), [(0, 0, 0.0), (3, 0, 0.0), (0, 2, 0.0), (3, 2, 0.0), (0, 0, 2.5), (3, 2, 4.0)]
)
def test_confidence_recovers_with_belief_and_is_lost_to_purges_of_the_top_and_flights(purges, flights, published):
    """What outsiders publish counts as purges of the top do."""
    now = prepared(STRENGTHS | {"live.exit_rate": 0.0}, news_from_outside=published)
    homes = now.state.homes
    top, county = np.flatnonzero(POSTS.rank == 0), np.flatnonzero(POSTS.rank == 3)
    add_cases(now, top[:purges])
    add_cases(now, county[:5])  # nobody among the people hears of these
    add_cases(now, county[5 : 5 + flights], 1)
    before = homes.confidence.copy()
    live(now)
    known = purges + published
    lost = 0.06 * known / (known + 2) + 0.04 * flights / (flights + 2)
    for i in SOME:
        gained = before[i] + 0.1 * (0.7 + 0.3 * float(homes.belief[i]) - before[i])
        assert homes.confidence[i] == pytest.approx(max(gained - lost, 0), abs=1e-5)


PRICE = 400 * 0.75**-1.2
"""What a broker asks where a quarter of all crossings is prevented and demand is usual."""


def share_who_can(now: Now, price: float) -> np.ndarray:
    """Which share of those who would leave each household can pay that price."""
    homes = now.state.homes
    funds = homes.cash + 2000 * homes.kin_abroad.astype(float) + np.where(HOUSEHOLDS.sex == 0, 300, 60)
    return funds**3 / (funds**3 + price**3)


def test_persons_leave_as_their_wish_what_they_can_pay_and_their_draw_say():
    now = prepared()
    homes = now.state.homes
    kin, draws = 0.98 * homes.kin_abroad.astype(float), now.draw(Purpose.DEPART, HOUSEHOLDS.count).astype(float)
    live(now)
    assert now.regime.broker_price[0] == pytest.approx(PRICE, rel=1e-5)
    homes.kin_abroad[:] = kin  # as it was before anybody left
    can = share_who_can(now, PRICE)
    lacks = np.maximum(1 - homes.income.astype(float), 0)
    wish = lacks**2 + 2.0 * kin + 0.3 * homes.fear + 0.05 * (1 - homes.belief)
    expected = HOUSEHOLDS.weight * 0.01 * HOUSEHOLDS.readiness.astype(float) * wish * can
    persons = np.floor(expected + draws)
    clear = np.abs(expected + draws - np.round(expected + draws)) > 1e-4  # where rounding cannot decide
    found = np.zeros(HOUSEHOLDS.count)
    found[now.log.column("agent")] = now.log.column("persons")
    assert (found[clear] == persons[clear]).all()
    assert persons.sum() > 100
    assert abs(found.sum() - expected.sum()) < 5 * np.sqrt(HOUSEHOLDS.count / 4)


def test_departures_are_logged_with_place_sex_and_number_and_counted_by_province():
    now = prepared()
    live(now)
    who, persons = now.log.column("agent"), now.log.column("persons")
    assert (now.log.column("kind") == EVENT_NAMES.index("departure")).all()
    assert (now.log.column("person") == -1).all()
    assert (now.log.column("province") == HOUSEHOLDS.province[who]).all()
    assert (now.log.column("sex") == HOUSEHOLDS.sex[who]).all()
    assert persons.min() >= 1
    by_province = np.bincount(HOUSEHOLDS.province[who], weights=persons, minlength=len(COUNTRY.provinces))
    assert now.counts.departures.tolist() == by_province.tolist()


def test_behind_a_closed_border_everyone_stays():
    now = prepared(border_control=1.0)
    live(now)
    assert len(now.log) == 0
    assert now.counts.departures.tolist() == [0, 0, 0]
    assert now.regime.broker_price[0] == NO_WAY


def test_who_has_nothing_and_is_lent_nothing_stays():
    now = prepared(STRENGTHS | {"live.credit_women": 0.0, "live.credit_men": 0.0}, harvest=0.2, market_tolerance=0.0)
    now.state.homes.cash[:] = now.state.homes.kin_abroad[:] = 0.0
    live(now)
    assert len(now.log) == 0


def price_after(strengths=STRENGTHS, **held) -> float:
    """What brokers ask in the month after one of usual demand, with other levers in it."""
    now = prepared(strengths)
    now.state.homes.kin_abroad[:] = 0.02
    live(now)
    now.turn_to(now.month + 1, levers(**LEVERS | held), now.seed, now.run)
    enact(now, np.array(numbers(levers(**LEVERS | held))), 0.0, 1.0)
    live(now)
    return float(now.regime.broker_price[0])


def test_brokers_ask_more_where_the_border_is_guarded_and_where_more_would_leave():
    usual = price_after()
    guarded, hungry = price_after(border_control=0.5), price_after(harvest=0.6)
    assert guarded / usual == pytest.approx((0.5 / 0.75) ** -1.2, rel=1e-4)
    assert hungry > 1.02 * usual
    off = STRENGTHS | {"live.broker_demand": 0.0}
    assert price_after(off, harvest=0.6) == pytest.approx(price_after(off), rel=1e-6)


def test_what_moves_the_price_besides_lasts_and_has_the_spread_that_it_should():
    now = prepared(STRENGTHS | {"live.exit_rate": 0.0, "live.broker_spread": 0.2, "live.broker_kept": 0.5})
    ask, errors = called(asked_price), []
    enact(now, np.array(numbers(levers(**LEVERS))), 0.0, 1.0)
    for month in range(now.month, now.month + 600):
        now.turn_to(month, now.levers, now.seed, now.run)
        ask(now, numbers(now.parameters.live), 0.0)
        errors.append(np.log(now.regime.broker_price[0] / PRICE))
    assert np.std(errors) == pytest.approx(0.2, rel=0.15)
    assert np.corrcoef(errors[1:], errors[:-1])[0, 1] == pytest.approx(0.5, abs=0.15)


def test_the_dearer_the_way_the_fewer_leave_and_the_fewer_of_them_are_men():
    def left(base: float) -> tuple[int, float]:
        now = prepared(STRENGTHS | {"live.broker_base": base, "live.exit_rate": 0.05})
        live(now)
        persons, men = now.log.column("persons"), now.log.column("sex") == 1
        return persons.sum(), persons[men].sum() / persons.sum()

    (cheap, men), (dear, fewer_men) = left(200.0), left(2000.0)
    assert dear < 0.5 * cheap
    assert fewer_men < 0.8 * men


def test_the_more_kin_are_abroad_the_more_want_to_leave_and_can():
    def left(kin: float, **changed: float) -> int:
        now = prepared(STRENGTHS | {f"live.{name}": value for name, value in changed.items()})
        now.state.homes.kin_abroad[:] = kin
        live(now)
        return now.log.column("persons").sum()

    assert left(0.3) > 1.5 * left(0.0)
    assert left(0.3, exit_kin=0.0) > left(0.0, exit_kin=0.0), "they pay and are watched"
    assert left(0.3, kin_pay=0.0, watched=0.0) > left(0.0, kin_pay=0.0, watched=0.0), "they draw"


def test_fear_follows_the_risk_of_punishment_and_silences():
    now = prepared(STRENGTHS | {"live.exit_rate": 0.0})
    add_cases(now, np.flatnonzero(POSTS.rank == 0)[:3])
    fear, kin = now.state.homes.fear.astype(float), 0.98 * now.state.homes.kin_abroad.astype(float)
    live(now)
    homes = now.state.homes
    risk = 6 * (0.04 * 0.5 * (1 + 0.5 * 0.4) * (1 + 8 * kin) + 0.02 * 3 / 5)
    expected = fear + 0.1 * (risk / (1 + risk) - fear)
    assert homes.fear == pytest.approx(expected, abs=1e-5)
    assert homes.talk == pytest.approx(np.exp(-4 * 0.5 * expected), abs=1e-5)


def settled(**held: float):
    """The homes after two years of levers held."""
    now = prepared(STRENGTHS | {"live.exit_rate": 0.0}, **held)
    for _ in range(24):
        live(now)
    return now.state.homes


def test_under_surveillance_people_are_afraid_and_talk_less_and_tolerated_markets_do_not_loosen_tongues():
    loose, tight, market = settled(surveillance=0.3), settled(surveillance=0.7), settled(market_tolerance=0.9)
    assert tight.fear.mean() > 1.5 * loose.fear.mean()
    assert tight.talk.mean() < 0.8 * loose.talk.mean()
    assert market.talk.mean() == pytest.approx(settled().talk.mean(), rel=1e-6)


def test_fear_makes_people_leave_whatever_they_want_and_they_count_as_leaving_for_politics():
    def left(fear: float) -> tuple[int, float]:
        now = prepared(STRENGTHS | {"live.fear_rate": 0.0})
        now.state.homes.fear[:] = fear
        live(now)
        counts = now.counts
        return now.log.column("persons").sum(), counts.departures_for_politics.sum() / counts.departures.sum()

    (calm, few), (afraid, many) = left(0.0), left(0.8)
    assert afraid > 1.1 * calm
    assert 0 < few < many < 1


def test_the_part_of_those_who_leave_that_counts_for_politics_is_that_of_their_wish():
    now = prepared()
    live(now)
    homes, who, persons = now.state.homes, now.log.column("agent"), now.log.column("persons")
    kin = 0.98 * shuffled(first_month(STRENGTHS)).state.homes.kin_abroad[who]
    politics = 0.3 * homes.fear[who] + 0.05 * (1 - homes.belief[who])
    wish = np.maximum(1 - homes.income[who], 0) ** 2 + 2.0 * kin + politics
    assert now.counts.departures_for_politics.sum() == pytest.approx((persons * politics / wish).sum(), rel=1e-4)


def after(leavers: dict[int, int], kin_abroad: float = 0.0, confidence: float = 1.0, shaken: float = 0.0):
    """The month in which so many have left some households."""
    now = prepared(STRENGTHS | {"live.confidence_kin": shaken})
    now.homes.kin_abroad[:], now.homes.confidence[:] = kin_abroad, confidence
    now.scratch.leaving[: len(leavers)] = list(leavers)
    now.scratch.leavers[list(leavers)] = list(leavers.values())
    depart(now, len(leavers))
    return now


def test_leavers_become_kin_abroad_and_none_are_lost_in_the_telling():
    now = after({7: 1, 2000: 3, 4999: 2})
    kin = now.homes.kin_abroad
    assert now.log.column("agent").tolist() == [7, 2000, 4999]
    assert now.log.column("persons").tolist() == [1, 3, 2]
    assert (kin * HOUSEHOLDS.weight).sum() == pytest.approx(4.0 * 6, rel=1e-5)
    assert kin[2000] * HOUSEHOLDS.weight[2000] == pytest.approx(4.0 * 3 / 2, rel=1e-5)
    told = {7, 2000, 4999} | {int(j) for i in (7, 2000, 4999) for j in HOUSEHOLDS.kin[i]}
    assert set(np.flatnonzero(kin).tolist()) == told


def test_nobody_has_more_than_all_kin_abroad():
    kin = after({7: 1000}, kin_abroad=0.99, shaken=1.0).homes.kin_abroad
    assert kin[7] == kin.max() == 1


def test_without_strengths_belief_and_grievance_stay_where_they_start():
    off = {f"live.belief_{name}": 0.0 for name in ("market", "hardship")}
    off |= {"live.grievance_hardship": 0.0, "live.grievance_disbelief": 0.0, "live.exit_rate": 0.0}
    now = prepared(STRENGTHS | off)
    now.state.homes.belief[:], now.state.homes.grievance[:] = 0.8, 0.0
    live(now)
    assert now.state.homes.belief == pytest.approx(0.8)
    assert (now.state.homes.grievance == 0).all()


def test_a_departure_shakes_the_confidence_of_his_kin_and_of_nobody_else():
    homes = after({2000: 3}, confidence=0.8, shaken=0.3).homes
    kin, confidence = homes.kin_abroad, homes.confidence
    assert confidence == pytest.approx(0.8 - 0.3 * kin)
    assert set(np.flatnonzero(confidence < 0.8).tolist()) == {2000} | set(HOUSEHOLDS.kin[2000].tolist())


def income_from_the_market(**held):
    strengths = STRENGTHS | {"live.ration": 0.0, "live.remittance": 0.0, "live.exit_rate": 0.0}
    now = prepared(strengths | {name: held.pop(name) for name in tuple(held) if name in strengths}, **held)
    live(now)
    return float(now.state.homes.income.mean())


def test_a_poor_harvest_makes_food_dear_for_those_who_live_by_the_market():
    normal, poor = income_from_the_market(harvest=1.0), income_from_the_market(harvest=0.5)
    assert poor == pytest.approx(normal / 1.8, rel=1e-5)
    assert income_from_the_market(harvest=0.5, **{"live.dearness": 1.0}) == pytest.approx(normal / 2, rel=1e-5)
    assert income_from_the_market(harvest=0.5, **{"live.dearness": 0.0}) == pytest.approx(normal, rel=1e-5)


def test_who_doubts_that_things_last_saves_more():
    sure, doubting = prepared(STRENGTHS | {"live.exit_rate": 0.0}), prepared(STRENGTHS | {"live.exit_rate": 0.0})
    for now, confidence in ((sure, 1.0), (doubting, 0.0)):
        now.state.homes.cash[:], now.state.homes.confidence[:] = 0.0, confidence
        live(now)
    saves = sure.state.homes.cash > 0
    assert saves.any()
    assert doubting.state.homes.cash[saves] == pytest.approx(1.5 * sure.state.homes.cash[saves], rel=1e-5)


def test_a_poor_harvest_makes_people_wish_to_leave_at_once_and_drains_the_means_over_years():
    def hazards(harvest: float) -> list[float]:
        now = prepared(STRENGTHS | {"live.exit_rate": 0.0}, harvest=harvest)
        homes = now.state.homes
        homes.cash[:], homes.kin_abroad[:] = 80.0, 0.0
        found = []
        for _ in range(36):
            live(now)
            wish = np.maximum(1 - homes.income, 0) ** 2
            found.append(float((wish * share_who_can(now, PRICE)).mean()))
        return found

    normal, poor = hazards(1.0), hazards(0.7)
    assert poor[0] > 1.1 * normal[0]
    assert poor[-1] / normal[-1] < poor[0] / normal[0] - 0.1
