"""Whether what a claim finds is an artefact: its tests decided again where what is other must not matter.

The variants are plain data, the same in all arms of a pair:

- another order: phases of the month that follow one another and change no column in common are gone through the other
  way round, so that news, fear, conduct and reports reach each other a month sooner or later. Phases that change the
  same columns stay as they are, since one would write over the other or happen to whom the other has removed; and the
  centre governs first, since the levers of the month are its own;
- other labels: everyone has another number, and organs and provinces are counted the other way round
  (country/relabel.py), so that draws, which go by numbers, and whatever goes through posts in turn fall otherwise;
- a doubled population: twice the scale, at most the whole country;
- other streams: each phase draws under a key of its own, so that phases no longer share a draw, whatever for.

Each claim is decided by its own number of pairs on its own seeds at its own scale, without its rival, once as it is and
once under each variant. The rules, written down before any run but for what is said below:

    fragile   its verdict is another, or an effect that decides has the other sign, unless zero lies in both intervals
    shifted   an effect that decides has moved: the interval of 99 % of its differences, pair by pair, leaves out zero,
              and it moved by more than a hundredth of itself
    robust    neither

Where nothing is decided, as it is or under the variant, no verdict can be another, and it is its effects alone that are
looked at; where one of them has no interval, nothing can be told. That was changed twice after a look: undecided claims
were taken out of what is fragile after four claims had been tried, in some of whose pairs regimes fell; and when the
whole board had been audited once, 32 of 44 claims were told nothing of for that reason, though their effects had been
measured. A claim is what it is under the variant that is
worst for it. A verdict that is another while no effect has moved beyond chance may be chance's: it counts as fragile,
and that is said.

A step of half a month is not among the variants. Most equations are written for the month as their step: what is
remembered is multiplied once a step, one talks to each friend once a step, cases are heard of a step later, learning
and conduct go a share of the way each step, and yearly rates are divided by twelve where they are used. Half of each
rate would change the model, not its step.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from politburo.ask.claims.finding import FEWEST_PAIRS, Effect, Finding, Rows, Verdict, effects_of, find, of_claim
from politburo.ask.claims.folder import ClaimsFolder, digest, number
from politburo.ask.claims.measurement import Measurements, measure
from politburo.ask.claims.observables import undecidable
from politburo.ask.claims.record import Arm, Claim, Incidental, plain, with_arms
from politburo.ask.intervals import interval
from politburo.run.engines import Engine, OnProgress

ARTEFACTS_FILE = "artefacts.json"
"""What was found, kept beside the runs."""

MOVED_LEVEL, LEAST_MOVE = 0.99, 0.01
"""Level of the interval that tells a move from chance, and the part of an effect below which none is told."""

Standing = Literal["robust", "shifted", "fragile", "not decided", "not applicable"]
STANDINGS: dict[Standing, str] = {
    "robust": "the verdict is the same, if there is one, and no effect has moved beyond what chance makes of it",
    "shifted": "the verdict and the signs are the same, and an effect has moved beyond what chance makes of it",
    "fragile": "the verdict is another, or an effect has the other sign",
    "not decided": "too few runs gave a value, with the variant or without it, so that an effect has no interval",
    "not applicable": "the variant can change nothing in it",
}
"""What a claim is under a variant."""

WORST_FIRST: tuple[Standing, ...] = ("fragile", "shifted", "not decided", "robust", "not applicable")
"""Standings, the worst first."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Something that must not matter: what it is, how it changes an arm, and why it cannot change one."""

    meaning: str
    change: Callable[[Arm], Arm]
    otherwise: str = ""


def _with(incidental: Incidental) -> Callable[[Arm], Arm]:
    return lambda arm: replace(arm, incidental=incidental)


def _doubled(arm: Arm) -> Arm:
    return replace(arm, scale=round(min(2 * arm.scale, 1.0), 4))


ANOTHER_ORDER = (
    "govern", "believe", "fear", "hear", "live", "choose", "conspire", "order", "judge", "inform", "fill",
)  # fmt: skip
"""Phases in the other order that what they declare to change allows; the tests derive it from that."""

VARIANTS: dict[str, Variant] = {
    "another order": Variant(
        "phases that change nothing in common go the other way round", _with(Incidental(order=ANOTHER_ORDER))
    ),
    "other labels": Variant("everyone and everything has another number", _with(Incidental(labels=20161))),
    "doubled population": Variant(
        "twice as many lower cadres and households are simulated", _doubled, "the whole country is simulated as it is"
    ),
    "other streams": Variant("each phase draws from a stream of its own", _with(Incidental(streams=20162))),
}
"""What must not matter, by name."""

