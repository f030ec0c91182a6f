"""Programs at random, from the words of grammar.txt: each holds a module and a loss. Or a real program, mutated."""

from __future__ import annotations

import ast
import json
import random
import re
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
DEEPEST = 4
PLACE = re.compile(r"\{(e0|e|l|c|s|n|b|loss|op|args|act|init|initargs|hidden|tests)\}")
WORDS = {
    "n": ("0", "1", "2", "3", "-1", "-2", "-9"), "b": ("True", "False"), "e0": ("x", "self.fc(x)", "F.softmax(x, 1)"),
    "act": ("relu", "tanh", "selu", "gelu", "leaky_relu", "linear"),
    "init": ("kaiming_normal_", "kaiming_uniform_", "xavier_uniform_", "orthogonal_", "constant_", "ones_", "normal_"),
    "initargs": (
        "", ", nonlinearity='relu'", ", 0.2, 'fan_in', 'leaky_relu'", ", gain=0.75", ", a=2 ** 0.5", ", 0.01",
        ", a=nn.init.calculate_gain('relu')", ", gain=nn.init.calculate_gain('tanh')", ", nonlinearity='tanh'",
    ),
    "hidden": ("nn.Sigmoid()", "nn.ReLU()", "nn.Tanh()", "nn.SELU()", "nn.LeakyReLU(0.2)", "torch.tanh"),
    "tests": ("def test_x(): F.relu(Model()(1))", "class TestX: pass"),
}  # fmt: skip
KINDS = {"e": "expressions", "l": "layers", "c": "conditions", "loss": "losses", "op": "methods", "args": "arguments"}
PLAIN = {"e": "x", "l": "nn.ReLU()", "c": "flag", "loss": "F.cross_entropy(x, y)", "s": "pass"}
HEADS = (
    "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n",
    "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n",
    "import torch as torch\nfrom torch.nn import *\nimport torch.nn as nn, torch.nn.functional as F\n",
    "import torch.nn.functional as F\nimport torch\nnn = torch.nn\n",
)
MORE = """import copy, functools, math, ignite, lightning as L, skorch, timm, torchvision, transformers
from collections import OrderedDict, namedtuple
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple, Optional, cast
from torch.distributions import Categorical
from einops import rearrange
from helper import *
import helper
"""
HELPER = """
import torch
from torch import nn
import torch.nn.functional as F
from train import Model as Back
def squash(x): return F.softmax(x, {n})
def score(x): return nn.Linear(4, {n})(x)
def loss(x, y): return {loss}
def make(x): return {l}
class Probe(nn.Module):
    def __init__(self, inner): super().__init__(); self.inner = inner
    def forward(self, x): return {e0}
    def fc(self, x): return self.inner(x)
"""


