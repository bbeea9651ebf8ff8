"""A scenario says when chance is drawn anew, and up to when all its runs are one."""

from pathlib import Path

import pytest

from politburo.scenario import Scenario, adapt, load, month_number, parse, to_toml
from politburo.scenario.overview import differences
from politburo.terms.errors import ScenarioError

EXAMPLE = load("example")
HEAD = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2002-12"\n[run]\n'
ANEW = 'seed = [{ from = "2000-01", value = 4 }, { from = "2001-05", value = 7 }, { from = "2002-01", value = 4 }]\n'
SHARED = 'as_run = [{ until = "2000-12", run = 3 }, { until = "2001-06", run = 0 }]\n'
M = month_number


def said(text: str) -> Scenario:
    return parse(HEAD + text, "x.toml")


def refused(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        said(text)
    return str(caught.value)


def test_a_seed_holds_throughout_unless_there_are_steps():
    plain = said("seed = 4\n")
    assert (plain.seed, plain.draws_anew, plain.as_run) == (4, (), ())
    assert {plain.seed_at(month) for month in range(plain.start, plain.end + 1)} == {4}
    assert plain.run_at(5, plain.start) == 5


def test_steps_of_the_seed_draw_anew_from_their_months_on():
    anew = said(ANEW)
    assert (anew.seed, anew.draws_anew) == (4, ((M("2001-05"), 7), (M("2002-01"), 4)))
    assert [anew.seed_at(M(month)) for month in ("2000-01", "2001-04", "2001-05", "2001-12", "2002-12")] == [
        4, 4, 7, 7, 4,
    ]  # fmt: skip


def test_before_the_first_step_the_seed_has_its_default():
    late = said('seed = [{ from = "2001-05", value = 7 }]\n')
    assert (late.seed, late.draws_anew) == (1, ((M("2001-05"), 7),))


def test_a_step_that_changes_nothing_is_none():
    same = said('seed = [{ from = "2000-01", value = 4 }, { from = "2001-05", value = 4 }]\n')
    assert same.draws_anew == ()
    assert same.digest() == said("seed = 4\n").digest()
    both = said('as_run = [{ until = "2000-12", run = 3 }, { until = "2001-06", run = 3 }]\n')
    assert both.as_run == ((M("2001-06"), 3),)


def test_runs_are_one_until_a_month_and_then_go_their_own_ways():
    shared = said(SHARED)
    assert shared.as_run == ((M("2000-12"), 3), (M("2001-06"), 0))
    assert [shared.run_at(9, M(month)) for month in ("2000-01", "2000-12", "2001-01", "2001-06", "2001-07")] == [
        3, 3, 0, 0, 9,
    ]  # fmt: skip


def test_both_decide_results_and_scenarios_without_them_keep_their_digests():
    digests = {said(text).digest() for text in ("", ANEW, SHARED, ANEW + SHARED, "seed = 4\n")}
    assert len(digests) == 5
    assert load("example").digest() == EXAMPLE.digest()
    # Stored results are known by it: it changes with the parameters and levers that there are, and with nothing else.
    small = parse('title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-01"\n', "x.toml")
    assert small.digest() == "4d382b295aa1c52dbd35c762ae2fee11"


@pytest.mark.parametrize("text", [ANEW, SHARED, ANEW + SHARED])
def test_both_survive_writing_and_reading(text: str):
    assert parse(to_toml(said(text)), "x.toml") == said(text)


@pytest.mark.parametrize(
    ("until", "anew", "shared"),
    [
        ("2000-06", (), ((M("2000-06"), 3),)),
        ("2000-12", (), ((M("2000-12"), 3),)),
        ("2001-04", (), ((M("2000-12"), 3), (M("2001-04"), 0))),
        ("2001-05", ((M("2001-05"), 7),), ((M("2000-12"), 3), (M("2001-05"), 0))),
        ("2001-12", ((M("2001-05"), 7),), ((M("2000-12"), 3), (M("2001-06"), 0))),
    ],
)
def test_a_shorter_scenario_keeps_what_is_said_of_its_months(until: str, anew, shared):
    short = adapt(said(ANEW + SHARED), until=until)
    assert (short.draws_anew, short.as_run) == (anew, shared)
    assert parse(to_toml(short), "x.toml") == short


def test_another_seed_takes_the_place_of_all_steps():
    assert adapt(said(ANEW), seed=4).digest() == said("seed = 4\n").digest()


def test_a_file_takes_both_from_the_one_that_it_extends(tmp_path: Path):
    (tmp_path / "base.toml").write_text(HEAD + ANEW + SHARED)
    (tmp_path / "child.toml").write_text('extends = "base.toml"\nend = "2001-03"\n[run]\nruns = 2\n')
    (tmp_path / "other.toml").write_text('extends = "base.toml"\nstart = "2001-06"\n[run]\nseed = 9\n')
    child, other = load(tmp_path / "child.toml"), load(tmp_path / "other.toml")
    assert (child.seed, child.draws_anew) == (4, ())
    assert child.as_run == ((M("2000-12"), 3), (M("2001-03"), 0))
    assert (other.seed, other.draws_anew, other.as_run) == (9, (), ((M("2001-06"), 0),))


def test_both_are_told_in_one_line_and_as_a_difference():
    assert said("seed = 4\n").chance == "4"
    assert said(ANEW).chance == "4, from 2001-05 on 7, from 2002-01 on 4"
    assert said(SHARED).chance == "1, until 2000-12 all as run 3, until 2001-06 all as run 0"
    (found,) = differences(said("seed = 4\n"), said(ANEW))
    assert (found.where, found.change) == ("run.seed", "4 → 4, from 2001-05 on 7, from 2002-01 on 4")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("seed = []\n", "line 6: run.seed: the list is empty"),
        ("seed = '1'\n", "line 6: run.seed: '1' is not a whole number"),
        (
            'seed = [{ from = "2000-01", value = -1 }]\n',
            "line 6: run.seed, entry 1, value: -1 lies outside 0 to 4294967295",
        ),
        (
            'seed = [{ from = "2003-01", value = 1 }]\n',
            "line 6: run.seed, entry 1, from: 2003-01 lies outside the scenario, which runs from 2000-01 to 2002-12",
        ),
        (
            'seed = [{ from = "2001-01", value = 1 }, { from = "2001-01", value = 2 }]\n',
            "line 6: run.seed: the months must follow one another in time, but 2001-01 comes after 2001-01",
        ),
        (
            'as_run = [{ until = "1999-12", run = 1 }]\n',
            "line 6: run.as_run, entry 1, until: 1999-12 lies outside the scenario, which runs from 2000-01 to 2002-12",
        ),
        (
            'as_run = [{ until = "2001-01", run = 1000000 }]\n',
            "line 6: run.as_run, entry 1, run: 1000000 lies outside 0 to 999999",
        ),
        (
            'as_run = [{ until = "2001-02", run = 1 }, { until = "2001-01", run = 2 }]\n',
            "line 6: run.as_run: the months must follow one another in time, but 2001-01 comes after 2001-02",
        ),
        ('as_run = [{ until = "2001-02" }]\n', "line 6: run.as_run, entry 1 lacks the key 'run'"),
        (
            'as_run = [{ unti = "2001-02", run = 1 }]\n',
            "run.as_run, entry 1 has no key 'unti'; did you mean 'until'?",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_line_and_what_can(text: str, sentence: str):
    assert sentence in refused(text)
