"""Seeing a forward pass: every activation and weight layer in execution order.

Module hooks tell which module runs; a TorchFunctionMode sees the calls inside, functional ones
too. Both are attached for the passes that are looked at, and for no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from activadvise.live import catalogue
from activadvise.live.calls import ActivationCall, Sink, WeightCall
from activadvise.live.custom import elementwise, identified
from activadvise.live.flow import Flow, State, merged, normed, tensors, unit_axis
from activadvise.live.functions import Cutoffs
from activadvise.live.hooks import Hook, Mode, Off, own_name, place
from activadvise.live.shapes import call_cutoffs, own_cutoffs, shape_of
from activadvise.rulebase.records import Activation

MOST_WEIGHTS = 2  # a module with larger parameters is a layer, not an activation


class Recorder:
    """Watches the forward passes of a model while attached.

    Attributes:
        share: τ, the slope's share of its maximum below which a function is flat.
        activations, weights: the calls so far of this pass.
        unseen: what could not be looked into, with the reason.
    """

    def __init__(self, model: nn.Module, sink: Sink, share: float, training_only: bool = False) -> None:
        self.model, self.sink, self.share, self.training_only = model, sink, share, training_only
        self.names = {id(module): own_name(name) for name, module in model.named_modules()}
        self.parameters = {id(p): own_name(name) for name, p in model.named_parameters(remove_duplicate=False)}
        self.unseen: dict[str, str] = {}
        self._flat: dict[Any, Cutoffs] = {}
        self._own: dict[int, bool] = {}
        self._known: dict[int, Activation | None] = {}
        self._handles: list[RemovableHandle] = []
        self._mode, self._stack, self.paused = Mode(self), list[nn.Module](), 0
        self.start()

    def start(self) -> None:
        """Forget the last pass."""
        self.flow, self.calls = Flow(), Counter[str]()
        self.activations: list[ActivationCall] = []
        self.weights: list[WeightCall] = []

    def attach(self) -> None:
        """Put the hooks on every module; they push the mode when the outermost one is entered."""
        enter, leave = Hook(self._enter), Hook(self._leave)
        for module in self.model.modules():
            self._handles.append(module.register_forward_pre_hook(enter, with_kwargs=True))
            self._handles.append(module.register_forward_hook(leave, with_kwargs=True, always_call=True))

    def detach(self) -> None:
        """Remove every hook, and the mode if a pass was cut off."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()
        if self._stack:
            self._stack.clear()
            self._mode.end()

    def _enter(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if not self._stack:
            if torch._C._current_graph_task_id() != -1 or (self.training_only and not torch.is_grad_enabled()):
                return  # a checkpoint being computed again, or a validation pass
            if self.training_only:
                self.start()
            self._mode.begin()
            inputs = State()
            for value in (args, kwargs):
                for tensor in tensors(value):
                    if self.flow.get(tensor) is None and tensor.is_floating_point():
                        self.flow.set(tensor, inputs)
        self._stack.append(module)
        if self._is_own_activation(module, args, kwargs):
            self.paused += 1

    def _leave(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> Any:
        if module not in self._stack[-1:]:
            return output
        self._stack.pop()
        if self._own.get(id(module)):
            self.paused -= 1
        if not self._stack:
            self._mode.end()
        if output is None or self.paused:
            return output
        with Off(self):
            self._left(module, args, kwargs, output)
        return output

    def _left(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        if isinstance(module, (nn.RNNBase, nn.RNNCellBase)):
            self._recurrent(module, args, kwargs, output)
        elif self._own.get(id(module)):
            self._custom(module, args[0], output)
        elif "norm" in type(module).__name__.lower() and isinstance(output, Tensor):
            states = self.flow.of(args)
            if states:
                self._norm(output, states[0], None)

    def _is_own_activation(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """A module of the user's own that works element by element; tried once per module."""
        key = id(module)
        if key not in self._own:
            small = type(module).__module__.split(".")[0] != "torch" and all(
                p.dim() < MOST_WEIGHTS for p in module.parameters()
            )
            fits = len(args) == 1 and isinstance(args[0], Tensor) and args[0].is_floating_point() and not kwargs
            plain = small and fits and not self.paused and "norm" not in type(module).__name__.lower()
            with Off(self):
                self._own[key] = plain and module is not self.model and elementwise(module, args[0])
        return self._own[key]

    def saw(self, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run one torch function and keep its place in the flow."""
        if self.paused:
            return call(*args, **kwargs)
        name = catalogue.activations().get(call)
        given = args[0] if args else kwargs.get("input")
        if name and isinstance(given, Tensor) and given.is_floating_point():
            return self._activation(name, call, given, args, kwargs)
        if call in catalogue.WEIGHTED:
            return self._weights(call, given, args[1] if len(args) > 1 else kwargs.get("weight"), args, kwargs)
        if call in catalogue.ADDMM and len(args) == 3 and id(args[2]) in self.parameters:
            return self._weights(call, args[1], args[2], args, kwargs)
        if call in catalogue.MATRIX_PRODUCTS and len(args) == 2 and id(args[1]) in self.parameters:
            return self._weights(call, args[0], args[1], args, kwargs)
        if call in catalogue.EMBEDDINGS:
            return self._weights(call, None, args[1] if len(args) > 1 else kwargs.get("weight"), args, kwargs)
        result = call(*args, **kwargs)
        self._passed(call, (*args, *kwargs.values()), result)
        return result

    def _passed(self, call: Callable[..., Any], values: tuple[Any, ...], result: Any) -> None:
        """Any other function: its result descends from its arguments."""
        states = self.flow.of(values)
        if call in catalogue.ATTENTION:
            self._attention(values, result, states)
        elif not states:
            return
        elif call in catalogue.NORMS:
            self._norm(result, states[0], 1 if call in catalogue.CHANNEL_NORMS else -1)
        elif call in catalogue.ADDITIONS:
            self._added(values, states, result)
        elif call in catalogue.MULTIPLICATIONS and len(states) > 1:
            for state in states:
                if state.activation is not None:
                    self.activations[state.activation].gate = True
            self.flow.set(result, replace(merged(states, True), joined=True))
        elif call in catalogue.PRODUCTS or (call in catalogue.CONCATENATIONS and len(states) > 1):
            self.flow.set(result, replace(merged(states, True), joined=True))
        else:
            self.flow.set(result, merged(states, False))

    def _norm(self, result: Any, state: State, axis: int | None) -> None:
        for source in state.sources:
            if state.activation is None:
                self.weights[source].normed_after = True
        self.flow.set(result, normed(state, axis))

    def _added(self, values: tuple[Any, ...], states: list[State], result: Any) -> None:
        state = merged(states, True)
        self.flow.set(result, state)
        if len(states) < 2 or states[0].sources == states[1].sources:
            return
        depths = [max((self.weights[i].depth for i in s.sources), default=0) for s in states[:2]]
        branch = states[0] if depths[0] > depths[1] else states[1]
        for source in branch.sources:
            self.weights[source].added = True
            if branch.activation is None and not branch.normed:
                self.weights[source].ends_branch = True
        if isinstance(result, Tensor):
            self.sink.joined(result, self._path())

    def _activation(
        self, name: str, call: Callable[..., Any], z: Tensor, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        name = catalogue.refined(name, args, kwargs)
        entry = catalogue.entry_of(name)
        rest = args[1:] if args else ()
        options = {key: value for key, value in kwargs.items() if key not in ("input", "inplace")}
        flat = self._cutoffs(name, call, rest, options)
        state = self.flow.get(z) or State()
        if entry.kind == "gated":
            dim = int(rest[0] if rest else options.get("dim", -1))
            z = z.chunk(2, dim)[1]
            state = replace(state, units=None, axis=dim)
        made = self._called(name, entry, flat, state, z, self._layer(call))
        with Off(self):
            result = self.sink.activation(made, z, lambda: call(*args, **kwargs))
        self.flow.set(result, replace(state, activation=made.index, units=None if entry.gate else state.units))
        return result

    def _custom(self, module: nn.Module, z: Tensor, output: Tensor) -> None:
        key = id(module)
        if key not in self._flat:
            self._flat[key] = own_cutoffs(module, self.share)
            self._known[key] = identified(module)
        state = self.flow.get(z) or State()
        known, layer = self._known[key], self._unique(self._name(module))
        made = self._called(type(module).__name__, known, self._flat[key], state, z, layer)
        made.module = module
        self.sink.activation(made, z, lambda: output)
        self.flow.set(output, replace(state, activation=made.index))

    def _called(
        self, name: str, entry: Activation | None, flat: Cutoffs, state: State, z: Tensor, layer: str
    ) -> ActivationCall:
        axis = unit_axis(tuple(z.shape), state)
        made = ActivationCall(len(self.activations), layer, name, entry, flat, state, axis, place())
        made.weights_before = len(self.weights)
        self.activations.append(made)
        if state.activation is None:
            for source in state.sources:
                self.weights[source].followers.append(made.index)
        return made

    def _cutoffs(self, name: str, call: Callable[..., Any], rest: Any, options: dict[str, Any]) -> Cutoffs:
        key = (name, *(v for v in (*rest, *options.values()) if not isinstance(v, Tensor)))
        if key not in self._flat:
            self._flat[key] = call_cutoffs(call, rest, options, catalogue.entry_of(name), self.share)
        return self._flat[key]

    def _weights(
        self, call: Callable[..., Any], given: Any, weight: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        before = (self.flow.get(given) if isinstance(given, Tensor) else None) or State()
        result = call(*args, **kwargs)
        kind, fan_in, units, axis = shape_of(call, weight, kwargs, args)
        made = self._made(kind, weight, fan_in, before)
        with Off(self):
            self.sink.weights(made, given if isinstance(given, Tensor) else None, result)
        self.flow.set(result, State(frozenset({made.index}), None, False, False, axis, units))
        return result

    def _made(self, kind: str, weight: Any, fan_in: int, before: State) -> WeightCall:
        parameter = self.parameters.get(id(weight))
        path = parameter.rpartition(".")[0] if parameter else self._path()
        depth = 1 + max((self.weights[i].depth for i in before.sources), default=0)
        made = WeightCall(
            len(self.weights), self._unique(path or parameter or kind), kind,
            weight if isinstance(weight, Tensor) else None, parameter, fan_in, before.sources, before, depth,
            place(), module=self._stack[-1] if self._stack else None,
        )  # fmt: skip
        self.weights.append(made)
        return made

    def _attention(self, values: tuple[Any, ...], result: Any, states: list[State]) -> None:
        """nn.MultiheadAttention runs as one call: only what comes out of it is seen."""
        before = merged(states, True) if states else State()
        made = self._made("attention", None, 0, before)
        self.unseen.setdefault(self._path(), "attention runs as one fused call: only its output is seen")
        output = next(tensors(result), None)
        if output is not None:
            with Off(self):
                self.sink.weights(made, None, output)
        self.flow.set(result, State(frozenset({made.index}), None, False, True))

    def _recurrent(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        states = self.flow.of(args)
        before = merged(states, True) if states else State()
        parameter = next((p for p in module.parameters()), None)
        made = self._made("recurrent", parameter, int(module.input_size), before)  # type: ignore[arg-type]
        made.weight, made.module = None, module
        first = next(tensors(output), None)
        if first is not None:
            self.sink.weights(made, next(tensors(args), None), first)
            self.sink.recurrent(made, module, (*args, *kwargs.values()), output)
        self.flow.set(output, State(frozenset({made.index}), None, False, True, -1, int(module.hidden_size)))  # type: ignore[arg-type]

    def _name(self, module: nn.Module) -> str:
        return self.names.get(id(module), "") or type(module).__name__

    def _path(self) -> str:
        return self._name(self._stack[-1]) if self._stack else ""

    def _layer(self, call: Callable[..., Any]) -> str:
        """The module where it is one ("net.1"), else the function in its module ("block.relu()")."""
        inner = self._stack[-1] if self._stack else None
        if inner is not None and type(inner).__module__.startswith("torch.nn") and not list(inner.children()):
            return self._unique(self._path())
        shown = getattr(call, "__name__", "activation").rstrip("_")
        path = self.names.get(id(self._stack[-1]), "") if self._stack else ""
        return self._unique(f"{path}.{shown}()" if path else f"{shown}()")

    def _unique(self, name: str) -> str:
        self.calls[name] += 1
        return name if self.calls[name] == 1 else f"{name}#{self.calls[name]}"
