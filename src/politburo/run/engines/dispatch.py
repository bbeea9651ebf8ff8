"""Jobs sent to the workers of a Dask scheduler, few at a time, done there, with what comes back: months, and failures.

Results are kept by the jobs themselves, so nothing is gathered here. A worker that dies takes its job with it: the
scheduler gives it to another. Where that happens to a job again and again, the workers may have died of the job beside
it; so it is done once more when all others are finished and nothing is beside it. Only what kills a worker then, too,
has failed.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from secrets import token_hex
from typing import TYPE_CHECKING, Any, cast

from politburo.run.engines.interface import EngineError, Job, OnProgress, Pace, Progress
from politburo.run.folder.files import PARTIAL, unwritable
from politburo.run.plan import package_sources
from politburo.terms.errors import PolitburoError, StoreError

if TYPE_CHECKING:
    from distributed import Client, Future

AT_HAND = 2
"""Jobs for each worker that are on their way at the same time: one that is done finds the next one waiting."""

SECONDS_BETWEEN_REPORTS = 0.2
SECONDS_BETWEEN_MESSAGES = 0.5
"""Between what a worker reports of a job; the sender reports all jobs, more often."""

SECONDS_BETWEEN_COUNTS = 2.0
SECONDS_UNTIL_SEEN = 10.0
"""Time that a network's file system is given to show a new file on another machine."""

SECONDS_WITHOUT_WORKERS = 60.0


def send(
    client: Client, jobs: Sequence[Job], on_progress: OnProgress | None, *, patient: bool = False
) -> dict[str, BaseException]:
    """Have all jobs done by the workers of `client` and return what failed, by name; see Engine.

    `patient` waits without end while there is no worker, as for a queue.
    """
    with ExitStack() as stack:
        proof = stack.enter_context(_proof_in({job.folder for job in jobs}))
        errand = Errand(package_sources(), proof, SECONDS_UNTIL_SEEN, f"politburo-{proof}")
        under_way = stack.enter_context(_UnderWay.on(client, errand, Progress(jobs, on_progress), patient))
        lost = under_way.do(jobs)
        for job in lost:
            if under_way.do([job]):
                under_way.failures[job.name] = PolitburoError("it ended every worker process that it was given to")
        return under_way.failures


def threads_of(client: Client) -> int:
    """Threads of all workers that there are now."""
    return sum(cast("dict[str, int]", client.nthreads()).values())


@contextmanager
def _proof_in(folders: Iterable[Path]) -> Iterator[str]:
    """Leave a file in each folder for the length of the block, by which a worker knows that it sees the same one."""
    name = f"workers-{token_hex(8)}{PARTIAL}"
    files = [folder / name for folder in folders]
    try:
        for file in files:
            try:
                file.touch()
            except OSError as error:
                raise unwritable(file, error) from error
        yield name
    finally:
        for file in files:
            file.unlink(missing_ok=True)


class _UnderWay:
    """The jobs that have been sent and have not come back."""

    def __init__(self, client: Client, errand: Errand, progress: Progress, patient: bool) -> None:
        self.failures: dict[str, BaseException] = {}
        self._client, self._errand, self._progress, self._patient = client, errand, progress, patient
        self._back: SimpleQueue[Future] = SimpleQueue()
        self._sent: dict[str, tuple[Job, Future]] = {}
        self._months: dict[str, int] = {}
        self._numbers = count()
        self._workers, self._counted_at, self._seen_at = 0, 0.0, time.monotonic()

    @classmethod
    @contextmanager
    def on(cls, client: Client, errand: Errand, progress: Progress, patient: bool) -> Iterator[_UnderWay]:
        """Listen for the months of the jobs; at the end, whatever happens, nothing is left with the workers."""
        one = cls(client, errand, progress, patient)
        client.subscribe_topic(errand.topic, one._hear)
        try:
            yield one
        finally:
            if client.status == "running":
                client.cancel([future for _, future in one._sent.values()])
                client.unsubscribe_topic(errand.topic)

    def do(self, jobs: Sequence[Job]) -> list[Job]:
        """Send the jobs and wait for all of them; return those whose workers died."""
        waiting, lost = iter(jobs), []
        while True:
            most = AT_HAND * max(self._count_workers(), 1)  # fewer than have been sent, perhaps, when a worker has died
            for job in islice(waiting, max(most - len(self._sent), 0)):
                self._send(job)
            if not self._sent:
                return lost
            for future in self._next():
                job, _ = self._sent.pop(str(future.key))
                if self._is_lost(job, future):
                    lost.append(job)
                else:
                    self._progress.finished(job)
                self._months.pop(job.name, None)
                future.release()
            self._progress.report(sum(list(self._months.values())))

    def _send(self, job: Job) -> None:
        key = f"{job.name}-{self._errand.topic}-{next(self._numbers)}"
        future = self._client.submit(do_job, pickle.dumps(job), self._errand, key=key, pure=False)
        self._sent[key] = job, future
        future.add_done_callback(self._back.put)

    def _next(self) -> Iterator[Future]:
        """What has come back: nothing, after a while, so that progress is reported and Ctrl-C is heard."""
        try:
            yield self._back.get(timeout=SECONDS_BETWEEN_REPORTS)
            while True:
                yield self._back.get_nowait()
        except Empty:
            return

    def _is_lost(self, job: Job, future: Future) -> bool:
        """Whether the workers of a job died; notes what it failed of. Raises what lets no job be done."""
        from distributed import KilledWorker

        if future.status == "finished":
            return False
        if future.status == "lost" and self._client.status == "running":
            return True  # its worker died after the job and before the answer came
        error = None if future.status in ("cancelled", "lost") else future.exception()
        if isinstance(error, KilledWorker):
            return True
        if isinstance(error, JobError):
            if isinstance(error.error, StoreError):
                raise error.error
            self.failures[job.name] = error.error
            return False
        if isinstance(error, EngineError):
            raise error
        if isinstance(error, ImportError | AttributeError):
            raise EngineError(f"The workers have no politburo, or another version of it: {error}.") from error
        raise EngineError(f"The workers cannot be reached any more ({error or future.status}).")

    def _hear(self, event: tuple[float, Any]) -> None:
        name, months = event[1]
        self._months[name] = months

    def _count_workers(self) -> int:
        """Threads of all workers, asked for now and then. Raises EngineError when there is none for a while."""
        now = time.monotonic()
        if now - self._counted_at >= SECONDS_BETWEEN_COUNTS:
            self._counted_at = now
            self._workers = threads_of(self._client)
            self._seen_at = now if self._workers else self._seen_at
            if not self._patient and now - self._seen_at > SECONDS_WITHOUT_WORKERS:
                raise EngineError(f"There has been no worker for {SECONDS_WITHOUT_WORKERS:.0f} seconds.")
        return self._workers


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
        if now - self._reported_at >= SECONDS_BETWEEN_MESSAGES:
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
