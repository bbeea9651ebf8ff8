"""Where a command's jobs are done is said by options, which are the same for all commands."""

import pytest

from politburo.cli.options import engine_for
from politburo.run.engines import Cluster, Shard, Slurm, Threads, Workers
from politburo.terms.errors import UsageError
from tests.cli.calling import call, printed, refused


def test_threads_are_used_unless_something_else_is_asked_for():
    assert engine_for() == Threads()
    assert engine_for(threads=3) == Threads(3)
    assert engine_for(workers=2) == Workers(2)
    assert engine_for(cluster="tcp://10.0.0.1:8786") == Cluster("tcp://10.0.0.1:8786")
    assert engine_for(slurm="queue=main, jobs=10") == Slurm({"queue": "main", "jobs": "10"})


def test_a_shard_is_done_by_threads_or_by_workers():
    assert engine_for(shard="2/8") == Shard(2, 8, Threads())
    assert engine_for(shard="2/8", workers=4) == Shard(2, 8, Workers(4))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"threads": 2, "workers": 2}, "--threads and --workers exclude each other"),
        ({"cluster": "tcp://a:1", "slurm": "jobs=2"}, "--cluster and --slurm exclude each other"),
        ({"cluster": "tcp://a:1", "shard": "1/2"}, "--cluster and --shard exclude each other"),
        ({"slurm": "queue"}, "takes options like queue=main,jobs=10; 'queue' has no value"),
        ({"slurm": "quue=main"}, "There is no option 'quue' for Slurm; did you mean 'queue'"),
        ({"shard": "two"}, "--shard takes a share like 2/8, the second of eight; 'two' is none"),
        ({"shard": "3/2"}, "There is no shard 3/2"),
        ({"workers": 0}, "The number of workers is 0; it must be at least 1"),
        ({"threads": -1}, "The number of threads is -1; it must be at least 1"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict, said: str):
    with pytest.raises(UsageError) as caught:
        engine_for(**asked)
    assert said in str(caught.value)


@pytest.mark.parametrize("command", ["run", "claims"])
def test_commands_that_simulate_take_these_options(command: str):
    told = printed(command, "--help")
    assert all(f"--{option} " in told for option in ("threads", "workers", "cluster", "slurm", "shard"))


@pytest.mark.slow
def test_shards_in_folders_of_their_own_are_merged_into_what_one_command_makes(tmp_path):
    def run(*options: str, out: str):
        return call("run", "example", "--runs", "3", "--until", "2000-03", "--out", str(tmp_path / out), *options)

    assert run("--json", out="whole").exit_code == 0
    for index in ("1", "2"):
        shard = run("--shard", f"{index}/2", out=index)
        assert shard.exit_code == 0
        assert f"Shard {index} of 2 is done, and kept in {tmp_path / index}." in shard.stderr
        assert "Error" not in shard.stderr
        assert shard.stdout == ""
    shards = (str(tmp_path / "1"), str(tmp_path / "2"))
    told = printed("merge", *shards, "--out", str(tmp_path / "all"))
    assert told.endswith(f"folder: {tmp_path / 'all'}\n")
    whole, merged = (run("--json", out=out).stdout for out in ("whole", "all"))
    assert '"fingerprint"' in whole
    assert [line for line in whole.splitlines() if "fingerprint" in line] == [
        line for line in merged.splitlines() if "fingerprint" in line
    ]


def test_what_is_damaged_is_left_out_and_said_at_the_end(tmp_path):
    call("run", "example", "--runs", "2", "--until", "2000-02", "--out", str(tmp_path / "1"), "--shard", "1/2")
    file = tmp_path / "1" / "events" / "run-00000.parquet"
    file.write_bytes(b"")
    said = refused("merge", str(tmp_path / "1"), "--out", str(tmp_path / "all"), code=3)
    assert "Damaged files were left out, and all else is merged." in said
