"""Claims as the sections of a file say them: arms from settings on, tests, shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from politburo.ask.claims.observables import statistics_of
from politburo.ask.claims.record import Arm, Claim, Comparison, Pulse, Rival, Shape, Test, Watch
from politburo.ask.claims.sections import (
    ArmSection,
    ClaimSection,
    RivalSection,
    SettingSection,
    ShapeSection,
    TestSection,
)
from politburo.country.folder import CountryFiles


@dataclass(frozen=True, slots=True)
class Around:
    """What the claims of a file stand on: its settings, and by their paths the countries that are folders."""

    settings: Mapping[str, SettingSection]
    countries: Mapping[str, CountryFiles]


def claim_of(section: ClaimSection, around: Around) -> Claim:
    """The claim that a section says, in which nothing is wrong."""
    return Claim(
        section.id, section.says, section.source, section.provenance, section.runs,
        tuple(_test(test, section, around) for test in section.tests), section.note, section.seed, section.votes,
        shape=None if section.shape is None else _shape(section.shape, section, around),
    )  # fmt: skip


def _shape(shape: ShapeSection, claim: ClaimSection, around: Around) -> Shape:
    levels = shape_levels(shape, claim, around)
    present = None if shape.present is None else (shape.present.level - 1, shape.present.at_least)
    watch = _watch(shape, levels[0])
    return Shape(levels, watch, shape.minimum, shape.break_seed, shape.scale, present)


def shape_levels(shape: ShapeSection, claim: ClaimSection, around: Around) -> tuple[Arm, ...]:
    """The arms from one end of the range to the other."""
    setting = _lineage(claim.setting, around.settings)
    arms = (_arm(*setting, claim.base, level) for level in shape.levels)
    return tuple(replace(arm, files=around.countries.get(arm.country)) for arm in arms)


def _watch(section: TestSection | ShapeSection, base: Arm) -> Watch:
    statistic = section.statistic or next(iter(statistics_of(section.observe)))
    window = (section.window[0], section.window[1]) if section.window else (min(12, base.months // 2), base.months)
    beside = section.beside if isinstance(section, TestSection) else None
    return Watch(section.observe, statistic, tuple(section.among), window, beside)


def _test(test: TestSection, claim: ClaimSection, around: Around) -> Test:
    changed, base = arms_of(test, claim, around)
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


def _levels(test: TestSection, claim: ClaimSection, around: Around) -> Iterator[Arm]:
    """The arms between the base and the changed one."""
    setting = _lineage(claim.setting, around.settings)
    for level in test.levels:
        arm = _arm(*setting, claim.changed, test.changed, level)
        yield replace(arm, files=around.countries.get(arm.country))


def arms_of(test: TestSection, claim: ClaimSection, around: Around) -> tuple[Arm, Arm]:
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
