"""Reasons: the terms that made the hazard of a single event, by kind of event, and how they combine to it.

The phases of the month keep, for each event listed here, the numbers that stood in the formula of its hazard when it
was drawn. Their order is the order of the terms below: append, never reorder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MOST_PENALTY_HAZARD = 0.9
"""No monthly hazard of a penalty for disloyalty exceeds this."""

MOST_CHOICE_HAZARD = 0.5
"""No monthly hazard of flight, and none of starting to plot, exceeds this."""

MOST_TIMES = 1e6
"""One term counts as multiplying or dividing a hazard by no more than this."""

FACTOR, EXPONENT, LOGIT, ADDEND = "factor", "exponent", "logit", "addend"
SHARE, STRENGTH, SCORE, COUNT = "share", "strength", "score", "count"
PARTS: dict[str, str] = {
    FACTOR: "multiplies the hazard",
    EXPONENT: "is added to the logarithm of the hazard",
    LOGIT: "is added to the logit of guilt",
    ADDEND: "is added to a hazard",
    SHARE: "is a share of the hazard",
    STRENGTH: "is strength on one side of a coup",
    SCORE: "is added to the score of a junior",
    COUNT: "counts persons",
}
"""The ways in which a term enters a hazard."""

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reason:
    """One term: what it stands for, its unit, and how it enters the hazard (one of PARTS).

    `neutral` is the value at which the term would have no part in the event; None marks a base, which the other terms
    act on and which is no reason by itself.
    """

    name: str
    meaning: str
    unit: str
    part: str
    neutral: float | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The terms of one kind of event (of one charge, for penalties), and the hazard they combine to."""

    kind: str
    charge: str | None
    terms: tuple[Reason, ...]
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


def _charged(v: Values) -> float:
    """Hazard of a penalty for disloyalty."""
    grounds = ("display", "association", "talk", "cohort", "menace", "false_alarm", "threshold", "campaign")
    guilt = v["shield"] * _logistic(sum(v[name] for name in grounds))
    per_prominence = (1 - v["type_blindness"]) * v["rate"] * guilt + v["type_blindness"] * v["blind_rate"]
    return min(v["prominence"] * v["low_profile"] * per_prominence, MOST_PENALTY_HAZARD)


def _fled(v: Values) -> float:
    """Hazard of flight."""
    push = sum(v[name] for name in ("fear", "news", "outside", "loyalty", "hostages", "shared_fate"))
    return min(v["rate"] * v["access"] * v["border"] * math.exp(push), MOST_CHOICE_HAZARD)


def _plotted(v: Values) -> float:
    """Hazard of starting to plot."""
    push = sum(v[name] for name in ("fear", "friends", "arms", "surveillance", "loyalty", "shared_fate"))
    return min(v["rate"] * math.exp(push), MOST_CHOICE_HAZARD)


def _found(v: Values) -> float:
    """Hazard of being found out."""
    return v["found"] + v["surveillance"]


def _gathered(v: Values) -> float:
    """Strength of a coalition."""
    return v["own"] + v["friends"] + v["acquaintances"] + v["clients"]


def _tried(v: Values) -> float:
    """Hazard of an attempt by a coalition."""
    square = _gathered(v) ** 2
    return v["rate"] * square / (square + v["half"] ** 2)


def _failed(v: Values) -> float:
    """Hazard of an attempt that fails."""
    return _tried(v) * v["guards"] / (_gathered(v) + v["guards"])


def _succeeded(v: Values) -> float:
    """Hazard of an attempt that succeeds."""
    return _tried(v) * _gathered(v) / (_gathered(v) + v["guards"])


def _chosen(v: Values) -> float:
    """Chance of the best junior to be looked at, and none better, in a few looks among all."""
    worse = (v["juniors"] - v["better"]) / v["juniors"]
    without_him = worse - 1 / v["juniors"]
    return worse ** v["looked_at"] - without_him ** v["looked_at"]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


