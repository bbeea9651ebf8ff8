"""A scenario with one thing or several different: levers held, parameters set, mechanisms off, dated events left out.

A name may be short: `market` means market_tolerance, `horizon` means fear.horizon. What decides is, in this order: the
full name; a lever that has it as one of its words, or begins with it; a parameter so called behind its phase, or with
it as one of its words, or beginning with it. Where several fit equally well, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from politburo.ask.naming import begins, by_any_part, has_word, meant, same
from politburo.scenario import Scenario, adapt, load, month_name, with_levers, with_off, with_parameters
from politburo.scenario.changes import PARAMETER_DECLARATIONS
from politburo.scenario.checks import printable, shown
from politburo.scenario.extends import Merged, labels
from politburo.scenario.files import text_at
from politburo.scenario.packaged import LIBRARY_NAMES
from politburo.scenario.parents import Found, from_library, with_parents
from politburo.scenario.resolve import resolve
from politburo.scenario.schema import LEVER_DECLARATIONS, LONGEST_TITLE, Document
from politburo.scenario.spans import number
from politburo.scenario.syntax import written
from politburo.terms.errors import UsageError
from politburo.terms.mechanisms import MECHANISM_NAMES

LONGEST_NAME = 100
"""Characters of the name of a changed scenario, which its folder is called by."""

LEVER_NAMES, PARAMETER_NAMES = tuple(LEVER_DECLARATIONS), tuple(PARAMETER_DECLARATIONS)


def changed(
    scenario: str | Path | Scenario,
    *,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
) -> Scenario:
    """The scenario of that name, in that file or given, with what is named different; its title says what.

    `sets` holds levers at a value, from the month `start` (`2014-01`) or throughout, and sets parameters, which holds
    for the whole run; `off` switches mechanisms off; `without` leaves out every dated event whose label contains one of
    the words, and with it what the event does. With nothing named the scenario stays as it is.

    Raises UsageError for a name that fits nothing or several things, a word that no label contains, a month outside the
    scenario, and for what cannot begin in a month; ScenarioError for a value out of range and for a scenario that
    cannot be used.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    named, off = full_names(sets or {}), tuple(map(mechanism_name, off))
    held = {name: value for name, value in named.items() if name in LEVER_DECLARATIONS}
    parameters = {name: value for name, value in named.items() if name in PARAMETER_DECLARATIONS}
    if start is not None:
        _refuse_whole(start, held, parameters, off)
    left = _left_out(scenario, base, without) if without else base
    left = with_levers(left, start=start, **held) if held else left
    left = with_off(with_parameters(left, parameters), *off)
    said = change_in_words(sets=named, start=start, without=without, off=off)
    return _called(left, base, said) if said else base


def change_in_words(
    *,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
) -> str:
    """A short title of what is changed, such as `market tolerance 0.2 from 2014-01, without summit`."""
    held = [f"{re.sub('[._]', ' ', name)} {number(value)}" for name, value in full_names(sets or {}).items()]
    parts = [" and ".join(held) + (f" from {start}" if start and held else "")] if held else []
    parts += [f"without {word.strip()}" for word in without]
    parts += [f"{mechanism_name(name).replace('_', ' ')} off" for name in off]
    return ", ".join(parts)


def parse_set(text: str) -> tuple[str, float]:
    """The full name and the value that `market=0.2` says. Raises UsageError."""
    name, equals, value = text.partition("=")
    try:
        amount = float(value)
    except ValueError:
        amount = None
    if not equals or amount is None:
        raise UsageError(f"{shown(text)} sets nothing; write a name and a number like 'market_tolerance=0.2'.")
    return full_name(name), amount


def full_names(sets: Mapping[str, float]) -> dict[str, float]:
    """Values by full names. Raises UsageError where two names mean the same."""
    named: dict[str, float] = {}
    for short, value in sets.items():
        name = full_name(short)
        if name in named:
            raise UsageError(f"{name!r} is set twice, under two names; set it once.")
        named[name] = value
    return named


def full_name(short: str) -> str:
    """The lever, or the parameter with its phase (`fear.horizon`), that a name means. Raises UsageError."""
    return meant(
        short,
        "lever or parameter",
        (
            (LEVER_NAMES + PARAMETER_NAMES, same),
            (LEVER_NAMES, has_word),
            (LEVER_NAMES, begins),
            (PARAMETER_NAMES, lambda name, asked: name.partition(".")[2] == asked),
            (PARAMETER_NAMES, has_word),
            (PARAMETER_NAMES, lambda name, asked: begins(name, asked) or begins(name.partition(".")[2], asked)),
        ),
        f"it can be {', '.join(map(repr, LEVER_NAMES))}, or a parameter such as 'fear.horizon', "
        "which `politburo show NAME --all` lists.",
    )


