"""A 50-layer MLP at birth: PyTorch's default, plain He, activadvise.initialize, and what theory predicts.

Each cell is E z₅₀² / E z₁² and the rms gradient at z₁ over that at z₅₀ (1 / 1 is ideal), geometric
means over the seeds. Run `python examples/deep_init_table.py [SEEDS]`; `deep_init_table.txt` is what it
printed for eight.
"""

from __future__ import annotations

import math
import sys

import torch
from torch import Tensor, nn

import activadvise
from activadvise.live import signal
from activadvise.rulebase import load

DEPTH, WIDTH, BATCH = 50, 512, 64
NAMES = ("relu", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu", "mish", "hardswish", "tanh", "softsign", "telu")


class TeLU(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * torch.tanh(torch.exp(x.clamp(max=20)))


def made(name: str) -> nn.Module:
    """The activation module of a rule-base id."""
    text = load().activations[name].torch.module
    if text is None:
        return TeLU()
    module: nn.Module = eval(text, {"nn": nn})
    return module


def stack(name: str, width: int = WIDTH) -> nn.Sequential:
    return nn.Sequential(*(part for _ in range(DEPTH) for part in (nn.Linear(width, width), made(name))))


def he(model: nn.Sequential) -> None:
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)


def measure(model: nn.Sequential, x: Tensor) -> tuple[float, float]:
    """log of the variance ratio and of the gradient ratio, first layer to last."""
    kept: list[Tensor] = []
    z = x
    for layer in model:
        z = layer(z)
        if isinstance(layer, nn.Linear):
            z.retain_grad()
            kept.append(z)
    kept[-1].backward(torch.randn_like(kept[-1]))
    first, last = kept[0], kept[-1]
    assert first.grad is not None and last.grad is not None
    variance = last.square().mean() / first.square().mean()
    gradient = (first.grad.square().mean() / last.grad.square().mean()).sqrt()
    return _log(variance), _log(gradient)


def _log(value: Tensor) -> float:
    return math.log(max(float(value.detach()), 1e-300))


def row(
    name: str, seeds: int, width: int = WIDTH, ways: tuple[str, ...] = ("default", "he", "activadvise")
) -> dict[str, tuple[float, float]]:
    """Geometric means for each way to initialize, and the prediction for ours."""
    sums = {way: [0.0, 0.0] for way in ways}
    for seed in range(seeds):
        torch.manual_seed(seed)
        x = torch.randn(BATCH, width, dtype=torch.float64)
        for way, total in sums.items():
            model = stack(name, width).double()
            if way == "he":
                he(model)
            elif way == "activadvise":
                activadvise.initialize(model, x)
            for index, value in enumerate(measure(model, x)):
                total[index] += value / seeds
    found = {way: (math.exp(total[0]), math.exp(total[1])) for way, total in sums.items()}
    pair = load().activations[name].critical
    assert pair is not None
    theory = signal.propagate(name, DEPTH, pair.weight_variance, pair.bias_variance, pair.length)
    found["theory"] = (theory.variance_ratio, theory.gradient_ratio)
    return found


def main(seeds: int = 8) -> None:
    ways = ("default", "he", "activadvise", "theory")
    print(f"{'':12}" + "".join(f"{way:>22}" for way in ways))
    for name in NAMES:
        found = row(name, seeds)
        print(f"{name:12}" + "".join(f"{found[way][0]:>11.2g} /{found[way][1]:>9.2g}" for way in ways), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
