"""The facts of an activation function, in the order a reader wants them."""

from __future__ import annotations

import math

from activadvise.advise.explanations import Curve, Fact, Group
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.practice import plain_name, users_of
from activadvise.rulebase.records import Activation, Range

USERS = 8
SMOOTHNESS = {
    "discontinuous": "jumps", "continuous": "continuous with a kink", "C1": "C¹ (the second derivative jumps)",
    "C2": "C²", "smooth": "smooth", "analytic": "analytic (all derivatives exist)",
}  # fmt: skip
MONOTONE = {"strict": "strictly increasing", "weak": "monotone, with flat parts", "no": "not monotone"}


def curve_of(entry: Activation, base: RuleBase) -> Curve | None:
    """The curve of an activation; a gated one shows its gate; a function over a dim has none."""
    shown = base.activations[entry.gate] if entry.gate else entry
    if not shown.formula:
        return None
    return Curve(name=entry.name, formula=shown.formula, parameters=shown.parameters)


def activation_facts(entry: Activation, base: RuleBase) -> list[Fact]:
    """Formula, graph, init, cost, PyTorch; empty texts are left out by the caller."""
    return [
        Fact(label="Formula", text=entry.text or entry.formula or ""),
        Fact(label="Derivative", text=entry.derivative_text or entry.derivative or ""),
        Fact(label="PyTorch", text=_torch(entry)),
        Fact(label="Range", text=_range(entry.range)),
        Fact(label="f(0)", text=_number(entry.f0)),
        Fact(label="Lipschitz", text=_lipschitz(entry)),
        Fact(label="Shape", text=_shape(entry)),
        Fact(label="Saturates", text=_saturation(entry)),
        Fact(label="Dies", text=_dies(entry)),
        Fact(label="Output is", text=entry.produces),
        Fact(label="Init", text=_init(entry, base)),
        Fact(label="Critical pair", text=_critical(entry)),
        Fact(label="calculate_gain", text=entry.calculate_gain or ""),
        Fact(label="Cost", text=_cost(entry)),
        Fact(label="Gradient is 0", text=_zero(entry)),
        Fact(label="Use", text=entry.use or ""),
        Fact(label="Used by", text=_users(entry, base)),
        Fact(label="History", text=entry.history or ""),
    ]


def activation_groups(entry: Activation, base: RuleBase) -> list[Group]:
    """Pros, cons, pitfalls, and the architectures that pick it."""
    picked = [a.id for a in base.architectures.values() if a.picks[0].activation == entry.id]
    return [
        Group(title="Pros", items=entry.pros),
        Group(title="Cons", items=entry.cons),
        Group(title="Pitfalls", items=entry.pitfalls),
        Group(title="First pick for", items=[", ".join(picked)] if picked else []),
    ]


def _torch(entry: Activation) -> str:
    parts = [part for part in (entry.torch.module, entry.torch.functional) if part]
    since = f" (since PyTorch {entry.torch.since})" if entry.torch.since else ""
    return " or ".join(parts) + since if parts else "no module in PyTorch; `--code` snippets define it"


def _number(value: float | None) -> str:
    return "" if value is None else "∞" if value == math.inf else "-∞" if value == -math.inf else f"{value:.6g}"


def _range(found: Range | None) -> str:
    if found is None:
        return ""
    left, right = "[" if found.low_attained else "(", "]" if found.high_attained else ")"
    text = f"{left}{_number(found.low)}, {_number(found.high)}{right}"
    if found.low_at is not None:
        text += f", minimum at x = {_number(found.low_at)}"
    if found.high_at is not None:
        text += f", maximum at x = {_number(found.high_at)}"
    return text


def _lipschitz(entry: Activation) -> str:
    if entry.lipschitz is None:
        return ""
    at = f", attained at x = {_number(entry.lipschitz_at)}" if entry.lipschitz_at is not None else ""
    return _number(entry.lipschitz) + at


def _shape(entry: Activation) -> str:
    parts = [
        SMOOTHNESS.get(entry.smoothness or "", ""),
        MONOTONE.get(entry.monotone or "", ""),
        {True: "zero-centered", False: "not zero-centered", None: ""}[entry.zero_centered],
        "exact zeros (sparse)" if entry.sparse else "",
    ]
    return ", ".join(part for part in parts if part)


def _saturation(entry: Activation) -> str:
    if entry.saturates is None:
        return ""
    words = {"exact": "exactly (slope 0)", "asymptotic": "asymptotically", "no": "no"}
    return f"left: {words[entry.saturates.left]}; right: {words[entry.saturates.right]}"


def _dies(entry: Activation) -> str:
    texts = {
        True: "yes: a unit whose inputs all fall in the flat part gets no gradient",
        False: "no",
        None: "",
    }
    return texts[entry.dies]


def _init(entry: Activation, base: RuleBase) -> str:
    if entry.init is None:
        return ""
    gain = f", gain {entry.gain:.6g}" if entry.gain else ""
    return f"{base.inits[entry.init].name}{gain}"


def _critical(entry: Activation) -> str:
    pair = entry.critical
    if pair is None:
        return ""
    return f"σ_w² = {pair.weight_variance:g}, σ_b² = {pair.bias_variance:g} at length {pair.length:g} ({pair.kind})"


def _cost(entry: Activation) -> str:
    cost = entry.cost
    if cost is None:
        return ""
    saved = f", saves its {cost.saves} for backward" if cost.saves else ""
    return f"{cost.ratio:g} × ReLU, forward and backward, fp32{saved} (measured: `explain cost-cpu-2026`)"


def _zero(entry: Activation) -> str:
    parts = []
    for zero in entry.zero_gradient:
        sides = [
            f"x < {zero.left:g}" if zero.left is not None else "",
            f"x > {zero.right:g}" if zero.right is not None else "",
        ]
        parts.append(f"{zero.format}: {' or '.join(side for side in sides if side)}")
    return "; ".join(parts)


def _users(entry: Activation, base: RuleBase) -> str:
    users = users_of(entry.id, base)
    if not users:
        return "none of the published models that were counted"
    names = list(dict.fromkeys(plain_name(model.model) for model in users))
    shown = ", ".join(names[:USERS])
    more = f" and others: `activadvise list models --activation {entry.id}`" if len(names) > USERS else ""
    return f"{len(users)} of {len(base.models)} published models: {shown}{more}"
