"""How long the claims take: the board, its short form, and under other parameters and variants; writes CLAIMS.md.

Each part is run from nothing, in a folder of its own, with one thread for each core; kernels are compiled before. What
takes hours is measured in part, and what all of it would take is worked out from the months that it simulates: claims
under a few sets for as many as a search leaves, and the audit with a few pairs of each claim. On an idle machine of two
cores the budgets stand beside the times.

    python benchmarks/claims.py                            all parts
    python benchmarks/claims.py board sets --keep FOLDER   some of them; what was measured for the board is left there
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from politburo.ask.claims.artefacts import artefact_batches
from politburo.ask.claims.board import decide
from politburo.ask.claims.designs import whole_board
from politburo.ask.claims.measurement import Measurements, measure, months_of
from politburo.ask.claims.record import Claim
from politburo.ask.claims.robustness import ParameterSets, set_batches
from politburo.ask.doctor import processor
from politburo.ask.sets_file import read_sets
from politburo.country import build
from politburo.month import simulate
from politburo.run.engines import usable_threads
from politburo.scenario import adapt, load

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.claims import standing

SLOWEST = 8
"""Claims that are listed."""

SETS, OF_SETS, COUNTRY = 3, 400, "north-korea"
"""Sets that are run, and how many a search is to leave, of a country's own."""

PAIRS = 3
"""Pairs of each claim that are audited, at most."""

NOT_TIMED = "Not measured this time."


@dataclass
class Spent:
    """What a part took, in seconds of the clock and of processors."""

    seconds: float = 0.0
    of_processors: float = 0.0

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s, {self.of_processors:.0f} s of CPU time"


@contextmanager
def timed() -> Iterator[Spent]:
    """Measures what is done within."""
    spent, begun, used = Spent(), time.perf_counter(), time.process_time()
    yield spent
    spent.seconds, spent.of_processors = time.perf_counter() - begun, time.process_time() - used


def main() -> None:
    """Measure, print and write CLAIMS.md beside this file."""
    asked = argparse.ArgumentParser(description="How long the claims take.")
    asked.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all by default")
    asked.add_argument("--keep", type=Path, help="folder in which what was measured for the board is left")
    given = asked.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        asked.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    simulate(build(COUNTRY, 0.02), adapt(load(COUNTRY), until="2008-06", scale=0.02))  # compiles
    lines = _heading()
    for name, (title, budget, part) in PARTS.items():
        lines += [f"## {title}", "", f"Budget: {budget}.", ""]
        if given.parts and name not in given.parts:
            lines += [NOT_TIMED, ""]
            continue
        with tempfile.TemporaryDirectory() as folder:
            lines += [*part(Path(folder)), ""]
            if name == "board" and given.keep is not None:
                shutil.copytree(folder, given.keep, dirs_exist_ok=True)
    text = "\n".join(lines)
    Path(__file__).with_name("CLAIMS.md").write_text(text, encoding="utf-8")
    print(text)


def short(folder: Path) -> list[str]:
    """The short form of the board."""
    return _decided(folder, short=True)


def board(folder: Path) -> list[str]:
    """The board."""
    return _decided(folder, short=False)


def standing_form(folder: Path) -> list[str]:
    """The standing form of robustness, which is among the tests."""
    with timed() as spent:
        standing.standing(folder)
    claims, sets = len(standing.CLAIMS), standing.SETS
    return [f"{claims} claims under {sets} sets that come with {COUNTRY}, {_told(_standing_batches())}: {spent}."]


def sets(folder: Path) -> list[str]:
    """Claims under some sets, those that ask for a shape apart, and what a whole search would take."""
    chosen = ParameterSets(tuple(read_sets(COUNTRY)[:SETS]), COUNTRY)
    shapes = [claim for claim in whole_board() if claim.shape is not None]
    others = [claim for claim in whole_board() if claim.shape is None]
    lines = ["| under each set | months | seconds a set | hours for 400 sets |", "| --- | ---: | ---: | ---: |"]
    for name, claims in (("claims with a test", others), ("claims that ask for a shape", shapes)):
        batches = set_batches(claims, chosen)
        with timed() as spent:
            measure(batches, folder)
        each = spent.seconds / SETS
        months = sum(months_of(batches[:1]).values())
        lines.append(f"| {name} | {months:,} | {each:.0f} | {each * OF_SETS / 3600:.1f} |")
    return [*lines, "", f"Measured under {SETS} sets; months at {_scales(others, chosen)}."]


