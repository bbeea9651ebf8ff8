"""How far a claim depends on what is assumed: the parameters under which it holds.

Parameter sets are those of a file, such as the sets that a survey does not rule out, or they are drawn from the
declared ranges, evenly, or evenly in the logarithm where a range spans more than a factor of twenty. A parameter that
an arm sets itself keeps the arm's value. Set k meets the same chance in any number of sets, and other chance than any
other set, so that more can be added and the noise of the runs is not shared.

Under each set the primary test of each claim is run as it was designed, with two pairs of runs. What is told is not how
many of these came out right, but in which share of the sets the true effect has the right sign, and in which it reaches
the minimum: the noise of the runs is taken out (see `mixture`). Conditions, placebos and rivals are not run; nor are
implementation checks. A set tells something of a claim when each part of the test has a value in each pair, which it
has not where the regime falls before the middle of the window, nobody is in the group, or a rate is zero in both arms;
where it is zero in one, its logarithm counts as far away. A part that is the same in both arms of every pair has no
effect there, and so no sign. A claim that asks how something goes over a range is asked here alone, with as many runs
as it was designed with (see `shapes`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.finding import Rows, effects_of
from politburo.ask.claims.folder import ClaimsFolder, digest, number
from politburo.ask.claims.measurement import measure
from politburo.ask.claims.mixture import (
    NONE,
    Mixture,
    Share,
    independent_sets,
    likeness,
    mixture,
    share_of,
    share_without,
)
from politburo.ask.claims.record import SEED, SHORT_SCALE, Arm, Claim, Shape, Test, Watch, with_arms
from politburo.ask.claims.shapes import BREAK, SHAPES, Legs, legs, shape_claims, shapes_within
from politburo.ask.factors import at, normal_scores, places_of
from politburo.run.engines import Engine, OnProgress
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import SETS
from politburo.terms.parameters import Parameters

PAIRS = 2
"""Pairs of runs under each set: the noise is known from all sets together."""

FEWEST = 4
"""Sets below which no share is told, and on both sides of zero for what decides to be told."""

BY_CHANCE = 4.0
"""Standard errors that the largest of some hundred differences may well have by chance."""

SHORT_SETS = 6
"""The short form: how many sets at most, at that part of a claim's scale at which its own short form is."""

Values = NDArray[np.float64]

PRIORS_FILE, SETS_FILE = "across-priors.json", "across-sets.json"
"""What was found under sets that were drawn, and under those of a file: kept beside the runs."""

DEFAULTS = {
    f"{group.name}.{one.name}": float(getattr(getattr(Parameters(), group.name), one.name))
    for group in fields(Parameters)
    for one in fields(getattr(Parameters(), group.name))
}
"""What parameters are that a set does not name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a primary test: in which direction it goes (0: nowhere, within the margin), and the least effect."""

    test: Test
    direction: int
    least: float

    def effects(self, claim: Claim, rows: Rows) -> Values:
        """Effects of the pairs of a set (m,), above zero where the sign is right; parts of the level if asked so."""
        with np.errstate(invalid="ignore"):
            found = effects_of(claim, self.test, rows)
        if self.test.relative:
            level = abs(float(np.mean([row[self.test.name].base for row in rows])))
            found = found / level if level else np.full(len(found), math.nan)
        return found * (self.direction or 1)

    def right(self, mixed: Mixture, place: int) -> Values:
        """The part of each normal (k,) with the right sign, of a direction."""
        return _above(mixed, place, 0.0)

    def reaches(self, mixed: Mixture, place: int) -> Values:
        """The part of each normal (k,) that reaches the minimum, or lies within the margin."""
        if self.direction:
            return _above(mixed, place, self.least)
        below = _above(mixed, place, -self.least) if self.test.expect == "within" else 1.0
        return below - _above(mixed, place, self.least)

    def against(self, mixed: Mixture, place: int) -> Values:
        """The part of each normal (k,) that goes the other way by as much as was asked for."""
        return 1 - _above(mixed, place, -self.least)


@dataclass(frozen=True, slots=True)
class Robustness:
    """For one claim: in which share of the sets that tell something the sign is right, and the minimum is reached.

    `sets` were asked and `informative` of them tell something, as much as so many `independent` ones: sets of a file
    may be alike. `between` is the part of the variance of what was measured (of the first part of the test) that is
    there between the sets; the rest was noise of the runs. `deciders` are (parameter, d): d is how far apart, in
    standard deviations, the sets with the right sign lie from those without, or, where all have it, those that reach
    the minimum; nothing that chance explains. `among` names the file that the sets are of; nothing where they were
    drawn. `scale` is the part of the claim's own scale.

    Of a claim that asks for a shape, `shapes` are the shares of the sets with each of SHAPES in place of sign and
    minimum, and `present` is the share of all sets in which what has to be there for that is there.
    """

    claim: Claim
    sets: int
    informative: int
    independent: float
    sign: Share
    minimum: Share
    between: float
    deciders: tuple[tuple[str, float], ...]
    among: str = ""
    scale: float = 1.0
    shapes: tuple[Share, ...] = ()
    present: Share | None = None

    @property
    def telling(self) -> float:
        """Share of the sets that tell something of the claim; NaN where nothing in it can be tested."""
        return self.informative / self.sets if self.sets else math.nan


