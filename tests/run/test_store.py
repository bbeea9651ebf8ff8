"""A run folder holds one kind of runs, says so, and counts a run only when its marker is there."""

import json
import re
import shlex
import shutil
import time
from pathlib import Path

import pytest

from politburo.run import store as storing
from politburo.run.engines import Threads
from politburo.run.folder import sealed
from politburo.run.folder.lock import LOCK, locked
from politburo.run.folder.manifest import FORMAT
from politburo.run.plan import Plan, identity_of, make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.terms.errors import StoreError
from tests.folders import change, of_another_model
from tests.run.fake_month import NAMES, fake_build, fake_outcome, fake_simulate, short_scenario


def do(plan: Plan) -> Store:
    finish(plan, engine=Threads(1), build=fake_build, simulate=fake_simulate())
    return Store(plan.folder)


COUNTRY = {f"country/{name}" for name in ("country.toml", "provinces.csv", "posts.csv")}


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return do(make_plan(short_scenario(runs=2), tmp_path_factory.mktemp("done") / "runs")).folder


@pytest.fixture
def folder(done: Path, tmp_path: Path) -> Path:
    """A copy of a folder with two finished runs."""
    return shutil.copytree(done, tmp_path / "copy")


def test_a_folder_says_what_it_is(folder: Path):
    said = json.loads((folder / "manifest.json").read_text())
    assert said["format"] == FORMAT
    assert said["scenario"] == "example"
    assert said["seed"] == 1
    assert said["runs"] == 2
    assert (said["start"], said["end"]) == ("2000-01", "2001-12")
    assert set(said["versions"]) == {"python", "numpy", "numba"}


def test_nothing_but_the_runs_is_left_in_a_finished_folder(folder: Path):
    parts = (("series", "zarr.zip"), ("events", "parquet"), ("done", "json"))
    of_runs = {f"{part}/run-0000{run}.{suffix}" for run in (0, 1) for part, suffix in parts}
    assert set(files(folder)) == {LOCK, "manifest.json", "scenario.toml", *COUNTRY} | of_runs


def test_a_run_counts_only_when_its_marker_is_there(folder: Path):
    store = Store(folder)
    assert store.missing(range(3)) == (2,)
    store.marker_file(0).unlink()
    assert store.missing(range(3)) == (0, 2)


