"""A DCGAN-style pair for images, with a training step for each player.

Flags: role "generator" or "discriminator" says which player has the asked activation and
norm; the other one, or without a role both, are standard (ReLU and BatchNorm; Leaky ReLU
0.2 and spectral norm). loss "wgan" (critic with gradient penalty), "gan_hinge" or "lsgan";
otherwise logits with binary cross entropy. final "sigmoid" (images in [0, 1]), "identity"
(unbounded) or "range" (LOW to HIGH); otherwise tanh (images in [-1, 1]).
"""

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

#: init


#: if role == "generator" and norm == "pixelnorm"
class PixelNorm(nn.Module):
    """Divides the vector at each pixel of x [B, C, S, S] by its root mean square."""

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + 1e-8)


#: end
def up_block(n_in: int, n_out: int) -> nn.Sequential:
    """Doubles the size: [B, n_in, S, S] -> [B, n_out, 2S, 2S]."""
    return nn.Sequential(
        #: if role == "generator" and norm in ("none", "pixelnorm")
        nn.ConvTranspose2d(n_in, n_out, 4, stride=2, padding=1),
        #: else
        nn.ConvTranspose2d(n_in, n_out, 4, stride=2, padding=1, bias=False),
        #: if role == "generator"
        NORM_MAP(n_out),
        #: else
        nn.BatchNorm2d(n_out),
        #: end
        #: end
        #: if role == "generator" and activation == "leaky_relu"
        nn.LeakyReLU(0.2),
        #: elif role == "generator"
        ACT(),
        #: else
        nn.ReLU(),
        #: end
        #: if role == "generator" and norm == "pixelnorm"
        PixelNorm(),
        #: end
    )


def down_block(n_in: int, n_out: int) -> nn.Sequential:
    """Halves the size: [B, n_in, S, S] -> [B, n_out, S / 2, S / 2]."""
    return nn.Sequential(
        #: if role == "discriminator" and norm not in ("none", "spectralnorm")
        nn.Conv2d(n_in, n_out, 4, stride=2, padding=1, bias=False),
        NORM_MAP(n_out),
        #: else
        nn.Conv2d(n_in, n_out, 4, stride=2, padding=1),
        #: end
        #: if role == "discriminator" and activation != "leaky_relu"
        ACT(),
        #: else
        nn.LeakyReLU(0.2),
        #: end
    )


class Generator(nn.Module):
    #: if final == "sigmoid"
    """Maps noise [B, latent] to images [B, channels, 16, 16] in [0, 1]."""
    #: elif final == "identity"
    """Maps noise [B, latent] to standardized maps [B, channels, 16, 16]."""
    #: elif final == "range"
    """Maps noise [B, latent] to maps [B, channels, 16, 16] from LOW to HIGH."""
    #: else
    """Maps noise [B, latent] to images [B, channels, 16, 16] in [-1, 1]."""
    #: end

    def __init__(self, latent: int, hidden: int, channels: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            up_block(latent, 4 * hidden),
            up_block(4 * hidden, 2 * hidden),
            up_block(2 * hidden, hidden),
            nn.ConvTranspose2d(hidden, channels, 4, stride=2, padding=1),
            #: if final in ("sigmoid", "range")
            nn.Sigmoid(),
            #: elif final != "identity"
            nn.Tanh(),
            #: end
        )
        self.apply(init_weights)

    def forward(self, noise: Tensor) -> Tensor:
        images: Tensor = self.net(noise)
        #: if final == "range"
        return LOW + (HIGH - LOW) * images
        #: else
        return images
        #: end


class Discriminator(nn.Module):
    #: if loss == "wgan"
    """The critic: images [B, channels, 16, 16] -> unbounded scores [B]."""
    #: elif loss in ("gan_hinge", "lsgan")
    """Maps images [B, channels, 16, 16] to scores [B], without a sigmoid."""
    #: else
    """Maps images [B, channels, 16, 16] to logits [B]; the sigmoid is in the loss."""
    #: end

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            #: if role == "discriminator" and activation != "leaky_relu"
            ACT(),
            #: else
            nn.LeakyReLU(0.2),
            #: end
            down_block(hidden, 2 * hidden),
            down_block(2 * hidden, 4 * hidden),
            nn.Conv2d(4 * hidden, 1, 2, bias=False),
            nn.Flatten(start_dim=0),
        )
        self.apply(init_weights)
        #: if (role == "discriminator" and norm == "spectralnorm") or (role != "discriminator" and loss != "wgan")
        for module in list(self.modules()):
            if isinstance(module, nn.Conv2d):
                spectral_norm(module)
        #: end

    def forward(self, images: Tensor) -> Tensor:
        scores: Tensor = self.net(images)
        return scores


