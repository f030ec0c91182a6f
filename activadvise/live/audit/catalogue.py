"""Torch functions by what they do to a meaning. Activations and losses come from the rule base."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from activadvise.meaning import Vocabulary

Call = Callable[..., Any]
PLACES: tuple[Any, ...] = (torch, Tensor, F, torch.special, torch.linalg, torch._C._nn)

# Every name stands for torch.name, Tensor.name, F.name and their in-place forms.
KINDS: dict[str, str] = {
    "keep": "float double half bfloat16 to type type_as cpu cuda contiguous detach clone requires_grad_ alias "
    "retain_grad real pin_memory nan_to_num positive",
    "reshape": "view reshape flatten unflatten squeeze unsqueeze view_as reshape_as ravel expand expand_as "
    "repeat broadcast_to",
    "move": "permute transpose swapaxes swapdims movedim moveaxis t adjoint",
    "pick": "gather index_select masked_select take narrow select take_along_dim flip roll",
    "part": "chunk split unbind tensor_split",
    "extreme": "max min amax amin sort topk median",
    "index": "__getitem__",
    "join": "cat concat concatenate stack hstack vstack",
    "clamp": "clamp clip clamp_min clamp_max",
    "fill": "masked_fill where",
    "log": "log",
    "exp": "exp",
    "plus": "add __add__ __radd__ __iadd__",
    "minus": "sub subtract __sub__ __isub__",
    "from": "rsub __rsub__",
    "times": "mul multiply __mul__ __rmul__ __imul__",
    "over": "div divide true_divide __truediv__ __div__ __itruediv__",
    "negative": "neg negative __neg__",
    "mean": "mean",
    "sum": "sum",
    "power": "pow __pow__ square",
    "absolute": "abs absolute",
    "linear": "linear bilinear",
    "convolution": "conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d",
    "product": "matmul __matmul__ __rmatmul__ mm bmm einsum addmm baddbmm",
    "norm": "batch_norm layer_norm group_norm instance_norm rms_norm",
    "dropout": "dropout dropout1d dropout2d dropout3d alpha_dropout feature_dropout",
    "smooth": "interpolate upsample pixel_shuffle avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool1d "
    "adaptive_avg_pool2d adaptive_avg_pool3d max_pool1d max_pool2d max_pool3d adaptive_max_pool1d "
    "adaptive_max_pool2d pad",
    "attention": "multi_head_attention_forward",
    "normalizer": "logsumexp logcumsumexp",
    "carry": "sqrt log1p expm1 log2 log10 cosh logaddexp",
    "larger": "maximum minimum fmax fmin",
    "length": "norm vector_norm dist",
    "cosine": "cosine_similarity",
    "backward": "backward",
}
# These pass on what their first two arguments mean, and make no meaning themselves.
PASSIVE = frozenset(KINDS) - {"join", "fill", "linear", "convolution", "product", "norm", "attention", "backward"}
PROPERTIES = {"data": "keep", "real": "keep", "T": "move", "mT": "move", "H": "move", "mH": "move"}


class Catalogue:
    """Function → ("activation", id), ("loss", id), ("sink", full name), or a kind of KINDS with the plain name.

    Attributes:
        vocabulary: whose names were looked up.
        rules: what is known of a function; functions that are not here make a meaning unknown.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.rules: dict[Any, tuple[str, str]] = {}
        for kind, names in KINDS.items():
            for name in names.split():
                for call in _calls(name):
                    self.rules.setdefault(call, (kind, name))
        for name, kind in PROPERTIES.items():
            self.rules[getattr(Tensor, name).__get__] = (kind, name)
        for known in (vocabulary.activations, vocabulary.methods):
            for full, entry in known.items():
                self._activation(full, entry)
        for full in vocabulary.sinks:
            for call in {*_resolved(full), *_calls(full.rpartition(".")[2], in_place=False)}:
                self.rules[call] = ("sink", full)
        for full, entry in vocabulary.losses.items():
            for call in _resolved(full):
                self.rules[call] = ("loss", entry)

    def _activation(self, full: str, entry: str) -> None:
        last = full.rpartition(".")[2]
        for call in _resolved(full) if "." in full else _calls(last):
            if self.rules.get(call, ("",))[0] not in ("log", "exp", "clamp", "power", "keep"):
                self.rules[call] = ("activation", entry)


def _calls(name: str, in_place: bool = True) -> list[Call]:
    found = []
    for place in PLACES:
        for spelling in (name, f"{name}_") if in_place else (name,):
            call = getattr(place, spelling, None)
            if callable(call) and not isinstance(call, type):
                found.append(call)
    return found


def _resolved(full: str) -> list[Call]:
    """The function of a dotted name; none for classes, which call functions themselves."""
    package, _, last = full.rpartition(".")
    try:
        found = getattr(importlib.import_module(package), last, None)
    except ImportError:
        return []
    return [found] if callable(found) and not isinstance(found, type) else []
