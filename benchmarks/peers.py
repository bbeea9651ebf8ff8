"""politburo beside what one would pick instead, on the benchmark "rumour and fear"; writes PEERS.md.

Each version runs in a process and a virtual environment of its own (made once, in build/peers, from the pinned
versions in peers/*.txt), the versions in turns. What cannot be installed or fails is reported as not measured. The
environments are made with the newest Python found, or with the one named on the command line.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Any

from politburo.ask.doctor import processor

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parent / "build" / "peers"
PYTHONS = ("python3.13", "python3.12")
SUITABLE = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:2])))"

SIZES = (10_000, 100_000, 1_000_000)
STEPS = 120
TURNS = 3
LONGEST = 300.0
"""Seconds after which a process is given up."""

SAME_BY_CHANCE = 4.0
"""Standard errors of a difference of two shares within which versions agree."""

SCALES = (0.0171, 0.219, 1.0)
"""Scales of the full model at which it has about 10,000 and 100,000 agents, and all it can have, 450,000."""


@dataclass(frozen=True)
class Peer:
    """A version: what it is called, its file, the packages it needs (None: those of this process), and at each size
    how many steps are done and in how many turns it takes part."""

    name: str
    script: str
    packages: str | None
    steps: tuple[int, int, int] = (STEPS, STEPS, STEPS)
    turns: tuple[int, int, int] = (TURNS, TURNS, TURNS)


OURS = Peer("politburo's rules", "politburo_rules", None)
PLAIN = Peer("NumPy, as one writes it", "numpy_plain", "numpy")
AGENTS = Peer("Mesa, agents as objects", "mesa_agents", "mesa", (STEPS, 10, 2), (TURNS, TURNS, 1))
STARSIM = Peer("Starsim, custom module", "starsim_module", "starsim")
PEERS = (
    OURS,
    Peer("agentpy", "agentpy_agents", "agentpy", (STEPS, 5, 1), (TURNS, TURNS, 1)),
    AGENTS,
    Peer("Mesa with NumPy", "mesa_numpy", "mesa"),
    Peer("mesa-frames, join over ties", "mesa_frames_polars", "mesa_frames", (STEPS, 20, 5)),
    STARSIM,
    PLAIN,
    Peer("NumPy, tuned", "numpy_tuned", "numpy"),
    Peer("JAX on the CPU", "jax_loop", "jax"),
)


@dataclass
class Found:
    """What the turns of one version at one size gave, or why there is nothing."""

    turns: list[dict[str, Any]] = field(default_factory=list)
    failure: str = ""

    def middle(self, name: str) -> float:
        """Median over the turns."""
        return median(turn[name] for turn in self.turns)


Results = dict[tuple[str, int], Found]


class NotMeasuredError(Exception):
    """Why a version could not be measured, in its own words."""


def main() -> None:
    """Measure, print and write PEERS.md beside this file."""
    pythons = {name: _environment(name) for name in dict.fromkeys(peer.packages for peer in PEERS)}
    begun, load_before = time.perf_counter(), os.getloadavg()
    results = _measured(pythons)
    full = _full_model(pythons[STARSIM.packages])
    _check(results)
    minutes = (time.perf_counter() - begun) / 60
    text = "\n".join([*_heading(results, load_before, minutes), *_speeds(results), *_full(full, results)])
    Path(__file__).with_name("PEERS.md").write_text(text + "\n", encoding="utf-8")
    print(text)


def _environment(packages: str | None) -> Path | str:
    """The interpreter of an environment with those packages, or why there is none. None stands for this process's."""
    if packages is None:
        return Path(sys.executable)
    needed = HERE / "peers" / f"{packages}.txt"
    python = _newest_python()
    folder = ENVIRONMENTS / packages
    state = hashlib.sha256(needed.read_bytes() + python.encode()).hexdigest()
    stamp, made = folder / "stamp", folder / "bin" / "python"
    if stamp.exists() and stamp.read_text() == state:
        return made
    print(f"making the environment of {packages} …", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    pip = [str(made), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", str(needed)]
    for command in ([python, "-m", "venv", str(folder)], pip):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return _last_line(done.stderr)
    stamp.write_text(state)
    return made


def _newest_python() -> str:
    """The interpreter named on the command line, else the newest that starts and makes environments, else this one."""
    if len(sys.argv) > 1:
        return sys.argv[1]
    for name in PYTHONS:
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", SUITABLE], capture_output=True, check=False).returncode == 0:
            return found
    return sys.executable


def _last_line(text: str) -> str:
    """What a process said last, without the folder that this repository is in."""
    return (text.strip().splitlines() or ["no message"])[-1].replace(f"{HERE.parent}{os.sep}", "")[:200]


def _printed(python: Path | str, script: str, *arguments: object) -> dict[str, Any]:
    """The line of JSON that a script prints. Raises NotMeasuredError."""
    if isinstance(python, str):
        raise NotMeasuredError(f"not installed: {python}")
    command = [str(python), str(HERE / "peers" / f"{script}.py"), *(str(argument) for argument in arguments)]
    quiet = os.environ | {"STARSIM_INSTALL_FONTS": "0", "JAX_PLATFORMS": "cpu"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST, env=quiet)
    except subprocess.TimeoutExpired as error:
        raise NotMeasuredError(f"longer than {LONGEST:.0f} s") from error
    if done.returncode:
        raise NotMeasuredError(_last_line(done.stderr))
    return json.loads(done.stdout.strip().splitlines()[-1])


def _measured(pythons: dict[str | None, Path | str]) -> Results:
    """All versions at all sizes, in turns."""
    results: Results = {(peer.name, count): Found() for peer in PEERS for count in SIZES}
    for size, count in enumerate(SIZES):
        for turn in range(TURNS):
            for peer in PEERS:
                found = results[peer.name, count]
                if found.failure or turn >= peer.turns[size]:
                    continue
                try:
                    found.turns.append(_printed(pythons[peer.packages], peer.script, count, peer.steps[size]))
                    said = f"{found.turns[-1]['speed'] / 1e6:.3g} million agent-steps a second"
                except NotMeasuredError as error:
                    found.failure = said = str(error)
                print(f"{count:,} agents, turn {turn + 1}, {peer.name}: {said}", file=sys.stderr, flush=True)
    return results


def _full_model(starsim: Path | str) -> list[list[dict[str, Any]]]:
    """Turns of the full model, for each scale; each with the speed of Starsim's light one with as many agents, if any.

    Both take their turn one after the other.
    """
    turns: list[list[dict[str, Any]]] = [[] for _ in SCALES]
    for turn in range(TURNS):
        for scale, its in zip(SCALES, turns, strict=True):
            found = _printed(Path(sys.executable), "politburo_full", scale)
            with suppress(NotMeasuredError):
                found["light"] = _printed(starsim, STARSIM.script, found["agents"], STEPS)["speed"]
            its.append(found)
            said = f"{found['speed'] / 1e6:.3g} million, Starsim's light one {found.get('light', 0) / 1e6:.3g}"
            print(f"full model at scale {scale:g}, turn {turn + 1}: {said}", file=sys.stderr, flush=True)
    return turns


def _check(results: Results) -> None:
    """Every version has the share of exits that plain NumPy has after the same steps; one that has not is dropped."""
    expected: dict[tuple[int, int], float] = {}
    for peer in PEERS:
        for count, steps in zip(SIZES, peer.steps, strict=True):
            found = results[peer.name, count]
            if found.failure:
                continue
            if (count, steps) not in expected:
                expected[count, steps] = _printed(Path(sys.executable), PLAIN.script, count, steps)["share"]
            share, its = expected[count, steps], found.turns[0]["share"]
            if abs(its - share) > SAME_BY_CHANCE * sqrt(2 * share * (1 - share) / count):
                found.failure = f"share of exits {its:.4f}, not {share:.4f}"


def _heading(results: Results, load_before: tuple[float, ...], minutes: float) -> list[str]:
    shares = {
        count: [
            results[peer.name, count].turns[0]["share"]
            for peer in PEERS
            if peer.steps[SIZES.index(count)] == STEPS and not results[peer.name, count].failure
        ]
        for count in SIZES
    }
    said = ", ".join(f"{min(its):.3f}–{max(its):.3f} with {count:,} agents" for count, its in shares.items())
    return [
        "# Beside what one would pick instead",
        "",
        f"Written by `make bench-peers` on {date.today().isoformat()}: {processor()}, one processor for each process; "
        f"load before {load_before[0]:.1f}, at the end {os.getloadavg()[0]:.1f}; {minutes:.1f} minutes; "
        f"{platform.system()}.",
        "",
        "Rumour and fear: each of N agents trusts 8 others of a fixed random graph. In a step he takes the mean of "
        "what they feared before; fear ← 0.9 fear + 0.1 mean + 0.001; loyalty ← loyalty + 0.01 (0.5 − fear); he exits "
        "if a uniform is below 1 / (1 + exp(6 − 4 fear + 3 loyalty)). Numbers are float32 where the library lets them "
        "be.",
        "",
        f"Each figure is the median of {TURNS} turns, versions in turns, each in a process of its own; agent-steps by "
        "CPU time of all threads, without setting up and compiling. Slow versions do fewer steps, and one turn where "
        "marked. All agree on the share exited within "
        f"{SAME_BY_CHANCE:g} standard errors after the same steps; after {STEPS} it is {said}.",
        "",
    ]


def _speeds(results: Results) -> list[str]:
    sizes = " | ".join(f"{count:,}" for count in SIZES)
    line = "| --- | " + " | ".join("---:" for _ in SIZES) + " |"

    def table(title: str, cell: Any) -> list[str]:
        rows = [
            f"| {peer.name} | {' | '.join(cell(peer, results[peer.name, count], count) for count in SIZES)} |"
            for peer in PEERS
            if not all(results[peer.name, count].failure for count in SIZES)
        ]
        return [f"## {title}", "", f"| agents | {sizes} |", line, *rows, ""]

    def speed(peer: Peer, found: Found, count: int) -> str:
        if found.failure:
            return "–"
        size = SIZES.index(count)
        once = ", once" if peer.turns[size] < TURNS else ""
        few = f" ({peer.steps[size]} of {STEPS} steps{once})" if peer.steps[size] < STEPS else ""
        return f"{found.middle('speed') / 1e6:.3g}{few}"

    def ratio(_: Peer, found: Found, count: int) -> str:
        ours = results[OURS.name, count]
        return "–" if found.failure or ours.failure else f"{ours.middle('speed') / found.middle('speed'):.3g}"

    def memory(_: Peer, found: Found, __: int) -> str:
        return "–" if found.failure else f"{found.middle('megabytes'):,.0f}"

    failures = [
        f"- {peer.name}, {count:,} agents: not measured: {results[peer.name, count].failure}"
        for peer in PEERS
        for count in SIZES
        if results[peer.name, count].failure
    ]
    versions = [
        f"- {peer.name}: {', '.join(f'{name} {number}' for name, number in its.turns[0]['versions'].items())}"
        for peer in PEERS
        if (its := next((results[peer.name, count] for count in SIZES if results[peer.name, count].turns), None))
    ]
    return [
        *table("Million agent-steps per CPU second", speed),
        *table("How many times as fast politburo's rules are", ratio),
        *table("Peak memory of the process in MB, libraries included", memory),
        *failures,
        *([""] if failures else []),
        "## Versions",
        "",
        *versions,
        "",
    ]


def _full(full: list[list[dict[str, Any]]], results: Results) -> list[str]:
    """The full model beside Starsim's light one, the roofline, and the aims."""
    rows, ratios = [], []
    for scale, turns in zip(SCALES, full, strict=True):
        speed, memory = (median(turn[name] for turn in turns) for name in ("speed", "megabytes"))
        beside = "– | –"
        if all("light" in turn for turn in turns):
            light = median(turn["light"] for turn in turns)
            ratios.append(speed / light)
            beside = f"{light / 1e6:.3g} | {speed / light:.2f}"
        rows.append(f"| {scale:g} | {turns[0]['agents']:,} | {speed / 1e6:.3g} | {memory:,.0f} | {beside} |")
    months = full[0][0]["months"]
    return [
        "## The full model beside Starsim's light one",
        "",
        f"One run of `north-korea`, {months} months with all phases, the tally and events: million agent-months per "
        "CPU second. Starsim does rumour and fear, which has one phase, three columns and one gather, with as many "
        "agents.",
        "",
        "| scale | agents | politburo, full | MB | Starsim, light | ratio |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
        *_roofline(full, results),
        *_aims(results, ratios),
    ]


def _roofline(full: list[list[dict[str, Any]]], results: Results) -> list[str]:
    bandwidth = median(turn["bandwidth"] for turns in full for turn in turns)
    lines = [
        "## Against the bandwidth of the memory",
        "",
        f"A STREAM triad over 400 MB, compiled like any kernel here, moves {bandwidth / 1e9:.1f} GB a second on one "
        "thread in the same run. Shares above 100 % come from caches. Rumour and fear by politburo's rules:",
        "",
        "| agents | bytes of an agent-step | GB a second | share |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for count in SIZES:
        found = results[OURS.name, count]
        if not found.failure:
            each = found.turns[0]["bytes"]
            moved = each * found.middle("speed")
            lines.append(f"| {count:,} | {each} | {moved / 1e9:.1f} | {moved / bandwidth:.0%} |")
    turns = full[-1]
    agents, months = turns[0]["agents"], turns[0]["months"]
    total = sum(phase[2] for phase in turns[0]["phases"])
    spent = agents * months / median(turn["speed"] for turn in turns)
    lines += [
        "",
        "Each fear that is gathered counts 4 bytes; where the columns leave the caches, each costs a line of 64.",
        "",
        f"The full model at scale {SCALES[-1]:g}, {agents:,} agents. Bytes are an estimate: each column that a phase's "
        "module names counts once a month, though some phases look at few rows of it, and others pass over it more "
        "than once. Phases and tally are timed in real time, the whole in CPU time.",
        "",
        "| phase | ms a month | MB a month | GB a second | share |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for k, (name, _, touched) in enumerate(turns[0]["phases"]):
        seconds = median(turn["phases"][k][1] for turn in turns) / 1e3
        rate = touched / seconds if seconds > 0 else 0.0
        lines.append(
            f"| {name} | {1e3 * seconds:.2f} | {touched / 1e6:.1f} | {rate / 1e9:.1f} | {rate / bandwidth:.0%} |"
        )
    rate = total * months / spent
    lines.append(
        f"| **whole month** | {1e3 * spent / months:.2f} | {total / 1e6:.1f} | {rate / 1e9:.1f} "
        f"| {rate / bandwidth:.0%} |"
    )
    return [*lines, "", f"That is {total / agents:.0f} bytes of an agent-month.", ""]


def _aims(results: Results, ratios: list[float]) -> list[str]:
    """What was aimed at, and whether it is met."""

    def times(peer: Peer, count: int) -> float | None:
        ours, found = results[OURS.name, count], results[peer.name, count]
        return None if ours.failure or found.failure else ours.middle("speed") / found.middle("speed")

    others = [(peer, count, times(peer, count)) for peer in PEERS if peer is not OURS for count in SIZES]
    measured = [(ratio, peer, count) for peer, count, ratio in others if ratio is not None]
    least = min(measured, key=lambda one: one[0], default=None)
    middle = SIZES[1]
    lines = ["## Aims", "", "| aim | found | met |", "| --- | --- | --- |"]
    if least is not None:
        ratio, peer, count = least
        left_out = len(others) - len(measured)
        without = f"; {left_out} of {len(others)} not measured" if left_out else ""
        lines.append(
            f"| ahead of every version at every size | least: {ratio:.2f} times {peer.name} at {count:,}{without} "
            f"| {_met(ratio > 1 and not left_out)} |"
        )
    for peer, aim in ((STARSIM, 8), (AGENTS, 500)):
        ratio = times(peer, middle)
        found = "not measured" if ratio is None else f"{ratio:.3g} times"
        lines.append(
            f"| {aim} times {peer.name} at {middle:,} | {found} | {_met(ratio is not None and ratio >= aim)} |"
        )
    if ratios:
        lines.append(
            f"| full model 2.5 times Starsim's light one at every size | least: {min(ratios):.2f} times "
            f"| {_met(min(ratios) >= 2.5)} |"
        )
    return lines


def _met(holds: bool) -> str:
    return "yes" if holds else "**no**"


if __name__ == "__main__":
    main()
