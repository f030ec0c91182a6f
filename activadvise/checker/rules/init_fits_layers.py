"""ACT208, ACT302, ACT303, ACT304, ACT307, ACT308: an init made for another activation than the file's layers have.

A hint, and only where the file has one hidden activation: which weights belong to which layer is not followed.
"""

from __future__ import annotations

import ast
import re

from activadvise.checker.names import Module
from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Value

NAMED = re.compile(r"\b(?:nn|F|torch|functional)\.(\w+)\(|\.(tanh|relu|sigmoid|relu_|tanh_)\(\)")
SLOPE = re.compile(r"(?:LeakyReLU|leaky_relu)\((?:\w+, *)?(?:negative_slope=)?(0?\.\d+)")
NORMS = re.compile(r"(?:Batch|Layer|Group|Instance|RMS)Norm")
PREFIXES = ("torch.nn.", "torch.nn.functional.", "torch.")
OUTPUTS = frozenset({"probability", "distribution", "log-distribution", "log-probability"})
SATURATING = frozenset({"tanh", "sigmoid"})
TELLS = 0.05  # smaller differences of a slope change the gain by less than a thousandth
XAVIER = ("xavier_uniform_", "xavier_normal_", "orthogonal_")


def wants(name: str, text: str) -> bool:
    """A call of torch.nn.init that depends on an activation."""
    return "kaiming_" in text or "calculate_gain" in text or "xavier_" in text


def install(run: Run) -> None:
    """Watch the functions of torch.nn.init."""
    for name in ("kaiming_uniform_", "kaiming_normal_"):
        run.on_call.setdefault(f"torch.nn.init.{name}", []).append(_kaiming)
    for name in XAVIER:
        run.on_call.setdefault(f"torch.nn.init.{name}", []).append(_xavier)
    run.on_call.setdefault("torch.nn.init.calculate_gain", []).append(_gain)


def hidden(module: Module, run: Run) -> str | None:
    """The id of the one hidden activation of a file; None if it has several, or none."""
    known: dict[str, str | None] = run.hidden
    if module.path not in known:
        known[module.path] = _hidden(module.text, run)
    return known[module.path]


def _hidden(text: str, run: Run) -> str | None:
    words = run.vocabulary
    found: list[str] = []
    for function, method in NAMED.findall(text):
        name = function or method.rstrip("_")
        ids = [words.activations[p + name] for p in PREFIXES if p + name in words.activations]
        found += ids[:1]
    inner = {id for id in found if words.kinds[id] not in OUTPUTS and words.base.activations[id].gain is not None}
    return inner.pop() if len(inner) == 1 else None


def _kaiming(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    call = name.rpartition(".")[2]
    kind = options.get("nonlinearity", args[3] if len(args) > 3 else Const("leaky_relu"))
    slope = options.get("a", args[1] if len(args) > 1 else Const(0))
    found = hidden(frame.module, run)
    if not isinstance(kind, Const) or kind.value not in ("relu", "leaky_relu") or not isinstance(slope, Const):
        return
    if found == "selu":
        run.hit("ACT208", (frame.module, node), {"layer": f"{call} for a rectifier"}, severity="hint")
    elif found in SATURATING and slope.value == 0:
        run.hit("ACT303", (frame.module, node), {"name": found, "call": call})
    elif found == "leaky_relu" and isinstance(slope.value, (int, float)):
        _slope(run, call, node, slope.value, frame)


def _slope(run: Run, call: str, node: ast.Call, given: float, frame: Frame) -> None:
    """All leaky ReLUs of the file have one slope, and the init assumes another."""
    slopes = {float(text) for text in SLOPE.findall(frame.module.text)}
    if len(slopes) == 1 and abs(given - (slope := slopes.pop())) > TELLS:
        run.hit("ACT302", (frame.module, node), {"call": call, "given": given, "slope": slope})


def _gain(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    kind = args[0] if args else options.get("nonlinearity")
    found = hidden(frame.module, run)
    if not isinstance(kind, Const) or found is None or kind.value == found:
        if isinstance(kind, Const) and kind.value == found == "leaky_relu":
            slope = options.get("param", args[1] if len(args) > 1 else Const(0.01))
            if isinstance(slope, Const) and isinstance(slope.value, (int, float)):
                _slope(run, "calculate_gain", node, slope.value, frame)
        return
    rectifies, saturates = kind.value in ("relu", "leaky_relu"), kind.value in SATURATING
    elsewhere = frame.module.text.lower().count(str(kind.value)) > 1  # of an output, for instance
    if (rectifies and found in SATURATING) or (saturates and found not in SATURATING and not elsewhere):
        run.hit("ACT304", (frame.module, node), {"given": kind.value, "found": found})


def _xavier(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    gain = options.get("gain", args[1] if len(args) > 1 else None)
    found = hidden(frame.module, run)
    if found == "selu" and isinstance(gain, Const) and gain.value == 0.75:
        run.hit("ACT307", (frame.module, node))
    rectifier = found is not None and run.vocabulary.kinds[found] in ("non-negative", "clipped")
    if rectifier and gain is None and "xavier" in name and NORMS.search(frame.module.text) is None:
        run.hit("ACT308", (frame.module, node), {"call": name.rpartition(".")[2], "found": found})
