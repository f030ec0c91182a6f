"""Names are forgiving; free text is understood when it is clear."""

from __future__ import annotations

import pytest

from activadvise.errors import UnknownName
from activadvise.rulebase import KINDS, RuleBase
from activadvise.rulebase.names import index, lookup, normalized, resolve, spellings


@pytest.mark.parametrize("spelling", ["leaky_relu", "Leaky-ReLU", "LEAKY RELU", "leakyrelu", "lrelu"])
def test_case_and_separators_do_not_matter(spelling: str, base: RuleBase) -> None:
    assert lookup(base.activations, spelling) == "leaky_relu"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sources"])
def test_every_spelling_finds_its_entry(kind: str, base: RuleBase) -> None:
    entries = base.entries(kind)
    known = index(entries)
    for entry in entries.values():
        for spelling in [entry.id, *entry.aliases, *getattr(entry, "models", [])]:
            assert known[normalized(spelling)] == entry.id, spelling
        assert spellings(entry)[0] == entry.id


def test_a_typing_error_is_not_answered_but_shown(base: RuleBase) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve("architecture", base.architectures, "tranformer")
    assert caught.value.nearest[0] == "transformer"


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("predict an angle", "angle"),
        ("multi label", "multilabel"),
        ("several labels per sample", "multilabel"),
        ("yes/no", "binary"),
        ("price", "positive-regression"),
        ("next token", "language-modeling"),
        ("0/1 mask", "binary-segmentation"),
        ("number of events", "count"),
        ("star rating", "ordinal"),
        ("image segmentation", "semantic-segmentation"),
        ("prediction interval", "quantile"),
    ],
)
def test_free_text_tasks(text: str, task: str, base: RuleBase) -> None:
    assert resolve("task", base.tasks, text).id == task


def test_nonsense_is_refused(base: RuleBase) -> None:
    with pytest.raises(UnknownName):
        resolve("task", base.tasks, "zzzz qqqq")
