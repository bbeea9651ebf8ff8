"""What is wrong with a file of claims: whatever it names that there is not, and what cannot be together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from politburo.ask.claims.arms import ALTERATIONS, scenario_of
from politburo.ask.claims.changes import PRACTICES, SHOCKS
from politburo.ask.claims.construction import Around, arms_of, shape_levels
from politburo.ask.claims.followed import KEPT, OF_HOMES, POPULATIONS, QUANTITIES, WITH_ANOTHER, named_in
from politburo.ask.claims.observables import known, parts_of, statistics_of
from politburo.ask.claims.record import Arm
from politburo.ask.claims.sections import ClaimSection, Document, TestSection
from politburo.ask.claims.toml_file import Wrong, unknown
from politburo.country import country_names
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import PolitburoError
from politburo.terms.line_numbers import Location
from politburo.terms.mechanisms import MECHANISM_NAMES


def wrong_with(row: int, claim: ClaimSection, document: Document, around: Around) -> Iterator[Wrong]:
    """A place and a sentence for everything in a claim that names what there is not."""
    here: Location = ("claims", row)
    if claim.setting is not None and claim.setting not in document.settings:
        there = options(claim.setting, document)
        yield (*here, "setting"), f"{claim.id}: there is no setting {shown(claim.setting)}; {there}"
        return
    names = [test.name for test in claim.tests]
    yield from unknown((*here, "through"), claim.id, "mechanism", claim.through, MECHANISM_NAMES)
    if claim.rival is not None:
        yield from unknown((*here, "rival", "off"), claim.id, "mechanism", claim.rival.off, MECHANISM_NAMES)
        yield from unknown((*here, "rival", "altered"), claim.id, "alteration", claim.rival.altered, tuple(ALTERATIONS))
    if claim.votes is not None and claim.votes > len(claim.tests):
        yield (*here, "votes"), f"{claim.id}: {claim.votes} votes of {len(claim.tests)} tests cannot be"
    for number, test in enumerate(claim.tests):
        at: Location = (*here, "tests", number)
        said = f"{claim.id}, test {shown(test.name)}"
        if test.name in names[:number]:
            yield (*at, "name"), f"{said}: two tests of a claim have this name"
        yield from _wrong_watch(at, said, test, arms_of(test, claim, around)[1])
        yield from unknown((*at, "through"), said, "mechanism", test.through or (), MECHANISM_NAMES)
        if test.less is not None and (test.less.test not in names or test.less.test == test.name):
            others = tuple(name for name in names if name != test.name)
            yield (*at, "less"), f"{said}: `less` needs the name of another test; {_advice(test.less.test, others)}"
        changed, base = arms_of(test, claim, around)
        places = {"changed": ((*at, "changed"), changed), "base": ((*at, "base"), base)}
        yield from _wrong_arms(at, said, test.window, places)
    yield from _wrong_shape((*here, "shape"), claim, around)


def _wrong_shape(at: Location, claim: ClaimSection, around: Around) -> Iterator[Wrong]:
    """Where a claim has not either tests or a shape, or its shape names what there is not."""
    shape, said = claim.shape, f"{claim.id}, shape"
    if (shape is None) != bool(claim.tests):
        yield at[:-1], f"{claim.id} needs either `tests` or a `shape`, and has {'both' if claim.tests else 'neither'}"
    if shape is None:
        return
    if shape.break_seed == claim.seed:
        yield (*at, "break_seed"), f"{said}: the break point needs another seed than the claim, {claim.seed}"
    if shape.present is not None and shape.present.level > len(shape.levels):
        yield (*at, "present", "level"), f"{said}: there are {len(shape.levels)} levels, and no {shape.present.level}"
    first, *others = shape_levels(shape, claim, around)
    as_test = TestSection(expect="reported", name=said, **shape.model_dump(include={"observe", "statistic", "among"}))
    yield from _wrong_watch(at, said, as_test, first)
    for number, arm in enumerate(others, 1):
        places = {f"level {number + 1}": ((*at, "levels", number), arm), "level 1": ((*at, "levels", 0), first)}
        yield from _wrong_arms(at, said, shape.window, places)


def _wrong_watch(at: Location, said: str, test: TestSection, base: Arm) -> Iterator[Wrong]:
    statistics = statistics_of(test.observe)
    if not statistics:
        advice = nearest(test.observe, known())
        yield (*at, "observe"), f"{said}: nothing called {shown(test.observe)} can be observed; {advice}"
    elif test.statistic is not None and test.statistic not in statistics:
        allowed = ", ".join(map(shown, statistics))
        yield (
            (*at, "statistic"),
            (f"{said}: {shown(test.observe)} has no statistic {shown(test.statistic)}; it can be {allowed}"),
        )
    if (test.statistic in WITH_ANOTHER or test.scale == "slope") != (test.beside is not None):
        yield at, f"{said}: a correlation or slope, and nothing else, needs `beside`, something to stand beside it"
    elif test.beside is not None and test.beside not in QUANTITIES:
        advice = nearest(test.beside, tuple(sorted(QUANTITIES)))
        yield (*at, "beside"), f"{said}: there is no {shown(test.beside)} to stand beside it; {advice}"
    if test.scale == "standard deviations" and test.observe not in QUANTITIES:
        yield (
            (*at, "scale"),
            f"{said}: {shown(test.observe)} is of no cadre or household, and so has no standard deviation",
        )
    parts = parts_of(test.observe)
    of = QUANTITIES[parts[0]].of if parts else "cadres"
    if test.beside in QUANTITIES and QUANTITIES[test.beside].of != of:
        yield (*at, "beside"), f"{said}: {shown(test.observe)} and {shown(test.beside)} are not of the same persons"
    if test.among and statistics and not parts:
        yield (*at, "among"), f"{said}: {shown(test.observe)} is of the whole country; take out `among`"
    for group in (name for name in test.among if name in POPULATIONS and (name in OF_HOMES) != (of == "homes")):
        yield (*at, "among"), f"{said}: {shown(test.observe)} is not of {shown(group)}"
    if (any(name in KEPT for name in test.among) or test.scale == "slope") and not base.panel:
        yield (*at, "among"), f"{said}: who is asked about has to be kept in post; both arms need `panel = true`"
    named = named_in(base.plan) if base.files is not None or base.country in country_names() else ()
    yield from unknown((*at, "among"), said, "group of posts", test.among, (*POPULATIONS, *named))


def _wrong_arms(
    at: Location, said: str, asked: Sequence[int] | None, arms: Mapping[str, tuple[Location, Arm]]
) -> Iterator[Wrong]:
    """What cannot be in two arms that are held against each other, by their names, with their places."""
    (one, other), (changed, base) = arms, [arm for _, arm in arms.values()]
    if changed == base:
        yield at, f"{said}: the {one} arm is the same as the {other} arm"
    for key in ("country", "scale", "altered", "settle", "panel"):
        if getattr(changed, key) != getattr(base, key):
            yield at, f"{said}: both arms must have the same {key}"
    last = min(changed.months, base.months)
    first, end = asked or (0, last)
    if not 0 <= first < end <= last:
        window = f"the window {first} to {end} does not lie within the {last} months after the change"
        yield (*at, "window"), f"{said}: {window}"
    for name, (where, arm) in arms.items():
        yield from unknown(where, f"{said}, {name}", "shock", [arm.shock] if arm.shock else [], tuple(SHOCKS))
        yield from unknown(where, f"{said}, {name}", "practice", [arm.practice] if arm.practice else [], (*PRACTICES,))
        yield from unknown(where, f"{said}, {name}", "alteration", arm.altered, tuple(ALTERATIONS))
        try:
            scenario_of(arm)
        except (PolitburoError, TypeError, ValueError) as error:
            yield where, f"{said}, {name}: {str(error).removesuffix('.')}"


def options(name: str | None, document: Document) -> str:
    """What a setting that there is not may have meant."""
    return _advice(str(name), tuple(document.settings)) if document.settings else "the file has none"


def _advice(name: str, known: tuple[str, ...]) -> str:
    return nearest(name, known) if known else "there is none"
