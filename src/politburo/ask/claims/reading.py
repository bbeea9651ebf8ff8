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

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from politburo.ask.claims.arms import scenario_of
from politburo.ask.claims.observables import known, statistics_of
from politburo.ask.claims.populations import POPULATIONS
from politburo.ask.claims.record import Arm, Claim, Comparison, Expectation, Provenance, Pulse, Test, Watch
from politburo.ask.claims.shocks import SHOCKS
from politburo.scenario.checks import nearest
from politburo.terms.errors import ClaimError, PolitburoError
from politburo.terms.mechanisms import MECHANISM_NAMES

BOARD = files("politburo.ask.claims") / "board"
MOST_BYTES = 1_000_000


class Section(BaseModel):
    """A table of the file: unknown keys are errors, and nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


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
    throughout: dict[str, float] = {}
    held: dict[str, float] = {}
    pulses: list[PulseSection] | None = None
    parameters: dict[str, float] = {}
    off: list[str] | None = None
    logic: str | None = None
    chooses: list[str] | None = None
    shock: str | None = None
    succession: Annotated[int, Field(ge=0, le=599)] | None = None
    exposure_at_random: bool | None = None


class SettingSection(ArmSection):
    """An arm to start from, which may be like another but for what it says itself."""

    like: str | None = None


class LessSection(Section):
    """Another test whose effect is taken off, times a factor."""

    test: str
    factor: float = 1.0


class TestSection(Section):
    """One thing that a claim says."""

    __test__ = False

    name: Annotated[str, Field(min_length=1, max_length=80)]
    says: str = ""
    observe: str
    statistic: str | None = None
    beside: str | None = None
    among: list[str] = []
    window: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    expect: Expectation
    minimum: Annotated[float, Field(ge=0)] = 0.0
    margin: Annotated[float, Field(ge=0)] = 0.0
    relative: bool = False
    through: list[str] = []
    less: LessSection | None = None
    identity: str = ""
    changed: ArmSection = ArmSection()
    base: ArmSection = ArmSection()


class ClaimSection(Section):
    """A claim and its tests."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]{0,15}$")]
    says: Annotated[str, Field(min_length=1)]
    source: str
    provenance: Provenance
    runs: Annotated[int, Field(ge=3, le=10_000)]
    setting: str | None = None
    note: str = ""
    changed: ArmSection = ArmSection()
    base: ArmSection = ArmSection()
    tests: Annotated[list[TestSection], Field(min_length=1)]


class Document(Section):
    """A whole file of claims."""

    settings: dict[str, SettingSection] = {}
    claims: Annotated[list[ClaimSection], Field(min_length=1)]


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
        return parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"{path} cannot be read as UTF-8 text: {error}.") from None


def parse(text: str, source: str) -> tuple[Claim, ...]:
    """The claims that a TOML text says; `source` names it in errors. Raises ClaimError."""
    try:
        document = Document.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ClaimError(f"{source} is not valid TOML: {error}.") from None
    except ValidationError as error:
        raise _gathered(source, [_sentence(details) for details in error.errors(include_url=False)]) from None
    wrong = [
        f"the setting {name!r} is like {setting.like!r}, which does not exist"
        for name, setting in document.settings.items()
        if setting.like is not None and setting.like not in document.settings
    ]
    if not wrong:
        wrong = [sentence for section in document.claims for sentence in _wrong(section, document)]
    repeated = [name for name, times in Counter(section.id for section in document.claims).items() if times > 1]
    wrong += [f"{name} is there more than once; every claim needs an id of its own" for name in repeated]
    if wrong:
        raise _gathered(source, wrong)
    return tuple(_claim(section, document.settings) for section in document.claims)


def _claim(section: ClaimSection, settings: Mapping[str, SettingSection]) -> Claim:
    return Claim(
        section.id, section.says, section.source, section.provenance, section.runs,
        tuple(_test(test, section, settings) for test in section.tests), section.note,
    )  # fmt: skip


