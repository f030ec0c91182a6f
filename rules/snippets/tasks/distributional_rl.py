"""Distributional RL: for each action the whole distribution of the return, not its mean."""

import copy

import torch
from torch import Tensor, nn

#: loss


class ReturnNetwork(nn.Module):
    #: if loss == "pinball"
    """QR-DQN: states x -> quantiles of the return [B, actions, atoms], linear."""
    #: else
    """C51: states x -> logits [B, actions, atoms] over fixed returns; no softmax."""
    #: end

    def __init__(
        self, backbone: nn.Module, feature_size: int, actions: int, atoms: int
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, actions * atoms)
        self.atoms = atoms

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.head(self.backbone(x))
        return out.unflatten(-1, (-1, self.atoms))


#: if loss == "pinball"
def q_values(quantiles: Tensor) -> Tensor:
    """Expected returns [B, actions]: the mean over the quantiles."""
    return quantiles.mean(dim=-1)
#: else
def q_values(logits: Tensor, support: Tensor) -> Tensor:
    """Expected returns [B, actions]: the mean over the softmax."""
    return logits.softmax(dim=-1) @ support


def project(returns: Tensor, probabilities: Tensor, support: Tensor) -> Tensor:
    """Moves the mass [B, atoms] at `returns` [B, atoms] to the two nearest atoms."""
    spacing = support[1] - support[0]
    place = (returns.clamp(support[0], support[-1]) - support[0]) / spacing
    atoms = torch.arange(len(support), device=support.device)
    share = (1 - (place[..., None] - atoms).abs()).clamp(min=0)
    return (probabilities[..., None] * share).sum(dim=1)
#: end


def dqn_step(
    model: nn.Module,
    target_model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    actions: Tensor,
    rewards: Tensor,
    next_x: Tensor,
    done: Tensor,
    #: if loss != "pinball"
    support: Tensor,
    #: end
) -> float:
    """One step on transitions; actions [B] (int64), done [B] is 0.0 or 1.0."""
    model.train()
    optimizer.zero_grad()
    row = torch.arange(len(actions), device=actions.device)
    discount = 0.99 * (1 - done[:, None])
    with torch.no_grad():
        following: Tensor = target_model(next_x)
        #: if loss == "pinball"
        best = q_values(following).argmax(dim=-1)
        target = rewards[:, None] + discount * following[row, best]
        #: else
        best = q_values(following, support).argmax(dim=-1)
        returns = rewards[:, None] + discount * support
        target = project(returns, following[row, best].softmax(dim=-1), support)
        #: end
    #: if loss == "pinball"
    predicted = model(x)[row, actions][:, None]  # every quantile meets every sample
    loss: Tensor = criterion(predicted, target)
    #: else
    loss: Tensor = criterion(model(x)[row, actions], target)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
#: if loss == "pinball"
def act(model: nn.Module, x: Tensor) -> Tensor:
    """The action [B] with the highest expected return."""
    model.eval()
    return q_values(model(x)).argmax(dim=-1)
#: else
def act(model: nn.Module, x: Tensor, support: Tensor) -> Tensor:
    """The action [B] with the highest expected return."""
    model.eval()
    return q_values(model(x), support).argmax(dim=-1)
#: end


if __name__ == "__main__":
    action_count = 4
    atoms = 21
    actions = torch.randint(action_count, (batch,))
    rewards = torch.randn(batch)
    next_x = x.roll(1, dims=0)
    done = (torch.rand(batch) < 0.1).float()
    model = ReturnNetwork(backbone, feature_size, action_count, atoms)
    target_model = copy.deepcopy(model).requires_grad_(False)
    #: if loss == "pinball"
    quantiles = tuple((index + 0.5) / atoms for index in range(atoms))
    target = (actions, rewards, next_x, done)
    #: else
    support = torch.linspace(-10, 10, atoms)  # must hold every return
    target = (actions, rewards, next_x, done, support)
    #: end
    criterion = LOSS()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = dqn_step(model, target_model, criterion, optimizer, x, *target)
        print(f"step {step}: loss {loss:.4f}")
    #: if loss == "pinball"
    print(act(model, x))
    #: else
    print(act(model, x, support))
    #: end
