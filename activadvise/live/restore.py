"""Leaving a model as it was: weights, buffers, gradients, modes, random states."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn


@contextmanager
def unchanged(model: nn.Module) -> Iterator[None]:
    """Whatever happens inside: afterwards every bit of the model and of the random states is as before.

    What did not change is not written again: autograd takes every write for a change, and a
    graph that the caller still holds could not run backward any more.
    """
    tensors: dict[int, tuple[Tensor, Tensor]] = {}
    for tensor in (*model.parameters(), *model.buffers()):
        tensors[id(tensor)] = (tensor, tensor.detach().clone())
    owners = [(m, dict(m._parameters), dict(m._buffers)) for m in model.modules()]
    gradients = [(p, p.grad, None if p.grad is None else p.grad.detach().clone()) for p in model.parameters()]
    wanted = [(p, p.requires_grad) for p in model.parameters()]
    modes = [(module, module.training) for module in model.modules()]
    try:
        with same_randomness():
            yield
    finally:
        for module, parameters, buffers in owners:
            module._parameters.update(parameters)
            module._buffers.update(buffers)
        for tensor, saved in tensors.values():
            _write(tensor, saved)
        for parameter, gradient, saved_gradient in gradients:
            parameter.grad = gradient
            if gradient is not None and saved_gradient is not None:
                _write(gradient, saved_gradient)
        for parameter, requires in wanted:
            parameter.requires_grad_(requires)
        for module, training in modes:
            module.training = training


@torch.no_grad()
def _write(tensor: Tensor, saved: Tensor) -> None:
    if not torch.equal(tensor, saved):
        tensor.copy_(saved)


@contextmanager
def same_randomness() -> Iterator[None]:
    """The random numbers of Python, torch, its devices and NumPy go on as if nothing had been drawn inside."""
    states = _random_states()
    try:
        yield
    finally:
        _restore_random(states)


def _random_states() -> dict[str, Any]:
    states: dict[str, Any] = {"python": random.getstate(), "torch": torch.get_rng_state()}
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        states["cuda"] = torch.cuda.get_rng_state_all()
    if "numpy" in sys.modules:
        states["numpy"] = sys.modules["numpy"].random.get_state()
    return states


def _restore_random(states: dict[str, Any]) -> None:
    random.setstate(states["python"])
    torch.set_rng_state(states["torch"])
    if "cuda" in states:
        torch.cuda.set_rng_state_all(states["cuda"])
    if "numpy" in states:
        sys.modules["numpy"].random.set_state(states["numpy"])
