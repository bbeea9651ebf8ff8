"""Folders from strangers, whose checksums are right: every command that opens one ends soon, in a sentence or well."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import numpy as np
import pytest
from numpy.typing import NDArray

import politburo as pb
from politburo.cli import main
from politburo.infer.calibrate import plan
from politburo.infer.calibrate.folder import Folder as Calibrations
from politburo.run.experiment import open_experiment
from politburo.run.folder.files import mark_of
from politburo.run.store import Store
from politburo.terms.errors import PolitburoError
from tests.cli.calling import STEERING, call
from tests.conftest import HOSTILE
from tests.hostile.commands import OPENINGS, Make, of_runs
from tests.hostile.folders import EXPLAINED, SMALL, make_experiment
from tests.hostile.measuring import MOST_MEGABYTES, MOST_SECONDS, Cost, measured, outcome
from tests.hostile.sealing import manifest_vouches, resealed, vouched
from tests.hostile.test_bombs import WRONG_EVENTS, WRONG_LABELS, WRONG_SERIES, changed, entries_of, zipped

pytestmark = pytest.mark.slow

Change = Callable[[Path], Any]

HUGE, DEEP = 10**9, b"[" * 200_000
CODES = (0, 1, 2, 3)


def say(file: str, **said: Any) -> Change:
    """Have a sealed file say something else."""
    return lambda folder: resealed(folder / file, lambda there: there.update(said))


def write(file: str, content: bytes) -> Change:
    return lambda folder: (folder / file).write_bytes(content)


def large(file: str) -> Change:
    """A file of a terabyte, which takes no room on the disk."""

    def change(folder: Path) -> None:
        with (folder / file).open("r+b") as opened:
            opened.truncate(1 << 40)

    return change


def pipe(file: str) -> Change:
    """A pipe that nobody writes to."""

    def change(folder: Path) -> None:
        (folder / file).unlink()
        os.mkfifo(folder / file)

    return change


def link(file: str, to: str) -> Change:
    def change(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).symlink_to(to)

    return change


def raw_number(file: str, name: str, number: str) -> Change:
    """A number as no writer would write it."""

    def change(folder: Path) -> None:
        said = json.loads((folder / file).read_bytes()) | {name: "THE NUMBER"}
        (folder / file).write_text(json.dumps(said).replace('"THE NUMBER"', number))

    return change


def manifests(name: str) -> dict[str, Change]:
    """What a manifest of any kind may say."""
    return {
        f"{name}: a billion runs": say(name, runs=HUGE),
        f"{name}: a thousand runs": say(name, runs=1000),
        f"{name}: no runs": say(name, runs=0),
        f"{name}: the year 9999": say(name, start="9999-99", end="9999-99"),
        f"{name}: another month": say(name, end="2150-12"),
        f"{name}: format 1e400": raw_number(name, "format", "1e400"),
        f"{name}: runs 1e400": raw_number(name, "runs", "1e400"),
        f"{name}: runs of a thousand digits": raw_number(name, "runs", "9" * 5000),
        f"{name}: a seed that is none": raw_number(name, "seed", "NaN"),
        f"{name}: format of words": say(name, format="4"),
        f"{name}: format of the future": say(name, format=HUGE),
        f"{name}: the first format": say(name, format=1),
        f"{name}: no format": say(name, format=None),
        f"{name}: digests of nothing": say(name, digests={}),
        f"{name}: files elsewhere": say(name, files={"../../etc/passwd": {"bytes": 1, "checksum": "0"}}),
        f"{name}: files without end": say(name, files={"scenario.toml": {"bytes": 1 << 60, "checksum": "0"}}),
        f"{name}: a name that steers": say(name, scenario="\x1b[31m\x07\u202e", politburo="\x1b]0;x\x07\n\r"),
        f"{name}: open brackets": write(name, DEEP),
        f"{name}: open braces": write(name, b'{"a":' * 200_000),
        f"{name}: no JSON": write(name, b"\0" * 100),
        f"{name}: no UTF-8": write(name, b'{"format": "\xff\xfe"}'),
        f"{name}: a list": write(name, b"[]"),
        f"{name}: nothing": write(name, b""),
        f"{name}: a terabyte": large(name),
        f"{name}: a pipe": pipe(name),
        f"{name}: a device": link(name, "/dev/zero"),
        "scenario.toml: a terabyte": large("scenario.toml"),
        "scenario.toml: a pipe": pipe("scenario.toml"),
        "scenario.toml: a device": link("scenario.toml", "/dev/zero"),
        "scenario.toml: open brackets": vouching(name, write("scenario.toml", b"a = " + DEEP)),
        "scenario.toml: no UTF-8": vouching(name, write("scenario.toml", b"\xff\xfe")),
        "scenario.toml: another": vouching(name, write("scenario.toml", b'name = "x"\nextends = "north-korea"\n')),
        "scenario.toml: one outside": vouching(name, write("scenario.toml", b'extends = "../../../etc/passwd"\n')),
        "country.toml: open brackets": vouching(name, write("country/country.toml", b"a = " + DEEP)),
        "posts.csv: a terabyte": large("country/posts.csv"),
        "posts.csv: a device": link("country/posts.csv", "/dev/zero"),
        "provinces.csv: nobody": vouching(name, write("country/provinces.csv", b"name\n")),
    }


def vouching(name: str, change: Change) -> Change:
    """Change something, and let the manifest vouch for it."""

    def both(folder: Path) -> None:
        change(folder)
        manifest_vouches(folder / name)

    return both


def many_markers(folder: Path) -> None:
    content = Store(folder).marker_file(0).read_bytes()
    for run in range(2, 2000):
        os.link(Store(folder).marker_file(0), Store(folder).marker_file(run))
    (folder / "done" / "run-٣.json").write_bytes(content)
    (folder / "done" / "run-99999999999999999999.json").write_bytes(content)


def events(query: str, options: str = "") -> Change:
    def change(folder: Path) -> None:
        file = Store(folder).events_file(0)
        file.write_bytes(_of_other_events(file.read_bytes(), query, options))
        vouched(folder)

    return change


@cache
def _of_other_events(sound: bytes, query: str, options: str) -> bytes:
    """A Parquet file of what a query makes of a sound one; some take seconds to make."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sound.parquet"
        file.write_bytes(sound)
        return changed(file, query, options).read_bytes()


