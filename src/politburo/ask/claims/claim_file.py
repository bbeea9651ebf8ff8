"""Reading claims from TOML: those of the board that comes with politburo, and a scholar's own.

    [settings.quiet]                    # arms to start from, by name; keys as in `record.Arm`
    throughout = { surveillance = 0.5 }

    [[claims]]
    id = "X1"
    says = "Surveillance silences"
    source = "own"
    provenance = "H"
    runs = 8
    setting = "quiet"
    changed = { held = { surveillance = 0.8 } }
    base = { held = { surveillance = 0.2 } }

      [[claims.tests]]
      name = "talk among acquaintances"
      observe = "openness_acquaintances"
      expect = "down"
      minimum = 0.05

A test may have arms of its own; what it leaves out it takes from the claim, and the claim from the setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from politburo.ask.claims.arms import ALTERATIONS, scenario_of
from politburo.ask.claims.changes import PRACTICES, SHOCKS
from politburo.ask.claims.followed import KEPT, OF_HOMES, POPULATIONS, QUANTITIES, WITH_ANOTHER, named_in
from politburo.ask.claims.observables import known, parts_of, statistics_of
from politburo.ask.claims.record import (
    SEED,
    Arm,
    Claim,
    Comparison,
    Expectation,
    Provenance,
    Pulse,
    Rival,
    Role,
    Scale,
    Shape,
    Test,
    Watch,
    with_arms,
)
from politburo.ask.claims.toml_file import Section, Text, Wrong, gathered, read, unknown
from politburo.country import country_names
from politburo.country.countries import files_at, is_path
from politburo.country.folder import CountryFiles
from politburo.scenario.reader import country_beside
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import ClaimError, CountryError, PolitburoError
from politburo.terms.line_numbers import Location, place
from politburo.terms.mechanisms import MECHANISM_NAMES

BOARD = files("politburo.ask.claims") / "board"
MOST_BYTES = 1_000_000


class PulseSection(Section):
    """A lever held for some months."""

    lever: str
    value: float
    months: Annotated[list[int], Field(min_length=2, max_length=2)]


class ArmSection(Section):
    """What an arm changes in the one it starts from."""

    country: str | None = None
    scenario: str | None = None
    start: str | None = None
    settle: Annotated[int, Field(ge=1, le=600)] | None = None
    months: Annotated[int, Field(ge=1, le=600)] | None = None
    scale: Annotated[float, Field(ge=0.001, le=1)] | None = None
    throughout: dict[str, float] = Field(default_factory=dict)
    held: dict[str, float] = Field(default_factory=dict)
    pulses: list[PulseSection] | None = None
    parameters: dict[str, float] = Field(default_factory=dict)
    off: list[str] | None = None
    logic: str | None = None
    chooses: list[str] | None = None
    shock: str | None = None
    practice: str | None = None
    panel: bool | None = None
    altered: list[str] | None = None
    succession: Annotated[int, Field(ge=0, le=599)] | None = None


class SettingSection(ArmSection):
    """An arm to start from, which may be like another but for what it says itself."""

    like: str | None = None


class LessSection(Section):
    """Another test whose effect is taken off, times a factor."""

    test: str
    factor: float = 1.0


class RivalSection(Section):
    """A model in which the claim should fail: what is other there."""

    says: Annotated[Text, Field(min_length=1)]
    off: list[str] = Field(default_factory=list)
    throughout: dict[str, float] = Field(default_factory=dict)
    parameters: dict[str, float] = Field(default_factory=dict)
    altered: list[str] = Field(default_factory=list)
    practice: str | None = None


class TestSection(Section):
    """One thing that a claim says."""

    __test__ = False

    name: Annotated[Text, Field(min_length=1, max_length=80)]
    says: Text = ""
    observe: str
    statistic: str | None = None
    beside: str | None = None
    among: list[str] = Field(default_factory=list)
    window: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    expect: Expectation
    minimum: Annotated[float, Field(ge=0)] = 0.0
    margin: Annotated[float, Field(ge=0)] = 0.0
    relative: bool = False
    role: Role = "decides"
    scale: Scale = "difference"
    through: list[str] | None = None
    less: LessSection | None = None
    identity: Text = ""
    levels: list[ArmSection] = Field(default_factory=list)
    changed: ArmSection = ArmSection()
    base: ArmSection = ArmSection()


class PresentSection(Section):
    """What has to be there at one of the levels, counted from 1, for a shape to be asked for."""

    level: Annotated[int, Field(ge=1)]
    at_least: Annotated[float, Field(gt=0)]


class ShapeSection(Section):
    """How something goes over a range, from level to level."""

    observe: str
    statistic: str | None = None
    among: list[str] = Field(default_factory=list)
    window: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    scale: Literal["difference", "log"] = "log"
    minimum: Annotated[float, Field(gt=0)]
    break_seed: Annotated[int, Field(ge=0, lt=2**32)]
    present: PresentSection | None = None
    levels: Annotated[list[ArmSection], Field(min_length=3, max_length=50)]


class ClaimSection(Section):
    """A claim and its tests, or the shape that it asks for."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]{0,15}$")]
    says: Annotated[Text, Field(min_length=1)]
    source: Text
    provenance: Provenance
    runs: Annotated[int, Field(ge=3, le=10_000)]
    seed: Annotated[int, Field(ge=0, lt=2**32)] = SEED
    setting: str | None = None
    note: Text = ""
    votes: Annotated[int, Field(ge=1)] | None = None
    through: list[str] = Field(default_factory=list)
    rival: RivalSection | None = None
    changed: ArmSection = ArmSection()
    base: ArmSection = ArmSection()
    tests: list[TestSection] = Field(default_factory=list)
    shape: ShapeSection | None = None


