"""The runs of a board: every distinct arm once for each run number, and what the tests want to know of them.

A job is one run number in one country: it simulates all arms there with the same seed, so that pairs are at hand, the
months that arms have in common once, and keeps a small file of numbers. Finished jobs are never done again; a killed
process loses the jobs it was at.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.ask.claims.arms import prefix_of
from politburo.ask.claims.folder import ClaimsFolder, JobMarker, number
from politburo.ask.claims.record import Arm, Claim, Measured, Test
from politburo.run.engines import Engine, OnProgress, Pace, Threads
from politburo.run.folder.sealed import for_json
from politburo.run.plan import model_sources
from politburo.run.runner import kernels_for
from politburo.terms.errors import PolitburoError

if TYPE_CHECKING:
    from politburo.ask.claims.observables import Seen


Where = tuple[str, float, int]
"""A country by name and scale, and the key of chance."""

Found = tuple[dict[tuple[str, str], Measured], dict[str, float]]
"""What a job wrote: what was measured, by claim and test, and the seconds that each claim took."""


@dataclass(frozen=True)
class Pairs:
    """The job of one run number in one country: it simulates all arms there and writes what their tests want to know.

    `tests` are those to be measured, by id of the claim; `folder` is where the file goes, `place` its number among all.
    """

    where: Where
    run: int
    tests: tuple[tuple[str, Test], ...]
    folder: Path = Path()
    place: int = 0

    @property
    def name(self) -> str:
        """A name for its file: the country and run in words, and a hash of all that decides what comes out."""
        return self._name

    @cached_property
    def _name(self) -> str:
        country, scale, seed = self.where
        told = f"[{', '.join(_told(claim, test) for claim, test in self.tests)}]"
        said = hashlib.blake2b(f"{told} {seed}".encode(), digest_size=8).hexdigest()
        return f"{country}-{scale:g}-run-{self.run:03d}-{said}"

    @property
    def file(self) -> Path:
        """Its file, of this version of the model."""
        return self.folder / f"{self.name}-{model_sources()[:8]}.json"

    @property
    def arms(self) -> dict[Arm, list[tuple[str, Test]]]:
        """Every distinct arm with the tests that look at it, those together that have the months before in common."""
        found: dict[Arm, dict[Arm, list[tuple[str, Test]]]] = {}
        for claim, test in self.tests:
            for arm in dict.fromkeys(arms_of(test)):
                found.setdefault(prefix_of(arm), {}).setdefault(arm, []).append((claim, test))
        return {arm: tests for arms in found.values() for arm, tests in arms.items()}

    @property
    def months(self) -> int:
        """Months that are simulated: those before the change once for all arms that have them in common."""
        arms = self.arms
        return sum(arm.months for arm in arms) + sum(arm.settle for arm in {prefix_of(arm) for arm in arms})

    @property
    def scale(self) -> float:
        """That of the country."""
        return self.where[1]

    def do(self, pace: Pace) -> None:
        """Simulate all arms and write down what their tests want to know, and the seconds that each claim took."""
        from politburo.ask.claims.observables import begun, requests_of, seen_of

        seen: dict[Arm, Seen] = {}
        seconds: defaultdict[str, float] = defaultdict(float)
        waiting = {(claim, test.name): test for claim, test in self.tests}
        found: dict[tuple[str, str], Measured] = {}
        prefix = common = None
        for arm, tests in self.arms.items():
            started = time.perf_counter()
            if common is None or prefix_of(arm) != prefix:
                prefix = prefix_of(arm)
                common = begun(arm, self.where[2], self.run, pace.month, pace.stop)
            seen[arm] = seen_of(arm, common, requests_of(test for _, test in tests), pace.month, pace.stop)
            for claim, test in tests:
                if all(one in seen for one in arms_of(test)) and (claim, test.name) in waiting:
                    found[claim, test.name] = _measured(waiting.pop((claim, test.name)), seen)
            needed = {one for test in waiting.values() for one in arms_of(test)}
            seen = {one: looks for one, looks in seen.items() if one in needed}  # what nobody waits for is forgotten
            spent = time.perf_counter() - started
            for claim, _ in tests:
                seconds[claim] += spent / len(tests)
        measured = [[claim, test.name, *asdict(found[claim, test.name]).values()] for claim, test in self.tests]
        spent = {claim: round(seconds[claim], 4) for claim in seconds}
        ClaimsFolder(self.folder).keep_marker(JobMarker(job=self.file.stem, measured=for_json(measured), seconds=spent))

    def found(self) -> Found | None:
        """What it wrote; None where that is not there, is damaged, or is not about just these pairs."""
        marker = ClaimsFolder(self.folder).whole(self.file)
        tests = {(claim, test.name) for claim, test in self.tests}
        if marker is None or marker.seconds.keys() != {claim for claim, _ in tests}:
            return None
        measured = {(claim, test): Measured(*map(number, values)) for claim, test, *values in marker.measured}
        return (measured, marker.seconds) if measured.keys() == tests else None


@lru_cache(maxsize=256)
def _told(claim: str, test: Test) -> str:
    """A test as text, with all that decides what comes out. Every run number asks again, and a drawn arm is long."""
    told = asdict(test, dict_factory=_what_decides) | {"claim": claim}
    if test.base.files is not None:
        told["country"] = test.base.files.digest
    return json.dumps(told, sort_keys=True)


def _what_decides(told: list[tuple[str, Any]]) -> dict[str, Any]:
    """Files are told by their digest; what is incidental is told where it is other than usual."""
    return {name: value for name, value in told if name != "files" and (name, value) != ("incidental", None)}


def arms_of(test: Test) -> tuple[Arm, ...]:
    """The arms of a test: changed, base and those between; all with mechanisms off and in the rival, if any."""
    own = (test.changed, test.base, *test.levels)
    off = tuple(without(arm, test.through) for arm in own) if test.through else ()
    return own + off + (tuple(map(test.rival.of, own)) if test.rival else ())


def without(arm: Arm, mechanisms: tuple[str, ...]) -> Arm:
    """The same arm with mechanisms switched off."""
    return replace(arm, off=tuple(sorted({*arm.off, *mechanisms})))


@dataclass(frozen=True, slots=True)
class Measurements:
    """What each run gave, by id of the claim and name of the test, and the seconds that each claim took."""

    rows: Mapping[str, Sequence[Mapping[str, Measured]]]
    seconds: Mapping[str, float]


def pairs_for(claims: Iterable[Claim], folder: Path = Path(), first: int = 0) -> tuple[Pairs, ...]:
    """What is to be simulated for some claims: for each country and run number, the tests that want it.

    Its files are in `folder`; its places among all jobs are counted from `first` on.
    """
    wanted: dict[tuple[Where, int], list[tuple[str, Test]]] = {}
    for claim in claims:
        for test in claim.tests:
            where = (test.base.country_name, test.base.scale, claim.seed)
            for run in range(claim.runs):
                wanted.setdefault((where, run), []).append((claim.id, test))
    return tuple(
        Pairs(where, run, tuple(tests), folder, place)
        for place, ((where, run), tests) in enumerate(wanted.items(), first)
    )


def months_of(batches: Iterable[Sequence[Claim]]) -> dict[float, int]:
    """Months that some batches simulate, by scale."""
    months: Counter[float] = Counter()
    for pairs in (pairs for batch in batches for pairs in pairs_for(batch)):
        months[pairs.where[1]] += pairs.months
    return dict(months)


def is_measured(batches: Iterable[Sequence[Claim]], folder: Path) -> bool:
    """Whether all that some batches ask for is in the folder."""
    return all(pairs.found() for batch in batches for pairs in pairs_for(batch, folder))


def measure(
    batches: Sequence[Sequence[Claim]],
    folder: Path,
    *,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> list[Measurements]:
    """What each run of each claim gave, for every batch: simulated, or read from `folder` where it is there.

    Claims of one batch share their arms; batches share nothing, so that one after the other fits in memory.
    Raises StoreError when the folder cannot be written or is in use; EngineError when the engine cannot be used;
    PolitburoError when a job fails; KeyboardInterrupt when it is stopped. Finished jobs stay.
    """
    engine = Threads() if engine is None else engine
    asked: list[tuple[Pairs, ...]] = []
    for batch in batches:
        asked.append(pairs_for(batch, folder.absolute(), sum(map(len, asked))))
    jobs = list(chain.from_iterable(asked))
    if not all(job.found() for job in jobs):
        with ClaimsFolder(folder).holding(shared=engine.shared):
            _do([job for job in jobs if not job.found()], folder, engine, on_progress)
    return list(map(_gathered, batches, asked))


def _do(todo: Sequence[Pairs], folder: Path, engine: Engine, on_progress: OnProgress | None) -> None:
    try:
        with kernels_for(engine):
            failures = engine.do(todo, on_progress)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"Stopped: what is finished is kept in {folder}. Give the same command again to go on from there."
        ) from None
    for name, error in failures.items():
        raise PolitburoError(
            f"{name} failed: {type(error).__name__}: {error}. What is finished is kept in {folder}."
        ) from error


def _measured(test: Test, seen: Mapping[Arm, Seen]) -> Measured:
    from politburo.ask.claims.observables import values_of

    def in_arms(change: Callable[[Arm], Arm]) -> tuple[float, float, float]:
        changed, base, *levels = (seen[change(arm)] for arm in (test.changed, test.base, *test.levels))
        return values_of(test, changed, base, levels)

    def with_off(arm: Arm) -> Arm:
        return without(arm, test.through)

    nothing = (math.nan, math.nan, math.nan)
    off = in_arms(with_off) if test.through else nothing
    return Measured(*in_arms(lambda arm: arm), *off, *(in_arms(test.rival.of) if test.rival else nothing))


def _gathered(claims: Iterable[Claim], asked: Iterable[Pairs]) -> Measurements:
    """Sorted by claim and run number."""
    rows: dict[str, list[dict[str, Measured]]] = {claim.id: [{} for _ in range(claim.runs)] for claim in claims}
    seconds = dict.fromkeys(rows, 0.0)
    for pairs in asked:
        measured, spent = pairs.found() or ({}, {})
        for (claim, test), found in measured.items():
            rows[claim][pairs.run][test] = found
        for claim, value in spent.items():
            seconds[claim] += value
    return Measurements(rows, seconds)
