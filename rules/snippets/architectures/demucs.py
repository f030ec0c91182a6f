"""Separation in the waveform (Demucs kind): a convolutional U-Net with GLU and an LSTM."""

import itertools

import torch
from torch import Tensor, nn

#: init


class Down(nn.Module):
    """Maps x [B, C, T] to [B, C', T / 4]: strided convolution, activation, 1x1, GLU."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        #: if gated
        self.conv = nn.Conv1d(channels, 2 * out_channels, 8, stride=4, padding=2)
        #: else
        self.conv = nn.Conv1d(channels, out_channels, 8, stride=4, padding=2)
        #: end
        self.act = ACT()
        self.mix = nn.Conv1d(out_channels, 2 * out_channels, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        a, b = self.conv(x).chunk(2, dim=1)
        #: if activation == "gated_tanh"
        x = self.act(a) * b.sigmoid()
        #: else
        x = self.act(a) * b
        #: end
        #: else
        x = self.act(self.conv(x))
        #: end
        return nn.functional.glu(self.mix(x), dim=1)


class Up(nn.Module):
    """Maps x [B, C, T] to [B, C', 4 T]: convolution, GLU, transposed convolution.

    The last one ends linearly: a waveform has both signs.
    """

    def __init__(self, channels: int, out_channels: int, last: bool) -> None:
        super().__init__()
        self.mix = nn.Conv1d(channels, 2 * channels, kernel_size=3, padding=1)
        self.conv = nn.ConvTranspose1d(channels, out_channels, 8, stride=4, padding=2)
        self.act = nn.Identity() if last else ACT()

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.act(self.conv(nn.functional.glu(self.mix(x), dim=1)))
        return out


class WaveUNet(nn.Module):
    """Maps a mixture [B, audio, T] to its sources [B, sources, audio, T]."""

    def __init__(self, audio: int, sources: int, width: int, depth: int) -> None:
        super().__init__()
        self.sources = sources
        sizes = [audio, *(width * 2**k for k in range(depth))]
        pairs = list(itertools.pairwise(sizes))
        self.down = nn.ModuleList(Down(a, b) for a, b in pairs)
        self.memory = nn.LSTM(sizes[-1], sizes[-1], batch_first=True)
        self.up = nn.ModuleList(
            Up(b, a if a > audio else audio * sources, last=a == audio)
            for a, b in reversed(pairs)
        )
        self.apply(init_weights)

    def forward(self, mixture: Tensor) -> Tensor:
        x = mixture
        skips = []
        for down in self.down:
            x = down(x)
            skips.append(x)
        memory, _ = self.memory(x.transpose(1, 2))
        x = memory.transpose(1, 2)
        for up in self.up:
            x = up(x + skips.pop())
        return x.unflatten(1, (self.sources, -1))


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    mixture: Tensor,
    sources: Tensor,
) -> float:
    """One step: L1 between the sources [B, sources, audio, T] and the estimates."""
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.l1_loss(model(mixture), sources)
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    samples = 512
    audio = 2
    stems = 4
    width = 16
    depth = 3
    #: require samples % (4 ** depth) == 0
    #: require width > audio
    sources = torch.randn(batch, stems, audio, samples)
    mixture = sources.sum(dim=1)
    model = WaveUNet(audio, stems, width, depth)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, mixture, sources)
        print(f"step {step}: loss {loss:.4f}")
    model.eval()
    with torch.no_grad():
        print(model(mixture).shape)
