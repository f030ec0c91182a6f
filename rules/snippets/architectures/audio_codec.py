"""A neural audio codec (EnCodec kind): encoder, residual quantizer, decoder."""

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

#: init


class ResidualUnit(nn.Module):
    #: if gated
    """x + conv(act(a) * b), with a and b from one dilated convolution of x [B, C, T]."""
    #: else
    """x + conv(act(dilated conv(act(x)))) on x [B, C, T]."""
    #: end

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        #: if gated
        self.first = nn.Conv1d(
            channels, 2 * channels, 3, dilation=dilation, padding="same"
        )
        self.act = ACT()
        self.second = nn.Conv1d(channels, channels, 1)
        #: else
        self.branch = nn.Sequential(
            ACT(),
            nn.Conv1d(channels, channels, 3, dilation=dilation, padding="same"),
            ACT(),
            nn.Conv1d(channels, channels, 1),
        )
        #: end

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        a, b = self.first(x).chunk(2, dim=1)
        #: if activation == "gated_tanh"
        return x + self.second(self.act(a) * b.sigmoid())
        #: else
        return x + self.second(self.act(a) * b)
        #: end
        #: else
        return x + self.branch(x)
        #: end


def down(channels: int, rate: int) -> nn.Sequential:
    """[B, channels, T] -> [B, 2 * channels, T / rate]."""
    conv = nn.Conv1d(channels, 2 * channels, 2 * rate, rate, padding=rate // 2)
    return nn.Sequential(ResidualUnit(channels, 1), ACT(), conv)


def up(channels: int, rate: int) -> nn.Sequential:
    """[B, channels, T] -> [B, channels / 2, rate * T]."""
    half = channels // 2
    conv = nn.ConvTranspose1d(channels, half, 2 * rate, rate, padding=rate // 2)
    return nn.Sequential(ACT(), conv, ResidualUnit(half, 1))


class Quantizer(nn.Module):
    """Codes [B, levels, T] for z [B, C, T]: each level quantizes what is left over.

    One frame of codes stands for rate * rate samples.
    """

    def __init__(self, channels: int, levels: int, entries: int) -> None:
        super().__init__()
        self.codebooks = nn.Parameter(0.1 * torch.randn(levels, entries, channels))

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        rest = z.transpose(1, 2)
        quantized = torch.zeros_like(rest)
        loss = torch.zeros((), device=z.device)
        codes = []
        for book in self.codebooks:
            index = torch.cdist(rest.detach(), book.detach()).argmin(dim=-1)
            entry = book[index]
            loss = loss + (entry - rest.detach()).square().mean()  # moves the codebook
            loss = loss + 0.25 * (entry.detach() - rest).square().mean()  # and z to it
            quantized = quantized + entry.detach()
            rest = rest - entry.detach()
            codes.append(index)
        straight = z + (quantized.transpose(1, 2) - z).detach()  # straight-through
        return straight, torch.stack(codes, dim=1), loss


class Codec(nn.Module):
    """Maps waveforms [B, 1, T] to their reconstruction [B, 1, T], codes and a loss."""

    def __init__(self, channels: int, rate: int, levels: int, entries: int) -> None:
        super().__init__()
        wide = 4 * channels
        self.encoder = nn.Sequential(
            nn.Conv1d(1, channels, kernel_size=7, padding=3),
            down(channels, rate),
            down(2 * channels, rate),
            ACT(),
            nn.Conv1d(wide, wide, kernel_size=3, padding=1),  # linear: codes are signed
        )
        self.quantizer = Quantizer(wide, levels, entries)
        self.decoder = nn.Sequential(
            nn.Conv1d(wide, wide, kernel_size=7, padding=3),
            up(wide, rate),
            up(2 * channels, rate),
            ACT(),
            nn.Conv1d(channels, 1, kernel_size=7, padding=3),
        )
        self.apply(init_weights)
        #: if norm == "weightnorm"
        for module in list(self.modules()):  # after the init, which sets plain weights
            if isinstance(module, (nn.Conv1d, nn.ConvTranspose1d)):
                weight_norm(module)
        #: end

    def forward(self, wave: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        z, codes, loss = self.quantizer(self.encoder(wave))
        return self.decoder(z), codes, loss


def train_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, wave: Tensor
) -> float:
    """One step: L1 on the waveform and on its spectrum, and the quantizer's own loss."""
    model.train()
    optimizer.zero_grad()
    output, _, loss = model(wave)
    loss = loss + nn.functional.l1_loss(output, wave)
    window = torch.hann_window(64, device=wave.device)
    spectra = [
        torch.stft(x.squeeze(1), 64, window=window, return_complex=True).abs()
        for x in (output, wave)
    ]
    loss = loss + nn.functional.l1_loss(spectra[0], spectra[1])
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    samples = 512
    channels = 16
    rate = 4
    levels = 2
    entries = 32
    #: require rate % 2 == 0
    #: require samples % (rate * rate) == 0
    time = torch.linspace(0, 60, samples)
    wave = torch.sin(time * torch.rand(batch, 1, 1))
    wave = wave + 0.1 * torch.randn_like(wave)
    model = Codec(channels, rate, levels, entries)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, wave)
        print(f"step {step}: loss {loss:.4f}")
    model.eval()
    with torch.no_grad():
        output, codes, _ = model(wave)
    print(output.shape, codes.shape)
