"""Measures the month against an earlier commit, in turns in one run, and writes MONTH.md beside this file.

The earlier commit is taken out of the repository's history into a folder of its own and run from there with the same
packages. Each round starts a process of its own for either; the table has the medians over the rounds. One thread,
processor time, but where two threads are compared with one: there it is time on the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EARLIER = "3a113cb"
"""The commit before the month was made of phases that are compiled as wholes."""

SCALES = (0.001, 0.03, 1.0)
ROUNDS = 5

MEASURE = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from politburo.country import build
from politburo.month import simulate
from politburo.scenario import adapt, load

def months(scenario):
    return scenario.end - scenario.start + 1

def spent(country, scenario, clock, times=None):
    started = clock()
    simulate(country, scenario, 0, times=times)
    return (clock() - started) / months(scenario)

found = {}
started = time.perf_counter(), time.process_time()
simulate(build("example", 1.0), adapt(load("example"), until="2000-02"), 0)
found["start"] = time.perf_counter() - started[0], time.process_time() - started[1]
for scale, until in json.loads(sys.argv[1]):
    scenario = adapt(load("north-korea"), until=until)
    country = build(scenario.country, scale)
    spent(country, scenario, time.thread_time)
    phases = {}
    once = min(spent(country, scenario, time.thread_time) for _ in range(3))
    spent(country, scenario, time.thread_time, phases)
    found[str(scale)] = {
        "month": once,
        "agents": country.posts.count + country.households.count,
        "phases": {name: value / months(scenario) for name, value in phases.items()},
    }
scenario = adapt(load("north-korea"), until="2013-12")
country = build(scenario.country, 0.03)
def timed(threads):
    with ThreadPoolExecutor(threads) as pool:
        started = time.perf_counter()
        list(pool.map(lambda run: simulate(country, scenario, run), range(8)))
        return time.perf_counter() - started
found["threads"] = min(timed(1) for _ in range(2)) / min(timed(2) for _ in range(2))
print(json.dumps(found))
"""
UNTIL = {0.001: "2019-12", 0.03: "2013-12", 1.0: "2013-12"}


def measured(sources: Path, cache: Path) -> dict[str, Any]:
    """What a process finds that uses these sources."""
    environment = os.environ | {"PYTHONPATH": str(sources), "POLITBURO_CACHE": str(cache)}
    plan = json.dumps([(scale, UNTIL[scale]) for scale in SCALES])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, plan], env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def sources_of(commit: str, folder: Path) -> Path:
    """The sources of a commit, taken out into a folder."""
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", commit, "src"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    return folder / "src"


def page(commit: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> str:
    """The page: ratios first, then the times that they are made of."""

    def median(rounds: list[dict[str, Any]], *path: str | int) -> float:
        found = []
        for one in rounds:
            value: Any = one
            for key in path:
                value = value[key]
            found.append(value)
        return statistics.median(found)

    lines = [
        "# The month, before and after",
        "",
        f"Written by `make bench-month`: commit {commit} against the sources as they are, in turns in one run, medians "
        f"over {len(new)} rounds. North Korea, one thread, processor time. Times of other runs and machines are not to "
        "be compared with these; the ratios are.",
        "",
        "| scale | agents | earlier, ms a month | now, ms a month | times as fast | now, ns per agent-month |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for scale in map(str, SCALES):
        before, after = median(old, scale, "month"), median(new, scale, "month")
        agents = new[0][scale]["agents"]
        lines.append(
            f"| {scale} | {agents:,} | {1e3 * before:.3f} | {1e3 * after:.3f} | {before / after:.2f} | "
            f"{1e9 * after / agents:.1f} |"
        )
    whole = str(SCALES[-1])
    lines += [
        "",
        f"Phases at scale {whole}, the tally left out:",
        "",
        "| phase | earlier, µs | now, µs | times as fast |",
    ]
    lines += ["| --- | ---: | ---: | ---: |"]
    for phase in new[0][whole]["phases"]:
        after = median(new, whole, "phases", phase)
        if phase not in old[0][whole]["phases"]:
            lines.append(f"| {phase} | – | {1e6 * after:.0f} | – |")
            continue
        before = median(old, whole, "phases", phase)
        lines.append(f"| {phase} | {1e6 * before:.0f} | {1e6 * after:.0f} | {before / after:.2f} |")
    lines += [
        "",
        "| | earlier | now |",
        "| --- | ---: | ---: |",
        f"| two threads against one, eight runs at scale 0.03 | {median(old, 'threads'):.2f} | "
        f"{median(new, 'threads'):.2f} |",
        f"| first run with nothing compiled, one process, s | {old[0]['cold'][0]:.1f} | {new[0]['cold'][0]:.1f} |",
        f"| the same, processor time, s | {old[0]['cold'][1]:.1f} | {new[0]['cold'][1]:.1f} |",
        f"| first two months with all compiled, s | {median(old, 'start', 0):.2f} | {median(new, 'start', 0):.2f} |",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", default=EARLIER, help="the commit to compare with")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as found:
        folder = Path(found)
        sides = {"old": sources_of(asked.against, folder), "new": ROOT / "src"}
        rounds: dict[str, list[dict[str, Any]]] = {"old": [], "new": []}
        cold = {side: measured(sources, folder / side)["start"] for side, sources in sides.items()}
        for number in range(asked.rounds):
            for side, sources in sides.items():
                print(f"round {number + 1} of {asked.rounds}, {side}", file=sys.stderr)
                rounds[side].append(measured(sources, folder / side) | {"cold": cold[side]})
    text = page(asked.against, rounds["old"], rounds["new"])
    (Path(__file__).parent / "MONTH.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
