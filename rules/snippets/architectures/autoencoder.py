"""A convolutional autoencoder with a linear bottleneck.

Flags: final "sigmoid" (images in [0, 1]), "tanh" (in [-1, 1]), "range" (LOW to HIGH);
otherwise the decoder ends linear. loss "bce_with_logits" (the sigmoid is in the loss and
in `reconstruct`), "l1" or "bce"; otherwise the mean squared error.
"""

import torch
from torch import Tensor, nn

#: init


class Autoencoder(nn.Module):
    """Maps images [B, channels, size, size] to a code [B, latent] and back."""

    def __init__(self, channels: int, hidden: int, latent: int, size: int) -> None:
        super().__init__()
        side = size // 4
        self.encoder = nn.Sequential(
            nn.Conv2d(channels, hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Conv2d(hidden, 2 * hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(2 * hidden),
            #: end
            ACT(),
            nn.Flatten(),
            nn.Linear(2 * hidden * side**2, latent),
        )
        self.decoder = nn.Sequential(
            nn.Linear(latent, 2 * hidden * side**2),
            ACT(),
            nn.Unflatten(1, (2 * hidden, side, side)),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(2 * hidden, hidden, 3, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(hidden, channels, 3, padding=1),
            #: if loss == "bce_with_logits"
            #: elif final in ("sigmoid", "range") or loss == "bce"
            nn.Sigmoid(),
            #: elif final == "tanh"
            nn.Tanh(),
            #: end
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        #: if loss == "bce_with_logits"
        logits: Tensor = self.decoder(self.encoder(x))
        return logits
        #: elif final == "range"
        unit: Tensor = self.decoder(self.encoder(x))
        return LOW + (HIGH - LOW) * unit
        #: else
        reconstruction: Tensor = self.decoder(self.encoder(x))
        return reconstruction
        #: end


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor) -> float:
    """One step of reconstruction: the images are their own target."""
    model.train()
    optimizer.zero_grad()
    #: if loss == "bce_with_logits"
    loss = nn.functional.binary_cross_entropy_with_logits(model(x), x)
    #: elif loss == "bce"
    loss = nn.functional.binary_cross_entropy(model(x), x)
    #: elif loss == "l1"
    loss = nn.functional.l1_loss(model(x), x)
    #: else
    loss = nn.functional.mse_loss(model(x), x)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def reconstruct(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """The reconstruction and, as an anomaly score, its mean squared error [B]."""
    model.eval()
    #: if loss == "bce_with_logits"
    reconstruction: Tensor = model(x).sigmoid()
    #: else
    reconstruction: Tensor = model(x)
    #: end
    return reconstruction, (reconstruction - x).square().flatten(1).mean(dim=1)


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    channels = 3
    size = 16
    hidden = 32
    latent = 16
    #: require size % 4 == 0
    #: if final == "sigmoid" or loss in ("bce", "bce_with_logits")
    x = torch.rand(batch, channels, size, size)
    #: elif final == "tanh"
    x = 2 * torch.rand(batch, channels, size, size) - 1
    #: elif final == "range"
    x = LOW + (HIGH - LOW) * torch.rand(batch, channels, size, size)
    #: else
    x = torch.randn(batch, channels, size, size)
    #: end
    model = Autoencoder(channels, hidden, latent, size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, x)
        print(f"step {step}: loss {loss:.4f}")
    reconstruction, score = reconstruct(model, x)
    print(score)
