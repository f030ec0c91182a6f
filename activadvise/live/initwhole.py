"""The init of modules that run as one call: recurrent layers and PyTorch's attention."""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn

from activadvise.live.calls import WeightCall


@dataclass(frozen=True)
class Step:
    """What one layer gets.

    Attributes:
        layer: its name.
        init: id of the init in the rule base.
        activation: id of the activation that reads it, None for an output or a residual end.
        why: the rule that decided, in a few words.
        code: plain PyTorch on `model`, one or more lines.
    """

    layer: str
    init: str
    activation: str | None
    why: str
    code: str


def whole(
    model: nn.Module, call: WeightCall, module: nn.Module, keep: tuple[str, ...], skipped: dict[str, str],
    seen: set[str], end_gain: float,
) -> list[Step]:  # fmt: skip
    """The one step of such a module, none if it was met before or is to be kept."""
    prefix = next(name for name, found in model.named_modules() if found is module)
    if prefix + "." in seen:
        return []
    seen.add(prefix + ".")
    if any(prefix.startswith(name) for name in keep):
        skipped[call.layer] = "kept, as asked"
        return []
    if isinstance(module, nn.MultiheadAttention):
        return [_attention(call, module, prefix, end_gain)]
    return [_recurrent(call, module, prefix)]


def _attention(call: WeightCall, module: nn.MultiheadAttention, prefix: str, end_gain: float) -> Step:
    """Query, key and value with gain 1 (each by itself, though they lie in one matrix); the output by its place."""
    lines = []
    for name, parameter in module.named_parameters():
        shown = f'model.get_parameter("{f"{prefix}.{name}".strip(".")}")'
        gain = end_gain if name == "out_proj.weight" else 1.0
        if name in ("bias_k", "bias_v"):
            lines.append(f"nn.init.xavier_normal_({shown})")
        elif parameter.dim() < 2 or gain == 0.0:
            lines.append(f"nn.init.zeros_({shown})")
        else:
            lines.append(f"nn.init.normal_({shown}, std={gain * parameter.shape[-1] ** -0.5:.7g})")
    end = "" if end_gain == 1.0 else f", end of a residual branch: gain {end_gain:.3g}"
    return Step(call.layer, "lecun_normal", None, f"attention: gain 1{end}", "\n".join(lines))


def _recurrent(call: WeightCall, module: nn.Module, prefix: str) -> Step:
    """Input matrices Xavier, recurrent ones orthogonal gate by gate, LSTM's forget gate open."""
    lines = []
    size = int(module.hidden_size)  # type: ignore[arg-type]
    for name, parameter in module.named_parameters():
        shown = f'model.get_parameter("{f"{prefix}.{name}".strip(".")}")'
        if parameter.dim() > 1:
            call_name = "orthogonal_" if "hh" in name else "xavier_uniform_"
            lines += [f"for block in {shown}.split({size}):", f"    nn.init.{call_name}(block)"]
        else:
            lines.append(f"nn.init.zeros_({shown})")
            if "LSTM" in type(module).__name__ and "bias_ih" in name:
                lines.append(f"nn.init.ones_({shown}[{size}:{2 * size}])  # the forget gate")
    lstm = "LSTM" in type(module).__name__
    why = "recurrent: orthogonal" + (", forget bias 1" if lstm else "")
    return Step(call.layer, "lstm_forget_bias" if lstm else "orthogonal", None, why, "\n".join(lines))
