"""The written rule: which models are trained as a stack, and which one after another.

A stack saves what an operation costs beside its arithmetic (Python, dispatch, autograd), so it pays where operations
are small. The measure is multiply-adds per operation of a forward pass. On one core, 16 models against one after
another: 0.05 M 2.4 times as fast (INR), 0.1 M 2.3 (MLP), 0.3 M 1.7 (CNN, batch 32), 0.5 M 1.1 to 1.6, 0.6 M 1.2 to 1.5
(convolutions) but 0.95 (an MLP 256 wide, a transformer encoder), 1.2 M 1.2 (CNN, batch 128), 5 M 0.7. Nothing is timed
when a comparison runs, so that one command always does the same.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode

from activadvise.live.compare.model import Builder
from activadvise.live.compare.objective import objective
from activadvise.live.compare.stacked import Stacked

MOST = 0.5e6
MOST_CONVOLUTIONS = 1.2e6  # a grouped convolution also computes faster than many small ones
MOST_ACCELERATED = 50e6  # what a GPU of 20 TFLOP/s computes while it starts one kernel, 5 µs
TRIED = 4
FALLBACK = re.compile(r"performance drop because we have not yet implemented the batching rule for (\S+)\.")


@lru_cache(maxsize=64)
def stacks(made: Builder) -> tuple[bool, str]:
    """Whether a candidate's trials train at once, and why: by the model's kind, its size and the batch alone."""
    x, _ = made.example()
    x = x.to(made.setup.device)
    model = made(0)
    load, limit = per_operation(model, x) * made.setup.batch_size / len(x), most(model, x.device)
    size = f"{load / 1e6:.2g} million multiply-adds per operation"
    if load > limit:
        return False, f"the model is too large to gain from a stack ({size})"
    obstacle = _obstacle(made)
    if obstacle:
        return False, f"the model cannot be stacked ({obstacle})"
    return True, f"the model is small enough to gain from a stack ({size})"


def most(model: nn.Module, device: torch.device) -> float:
    """Up to how many multiply-adds per operation a stack pays."""
    if device.type != "cpu":
        return MOST_ACCELERATED
    convolutions = any(isinstance(module, nn.modules.conv._ConvNd) for module in model.modules())
    return MOST_CONVOLUTIONS if convolutions else MOST


class _Operations(TorchDispatchMode):
    """Counts the operations that compute something; views are free."""

    count = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += not func.is_view
        return func(*args, **(kwargs or {}))


def per_operation(model: nn.Module, x: Tensor) -> float:
    """Multiply-adds per operation of the model's forward pass on x."""
    counted = _Operations()  # type: ignore[no-untyped-call]
    with torch.no_grad():
        with FlopCounterMode(display=False) as flops:
            model(x)
        with counted:
            model(x)
    return float(flops.get_total_flops()) / 2 / max(1, counted.count)


def _obstacle(made: Builder) -> str:
    """Why the models cannot be run as one; empty if they can, with the outputs that each has alone."""
    x, y = (part[:TRIED].to(made.setup.device) for part in made.example())
    models = [made(0), made(1)]
    with torch.no_grad():
        alone = torch.stack([model.eval()(x) for model in models])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            stack = Stacked([model.train() for model in models], [0.0, 0.0], "sgd", objective(made.data.task))
            together = stack.evaluated(torch.stack([x, x]))
            stack.step(torch.stack([x, x]), torch.stack([y, y]))
        except Exception as error:  # whatever it is: alone the model works, or its own error will be shown there
            return " ".join(str(error).split())[:120]
    slow = next((found for warning in told if (found := FALLBACK.search(str(warning.message)))), None)
    if slow:
        return f"PyTorch runs {slow[1]} model by model"
    return "" if torch.allclose(alone, together, rtol=1e-3, atol=1e-4) else "its outputs depend on its neighbors"
