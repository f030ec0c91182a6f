"""ACT305: the weights of a linear layer all set to one value."""

from __future__ import annotations

import ast
import re

from activadvise.checker.expressions import evaluate
from activadvise.checker.rewriting import last_name
from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Layer, Value

CONSTANTS = {"ones_": 1.0, "zeros_": 0.0, "constant_": None}
WORDS = ("constant_(", "init.ones_(", "init.zeros_(", "weight.data.fill_(")
REPLACED = re.compile(r"weight\w*(?:\.data)? = (?:\w+\.)*(?:parameter\()?torch\.(?:ones|full)")
FILLING = {"fill_": None, "zero_": 0.0}


def wants(name: str, text: str) -> bool:
    """A call that sets weights to a constant."""
    made = "torch.ones" in text or "torch.full" in text
    return any(word in text for word in WORDS) or (made and REPLACED.search(text) is not None)


def install(run: Run) -> None:
    """Watch torch.nn.init, and lines like `m.weight.data.fill_(1)`."""
    for name in CONSTANTS:
        run.on_call.setdefault(f"torch.nn.init.{name}", []).append(_watch)
    run.on_statement.append(_filled)
    run.on_attribute.append(_replaced)


def _watch(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    fixed = CONSTANTS[name.rpartition(".")[2]]
    given = options.get("val", args[1] if len(args) > 1 else None)
    value = fixed if fixed is not None else given.value if isinstance(given, Const) else None
    if node.args and isinstance(value, (int, float)):
        _judge(run, node, node.args[0], value, frame)


def _filled(run: Run, node: ast.Expr, result: Value, frame: Frame) -> None:
    call = node.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in FILLING:
        return
    value: object = FILLING[call.func.attr]
    target = call.func.value
    if value is None and call.args and isinstance(call.args[0], ast.Constant):
        value = call.args[0].value
    if isinstance(target, ast.Attribute) and target.attr == "data" and isinstance(value, (int, float)):
        _judge(run, call, target.value, value, frame)


def _replaced(run: Run, node: ast.Assign, target: ast.Attribute, frame: Frame) -> None:
    """layer.weight.data = torch.ones(...), layer.weight = nn.Parameter(torch.full(...)); zeros may be meant."""
    made, trained = node.value, False
    if isinstance(made, ast.Call) and last_name(made) == "Parameter" and len(made.args) == 1 and not made.keywords:
        made, trained = made.args[0], True
    weight = target.value if target.attr == "data" else target
    value = _value(made)
    if not value or not isinstance(weight, ast.Attribute) or "requires_grad" in frame.module.slice(frame.node or node):
        return
    owner = evaluate(weight.value, frame)
    linear = isinstance(owner, Layer) and owner.short == "Linear" and owner.literal(1, "out_features") != 1
    own = trained and isinstance(made, ast.Call) and len(made.args) == 2 and _multiplies(weight, frame)
    if own or (linear and weight.attr == "weight"):
        run.hit("ACT305", (frame.module, node), {"value": value})


def _value(made: ast.expr) -> object:
    """What torch.ones and torch.full fill a tensor with; None for other expressions."""
    if not isinstance(made, ast.Call) or not ast.unparse(made.func).startswith("torch."):
        return None
    filled = made.args[1] if last_name(made).startswith("full") and len(made.args) > 1 else None
    return filled.value if isinstance(filled, ast.Constant) else 1.0 if last_name(made).startswith("ones") else None


def _multiplies(weight: ast.Attribute, frame: Frame) -> bool:
    """self.weight is the matrix of F.linear(x, self.weight), and nothing else in the class touches it."""
    if frame.cls is None or "weight" not in weight.attr or ast.unparse(weight.value) != "self":
        return False
    parts = list(ast.walk(frame.cls.node))
    uses = [p for p in parts if isinstance(p, ast.Attribute) and p.attr == weight.attr and p is not weight]
    calls = [p for p in parts if isinstance(p, ast.Call) and last_name(p) == "linear" and len(p.args) > 1]
    return bool(uses) and all(any(use is call.args[1] for call in calls) for use in uses)


def _judge(run: Run, node: ast.Call, target: ast.expr, value: float, frame: Frame) -> None:
    if isinstance(target, ast.Name) and value and _of_all_parameters(frame, target):
        run.hit("ACT305", (frame.module, node), {"value": value})
    if not (isinstance(target, ast.Attribute) and target.attr == "weight"):
        return
    owner = evaluate(target.value, frame) if value else None
    linear = isinstance(owner, Layer) and owner.kind == "linear" and owner.literal(1, "out_features") != 1
    if isinstance(owner, Layer) and "Transpose" in owner.short:
        return  # ones repeat each value: an upsampling set by hand
    # a single layer may start from zeros, and so may the last one of a residual branch
    every = _checked_for(frame, target.value, node) and (value or _applied_to_all(frame, target.value))
    if linear or every:
        run.hit("ACT305", (frame.module, node), {"value": value})


def _applied_to_all(frame: Frame, owner: ast.expr) -> bool:
    """model.apply(init), where the model has several linear layers."""
    text, name = frame.module.text, getattr(frame.node, "name", "")
    applied = re.search(rf"\.apply\((?:\w+\.)*{re.escape(name)}\)", text) is not None
    return isinstance(owner, ast.Name) and text.count("Linear(") > 1 and applied


def _of_all_parameters(frame: Frame, target: ast.Name) -> bool:
    """for p in net.parameters(): ..."""
    for part in ast.walk(frame.node or frame.module.tree):
        if isinstance(part, ast.For) and isinstance(part.target, ast.Name) and part.target.id == target.id:
            inside = part.lineno < target.lineno <= (part.end_lineno or 0)
            if inside and ast.unparse(part.iter).endswith(".parameters()"):
                return isinstance(part.body[0], ast.Expr)
    return False


def _checked_for(frame: Frame, owner: ast.expr, call: ast.Call) -> bool:
    """Right under `if isinstance(m, nn.Linear):`, with no further condition."""
    name, function = ast.unparse(owner), frame.node
    if function is None:
        return False
    for part in ast.walk(function):
        if isinstance(part, ast.If) and any(isinstance(s, ast.Expr) and s.value is call for s in part.body):
            test = ast.unparse(part.test)
            asks = test.startswith((f"isinstance({name},", f"type({name}) == ", f"type({name}) is "))
            plain = "Norm" not in test and "Transpose" not in test and " and " not in test
            if asks and plain and ("Linear" in test or "Conv" in test):
                return True
    return False
