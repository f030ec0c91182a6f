"""The checker's cost as ratios against parsing and walking the same files, in one process."""

from __future__ import annotations

import ast
import os
import time
from pathlib import Path

import pytest
import torch

from activadvise.checker import workers
from activadvise.checker.checking import check
from activadvise.rulebase import load

ROOT = os.environ.get("ACTIVADVISE_TIMM") or os.path.join(os.path.dirname(torch.__file__), "nn")
MOST = 1.5


def _baseline(texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        for _ in ast.walk(ast.parse(text)):
            pass
    return time.process_time() - start


def _check(root: str) -> float:
    start = time.process_time()
    check([root], load())
    return time.process_time() - start


def test_cold_check_against_parsing() -> None:
    """timm where ACTIVADVISE_TIMM names its folder, else torch/nn."""
    texts = [path.read_text(encoding="utf-8") for path in Path(ROOT).rglob("*.py")]
    _check(ROOT)  # imports, compiled rules
    ratio = min(_check(ROOT) for _ in range(3)) / min(_baseline(texts) for _ in range(3))
    assert ratio <= MOST, f"{ratio:.2f} times ast.parse and ast.walk"


def test_warm_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cold = time.process_time()
    check([ROOT], load(), cache=True)
    cold = time.process_time() - cold
    warm = time.process_time()
    check([ROOT], load(), cache=True)
    warm = time.process_time() - warm
    assert warm <= 0.25 * cold


def test_it_is_linear(tmp_path: Path) -> None:
    text = (
        "import torch\nimport torch.nn.functional as F\ndef f(x, y):\n    return F.cross_entropy(F.softmax(x, 1), y)\n"
    )
    for i in range(1000):
        (tmp_path / f"m{i}.py").write_text(text)
    names = [str(tmp_path / f"m{i}.py") for i in range(1000)]
    base = load()

    def cost(count: int) -> float:
        start = time.process_time()
        workers.checked(names[:count], base, {}, 1, False)
        return time.process_time() - start

    cost(10)
    assert cost(1000) <= 15 * max(cost(100), 0.005)
