"""ACT301, ACT302, ACT305, ACT306, ACT307: calls of torch.nn.init that contradict themselves."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, External, Layer, Unknown, Value


def wants(name: str, text: str) -> bool:
    """A call of torch.nn.init that takes options."""
    return "kaiming_" in text or "calculate_gain" in text or "constant_(" in text or "init.ones_(" in text


ACCEPTED = [
    "linear",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "selu",
]


def install(run: Run) -> None:
    """Watch the functions of torch.nn.init."""
    for name in ("kaiming_uniform_", "kaiming_normal_", "kaiming_uniform", "kaiming_normal"):
        run.on_call.setdefault(f"torch.nn.init.{name}", []).append(_kaiming)
    run.on_call.setdefault("torch.nn.init.calculate_gain", []).append(_gain)
    for name in ("ones_", "constant_"):
        run.on_call.setdefault(f"torch.nn.init.{name}", []).append(_constant)


def _kaiming(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    given = options.get("a", args[1] if len(args) > 1 else None)
    slope_node: ast.expr | None = next(
        (k.value for k in node.keywords if k.arg == "a"), node.args[1] if len(node.args) > 1 else None
    )
    if isinstance(given, Unknown) and isinstance(given.why, ast.Call):
        slope_node = given.why  # a name that holds the result of a call
    if (slope_node is not None and "calculate_gain" in ast.unparse(slope_node)) or (
        slope_node is not None and _sqrt_two(slope_node)
    ):
        run.hit("ACT301", (frame.module, node), {"call": name.rpartition(".")[2]})
    kind = options.get("nonlinearity", args[3] if len(args) > 3 else None)
    slope = given.value if isinstance(given, Const) else 0.0 if given is None else None
    if isinstance(kind, Const) and kind.value == "leaky_relu" and isinstance(slope, (int, float)):
        _slope(run, name, node, float(slope), frame)
    if isinstance(kind, Const) and isinstance(kind.value, str):
        if kind.value not in ACCEPTED:
            run.hit("ACT306", (frame.module, node), {"name": kind.value, "call": name.rpartition(".")[2]})
        elif kind.value in ("tanh", "sigmoid"):
            run.hit("ACT303", (frame.module, node), {"name": kind.value, "call": name.rpartition(".")[2]})


SLOPE = re.compile(r"(?:LeakyReLU|leaky_relu)\((?:\w+, *)?(?:negative_slope=)?(0?\.\d+)")
TELLS = 0.05  # smaller differences change the gain by less than a thousandth


def _slope(run: Run, name: str, node: ast.Call, given: float, frame: Frame) -> None:
    """All leaky ReLUs of the file have one slope, and the init assumes another."""
    slopes = {float(text) for text in SLOPE.findall(frame.module.text)}
    if len(slopes) == 1 and abs(given - (slope := slopes.pop())) > TELLS:
        what = {"call": name.rpartition(".")[2], "given": given, "slope": slope}
        run.hit("ACT302", (frame.module, node), what)


def _sqrt_two(node: ast.expr) -> bool:
    text = ast.unparse(node).replace(" ", "")
    return text in ("math.sqrt(2)", "np.sqrt(2)", "numpy.sqrt(2)", "2**0.5", "math.sqrt(2.0)", "sqrt(2)", "1.414")


def _gain(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    kind = args[0] if args else options.get("nonlinearity")
    if isinstance(kind, Const) and isinstance(kind.value, str):
        if kind.value not in ACCEPTED:
            run.hit("ACT306", (frame.module, node), {"name": kind.value, "call": "calculate_gain"})
        elif kind.value == "selu":
            run.hit("ACT307", (frame.module, node))


def _constant(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    """All weights of a linear layer equal: every unit computes the same."""
    target = node.args[0] if node.args else None
    value = options.get("val", args[1] if len(args) > 1 else Const(1.0))
    if not (isinstance(target, ast.Attribute) and target.attr == "weight" and isinstance(value, Const)):
        return
    if not value.value:
        return
    from activadvise.checker.expressions import evaluate

    owner = evaluate(target.value, frame)
    linear = isinstance(owner, Layer) and owner.kind == "linear" and owner.literal(1, "out_features") != 1
    if linear or _checked_for(frame, target.value, ("Linear", "Conv")):
        run.hit("ACT305", (frame.module, node), {"value": value.value})


def _checked_for(frame: Frame, owner: ast.expr, kinds: tuple[str, ...]) -> bool:
    """Inside `if isinstance(m, nn.Linear):`."""
    name, function = ast.unparse(owner), frame.node
    if function is None:
        return False
    line = owner.lineno
    for part in ast.walk(function):
        if isinstance(part, ast.If) and part.body[0].lineno <= line <= (part.body[-1].end_lineno or 0):
            test = ast.unparse(part.test)
            if test.startswith(f"isinstance({name},") and "Norm" not in test and any(kind in test for kind in kinds):
                return True
    return False


__all__ = ["External", "install"]
