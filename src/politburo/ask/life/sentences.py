"""The life of one synthetic cadre, or of one post, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer.numbers import capitalised, listed, month_in_words
from politburo.ask.why import DID, did, post_in_words
from politburo.terms.words import STANDINGS

if TYPE_CHECKING:
    from politburo.ask.life import Life, Place
    from politburo.ask.life.watch import Turn

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

TIES = {"close": "close friend", "acquaintances": "acquaintance", "patron": "patron", "clients": "client"}
"""Those whose penalties cast suspicion on a cadre, by the columns that count them."""
ANY_TIE = listed(list(TIES.values()), "or")

INVENTED = "This life is invented; it is not testimony."
TESTIMONY = {
    "north-korea": (
        "Testimony of people who left North Korea is in the public hearings and the report of the UN Commission of "
        "Inquiry on Human Rights in the Democratic People's Republic of Korea (2014, A/HRC/25/63)."
    )
}
"""Where real testimony is, by country."""

QUIET = ("lying low", "return to office", "plot given up", "plot")
"""What is told of as spans of time, not turn by turn."""

MOST_TOLD = 8
"""Turns, holders or spans beyond which the middle ones are only counted."""


def sentences(life: Life) -> tuple[str, ...]:
    """The life in a paragraph, that it is invented, and where real testimony is."""
    return in_words(life), " ".join((INVENTED, TESTIMONY.get(life.results.scenario.country, ""))).strip()


def in_words(life: Life) -> str:
    """A paragraph: career, fear and what preceded its height, loyalty felt and shown, standing, and the ties hit."""
    career = _holders(life) if life.post is not None else _career(life)
    said = (_opening(life), career, _fear(life), _loyalty(life), *_standing(life), _ties(life), _ending(life))
    return " ".join(sentence for sentence in said if sentence)


def turn_in_words(turn: Turn, life: Life) -> str:
    """What a turn did, as the end of a sentence that begins with the cadre."""
    if turn.kind == "regime end":
        return "saw the regime fall" if turn.event is None else "led the coup that brought the regime down"
    if turn.kind in DID or turn.kind in ("penalty", "flight"):
        abroad = turn.origin is not None and life.places[turn.origin].abroad
        return did(turn.kind, turn.form, turn.charge, abroad=abroad)
    goal = _goal_in_words(turn, life)
    return {
        "recruitment": f"entered the apparatus in {goal}",
        "promotion": f"was promoted to {goal}",
        "rotation": f"was rotated to {goal}",
        "moved down": f"was moved down to {goal or 'a post that is not simulated of itself'}",
    }[turn.kind]


def place_in_words(place: Place) -> str:
    """A post with its organ, rank and province."""
    return post_in_words(place.post, place.organ, place.rank, place.province, abroad=place.abroad)


def _goal_in_words(turn: Turn, life: Life) -> str:
    """The post that a turn leads to, and how it differs from the one it leads from."""
    if turn.goal is None:
        return ""
    goal = life.places[turn.goal]
    if turn.origin is None:
        return place_in_words(goal)
    origin = life.places[turn.origin]
    unlike = [goal.organ] * (goal.organ != origin.organ) + [f"{goal.rank} rank"] * (goal.rank != origin.rank)
    unlike += [goal.province.replace("_", " ")] * (goal.province != origin.province)
    unlike += ["abroad" if goal.abroad else "at home"] * (goal.abroad != origin.abroad)
    return f"post {goal.post}" + (f" ({', '.join(unlike)})" if unlike else "")


def _opening(life: Life) -> str:
    first, last = (month_in_words(int(life.columns["month"][at])) for at in (0, -1))
    title = life.results.title
    if life.post is not None:
        place = place_in_words(life.places[life.post])
        held = len(np.unique(life.columns["person"]))
        holders = f"{_things(held, 'holder')}, {'a synthetic cadre' if held == 1 else 'all synthetic cadres'}"
        return f"{capitalised(place)} in run {life.run} of {title}, {first} to {last}, had {holders}."
    begin = int(life.columns["month"][0])
    place = place_in_words(life.places[int(life.columns["post"][0])])
    how = {
        "recruitment": f"entered the apparatus in {place} in {month_in_words(begin)}",
        "promotion": f"was promoted to {place} in {month_in_words(begin)}, from a post that is not simulated of itself",
    }.get(next((turn.kind for turn in life.turns if turn.origin is None), ""), f"held {place} in {first}")
    return f"Person {life.person} in run {life.run} of {title} is a synthetic cadre, who {how}."


def _career(life: Life) -> str:
    """The turns of a person, in order."""
    told = [turn for turn in life.turns if turn.kind not in QUIET and turn.origin is not None]
    said = [f"in {month_in_words(turn.month)} the cadre {turn_in_words(turn, life)}" for turn in told]
    return capitalised(_enumerated(said, "turns")) + "." if said else ""


def _holders(life: Life) -> str:
    """The holders of a post, and how each left it."""
    said = []
    for turn in life.turns:
        if turn.origin != life.post or turn.goal == life.post or turn.kind in ("plot found", "coup attempt"):
            continue
        said.append(f"person {turn.person} {turn_in_words(turn, life)} in {month_in_words(turn.month)}")
    return capitalised(_enumerated(said, "holders")) + "." if said else ""


def _fear(life: Life) -> str:
    fear, months = life.columns["fear"], life.columns["month"]
    if np.isnan(fear).all():
        return ""
    low, high = int(np.nanargmin(fear)), int(np.nanargmax(fear))
    circle = life.columns["fear_of_circle"]
    lowest = f"{fear[low]:.2f} in {month_in_words(int(months[low]))}"
    highest = f"{fear[high]:.2f} in {month_in_words(int(months[high]))}"
    mean = f"the mean of that organ and rank was then {circle[high]:.2f}"
    return f"Fear was lowest at {lowest} and highest at {highest} ({mean}){_before(life, high)}."


def _before(life: Life, at: int) -> str:
    """Who among the ties was penalised or fled in the twelve months up to a row, as the end of a sentence."""
    first = max(at - 11, 0)
    hit = {
        name: int(sum(life.columns[f"{tie}_{how}"][first : at + 1].sum() for how in ("penalised", "fled")))
        for tie, name in TIES.items()
    }
    parts = ["the patron" if name == "patron" else _things(number, name) for name, number in hit.items() if number]
    if not parts:
        return f"; no {ANY_TIE} had been penalised or had fled in the twelve months up to then"
    return f", after {listed(parts)} had been penalised or had fled in the twelve months up to then"


def _loyalty(life: Life) -> str:
    private, shown = life.columns["private_loyalty"], life.columns["displayed_loyalty"]
    lived = np.flatnonzero(~np.isnan(private))
    if len(lived) == 0:
        return ""
    first, last = lived[0], lived[-1]
    gap = int(np.nanargmax(shown - private))
    when = month_in_words(int(life.columns["month"][gap]))
    show = f"the show was greatest in {when}: {private[gap]:.2f} felt, {shown[gap]:.2f} shown."
    if len(np.unique(life.columns["person"])) > 1:
        return capitalised(show)
    return (
        f"Private loyalty went from {private[first]:.2f} to {private[last]:.2f}, "
        f"displayed loyalty from {shown[first]:.2f} to {shown[last]:.2f}; {show}"
    )


def _standing(life: Life) -> Iterator[str]:
    """How long the cadre lay low, plotted and was away, and when."""
    who = "the holder" if life.post is not None else "the cadre"
    months = life.columns["month"]
    for verb, name in (("lay low", "lying low"), ("plotted", "plotting"), ("was in re-education", "away")):
        spans = [stretch for stretch in stretches(life) if stretch[0] == name]
        if spans:
            total = sum(last - first + 1 for _, first, last, _ in spans)
            said = _enumerated([when for *_, when in spans], "times", most=4)
            yield f"{capitalised(who)} {verb} for {_things(total, 'month')} of {len(months)}: {said}."


def _ties(life: Life) -> str:
    """How often ties were penalised and fled in all."""
    parts = []
    for tie, name in TIES.items():
        penalised, fled = (int(life.columns[f"{tie}_{how}"].sum()) for how in ("penalised", "fled"))
        who, were = (f"the {name}", "was") if tie == "patron" else (f"{name}s", "were")
        did = [f"{were} penalised {_times(penalised)}"] * (penalised > 0) + [f"fled {_times(fled)}"] * (fled > 0)
        if did:
            parts.append(f"{who} {' and '.join(did)}")
    if not parts:
        return f"No {ANY_TIE} was penalised or fled in all this time."
    return f"In all, {'; '.join(parts)}."


def _ending(life: Life) -> str:
    last = life.turns[-1] if life.turns else None
    if last is not None and (last.goal is None or last.kind == "regime end") and life.person is not None:
        return ""
    if life.person is None or int(life.columns["month"][-1]) < life.results.scenario.end:
        return ""
    return f"The cadre was still in post when the run ended in {month_in_words(life.results.scenario.end)}."


def stretches(life: Life) -> Iterator[tuple[str, int, int, str]]:
    """Each stretch of months in one standing: the standing, its first and last month, and both in words."""
    codes, months = life.columns["standing"].tolist(), life.columns["month"].tolist()
    for code, group in groupby(zip(codes, months, strict=True), key=lambda entry: entry[0]):
        span = [month for _, month in group]
        begin, end = month_in_words(span[0]), month_in_words(span[-1])
        if code >= 0:
            yield STANDINGS[code], span[0], span[-1], begin if len(span) == 1 else f"{begin} to {end}"


def _enumerated(said: Sequence[str], what: str, most: int = MOST_TOLD) -> str:
    """The parts, of which the middle ones are only counted where there are many."""
    if len(said) <= most:
        return "; ".join(said)
    kept = most // 2
    return "; ".join([*said[:kept], f"{len(said) - 2 * kept} more {what}", *said[-kept:]])


def _counted(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def _things(number: int, noun: str) -> str:
    return f"{_counted(number)} {noun}{'s' * (number != 1)}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{_counted(number)} times")
