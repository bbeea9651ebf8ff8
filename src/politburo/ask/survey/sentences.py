"""What a survey found, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer.numbers import day_in_words, figures, listed, numbered, percent
from politburo.ask.fit.targets import said
from politburo.ask.intervals import share_interval
from politburo.ask.survey.waves import FURTHER
from politburo.run.scale import sample

if TYPE_CHECKING:
    from politburo.ask.survey.answer import Survey

MOST_NAMED = 3
"""Targets, and pairs of them, that are named in a sentence."""


def sentences(found: Survey) -> tuple[str, ...]:
    """How much is left, by which targets, where, and by which rules."""
    return (_opening(found), *_hardest(found), *_conflicting(found), *_where(found), _rules(found))


def _opening(found: Survey) -> str:
    sets, left = len(found.there), len(found.survivors)
    looser, fallen = int(found.judged.left_by_looser[found.there].sum()), int((~found.lasts[found.there]).sum())
    parts = [
        f"Of {numbered(sets, 'parameter set')} {left} {'is' if left == 1 else 'are'} not ruled out by the public "
        f"record: {_share(left, sets)} of {'these' if found.is_of_a_file else 'the space'}.",
        f"By the looser rule, every independent target within a factor of {found.rules.looser:g}, it would be "
        f"{_share(looser, sets)} ({looser}).",
    ]
    if found.run:
        parts.insert(1, _searched(found))
    if found.as_of:
        count = numbered(len(found.targets), "target")
        parts.insert(0, f"As of {day_in_words(found.as_of)}, when {count} were public:")
    if fallen:
        parts.append(f"Under {numbered(fallen, 'set')} the regime does not last.")
    if part := sample(found.base):
        parts.append(part)
    return " ".join(parts)


def _searched(found: Survey) -> str:
    more = numbered(found.run - len(found.there), "set")
    begun = f"A search by {more} more in {numbered(len(found.waves), 'wave')} found"
    if found.confirmed is None:
        return f"{begun} none that is left."
    return (
        f"{begun} {numbered(len(found.left), 'set')}, each confirmed by {FURTHER[-1]} runs other than that by which "
        "it was chosen; they are so alike that they count as "
        f"{numbered(round(found.independent), 'independent one')}. A search looks where sets come near to the "
        "record: it does not tell the share of the space, and there may be such sets elsewhere."
    )


def _hardest(found: Survey) -> Sequence[str]:
    joint = [place for place, target in enumerate(found.targets) if target.joint]
    shares = {place: found.share_met(place) for place in joint}
    hardest = sorted((place for place in joint if shares[place] is not None), key=lambda place: shares[place] or 0.0)
    if not hardest:
        return ()
    named = [f"{said(found.targets[place])} ({percent(shares[place] or 0.0)})" for place in hardest[:MOST_NAMED]]
    return (f"Met by the fewest sets: {listed(named)}.",)


def _conflicting(found: Survey) -> Sequence[str]:
    if not found.conflicts:
        return ("No two targets are met together less often than either alone lets expect.",)
    pairs = [
        f"{said(found.targets[one.first])} with {said(found.targets[one.second])} ({one.together} sets for "
        f"{figures(one.expected)} expected)"
        for one in found.conflicts[:MOST_NAMED]
    ]
    more = f"; {len(found.conflicts) - MOST_NAMED} more pairs are in the table" * (len(found.conflicts) > MOST_NAMED)
    return (f"Targets that are met together less often than either alone lets expect: {'; '.join(pairs)}{more}.",)


def _where(found: Survey) -> Sequence[str]:
    if not found.moved:
        return ()
    named = [
        f"{one.name} ({'higher' if one.apart > 0 else 'lower'} by {figures(abs(one.apart))} standard deviations"
        f"{'' if one.z**2 > found.border**2 else ', which chance may have made'})"
        for one in found.moved[:2]
    ]
    return (f"Parameters that moved most between all sets and those left: {listed(named)}.",)


def _rules(found: Survey) -> str:
    own = found.rules
    return (
        f"Rules {found.hash}, fixed before any bank was run but for what their file names: a set is left where the "
        f"second highest implausibility among independent targets is at most {own.second_highest:g}, the highest "
        f"at most {own.highest:g}, and "
        "the regime lasts. Of accounts that contradict each other the one that is nearest to a set counts."
    )


def _share(count: int, of: int) -> str:
    if not of:
        return "none"
    low, high = share_interval(count, of)
    return f"{percent(count / of)} [{percent(low).removesuffix(' %')}, {percent(high)}]"
