"""Every number that the command line takes has bounds, which refuse another one before anything heavy is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from politburo.cli import main
from politburo.cli.options import Within
from tests.cli.calling import call, refused
from tests.conftest import HOSTILE
from tests.hostile.folders import SMALL, make_runs
from tests.hostile.measuring import MOST_SECONDS, measured

pytestmark = pytest.mark.slow

ODD = ("1000000000", "1" + "0" * 20, "9" * 5000, "0", "-1", "nan", "inf", "1e9", "0.5", "1" + "0" * 9 + "/1", "", "x")

AT_ONCE = 0.5
"""Seconds within which a number is refused, on a machine that does nothing else."""

HEAVY = ("numpy", "numba", "pydantic", "pandas", "xarray", "duckdb", "scipy", "altair", "ema_workbench", "SALib")

NUMBERS = ("N", "K", "SHARE")
"""What stands for a number in the help."""

NUMBERS_WITHIN: dict[str, tuple[str, ...]] = {
    "--shard": ("1/0", "0/1", "2/1", "-1/2", "nan/2", "1000000000/1", "1/" + "9" * 5000, "٣/٤", "1/2/3", ""),
    "--slurm": ("jobs=1000000000", "jobs=0", "jobs=-1", "jobs=nan", "jobs=" + "9" * 5000, "cores=1001", "cores=1e9"),
    "--until": ("9999-12", "9999-99", "0000-01", "-1", "nan", "9" * 5000, ""),
    "--from": ("9999-12", "9999-99", "0000-01", "-1", "nan", "9" * 5000, ""),
    "--at": ("9999-12", "9999-99", "0000-01", "-1", "nan", "9" * 5000, ""),
    "--month": ("9999-12", "9999-99", "0000-01", "-1", "nan", "9" * 5000, ""),
    "--as-of": ("9999-99-99", "0000-01-01", "-1", "nan", "9" * 5000, ""),
    "--over": ("campaign=0:1:1000000000", "campaign=0:1:0", "campaign=0:1:-1", "campaign=nan:1", "campaign=0:1e400",
               "campaign=0:1:nan", "campaign=0:1:" + "9" * 5000, "campaign=" + ",".join(map(str, range(5000)))),
    "--lever": ("campaign=nan:1", "campaign=0:1e400", "campaign=1:0", "campaign=-1:2"),
    "--parameter": ("fear.horizon=nan:1", "fear.horizon=0:1e400", "fear.horizon=1:0", "fear.horizon=-1:1000000000"),
    "--set": ("campaign=nan", "campaign=1e400", "campaign=-1", "campaign=1000000000", "campaign=" + "9" * 5000),
    "--precision": ("fear=nan", "fear=0", "fear=-1", "fear=1e400", "fear=inf", "fear=1e400%"),
    "--when": ("regime_falls > nan", "regime_falls > 1000000000", "departures > 0x", "departures > nanx",
               "departures in top 0%", "departures in top -1%", "departures in top 1e20%",
               "departures > " + "9" * 5000),
}  # fmt: skip
"""Texts in which a number stands, and what no number in them can be."""

WORDS = {
    *("--only", "--without", "--leader", "--off", "--series", "--outcome", "--method", "--kind", "--extends"),
    *("--out", "--csv", "--excel", "--page", "--cluster", "--from", "--country", "--pictures"),
    *("--sets", "--among", "--survivors", "--registered", "--ensemble", "--with", "--beside"),
    *("--draws", "--hub", "--views", "--reports", "--example", "--truth", "--theories"),
    *("--scenario", "--runs-folder", "--event", "--export"),
}
"""Options that take a name, a folder, a file or an address."""


def options() -> list[tuple[str, click.Option]]:
    """Every option of every command that takes a value, with the name of the command."""
    return [
        (name, one)
        for name, command in sorted(main.commands.items())
        for one in command.params
        if isinstance(one, click.Option) and not one.is_flag
    ]


def takes_numbers(option: click.Option) -> bool:
    """Whether numbers stand in the text of an option; that of `new --from` is the name of a scenario."""
    return option.opts[0] in NUMBERS_WITHIN and "NAME_OR_FILE" not in (option.metavar or "")


def bounded() -> list[tuple[str, str, Any]]:
    return [(name, one.opts[-1], one.type.bounds) for name, one in options() if isinstance(one.type, Within)]


def wrong(bounds: Any) -> list[str]:
    """Those of the odd values that lie outside of some bounds, or are none."""

    def is_wrong(said: str) -> bool:
        try:
            number = int(said) if bounds.is_whole else float(said)
        except ValueError:
            return True
        return not bounds.low <= number <= bounds.high

    return [said for said in ODD if is_wrong(said)]


@pytest.mark.parametrize(("command", "option"), [(name, one) for name, one in options()])
def test_every_option_is_a_number_with_bounds_or_a_text_that_is_tried_or_words(command: str, option: click.Option):
    if isinstance(option.type, Within):
        assert option.metavar in NUMBERS
    else:
        assert option.metavar not in NUMBERS
        assert not isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
        assert takes_numbers(option) or option.opts[0] in WORDS, (
            f"{command} {option.opts[0]} is new here: try numbers in it, or say that it takes none"
        )


@pytest.mark.parametrize(("command", "option", "bounds"), bounded())
def test_a_number_beyond_its_bounds_is_refused_with_the_most_that_is_allowed(
    command: str, option: str, bounds: Any, record_property: Callable[[str, object], None]
):
    values = wrong(bounds)
    for said in values:
        text = refused(command, f"{option}={said}")
        assert option in text or f"at most {bounds.high:{',' if bounds.is_whole else 'g'}}" in text, (said, text)
    assert f"at most {bounds.high:{',' if bounds.is_whole else 'g'}}" in refused(command, f"{option}=1000000000000")
    record_property(f"{HOSTILE}numbers refused", len(values))


CHILD = """
import json, sys, time
from click.testing import CliRunner
from politburo.cli import main

