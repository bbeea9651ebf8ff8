"""Whatever organs, ranks and provinces a country has, it is built, simulated, kept, read and shown by its own names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import politburo as pb
from politburo.ask.claims.followed import POPULATIONS
from politburo.ask.claims.observables import nobody
from politburo.country import build, plan_of
from politburo.country.figures import Evidence
from politburo.country.plan import CountryPlan, Organ, Posting, Province, Rank
from politburo.month import simulate
from politburo.month.hear import hear
from politburo.month.the_month import first_month
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.scenario import Scenario, adapt, load, with_levers
from politburo.show.look import Layout
from politburo.show.page.report import report_html
from politburo.show.run.apparatus import specification
from politburo.terms.words import Names
from tests.country.written import Written, countries, files_of
from tests.month.setting import add_cases

pytestmark = pytest.mark.slow

OF_OTHERS = re.compile("top leadership|senior/central|diplomacy")
"""Names of organs and ranks of another country that are no words of the program."""

SHAPES = [
    pytest.param(((1, 2, 1), {}), id="the smallest"),
    pytest.param(((1, 6, 3), {"abroad": 2}), id="one organ"),
    pytest.param(((3, 2, 100), {"guards": (0, 2), "trades": (1,)}), id="many provinces"),
    pytest.param(((3, 3, 7), {"guards": (1,), "abroad": 3, "top": 1}), id="three ranks"),
    pytest.param(((16, 3, 2), {"trades": (3, 4), "abroad": 1, "top": 3}), id="every rank is a top rank"),
    pytest.param(((16, 6, 100), {"guards": (15,), "serves_abroad": (0,), "abroad": 4, "top": 3}), id="the largest"),
]


def made_up(
    shape: tuple[int, int, int],
    *,
    guards: tuple[int, ...] = (),
    trades: tuple[int, ...] = (),
    serves_abroad: tuple[int, ...] = (),
    abroad: int = 0,
    top: int = 1,
) -> CountryPlan:
    """A country of so many organs, ranks and provinces; so many posts of the second rank of each organ are abroad."""
    organs, ranks, provinces = shape
    sizes = (2.5, 6, 12.25, 20, 24, 30)[:ranks]
    return replace(
        plan_of("example"),
        name="elsewhere",
        title="Elsewhere",
        provinces=tuple(Province(f"Land {p}", 4000 + p, 3900, (p % 3) / 2) for p in range(provinces)),
        capital=provinces - 1,
        organs=tuple(
            Organ(f"Bureau {o}", 1 + o / 20, 0.1 * (o % 4), 0.05, o in guards, o in trades, o in serves_abroad)
            for o in range(organs)
        ),
        ranks=tuple(
            Rank(f"Degree {r}", 1 / (1 + r), 60 - r, 0.5 / (1 + r), 1 / (1 + r), r < top) for r in range(ranks)
        ),
        postings=tuple(
            Posting(o, r, place, share * size, abroad if (r, place) == (1, None) else 0)
            for o in range(organs)
            for r, size in enumerate(sizes)
            for place, share in ((provinces - 1, 0.3), (None, 1.0))
        ),
        households=1000 + 10 * provinces,
    )


@pytest.fixture
def country(request: pytest.FixtureRequest) -> CountryPlan:
    """A made-up plan."""
    shape, said = request.param
    return made_up(shape, **said)


def names_of(plan: CountryPlan) -> Names:
    return Names(*(tuple(one.name for one in entries) for entries in (plan.organs, plan.ranks, plan.provinces)))


def stormy(plan: CountryPlan, folder: Path, **changes: Any) -> Scenario:
    """Six months in which much happens, in a country whose files are in a folder."""
    Written(plan, Evidence(), files_of(plan, Evidence())).put(folder / "elsewhere")
    said = 'country = "./elsewhere"\nstart = "2000-01"\nend = "2000-06"\n[levers]\npurge_intensity = 1.0\n'
    (folder / "storm.toml").write_text(f'title = "Storm"\n{said}')
    return adapt(load(folder / "storm.toml"), **changes)


@pytest.mark.parametrize("country", SHAPES, indirect=True)
def test_its_posts_are_those_of_the_plan(country: CountryPlan):
    built = build(country)
    planned = np.zeros((len(country.organs), len(country.ranks)))
    for one in country.postings:
        planned[one.organ, one.rank] += one.posts
    assert np.abs(built.circle_sizes.reshape(planned.shape) - planned).max() < 1
    assert built.names == names_of(country)
    assert set(np.unique(built.posts.circle)) == set(range(planned.size))
    assert built.posts.abroad.sum() == sum(one.abroad for one in country.postings)
    thin = build(country, 0.1)
    top = thin.circle_sizes.reshape(planned.shape)[:, : country.top_ranks]
    assert np.array_equal(top, built.circle_sizes.reshape(planned.shape)[:, : country.top_ranks])
    assert (thin.circle_sizes > 0).all()


@pytest.mark.parametrize("country", SHAPES, indirect=True)
def test_a_month_of_it_keeps_every_post_filled(country: CountryPlan, tmp_path: Path):
    for scale in (1.0, 0.3):
        outcome = simulate(build(country, scale), stormy(country, tmp_path, scale=scale), 0)
        circles = len(country.organs), len(country.ranks)
        assert outcome.series["penalties_by_circle_and_form"].shape[1:3] == circles
        lived = ~np.isnan(outcome.series["fear"])
        assert (outcome.series["cadres"][lived] == build(country).posts.count).all() or scale < 1
        assert len(np.unique(outcome.state.cadres.person)) == len(outcome.state.cadres.person)


STORM = with_levers(adapt(load("example"), until="2000-04"), start=None, purge_intensity=1.0)


@settings(max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(countries())
def test_any_valid_country_is_built_and_simulated_at_any_scale(written: Written):
    for scale in (1.0, 0.1):
        built = build(written.plan, scale)
        assert np.array_equal(built.circle_sizes > 0, built.whole_sizes > 0)
        outcome = simulate(built, adapt(STORM, scale=scale), 0)
        assert all(not np.isinf(values).any() for values in outcome.series.values())
        assert np.isfinite(outcome.series["fear"][0])
        assert len(set(outcome.state.cadres.person.tolist())) == built.posts.count


@pytest.mark.parametrize("country", SHAPES, indirect=True)
def test_cases_of_the_first_rank_alone_are_public_news(country: CountryPlan, tmp_path: Path):
    built = build(country)
    for rank in range(len(country.ranks)):
        now = first_month(built, stormy(country, tmp_path), 0)
        add_cases(now, np.flatnonzero(built.posts.rank == rank)[-1:])
        hear(now)
        assert (now.regime.expected_cases[0] > 0) == (rank == 0)


@pytest.mark.parametrize("country", SHAPES, indirect=True)
def test_what_is_kept_and_shown_of_it_has_its_own_names(country: CountryPlan, tmp_path: Path):
    finish(make_plan(stormy(country, tmp_path, runs=2), tmp_path / "kept"))
    results = pb.open(tmp_path / "kept")
    assert results.names == names_of(country)
    assert results.top_ranks == results.names.rank[: country.top_ranks]
    assert set(results.events["organ"].dropna()) <= set(results.names.organ)
    text = report_html(results)
    for layout in (Layout(), Layout("narrow")):
        rows = specification(results, layout)["vconcat"][1]["layer"][0]["data"]["values"]
        assert {(row["organ"], row["rank"]) for row in rows} == {
            (organ, rank) for organ in results.names.organ for rank in results.names.rank
        }
    (event, *_) = results.find_events(("penalty",), run=0)
    shown = [results.why(event.event), results.life(post=0), results.record()]
    text += "".join(f"{one}\n{one._repr_html_()}" for one in shown)
    assert results.names.organ[0] in text
    assert [text[one.start() - 40 : one.end() + 20] for one in OF_OTHERS.finditer(text)] == []


@pytest.mark.parametrize("country", SHAPES, indirect=True)
def test_a_group_of_posts_is_said_to_have_nobody_where_it_has_none(country: CountryPlan):
    posts = build(country).posts
    for name, there in {
        "in organs that trade": any(one.trades for one in country.organs),
        "in organs that guard": any(one.guards for one in country.organs),
        "in rank 3": len(country.ranks) > 2,
        "posted abroad": bool(posts.abroad.any()),
    }.items():
        why = nobody((name,), country)
        assert why == ("" if there else f"Elsewhere has no {POPULATIONS[name][0]}")
