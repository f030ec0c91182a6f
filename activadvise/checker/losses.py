"""Calls of losses: the tensor that goes in meets what the loss expects."""

from __future__ import annotations

import ast

from activadvise.checker import expressions
from activadvise.checker.joins import options_of
from activadvise.checker.run import Frame
from activadvise.checker.values import UNKNOWN, Const, Tensor, Unknown, Value
from activadvise.meaning import NOTHING, REAL, Meaning, Verdict

INPUT = ("input", "log_probs", "log_input", "input1")
SYMMETRIC = frozenset({"mse", "l1", "smooth_l1", "huber"})  # loss(target, prediction) is the same number
DEFAULTS = {"kl_div": {"log_target": False}, "poisson_nll": {"log_input": True}}


# Options that decide what a loss expects, by their position in the class and in the function.
PLACES = {
    "torch.nn.PoissonNLLLoss": {0: "log_input"}, "torch.nn.functional.poisson_nll_loss": {2: "log_input"},
    "torch.nn.KLDivLoss": {3: "log_target"}, "torch.nn.functional.kl_div": {5: "log_target"},
}  # fmt: skip


def positional(name: str, args: list[Value]) -> dict[str, Value]:
    """Options of a loss that were given by position."""
    return {option: args[i] for i, option in PLACES.get(name, {}).items() if i < len(args)}


def call(
    loss: str, name: str, args: list[Value], options: dict[str, Value], node: ast.AST, frame: Frame,
    made: dict[str, Value] | None = None,
) -> Value:  # fmt: skip
    """loss(input, target): judged and noted; the result is a number."""
    given = args[0] if args else next((options[n] for n in INPUT if n in options), UNKNOWN)
    target = args[1] if len(args) > 1 else options.get("target", options.get("targets"))
    if loss in SYMMETRIC and target is not None and _written_first(given, target):
        given, target = target, given
    given_here = positional(name, args) if made is None else made
    settings = _settings(loss, {**given_here, **options})
    verdicts = []
    for option in expressions.unwrapped(given):
        verdicts.append((_verdict(loss, option, target, settings, frame), option))
    kinds = {verdict.kind for verdict, _ in verdicts}
    verdict, value = verdicts[0]
    if len(kinds) > 1:
        missing = next((v for v, _ in verdicts if v.kind == "undecided"), None)
        verdict = Verdict("undecided", missing.why if missing else "which branch made the value: they differ")
    elif any(v.checks != verdict.checks for v, _ in verdicts):
        common = tuple(c for c in verdict.checks if all(c in v.checks for v, _ in verdicts))
        if common or verdict.kind != "wrong":  # wrong in each alternative, for different reasons: the first is told
            verdict = verdict._replace(checks=common)
    frame.run.judged(frame, node, loss, verdict, value if isinstance(value, Tensor) else None)
    if verdict.argument == "target" and target is not None:
        frame.run.records[-1].tensor = target if isinstance(target, Tensor) else None
    return Tensor(NOTHING)


def _written_first(given: Value, target: Value) -> bool:
    """Nothing is known of the first argument, and a layer made the second: the target was written first."""
    if any(isinstance(o, Tensor) and o.meaning.kind != "unknown" for o in options_of(given)):
        return False
    return all(isinstance(o, Tensor) and o.meaning.kind in REAL for o in options_of(target))


def _settings(loss: str, options: dict[str, Value]) -> dict[str, bool]:
    found = dict(DEFAULTS.get(loss, {}))
    for name, value in options.items():
        if name in found or isinstance(value, Const):
            if isinstance(value, Const) and isinstance(value.value, bool):
                found[name] = value.value
            else:
                found.pop(name, None)
    return found


def _verdict(loss: str, value: Value, target: Value | None, settings: dict[str, bool], frame: Frame) -> Verdict:
    meaning = value.meaning if isinstance(value, Tensor) else NOTHING
    aim = _one(target)
    verdict = frame.run.judge.loss(loss, meaning, aim, settings, frame.autocast)
    if verdict.kind == "wrong" and verdict.checks[0].id == "ACT114" and not _clear_regression(value, target):
        verdict = Verdict("undecided", "whether the targets can lie outside the range of the activation")
    if verdict.kind == "wrong" and verdict.checks[0].id == "ACT117" and frame.doubt:
        verdict = Verdict("undecided", "whether one unit gets to this branch")
    if verdict.kind == "undecided" and meaning.kind == "unknown":
        return Verdict("undecided", missing(value))
    return verdict


def _clear_regression(value: Value, target: Value | None) -> bool:
    """A ReLU right behind a Linear layer, and a target that no layer made."""
    if not isinstance(value, Tensor) or (isinstance(target, Tensor) and target.meaning.kind != "unknown"):
        return False
    return value.behind is not None and value.behind.short in ("Linear", "LazyLinear", "linear")


def _one(target: Value | None) -> Meaning | None:
    found = options_of(target) if target is not None else []
    if len(found) == 1 and isinstance(found[0], Tensor):
        return found[0].meaning
    kinds = {(o.meaning.kind, o.meaning.by) if isinstance(o, Tensor) else None for o in found}
    alike = kinds.pop() if len(kinds) == 1 else None
    return Meaning(*alike) if alike is not None else None


def missing(value: Value) -> str:
    """What would have to be known to decide."""
    if isinstance(value, Unknown):
        if isinstance(value.why, ast.AST):
            text = ast.unparse(value.why.func) if isinstance(value.why, ast.Call) else ast.unparse(value.why)
            return f"what {text[:60]} returns"
        return value.why or "what the value is"
    if isinstance(value, Tensor) and value.flow is not None:
        return f"what is left of it after line {getattr(value.flow.node, 'lineno', 0)} ({value.flow.what})"
    return "what the value is"