slowest, began = ["", 0.0], time.perf_counter()
for command, option, said in json.load(sys.stdin):
    at = time.perf_counter()
    code = CliRunner().invoke(main, [command, f"{option}={said}"]).exit_code
    assert code == 2, (command, option, said, code)
    slowest = max(slowest, [f"{command} {option}={said:.30}", time.perf_counter() - at], key=lambda one: one[1])
print(json.dumps({"slowest": slowest, "modules": sorted(sys.modules)}))
"""


def test_no_number_is_refused_late_or_after_a_heavy_import():
    asked = [(command, option, said) for command, option, bounds in bounded() for said in wrong(bounds)]
    with measured() as cost:
        done = subprocess.run(
            [sys.executable, "-c", CHILD], input=json.dumps(asked), capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert not {name.partition(".")[0] for name in found["modules"]} & set(HEAVY)
    assert found["slowest"][1] < AT_ONCE, found["slowest"]
    assert cost.seconds < AT_ONCE + len(asked) * 0.02


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbers") / "folder"
    make_runs(folder, 1)
    return folder


def reports_beside(folder: Path) -> Path:
    """A file of reports beside a folder."""
    file = folder.with_name("reports.csv")
    file.write_text("month,kind,count\n2000-02,announcement,0\n")
    return file


def sound(command: str, option: str, folder: Path) -> list[str]:
    """What a command needs besides the option, so that it would do something."""
    out = ["--out", str(folder.with_name("out"))]
    set_, over, when = ["--set", "campaign=0.9"], ["--over", "campaign=0:1:3"], ["--when", "regime_falls > 0.5"]
    small = ["--until", "2001-03", "--scale", str(SMALL["scale"]), "--runs", "2"]
    words = {
        "branch": [str(folder), *out, "--at", "2001-02", *set_],
        "claims": out,
        "calibrate": ["north-korea", *out, "--short", "--scale", "0.002"],
        "compare": ["example", *out, *set_, *small],
        "discriminate": ["example", "--as-of", "2000-03-31", *out, "--scale", "0.002", "--sets", "2"],
        "emulate": ["example", *out, *small[:-2], "--runs", "3"],
        "evidence": ["north-korea"],
        "explore": ["example", *out, *small, *over, *when],
        "forecast": ["north-korea", "--as-of", "2012-12-31", "--sets", "2", *out, "--scale", "0.002"],
        "lab": ["--no-browser"],
        "leaders": ["example", "--check", *out, *small],
        "life": [str(folder), "--post", "1"],
        "nowcast": ["example", "--reports", str(reports_beside(folder)), *out, "--scale", "0.002"],
        "record": [str(folder), *out],
        "run": ["example", *out, *small],
        "sensitivity": ["example", *out, *small, "--outcome", "regime_falls"],
        "survey": ["example", *out, *small, "--sets", "2"],
        "sweep": ["example", *out, *small, *over],
        "theories": ["example", "--truth", "siege", *out, *small, "--sets", "2"],
    }[command]  # fmt: skip
    return [word for at, word in enumerate(words) if option not in (word, words[at - 1] if at else "")]


@pytest.mark.parametrize(("command", "option"), [(name, one.opts[0]) for name, one in options() if takes_numbers(one)])
def test_a_text_with_a_number_that_cannot_be_is_refused_soon(
    runs: Path, command: str, option: str, record_property: Callable[[str, object], None]
):
    for said in NUMBERS_WITHIN[option]:
        with measured() as cost:
            done = call(command, *sound(command, option, runs), f"{option}={said}")
        assert done.exit_code == 2, (said[:60], done.output)
        assert len(done.stderr) < 3000, said[:60]
        assert cost.seconds < MOST_SECONDS, said[:60]
        assert not runs.with_name("out").exists(), said[:60]
    record_property(f"{HOSTILE}numbers refused", len(NUMBERS_WITHIN[option]))
