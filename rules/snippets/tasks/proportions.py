"""Proportions that sum to one: a softmax over logits, or a Dirichlet distribution."""

import torch
from torch import Tensor, nn

#: loss


class ProportionRegressor(nn.Module):
    #: if loss == "dirichlet_nll"
    """Backbone and head: x -> positive concentrations [B, parts]."""
    #: elif loss == "kl_div"
    """Backbone and head: x -> log-shares [B, parts], as KLDivLoss wants them."""
    #: else
    """Backbone and head: x -> logits [B, parts]; the softmax is inside the loss."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, parts: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, parts)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        #: if loss == "dirichlet_nll"
        return nn.functional.softplus(logits) + 1e-3
        #: elif loss == "kl_div"
        return logits.log_softmax(dim=-1)
        #: else
        return logits
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: the output against shares that sum to one, both [B, parts] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Expected shares [B, parts]; each row sums to one."""
    model.eval()
    #: if loss == "dirichlet_nll"
    concentration: Tensor = model(x)
    return concentration / concentration.sum(dim=-1, keepdim=True)
    #: elif loss == "kl_div"
    log_shares: Tensor = model(x)
    return log_shares.exp()
    #: else
    logits: Tensor = model(x)
    return logits.softmax(dim=-1)
    #: end


if __name__ == "__main__":
    #: require parts > 1
    parts = 4
    amounts = torch.randn(batch, parts).exp()
    target = amounts / amounts.sum(dim=-1, keepdim=True)
    model = ProportionRegressor(backbone, feature_size, parts)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    shares = predict(model, x)
    print(shares[:4])
