"""Promotion: a vacant post is filled with the best of a few juniors, by shown loyalty against competence.

For a post abroad loyalty shown counts once more, and so does family that is left at home.
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import COUNT, SCORE, Account, Hazard, Term, Values, logistic

merit = Hazard("merit", "the score of a junior who is considered for a vacant post", "fill")


@merit.term(SCORE, "displayed loyalty above the mean of the juniors", "points", neutral=0.0)
def display(cadre, p, levers):
    return levers.loyalty_over_competence * cadre.displayed_loyalty


@merit.term(SCORE, "competence above the mean of the juniors", "points", neutral=0.0)
def competence(cadre, p, levers):
    return (1 - levers.loyalty_over_competence) * logistic(cadre.competence)


OWN = len(merit.terms)
"""How many parts of a score are politburo's own."""

OF_THE_CHOICE = (
    Term("peers", "the mean score of the juniors", "points", SCORE),
    Term("juniors", "juniors who are eligible", "persons", COUNT),
    Term("better", "eligible juniors with a higher score, none of whom was considered", "persons", COUNT),
    Term("looked_at", "juniors considered, drawn at random", "looks", COUNT),
    Term(
        "posting",
        "loyalty shown and family at home above the mean of the juniors, for a post abroad",
        "points",
        SCORE,
        neutral=0.0,
    ),
)
"""What the phase works out for each choice."""


def chosen(v: Values) -> float:
    """Chance of the best junior to be looked at, and none better, in a few looks among all."""
    worse = (v["juniors"] - v["better"]) / v["juniors"]
    without_him = worse - 1 / v["juniors"]
    return worse ** v["looked_at"] - without_him ** v["looked_at"]


def account() -> Account:
    """Why a junior was promoted."""
    formula = (
        f"score = {merit.formula} + posting + peers; chance, once the post is vacant, of being looked at and none "
        "better = ((juniors − better) / juniors)^looked_at − ((juniors − better − 1) / juniors)^looked_at"
    )
    terms = (*merit.terms[:OWN], *OF_THE_CHOICE, *merit.terms[OWN:])
    return Account("promotion", None, terms, formula, chosen)
