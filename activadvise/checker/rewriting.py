"""Fixes that rewrite one call: another name, another argument, its input instead of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from activadvise.checker.names import Module
from activadvise.meaning.findings import Edit, Fix

SOFTMAXES = frozenset({"softmax", "log_softmax", "logsoftmax", "softmin"})


def segment(module: Module, node: ast.AST) -> str:
    """The source text of a node."""
    # ast.get_source_segment splits the whole file for every node
    lines = module.lines[node.lineno - 1 : node.end_lineno]  # type: ignore[attr-defined]
    lines[-1] = lines[-1].encode()[: node.end_col_offset].decode()  # type: ignore[attr-defined]
    lines[0] = lines[0].encode()[node.col_offset :].decode()  # type: ignore[attr-defined]
    return "\n".join(lines)


def replace(module: Module, node: ast.AST, text: str) -> Edit:
    """An edit that puts text in the place of a node."""
    from activadvise.checker.writing import column_of

    line, end = node.lineno, node.end_lineno  # type: ignore[attr-defined]
    return Edit(
        line, column_of(module, line, node.col_offset) + 1,  # type: ignore[attr-defined]
        end, column_of(module, end, node.end_col_offset) + 1, text, module.path,  # type: ignore[attr-defined]
    )  # fmt: skip


def input_of(module: Module, call: ast.Call) -> ast.expr | None:
    """What an activation is applied to: F.softmax(x), x.softmax(); None for a module's constructor."""
    function = call.func
    last = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if last[:1].isupper():
        return None
    if isinstance(function, ast.Attribute) and not _package(module, function.value) and not is_own(function):
        return function.value
    return call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None


def _package(module: Module, node: ast.expr) -> bool:
    """Whether `node` in `node.softmax(x)` is a package: its first name is imported."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and bool(re.search(rf"(?m)^ *(?:from|import) .*\b{node.id}\b", module.text))


def is_own(node: ast.expr) -> bool:
    """self.name."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def without_call(module: Module, call: ast.Call, value: ast.expr) -> list[Edit]:
    """Edits that leave the input of a call in its place; comments between its parentheses stay."""
    text = segment(module, value)
    simple = isinstance(value, (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Constant))
    if "#" not in segment(module, call).replace(text, ""):
        return [replace(module, call, text if simple and "\n" not in text else f"({text})")]
    rest = ast.Constant(value=None)  # from behind the input to the closing parenthesis
    rest.lineno, rest.col_offset = value.end_lineno or 1, value.end_col_offset or 0
    rest.end_lineno, rest.end_col_offset = call.end_lineno, (call.end_col_offset or 1) - 1
    kept = [line[line.find("#") :] if "#" in line else "" for line in segment(module, rest).split("\n")]
    indent = " " * len(segment(module, rest).split("\n")[-1])
    lines = [kept[0], *(indent + line for line in kept[1:-1] if line), indent] if len(kept) > 1 else kept
    return [replace(module, call.func, ""), replace(module, rest, "\n".join(lines))]


