"""Which init each layer gets, and why: the rules of `initialize`, in the order they are tried."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from torch import Tensor, nn

from activadvise.advise.initialize import DEEP
from activadvise.live import signal
from activadvise.live.calls import ActivationCall, WeightCall
from activadvise.live.initwhole import Step, whole
from activadvise.live.trace import Recorder
from activadvise.rulebase.records import Activation, CriticalPair

XAVIER = ("xavier_uniform", "xavier_normal")


@dataclass(frozen=True)
class Found:
    """A weight layer and where it stands."""

    call: WeightCall
    weight: str
    bias: str | None
    entry: Activation | None
    before: Activation | None
    deep: int
    first: bool
    second_in: float


def plan(
    model: nn.Module,
    recorder: Recorder,
    inputs: dict[int, float | None],
    keep: tuple[str, ...],
    residual: str | None,
) -> tuple[list[Step], dict[str, str]]:
    """The steps for every weight of the model that was used, and the layers left alone."""
    steps: list[Step] = []
    skipped: dict[str, str] = {}
    depths = _plain_depths(recorder)
    branches = sum(call.ends_branch and call.kind != "embedding" for call in recorder.weights)  # added positions
    seen: set[str] = set()
    for call in recorder.weights:
        if call.kind == "recurrent" or isinstance(call.module, nn.MultiheadAttention):
            assert call.module is not None
            steps += whole(model, call, call.module, keep, skipped, seen, _end_gain(call, branches, residual))
            continue
        if call.parameter is None:
            skipped[call.layer] = "its weight is computed, or lies inside a fused call"
            continue
        if call.parameter in seen:
            continue
        seen.add(call.parameter)
        if any(call.parameter.startswith(name) for name in keep):
            skipped[call.layer] = "kept, as asked"
            continue
        found = _found(model, call, recorder, depths, inputs)
        steps.append(_step(found, recorder, branches, residual))
    return steps, skipped


def _found(
    model: nn.Module, call: WeightCall, recorder: Recorder, depths: dict[int, int], inputs: dict[int, float | None]
) -> Found:
    followers = [_entry(recorder.activations[index]) for index in call.followers]
    before = call.before.activation
    parameter = call.parameter or ""
    path, _, name = parameter.rpartition(".")
    bias = f"{path}.{name.replace('weight', 'bias')}".strip(".")
    owned = dict(model.named_parameters(remove_duplicate=False))
    return Found(
        call=call,
        weight=parameter,
        bias=bias if bias != parameter and bias in owned else None,
        entry=followers[0] if followers else None,
        before=None if before is None else _entry(recorder.activations[before]),
        deep=depths.get(call.index, 0),
        first=not call.sources,
        second_in=inputs.get(id(call)) or 1.0,
    )


def _entry(call: ActivationCall) -> Activation | None:
    """What the rule base knows, or for a function of the user's own what quadrature finds."""
    if call.entry is not None or call.module is None:
        return call.entry
    own = deepcopy(call.module).double().cpu().forward
    pair = signal.critical_pair(own)
    critical = None if pair is None else CriticalPair(
        weight_variance=pair.weight_variance, bias_variance=pair.bias_variance, length=pair.length, kind=pair.kind
    )  # fmt: skip
    return Activation(
        id=call.name, name=call.name, summary="your own", sources=[], certainty="measured", init="gain_normal",
        gain=signal.gain(own), critical=critical,
    )  # fmt: skip


def _plain_depths(recorder: Recorder) -> dict[int, int]:
    """Length of the plain chain (no norm, no skip) that each weight layer is in."""
    parent: dict[int, int] = {}
    for call in recorder.weights:
        if len(call.sources) == 1 and not call.before.normed and not call.before.joined:
            parent[call.index] = next(iter(call.sources))
    children: dict[int, list[int]] = {}
    for child, source in parent.items():
        children.setdefault(source, []).append(child)
    depths: dict[int, int] = {}
    for call in recorder.weights:
        if call.index in parent:
            continue
        chain = [call.index]
        while len(following := children.get(chain[-1], [])) == 1:
            chain.append(following[0])
        plain = not any(recorder.weights[index].normed_after or recorder.weights[index].added for index in chain)
        depths.update({index: len(chain) if plain else 0 for index in chain})
    return depths


def _step(found: Found, recorder: Recorder, branches: int, residual: str | None) -> Step:
    call, entry = found.call, found.entry
    if call.kind == "embedding":
        weight = call.weight
        width = weight.shape[-1] if isinstance(weight, Tensor) else 1
        return _normal(found, "embedding_normal", width**-0.5, "embedding vectors of norm 1")
    if call.ends_branch and residual != "none" and entry is None:
        return _branch_end(found, recorder, branches, residual)
    if entry is not None and entry.init == "siren":
        return _siren(found, entry)
    pair = entry.critical if entry else found.before.critical if found.before else None
    if found.deep >= DEEP and pair is not None and entry is not None:
        return _critical(found, pair)
    if entry is None:
        return _normal(found, "lecun_normal", call.fan_in**-0.5, "no activation behind it: gain 1")
    return _by_entry(found, entry)


