"""The scenario of a branch: its parent's up to a month, and from there on with something different.

What a scenario can say of a month: levers, dated events, the logic of rule, chance. Parameters and mechanisms hold for
a whole run, so that no branch can change them: with other ones the months before would have been others, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from politburo.scenario import (
    Scenario,
    adapt,
    month_name,
    month_number,
    with_levers,
    with_logic,
    with_one_past,
    with_seed,
)
from politburo.scenario.changes import change_in_words, described, labels_with, refuse_no_change, without_events
from politburo.scenario.checks import printable, shown
from politburo.scenario.differences import differences, first_difference
from politburo.scenario.months import month_of_effect
from politburo.scenario.names import LEVER_NAMES, full_names
from politburo.scenario.schema import LONGEST_DESCRIPTION
from politburo.terms.errors import UsageError


@dataclass(frozen=True, slots=True)
class Change:
    """What a branch does differently from its month on.

    Levers by their full names, words in the labels of events that are left out, another logic of rule, another seed,
    and the one run of the parent, by its number, that all runs of the branch continue.
    """

    sets: Mapping[str, float]
    without: tuple[str, ...]
    leader: str | None
    seed: int | None
    run: int | None

    @property
    def acts(self) -> bool:
        """Whether anything but chance is different."""
        return bool(self.sets or self.without or self.leader)

    @property
    def draws_anew(self) -> bool:
        """Whether chance is another than the parent's."""
        return self.seed is not None or self.run is not None

    @property
    def by_chance_alone(self) -> Change:
        """The same chance with nothing else different."""
        return Change({}, (), None, self.seed, self.run)

    @property
    def acting(self) -> str:
        """What is different besides chance, in a few words, such as `siege leader, market tolerance 0.2`."""
        said = (f"{self.leader} leader" if self.leader else "", change_in_words(sets=self.sets, without=self.without))
        return ", ".join(filter(None, said))

    @property
    def words(self) -> str:
        """What is different in a few words, such as `market tolerance 0.2, seed 7`; empty where nothing is."""
        chance = [f"run {self.run} many times"] if self.run is not None else []
        chance += [f"seed {self.seed}"] if self.seed is not None else []
        return ", ".join(filter(None, (self.acting, *chance)))


def asked_change(
    at: str,
    *,
    sets: Mapping[str, float],
    without: Sequence[str],
    leader: str | None,
    seed: int | None,
    run: int | None,
) -> Change:
    """What is asked for, with full names. Raises UsageError for a name unknown, a parameter, or a seed out of range."""
    named = full_names(sets)
    whole = [name for name in named if name not in LEVER_NAMES]
    if whole:
        raise UsageError(
            f"The parameter {whole[0]!r} holds for a whole run and cannot change in {printable(at)}; a branch changes "
            "levers, events, the leader or chance. To see what the parameter does, compare whole runs."
        )
    return Change(named, tuple(without), leader, seed, run)


def first_month(parent: Scenario, at: str) -> int:
    """The number of the month in which a branch begins. Raises UsageError where the parent has no such month."""
    adapt(parent, until=at)
    return month_number(at)


def continued(parent: Scenario, month: int, change: Change, origin: str) -> Scenario:
    """The scenario of the branch that begins in a month; `origin` says whose runs it continues.

    Raises UsageError and ScenarioError for a change that cannot be made, that would reach back before the month, or
    that changes nothing.
    """
    at = month_name(month)
    if not change.words:
        raise UsageError(
            f"Nothing would be different from {at} on: hold a lever, leave an event out, let another logic of rule "
            "govern, give another seed, or continue one run many times."
        )
    made = _without(parent, month, change.without)
    made = made if change.leader is None else with_logic(made, change.leader, start=at)
    made = with_levers(made, start=at, **change.sets)
    _refuse_earlier_changes(parent, made, month)
    if change.acts:
        refuse_no_change(parent, made, change.acting)
    made = made if change.run is None else with_one_past(made, change.run, start=at)
    made = made if change.seed is None else with_seed(made, change.seed, start=at)
    if change.run is None:
        refuse_no_change(parent, made, change.words)
    return _called(made, parent, at, change.words, origin)


def _without(parent: Scenario, month: int, words: Sequence[str]) -> Scenario:
    """The scenario without the events that act in the month or later and whose labels contain one of the words."""
    later = [event.label for event in parent.events if month_of_effect(event.day) >= month]
    return without_events(parent, [label for word in words for label in _with_word(word, later, parent, month)])


def _with_word(word: str, labels: Sequence[str], parent: Scenario, month: int) -> list[str]:
    """The labels that contain a word. Raises UsageError when there is none."""
    found = labels_with(word, labels)
    if not found:
        there = f"from then on they are {', '.join(map(shown, labels))}" if labels else "from then on there are none"
        raise UsageError(
            f"{printable(parent.name)} has no event from {month_name(month)} on whose label contains {shown(word)}; "
            f"{there}."
        )
    return found


def _refuse_earlier_changes(parent: Scenario, made: Scenario, month: int) -> None:
    """Raise UsageError where the two ask for anything else in the months before."""
    first = first_difference(parent, made)
    if first is not None and first < month:
        until = month_name(month - 1)
        found = differences(adapt(parent, until=until), adapt(made, until=until))
        told = "; ".join(f"{one.where} {one.change}" for one in found)
        raise UsageError(f"The change would reach back before {month_name(month)}: {printable(told)}.")


def _called(scenario: Scenario, parent: Scenario, at: str, said: str, origin: str) -> Scenario:
    """The scenario under a name, title and description that say what it continues, and what is different."""
    told = f"Continues {printable(origin)} from {at} with: {said}."
    room = LONGEST_DESCRIPTION - len(told) - 2
    return described(
        scenario,
        parent,
        name=f"{parent.name} from {at}, {said}",
        title=f"{parent.title}: from {at}, {said}",
        description="\n\n".join(filter(None, (parent.description[:room].rstrip(), told))),
    )
