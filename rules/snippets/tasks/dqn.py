"""DQN: a linear Q-value per action, moved towards reward plus discounted best Q-value."""

import copy

import torch
from torch import Tensor, nn


class QNetwork(nn.Module):
    """Backbone and head: states x -> Q-values [B, actions], any real number."""

    def __init__(self, backbone: nn.Module, feature_size: int, actions: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, actions)

    def forward(self, x: Tensor) -> Tensor:
        q: Tensor = self.head(self.backbone(x))
        return q


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
) -> float:
    """One step on transitions; actions [B] (int64), done [B] is 0.0 or 1.0."""
    model.train()
    optimizer.zero_grad()
    with torch.no_grad():  # double DQN: one network chooses, the other one values
        best = model(next_x).argmax(dim=1, keepdim=True)
        next_q = target_model(next_x).gather(1, best).squeeze(1)
        target = rewards + 0.99 * (1 - done) * next_q
    q = model(x).gather(1, actions[:, None]).squeeze(1)
    loss: Tensor = criterion(q, target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def act(model: nn.Module, x: Tensor, epsilon: float = 0.05) -> Tensor:
    """The action [B] of the highest Q-value, a random one with chance epsilon."""
    model.eval()
    q: Tensor = model(x)
    explore = torch.rand(len(q), device=q.device) < epsilon
    anything = torch.randint(q.shape[1], (len(q),), device=q.device)
    return torch.where(explore, anything, q.argmax(dim=1))


if __name__ == "__main__":
    action_count = 4
    actions = torch.randint(action_count, (batch,))
    rewards = torch.randn(batch)
    next_x = x.roll(1, dims=0)
    done = (torch.rand(batch) < 0.1).float()
    target = (actions, rewards, next_x, done)
    model = QNetwork(backbone, feature_size, action_count)
    target_model = copy.deepcopy(model).requires_grad_(False)
    criterion = LOSS()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = dqn_step(model, target_model, criterion, optimizer, x, *target)
        print(f"step {step}: loss {loss:.4f}")
    print(act(model, x))
