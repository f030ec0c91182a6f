"""Link prediction: the dot product of two node embeddings is the logit of an edge."""

import torch
from torch import Tensor, nn

#: loss


class LinkPredictor(nn.Module):
    """Backbone and projection: x -> node embeddings [N, dim]; pairs -> logits [E]."""

    def __init__(self, backbone: nn.Module, feature_size: int, dim: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.projection = nn.Linear(feature_size, dim)

    def forward(self, x: Tensor, pairs: Tensor) -> Tensor:
        embeddings = self.projection(self.backbone(x))
        logits: Tensor = (embeddings[pairs[0]] * embeddings[pairs[1]]).sum(dim=-1)
        return logits


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    linked: Tensor,
    unlinked: Tensor,
) -> float:
    """One step on pairs of nodes [2, E]: true edges and as many sampled non-edges."""
    model.train()
    optimizer.zero_grad()
    #: if loss == "bpr"
    loss: Tensor = criterion(model(x, linked), model(x, unlinked))
    #: else
    logits: Tensor = model(x, torch.cat([linked, unlinked], dim=1))
    target = torch.zeros_like(logits)
    target[: linked.shape[1]] = 1.0
    loss: Tensor = criterion(logits, target)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, pairs: Tensor) -> Tensor:
    #: if loss == "bpr"
    """Scores [E] to rank the pairs by; they are no probabilities."""
    model.eval()
    scores: Tensor = model(x, pairs)
    return scores
    #: else
    """Probabilities [E] that the pairs are linked, given balanced sampling."""
    model.eval()
    logits: Tensor = model(x, pairs)
    return logits.sigmoid()
    #: end


if __name__ == "__main__":
    dim = 16
    linked = torch.stack([torch.arange(nodes), torch.arange(nodes).roll(1)])
    unlinked = torch.randint(nodes, linked.shape)
    model = LinkPredictor(backbone, feature_size, dim)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, linked, unlinked)
        print(f"step {step}: loss {loss:.4f}")
    print(predict(model, x, linked))