#: if loss == "wgan"
def gradient_penalty(critic: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
    """Mean of (gradient norm - 1)² at random points between real and fake images."""
    weight = torch.rand(len(real), 1, 1, 1, device=real.device)
    mixed = (weight * real + (1 - weight) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return (gradient.flatten(start_dim=1).norm(dim=1) - 1).square().mean()


#: end
def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    noise: Tensor,
) -> float:
    """One step of the discriminator on real images and noise [B, latent]."""
    optimizer.zero_grad()
    with torch.no_grad():
        fake: Tensor = generator(noise)
    #: if loss == "wgan"
    loss = discriminator(fake).mean() - discriminator(real).mean()
    loss = loss + 10.0 * gradient_penalty(discriminator, real, fake)
    #: elif loss == "gan_hinge"
    loss = torch.relu(1 - discriminator(real)).mean()
    loss = loss + torch.relu(1 + discriminator(fake)).mean()
    #: elif loss == "lsgan"
    loss = (discriminator(real) - 1).square().mean()
    loss = 0.5 * (loss + discriminator(fake).square().mean())
    #: else
    bce = nn.BCEWithLogitsLoss()
    real_logits, fake_logits = discriminator(real), discriminator(fake)
    loss = bce(real_logits, torch.ones_like(real_logits))
    loss = loss + bce(fake_logits, torch.zeros_like(fake_logits))
    #: end
    loss.backward()
    optimizer.step()
    return float(loss.item())


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    noise: Tensor,
) -> float:
    """One step of the generator: raise the score of images made from noise."""
    optimizer.zero_grad()
    #: if loss in ("wgan", "gan_hinge")
    loss = -discriminator(generator(noise)).mean()
    #: elif loss == "lsgan"
    loss = 0.5 * (discriminator(generator(noise)) - 1).square().mean()
    #: else
    logits = discriminator(generator(noise))
    loss = nn.BCEWithLogitsLoss()(logits, torch.ones_like(logits))
    #: end
    loss.backward()
    optimizer.step()
    return float(loss.item())


@torch.no_grad()
def generate(generator: nn.Module, noise: Tensor) -> Tensor:
    #: if final == "identity"
    """Standardized maps [B, channels, 16, 16]; undo the scaling of the data."""
    #: elif final == "range"
    """Maps [B, channels, 16, 16] in the range of the data."""
    #: else
    """Images [B, channels, 16, 16] in [0, 1]."""
    #: end
    generator.eval()
    images: Tensor = generator(noise)
    #: if final in ("sigmoid", "identity", "range")
    return images
    #: else
    return (images + 1) / 2
    #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    channels = 3
    latent = 32
    hidden = 16
    #: if final == "sigmoid"
    real = torch.rand(batch, channels, 16, 16)
    #: elif final == "identity"
    real = torch.randn(batch, channels, 16, 16)
    #: elif final == "range"
    real = LOW + (HIGH - LOW) * torch.rand(batch, channels, 16, 16)
    #: else
    real = 2 * torch.rand(batch, channels, 16, 16) - 1
    #: end
    generator = Generator(latent, hidden, channels)
    discriminator = Discriminator(channels, hidden)
    #: if loss == "wgan"
    lr, betas = 1e-4, (0.0, 0.9)
    #: else
    lr, betas = 2e-4, (0.5, 0.999)
    #: end
    optimizer_g = torch.optim.Adam(generator.parameters(), lr=lr, betas=betas)
    optimizer_d = torch.optim.Adam(discriminator.parameters(), lr=lr, betas=betas)
    for step in range(3):
        #: if loss == "wgan"
        for _ in range(5):
            noise = torch.randn(batch, latent)
            loss_d = discriminator_step(
                generator, discriminator, optimizer_d, real, noise
            )
        #: else
        noise = torch.randn(batch, latent)
        loss_d = discriminator_step(generator, discriminator, optimizer_d, real, noise)
        #: end
        loss_g = generator_step(generator, discriminator, optimizer_g, noise)
        print(f"step {step}: discriminator {loss_d:.4f}, generator {loss_g:.4f}")
    images = generate(generator, torch.randn(batch, latent))
    print(images.shape)
