"""A VQ-VAE: the code is the nearest entry of a learned codebook.

Flags: loss "l1" for the reconstruction, otherwise the mean squared error.
"""

import torch
from torch import Tensor, nn

#: init


class Codebook(nn.Module):
    """Replaces each vector of z [B, dim, S, S] by its nearest entry."""

    def __init__(self, entries: int, dim: int) -> None:
        super().__init__()
        self.entries = nn.Embedding(entries, dim)

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Quantized map, index of the entries [B, S, S], codebook loss."""
        vectors = z.movedim(1, -1)
        distance = torch.cdist(vectors.flatten(0, 2), self.entries.weight)
        index = distance.argmin(dim=1).reshape(vectors.shape[:-1])
        nearest = self.entries(index)
        codebook_loss = (nearest - vectors.detach()).square().mean()
        commitment = (nearest.detach() - vectors).square().mean()
        # straight-through: the gradient passes the rounding as if it were the identity
        quantized = vectors + (nearest - vectors).detach()
        return quantized.movedim(-1, 1), index, codebook_loss + 0.25 * commitment


class VQVAE(nn.Module):
    """Images [B, channels, S, S] -> reconstruction, codebook loss."""

    def __init__(self, channels: int, hidden: int, dim: int, entries: int) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Conv2d(hidden, 2 * hidden, 4, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(2 * hidden),
            #: end
            ACT(),
            nn.Conv2d(2 * hidden, dim, 1),
        )
        self.codebook = Codebook(entries, dim)
        self.decoder = nn.Sequential(
            nn.Conv2d(dim, 2 * hidden, 3, padding=1),
            #: if norm != "none"
            NORM_MAP(2 * hidden),
            #: end
            ACT(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(2 * hidden, hidden, 3, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(hidden, channels, 3, padding=1),
        )
        self.encoder.apply(init_weights)
        self.decoder.apply(init_weights)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        quantized, _, codebook_loss = self.codebook(self.encoder(x))
        return self.decoder(quantized), codebook_loss


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor) -> float:
    """One step on reconstruction, codebook and commitment loss together."""
    model.train()
    optimizer.zero_grad()
    reconstruction, codebook_loss = model(x)
    #: if loss == "l1"
    loss = nn.functional.l1_loss(reconstruction, x) + codebook_loss
    #: else
    loss = nn.functional.mse_loss(reconstruction, x) + codebook_loss
    #: end
    loss.backward()
    optimizer.step()
    return float(loss.item())


@torch.no_grad()
def tokenize(model: VQVAE, x: Tensor) -> Tensor:
    """The index of the codebook entry at each place: [B, S / 4, S / 4]."""
    model.eval()
    index: Tensor = model.codebook(model.encoder(x))[1]
    return index


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    channels = 3
    size = 16
    hidden = 32
    dim = 8
    entries = 64
    #: require size % 4 == 0
    x = torch.randn(batch, channels, size, size)
    model = VQVAE(channels, hidden, dim, entries)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, x)
        print(f"step {step}: loss {loss:.4f}")
    print(tokenize(model, x).shape)
