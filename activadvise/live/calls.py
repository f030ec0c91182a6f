"""What is recorded of each call of an activation or a weight layer, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from torch import Tensor, nn

from activadvise.live.flow import Place, State
from activadvise.live.functions import Cutoffs
from activadvise.rulebase.records import Activation


@dataclass
class ActivationCall:
    """One call of an activation.

    Attributes:
        layer: its name, unique within a pass: "net.1", "block.relu()", "act#2" when reused.
        name: what it is ("relu", or the class of a user's own).
        entry: what the rule base knows about it.
        flat: where it saturates.
        state: what its input descends from.
        axis: the axis of its units.
        after: names of the weight layers whose output it reads.
        gate: its output was multiplied with another signal.
        read: a weight layer reads it; what none reads is an output.
        part: it is a step of a function written out (the sigmoid of x * sigmoid(x)), judged as a whole.
        module: the user's own activation module, None for PyTorch's.
    """

    index: int
    layer: str
    name: str
    entry: Activation | None
    flat: Cutoffs
    state: State
    axis: int
    place: Place | None = None
    after: tuple[str, ...] = ()
    gate: bool = False
    read: bool = False
    part: bool = False
    module: nn.Module | None = None


@dataclass
class WeightCall:
    """One call of a weight layer.

    Attributes:
        kind: "linear", "convolution", "transposed convolution", "embedding", "attention", "recurrent".
        weight: the matrix or kernel, None where it cannot be told.
        fan_in: terms of each sum.
        sources: indices of the weight layers in front; `after` are their names.
        normed: a normalization stands in front, since the layer before.
        joined: a skip or product does.
        followers: indices of the activation calls that read it first.
        depth: number of weight layers up to here.
        ends_branch: its output is added to a skip.
    """

    index: int
    layer: str
    kind: str
    weight: Tensor | None
    parameter: str | None
    fan_in: int
    sources: frozenset[int]
    before: State
    depth: int
    place: Place | None = None
    after: tuple[str, ...] = ()
    followers: list[int] = field(default_factory=list)
    normed_after: bool = False
    ends_branch: bool = False
    added: bool = False
    module: nn.Module | None = None


class Sink(Protocol):
    """What is told about each call while it happens."""

    def activation(self, call: ActivationCall, z: Tensor, run: Callable[[], Tensor]) -> Tensor:
        """`run` computes the output; statistics of z must be taken before, it may be overwritten."""

    def weights(self, call: WeightCall, given: Tensor | None, output: Tensor) -> None:
        """A weight layer gave its output."""

    def joined(self, stream: Tensor, before: Tensor | None, ends: tuple[WeightCall, ...]) -> None:
        """A branch that ends in these layers was added to a stream."""

    def recurrent(self, call: WeightCall, module: nn.Module, args: tuple[Any, ...], output: Any) -> None:
        """A recurrent layer gave its output."""
