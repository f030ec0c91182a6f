"""A GAN vocoder (HiFi-GAN kind): mel frames to a waveform in (-1, 1)."""

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

#: init


def activation() -> nn.Module:
    #: if gated
    """The hidden activation between the upsampling stages."""
    return nn.LeakyReLU(0.1)
    #: else
    """The hidden activation; every place has its own, as it may hold parameters."""
    return ACT()
    #: end


class ResidualUnit(nn.Module):
    #: if gated
    """x + conv(act(a) * gate(b)), with a and b from one dilated convolution of x."""

    def __init__(self, channels: int, kernel: int, dilation: int) -> None:
        super().__init__()
        self.first = nn.Conv1d(
            channels, 2 * channels, kernel, dilation=dilation, padding="same"
        )
        self.act = ACT()
        self.second = nn.Conv1d(channels, channels, kernel, padding="same")

    def forward(self, x: Tensor) -> Tensor:
        a, b = self.first(x).chunk(2, dim=1)
        #: if activation == "gated_tanh"
        return x + self.second(self.act(a) * b.sigmoid())
        #: else
        return x + self.second(self.act(a) * b)
        #: end

    #: else
    """x + conv(act(dilated conv(act(x)))) on x [B, C, T]."""

    def __init__(self, channels: int, kernel: int, dilation: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            activation(),
            nn.Conv1d(channels, channels, kernel, dilation=dilation, padding="same"),
            activation(),
            nn.Conv1d(channels, channels, kernel, padding="same"),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.branch(x)

    #: end


class Stage(nn.Module):
    """Upsamples x [B, C, T] to [B, C / 2, rate * T]; the mean of two receptive fields."""

    def __init__(self, channels: int, rate: int) -> None:
        super().__init__()
        half = channels // 2
        self.act = activation()
        self.up = nn.ConvTranspose1d(
            channels, half, kernel_size=2 * rate, stride=rate, padding=rate // 2
        )
        self.near = nn.Sequential(ResidualUnit(half, 3, 1), ResidualUnit(half, 3, 3))
        self.far = nn.Sequential(ResidualUnit(half, 7, 1), ResidualUnit(half, 7, 3))

    def forward(self, x: Tensor) -> Tensor:
        x = self.up(self.act(x))
        mean: Tensor = (self.near(x) + self.far(x)) / 2
        return mean


class Generator(nn.Module):
    """Maps mel frames [B, mels, T] to a waveform [B, 1, rate² * T]."""

    def __init__(self, mels: int, channels: int, rate: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv1d(mels, channels, kernel_size=7, padding=3),
            Stage(channels, rate),
            Stage(channels // 2, rate),
            activation(),
            nn.Conv1d(channels // 4, 1, kernel_size=7, padding=3),
            nn.Tanh(),  # a waveform lies in (-1, 1)
        )
        self.apply(init_weights)
        #: if norm == "weightnorm"
        for module in list(self.modules()):  # after the init, which sets plain weights
            if isinstance(module, (nn.Conv1d, nn.ConvTranspose1d)):
                weight_norm(module)
        #: end

    def forward(self, mel: Tensor) -> Tensor:
        wave: Tensor = self.layers(mel)
        return wave


class Discriminator(nn.Module):
    """Scores [B, 1, T / period, period] for a waveform [B, 1, T] folded by its period."""

    def __init__(self, channels: int, period: int) -> None:
        super().__init__()
        self.period = period
        self.layers = nn.Sequential(
            nn.Conv2d(1, channels, (5, 1), (2, 1), padding=(2, 0)),
            nn.LeakyReLU(0.1),
            nn.Conv2d(channels, channels, (5, 1), (2, 1), padding=(2, 0)),
            nn.LeakyReLU(0.1),
            nn.Conv2d(channels, 1, (3, 1), padding=(1, 0)),  # scores: no sigmoid
        )

    def forward(self, wave: Tensor) -> Tensor:
        wave = nn.functional.pad(wave, (0, -wave.shape[-1] % self.period))
        scores: Tensor = self.layers(wave.unflatten(-1, (-1, self.period)))
        return scores


def spectral_distance(wave: Tensor, target: Tensor) -> Tensor:
    """L1 between log magnitudes at three resolutions; phase is left to the GAN."""
    distance = torch.zeros((), device=wave.device)
    for size in (32, 64, 128):
        window = torch.hann_window(size, device=wave.device)
        logs = [
            torch.stft(x.squeeze(1), size, window=window, return_complex=True)
            .abs()
            .clamp(min=1e-5)
            .log()
            for x in (wave, target)
        ]
        distance = distance + nn.functional.l1_loss(logs[0], logs[1])
    return distance


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    mel: Tensor,
    wave: Tensor,
) -> float:
    """One step of the discriminator: real to 1, generated to 0 (least squares)."""
    optimizer.zero_grad()
    with torch.no_grad():
        fake = generator(mel)
    loss = (discriminator(wave) - 1).square().mean()
    loss = loss + discriminator(fake).square().mean()
    loss.backward()
    optimizer.step()
    return loss.item()


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    mel: Tensor,
    wave: Tensor,
) -> float:
    """One step of the generator: fool the discriminator and match the spectrum."""
    optimizer.zero_grad()
    fake = generator(mel)
    loss = (discriminator(fake) - 1).square().mean()
    loss = loss + 10 * spectral_distance(fake, wave)
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    frames = 32
    mels = 20
    channels = 32
    rate = 4
    #: require rate % 2 == 0
    #: require channels % 4 == 0
    mel = torch.randn(batch, mels, frames)
    wave = torch.rand(batch, 1, rate * rate * frames) * 2 - 1
    generator = Generator(mels, channels, rate)
    discriminator = Discriminator(channels, period=3)
    g_optimizer = torch.optim.AdamW(generator.parameters(), lr=2e-4, betas=(0.8, 0.99))
    d_optimizer = torch.optim.AdamW(discriminator.parameters(), lr=2e-4)
    for step in range(3):
        d = discriminator_step(generator, discriminator, d_optimizer, mel, wave)
        g = generator_step(generator, discriminator, g_optimizer, mel, wave)
        print(f"step {step}: discriminator loss {d:.4f}, generator loss {g:.4f}")
    generator.eval()
    with torch.no_grad():
        print(generator(mel).shape)