_DISLOYALTY = (
    Reason("rate", "the rate of penalties in the rank, as far as only the guilty are penalised", "per month", FACTOR),
    Reason("blind_rate", "the rate of penalties in the rank, as far as anyone is penalised", "per month", FACTOR),
    Reason("type_blindness", "indiscriminate terror", "share", SHARE, 0.0),
    Reason("prominence", "the prominence of the post", "1", FACTOR, 1.0),
    Reason("low_profile", "lying low", "share", FACTOR, 1.0),
    Reason("shield", "armed backing", "share", FACTOR, 1.0),
    Reason("display", "a weak display of loyalty under surveillance", "logit", LOGIT, 0.0),
    Reason("association", "ties to penalised cadres", "logit", LOGIT, 0.0),
    Reason("talk", "critical talk among acquaintances", "logit", LOGIT, 0.0),
    Reason("cohort", "appointment by the predecessor", "logit", LOGIT, 0.0),
    Reason("menace", "armed backing of a cadre who displays little loyalty", "logit", LOGIT, 0.0),
    Reason("false_alarm", "an unfounded denunciation", "logit", LOGIT, 0.0),
    Reason("threshold", "the level of suspicion required for a penalty", "logit", LOGIT),
    Reason("campaign", "a campaign, which lowers the level of suspicion required", "logit", LOGIT, 0.0),
)
_FLIGHT = (
    Reason("rate", "the hazard of a cadre abroad who is neither afraid nor tempted", "per month", FACTOR),
    Reason("access", "a post abroad, or the province's access to the border", "share", FACTOR, 1.0),
    Reason("border", "the openness of the border", "share", FACTOR, 1.0),
    Reason("fear", "fear", "1", EXPONENT, 0.0),
    Reason("news", "news of others who fled", "1", EXPONENT, 0.0),
    Reason("outside", "the neighbour's lead in prosperity, seen from a post in contact with it", "1", EXPONENT, 0.0),
    Reason("loyalty", "private loyalty", "1", EXPONENT, 0.0),
    Reason("hostages", "family kept at home", "1", EXPONENT, 0.0),
    Reason("shared_fate", "relatives whose fate depends on the regime", "1", EXPONENT, 0.0),
)
_PLOT = (
    Reason("rate", "the hazard of a cadre who is neither afraid nor disloyal", "per month", FACTOR),
    Reason("fear", "fear", "1", EXPONENT, 0.0),
    Reason("friends", "disaffection shown by friends", "1", EXPONENT, 0.0),
    Reason("arms", "arms at the holder's disposal", "1", EXPONENT, 0.0),
    Reason("surveillance", "surveillance", "1", EXPONENT, 0.0),
    Reason("loyalty", "private loyalty", "1", EXPONENT, 0.0),
    Reason("shared_fate", "relatives whose fate depends on the regime", "1", EXPONENT, 0.0),
)
_FOUND = (
    Reason("found", "the hazard of detection without surveillance", "per month", ADDEND),
    Reason("surveillance", "surveillance", "per month", ADDEND, 0.0),
)
_COUP = (
    Reason("rate", "the hazard of an attempt by a strong coalition", "per month", FACTOR),
    Reason("half", "the strength at which half of that hazard is reached", "strength", STRENGTH),
    Reason("own", "the strength of the plotter who leads it", "strength", STRENGTH),
    Reason("friends", "plotters among close friends", "strength", STRENGTH, 0.0),
    Reason("acquaintances", "plotters among acquaintances", "strength", STRENGTH, 0.0),
    Reason("clients", "plotters among clients", "strength", STRENGTH, 0.0),
)
_FAILED = (
    *_COUP,
    Reason("guards", "guards loyal to the leader, without whom no coup would fail", "strength", STRENGTH),
)
_SUCCEEDED = (*_COUP, Reason("guards", "guards loyal to the leader", "strength", STRENGTH, 0.0))
_PROMOTION = (
    Reason("display", "displayed loyalty above the mean of the juniors", "points", SCORE, 0.0),
    Reason("competence", "competence above the mean of the juniors", "points", SCORE, 0.0),
    Reason("peers", "the mean score of the juniors", "points", SCORE),
    Reason("juniors", "juniors who are eligible", "persons", COUNT),
    Reason("better", "eligible juniors with a higher score, none of whom was considered", "persons", COUNT),
    Reason("looked_at", "juniors considered, drawn at random", "looks", COUNT),
)

GUILTY = (
    "hazard = prominence · low_profile · [(1 − type_blindness) · rate · shield · σ(sum of the logits) "
    f"+ type_blindness · blind_rate], at most {MOST_PENALTY_HAZARD}"
)
TEMPTED = f"hazard = rate · access · border · exp(sum of the exponents), at most {MOST_CHOICE_HAZARD}"
INCITED = f"hazard = rate · exp(sum of the exponents), at most {MOST_CHOICE_HAZARD}"
DETECTED = "hazard = found + surveillance"
REBELS = "S = own + friends + acquaintances + clients; hazard = rate · S² / (S² + half²) · "
REPELLED, TOPPLED = REBELS + "guards / (S + guards)", REBELS + "S / (S + guards)"
PREFERRED = (
    "score = display + competence + peers; chance, once the post is vacant, of being looked at and none better = "
    "((juniors − better) / juniors)^looked_at − ((juniors − better − 1) / juniors)^looked_at"
)

ACCOUNTS: tuple[Account, ...] = (
    Account("penalty", "disloyalty", _DISLOYALTY, GUILTY, _charged),
    Account("penalty", "plotting", _FOUND, DETECTED, _found),
    Account("penalty", "coup attempt", _FAILED, REPELLED, _failed),
    Account("flight", None, _FLIGHT, TEMPTED, _fled),
    Account("plot found", None, _FOUND, DETECTED, _found),
    Account("coup attempt", None, _FAILED, REPELLED, _failed),
    Account("regime end", None, _SUCCEEDED, TOPPLED, _succeeded),
    Account("promotion", None, _PROMOTION, PREFERRED, _chosen),
    Account("plot", None, _PLOT, INCITED, _plotted),
)
"""What is kept of each kind of event that carries reasons.

Whoever is found out is penalised for plotting, and whoever belongs to a coalition whose coup fails for the attempt:
the charge is the reason, and the terms are those of being found out and of the failed attempt.
"""

MOST_TERMS = max(len(account.terms) for account in ACCOUNTS)
"""The longest list of terms: rows of terms have this many columns."""

KINDS_WITH_REASONS: tuple[str, ...] = tuple(dict.fromkeys(account.kind for account in ACCOUNTS))


def account_of(kind: str, charge: str | None = None) -> Account | None:
    """The account of a kind of event (and charge), or None for a kind that carries no reasons."""
    for account in ACCOUNTS:
        if account.kind == kind and account.charge in (None, charge):
            return account
    return None
