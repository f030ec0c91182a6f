"""Opening RNN, LSTM and GRU: the pre-activation of every gate at every step.

A gate's pre-activation is W x_t + U h_{t-1} + b, and the layer's outputs are the h, so all steps
are one matrix product. Layers below the last are run once more to get their outputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.live.functions import Cutoffs, cutoffs, of_entry

GATES = {"LSTM": ("i", "f", "g", "o"), "GRU": ("r", "z", "n"), "RNN": ("h",)}
CANDIDATES = {"g", "n", "h"}


@dataclass(frozen=True)
class Gate:
    """A gate of one layer and direction: pre-activations (time · batch, …, hidden) and values.

    `weight` holds the recurrent weights of all gates, this one's at `block` of `blocks`.
    """

    name: str
    function: str
    z: Tensor
    value: Tensor
    flat: Cutoffs
    weight: nn.Parameter
    block: int
    blocks: int


def gates(module: nn.Module, args: tuple[Any, ...], output: Any) -> list[Gate]:
    """The gates of a recurrent layer or cell; nothing for packed sequences and projections."""
    given = args[0] if args else None
    if not isinstance(given, Tensor) or int(getattr(module, "proj_size", False)):
        return []
    state = args[1] if len(args) > 1 else None
    with torch.no_grad():
        opened = _layers if isinstance(module, nn.RNNBase) else _cell
        return list(opened(module, given.detach(), state))  # type: ignore[arg-type]


def _layers(module: nn.RNNBase, given: Tensor, state: Any) -> Iterator[Gate]:
    x = given if module.batch_first or given.dim() == 2 else given.transpose(0, 1)
    x = x[None] if x.dim() == 2 else x
    directions = 2 if module.bidirectional else 1
    for layer in range(module.num_layers):
        found = []
        for direction in range(directions):
            suffix = f"l{layer}" + ("_reverse" if direction else "")
            h = _alone(module, x.flip(1) if direction else x, suffix)
            before = torch.cat([torch.zeros_like(h[:, :1]), h[:, :-1]], dim=1)
            if state is not None and not direction and module.num_layers == 1:
                first = state[0] if isinstance(state, tuple) else state
                before[:, 0] = first[0] if first.dim() == 3 else first
            yield from _split(module, x.flip(1) if direction else x, before, f"_{suffix}", suffix)
            found.append(h.flip(1) if direction else h)
        x = torch.cat(found, dim=-1)


def _alone(module: nn.RNNBase, x: Tensor, suffix: str) -> Tensor:
    """One layer and direction by itself, with the weights of the whole."""
    options: dict[str, Any] = {"nonlinearity": module.nonlinearity} if isinstance(module, nn.RNN) else {}
    make: Any = next(kind for kind in (nn.LSTM, nn.GRU, nn.RNN) if isinstance(module, kind))
    options |= {"bias": module.bias, "batch_first": True, "device": "meta", "dtype": x.dtype}
    single = make(x.shape[-1], module.hidden_size, **options).to_empty(device=x.device)  # draws no random numbers
    for name in ("weight_ih", "weight_hh", *(("bias_ih", "bias_hh") if module.bias else ())):
        getattr(single, f"{name}_l0").copy_(getattr(module, f"{name}_{suffix}"))
    return single(x)[0]  # type: ignore[no-any-return]


def _cell(module: nn.Module, x: Tensor, state: Any) -> Iterator[Gate]:
    h = state[0] if isinstance(state, tuple) else state
    h = torch.zeros(*x.shape[:-1], int(module.hidden_size), device=x.device, dtype=x.dtype) if h is None else h  # type: ignore[arg-type]
    yield from _split(module, x, h.detach(), "", "")


def _split(module: nn.Module, x: Tensor, before: Tensor, suffix: str, prefix: str) -> Iterator[Gate]:
    def weight(name: str) -> Tensor:
        return getattr(module, f"{name}{suffix}").detach()  # type: ignore[no-any-return]

    biased = bool(module.bias)
    a = nn.functional.linear(x, weight("weight_ih"), weight("bias_ih") if biased else None)
    b = nn.functional.linear(before, weight("weight_hh"), weight("bias_hh") if biased else None)
    kind = type(module).__name__.removesuffix("Cell")
    names = GATES[kind]
    r = None
    blocks, recurrent = len(names), getattr(module, f"weight_hh{suffix}")
    for block, (name, za, zb) in enumerate(zip(names, a.chunk(blocks, -1), b.chunk(blocks, -1), strict=True)):
        z = za + (r * zb if kind == "GRU" and name == "n" and r is not None else zb)
        function = str(getattr(module, "nonlinearity", "tanh")) if name in CANDIDATES else "sigmoid"
        value = getattr(torch, function)(z)
        r = value if name == "r" else r
        shown = f"{prefix}.{name}" if prefix else name
        yield Gate(shown, function, z.float(), value.float(), _flat(function), recurrent, block, blocks)


@lru_cache(maxsize=8)
def _flat(function: str) -> Cutoffs:
    from activadvise.live.catalogue import entry_of
    from activadvise.live.thresholds import slope_share

    return cutoffs(of_entry(entry_of(function)).both, slope_share())