def _test(test: TestSection, claim: ClaimSection, settings: Mapping[str, SettingSection]) -> Test:
    setting = _lineage(claim.setting, settings)
    changed, base = _arm(*setting, claim.changed, test.changed), _arm(*setting, claim.base, test.base)
    statistic = test.statistic or next(iter(statistics_of(test.observe)))
    window = (test.window[0], test.window[1]) if test.window else (min(12, base.months // 2), base.months)
    return Test(
        name=test.name,
        says=test.says,
        changed=changed,
        base=base,
        watch=Watch(test.observe, statistic, tuple(test.among), window, test.beside),
        expect=test.expect,
        minimum=test.minimum,
        margin=test.margin,
        relative=test.relative,
        through=tuple(sorted(test.through)),
        less=None if test.less is None else Comparison(test.less.test, test.less.factor),
        identity=test.identity,
    )


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
    said["off"] = tuple(sorted(said.get("off", ())))
    said["chooses"] = tuple(sorted(said.get("chooses", ())))
    return Arm(**said)


def _wrong(claim: ClaimSection, document: Document) -> Iterator[str]:
    """A sentence for everything in a claim that names what there is not."""
    if claim.setting is not None and claim.setting not in document.settings:
        yield f"{claim.id}: there is no setting {claim.setting!r}; {_options(claim.setting, tuple(document.settings))}"
        return
    names = [test.name for test in claim.tests]
    for test in claim.tests:
        place = f"{claim.id}, test {test.name!r}"
        if names.count(test.name) > 1:
            yield f"{place}: two tests of a claim have this name"
        statistics = statistics_of(test.observe)
        if not statistics:
            yield f"{place}: nothing called {test.observe!r} can be observed; {nearest(test.observe, known())}"
        elif test.statistic is not None and test.statistic not in statistics:
            yield f"{place}: {test.observe!r} has no statistic {test.statistic!r}; it can be {', '.join(statistics)}"
        if (test.statistic in ("correlation", "slope")) != (test.beside is not None):
            yield f"{place}: a correlation or slope, and nothing else, needs `beside`, a second trait"
        yield from _unknown(place, "group of posts", test.among, tuple(POPULATIONS))
        yield from _unknown(place, "mechanism", test.through, MECHANISM_NAMES)
        if test.less is not None and (test.less.test not in names or test.less.test == test.name):
            yield f"{place}: `less` needs the name of another test of this claim, not {test.less.test!r}"
        yield from _wrong_arms(place, test, claim, document.settings)


def _wrong_arms(
    place: str, test: TestSection, claim: ClaimSection, settings: Mapping[str, SettingSection]
) -> Iterator[str]:
    setting = _lineage(claim.setting, settings)
    arms = {"changed": _arm(*setting, claim.changed, test.changed), "base": _arm(*setting, claim.base, test.base)}
    if arms["changed"] == arms["base"]:
        yield f"{place}: the changed arm is the same as the base arm"
    for key in ("country", "scale", "exposure_at_random", "settle"):
        if getattr(arms["changed"], key) != getattr(arms["base"], key):
            yield f"{place}: both arms must have the same {key}"
    last = min(arm.months for arm in arms.values())
    first, end = test.window or (0, last)
    if not 0 <= first < end <= last:
        yield f"{place}: the window {first} to {end} does not lie within the {last} months after the change"
    for name, arm in arms.items():
        yield from _unknown(f"{place}, {name}", "shock", [arm.shock] if arm.shock else [], tuple(SHOCKS))
        try:
            scenario_of(arm)
        except (PolitburoError, TypeError) as error:
            yield f"{place}, {name}: {error}"


def _unknown(place: str, what: str, names: list[str], allowed: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name not in allowed:
            yield f"{place}: there is no {what} {name!r}; {nearest(name, allowed)}"


def _options(name: str, known: tuple[str, ...]) -> str:
    return nearest(name, known) if known else "the file has none"


def _sentence(details: Any) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in details["loc"])
    if details["type"] == "extra_forbidden":
        return f"{place}: there is no such key"
    if details["type"] == "missing":
        return f"{place} is missing"
    return f"{place}: {details['msg']}, not {str(details['input'])[:60]!r}"


def _gathered(source: str, sentences: list[str]) -> ClaimError:
    if len(sentences) == 1:
        return ClaimError(f"{source}: {sentences[0]}")
    return ClaimError(f"{source} has {len(sentences)} errors:" + "".join(f"\n  - {said}" for said in sentences))
