"""A laboratory for the politics of fear.

A simulation of economic toleration under continued political repression of everyone, with additional terror against
officials.

    import politburo as pb
    results = pb.run("north-korea", runs=20)

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

# Type checkers take the names that `__all__` lists from `api`.
# ruff: noqa: F403, F405

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# The function hides the room of the same name, which must be loaded first: loading it later would hide the function.
import politburo.run  # noqa: F401
from politburo.ask.run import run

if TYPE_CHECKING:
    from politburo.api import *

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
    "calibrate",
    "citation",
    "claims",
    "compare",
    "diff",
    "discriminate",
    "emulate",
    "explore",
    "fit",
    "forecast",
    "leader_check",
    "load",
    "merge",
    "nowcast",
    "open",
    "open_experiment",
    "run",
    "score",
    "sensitivity",
    "survey",
    "sweep",
    "theories",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("politburo")
    # Of other names, such as those of rooms that are just being loaded, nothing need be known.
    if name not in __all__:
        raise AttributeError(f"module 'politburo' has no attribute {name!r}")
    from politburo import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted(__all__)
