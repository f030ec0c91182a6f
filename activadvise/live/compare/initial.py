"""Where training starts: for a seed all candidates get one draw, up to the scale that fits each activation.

Each module draws with a seed made of the trial's seed and its own name, so layers that two candidates share get the
same numbers even where the candidates differ elsewhere (a gate more, a slope to learn).
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from activadvise.live.compare.seeds import number
from activadvise.live.initialize import initialize

Reference = dict[str, Tensor]


def reference(model: nn.Module, example: Any) -> Reference:
    """Parameters after activadvise's own init plan, which knows what each layer feeds; the model stays as it is.

    Raises:
        BadValue: the forward fails.
    """
    scratch = deepcopy(model)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        initialize(scratch, example)
    return parameters(scratch)


def parameters(model: nn.Module) -> Reference:
    """The parameters as they are."""
    return {name: p.detach() for name, p in model.named_parameters()}


def draw(model: nn.Module, seed: int, scales: Reference | None) -> None:
    """Give every layer its draw: PyTorch's default one, at the scale of the reference where there is one.

    A parameter whose reference is all zero starts at zero. What has no default draw (a computed weight under spectral
    norm, a bare nn.Parameter) stays as the model's own code made it from the seed.
    """
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        for path, module in model.named_modules():
            if not callable(getattr(module, "reset_parameters", None)) or parametrize.is_parametrized(module):
                continue
            torch.manual_seed(number(seed, "init", path))
            module.reset_parameters()
            if scales is not None:
                for name, parameter in module.named_parameters(path, recurse=False):
                    if name in scales:
                        _scale(parameter, scales[name], fixed=isinstance(module, nn.RNNBase) and parameter.ndim == 1)


def _scale(parameter: Tensor, wanted: Tensor, fixed: bool) -> None:
    """The draw at the root mean square of what is wanted; where there is no draw, or it has a pattern, just that."""
    drawn = parameter.square().mean().sqrt()
    if fixed or parameter.shape != wanted.shape or not drawn > 0:
        parameter.copy_(wanted) if parameter.shape == wanted.shape else None
    else:
        parameter.mul_(wanted.square().mean().sqrt() / drawn)
