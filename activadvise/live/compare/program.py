"""The model of an architecture: the very program that `recommend` emits, run up to the line that makes the model."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

import msgspec
import torch
from torch import Tensor, nn

from activadvise.advise.modifiers import Choices
from activadvise.advise.output import Chain, Conditions, chain
from activadvise.errors import BadValue
from activadvise.live.compare.candidates import Candidate
from activadvise.live.compare.data.data import Data
from activadvise.live.target import user_code
from activadvise.programs import architecture_recipe, fits
from activadvise.rulebase import load
from activadvise.rulebase.names import resolve
from activadvise.rulebase.records import Architecture
from activadvise.snippet import Recipe, compose
from activadvise.snippet.program import sizes_of

OWN = "CANDIDATE()"
EXAMPLES = ("x", "real", "coordinates")  # what the programs call the input of their model
HEADS = {
    "classification": "multiclass",
    "regression": "regression",
    "field": "regression",
    "language": "language-modeling",
}
AXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "vector": (("in_features", "numeric", "columns", "dim", "state_size"),),
    "sequence": (("length", "mel_frames"), ("in_features", "in_channels", "channels", "mels")),
    "map": (("in_channels", "channels"), ("size", "image_size", "image_height"), ("image_width",)),
    "tokens": (("length",),),
}
WIDTHS = ("hidden", "width")
EQUAL = 0.02


class Program:
    """A program with sizes that fit the data, ready to make models.

    Attributes:
        text: its source.
        layout: how its model wants the inputs.
        sizes: what its usage sets.
        note: what was changed to give a gated candidate as many parameters as the others; empty if nothing was.
    """

    def __init__(self, arch: str, candidate: Candidate, data: Data, sizes: Mapping[str, int]) -> None:
        base = load()
        self.entry = base.architectures[resolve("architecture", base.architectures, arch).id]
        self.candidate = candidate
        self._head = _head(self.entry, data)
        self._write(sizes)
        self.layout = _layout(self._made(0, self.subject)[1])
        self._write({**_fitting(self.sizes, data, self.layout), **sizes})
        example = self._made(0, self.subject)[1]
        self._side = example.shape[-1] if example.ndim == 4 else 0
        self.note = self._narrowed(dict(sizes), data) if candidate.gated else ""

    def __call__(self, seed: int) -> nn.Module:
        """A new model; everything that is random in its making depends on the seed."""
        return self._made(seed, self.subject)[0]

    def prepared(self, x: Tensor) -> Tensor:
        """Inputs as the program wants them: images of the one size that it takes."""
        if x.ndim != 4 or self._side in (0, x.shape[-1]):
            return x
        return nn.functional.interpolate(x, size=(self._side, self._side), mode="bilinear")

    def _write(self, sizes: Mapping[str, int]) -> None:
        recipe = _recipe(self.entry, self.candidate, self._head, sizes)
        self.text = compose(recipe, load())
        self.sizes = sizes_of(self.text)
        self.subject = recipe.flags.get("role", "model")
        self._code = _code(self.text, self.subject, plain_rows=self._head is not None)

    def _made(self, seed: int, name: str) -> tuple[nn.Module, Tensor]:
        space: dict[str, Any] = {"__name__": "activadvise_program", OWN[:-2]: self.candidate.make}
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            with user_code(f"the program of {self.entry.id} with these sizes"):
                exec(self._code, space)
        example = next((space[key] for key in EXAMPLES if isinstance(space.get(key), Tensor)), None)
        if example is None:
            raise BadValue(
                f"--arch {self.entry.id}: its program has inputs of its own, which no data here have; compare with "
                f"your own model and data, --model file.py:make_model --loaders file.py:make_loaders."
            )
        return space[name], example

    def _narrowed(self, sizes: dict[str, int], data: Data) -> str:
        """Set the hidden size so that two projections have about the parameters of one."""
        gate = load().activations[self.candidate.entry.gate or ""] if self.candidate.entry else None
        if gate is None:
            return ""
        plain = Program(self.entry.id, Candidate(gate.id, self.candidate.make, gate), data, sizes)
        wanted, given = count(plain(0)), count(self(0))
        name = next((name for name in WIDTHS if name in self.sizes), None)
        if abs(given - wanted) <= EQUAL * wanted or name is None:
            return ""
        full, fitting = self.sizes[name], _fitting(self.sizes, data, self.layout)

        def parameters(size: int) -> int:
            self._write({**fitting, **sizes, name: size})
            return count(self(0))

        valid = [size for size in range(full // 2, full + 1) if self._takes({**fitting, **sizes, name: size})]
        at = bisect_left(valid, wanted, key=parameters)
        best = min(valid[max(0, at - 1) : at + 1], key=lambda size: abs(parameters(size) - wanted))
        found = parameters(best)
        return f"{self.candidate.name}: {name} {best} in place of {full}, {found:,} parameters beside {wanted:,}."

    def _takes(self, sizes: Mapping[str, int]) -> bool:
        try:
            compose(_recipe(self.entry, self.candidate, self._head, sizes), load())
        except BadValue:
            return False
        return True


def count(model: nn.Module) -> int:
    """Trainable parameters."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def _head(entry: Architecture, data: Data) -> Chain | None:
    """The task whose head the program gets; None where the program is complete by itself.

    Raises:
        BadValue: the program is made for other data.
    """
    base = load()
    task = base.tasks[HEADS[data.task]] if data.task in HEADS else None
    if task is not None and fits(entry, task):
        return chain(task, Conditions(), base)
    if entry.task is None and data.task not in ("classification", "regression", "language"):
        return None
    raise BadValue(
        f"--arch {entry.id} --data {data.name}: the program of {entry.id} has no output for {data.task}; "
        f"take another --arch or another --data."
    )