def audit(folder: Path) -> list[str]:
    """A few pairs of each claim under each variant, and what the whole audit would take by its months."""
    claims = whole_board()
    few = [replace(claim, runs=min(claim.runs, PAIRS)) for claim in claims]
    with timed() as spent:
        found = measure(artefact_batches(few), folder)
    part, whole = (_work(artefact_batches(some)) for some in (few, claims))
    runs = {claim.id: claim.runs for claim in claims}
    seconds = {name: value * runs[name] / min(runs[name], PAIRS) for name, value in _seconds(found).items()}
    return [
        f"At most {PAIRS} pairs of each claim, {_told(artefact_batches(few))}: {spent}. All pairs simulate "
        f"{_told(artefact_batches(claims))}: {whole / part:.1f} times the work, and so about "
        f"{spent.seconds * whole / part / 60:.0f} minutes.",
        "",
        *_slowest(runs, seconds),
    ]


Part = Callable[[Path], list[str]]

PARTS: dict[str, tuple[str, str, Part]] = {
    "short": ("The short form", "a minute", short),
    "board": ("The board", "6 minutes", board),
    "standing": ("The standing form of robustness", "60 seconds", standing_form),
    "sets": ("Under other parameters", f"about 3 hours for {OF_SETS} sets with two pairs each", sets),
    "audit": ("Whether findings are artefacts", "an hour", audit),
}
"""What is measured, by name: its title, how long it may take on two idle cores, and how."""


def _heading() -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("politburo", "numpy", "numba"))
    load_now = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        "# How long the claims take",
        "",
        f"Written by `python benchmarks/claims.py` on {date.today().isoformat()}: {processor()}, "
        f"{usable_threads(None)} threads; load before {load_now}; Python {platform.python_version()}, {libraries}.",
        "Budgets are for two idle cores.",
        "",
    ]


def _decided(folder: Path, *, short: bool) -> list[str]:
    with timed() as spent:
        found = decide(whole_board(), folder, short=short)
    runs = {one.claim.id: one.claim.runs for one in found.decided if one.findings}
    seconds = {one.claim.id: one.seconds for one in found.decided if one.findings}
    asked = [one.claim for one in found.decided]
    return [
        f"{len(found.decided)} claims, of which {len(runs)} are run, {_told([asked])}: {spent}.",
        "",
        *_slowest(runs, seconds),
    ]


def _standing_batches() -> list[tuple[Claim, ...]]:
    return set_batches(standing.chosen(), standing.sets())


def _told(batches: Sequence[Sequence[Claim]]) -> str:
    """Months that are simulated, by scale."""
    months = sorted(months_of(batches).items())
    return ", ".join(f"{count:,} months at scale {scale:g}" for scale, count in months)


def _scales(claims: Sequence[Claim], chosen: ParameterSets) -> str:
    return ", ".join(f"scale {scale:g}" for scale in sorted(months_of(set_batches(claims, chosen))))


def _work(batches: Sequence[Sequence[Claim]]) -> float:
    """Months times their scale: a month takes about as long as there are people."""
    return sum(scale * months for scale, months in months_of(batches).items())


def _seconds(found: Iterable[Measurements]) -> dict[str, float]:
    told: dict[str, float] = {}
    for one in found:
        for name, value in one.seconds.items():
            told[name] = told.get(name, 0.0) + value
    return told


def _slowest(runs: Mapping[str, int], seconds: Mapping[str, float]) -> list[str]:
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:SLOWEST]
    rows = [f"| {name} | {runs[name]} | {seconds[name]:.1f} |" for name in slowest]
    return ["| claim | pairs | seconds of a thread, shared arms divided |", "| --- | ---: | ---: |", *rows]


if __name__ == "__main__":
    main()
