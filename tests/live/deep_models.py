"""The networks that faults are planted into, as deep as one likes, with norms or without."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.live.models import Make


def norm(width: int, wanted: bool) -> nn.Module:
    return nn.LayerNorm(width) if wanted else nn.Identity()


class TransformerBlock(nn.Module):
    """Attention and MLP, each behind a norm and beside a skip."""

    def __init__(self, normed: bool, act: Make, width: int = 32) -> None:
        super().__init__()
        self.norm1, self.norm2 = norm(width, normed), norm(width, normed)
        self.attention = nn.MultiheadAttention(width, 4, batch_first=True)
        self.up, self.act, self.down = nn.Linear(width, 2 * width), act(), nn.Linear(2 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        result: Tensor = x + self.down(self.act(self.up(self.norm2(x))))
        return result


def transformer(depth: int = 6, normed: bool = True, act: Make = nn.GELU) -> nn.Sequential:
    return nn.Sequential(*(TransformerBlock(normed, act) for _ in range(depth)), nn.Linear(32, 8))


class PlainTransformerBlock(nn.Module):
    """The same without skips and norms."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = self.out(F.scaled_dot_product_attention(self.query(x), self.key(x), self.value(x)))
        result: Tensor = self.down(F.gelu(self.up(x)))
        return result


class ResidualCNN(nn.Module):
    def __init__(self, depth: int = 6, normed: bool = True) -> None:
        super().__init__()
        make = nn.BatchNorm2d if normed else (lambda _: nn.Identity())
        self.stem = nn.Conv2d(3, 16, 3, padding=1)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv2d(16, 16, 3, padding=1), make(16), nn.ReLU(), nn.Conv2d(16, 16, 3, padding=1))
            for _ in range(depth)
        )
        self.head = nn.Linear(16, 8)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        for block in self.blocks:
            x = x + block(x)
        result: Tensor = self.head(x.mean((2, 3)))
        return result


class Stack(nn.Module):
    """Recurrent modules behind each other; with `inside`, one module of so many layers."""

    def __init__(self, depth: int = 6, kind: type[nn.RNNBase] = nn.LSTM, inside: bool = False) -> None:
        super().__init__()
        layers = [depth] if inside else [1] * depth
        self.layers = nn.ModuleList(kind(32, 32, count, batch_first=True) for count in layers)  # type: ignore[arg-type]
        self.head = nn.Linear(32, 8)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)[0]
        result: Tensor = self.head(x[:, -1])
        return result


class PlainGLU(nn.Module):
    def __init__(self, depth: int = 6) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(32, 64) for _ in range(depth))
        self.head = nn.Linear(32, 8)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = F.glu(layer(x))
        result: Tensor = self.head(x)
        return result


class SigmoidGated(nn.Module):
    """sigmoid(gate) · value, behind a norm and beside a skip."""

    def __init__(self, depth: int = 3) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(32) for _ in range(depth))
        self.gates = nn.ModuleList(nn.Linear(32, 64) for _ in range(depth))
        self.values = nn.ModuleList(nn.Linear(32, 64) for _ in range(depth))
        self.downs = nn.ModuleList(nn.Linear(64, 32) for _ in range(depth))

    def forward(self, x: Tensor) -> Tensor:
        for before, gate, value, down in zip(self.norms, self.gates, self.values, self.downs, strict=True):
            y = before(x)
            x = x + down(torch.sigmoid(gate(y)) * value(y))
        return x


@torch.no_grad()
def scaled(model: nn.Module, factor: float, only: str = "") -> nn.Module:
    """Every weight matrix times a factor, or those whose names begin so."""
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1 and name.startswith(only):
            parameter.mul_(factor)
    return model
