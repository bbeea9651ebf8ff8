"""Where jobs are done: in threads, on processes, on a cluster, or a shard of them here and the rest elsewhere.

What comes out does not depend on it. Light to import: what an engine needs is imported when it is used.
"""

from politburo.run.engines.dask import Cluster
from politburo.run.engines.interface import Engine, EngineError, Job, OnProgress, Pace, Where, part_of
from politburo.run.engines.shard import Shard, ShardDone, Shares
from politburo.run.engines.slurm import Slurm
from politburo.run.engines.threads import Threads, usable_threads
from politburo.run.engines.workers import Workers

__all__ = [
    "Cluster",
    "Engine",
    "EngineError",
    "Job",
    "OnProgress",
    "Pace",
    "Shard",
    "ShardDone",
    "Shares",
    "Slurm",
    "Threads",
    "Where",
    "Workers",
    "part_of",
    "usable_threads",
]