def series(change: Callable[[dict[str, bytes]], None]) -> Change:
    def both(folder: Path) -> None:
        file = Store(folder).series_file(0)
        entries = entries_of(file)
        change(entries)
        shutil.move(zipped(file, entries), file)
        vouched(folder)

    return both


def other_months(folder: Path) -> None:
    """Series of another scenario, of fewer months, in one run alone."""
    other = folder.with_name("other")
    pb.run("example", out=other, **(SMALL | {"until": "2000-06", "runs": 1}))
    for file, place in ((Store(other).series_file(0), Store(folder).series_file(0)),):
        shutil.copyfile(file, place)
    vouched(folder)


def empty_pipe(folder: Path) -> None:
    """A pipe in place of the events, of which the marker says rightly that it has no bytes."""
    file = Store(folder).events_file(0)
    pipe(str(file.relative_to(folder)))(folder)
    empty = {"bytes": 0, "checksum": "cae66941d9efbd404e4d88758ea67670"}
    resealed(Store(folder).marker_file(0), lambda said: said["files"].update({f"events/{file.name}": empty}))


MARKER = "done/run-00000.json"
RUNS: dict[str, Change] = {
    **manifests("manifest.json"),
    "marker: a run of thirty digits": say(MARKER, run=10**30),
    "marker: the year 9999": say(MARKER, ended_month="9999-99"),
    "marker: the year 0": say(MARKER, ended_month="0000-01"),
    "marker: a month before the start": say(MARKER, ended_month="1990-01"),
    "marker: a month after the end": say(MARKER, ended_month="2190-01"),
    "marker: a month of words": say(MARKER, ended_month="x"),
    "marker: no files": say(MARKER, files={}),
    "marker: files elsewhere": say(MARKER, files={"/etc/passwd": {"bytes": 1, "checksum": "0"}}),
    "marker: files of negative size": say(MARKER, files={"events/run-00000.parquet": {"bytes": -1, "checksum": "0"}}),
    "marker: seconds 1e400": raw_number(MARKER, "seconds", "1e400"),
    "marker: open brackets": write(MARKER, DEEP),
    "marker: a terabyte": large(MARKER),
    "marker: a pipe": pipe(MARKER),
    "two thousand markers": many_markers,
    "series: a terabyte": large("series/run-00000.zarr.zip"),
    "series: a pipe": pipe("series/run-00000.zarr.zip"),
    "series: fewer months": other_months,
    "events: a terabyte": large("events/run-00000.parquet"),
    "events: an empty pipe": empty_pipe,
    **{f"events: {name}": events(*query) for name, query in WRONG_EVENTS.items()},
    "events: reasons beyond any": events(
        "SELECT * REPLACE (list_transform(reasons, lambda one: 3e38::FLOAT) AS reasons) FROM sound"
    ),
    "events: no reasons": events("SELECT * EXCLUDE (reasons) FROM sound"),
    "events: hazards that are none": events("SELECT * REPLACE ('nan'::FLOAT AS hazard) FROM sound"),
    "events: posts beyond any": events("SELECT * REPLACE (2000000000::INT AS agent, -5::INT AS person) FROM sound"),
    "events: no ranks": events("SELECT * REPLACE (NULL::TEXT AS rank, NULL::TEXT AS organ) FROM sound"),
    "events: outside of the run": events("SELECT * REPLACE (DATE '2150-01-01' AS date) FROM sound"),
    "events: weights that are none": events("SELECT * REPLACE ('-inf'::FLOAT AS weight) FROM sound"),
    **{f"series: {name}": series(change) for name, change in (WRONG_SERIES | WRONG_LABELS).items()},
}  # fmt: skip


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Make], Path]:
    """Sound folders, by what makes them."""
    made: dict[Make, Path] = {}

    def of(make: Make) -> Path:
        if make not in made:
            made[make] = tmp_path_factory.mktemp("sound") / "folder"
            make(made[make])
        return made[make]

    return of


