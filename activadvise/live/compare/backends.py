"""Where trials run: this process, processes of this machine, or a cluster, all through joblib."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from activadvise.errors import ActivadviseError, BadValue, MissingExtra

Backend = Literal["local", "ray", "dask"]
BACKENDS: tuple[Backend, ...] = ("local", "ray", "dask")
Task = TypeVar("Task")
Done = TypeVar("Done")
TRIES = 5
WATCH_S = 1.0
CONNECT_S = 10.0


class Pool:
    """Workers that run one function on many tasks.

    Args:
        size: how many tasks can run at the same time just now; a cluster may lose machines.
        lost: what is raised when a worker died.
        streams: whether joblib hands over each result as it comes.
    """

    def __init__(self, size: Callable[[], int], lost: tuple[type[BaseException], ...], streams: bool = True) -> None:
        self._size, self._lost, self._streams = size, lost, streams
        self._workers = contextlib.ExitStack()
        self._parallel: Any = None
        self._jobs = 1

    def run(self, call: Callable[[Task], Done], tasks: Sequence[Task]) -> Iterator[tuple[Task, Done]]:
        """Each task with its result, as they finish.

        A worker that dies takes only its tasks' time: they run again.

        Raises:
            BadValue: workers died several times in a row and nothing finished, or the call raised it.
        """
        left, tries, error = dict(enumerate(tasks)), 0, None
        while left:
            try:
                for number, done in self._round(call, dict(left)):
                    task, tries = left.pop(number), 0
                    if isinstance(done, BadValue):
                        error = error or done
                    else:
                        yield task, done
            except self._lost as death:
                self.close()
                tries += 1
                if tries == TRIES:
                    text = " ".join(str(death).split())[:300]
                    raise BadValue(
                        f"compare: its workers died {TRIES} times in a row ({text}); try --jobs 1, or a smaller model."
                    ) from death
        if error is not None:  # told when the others are through: joblib cannot stop them quietly
            raise error

    def close(self) -> None:
        """Let the workers go; the next run has new ones."""
        with contextlib.suppress(*self._lost):  # some of them may be dead
            self._workers.close()
        self._parallel = None

    def _round(self, call: Callable[[Task], Done], tasks: dict[int, Task]) -> Iterator[tuple[int, Done | BadValue]]:
        """One pass over the tasks; where a backend cannot stream results, over as many as run at the same time."""
        import joblib

        if self._parallel is None:
            return_as = "generator_unordered" if self._streams else "list"
            self._jobs = self._size()
            parallel = joblib.Parallel(n_jobs=self._jobs, return_as=return_as, batch_size=1, pre_dispatch=self._jobs)
            self._parallel = self._workers.enter_context(parallel)
        numbers = list(tasks)
        size = len(numbers) if self._streams else self._jobs
        for start in range(0, len(numbers), size):
            part = numbers[start : start + size]
            yield from self._parallel(joblib.delayed(_numbered)(call, n, tasks[n]) for n in part)


def _numbered(call: Callable[[Any], Done], number: int, task: Any) -> tuple[int, Done | BadValue]:
    """An error that the user can mend comes back as a value; raised, each backend would wrap it in its own way."""
    try:
        return number, call(task)
    except ActivadviseError as error:
        return number, BadValue(str(error))


@contextmanager
def pool(backend: str, address: str | None, jobs: int | None) -> Iterator[Pool]:
    """The workers of a backend, for as long as the block lasts.

    Args:
        backend: "local", "ray" or "dask".
        address: of an existing cluster; None starts a local one where the backend is not "local".
        jobs: tasks at the same time; None takes all cores.

    Raises:
        BadValue: an unknown backend, an address without a cluster, or one that does not answer.
        MissingExtra: its package is not installed.
    """
    if backend not in BACKENDS:
        raise BadValue(f"--backend {backend}: the backends are {', '.join(BACKENDS)}.")
    if address is not None and backend == "local":
        raise BadValue("--address: it goes with --backend ray or --backend dask.")
    if jobs is not None and jobs < 1:
        raise BadValue(f"--jobs {jobs}: at least 1.")
    try:
        # clusters print their troubles; stdout belongs to the answer
        with (
            contextlib.redirect_stdout(sys.stderr),
            {"local": _local, "ray": _ray, "dask": _dask}[backend](address, jobs) as made,
            contextlib.closing(made),
        ):
            yield made
    except ImportError as error:
        if error.name not in ("joblib", "ray", "distributed", "dask"):
            raise
        extra = "compare" if error.name == "joblib" else backend
        raise MissingExtra(f"compare --backend {backend}", extra) from None


@contextmanager
def _local(address: str | None, jobs: int | None) -> Iterator[Pool]:
    import joblib
    from joblib.externals.loky.process_executor import BrokenProcessPool

    count = jobs or joblib.cpu_count()
    options = {"initializer": _follow, "initargs": (os.getpid(),)}
    with joblib.parallel_config("loky", n_jobs=count, inner_max_num_threads=1, **options):
        yield Pool(lambda: count, (BrokenProcessPool,))


def _follow(parent: int) -> None:
    """A worker ends with the process it works for; left alone, it would finish its task and wait for minutes."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _dask(address: str | None, jobs: int | None) -> Iterator[Pool]:
    import joblib
    from distributed import Client, KilledWorker, LocalCluster
    from distributed.comm.core import CommClosedError

    with contextlib.ExitStack() as stack:
        try:
            if address is None:
                cluster = LocalCluster(n_workers=jobs or os.cpu_count(), threads_per_worker=1, dashboard_address=None)
                address = stack.enter_context(cluster)
            client = stack.enter_context(Client(address, timeout=CONNECT_S))
        except (OSError, CommClosedError, ValueError) as error:
            raise BadValue(f"--address {address}: no Dask scheduler answers there ({error}).") from error
        with joblib.parallel_config("dask"):
            yield Pool(lambda: jobs or max(1, sum(client.ncores().values())), (KilledWorker,))


def _check_reachable(address: str | None) -> None:
    """Ray itself would try for minutes.

    Raises:
        BadValue: nothing listens there.
    """
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
    if not colon:
        return
    try:
        socket.create_connection((host, int(port)), timeout=CONNECT_S).close()
    except (OSError, ValueError) as error:
        raise BadValue(f"--address {address}: no Ray cluster answers there ({error}).") from error


@contextmanager
def _ray(address: str | None, jobs: int | None) -> Iterator[Pool]:
    import joblib
    import ray
    from ray.exceptions import RayError
    from ray.util.joblib import register_ray

    started = not ray.is_initialized()
    if started:
        _check_reachable(address)
        try:
            options = {"address": address} if address else {"num_cpus": jobs, "include_dashboard": False}
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **options)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise BadValue(f"--address {address}: no Ray cluster answers there ({error}).") from error
    try:
        register_ray()

        def size() -> int:
            there = max(1, int(ray.cluster_resources().get("CPU", 1)))
            return min(jobs or there, there)

        with joblib.parallel_config("ray"):
            yield Pool(size, (RayError,), streams=False)
    finally:
        if started:
            ray.shutdown()
