"""Initializing a model by what it does: which activation reads each weight layer, how deep, with norms or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from activadvise.live.initplan import plan
from activadvise.live.initwhole import Step
from activadvise.live.inspect.run import forward
from activadvise.live.inspect.statistics import Collector
from activadvise.live.restore import unchanged
from activadvise.live.thresholds import slope_share
from activadvise.live.trace import Recorder

__all__ = ["Done", "Step", "initialize"]


@dataclass(frozen=True)
class Done:
    """What `initialize` did, or with apply=False would do.

    Attributes:
        steps: one per layer, in execution order.
        skipped: layers that were left as they are, with the reason.
        code: the same as plain PyTorch, a function `init_weights(model)` to paste.
    """

    steps: list[Step]
    skipped: dict[str, str] = field(default_factory=dict)
    code: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        steps = [
            {name: getattr(step, name) for name in ("layer", "init", "activation", "why", "code")}
            for step in self.steps
        ]
        return {"steps": steps, "skipped": dict(self.skipped), "code": self.code}


def initialize(
    model: nn.Module, example: Any, *, apply: bool = True, keep: tuple[str, ...] = (), residual: str | None = None
) -> Done:
    """Give every weight layer the init that fits what it feeds.

    The model is run once to see which activation follows each layer, and where norms and skips
    are. Plain stacks of 20 layers and more get the critical pair, with a first layer that brings
    the input to its length; shorter ones the activation's own init; the last layer of a residual
    branch is scaled by 1/√(number of branches) where the block has a norm in front (GPT-2's
    rule), and is set to zero where it has none.

    Args:
        model: any nn.Module with its parameters in place.
        example: a tensor, a tuple of arguments or a dict of keyword arguments.
        apply: False only says what would be done.
        keep: names of modules or parameters (or their beginnings) that stay, as pretrained ones.
        residual: "zero" or "scaled" to force one rule for branch ends, "none" to leave them.

    Raises:
        BadValue: the forward fails.
    """
    collector = Collector()
    recorder = Recorder(model, collector, slope_share())
    with unchanged(model):
        try:
            recorder.attach()
            with torch.no_grad():
                forward(model, example)
        finally:
            recorder.detach()
    inputs = {id(row.call): row.second_in for row in collector.rows}
    steps, skipped = plan(model, recorder, inputs, keep, residual)
    done = Done(steps, skipped, code_of(steps))
    if apply:
        run(done.code, model)
    return done


def run(code: str, model: nn.Module) -> None:
    """Run the very code that is handed out, so that what is shown is what was done."""
    space: dict[str, Any] = {}
    exec(compile(code, "<activadvise.initialize>", "exec"), space)
    with torch.no_grad():
        space["init_weights"](model)


def code_of(steps: list[Step]) -> str:
    """A function that does the steps, in plain PyTorch."""
    lines = ["import torch", "from torch import nn", "", "", "def init_weights(model: nn.Module) -> None:",
             '    """Made by activadvise.initialize."""', "    with torch.no_grad():"]  # fmt: skip
    for step in steps:
        lines.append(f"        # {step.layer}: {step.why}")
        lines += [f"        {line}" for line in step.code.splitlines()]
    if not steps:
        lines.append("        pass")
    return "\n".join(lines) + "\n"