@pytest.fixture(scope="session")
def usual(sound: Callable[[Make], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Cost]:
    """What commands cost with a sound folder, when all that is imported and compiled once is there."""
    found: dict[str, Cost] = {}

    def of(name: str) -> Cost:
        opening = OPENINGS[name]
        while name not in found:
            for _ in range(2):
                folder = Path(shutil.copytree(sound(opening.make), tmp_path_factory.mktemp("usual") / "folder"))
                with measured() as found[name]:
                    assert call(*opening.asked(folder)).exit_code == 0
        return found[name]

    return of


@pytest.fixture(scope="session")
def made_experiment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an experiment of made-up runs."""
    folder = tmp_path_factory.mktemp("made") / "folder"
    make_experiment(folder, 1)
    return folder


def some_of(cases: dict[str, Change], every: int) -> list[Any]:
    return [pytest.param(one, marks=[pytest.mark.hostile] if at % every else []) for at, one in enumerate(cases)]


def everything(folder: Path) -> list[Callable[[], Any]]:
    """What can be asked of a folder of runs without a simulation and a picture."""
    return [
        lambda: pb.open(folder).series.load(),
        lambda: len(pb.open(folder).events) < 1_000_000 or pytest.fail("too many events"),
        lambda: pb.open(folder).tables,
        lambda: pb.open(folder).sentences,
        lambda: pb.open(folder).why(EXPLAINED).sentences,
        lambda: pb.open(folder).record().tables,
        lambda: pb.citation(pb.open(folder)),
    ]


@pytest.mark.parametrize("case", some_of(RUNS, 18))
def test_runs_of_strangers_are_borne(
    sound: Callable[..., Path], tmp_path: Path, case: str, record_property: Callable[[str, object], None]
):
    folder = Path(shutil.copytree(sound(of_runs), tmp_path / "folder"))
    RUNS[case](folder)
    asked = everything(folder)
    for ask in asked:
        outcome(ask)
    record_property(f"{HOSTILE}of strangers", len(asked))


def first_point(folder: Path) -> Path:
    return min((folder / "points").iterdir())


def of_point(change: Callable[[dict[str, Any]], Any]) -> Change:
    """Have the first file of a point say something else."""
    return lambda folder: resealed(first_point(folder), change)


def points(content: bytes) -> Change:
    return vouching("experiment.json", write("points.csv", content))


HEAD = b"sanctions,fear.horizon\n"
EXPERIMENTS: dict[str, Change] = {
    **manifests("experiment.json"),
    "factors that there are not": say("experiment.json", factors=[{"name": "x", "start": None}]),
    "no factors": say("experiment.json", factors=[]),
    "a factor from the year 9999": say("experiment.json", factors=[{"name": "sanctions", "start": "9999-99"}]),
    "a billion points": say("experiment.json", points=HUGE),
    "outcomes that there are not": say("experiment.json", outcomes=["x"]),
    "points.csv: 1e400": points(HEAD + b"1e400,3\n"),
    "points.csv: not a number": points(HEAD + b"nan,3\n"),
    "points.csv: a long number": points(HEAD + b"9" * 100_000 + b",3\n"),
    "points.csv: a long line": points(HEAD + b"1," * 1_000_000),
    "points.csv: a long field": points(HEAD + b'"' + b"1" * 300_000 + b'",3\n'),
    "points.csv: no UTF-8": points(b"\xff\xfe"),
    "points.csv: nothing": points(b""),
    "points.csv: other columns": points(b"x,y\n1,2\n"),
    "points.csv: more columns": points(HEAD + b"1,2,3\n"),
    "points.csv: a terabyte": large("points.csv"),
    "points.csv: a pipe": pipe("points.csv"),
    "point: a billionth run": of_point(lambda said: said["rows"][0].update(run=HUGE)),
    "point: outcomes of words": of_point(lambda said: said["rows"][0].update(values=["x"] * len(said["outcomes"]))),
    "point: the year 9999": of_point(lambda said: said["rows"][0].update(ended_month="9999-99")),
    "point: other outcomes": of_point(lambda said: said.update(outcomes=["x"] * len(said["outcomes"]))),
    "point: twice the same run": of_point(lambda said: said["rows"].append(said["rows"][0])),
    "point: no runs": of_point(lambda said: said.update(rows=[])),
    "point: files elsewhere": of_point(lambda said: said.update(files={"/etc/passwd": {"bytes": 1, "checksum": "0"}})),
    "point: open brackets": lambda folder: first_point(folder).write_bytes(DEEP),
    "point: a long line": lambda folder: first_point(folder).write_bytes(b'{"point": "' + b"x" * 5_000_000 + b'"}\n'),
    "point: 1e400": lambda folder: raw_number(str(first_point(folder).relative_to(folder)), "rows", "1e400")(folder),
    "point: a pipe": lambda folder: pipe(str(first_point(folder).relative_to(folder)))(folder),
    "point: a device": lambda folder: link(str(first_point(folder).relative_to(folder)), "/dev/zero")(folder),
    "many files of points": lambda folder: [
        os.link(first_point(folder), folder / "points" / f"{at:020x}-00000-00003.json") for at in range(2000)
    ],
}


@pytest.mark.parametrize("case", some_of(EXPERIMENTS, 12))
def test_experiments_of_strangers_are_borne(
    tmp_path: Path, made_experiment: Path, case: str, record_property: Callable[[str, object], None]
):
    folder = Path(shutil.copytree(made_experiment, tmp_path / "folder"))
    EXPERIMENTS[case](folder)
    with measured() as cost:
        try:
            results = open_experiment(folder)
            assert np.isfinite(results.outcomes.to_numpy()).all()
            assert len(results.fingerprint) == 32
        except PolitburoError:
            pass
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES
    record_property(f"{HOSTILE}of strangers", 1)


SENSITIVITIES: dict[str, Change] = {
    **manifests("sensitivity.json"),
    "kept that there are not": say("sensitivity.json", kept=["x"]),
    "nothing kept": say("sensitivity.json", kept=[]),
    "kept elsewhere": say("sensitivity.json", kept=["../../x"]),
    "a billion points": say("sensitivity.json", points=HUGE),
    "a billion trajectories": say("sensitivity.json", trajectories=HUGE),
    "a method that there is not": say("sensitivity.json", method="x"),
    "outcomes that there are not": say("sensitivity.json", outcomes=["x"]),
    "no factors": say("sensitivity.json", factors=[]),
    "screening.csv: 1e400": vouching("sensitivity.json", write("screening.csv", b"1e400,1,1,1\n" * 20)),
    "screening.csv: not a number": vouching("sensitivity.json", write("screening.csv", b"nan,nan,nan,nan\n" * 20)),
    "screening.csv: words": vouching("sensitivity.json", write("screening.csv", b"a,b\n" * 20)),
    "screening.csv: of different lengths": vouching("sensitivity.json", write("screening.csv", b"1\n1,1\n")),
    "screening.csv: nothing": vouching("sensitivity.json", write("screening.csv", b"")),
    "screening.csv: all the same": vouching("sensitivity.json", write("screening.csv", b"0.5,0.5,0.5,0.5\n" * 20)),
    "screening.csv: a terabyte": large("screening.csv"),
    "screening.csv: a pipe": pipe("screening.csv"),
    "experiment: a billion runs": say("screening/experiment.json", runs=HUGE),
    "experiment: no points": write("screening/points.csv", b""),
}


def first_job(folder: Path) -> Path:
    return min(folder.glob("*-run-*.json"))


CLAIMS: dict[str, Change] = {
    "measured: open brackets": lambda folder: first_job(folder).write_bytes(DEEP),
    "measured: a terabyte": lambda folder: large(first_job(folder).name)(folder),
    "measured: a pipe": lambda folder: pipe(first_job(folder).name)(folder),
    "measured: 1e400": lambda folder: raw_number(first_job(folder).name, "measured", "1e400")(folder),
    "measured: of claims that there are not": lambda folder: resealed(
        first_job(folder), lambda said: said.update(measured=[["x", "x", 1, 1, 1, 1]], seconds={"x": 1.0})
    ),
    "measured: nothing": lambda folder: resealed(first_job(folder), lambda said: said.update(measured=[])),
    "priors: a list": say("across-priors.json", X1=[]),
    "priors: of words": say("across-priors.json", X1={"of": "x", "deciders": "x"}),
}


NETWORK, WEIGHTS = "networks/network-0.json", "networks/network-0.npz"


def weights(content: Callable[[], bytes]) -> Change:
    """Other weights, for which their marker vouches."""

    def change(folder: Path) -> None:
        (folder / WEIGHTS).write_bytes(content())
        vouch = {WEIGHTS: asdict(mark_of((folder / WEIGHTS).read_bytes()))}
        resealed(folder / NETWORK, lambda said: said.update(files=vouch))

    return change


def packed(*arrays: NDArray, **options: bool) -> bytes:
    file = BytesIO()
    np.savez(file, **{f"a{at}": one for at, one in enumerate(arrays)}, **options)  # pyright: ignore[reportArgumentType]
    return file.getvalue()


def unfolding() -> bytes:
    """Weights that unfold to a gigabyte."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a0.npy", "w") as opened:
        for _ in range(1000):
            opened.write(bytes(1_000_000))
    return file.getvalue()


