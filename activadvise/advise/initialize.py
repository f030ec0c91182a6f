"""Activation → initialization of the layers before it."""

from __future__ import annotations

import math
from typing import Any

from activadvise.advise.answers import Critical, Gain, InitAdvice, Initialization, Named
from activadvise.advise.cite import cited
from activadvise.errors import BadValue
from activadvise.formula import parse
from activadvise.formula.gaussian import moments
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.names import resolve
from activadvise.rulebase.records import Activation, Init

DEEP = 20


def initialize(
    activation: Activation,
    query: dict[str, Any],
    base: RuleBase,
    depth: int | None = None,
    norm: str | None = None,
    slope: float | None = None,
    mode: str = "fan_in",
) -> Initialization:
    """The answer without its code.

    Raises:
        BadValue: a slope for a function that has none, a depth below one.
        UnknownName: a norm that is not known.
    """
    if depth is not None and depth < 1:
        raise BadValue(f"--depth {depth}: a network has at least one layer.")
    plain = norm is None or resolve("norm", base.norms, norm).id == "none"
    critical = _critical(activation) if depth is not None and depth >= DEEP and plain else None
    init = base.inits["critical" if critical else activation.init or "torch_default"]
    return Initialization(
        query=query,
        activation=Named(id=activation.id, name=activation.name),
        init=InitAdvice(id=init.id, name=init.name, call=_call(init.call, activation, slope, mode), note=init.when),
        formula=init.formula.replace("fan_in", mode) if "kaiming" in init.id else init.formula,
        gain=_gain(activation, slope, init.gain_of),
        call_gain=_call_gain(init),
        pytorch_default=base.inits["torch_default"].summary,
        calculate_gain=activation.calculate_gain or "calculate_gain does not know this name: it raises ValueError.",
        critical=critical,
        when=_when(depth, plain, critical),
        notes=[*init.notes, *activation.pitfalls],
        certainty=init.certainty,
        sources=cited(
            base,
            list(
                dict.fromkeys(
                    [*init.sources, *(activation.critical.sources if critical and activation.critical else [])]
                )
            ),
        ),
    )


def _call_gain(init: Init) -> str:
    """The gain of a call that has one of its own, such as Xavier's 1."""
    return init.gain if init.gain and init.gain.replace(".", "").isdecimal() else ""


def _call(call: str, activation: Activation, slope: float | None, mode: str) -> str:
    value = slope if slope is not None else activation.slope
    gain = f"{activation.gain:.6g}" if activation.gain else "1.0"
    text = call.replace("GAIN", gain).replace("SLOPE", f"{value:g}")
    if activation.critical:
        text = text.replace("WEIGHT_VARIANCE", f"{activation.critical.weight_variance:g}")
        text = text.replace("BIAS_VARIANCE", f"{activation.critical.bias_variance:g}")
    if value and 'nonlinearity="relu"' in text:
        text = text.replace('nonlinearity="relu"', f'a={value:g}, nonlinearity="leaky_relu"')
    if mode == "fan_out" and "kaiming" in text:
        text = text.replace(", nonlinearity", ', mode="fan_out", nonlinearity')
    return text


def _gain(activation: Activation, slope: float | None, gain_of: str) -> Gain | None:
    """1 / sqrt(E f²), or 1 / std f for centered weights: from the rule base, or for a slope."""
    if slope is not None:
        name = activation.slope_parameter
        if name is None or not activation.formula:
            raise BadValue(f"--slope {slope:g}: {activation.name} has no slope.")
        second = moments(parse(activation.formula, {**activation.parameters, name: slope}))[1]
        return Gain(value=1 / math.sqrt(second), origin=f"computed: 1/√E f(z)², z ~ N(0, 1), slope {slope:g}")
    if activation.gain is None:
        return None
    if gain_of == "variance" and activation.moments:
        variance = activation.moments.second - activation.moments.mean**2
        return Gain(value=variance**-0.5, origin="computed: 1/std f(z) for z ~ N(0, 1), weight rows of mean zero")
    published = activation.init in ("kaiming_normal", "lecun_normal", "xavier_normal")
    origin = "published, and equal to" if published and activation.init == "kaiming_normal" else "computed:"
    return Gain(value=activation.gain, origin=f"{origin} 1/√E f(z)² for z ~ N(0, 1)")


def _critical(activation: Activation) -> Critical | None:
    pair = activation.critical
    if pair is None:
        return None
    texts = {
        "any-length": "critical at every length: the variance neither grows nor shrinks, at any depth",
        "stable": "the fixed point is stable: a deviation of the variance shrinks from layer to layer",
        "half-stable": "half-stable: the fixed point attracts from one side and drifts off very slowly on the other; "
        "the best point this function has, since every scheme at q = 1 is unstable for it",
    }
    text = (
        f"σ_w² = {pair.weight_variance:g}, σ_b² = {pair.bias_variance:g}, length q* = {pair.length:g}; "
        f"{texts[pair.kind]}"
    )
    return Critical(
        weight_variance=pair.weight_variance,
        bias_variance=pair.bias_variance,
        length=pair.length,
        kind=pair.kind,
        text=text,
    )


def _when(depth: int | None, plain: bool, critical: Critical | None) -> str:
    if critical:
        return f"{depth} plain layers without norm or skip: the init decides whether this trains."
    if depth is not None and depth >= DEEP and plain:
        return (
            f"{depth} plain layers: no usable critical point exists for this function; add norm or skips, or change it."
        )
    if not plain:
        return "With a norm before the activation the forward scale is reset in every layer: the gain hardly matters."
    return f"Up to about {DEEP} plain layers, or with skips or norm; pass --depth for deeper plain stacks."
