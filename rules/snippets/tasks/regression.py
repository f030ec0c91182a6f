"""Regression: the last layer is linear, or ends with the function of the range."""

import torch
from torch import Tensor, nn

#: loss


class Regressor(nn.Module):
    #: if final == "softplus"
    """Backbone and head: x -> positive values [B, outputs]."""
    #: elif final == "above"
    """Backbone and head: x -> values [B, outputs] above LOW."""
    #: elif final in ("sigmoid", "tanh", "between")
    """Backbone and head: x -> values [B, outputs] between LOW and HIGH."""
    #: elif final in ("log-rate", "log-above")
    """Backbone and head: x -> logarithms of the means [B, outputs]."""
    #: elif final in ("logit", "logit-between")
    """Backbone and head: x -> logits [B, outputs]; the sigmoid is inside the loss."""
    #: else
    """Backbone and linear head: x -> values [B, outputs]."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, outputs: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, outputs)

    def forward(self, x: Tensor) -> Tensor:
        #: if final == "softplus"
        raw: Tensor = self.head(self.backbone(x))
        return nn.functional.softplus(raw)
        #: elif final == "above"
        raw: Tensor = self.head(self.backbone(x))
        return LOW + nn.functional.softplus(raw)
        #: elif final == "sigmoid"
        raw: Tensor = self.head(self.backbone(x))
        return raw.sigmoid()
        #: elif final == "tanh"
        raw: Tensor = self.head(self.backbone(x))
        return raw.tanh()
        #: elif final == "between"
        raw: Tensor = self.head(self.backbone(x))
        return LOW + (HIGH - LOW) * raw.sigmoid()
        #: elif final in ("log-rate", "log-above")
        logs: Tensor = self.head(self.backbone(x))
        return logs
        #: elif final in ("logit", "logit-between")
        logits: Tensor = self.head(self.backbone(x))
        return logits
        #: else
        values: Tensor = self.head(self.backbone(x))
        return values
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: the target has the shape of the output, [B, outputs] (float)."""
    model.train()
    optimizer.zero_grad()
    #: if final == "logit-between"
    share = (target - LOW) / (HIGH - LOW)
    loss: Tensor = criterion(model(x), share)
    #: elif final == "log-above"
    loss: Tensor = criterion(model(x), target - LOW)
    #: else
    loss: Tensor = criterion(model(x), target)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Values [B, outputs]."""
    model.eval()
    #: if final == "log-rate"
    logs: Tensor = model(x)
    return logs.exp()
    #: elif final == "log-above"
    logs: Tensor = model(x)
    return LOW + logs.exp()
    #: elif final == "logit"
    logits: Tensor = model(x)
    return logits.sigmoid()
    #: elif final == "logit-between"
    logits: Tensor = model(x)
    return LOW + (HIGH - LOW) * logits.sigmoid()
    #: else
    values: Tensor = model(x)
    return values
    #: end


if __name__ == "__main__":
    outputs = 1
    #: if final in ("softplus", "log-rate")
    target = torch.randn(batch, outputs).exp()
    #: elif final in ("above", "log-above")
    target = LOW + torch.randn(batch, outputs).exp()
    #: elif final in ("sigmoid", "logit")
    target = torch.rand(batch, outputs)
    #: elif final == "tanh"
    target = 2 * torch.rand(batch, outputs) - 1
    #: elif final in ("between", "logit-between")
    target = torch.empty(batch, outputs).uniform_(LOW, HIGH)
    #: else
    target = torch.randn(batch, outputs)
    #: end
    model = Regressor(backbone, feature_size, outputs)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    values = predict(model, x)
    print(values[:4, 0])
