"""A decision transformer: actions from returns-to-go, states and past actions."""

import torch
from torch import Tensor, nn

#: init


class Block(nn.Module):
    """Causal self-attention and feed-forward, norm first: [B, T, C] -> [B, T, C]."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_1 = NORM_SEQUENCE(hidden)
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm_2 = NORM_SEQUENCE(hidden)
        self.feed = nn.Sequential(
            nn.Linear(hidden, 4 * hidden),
            ACT(),
            nn.Linear(4 * hidden, hidden),
        )

    def forward(self, x: Tensor) -> Tensor:
        split = self.qkv(self.norm_1(x)).unflatten(-1, (3, self.heads, -1))
        q, k, v = split.movedim(2, 0).transpose(2, 3)
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(mixed.transpose(1, 2).flatten(2))
        out: Tensor = x + self.feed(self.norm_2(x))
        return out


class DecisionTransformer(nn.Module):
    """Returns-to-go, states, actions over T steps -> actions [B, T, A] in (-1, 1)."""

    def __init__(
        self,
        states: int,
        actions: int,
        length: int,
        hidden: int,
        depth: int,
        heads: int,
    ) -> None:
        super().__init__()
        self.of_return = nn.Linear(1, hidden)
        self.of_state = nn.Linear(states, hidden)
        self.of_action = nn.Linear(actions, hidden)
        self.of_time = nn.Embedding(length, hidden)
        self.norm = NORM_SEQUENCE(hidden)
        self.blocks = nn.Sequential(*(Block(hidden, heads) for _ in range(depth)))
        self.head = nn.Linear(hidden, actions)
        self.apply(init_weights)

    def forward(self, returns: Tensor, states: Tensor, actions: Tensor) -> Tensor:
        """The action at step t sees returns and states up to t, actions before t."""
        time = self.of_time(torch.arange(states.shape[1], device=states.device))
        parts = [
            self.of_return(returns[..., None]),
            self.of_state(states),
            self.of_action(actions),
        ]
        tokens = torch.stack([part + time for part in parts], dim=2).flatten(1, 2)
        features = self.blocks(self.norm(tokens))
        predicted: Tensor = self.head(features[:, 1::3]).tanh()
        return predicted


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    returns: Tensor,
    states: Tensor,
    actions: Tensor,
) -> float:
    """One step: predict the actions of recorded trajectories."""
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(returns, states, actions), actions)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.25)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def act(model: nn.Module, returns: Tensor, states: Tensor, actions: Tensor) -> Tensor:
    """The next action [B, A]; the last row of actions is a placeholder of zeros."""
    model.eval()
    predicted: Tensor = model(returns, states, actions)
    return predicted[:, -1]


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 10
    state_size = 6
    action_size = 2
    hidden = 64
    depth = 2
    heads = 4
    #: require hidden % heads == 0
    returns = torch.rand(batch, length)
    states = torch.randn(batch, length, state_size)
    actions = 2 * torch.rand(batch, length, action_size) - 1
    model = DecisionTransformer(state_size, action_size, length, hidden, depth, heads)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, returns, states, actions)
        print(f"step {step}: loss {loss:.4f}")
    print(act(model, returns, states, actions).shape)