@pytest.mark.parametrize("part", ["series", "events"])
def test_a_run_does_not_count_when_a_file_is_not_the_one_that_was_written(folder: Path, part: str):
    file = next((folder / part).glob("run-00001*"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert Store(folder).missing(range(2)) == (1,)


def test_the_marker_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written = []
    monkeypatch.setattr(storing, "write_series", lambda path, *_: (written.append("series"), path.write_bytes(b"s")))
    monkeypatch.setattr(storing, "write_events", lambda path, *_: (written.append("events"), path.write_bytes(b"e")))
    plan = make_plan(short_scenario(), tmp_path)
    with Store(tmp_path).claimed(plan):
        monkeypatch.setattr(sealed, "write", lambda path, _: written.append(path.parent.name))
        Store(tmp_path).keep(0, fake_outcome(plan.scenario, 0), plan, NAMES, 1.0)
    assert written == ["series", "events", "done"]


def test_the_same_command_again_changes_nothing(folder: Path):
    before = files(folder)
    do(make_plan(short_scenario(runs=2), folder))
    assert files(folder) == before


def test_more_runs_are_added_and_those_done_are_left_alone(folder: Path):
    before = files(folder)
    do(make_plan(short_scenario(runs=4), folder))
    after = files(folder)
    assert set(after) - set(before) == {
        f"{part}/run-0000{run}.{suffix}"
        for part, suffix in (("series", "zarr.zip"), ("events", "parquet"), ("done", "json"))
        for run in (2, 3)
    }
    assert {name for name in before if before[name] != after[name]} == {"manifest.json"}
    assert Runs.open(folder).scenario.runs == 4


def test_fewer_runs_are_a_view_that_forgets_none(folder: Path):
    Store(folder).marker_file(0).unlink()
    do(make_plan(short_scenario(runs=1), folder))
    assert Runs.open(folder, runs=1).runs == (0,)
    assert Runs.open(folder).runs == (0, 1)


@pytest.mark.parametrize("damaged", ["series", "events", "done"])
def test_the_same_command_again_redoes_a_damaged_run_to_the_same_bytes(folder: Path, damaged: str):
    before = files(folder)
    next((folder / damaged).glob("run-00001*")).write_bytes(b"nonsense")
    do(make_plan(short_scenario(runs=2), folder))
    after = files(folder)
    assert {name for name in after if after[name] != before[name]} <= {"done/run-00001.json"}  # its seconds
    assert Runs.open(folder).status == "finished"


def test_what_a_killed_process_left_is_removed(folder: Path):
    left = [
        folder / "manifest.json.partial",
        folder / "series" / "run-00002.zarr.zip.partial",
        folder / "series" / "run-00003.zarr.zip",
        folder / "events" / "run-00007.parquet",
        folder / "done" / "run-00002.json.partial",
    ]
    for file in left:
        file.write_bytes(b"half")
    with Store(folder).claimed(make_plan(short_scenario(runs=2), folder)):
        assert not any(file.exists() for file in left)
        assert Store(folder).missing(range(2)) == ()


def test_pictures_and_notes_that_a_user_puts_beside_the_runs_stay(folder: Path):
    (folder / "picture.png").write_bytes(b"png")
    (folder / "series" / "notes.txt").write_text("mine")
    do(make_plan(short_scenario(runs=3), folder))
    assert (folder / "picture.png").read_bytes() == b"png"
    assert (folder / "series" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("other", "unlike"),
    [
        (short_scenario(seed=5), "seed 1 instead of 5"),
        (short_scenario(until="2001-06"), "scenario digest"),
    ],
)
def test_runs_of_another_kind_are_refused_and_nothing_is_touched(folder: Path, other, unlike: str):
    before = files(folder)
    with pytest.raises(StoreError, match=unlike) as refusal:
        do(make_plan(other, folder))
    assert str(folder) in str(refusal.value)
    assert "Choose another folder" in str(refusal.value)
    assert files(folder) == before


def test_runs_of_another_version_of_the_model_are_refused(folder: Path):
    of_another_model(folder)
    with pytest.raises(StoreError, match="version of the model '0000000000' instead of"):
        do(make_plan(short_scenario(), folder))


@pytest.mark.parametrize("name", ["thesis.docx", "scenario.toml", "series", "notes.partial"])
def test_a_folder_with_anything_else_in_it_is_refused_and_nothing_is_touched(tmp_path: Path, name: str):
    (tmp_path / name).write_text("mine")
    with pytest.raises(StoreError, match=f"{tmp_path} is no run folder and is not empty \\({name}\\)"):
        do(make_plan(short_scenario(), tmp_path))
    assert (tmp_path / name).read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="file is a file and no folder: choose another folder"):
        do(make_plan(short_scenario(), tmp_path / "file"))


def test_an_empty_folder_is_taken(tmp_path: Path):
    assert do(make_plan(short_scenario(runs=1, until="2000-02"), tmp_path)).missing(range(1)) == ()


def test_a_folder_in_use_is_refused(tmp_path: Path):
    with locked(tmp_path), pytest.raises(StoreError, match=f"{tmp_path} is being written by another process"):
        do(make_plan(short_scenario(), tmp_path))


def test_a_finished_folder_is_used_as_it_is_even_while_another_process_holds_it(folder: Path):
    with locked(folder):
        do(make_plan(short_scenario(runs=2), folder))


def test_a_newer_format_is_refused_with_the_remedy(folder: Path):
    (folder / "manifest.json").write_text('{"format": 8, "wholly": "different"}')
    with pytest.raises(StoreError, match=r"has format 8; .* reads formats up to 7\. .* update politburo"):
        Runs.open(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "one"}', '{"format": 3, "scenario": "example"}'])
def test_a_damaged_manifest_is_named(folder: Path, content: str):
    (folder / "manifest.json").write_text(content)
    with pytest.raises(StoreError, match=r"manifest\.json is missing or damaged"):
        Runs.open(folder)


def test_a_folder_without_manifest_is_no_run_folder(tmp_path: Path):
    with pytest.raises(StoreError, match=f"{tmp_path} is not a run folder: it has no manifest.json"):
        Runs.open(tmp_path)


@pytest.mark.parametrize("damage", ["gone", "broken", "edited"])
def test_a_scenario_that_is_not_the_one_that_was_run_is_refused(folder: Path, damage: str):
    file = folder / "scenario.toml"
    text = file.read_text()
    file.unlink()
    if damage != "gone":
        file.write_text("title =" if damage == "broken" else text.replace("seed = 1", "seed = 2"))
    with pytest.raises(
        StoreError, match=r"scenario\.toml is missing or damaged: .* Give the command that made the folder again"
    ):
        Runs.open(folder)


@pytest.mark.parametrize("part", ["series", "events"])
def test_a_finished_run_without_its_file_is_named_when_the_folder_is_opened(folder: Path, part: str):
    file = next((folder / part).glob("run-00001*"))
    file.unlink()
    with pytest.raises(StoreError, match=f"{file} is missing or damaged: it is not there"):
        Runs.open(folder)
    assert Runs.open(folder, runs=1).status == "finished"


@pytest.mark.parametrize("part", ["series", "events"])
def test_the_same_command_again_redoes_a_run_whose_file_is_not_there(folder: Path, part: str):
    next((folder / part).glob("run-00001*")).unlink()
    do(make_plan(short_scenario(runs=2), folder))
    assert Runs.open(folder).status == "finished"


@pytest.mark.parametrize("name", ["scenario.toml", "country/posts.csv"])
def test_the_same_command_again_mends_what_a_finished_folder_was_made_from(folder: Path, name: str):
    before = files(folder)
    (folder / name).write_text("nonsense")
    do(make_plan(short_scenario(runs=2), folder))
    assert files(folder) == before


def test_a_folder_whose_results_more_is_decided_by_is_read_and_not_added_to(folder: Path):
    more = Store(folder).manifest().digests | {"posterior": "0" * 32}
    change(folder / "manifest.json", digests=more, identity=identity_of(more))
    for marker in (folder / "done").iterdir():
        change(marker, identity=identity_of(more))
    assert Runs.open(folder).status == "finished"
    with pytest.raises(StoreError, match="holds other runs"):
        do(make_plan(short_scenario(runs=3), folder))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder of the same scenario with another seed."""
    return do(make_plan(short_scenario(runs=2, seed=2), tmp_path / "other")).folder


def copy_run(source: Path, run: int, target: Path, to: int) -> None:
    for part, ending in (("series", "zarr.zip"), ("events", "parquet"), ("done", "json")):
        shutil.copy(source / part / f"run-{run:05d}.{ending}", target / part / f"run-{to:05d}.{ending}")


def everything(folder: Path) -> object:
    """All that a reader can be asked for."""
    runs = Runs.open(folder)
    return runs.fingerprint, runs.series.load(), runs.events, [runs.event_codes(run) for run in runs.runs]


def test_a_run_that_was_copied_from_a_folder_with_another_seed_is_refused(folder: Path, other: Path):
    copy_run(other, 0, folder, 0)
    assert Store(folder).missing(range(2)) == (0,)
    with pytest.raises(StoreError, match=r"done/run-00000\.json is missing or damaged: it belongs to other runs"):
        everything(folder)


def test_runs_that_were_swapped_are_refused(folder: Path, tmp_path: Path):
    shutil.copytree(folder, tmp_path / "before")
    copy_run(tmp_path / "before", 0, folder, 1)
    copy_run(tmp_path / "before", 1, folder, 0)
    assert Store(folder).missing(range(2)) == (0, 1)
    with pytest.raises(StoreError, match=r"done/run-00000\.json is missing or damaged: it is that of run-00001"):
        everything(folder)


@pytest.mark.parametrize("part", ["series", "events", "done"])
def test_a_run_that_was_copied_over_another_is_refused(folder: Path, part: str):
    first, second = sorted((folder / part).glob("run-*"))
    shutil.copy(first, second)
    assert Store(folder).missing(range(2)) == (1,)
    with pytest.raises(StoreError, match=f"{second} is missing or damaged"):
        everything(folder)


@pytest.mark.parametrize("names", [("manifest.json", "scenario.toml", "country/country.toml"), ("manifest.json",)])
def test_the_manifest_of_another_seed_is_refused(folder: Path, other: Path, names: tuple[str, ...]):
    for name in names:
        shutil.copy(other / name, folder / name)
    assert Store(folder).missing(range(2)) == (0, 1)
    with pytest.raises(StoreError, match="is missing or damaged"):
        everything(folder)


@pytest.mark.parametrize(("said", "instead"), [("ended_month", '"2000-07"'), ("fingerprint", '"' + "0" * 32 + '"')])
def test_a_marker_that_was_edited_is_refused(folder: Path, said: str, instead: str):
    marker = folder / "done" / "run-00000.json"
    text = marker.read_text()
    edited = re.sub(rf'"{said}": [^,]*,', f'"{said}": {instead},', text)
    assert edited != text
    marker.write_text(edited)
    assert Store(folder).missing(range(2)) == (0,)
    with pytest.raises(
        StoreError, match=r"run-00000\.json is missing or damaged: its checksum is another\. .*politburo run"
    ):
        everything(folder)


@pytest.mark.parametrize("part", ["series", "events"])
def test_one_flipped_bit_is_refused_wherever_the_file_is_read(folder: Path, part: str):
    file = next((folder / part).glob("run-00001*"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 8
    file.write_bytes(content)
    with pytest.raises(StoreError, match=f"{file} is missing or damaged: it is not the one that was written"):
        everything(folder)
    assert Runs.open(folder).status == "unfinished"


def test_a_file_that_changes_while_the_folder_is_open_is_looked_at_again(folder: Path):
    runs = Runs.open(folder)
    assert len(runs.event_codes(0)["kind"])
    shutil.copy(folder / "events" / "run-00001.parquet", folder / "events" / "run-00000.parquet")
    with pytest.raises(StoreError, match=r"run-00000\.parquet is missing or damaged"):
        runs.event_codes(0)


@pytest.mark.parametrize(
    "said",
    [
        {"runs": 10**9},
        {"end": "9999-99"},
        {"runs": 0},
        {"seed": -1},
        {"scale": 7.0},
        {"files": {"../../etc/passwd": {"bytes": 1, "checksum": "0" * 32}}},
        {"digests": {"scenario": "0" * 32}},
        {"identity": "0" * 32},
    ],
)
def test_a_manifest_that_declares_what_cannot_be_is_refused(folder: Path, said: dict[str, object]):
    change(folder / "manifest.json", **said)
    with pytest.raises(StoreError, match=r"manifest\.json is missing or damaged"):
        Runs.open(folder)


def test_a_manifest_that_vouches_for_nothing_is_refused(folder: Path):
    change(folder / "manifest.json", files={})
    with pytest.raises(StoreError, match=r"scenario\.toml is missing or damaged: it is not the one that was written"):
        Runs.open(folder)


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"format": 1e400}', b'{"format": NaN}', b"9" * 5000, b"\xff{}"])
@pytest.mark.parametrize("name", ["manifest.json", "done/run-00000.json"])
def test_a_hostile_small_file_is_refused_at_once(folder: Path, name: str, content: bytes):
    (folder / name).write_bytes(content)
    with pytest.raises(StoreError, match=f"{name} is missing or damaged"):
        Runs.open(folder)


def test_a_huge_small_file_is_not_read(folder: Path):
    with (folder / "done" / "run-00000.json").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(StoreError, match="it has more than 1048576 bytes"):
        Runs.open(folder)


def test_a_million_declared_runs_cost_nothing(folder: Path):
    change(folder / "manifest.json", runs=1_000_000)
    begun = time.perf_counter()
    assert Runs.open(folder).runs == (0, 1)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"../../x.json": {"bytes": 1, "checksum": "0" * 32}}, r"run-00000\.json is missing or damaged"),
        ({"/etc/x.json": {"bytes": 1, "checksum": "0" * 32}}, r"run-00000\.json is missing or damaged"),
        ({"series/run-00000.zarr.zip": {"bytes": -1, "checksum": "x"}}, "is missing or damaged"),
        ({"country.json": {"bytes": 1, "checksum": "0"}}, "it vouches for other files than those of its run"),
        ({}, r"run-00000\.json is missing or damaged: it vouches for other files than those of its run"),
    ],
)
def test_a_marker_vouches_for_files_of_its_run_in_its_folder_alone(folder: Path, files: dict[str, object], told: str):
    change(folder / "done" / "run-00000.json", files=files)
    assert Store(folder).missing(range(2)) == (0,)
    with pytest.raises(StoreError, match=told):
        everything(folder)


def test_the_command_that_makes_a_run_again_can_be_pasted(folder: Path):
    place = folder.rename(folder.with_name("my runs; all of them"))
    file = place / "events" / "run-00001.parquet"
    file.unlink()
    with pytest.raises(StoreError) as error:
        Runs.open(place)
    command = str(error.value).split("or politburo ")[1].removesuffix(": it redoes the run.")
    assert shlex.split(command) == ["run", str(place / "scenario.toml"), "--runs", "2", "--out", str(place)]