def mechanism_name(short: str) -> str:
    """The mechanism that a name means. Raises UsageError."""
    return meant(short, "mechanism", by_any_part(MECHANISM_NAMES))


def _refuse_whole(start: str, held: Mapping[str, float], parameters: Iterable[str], off: Iterable[str]) -> None:
    """Raise UsageError for what holds for a whole run and cannot begin in a month, or where nothing begins then."""
    whole = [f"the parameter {name!r}" for name in parameters] + [f"the mechanism {name!r}" for name in off]
    if whole:
        raise UsageError(
            f"Levers alone can be held from {shown(start)} on; {' and '.join(whole)} would change for the whole run. "
            "Leave the month out, or change them in an alternative of their own."
        )
    if not held:
        raise UsageError(f"Nothing is set from {shown(start)} on: name a lever and its value.")


def _called(scenario: Scenario, base: Scenario, said: str) -> Scenario:
    """The scenario under a name and title that say what is different; its parent is the one of the library, if any."""
    return replace(
        scenario,
        name=f"{base.name}, {said}"[:LONGEST_NAME].rstrip(),
        title=f"{base.title}: {said}"[:LONGEST_TITLE].rstrip(),
        parent=base.name if base.name in LIBRARY_NAMES else base.parent,
    )


def _left_out(asked: str | Path | Scenario, base: Scenario, words: Sequence[str]) -> Scenario:
    """The scenario without the events whose labels contain one of the words, resolved anew from what its file says."""
    if isinstance(asked, Scenario):
        whole = _from_the_library(base)
        return _as_short_as(base, _left_out(whole.name, whole, words))
    merged = _as_written(asked)
    if merged.data.get("resolved") is True:
        raise UsageError(
            f"{printable(str(asked))} is a resolved scenario, whose levers already hold what its events do; "
            "leave events out of the one that it was made from."
        )
    gone = {label for word in words for label in _with_word(word, labels(merged.data), base)}
    kept = [event for event in merged.data.get("events", []) if event["label"] not in gone]
    document = Document.model_validate(merged.data | {"events": kept})
    return replace(resolve(document, base.name), parent=base.parent)


def _as_written(asked: str | Path) -> Merged:
    """What a file, or one of the library, says with all that it extends; it has been read before without an error."""
    name = str(asked)
    if name in LIBRARY_NAMES:
        return with_parents(from_library(name))[0]
    path = Path(name)
    return with_parents(Found(written(text_at(path, name), name), path.parent, str(path.resolve())))[0]


def labels_with(word: str, known: Sequence[str]) -> list[str]:
    """The labels that contain a word, whatever its capitals."""
    return [label for label in known if word.strip() and word.strip().casefold() in label.casefold()]


def _with_word(word: str, known: Sequence[str], base: Scenario) -> list[str]:
    """The labels of the events that a word leaves out. Raises UsageError when there is none."""
    found = labels_with(word, known)
    if not found:
        there = f"its events are {', '.join(map(shown, known))}" if known else "it has no dated events"
        raise UsageError(f"{printable(base.name)} has no event whose label contains {shown(word)}; {there}.")
    return found


def _from_the_library(scenario: Scenario) -> Scenario:
    """The scenario of the library that one is, up to its runs, seed, scale and end. Raises UsageError for others.

    A scenario keeps what its events have done to the levers, not what they would be without: that stands in a file.
    """
    if scenario.name in LIBRARY_NAMES:
        whole = load(scenario.name)
        fits = whole.start == scenario.start and scenario.end <= whole.end
        if fits and _as_short_as(scenario, whole).digest() == scenario.digest():
            return whole
    raise UsageError(
        f"{printable(scenario.name)} is a resolved scenario, whose levers already hold what its events do; "
        "to leave events out, give the name or the file that it was made from."
    )


def _as_short_as(scenario: Scenario, whole: Scenario) -> Scenario:
    """`whole` with the runs, seed, scale and end of the other."""
    return adapt(
        whole, runs=scenario.runs, seed=scenario.seed, scale=scenario.scale, until=month_name(scenario.end)
    )  # fmt: skip
