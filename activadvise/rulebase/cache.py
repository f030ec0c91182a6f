"""The compiled rule base: validated once, then read in milliseconds.

It is keyed by the content of the rule files and of the code that reads them, never by time.
A build puts it beside the rules; otherwise it lies in the user's cache folder. A cache that
cannot be read or written costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable

import msgspec

from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.location import COMPILED, MODELS, PACKAGE, rule_files

KEY_BYTES = 16


def builtin_key() -> bytes:
    """Hash of every built-in rule file and of the modules that read them."""
    code = sorted(
        os.path.join(PACKAGE, folder, name)
        for folder in ("rulebase", "formula")
        for name in os.listdir(os.path.join(PACKAGE, folder))
        if name.endswith(".py")
    )
    return content_key([*rule_files(), MODELS, *code])


def content_key(paths: Iterable[str]) -> bytes:
    """Hash of names and contents."""
    digest = hashlib.blake2b(digest_size=KEY_BYTES)
    for path in paths:
        with open(path, "rb") as file:
            content = file.read()
        digest.update(f"{os.path.basename(path)}:{len(content)}:".encode())
        digest.update(content)
    return digest.digest()


def load(key: bytes) -> RuleBase | None:
    """The compiled rule base of this key, or None."""
    for path in (COMPILED, _user_file()):
        try:
            with open(path, "rb") as file:
                if file.read(KEY_BYTES) == key:
                    return msgspec.msgpack.decode(file.read(), type=RuleBase)
        except (OSError, msgspec.DecodeError):
            continue  # absent or unreadable: compile again
    return None


def store(key: bytes, base: RuleBase, path: str | None = None) -> bool:
    """Write the compiled rule base; False when the place is not writable."""
    path = path or _user_file()
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(handle, "wb") as file:
            file.write(key + msgspec.msgpack.encode(base))
        os.replace(temporary, path)
    except OSError:
        return False
    return True


def _user_file() -> str:
    from platformdirs import user_cache_path

    return str(user_cache_path("activadvise", appauthor=False) / "rules.msgpack")
