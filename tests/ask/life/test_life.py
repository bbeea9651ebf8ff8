"""A life, as results give it: replayed, verified and labelled."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.answer.numbers import month_in_words as in_words
from politburo.ask.life import Life
from politburo.ask.run import run as run_scenario
from politburo.ask.run.results import Results
from politburo.country import build
from politburo.run.store import Store
from politburo.scenario import adapt, load, month_name
from politburo.scenario.changes import with_levers
from politburo.show.life import TIE_ROW, TIES
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES
from tests.folders import change, of_another_model
from tests.show.imagined_life import START, TURNS, eventful, imagined_life

MONTHS = 30


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    scenario = with_levers(adapt(load("example"), runs=2, scale=0.05, until="2002-06"), start=None, purge_intensity=0.3)
    return run_scenario(scenario, out=tmp_path_factory.mktemp("life") / "runs")


@pytest.fixture(scope="module")
def penalised(results: Results) -> Life:
    """Someone who is driven out in run 1."""
    executed = results.events.query("run == 1 and form == 'execution'")
    return results.life(person=int(executed["person"].to_numpy()[-1]), run=1)


def test_each_run_has_lives_of_its_own(results: Results):
    first, second = (results.life(post=40, run=run) for run in (0, 1))
    assert first.title != second.title
    assert not np.array_equal(first.columns["fear"], second.columns["fear"])


def test_a_post_has_a_row_for_every_month_with_its_circle_beside_it(results: Results):
    life = results.life(post=40)
    table, place = life.table().to_pandas(), life.places[40]
    assert len(table) == MONTHS
    assert set(table["post"]) == {40}
    of_circle = results.series["fear_by_circle"].sel(run=0, organ=place.organ, rank=place.rank)
    np.testing.assert_array_equal(table["fear_of_circle"].astype(np.float32), of_circle)
    assert table["month"].iloc[0] == np.datetime64("2000-01-01")


def test_what_is_kept_is_no_larger_than_the_months(results: Results):
    life = results.life(post=40)
    assert {len(column) for column in life.columns.values()} == {MONTHS}
    assert all(turn.kind in set(TURNS) for turn in life.turns)


def test_a_life_that_ends_in_an_execution_says_so_with_the_event(results: Results, penalised: Life):
    last, months = penalised.table("events").records()[-1], penalised.table().to_pandas()
    assert (last["kind"], last["form"]) == ("penalty", "execution")
    of_run = results.events[results.events["run"] == 1].reset_index(drop=True)
    assert of_run.loc[last["event"], "person"] == penalised.person
    assert months["standing"].isna().tolist() == [False] * (len(months) - 1) + [True]
    assert np.isnan(months["fear"].iloc[-1])


def test_every_post_that_is_named_is_described(penalised: Life):
    named = {post for turn in penalised.turns for post in (turn.origin, turn.goal) if post is not None}
    assert named | set(penalised.columns["post"].tolist()) == set(penalised.places)
    assert all(place.province in ("Capital", "Border", "Plain") for place in penalised.places.values())


def test_the_months_are_told_as_they_are_done(results: Results):
    told = []
    results.life(post=3, progress=lambda done, total: told.append((done, total)))
    assert told == [(month, MONTHS) for month in range(1, MONTHS + 1)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"post": 40, "run": 2}, r"There is no run 2 in .*; it holds runs 0 to 1\."),
        ({"post": 40, "run": -1}, r"There is no run -1"),
        ({"post": 100_000}, r"There is no post 100000; the posts have the numbers 0 to \d+\."),
        ({"post": -1}, r"There is no post -1"),
        ({"person": -1}, r"There is no person -1; the numbers of persons begin at 0\."),
        ({"person": 100_000}, r"There is no person 100000 in run 0; its cadres have the numbers 0 to \d+\."),
        ({}, "either a post or a person"),
        ({"post": 1, "person": 1}, "either a post or a person"),
    ],
)
def test_who_or_what_is_not_there_is_refused_with_what_is(results: Results, asked: dict, said: str):
    with pytest.raises(UsageError, match=said):
        results.life(**asked)


def test_a_run_that_is_not_finished_cannot_be_followed(results: Results, tmp_path: Path):
    folder = copied(results, tmp_path)
    Store(folder).marker_file(1).unlink()
    with pytest.raises(StoreError, match=r"Run 1 of .* is not finished"):
        Results.open(folder).life(post=1, run=1)


def test_a_run_that_comes_out_otherwise_is_not_followed(results: Results, tmp_path: Path):
    folder = copied(results, tmp_path)
    change(Store(folder).marker_file(0), fingerprint="0" * 32)
    with pytest.raises(StoreError, match=r"does not come out as it is stored; .* compute other bits"):
        Results.open(folder).life(post=1)


def test_a_run_that_another_version_made_is_not_simulated(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = copied(results, tmp_path)
    of_another_model(folder)
    monkeypatch.setattr("politburo.month.simulate", lambda *_, **__: pytest.fail("it is simulated"))
    with pytest.raises(StoreError, match="made by another version"):
        Results.open(folder).life(post=1)


def test_a_life_is_an_answer_and_nothing_in_it_is_taken_for_html(results: Results):
    life = results.life(post=40)
    assert life.title == "Life of post 40 in run 0 of An invented country"
    assert repr(life).startswith(life.title)
    assert str(life.provenance).endswith(f"fingerprint {results.fingerprint[:12]} · run 0")
    assert life.folder == results.folder / "lives" / "post-40-run-0"
    assert life.figures == ("life",)
    assert len(life.table().rows) == MONTHS
    scenario = replace(results.scenario, title="<script>alert('x')</script>")
    shown = replace(life, results=Results(results.folder, scenario, results.store))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_every_month_around_the_one_asked_for_is_shown(results: Results):
    shown = results.life(post=40, month="2001-06").table("notable_months").column("month")
    assert shown == [f"{year}-{month:02d}" for year in (2000, 2001) for month in range(1, 13)][6:21]


def test_a_month_that_there_is_not_is_refused(results: Results):
    with pytest.raises(UsageError, match=r"2003-01 lies outside the life of post 40, which spans 2000-01 to 2002-06\."):
        results.life(post=40, month="2003-01")
    with pytest.raises(UsageError, match="'May' is not a month"):
        results.life(post=40, month="May")


@pytest.mark.parametrize("tie", ["patron", "clients"])
def test_the_inquiry_that_why_names_is_seen_in_the_life(results: Results, tie: str):
    """Whose patron or client was penalised, in the year before a penalty of his own, is so in both answers."""
    penalty, hit = penalised_after(results, tie)
    (term,) = (term for term in results.why(penalty["event"]).terms if term.name == "named")
    assert term.contribution > 0
    life = results.life(person=penalty["person"])
    months = dict(zip(life.columns["month"].tolist(), life.columns[f"{tie}_penalised"].tolist(), strict=True))
    assert months[hit] > 0
    said = life.words()
    assert re.search("the patron was penalised" if tie == "patron" else "clients were penalised", said)
    (shown,) = (row for row in life.table("notable_months").records() if row["month"] == month_name(hit))
    assert f"{tie.removesuffix('s')}" in str(shown["ties"])
    marks = [
        row["when"]
        for layer in life.plot().specification["vconcat"][4]["layer"]
        for row in layer["data"]["values"]
        if row.get("y") == TIE_ROW * (list(TIES).index(tie) + 0.5)
    ]
    assert in_words(hit) in marks


def penalised_after(results: Results, tie: str) -> tuple[dict, int]:
    """A penalty of run 0 of one whose patron or client was penalised some months before, and the month of that.

    He held his post already in the month before: whoever comes to it has the news of the post that he leaves.
    """
    posts = build(results.scenario.country, results.scenario.scale).posts
    events = results.event_codes(0)
    penalties = [
        {"event": at, "person": person, "post": post, "month": month}
        for at, kind, person, post, month in zip(
            range(len(events["kind"])),
            *(events[name].tolist() for name in ("kind", "person", "agent", "month")),
            strict=True,
        )
        if kind == EVENT_NAMES.index("penalty") and events["charge"][at] == CHARGES.index("disloyalty")
    ]
    for one in penalties:
        life = None
        for other in penalties:
            tied = other["post"], one["post"]
            of, to = tied if tie == "clients" else tied[::-1]
            if posts.patron[of] == to and 0 < one["month"] - other["month"] < 12:
                life = life or results.life(person=one["person"])
                at = np.flatnonzero(life.columns["month"] == other["month"])
                if len(at) and at[0] and (life.columns["post"][at[0] - 1 : at[0] + 1] == one["post"]).all():
                    return one, other["month"]
    raise AssertionError(f"nobody whose {tie} were penalised before")


def copied(results: Results, tmp_path: Path) -> Path:
    """The run folder, copied so that it can be spoilt."""
    return Path(shutil.copytree(results.folder, tmp_path / "copy"))


def shown(life: Life) -> dict[str, str]:
    """Which ties were penalised or fled, by the months that are shown."""
    return {str(row["month"]): str(row["ties"]) for row in life.table("notable_months").records()}


def test_the_months_shown_are_those_in_which_something_happened_and_each_january():
    months = shown(eventful())
    told = ("2010-03", "2010-04", "2010-05", "2010-06", "2010-07", "2010-10")
    assert tuple(months) == ("2010-01", *told, "2011-01", "2011-04", "2011-05", "2011-06", "2011-08")
    assert months["2011-05"] == "2 close friends penalised; patron penalised"
    assert months["2011-06"] == "1 close friend fled"
    assert months["2010-05"] == "2 clients penalised"
    assert eventful().table("notable_months").records()[1]["standing"] == "lying low"


def test_a_month_in_which_only_the_patron_or_clients_are_penalised_is_shown():
    for tie, said in (("patron", "patron penalised"), ("clients", "1 client penalised")):
        life = imagined_life(columns={f"{tie}_penalised": [0] * 4 + [1] + [0] * 19})
        assert shown(life)["2010-05"] == said


def test_events_whose_reasons_can_be_asked_for_have_a_number():
    events = eventful().table("events").records()
    assert [row["ask_why"] for row in events if row["event"] in (4, 21, 78)] == [None, 21, 78]
    assert events[-1]["what_happened"] == "was executed for plotting"


def test_all_months_are_there_for_programs():
    months = eventful().table()
    assert (months.name, len(months.rows)) == ("months", 20)
    last = months.records()[-1]
    assert (last["standing"], last["fear"], last["person"]) == (None, None, 17)
    assert all(value is None or type(value) in (str, int, float) for row in months.rows for value in row)


def test_around_a_month_every_month_is_shown():
    rows = replace(eventful(), month=START + 13).table("notable_months").column("month")
    assert rows == [f"{(START + m) // 12}-{(START + m) % 12 + 1:02d}" for m in range(2, 17)]
