"""ACT204, ACT205: sigmoid or tanh as the hidden activation of a deep stack without normalization."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Layer, Tensor

DEEP = {"sigmoid": 3, "tanh": 5}
CODES = {"sigmoid": "ACT204", "tanh": "ACT205"}


def wants(name: str, text: str) -> bool:
    """As many calls or modules of one of them."""
    return any(text.count(f"{id}(") >= depth for id, depth in DEEP.items())


def install(run: Run) -> None:
    """Watch linear layers and activations in turn: each remembers the linear layers of the chain behind it."""
    run.on_apply.append(_Chains().watch)


class _Chains:
    """For each layer the linear layers that lie behind it, each followed by the same activation."""

    def __init__(self) -> None:
        self.behind: dict[int, tuple[str, frozenset[int]]] = {}
        self.kept: list[Layer] = []  # an id belongs to a layer only while the layer lives

    def watch(self, run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
        """Lengthen a chain; report it when it is deep and goes on."""
        last = tensor.last
        if last is None:
            return
        known = self.behind.get(id(last))
        if layer.kind == "linear" and known is not None:
            self._keep(layer, known)
            if last.kind == "activation" and len(known[1]) == DEEP[known[0]]:
                count = len(known[1])
                run.hit(CODES[known[0]], (frame.module, node), {"count": count, "factor": 4**count}, tensor.flow)
        elif layer.kind == "activation" and layer.id in DEEP and last.kind == "linear":
            before = known[1] if known is not None and known[0] == layer.id else frozenset()
            self._keep(layer, (layer.id, before | {id(last)}))
            self.kept.append(last)

    def _keep(self, layer: Layer, chain: tuple[str, frozenset[int]]) -> None:
        if len(self.kept) > 400:
            self.behind.clear()
            self.kept.clear()
        self.kept.append(layer)
        self.behind[id(layer)] = chain