def with_head(shape: str) -> bytes:
    """An array that says to be of a shape, and is not."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(117) + b"\n"
        archive.writestr("a0.npy", b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + bytes(80))
    return file.getvalue()


CALIBRATIONS: dict[str, Change] = {
    **manifests("calibration.json"),
    "network: a billionth": say(NETWORK, number=HUGE),
    "network: of words": say(NETWORK, number="x"),
    "network: of other data": say(NETWORK, data="0" * 32),
    "network: no files": say(NETWORK, files={}),
    "network: files elsewhere": say(NETWORK, files={"/etc/passwd": {"bytes": 1, "checksum": "0"}}),
    "network: 1e400": raw_number(NETWORK, "number", "1e400"),
    "network: open brackets": write(NETWORK, DEEP),
    "network: a terabyte": large(NETWORK),
    "network: a pipe": pipe(NETWORK),
    "weights: a terabyte": large(WEIGHTS),
    "weights: a pipe": pipe(WEIGHTS),
    "weights: a device": link(WEIGHTS, "/dev/zero"),
    "weights: unfolding": weights(unfolding),
    "weights: a shape without end": weights(lambda: with_head(f"({10**15},)")),
    "weights: a shape of billions": weights(lambda: with_head(f"({10**10},)")),
    "weights: a negative shape": weights(lambda: with_head("(-1,)")),
    "weights: a shape of words": weights(lambda: with_head("('x',)")),
    "weights: objects": weights(lambda: packed(np.array([{"x": 1}], object), allow_pickle=True)),
    "weights: ten thousand arrays": weights(lambda: packed(*[np.zeros(1)] * 10_000)),
    "weights: other names": weights(lambda: packed(np.zeros(1)).replace(b"a0.npy", b"b0.npy")),
    "weights: no zip": weights(lambda: b"x" * 100),
    "weights: nothing": weights(lambda: b""),
}


@pytest.fixture(scope="session")
def made_calibration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a calibration that was stopped when the first of its networks was trained."""
    folder = tmp_path_factory.mktemp("made") / "folder"
    opened, asked = Calibrations(folder), plan("north-korea", short=True, scale=SCALE, out=folder)
    with opened.claimed(asked.base, **asked.digests):
        opened.keep_network(0, DATA, [np.arange(5.0), np.ones((2, 3))])
    return folder