def _by_entry(found: Found, entry: Activation) -> Step:
    """The activation's own init: published where there is one, else its computed gain."""
    if entry.kind == "gated" or entry.gain is None or entry.init is None or entry.init == "lecun_normal":
        return _normal(found, "lecun_normal", found.call.fan_in**-0.5, f"before {entry.id}: gain 1")
    if entry.init in XAVIER and found.call.kind == "linear":
        lines = [f'nn.init.xavier_normal_(model.get_parameter("{found.weight}"))', *_bias(found, 0.0)]
        return Step(found.call.layer, "xavier_normal", entry.id, f"before {entry.id}: Xavier, gain 1", "\n".join(lines))
    if entry.init in XAVIER:
        return _normal(found, "lecun_normal", found.call.fan_in**-0.5, f"before {entry.id}: gain 1")
    if entry.init == "centered_gain" and entry.moments:
        return _centered(found, entry)
    gain = 1.0 if found.first and entry.init == "gain_normal" else entry.gain
    std = gain * found.call.fan_in**-0.5
    return _normal(found, entry.init, std, f"before {entry.id}: gain {gain:.6g}")


def _normal(found: Found, init: str, std: float, why: str) -> Step:
    lines = [f'nn.init.normal_(model.get_parameter("{found.weight}"), std={std:.7g})', *_bias(found, 0.0)]
    return Step(found.call.layer, init, found.entry.id if found.entry else None, why, "\n".join(lines))


def _bias(found: Found, variance: float) -> list[str]:
    if found.bias is None:
        return []
    if variance:
        return [f'nn.init.normal_(model.get_parameter("{found.bias}"), std={variance**0.5:.7g})']
    return [f'nn.init.zeros_(model.get_parameter("{found.bias}"))']


def _critical(found: Found, pair: CriticalPair) -> Step:
    """σ_w² and σ_b²; the first layer brings the second moment of the input to q*."""
    variance = pair.weight_variance
    why = f"one of {found.deep} plain layers: critical pair ({pair.kind})"
    if found.first:
        scale = pair.length if pair.kind != "any-length" else 1.0
        variance = max(scale - pair.bias_variance, 1e-3) / found.second_in
        why = f"first of {found.deep} plain layers: brings the input to length {scale:g}"
    std = (variance / found.call.fan_in) ** 0.5
    lines = [
        f'nn.init.normal_(model.get_parameter("{found.weight}"), std={std:.7g})',
        *_bias(found, pair.bias_variance),
    ]
    return Step(found.call.layer, "critical", found.entry.id if found.entry else None, why, "\n".join(lines))


def _branch_end(found: Found, recorder: Recorder, branches: int, residual: str | None) -> Step:
    """GPT-2's 1/√branches behind a norm; zero where nothing else keeps the stream in bounds."""
    zero = residual == "zero" or (residual is None and not _norm_in_branch(found.call, recorder))
    if zero:
        lines = [f'nn.init.zeros_(model.get_parameter("{found.weight}"))', *_bias(found, 0.0)]
        return Step(
            found.call.layer, "zero_residual", None, "end of a residual branch without norm: 0", "\n".join(lines)
        )
    std = found.call.fan_in**-0.5 / max(1, branches) ** 0.5
    why = f"end of one of {branches} residual branches: gain 1/√{branches}"
    return _normal(found, "transformer_normal", std, why)


def _end_gain(call: WeightCall, branches: int, residual: str | None) -> float:
    """The gain of attention's last matrix: as any branch end behind a norm, else 1."""
    if not call.ends_branch or residual == "none":
        return 1.0
    return 0.0 if residual == "zero" else max(1, branches) ** -0.5


def _norm_in_branch(call: WeightCall, recorder: Recorder) -> bool:
    """Whether a norm stands anywhere between the skip's start and the branch's end."""
    while True:
        if call.before.normed or call.normed_after or call.kind == "attention":
            return True
        if call.before.joined or len(call.sources) != 1:
            return False
        call = recorder.weights[next(iter(call.sources))]


def _siren(found: Found, entry: Activation) -> Step:
    omega = entry.parameters.get("omega", 1.0)
    fan = found.call.fan_in
    bound = 1 / fan if found.first else (6 / fan) ** 0.5 / omega
    code = f'nn.init.uniform_(model.get_parameter("{found.weight}"), {-bound:.7g}, {bound:.7g})'
    return Step(found.call.layer, "siren", entry.id, "sine layer", code)


def _centered(found: Found, entry: Activation) -> Step:
    """Rows of mean 0 and gain 1/std, so that the activation's mean cancels."""
    assert entry.moments is not None
    gain = (entry.moments.second - entry.moments.mean**2) ** -0.5
    lines = [
        f'weight = model.get_parameter("{found.weight}")',
        "rows = torch.randn_like(weight).flatten(1)",
        "rows -= rows.mean(dim=1, keepdim=True)",
        f"weight.copy_((rows * {gain:.7g} / rows.norm(dim=1, keepdim=True)).view_as(weight))",
        *_bias(found, 0.0),
    ]
    why = f"before {entry.id}: centered rows, gain {gain:.6g}"
    return Step(found.call.layer, "centered_gain", entry.id, why, "\n".join(lines))
