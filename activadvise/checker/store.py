"""The cache of results: keyed by the content of every file that a result depends on."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from activadvise.rulebase import RuleBase

if TYPE_CHECKING:
    from activadvise.checker.workers import Entry

SIZE = 16


class Store:
    """Results of earlier runs; harmless when it cannot be read or written."""

    def __init__(self, base: RuleBase, names: list[str]) -> None:
        from activadvise.checker.workers import Entry

        self.hashes: dict[str, str] = {}
        self.type = dict[str, Entry]
        digest = hashlib.blake2b(digest_size=SIZE)
        digest.update(msgspec.msgpack.encode((base.activations, base.losses, base.checks)))
        digest.update(_code())
        digest.update("\0".join([os.getcwd(), *names]).encode(errors="replace"))
        self.path = os.path.join(_folder(), digest.hexdigest())
        self.entries: dict[str, Entry] = self._load()
        self.changed = False

    def _load(self) -> dict[str, Entry]:
        try:
            with open(self.path, "rb") as file:
                return msgspec.msgpack.decode(file.read(), type=self.type)
        except (OSError, msgspec.DecodeError, msgspec.ValidationError):
            return {}

    def get(self, name: str) -> Entry | None:
        """The result of a file, if nothing it depends on has changed."""
        entry = self.entries.get(name)
        if entry is None or not entry.reads:
            return None
        return entry if all(self.hash(path) == known for path, known in entry.reads.items()) else None

    def put(self, name: str, entry: Entry) -> None:
        """Keep a result."""
        entry.reads = {path: self.hash(path) for path in entry.reads}
        self.entries[name] = entry
        self.changed = True

    def hash(self, path: str) -> str:
        """The hash of a file's content; empty if it cannot be read."""
        if path not in self.hashes:
            try:
                with open(path, "rb") as file:
                    self.hashes[path] = hashlib.blake2b(file.read(), digest_size=SIZE).hexdigest()
            except OSError:
                self.hashes[path] = ""
        return self.hashes[path]

    def save(self) -> None:
        """Write what has changed."""
        if not self.changed:
            return
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            temporary = f"{self.path}.{os.getpid()}"
            with open(temporary, "wb") as file:
                file.write(msgspec.msgpack.encode(self.entries))
            os.replace(temporary, self.path)
        except OSError:
            return


def _folder() -> str:
    from platformdirs import user_cache_path

    return str(user_cache_path("activadvise", appauthor=False) / "check")


def _code() -> bytes:
    digest = hashlib.blake2b(digest_size=SIZE)
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for part in ("checker", os.path.join("checker", "rules"), "meaning"):
        folder = os.path.join(package, part)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), "rb") as file:
                    digest.update(file.read())
    return digest.digest()
