"""The tally is what the state holds, by circle and province and for the whole country."""

from operator import attrgetter

import numpy as np
import pytest

from politburo.country import build
from politburo.month import log
from politburo.month.tally import Tally, tally
from politburo.numerics.chance import Purpose, uniform
from politburo.terms.events import EVENT_NAMES
from politburo.terms.series import ALL_SERIES, grouped
from politburo.terms.words import FORMS, STANDINGS
from tests.month.setting import COUNTRY, HOUSEHOLDS, MONTH, POSTS, first_month, levers, shuffled

LEVERS = {
    "purge_intensity": 0.11, "market_tolerance": 0.21, "surveillance": 0.31, "campaign": 0.41, "border_control": 0.51,
    "assurance": 0.61, "assurance_expected": 0.71,
}  # fmt: skip
COLUMNS = {
    "fear": "fear", "private_loyalty": "private_loyalty", "displayed_loyalty": "displayed_loyalty",
    "perceived_risk": "perceived_risk",
    "openness_close": "openness_close", "openness_acquaintances": "openness_acquaintances",
    "bribes_visible": "bribes_visible", "bribes_hidden": "bribes_hidden",
}  # fmt: skip
ORGAN_RANK = [(organ, rank) for organ in range(6) for rank in range(4)]


@pytest.fixture(scope="module")
def tallied():
    """A shuffled month and its series, in row 1 of 3."""
    now = shuffled(first_month({}, levers(**LEVERS)))
    for k, name in enumerate(("bribes_visible", "bribes_hidden")):
        getattr(now.state.cadres, name)[:] = np.random.default_rng(k).random(POSTS.count)
    counts = now.counts
    counts.departures[:] = 5, 70, 9
    counts.flights[:] = np.arange(24)
    counts.turnover[:] = np.arange(24) * 2
    counts.penalties[:] = np.arange(24 * len(FORMS)).reshape(24, len(FORMS))
    counts.plots_found[[2, 7]], counts.coup_attempts[0] = (1, 3), 1
    counts.plot_hazard[0], counts.attempt_hazard[0], counts.fall_hazard[0] = 0.5, 0.03, 0.01
    now.state.regime.consolidation[0], now.state.regime.elite_threat[0] = 0.66, 0.44
    tables = Tally(now, 3)
    tally(now, tables, 1, 0)
    return now, tables.series(COUNTRY)


@pytest.mark.parametrize("name", COLUMNS)
def test_means_of_cadres_are_taken_over_the_posts_of_each_circle(tallied, name):
    now, out = tallied
    column = getattr(now.state.cadres, COLUMNS[name]).astype(float)
    for organ, rank in ORGAN_RANK:
        here = (POSTS.organ == organ) & (POSTS.rank == rank)
        assert out[f"{name}_by_circle"][1, organ, rank] == pytest.approx(column[here].mean(), rel=1e-6)
    assert out[name][1] == pytest.approx(column.mean(), rel=1e-6)


def test_standings_and_posts_are_counted(tallied):
    now, out = tallied
    standing = now.state.cadres.standing
    for organ, rank in ORGAN_RANK:
        here = (POSTS.organ == organ) & (POSTS.rank == rank)
        assert out["lying_low_by_circle"][1, organ, rank] == pytest.approx((standing[here] == 1).mean(), rel=1e-6)
        assert out["plotting_by_circle"][1, organ, rank] == np.count_nonzero(standing[here] == 2)
        assert out["away_by_circle"][1, organ, rank] == np.count_nonzero(standing[here] == 3)
        assert out["cadres_by_circle"][1, organ, rank] == np.count_nonzero(here)
    assert out["lying_low"][1] == pytest.approx((standing == 1).mean())
    assert out["plotting"][1] == np.count_nonzero(standing == 2)
    assert out["cadres"][1] == POSTS.count


@pytest.mark.parametrize("name", ["income", "hardship", "belief", "grievance", "confidence", "kin_abroad"])
def test_means_of_households_are_weighted_by_the_people_they_stand_for(tallied, name):
    now, out = tallied
    column, weight = getattr(now.state.homes, name).astype(float), HOUSEHOLDS.weight.astype(float)
    for province in range(3):
        here = HOUSEHOLDS.province == province
        expected = np.average(column[here], weights=weight[here])
        assert out[f"{name}_by_province"][1, province] == pytest.approx(expected, rel=1e-6)
    assert out[name][1] == pytest.approx(np.average(column, weights=weight), rel=1e-6)


def test_incomes_are_ranked_to_a_hundredth(tallied):
    now, out = tallied
    for name, share in (("income_p10", 10), ("income_median", 50), ("income_p90", 90)):
        assert out[name][1] == pytest.approx(np.percentile(now.state.homes.income, share), abs=0.01)


