"""Files that a user names on the command line are data of anyone: what they cannot be is refused soon and cheaply.

These are parameter sets, forecasts as draws, figures that were published since, registrations, and claims.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from politburo.infer.forecasts import save_forecasts
from tests.cli.calling import STEERING, call
from tests.conftest import HOSTILE
from tests.hostile.commands import CLAIM
from tests.hostile.measuring import MOST_MEGABYTES, MOST_SECONDS, MOST_SIGNS, measured
from tests.infer.made_up import figure, forecast, later_csv

pytestmark = pytest.mark.slow

SMALL = ("--scale", "0.002", "--threads", "1", "--quiet", "--out", "out")
FORECAST = ("forecast", "north-korea", "--as-of", "2009-02-01", *SMALL)
CLAIMS = ("claims", "--threads", "1", "--out", "out")
SETS = "fear.horizon,initial.fear\n2,0.1\n5,0.2\n"
REGISTERED = 'date = 2020-01-01\npolitburo = "0"\nmodel = "x"\n\n[claims]\n"C01" = "0"\n'

ASKED: dict[str, tuple[str, Callable[[str], Sequence[str]]]] = {
    "forecasts": ("draws.csv", lambda file: ("score", file, "--with", "later.csv")),
    "figures": ("later.csv", lambda file: ("score", "draws.csv", "--with", file)),
    "sets of an ensemble": ("sets.csv", lambda file: ("run", "example", "--ensemble", file, *SMALL)),
    "sets of a survey": ("sets.csv", lambda file: ("survey", "north-korea", "--among", file, *SMALL)),
    "sets of a forecast": ("sets.csv", lambda file: (*FORECAST, "--among", file)),
    "sets of claims": ("sets.csv", lambda file: (*CLAIMS, "--sets", file)),
    "forecasts beside others": ("draws.csv", lambda file: (*FORECAST, "--beside", file)),
    "a registration": ("day.toml", lambda file: (*CLAIMS, "--registered", file)),
    "claims": ("claims.toml", lambda file: ("claims", file, "--register")),
}
"""Kinds of files: what a sound one is called, and the command that reads it."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is, with a sound file of each kind."""
    monkeypatch.chdir(tmp_path)
    save_forecasts("draws.csv", [forecast([980 + step for step in range(40)], 2012, as_of=2011)], "politburo 0")
    Path("later.csv").write_text(later_csv([figure(1_000, 2012)]))
    Path("sets.csv").write_text(SETS)
    Path("day.toml").write_text(REGISTERED)
    Path("claims.toml").write_text(CLAIM)
    return tmp_path


def check_refused(asked: Sequence[str]) -> None:
    """Check that a command refuses a file in a short sentence, soon and cheaply, and writes nothing."""
    call(*(word.replace("draws.", "none.").replace("sets.", "none.") for word in asked))  # what is imported once
    with measured() as cost:
        done = call(*asked)
    assert done.exit_code in (2, 3), done.output
    assert len(done.stderr) < MOST_SIGNS
    assert not STEERING.search(done.stderr)
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES
    assert not Path("out").exists()


def large(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(1 << 40)


def row(cell: str) -> Callable[[Path], None]:
    """The same head, and below it one row of this cell alone."""

    def write(file: Path) -> None:
        head = file.read_text().partition("\n")[0]
        file.write_text(f"{head}\n{','.join([cell] * (head.count(',') + 1))}\n")

    return write


def content(said: bytes) -> Callable[[Path], Any]:
    return lambda file: file.write_bytes(said)


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def link_to(target: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        file.unlink()
        file.symlink_to(target)

    return make


CASES: dict[str, Callable[[Path], Any]] = {
    "a terabyte": large,
    "a pipe": pipe,
    "a device": link_to("/dev/zero"),
    "a folder": link_to("/"),
    "nowhere": Path.unlink,
    "nothing": content(b""),
    "zeros": content(bytes(100_000)),
    "no UTF-8": content(b"\xff\xfe\x00" * 1000),
    "open brackets": content(b"[" * 200_000),
    "a long line": content(b"1," * 1_000_000),
    "an open quote": content(b'a,b\n"' + b"1" * 1_900_000),
    "many columns": content(b",".join(b"c%d" % one for one in range(200_000)) + b"\n"),
    "1e400": row("1e400"),
    "no number": row("nan"),
    "a long number": row("9" * 100_000),
    "signs that steer": row("\x1b[31m"),
}

ONE = "(FROM 'draws.csv' LIMIT 1)"
PARQUET = {
    "five million rows of one forecast": f"SELECT one.* FROM {ONE} one, range(5000000)",
    "three million forecasts": f"SELECT one.* REPLACE ('x' || range AS forecaster) FROM {ONE} one, range(3000000)",
    "a text of 150 megabytes": "SELECT * REPLACE (repeat('a', 150000000) AS forecaster) FROM 'draws.csv' LIMIT 2",
    "long texts": "SELECT * REPLACE (repeat('ab', 1000000) AS series) FROM 'draws.csv'",
    "no numbers": "SELECT * REPLACE ('nan'::DOUBLE AS value) FROM 'draws.csv'",
    "no values": "SELECT * REPLACE (NULL::DOUBLE AS value) FROM 'draws.csv'",
    "days in the year 200000": "SELECT * REPLACE (DATE '200000-01-01' AS as_of) FROM 'draws.csv'",
    "lists": "SELECT * REPLACE (range(100000) AS value) FROM 'draws.csv' LIMIT 3",
}


def some_of(cases: Mapping[str, object]) -> list[Any]:
    """The first case; the others are only in the whole suite."""
    return [pytest.param(one, marks=[pytest.mark.hostile] if at else []) for at, one in enumerate(cases)]


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("case", some_of(CASES))
def test_what_cannot_be_is_refused_soon_and_cheaply(
    kind: str, case: str, place: Path, record_property: Callable[[str, object], None]
):
    name, asked = ASKED[kind]
    CASES[case](place / name)
    check_refused(asked(name))
    record_property(f"{HOSTILE}files refused", 1)


@pytest.mark.parametrize("case", some_of(PARQUET))
def test_forecasts_in_parquet_that_unfold_are_refused_soon_and_cheaply(case: str, place: Path):
    with duckdb.connect(config={"threads": 1}) as database:
        database.execute(f"COPY ({PARQUET[case]}) TO 'draws.parquet' (FORMAT parquet, COMPRESSION zstd)")
    check_refused(("score", "draws.parquet", "--with", "later.csv"))
