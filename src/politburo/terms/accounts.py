"""Accounts: what is kept of each kind of event that carries reasons, and how its terms make its hazard.

The order of the terms of an account is that of the numbers kept of each event. Terms of other packages' mechanisms
stand last, so that the others keep their places whatever is installed.
"""

from __future__ import annotations

from collections.abc import Iterable

from politburo.terms.hazards import HAZARDS, coup, penalty, promotion
from politburo.terms.hazards.hazard import Account, Hazard, Term, likewise
from politburo.terms.plugins import plugged_in

plugged_in()  # their terms belong to the hazards from now on

PENALTY, PROMOTION, ORDER = penalty.account(), promotion.account(), penalty.account_of_orders()
FAILED_COUP, COUP = coup.accounts()

ACCOUNTS: tuple[Account, ...] = (
    PENALTY,
    likewise(HAZARDS["detection"], "penalty", "plotting"),
    Account("penalty", "coup attempt", FAILED_COUP.terms, FAILED_COUP.formula, FAILED_COUP.hazard),
    likewise(HAZARDS["flight"], "flight"),
    likewise(HAZARDS["detection"], "plot found"),
    FAILED_COUP,
    COUP,
    PROMOTION,
    likewise(HAZARDS["plot"], "plot"),
    ORDER,
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


def places_of(hazard: Hazard) -> tuple[int, ...]:
    """Where the terms of a hazard stand in the account that they are part of; by themselves where they are of none."""
    for account in ACCOUNTS:
        if set(hazard.terms) <= set(account.terms):
            return places_in(account, hazard.terms)
    return tuple(range(len(hazard.terms)))


def places_in(account: Account, terms: Iterable[Term]) -> tuple[int, ...]:
    """Where terms stand in an account. Raises ValueError for one that is not part of it."""
    return tuple(account.terms.index(term) for term in terms)
