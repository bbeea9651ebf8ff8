"""Hazards: what may happen to someone in a month, each as a list of named terms that are declared once.

From the list come the loop over all agents, the reasons that are kept of each event, its sentence, and the formula on
the model page. A term is a plain function of one agent, of the parameters and of this month's levers:

    @flight.term(EXPONENT, "fear", "1", neutral=0.0)
    def fear(cadre, p, levers):
        return p.choose.flee_fear * cadre.fear

It is compiled in single precision: numbers and constants in it are float32, and `exp`, `log` and `logistic` are those
of numerics.arithmetic. It may use arithmetic, conditions, min and max, and functions written alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Any

MOST_TIMES = 1e6
"""One term counts as multiplying or dividing a hazard by no more than this."""

FACTOR, EXPONENT, LOGIT, ADDEND = "factor", "exponent", "logit", "addend"
SHARE, STRENGTH, SCORE, COUNT = "share", "strength", "score", "count"
PARTS: dict[str, str] = {
    FACTOR: "multiplies the hazard",
    EXPONENT: "is added to the logarithm of the hazard",
    LOGIT: "is added to a logit",
    ADDEND: "is added to a hazard or to what is aimed at",
    SHARE: "is a share of the hazard",
    STRENGTH: "is strength on one side of a coup",
    SCORE: "is added to the score of a junior",
    COUNT: "counts persons",
}
"""The ways in which a term enters a hazard."""

WORKED_OUT = (FACTOR, EXPONENT, LOGIT, ADDEND, SCORE)
"""Parts that rules work out; the others are the phase's."""

SUMMED = (ADDEND, SCORE)
"""Parts that are added up as they are."""

Values = Mapping[str, float]
Rule = Callable[[Any, Any, Any], Any]


def exp(x: float) -> float:
    """e^x, as terms write it."""
    return math.exp(x)


def log(x: float) -> float:
    """Natural logarithm, as terms write it."""
    return math.log(x)


def logistic(x: float) -> float:
    """σ(x) = 1 / (1 + e^-x), as terms write it."""
    return 1 / (1 + math.exp(-x))


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what it stands for, its unit, and how it enters the hazard (one of PARTS).

    `neutral` is the value at which the term would have no part in the event; None marks a base, which the other terms
    act on and which is no reason by itself. `rule` works the value out from one agent, the parameters and the levers;
    without one, the phase that draws the event does.
    """

    name: str
    meaning: str
    unit: str
    part: str
    neutral: float | None = None
    rule: Rule | None = None


@dataclass
class Hazard:
    """A hazard, or whatever else is decided by a list of terms.

        hazard = Π factors · Σ addends · exp(Σ exponents) · σ(Σ logits),    at most `most`

    where a part of which there is no term is left out. `agent` is what a term's function is given first, a cadre (with
    the traits of his post) or a home; `lent` names further columns that the phase fills before, and which a term reads
    like traits; `times` is one of them by which all is multiplied.
    """

    name: str
    meaning: str
    phase: str
    most: float | None = None
    agent: str = "cadre"
    lent: tuple[str, ...] = ()
    times: str | None = None
    terms: list[Term] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Raise ValueError for a name of which no name of a function can be made."""
        _check_name(self.label)

    @property
    def label(self) -> str:
        """The name as one word, as names of functions contain it."""
        return self.name.replace(" ", "_")

    def term(self, part: str, meaning: str, unit: str, neutral: float | None = None) -> Callable[[Rule], Rule]:
        """Declare a term, called as the function that works it out. Raises ValueError as `check` does."""

        def declare(rule: Rule) -> Rule:
            self.add(Term(rule.__name__, meaning, unit, part, neutral, rule))
            return rule

        return declare

    def add(self, term: Term) -> None:
        """Add a term at the end. Raises ValueError where it cannot be one of this hazard."""
        self.check(term)
        self.terms.append(term)

    def check(self, term: Term) -> None:
        """Raise ValueError where a term cannot be one of this hazard."""
        _check_name(term.name)
        if term.name in {one.name for one in self.terms}:
            raise ValueError(f"the hazard {self.name!r} has a term {term.name!r} already")
        if term.part not in WORKED_OUT:
            raise ValueError(
                f"the part of the term {term.name!r} is {term.part!r}; what a rule works out is {', '.join(WORKED_OUT)}"
            )

    def of(self, *parts: str) -> tuple[Term, ...]:
        """The terms that enter in one of these ways."""
        return tuple(term for term in self.terms if term.part in parts)

    def combined(self, values: Values) -> float:
        """The hazard that the values of its terms make, without `times`."""
        found = math.prod(values[term.name] for term in self.of(FACTOR))
        if self.of(*SUMMED):
            found *= sum(values[term.name] for term in self.of(*SUMMED))
        if self.of(EXPONENT):
            found *= math.exp(sum(values[term.name] for term in self.of(EXPONENT)))
        if self.of(LOGIT):
            found *= logistic(sum(values[term.name] for term in self.of(LOGIT)))
        return found if self.most is None else min(found, self.most)

    @property
    def formula(self) -> str:
        """How the terms combine, by their names."""
        said = [self.times] if self.times else []
        said += [term.name for term in self.of(FACTOR)]
        sums = (("{}", SUMMED), ("exp({})", (EXPONENT,)), ("σ({})", (LOGIT,)))
        for form, parts in sums:
            names = " + ".join(term.name for term in self.of(*parts))
            if names:
                said.append(form.format(f"({names})" if form == "{}" and said and " " in names else names))
        return " · ".join(said) + (f",    at most {self.most:g}" if self.most is not None else "")


@dataclass(frozen=True, slots=True)
class Account:
    """The terms that are kept of one kind of event (of one charge, for penalties), and the hazard they combine to."""

    kind: str
    charge: str | None
    terms: tuple[Term, ...]
    formula: str
    hazard: Callable[[Values], float]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the terms, in order."""
        return tuple(term.name for term in self.terms)

    def contribution(self, name: str, values: Values) -> float:
        """What one term did: ln(hazard / hazard with the term at its neutral value); 0 for a base.

        Above 0 it made the event likelier, below 0 less likely: ln 2 doubles the hazard. It stays within ± ln
        MOST_TIMES, which stands for an event that could not have happened without the term. A part of a score counts
        in points of the score instead.
        """
        term = self.terms[self.names.index(name)]
        if term.neutral is None:
            return 0.0
        if term.part == SCORE:
            return values[name] - term.neutral
        without = self.hazard({**values, name: term.neutral})
        times = self.hazard(values) / without if without > 0 else MOST_TIMES
        return math.log(min(max(times, 1 / MOST_TIMES), MOST_TIMES))


def _check_name(name: str) -> None:
    """Raise ValueError for what is no plain name: compiled loops are written with the names of hazards and terms."""
    if not (name.isidentifier() and name.isascii()) or iskeyword(name):
        raise ValueError(f"{name!r} is no name: it must be of letters, digits and underscores")


def likewise(hazard: Hazard, kind: str, charge: str | None = None) -> Account:
    """The account of an event whose hazard is nothing but one list of terms."""
    return Account(kind, charge, tuple(hazard.terms), f"hazard = {hazard.formula}", hazard.combined)
