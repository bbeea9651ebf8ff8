"""A laboratory for the politics of fear: how an autocrat governs the many by tolerance and the few by terror.

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
    from politburo.ask.claims import claims
    from politburo.run.engines import Cluster, Shard, Slurm, Threads, Workers
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
    "citation",
    "claims",
    "load",
    "open",
    "run",
]

_HOMES = {
    "Cluster": ("politburo.run.engines", "Cluster"),
    "Results": ("politburo.run.results", "Results"),
    "Shard": ("politburo.run.engines", "Shard"),
    "Slurm": ("politburo.run.engines", "Slurm"),
    "Threads": ("politburo.run.engines", "Threads"),
    "Workers": ("politburo.run.engines", "Workers"),
    "citation": ("politburo.show.cite", "citation"),
    "claims": ("politburo.ask.claims", "claims"),
    "load": ("politburo.scenario", "load"),
    "open": ("politburo.run.results", "open_folder"),
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
