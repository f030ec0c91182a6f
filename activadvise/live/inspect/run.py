"""One forward and one backward pass, and what it shows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from activadvise.english import counted
from activadvise.errors import BadValue
from activadvise.live.flow import tensors
from activadvise.live.inspect.answer import Inspection
from activadvise.live.inspect.findings import findings
from activadvise.live.inspect.statistics import Collector, Row, second_moment
from activadvise.live.inspect.table import table
from activadvise.live.restore import unchanged
from activadvise.live.target import user_code
from activadvise.live.thresholds import slope_share, threshold
from activadvise.live.trace import Recorder

Loss = Callable[..., Tensor]
SHOWN = 6


class Unusable(BadValue):
    """The model cannot be inspected: its forward fails, or nothing can be seen in it."""


def inspect(
    model: nn.Module,
    example: Any,
    *,
    loss: Loss | None = None,
    target: Any = None,
    train: bool | None = None,
    real_data: bool = False,
    query: dict[str, Any] | None = None,
) -> Inspection:
    """Look into a model with one batch; it is left exactly as it was.

    Args:
        model: any nn.Module.
        example: a tensor, a tuple of positional arguments, or a dict of keyword arguments.
        loss: `loss(output)`, or `loss(output, target)` when a target is given; a random
            projection of the output by default.
        target: what the loss compares with.
        train: the mode to run in; the model's own by default.
        real_data: the example comes from the user's data, which is said in the notes.
        query: kept in the answer.

    Raises:
        Unusable: the forward gives NaN, nothing was seen, or a lazy layer has no weights yet.
    """
    if any(is_lazy(parameter) for parameter in model.parameters()):
        raise Unusable("the model has lazy layers without weights: call it once on a batch, then inspect it.")
    second = _second_moment(example)
    collector = Collector()
    recorder = Recorder(model, collector, slope_share())
    notes = [_input_note(real_data), _loss_note(loss)]
    _pass(model, example, loss, target, train, recorder, collector, notes)
    if not collector.rows:
        raise Unusable("nothing was seen: the model calls neither a weight layer nor an activation that PyTorch shows.")
    layers = table(collector, recorder, second)
    notes += _few(collector)
    found = findings(collector, recorder)
    return Inspection(
        query=query or {},
        summary=_summary(model, collector, found),
        findings=found,
        layers=layers,
        unseen=[f"{name}: {why}" for name, why in recorder.unseen.items()],
        notes=notes,
    )


def _pass(
    model: nn.Module, example: Any, loss: Loss | None, target: Any, train: bool | None,
    recorder: Recorder, collector: Collector, notes: list[str],
) -> None:  # fmt: skip
    """Forward and backward, with everything put back afterwards."""
    with unchanged(model), ExitStack() as stack:
        if train is not None:
            model.train(train)
        notes += _eager(model, stack)
        stack.callback(recorder.detach)
        stack.callback(collector.detach)
        recorder.attach()
        for parameter in model.parameters():
            parameter.grad = None
        output = forward(model, example)
        recorder.detach()
        _check_finite(output, collector)
        collector.backward = True
        _backward(output, loss, target, notes)
        notes += _idle(model)


def _idle(model: nn.Module) -> list[str]:
    """Modules whose weights the output does not depend on: an expert that gets no sample, a layer that nobody calls."""
    idle = {name for name, parameter in model.named_parameters() if parameter.requires_grad and parameter.grad is None}
    names: list[str] = []
    for name, module in model.named_modules():
        own = {f"{name}.{n}" for n, p in module.named_parameters() if p.requires_grad}
        if own and own <= idle and not any(name.startswith(f"{above}.") for above in names):
            names.append(name)
    if not names or all(parameter.grad is None for parameter in model.parameters()):
        return []
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return [f"no gradient reaches {', '.join(names[:SHOWN])}{more}: not used on this input, or cut off from the loss"]


def forward(model: nn.Module, example: Any) -> Any:
    """Call the model with a tensor, positional or keyword arguments."""
    with torch.enable_grad():
        if isinstance(example, Mapping):
            return model(**example)
        if isinstance(example, tuple):
            return model(*example)
        return model(example)


def _eager(model: nn.Module, stack: ExitStack) -> list[str]:
    """Compiled modules and fused paths run in the plain way while they are looked at."""
    notes = []
    compiled = any(
        hasattr(module, "_orig_mod") or getattr(module, "_compiled_call_impl", None) is not None
        for module in model.modules()
    )
    if compiled:
        stack.enter_context(torch.compiler.set_stance("force_eager"))
        notes.append("the compiled model was run eagerly: what the compiler changes is not seen")
    if any(isinstance(module, torch.jit.ScriptModule) for module in model.modules()):
        notes.append("scripted modules run in C++: what happens inside them is not seen")
    if any(isinstance(module, nn.TransformerEncoderLayer) for module in model.modules()):
        before = torch.backends.mha.get_fastpath_enabled()
        torch.backends.mha.set_fastpath_enabled(False)
        stack.callback(torch.backends.mha.set_fastpath_enabled, before)
        notes.append("the fused encoder path was switched off, so that the layers inside are seen")
    return notes


def _check_finite(output: Any, collector: Collector) -> None:
    bad = next((row for row in collector.rows if not row.finite), None)
    if bad is None and all(bool(torch.isfinite(t).all()) for t in tensors(output) if t.is_floating_point()):
        return
    if bad is None:
        raise Unusable("the model's output is not finite (NaN or infinity), although every layer's was.")
    place = getattr(bad.call, "place", None)
    where = f" ({place.file}:{place.line})" if place else ""
    raise Unusable(
        f"the forward pass gives NaN or infinity, first in {bad.layer} ({bad.function}){where}."
        f"{_grown(collector, bad)} "
        f'Check that layer\'s weights and the input: `activadvise diagnose "loss is nan"` lists the causes.'
    )


def _grown(collector: Collector, bad: Row) -> str:
    """How the signal grew up to the layer that overflowed."""
    before = [row for row in collector.rows[: collector.rows.index(bad)] if row.finite and row.second > 0.0]
    first, last = (before[0], before[-1]) if before else (bad, bad)
    if not last.second >= threshold("exploding-gradients", "variance_ratio_high") * first.second:
        return ""
    return (
        f" The signal explodes on the way: its variance is {first.second:.2g} at {first.layer} and "
        f"{last.second:.2g} at {last.layer}."
    )


def _backward(output: Any, loss: Loss | None, target: Any, notes: list[str]) -> None:
    value = _value(output, loss, target)
    if value is None or not value.requires_grad:
        notes.append("no gradient: nothing in the output depends on a parameter that trains")
        return
    try:
        value.backward()
    except RuntimeError as error:
        notes.append(f"the backward pass failed: {str(error).splitlines()[0]}")


def _value(output: Any, loss: Loss | None, target: Any) -> Tensor | None:
    if loss is not None:
        prediction = getattr(output, "logits", output)
        with user_code(f"the loss of a {type(prediction).__name__}, what forward returns,"):
            value = loss(prediction) if target is None else loss(prediction, target)
        if not isinstance(value, Tensor) or value.numel() != 1:
            raise Unusable("the loss is not one number: it must return a tensor with a single value.")
        return value.reshape(())
    own = getattr(output, "loss", None)
    if isinstance(own, Tensor) and own.numel() == 1:
        return own.reshape(())
    return _projection(output)


def _projection(output: Any) -> Tensor | None:
    """A random direction of the output: what an arbitrary loss would ask of it."""
    generator = torch.Generator().manual_seed(0)
    parts = []
    values = output if isinstance(output, (Tensor, tuple, list, dict)) else list(attributes(output))
    for tensor in tensors(values):
        if tensor.requires_grad and tensor.is_floating_point():
            direction = torch.randn(tensor.shape, generator=generator).to(tensor.device)
            parts.append((tensor.float() * direction).sum() / max(1, tensor.shape[0] if tensor.dim() else 1))
    return sum(parts[1:], parts[0]) if parts else None


def attributes(output: Any) -> Iterator[Any]:
    """What an object of the user's own holds."""
    yield from getattr(output, "__dict__", {}).values()
    for name in getattr(type(output), "__slots__", ()):
        yield getattr(output, name, None)


