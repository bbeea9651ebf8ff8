"""Claims in words: what a test does, what was found in units that a reader understands, and how a board is to be read.

What is done in a test are facts as (name, words); `listing` has all that a file of claims can name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from politburo.answer.numbers import fixed, numbered, plain, with_interval, with_sign
from politburo.answer.provenance import DECIDING
from politburo.ask.claims.arms import ALTERATIONS
from politburo.ask.claims.artefacts import MOVED_LEVEL, NO_HALF_MONTHS, STANDINGS, VARIANTS, Audited, Part
from politburo.ask.claims.changes import PRACTICES, SHOCKS
from politburo.ask.claims.finding import HELD, VERDICTS, Effect, Finding
from politburo.ask.claims.followed import POPULATIONS, QUANTITIES
from politburo.ask.claims.mixture import Share
from politburo.ask.claims.observables import COMPOSED, SERIES, in_words, known, statistics_of
from politburo.ask.claims.record import EXPECTATIONS, PROVENANCES, ROLES, SCALES, Arm, Claim, Test
from politburo.ask.claims.robustness import PAIRS, SHORT_SCALE, Matrix, Robustness
from politburo.ask.claims.shapes import SHAPES
from politburo.run.scale import is_count
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.terms.mechanisms import MECHANISMS

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board

MEANINGS = {entry.name: entry.meaning for entry in MECHANISMS}

STATISTICS = {
    "mean": "mean over the months",
    "last": "in the last month",
    "total": "sum over the months",
    "highest": "highest month",
    "variation": "standard deviation from month to month",
    "any": "share of runs in which it happens",
    "spread": "standard deviation",
    "correlation": "correlation",
    "rank correlation": "correlation of ranks",
    "gains": "95th percentile of what each gains, against the median",
    "median gain": "median of what each gains",
    "share": "share",
    "rate": "a year",
}
"""What each statistic is, in words."""

TOLD = ("scenario", "logic", "throughout", "held", "pulses", "parameters", "off", "shock", "practice", "chooses")
"""What arms do, each told in words of its own; whatever else differs is told by its name."""

ALIKE = ("country", "start", "settle", "months", "scale", "altered", "panel")
"""What both arms share, told once."""

MOSTLY, BUILT_IN = 0.9, 0.95
"""Share of the sets that counts as most of them; and that of drawn sets from which a sign may well be built in."""

Facts = tuple[tuple[str, str], ...]


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


def effect_of(effect: Effect) -> str:
    """An effect on the scale of its test, with its interval."""
    return "–" if math.isnan(effect.mean) else with_interval(effect.mean, effect.low, effect.high)


def move_of(part: Part) -> str:
    """How far an effect has moved, with its interval."""
    return "–" if math.isnan(part.move) else with_interval(part.move, part.move_low, part.move_high)


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
    said = [f"Needed by no claim: {_named(unneeded)}."]
    if kept:
        said.append(f"Of these, parameters were set by the public evidence in: {_named(kept)}.")
    if of_the_board(matrix):
        named = _named(candidates) or "none"
        said.append(f"Needed neither by a claim nor by the evidence, and so candidates for deletion: {named}.")
    return said


def of_the_board(matrix: Matrix) -> bool:
    """Whether all claims of the board were asked, so that what none of them needs may be needless."""
    from politburo.ask.claims.claim_file import the_board

    return {claim.id for claim in the_board() if claim.tests} <= {claim for claim, _ in matrix.tests}


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{fixed(100 * share, 0)} %"


def short(verdict: str) -> str:
    """A verdict in one or two words, for narrow columns."""
    return "null" if verdict == "null within margin" else verdict


def spaced(name: str) -> str:
    """A name of the program as words."""
    return name.replace("_", " ")


def in_units(finding: Finding) -> str:
    """Levels in both arms and the effect on its scale with its interval."""
    if finding.why:
        return finding.why
    if math.isnan(finding.effect):
        return "no value in enough runs"
    test = finding.test
    effect = with_interval(finding.effect, finding.low, finding.high)
    if test.scale == "share of pairs":
        return f"{percent(finding.effect)} of pairs"
    if test.levels:
        return f"rank correlation {effect}"
    levels = f"{plain(finding.base)} → {plain(finding.changed)}"
    if test.watch.statistic in ("gains", "median gain"):
        levels = plain(finding.changed)
    if is_relative(finding):
        values = (100 * value / abs(finding.base) for value in (finding.effect, finding.low, finding.high))
        mean, low, high = values
        decimals = 0 if abs(mean) >= 10 else 1
        mean, low, high = (with_sign(value, decimals) for value in (mean, low, high))
        return f"{levels}, {mean} % [{low}, {high}]"
    told = effect + IN_SHORT[test.scale]
    return f"{levels} ({told})" if test.less is None else f"{levels}; net of the other effect {told}"


IN_SHORT = {"difference": "", "log": " log", "log odds": " log odds", "standard deviations": " sd", "slope": " slope",
            "level": ""}  # fmt: skip
"""Scales behind a number."""


def in_the_rival(found: Effect | None) -> str:
    """The effect in the rival model, on the scale of the test, and what the test says there."""
    if found is None:
        return "–"
    if math.isnan(found.mean):
        return "no value in enough runs"
    return f"{with_interval(found.mean, found.low, found.high)} {found.verdict}"


def asked(finding: Finding) -> str:
    """What was asked for, set beforehand."""
    test = finding.test
    match test.expect:
        case "reported":
            return "nothing"
        case "within":
            return f"within ± {_bound(test.margin, relative=test.relative)}"
        case "not up":
            return f"not above {_bound(test.margin, relative=test.relative)}"
    sign = "+" if test.expect == "up" else "−"
    if test.minimum == 0:
        return "above 0" if test.expect == "up" else "below 0"
    return f"{sign}{_bound(test.minimum, relative=test.relative)}"


def share(finding: Finding) -> str:
    """How much of the effect flows through the mechanisms that were switched off."""
    if not finding.test.through or math.isnan(finding.share):
        return "–"
    return f"{percent(finding.share)} {_named(finding.test.through)}"


def is_relative(finding: Finding) -> bool:
    """Whether the effect is told as a part of the level: what is counted, and what was asked for as a part."""
    test, watch = finding.test, finding.test.watch
    if test.scale != "difference" or test.less is not None or test.levels:
        return False
    counted = is_count(SERIES.get(watch.observe, "")) or "per million" in watch.observe
    return bool(finding.base) and (test.relative or (counted and watch.statistic != "any"))


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(spaced, names))


def _bound(value: float, *, relative: bool) -> str:
    return f"{100 * value:g} %" if relative else f"{value:g}"


def design(test: Test) -> Facts:
    """What is done in a test, as (name, words)."""
    changed, base = test.changed, test.base
    facts = [
        ("Changed arm", "; ".join(_own(changed, base)) or "as in the country's own scenario"),
        ("Base arm", "; ".join(_own(base, changed)) or "nothing is changed"),
        ("Observed", _observed(test)),
        ("Country", _country(base)),
        ("Scale", SCALES[test.scale]),
        ("Role", f"{test.role}: {ROLES[test.role]}"),
        ("Months", _months(test)),
        ("The leader", _leader(base) if _leader(base) == _leader(changed) else f"{_leader(changed)}; {_leader(base)}"),
    ]
    shared = [pair for pair in base.throughout if pair in changed.throughout]
    if shared:
        facts.append(("Levers in both arms", ", ".join(_value(*pair) for pair in shared)))
    if test.less is not None:
        times = "" if test.less.factor == 1 else f"{test.less.factor:g} times "
        facts.append(("Taken off", f"{times}the effect of the test “{test.less.test}”"))
    if test.through:
        facts.append(("Switched off for the share", "; ".join(f"{spaced(n)}: {MEANINGS[n]}" for n in test.through)))
    if test.levels:
        facts.append(("Levels between", "; ".join(", ".join(_own(arm, base)) for arm in test.levels)))
    if test.rival is not None:
        rival = test.rival.of(changed)
        facts.append(("Rival", f"{test.rival.says} ({'; '.join(_own(rival, changed))})"))
    if test.identity:
        facts.append(("Identity", test.identity))
    return tuple(facts)


def listing() -> str:
    """All that a file of claims can name, for a scholar who writes one."""
    by_statistics: dict[tuple[str, ...], list[str]] = {}
    for name in known():
        by_statistics.setdefault(statistics_of(name), []).append(name)
    lines = ["observe (and the statistics that go with it, the first by default)"]
    for statistics, names in by_statistics.items():
        lines += [f"  {', '.join(statistics)}:", *(f"    {name}{_unit(name)}" for name in names)]
    lines += ["", "among (groups of posts; several together mean those in all of them)"]
    lines += [f"  {name}: {meaning}" for name, (meaning, _) in POPULATIONS.items()]
    lines += ["  organ NAME, rank NAME: posts of what the country calls so"]
    lines += ["", "scale", *(f"  {name}: {meaning}" for name, meaning in SCALES.items())]
    lines += ["", "role", *(f"  {name}: {meaning}" for name, meaning in ROLES.items())]
    lines += ["", "expect", *(f"  {name}: {meaning}" for name, meaning in EXPECTATIONS.items())]
    lines += ["", "provenance", *(f"  {name}: {meaning}" for name, meaning in PROVENANCES.items())]
    lines += ["", "through, off (mechanisms)", *(f"  {name}: {meaning}" for name, meaning in MEANINGS.items())]
    lines += ["", "held, throughout, pulses (levers)"]
    lines += [f"  {name}: {said.meaning}, {said.low:g} to {said.high:g}" for name, said in LEVER_DECLARATIONS.items()]
    lines += ["", "shock", *(f"  {name}: {shock.meaning}" for name, shock in SHOCKS.items())]
    lines += ["", "practice", *(f"  {name}: {practice.meaning}" for name, practice in PRACTICES.items())]
    lines += ["", "altered", *(f"  {name}: {meaning}" for name, (meaning, _) in ALTERATIONS.items())]
    return "\n".join(lines)


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


def _own(arm: Arm, other: Arm) -> Iterator[str]:
    """What an arm does that the other does not."""
    if arm.scenario is not None:
        yield f"the scenario {arm.scenario}"
    if arm.logic != other.logic:
        yield f"under the leader {spaced(arm.logic)}"
    if own := [pair for pair in arm.throughout if pair not in other.throughout]:
        yield ", ".join(_value(*pair) for pair in own) + " throughout"
    if own := [pair for pair in arm.held if pair not in other.held]:
        yield ", ".join(_value(*pair) for pair in own) + " from the change on"
    for pulse in arm.pulses:
        if pulse not in other.pulses:
            yield f"{_value(pulse.lever, pulse.value)} in months {pulse.first + 1} to {pulse.last} after the change"
    if own := [pair for pair in arm.parameters if pair not in other.parameters]:
        yield ", ".join(f"{name} = {value:g}" for name, value in own)
    if own := [name for name in arm.off if name not in other.off]:
        yield f"without {', '.join(map(spaced, own))}"
    if arm.shock is not None and arm.shock != other.shock:
        yield SHOCKS[arm.shock].meaning
    if arm.practice is not None and arm.practice != other.practice:
        yield PRACTICES[arm.practice].meaning
    if own := [name for name in arm.altered if name not in other.altered]:
        yield "; ".join(ALTERATIONS[name][0] for name in own)
    if arm.chooses != other.chooses:
        yield f"the leader chooses {', '.join(map(spaced, arm.chooses)) or 'nothing'}"
    for key in (entry.name for entry in fields(Arm) if entry.name not in (*TOLD, *ALIKE)):
        if (said := getattr(arm, key)) != getattr(other, key):
            yield f"{spaced(key)}: {said}"


def _observed(test: Test) -> str:
    watch = test.watch
    what = f"{watch.observe}{_unit(watch.observe)}, {STATISTICS[watch.statistic]}"
    if watch.beside:
        what += f" with {watch.beside}"
    if watch.among:
        what += f"; among {in_words(watch.among)}"
    return what


def _unit(name: str) -> str:
    unit = SERIES.get(name, "")
    if name in COMPOSED:
        return f" ({COMPOSED[name][0]})"
    if name in QUANTITIES and not name.startswith(("cadres.", "homes.")):
        return f" ({QUANTITIES[name].meaning})"
    return f" ({unit})" if unit not in ("", "1") else ""


def _country(arm: Arm) -> str:
    said = arm.country_name
    if arm.scale < 1:
        said += f", thinned to {100 * arm.scale:g} % of lower ranks and households"
    return "; ".join([said, *(ALTERATIONS[name][0] for name in arm.altered)])


def _months(test: Test) -> str:
    said = f"{test.base.settle} to settle, then the change, then {test.base.months}"
    first, last = test.watch.window
    return f"{said}; observed in months {first + 1} to {last} after the change"


def _leader(arm: Arm) -> str:
    if arm.scenario is not None:
        return "as in the scenario"
    if arm.logic == "scripted":
        return "by script: he chooses nothing"
    return f"{spaced(arm.logic)}; chooses {', '.join(map(spaced, arm.chooses)) or 'nothing'}"


def _value(lever: str, value: float) -> str:
    return f"{spaced(lever)} {value:g}"
