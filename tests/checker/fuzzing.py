"""Programs at random: each holds a module and a loss; or a real program, mutated."""

from __future__ import annotations

import ast
import random
from pathlib import Path

HERE = Path(__file__).parent
LAYERS = (
    "nn.Linear(8, 4)", "nn.ReLU()", "nn.ReLU(inplace=True)", "nn.Softmax(dim=1)", "nn.Softmax()", "nn.Sigmoid()",
    "nn.LogSoftmax(-1)", "nn.Dropout(0.1)", "nn.BatchNorm1d(4)", "nn.Tanh()", "nn.Conv2d(3, 1, 3)", "nn.Identity()",
    "nn.Sequential(nn.Linear(4, 1), nn.SELU())", "nn.LSTM(4, 4)", "nn.ModuleList([nn.Linear(4, 4)])[0]", "Unseen(3)",
)  # fmt: skip
STEPS = (
    "x = self.a(x)", "x = self.b(x)", "x = F.softmax(x, dim={n})", "x = torch.sigmoid(x)", "x = x.view(x.size(0), -1)",
    "h, _ = self.c(x), x", "x = x if self.training else x.softmax({n})", "for layer in self.seq: x = layer(x)",
    "x = x[:, {n}]", "x = torch.log(x + 1e-8)", "x = x.transpose(1, {n})", "F.relu(x)",
    "x = F.relu(x, inplace=True) + x",
    "if flag: return x", "x = self.seq(x) + x", "x, y = y, x", "d = dict(x=x); x = d['x']",
    "x = (lambda z: z.tanh())(x)",
    "x = torch.cat([x, x], dim={n})", "del x", "x = x.exp() / x.exp().sum({n})", "x += 1", "x = [self.a(i) for i in x]",
    "with torch.no_grad(): x = self.b(x)", "try:\n            x = self.a(x)\n        except Exception: pass",
)  # fmt: skip
LOSSES = (
    "nn.CrossEntropyLoss()(m(x), y)", "F.nll_loss(m(x), y)", "F.binary_cross_entropy(m(x), y)", "crit(m(x), y)",
    "F.kl_div(m(x), m(y), log_target={b})", "nn.MSELoss(m(x), y)", "F.cross_entropy(m(x)[0], target=y)",
    "nn.BCEWithLogitsLoss()(m(x).squeeze({n}), y)", "F.ctc_loss(m(x), y, 1, 2)",
    "F.poisson_nll_loss(m(x), y, log_input={b})",
    "torch.distributions.Categorical(logits=m(x)).log_prob(y)", "F.cross_entropy(*[m(x), y])",
    "F.mse_loss(**{{'input': m(x)}})",
    "-torch.log(torch.softmax(m(x), {n})).mean()",
)  # fmt: skip


def made(seed: int) -> str:
    """A program with a module and a loss."""
    pick = random.Random(seed)

    def fill(text: str) -> str:
        return text.format(n=pick.randint(-2, 3), b=pick.random() < 0.5) if "{" in text else text

    steps = "\n        ".join(fill(pick.choice(STEPS)) for _ in range(pick.randint(1, 6)))
    layers = [pick.choice(LAYERS) for _ in range(6)]
    return f"""
import torch
import torch.nn as nn
import torch.nn.functional as F

class Model(nn.Module):
    def __init__(self, flag=None):
        super().__init__()
        self.a = {layers[0]}
        self.b = {layers[1]}
        self.c = {layers[2]}
        self.seq = nn.Sequential({", ".join(layers[3:])})

    def forward(self, x, y=None, flag=False):
        {steps}
        return {pick.choice(["x", "(x, y)", "{'out': x}", "self.a(x)"])}

crit = nn.CrossEntropyLoss() if torch else nn.NLLLoss()

def train(x, y, m=Model()):
    return {fill(pick.choice(LOSSES))}

train(torch.randn(2, 8), torch.tensor([0, 1]))
"""


def mutated(seed: int) -> str:
    """A program of the corpus with nodes removed, doubled, swapped or renamed."""
    pick = random.Random(seed)
    paths = sorted((HERE / "programs").rglob("*.py"))
    tree = ast.parse(pick.choice(paths).read_text(encoding="utf-8"))
    for _ in range(pick.randint(1, 4)):
        _mutate(tree, pick)
    return ast.unparse(ast.fix_missing_locations(tree))


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
