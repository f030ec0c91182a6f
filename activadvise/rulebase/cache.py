"""The compiled rule base: validated once, then read in milliseconds.

It is keyed by the content of the rule files and of the code that reads them, never by time.
A build puts it beside the rules; otherwise it lies in the user's cache folder. A cache that
cannot be read or written costs time, nothing else.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.location import COMPILED, MODELS, PACKAGE, rule_files

KEY_BYTES = 16


def builtin_key() -> bytes:
    """Hash of every built-in rule file and of the modules that read them."""
    code = sorted(
        os.path.join(PACKAGE, folder, name)
        for folder in ("rulebase", os.path.join("rulebase", "records"), "formula")
        for name in os.listdir(os.path.join(PACKAGE, folder))
        if name.endswith(".py")
    )
    return content_key([*rule_files(), MODELS, *code])


def content_key(paths: Iterable[str]) -> bytes:
    """Checksum and length of names and contents: it guards against stale rules, not attackers."""
    checksum = length = 0
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            content = file.read()
        checksum = zlib.crc32(content, zlib.crc32(os.path.basename(path).encode(), checksum))
        length += len(content)
    return checksum.to_bytes(8, "big") + length.to_bytes(8, "big")


def load(key: bytes) -> RuleBase | None:
    """The compiled rule base of this key, or None."""
    for path in _places():
        try:
            with open(path, "rb") as file:
                if file.read(KEY_BYTES) == key:
                    return RuleBase.compiled(file.read())
        except (OSError, msgspec.DecodeError):
            continue  # absent or unreadable: compile again
    return None


def _places() -> Iterator[str]:
    """Where a compiled rule base may lie; the second is looked up only if the first is no use."""
    yield COMPILED
    yield _user_file()


def store(key: bytes, base: RuleBase, path: str | None = None) -> bool:
    """Write the compiled rule base; False when the place is not writable."""
    path = path or _user_file()
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(handle, "wb") as file:
            file.write(key + base.encoded())
        os.replace(temporary, path)
    except OSError:
        return False
    return True


def _user_file() -> str:
    from platformdirs import user_cache_path

    return str(user_cache_path("activadvise", appauthor=False) / "rules.msgpack")
