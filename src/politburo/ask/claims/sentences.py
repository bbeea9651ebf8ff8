"""A board in words: how much of it holds, under which parameters, how surely, and how it is to be read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer.numbers import fixed, numbered
from politburo.answer.provenance import DECIDING
from politburo.ask.claims.arm_words import Facts
from politburo.ask.claims.artefacts import MOVED_LEVEL, NO_HALF_MONTHS, STANDINGS, VARIANTS, Audited
from politburo.ask.claims.effect_words import named, percent, short
from politburo.ask.claims.finding import HELD, VERDICTS
from politburo.ask.claims.mechanism_matrix import Matrix
from politburo.ask.claims.mixture import Share
from politburo.ask.claims.record import PROVENANCES, SHORT_SCALE, Claim
from politburo.ask.claims.robustness import PAIRS, Robustness
from politburo.ask.claims.shapes import SHAPES

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board

MOSTLY, BUILT_IN = 0.9, 0.95
"""Share of the sets that counts as most of them; and that of drawn sets from which a sign may well be built in."""


def lead(board: Board) -> str:
    """What the board is, and what nobody should take it for."""
    checks = len(board.decided) - len(board.claims)
    claims = "One claim" if len(board.claims) == 1 else f"{len(board.claims)} claims"
    beside = f", and {numbered(checks, 'implementation check')}" if checks else ""
    arms = [test.base for one in board.decided for test in one.claim.tests]
    arms += [one.claim.shape.levels[0] for one in board.decided if one.claim.shape]
    countries = dict.fromkeys(arm.plan.title for arm in arms)
    said = (
        f"{claims} about how such a system works{beside}, decided in {' and '.join(countries) or 'no country yet'} by "
        "paired runs: the same seeds in both arms, one thing changed, and minimum effects, margins and numbers of runs "
        "set beforehand. All of it is simulated; nothing here says that the real country works like this."
    )
    return said + (" Small scale and few runs: these verdicts are weaker than the board's own." if board.short else "")


def headline(board: Board) -> str:
    """In how much of the parameter space claims have the right sign, and how many hold at the defaults.

    Each sentence may be quoted alone: it says by itself that it is of the simulation, and never that a claim is true.
    """
    kinds = dict.fromkeys(one.among for one in board.robustness if not math.isnan(one.telling))
    said = [_headline(among, [one for one in board.robustness if one.among == among]) for among in kinds]
    return " ".join(filter(None, (*said, _held(board), "" if said else NOT_ACROSS)))


NOT_ACROSS = (
    "In what share of the parameter sets that a survey does not rule out each effect has the right sign was not "
    "measured here; “politburo claims --sets FILE” measures it, and “--across-priors 200” the same over sets drawn "
    "from the declared ranges."
)
"""What stands in place of shares that were not measured."""


def _held(board: Board) -> str:
    tested = [one for one in board.claims if one.findings and one.verdict != "reported"]
    if not tested:
        return ""
    held = sum(one.verdict in HELD for one in tested)
    countries = " and ".join(dict.fromkeys(test.base.plan.title for one in tested for test in one.claim.tests))
    return (
        f"In the simulation of {countries}, at the default parameters, {held} of {numbered(len(tested), 'claim')} that "
        "were tested show what is stated, as large as was asked for beforehand; that a claim is true of the "
        "real country follows from none of them."
    )


def _headline(among: str, found: Sequence[Robustness]) -> str:
    tested = [one for one in found if one.sets]
    told = [one for one in tested if not math.isnan(one.minimum.value)]
    said = f"Simulated under {numbered(max(one.sets for one in tested), 'parameter set')} {_of(among)}"
    if len(tested) == 1:
        return f"{said}: {tested[0].claim.id}, {across(tested[0])}."
    tested = [one for one in tested if not one.shapes]
    right = sum(one.sign.value >= MOSTLY for one in told)
    reached = sum(one.minimum.value >= 0.5 for one in told)
    return (
        f"{said}, {right} of {numbered(len(tested), 'claim')} that can be tested have the right sign in at least "
        f"{percent(MOSTLY)} of those that tell something, and {reached} reach their minimum in at least half."
    )


def _of(among: str) -> str:
    return f"of {among}" if among else "drawn from the declared ranges"


COLUMNS = (
    (
        "from",
        "R a report states it; B cadres believe it or the leader wants it; H is ours; L is from the literature",
    ),
    ("effect", "level of the base arm → of the changed arm, and the mean difference of their pairs of runs"),
    ("asked for", "direction and least effect, or margin of a null, set before any run"),
    ("share through", "what of the effect is gone with these mechanisms off; above 100 % it reverses without them"),
    (
        "in the rival",
        "the same test in a model in which the claim should fail: if it holds there too, it tells nothing",
    ),
)
"""How a board is read, column by column."""

REGISTERED = (
    ("status", "predicted: the model was not changed for it; accommodated: it was, or the report was in hand"),
    ("standing", "confirmed: the model frozen, fresh seeds, just as designed; exploratory: not so"),
)
ACROSS = (
    ("sign right", "share of sets, of those that tell something of it, with the right sign; noise of runs taken out"),
)
AUDITED = (
    (
        "as an artefact",
        "robust, shifted or fragile in another order, under other labels, on other streams, in a larger population",
    ),
)
"""The same of columns that stand where this was registered or measured."""

STANDING = (
    "Whose claim it is, whether the model predicted it, and how much is known beyond the default parameters. What a "
    "verdict is worth is in this table; why one is exploratory is in the designs (docs/designs.md)."
)


def reading(board: Board) -> Facts:
    """How to read a board, on one screen: its columns, and those verdicts that stand on it."""
    on_it = {finding.verdict for one in board.decided for finding in one.findings} | {
        one.verdict for one in board.decided
    }
    beyond = (
        *(REGISTERED if any(one.design for one in board.claims) else ()),
        *(ACROSS if board.robustness else ()),
        *(AUDITED if board.audited else ()),
    )
    return (*COLUMNS, *beyond, *((name, meaning) for name, meaning in VERDICTS.items() if name in on_it))


def how_to_read(found: Sequence[Robustness]) -> str:
    """What the shares are of, how they are found, and what else is to be known of them."""
    said = (
        f"Shares are of the sets that tell something: each set gets {numbered(PAIRS, 'pair')} of runs, and the noise "
        "of the runs is taken out (random effects; the spread of true effects is a mixture of normals). The primary "
        "test alone is run, without its conditions, placebos and rival. Intervals are of 95 %, of as many independent "
        "sets as tell as much as these: sets of one chain of a search are alike."
    )
    if any(one.scale < 1 for one in found):
        said += f" Here it is the short form: a few sets, at {percent(SHORT_SCALE)} of each claim's scale."
    if among := dict.fromkeys(one.among for one in found if one.among):
        said += f" Sets of {', '.join(among)} are those that were given, not all that could be drawn."
    if built := [one.claim.id for one in found if not one.among and one.sign.low >= BUILT_IN]:
        said += (
            " Of the right sign in nearly all of the declared ranges, before evidence is looked at, and so perhaps "
            f"built in: {', '.join(built)}."
        )
    return said


def across(one: Robustness) -> str:
    """For one claim: in what share the sign is right and the minimum reached, and how many sets tell something."""
    if not one.sets:
        return "nothing in it can be tested"
    tell = f"{one.informative} of {one.sets} sets tell something, as much as {one.independent:.3g} independent ones"
    if one.shapes and not math.isnan(one.shapes[0].value):
        shares = [f"{name} in {_share_of(found)}" for name, found in zip(SHAPES, one.shapes, strict=True)]
        there = "" if one.present is None else f"; there at all in {_share_of(one.present)} of all sets"
        return f"{', '.join(shares)}{there}; {tell}"
    if math.isnan(one.minimum.value):
        return f"too few sets tell something ({one.informative} of {one.sets})"
    sign = "" if math.isnan(one.sign.value) else f"sign right in {_share_of(one.sign)}, "
    return f"{sign}minimum reached in {_share_of(one.minimum)}; {tell}"


OVER_SETS = (
    "it asks how something goes over a whole range, over parameter sets alone and not at the defaults: “politburo "
    "claims --sets north-korea” says in which share of them it has which shape"
)
"""Why a claim that asks for a shape is not decided at the defaults."""

HOW_SHAPES = (
    "Under each set every level of the range is run as often as designed, the break point is chosen by as many runs on "
    "other seeds, and a leg counts from the least change on; the noise of the runs is taken out as above. A set tells "
    "something where both legs have a value in nine pairs out of ten: not where the regime falls early more often, or "
    "nothing of the kind is ever there. Intervals are of 95 %, over as many independent sets as tell as much as these; "
    "they leave out what no set of these has."
)
"""How shares of shapes are found."""


def _share_of(found: Share) -> str:
    return f"{percent(found.value)} [{fixed(100 * found.low, 0)}, {fixed(100 * found.high, 0)}]"


HOW_TO_AUDIT = (
    f"Decided again by the same pairs where something is other that must not matter: "
    f"{'; '.join(f'{name} ({variant.meaning})' for name, variant in VARIANTS.items())}. "
    f"{'; '.join(f'{name}: {meaning}' for name, meaning in STANDINGS.items())}. {NO_HALF_MONTHS}"
)
"""What is other under each variant, and by which rules a claim is called what it is."""


def artefact(one: Audited) -> str:
    """What a claim is where something is other that must not matter, and what is to blame."""
    return f"{one.worst}: {', '.join(one.to_blame)}" if one.to_blame else one.worst


def artefacts(found: Sequence[Audited]) -> str:
    """How many claims are what, and how many moves chance alone would be taken for."""
    told = Counter(one.worst for one in found)
    said = ", ".join(f"{told[name]} {name}" for name in STANDINGS if told[name])
    told_apart = (under for one in found for under in one.variants if not one.standing(under).startswith("not "))
    looks = sum(len(under.parts) for under in told_apart)
    edge = sum(one.by_chance_perhaps for one in found)
    perhaps = f" (in {edge} of them only the verdict, while no effect has moved beyond chance)" if edge else ""
    said = said.replace(" fragile", f" fragile{perhaps}")
    return (
        f"Where what must not matter is other, of {numbered(len(found), 'claim')}: {said}. Of "
        f"{numbered(looks, 'look')} at an effect about {looks * (1 - MOVED_LEVEL):.2g} would be taken for a move by "
        "chance alone."
    )


def deciders(one: Robustness) -> str:
    """The parameters that decide most where the sign is right, or the minimum reached."""
    return "; ".join(f"{name} {'large' if apart > 0 else 'small'}" for name, apart in one.deciders) or "–"


def counted(board: Board) -> list[str]:
    """How many claims of each provenance have which verdict."""
    lines = []
    for provenance in dict.fromkeys(one.claim.provenance for one in board.claims):
        verdicts = Counter(one.verdict for one in board.claims if one.claim.provenance == provenance)
        told = ", ".join(f"{verdicts[name]} {short(name)}" for name in VERDICTS if verdicts[name])
        lines.append(f"{provenance} ({provenance_in_words(provenance)}): {told}")
    return lines


def provenance_in_words(provenance: str) -> str:
    """Where a claim comes from; one with two parts, each with a provenance of its own, says both."""
    return "; in part ".join(PROVENANCES[part].partition(":")[0] for part in provenance.split("/"))


def multiple(board: Board) -> str:
    """What counting all claims together changes; nothing where no claim is tested."""
    if not any(one.claim.tests for one in board.claims):
        return ""
    moved = [f"{one.claim.id} ({one.strict})" for one in board.claims if one.strict != one.verdict]
    return (
        f"Intervals are of 95 % each; {numbered(board.tests, 'primary test')} stand{'s' * (board.tests == 1)} here, of "
        f"which about {expected_by_chance(board.tests)} would have an interval without zero by chance if no effect "
        "were there. With intervals that count all of them together (Bonferroni), "
        + (f"other verdicts: {', '.join(moved)}." if moved else "every verdict is the same.")
    )


def expected_by_chance(tests: int) -> str:
    """How many of so many intervals leave out zero where there is no effect, with few digits."""
    expected = (1 - DECIDING) * tests
    return f"{expected:.1f}" if expected < 9.5 else f"{expected:.0f}"


CHECKS = (
    "By design these decide no claim: the sign is algebra, and they show that the program does what it says, no more."
)


def designs(board: Board) -> str:
    """What was registered before any run, how much of it is decided, how surely; nothing for a scholar's own."""
    from politburo.ask.claims.designs import the_designs

    found = [(one, one.design) for one in board.claims if one.design]
    if not found:
        return ""
    tested, confirmed = sum(bool(one.findings) for one, _ in found), sum(design.confirmed for _, design in found)
    over_sets = sum(one.claim.shape is not None for one, _ in found)
    missing = len(found) - tested - over_sets
    said = (
        "Each claim is decided by its one primary test, whose design was registered with a hash before any run with it "
        f"(docs/designs.md; {the_designs().hash} together). {numbered(tested, 'claim')} can be tested"
    )
    said += f", {missing} cannot yet: what is missing is said with each" if missing else ""
    said += f"; {over_sets} more asked over parameter sets alone. " if over_sets else ". "
    return said + (
        f"Confirmed, with the model frozen and on fresh seeds: {confirmed}; exploratory: {tested - confirmed}."
        if confirmed
        else "All verdicts are exploratory: none was reached with the model frozen and on fresh seeds."
    )


