"""What the checker follows: one program for each way in which an activation meets a loss."""

from __future__ import annotations

import pytest

from tests.checker.checks import codes, verdicts

NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(20, 5)

    def forward(self, x):
        return {returns}
"""

WRONG = {
    "reassigned": "def f(fc, x, y):\n    x = F.relu(fc(x))\n    x = nn.Linear(3, 4)(x)\n    x = torch.softmax(x, 1)\n    return F.cross_entropy(x, y)",
    "tuple": "def f(x, y):\n    p, h = F.softmax(x, 1), x\n    return F.cross_entropy(p, y)",
    "tuple of a function": "def g(x):\n    return x, F.softmax(x, 1)\ndef f(x, y):\n    _, p = g(x)\n    return F.cross_entropy(p, y)",
    "dict": "def g(x):\n    return {'p': F.softmax(x, 1), 'h': x}\ndef f(x, y):\n    return F.cross_entropy(g(x)['p'], y)",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass Out:\n    probs: torch.Tensor\n    h: torch.Tensor\ndef f(x, y):\n    out = Out(probs=F.softmax(x, 1), h=x)\n    return F.cross_entropy(out.probs, y)",
    "method": "class T:\n    def head(self, x):\n        return F.softmax(x, 1)\n    def step(self, x, y):\n        return F.cross_entropy(self.head(x), y)",
    "subclass": NET.format(returns="F.softmax(self.fc(x), 1)") + "class Sub(Net):\n    pass\ndef f(x, y):\n    return F.cross_entropy(Sub()(x), y)",
    "super": NET.format(returns="self.fc(x)") + "class Sub(Net):\n    def forward(self, x):\n        return super().forward(x).softmax(-1)\ndef f(x, y):\n    return F.cross_entropy(Sub()(x), y)",
    "closure": "def f(x, y):\n    def head(v):\n        return F.softmax(v, 1)\n    return F.cross_entropy(head(x), y)",
    "lambda": "head = lambda v: v.softmax(dim=1)\ndef f(x, y):\n    return F.cross_entropy(head(x), y)",
    "partial": "from functools import partial\nact = partial(F.softmax, dim=1)\ndef f(x, y):\n    return F.cross_entropy(act(x), y)",
    "default argument": "def f(x, y, criterion=nn.CrossEntropyLoss()):\n    return criterion(F.softmax(x, 1), y)",
    "ordered dict": "from collections import OrderedDict\nm = nn.Sequential(OrderedDict([('fc', nn.Linear(3, 4)), ('sm', nn.Softmax(dim=1))]))\ndef f(x, y):\n    return nn.CrossEntropyLoss()(m(x), y)",
    "add_module": "m = nn.Sequential()\nm.add_module('fc', nn.Linear(3, 4))\nm.add_module('sm', nn.Softmax(dim=1))\nloss = nn.CrossEntropyLoss()(m(torch.randn(2, 3)), torch.tensor([0, 1]))",
    "append": "m = nn.Sequential(nn.Linear(3, 4))\nm.append(nn.Softmax(dim=1))\nloss = nn.CrossEntropyLoss()(m(torch.randn(2, 3)), torch.tensor([0, 1]))",
    "list in a loop": "def build(sizes):\n    layers = []\n    for a, b in zip(sizes[:-1], sizes[1:]):\n        layers += [nn.Linear(a, b), nn.ReLU()]\n    layers.append(nn.Linear(sizes[-1], 5))\n    layers.append(nn.Softmax(dim=1))\n    return nn.Sequential(*layers)\ndef f(x, y):\n    return F.cross_entropy(build([2, 3, 4])(x), y)",
    "slicing": "m = nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=1), nn.Dropout())\ndef f(x, y):\n    return F.cross_entropy(m[:2](x), y)",
    "module list": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.layers = nn.ModuleList([nn.Linear(3, 4), nn.Softmax(dim=1)])\n    def forward(self, x):\n        for layer in self.layers:\n            x = layer(x)\n        return x\ndef f(x, y):\n    return F.cross_entropy(Net()(x), y)",
    "module dict": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.heads = nn.ModuleDict({'a': nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=1))})\n    def forward(self, x):\n        return self.heads['a'](x)\ndef f(x, y):\n    return F.cross_entropy(Net()(x), y)",
    "aliases": "from torch.nn import CrossEntropyLoss as CE, Softmax as S\nfrom torch import softmax as sm\ndef f(x, y):\n    return CE()(S(dim=1)(x), y)",
    "torch function alias": "from torch import softmax as sm\nimport torch.nn.functional as fn\ndef f(x, y):\n    return fn.cross_entropy(sm(x, dim=1), y)",
    "criterion in init": "class T:\n    def __init__(self):\n        self.criterion = nn.CrossEntropyLoss()\n    def step(self, x, y):\n        return self.criterion(F.softmax(x, 1), y)",
    "criterion as argument": "def step(net, crit, x, y):\n    return crit(net(x), y)\ndef main(x, y):\n    return step(nn.Sequential(nn.Linear(3, 4), nn.Softmax(1)), nn.CrossEntropyLoss(), x, y)",
    "criterion from a dict": "LOSSES = {'ce': nn.CrossEntropyLoss(), 'ls': nn.CrossEntropyLoss(label_smoothing=0.1)}\ndef f(x, y, name):\n    return LOSSES[name](F.softmax(x, 1), y)",
    "criterion from a conditional": "def f(x, y, smooth):\n    crit = nn.CrossEntropyLoss(label_smoothing=0.1) if smooth else nn.CrossEntropyLoss()\n    return crit(F.softmax(x, 1), y)",
    "criterion in a function": "def my_loss(out, y):\n    return F.cross_entropy(out, y) + 0.1\ndef f(x, y):\n    return my_loss(F.softmax(x, 1), y)",
    "subclass of a loss": "class MyLoss(nn.CrossEntropyLoss):\n    def forward(self, out, y):\n        return super().forward(out, y) * 2\ndef f(x, y):\n    return MyLoss()(F.softmax(x, 1), y)",
    "loss class without forward": "class MyLoss(nn.CrossEntropyLoss):\n    pass\ndef f(x, y):\n    return MyLoss()(F.softmax(x, 1), y)",
    "model and training apart": NET.format(returns="F.softmax(self.fc(x), 1)") + "def build():\n    return Net()\ndef train(model, crit, x, y):\n    return crit(model(x), y)\ndef main(x, y):\n    model = build().to('cuda')\n    train(model, nn.CrossEntropyLoss(), x, y)",
    "steps in between": "def f(x, y):\n    p = F.softmax(x, -1).view(-1, 5).squeeze().float().contiguous()[:3]\n    return F.cross_entropy(p, y)",
    "permute": "def f(x, y):\n    p = F.softmax(x, -1).permute(0, 2, 1)\n    return F.cross_entropy(p, y)",
    "clamp": "def f(x, y):\n    return F.cross_entropy(F.softmax(x, -1).clamp(1e-7, 1.0), y)",
    "lightning": "import lightning as L\nclass Lit(L.LightningModule):\n    def __init__(self):\n        super().__init__()\n        self.net = nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=1))\n        self.loss = nn.CrossEntropyLoss()\n    def forward(self, x):\n        return self.net(x)\n    def training_step(self, batch, i):\n        x, y = batch\n        return self.loss(self(x), y)",
    "hf": "class Head(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)\n    def forward(self, x, labels=None):\n        logits = torch.softmax(self.fc(x), -1)\n        loss = None\n        if labels is not None:\n            loss = nn.CrossEntropyLoss()(logits.view(-1, 4), labels.view(-1))\n        return loss, logits",
    "ignite": "from ignite.engine import create_supervised_trainer\nm = nn.Sequential(nn.Linear(3, 4), nn.Softmax(1))\ntrainer = create_supervised_trainer(m, None, nn.CrossEntropyLoss())",
    "ignite step": "from ignite.engine import Engine\ndef main(m):\n    model = nn.Sequential(nn.Linear(3, 4), nn.Softmax(1))\n    crit = nn.CrossEntropyLoss()\n    def step(engine, batch):\n        x, y = batch\n        return crit(model(x), y)\n    return Engine(step)",
    "accelerate": "from accelerate import Accelerator\ndef main(opt, loader):\n    accelerator = Accelerator()\n    model = nn.Sequential(nn.Linear(3, 4), nn.Softmax(1))\n    model, opt, loader = accelerator.prepare(model, opt, loader)\n    for x, y in loader:\n        loss = F.cross_entropy(model(x), y)\n        accelerator.backward(loss)",
    "skorch": "from skorch import NeuralNetClassifier\n" + NET.format(returns="F.softmax(self.fc(x), 1)") + "net = NeuralNetClassifier(Net, criterion=nn.CrossEntropyLoss, lr=0.1)",
    "wrappers": NET.format(returns="F.softmax(self.fc(x), 1)") + "def f(x, y):\n    model = nn.DataParallel(torch.compile(Net()))\n    return F.cross_entropy(model(x), y)",
    "names mislead": "def f(x, y):\n    logits = F.softmax(x, 1)\n    return F.cross_entropy(logits, y)",
    "early return": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)\n    def forward(self, x, features=False):\n        h = self.fc(x)\n        if features:\n            return h\n        return h.softmax(1)\ndef f(x, y):\n    return F.cross_entropy(Net()(x), y)",
    "flag set": "class Net(nn.Module):\n    def __init__(self, prob=False):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)\n        self.prob = prob\n    def forward(self, x):\n        x = self.fc(x)\n        if self.prob:\n            x = F.softmax(x, 1)\n        return x\ndef f(x, y):\n    return F.cross_entropy(Net(prob=True)(x), y)",
    "attribute loop": "class Net(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n        for i in range(n):\n            setattr(self, f'l{i}', nn.Linear(3, 3))\n        self.act = nn.Sigmoid()\n    def forward(self, x):\n        return self.act(self.l0(x))\ndef f(x, y):\n    return nn.BCEWithLogitsLoss()(Net(3)(x), y)",
    "getattr activation": "def f(x, y, name):\n    act = {'softmax': nn.Softmax(1)}['softmax']\n    return F.cross_entropy(act(x), y)",
    "walrus": "def f(x, y):\n    if (p := F.softmax(x, 1)) is not None:\n        return F.cross_entropy(p, y)",
    "try": "def f(x, y):\n    try:\n        p = F.softmax(x, 1)\n    except RuntimeError:\n        raise\n    return F.cross_entropy(p, y)",
    "with no_grad": "def f(m, x, y):\n    with torch.no_grad():\n        p = F.softmax(m(x), 1)\n    return F.cross_entropy(p.detach().clone(), y)",
}  # fmt: skip

SILENT = {
    "index skips the sigmoid": "m = nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())\ndef f(x, y):\n    return F.binary_cross_entropy_with_logits(m[0](x), y)",
    "softmax is a Linear": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.softmax = nn.Linear(3, 4)\n    def forward(self, x):\n        return self.softmax(x)\ndef f(x, y):\n    return F.cross_entropy(Net()(x), y)",
    "own class of that name": "class CrossEntropyLoss(nn.Module):\n    def forward(self, p, y):\n        return -(p.clamp(min=1e-9).log() * y).sum()\ndef f(x, y):\n    return CrossEntropyLoss()(F.softmax(x, 1), y)",
    "training flag": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)\n    def forward(self, x):\n        x = self.fc(x)\n        return x if self.training else F.softmax(x, 1)\ndef f(x, y):\n    return F.cross_entropy(Net()(x), y)",
    "unknown flag": "def f(x, y, flag, fc):\n    if flag:\n        x = F.softmax(x, 1)\n    else:\n        x = nn.Linear(3, 4)(x)\n    return F.cross_entropy(x, y)",
    "attention": "def f(q, k, v, y):\n    a = F.softmax(q @ k.transpose(-2, -1), -1)\n    o = nn.Linear(8, 4)(a @ v)\n    return F.cross_entropy(o, y)",
    "soft targets": "def f(x, t):\n    return F.cross_entropy(nn.Linear(3, 4)(x), F.softmax(t, -1))",
    "distillation": "def f(s, t, T):\n    return F.kl_div(F.log_softmax(s / T, -1), F.softmax(t / T, -1), reduction='batchmean')",
    "gating": "def f(x, y):\n    g = torch.sigmoid(nn.Linear(3, 4)(x))\n    h = nn.Linear(3, 4)(x) * g\n    return F.cross_entropy(nn.Linear(4, 2)(h), y)",
    "metrics": "def f(m, x, y):\n    logits = nn.Linear(3, 4)(x)\n    acc = (F.softmax(logits, 1).argmax(1) == y).float().mean()\n    return F.cross_entropy(logits, y), acc",
    "flag off": "class Net(nn.Module):\n    def __init__(self, prob=False):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)\n        self.prob = prob\n    def forward(self, x):\n        x = self.fc(x)\n        if self.prob:\n            x = F.softmax(x, 1)\n        return x\ndef f(x, y):\n    return F.cross_entropy(Net()(x), y)",
    "policy gradient": "def f(x, adv):\n    d = torch.distributions.Categorical(logits=nn.Linear(3, 4)(x))\n    a = d.sample()\n    return -(d.log_prob(a) * adv).mean()",
    "last layer without activation": "class Net(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n        self.layers = nn.ModuleList(nn.Linear(3, 3) for _ in range(n))\n    def forward(self, x):\n        for i, layer in enumerate(self.layers):\n            x = layer(x)\n            if i < len(self.layers) - 1:\n                x = F.relu(x)\n        return x\ndef f(x, y, n):\n    return F.cross_entropy(Net(n)(x), y)",
    "multiple choice": "def f(x, y):\n    logits = nn.Linear(8, 1)(x)\n    return F.cross_entropy(logits.view(-1, 4), y)",
    "perceptual": "def f(vgg, a, b):\n    return F.mse_loss(F.relu(nn.Conv2d(3, 4, 1)(a)), F.relu(nn.Conv2d(3, 4, 1)(b)))",
    "scaled cosine": "def f(a, b, y, scale):\n    logits = scale * F.normalize(a, dim=-1) @ F.normalize(b, dim=-1).T\n    return F.cross_entropy(logits, y)",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_is_found(name: str) -> None:
    assert codes(WRONG[name]) != []


@pytest.mark.parametrize("name", SILENT)
def test_right_is_silent(name: str) -> None:
    assert codes(SILENT[name]) == []


def test_last_layer_is_right() -> None:
    assert verdicts(SILENT["last layer without activation"]) == ["right"]


def test_unknown_is_undecided() -> None:
    assert verdicts("def f(model, x, y):\n    return F.cross_entropy(model(x), y)") == ["undecided"]


def test_across_files() -> None:
    model = "from torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)\n        self.out = nn.Softmax(-1)\n    def forward(self, x):\n        return self.out(self.fc(x))\n"
    loss = "import torch\nce = torch.nn.CrossEntropyLoss()\n"
    train = (
        "from model import Net\nfrom loss import ce as criterion\ndef main(x, y):\n    return criterion(Net()(x), y)\n"
    )
    assert codes(model=model, loss=loss, train=train) == ["ACT101"]
