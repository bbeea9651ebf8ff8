"""What the page of a board says, as plain data; page makes HTML of it, and markdown a text for a repository."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from markupsafe import Markup

from politburo.ask.claims import sentences
from politburo.ask.claims.board import Board, Decided
from politburo.ask.claims.decision import VERDICTS, Finding
from politburo.ask.claims.design import Facts, command, design, spaced
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.measurement import SEED
from politburo.ask.claims.priors import Robustness
from politburo.ask.claims.record import PROVENANCES
from politburo.ask.claims.sentences import asked, in_units, share
from politburo.run.plan import model_sources
from politburo.show import rendering
from politburo.show.claims.chart import TONES, svg_of
from politburo.show.claims.matrix import needed_by, specification


@dataclass(frozen=True, slots=True)
class TestCard:
    """One test: its picture (SVG), the effect in words, what was asked for, the share, verdicts, and the design."""

    __test__ = False

    name: str
    says: str
    picture: Markup
    effect: str
    asked: str
    share: str
    verdict: str
    strict: str
    tone: str
    pairs: int
    design: Facts


@dataclass(frozen=True, slots=True)
class Card:
    """One claim with its tests; `across` is the share of the prior space in words, empty where not measured."""

    id: str
    says: str
    source: str
    provenance: str
    verdict: str
    strict: str
    tone: str
    across: str
    deciders: str
    runs: int
    seconds: str
    note: str
    tests: tuple[TestCard, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """The matrix: its picture (SVG), what it says of mechanisms, and for each test the mechanisms it needs."""

    picture: Markup
    words: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole page. `provenances` and `verdicts` of claims are those that occur, `legend` all verdicts."""

    title: str
    lead: str
    version: str
    headline: str
    how_to_read: str
    counted: tuple[str, ...]
    multiple: str
    cards: tuple[Card, ...]
    provenances: Facts
    verdicts: Facts
    legend: Facts
    needs: Needs | None
    command: str
    reproduction: Facts


def content_of(board: Board) -> Content:
    """What the page of this board says."""
    across = {one.claim.id: one for one in board.robustness}
    claims = tuple(one.claim for one in board.decided)
    return Content(
        title=board.title,
        lead=sentences.lead(board),
        version=version("politburo"),
        headline=sentences.headline(board),
        how_to_read=sentences.how_to_read(board.robustness) if board.robustness else "",
        counted=tuple(sentences.counted(board)),
        multiple=sentences.multiple(board),
        cards=tuple(_card(one, across.get(one.claim.id)) for one in board.decided),
        provenances=tuple((name, said) for name, said in PROVENANCES.items() if _occurs(board, provenance=name)),
        verdicts=tuple((name, said) for name, said in VERDICTS.items() if _occurs(board, verdict=name)),
        legend=tuple(VERDICTS.items()),
        needs=None if board.matrix is None else _needs(board.matrix),
        command=command(claims, short=board.short),
        reproduction=(
            ("politburo", version("politburo")),
            ("Sources of the model", model_sources()),
            ("Seed", str(SEED)),
            ("Folder of what was measured", board.folder.name),
        ),
    )


def _occurs(board: Board, *, provenance: str = "", verdict: str = "") -> bool:
    return any(one.claim.provenance == provenance or one.verdict == verdict for one in board.decided)


def _card(one: Decided, across: Robustness | None) -> Card:
    claim = one.claim
    return Card(
        id=claim.id,
        says=claim.says,
        source=claim.source,
        provenance=claim.provenance,
        verdict=one.verdict,
        strict=one.strict,
        tone=TONES.get(one.verdict, "plain"),
        across="" if across is None else sentences.across(across),
        deciders="" if across is None or not across.deciders else sentences.deciders(across),
        runs=claim.runs,
        seconds=f"{one.seconds:,.0f} s",
        note=claim.note,
        tests=tuple(map(_test, one.findings)),
    )


def _test(finding: Finding) -> TestCard:
    test = finding.test
    return TestCard(
        name=spaced(test.name),
        says=test.says,
        picture=Markup(svg_of(finding)),
        effect=in_units(finding),
        asked="" if test.expect == "reported" else asked(finding),
        share=share(finding) if test.through else "",
        verdict=finding.verdict,
        strict=finding.strict,
        tone=TONES.get(finding.verdict, "plain"),
        pairs=finding.pairs,
        design=design(test),
    )


def _needs(matrix: Matrix) -> Needs:
    return Needs(Markup(rendering.svg(specification(matrix))), tuple(sentences.needs(matrix)), tuple(_rows(matrix)))


def _rows(matrix: Matrix) -> Iterator[tuple[str, str]]:
    """For each test with an effect: the mechanisms it needs, with the share that is gone without each."""
    for (claim, test), found in needed_by(matrix):
        told = ", ".join(f"{spaced(name)} {sentences.percent(lost)}" for name, lost in found)
        yield f"{claim} {spaced(test)}", told or "none alone"
