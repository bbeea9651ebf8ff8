"""What a household costs as their number grows, to one for each of the people; writes GROWTH.md and growth.svg.

Every size is a process of its own, so that its memory is its own, and the sizes take turns. The phases of households
are `live`, which is theirs alone, and their part of the tally: the means over their people and percentiles of income.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

SIZES = (250_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000)
"""Numbers of households; the first is North Korea's own."""

TURNS, MONTHS = 3, 6
MOST = 2.5
"""Cost of a household in the largest country, relative to the smallest, that is aimed at."""


def main() -> None:
    """Measure, print and write GROWTH.md and growth.svg beside this file."""
    from politburo.ask.doctor import processor

    load_before = os.getloadavg()[0]
    turns = [[_measured(size) for size in SIZES] for _ in range(TURNS)]
    found = [_middle([turn[at] for turn in turns]) for at in range(len(SIZES))]
    first, last = found[0], found[-1]
    ratio = (last["live"] + last["tally"]) / (first["live"] + first["tally"])
    each = [(turn[-1]["live"] + turn[-1]["tally"]) / (turn[0]["live"] + turn[0]["tally"]) for turn in turns]
    lines = [
        "# What a household costs as their number grows",
        "",
        f"Written by `python benchmarks/growth.py` on {date.today().isoformat()}: {processor()}; load before "
        f"{load_before:.1f}; Python {platform.python_version()}, politburo {version('politburo')}, NumPy "
        f"{version('numpy')}, Numba {version('numba')}.",
        "",
        "North Korea at scale 1 with other numbers of households (`--households`), each size in a process of its own, "
        f"in turns. Nanoseconds of real time for each household and month in the phases of households: medians over "
        f"{TURNS} processes of the medians over {MONTHS} months after the first. Memory is the most that the process "
        "ever held, the program included.",
        "",
        "| households | people each | live, ns | tally, ns | both, ns | build, s | a month, s | memory, GB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(size, one) for size, one in zip(SIZES, found, strict=True)),
        "",
        f"With {SIZES[-1]:,} households one costs {ratio:.2f} times what it costs with {SIZES[0]:,} "
        f"({', '.join(f'{one:.2f}' for one in each)} in the turns); at most {MOST} is aimed at. A small country fits "
        "into the processor's cache; of a large one each array comes from memory once a month, where other work on the "
        "machine competes for it.",
        "",
        "![Nanoseconds for each household and month over the number of households](growth.svg)",
    ]
    text = "\n".join([*lines, ""])
    Path(__file__).with_name("GROWTH.md").write_text(text, encoding="utf-8")
    Path(__file__).with_name("growth.svg").write_text(_drawn(found), encoding="utf-8")
    print(text)


def _row(size: int, found: dict[str, float]) -> str:
    both = found["live"] + found["tally"]
    return (
        f"| {size:,} | {found['people']:.2f} | {found['live']:.1f} | {found['tally']:.1f} | {both:.1f} "
        f"| {found['build']:.1f} | {found['month']:.2f} | {found['memory']:.2f} |"
    )


def _middle(several: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(one[name] for one in several) for name in several[0]}


def _measured(size: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", str(size)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measure(size: int) -> dict[str, float]:
    """Nanoseconds for each household and month, seconds, and gigabytes, of this process."""
    import resource

    from politburo.country import build
    from politburo.month.tally import Tally, count_households, tally
    from politburo.month.the_month import first_month, the_month
    from politburo.scenario import load

    scenario = load("north-korea")
    build("north-korea", 0.01)  # what building takes is compiled before
    begun = time.perf_counter()
    country = build("north-korea", 1.0, size)
    built = time.perf_counter() - begun
    now = first_month(country, scenario, 0)
    tables = Tally(now, MONTHS + 1)
    spent: dict[str, list[float]] = {"live": [], "tally": [], "month": []}
    for row in range(MONTHS + 1):
        month = scenario.start + row
        now.turn_to(month, scenario.levers_at(month), scenario.seed_at(month), 0)
        now.logic, now.chooses = scenario.logics[row], scenario.chooses_at(month)
        times: dict[str, float] = {}
        begun, first_event = time.perf_counter(), len(now.log)
        the_month(now, times)
        tally(now, tables, row, first_event)
        whole = time.perf_counter() - begun
        begun = time.perf_counter()
        count_households(now, tables, row, 0)
        counted = time.perf_counter() - begun
        for name, seconds in (("live", times["live"]), ("tally", counted), ("month", whole)):
            spent[name] += [seconds] if row else []  # what the first month takes, it takes for compiling too
    each = {name: median(spent[name]) / size * 1e9 for name in ("live", "tally")}
    return each | {
        "people": float(country.households.weight.mean(dtype=float)),
        "build": built,
        "month": median(spent["month"]),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9,
    }


def _drawn(found: list[dict[str, float]]) -> str:
    """The picture: lines for both phases and for their sum, and what is aimed at."""
    from politburo.show.rendering import svg

    rows = [
        {"households": size, "phase": name, "ns": value}
        for size, one in zip(SIZES, found, strict=True)
        for name, value in (("live", one["live"]), ("tally", one["tally"]), ("both", one["live"] + one["tally"]))
    ]
    aim = [{"households": size, "ns": MOST * rows[2]["ns"]} for size in (SIZES[0], SIZES[-1])]
    x = {
        "field": "households", "type": "quantitative", "title": "households",
        "scale": {"type": "log", "nice": False, "domain": [SIZES[0] / 1.2, SIZES[-1] * 1.2]},
        "axis": {"values": list(SIZES), "format": "~s", "grid": False},
    }  # fmt: skip
    y = {"field": "ns", "type": "quantitative", "title": "nanoseconds for each household and month"}
    colour = {"field": "phase", "type": "nominal", "sort": ["both", "live", "tally"], "title": "phase"}
    rule = {"mark": {"type": "line", "strokeDash": [4, 4], "color": "#777777"}, "data": {"values": aim}}
    label = {"mark": {"type": "text", "align": "right", "dy": -6, "color": "#555555"}, "data": {"values": aim[-1:]}}
    return svg(
        {
            "width": 480,
            "height": 260,
            "layer": [
                {"data": {"values": rows}, "mark": {"type": "line", "point": True},
                 "encoding": {"x": x, "y": y, "color": colour}},
                rule | {"encoding": {"x": x, "y": y}},
                label | {"encoding": {"x": x, "y": y, "text": {"value": f"aim: {MOST} times the smallest"}}},
            ],
        }
    )  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(_measure(int(sys.argv[2]))))
    else:
        main()