def _second_moment(example: Any) -> float | None:
    for tensor in tensors(example):
        if tensor.is_floating_point():
            return second_moment(tensor)
    return None


def _few(collector: Collector) -> list[str]:
    """That so few samples say nothing of dead units."""
    least = int(threshold("dead-units", "few_samples"))
    samples = min((row.samples for row in collector.rows if row.kind == "activation" and row.flat.any), default=least)
    return [f"{counted(samples, 'sample')} of a unit: too few to call it dead, give {least} or more"] * (
        samples < least
    )


def _input_note(real: bool) -> str:
    if real:
        return "input: one batch of your data"
    return "input: random numbers; with --batch the counts are those of your data"


def _loss_note(loss: Loss | None) -> str:
    if loss is None:
        return "loss: a random projection of the output; --loss asks for the real one"
    return f"loss: {getattr(loss, '__name__', type(loss).__name__)}"


def _summary(model: nn.Module, collector: Collector, found: list[Any]) -> dict[str, Any]:
    wrong = {finding.layer for finding in found if finding.severity != "hint"}
    rows = len(collector.rows)
    return {
        "model": type(model).__name__,
        "layers": rows,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "errors": sum(f.severity == "error" for f in found),
        "warnings": sum(f.severity == "warning" for f in found),
        "hints": sum(f.severity == "hint" for f in found),
        "torch": str(torch.__version__),
        "python": sys.version.split()[0],
        "verdicts": {"wrong": len(wrong), "right": max(0, rows - len(wrong)), "undecided": 0},
    }
