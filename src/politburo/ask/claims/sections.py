"""What a file of claims may say: its sections, and what is checked of each value by itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from politburo.ask.claims.record import SEED, Expectation, Provenance, Role, Scale
from politburo.ask.claims.toml_file import Section, Text


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
