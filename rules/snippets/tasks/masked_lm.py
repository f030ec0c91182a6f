"""Masked language modeling: logits over the vocabulary, loss on hidden tokens only."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class MaskedLanguageModel(nn.Module):
    """Bidirectional backbone and head: x -> logits [B, T, vocabulary]; no softmax."""

    def __init__(self, backbone: nn.Module, feature_size: int, vocabulary: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.transform = nn.Linear(feature_size, feature_size)
        self.norm = nn.LayerNorm(feature_size)
        self.head = nn.Linear(feature_size, vocabulary)

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.norm(F.gelu(self.transform(self.backbone(x))))
        logits: Tensor = self.head(hidden)
        return logits


def hide_tokens(tokens: Tensor, mask_token: int) -> tuple[Tensor, Tensor]:
    """Input and target [B, T] from token ids [B, T]: 15 % are asked for, as in BERT.

    Of these 80 % become the mask token, 10 % a random one, 10 % stay as they are.
    """
    chosen = torch.rand(tokens.shape, device=tokens.device) < 0.15
    chosen &= tokens != 0  # padding is never asked for
    fate = torch.rand(tokens.shape, device=tokens.device)
    random = torch.randint_like(tokens, int(tokens.max()) + 1)
    hidden = tokens.masked_fill(chosen & (fate < 0.8), mask_token)
    hidden = hidden.where(~chosen | (fate < 0.9), random)
    return hidden, tokens.masked_fill(~chosen, -100)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: target [B, T] (int64) is -100 wherever the input was left alone."""
    model.train()
    optimizer.zero_grad()
    logits: Tensor = model(x)
    loss: Tensor = criterion(logits.flatten(0, 1), target.flatten())
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """The likeliest token at each position [B, T] and probabilities [B, T, V]."""
    model.eval()
    probabilities: Tensor = model(x).softmax(dim=-1)
    return probabilities.argmax(dim=-1), probabilities


if __name__ == "__main__":
    vocabulary = 64
    if x.dtype == torch.int64:
        x, target = hide_tokens(x, mask_token=1)
    else:  # a backbone that reads features, not token ids
        _, target = hide_tokens(torch.randint(vocabulary, (batch, length)), 1)
    model = MaskedLanguageModel(backbone, feature_size, vocabulary)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    tokens, probabilities = predict(model, x)
    print(tokens[0])