def _recipe(entry: Architecture, candidate: Candidate, head: Chain | None, sizes: Mapping[str, int]) -> Recipe:
    """The program's recipe; for the user's own, that of a stand-in whose place the user's module takes.

    Raises:
        BadValue: the template has no place for the candidate, or a size does not fit.
    """
    base = load()
    if candidate.entry is not None:
        choices = Choices(candidate.entry.id, entry.norm.use)
        return architecture_recipe(entry, candidate.entry.id, choices, base, head, sizes)
    for name in dict.fromkeys([*(pick.activation for pick in entry.picks), "relu", "gelu"]):
        if base.activations[name].kind == "elementwise":
            choices = Choices(name, entry.norm.use)
            stand_in = architecture_recipe(entry, name, choices, base, head, sizes)
            recipe = msgspec.structs.replace(stand_in, module=OWN)
            if OWN in compose(recipe, base):
                return recipe
    raise BadValue(f"--arch {entry.id}: its program has no place for an activation of your own ({candidate.name}).")


def _code(text: str, subject: str, plain_rows: bool) -> Any:
    """Definitions, then the usage up to the statement that binds the model; tables hold numbers only."""
    tree = ast.parse(text)
    main = next(node for node in tree.body if isinstance(node, ast.If))
    body: list[ast.stmt] = [node for node in tree.body if node is not main]
    for node in main.body:
        if ast.unparse(node).startswith("torch.manual_seed"):
            continue
        if plain_rows and isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "categories":
            node.value = ast.List([], ast.Load())
        body.append(node)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == subject:
            break
    else:
        raise BadValue(f"the program makes no {subject!r} that could be trained.")
    return compile(ast.fix_missing_locations(ast.Module(body, [])), "<program>", "exec")


def _layout(example: Tensor) -> str:
    """How a model wants its inputs, read off the program's own example."""
    if not example.is_floating_point():
        return "tokens"
    return {2: "vector", 3: "sequence", 4: "map"}.get(example.ndim, "other")


def _fitting(names: Mapping[str, int], data: Data, layout: str) -> dict[str, int]:
    """The sizes that follow from the data."""
    view = data.view(layout)
    axes = zip(AXES.get(layout, ()), view.shape[1:], strict=False)
    found = {name: int(size) for axis, size in axes for name in axis if name in names}
    shared = {"classes": data.outputs, "outputs": data.outputs, "vocabulary": data.vocabulary or data.outputs}
    found.update({name: size for name, size in shared.items() if name in names})
    if data.task == "field" and "channels" in names:
        found["channels"] = data.outputs
    return found
