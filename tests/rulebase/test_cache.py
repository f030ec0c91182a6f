"""The compiled rule base: keyed by content, harmless when it cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from activadvise.rulebase import RuleBase, cache


def test_what_is_stored_is_read_back(base: RuleBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rules.msgpack"
    assert cache.store(b"k" * cache.KEY_BYTES, base, str(path))
    monkeypatch.setattr(cache, "COMPILED", str(path))
    assert cache.load(b"k" * cache.KEY_BYTES) == base
    monkeypatch.setattr(cache, "_user_file", lambda: str(tmp_path / "none"))
    assert cache.load(b"x" * cache.KEY_BYTES) is None


def test_a_damaged_cache_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = b"k" * cache.KEY_BYTES
    path = tmp_path / "rules.msgpack"
    path.write_bytes(key + b"damaged")
    monkeypatch.setattr(cache, "COMPILED", str(path))
    monkeypatch.setattr(cache, "_user_file", lambda: str(path))
    assert cache.load(key) is None


def test_a_folder_that_cannot_be_written_is_harmless(base: RuleBase, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not cache.store(b"k" * cache.KEY_BYTES, base, str(blocked / "rules.msgpack"))


def test_the_key_follows_the_content(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    before = cache.content_key([str(path)])
    path.write_text("a: 2")
    assert cache.content_key([str(path)]) != before
