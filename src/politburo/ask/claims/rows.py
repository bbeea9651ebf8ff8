"""The row of a claim: whose it is, what was found of it and how surely; and those of its tests."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from politburo.answer import Basis, Column, Row, Table
from politburo.answer.provenance import DECIDING
from politburo.ask.claims import effect_words as effects
from politburo.ask.claims import sentences as words
from politburo.ask.claims.designs import Registered
from politburo.ask.claims.finding import Effect, Finding
from politburo.ask.claims.mixture import Share
from politburo.ask.claims.robustness import Robustness

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board, Decided

FAILING = ("fails", "too small", "not decided")
"""Verdicts that leave a claim unsupported."""

BASIS = Basis("pairs of runs", level=DECIDING)

ROLE = Column("role", meaning="whether it decides, is a condition, a placebo or a rival, or is only shown")
CLAIM, TEST = Column("claim", meaning="id of the claim"), Column("test")
SOURCE = Column(
    "stated_as", meaning="R stated by a report, B believed, H our hypothesis, L the literature", heading="from"
)
SAYS = Column("says", meaning="what is claimed", heading="what it says")
FOUND = (
    Column("verdict", meaning="what the tests decide"),
    Column("found", meaning="levels of both arms, and the effect with its interval", heading="effect [95 %]"),
    Column("asked", meaning="what was asked for, set beforehand", heading="asked for"),
    Column("through", meaning="share of the effect that is gone with the mechanisms off", heading="share through"),
)
REGISTERED = Column("registered", meaning="whether what was run is what was registered")
WHY = Column("why", meaning="why the verdict is not that of its own test, or what is missing", shown=False)
IN_THE_RIVAL = (
    Column("rival", meaning="the model in which the claim should fail, and the effect of the same test there",
           heading="in the rival [95 %]"),
    Column("rival_model", meaning="that model in words", shown=False),
    Column("rival_effect", meaning="mean over pairs in it, on the scale", format="difference", shown=False),
    Column("rival_low", meaning="lower end of its 95 % interval", format="number", shown=False),
    Column("rival_high", meaning="upper end of its 95 % interval", format="number", shown=False),
    Column("rival_verdict", meaning="what the test says in it", shown=False),
)  # fmt: skip
DESIGN = (
    Column("voice", meaning="whose voice it is in the report"),
    Column("status", meaning="predicted, or accommodated after a failure"),
    Column("design", meaning="hash of the design that was registered before any run with it (docs/designs.md)"),
    Column("standing", meaning="confirmed with the model frozen and on fresh seeds, or exploratory"),
    Column("standing_why", meaning="why it is exploratory", shown=False),
    Column("kind", meaning="claim, implementation check, finding, or not testable yet, by design", shown=False),
)
ARTEFACT = Column(
    "artefact",
    meaning="robust, shifted or fragile where what must not matter is other",
    heading="as an artefact",
)
SHARES = (
    Column("sign_right", "share", "share of the parameter sets that tell something in which the true effect has the "
           "right sign", "percent", interval=("sign_low", "sign_high")),
    Column("sign_low", "share", "lower end of its 95 % interval", "percent"),
    Column("sign_high", "share", "upper end of its 95 % interval", "percent"),
    Column("minimum_reached", "share", "share of these sets in which the true effect reaches the minimum set "
           "beforehand", "percent", interval=("minimum_low", "minimum_high")),
    Column("minimum_low", "share", "lower end of its 95 % interval", "percent"),
    Column("minimum_high", "share", "upper end of its 95 % interval", "percent"),
    Column("telling", "share", "share of all sets that tell something of the claim", "percent",
           heading="sets that tell"),
)  # fmt: skip
OF_SETS = (
    Column("between", "share", "part of the variance of what was measured that is there between the sets; the "
           "rest is noise of the runs, which is taken out", "percent", shown=False),
    Column("sets", "sets", "parameter sets that were asked", "count", shown=False),
    Column("informative", "sets", "sets that tell something of the claim", "count", shown=False),
    Column("scale", "share", "part of the claim's own scale that was simulated", "percent", shown=False),
)  # fmt: skip
NUMBERS = (
    Column("base", meaning="level of the base arm", format="number", shown=False),
    Column("changed", meaning="level of the changed arm", format="number", shown=False),
    Column("effect", meaning="mean over pairs, on the scale", format="difference", shown=False),
    Column("low", meaning="lower end of the 95 % interval", format="number", shown=False),
    Column("high", meaning="upper end of the 95 % interval", format="number", shown=False),
    Column("expected", meaning="direction that was claimed", shown=False),
    Column("scale", meaning="scale of the effect", shown=False),
    Column("minimum", meaning="least effect, or margin, set beforehand", format="number", shown=False),
    Column("mediated_share", "share", "share of the effect through the mechanisms", "percent", shown=False),
    Column("pairs", "pairs", "pairs of runs that gave a value", "count", shown=False),
    Column(
        "verdict_counting_all_claims", meaning="verdict with an interval that counts all claims together", shown=False
    ),
)


def claims_table(board: Board) -> Table:
    """One row for each claim, with its primary test and all that is known of it."""
    found = _rows_of("claims", "Claims", board.claims, _across(board), _artefacts(board), words.designs(board))
    return _without(found, [column.name for column in _standing_columns(board)[2:]])


def standing_table(board: Board) -> tuple[Table, ...]:
    """How far each claim stands, of what `claims` has: whose it is, in how many sets, as an artefact, confirmed."""
    columns = _standing_columns(board)
    if not board.claims or len(columns) == 2:
        return ()
    found = claims_table(board)
    rows = [[row[found.places[column.name]] for column in columns] for row in found.rows]
    return (Table("standing", "How far each claim stands", columns, rows, words.STANDING, keys=("claim",)),)


def _standing_columns(board: Board) -> tuple[Column, ...]:
    shares = SHARES if board.robustness else ()
    audited = (ARTEFACT,) if board.audited else ()
    designed = tuple(column for column in DESIGN if column.shown) if any(one.design for one in board.claims) else ()
    return (CLAIM, SOURCE, *designed[:2], *shares, *audited, *designed[2:])


def checks_table(board: Board) -> Table:
    """One row for each implementation check."""
    checks = [one for one in board.decided if one.is_check]
    found = _rows_of("checks", "Implementation checks", checks, {}, _artefacts(board), words.CHECKS)
    return _without(found, ("voice", "status", "standing"))


def _without(table: Table, names: Sequence[str]) -> Table:
    """The table as it is for files and programs, of which people do not see some columns."""
    columns = (replace(column, shown=column.shown and column.name not in names) for column in table.columns)
    return replace(table, columns=tuple(columns))


def _across(board: Board) -> dict[str, Robustness]:
    """What was found of each claim: the sets of a file go before drawn ones."""
    return {one.claim.id: one for one in reversed(board.robustness)}


def _artefacts(board: Board) -> dict[str, str]:
    return {one.claim.id: words.artefact(one) for one in board.audited}


def _rows_of(
    name: str,
    title: str,
    decided: Sequence[Decided],
    across: Mapping[str, Robustness],
    audited: Mapping[str, str],
    note: str,
) -> Table:
    designed = any(one.design for one in decided)
    rivals = any(one.in_the_rival is not None for one in decided)
    columns = (
        CLAIM,
        SOURCE,
        SAYS,
        FOUND[0],
        Column("test", meaning="the test that stands for the claim"),
        *FOUND[1:],
        *(IN_THE_RIVAL if rivals else ()),
        *(SHARES if across else ()),
        *((ARTEFACT,) if audited else ()),
        *(DESIGN if designed else ()),
        *((REGISTERED,) if any(one.registration for one in decided) else ()),
        WHY,
        *NUMBERS,
        Column("source", meaning="where the claim is stated", shown=False),
        Column("seconds", "s", "time that its runs took", "number", shown=False),
    )
    rows = [
        (one.claim.id, one.claim.provenance, one.claim.says, one.verdict, *_named(one.main), *_found(one.main),
         *(_rival(one) if rivals else ()),
         *(shares(across.get(one.claim.id)) if across else ()),
         *((audited.get(one.claim.id, "not measured"),) if audited else ()),
         *(_design(one.design) if designed else ()),
         *((one.registration,) if any(one.registration for one in decided) else ()), one.why,
         *_numbers(one.main), one.strict, one.claim.source,
         round(one.seconds, 1))
        for one in decided
    ]  # fmt: skip
    return Table(name, title, columns, rows, note, basis=BASIS, keys=("claim",))


def tests_table(decided: Sequence[Decided]) -> Table:
    """One row for each test of each of these claims."""
    columns = (CLAIM, TEST, ROLE, *FOUND, *NUMBERS, Column("observed", shown=False))
    rows = [
        (one.claim.id, effects.spaced(finding.test.name), finding.test.role, finding.verdict, *_found(finding),
         *_numbers(finding), finding.strict, finding.test.watch.observe)
        for one in decided
        for finding in one.findings
    ]  # fmt: skip
    return Table("tests", "Tests", columns, rows, basis=BASIS, keys=("claim", "test"))


def failing_table(board: Board) -> Table:
    """What a report states and the simulation does not show, with the primary test."""
    columns = (CLAIM, SAYS, TEST, *FOUND)
    rows = [
        (one.claim.id, one.claim.says, effects.spaced(one.main.test.name), one.verdict, *_found(one.main))
        for one in board.claims
        if "R" in one.claim.provenance and one.verdict in FAILING and one.main
    ]
    return Table("failing", "What the reports state and the simulation does not show", columns, rows, basis=BASIS)


def ends(share: Share) -> Row:
    """A share with both ends of its interval."""
    return share.value, share.low, share.high


def shares(one: Robustness | None) -> Row:
    """The cells of SHARES; nothing of what was not measured."""
    if one is None:
        return (math.nan,) * len(SHARES)
    return *ends(one.sign), *ends(one.minimum), one.telling


def _design(design: Registered | None) -> Row:
    if design is None:
        return ("",) * len(DESIGN)
    standing, _, why = design.standing.partition(": ")
    return design.voice, design.status, design.hash, standing, why, design.kind


def _named(finding: Finding | None) -> Row:
    return (effects.spaced(finding.test.name) if finding else "–",)


def _rival(one: Decided) -> Row:
    """The rival with what was found in it, in words and as numbers."""
    found = one.in_the_rival or Effect(math.nan, math.nan, math.nan, "not decided")
    name = one.rival.partition(":")[0]
    shown = effects.in_the_rival(one.in_the_rival)
    said = f"{name}: {shown}" if name and one.in_the_rival else shown
    return said, one.rival, found.mean, found.low, found.high, found.verdict if one.in_the_rival else ""


def _found(finding: Finding | None) -> Row:
    if finding is None:
        return ("–", "–", "–")
    return effects.in_units(finding), effects.asked(finding), effects.share(finding)


def _numbers(finding: Finding | None) -> Row:
    if finding is None:
        nothing = math.nan
        return (nothing,) * 5 + ("", "", nothing, nothing, 0)
    numbers = (finding.base, finding.changed, finding.effect, finding.low, finding.high)
    return *numbers, finding.test.expect, finding.test.scale, finding.asked, finding.share, finding.pairs
