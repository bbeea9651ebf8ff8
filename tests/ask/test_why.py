"""Results say why an event happened, in terms and in a sentence, or why they cannot."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import politburo
from politburo.ask.run.results import Results
from politburo.ask.why import Term, Why, effect, sentence, weighty
from politburo.run.engines import Threads
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.scenario import adapt, load
from politburo.terms.accounts import ACCOUNTS, KINDS_WITH_REASONS, account_of
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.hazards import MOST_TIMES, SCORE
from tests.run.fake_month import fake_build, fake_simulate, short_scenario
from tests.show.imagined import imagined
from tests.show.imagined_why import imagined_why

ANY = [(account.kind, account.charge) for account in ACCOUNTS]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Eight years of two runs of the small country, really simulated."""
    folder = tmp_path_factory.mktemp("why") / "runs"
    return politburo.run(adapt(load("example"), runs=2, until="2007-12"), out=folder, engine=Threads(1))


def first(results: Results, kind: str, run: int = 0) -> int:
    """Number of the first event of a kind."""
    events = results.events
    return int(events.loc[(events["kind"] == kind) & (events["run"] == run), "event"].iloc[0])


def hazard_of(why: Why) -> float:
    """The hazard that the terms combine to."""
    account = account_of(why.kind, why.charge)
    assert account is not None
    return account.hazard({term.name: term.value for term in why.terms})


@pytest.mark.parametrize("kind", ["penalty", "flight", "promotion", "plot"])
def test_the_terms_of_an_event_make_its_hazard(results: Results, kind: str):
    for run in (0, 1):
        why = results.why(first(results, kind, run), run)
        assert (why.run, why.kind) == (run, kind)
        assert hazard_of(why) == pytest.approx(why.hazard, rel=1e-5)


def test_an_explanation_is_of_the_event_asked_for(results: Results):
    number = first(results, "penalty", run=1)
    events = results.events
    row = events[(events["run"] == 1) & (events["event"] == number)].iloc[0]
    why = results.why(number, run=1)
    assert (why.event, why.post, why.person) == (number, row["agent"], row["person"])
    assert (why.organ, why.rank, why.province) == (row["organ"], row["rank"], row["province"])
    assert (why.form, why.charge, why.abroad) == (row["form"], row["charge"], row["abroad"])
    assert why.hazard == pytest.approx(row["hazard"])
    assert why.date == row["date"].date()
    assert type(why.date) is date


def test_only_penalties_have_a_form_and_a_charge(results: Results):
    assert results.why(first(results, "flight")).form is None
    assert results.why(first(results, "flight")).charge is None


def test_the_weightiest_term_comes_first_and_bases_have_no_weight(results: Results):
    why = results.why(first(results, "flight"))
    weights = [abs(term.contribution) for term in why.terms]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
    (rate,) = (term for term in why.terms if term.name == "rate")
    assert rate.contribution == 0
    assert rate.value > 0


def test_a_contribution_is_how_many_times_likelier_the_term_made_the_event(results: Results):
    why = results.why(first(results, "flight"))
    account = account_of("flight")
    assert account is not None
    values = {term.name: term.value for term in why.terms}
    (fear,) = (term for term in why.terms if term.name == "fear")
    assert fear.value > 0
    without = account.hazard(values | {"fear": 0.0})
    assert math.exp(fear.contribution) == pytest.approx(hazard_of(why) / without)


def test_an_event_of_a_kind_without_reasons_is_refused_with_those_that_have_some(results: Results):
    number = first(results, "departure")
    listed = ", ".join(KINDS_WITH_REASONS)
    with pytest.raises(UsageError, match=f"Event {number} of run 0 is of kind 'departure', which .*: {listed}"):
        results.why(number)


@pytest.mark.parametrize("number", [-1, 10**7])
def test_an_event_that_does_not_exist_is_refused_with_the_numbers_there_are(results: Results, number: int):
    count = (results.events["run"] == 1).sum()
    with pytest.raises(UsageError, match=rf"Run 1 has no event {number}; its events are numbered 0 to {count - 1}\."):
        results.why(number, run=1)


def test_a_run_without_events_has_none_to_explain(tmp_path: Path):
    finish(make_plan(short_scenario(runs=1), tmp_path / "r"), build=fake_build, simulate=fake_simulate(events=0))
    with pytest.raises(UsageError, match=r"Run 0 has no event 0; it has none\."):
        Results.open(tmp_path / "r").why(0)


def test_a_run_that_is_not_finished_is_refused_with_those_that_are(tmp_path: Path):
    finish(make_plan(short_scenario(runs=4), tmp_path / "r"), build=fake_build, simulate=fake_simulate())
    (tmp_path / "r" / "done" / "run-00001.json").unlink()
    unfinished = Results.open(tmp_path / "r")
    for run in (1, 4, -1):
        with pytest.raises(UsageError, match=rf"Run {run} is not a finished run of .*; these are: 0, 2, 3\."):
            unfinished.why(0, run)
    for run in (0, 2, 3):
        (tmp_path / "r" / "done" / f"run-0000{run}.json").unlink()
    with pytest.raises(StoreError, match="no finished run"):
        Results.open(tmp_path / "r").why(0)


