"""A run is one month after another: the same for the same question, and over when the regime falls."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.month import PHASES, Run, simulate
from politburo.scenario import adapt, load, with_levers, with_parameters
from politburo.terms.events import EVENT_NAMES
from tests.month.setting import COUNTRY

YEARS = adapt(load("example"), until="2003-12")
PLOTS = {"plot_rate": 1.0, "plot_opportunity": 0.0, "plot_dropped": 0.0, "flee_rate": 0.0}
COUPS = {"attempt": 1.0, "attempt_strength": 1e-3, "counterbalance": 0.0, "found": 0.0, "found_surveillance": 0.0}
COUPS |= {"found_denounced": 0.0}


def doomed(scenario):
    """The same scenario, in which everyone soon plots and nobody guards the leader."""
    p = scenario.parameters
    changed = replace(p, choose=replace(p.choose, **PLOTS), conspire=replace(p.conspire, **COUPS))
    return replace(scenario, parameters=changed)


@pytest.fixture(scope="module")
def outcome():
    return simulate(COUNTRY, YEARS, run=2)


def test_the_phases_are_a_table_of_contents():
    names = [name for name, _ in PHASES]
    assert names == [
        "govern", "live", "hear", "fear", "believe", "choose", "conspire", "order", "judge", "fill", "inform"
    ]  # fmt: skip
    assert all(phase.__name__ == name for name, phase in PHASES)


def test_the_same_question_has_the_same_answer_to_the_bit(outcome):
    again = simulate(COUNTRY, YEARS, run=2)
    assert again.fingerprint == outcome.fingerprint
    for name, series in outcome.series.items():
        assert np.array_equal(series, again.series[name], equal_nan=True), name
    for name, column in outcome.events.items():
        assert (column == again.events[name]).all(), name


def test_another_run_or_seed_or_parameter_gives_another_answer(outcome):
    others = [
        simulate(COUNTRY, YEARS, run=3),
        simulate(COUNTRY, adapt(YEARS, seed=99), run=2),
        simulate(COUNTRY, with_levers(YEARS, warning=0.9), run=2),
        simulate(COUNTRY, with_parameters(YEARS, {"fear.horizon": 2.345}), run=2),
    ]
    assert len({outcome.fingerprint, *(other.fingerprint for other in others)}) == 5


@pytest.mark.parametrize("changes", [{"draws_anew": ((2001 * 12, 99),)}, {"as_run": ((2000 * 12 + 11, 2),)}])
def test_chance_that_is_drawn_anew_changes_what_follows_and_nothing_before(outcome, changes):
    anew = simulate(COUNTRY, replace(YEARS, **changes), run=2 if "draws_anew" in changes else 5)
    for name, series in anew.series.items():
        assert np.array_equal(series[:12], outcome.series[name][:12], equal_nan=True), name
    assert anew.fingerprint != outcome.fingerprint
    assert not np.array_equal(anew.series["fear"][12:], outcome.series["fear"][12:])


def test_what_is_drawn_anew_is_what_another_seed_or_run_draws():
    start = YEARS.start
    said = replace(YEARS, seed=5, draws_anew=((start, YEARS.seed),), as_run=((YEARS.end, 2),))
    assert simulate(COUNTRY, adapt(said, until="2000-12"), run=7).fingerprint == (
        simulate(COUNTRY, adapt(YEARS, until="2000-12"), run=2).fingerprint
    )


def test_a_shorter_run_is_the_beginning_of_a_longer_one(outcome):
    shorter = simulate(COUNTRY, adapt(YEARS, until="2001-06"), run=2)
    for name, series in shorter.series.items():
        assert np.array_equal(series, outcome.series[name][:18], equal_nan=True), name


def test_a_fork_goes_on_as_the_run_itself_would_have_to_the_bit(outcome):
    run = Run(COUNTRY, YEARS, run=2)
    run.go_on(until=YEARS.start + 17)
    other = run.fork(with_levers(YEARS, start="2001-07", purge_intensity=0.9))
    other.go_on()
    same = run.fork(YEARS)
    same.go_on()
    assert same.outcome().fingerprint == outcome.fingerprint
    for name, series in same.outcome().series.items():
        assert np.array_equal(series, outcome.series[name], equal_nan=True), name
    assert np.array_equal(other.outcome().series["fear"][:18], outcome.series["fear"][:18])
    assert other.outcome().fingerprint == (
        simulate(COUNTRY, with_levers(YEARS, start="2001-07", purge_intensity=0.9), run=2).fingerprint
    )
    run.go_on()  # the forks have taken nothing away from it
    assert run.outcome().fingerprint == outcome.fingerprint


def test_before_a_phase_the_month_can_be_looked_at_and_changed(outcome):
    fears = []

    def calm(now):
        fears.append(float(now.cadres.fear.mean()))
        now.cadres.fear[:] = 0

    run = Run(COUNTRY, YEARS, run=2)
    run.go_on(until=YEARS.start + 2, before={"believe": calm})
    assert fears[0] == pytest.approx(float(outcome.series["fear"][0]), rel=1e-2)  # before newcomers take office
    assert len(fears) == 3
    assert not run.now.cadres.fear.any()


def test_the_country_is_as_it_was_after_a_run(outcome):
    assert COUNTRY.posts.count == len(outcome.state.cadres.person)
    assert not np.shares_memory(COUNTRY.people.age, outcome.state.cadres.age)


def test_whatever_happens_every_post_is_held_and_shares_stay_shares(outcome):
    series, cadres, homes = outcome.series, outcome.state.cadres, outcome.state.homes
    assert (series["cadres"] == COUNTRY.posts.count).all()
    assert len(np.unique(cadres.person)) == COUNTRY.posts.count
    for column in (
        cadres.fear,
        cadres.private_loyalty,
        cadres.displayed_loyalty,
        cadres.openness_close,
        cadres.openness_acquaintances,
        cadres.tie,
    ):
        assert 0 <= column.min() <= column.max() <= 1
    for column in (homes.hardship, homes.belief, homes.grievance, homes.confidence, homes.kin_abroad):
        assert 0 <= column.min() <= column.max() <= 1
    for name, values in series.items():
        assert np.isfinite(values).all(), name


def test_series_count_what_the_events_say(outcome):
    events, series = outcome.events, outcome.series
    months = events["month"] - YEARS.start
    for name, kind in (("penalties", "penalty"), ("flights", "flight"), ("plots_found", "plot found")):
        here = events["kind"] == EVENT_NAMES.index(kind)
        assert series[name].tolist() == np.bincount(months[here], minlength=48).tolist(), name
    here = events["kind"] == EVENT_NAMES.index("departure")
    found = np.bincount(months[here], weights=events["persons"][here], minlength=48)
    assert series["departures"].tolist() == found.tolist()
    assert events["day"].min() >= 1


def test_who_has_left_the_apparatus_never_comes_back(outcome):
    events = outcome.events
    left = {}
    for kind in ("flight", "retirement", "death"):
        here = np.flatnonzero(events["kind"] == EVENT_NAMES.index(kind))
        left |= dict(zip(events["person"][here].tolist(), here.tolist(), strict=True))
    assert len(left) > 10
    assert not set(left) & set(outcome.state.cadres.person.tolist())
    for row, person in enumerate(events["person"].tolist()):
        if person in left:
            assert row <= left[person]


def test_the_fall_of_the_regime_ends_the_month_and_the_run():
    outcome = simulate(COUNTRY, doomed(YEARS), run=0)
    assert outcome.ended_month is not None
    last = outcome.ended_month - YEARS.start
    assert 0 <= last < 6
    assert outcome.events["kind"][-1] == EVENT_NAMES.index("regime end")
    assert outcome.events["month"].max() == outcome.ended_month
    this_month = outcome.events["month"] == outcome.ended_month
    later = [EVENT_NAMES.index(kind) for kind in ("promotion", "rotation", "retirement", "death")]
    assert not np.isin(outcome.events["kind"][this_month], later).any()
    for name, series in outcome.series.items():
        assert not np.isnan(series[: last + 1]).any(), name
        assert np.isnan(series[last + 1 :]).all(), name


def test_a_regime_that_lasts_has_no_month_of_its_end(outcome):
    assert outcome.ended_month is None


def test_a_run_shows_every_month_and_stops_when_told_to():
    months = []
    with pytest.raises(KeyboardInterrupt):
        simulate(COUNTRY, YEARS, on_month=lambda now: months.append(now.month), should_stop=lambda: len(months) == 5)
    assert months == list(range(YEARS.start, YEARS.start + 5))


def test_times_are_kept_for_each_phase_when_asked():
    times: dict[str, float] = {}
    simulate(COUNTRY, adapt(YEARS, until="2000-02"), times=times)
    assert list(times) == [name for name, _ in PHASES]
    assert min(times.values()) > 0


def test_a_lever_that_is_held_from_a_month_is_the_leaders_own_until_then():
    held = with_levers(YEARS, start="2003-01", market_tolerance=0.9)
    ours, theirs = (simulate(COUNTRY, scenario, run=2).series["market_tolerance"] for scenario in (held, YEARS))
    assert (ours[:36] == theirs[:36]).all()
    assert len(set(theirs[24:].tolist())) > 2
    assert (ours[36:] == np.float32(0.9)).all()
