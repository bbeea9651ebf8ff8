"""Shards divide the work by what the jobs are, whatever is done already; together they do all."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.run.engines import Shard, ShardDone, Shares, Threads, Workers
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.terms.errors import StoreError, UsageError
from tests.run.engines.made import Failing, MadeUp, done_in
from tests.run.fake_month import fake_build, fake_simulate, short_scenario


def jobs(folder: Path, *places: int) -> list[MadeUp]:
    return [MadeUp(str(place), folder, place=place) for place in places]


def test_a_shard_does_its_share_and_says_that_the_rest_is_not_there(tmp_path: Path):
    with pytest.raises(ShardDone, match=rf"Shard 2 of 3 is done, and kept in {tmp_path}\. .* merged") as caught:
        Shard(2, 3).do(jobs(tmp_path, *range(8)))
    assert caught.value.exit_code == 0
    assert done_in(tmp_path) == {"1", "4", "7"}


def test_the_share_does_not_depend_on_what_is_done_already(tmp_path: Path):
    with pytest.raises(ShardDone):
        Shard(2, 3).do(jobs(tmp_path, 2, 4, 5, 7))
    assert done_in(tmp_path) == {"4", "7"}


def test_the_last_shard_goes_on_to_the_results(tmp_path: Path):
    assert Shard(2, 3).do(jobs(tmp_path, 1, 4, 7)) == {}
    assert Shard(2, 3).do([]) == {}


def test_a_shard_does_its_share_of_every_part_before_it_says_that_it_is_done(tmp_path: Path):
    shares = Shares()
    for place in (0, 3):
        with shares.part():
            Shard(2, 3).do(jobs(tmp_path, *range(place, place + 3)))
    assert done_in(tmp_path) == {"1", "4"}
    with pytest.raises(ShardDone):
        shares.settle()


def test_parts_of_which_nobody_has_to_do_anything_are_settled(tmp_path: Path):
    shares = Shares()
    with shares.part():
        Shard(2, 3).do(jobs(tmp_path, 1))
    shares.settle()


def test_what_fails_in_a_shard_is_told_as_by_any_engine(tmp_path: Path):
    found = Shard(1, 2).do([Failing("bad", tmp_path, place=0), *jobs(tmp_path, 1, 2)])
    assert list(found) == ["bad"]
    assert done_in(tmp_path) == {"2"}


@given(count=st.integers(1, 9), places=st.sets(st.integers(0, 99), max_size=30))
def test_shards_together_do_every_job_once(count: int, places: set[int]):
    done: list[int] = []

    class Noting(Threads):
        def do(self, jobs, on_progress=None):
            done.extend(job.place for job in jobs)
            return {}

    for index in range(1, count + 1):
        with suppress(ShardDone):
            Shard(index, count, Noting(1)).do(jobs(Path("/nowhere"), *places))
    assert sorted(done) == sorted(places)


@pytest.mark.parametrize(("index", "count"), [(0, 2), (3, 2), (-1, 2), (1, 0)])
def test_a_share_that_there_is_not_is_refused(index: int, count: int):
    with pytest.raises(UsageError, match=f"There is no shard {index}/{count}"):
        Shard(index, count)


def test_a_shard_is_as_wide_as_its_engine_and_shares_the_folder():
    shard = Shard(1, 2, Workers(3))
    assert (shard.width, shard.where, shard.shared) == (3, "beside", True)
    assert not Threads(1).shared


def test_shards_at_work_in_one_folder_leave_each_other_alone(tmp_path: Path):
    """The second shard comes while the first is in the middle of a run: what is half-written is not its own."""
    scenario = short_scenario(runs=4, until="2000-03")
    plan = make_plan(scenario, tmp_path)
    half = tmp_path / "series" / "run-00000.zarr.zip.1234.partial"

    def while_the_first_is_at_it(country, scenario, run, **calls):
        if run == 0:
            half.write_text("half")
            with pytest.raises(ShardDone):
                finish(plan, engine=Shard(2, 2), build=fake_build, simulate=fake_simulate())
            assert Runs.open(tmp_path).runs == (1, 3)
            with pytest.raises(StoreError, match="is being written by another process"):
                finish(plan, build=fake_build, simulate=fake_simulate())
            with pytest.raises(StoreError, match="is being written by others for 4 runs: ask for as many"):
                more = make_plan(short_scenario(runs=6, until="2000-03"), tmp_path)
                finish(more, engine=Shard(2, 2), build=fake_build, simulate=fake_simulate())
            assert half.read_text() == "half"
        return fake_simulate()(country, scenario, run, **calls)

    with pytest.raises(ShardDone):
        finish(plan, engine=Shard(1, 2, Threads(1)), build=fake_build, simulate=while_the_first_is_at_it)
    assert Runs.open(tmp_path).status == "finished"
    Store(tmp_path).marker_file(0).unlink()
    finish(plan, engine=Shard(1, 2), build=fake_build, simulate=fake_simulate())
    assert not half.exists()  # alone again, it cleans up