SCALE, DATA = 0.002, "5" * 32


@pytest.mark.parametrize("case", some_of(CALIBRATIONS, 20))
def test_calibrations_of_strangers_are_borne(
    made_calibration: Path, tmp_path: Path, case: str, record_property: Callable[[str, object], None]
):
    folder = Path(shutil.copytree(made_calibration, tmp_path / "folder"))
    CALIBRATIONS[case](folder)
    opened, asked = Calibrations(folder), plan("north-korea", short=True, scale=SCALE, out=folder)
    with measured() as cost:
        try:
            with opened.claimed(asked.base, **asked.digests):
                found = opened.network(0, DATA)
            refused = False
        except PolitburoError:
            found, refused = None, True
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES
    # Either the weights that were trained, or none, so that they are trained again.
    assert found is None or [one.tolist() for one in found] == [[0, 1, 2, 3, 4], [[1, 1, 1]] * 2]
    if refused:
        done = call("calibrate", "north-korea", "--short", "--scale", str(SCALE), "--out", str(folder))
        assert done.exit_code in (2, 3), done.output
        assert not STEERING.search(done.output + done.stderr)
    record_property(f"{HOSTILE}of strangers", 1)


CASES = {"runs": RUNS, "experiment": EXPERIMENTS, "sensitivity": SENSITIVITIES, "claims": CLAIMS}

