"""The board: every claim decided, as plain data and as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from politburo.answer import Answer, Basis, Column, Provenance, Row, Table
from politburo.answer.provenance import DECIDING
from politburo.ask.claims import sentences as words
from politburo.ask.claims.artefacts import VARIANTS, Audited, Part, kept_audit
from politburo.ask.claims.designs import Registered, registered
from politburo.ask.claims.finding import Effect, Finding, Verdict, find, of_claim, reason
from politburo.ask.claims.measurement import is_measured, measure
from politburo.ask.claims.mixture import NONE, Share
from politburo.ask.claims.observables import undecidable
from politburo.ask.claims.record import Claim, shortened, without_shares
from politburo.ask.claims.registration import Registered as Registration
from politburo.ask.claims.registration import standing
from politburo.ask.claims.robustness import Matrix, Robustness, kept_matrix, kept_robustness
from politburo.ask.claims.shapes import SHAPES
from politburo.run.engines import Engine, OnProgress
from politburo.run.plan import model_sources
from politburo.terms.checks import printable, proposed
from politburo.terms.errors import ClaimError, UsageError


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim with what was found for each of its tests; `strict` counts all claims of the board together.

    `design` is what was registered for it before any run with it: nothing for a scholar's own claims, of which
    `registration` says whether they are as a registration has them. What cannot be tested yet has no findings.
    """

    claim: Claim
    findings: tuple[Finding, ...]
    verdict: Verdict
    strict: Verdict
    seconds: float
    design: Registered | None = None
    registration: str = ""

    @property
    def main(self) -> Finding | None:
        """The finding that stands for the claim: one that cannot be decided, the first that decides, or the first."""
        deciding = (one for one in self.findings if one.test.role == "decides" and one.verdict != "identity")
        return next((one for one in self.findings if one.why), next(deciding, next(iter(self.findings), None)))

    @property
    def in_the_rival(self) -> Effect | None:
        """What the test that stands for the claim gives in the rival model; nothing where there is none."""
        stated = (
            Effect(one.effect, one.low, one.high, one.verdict) for one in self.findings if one.test.role == "rival"
        )
        return self.main.rival if self.main is not None and self.main.rival is not None else next(stated, None)

    @property
    def rival(self) -> str:
        """The rival model in words; nothing where there is none."""
        said = (one.test.rival.says for one in self.findings if one.test.rival is not None)
        return next(said, next((one.test.says for one in self.findings if one.test.role == "rival"), ""))

    @property
    def is_check(self) -> bool:
        """Whether it shows no more than that the program does what it says."""
        return self.design is not None and self.design.kind == "implementation check"

    @property
    def why(self) -> str:
        """Why the verdict is not that of its own tests, or what is missing; nothing where that is not so."""
        return reason(self.findings) if self.findings else words.OVER_SETS if self.claim.shape else self.claim.missing


