"""Why one event happened in a simulated run, in a sentence: how likely it was, and which terms weighed most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from politburo.ask.cadres import did, post_in_words
from politburo.terms.reasons import MOST_TIMES, SCORE

if TYPE_CHECKING:
    from politburo.ask.why.answer import Term, Why

NAMED_FOR, NAMED_AGAINST = 3, 1
"""How many terms are named that made an event likelier, and less likely."""

SLIGHT = 0.005
"""A contribution below this is none: the event would have been as likely without the term, to half a hundredth."""

WORTH_A_WORD = 0.05
"""A contribution below this is not named in a sentence, but only shown in the table and as a bar."""

HAPPENED = {"penalty": "were penalised", "flight": "fled"}

PROBABILITIES = {
    ("penalty", "disloyalty"): "the probability of such a penalty was {} per month",
    ("penalty", "plotting"): "the probability of being found out, once plotting, was {} per month",
    ("penalty", "coup attempt"): "the probability that the coalition attempts a coup and fails was {} per month",
    ("flight", None): "the probability of flight was {} per month",
    ("plot", None): "the probability of beginning to plot was {} per month",
    ("plot found", None): "the probability of being found out, once plotting, was {} per month",
    ("coup attempt", None): "the probability of an attempt that fails was {} per month",
    ("regime end", None): "the probability of an attempt that succeeds was {} per month",
    ("promotion", None): "once the post was vacant, the probability of this choice was {}",
}
"""What the probability of an event is the probability of, by kind and charge."""


def sentence(why: Why) -> str:
    """One sentence: what happened to whom, how likely it was, beside the rate of its circle, and what weighed most."""
    day = f"{why.date.day} {why.date:%B %Y}"
    likely = PROBABILITIES[why.kind, why.charge].format(percent(why.hazard))
    beside, rate = "", why.rate_of_circle
    if rate is not None:
        beside = (
            f" (in that organ and rank {percent(rate)} per month {HAPPENED[why.kind]} in the twelve months up to then)"
        )
    return f"In run {why.run}, on {day}, {_who(why)} {happened(why)}; {likely}{beside}{_weighed(why)}."


def reasons(why: Why) -> str:
    """The probability of an event, and the terms that weighed most for and against it, in few words."""
    per = "" if why.kind == "promotion" else " per month"
    likelier, unlikelier = named(why)
    said = [f"{percent(why.hazard)}{per}"]
    said += [f"likelier by {', '.join(likelier)}"] if likelier else []
    said += [f"less likely by {', '.join(unlikelier)}"] if unlikelier else []
    return "; ".join(said) + "."


def weighty(why: Why) -> list[Term]:
    """The terms that did something, the weightiest first."""
    return [term for term in why.terms if abs(term.contribution) >= SLIGHT]


def named(why: Why, least: float = SLIGHT) -> tuple[list[str], list[str]]:
    """The weightiest terms for and against the event, with what they did; `least` is what is worth naming."""
    told = [term for term in why.terms if abs(term.contribution) >= (SLIGHT if term.part == SCORE else least)]
    said = [(term.contribution > 0, f"{term.meaning} ({effect(term)})") for term in told]
    return [text for likelier, text in said if likelier][:NAMED_FOR], [text for likelier, text in said if not likelier][
        :NAMED_AGAINST
    ]


def effect(term: Term) -> str:
    """What a term did, in few characters: how many times as likely it made the event, or points of a score."""
    if term.part == SCORE:
        return f"{term.contribution:+.2f} points".replace("-", "−")
    times = math.exp(term.contribution)
    if times > MOST_TIMES * 0.99:
        return "indispensable"
    return f"× {times:.2g}" if times < 0.1 else f"× {times:.2f}" if times < 9.95 else f"× {times:,.0f}"


def percent(share: float) -> str:
    """A probability in per cent, to two digits."""
    value = 100 * share
    if value == 0:
        return "0 %"
    digits = max(0, 1 - math.floor(math.log10(value)))
    return f"{value:.{digits}f} %"


def happened(why: Why) -> str:
    """What happened, as the end of a sentence that begins with the cadre."""
    if why.kind == "regime end":
        return "led the coup that brought the regime down"
    if why.kind == "promotion":
        return f"was promoted to {_post(why)}"
    return did(why.kind, why.form, why.charge, abroad=why.abroad)


def _post(why: Why) -> str:
    return post_in_words(why.post, why.organ, why.rank, why.province, abroad=why.abroad)


def _who(why: Why) -> str:
    if why.kind == "promotion":
        return f"person {why.person}, a synthetic cadre,"
    return f"person {why.person}, a synthetic cadre who held {_post(why)},"


def _weighed(why: Why) -> str:
    """The weightiest terms for and against the event, as the end of a sentence."""
    likelier, unlikelier = named(why, WORTH_A_WORD)
    said = [
        f"{how} by {_listed(parts)}" for how, parts in (("likelier", likelier), ("less likely", unlikelier)) if parts
    ]
    return f"; it was made {', and '.join(said)}" if said else "; no single term made it much likelier or less likely"


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
