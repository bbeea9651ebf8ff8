"""What was found of claims besides verdicts, as tables: under parameter sets, as artefacts, without mechanisms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from politburo.answer import Column, Row, Table
from politburo.ask.claims import effect_words as effects
from politburo.ask.claims import sentences as words
from politburo.ask.claims.artefacts import VARIANTS, Audited, Part
from politburo.ask.claims.mechanism_matrix import Matrix
from politburo.ask.claims.mixture import NONE
from politburo.ask.claims.robustness import Robustness
from politburo.ask.claims.rows import ARTEFACT, CLAIM, NUMBERS, OF_SETS, SAYS, SHARES, SOURCE, TEST, ends, shares
from politburo.ask.claims.shapes import SHAPES

MOST_NEEDED = 6
"""Mechanisms that are named for one test."""


def robustness_table(found: Sequence[Robustness]) -> Table:
    """In which share of the parameter sets the sign of each claim is right, the surest first, and what decides it."""
    columns = (
        CLAIM,
        SOURCE,
        SAYS,
        Column("among", meaning="of which sets: a file, or drawn from the declared ranges", heading="sets"),
        *SHARES,
        Column("independent", "sets", "as many independent sets would tell as much: some may be alike", "number",
               heading="as many as"),
        Column("deciders", meaning="where it is so", heading="decided most by (so where it is …)"),
        *OF_SETS,
    )  # fmt: skip
    asked = [one for one in found if not one.shapes]
    ordered = sorted(asked, key=lambda one: (not one.among, -_number_or(one.sign.value, -1.0)))
    rows = [
        (one.claim.id, one.claim.provenance, one.claim.says, one.among or "drawn", *shares(one), one.independent,
         words.deciders(one), one.between, one.sets, one.informative, one.scale)
        for one in ordered
    ]  # fmt: skip
    return Table(
        "robustness", "Under other parameters", columns, rows, words.how_to_read(found), keys=("claim", "among")
    )


def shapes_table(found: Sequence[Robustness]) -> Table:
    """In which share of the parameter sets something has which shape over its range: one row for each shape."""
    columns = (
        CLAIM,
        SAYS,
        Column("among", meaning="of which sets: a file, or drawn from the declared ranges", heading="sets"),
        Column("shape", meaning="what it does from one end of the range to the other"),
        Column("share", "share", "share of the parameter sets that tell something in which it does so", "percent",
               interval=("low", "high")),
        Column("low", "share", "lower end of its 95 % interval", "percent"),
        Column("high", "share", "upper end of its 95 % interval", "percent"),
        Column("least", meaning="least change that counts, on the scale", format="number"),
        *(column for column in SHARES if column.name == "telling"),
        Column("present", "share", "share of all sets in which what is asked about is there at all", "percent",
               heading="there at all", interval=("present_low", "present_high")),
        Column("present_low", "share", "lower end of its 95 % interval", "percent"),
        Column("present_high", "share", "upper end of its 95 % interval", "percent"),
        *(column for column in OF_SETS if column.name != "between"),
    )  # fmt: skip
    rows = [
        (one.claim.id, one.claim.says, one.among or "drawn", name, *ends(share),
         one.claim.shape.minimum if one.claim.shape else math.nan, one.telling, *ends(one.present or NONE), one.sets,
         one.informative, one.scale)
        for one in found
        for name, share in zip(SHAPES, one.shapes, strict=True)
    ]  # fmt: skip
    return Table("shapes", "Shapes over a range", columns, rows, words.HOW_SHAPES, keys=("claim", "among", "shape"))


def _number_or(value: float, otherwise: float) -> float:
    return otherwise if math.isnan(value) else value


def artefacts_table(audited: Sequence[Audited]) -> Table:
    """What each claim is under each variant, and the worst of it: one row for each claim."""
    columns = (
        CLAIM,
        Column("usual", meaning="verdict as it is, by the same pairs", heading="as it is"),
        replace(ARTEFACT, heading="in all"),
        *(Column(name.replace(" ", "_"), meaning=variant.meaning) for name, variant in VARIANTS.items()),
    )
    rows = [
        (one.claim.id, one.usual.verdict, one.worst, *(one.standing(under) for under in one.variants))
        for one in audited
    ]
    return Table("artefacts", "Whether findings are artefacts", columns, rows, words.HOW_TO_AUDIT, keys=("claim",))


def variants_table(audited: Sequence[Audited]) -> Table:
    """Each test that decides, as it is and under each variant, with its effect and how far that has moved."""
    columns = (
        CLAIM,
        Column("variant"),
        TEST,
        Column("standing", meaning="robust, shifted or fragile: of the claim under the variant", heading="it is"),
        Column("verdict", meaning="of the test under the variant"),
        Column("found", meaning="effect with its interval of 95 %", heading="effect [95 %]"),
        Column("moved", meaning="move from the effect as it is, with its interval of 99 %", heading="moved [99 %]"),
        Column("why", meaning="what makes the claim what it is, or why nothing can be told"),
        *(column for column in NUMBERS if column.name in ("effect", "low", "high")),
        Column("move", meaning="mean move over pairs, on the scale", format="difference", shown=False),
        Column("move_low", meaning="lower end of its 99 % interval", format="number", shown=False),
        Column("move_high", meaning="upper end of its 99 % interval", format="number", shown=False),
    )
    rows = [row for one in audited for row in _rows_under(one)]
    return Table("variants", "Effects under each variant", columns, rows, keys=("claim", "variant", "test"))


def matrix_table(matrix: Matrix) -> Table:
    """Which share of each effect is gone without each mechanism: one row for each test and mechanism."""
    lost = Column("lost", "share", "share of the effect that is gone without the mechanism", "percent")
    rows = [
        (*test, mechanism, float(matrix.lost[row, column]))
        for column, test in enumerate(matrix.tests)
        for row, mechanism in enumerate(matrix.mechanisms)
    ]
    return Table("mechanisms", "What each claim needs", (CLAIM, TEST, Column("mechanism"), lost), rows, most=0)


def _rows_under(one: Audited) -> Iterator[Row]:
    for part in one.usual.parts:
        still = replace(part, move=math.nan)
        said = one.claim.id, "as it is", effects.spaced(part.test), "–", part.effect.verdict
        yield *said, *_moved(still, ""), *_move(None)
    for under in one.variants:
        said = one.claim.id, under.variant
        if not under.parts:
            nothing = (math.nan,) * 3
            yield *said, "", one.standing(under), under.verdict, "–", "–", one.reason(under), *nothing, *_move(None)
        for part in under.parts:
            shown = _moved(part, one.reason(under))
            yield *said, effects.spaced(part.test), one.standing(under), part.effect.verdict, *shown, *_move(part)


def _moved(part: Part, why: str) -> Row:
    effect = part.effect
    return effects.effect_of(effect), effects.move_of(part), why, effect.mean, effect.low, effect.high


def _move(part: Part | None) -> Row:
    return (math.nan,) * 3 if part is None else (part.move, part.move_low, part.move_high)


def needed_table(matrix: Matrix) -> Table:
    """For each test with an effect the mechanisms that it needs most, with the share that is gone without each."""
    rows = []
    for (claim, test), found in matrix.needed().items():
        named = [f"{effects.spaced(name)} {effects.percent(lost)}" for name, lost in found[:MOST_NEEDED]]
        more = [f"{len(found) - MOST_NEEDED} more"] if len(found) > MOST_NEEDED else []
        rows.append((claim, effects.spaced(test), ", ".join([*named, *more]) or "none alone"))
    needed = Column("needed", heading="mechanisms without which a fifth of the effect or more is gone")
    return Table("needed", "What each test needs", (CLAIM, TEST, needed), rows)
