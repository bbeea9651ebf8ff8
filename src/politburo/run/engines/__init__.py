"""Where jobs are done: in threads, on processes, on a cluster, or a shard of them here and the rest elsewhere.

What comes out does not depend on it. Light to import: what an engine needs is imported when it is used.
"""

from politburo.run.engines.interface import Engine, EngineError, Job, OnProgress, Pace, Where
from politburo.run.engines.threads import Threads, usable_threads

__all__ = ["Engine", "EngineError", "Job", "OnProgress", "Pace", "Threads", "Where", "usable_threads"]
