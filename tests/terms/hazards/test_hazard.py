"""A hazard is a list of named terms that combine as its formula says; what one of them did is a ratio of hazards."""

import math

import pytest

from politburo.terms.hazards.hazard import (
    ADDEND,
    COUNT,
    EXPONENT,
    FACTOR,
    LOGIT,
    MOST_TIMES,
    SCORE,
    Account,
    Hazard,
    Term,
    exp,
    likewise,
    logistic,
)


def made(*parts: str, most: float | None = None, times: str | None = None) -> Hazard:
    """A hazard of terms a, b, … that enter in these ways."""
    hazard = Hazard("some hazard", "something happens", "choose", most=most, times=times)
    for name, part in zip("abcdefgh", parts, strict=False):
        hazard.term(part, f"the term {name}", "1", neutral=0.0)(rule_called(name))
    return hazard


def rule_called(name: str):
    def rule(cadre, p, levers):
        return cadre.fear

    rule.__name__ = name
    return rule


def test_all_parts_are_multiplied_and_each_part_is_put_together_in_its_way():
    hazard = made(FACTOR, ADDEND, ADDEND, EXPONENT, LOGIT, LOGIT)
    values = {"a": 0.5, "b": 0.2, "c": 0.3, "d": 0.7, "e": 1.0, "f": -0.4}
    assert hazard.combined(values) == pytest.approx(0.5 * (0.2 + 0.3) * math.exp(0.7) / (1 + math.exp(-0.6)))
    assert hazard.formula == "a · (b + c) · exp(d) · σ(e + f)"


def test_a_part_without_terms_is_left_out():
    assert made(ADDEND, ADDEND).combined({"a": 1.0, "b": 2.0}) == 3.0
    assert made(ADDEND, ADDEND).formula == "a + b"
    assert made(EXPONENT).formula == "exp(a)"


def test_no_hazard_exceeds_the_most_that_is_declared():
    hazard = made(FACTOR, most=0.5)
    assert hazard.combined({"a": 0.4}) == 0.4
    assert hazard.combined({"a": 9.0}) == 0.5
    assert hazard.formula.endswith("at most 0.5")


def test_what_all_is_multiplied_by_stands_first_in_the_formula():
    assert made(FACTOR, times="visible").formula == "visible · a"


def test_a_term_is_called_as_its_rule_and_declared_once():
    hazard = made(FACTOR)
    (term,) = hazard.terms
    assert (term.name, term.part, term.neutral) == ("a", FACTOR, 0.0)
    with pytest.raises(ValueError, match="the hazard 'some hazard' has a term 'a' already"):
        hazard.add(term)


def test_a_rule_works_out_no_other_part_than_those_of_a_hazard():
    with pytest.raises(ValueError, match="the part of the term 'a' is 'count'; what a rule works out is factor, "):
        made(COUNT)


@pytest.mark.parametrize("name", ["two words", "lambda", "a; b", ""])
def test_a_term_has_a_plain_name(name: str):
    with pytest.raises(ValueError, match="is no name"):
        made().add(Term(name, "a term", "1", FACTOR, 1.0, rule_called("rule")))


def test_a_hazard_of_two_words_is_one_word_in_names_of_functions():
    assert made().label == "some_hazard"


def test_what_a_term_did_is_the_logarithm_of_how_many_times_it_raised_the_hazard():
    account = likewise(made(FACTOR, EXPONENT), "flight")
    assert account.contribution("b", {"a": 0.2, "b": 1.5}) == pytest.approx(1.5)
    assert account.formula == "hazard = a · exp(b)"
    assert account.names == ("a", "b")


def test_what_could_not_have_happened_without_a_term_counts_as_a_million_times_likelier():
    assert likewise(made(FACTOR), "flight").contribution("a", {"a": 0.2}) == pytest.approx(math.log(MOST_TIMES))


def test_a_base_has_no_contribution_and_a_score_counts_in_points():
    base, score = Term("base", "", "", FACTOR), Term("score", "", "", SCORE, 0.25)
    account = Account("promotion", None, (base, score), "base", lambda values: values["base"])
    assert account.contribution("base", {"base": 2.0, "score": 1.0}) == 0
    assert account.contribution("score", {"base": 2.0, "score": 1.0}) == 0.75


def test_functions_that_terms_are_written_with_are_those_of_mathematics():
    assert exp(0.7) == math.exp(0.7)
    assert logistic(0.7) == pytest.approx(1 / (1 + math.exp(-0.7)))
