"""Where trials run: this process, processes of this machine, or a cluster, all through joblib."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from activadvise.errors import ActivadviseError, BadValue, MissingExtra

Backend = Literal["local", "ray", "dask"]
BACKENDS: tuple[Backend, ...] = ("local", "ray", "dask")
Task = TypeVar("Task")
Done = TypeVar("Done")
TRIES = 5


class Pool:
    """Workers that run one function on many tasks.

    Attributes:
        jobs: tasks that run at the same time.
    """

    def __init__(self, jobs: int, name: str, lost: tuple[type[BaseException], ...], streams: bool) -> None:
        self.jobs = jobs
        self._name, self._lost, self._streams = name, lost, streams

    def run(self, call: Callable[[Task], Done], tasks: Sequence[Task]) -> Iterator[tuple[Task, Done]]:
        """Each task with its result, as they finish.

        A worker that dies takes only its tasks' time: they run again.

        Raises:
            BadValue: workers died several times in a row and nothing finished, or the call raised it.
        """
        left, tries = dict(enumerate(tasks)), 0
        while left:
            try:
                for number, done in self._round(call, left):
                    tries = 0
                    yield left.pop(number), done
            except self._lost as error:
                _raise_ours(error)
                tries += 1
                if tries == TRIES:
                    text = " ".join(str(error).split())[:300]
                    raise BadValue(
                        f"compare: its workers died {TRIES} times in a row ({text}); try --jobs 1, or a smaller model."
                    ) from error

    def _round(self, call: Callable[[Task], Done], tasks: dict[int, Task]) -> Iterator[tuple[int, Done]]:
        """One pass over the tasks; where a backend cannot stream results, over as many as run at the same time."""
        import joblib

        numbers = list(tasks)
        if self._streams:
            parallel = joblib.Parallel(
                n_jobs=self.jobs, return_as="generator_unordered", batch_size=1, pre_dispatch="all"
            )
            yield from parallel(joblib.delayed(_numbered)(call, n, tasks[n]) for n in numbers)
            return
        for start in range(0, len(numbers), self.jobs):
            part = numbers[start : start + self.jobs]
            parallel = joblib.Parallel(n_jobs=self.jobs, batch_size=1)
            yield from parallel(joblib.delayed(_numbered)(call, n, tasks[n]) for n in part)


def _numbered(call: Callable[[Any], Done], number: int, task: Any) -> tuple[int, Done]:
    return number, call(task)


def _raise_ours(error: BaseException) -> None:
    """Ray wraps what a task raised."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, ActivadviseError):
        raise cause from None


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
        with {"local": _local, "ray": _ray, "dask": _dask}[backend](address, jobs) as made:
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
    with joblib.parallel_config("loky", n_jobs=count, inner_max_num_threads=1):
        yield Pool(count, "local", (BrokenProcessPool,), streams=True)


@contextmanager
def _dask(address: str | None, jobs: int | None) -> Iterator[Pool]:
    import joblib
    from distributed import Client, KilledWorker, LocalCluster
    from distributed.comm import CommClosedError

    with contextlib.ExitStack() as stack:
        try:
            if address is None:
                cluster = LocalCluster(n_workers=jobs or os.cpu_count(), threads_per_worker=1, dashboard_address=None)
                address = stack.enter_context(cluster)
            client = stack.enter_context(Client(address, timeout="20s"))
        except (OSError, CommClosedError, ValueError) as error:
            raise BadValue(f"--address {address}: no Dask scheduler answers there ({error}).") from error
        count = jobs or max(1, sum(client.ncores().values()))
        with joblib.parallel_config("dask", n_jobs=count):
            yield Pool(count, "dask", (KilledWorker,), streams=True)


@contextmanager
def _ray(address: str | None, jobs: int | None) -> Iterator[Pool]:
    import joblib
    import ray
    from ray.exceptions import RayError
    from ray.util.joblib import register_ray

    started = not ray.is_initialized()
    if started:
        try:
            options = {"address": address} if address else {"num_cpus": jobs, "include_dashboard": False}
            ray.init(log_to_driver=False, logging_level="error", **options)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise BadValue(f"--address {address}: no Ray cluster answers there ({error}).") from error
    try:
        register_ray()
        count = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
        with joblib.parallel_config("ray", n_jobs=count):
            yield Pool(count, "ray", (RayError,), streams=False)
    finally:
        if started:
            ray.shutdown()
