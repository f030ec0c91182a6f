"""Which files of a package are training code, and what share of their loss calls is decided:
`python -m tests.checker.training_code FOLDER...`.

The rule, applied to the syntax tree (docstrings do not count). A file is training code if it is no test and

- calls `.backward()` or `manual_backward()`, or `.step()` on something whose name holds "optim" or "accelerator"; or
- defines a step by which a framework trains: one of `STEPS`, or a `compute_loss` that gets the model.

Loss calls in such files count, each place once, trainers and examples and models that bring their own step alike. A
class of losses in a file of its own does not count, because nobody has called it yet; the step that calls it does.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable

from activadvise.checker.checking import check
from activadvise.meaning.findings import LossCall
from tests.checker.checks import rules

STEPS = frozenset({
    "training_step", "train_step", "train_batch", "train_epoch", "train_one_epoch", "train_one_batch", "fit_batch",
    "compute_objectives", "calculate_loss", "shared_step", "_shared_step",
})  # fmt: skip
TESTS = re.compile(r"(^|/)(tests?|testing|test_utils|_internal)/|(^|/)(test_[^/]*|[^/]*_test|conftest)\.py$")
OPTIMIZERS = re.compile(r"optim|accelerator", re.IGNORECASE)


def is_training_code(path: str, text: str) -> bool:
    """Whether a file trains something, by the rule above."""
    if TESTS.search(path) or "torch" not in text:
        return False
    if not ("backward(" in text or ".step(" in text or any(f"def {name}" in text for name in (*STEPS, "compute_loss"))):
        return False
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return any(_trains(node) for node in ast.walk(tree))


def _trains(node: ast.AST) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        first = [a.arg for a in node.args.args if a.arg != "self"][:1]
        return node.name in STEPS or (node.name == "compute_loss" and first == ["model"])
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr in ("backward", "manual_backward"):
        return True
    return node.func.attr == "step" and bool(OPTIMIZERS.search(ast.unparse(node.func.value)))


def training_calls(calls: Iterable[LossCall]) -> list[LossCall]:
    """Those loss calls that stand in training code; relative paths are read from the working directory."""
    known: dict[str, bool] = {}
    found = []
    for call in calls:
        if call.file not in known:
            with open(call.file, encoding="utf-8", errors="replace") as file:
                known[call.file] = is_training_code(call.file, file.read())
        if known[call.file]:
            found.append(call)
    return found


def share(calls: Iterable[LossCall]) -> str:
    """How many calls are right, wrong and undecided, as a line."""
    verdicts = Counter(call.verdict for call in calls)
    decided = verdicts["right"] + verdicts["wrong"]
    return f"{decided} of {verdicts.total()} decided ({decided / max(1, verdicts.total()):.1%})"


def main(folders: list[str]) -> None:
    """Print the share for each folder, and in all."""
    every: list[LossCall] = []
    for folder in folders:
        calls = training_calls(check([folder], rules()).calls)
        every += calls
        if calls:
            print(f"{folder}: {share(calls)}", flush=True)
    print(f"in all: {share(every)}")


if __name__ == "__main__":
    main(sys.argv[1:])
