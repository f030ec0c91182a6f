"""ACT301, ACT303, ACT305, ACT306, ACT307: calls of torch.nn.init that contradict themselves."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Unknown, Value


def wants(name: str, text: str) -> bool:
    """A call of torch.nn.init that takes options."""
    return "kaiming_" in text or "calculate_gain" in text


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
    if isinstance(kind, Const) and isinstance(kind.value, str):
        if kind.value not in ACCEPTED:
            run.hit("ACT306", (frame.module, node), {"name": kind.value, "call": name.rpartition(".")[2]})
        elif kind.value in ("tanh", "sigmoid"):
            run.hit("ACT303", (frame.module, node), {"name": kind.value, "call": name.rpartition(".")[2]})
        elif kind.value == "selu":
            run.hit("ACT307", (frame.module, node))


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
