"""Coup: plotters around one of them attempt it, and it fails or succeeds."""

from __future__ import annotations

from politburo.terms.hazards.hazard import FACTOR, STRENGTH, Account, Hazard, Term, Values

attempt = Hazard("attempt", "a coalition of plotters, were it the strongest, attempts a coup", "conspire")


@attempt.term(FACTOR, "the hazard of an attempt by a strong coalition", "per month")
def rate(cadre, p, levers):
    return p.conspire.attempt


OWN = len(attempt.terms)
"""How many terms are politburo's own."""

STRENGTHS = (
    Term("half", "the strength at which half of that hazard is reached", "strength", STRENGTH),
    Term("own", "the strength of the plotter who leads it", "strength", STRENGTH),
    Term("friends", "plotters among close friends", "strength", STRENGTH, 0.0),
    Term("acquaintances", "plotters among acquaintances", "strength", STRENGTH, 0.0),
    Term("clients", "plotters among clients", "strength", STRENGTH, 0.0),
)
"""What the phase works out for each coalition."""

REPELLING = Term("guards", "guards loyal to the leader, without whom no coup would fail", "strength", STRENGTH)
FOLLOWING = Term("followers", "others around it, as far as they join who seems to win", "strength", STRENGTH, 0.0)
OVERCOME = Term("guards", "guards loyal to the leader", "strength", STRENGTH, 0.0)


def gathered(v: Values) -> float:
    """Strength of a coalition."""
    return v["own"] + v["friends"] + v["acquaintances"] + v["clients"]


def joined(v: Values) -> float:
    """Strength of a coalition with those who follow it."""
    return gathered(v) + v["followers"]


def tried(v: Values) -> float:
    """Hazard of an attempt by a coalition."""
    square = gathered(v) ** 2
    return attempt.combined(v) * square / (square + v["half"] ** 2)


def failed(v: Values) -> float:
    """Hazard of an attempt that fails."""
    return tried(v) * v["guards"] / (joined(v) + v["guards"])


def succeeded(v: Values) -> float:
    """Hazard of an attempt that succeeds."""
    return tried(v) * joined(v) / (joined(v) + v["guards"])


def accounts() -> tuple[Account, Account]:
    """Why a coup was attempted and failed, and why it was and succeeded."""
    rebels = f"S = own + friends + acquaintances + clients; hazard = {attempt.formula} · S² / (S² + half²) · "
    won, lost = (f"{end} / (S + followers + guards)" for end in ("(S + followers)", "guards"))
    own, others = tuple(attempt.terms[:OWN]), tuple(attempt.terms[OWN:])
    return (
        Account("coup attempt", None, (*own, *STRENGTHS, REPELLING, FOLLOWING, *others), rebels + lost, failed),
        Account("regime end", None, (*own, *STRENGTHS, OVERCOME, FOLLOWING, *others), rebels + won, succeeded),
    )
