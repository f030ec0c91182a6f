"""A time embedding: sines of the diffusion time, an MLP, and a network that reads it."""

import math

import torch
from torch import Tensor, nn

#: init


class TimeEmbedding(nn.Module):
    """Maps times [B] in [0, 1] to [B, width]: sines of many periods, then an MLP."""

    def __init__(self, width: int, frequencies: int = 32) -> None:
        super().__init__()
        self.frequencies = frequencies
        self.first = nn.Linear(2 * frequencies, width)
        #: if gated
        self.gate = nn.Linear(2 * frequencies, width)
        #: end
        self.act = ACT()
        self.second = nn.Linear(width, width)

    def forward(self, time: Tensor) -> Tensor:
        steps = torch.arange(self.frequencies, device=time.device) / self.frequencies
        angle = 1000 * time[:, None] * torch.exp(-math.log(10_000) * steps)
        waves = torch.cat((angle.cos(), angle.sin()), dim=-1)
        #: if gated
        #: if activation == "gated_tanh"
        embedding: Tensor = self.second(self.act(self.gate(waves)) * self.first(waves).sigmoid())
        #: else
        embedding: Tensor = self.second(self.act(self.gate(waves)) * self.first(waves))
        #: end
        #: else
        embedding: Tensor = self.second(self.act(self.first(waves)))
        #: end
        return embedding


class Denoiser(nn.Module):
    """Maps noisy points [B, 2] and times [B] to the noise [B, 2] in them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.time = TimeEmbedding(width)
        self.read = nn.Linear(2, width)
        self.norm = NORM_VECTOR(width)
        self.modulation = nn.Linear(width, 2 * width)
        self.act = ACT()
        self.out = nn.Linear(width, 2)
        self.apply(init_weights)

    def forward(self, point: Tensor, time: Tensor) -> Tensor:
        scale, shift = self.modulation(self.act(self.time(time))).chunk(2, dim=-1)
        hidden = self.norm(self.read(point)) * (1 + scale) + shift
        noise: Tensor = self.out(self.act(hidden))
        return noise


def train_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, point: Tensor
) -> float:
    """One step: predict the noise that was mixed into the points [B, 2]."""
    model.train()
    optimizer.zero_grad()
    time = torch.rand(len(point), device=point.device)
    noise = torch.randn_like(point)
    angle = time[:, None] * math.pi / 2
    predicted = model(angle.cos() * point + angle.sin() * noise, time)
    loss = nn.functional.mse_loss(predicted, noise)
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 64
    width = 64
    turn = 2 * math.pi * torch.rand(batch, 1)
    point = torch.cat((turn.cos(), turn.sin()), dim=-1)  # points on a circle
    model = Denoiser(width)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, point)
        print(f"step {step}: loss {loss:.4f}")
    model.eval()
    with torch.no_grad():
        print(model(torch.randn(4, 2), torch.ones(4)))
