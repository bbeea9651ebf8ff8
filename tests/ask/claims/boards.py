"""A board that was made up: claims of every kind of verdict, with texts that try to be more than text."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from politburo.ask.claims.artefacts import VARIANTS, Audited, Part, Under
from politburo.ask.claims.board import Board, Decided
from politburo.ask.claims.designs import Registered
from politburo.ask.claims.finding import Effect, Finding
from politburo.ask.claims.mechanism_matrix import Matrix
from politburo.ask.claims.mixture import NONE as NO_SHARE
from politburo.ask.claims.mixture import Share
from politburo.ask.claims.record import Arm, Claim, Comparison, Pulse, Rival, Test, Watch
from politburo.ask.claims.robustness import Robustness
from politburo.terms.mechanisms import MECHANISM_NAMES

SURE, SMALLER = Share(0.99, 0.96, 1.0), Share(0.42, 0.3, 0.55)

HOSTILE = """</script><script>alert(1)</script> | `b` <i> "x" 'y' [l](http://x)"""

BASE = Arm(throughout=(("campaign", 0.2), ("surveillance", 0.5)))
CHANGED = replace(BASE, held=(("purge_intensity", 0.15),))

FEAR = Test("fear", "", CHANGED, BASE, Watch("fear"), "up", minimum=0.05, through=("chill",))
FLIGHTS = Test("flights", HOSTILE, CHANGED, BASE, Watch("flights", "total"), "up", minimum=0.3, relative=True)
PLACEBO = Test("placebo", "", CHANGED, BASE, Watch("belief"), "within", margin=0.02)
LESS = Test("more than the fear", "", CHANGED, BASE, Watch("fear"), "down", less=Comparison("fear", 0.5))
TRAIT = Test(
    "random_terror", "", replace(BASE, pulses=(Pulse("harvest", 0.6, 0, 12),)), BASE,
    Watch("cadres.private_loyalty", "correlation", ("in post at the change", "exposed"), (0, 36), "cadres.fear"),
    "reported", role="further",
)  # fmt: skip
RIVALLED = replace(FEAR, rival=Rival(f"the fearless {HOSTILE}", off=("chill",)), scale="standard deviations")
SAME = replace(FEAR, name="identity", identity="one term")

HOLDS = Finding(FEAR, 0.07, 0.14, 0.07, 0.06, 0.08, 0.05, 0.93, 16, "holds", "too small")
FAILS = Finding(FLIGHTS, 55.0, 57.0, 2.0, -3.0, 7.0, 16.5, math.nan, 16, "fails", "fails")
NULL = Finding(PLACEBO, 0.4, 0.401, 0.001, -0.004, 0.006, 0.02, math.nan, 16, "null within margin", "fails")
SMALL = Finding(LESS, 0.1, 0.09, -0.01, -0.02, -0.005, 0.0, math.nan, 16, "too small", "too small")
TOLD = Finding(TRAIT, 0.1, 0.2, 0.1, 0.05, 0.15, 0.0, math.nan, 16, "reported", "reported")
TOLD_APART = replace(HOLDS, test=RIVALLED, rival=Effect(0.001, -0.01, 0.02, "fails"))
NONE = Finding(FEAR, math.nan, math.nan, math.nan, math.nan, math.nan, 0.05, math.nan, 1, "not decided", "not decided")
IDENTITY = Finding(SAME, 0.07, 0.14, 0.07, 0.06, 0.08, 0.05, 1.0, 16, "identity", "identity")


def claim(name: str, provenance: str, *tests: Test, says: str = "Terror frightens", note: str = "") -> Claim:
    """A claim with these tests."""
    return Claim(name, says, "own", provenance, 16, tests, note)  # pyright: ignore[reportArgumentType]


def board(folder: Path = Path("runs")) -> Board:
    """One claim of each kind."""
    decided = (
        Decided(claim("X1", "H", FEAR, PLACEBO), (HOLDS, NULL), "holds", "fails", 3.0),
        Decided(claim("X2", "R", FLIGHTS, says=HOSTILE, note=HOSTILE), (FAILS,), "fails", "fails", 2.0),
        Decided(claim("X3", "B", LESS, TRAIT), (SMALL, TOLD), "too small", "too small", 2.0),
        Decided(claim("X4", "R", SAME), (IDENTITY,), "identity", "identity", 1.0),
        Decided(claim("X5", "L", FEAR), (NONE,), "not decided", "not decided", 1.0),
    )
    return Board(decided, folder, short=False)


def designed() -> Board:
    """The same, three of whose claims have a design: run with its rival, not testable yet, and a check."""
    made = board()
    designs = (
        Registered("0123456789", "claim", "predicted", "reporter", True),
        Registered("9876543210", "claim", "accommodated", "hearsay", False, "window, 2026-12-01"),
        Registered("5555555555", "implementation check", "predicted", "none", False),
    )
    first, second, third = (replace(one, design=design) for one, design in zip(made.decided, designs, strict=False))
    first = replace(first, findings=(TOLD_APART, NULL))
    missing = Claim("X2", HOSTILE, "own", "R/B", 0, (), missing=f"observable: {HOSTILE}")
    second = replace(second, claim=missing, findings=(), verdict="not testable yet", strict="not testable yet")
    return replace(made, decided=(first, second, third, *made.decided[3:]))


def audited() -> tuple[Audited, ...]:
    """The first claim robust but for other labels, under which an effect has moved; the fifth decides nothing."""
    made = board().decided
    usual = Under("", "holds", (Part("fear", Effect(0.07, 0.06, 0.08, "holds"), 0.0, 0.0, 0.0),))
    same = Part("fear", Effect(0.071, 0.06, 0.08, "holds"), 0.001, -0.01, 0.012)
    moved = Part("fear", Effect(0.09, 0.08, 0.1, "holds"), 0.02, 0.01, 0.03)
    under = tuple(Under(name, "holds", (moved if name == "other labels" else same,)) for name in VARIANTS)
    nothing = Under("", "not decided", (Part("fear", Effect(math.nan, math.nan, math.nan, "not decided")),))
    untold = tuple(replace(nothing, variant=name) for name in VARIANTS)
    return Audited(made[0].claim, usual, under), Audited(made[4].claim, nothing, untold)


def measured(folder: Path = Path("runs")) -> Board:
    """The same with its robustness, its matrix and its audit."""
    made = board(folder)
    deciders = (("fear.personal", 0.8), ("choose.flee_rate", -0.5))
    robustness = (
        Robustness(made.decided[0].claim, 200, 180, 20.5, SURE, SMALLER, 0.8, deciders, "left.csv"),
        Robustness(made.decided[1].claim, 200, 200, 200.0, SMALLER, SMALLER, 0.3, (), "left.csv"),
        Robustness(made.decided[3].claim, 0, 0, 0.0, NO_SHARE, NO_SHARE, math.nan, (), "left.csv"),
        Robustness(made.decided[0].claim, 50, 50, 50.0, SURE, SURE, 0.8, ()),
    )
    lost = np.zeros((len(MECHANISM_NAMES), 2))
    lost[MECHANISM_NAMES.index("chill"), 0] = 0.9
    lost[MECHANISM_NAMES.index("rumour"), 0] = 0.3
    matrix = Matrix(MECHANISM_NAMES, (("X1", "fear"), ("X2", "flights")), lost)
    return replace(made, robustness=robustness, matrix=matrix, audited=audited())