@lru_cache(maxsize=1)
def grammar() -> dict[str, list[str]]:
    """The words of each kind."""
    text = (HERE / "grammar.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    parts = re.split(r"(?m)^\[(\w+)\]\n", text)
    for kind, body in zip(parts[1::2], parts[2::2], strict=True):
        words = body.split("\n===\n") if kind == "tops" else body.splitlines()
        found[kind] = [w.strip("\n") if kind == "tops" else w.replace("\\n", "\n") for w in words if w]
    return found


class Writer:
    """Fills the places of words with words, down to a depth."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)

    def word(self, kind: str, depth: int) -> str:
        """A word for a place."""
        if kind in WORDS:
            return self.pick.choice(WORDS[kind])
        if depth > DEEPEST and kind in PLAIN:
            return PLAIN[kind]
        if kind == "s":
            return "\n".join(self.fill(self.pick.choice(grammar()["statements"]), depth + 2) for _ in range(2))
        return self.fill(self.pick.choice(grammar()[KINDS[kind]]), depth + 1)

    def fill(self, text: str, depth: int = 0) -> str:
        """A text with all its places filled; blocks keep their indentation."""
        lines = []
        for line in text.split("\n"):
            indent = line[: len(line) - len(line.lstrip())]
            filled = PLACE.sub(lambda m: self.word(m[1], depth), line)
            lines += filled.split("\n")[:1] + [indent + more for more in filled.split("\n")[1:]]
        return "\n".join(lines).replace("{{", "{").replace("}}", "}")

    def block(self, indent: str, count: int) -> str:
        """Statements, each of which parses; indented."""
        found: list[str] = []
        while len(found) < count:
            text = self.fill(self.pick.choice(grammar()["statements"]))
            if parses(f"async def f():\n{indented(text, '    ')}"):
                found.append(indented(text, indent))
        return "\n".join(found)

    def parsing(self, text: str) -> str:
        """A filled text that parses."""
        for _ in range(8):
            if parses(filled := self.fill(text)):
                return filled
        return "pass"


def indented(text: str, indent: str) -> str:
    """A text with each line moved to the right."""
    return "\n".join(indent + line for line in text.split("\n"))


def parses(text: str) -> bool:
    """Whether Python accepts a text."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def made(seed: int) -> str:
    """A program with a module and a loss."""
    w = Writer(seed)
    pick = w.pick
    tops = [w.parsing(pick.choice(grammar()["tops"])) for _ in range(pick.randint(0, 4))]
    layers = [w.parsing(word) for word in pick.choices(grammar()["layers"], k=7)]
    results = ("{e}", "(x, {e})", "{{'out': x}}", "self.a(x)", "x", "Out(x, y)", "x if self.training else x.softmax(1)")
    model = f"""
class Model({pick.choice(["nn.Module", "nn.Module", "Base", "nn.Sequential", "Unseen", "torch.nn.Module, Mode"])}):
    def __init__(self, flag=None, act=nn.ReLU, *, name="a"):
        super().__init__()
        self.a, self.b = {layers[0]}, {layers[1]}
        self.c = {layers[2]}
        self.act = act()
        self.fc = None
        self.d = {pick.choice(["nn.ModuleDict({'a': nn.Linear(4, 4)})", "{'a': nn.Tanh()}", "{}"])}
        self.seq = nn.Sequential({", ".join(layers[3:])})
{w.block("        ", pick.randint(0, 2))}

    def helper(self, x, *more, k=1):
{w.block("        ", 1)}
        return x

    def forward(self, x, y=None, flag=False, mode="train", **kw):
{w.block("        ", pick.randint(2, 9))}
        return {w.parsing(pick.choice(results))}
"""
    train = f"""
crit = {pick.choice(["nn.CrossEntropyLoss() if torch else nn.NLLLoss()", "nn.BCELoss()", "make('x')"])}

{pick.choice(["", "@torch.no_grad()", "@decorator"])}
def train(x, y, m=Model(), flag=True, mode="a"):
    h = m(x)
{w.block("    ", pick.randint(0, 3))}
    loss = {w.parsing("{loss}")}
    return {w.parsing("{loss}")}

train(torch.randn(2, 8), torch.tensor([0, 1]))
"""
    parts = [model, *tops]
    pick.shuffle(parts)
    text = pick.choice(HEADS) + MORE + "\n".join(parts) + train
    return text if parses(text) else made(seed + 10_000_000)


def project(seed: int) -> dict[str, str]:
    """A program in several files, one of them a notebook, as they lie in a folder."""
    w = Writer(-seed - 1)
    cells = [
        {"cell_type": "markdown", "source": ["# x"]},
        {"cell_type": "code", "source": "%matplotlib inline\n!ls\nx?"},
    ]
    cells += [{"cell_type": "code", "source": [line + "\n" for line in made(seed + 1).split("\n")]}]
    imports = (
        "import model\nfrom model import *\n",
        "from .model import Model, crit as c\n",
        "from pkg import model as m\n",
    )
    return {
        "model.py": made(seed),
        "helper.py": w.fill(HELPER),
        "pkg/__init__.py": "from .model import *\nfrom . import model\n",
        "pkg/model.py": made(seed + 2),
        "src/deep.py": "import pkg\nnet = pkg.model.Model()\n" + made(seed + 3),
        "train.py": w.pick.choice(imports) + "import torch\nloss = torch.nn.functional.nll_loss(Model()(1), 2)\n",
        "book.ipynb": json.dumps({"cells": cells, "nbformat": 4}),
        "keras.py": w.pick.choice(["import keras\n", "from jax import numpy\nloss = (", "loss = torch.(", "x = 1\n"]),
    }


def mutated(seed: int) -> str:
    """A program of the corpus with nodes removed, doubled, swapped or renamed; as it is where that gives no Python."""
    pick = random.Random(seed)
    before = pick.choice(corpus()).read_text(encoding="utf-8")
    tree = ast.parse(before)
    for _ in range(pick.randint(1, 4)):
        _mutate(tree, pick)
    try:
        after = ast.unparse(ast.fix_missing_locations(tree))
    except (ValueError, RecursionError):
        return before
    return after if parses(after) else before


@lru_cache(maxsize=1)
def corpus() -> list[Path]:
    """The real programs."""
    return sorted((HERE / "programs").rglob("*.py"))


def _mutate(tree: ast.Module, pick: random.Random) -> None:
    nodes = list(ast.walk(tree))
    node = pick.choice(nodes)
    names = [n for n in nodes if isinstance(n, ast.Name)]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module, ast.If)) and node.body:
        node.body.insert(pick.randrange(len(node.body)), pick.choice(node.body))
    elif isinstance(node, ast.Call):
        calls = [n for n in nodes if isinstance(n, ast.Call)]
        other = pick.choice(calls)
        node.func, other.func = other.func, node.func
        if node.args and pick.random() < 0.5:
            node.args.pop()
    elif isinstance(node, ast.Constant):
        node.value = pick.choice([0, 1, -1, None, "x", 2.5, True])
    elif isinstance(node, ast.Name) and names:
        node.id = pick.choice(names).id
    elif isinstance(node, ast.Attribute):
        node.attr = pick.choice(["relu", "softmax", "forward", "x", "log", "items", "append", "weight"])
