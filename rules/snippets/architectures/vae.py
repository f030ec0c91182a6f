"""A convolutional variational autoencoder.

Flags: final "sigmoid" or loss "bce_with_logits" makes the decoder Bernoulli (data in
[0, 1], logits); otherwise it is Gaussian with unit variance around a linear output
(standardized data) or, with final "tanh", around a bounded one (data in [-1, 1]). role
"latent" keeps SiLU in the network and lets the asked activation decide the scale head:
identity a log-variance, softplus a standard deviation, hardtanh a clamped log-variance.
"""

import torch
from torch import Tensor, nn

#: init


class VAE(nn.Module):
    """Images [B, channels, size, size] -> reconstruction, mean, log-variance."""

    def __init__(self, channels: int, hidden: int, latent: int, size: int) -> None:
        super().__init__()
        side = size // 4
        self.encoder = nn.Sequential(
            nn.Conv2d(channels, hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            #: if role == "latent"
            nn.SiLU(),
            #: else
            ACT(),
            #: end
            nn.Conv2d(hidden, 2 * hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(2 * hidden),
            #: end
            #: if role == "latent"
            nn.SiLU(),
            #: else
            ACT(),
            #: end
            nn.Flatten(),
        )
        self.mean = nn.Linear(2 * hidden * side**2, latent)
        #: if role == "latent" and activation == "softplus"
        self.scale = nn.Linear(2 * hidden * side**2, latent)
        #: else
        self.log_variance = nn.Linear(2 * hidden * side**2, latent)
        #: end
        self.decoder = nn.Sequential(
            nn.Linear(latent, 2 * hidden * side**2),
            #: if role == "latent"
            nn.SiLU(),
            #: else
            ACT(),
            #: end
            nn.Unflatten(1, (2 * hidden, side, side)),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(2 * hidden, hidden, 3, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            #: if role == "latent"
            nn.SiLU(),
            #: else
            ACT(),
            #: end
            nn.Upsample(scale_factor=2),
            nn.Conv2d(hidden, channels, 3, padding=1),
            #: if final == "tanh"
            nn.Tanh(),
            #: end
        )
        self.apply(init_weights)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance [B, latent] of the posterior; the mean has no bound."""
        features = self.encoder(x)
        #: if role == "latent" and activation == "softplus"
        std = nn.functional.softplus(self.scale(features)) + 1e-4
        return self.mean(features), 2 * std.log()
        #: elif role == "latent" and activation == "hardtanh"
        log_variance = nn.functional.hardtanh(self.log_variance(features), -30.0, 20.0)
        return self.mean(features), log_variance
        #: else
        return self.mean(features), self.log_variance(features)
        #: end

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mean, log_variance = self.encode(x)
        noise = torch.randn_like(mean)
        z = mean + (0.5 * log_variance).exp() * noise
        return self.decoder(z), mean, log_variance


def negative_elbo(x: Tensor, output: Tensor, mean: Tensor, log_var: Tensor) -> Tensor:
    """Reconstruction plus KL to N(0, 1), both summed per image, averaged over B."""
    #: if final == "sigmoid" or loss == "bce_with_logits"
    reconstruction = nn.functional.binary_cross_entropy_with_logits(
        output, x, reduction="sum"
    )
    #: else
    reconstruction = 0.5 * (output - x).square().sum()
    #: end
    divergence = 0.5 * (mean.square() + log_var.exp() - 1 - log_var).sum()
    return (reconstruction + divergence) / len(x)


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor) -> float:
    """One step on the negative evidence lower bound, in nats per image."""
    model.train()
    optimizer.zero_grad()
    loss = negative_elbo(x, *model(x))
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def sample(model: VAE, count: int, latent: int) -> Tensor:
    """Decodes draws from the prior: [count, channels, size, size]."""
    model.eval()
    output: Tensor = model.decoder(torch.randn(count, latent))
    #: if final == "sigmoid" or loss == "bce_with_logits"
    return output.sigmoid()
    #: else
    return output
    #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    channels = 3
    size = 16
    hidden = 32
    latent = 8
    #: require size % 4 == 0
    #: if final == "sigmoid" or loss == "bce_with_logits"
    x = torch.rand(batch, channels, size, size)
    #: elif final == "tanh"
    x = 2 * torch.rand(batch, channels, size, size) - 1
    #: else
    x = torch.randn(batch, channels, size, size)
    #: end
    model = VAE(channels, hidden, latent, size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, x)
        print(f"step {step}: loss {loss:.2f}")
    print(sample(model, 4, latent).shape)
