"""Language modeling: logits over the vocabulary, each position against the next token."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class LanguageModel(nn.Module):
    """Causal backbone and head: x -> logits [B, T, vocabulary]; no softmax here."""

    def __init__(self, backbone: nn.Module, feature_size: int, vocabulary: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, vocabulary, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits


def next_tokens(tokens: Tensor) -> Tensor:
    """Token ids [B, T] -> the id that follows each of them; -100 where none does."""
    return F.pad(tokens[:, 1:], (0, 1), value=-100)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: target [B, T] (int64) is shifted already, see `next_tokens`."""
    model.train()
    optimizer.zero_grad()
    logits: Tensor = model(x)
    loss: Tensor = criterion(logits.flatten(0, 1), target.flatten())
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, temperature: float = 1.0) -> Tensor:
    """Samples the token that follows x, [B]; argmax would be greedy decoding."""
    model.eval()
    logits: Tensor = model(x)[:, -1]
    probabilities = (logits / temperature).softmax(dim=-1)
    return probabilities.multinomial(num_samples=1).squeeze(-1)


if __name__ == "__main__":
    vocabulary = 64
    if x.dtype == torch.int64:
        target = next_tokens(x)
    else:  # a backbone that reads features, not token ids
        target = next_tokens(torch.randint(vocabulary, (batch, length)))
    model = LanguageModel(backbone, feature_size, vocabulary)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    print(predict(model, x))
