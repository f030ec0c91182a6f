"""Text to speech without attention to align: durations stretch phonemes into frames."""

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

#: init


class Block(nn.Module):
    """Norm, convolution, activation, convolution, skip: x [B, T, width], same shape."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = NORM_SEQUENCE(width)
        #: if gated
        self.first = nn.Conv1d(width, 2 * width, kernel_size=5, padding=2)
        #: else
        self.first = nn.Conv1d(width, width, kernel_size=5, padding=2)
        #: end
        self.act = ACT()
        self.second = nn.Conv1d(width, width, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        a, b = self.first(self.norm(x).transpose(1, 2)).chunk(2, dim=1)
        #: if activation == "gated_tanh"
        y = self.second(self.act(a) * b.sigmoid())
        #: else
        y = self.second(self.act(a) * b)
        #: end
        #: else
        y = self.second(self.act(self.first(self.norm(x).transpose(1, 2))))
        #: end
        return x + y.transpose(1, 2)


def stretch(x: Tensor, durations: Tensor) -> Tensor:
    """Repeats each phoneme of x [B, T, width] for `durations` [B, T] frames; zero pads."""
    rows = [row.repeat_interleave(n, dim=0) for row, n in zip(x, durations)]
    return pad_sequence(rows, batch_first=True)


class AcousticModel(nn.Module):
    """Phonemes [B, T] and durations [B, T] -> mel [B, frames, mels], log durations.

    Both ends are linear: a log-mel and a log duration can have either sign.
    """

    def __init__(self, phonemes: int, mels: int, width: int, depth: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(phonemes, width)
        self.encoder = nn.Sequential(*[Block(width) for _ in range(depth)])
        self.duration = nn.Sequential(
            Block(width), NORM_SEQUENCE(width), nn.Linear(width, 1)
        )
        self.decoder = nn.Sequential(*[Block(width) for _ in range(depth)])
        self.norm = NORM_SEQUENCE(width)
        self.mel = nn.Linear(width, mels)
        self.apply(init_weights)

    def forward(
        self, phonemes: Tensor, durations: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        x = self.encoder(self.embedding(phonemes))
        log_durations = self.duration(x).squeeze(-1)
        if durations is None:  # at inference: at least one frame for each phoneme
            durations = log_durations.exp().round().long().clamp(1, 50)
        frames = self.decoder(stretch(x, durations))
        return self.mel(self.norm(frames)), log_durations


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    phonemes: Tensor,
    durations: Tensor,
    mel: Tensor,
) -> float:
    """One step: L1 on the mel, mean squared error on the log durations."""
    model.train()
    optimizer.zero_grad()
    predicted, log_durations = model(phonemes, durations)
    mel_loss = nn.functional.l1_loss(predicted, mel)
    duration_loss = nn.functional.mse_loss(log_durations, durations.float().log())
    loss = mel_loss + duration_loss
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 12
    phonemes = 40
    mels = 20
    width = 48
    depth = 2
    text = torch.randint(phonemes, (batch, length))
    durations = torch.randint(1, 5, (batch, length))
    mel = torch.randn(batch, int(durations.sum(dim=1).max()), mels)
    model = AcousticModel(phonemes, mels, width, depth)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, text, durations, mel)
        print(f"step {step}: loss {loss:.4f}")
    model.eval()
    with torch.no_grad():
        print(model(text)[0].shape)
