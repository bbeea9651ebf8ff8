"""Forecasts of the simulation, of runs that are made up: what each set makes of a target is a rule of the test."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.fit.targets import fitted_of
from politburo.ask.sets_file import write_sets
from politburo.ask.survey.measured import TargetValues
from politburo.ask.survey.rules import hash_of, rules
from politburo.infer.forecast import ForecastPlan, plan
from politburo.infer.forecasts import read_forecasts
from politburo.infer.hub import QUANTILES, month_id, save_hub, save_views
from politburo.infer.outlook import Outlook
from politburo.infer.price_baselines import CARRIED_ON, KNOWN
from politburo.infer.simulated import Simulated, effective, tempered
from politburo.infer.synthetic import coverage, synthetic
from politburo.run.experiment import ExperimentResults
from politburo.run.experiment.store import ExperimentStore, Row
from politburo.run.outcomes import OUTCOMES
from politburo.run.plan import model_sources
from politburo.scenario import load
from politburo.terms.errors import UsageError

pytestmark = pytest.mark.slow

DAY = "2012-12-31"
PARAMETERS = ("fear.horizon", "govern.elite_weight")
SETS, NEAR = 4, 2
"""Sets, and the number of the one that makes what was published."""

OF_SHARES = {"male_share_of_arrivals": 0.25, "top_list_replaced": 0.5, "home_share_of_arrivals": 0.85}


def sets_file(folder: Path, origin: str = f"politburo 0 · rules 1 · as of {DAY}") -> Path:
    values = {number: (1 + 0.1 * number, 0.5 + 0.01 * number) for number in range(SETS)}
    return write_sets(folder / "sets.csv", PARAMETERS, values, origin)


def kept(planned: ForecastPlan, factor: float = 1.0) -> ForecastPlan:
    """The plan with all its runs kept: set NEAR makes 2,000 arrivals a year, others many times more or fewer."""
    for track in planned.tracks:
        store, measured = ExperimentStore(track.folder), track.experiment.measured
        assert isinstance(measured, TargetValues)
        with store.claimed(track.experiment):
            for number, point in enumerate(track.experiment.points.tolist()):
                rows = []
                for run in range(track.experiment.runs):
                    values = dict.fromkeys(OUTCOMES, 0.0)
                    for name in measured.names:
                        series = name.split()[0]
                        times = 4.0 ** (number - NEAR) * (factor if track.name == CARRIED_ON else 1.0)
                        count = 2_000.0 if series == "arrivals_per_year" else 20.0
                        values[name] = OF_SHARES.get(series, 0.05 if "share" in series else count * times + run)
                    rows.append(Row(run, None, f"{number:x}", tuple(values.values())))
                store.keep(dict(zip(track.experiment.names, point, strict=True)), rows)
    return planned


def made(folder: Path, days: tuple[str, ...] = (DAY,), *, among: str | Path | None = None) -> Outlook:
    among = sets_file(folder) if among is None else among
    planned = plan("north-korea", as_of=days, until="2015-12", among=among, sets=SETS, out=folder / "out")
    return kept(planned).execute()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return made(tmp_path_factory.mktemp("forecast"))


def test_each_day_has_a_track_of_its_own_and_all_share_the_one_with_known_levers(tmp_path: Path):
    planned = plan("north-korea", as_of=(DAY, "2013-12-31"), until="2015-12", among=sets_file(tmp_path), out=tmp_path)
    assert [(one.name, len(one.days)) for one in planned.tracks] == [(KNOWN, 2), (CARRIED_ON, 1), (CARRIED_ON, 1)]
    assert sum(planned.months.values()) == 3 * SETS * 2 * 96
    assert all(event.day <= date(2012, 12, 31) for event in planned.tracks[1].experiment.base.events)
    farther = plan("north-korea", as_of=DAY, years=1, among=sets_file(tmp_path), out=tmp_path)
    assert farther.until == date(2013, 12, 31)  # what nobody asks for is not simulated


def test_sets_weigh_by_what_was_known_and_where_few_are_near_it_is_said(found: Outlook):
    assert [one.sets for one in found.weighed] == [SETS, SETS]
    assert all(SETS / 3 <= one.effective < 2 and one.power < 0.5 for one in found.weighed)
    assert "Few parameter sets come near what was known in 2 of 2 cases" in found.warnings[0]


def test_draws_of_a_posterior_are_not_weighed_by_the_record_once_more(tmp_path: Path):
    evidence = load("north-korea").evidence.as_of(date.fromisoformat(DAY))
    under = hash_of(rules(), fitted_of(evidence), PARAMETERS)
    origin = f"politburo 0 · model {model_sources()[:12]} · rules {under} · as of {DAY} · posterior north-korea"
    drawn = made(tmp_path, among=sets_file(tmp_path, origin))
    assert [(one.effective, one.power, one.targets) for one in drawn.weighed] == [(SETS, 1.0, 0)] * 2
    assert "count alike" in drawn.words()
    stale = sets_file(tmp_path, origin.replace(under, "0123456789ab"))
    with pytest.raises(UsageError, match="calibrated under other conditions"):
        plan("north-korea", as_of=DAY, until="2015-12", among=stale, out=tmp_path / "stale")


def test_likelihoods_are_tempered_only_as_far_as_is_needed():
    many, power = tempered(np.linspace(0, -1, 40, dtype=np.float64), 10)
    assert power == 1 and many.argmax() == 0 and effective(many) > 30
    few, power = tempered(np.asarray(-100.0 * np.arange(40) ** 2, np.float64), 10)
    assert 0 < power < 0.01 and effective(few) == pytest.approx(10, rel=0.01)
    gone, _ = tempered(np.array([0.0, -np.inf, -1.0]), 1)
    assert gone[1] == 0


def test_the_simulation_goes_on_from_the_last_figure_that_was_known(found: Outlook):
    """Set NEAR makes the same arrivals every year: the forecast stays at those of 2011, whatever came in 2012."""
    [women] = [
        one for one in found.forecasts
        if one.name == f"simulation, {KNOWN}" and one.asked.series == "arrivals_female" and one.asked.end.year == 2013
    ]  # fmt: skip
    assert women.quantile(0.5) == pytest.approx(1_911, rel=0.1)


def test_what_is_published_later_leaves_the_simulation_and_the_weights_as_they_are(tmp_path: Path):
    planned = kept(plan("north-korea", as_of=DAY, until="2015-12", among=sets_file(tmp_path), sets=SETS, out=tmp_path))
    day = date(2012, 12, 31)

    def doubled(one):
        if one.known_from <= day:
            return one
        return replace(one, value=one.value * 0.5, low=one.low * 0.5, high=one.high * 0.5)

    evidence = planned.evidence
    other = replace(
        evidence,
        figures=tuple(map(doubled, evidence.figures)),
        targets=tuple(replace(one, figure=doubled(one.figure)) for one in evidence.targets),
    )
    plain, changed = planned.execute(), replace(planned, evidence=other).execute()
    assert [one.effective for one in plain.weighed] == [one.effective for one in changed.weighed]
    own = [
        (one, two)
        for one, two in zip(plain.forecasts, changed.forecasts, strict=True)
        if one.forecaster == "simulation"
    ]
    assert len(own) > 20 and all((one.draws == two.draws).all() for one, two in own)


def test_sets_that_were_chosen_by_later_figures_are_no_forecast_and_that_is_said_first(found: Outlook, tmp_path: Path):
    assert not found.sentences[0].startswith("Not a forecast")
    late = made(tmp_path / "late", among=sets_file(tmp_path, "politburo 0 · rules 1 · as of 2014-12-31"))
    assert late.sentences[0].startswith(
        "Not a forecast: the parameter sets were chosen by what was public on 31 December"
    )
    silent = made(tmp_path / "silent", among=sets_file(tmp_path, "from a friend"))
    assert "the last was published on 12 October 2016" in silent.sentences[0]


def test_the_draws_are_read_again_by_a_score(found: Outlook, tmp_path: Path):
    read = read_forecasts(found.save_draws(tmp_path / "draws.parquet"))
    assert [one.name for one in read] == [one.name for one in found.forecasts]
    assert all((one.draws == two.draws).all() for one, two in zip(read, found.forecasts, strict=True))
    assert read[0].forecaster == "simulation"


def test_what_was_known_is_listed(found: Outlook):
    known = found.table("known")
    assert known.rows and all(str(day) <= "2012-12-31" for day in known.column("known_from"))
    assert set(known.column("series")) == {"arrivals_male", "arrivals_female"}


def test_a_hub_gets_quantiles_and_views_gets_draws(found: Outlook, tmp_path: Path):
    files = save_hub(tmp_path / "hub", found.forecasts, "north-korea", str(found.provenance))
    [own] = [path for path in files if "simulation_levers_known" in path.name]
    assert own.relative_to(tmp_path).parts[:2] == ("hub", "model-output")
    rows = list(csv.DictReader(own.read_text().splitlines()))
    women = [row for row in rows if (row["target"], row["target_end_date"]) == ("arrivals_female", "2013-12-31")]
    assert [float(row["output_type_id"]) for row in women] == list(QUANTILES)
    assert {row["horizon"] for row in women} == {"1"}
    values = [float(row["value"]) for row in women]
    assert values == sorted(values)
    views = save_views(tmp_path / "views", found.forecasts[:1], "north-korea", str(found.provenance))
    rows = list(csv.DictReader(views[0].read_text().splitlines()))
    assert len(rows) == len(found.forecasts[0].draws) and int(rows[0]["month_id"]) == month_id(found.forecasts[0])
    assert save_views(tmp_path / "views", found.forecasts[:1], "north-korea", str(found.provenance)) == views


def test_of_a_synthetic_truth_each_set_stands_for_the_country_in_turn(tmp_path: Path):
    planned = kept(plan("north-korea", as_of=DAY, until="2015-12", among=sets_file(tmp_path), sets=SETS, out=tmp_path))
    bank = Simulated(ExperimentResults(planned.tracks[0].folder, planned.tracks[0].experiment), planned.evidence)
    made = synthetic(bank, [date(2012, 12, 31), date(2013, 12, 31)], planned.until)
    assert len(made.scored) == SETS * 2 * (3 + 2)
    assert len({one.figure.value for one in made.scored}) > 30
    held, count = coverage(made, 0.9)
    assert 0.8 <= held / count <= 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "2012"}, "is not a day of the calendar"),
        ({"as_of": ()}, "as of 1 to 60 days"),
        ({"as_of": "2015-12-31"}, "Nothing is forecast"),
        ({"as_of": DAY, "among": "no-such-file.csv"}, "cannot be read as parameter sets"),
        ({"as_of": DAY, "runs": 1}, "must be at least 2"),
    ],
)
def test_what_cannot_be_forecast_is_refused(asked: dict, said: str):
    with pytest.raises(UsageError, match=said):
        plan("north-korea", until="2015-12", **asked)


def test_a_country_without_figures_is_refused():
    with pytest.raises(UsageError, match="has no figures of arrivals"):
        plan("example", as_of="2000-06-30")


def test_draws_are_the_same_to_the_bit_in_whatever_order_days_are_asked(tmp_path: Path, found: Outlook):
    both = made(tmp_path, ("2013-12-31", DAY))
    again = {(one.name, one.key): one.draws for one in both.forecasts}
    assert all((again[one.name, one.key] == one.draws).all() for one in found.forecasts)
    assert np.unique([one.as_of.year for one in both.forecasts]).tolist() == [2012, 2013]
