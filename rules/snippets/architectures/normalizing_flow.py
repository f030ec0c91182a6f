"""Affine coupling layers (RealNVP) on vectors, trained by exact likelihood."""

import math

import torch
from torch import Tensor, nn

#: init


class Coupling(nn.Module):
    """Scales and shifts one half of x [B, dim] as a function of the other half."""

    def __init__(self, dim: int, hidden: int, swap: bool) -> None:
        super().__init__()
        self.swap = swap
        self.body = nn.Sequential(
            nn.Linear(dim // 2, hidden),
            #: if norm != "none"
            NORM_VECTOR(hidden),
            #: end
            ACT(),
            nn.Linear(hidden, hidden),
            #: if norm != "none"
            NORM_VECTOR(hidden),
            #: end
            ACT(),
        )
        self.head = nn.Linear(hidden, dim)
        self.apply(init_weights)
        nn.init.zeros_(self.head.weight)  # the flow starts as the identity
        nn.init.zeros_(self.head.bias)

    def parameters_of(self, half: Tensor) -> tuple[Tensor, Tensor]:
        """Log-scale in (-2, 2), bounded by a tanh, and shift [B, dim / 2]."""
        scale, shift = self.head(self.body(half)).chunk(2, dim=1)
        return 2 * torch.tanh(scale / 2), shift

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Data -> latent, and the log-determinant [B] of the Jacobian."""
        a, b = x.chunk(2, dim=1)
        if self.swap:
            a, b = b, a
        log_scale, shift = self.parameters_of(a)
        b = b * log_scale.exp() + shift
        return torch.cat([b, a] if self.swap else [a, b], dim=1), log_scale.sum(dim=1)

    def inverse(self, z: Tensor) -> Tensor:
        """Latent -> data."""
        a, b = z.chunk(2, dim=1)
        if self.swap:
            a, b = b, a
        log_scale, shift = self.parameters_of(a)
        b = (b - shift) * (-log_scale).exp()
        return torch.cat([b, a] if self.swap else [a, b], dim=1)


class Flow(nn.Module):
    """A stack of couplings; forward gives log p(x) [B] of data x [B, dim]."""

    def __init__(self, dim: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            Coupling(dim, hidden, swap=index % 2 == 1) for index in range(depth)
        )

    def forward(self, x: Tensor) -> Tensor:
        log_prob = -0.5 * math.log(2 * math.pi) * x.shape[1] * torch.ones(len(x))
        for layer in self.layers:
            x, log_determinant = layer(x)
            log_prob = log_prob + log_determinant
        return log_prob - 0.5 * x.square().sum(dim=1)

    def inverse(self, z: Tensor) -> Tensor:
        """Draws z ~ N(0, 1) [B, dim] become data."""
        for layer in reversed(list(self.layers)):
            assert isinstance(layer, Coupling)
            z = layer.inverse(z)
        return z


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor) -> float:
    """One step on the negative log-likelihood, which can be below zero."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = -model(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def sample(model: Flow, count: int, dim: int) -> Tensor:
    """New points [count, dim]."""
    model.eval()
    return model.inverse(torch.randn(count, dim))


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 64
    dim = 4
    hidden = 32
    depth = 4
    #: require dim % 2 == 0
    x = torch.randn(batch, dim) * torch.linspace(0.5, 2.0, dim) + 1
    model = Flow(dim, hidden, depth)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, x)
        print(f"step {step}: loss {loss:.4f}")
    print(sample(model, 4, dim))
