"""A diffusion transformer (DiT): patches, and adaLN-zero steered by time and class."""

import math

import torch
from torch import Tensor, nn

#: init


class TimeEmbedding(nn.Module):
    """Maps times [B] in [0, 1] to [B, width]: sines of many periods, then an MLP."""

    def __init__(self, width: int, frequencies: int = 32) -> None:
        super().__init__()
        self.frequencies = frequencies
        self.mlp = nn.Sequential(
            nn.Linear(2 * frequencies, width), nn.SiLU(), nn.Linear(width, width)
        )

    def forward(self, time: Tensor) -> Tensor:
        steps = torch.arange(self.frequencies, device=time.device) / self.frequencies
        angle = 1000 * time[:, None] * torch.exp(-math.log(10_000) * steps)
        embedding: Tensor = self.mlp(torch.cat((angle.cos(), angle.sin()), dim=-1))
        return embedding


class Attention(nn.Module):
    """Maps x [B, T, width] to [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        qkv = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = qkv.transpose(1, 3).unbind(2)  # each [B, heads, T, size]
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        out: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return out


class FeedForward(nn.Module):
    #: if gated
    """down(act(gate x) * up x); 2/3 of the width pays for the third matrix."""
    #: else
    """down(act(up x)), four times as wide inside."""
    #: end

    def __init__(self, width: int) -> None:
        super().__init__()
        #: if gated
        hidden = 8 * width // 3
        self.gate = nn.Linear(width, hidden)
        #: else
        hidden = 4 * width
        #: end
        self.up = nn.Linear(width, hidden)
        self.act = ACT()
        self.down = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        #: if activation == "gated_tanh"
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x).sigmoid())
        #: else
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: end
        #: else
        out: Tensor = self.down(self.act(self.up(x)))
        #: end
        return out


class Block(nn.Module):
    """The condition [B, width] shifts, scales and gates both branches.

    `modulation` and the head start at zero, so every block starts as the identity. They
    wake in turn: the head in the first step, the gates in the second, the branches in
    the third.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.attention = Attention(width, heads)
        self.feed_forward = FeedForward(width)
        self.modulation = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        a, b, c, d, e, f = self.modulation(condition)[:, None].chunk(6, dim=-1)
        x = x + a * self.attention(self.norm(x) * (1 + b) + c)
        return x + d * self.feed_forward(self.norm(x) * (1 + e) + f)


class DiT(nn.Module):
    """Maps noisy images [B, C, size, size], times [B] and classes [B] to velocities."""

    def __init__(
        self, channels: int, size: int, patch: int, width: int, heads: int, depth: int
    ) -> None:
        super().__init__()
        self.patch = patch
        self.project = nn.Linear(channels * patch**2, width)
        self.positions = nn.Parameter(0.02 * torch.randn((size // patch) ** 2, width))
        self.time = TimeEmbedding(width)
        self.classes = nn.Embedding(10, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, channels * patch**2)
        self.apply(init_weights)
        for name, parameter in self.named_parameters():
            if "modulation" in name or name.startswith("head"):
                nn.init.zeros_(parameter)

    def forward(self, image: Tensor, time: Tensor, label: Tensor) -> Tensor:
        patches = nn.functional.unfold(image, self.patch, stride=self.patch)
        x = self.project(patches.transpose(1, 2)) + self.positions
        condition = self.time(time) + self.classes(label)
        for block in self.blocks:
            x = block(x, condition)
        out = self.head(self.norm(x)).transpose(1, 2)
        size = (image.shape[-2], image.shape[-1])
        return nn.functional.fold(out, size, self.patch, stride=self.patch)


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    image: Tensor,
    label: Tensor,
) -> float:
    """One step of flow matching: predict the velocity from noise to image."""
    model.train()
    optimizer.zero_grad()
    noise = torch.randn_like(image)
    time = torch.rand(len(image), device=image.device)
    mix = time.view(-1, 1, 1, 1)
    velocity = model((1 - mix) * noise + mix * image, time, label)
    loss = nn.functional.mse_loss(velocity, image - noise)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def sample(model: nn.Module, noise: Tensor, label: Tensor, steps: int) -> Tensor:
    """Follow the velocity from noise [B, C, size, size] to images of the same shape."""
    model.eval()
    image = noise
    for step in range(steps):
        time = torch.full((len(image),), step / steps, device=image.device)
        image = image + model(image, time, label) / steps
    return image


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    channels = 4
    size = 8
    patch = 2
    width = 48
    heads = 4
    depth = 2
    #: require width % heads == 0
    #: require size % patch == 0
    image = torch.randn(batch, channels, size, size)
    label = torch.randint(10, (batch,))
    model = DiT(channels, size, patch, width, heads, depth)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, image, label)
        print(f"step {step}: loss {loss:.4f}")
    print(sample(model, torch.randn_like(image), label, steps=4).shape)
