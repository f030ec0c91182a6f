"""Which templates make a snippet, and what their placeholders become."""

from __future__ import annotations

import os.path
import re
from collections.abc import Mapping
from functools import cache, partial

import msgspec

from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.location import SNIPPETS
from activadvise.rulebase.records import Activation, LossChoice, NormPlace
from activadvise.snippet import module
from activadvise.snippet.directives import select
from activadvise.snippet.program import Part, join, split, with_sizes

DOCSTRING = re.compile(r'\A"""[\s\S]*?"""\n')
ARGUMENT = r"((?:[^()]|\([^()]*\))*)"
PLACES: tuple[NormPlace, ...] = ("vector", "sequence", "map", "signal")


class Recipe(msgspec.Struct, frozen=True):
    """Everything a snippet depends on.

    Attributes:
        header: the comment line that says what made the snippet.
        architecture, task: template paths below `rules/snippets`, None when not used.
        activation, norm, init: ids; `module` replaces the activation's own expression.
        loss: the chosen loss of the task.
        flags: what the `#: if` lines see besides activation, norm, gated, loss.
        low, high: bounds of the range, as written by the user.
        sizes: `--set` values.
    """

    header: str
    activation: str
    module: str | None = None
    architecture: str | None = None
    task: str | None = None
    norm: str = "none"
    init: str | None = None
    loss: LossChoice | None = None
    flags: Mapping[str, str] = msgspec.field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    sizes: Mapping[str, int] = msgspec.field(default_factory=dict)


def compose(recipe: Recipe, base: RuleBase) -> str:
    """The program of a recipe, as ruff-formatted source text.

    Raises:
        BadValue: `--set` names a size the snippet does not take.
    """
    activation = base.activations[recipe.activation]
    flags = {
        "activation": activation.id,
        "gated": "yes" if activation.kind == "gated" else "",
        "norm": recipe.norm,
        "loss": recipe.loss.loss if recipe.loss else "",
        **recipe.flags,
    }
    insert = {"init": _init(recipe, flags, base), "loss": _loss(recipe, base)}
    templates = [name for name in (recipe.architecture, recipe.task) if name]
    parts = [_part(name, flags, insert) for name in templates]
    parts.insert(0, _activation_part(activation, base, parts))
    filled = [_filled(part, recipe, activation, base) for part in parts]
    requirements = [line for part in parts for line in part.requirements]
    return with_sizes(join(filled, recipe.header), recipe.sizes, requirements)


@cache
def _read(name: str) -> str:
    with open(os.path.join(SNIPPETS, name), encoding="utf-8") as file:
        return file.read()


def _part(name: str, flags: Mapping[str, str], insert: Mapping[str, str]) -> Part:
    kept = select(_read(name), flags, insert, name)
    return split(kept.lines, kept.requirements)


def _activation_part(activation: Activation, base: RuleBase, parts: list[Part]) -> Part:
    """Classes that the templates use and PyTorch lacks; the imports that placeholders need."""
    used = "\n".join(f"{part.definitions}\n{part.usage}" for part in parts)
    classes = []
    if "ACT()" in used or "GatedLinear(" in used:
        classes.append(module.definition(activation, base))
    if "GatedLinear(" in used:
        classes.append(module.gated_linear(activation, base))
    imports = ("import math", "import torch", "from torch import Tensor, nn")
    return Part(imports, "\n\n\n".join(text.strip("\n") for text in classes if text), "")


def _init(recipe: Recipe, flags: Mapping[str, str], base: RuleBase) -> str:
    """The init's fragment without its docstring; its imports are merged later."""
    fragment = base.inits[recipe.init].snippet if recipe.init else None
    fragment = fragment or "inits/torch_default.py"
    return DOCSTRING.sub("", "\n".join(select(_read(fragment), flags, {}, fragment).lines)).strip("\n")


def _loss(recipe: Recipe, base: RuleBase) -> str:
    fragment = base.losses[recipe.loss.loss].snippet if recipe.loss else None
    return DOCSTRING.sub("", _read(fragment)).strip("\n") if fragment else ""


def _filled(part: Part, recipe: Recipe, activation: Activation, base: RuleBase) -> Part:
    return Part(
        part.imports,
        _fill(part.definitions, recipe, activation, base),
        _fill(part.usage, recipe, activation, base),
    )


def _fill(text: str, recipe: Recipe, activation: Activation, base: RuleBase) -> str:
    """Replace the placeholders."""
    text = text.replace("ACT()", recipe.module or module.expression(activation, base))
    norm = base.norms.get(recipe.norm)
    codes = norm.code if norm else {}
    for place in PLACES:
        code = codes.get(place, "nn.Identity()")
        text = re.sub(rf"NORM_{place.upper()}\({ARGUMENT}\)", partial(_with_argument, code), text)
    if recipe.loss:
        text = text.replace("LOSS()", recipe.loss.code)
    for name, value in _numbers(recipe, activation, base).items():
        text = re.sub(rf"(?<![A-Za-z0-9_]){name}(?![A-Za-z0-9_])", value, text)
    return text


def _with_argument(code: str, found: re.Match[str]) -> str:
    return code.replace("{n}", found[1])


def _slope(module: str | None, activation: Activation) -> float:
    """The slope on the left: that of the emitted module, else the activation's default."""
    written = re.fullmatch(r"nn\.LeakyReLU\(([\d.]+)\)", module or "")
    return float(written[1]) if written else activation.slope


def _numbers(recipe: Recipe, activation: Activation, base: RuleBase) -> dict[str, str]:
    """What the number placeholders become; those without a value stay and fail loudly."""
    gate = module.gate_of(activation, base)
    found: dict[str, float | None] = {
        "LOW": recipe.low,
        "HIGH": recipe.high,
        "GAIN": activation.gain,
        "SLOPE": _slope(recipe.module, gate),
        "WEIGHT_VARIANCE": gate.critical.weight_variance if gate.critical else None,
        "BIAS_VARIANCE": gate.critical.bias_variance if gate.critical else None,
    }
    return {name: f"{value:.6g}" for name, value in found.items() if value is not None}


def supports_gates(template: str) -> bool:
    """Whether a template has a branch for gated activations."""
    return "#: if gated" in _read(template)
