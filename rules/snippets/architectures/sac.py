"""An off-policy actor-critic for continuous actions in (-1, 1).

Flags: algorithm "td3" gives a deterministic tanh actor with target smoothing; otherwise
SAC: a Gaussian actor squashed by a tanh, entropy with a fixed temperature. Layout
"vector": only the state encoder, features [B, hidden], for a task's head.
"""

import torch
from torch import Tensor, nn
from torch.distributions import Normal

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
#: if algorithm == "td3"
class Actor(nn.Module):
    """State [B, states] -> action [B, actions] in (-1, 1)."""

    def __init__(self, states: int, hidden: int, actions: int) -> None:
        super().__init__()
        self.trunk = trunk(states, hidden)
        self.head = nn.Linear(hidden, actions)
        self.apply(init_weights)
        nn.init.uniform_(self.head.weight, -3e-3, 3e-3)  # the tanh starts unsaturated

    def forward(self, state: Tensor) -> Tensor:
        action: Tensor = self.head(self.trunk(state)).tanh()
        return action


#: else
class Actor(nn.Module):
    """State [B, states] -> sampled action [B, actions] in (-1, 1), log-prob [B]."""

    def __init__(self, states: int, hidden: int, actions: int) -> None:
        super().__init__()
        self.trunk = trunk(states, hidden)
        self.mean = nn.Linear(hidden, actions)
        self.log_std = nn.Linear(hidden, actions)
        self.apply(init_weights)

    def forward(self, state: Tensor) -> tuple[Tensor, Tensor]:
        features = self.trunk(state)
        log_std = self.log_std(features).clamp(-5, 2)
        normal = Normal(self.mean(features), log_std.exp())
        u = normal.rsample()
        # log |d tanh(u) / du|, written so that it never takes log(0)
        squash = 2 * (0.693147 - u - nn.functional.softplus(-2 * u))
        return u.tanh(), (normal.log_prob(u) - squash).sum(dim=-1)

    def best(self, state: Tensor) -> Tensor:
        """The action of the mean, for evaluation."""
        action: Tensor = self.mean(self.trunk(state)).tanh()
        return action


#: end
class Critic(nn.Module):
    """State and action -> two estimates of Q [2, B], without a final activation."""

    def __init__(self, states: int, actions: int, hidden: int) -> None:
        super().__init__()
        self.trunks = nn.ModuleList(trunk(states + actions, hidden) for _ in range(2))
        self.heads = nn.ModuleList(nn.Linear(hidden, 1) for _ in range(2))
        self.apply(init_weights)

    def forward(self, state: Tensor, action: Tensor) -> Tensor:
        x = torch.cat([state, action], dim=-1)
        pairs = zip(self.trunks, self.heads)
        return torch.stack([head(trunk(x)).squeeze(-1) for trunk, head in pairs])


def critic_step(
    critic: nn.Module,
    target_critic: nn.Module,
    actor: nn.Module,
    optimizer: torch.optim.Optimizer,
    state: Tensor,
    action: Tensor,
    reward: Tensor,
    next_state: Tensor,
    done: Tensor,
) -> float:
    """One step of both critics; the target takes the smaller of the two estimates."""
    optimizer.zero_grad()
    with torch.no_grad():
        #: if algorithm == "td3"
        noise = (0.2 * torch.randn_like(action)).clamp(-0.5, 0.5)
        next_action = (actor(next_state) + noise).clamp(-1, 1)
        next_q = target_critic(next_state, next_action).min(dim=0).values
        #: else
        next_action, log_prob = actor(next_state)
        next_q = target_critic(next_state, next_action).min(dim=0).values
        next_q = next_q - 0.2 * log_prob
        #: end
        target = reward + 0.99 * (1 - done) * next_q
    q = critic(state, action)
    loss = nn.functional.mse_loss(q, target.expand_as(q))
    loss.backward()
    optimizer.step()
    return loss.item()


def actor_step(
    actor: nn.Module,
    critic: nn.Module,
    optimizer: torch.optim.Optimizer,
    state: Tensor,
) -> float:
    """One step of the actor: raise the Q-value of its own actions."""
    optimizer.zero_grad()
    #: if algorithm == "td3"
    loss: Tensor = -critic(state, actor(state))[0].mean()
    #: else
    action, log_prob = actor(state)
    loss: Tensor = (0.2 * log_prob - critic(state, action).min(dim=0).values).mean()
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def move_target(critic: nn.Module, target_critic: nn.Module, rate: float) -> None:
    """Moves the target's weights a small way towards the critic's."""
    for old, new in zip(target_critic.parameters(), critic.parameters()):
        old.lerp_(new, rate)


@torch.no_grad()
def act(actor: Actor, state: Tensor) -> Tensor:
    """The action [B, actions] for evaluation, in (-1, 1): rescale it to the range."""
    #: if algorithm == "td3"
    action: Tensor = actor(state)
    return action
    #: else
    return actor.best(state)
    #: end


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
    action_size = 2
    state = torch.randn(batch, state_size)
    action = 2 * torch.rand(batch, action_size) - 1
    reward = torch.randn(batch)
    next_state = torch.randn(batch, state_size)
    done = (torch.rand(batch) < 0.1).float()
    actor = Actor(state_size, hidden, action_size)
    critic = Critic(state_size, action_size, hidden)
    target_critic = Critic(state_size, action_size, hidden)
    target_critic.load_state_dict(critic.state_dict())
    target_critic.requires_grad_(False)
    actor_optimizer = torch.optim.Adam(actor.parameters(), lr=3e-4)
    critic_optimizer = torch.optim.Adam(critic.parameters(), lr=3e-4)
    for step in range(3):
        loss_q = critic_step(
            critic,
            target_critic,
            actor,
            critic_optimizer,
            state,
            action,
            reward,
            next_state,
            done,
        )
        loss_pi = actor_step(actor, critic, actor_optimizer, state)
        move_target(critic, target_critic, rate=0.005)
        print(f"step {step}: critic {loss_q:.4f}, actor {loss_pi:.4f}")
    print(act(actor, state[:4]))
    #: end
