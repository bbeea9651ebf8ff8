"""The lab as one file: what an emulator says at every place of its inputs, as a page that needs no server or network.

The page holds what was fitted as single-precision numbers and works the curves out itself, as `ask.emulate` does. It
draws them itself, too: Vega would be many times the size of all else, and would not redraw every card within a tenth of
a second on a phone.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from politburo.answer.own_files import place
from politburo.ask.emulate.emulator import Course
from politburo.ask.emulate.measured import REPORTS
from politburo.ask.emulate.tables import label_of, written_mean
from politburo.ask.factors import is_wide
from politburo.scenario import month_name
from politburo.show.cells import parts
from politburo.show.cite import citation_of
from politburo.show.page import page_from

if TYPE_CHECKING:
    from politburo.ask.emulate.answer import Emulation

PAGE = files("politburo.lab") / "page"
TEXTS = files("politburo.lab") / "texts"

MODULES = ("texts.js", "theme.js", "emulator.js", "curves.js", "handout.js")
"""Modules of the page in the order in which they stand in its one script: each uses only those before it."""

MOST_BYTES = 5_000_000
"""Of a page: what one can send by mail."""


class _Numbers:
    """Numbers that are handed over as one block, each array named by where it begins and how long it is."""

    def __init__(self) -> None:
        self._parts: list[NDArray[np.float32]] = []
        self._there = 0

    def add(self, values: NDArray[np.float64] | Sequence[float]) -> list[int]:
        """Where the values stand."""
        flat = np.asarray(values, np.float32).ravel()
        self._parts.append(flat)
        self._there += len(flat)
        return [self._there - len(flat), len(flat)]

    def text(self) -> str:
        """All of them, as base64 of little-endian single precision."""
        return base64.b64encode(np.concatenate(self._parts).astype("<f4").tobytes()).decode()


def write_handout(found: Emulation, path: str | Path) -> Path:
    """Write the page of an emulator, and return its path. Raises UsageError and StoreError as `own_files.placed`."""
    return place(Path(path), handout(found))


def handout(found: Emulation) -> str:
    """The page of an emulator, as HTML with everything in it, in all languages of the lab."""
    content = {
        "title": " ".join(found.base.title.split()),
        "description": found.base.description.strip(),
        "version": found.provenance.politburo,
        "provenance": str(found.provenance),
        "texts": texts(),
        "bank": bank(found),
        "sentences": found.sentences,
        "warnings": found.warnings,
        "errors": list(parts(found.table("errors"))),
        "citation": _citation(found),
    }
    template = (PAGE / "handout.html").read_text(encoding="utf-8")
    style = "".join((PAGE / name).read_text(encoding="utf-8") for name in ("lab.css", "handout.css"))
    return page_from(template, content, style, script())


def texts() -> dict[str, dict[str, str]]:
    """The words of the page by language, without those of lessons, which it does not have."""
    read = {one.name.removesuffix(".json"): json.loads(one.read_text(encoding="utf-8")) for one in TEXTS.iterdir()}
    return {
        language: {key: said for key, said in words.items() if not key.startswith("lesson")}
        for language, words in sorted(read.items())
    }


def script() -> str:
    """The modules as one: what one takes from another is there already."""
    return "\n".join(_alone((PAGE / name).read_text(encoding="utf-8")) for name in MODULES)


def _alone(module: str) -> str:
    lines = module.splitlines()
    return "\n".join(line.removeprefix("export ") for line in lines if not line.startswith("import "))


def bank(found: Emulation) -> dict[str, Any]:
    """What the page must know to emulate, as plain data."""
    numbers = _Numbers()
    points = np.concatenate([found.reference[None], found.results.experiment.points])
    places = found.inputs.scaled(points)
    series = [_series(found, name, numbers) for name in found.emulators]
    runs, level = found.results.runs, found.basis.level
    return {
        "first": month_name(found.base.start),
        "last": month_name(found.base.end),
        "since": next((one.start for one in found.inputs.levers if one.start), None),
        "runs": runs,
        "points": len(found.results.experiment.points),
        "held": len(found.held_out.experiment.points),
        "level": level,
        "factor": float(stdtrit(runs - 1, (1 + level) / 2)) / math.sqrt(runs),
        "dimensions": places.shape[1],
        "places": numbers.add(places),
        "levers": [
            {
                "name": one.name,
                "meaning": one.declaration.meaning,
                "unit": one.declaration.unit,
                "low": one.low,
                "high": one.high,
                "declared": [float(one.declaration.low), float(one.declaration.high)],
                "wide": is_wide(one.low, one.high),
                "reference": float(value),
                "source": one.declaration.source,
            }
            for one, value in zip(found.inputs.levers, found.reference, strict=False)
        ],
        "events": [
            {"label": label_of(found, len(found.inputs.levers) + at), "date": one.day.isoformat(), "does": one.changes}
            for at, one in enumerate(found.inputs.events)
        ],
        "dated": [
            {"date": one.day.isoformat(), "label": one.label, "modelled": one.is_modelled} for one in found.base.events
        ],
        "series": series,
        "numbers": numbers.text(),
    }


def _series(found: Emulation, name: str, numbers: _Numbers) -> dict[str, Any]:
    one = found.emulators[name]
    return {
        "name": name.removeprefix(REPORTS),
        "reported": name.startswith(REPORTS),
        "meaning": found.meaning(name),
        "unit": found.unit(name),
        "counted": found.is_counted(name),
        "explained": None if math.isnan(one.explained) else one.explained,
        "covered": None if math.isnan(one.covered) else one.covered,
        "moved": one.moved,
        **{
            part: numbers.add(getattr(one, part))
            for part in ("reference", "low", "high", "zero", "below", "above", "error")
        },
        "written": numbers.add(np.nan_to_num(written_mean(found, name), nan=float(one.reference[-1]))),
        **{part: _course(getattr(one, part), numbers) for part in ("difference", "spread", "pairs")},
    }


def _course(course: Course, numbers: _Numbers) -> dict[str, Any]:
    return {
        "middle": numbers.add(course.middle),
        "shapes": numbers.add(course.shapes),
        "weights": [
            {
                "middle": one.middle,
                "trend": numbers.add(one.trend),
                "near": numbers.add(one.near),
                "coefficients": numbers.add(one.coefficients),
            }
            for one in course.weights
        ],
    }


def _citation(found: Emulation) -> str:
    provenance = found.provenance
    runs = len(found.results.experiment.points) * found.results.runs
    return citation_of(found.base, provenance.politburo, runs, str(provenance.fingerprint))