def across_sets(
    claims: Sequence[Claim],
    sets: ParameterSets,
    folder: Path,
    *,
    short: bool = False,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[Robustness, ...]:
    """Measure the claims under parameter sets and keep what was found in `folder`. Raises as `measure` does."""
    sets = sets.in_short() if short else sets
    measured = measure(set_batches(claims, sets, short=short), folder, engine=engine, on_progress=on_progress)
    places = _places(sets.values)
    alike = likeness(normal_scores(places))
    found = []
    for claim in claims:
        rows = [one.rows[claim.id] for one in measured if claim.id in one.rows]
        if claim.shape is None:
            one = robustness(claim, rows, places, alike)
        else:
            breaks = [one.rows[claim.id + BREAK] for one in measured]
            of_sets = [legs(claim.shape, *both) for both in zip(rows, breaks, strict=True)]
            one = shaped(claim, claim.shape, of_sets, alike)
        found.append(replace(one, among=sets.among, scale=SHORT_SCALE if short else 1.0))
    kept = {one.claim.id: {"of": _digest(one.claim)} | _said(one) for one in found}
    ClaimsFolder(folder).keep_found(_kept_in(short=short, among=sets.among), kept)
    return tuple(found)


def robustness(claim: Claim, rows: Sequence[Rows], places: Values, alike: Values) -> Robustness:
    """What runs under sets say of a claim: `rows` by set; nothing where it cannot be tested, and so was not run.

    `places` are those of the sets in the ranges (n, f), and `alike` how alike they are (n, n).
    """
    parts = parts_of(claim)
    none = Robustness(claim, len(rows), 0, 0.0, NONE, NONE, math.nan, ())
    if not rows or not parts:
        return replace(none, sets=0)
    pairs = np.array([[part.effects(claim, of) for part in parts] for of in rows]).transpose(0, 2, 1)
    tells = ~np.isnan(pairs).any(axis=(1, 2))
    directed = np.array([part.direction != 0 for part in parts])
    still = ((pairs == 0).all(axis=1) & directed).sum(axis=1) > (len(parts) - claim.votes if claim.votes else 0)
    independent = independent_sets(alike[np.ix_(tells, tells)])
    none = replace(none, informative=int(tells.sum()), independent=round(independent, 2))
    moved = tells & ~still
    if none.informative < FEWEST:
        return none
    if moved.sum() < FEWEST:  # too few for a spread: what was measured in them is taken as it is
        means, least = pairs[moved].mean(axis=1), np.array([part.least for part in parts])
        counts = (int((means > bound).all(axis=1).sum()) for bound in (0.0, least))
        sign, minimum = (share_without(count / none.informative, independent) for count in counts)
        return replace(none, sign=sign, minimum=minimum)
    mixed = mixture(_with_ends(pairs[moved], [part.least for part in parts]))
    votes = claim.votes or int(directed.sum())
    right = _together([part.right(mixed, place) for place, part in enumerate(parts) if part.direction], votes)
    reaches = [part.reaches(mixed, place) for place, part in enumerate(parts)]
    against = [part.against(mixed, place) for place, part in enumerate(parts)] if claim.votes else None
    enough = _together(reaches, claim.votes or len(parts), against)
    beside = int((tells & still).sum())
    told = mixed.told()
    likely = [told @ one for one in ([right] if directed.any() else []) + [enough]]
    deciders = next(filter(None, (_deciders(places[moved], one, independent / none.informative) for one in likely)), ())
    return replace(
        none,
        sign=share_of(mixed, right, beside, independent) if directed.any() else NONE,
        minimum=share_of(mixed, enough, beside, independent),
        between=round(float(mixed.between[0]), 4),
        deciders=deciders,
    )


def shaped(claim: Claim, shape: Shape, of_sets: Sequence[Legs], alike: Values) -> Robustness:
    """In which share of sets something has which shape over its range, from the legs of each; `alike` is (n, n)."""
    pairs = np.array([one.pairs for one in of_sets])
    tells = ~np.isnan(pairs).any(axis=(1, 2))
    independent = independent_sets(alike[np.ix_(tells, tells)])
    found = Robustness(claim, len(of_sets), int(tells.sum()), round(independent, 2), NONE, NONE, math.nan, ())
    values = np.array([one.there for one in of_sets])
    seen = ~np.isnan(values)
    if shape.present is not None and seen.any():
        share = float((values[seen] >= shape.present[1]).mean())
        found = replace(found, present=share_without(share, independent_sets(alike[np.ix_(seen, seen)])))
    if found.informative < FEWEST:
        return replace(found, shapes=(NONE,) * len(SHAPES))
    mixed = mixture(_with_ends(pairs[tells], 2 * [shape.minimum]))
    shares = [share_of(mixed, one, 0, independent) for one in shapes_within(mixed, shape.minimum)]
    return replace(found, shapes=tuple(shares), between=round(float(mixed.between[0]), 4))


def kept_robustness(claims: Sequence[Claim], folder: Path, *, short: bool = False) -> tuple[Robustness, ...]:
    """What was found under the sets of a file, then under drawn ones; what was not asked or has changed is left out."""
    found = []
    for among in ("a file", ""):
        kept = ClaimsFolder(folder).found(_kept_in(short=short, among=among))
        for claim in claims:
            try:
                said = kept[claim.id]
                one = _read(claim, said)
                if said["of"] == _digest(claim) and bool(one.among) == bool(among):  # one file is not the other
                    found.append(one)
            except (KeyError, TypeError, ValueError, OverflowError):
                continue
    return tuple(found)


def parts_of(claim: Claim) -> tuple[Part, ...]:
    """The parts of the primary test of a claim that ask for something and can fail; none of an implementation check.

    Where the share of pairs in which something falls is reported, what is asked is whether it falls. Of parts that
    differ in the minimum alone, that with the greatest is taken.
    """
    from politburo.ask.claims.designs import registered

    design = registered(claim)
    if design is not None and not design.tested:
        return ()
    found: dict[tuple[Arm, Arm, Watch, object], Part] = {}
    for test in claim.tests:
        if test.role != "decides" or test.identity:
            continue
        if test.scale == "share of pairs":
            part = Part(replace(test, scale="difference"), -1, test.minimum)
        elif test.expect in ("up", "down"):
            part = Part(test, 1 if test.expect == "up" else -1, test.minimum)
        elif test.expect in ("within", "not up"):
            part = Part(test, 0, test.margin)
        else:
            continue
        alike = (test.changed, test.base, test.watch, (part.test.scale, part.direction, test.less))
        if alike not in found or found[alike].least < part.least:
            found[alike] = part
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ParameterSets:
    """Parameter sets, and the name of the file that they are of; nothing where they were drawn from the ranges."""

    values: tuple[dict[str, float], ...]
    among: str = ""

    def in_short(self) -> ParameterSets:
        """The first few of them, for the short form."""
        return replace(self, values=self.values[:SHORT_SETS])


def drawn_sets(count: int) -> ParameterSets:
    """So many sets drawn from the declared ranges. Raises UsageError for a number that cannot be asked for."""
    SETS.checked(count)
    return ParameterSets(tuple(map(drawn, range(count))))


def set_batches(claims: Sequence[Claim], sets: ParameterSets, *, short: bool = False) -> list[tuple[Claim, ...]]:
    """What is run: for each set the primary tests of the claims that can be tested, with chance of its own.

    All claims of a set share their chance, and so the arms and the months that they have in common, but for those that
    ask for a shape, whose seeds are said in their designs.
    """
    asked = [replace(_primary(claim), runs=PAIRS) for claim in claims if parts_of(claim)]
    if short:
        asked = [with_arms(claim, lambda arm: replace(arm, scale=round(arm.scale * SHORT_SCALE, 4))) for claim in asked]
    shapes = [claim for claim in claims if claim.shape is not None]
    if not asked and not shapes:
        return []

    def of_set(number: int) -> list[Claim]:
        own = [replace(claim, seed=SEED + 1 + number) for claim in asked]
        return own + [one for claim in shapes for one in shape_claims(claim, number, short=short)]

    chosen = sets.in_short().values if short else sets.values
    return [_under(of_set(number), values) for number, values in enumerate(chosen)]


def drawn(draw: int) -> dict[str, float]:
    """The parameter set of a draw."""
    chance = np.random.Generator(np.random.Philox(key=np.array([SEED, draw], np.uint64)))
    places = chance.random(len(PARAMETER_DECLARATIONS))
    return {
        name: float(at(said.low, said.high, place))
        for (name, said), place in zip(PARAMETER_DECLARATIONS.items(), places, strict=True)
    }


def _primary(claim: Claim) -> Claim:
    """The claim with its primary test alone, without mechanisms off and without the rival."""
    needed = {test.less.test for test in claim.tests if test.role == "decides" and test.less is not None}
    kept = (test for test in claim.tests if test.role == "decides" or test.name in needed)
    return replace(claim, tests=tuple(replace(test, through=(), rival=None) for test in kept))


def _under(claims: Sequence[Claim], values: Mapping[str, float]) -> tuple[Claim, ...]:
    @cache
    def arm(one: Arm) -> Arm:  # cached, since hundreds of sets of long arms are in memory at the same time
        return replace(one, parameters=tuple(sorted({**values, **dict(one.parameters)}.items())))

    return tuple(with_arms(claim, arm) for claim in claims)


def _places(sets: Sequence[Mapping[str, float]]) -> Values:
    """The place of each set in the range of each parameter, from 0 to 1, (n, f)."""
    values = np.array([list((DEFAULTS | dict(one)).values()) for one in sets], np.float64)
    return places_of([(one.low, one.high) for one in PARAMETER_DECLARATIONS.values()], values)


def _with_ends(pairs: Values, least: Sequence[float]) -> Values:
    """The same effects (n, m, d), those without end as far away as any other and twice as far as what was asked for."""
    ends = np.isfinite(pairs)
    furthest = np.abs(np.where(ends, pairs, 0.0)).max(axis=(0, 1))
    furthest = np.maximum(furthest, [2 * one or 1.0 for one in least])
    return np.where(ends, pairs, np.sign(pairs) * furthest)


def _above(mixed: Mixture, place: int, least: float) -> Values:
    from scipy.special import ndtr

    return ndtr((mixed.centres[:, place] - least) / mixed.widths[place])


def _together(parts: Sequence[Values], votes: int, against: Sequence[Values] | None = None) -> Values:
    """In which part of each normal (k,) at least so many parts of a test are so, and none goes the other way."""
    if not parts:
        return np.zeros(0)
    counted = [np.ones_like(parts[0]), *(np.zeros_like(parts[0]) for _ in parts)]
    for place, one in enumerate(parts):
        not_so = 1 - one - (against[place] if against is not None else 0.0)
        counted = [
            counted[count] * not_so + (counted[count - 1] * one if count else 0.0) for count in range(len(counted))
        ]
    return np.sum(counted[votes:], axis=0)


def _deciders(places: Values, likely: Values, independent: float) -> tuple[tuple[str, float], ...]:
    """The two parameters that lie furthest apart between sets in which something is so and sets in which it is not.

    `likely` (n,) is how likely it is so, with the noise taken out; a set tells as much as
    such a part of an `independent` one. What chance may well explain is not told.
    """
    there, not_there = float(likely.sum()), float((1 - likely).sum())
    if min(there, not_there) < FEWEST:
        return ()
    spread = places.std(axis=0)
    means = likely @ places / there, (1 - likely) @ places / not_there
    distance = (means[0] - means[1]) / np.where(spread > 0, spread, 1)
    error = math.sqrt((1 / there + 1 / not_there) / independent)
    names = list(PARAMETER_DECLARATIONS)
    real = np.array([not name.startswith("record.") for name in names])  # what outsiders see decides nothing here
    order = np.argsort(-np.abs(distance) * real, kind="stable")[:2]
    return tuple(
        (names[place], round(float(distance[place]), 3)) for place in order if abs(distance[place]) > BY_CHANCE * error
    )


def _digest(claim: Claim) -> str:
    """Hash of a claim and of the model, but for the seed: sets meet chance of their own."""
    return digest(replace(claim, seed=0))


def _kept_in(*, short: bool, among: str) -> str:
    name = SETS_FILE if among else PRIORS_FILE
    return f"short-{name}" if short else name


def _said(one: Robustness) -> dict[str, object]:
    """What is kept of it: all but the claim."""
    said = asdict(one)
    del said["claim"]
    return said


def _read(claim: Claim, said: Mapping[str, Any]) -> Robustness:
    """What was kept. Raises KeyError, TypeError, ValueError and OverflowError for what is not of that shape."""

    def share(one: Mapping[str, Any]) -> Share:
        return Share(*(number(one[end]) for end in ("value", "low", "high")))

    shapes = tuple(map(share, said["shapes"]))
    if len(shapes) not in (0, len(SHAPES)):
        raise ValueError("there is a share of each shape or of none")
    deciders = tuple((str(name), float(apart)) for name, apart in said["deciders"])
    return Robustness(
        claim, int(said["sets"]), int(said["informative"]), float(said["independent"]), share(said["sign"]),
        share(said["minimum"]), number(said["between"]), deciders, str(said["among"]), float(said["scale"]), shapes,
        None if said["present"] is None else share(said["present"]),
    )  # fmt: skip
