"""The store keeps what is written, whole, whatever happens to the process that writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from activadvise.errors import BadValue
from activadvise.live.compare.plan import Cost
from activadvise.live.compare.store import Store
from tests.live.compare.made import SETUP, outcomes, units

KILLS = 20
WRITER = """
import os, signal, sys, threading, time
from activadvise.live.compare.store import Store
from tests.live.compare.made import SETUP, outcomes, units

store = Store(sys.argv[1], SETUP)
delay, commits = float(sys.argv[2]), int(sys.argv[3])

def kill():
    time.sleep(delay)
    os.kill(os.getpid(), signal.SIGKILL)

def trace(statement):
    global commits
    if statement == "COMMIT":
        commits -= 1
        if commits == 0:
            threading.Thread(target=kill).start() if delay else kill()

store._connection.set_trace_callback(trace)
for unit in units():
    store.keep(unit, b"x" * 3_000_000)
    store.finish(unit, outcomes(unit))
print("done")
"""


def write(path: Path, delay: float = 0.0, commits: int = 0) -> subprocess.CompletedProcess[str]:
    """A process that writes every unit, killed at its n-th commit if that is not 0."""
    command = [sys.executable, "-c", WRITER, str(path), str(delay), str(commits)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_what_is_written_is_read_bit_by_bit(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "s.sqlite", SETUP)
    unit = units()[0]
    assert (store.outcomes(unit), store.state(unit)) == ([], None)
    store.keep(unit, b"one")
    store.keep(unit, b"two")
    assert store.state(unit) == b"two"
    store.finish(unit, outcomes(unit))
    store.add_costs([Cost(candidate=name, step_ms=0.1, memory_mb=1.5, parameters=7) for name in ("gelu", "relu")])
    store.close()
    again = Store(tmp_path / "new" / "s.sqlite")
    assert again.setup == SETUP
    assert again.outcomes() == outcomes(unit)
    assert again.state(unit) is None
    assert [cost.candidate for cost in again.costs()] == ["relu", "gelu"]


def test_the_first_of_two_writers_wins(tmp_path: Path) -> None:
    first, second = Store(tmp_path / "s.sqlite", SETUP), Store(tmp_path / "s.sqlite", SETUP)
    first.add_costs([Cost(candidate="relu", step_ms=1.0, memory_mb=1.0, parameters=1)])
    second.add_costs([Cost(candidate="relu", step_ms=2.0, memory_mb=1.0, parameters=1)])
    assert [cost.step_ms for cost in second.costs()] == [1.0]


def test_two_processes_on_one_store(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    command = [sys.executable, "-c", WRITER, str(path), "0", "0"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert out == "done\n", err
    check_whole(path)


def test_killed_inside_commits(tmp_path: Path) -> None:
    """Killed at a commit, or in the middle of writing one: what is there is whole, and the next process goes on."""
    path = tmp_path / "s.sqlite"
    sizes = []
    for number in range(KILLS):
        if number % 8 == 0:
            path.unlink(missing_ok=True)
            for rest in path.parent.glob("s.sqlite-*"):
                rest.unlink()
        killed = write(path, delay=(number % 5) * 4e-4, commits=1 + number % 8)
        assert killed.returncode == -9, killed.stderr
        store = Store(path, SETUP)
        for unit in units():
            assert store.outcomes(unit) in ([], outcomes(unit))
            assert store.state(unit) in (None, b"x" * 3_000_000)
        sizes.append(len(store.outcomes()))
        store.close()
    assert len(set(sizes)) > 1  # the kills came at different places
    assert write(path).stdout == "done\n"
    check_whole(path)


def check_whole(path: Path) -> None:
    """Every trial is there once, and SQLite finds nothing wrong with the file."""
    store = Store(path)
    assert sorted(map(repr, store.outcomes())) == sorted(repr(o) for unit in units() for o in outcomes(unit))
    assert store._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_another_comparison_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "s.sqlite", SETUP).close()
    with pytest.raises(BadValue, match=r"holds another comparison \(steps 300 there, 301 here\); name another file"):
        Store(tmp_path / "s.sqlite", msgspec.structs.replace(SETUP, steps=301))
    with pytest.raises(BadValue, match="the data, the model's code or a version has changed since"):
        Store(tmp_path / "s.sqlite", msgspec.structs.replace(SETUP, digest="other"))


def test_what_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="no such store"):
        Store(tmp_path / "nothing.sqlite")
    text = tmp_path / "notes.txt"
    text.write_text("my notes, which must stay as they are\n" * 100)
    for setup in (None, SETUP):
        with pytest.raises(BadValue, match="cannot be used as a store"):
            Store(text, setup)
    assert text.read_text().startswith("my notes")
    other = tmp_path / "other.sqlite"
    import sqlite3

    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(BadValue, match="cannot be used as a store"):
        Store(other)
