"""Trials on disk: one SQLite file for one comparison, written before anything is reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from activadvise.errors import BadValue
from activadvise.live.compare.plan import Cost, Outcome, Setup, Unit

WAIT_S = 60.0
SCHEMA = """
CREATE TABLE IF NOT EXISTS setup (only INTEGER PRIMARY KEY CHECK (only = 1), content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS outcomes (unit TEXT NOT NULL, place INTEGER NOT NULL, content BLOB NOT NULL,
                                     PRIMARY KEY (unit, place));
CREATE TABLE IF NOT EXISTS states (unit TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS costs (candidate TEXT PRIMARY KEY, content BLOB NOT NULL);
"""


class Store:
    """What is finished of one comparison.

    Every write is a transaction of its own: a process that is killed in the middle of one leaves the file as before
    it. Two processes may work on one file: they write the same numbers, and the first of each wins.

    Args:
        path: the file; made if it is not there, with its folder.
        setup: the comparison; None to read whichever is in the file.

    Raises:
        BadValue: the file holds another comparison, is no store, or cannot be written.
    """

    def __init__(self, path: str | Path, setup: Setup | None = None) -> None:
        self.path = Path(path)
        if setup is None and not self.path.is_file():
            raise BadValue(f"{path}: no such store.")
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            if setup is not None:
                self._connection.executescript(SCHEMA)
                self._once("setup (only, content) VALUES (1, ?)", [(msgspec.json.encode(setup),)])
            row = self._connection.execute("SELECT content FROM setup").fetchone()
        if row is None:
            raise BadValue(f"{path}: this store is being made, and nothing is in it yet.")
        self.setup = msgspec.json.decode(row[0], type=Setup)
        if setup is not None and setup != self.setup:
            raise BadValue(f"{path}: this store holds another comparison ({_differences(self.setup, setup)}); "
                           "name another file with --store.")  # fmt: skip

    def outcomes(self, unit: Unit | None = None) -> list[Outcome]:
        """Finished trials, of one unit or all, in the order of the units' keys."""
        where, values = ("WHERE unit = ?", (unit.key(),)) if unit else ("", ())
        rows = self._connection.execute(f"SELECT content FROM outcomes {where} ORDER BY unit, place", values)
        return [msgspec.msgpack.decode(content, type=Outcome) for (content,) in rows]

    def finish(self, unit: Unit, outcomes: list[Outcome]) -> None:
        """Keep the trials of a unit; its state is no longer needed."""
        rows = [(unit.key(), place, _encoded(outcome)) for place, outcome in enumerate(outcomes)]
        with self._transaction():
            self._once("outcomes (unit, place, content) VALUES (?, ?, ?)", rows)
            self._connection.execute("DELETE FROM states WHERE unit = ?", (unit.key(),))

    def state(self, unit: Unit) -> bytes | None:
        """Where an unfinished unit stands, None at its beginning."""
        row = self._connection.execute("SELECT content FROM states WHERE unit = ?", (unit.key(),)).fetchone()
        return None if row is None else row[0]

    def keep(self, unit: Unit, state: bytes) -> None:
        """Keep where a unit stands."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO states VALUES (?, ?)", (unit.key(), state))

    def costs(self) -> list[Cost]:
        """What was measured of each candidate."""
        rows = self._connection.execute("SELECT content FROM costs")
        found = [msgspec.msgpack.decode(content, type=Cost) for (content,) in rows]
        return sorted(found, key=lambda cost: self.setup.candidates.index(cost.candidate))

    def add_costs(self, costs: list[Cost]) -> None:
        """Keep the measurements."""
        with self._transaction():
            self._once("costs VALUES (?, ?)", [(cost.candidate, _encoded(cost)) for cost in costs])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _once(self, what: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._connection.executemany(f"INSERT OR IGNORE INTO {what}", rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise BadValue(f"{self.path}: it cannot be used as a store ({error}); name another file with --store.") \
                from error  # fmt: skip


def _encoded(value: Outcome | Cost) -> bytes:
    """JSON has no infinity, which is the loss of a trial that diverged; MessagePack has."""
    return msgspec.msgpack.encode(value)


def _differences(kept: Setup, asked: Setup) -> str:
    names = [name for name in Setup.__struct_fields__ if getattr(kept, name) != getattr(asked, name)]
    shown = [
        f"{name} {getattr(kept, name)!r} there, {getattr(asked, name)!r} here" for name in names if name != "digest"
    ]
    return "; ".join(shown[:3]) or "the data, the model's code or a version has changed since"