NO_HALF_MONTHS = (
    "A step of half a month was not tried: rates, memory, talk and the delay of news are written for a month as the "
    "step, and half of each would be another model."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One test that decides: its effect with its interval and verdict, and its move from what it is as it is.

    The move, on the scale of the test, has an interval of MOVED_LEVEL (NaN: there is none).
    """

    test: str
    effect: Effect
    move: float = math.nan
    move_low: float = math.nan
    move_high: float = math.nan

    @property
    def has_moved(self) -> bool:
        """Whether the effect has moved beyond what chance makes of it."""
        far = abs(self.move) > LEAST_MOVE * abs(self.effect.mean - self.move)
        return far and (self.move_low > 0 or self.move_high < 0)


@dataclass(frozen=True, slots=True)
class Under:
    """A claim under a variant: the verdict, and what each test that decides found. `why` says why it has none."""

    variant: str
    verdict: Verdict
    parts: tuple[Part, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """A claim as it is, and under each variant."""

    claim: Claim
    usual: Under
    variants: tuple[Under, ...]

    def standing(self, under: Under) -> Standing:
        """What the claim is under a variant, by the rules above."""
        if under.why:
            return "not applicable"
        if not self.is_decided(under) and not self.is_measured(under):
            return "not decided"
        if (self.is_decided(under) and under.verdict != self.usual.verdict) or self.turned(under):
            return "fragile"
        return "shifted" if any(part.has_moved for part in under.parts) else "robust"

    def is_decided(self, under: Under) -> bool:
        """Whether there is a verdict both as it is and under a variant."""
        return "not decided" not in (self.usual.verdict, under.verdict)

    def is_measured(self, under: Under) -> bool:
        """Whether every effect has an interval, as it is and under a variant, and its move has one."""
        ends = [end for part in (*self.usual.parts, *under.parts) for end in (part.effect.low, part.effect.high)]
        return bool(ends) and not any(map(math.isnan, [*ends, *(part.move_low for part in under.parts)]))

    def turned(self, under: Under) -> tuple[str, ...]:
        """Tests whose effect has the other sign under a variant."""
        pairs = zip(self.usual.parts, under.parts, strict=True)
        return tuple(part.test for usual, part in pairs if _has_turned(usual.effect, part.effect))

    def reason(self, under: Under) -> str:
        """What makes the claim what it is under a variant, in words; nothing where it is robust."""
        if under.why:
            return under.why
        where = "as it is" if self.usual.verdict == "not decided" else "here"
        if not self.is_decided(under) and not self.is_measured(under):
            return f"nothing is decided {where}"
        another = self.is_decided(under) and under.verdict != self.usual.verdict
        said = [f"{self.usual.verdict} as it is, {under.verdict} here"] * another
        said += [] if self.is_decided(under) else [f"nothing is decided {where}: by its effects alone"]
        said += [f"the other sign: {name}" for name in self.turned(under)]
        moved = [part.test for part in under.parts if part.has_moved]
        said += [f"moved: {', '.join(moved)}"] if moved else []
        if another and not moved:
            said.append("no effect has moved beyond chance, which alone may have made the difference")
        return "; ".join(said)

    @property
    def worst(self) -> Standing:
        """What the claim is: under the variant that is worst for it."""
        found = {self.standing(under) for under in self.variants}
        return next(standing for standing in WORST_FIRST if standing in found)

    @property
    def by_chance_perhaps(self) -> bool:
        """Whether it is fragile only by verdicts that are others while no effect has moved beyond chance."""
        fragile = [under for under in self.variants if self.standing(under) == "fragile"]
        moved = any(part.has_moved for under in fragile for part in under.parts)
        return bool(fragile) and not moved and not any(map(self.turned, fragile))

    @property
    def to_blame(self) -> tuple[str, ...]:
        """The variants under which it is fragile or has shifted, if it is so."""
        if self.worst not in ("fragile", "shifted"):
            return ()
        return tuple(under.variant for under in self.variants if self.standing(under) == self.worst)


def audit(
    claims: Sequence[Claim], folder: Path, *, engine: Engine | None = None, on_progress: OnProgress | None = None
) -> tuple[Audited, ...]:
    """Decide the claims as they are and under each variant, and keep in `folder` what was found.

    What cannot be tested is left out. Raises as `measurement.measure` does; resumes from `folder`.
    """
    testable = [claim for claim in claims if claim.tests]
    usual, *others = measure(artefact_batches(claims), folder, engine=engine, on_progress=on_progress)
    measured = dict(zip(VARIANTS, others, strict=True))
    found = tuple(_audited(claim, usual, measured) for claim in testable)
    kept = {one.claim.id: {"of": _digest(one.claim), "under": [asdict(it) for it in _all(one)]} for one in found}
    ClaimsFolder(folder).keep_found(ARTEFACTS_FILE, kept)
    return found


def artefact_batches(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """The claims that can be tested as they are, then under each variant those that it can change."""
    own = tuple(plain(claim) for claim in claims if claim.tests)
    changed = ([with_arms(claim, variant.change) for claim in own] for variant in VARIANTS.values())
    return [own, *(tuple(new for new, old in zip(some, own, strict=True) if new != old) for some in changed)]


def kept_audit(claims: Sequence[Claim], folder: Path) -> tuple[Audited, ...]:
    """What was found for these claims; those that were not asked about, or have changed, are left out."""
    kept = ClaimsFolder(folder).found(ARTEFACTS_FILE)
    found = []
    for claim in claims:
        try:
            if kept[claim.id]["of"] == _digest(claim):
                found.append(Audited(claim, *_read_all(kept[claim.id]["under"])))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(found)


def _audited(claim: Claim, usual: Measurements, measured: Mapping[str, Measurements]) -> Audited:
    small = plain(claim)
    as_it_is = _under("", small, usual, usual.rows[claim.id])
    variants = []
    for name, found in measured.items():
        if claim.id in found.rows:
            changed = with_arms(small, VARIANTS[name].change)
            variants.append(_under(name, changed, found, usual.rows[claim.id]))
        else:
            variants.append(Under(name, "not applicable", why=VARIANTS[name].otherwise))
    return Audited(claim, as_it_is, tuple(variants))


def _under(name: str, claim: Claim, found: Measurements, usual: Rows) -> Under:
    """A claim under a variant, beside the rows that it has as it is."""
    each = [find(claim, test, found.rows[claim.id], why=undecidable(claim, test)) for test in claim.tests]
    why = next((one.why for one in each if one.why), "")
    deciding = [one for one in each if one.test.role == "decides"]
    parts = tuple(_part(claim, one, found.rows[claim.id], usual) for one in deciding)
    return Under(name, of_claim(each, votes=claim.votes), parts, why)


def _part(claim: Claim, found: Finding, rows: Rows, usual: Rows) -> Part:
    effect = Effect(found.effect, found.low, found.high, found.verdict)
    moves = effects_of(claim, found.test, rows) - effects_of(claim, found.test, usual)
    there = moves[~np.isnan(moves)]
    if len(there) < FEWEST_PAIRS:
        return Part(found.test.name, effect)
    return Part(found.test.name, effect, *interval(there, MOVED_LEVEL))


def _has_turned(usual: Effect, other: Effect) -> bool:
    """Whether an effect has the other sign; of one that may be zero both here and there nothing is known."""
    in_both = usual.low <= 0 <= usual.high and other.low <= 0 <= other.high
    return usual.mean * other.mean < 0 and not in_both


def _all(one: Audited) -> tuple[Under, ...]:
    return one.usual, *one.variants


def _digest(claim: Claim) -> str:
    """Hash of a claim, of the model, and of what the variants make of an arm of it."""
    arms = {arm for test in plain(claim).tests for arm in (test.changed, test.base)}
    told = sorted(str(variant.change(arm)) for variant in VARIANTS.values() for arm in arms)
    return hashlib.blake2b(f"{digest(claim)} {list(VARIANTS)} {told}".encode(), digest_size=8).hexdigest()


def _read_all(said: Sequence[dict]) -> tuple[Under, tuple[Under, ...]]:
    """The claim as it is and under each variant. Raises ValueError where that is not what is said."""
    usual, *variants = map(_read, said)
    tests = [part.test for part in usual.parts]
    whole = all(under.why or [part.test for part in under.parts] == tests for under in variants)
    if not whole or [under.variant for under in variants] != list(VARIANTS):
        raise ValueError("the variants are not those of the claim")
    return usual, tuple(variants)


def _read(said: dict) -> Under:
    def part(one: dict) -> Part:
        said = one["effect"]
        effect = Effect(number(said["mean"]), number(said["low"]), number(said["high"]), said["verdict"])
        move, low, high = (number(one[name]) for name in ("move", "move_low", "move_high"))
        return Part(str(one["test"]), effect, move, low, high)

    return Under(str(said["variant"]), said["verdict"], tuple(map(part, said["parts"])), str(said["why"]))
