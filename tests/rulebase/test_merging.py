"""House rules are merged over the built-in ones, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from activadvise.report.merged import merged_entry
from activadvise.rulebase import RuleBase, load
from activadvise.rulebase.read import merged


def written(tmp_path: Path, text: str, name: str = "house.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_fields_replace_and_plus_appends(tmp_path: Path, base: RuleBase) -> None:
    path = written(tmp_path, "activations:\n  relu:\n    summary: Ours.\n    +aliases: [our-relu]\n    pros: [fast]\n")
    relu = load([path]).activations["relu"]
    assert relu.summary == "Ours."
    assert relu.aliases == [*base.activations["relu"].aliases, "our-relu"]
    assert relu.pros == ["fast"]
    assert relu.formula == base.activations["relu"].formula


def test_mappings_merge_deeply() -> None:
    assert merged({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"c": 3}, "+d": [2]}) == {"a": {"b": 1, "c": 3}, "d": [1, 2]}


def test_later_files_win_and_folders_are_read(tmp_path: Path) -> None:
    written(tmp_path, "activations:\n  relu: {summary: First.}\n", "a.yaml")
    late = written(tmp_path, "activations:\n  relu: {summary: Second.}\n", "z.yml")
    assert load([late]).activations["relu"].summary == "Second."
    with pytest.raises(Exception, match="already defined"):
        load([tmp_path])
    (tmp_path / "a.yaml").unlink()
    assert load([tmp_path]).activations["relu"].summary == "Second."


def test_show_tells_where_each_field_came_from(tmp_path: Path) -> None:
    path = written(tmp_path, "activations:\n  relu:\n    summary: Ours.\n")
    text = merged_entry("relu", load([path]))
    assert f"summary: Ours.  # {path}:3" in text
    assert "rules/activations/" in text.splitlines()[1]
