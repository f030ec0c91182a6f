"""Small networks of six kinds, healthy unless something is planted."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

Make = Callable[[], nn.Module]


def he(model: nn.Module, scale: float = 1.0) -> nn.Module:
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            layer.weight.data.mul_(scale)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
    return model


def mlp(depth: int = 6, act: Make = nn.ReLU, width: int = 64) -> nn.Sequential:
    return nn.Sequential(
        *(part for _ in range(depth) for part in (nn.Linear(width, width), act())), nn.Linear(width, 8)
    )


def cnn(depth: int = 4, act: Make = nn.ReLU) -> nn.Sequential:
    parts = [part for _ in range(depth) for part in (nn.Conv2d(16, 16, 3, padding=1), act())]
    return nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), act(), *parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                         nn.Linear(16, 8))  # fmt: skip


class Residual(nn.Module):
    """Blocks x + f(x), with a norm in front of f or without."""

    def __init__(self, depth: int = 12, norm: bool = True, width: int = 64) -> None:
        super().__init__()
        make = nn.LayerNorm if norm else (lambda _: nn.Identity())
        self.blocks = nn.ModuleList(
            nn.Sequential(make(width), nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width))
            for _ in range(depth)
        )
        self.head = nn.Linear(width, 8)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = x + block(x)
        out: Tensor = self.head(x)
        return out


class Transformer(nn.Module):
    def __init__(self, depth: int = 3) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(32, 4, 64, activation="gelu", batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, depth, enable_nested_tensor=False)
        self.head = nn.Linear(32, 8)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.head(self.encoder(x).mean(1))
        return out


class Recurrent(nn.Module):
    def __init__(self, kind: type[nn.RNNBase] = nn.LSTM, layers: int = 1) -> None:
        super().__init__()
        self.rnn = kind(16, 32, layers, batch_first=True)  # type: ignore[arg-type]
        self.head = nn.Linear(32, 8)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.head(self.rnn(x)[0][:, -1])
        return out


class Gated(nn.Module):
    """A stack of SwiGLU blocks; the functional call is silu."""

    def __init__(self, depth: int = 4, norm: bool = True) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(32) if norm else nn.Identity() for _ in range(depth))
        self.gates = nn.ModuleList(nn.Linear(32, 64) for _ in range(depth))
        self.values = nn.ModuleList(nn.Linear(32, 64) for _ in range(depth))
        self.downs = nn.ModuleList(nn.Linear(64, 32) for _ in range(depth))

    def forward(self, x: Tensor) -> Tensor:
        for norm, gate, value, down in zip(self.norms, self.gates, self.values, self.downs, strict=True):
            y = norm(x)
            x = x + down(nn.functional.silu(gate(y)) * value(y))
        return x


HEALTHY: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "mlp": (lambda: he(mlp()), (256, 64)),
    "mlp, PyTorch default": (lambda: mlp(4), (256, 64)),
    "cnn": (lambda: he(cnn()), (16, 3, 12, 12)),
    "residual": (Residual, (256, 64)),
    "transformer": (Transformer, (32, 10, 32)),
    "lstm": (Recurrent, (32, 12, 16)),
    "gru": (lambda: Recurrent(nn.GRU, 2), (32, 12, 16)),
    "rnn": (lambda: Recurrent(nn.RNN), (32, 12, 16)),
    "glu": (Gated, (256, 32)),
}


def example(shape: tuple[int, ...]) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))
