"""Counts and lists in words."""

from __future__ import annotations

from activadvise.english import counted, listed


def test_one_is_no_plural() -> None:
    assert [counted(n, "loss call") for n in (0, 1, 2, 1797)] == [
        "0 loss calls", "1 loss call", "2 loss calls", "1,797 loss calls",
    ]  # fmt: skip


def test_a_list_ends_with_a_word() -> None:
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c"], "or") == "a, b or c"
