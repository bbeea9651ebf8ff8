"""The public names of the package; `politburo` loads this when one of them is first asked for."""

from politburo.ask.branch import branch
from politburo.ask.claims import claims
from politburo.ask.compare import compare
from politburo.ask.diff import diff
from politburo.ask.experiment import open_experiment
from politburo.ask.explore import explore
from politburo.ask.fit import fit
from politburo.ask.merge import merge
from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.ask.sensitivity import sensitivity
from politburo.ask.sweep import sweep
from politburo.run.engines import Cluster, Shard, Slurm, Threads, Workers
from politburo.scenario import load
from politburo.show.cite import citation

open = Results.open  # noqa: A001 - the public name is politburo.open

__all__ = [
    "Cluster",
    "Results",
    "Shard",
    "Slurm",
    "Threads",
    "Workers",
    "branch",
    "citation",
    "claims",
    "compare",
    "diff",
    "explore",
    "fit",
    "load",
    "merge",
    "open",
    "open_experiment",
    "run",
    "sensitivity",
    "sweep",
]
