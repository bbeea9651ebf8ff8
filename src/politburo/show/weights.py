"""What the picture, the bars and the sentence of an event share: which terms weighed, and the words for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from politburo.run.life import Place
from politburo.show.life import CHARGES, DID, FORMS, place_in_words
from politburo.terms.reasons import MOST_TIMES, SCORE

if TYPE_CHECKING:
    from politburo.run.why import Term, Why

SLIGHT = 0.005
"""A contribution below this is none: the event would have been as likely without the term, to half a hundredth."""


def weighty(why: Why) -> list[Term]:
    """The terms that did something, the weightiest first."""
    return [term for term in why.terms if abs(term.contribution) >= SLIGHT]


def effect(term: Term) -> str:
    """What a term did, in few characters: how many times as likely it made the event, or points of a score."""
    if term.part == SCORE:
        return f"{term.contribution:+.2f} points"
    times = math.exp(term.contribution)
    if times > MOST_TIMES * 0.99:
        return "indispensable"
    return f"×{times:.2g}" if times < 0.1 else f"×{times:.2f}" if times < 9.95 else f"×{times:,.0f}"


def percent(share: float) -> str:
    """A probability in per cent, to two digits."""
    value = 100 * share
    if value == 0:
        return "0 %"
    digits = max(0, 1 - math.floor(math.log10(value)))
    return f"{value:.{digits}f} %"


def post_in_words(why: Why) -> str:
    """The post of an event, with its organ, rank and province."""
    return place_in_words(Place(why.post, why.organ, why.rank, why.province, why.abroad, None, 0, 0))


def did(why: Why) -> str:
    """What happened, as the end of a sentence that begins with the cadre."""
    if why.kind == "penalty" and why.form is not None and why.charge is not None:
        return f"{FORMS[why.form]} for {CHARGES[why.charge]}"
    if why.kind == "flight":
        return "fled from a post abroad" if why.abroad else "fled over the border"
    if why.kind == "regime end":
        return "led the coup that brought the regime down"
    return f"was promoted to {post_in_words(why)}" if why.kind == "promotion" else DID[why.kind]