EVERY = {"runs": 12, "experiment": 6, "sensitivity": 3, "claims": 1}
"""Each command meets one case of so many of its kind, other commands others, so that together they meet every case."""

THOROUGH = "why an event"
"""The command that shows most of what a file of events may say, and so meets every case."""


QUICK = ("cite", "why", "merge")
"""Commands of which one case is always tried, all others in the whole suite alone."""


def meetings() -> list[Any]:
    """Commands and what they meet."""
    found: list[Any] = []
    for at, (name, opening) in enumerate(OPENINGS.items()):
        every = 1 if name == THOROUGH else EVERY[opening.kind]
        met = [case for place, case in enumerate(CASES[opening.kind]) if place % every == at % every]
        found += [
            pytest.param(name, case, marks=[] if name in QUICK and not place else [pytest.mark.hostile])
            for place, case in enumerate(met)
        ]
    return found


@pytest.mark.parametrize(("name", "case"), meetings())
def test_every_command_bears_the_folder_of_a_stranger_in_no_more_than_what_a_sound_one_takes_and_a_little(
    sound: Callable[[Make], Path],
    usual: Callable[[str], Cost],
    tmp_path: Path,
    name: str,
    case: str,
    record_property: Callable[[str, object], None],
):
    opening, beforehand = OPENINGS[name], usual(name)
    folder = Path(shutil.copytree(sound(opening.make), tmp_path / "folder"))
    CASES[opening.kind][case](opening.placed(folder))
    with measured() as cost:
        done = call(*opening.asked(folder))
    assert done.exit_code in CODES, done.output
    assert cost.seconds < beforehand.seconds + MOST_SECONDS
    assert cost.megabytes < beforehand.megabytes + MOST_MEGABYTES
    assert not STEERING.search(done.output + done.stderr)
    assert done.exit_code == 0 or len(done.stderr) < 3000, done.stderr
    record_property(f"{HOSTILE}of strangers", 1)


def test_every_case_meets_a_command():
    met = {
        (OPENINGS[name].kind, case)
        for name, case in (one.values for one in meetings() if isinstance(one.values[0], str))
    }
    assert met == {(kind, case) for kind, cases in CASES.items() for case in cases}


def test_every_command_that_takes_a_folder_opens_one_of_a_stranger():
    opened = {opening.asked(Path("/nowhere/folder"))[0] for opening in OPENINGS.values()}
    # The least calibration that a command can ask for takes minutes, so its folder is opened by a test of its own.
    assert opened | {"calibrate"} == {name for name, command in main.commands.items() if _opens(command)}


def _opens(command: click.Command) -> bool:
    """Whether a command reads a folder that it is given, or goes on with one that is there."""
    places = " ".join(one.make_metavar(click.Context(command)) for one in command.params)
    return any(word in places.split() for word in ("RUN", "[FOLDER]", "FOLDER...")) or any(
        one.name == "threads" for one in command.params
    )