def registrations(board: Board) -> str:
    """How many claims are as they were registered, and how the others are; nothing where no registration is given."""
    found = Counter(one.registration for one in board.decided if one.registration)
    return f"Registration: {'; '.join(f'{count} {said}' for said, count in found.items())}." if found else ""


def needs(matrix: Matrix) -> list[str]:
    """What the matrix says of mechanisms: those that no claim needs, and of these those that evidence set."""
    unneeded, candidates = matrix.unneeded(), matrix.candidates()
    if not unneeded:
        return ["Every mechanism is needed by at least one claim."]
    kept = [name for name in unneeded if name not in candidates]
    said = [f"Needed by no claim: {named(unneeded)}."]
    if kept:
        said.append(f"Of these, parameters were set by the public evidence in: {named(kept)}.")
    if of_the_board(matrix):
        unused = named(candidates) or "none"
        said.append(f"Needed neither by a claim nor by the evidence, and so candidates for deletion: {unused}.")
    return said


def of_the_board(matrix: Matrix) -> bool:
    """Whether all claims of the board were asked, so that what none of them needs may be needless."""
    from politburo.ask.claims.claim_file import the_board

    return {claim.id for claim in the_board() if claim.tests} <= {claim for claim, _ in matrix.tests}


def command(claims: tuple[Claim, ...], *, short: bool) -> str:
    """The command that decides the claims again: those of the board by name, others from their file."""
    from politburo.ask.claims.designs import whole_board

    board = whole_board()
    ids = {claim.id for claim in board}
    if not {claim.id for claim in claims} <= ids:
        words = ["politburo claims my-claims.toml"]
    else:
        words = ["politburo claims"]
        words += [f"--only {claim.id}" for claim in claims] if len(claims) < len(board) else []
    return " ".join([*words, "--short"] if short else words)
