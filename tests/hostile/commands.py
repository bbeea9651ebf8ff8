"""Every command that opens a folder with results: what makes it a sound one, and how it opens it.

A folder is asked as a stranger's would be: by the command that reads it, or by the one that would go on with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import politburo as pb
from tests.cli.calling import printed
from tests.hostile.folders import EXPLAINED, SMALL, make_runs

MONTHS = ("--until", "2000-06", "--scale", "0.02", "--threads", "1", "--quiet")
SIZE = ("--until", SMALL["until"], "--scale", "0.02", "--threads", "1", "--quiet")
FACTORS = ("--over", "sanctions=0:1:2", "--over", "fear.horizon=2:3:2")
SCREENED = (
    *(
        "--parameter",
        "fear.horizon",
        "--parameter",
        "fear.recall_memory",
        "--lever",
        "sanctions",
        "--lever",
        "campaign",
    ),
    *("--outcome", "departures", "--trajectories", "4", "--keep", "1", "--points", "8", "--runs", "2"),
)
CONDITION = ("--when", "departures > 1x", "--boxes", "1")

CLAIM = """
[settings.small]
country = "example"
start = "2000-01"
settle = 2
months = 3
scale = 0.05

[[claims]]
id = "X1"
says = "Campaigns frighten"
source = "own"
provenance = "H"
runs = 3
setting = "small"
changed = { held = { campaign = 0.9 } }

[[claims.tests]]
name = "fear"
observe = "fear"
window = [0, 3]
expect = "up"
minimum = 0.05
relative = true
"""

Asked = Callable[[Path], tuple[str, ...]]
Make = Callable[[Path], object]


@dataclass(frozen=True)
class Opening:
    """One command and the kind of folder that it opens: `make` makes a sound one, `place` is what is damaged in it."""

    make: Make
    asked: Asked
    kind: str = "runs"
    place: str = "."

    def placed(self, folder: Path) -> Path:
        """The folder that is damaged: the one of the name, or the first in which there is a file of the name."""
        return folder if self.place == "." else min(folder.glob(self.place)).parent


def of_runs(folder: Path) -> None:
    make_runs(folder, 1)


def of_north_korea(folder: Path) -> None:
    pb.run("north-korea", seed=1, out=folder, runs=2, until="2009-03", scale=0.002)


def beside(folder: Path, name: str) -> str:
    return str(folder.with_name(name))


def with_out(*words: str) -> Asked:
    return lambda folder: (*words, "--out", str(folder))


@cache
def made_by(asked: Asked) -> Make:
    """A folder that is made by the command itself, which finds it again."""
    return lambda folder: printed(*asked(folder))


def merged(folder: Path) -> tuple[str, ...]:
    return ("merge", str(folder), "--out", beside(folder, "merged"))


def decided(*words: str) -> Asked:
    def asked(folder: Path) -> tuple[str, ...]:
        file = folder.with_name("claims.toml")
        if file.parent.is_dir():
            file.write_text(CLAIM)
        return ("claims", str(file), "--out", str(folder), "--threads", "1", "--quiet", *words)

    return asked


OF_RUNS: dict[str, Asked] = {
    "cite": lambda folder: ("cite", str(folder)),
    "why": lambda folder: ("why", str(folder)),
    "why an event": lambda folder: ("why", str(folder), "--event", str(EXPLAINED)),
    "record": lambda folder: ("record", str(folder), "--out", beside(folder, "record")),
    "life": lambda folder: ("life", str(folder), "--post", "1"),
    "report": lambda folder: ("report", str(folder)),
    "merge": merged,
    "branch": lambda folder: ("branch", str(folder), "--at", "2001-02", "--set", "campaign=0.9", "--threads", "1",
                              "--quiet", "--out", beside(folder, "branched")),
    "run again": with_out("run", "example", "--runs", "2", "--seed", "1", *SIZE),
    "run more": with_out("run", "example", "--runs", "3", "--seed", "1", *SIZE),
}  # fmt: skip

COMPARED = ("compare", "example", "--set", "campaign=0.9", "--runs", "2", *MONTHS)
compared, compared_across = with_out(*COMPARED), with_out(*COMPARED, "--across-priors", "2")
emulated = with_out("emulate", "example", "--lever", "campaign", "--series", "fear", "--points", "4", "--held-out", "9",
                    "--runs", "3", *MONTHS)  # fmt: skip
swept = with_out("sweep", "example", *FACTORS, "--runs", "2", *MONTHS)
explored = with_out("explore", "example", *FACTORS, *CONDITION, "--points", "24", "--runs", "2", *MONTHS)
screened = with_out("sensitivity", "example", *SCREENED, *MONTHS)
surveyed = with_out("survey", "north-korea", "--sets", "3", "--runs", "2", "--until", "2009-03", "--scale", "0.002",
                    "--threads", "1", "--quiet")  # fmt: skip
foreseen = with_out("forecast", "north-korea", "--as-of", "2009-02-01", "--years", "1", "--sets", "2", "--runs", "2",
                    "--scale", "0.002", "--threads", "1", "--quiet")  # fmt: skip
TWO = ("--only", "no fear", "--sets", "2", "--scale", "0.002", "--threads", "1", "--quiet")
held_against = with_out("theories", "example", "--truth", "no fear", "--until", "2000-12", *TWO)
told_apart = with_out("discriminate", "example", "--as-of", "2000-03-31", "--within", "1", *TWO)
claimed, claimed_across = decided(), decided("--across-priors", "2")

OPENINGS: dict[str, Opening] = {
    **{name: Opening(of_runs, asked) for name, asked in OF_RUNS.items()},
    "fit": Opening(of_north_korea, lambda folder: ("fit", str(folder))),
    "compare": Opening(made_by(compared), compared, place="*/manifest.json"),
    "compare across sets": Opening(made_by(compared_across), compared_across, "experiment", "*/experiment.json"),
    "emulate": Opening(made_by(emulated), emulated, "experiment", "fitted/experiment.json"),
    "sweep": Opening(made_by(swept), swept, "experiment"),
    "merge an experiment": Opening(made_by(swept), merged, "experiment"),
    "explore": Opening(made_by(explored), explored, "experiment"),
    "explore, its baseline": Opening(made_by(explored), explored, "experiment", "base/experiment.json"),
    "explore a folder": Opening(
        made_by(explored), lambda folder: ("explore", str(folder), *CONDITION, "--quiet"), "experiment"
    ),
    "sensitivity": Opening(made_by(screened), screened, "sensitivity"),
    "sensitivity of a folder": Opening(
        made_by(screened), lambda folder: ("sensitivity", str(folder), "--quiet"), "sensitivity"
    ),
    "merge an analysis": Opening(made_by(screened), merged, "sensitivity"),
    "claims": Opening(made_by(claimed_across), claimed, "claims"),
    "claims across sets": Opening(made_by(claimed_across), claimed_across, "claims"),
    "merge claims": Opening(made_by(claimed_across), merged, "claims"),
    "survey": Opening(made_by(surveyed), surveyed, "experiment"),
    "forecast": Opening(made_by(foreseen), foreseen, "experiment", "*/experiment.json"),
    "theories": Opening(made_by(held_against), held_against, "experiment", "*/experiment.json"),
    "discriminate": Opening(made_by(told_apart), told_apart, "experiment", "*/experiment.json"),
}
"""By what is done. Commands that keep experiments are given those of a stranger in their places."""
