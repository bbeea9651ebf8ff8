"""What one `politburo run` takes, part by part, with its kernels compiled; writes SHARES.md.

Every measurement is a process of its own, which does what the command does in the command's order, but one thing after
the other: the command draws the picture while it writes the report. CPU time counts all threads; on an idle machine
with two cores a part takes less time than that, never more. Simulating takes turns with nothing else.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

TURNS = 3
ASKED = {"example": {"runs": 8, "scale": 1.0}, "north-korea": {"runs": 20, "scale": 0.02}}
"""Scenarios with their runs and scale. What follows the last run depends on the runs, and little on the scale."""

PARTS = {
    "imports": "starting Python and importing all that the command uses",
    "simulation": "simulating and storing the runs",
    "opening": "reading series and events, counting years",
    "picture": "specification, SVG and PNG",
    "report": "the HTML report with its figures and tables",
    "text": "tables and sentences for the terminal",
}


def main() -> None:
    """Measure, print and write SHARES.md beside this file."""
    from politburo.ask.doctor import processor

    lines = [
        "# What one run takes",
        "",
        f"Written by `make bench` on {date.today().isoformat()}: {processor()}; Python {platform.python_version()}, "
        f"politburo {version('politburo')}, vl-convert {version('vl-convert-python')}.",
        "",
        f"Seconds of CPU time with kernels compiled, median of {TURNS} processes, and shares of the whole.",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for scenario, how in ASKED.items():
            _measured(
                scenario, Path(folder) / f"{scenario}-first"
            )  # compiles, and puts Vega together, where that was not done
            turns = [_measured(scenario, Path(folder) / f"{scenario}-{turn}") for turn in range(TURNS)]
            spent = {part: median(turn[part] for turn in turns) for part in PARTS}
            lines += ["", *_table(scenario, how, spent)]
    text = "\n".join([*lines, ""])
    Path(__file__).with_name("SHARES.md").write_text(text, encoding="utf-8")
    print(text)


def _table(scenario: str, how: dict[str, float], spent: dict[str, float]) -> list[str]:
    whole = sum(spent.values())
    after = sum(spent[part] for part in ("opening", "picture", "report", "text"))
    rows = [f"| {part} | {PARTS[part]} | {each:.2f} | {each / whole:.0%} |" for part, each in spent.items()]
    return [
        f"## {scenario}, {how['runs']} runs at scale {how['scale']:g}",
        "",
        "| part | what it is | seconds | share |",
        "| --- | --- | ---: | ---: |",
        *rows,
        f"| **whole** | | {whole:.2f} | 100% |",
        "",
        f"After the last run: {after:.2f} s, {after / whole:.0%} of the whole.",
    ]


def _measured(scenario: str, out: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", scenario, str(out)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measure(scenario: str, out: str) -> dict[str, float]:
    """Seconds of CPU time of each part, in this process."""
    spent: dict[str, float] = {}

    @contextmanager
    def part(name: str) -> Iterator[None]:
        begun = time.process_time() if spent else 0.0
        yield
        spent[name] = time.process_time() - begun

    with part("imports"):
        import vl_convert  # noqa: F401 - what is drawn with

        from politburo.answer.display import display
        from politburo.ask.run import run
        from politburo.ask.run.values import count_years
        from politburo.show.page.report import save_report
    with part("simulation"):
        results = run(scenario, out=out, runs=int(ASKED[scenario]["runs"]), scale=ASKED[scenario]["scale"])
    with part("opening"):
        count_years(results)
    with part("picture"):
        picture = results.plot()
        for ending in ("svg", "png"):
            picture.save(results.folder / f"picture.{ending}")
    with part("report"):
        save_report(results, results.folder)
    with part("text"):
        display().as_text(results)
    return spent


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(_measure(*sys.argv[2:])))
    else:
        main()
