"""What an emulator is, in words: the bank, how well it does, what it leaves out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from politburo.answer import LEVEL
from politburo.answer.numbers import figures, listed, numbered, percent
from politburo.ask.emulate.measured import REPORTS
from politburo.ask.emulate.tables import label_of, written_mean
from politburo.ask.factors import called
from politburo.run.scale import sample

if TYPE_CHECKING:
    from politburo.ask.emulate.answer import Emulation

WELL, BADLY = 0.9, 0.5
"""Shares of the variance above and below which an outcome is named for it."""


def sentences(found: Emulation) -> tuple[str, ...]:
    """The bank, the error, the reference, and what is left out."""
    return (_bank(found), _error(found), _reference(found), _leaves_out(found))


def _bank(found: Emulation) -> str:
    levers, events = found.inputs.levers, found.inputs.events
    inputs = listed([label_of(found, at) for at in range(len(levers) + len(events))])
    parts = [
        f"Fitted to {numbered(len(found.results.experiment.points), 'point')} spread evenly over "
        f"{numbered(len(levers), 'lever')} and {numbered(len(events), 'dated event')} ({inputs}), each with "
        f"{numbered(found.results.runs, 'run')}.",
    ]
    if part := sample(found.base):
        parts.append(part)
    return " ".join(parts)


def _error(found: Emulation) -> str:
    held = len(found.held_out.experiment.points)
    shares = {_called(name): one.explained for name, one in found.emulators.items() if not math.isnan(one.explained)}
    parts = [
        f"Measured at {held} points drawn at random, which nothing was fitted to, it explains between "
        f"{_share(min(shares.values(), default=0.0))} and {_share(max(shares.values(), default=0.0))} of what the "
        f"inputs do to an outcome over the whole period; {percent(_covered(found))} of the runs there lie in the "
        f"emulated band of {percent(LEVEL)} of the runs, with the error added to its ends."
    ]
    worst = min(shares, key=lambda name: shares[name], default=None)
    if worst is not None:
        one = next(one for name, one in found.emulators.items() if _called(name) == worst)
        parts.append(
            f"It does least well on {worst}: nine in ten further points lie within ±{figures(float(one.error[-1]))}, "
            f"where the inputs move it by {figures(one.moved)} (one standard deviation)."
        )
    if badly := [name for name, share in shares.items() if share < BADLY]:
        parts.append(f"Of {listed(badly)} it explains less than half: take these curves as a hint, or run more points.")
    return " ".join(parts)


def _reference(found: Emulation) -> str:
    named = [f"{called(one.name)} {value:g}" for one, value in zip(found.inputs.levers, found.reference, strict=False)]
    apart = []
    for name, one in found.emulators.items():
        moved = float(one.reference[-1] - written_mean(found, name)[-1])
        if one.moved > 0 and abs(moved) > one.moved / 2:
            apart.append(_called(name))
    far = (
        f" Holding them by itself moves {listed(apart)} by more than half of that which the inputs do."
        if apart
        else " Holding them by itself moves no outcome by more than half of that which the inputs do."
    )
    return (
        f"The reference, from which differences are counted, holds {listed(named)} and has all events; these are the "
        f"levers as the scenario has them on average.{far}"
    )


def _leaves_out(found: Emulation) -> str:
    return (
        "It leaves out levers and events that are not named here, other logics and mechanisms, parameters other than "
        "the scenario's own, and whatever lies outside the ranges. The error is one for all places of the inputs: "
        "where many of them are at their ends it can be larger."
    )


def _covered(found: Emulation) -> float:
    return sum(one.covered for one in found.emulators.values()) / len(found.emulators)


def _called(name: str) -> str:
    said = name.removeprefix(REPORTS).replace("_", " ")
    return f"{said} as reported" if name.startswith(REPORTS) else said


def _share(value: float) -> str:
    return percent(value) if value > 0 else "nothing"
