"""DQN on state vectors: Q-values without a final activation, double-Q target.

Layout "vector": only the state encoder, features [B, hidden], for a task's head.
"""

import torch
from torch import Tensor, nn

#: init


def trunk(n_in: int, hidden: int) -> nn.Sequential:
    """Two hidden layers: [B, n_in] -> [B, hidden]."""
    return nn.Sequential(
        nn.Linear(n_in, hidden),
        #: if norm != "none"
        NORM_VECTOR(hidden),
        #: end
        ACT(),
        nn.Linear(hidden, hidden),
        #: if norm != "none"
        NORM_VECTOR(hidden),
        #: end
        ACT(),
    )


#: if layout != "vector"
class QNetwork(nn.Module):
    """State [B, states] -> Q-values [B, actions], any real number."""

    def __init__(self, states: int, hidden: int, actions: int) -> None:
        super().__init__()
        self.trunk = trunk(states, hidden)
        self.head = nn.Linear(hidden, actions)
        self.apply(init_weights)

    def forward(self, state: Tensor) -> Tensor:
        q: Tensor = self.head(self.trunk(state))
        return q


def dqn_step(
    model: nn.Module,
    target_model: nn.Module,
    optimizer: torch.optim.Optimizer,
    states: Tensor,
    actions: Tensor,
    rewards: Tensor,
    next_states: Tensor,
    done: Tensor,
) -> float:
    """One step on transitions from the replay buffer; done [B] is 0.0 or 1.0."""
    optimizer.zero_grad()
    with torch.no_grad():
        best = model(next_states).argmax(dim=1, keepdim=True)
        next_q = target_model(next_states).gather(1, best).squeeze(1)
        target = rewards + 0.99 * (1 - done) * next_q
    q = model(states).gather(1, actions[:, None]).squeeze(1)
    loss = nn.functional.smooth_l1_loss(q, target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def act(model: nn.Module, state: Tensor, epsilon: float = 0.05) -> Tensor:
    """The action [B] of the highest Q-value, a random one with chance epsilon."""
    q: Tensor = model(state)
    explore = torch.rand(len(q), device=q.device) < epsilon
    random = torch.randint(q.shape[1], (len(q),), device=q.device)
    return torch.where(explore, random, q.argmax(dim=1))


#: end
if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 64
    state_size = 8
    hidden = 64
    #: if layout == "vector"
    x = torch.randn(batch, state_size)
    backbone = trunk(state_size, hidden).apply(init_weights)
    feature_size = hidden
    #: else
    action_count = 4
    states = torch.randn(batch, state_size)
    actions = torch.randint(action_count, (batch,))
    rewards = torch.randn(batch)
    next_states = torch.randn(batch, state_size)
    done = (torch.rand(batch) < 0.1).float()
    model = QNetwork(state_size, hidden, action_count)
    target_model = QNetwork(state_size, hidden, action_count)
    target_model.load_state_dict(model.state_dict())
    target_model.requires_grad_(False)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = dqn_step(
            model,
            target_model,
            optimizer,
            states,
            actions,
            rewards,
            next_states,
            done,
        )
        print(f"step {step}: loss {loss:.4f}")
    print(act(model, states[:4]))
    #: end
