"""Dotted PyTorch names → activations and losses, read from the rule base."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from functools import lru_cache

from activadvise.rulebase import RuleBase
from activadvise.rulebase.records import Activation, Loss, Sink

SHORT = (("nn.", "torch.nn."), ("F.", "torch.nn.functional."))
BEFORE_LOG_SUM = frozenset({"distribution", "log-distribution"})


def full_name(name: str) -> str:
    """ "nn.ReLU" → "torch.nn.ReLU": rules are written with the usual short names."""
    for short, long in SHORT:
        if name.startswith(short):
            return long + name[len(short) :]
    return name


class Vocabulary:
    """The names by which PyTorch code speaks of activations and losses.

    Attributes:
        activations: full dotted name of a module class or function → activation id.
        methods: name of a tensor method (x.softmax) → activation id.
        losses: full dotted name of a loss class or function → loss id.
        kinds: activation id → kind of meaning ("distribution", "clipped"…).
        sinks: full dotted name → the arguments that expect a meaning, with the check's code.
    """

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.activations: dict[str, str] = {}
        self.methods: dict[str, str] = {}
        self.losses: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.sinks: dict[str, list[tuple[str, Sink]]] = {}
        for activation in base.activations.values():
            self._add_activation(activation)
        for loss in base.losses.values():
            self._add_loss(loss)
        for code, check in base.checks.items():
            for sink in check.sinks:
                self.sinks.setdefault(sink.call, []).append((code, sink))

    def _add_activation(self, entry: Activation) -> None:
        self.kinds[entry.id] = kind_of(entry)
        for alias in entry.aliases:  # torch.special has some under their other name: expit
            if alias.isidentifier():
                self.activations.setdefault(f"torch.special.{alias}", entry.id)
        for text in (entry.torch.module, entry.torch.functional):
            name = called(text)
            if name is None:
                continue
            for full in spellings(name):
                self.activations.setdefault(full, entry.id)
            if text is not entry.torch.module:
                self.methods.setdefault(name.rpartition(".")[2], entry.id)

    def _add_loss(self, entry: Loss) -> None:
        for text in (entry.torch.module, entry.torch.functional):
            name = called(text)
            if name is not None:
                for full in spellings(name):
                    self.losses.setdefault(full, entry.id)

    def label(self, activation: str) -> str:
        """How a finding names an activation."""
        entry = self.base.activations.get(activation)
        return entry.id if entry is not None else activation

    def loss_label(self, loss: str) -> str:
        """How a finding names a loss: as its class."""
        entry = self.base.losses[loss]
        return (called(entry.torch.module) or entry.name).rpartition(".")[2]


def kind_of(entry: Activation) -> str:
    """The kind of meaning an activation produces; `clipped` follows from its range."""
    cut = entry.range is not None and math.isfinite(entry.range.low) and math.isinf(entry.range.high)
    return "clipped" if entry.produces == "real" and cut else entry.produces


@lru_cache(maxsize=512)
def called(text: str | None) -> str | None:
    """ "nn.LeakyReLU(0.01)" → "nn.LeakyReLU", "torch.tanh" → itself; None for longer code."""
    if not text:
        return None
    if re.fullmatch(r"[\w.]+", text):
        return text
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    plain = isinstance(node, ast.Call) and not any(isinstance(a, ast.Call) for a in node.args)
    return ast.unparse(node.func) if plain and isinstance(node, ast.Call) and _dotted(node.func) else None


def _dotted(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("nn", "F", "torch")


def spellings(name: str) -> Iterator[str]:
    """Every full name that PyTorch has for one class or function."""
    full = full_name(name)
    yield full
    package, _, last = full.rpartition(".")
    if package == "torch":
        yield f"torch.nn.functional.{last}"
        yield f"torch.special.{last}"
    elif package == "torch.nn.functional":
        yield f"torch.{last}"
        yield f"torch.special.{last}"
        yield f"torch.{last}_"
        yield f"{package}.{last}_"
    else:
        yield f"torch.nn.modules.{last}"
        yield f"torch.nn.modules.activation.{last}"
        yield f"torch.nn.modules.loss.{last}"