def test_events_of_the_month_are_counted_by_circle_form_and_province(tallied):
    _, out = tallied
    assert out["penalties_by_circle_and_form"][1].tolist() == np.arange(24 * len(FORMS)).reshape(6, 4, -1).tolist()
    assert out["flights_by_circle"][1].tolist() == np.arange(24).reshape(6, 4).tolist()
    assert out["turnover_by_circle"][1].tolist() == (np.arange(24) * 2).reshape(6, 4).tolist()
    assert out["departures_by_province"][1].tolist() == [5, 70, 9]
    totals = [float(out[name][1]) for name in ("penalties", "flights", "turnover", "departures")]
    assert totals == [sum(range(24 * len(FORMS))), sum(range(24)), 2 * sum(range(24)), 84]


def test_national_series_are_the_levers_and_what_the_leader_knows(tallied):
    _, out = tallied
    for name, value in LEVERS.items():
        assert out[name][1] == pytest.approx(value)
    assert out["consolidation"][1] == pytest.approx(0.66)
    assert out["reported_threat"][1] == pytest.approx(0.44)
    assert (out["plots_found"][1], out["coup_attempts"][1]) == (4, 1)
    assert out["plot_hazard"][1] == pytest.approx(0.5)
    assert (out["attempt_hazard"][1], out["fall_hazard"][1]) == (pytest.approx(0.03), pytest.approx(0.01))


def test_in_a_thinned_country_a_cadre_counts_for_as_many_as_he_stands_for():
    thinned = build("example", 0.1)
    posts, weights = thinned.posts, thinned.whole_sizes / thinned.circle_sizes
    now = first_month({}, levers(**LEVERS), thinned)
    now.state.cadres.fear[:] = np.random.default_rng(1).random(posts.count) * (1 + posts.rank)
    now.state.cadres.standing[posts.circle == 3] = 2
    now.counts.penalties[3, 1] = now.counts.penalties[0, 1] = now.counts.flights[3] = now.counts.plots_found[3] = 7
    now.counts.coup_attempts[0] = 1
    now.counts.departures[:] = 5, 70, 9
    tables = Tally(now, 1)
    tally(now, tables, 0, 0)
    out = tables.series(COUNTRY)
    assert weights[3] == 10
    assert out["cadres"][0] == COUNTRY.posts.count
    assert out["cadres_by_circle"][0].ravel().tolist() == COUNTRY.circle_sizes.tolist()
    assert out["fear"][0] == pytest.approx(np.average(now.state.cadres.fear, weights=weights[posts.circle]), rel=1e-6)
    here = posts.circle == 3
    assert out["fear_by_circle"][0, 0, 3] == pytest.approx(now.state.cadres.fear[here].mean(), rel=1e-6)
    assert out["plotting"][0] == COUNTRY.circle_sizes[3]
    assert out["penalties_by_circle_and_form"][0, 0, :, 1].tolist() == [7, 0, 0, 70]
    assert (out["penalties"][0], out["flights"][0], out["plots_found"][0]) == (77, 70, 70)
    assert (out["coup_attempts"][0], out["departures"][0]) == (1, 84)


def test_every_series_has_its_shape_and_other_months_stay_unknown(tallied):
    _, out = tallied
    sizes = {"organ": 6, "rank": 4, "form": len(FORMS), "province": 3}
    expected = {series.name: (3,) for series in ALL_SERIES}
    expected |= {grouped(s): (3, *(sizes[name] for name in s.by)) for s in ALL_SERIES if s.by}
    assert {name: array.shape for name, array in out.items()} == expected
    for array in out.values():
        assert array.dtype == np.float32
        assert not np.isnan(array[1]).any()
        assert np.isnan(array[[0, 2]]).all()


def test_every_series_is_read_from_where_it_says_it_is(tallied):
    now, _ = tallied
    for one in ALL_SERIES:
        if one.kind == "standing":
            assert one.source in (*STANDINGS, "")
        else:
            part, _, name = one.source.rpartition(".")
            place = now if one.kind in ("count", "number") else now.state
            assert hasattr(attrgetter(part)(place), name), one.name


def test_each_new_event_gets_its_own_day_from_the_first_to_the_twenty_eighth():
    now = first_month({}, levers(**LEVERS))
    for kind, agents in ((log.FLIGHT, 10), (log.PENALTY, 3000)):
        for agent in range(agents):
            log.add(now.log, kind, MONTH, agent)
    tally(now, Tally(now, 1), 0, 10)
    days = now.log.column("day")
    assert (days[:10] == 0).all()
    kind = EVENT_NAMES.index("penalty")
    for agent in (0, 7, 2999):
        u = float(uniform(7, 3, agent, MONTH, int(Purpose.DAY), kind))
        assert days[10 + agent] == 1 + int(28 * u)
    found = np.bincount(days[10:], minlength=29)
    assert found[0] == 0
    assert len(found) == 29
    assert found[1:] == pytest.approx(3000 / 28, abs=5 * np.sqrt(3000 / 28))
