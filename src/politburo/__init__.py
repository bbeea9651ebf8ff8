"""A laboratory for the politics of fear.

A simulation of economic toleration under continued political repression of everyone, with additional terror against
officials.

    import politburo as pb
    results = pb.run("north-korea", runs=20)

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# The function hides the subpackage it comes from, which must be loaded first: loading it later would hide the function.
from politburo.run import run

if TYPE_CHECKING:
    from politburo.ask.branch import branch
    from politburo.ask.claims import claims
    from politburo.ask.compare import compare
    from politburo.ask.diff import diff
    from politburo.ask.explore import explore
    from politburo.ask.merging import merge
    from politburo.ask.sensitivity import sensitivity
    from politburo.ask.sweep import sweep
    from politburo.run.engines import Cluster, Shard, Slurm, Threads, Workers
    from politburo.run.experiment import open_experiment
    from politburo.run.results import Results
    from politburo.run.results import open_folder as open  # noqa: A004 - the public name is politburo.open
    from politburo.scenario import load
    from politburo.show.cite import citation

    __version__: str

__all__ = [
    "Cluster",
    "Results",
    "Shard",
    "Slurm",
    "Threads",
    "Workers",
    "__version__",
    "branch",
    "citation",
    "claims",
    "compare",
    "diff",
    "explore",
    "load",
    "merge",
    "open",
    "open_experiment",
    "run",
    "sensitivity",
    "sweep",
]

_HOMES = {
    "Cluster": ("politburo.run.engines", "Cluster"),
    "Results": ("politburo.run.results", "Results"),
    "Shard": ("politburo.run.engines", "Shard"),
    "Slurm": ("politburo.run.engines", "Slurm"),
    "Threads": ("politburo.run.engines", "Threads"),
    "Workers": ("politburo.run.engines", "Workers"),
    "branch": ("politburo.ask.branch", "branch"),
    "citation": ("politburo.show.cite", "citation"),
    "claims": ("politburo.ask.claims", "claims"),
    "compare": ("politburo.ask.compare", "compare"),
    "diff": ("politburo.ask.diff", "diff"),
    "explore": ("politburo.ask.explore", "explore"),
    "load": ("politburo.scenario", "load"),
    "merge": ("politburo.ask.merging", "merge"),
    "open": ("politburo.run.results", "open_folder"),
    "open_experiment": ("politburo.run.experiment", "open_experiment"),
    "sensitivity": ("politburo.ask.sensitivity", "sensitivity"),
    "sweep": ("politburo.ask.sweep", "sweep"),
}
"""Public name → the module that holds it, and its name there."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("politburo")
    if name not in _HOMES:
        raise AttributeError(f"module 'politburo' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
