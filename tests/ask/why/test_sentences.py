"""The reasons of an event in a sentence."""

import math

import pytest

from politburo.ask.why import Term, Why
from politburo.ask.why.sentences import effect, percent, sentence, weighty
from politburo.terms.reasons import ACCOUNTS, MOST_TIMES, SCORE
from tests.show.imagined_why import imagined_why

ANY = [(account.kind, account.charge) for account in ACCOUNTS]


def with_rate(why: Why, rate: float) -> Why:
    """The same event, beside a rate of its circle."""
    vars(why)["rate_of_circle"] = rate
    return why


def test_a_sentence_says_what_happened_how_likely_it_was_and_what_weighed_most():
    assert sentence(with_rate(imagined_why(), 0.004)) == (
        "In run 3, on 9 July 2012, person 400, a synthetic cadre who held post 17 (trade, senior/central rank, "
        "N Hamgyong, abroad), was executed for disloyalty; the probability of such a penalty was 1.2 % per month "
        "(in that organ and rank 0.40 % per month were penalised in the twelve months up to then); it was made "
        "likelier by indiscriminate terror (× 4.95), lying low (× 2.04) and armed backing (× 1.61), and less likely by "
        "the prominence of the post (× 0.34)."
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
        (math.log(0.03), "× 0.03"),
        (math.log(1234), "× 1,234"),
        (math.log(MOST_TIMES), "indispensable"),
    ],
)
def test_an_effect_is_how_many_times_as_likely(contribution: float, said: str):
    assert effect(Term("fear", "fear", "1", "exponent", 1.0, contribution)) == said


def test_a_part_of_a_score_is_told_in_points():
    assert effect(Term("display", "shown loyalty", "points", SCORE, 0.3, -0.126)) == "−0.13 points"


@pytest.mark.parametrize(
    ("share", "said"), [(0.17, "17 %"), (0.0123, "1.2 %"), (0.00034, "0.034 %"), (1.0, "100 %"), (0.0, "0 %")]
)
def test_probabilities_have_two_digits(share: float, said: str):
    assert percent(share) == said


def test_reasons_made_by_hand_are_those_of_the_model():
    assert isinstance(imagined_why(), Why)
    assert {term.name for term in imagined_why().terms} == set(ACCOUNTS[0].names)
