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
from activadvise.live.custom import clamped, elementwise, identified
from activadvise.live.flow import Flow, State, active, merged, tensors, unit_axis
from activadvise.live.functions import Cutoffs
from activadvise.live.hooks import Hook, Mode, Off, own_name, place
from activadvise.live.passing import norm, passed
from activadvise.live.shapes import call_cutoffs, own_cutoffs, shape_of
from activadvise.live.written_out import written_out
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
        self.flow, self.calls = Flow(graph=not self.training_only), Counter[str]()
        self.outputs: dict[int, Tensor] = {}
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
        self.flow, self.outputs = Flow(), {}
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
                norm(self, output, states[0], None)

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
        if call in catalogue.CLAMPS and isinstance(given, Tensor) and self.flow.get(given) is not None:
            known = clamped(call, args, kwargs)
            if known is not None:
                return self._activation(known, call, given, args, kwargs)
        result = call(*args, **kwargs)
        if call in catalogue.ATTENTION:
            self._attention((*args, *kwargs.values()), result)
        else:
            passed(self, call, (*args, *kwargs.values()), result)
        return result

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
        self.flow.set(result, active(state, made.index, units=None if entry.gate else state.units))
        return result

    def _custom(self, module: nn.Module, z: Tensor, output: Tensor) -> None:
        key = id(module)
        if key not in self._flat:
            self._flat[key] = own_cutoffs(module, self.share)
            self._known[key] = identified(module)
        state = self.flow.get(z) or State()
        known, layer = self._known[key], self._unique(self._name(module))
        name = known.id if known is not None else type(module).__name__
        made = self._called(name, known, self._flat[key], state, z, layer)
        made.module = module
        self.sink.activation(made, z, lambda: output)
        self.flow.set(output, active(state, made.index))

    def _called(
        self, name: str, entry: Activation | None, flat: Cutoffs, state: State, z: Tensor, layer: str
    ) -> ActivationCall:
        axis = unit_axis(tuple(z.shape), state)
        made = ActivationCall(len(self.activations), layer, name, entry, flat, state, axis, place())
        made.after = tuple(self.weights[index].layer for index in sorted(state.sources))
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
        if before.bent is not None and not self.training_only:
            before = written_out(self, before, given)
        result = call(*args, **kwargs)
        kind, fan_in, units, axis = shape_of(call, weight, kwargs, args)
        made = self._made(kind, weight, fan_in, before)
        with Off(self):
            self.sink.weights(made, given if isinstance(given, Tensor) else None, result)
        if not self.training_only:
            self.outputs[made.index] = result
        self.flow.set(result, State(frozenset({made.index}), axis=axis, units=units))
        return result

    def _made(self, kind: str, weight: Any, fan_in: int, before: State) -> WeightCall:
        parameter = self.parameters.get(id(weight))
        path = parameter.rpartition(".")[0] if parameter else self._path()
        for index in before.activations:
            self.activations[index].read = True
        depth = 1 + max((self.weights[i].depth for i in before.sources), default=0)
        made = WeightCall(
            len(self.weights), self._unique(path or parameter or kind), kind,
            weight if isinstance(weight, Tensor) else None, parameter, fan_in, before.sources, before, depth,
            place(), tuple(self.weights[i].layer for i in sorted(before.sources)),
            module=self._stack[-1] if self._stack else None,
        )  # fmt: skip
        self.weights.append(made)
        return made

    def _attention(self, values: tuple[Any, ...], result: Any) -> None:
        """nn.MultiheadAttention runs as one call: only what comes out of it is seen."""
        states = self.flow.of(values)
        before = merged(states, True) if states else State()
        made = self._made("attention", None, 0, before)
        self.unseen.setdefault(self._path(), "attention runs as one fused call: only its output is seen")
        output = next(tensors(result), None)
        if output is not None:
            with Off(self):
                self.sink.weights(made, None, output)
        self.flow.set(result, State(frozenset({made.index})))

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
        self.flow.set(output, State(frozenset({made.index}), axis=-1, units=int(module.hidden_size)))  # type: ignore[arg-type]

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

    def written(self, name: str) -> str:
        """A name for a function that was written out in the module that runs."""
        path = self.names.get(id(self._stack[-2]), "") if len(self._stack) > 1 else ""
        return self._unique(f"{path}.{name}()" if path else f"{name}()")

    def _unique(self, name: str) -> str:
        self.calls[name] += 1
        return name if self.calls[name] == 1 else f"{name}#{self.calls[name]}"