class Document(Section):
    """A whole file of claims."""

    settings: dict[str, SettingSection] = Field(default_factory=dict)
    claims: Annotated[list[ClaimSection], Field(min_length=1)]


SECTIONS: dict[str, type[Section]] = {
    "settings": SettingSection,
    "claims": ClaimSection,
    "tests": TestSection,
    "changed": ArmSection,
    "base": ArmSection,
    "pulses": PulseSection,
    "less": LessSection,
    "rival": RivalSection,
    "levels": ArmSection,
    "shape": ShapeSection,
    "present": PresentSection,
}
"""What the table under a key is."""


@cache
def the_board() -> tuple[Claim, ...]:
    """The claims that come with politburo, in the order of their files and places; the files share their settings."""
    texts = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in BOARD.iterdir())
    return parse("\n".join(text for name, text in texts if name.endswith(".toml")), "the board")


def load_claims(path: str | Path) -> tuple[Claim, ...]:
    """The claims of a file. Raises ClaimError, naming everything that is wrong with it."""
    path = Path(path)
    if not path.is_file():
        raise ClaimError(f"{path} is no file; name a TOML file with claims.")
    if path.stat().st_size > MOST_BYTES:
        raise ClaimError(f"{path} is larger than {MOST_BYTES:,} bytes; a file of claims is a few pages at most.")
    try:
        return parse(path.read_text(encoding="utf-8"), str(path), path.parent)
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"{path} cannot be read as UTF-8 text: {error}.") from None


def parse(text: str, source: str, folder: Path | None = None) -> tuple[Claim, ...]:
    """The claims that a TOML text says; `source` names it in errors. Raises ClaimError, with lines.

    Countries that are folders lie in `folder` or below it; without one, only countries with a name can be named.
    """
    document, lines = read(text, source, Document, "a file of claims", SECTIONS)
    countries, wrong = _countries(document, folder)
    around = _Around(document.settings, countries)
    wrong += [
        (("settings", name, "like"), f"there is no setting {shown(setting.like)}; {_options(setting.like, document)}")
        for name, setting in document.settings.items()
        if setting.like is not None and setting.like not in document.settings
    ]
    if not wrong:
        wrong = [it for row, section in enumerate(document.claims) for it in _wrong(row, section, document, around)]
    ids = [section.id for section in document.claims]
    wrong += [
        (("claims", row, "id"), f"{name} is there more than once; every claim needs an id of its own")
        for row, name in enumerate(ids)
        if name in ids[:row]
    ]
    if wrong:
        raise gathered(source, lines, wrong)
    return tuple(_claim(section, around) for section in document.claims)


