"""The small file that says what a folder is for, and how that of one folder differs from that of another.

It names what results were made from by digests, and by the marks of the files that are kept of it in the folder.

Annotations are no texts here (no `from __future__ import annotations`): older versions of pydantic would look for the
names in them in the modules that extend these classes.
"""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated, Any, TypeVar

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from politburo.country.plan import RANKS
from politburo.run.ensemble import Ensemble
from politburo.run.folder.files import FileMark
from politburo.run.folder.sealed import FileName, Hash, Month
from politburo.run.plan import ENSEMBLE, MECHANISM, digests, identity_of, model_sources
from politburo.scenario import Scenario, month_name
from politburo.scenario.schema import RUNS, SCALES, SEEDS

FORMAT = 7
"""Version of the layout of run folders. Earlier ones are read, and nothing is added to them.

1 has no reasons of events; 1 and 2 count simulated cadres, and not the whole country, where the scale is below 1; the
markers of 1 to 3 vouch neither for themselves nor for their folder; 2 to 4 map the names of the terms of reasons to
their values, 5 and 6 have the values alone of terms that are others now; the digest of the country is in 4 that of all
countries' sources, in 5 that of its data as JSON.
"""

FORMAT_OF_UNNAMED_TERMS, FORMAT_OF_THESE_TERMS = 5, 7
"""From the first on the values of reasons stand without names, from the second on they are those of today's terms."""

FORMAT_OF_WHOLE_COUNTS = 3

TOP_RANKS_OF_BEFORE = 2
"""Ranks of the national leadership where the manifest does not say how many they are: earlier versions had but two."""

Count = Annotated[int, Field(ge=1, le=RUNS[1])]
Seed = Annotated[int, Field(ge=SEEDS[0], le=SEEDS[1])]
Scale = Annotated[float, Field(ge=SCALES[0], le=SCALES[1])]
Text = Annotated[str, Field(max_length=10_000, pattern="^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$")]
"""Words without signs that steer a terminal."""

Release = Annotated[str, Field(max_length=100, pattern=r"^[0-9A-Za-z.+!_-]+$")]
CHANCES = "chances"
"""The digest of an experiment whose points meet chances of their own."""

_DIGESTS = {
    "scenario": "scenario digest",
    "sources": "version of the model",
    "leaders": "version of a leader",
    "outcomes": "definitions of outcomes",
    "factors": "factors",
}
"""What digests are called where they differ."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the manifest of any folder says. Months as YYYY-MM; `runs` is the largest number of runs ever asked for.

    `digests` names by their hashes what decides the results, `identity` is the hash of them all, and `files` has the
    marks of what is kept of it in the folder. `top_ranks` is the number of ranks that make up the national leadership.
    Raises ValueError where the identity is not that of the digests.
    """

    format: int
    politburo: Release
    versions: dict[str, str] = Field(default_factory=dict)
    scenario: Text
    digests: dict[str, Hash]
    identity: Hash
    files: dict[FileName, FileMark] = Field(default_factory=dict)
    seed: Seed
    scale: Scale
    start: Month
    end: Month
    runs: Count
    created: Text = ""
    top_ranks: Annotated[int, Field(ge=1, le=RANKS[1])] = TOP_RANKS_OF_BEFORE

    @property
    def sources(self) -> str:
        """Hash (hex) of the sources of the model that made the folder."""
        return self.digests["sources"]

    @property
    def digest(self) -> str:
        """Digest of the scenario."""
        return self.digests["scenario"]

    @property
    def is_of_this_model(self) -> bool:
        """Whether the version of the model that made the folder is this one."""
        return self.sources == model_sources()

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Names of the mechanisms of other packages that were part of the model that made the folder."""
        return tuple(sorted(name.removeprefix(MECHANISM) for name in self.digests if name.startswith(MECHANISM)))

    @property
    def has_ensemble(self) -> bool:
        """Whether runs were made under an ensemble of parameter sets."""
        return ENSEMBLE in self.digests

    @property
    def made_by(self) -> str:
        """The version that made the folder, to the letter."""
        return f"politburo {self.politburo}, model {self.sources[:10]}"

    @property
    def asked(self) -> str:
        """What was asked for at most, in words."""
        return f"{self.runs} runs"

    def shown(self, name: str) -> str:
        """What a digest stands for, as people can tell it from another."""
        return self.digests[name][:10]

    @model_validator(mode="after")
    def _bound(self) -> "Manifest":
        if not {"scenario", "sources"} <= set(self.digests):
            raise ValueError("it names no scenario or no model")
        if self.files and identity_of(self.digests) != self.identity:
            raise ValueError("its identity is not that of its digests")
        return self


Said = TypeVar("Said", bound=Manifest)


def origin(scenario: Scenario, ensemble: Ensemble | None = None, /, **more: str) -> dict[str, Any]:
    """What the manifest of any folder made now says of its scenario and of what simulates it, by field.

    `more` are further digests of what decides the results.
    """
    named = digests(scenario, ensemble) | more
    return {
        "politburo": version("politburo"),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba")},
        "scenario": scenario.name,
        "digests": named,
        "identity": identity_of(named),
        "seed": scenario.seed,
        "scale": scenario.scale,
        "start": month_name(scenario.start),
        "end": month_name(scenario.end),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "top_ranks": scenario.plan.top_ranks,
    }


def differences(found: Manifest, wanted: Manifest) -> str:
    """In which ways the manifest of a folder is another than the one wanted, in words."""
    told = [("scenario", found.scenario, wanted.scenario), ("seed", found.seed, wanted.seed)]
    told += [("mechanisms of other packages", ", ".join(found.mechanisms), ", ".join(wanted.mechanisms))]
    told += [("chances", _chances(found), _chances(wanted))]
    told += [("ensemble of parameter sets", _ensemble(found), _ensemble(wanted))]
    named = found.digests.keys() & wanted.digests.keys()
    told += [
        (_DIGESTS.get(name, name), found.shown(name), wanted.shown(name))
        for name in (*_DIGESTS, *sorted(named.difference(_DIGESTS, {CHANCES, ENSEMBLE})))
        if name in named
    ]
    return ", ".join(f"{what} {there!r} instead of {here!r}" for what, there, here in told if there != here)


def _chances(manifest: Manifest) -> str:
    return "of each point" if CHANCES in manifest.digests else "the same at all points"


def _ensemble(manifest: Manifest) -> str:
    return manifest.shown(ENSEMBLE) if manifest.has_ensemble else "none"


def of_before(content: dict[str, Any]) -> dict[str, Any]:
    """The manifest of an earlier format as one of this, with its hashes as digests."""
    hashes = {"scenario": "digest", "sources": "sources", "outcomes": "definitions"}
    said = {name: value for name, value in content.items() if name not in hashes.values()}
    return said | {"digests": {name: content[key] for name, key in hashes.items() if key in content}, "files": {}}
