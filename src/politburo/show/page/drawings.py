"""Figures as the page holds them: both layouts over shared rows, their controls as native inputs, data as CSV."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from politburo.answer.numbers import capitalised, month_in_words
from politburo.show.look import Layout
from politburo.show.run import Figure

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

LEAST_SHARED = 10
"""Rows from which it saves room to write equal ones once."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class Control:
    """What a reader can change in a figure: a range of numbers from `low` to `high`, or a list of options."""

    name: str
    label: str
    value: Any
    low: int = 0
    high: int = 0
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: title and words for everyone, controls, and `data` for the script that draws it."""

    name: str
    title: str
    words: str
    controls: tuple[Control, ...]
    data: dict[str, Any]


def drawing(results: Results, figure: Figure) -> Drawing:
    """A figure as the page holds it."""
    wide, narrow = (figure.specification(results, layout) for layout in (Layout("wide"), Layout("narrow")))
    controls = tuple(_control(entry) for entry in wide.get("params", ()) if "bind" in entry)
    start = results.scenario.start
    (wide, narrow), shared = share([_unbound(wide), _unbound(narrow)])
    data = {
        "wide": wide,
        "narrow": narrow,
        "shared": shared,
        "controls": {control.name: _said(control, start) for control in controls},
        "csv": figure.csv(results),
    }
    # The title stands above the words, so they need not begin with it.
    words = figure.words(results).removeprefix(f"{figure.title}: ")
    return Drawing(figure.name, figure.title, capitalised(words), controls, data)


def share(parts: list[Any]) -> tuple[list[Any], list[Any]]:
    """The same specifications with rows that occur more than once replaced by their place, and the list of those."""
    written = {id(rows): json.dumps(rows) for rows in _all_rows(parts)}
    counted = Counter(written[id(rows)] for rows in _all_rows(parts))
    places = {text: place for place, text in enumerate(text for text, count in counted.items() if count > 1)}
    return _shared(parts, written, places), [json.loads(text) for text in places]


def _all_rows(part: Any) -> Iterator[list[Any]]:
    """All lists of rows in a part of a specification."""
    if _is_rows(part):
        yield part
        return
    for entry in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        if isinstance(entry, dict | list):
            yield from _all_rows(entry)


def _shared(part: Any, written: dict[int, str], places: dict[str, int]) -> Any:
    if isinstance(part, dict):
        return {key: _shared(value, written, places) for key, value in part.items()}
    if not isinstance(part, list):
        return part
    place = places.get(written.get(id(part), ""))
    return [_shared(entry, written, places) for entry in part] if place is None else {"shared": place}


def _is_rows(part: Any) -> bool:
    return isinstance(part, list) and len(part) >= LEAST_SHARED and all(isinstance(row, dict) for row in part)


def _unbound(specification: dict[str, Any]) -> dict[str, Any]:
    """A specification whose parameters have no inputs of Vega's own: the page has native ones with labels."""
    params = [
        {key: value for key, value in entry.items() if key != "bind"} for entry in specification.get("params", ())
    ]
    return specification | ({"params": params} if params else {})


def _control(entry: dict[str, Any]) -> Control:
    """The control of a parameter that Vega would bind to an input of its own."""
    bind = entry["bind"]
    label = str(bind.get("name") or entry["name"]).strip().capitalize()
    if bind["input"] == "range":
        return Control(entry["name"], label, entry["value"], bind["min"], bind["max"])
    labels = bind.get("labels") or bind["options"]
    options = tuple(Option(value, said) for value, said in zip(bind["options"], labels, strict=True))
    return Control(entry["name"], label, entry["value"], options=options)


def _said(control: Control, start: int) -> dict[str, Any]:
    """What the script must know of a control: the options' values, or the names of the months, counted from `start`."""
    if control.options:
        return {"options": [option.value for option in control.options]}
    return {"names": [month_in_words(start + month) for month in range(control.low, control.high + 1)]}