def last_name(call: ast.Call) -> str:
    """The last part of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _call_made(module: Module, node: ast.AST) -> Fix | None:
    """nn.CrossEntropyLoss(out, y) → nn.CrossEntropyLoss()(out, y)."""
    if not isinstance(node, ast.Call):
        return None
    function = segment(module, node.func)
    return Fix("safe", "make the loss, then call it", [replace(module, node.func, f"{function}()")])


def _renamed(*pairs: tuple[str, str]) -> Callable[[Module, ast.AST], Fix | None]:
    """F.nll_loss(...) → F.cross_entropy(...)."""

    def fix(module: Module, node: ast.AST) -> Fix | None:
        if not isinstance(node, ast.Call):
            return None
        maker = _maker(module, node.func)
        made = maker.func if maker is not None else node.func
        names = dict(pairs)
        if not isinstance(made, ast.Attribute) or made.attr not in names:
            return None
        new = names[made.attr]
        text = f"{segment(module, made.value)}.{new}"
        return Fix("unsafe", f"use {new}, which takes logits", [replace(module, made, text)])

    return fix


def _maker(module: Module, criterion: ast.expr) -> ast.Call | None:
    """nn.NLLLoss() in `nn.NLLLoss()(x, y)`, and in the one assignment `criterion = nn.NLLLoss()`."""
    if isinstance(criterion, ast.Call):
        return criterion
    name = ast.unparse(criterion)
    found = [
        part.value for part in ast.walk(module.tree)
        if isinstance(part, ast.Assign) and any(ast.unparse(target) == name for target in part.targets)
    ]  # fmt: skip
    return found[0] if len(found) == 1 and isinstance(found[0], ast.Call) else None


def _logged(module: Module, node: ast.AST) -> Fix | None:
    """ctc(x, ...) → ctc(x.log_softmax(dim=-1), ...)."""
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], (ast.Name, ast.Call)):
        return None
    first = node.args[0]
    if isinstance(first, ast.Call) and "softmax" in last_name(first):
        return None
    text = f"{segment(module, first)}.log_softmax(dim=-1)"
    return Fix("unsafe", "apply log_softmax over the classes", [replace(module, first, text)])


def _other_keyword(module: Module, node: ast.AST) -> Fix | None:
    """Categorical(logits=p) → Categorical(probs=p), and the reverse."""
    other = {"logits": "probs", "probs": "logits"}
    given = [k for k in getattr(node, "keywords", ()) if k.arg in other]
    if not isinstance(node, ast.Call) or len(given) != 1:
        return None
    new = f"{other[str(given[0].arg)]}={segment(module, given[0].value)}"
    return Fix("unsafe", f"pass it as {other[str(given[0].arg)]}", [replace(module, given[0], new)])


def _dim_added(module: Module, node: ast.AST) -> Fix | None:
    """F.softmax(x) → F.softmax(x, dim=-1)."""
    named = isinstance(node, ast.Call) and last_name(node).lower() in (
        "softmax",
        "log_softmax",
        "logsoftmax",
        "softmin",
    )
    if not isinstance(node, ast.Call) or not named or (isinstance(node.func, ast.Attribute) and is_own(node.func)):
        return None
    inside = segment(module, node)[:-1].rstrip()
    comma = "" if inside.endswith(("(", ",")) else ", "
    text = f"{inside}{comma}dim=-1)"
    return Fix("unsafe", "normalize over the last dim, if that is the classes", [replace(module, node, text)])


def _unwrapped(module: Module, node: ast.AST) -> Fix | None:
    """softmax(p) → p, where p holds probabilities already."""
    value = input_of(module, node) if isinstance(node, ast.Call) else None
    if not isinstance(node, ast.Call) or value is None or last_name(node).startswith("log"):
        return None  # of a log_softmax what follows needs the logarithm: the earlier softmax is the one too many
    return Fix("unsafe", "apply it once", without_call(module, node, value))


def over_classes(module: Module, call: ast.Call) -> Fix | None:
    """F.log_softmax(x, dim=0) → F.log_softmax(x, dim=1)."""
    found = next((k.value for k in call.keywords if k.arg == "dim"), None)
    if found is None and call.args and not last_name(call)[:1].isupper():
        found = call.args[1] if len(call.args) > 1 else None
    if not isinstance(found, (ast.Constant, ast.UnaryOp)) or ast.unparse(found) == "1":
        return None  # over dim 1 already: the dims were moved afterwards
    return Fix("unsafe", "normalize over the classes, dim 1", [replace(module, found, "1")])


def _log_target(module: Module, node: ast.AST) -> Fix | None:
    if (
        not isinstance(node, ast.Call)
        or last_name(node) != "kl_div"
        or any(k.arg == "log_target" for k in node.keywords)
    ):
        return None
    text = segment(module, node)
    inside = text[:-1].rstrip()
    comma = "" if inside.endswith((",", "(")) else ","
    return Fix("safe", "pass log_target=True", [replace(module, node, f"{inside}{comma} log_target=True)")])


def _log_call(names: dict[str, str]) -> Callable[[Module, ast.AST], Fix | None]:
    """torch.log(F.softmax(x, dim=1)) → F.log_softmax(x, dim=1)."""

    def fix(module: Module, node: ast.AST) -> Fix | None:
        if not isinstance(node, ast.Call):
            return None
        inner: ast.expr | None = node.args[0] if node.args else None
        if inner is None and isinstance(node.func, ast.Attribute):
            inner = node.func.value
        if not isinstance(inner, ast.Call) or not isinstance(inner.func, ast.Attribute) or is_own(inner.func):
            return None
        new = names.get(inner.func.attr)
        if new is None:
            return None
        if new == "log_softmax":
            rest = segment(module, inner)[len(segment(module, inner.func)) :]
            text = f"{segment(module, inner.func.value)}.{new}{rest}"
        else:
            value = input_of(module, inner)
            if value is None:
                return None
            text = f"torch.nn.functional.{new}({segment(module, value)})"
            if "import torch\n" not in module.text:
                return None
        return Fix("safe", f"use {new}", [replace(module, node, text)])

    return fix


def _softplus(module: Module, node: ast.AST) -> Fix | None:
    """torch.log(1 + torch.exp(x)) → softplus(x)."""
    if not isinstance(node, ast.Call) or not node.args or "import torch\n" not in module.text:
        return None
    inner = node.args[0]
    parts = [inner.left, inner.right] if isinstance(inner, ast.BinOp) else [inner]
    power = next((p for p in parts if isinstance(p, ast.Call)), None)
    value = input_of(module, power) if power is not None else None
    if value is None:
        return None
    return Fix(
        "safe", "use softplus", [replace(module, node, f"torch.nn.functional.softplus({segment(module, value)})")]
    )


FIXES: dict[str, Callable[[Module, ast.AST], Fix | None]] = {
    "ACT105": _renamed(("binary_cross_entropy", "binary_cross_entropy_with_logits"), ("BCELoss", "BCEWithLogitsLoss")),
    "ACT107": _renamed(("nll_loss", "cross_entropy"), ("NLLLoss", "CrossEntropyLoss")),
    "ACT109": _log_target,
    "ACT119": _logged,
    "ACT120": _other_keyword,
    "ACT123": _call_made,
    "ACT124": _dim_added,
    "ACT127": _unwrapped,
    "ACT404": _log_call({"softmax": "log_softmax"}),
    "ACT405": _log_call({"sigmoid": "logsigmoid"}),
    "ACT406": _softplus,
}  # fmt: skip
