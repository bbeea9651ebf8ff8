"""What a worker does with a job that was sent to it: look whether it arrived well, do it, report how far it is."""

from __future__ import annotations

import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from politburo.run.engines.interface import EngineError, Job, Pace
from politburo.run.plan import package_sources
from politburo.terms.errors import PolitburoError

SECONDS_BETWEEN_REPORTS = 0.5


@dataclass(frozen=True, slots=True)
class Errand:
    """What is the same for all jobs that are sent together: who sends them, and how to see that they arrived well.

    `sources` are those of the sender's politburo, `proof` is the name of a file in the folder of each job, which is
    given `seconds` to be seen by others, and `topic` is where the sender listens for months.
    """

    sources: str
    proof: str
    seconds: float
    topic: str


class JobError(PolitburoError):
    """A job failed where it was done. `error` is what it raised, or says so in words where that cannot be sent."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(error)
        self.error = error


class SentPace(Pace):
    """The pace of a job that is done by a worker: it reports the months to whoever sent it, now and then.

    A job whose sender is gone, or wants it no more, has to give up.
    """

    def __init__(self, worker: Any, topic: str, name: str) -> None:
        super().__init__(self._is_unwanted)
        self._worker, self._topic, self._name = worker, topic, name
        self._key = worker.get_current_task()
        self._reported_at = time.monotonic()

    def month(self, *_: object) -> None:
        """One more month is done."""
        self.months += 1
        now = time.monotonic()
        if now - self._reported_at >= SECONDS_BETWEEN_REPORTS:
            self._reported_at = now
            self._worker.log_event(self._topic, [self._name, self.months])

    def _is_unwanted(self) -> bool:
        task = self._worker.state.tasks.get(self._key)
        return task is None or task.state != "executing"


def do_job(parcel: bytes, errand: Errand) -> None:
    """Do the job in `parcel`, which its sender has pickled.

    Raises EngineError when this worker is not the same politburo or does not see the sender's folder, and JobError
    with what the job raised.
    """
    from distributed import get_worker

    if package_sources() != errand.sources:
        raise EngineError("The workers have another version of politburo: install the same one there.")
    job: Job = pickle.loads(parcel)
    _look_for(job.folder / errand.proof, errand.seconds)
    try:
        job.do(SentPace(get_worker(), errand.topic, job.name))
    except BaseException as error:
        raise JobError(_sendable(error)) from None


def _look_for(proof: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not proof.exists():
        if time.monotonic() > until:
            raise EngineError(
                f"The workers do not see the folder {proof.parent}: choose one with `out` that all machines share."
            )
        time.sleep(0.1)


def _sendable(error: BaseException) -> BaseException:
    """The error itself where it survives being sent, and else one that says the same."""
    try:
        again = pickle.loads(pickle.dumps(error))
    except Exception:
        again = None
    if type(again) is type(error) and str(again) == str(error):
        return error
    return PolitburoError(f"{type(error).__name__}: {error}")
