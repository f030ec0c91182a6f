"""Transducer (RNN-T): logits for every frame and every prefix of the labels."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: loss


class Transducer(nn.Module):
    """x and labels [B, U] -> logits [B, T, U + 1, classes]; class 0 is the blank."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.embedding = nn.Embedding(classes, feature_size)
        self.predictor = nn.GRU(feature_size, feature_size, batch_first=True)
        self.from_frame = nn.Linear(feature_size, feature_size)
        self.from_prefix = nn.Linear(feature_size, feature_size, bias=False)
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor, labels: Tensor) -> Tensor:
        prefix = F.pad(labels, (1, 0), value=0)  # the blank starts every label sequence
        prefixes, _ = self.predictor(self.embedding(prefix))
        frames = self.from_frame(self.backbone(x))
        joined = frames[:, :, None] + self.from_prefix(prefixes)[:, None]
        logits: Tensor = self.head(joined.tanh())
        return logits


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    frames: Tensor,
    target: Tensor,
    lengths: Tensor,
) -> float:
    """One step: labels [B, U] (1 to classes - 1), of which `lengths` [B] count."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x, target), target, frames, lengths)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: Transducer, x: Tensor, most: int = 20) -> list[int]:
    """Greedy labels of the first row: a blank moves on to the next frame."""
    model.eval()
    labels: list[int] = []
    frames = model.from_frame(model.backbone(x))[0]
    for frame in frames:
        while len(labels) < most:
            prefix = torch.tensor([[0, *labels]], device=frame.device)
            state = model.predictor(model.embedding(prefix))[0][0, -1]
            joined = (frame + model.from_prefix(state)).tanh()
            label = int(model.head(joined).argmax())
            if label == 0:
                break
            labels.append(label)
    return labels


if __name__ == "__main__":
    classes = 12  # eleven labels and the blank
    labels = length // 4
    target = torch.randint(1, classes, (batch, labels))
    lengths = torch.full((batch,), labels)
    frames = torch.full((batch,), length)
    model = Transducer(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, frames, target, lengths)
        print(f"step {step}: loss {loss:.4f}")
    print(predict(model, x))
