"""Data sets that are made: by a formula with a fixed random seed, or from the rule base's own prose."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import torch
from torch import Tensor

from activadvise.live.compare.data.data import Data, Task
from activadvise.rulebase import builtin

LICENSE = "none needed: made by activadvise"
LENGTH = 32  # characters in a window of the text


def _generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def _made(name: str, task: Task, source: str, x: Tensor, y: Tensor, notes: list[str] | None = None) -> Data:
    classes = task == "classification"
    return Data(
        name=name,
        task=task,
        outputs=int(y.max()) + 1 if classes else 1,
        license=LICENSE,
        source=source,
        views={"vector": x},
        target=y,
        scaling="none" if task == "field" else "column",
        scale_target=not classes,
        notes=notes or [],
    )


def friedman() -> Data:
    """Friedman's first regression: y = 10 sin(π x1 x2) + 20 (x3 − 1/2)² + 10 x4 + 5 x5 + N(0, 1); x6 … x10 are idle."""
    generator = _generator()
    x = torch.rand(2000, 10, generator=generator)
    y = 10 * torch.sin(math.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    y = y + torch.randn(2000, generator=generator)
    return _made("friedman", "regression", "Friedman 1991, first benchmark", x, y.unsqueeze(1))


def spirals() -> Data:
    """Two spirals of one and a half turns with noise: two inputs, two classes."""
    generator = _generator()
    count = 2000
    label = torch.arange(count) % 2
    turn = 3 * math.pi * torch.rand(count, generator=generator).sqrt()
    angle = turn + math.pi * label
    x = torch.stack([turn * angle.cos(), turn * angle.sin()], dim=1) + 0.4 * torch.randn(count, 2, generator=generator)
    return _made("spirals", "classification", "two spirals, Lang and Witbrock 1988, with noise", x, label)


def teacher_student(depth: int = 3) -> Data:
    """Targets of a random network with `depth` hidden layers of 16 tanh units; inputs [N, 16] from N(0, 1)."""
    generator = _generator()
    x = torch.randn(4000, 16, generator=generator)
    h = x
    for _ in range(depth):
        weight, _ = torch.linalg.qr(torch.randn(16, 16, generator=generator))
        h = torch.tanh(1.5 * h @ weight.T)
    y = h @ torch.randn(16, 1, generator=generator)
    name = "teacher-student" if depth == 3 else f"teacher-student-{depth}"
    note = "The teacher's own units are tanh, which favors tanh and functions like it."
    return _made(name, "regression", f"a random teacher network with {depth} hidden layers", x, y, [note])


def sine() -> Data:
    """A field in one dimension: y = sin(20 π x) on [-1, 1], twenty periods."""
    x = torch.linspace(-1, 1, 1000).unsqueeze(1)
    return _made("sine", "field", "sin(20 pi x) on [-1, 1]", x, torch.sin(20 * math.pi * x))


def image() -> Data:
    """A field in two dimensions: a zone plate, whose rings are finer the farther out; coordinates in [-1, 1]²."""
    axis = torch.linspace(-1, 1, 48)
    x = torch.cartesian_prod(axis, axis)
    y = torch.cos(6 * math.pi * x.square().sum(dim=1, keepdim=True))
    return _made("image", "field", "a zone plate of 48 x 48 pixels", x, y)


def text() -> Data:
    """The rule base's own prose, character by character, in windows [N, 32]; the target is the next character."""
    prose = " ".join(_sentences(msgspec.to_builtins([list(builtin().entries(kind).values()) for kind in KINDS])))
    prose = re.sub(r"[^a-z0-9 .,;:()'-]+", " ", prose.lower())
    prose = re.sub(r" +", " ", prose)
    ids = {char: number for number, char in enumerate(sorted(set(prose)), start=1)}
    codes = torch.tensor([ids[char] for char in prose])
    windows = codes[: (len(codes) - 1) // LENGTH * LENGTH + 1]
    return Data(
        name="text",
        task="language",
        outputs=len(ids) + 1,
        license="MIT, as activadvise",
        source="the prose of activadvise's rule base, lower case",
        views={"tokens": windows[:-1].reshape(-1, LENGTH)},
        target=windows[1:].reshape(-1, LENGTH),
        vocabulary=len(ids) + 1,
    )


KINDS = ("activations", "architectures", "tasks", "symptoms")


def _sentences(value: Any) -> Iterator[str]:
    """Texts of several words, wherever they stand."""
    if isinstance(value, str):
        if value.count(" ") > 3 and value[:1].isupper():
            yield value if value.endswith((".", "?")) else value + "."
    elif isinstance(value, dict):
        for item in value.values():
            yield from _sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from _sentences(item)
