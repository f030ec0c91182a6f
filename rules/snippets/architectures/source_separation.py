"""Source separation (Conv-TasNet kind): learned frames, a mask per source, overlap-add."""

import itertools

import torch
from torch import Tensor, nn

#: init


def norm(channels: int) -> nn.Module:
    #: if norm == "groupnorm"
    """One group: mean and variance over channels and time, so loudness drops out."""
    return nn.GroupNorm(1, channels)
    #: else
    """The norm of a residual block."""
    return NORM_SIGNAL(channels)
    #: end


#: if gated
class Gate(nn.Module):
    """act(a) * b for the halves a and b of x [B, 2 C, T]."""

    def __init__(self) -> None:
        super().__init__()
        self.act = ACT()

    def forward(self, x: Tensor) -> Tensor:
        a, b = x.chunk(2, dim=1)
        #: if activation == "gated_tanh"
        gated: Tensor = self.act(a) * b.sigmoid()
        #: else
        gated: Tensor = self.act(a) * b
        #: end
        return gated


#: end
class Block(nn.Module):
    """1x1 up, depthwise dilated, 1x1 down, skip: x [B, C, T], same shape."""

    def __init__(self, channels: int, hidden: int, dilation: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            #: if gated
            nn.Conv1d(channels, 2 * hidden, 1),
            Gate(),
            #: else
            nn.Conv1d(channels, hidden, 1),
            ACT(),
            #: end
            norm(hidden),
            nn.Conv1d(
                hidden, hidden, 3, padding="same", dilation=dilation, groups=hidden
            ),
            #: if not gated
            ACT(),
            #: end
            norm(hidden),
            nn.Conv1d(hidden, channels, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x)


class Separator(nn.Module):
    """Maps a mixture [B, T] to its sources [B, sources, T].

    The masks are sigmoids: a mask says how much of a frame belongs to a source. The
    encoder and the decoder stay linear, as a waveform has both signs.
    """

    def __init__(self, sources: int, filters: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.sources = sources
        self.encoder = nn.Conv1d(1, filters, kernel_size=16, stride=8, bias=False)
        self.blocks = nn.Sequential(
            nn.GroupNorm(1, filters),
            *[Block(filters, hidden, 2**k) for k in range(depth)],
            ACT(),
            nn.Conv1d(filters, sources * filters, 1),
        )
        self.decoder = nn.ConvTranspose1d(filters, 1, 16, stride=8, bias=False)
        self.apply(init_weights)

    def forward(self, mixture: Tensor) -> Tensor:
        frames = self.encoder(mixture[:, None])
        masks = self.blocks(frames).sigmoid().unflatten(1, (self.sources, -1))
        parts = (masks * frames[:, None]).flatten(0, 1)
        waves: Tensor = self.decoder(parts).unflatten(0, (-1, self.sources))
        return waves.squeeze(2)


def si_sdr(estimate: Tensor, source: Tensor) -> Tensor:
    """Scale-invariant signal-to-distortion ratio in dB over the last dim."""
    estimate = estimate - estimate.mean(dim=-1, keepdim=True)
    source = source - source.mean(dim=-1, keepdim=True)
    energy = source.square().sum(dim=-1, keepdim=True).clamp(min=1e-8)
    target = (estimate * source).sum(dim=-1, keepdim=True) / energy * source
    noise = (estimate - target).square().sum(dim=-1)
    return 10 * torch.log10((target.square().sum(dim=-1) + 1e-8) / (noise + 1e-8))


def separation_loss(estimates: Tensor, sources: Tensor) -> Tensor:
    """Minus the SI-SDR of the best assignment: the order of the sources is free."""
    orders = itertools.permutations(range(sources.shape[1]))
    ratios = [si_sdr(estimates[:, list(order)], sources) for order in orders]
    return -torch.stack(ratios).mean(dim=-1).amax(dim=0).mean()


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    mixture: Tensor,
    sources: Tensor,
) -> float:
    """One step: mixture [B, T] against its sources [B, sources, T]."""
    model.train()
    optimizer.zero_grad()
    loss = separation_loss(model(mixture), sources)
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    samples = 512
    speakers = 2
    filters = 32
    hidden = 64
    depth = 3
    #: require samples % 8 == 0
    sources = torch.randn(batch, speakers, samples)
    mixture = sources.sum(dim=1)
    model = Separator(speakers, filters, hidden, depth)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, mixture, sources)
        print(f"step {step}: loss {loss:.4f} dB")
    model.eval()
    with torch.no_grad():
        print(model(mixture).shape)
