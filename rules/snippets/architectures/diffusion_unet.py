"""A denoising UNet with a time embedding, its training step and its sampler.

Flags: objective "velocity" trains v = sqrt(a) noise - sqrt(1 - a) x, "flow" a flow from
data (t = 0) to noise (t = 1); otherwise the network predicts the noise.
"""

import math

import torch
from torch import Tensor, nn

#: init


def time_features(t: Tensor, dim: int) -> Tensor:
    """Sines and cosines [B, dim] of the time t [B] in [0, 1]."""
    octaves = torch.linspace(0, 1, dim // 2, device=t.device)
    angles = 1000 * t[:, None] * torch.exp(-math.log(10_000) * octaves)
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class ResBlock(nn.Module):
    """Map [B, n_in, S, S] and time embedding [B, time] -> [B, n_out, S, S]."""

    def __init__(self, n_in: int, n_out: int, time: int) -> None:
        super().__init__()
        self.first = nn.Sequential(
            #: if norm != "none"
            NORM_MAP(n_in),
            #: end
            ACT(),
            nn.Conv2d(n_in, n_out, 3, padding=1),
        )
        self.time = nn.Sequential(
            ACT(),
            nn.Linear(time, n_out),
        )
        self.second = nn.Sequential(
            #: if norm != "none"
            NORM_MAP(n_out),
            #: end
            ACT(),
        )
        self.last = nn.Conv2d(n_out, n_out, 3, padding=1)
        self.skip = nn.Conv2d(n_in, n_out, 1)

    def forward(self, x: Tensor, embedding: Tensor) -> Tensor:
        hidden: Tensor = self.first(x) + self.time(embedding)[:, :, None, None]
        out: Tensor = self.skip(x) + self.last(self.second(hidden))
        return out


class UNet(nn.Module):
    """Noisy images [B, channels, S, S] and times [B] -> a map of the same shape."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        time = 4 * hidden
        self.hidden = hidden
        self.time = nn.Sequential(
            nn.Linear(hidden, time),
            ACT(),
            nn.Linear(time, time),
        )
        self.stem = nn.Conv2d(channels, hidden, 3, padding=1)
        self.down = ResBlock(hidden, hidden, time)
        self.shrink = nn.Conv2d(hidden, 2 * hidden, 3, stride=2, padding=1)
        self.middle = ResBlock(2 * hidden, 2 * hidden, time)
        self.grow = nn.Sequential(
            nn.Upsample(scale_factor=2),
            nn.Conv2d(2 * hidden, hidden, 3, padding=1),
        )
        self.up = ResBlock(2 * hidden, hidden, time)
        self.out = nn.Sequential(
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Conv2d(hidden, channels, 3, padding=1),
        )
        self.apply(init_weights)
        for module in self.modules():
            if isinstance(module, ResBlock):
                nn.init.zeros_(module.last.weight)  # each block starts as its skip

    def forward(self, x: Tensor, t: Tensor) -> Tensor:
        embedding = self.time(time_features(t, self.hidden))
        fine = self.down(self.stem(x), embedding)
        coarse = self.middle(self.shrink(fine), embedding)
        joined = torch.cat([fine, self.grow(coarse)], dim=1)
        prediction: Tensor = self.out(self.up(joined, embedding))
        return prediction


#: if objective != "flow"
def signal(t: Tensor) -> Tensor:
    """Share of the data's variance left at time t (cosine schedule): [B, 1, 1, 1]."""
    return (0.5 * math.pi * t).cos().square()[:, None, None, None]


#: end
def diffusion_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor
) -> float:
    #: if objective == "flow"
    """One step: predict the velocity noise - x at a random time."""
    #: elif objective == "velocity"
    """One step: predict v at a random time; the target is unbounded."""
    #: else
    """One step: predict the noise that was added; the target is N(0, 1)."""
    #: end
    model.train()
    optimizer.zero_grad()
    t = torch.rand(len(x), device=x.device)
    noise = torch.randn_like(x)
    #: if objective == "flow"
    mix = t[:, None, None, None]
    loss = nn.functional.mse_loss(model((1 - mix) * x + mix * noise, t), noise - x)
    #: else
    a = signal(t)
    noisy = a.sqrt() * x + (1 - a).sqrt() * noise
    #: if objective == "velocity"
    target = a.sqrt() * noise - (1 - a).sqrt() * x
    loss = nn.functional.mse_loss(model(noisy, t), target)
    #: else
    loss = nn.functional.mse_loss(model(noisy, t), noise)
    #: end
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def sample(model: nn.Module, noise: Tensor, steps: int) -> Tensor:
    #: if objective == "flow"
    """Euler steps from noise (t = 1) to data (t = 0)."""
    model.eval()
    x = noise
    times = torch.linspace(1, 0, steps + 1, device=noise.device)
    for step in range(steps):
        now, later = times[step], times[step + 1]
        x = x + (later - now) * model(x, now.expand(len(x)))
    return x
    #: else
    """Deterministic sampling (DDIM) of images in [-1, 1]."""
    model.eval()
    x = noise
    times = torch.linspace(0.99, 0, steps + 1, device=noise.device)
    for step in range(steps):
        now, later = times[step], times[step + 1]
        a, b = signal(now.expand(len(x))), signal(later.expand(len(x)))
        #: if objective == "velocity"
        v = model(x, now.expand(len(x)))
        data = (a.sqrt() * x - (1 - a).sqrt() * v).clamp(-1, 1)
        #: else
        eps = model(x, now.expand(len(x)))
        data = ((x - (1 - a).sqrt() * eps) / a.sqrt()).clamp(-1, 1)
        #: end
        x = b.sqrt() * data + (1 - b).sqrt() * (x - a.sqrt() * data) / (1 - a).sqrt()
    return x
    #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    channels = 3
    size = 16
    hidden = 32
    #: require size % 2 == 0
    #: require hidden % 2 == 0
    x = 2 * torch.rand(batch, channels, size, size) - 1
    model = UNet(channels, hidden)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-4)
    for step in range(3):
        loss = diffusion_step(model, optimizer, x)
        print(f"step {step}: loss {loss:.4f}")
    images = sample(model, torch.randn(4, channels, size, size), steps=5)
    print(images.shape)
