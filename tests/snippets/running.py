"""Running an emitted program and watching what it does.

A program is executed as `__main__`. Every optimizer step is observed through PyTorch's own
global hook: each parameter must have got a finite gradient by then, and a non-zero one in at
least one of the first three steps. Then each `*_step(...)` call of the program is repeated on
the same arguments and the same random seed: its loss must fall. The run happens under the audit, which must see
what trains it and find nothing.
"""

from __future__ import annotations

import ast
import contextlib
import io
import math
from collections.abc import Callable
from typing import Any

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

import activadvise

IN_A_ROW = 3  # steps that all lower the loss settle it
REPEATS = 12  # more for one that wavers at first
SEEDED_TRIES = 5


class Gradients:
    """Which parameters got a non-zero gradient, and whether any was not finite."""

    def __init__(self) -> None:
        self.parameters: dict[int, torch.Tensor] = {}
        self.moved: set[int] = set()
        self.steps = 0
        self.broken: list[str] = []

    def __call__(self, optimizer: torch.optim.Optimizer, *_: Any) -> None:
        self.steps += 1
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                if not parameter.requires_grad:
                    continue  # frozen on purpose, as the base weights of an adapter
                self.parameters[id(parameter)] = parameter
                if parameter.grad is None:
                    continue
                if not torch.isfinite(parameter.grad).all():
                    self.broken.append(f"step {self.steps}: gradient of {tuple(parameter.shape)} is not finite")
                if parameter.grad.abs().sum() > 0:
                    self.moved.add(id(parameter))


def run(source: str) -> None:
    """Execute a program under the audit and check gradients, the audit's report and the falling loss.

    Raises:
        AssertionError: what does not hold.
    """
    gradients = Gradients()
    handle = register_optimizer_step_pre_hook(gradients)
    space: dict[str, Any] = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()), activadvise.audit() as report:
            torch.manual_seed(0)
            exec(compile(source, "snippet.py", "exec"), space)
    finally:
        handle.remove()
    assert report.calls, "the audit sees no loss call"
    assert not report.failed("warning"), str(report)
    assert not any("was not followed" in note for note in report.notes), report.notes
    assert gradients.steps >= 3, f"only {gradients.steps} optimizer steps"
    assert not gradients.broken, gradients.broken[:3]
    still = [tuple(p.shape) for key, p in gradients.parameters.items() if key not in gradients.moved]
    assert not still, f"parameters without gradient after three steps: {still[:6]}"
    _check_all_trained(space, gradients)
    for call in step_calls(source):
        check_falls(call, space)


def _check_all_trained(space: dict[str, Any], gradients: Gradients) -> None:
    """Every trainable parameter of every module of the program is in an optimizer."""
    for name, module in space.items():
        if isinstance(module, torch.nn.Module) and not name.startswith("target"):
            left = [n for n, p in module.named_parameters() if p.requires_grad and id(p) not in gradients.parameters]
            assert not left, f"{name} has parameters that no optimizer trains: {left[:4]}"


def step_calls(source: str) -> list[str]:
    """The training-step calls of a program's usage, as source text."""
    tree = ast.parse(source)
    main = next(node for node in tree.body if isinstance(node, ast.If))
    calls = [
        ast.unparse(node)
        for node in ast.walk(main)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("_step")
    ]
    assert calls, "the program calls no function whose name ends in _step"
    return list(dict.fromkeys(calls))


def check_falls(call: str, space: dict[str, Any]) -> None:
    """Repeating one step on one seed reduces its loss."""
    code = compile(call, "step", "eval")

    def once() -> float:
        torch.manual_seed(1)
        value = eval(code, space)
        assert isinstance(value, float) and math.isfinite(value), f"{call} returned {value!r}"
        return value

    losses = [once() for _ in range(1 + IN_A_ROW)]
    if max(losses[1:]) < losses[0] or losses == [0.0] * len(losses):
        return  # a margin loss that is exactly zero has already fallen to its floor
    for _ in range(SEEDED_TRIES):
        losses += [once() for _ in range(REPEATS)]
        if min(losses[-3:]) < losses[0]:
            return
    raise AssertionError(f"{call}: the loss does not fall: {losses[0]:.4f} -> {losses[-1]:.4f}")


def attempt(action: Callable[[], None]) -> str | None:
    """The error text of an action, None when it passes."""
    try:
        action()
    except Exception as error:  # the caller reports it with the program's label
        return f"{type(error).__name__}: {error}"
    return None
