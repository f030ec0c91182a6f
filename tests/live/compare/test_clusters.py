"""The same comparison on clusters: a worker is killed in the middle, and the numbers are those of one process."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from activadvise.live.compare import run
from activadvise.live.compare.plan import STACK, Setup
from tests.live.compare.test_backends import kill

SETUP = Setup(
    candidates=("relu", "gelu"), data="wine", arch="mlp", baseline="relu", seeds=2 * STACK, steps=200, lr=1e-3,
    sizes={"hidden": 16, "depth": 1},
)  # fmt: skip


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> run.Raw:
    """The comparison in this process."""
    return run.compare(SETUP, store=tmp_path_factory.mktemp("alone") / "s.sqlite", jobs=1)


def killer(command: str) -> Callable[[int, int, str], None]:
    """Progress that kills a worker as soon as one has handed something over, while others are at work."""
    told: list[int] = []

    def tell(done: int, total: int, what: str) -> None:
        told.append(done)
        if len(told) == 2:
            kill(command)

    return tell


@contextlib.contextmanager
def dask_cluster() -> Iterator[str]:
    """A scheduler and two worker processes that talk over TCP on this machine."""
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen([*start, "--host", "127.0.0.1"], stderr=subprocess.PIPE, text=True)
    assert scheduler.stderr is not None
    address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
    join = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    processes = [scheduler]
    try:
        processes += [
            subprocess.Popen([*join, "--no-dashboard"], stderr=subprocess.DEVNULL, text=True) for _ in range(2)
        ]
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_dask_cluster_over_tcp_loses_a_worker(alone: run.Raw, tmp_path: Path) -> None:
    from distributed import Client

    with dask_cluster() as address:
        with Client(address) as client:
            client.wait_for_workers(2)
        raw = run.compare(
            SETUP,
            store=tmp_path / "s.sqlite",
            backend="dask",
            address=address,
            seconds=1.0,
            progress=killer("dask_worker"),
        )
    assert not raw.unfinished
    assert raw.outcomes == alone.outcomes


def test_a_ray_cluster_of_two_nodes_loses_a_worker(alone: run.Raw, tmp_path: Path) -> None:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        raw = run.compare(
            SETUP, store=tmp_path / "s.sqlite", backend="ray", address=cluster.address, seconds=1.0,
            progress=killer("ray::PoolActor"),
        )  # fmt: skip
    finally:
        cluster.shutdown()
    assert not raw.unfinished
    assert raw.outcomes == alone.outcomes
