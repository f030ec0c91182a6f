"""Plant faults in real packages and count how many the checker finds: `python -m tests.checker.plant FOLDER...`.

Each fault is one edit of a loss call, whatever its verdict was: an activation put around its input. Faults
inside a model, far from the loss, are harder and not planted here.
"""

from __future__ import annotations

import ast
import os
import random
import sys

from activadvise.checker.checking import check
from activadvise.meaning.findings import LossCall
from tests.checker.checks import rules

FAULTS = {
    "cross_entropy": ("torch.softmax({}, -1)", "torch.sigmoid({})", "torch.relu({})"),
    "bce_with_logits": ("torch.sigmoid({})", "torch.softmax({}, -1)", "torch.relu({})"),
    "nll": ("({}).exp()",),
    "kl_div": ("({}).exp()",),
    "bce": ("torch.logit({})",),
    "mse": ("torch.relu({})",),
}
MOST = 200


def planted(text: str, call: LossCall, fault: str) -> str | None:
    """The file with an activation around the first argument of a call."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (node.lineno, node.col_offset + 1) == (call.line, call.column) and node.args:
            given = ast.get_source_segment(text, node.args[0])
            if given is None or isinstance(node.args[0], ast.Starred):
                return None
            lines = text.split("\n")
            start = sum(len(line) + 1 for line in lines[: node.args[0].lineno - 1]) + node.args[0].col_offset
            if text[start : start + len(given)] != given:
                return None  # characters and bytes differ in this line
            return f"import torch\n{text[:start]}{fault.format(given)}{text[start + len(given) :]}"
    return None


def main(folders: list[str]) -> None:
    """Print how many of the planted faults were found, by loss."""
    pick = random.Random(0)
    calls = [c for c in check(folders, rules(), jobs=2).calls if c.loss in FAULTS]
    pick.shuffle(calls)
    found: dict[str, list[bool]] = {}
    for call in calls[:MOST]:
        with open(call.file, encoding="utf-8") as file:
            text = file.read()
        after = planted(text, call, pick.choice(FAULTS[call.loss]))
        if after is not None:
            name = os.path.basename(call.file)
            wrong = {c.line for c in check([], rules(), given={name: after}).calls if c.verdict == "wrong"}
            found.setdefault(call.loss, []).append(call.line + 1 in wrong)
    for loss, results in sorted(found.items()):
        print(f"{loss}: {sum(results)} of {len(results)}")
    print(f"{sum(map(sum, found.values()))} of {sum(map(len, found.values()))}")


if __name__ == "__main__":
    main(sys.argv[1:])
