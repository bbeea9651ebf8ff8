"""Measures the month against an earlier commit, in turns in one run, and writes MONTH.md beside this file.

The earlier commit is taken out of the repository's history into a folder of its own and run from there with the same
packages. Either has a process of its own that stays; they simulate in turns, one run each, so that what else the
machine does meets both alike. One thread, processor time, but where two threads are compared with one: there it is time
on the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EARLIER = "3a113cb"
"""The commit before the month was made of phases that are compiled as wholes."""

THREADED = 0.03
"""The scale at which two threads are compared with one."""

MEASURE = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from politburo.country import build
from politburo.month import simulate
from politburo.scenario import adapt, load

def months(scenario):
    return scenario.end - scenario.start + 1

def answer(found):
    print(json.dumps(found), flush=True)

started = time.perf_counter(), time.process_time()
simulate(build("example", 1.0), adapt(load("example"), until="2000-02"), 0)
answer([time.perf_counter() - started[0], time.process_time() - started[1]])
for line in sys.stdin:
    asked, *of_what = json.loads(line)
    if asked == "country":
        scale, until = of_what
        scenario = adapt(load("north-korea"), until=until)
        country = build(scenario.country, scale)
        simulate(country, scenario, 0)
        answer(country.posts.count + country.households.count)
    elif asked == "run":
        started = time.thread_time()
        simulate(country, scenario, 0)
        answer((time.thread_time() - started) / months(scenario))
    elif asked == "phases":
        phases = {}
        simulate(country, scenario, 0, times=phases)
        answer({name: value / months(scenario) for name, value in phases.items()})
    elif asked == "threads":
        with ThreadPoolExecutor(of_what[0]) as pool:
            started = time.perf_counter()
            list(pool.map(lambda run: simulate(country, scenario, run), range(8)))
            answer(time.perf_counter() - started)
"""
UNTIL = {0.001: "2019-12", 0.03: "2013-12", 1.0: "2013-12"}
TURNS = {0.001: 60, 0.03: 60, 1.0: 12}
"""Turns at each scale: one run of the earlier month, one of the month as it is."""


class Side:
    """A process that uses these sources, and simulates when it is asked to."""

    def __init__(self, sources: Path, cache: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(sources), "POLITBURO_CACHE": str(cache)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", MEASURE], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.start: tuple[float, float] = self._answer()
        """Seconds on the clock and of the processor until the first two months of a country are simulated."""

    def ask(self, *what: Any) -> Any:
        """What it answers."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """Let it go."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a process that measures has ended before it answered")
        return json.loads(line)


def sources_of(commit: str, folder: Path) -> Path:
    """The sources of a commit, taken out into a folder."""
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", commit, "src"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    return folder / "src"


def in_turns(old: Side, new: Side, times: int, *what: Any) -> tuple[list[Any], list[Any]]:
    """What either answers, asked in turns, so that what else the machine does meets both alike."""
    answers = [(old.ask(*what), new.ask(*what)) for _ in range(times)]
    return [before for before, _ in answers], [after for _, after in answers]


def quartiles(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float]:
    """Quartiles of how many times as fast the month is as the earlier one, turn by turn."""
    lower, middle, upper = statistics.quantiles([b / a for b, a in zip(before, after, strict=True)], n=4)
    return lower, middle, upper


def compared(commit: str, old: Side, new: Side, cold: Mapping[str, Sequence[float]]) -> str:
    """The page: ratios first, then the times that they are made of."""
    lines = [
        "# The month, before and after",
        "",
        f"Written by `make bench-month`: commit {commit} against the sources as they are, in turns in one run, medians "
        "over the turns and, of the ratio, the quartiles. North Korea, one thread, processor time. Times of other runs "
        "and machines are not to be compared with these; the ratios are.",
        "",
        "| scale | agents | turns | earlier, ms a month | now, ms a month | times as fast | quartiles | "
        "now, ns per agent-month |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    gains: dict[str, float] = {}
    for scale, turns in TURNS.items():
        print(f"scale {scale}", file=sys.stderr)
        agents = [side.ask("country", scale, UNTIL[scale]) for side in (old, new)][1]
        before, after = in_turns(old, new, turns, "run")
        lower, middle, upper = quartiles(before, after)
        lines.append(
            f"| {scale} | {agents:,} | {turns} | {1e3 * statistics.median(before):.3f} | "
            f"{1e3 * statistics.median(after):.3f} | {middle:.2f} | {lower:.2f} to {upper:.2f} | "
            f"{1e9 * statistics.median(after) / agents:.1f} |"
        )
        if scale == THREADED:
            for name, side in (("earlier", old), ("now", new)):
                one, two = zip(*((side.ask("threads", 1), side.ask("threads", 2)) for _ in range(5)), strict=True)
                gains[name] = statistics.median(a / b for a, b in zip(one, two, strict=True))
    phases = in_turns(old, new, 5, "phases")
    lines += [
        "",
        f"Phases at scale {list(TURNS)[-1]}, the tally left out:",
        "",
        "| phase | earlier, µs | now, µs | times as fast |",
        "| --- | ---: | ---: | ---: |",
    ]
    for phase in phases[1][0]:
        after = statistics.median(one[phase] for one in phases[1])
        if phase not in phases[0][0]:
            lines.append(f"| {phase} | – | {1e6 * after:.0f} | – |")
            continue
        before = statistics.median(one[phase] for one in phases[0])
        lines.append(f"| {phase} | {1e6 * before:.0f} | {1e6 * after:.0f} | {before / after:.2f} |")
    lines += [
        "",
        "| | earlier | now |",
        "| --- | ---: | ---: |",
        f"| two threads against one, eight runs at scale {THREADED} | {gains['earlier']:.2f} | {gains['now']:.2f} |",
        f"| first run with nothing compiled, one process, s | {cold['old'][0]:.1f} | {cold['new'][0]:.1f} |",
        f"| the same, processor time, s | {cold['old'][1]:.1f} | {cold['new'][1]:.1f} |",
        f"| first two months with all compiled, s | {old.start[0]:.2f} | {new.start[0]:.2f} |",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", default=EARLIER, help="the commit to compare with")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as found:
        folder = Path(found)
        sides = {"old": sources_of(asked.against, folder), "new": ROOT / "src"}
        cold = {}
        for name, sources in sides.items():
            print(f"{name}: compiled anew", file=sys.stderr)
            first = Side(sources, folder / name)
            cold[name] = first.start
            for scale, until in UNTIL.items():  # whatever else it needs is compiled now
                first.ask("country", scale, until)
            first.close()
        old, new = (Side(sources, folder / name) for name, sources in sides.items())
        text = compared(asked.against, old, new, cold)
        old.close()
        new.close()
    (Path(__file__).parent / "MONTH.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