def test_every_kind_that_carries_reasons_can_be_explained(tmp_path: Path):
    finish(make_plan(short_scenario(runs=1), tmp_path / "r"), build=fake_build, simulate=fake_simulate(events=2000))
    folder = Results.open(tmp_path / "r")
    events = folder.events
    for account in ACCOUNTS:
        its = events["kind"] == account.kind
        if account.charge is not None:
            its &= events["charge"] == account.charge
        its &= events[["organ", "rank", "province"]].notna().all(axis=1)
        why = folder.why(int(events.loc[its, "event"].iloc[0]))
        assert why.formula == account.formula
        assert sorted(term.name for term in why.terms) == sorted(account.names)
        assert all(math.isfinite(term.contribution) for term in why.terms)


def test_an_event_is_an_answer_with_its_terms_and_where_it_comes_from(results: Results):
    why = results.why(first(results, "penalty", run=1), run=1)
    terms = why.table()
    assert terms.column("term") == [term.name for term in why.terms]
    assert terms.column("contribution") == [term.contribution for term in why.terms]
    (event,) = why.table("event").records()
    assert (event["run"], event["event"], event["hazard"]) == (1, why.event, why.hazard)
    assert why.provenance.scenario == "example"
    assert str(why.provenance).endswith(f"run 1 · event {why.event}")
    assert why.folder == results.folder / "why" / f"run-1-event-{why.event}"
    assert why.figures == ("reasons",)


def test_the_rate_of_the_circle_is_that_of_the_year_up_to_the_event():
    results = imagined(penalties={(1, 5, "execution"): 40, (1, 13, "demotion"): 8, (1, 14, "removal"): 99})
    why = imagined_why(results=results, run=1, organ="military", rank="provincial", date=date(2011, 2, 3))
    assert why.rate_of_circle == pytest.approx(48 / (12 * 100))
    assert replace(why, date=date(2010, 1, 3)).rate_of_circle == 0
    assert imagined_why("plot", None).rate_of_circle is None


def with_rate(why: Why, rate: float) -> Why:
    """The same event, beside a rate of its circle."""
    vars(why)["rate_of_circle"] = rate
    return why


def test_a_sentence_says_what_happened_how_likely_it_was_and_what_weighed_most():
    assert sentence(with_rate(imagined_why(), 0.004)) == (
        "In run 3, on 9 July 2012, person 400, a synthetic cadre who held post 17 (trade, senior/central rank, "
        "N Hamgyong, abroad), was executed for disloyalty; the probability of such a penalty was 1.2 % per month "
        "(in that organ and rank 0.40 % per month were penalised in the twelve months up to then); it was made "
        "likelier by indiscriminate terror (× 4.95), having been named in an inquiry (× 2.91) and the prominence of "
        "the post (× 2.04), and less likely by lying low (× 0.62)."
    )


@pytest.mark.parametrize(("kind", "charge"), ANY)
def test_every_kind_of_event_has_a_sentence_with_its_terms(kind: str, charge: str | None):
    why = imagined_why(kind, charge)
    said = sentence(why)
    assert f"a synthetic cadre{',' if kind == 'promotion' else ' who held post 17'}" in said
    assert weighty(why)[0].meaning in said
    assert "1.2 %" in said
    assert said.endswith(".")
    assert said.count("  ") == 0


def test_terms_that_weigh_little_are_not_named():
    slight = Term("talk", "loose talk", "logit", "logit", 0.01, 0.02)
    said = sentence(imagined_why(terms=(slight,)))
    assert said.endswith("; no single term made it much likelier or less likely.")
    assert "loose talk" not in said


def test_terms_without_any_effect_are_not_shown():
    none = Term("talk", "loose talk", "logit", "logit", 0.0, 0.0)
    assert weighty(imagined_why(terms=(none,))) == []
    assert imagined_why(terms=(none,)).table().column("effect") == [None]


@pytest.mark.parametrize(
    ("contribution", "said"),
    [
        (math.log(2), "× 2.00"),
        (-math.log(4), "× 0.25"),
        (math.log(0.03), "× 0.030"),
        (math.log(2e-5), "× 0.000020"),
        (math.log(1234), "× 1,234"),
        (math.log(MOST_TIMES), "indispensable"),
    ],
)
def test_an_effect_is_how_many_times_as_likely(contribution: float, said: str):
    assert effect(Term("fear", "fear", "1", "exponent", 1.0, contribution)) == said


def test_a_part_of_a_score_is_told_in_points():
    assert effect(Term("display", "shown loyalty", "points", SCORE, 0.3, -0.126)) == "−0.13 points"