def elsewhere(claims: Sequence[Claim], country: str | Path) -> tuple[Claim, ...]:
    """The same claims in another country, by its name or in a folder.

    Of a smaller country a larger part is simulated, so that there are as many posts as in the one it stands for.
    Raises UsageError and CountryError, and ClaimError where a claim asks about an organ or a rank that it has not.
    """
    found = files_at(country).check()
    plan, kept = found.plan, None if country in country_names() else found

    def moved(arm: Arm) -> Arm:
        fewer = max(sum(arm.plan.cadres) / sum(plan.cadres), 1.0)
        return replace(arm, country=plan.name, files=kept, scale=min(round(arm.scale * fewer, 4), 1.0))

    for claim in claims:
        watches = [test.watch for test in claim.tests] + ([claim.shape.watch] if claim.shape else [])
        for group in (group for watch in watches for group in watch.among if group not in POPULATIONS):
            if group not in named_in(plan):
                raise ClaimError(f"{claim.id} asks about posts of {group}, and {plan.title} has none.")
    return tuple(with_arms(claim, moved) for claim in claims)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the claims of a file stand on: its settings, and by their paths the countries that are folders."""

    settings: Mapping[str, SettingSection]
    countries: Mapping[str, CountryFiles]


def _countries(document: Document, folder: Path | None) -> tuple[dict[str, CountryFiles], list[Wrong]]:
    """The countries that are folders, by their paths; and what is wrong with those that cannot be used."""
    found: dict[str, CountryFiles] = {}
    wrong: list[Wrong] = []
    for location, section in _arm_sections(document):
        asked = section.country
        if asked is None or asked in found or not is_path(asked):
            continue
        at: Location = (*location, "country")
        try:
            found[asked] = country_beside(asked, folder)
        except (ValueError, CountryError) as error:
            wrong.append((at, f"{place(at)}: {str(error).removesuffix('.')}"))
    return found, wrong


def _arm_sections(document: Document) -> Iterator[tuple[Location, ArmSection]]:
    """All that may name a country, with their places."""
    yield from ((("settings", name), section) for name, section in document.settings.items())
    for row, claim in enumerate(document.claims):
        of_claim: list[tuple[Location, ClaimSection | TestSection]] = [(("claims", row), claim)]
        of_claim += [(("claims", row, "tests", number), test) for number, test in enumerate(claim.tests)]
        for at, section in of_claim:
            yield (*at, "changed"), section.changed
            yield (*at, "base"), section.base
        levels = claim.shape.levels if claim.shape else []
        yield from ((("claims", row, "shape", "levels", number), level) for number, level in enumerate(levels))


def _claim(section: ClaimSection, around: _Around) -> Claim:
    return Claim(
        section.id, section.says, section.source, section.provenance, section.runs,
        tuple(_test(test, section, around) for test in section.tests), section.note, section.seed, section.votes,
        shape=None if section.shape is None else _shape(section.shape, section, around),
    )  # fmt: skip


def _shape(shape: ShapeSection, claim: ClaimSection, around: _Around) -> Shape:
    levels = _shape_levels(shape, claim, around)
    present = None if shape.present is None else (shape.present.level - 1, shape.present.at_least)
    watch = _watch(shape, levels[0])
    return Shape(levels, watch, shape.minimum, shape.break_seed, shape.scale, present)


def _shape_levels(shape: ShapeSection, claim: ClaimSection, around: _Around) -> tuple[Arm, ...]:
    """The arms from one end of the range to the other."""
    setting = _lineage(claim.setting, around.settings)
    arms = (_arm(*setting, claim.base, level) for level in shape.levels)
    return tuple(replace(arm, files=around.countries.get(arm.country)) for arm in arms)


def _watch(section: TestSection | ShapeSection, base: Arm) -> Watch:
    statistic = section.statistic or next(iter(statistics_of(section.observe)))
    window = (section.window[0], section.window[1]) if section.window else (min(12, base.months // 2), base.months)
    beside = section.beside if isinstance(section, TestSection) else None
    return Watch(section.observe, statistic, tuple(section.among), window, beside)


def _test(test: TestSection, claim: ClaimSection, around: _Around) -> Test:
    changed, base = _arms(test, claim, around)
    decides = test.role == "decides" or _is_taken_off(test, claim)
    through = (claim.through if decides else []) if test.through is None else test.through
    return Test(
        test.name,
        test.says,
        changed,
        base,
        _watch(test, base),
        **test.model_dump(include={"expect", "minimum", "margin", "relative", "identity", "role", "scale"}),
        through=tuple(sorted(through)),
        less=None if test.less is None else Comparison(test.less.test, test.less.factor),
        levels=tuple(_levels(test, claim, around)),
        rival=_rival(claim.rival) if claim.rival and decides else None,
    )


def _is_taken_off(test: TestSection, claim: ClaimSection) -> bool:
    """Whether the effect of a test is taken off that of one that decides."""
    return any(one.role == "decides" and one.less and one.less.test == test.name for one in claim.tests)


def _rival(section: RivalSection) -> Rival:
    return Rival(
        section.says, tuple(sorted(section.off)), tuple(sorted(section.throughout.items())),
        tuple(sorted(section.parameters.items())), tuple(sorted(section.altered)), section.practice,
    )  # fmt: skip


def _levels(test: TestSection, claim: ClaimSection, around: _Around) -> Iterator[Arm]:
    """The arms between the base and the changed one."""
    setting = _lineage(claim.setting, around.settings)
    for level in test.levels:
        arm = _arm(*setting, claim.changed, test.changed, level)
        yield replace(arm, files=around.countries.get(arm.country))


def _arms(test: TestSection, claim: ClaimSection, around: _Around) -> tuple[Arm, Arm]:
    """The changed arm and the base arm of a test."""
    setting = _lineage(claim.setting, around.settings)
    arms = _arm(*setting, claim.changed, test.changed), _arm(*setting, claim.base, test.base)
    changed, base = (replace(arm, files=around.countries.get(arm.country)) for arm in arms)
    return changed, base


def _lineage(name: str | None, settings: Mapping[str, SettingSection]) -> list[SettingSection]:
    """The setting of that name, after the one it is like, and so on; none that comes back to itself."""
    found: list[SettingSection] = []
    while name is not None and settings[name] not in found:
        found.insert(0, settings[name])
        name = settings[name].like
    return found


def _arm(*sections: ArmSection) -> Arm:
    """An arm from sections, the later ones over the earlier; tables of levers and parameters are joined by key."""
    said: dict[str, Any] = {}
    for section in sections:
        for key, value in section.model_dump(exclude_none=True, exclude_defaults=True, exclude={"like"}).items():
            if isinstance(value, dict):
                value = said.get(key, {}) | value
            said[key] = value
    for key in ("throughout", "held", "parameters"):
        said[key] = tuple(sorted(said.get(key, {}).items()))
    said["pulses"] = tuple(Pulse(p["lever"], p["value"], *p["months"]) for p in said.get("pulses", ()))
    for key in ("off", "altered"):
        said[key] = tuple(sorted(said.get(key, ())))
    said["chooses"] = tuple(sorted(said.get("chooses", ())))
    return Arm(**said)


def _wrong(row: int, claim: ClaimSection, document: Document, around: _Around) -> Iterator[Wrong]:
    """A place and a sentence for everything in a claim that names what there is not."""
    here: Location = ("claims", row)
    if claim.setting is not None and claim.setting not in document.settings:
        options = _options(claim.setting, document)
        yield (*here, "setting"), f"{claim.id}: there is no setting {shown(claim.setting)}; {options}"
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
        yield from _wrong_watch(at, said, test, _arms(test, claim, around)[1])
        yield from unknown((*at, "through"), said, "mechanism", test.through or (), MECHANISM_NAMES)
        if test.less is not None and (test.less.test not in names or test.less.test == test.name):
            others = tuple(name for name in names if name != test.name)
            yield (*at, "less"), f"{said}: `less` needs the name of another test; {_advice(test.less.test, others)}"
        changed, base = _arms(test, claim, around)
        places = {"changed": ((*at, "changed"), changed), "base": ((*at, "base"), base)}
        yield from _wrong_arms(at, said, test.window, places)
    yield from _wrong_shape((*here, "shape"), claim, around)


def _wrong_shape(at: Location, claim: ClaimSection, around: _Around) -> Iterator[Wrong]:
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
    first, *others = _shape_levels(shape, claim, around)
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


def _options(name: str | None, document: Document) -> str:
    return _advice(str(name), tuple(document.settings)) if document.settings else "the file has none"


def _advice(name: str, known: tuple[str, ...]) -> str:
    return nearest(name, known) if known else "there is none"
