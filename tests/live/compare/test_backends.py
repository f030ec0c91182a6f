"""The same tasks on processes and clusters; workers that die take only their time with them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from activadvise.errors import BadValue
from activadvise.live.compare.backends import Pool, pool

TASKS = list(range(12))


def work(task: int) -> tuple[int, int]:
    """Long enough to be killed in: the answer and the process it comes from."""
    time.sleep(0.4)
    return task * task, os.getpid()


def refuse(task: int) -> int:
    """Raises what a task may raise."""
    raise BadValue(f"task {task} cannot be done")


def results(workers: Pool, victim: str | None = None) -> tuple[dict[int, int], set[int]]:
    """All answers and the processes they come from; after the first, a worker whose command holds `victim` dies."""
    found, processes = {}, set()
    for task, (answer, process) in workers.run(work, TASKS):
        found[task] = answer
        processes.add(process)
        if victim is not None:
            kill(victim)
            victim = None
    return found, processes


def kill(command: str) -> None:
    """Kill one descendant of this process by its command line, as the kernel does when memory runs out."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if command in " ".join(process.cmdline()):
                process.kill()
                return
    raise AssertionError(f"no worker {command!r}")


def check(workers: Pool, victim: str | None = None) -> set[int]:
    """Every task is answered once; the processes are told."""
    found, processes = results(workers, victim)
    assert found == {task: task * task for task in TASKS}
    return processes


def test_processes_of_this_machine() -> None:
    with pool("local", None, 2) as workers:
        assert len(check(workers) - {os.getpid()}) == 2
        assert len(check(workers, victim="LokyProcess")) >= 2


def test_one_job_is_this_process() -> None:
    with pool("local", None, 1) as workers:
        assert check(workers) == {os.getpid()}


def test_what_a_task_raises_arrives() -> None:
    with pool("local", None, 2) as workers, pytest.raises(BadValue, match=r"task \d cannot be done"):
        list(workers.run(refuse, TASKS))


def test_workers_that_always_die() -> None:
    with pool("local", None, 2) as workers, pytest.raises(BadValue, match="its workers died 5 times in a row"):
        list(workers.run(die, TASKS[:2]))


def die(task: int) -> None:
    """What a task does that needs more memory than there is."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_end_with_the_process_they_work_for(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from activadvise.live.compare.backends import pool\n"
        "from tests.live.compare.test_backends import TASKS, work\n"
        "with pool('local', None, 2) as workers:\n"
        "    for done in workers.run(work, TASKS): print(done[1][1], flush=True, file=sys.__stdout__)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    workers = [psutil.Process(int(process.stdout.readline())) for _ in range(2)]
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("slurm", None, None), "--backend slurm: the backends are local, ray, dask."),
        (("local", "tcp://127.0.0.1:1", None), "--address: it goes with --backend ray or --backend dask."),
        (("local", None, 0), "--jobs 0: at least 1."),
        (("dask", "nonsense", None), "--address nonsense: no Dask scheduler answers there"),
        (("ray", "127.0.0.1:1", None), "--address 127.0.0.1:1: no Ray cluster answers there"),
    ],
)
def test_what_cannot_be_used(arguments: tuple[str, str | None, int | None], message: str) -> None:
    with pytest.raises(BadValue, match=message), pool(*arguments):
        pass
