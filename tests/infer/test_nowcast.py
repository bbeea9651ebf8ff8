"""Nowcasts of the invented country: what reports of a known truth say of it, and that histories are branches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.infer.elite_state import Nowcast
from politburo.infer.nowcast import last_whole_month, plan
from politburo.infer.particles import Histories, log_negative_binomial, verify
from politburo.infer.reports_file import ReportCounts
from politburo.record import record
from politburo.record.reports import REPORT_NAMES
from politburo.scenario.months import month_number
from politburo.terms.checks import to_day
from politburo.terms.errors import StoreError, UsageError
from tests.infer.made_up_reports import arrivals, country, of_truth, planned

pytestmark = pytest.mark.slow

ARRIVAL = "ordinary arrival"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Nowcast:
    reports = of_truth(arrivals(), 1)
    return planned(tmp_path_factory.mktemp("nowcast"), reports, arrivals()).execute()


def test_reports_tell_under_which_set_they_came_about(found: Nowcast):
    """Of two sets the one with many arrivals made the reports: at the end its particles have the weight."""
    shares = [
        one.last[np.array([number % 2 == 1 for number, _ in one.origins])].sum() for one in (found.given, found.without)
    ]
    assert shares[0] > 0.95 and shares[1] == pytest.approx(0.5)
    [row] = [row for row in found.table("reports").records() if row["kind"] == ARRIVAL]
    assert abs(row["expected"] - row["counted"]) < abs(row["without"] - row["counted"])  # type: ignore[operator]


def test_where_few_carry_the_weight_they_are_drawn_anew_and_copies_go_on_by_another_chance(found: Nowcast):
    assert any(step.resampled for step in found.given.steps) and not any(s.resampled for s in found.without.steps)
    numbers = [number for number, _ in found.given.origins]
    assert len(set(numbers)) < len(numbers)
    assert len(set(found.given.origins)) == len(numbers)
    assert len({round(float(one), 9) for one in found.given.values[-1, :, 0]}) == len(numbers)


def test_a_history_is_a_branch_the_same_before_and_another_after():
    base = country("2000-12")
    histories = Histories(base, None, 2, ReportCounts({}), ("fear",))
    states = histories.start()
    for month in range(base.start, base.start + 6):
        states = histories.advance(states, month)
    one, copy, other = histories.chosen(states, np.array([0, 0, 1]), base.start + 5)
    histories.count, histories.values = 3, np.zeros((3, 1))
    before = [state.run.outcome().series["fear"][:6].tolist() for state in (one, copy)]
    assert before[0] == before[1] == states[0].run.outcome().series["fear"][:6].tolist()
    for month in range(base.start + 6, base.end + 1):
        histories.advance([one, copy, other], month)
    assert one.run.outcome().fingerprint != copy.run.outcome().fingerprint
    assert [verify(state) for state in (one, copy, other)] == [
        state.run.outcome().fingerprint for state in (one, copy, other)
    ]
    with pytest.raises(StoreError, match="does not come out as it did"):
        copy.scenario = replace(copy.scenario, draws_anew=((base.start + 6, 3),))
        verify(copy)


def test_reports_that_are_counted_month_by_month_are_those_of_the_whole_run():
    base = country("2000-12")
    histories = Histories(base, None, 1, ReportCounts({}), ())
    states = histories.start()
    for month in range(base.start, base.end + 1):
        histories.advance(states, month)
    [particle] = states
    whole = record(particle.run.outcome().events, base.parameters.record, base.seed, 0, base.start)
    months = whole.report_day.astype("datetime64[M]").astype(np.int64) + 1970 * 12 - base.start
    for at in range(len(REPORT_NAMES)):
        chosen = (whole.kind == at) & (months < 12)
        told = np.bincount(months[chosen], whole.persons[chosen] * whole.weight[chosen], minlength=12)
        assert particle.told[:, at] == pytest.approx(told)
    assert particle.told.sum() > 0


def test_the_same_is_said_whenever_it_is_asked(found: Nowcast, tmp_path: Path):
    again = planned(tmp_path, of_truth(arrivals(), 1), arrivals()).execute()
    assert (again.given.values == found.given.values).all()
    assert [step.weights.tolist() for step in again.given.steps] == [s.weights.tolist() for s in found.given.steps]


def test_months_without_a_count_say_nothing_and_a_count_of_none_does(tmp_path: Path):
    some = of_truth(arrivals(), 1)
    first = country().start
    silent = ReportCounts({key: count for key, count in some.counts.items() if key[0] in (first, first + 17)})
    made = planned(tmp_path, silent, arrivals()).execute()
    assert [step.evidence for step in made.given.steps[1:-1]] == pytest.approx([0.0] * 16, abs=1e-9)
    none = ReportCounts({(first, ARRIVAL): 0, (first + 17, ARRIVAL): 0})
    assert planned(tmp_path, none, arrivals()).execute().given.steps[0].evidence < -1


def test_one_more_report_moves_the_mean_as_weighing_anew_by_it_would(found: Nowcast):
    at, name = REPORT_NAMES.index(ARRIVAL), "fear"
    [shift] = [one for one in found.shifts if (one.kind, one.series) == (ARRIVAL, name)]
    given, weights, values = found.given, found.given.last, found.given.values[-1, :, 0]
    there = weights > 0
    told = [
        log_negative_binomial(shift.count + more, given.expected[there, at], given.size[there, at]) for more in (0, 1)
    ]
    after = weights[there] * np.exp(told[1] - told[0])
    exact = (after * values[there]).sum() / after.sum() - (weights[there] * values[there]).sum()
    assert shift.shift == pytest.approx(exact) and shift.low <= shift.shift <= shift.high
    assert {one.kind for one in found.shifts} == set(REPORT_NAMES) and shift.given


def test_chances_of_a_count_add_up_and_have_the_variance_that_is_said():
    counts = np.arange(4_000)
    chances = np.exp([float(log_negative_binomial(int(one), np.array([30.0]), np.array([4.0]))[0]) for one in counts])
    mean = (chances * counts).sum()
    assert chances.sum() == pytest.approx(1) and mean == pytest.approx(30)
    assert (chances * (counts - mean) ** 2).sum() == pytest.approx(30 + 30**2 / 4)


def test_the_answer_says_what_it_rests_on(found: Nowcast):
    said = found.words()
    assert "without reports" in said and "particles tell as" in said and "regime stands" in said
    assert found.table("state").basis is not None and "particles" in str(found.table("state").basis)
    assert [row[0] for row in found.table("state").rows] == ["fear", "private_loyalty", "plot_hazard"]
    assert len(found.table("months").rows) == 18 * 3
    assert found.figures == ("months",)


def test_a_day_ends_it_with_its_last_whole_month():
    assert last_whole_month(to_day("2001-02-28")) == month_number("2001-02")
    assert last_whole_month(to_day("2001-02-27")) == month_number("2001-01")


@pytest.mark.parametrize(
    ("rows", "asked", "said"),
    [
        ("1999-12,announcement,0", {}, "1999-12, the last month of its reports, lies outside"),
        ("1999-12,announcement,0\n2000-03,announcement,0", {}, "lies before 2000-01"),
        ("2000-03,announcement,0", {"as_of": "2000-02-29"}, "no count of a month up to 2000-02"),
        ("2000-03,announcement,0", {"as_of": "2000-13-29"}, "is not a day of the calendar"),
        ("2000-03,announcement,0", {"series": ("feer",)}, "did you mean 'fear'"),
        ("2000-03,announcement,0", {"particles": 3}, "at least 20"),
        ("2000-03,announcement,0", {"ensemble": "no.csv"}, "cannot be read as parameter sets"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, rows: str, asked: dict, said: str):
    file = tmp_path / "reports.csv"
    file.write_text(f"month,kind,count\n{rows}\n")
    with pytest.raises(UsageError, match=said):
        plan("example", file, **asked)