@dataclass(frozen=True, repr=False)
class Board(Answer):
    """Claims in their order, all decided. `short` tells the short form, whose verdicts are its own.

    `robustness` is what was found under parameter sets, `matrix` what each claim needs and `audited` whether it is an
    artefact, where the folder keeps them. A board on which only these were asked for has no decided claims.
    """

    question = "claims"

    decided: tuple[Decided, ...]
    kept_in: Path = Path("runs")
    short: bool = False
    robustness: tuple[Robustness, ...] = ()
    matrix: Matrix | None = None
    audited: tuple[Audited, ...] = ()

    def claim(self, name: str) -> Decided:
        """The claim of that id. Raises ClaimError for one that is not on the board."""
        for one in self.decided:
            if one.claim.id == name:
                return one
        known = tuple(one.claim.id for one in self.decided)
        raise ClaimError(f"There is no claim {name!r} on this board; {proposed(name, known)}")

    @property
    def claims(self) -> tuple[Decided, ...]:
        """What can be true or false of the system: all but implementation checks."""
        return tuple(one for one in self.decided if not one.is_check)

    @property
    def tests(self) -> int:
        """How many claims have a primary test, which the stricter verdicts count together."""
        return primary_tests([one.claim for one in self.claims])

    @property
    def folder(self) -> Path:
        """Where what was measured is kept."""
        return self.kept_in

    @property
    def title(self) -> str:
        """What the board decides."""
        return "Which claims hold in the simulation" + (", short form" if self.short else "")

    @property
    def provenance(self) -> Provenance:
        """Seed and version; each claim names its own country, months and number of runs."""
        seeds = dict.fromkeys(one.claim.seed for one in self.decided if one.findings)
        return Provenance(
            seed=next(iter(seeds), None), details={"measured in": self.folder.name, "model": model_sources()}
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """`claims` and `tests` where they are decided; what else was found of them where the folder keeps it.

        `claims` has all of it in one row for each claim, and people see a part of that in `standing`. What else there
        is are `robustness`, `shapes`, `artefacts` with `variants`, and `mechanisms`.
        """
        tests = tests_table(self.decided)
        tests = tests if len(tests.rows) <= MOST_TESTS else replace(tests, most=0)
        checks = checks_table(self)
        decided = ((claims_table(self),) if self.claims else ()) + standing_table(self)
        decided += (checks,) if checks.rows else ()
        decided += (tests,) if self.decided else ()
        shaped = [one for one in self.robustness if one.shapes]
        across = (robustness_table(self.robustness),) if len(self.robustness) > len(shaped) else ()
        across += (shapes_table(shaped),) if shaped else ()
        needs = () if self.matrix is None else (matrix_table(self.matrix),)
        audited: tuple[Table, ...] = ()
        if self.audited:
            variants = variants_table(self.audited)
            variants = variants if len(variants.rows) <= MOST_TESTS else replace(variants, most=0)
            audited = (artefacts_table(self.audited), variants)
        return *decided, *across, *audited, *needs

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many claims hold at the defaults and in how much of the plausible parameters, and how to read it."""
        across = (words.headline(self),) if self.decided or self.robustness else ()
        read = "\n".join(("How to read this board", *(f"  {name}: {said}" for name, said in words.reading(self))))
        counted = "\n".join(words.counted(self))
        verdicts = (read, counted, words.multiple(self), words.lead(self)) if self.decided else ()
        verdicts = tuple(filter(None, verdicts))
        needs = () if self.matrix is None else tuple(words.needs(self.matrix))
        audited = (words.artefacts(self.audited),) if self.audited else ()
        registered = tuple(filter(None, (words.registrations(self),)))
        return *across, *verdicts, *audited, *registered, *needs


def decide(
    claims: Sequence[Claim],
    folder: Path,
    *,
    short: bool = False,
    registration: Registration | None = None,
    beside: Sequence[Path] = (),
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> Board:
    """Decide claims; runs that are finished in `folder` are not done again.

    With a `registration` each claim says whether it is as it was registered. What the folders `beside` keep of the
    claims besides runs stands on the board, too. Raises as `measurement.measure` does, and as `kept`.
    """
    found_besides = kept(claims, folder, short=short, beside=beside)
    asked = in_short(claims) if short else tuple(claims)
    found = measure([asked], folder, engine=engine, on_progress=on_progress)[0]
    designs = [registered(claim, short=short) for claim in claims]
    tests = primary_tests(
        [claim for claim, design in zip(claims, designs, strict=True) if design is None or design.tested]
    )
    decided = []
    for design, claim, whole in zip(designs, asked, claims, strict=True):
        findings = tuple(
            find(claim, test, found.rows[claim.id], tests, undecidable(claim, test)) for test in claim.tests
        )
        usual = of_claim(findings, votes=claim.votes, shape=claim.shape is not None)
        strict = of_claim(findings, strict=True, votes=claim.votes, shape=claim.shape is not None)
        stands = "" if registration is None else standing(whole, registration, short=short)
        decided.append(Decided(claim, findings, usual, strict, found.seconds[claim.id], design, stands))
    return Board(tuple(decided), folder, short, **found_besides)


def primary_tests(claims: Sequence[Claim]) -> int:
    """How many of some claims have a test that can decide them."""
    return max(sum(bool(claim.tests) for claim in claims), 1)


def decided_before(
    claims: Sequence[Claim],
    folder: Path,
    *,
    short: bool = False,
    registration: Registration | None = None,
    beside: Sequence[Path] = (),
) -> Board:
    """What is measured already of these claims, under parameter sets and in the matrix too; nothing is simulated."""
    if is_measured([in_short(claims) if short else tuple(claims)], folder):
        return decide(claims, folder, short=short, registration=registration, beside=beside)
    return Board((), folder, short, **kept(claims, folder, short=short, beside=beside))


def kept(claims: Sequence[Claim], folder: Path, *, short: bool, beside: Sequence[Path] = ()) -> dict[str, Any]:
    """What a folder, and others beside it, keep of these claims besides their runs; of two of a kind the first.

    Raises UsageError for a folder beside that keeps nothing of them.
    """
    robustness: dict[tuple[str, str], Robustness] = {}
    audited: dict[str, Audited] = {}
    matrix: Matrix | None = None
    for place in (folder, *beside):
        shares, audit, needs = (
            kept_robustness(claims, place, short=short), kept_audit(claims, place), kept_matrix(claims, place)
        )  # fmt: skip
        if place in beside and not (shares or audit or needs):
            raise UsageError(
                f"{printable(str(place))} keeps nothing of these claims from this version of the model: neither under "
                "parameter sets, nor as an artefact, nor without mechanisms. With --seed, an audit is of that seed."
            )
        robustness = {(one.claim.id, one.among): one for one in shares} | robustness
        audited = {one.claim.id: one for one in audit} | audited
        matrix = matrix or needs
    order = [claim.id for claim in claims]
    return {
        "robustness": tuple(
            sorted(robustness.values(), key=lambda one: (not one.among, one.among, order.index(one.claim.id)))
        ),
        "matrix": matrix,
        "audited": tuple(sorted(audited.values(), key=lambda one: order.index(one.claim.id))),
    }


def in_short(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What the short form decides."""
    return tuple(without_shares(claim) for claim in shortened(claims))


MOST_TESTS = 24
"""Tests that people see beside the claims; those of a larger board are on its page and in its files."""

MOST_NEEDED = 6
"""Mechanisms that are named for one test."""

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
         *(_shares(across.get(one.claim.id)) if across else ()),
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
        (one.claim.id, words.spaced(finding.test.name), finding.test.role, finding.verdict, *_found(finding),
         *_numbers(finding), finding.strict, finding.test.watch.observe)
        for one in decided
        for finding in one.findings
    ]  # fmt: skip
    return Table("tests", "Tests", columns, rows, basis=BASIS, keys=("claim", "test"))


def failing_table(board: Board) -> Table:
    """What a report states and the simulation does not show, with the primary test."""
    columns = (CLAIM, SAYS, TEST, *FOUND)
    rows = [
        (one.claim.id, one.claim.says, words.spaced(one.main.test.name), one.verdict, *_found(one.main))
        for one in board.claims
        if "R" in one.claim.provenance and one.verdict in FAILING and one.main
    ]
    return Table("failing", "What the reports state and the simulation does not show", columns, rows, basis=BASIS)


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
        (one.claim.id, one.claim.provenance, one.claim.says, one.among or "drawn", *_shares(one), one.independent,
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
        (one.claim.id, one.claim.says, one.among or "drawn", name, *_ends(share),
         one.claim.shape.minimum if one.claim.shape else math.nan, one.telling, *_ends(one.present or NONE), one.sets,
         one.informative, one.scale)
        for one in found
        for name, share in zip(SHAPES, one.shapes, strict=True)
    ]  # fmt: skip
    return Table("shapes", "Shapes over a range", columns, rows, words.HOW_SHAPES, keys=("claim", "among", "shape"))


def _ends(share: Share) -> Row:
    return share.value, share.low, share.high


def _shares(one: Robustness | None) -> Row:
    if one is None:
        return (math.nan,) * len(SHARES)
    return *_ends(one.sign), *_ends(one.minimum), one.telling


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
        said = one.claim.id, "as it is", words.spaced(part.test), "–", part.effect.verdict
        yield *said, *_moved(still, ""), *_move(None)
    for under in one.variants:
        said = one.claim.id, under.variant
        if not under.parts:
            nothing = (math.nan,) * 3
            yield *said, "", one.standing(under), under.verdict, "–", "–", one.reason(under), *nothing, *_move(None)
        for part in under.parts:
            shown = _moved(part, one.reason(under))
            yield *said, words.spaced(part.test), one.standing(under), part.effect.verdict, *shown, *_move(part)


def _moved(part: Part, why: str) -> Row:
    effect = part.effect
    return words.effect_of(effect), words.move_of(part), why, effect.mean, effect.low, effect.high


def _move(part: Part | None) -> Row:
    return (math.nan,) * 3 if part is None else (part.move, part.move_low, part.move_high)


def needed_table(matrix: Matrix) -> Table:
    """For each test with an effect the mechanisms that it needs most, with the share that is gone without each."""
    rows = []
    for (claim, test), found in matrix.needed().items():
        named = [f"{words.spaced(name)} {words.percent(lost)}" for name, lost in found[:MOST_NEEDED]]
        more = [f"{len(found) - MOST_NEEDED} more"] if len(found) > MOST_NEEDED else []
        rows.append((claim, words.spaced(test), ", ".join([*named, *more]) or "none alone"))
    needed = Column("needed", heading="mechanisms without which a fifth of the effect or more is gone")
    return Table("needed", "What each test needs", (CLAIM, TEST, needed), rows)


def _design(design: Registered | None) -> Row:
    if design is None:
        return ("",) * len(DESIGN)
    standing, _, why = design.standing.partition(": ")
    return design.voice, design.status, design.hash, standing, why, design.kind


def _named(finding: Finding | None) -> Row:
    return (words.spaced(finding.test.name) if finding else "–",)


def _rival(one: Decided) -> Row:
    """The rival with what was found in it, in words and as numbers."""
    found = one.in_the_rival or Effect(math.nan, math.nan, math.nan, "not decided")
    name = one.rival.partition(":")[0]
    shown = words.in_the_rival(one.in_the_rival)
    said = f"{name}: {shown}" if name and one.in_the_rival else shown
    return said, one.rival, found.mean, found.low, found.high, found.verdict if one.in_the_rival else ""


def _found(finding: Finding | None) -> Row:
    if finding is None:
        return ("–", "–", "–")
    return words.in_units(finding), words.asked(finding), words.share(finding)


def _numbers(finding: Finding | None) -> Row:
    if finding is None:
        nothing = math.nan
        return (nothing,) * 5 + ("", "", nothing, nothing, 0)
    numbers = (finding.base, finding.changed, finding.effect, finding.low, finding.high)
    return *numbers, finding.test.expect, finding.test.scale, finding.asked, finding.share, finding.pairs
