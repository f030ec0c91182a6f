#: if algorithm == "td3"
"""A deterministic policy (TD3): tanh, then the scale of the actions; linear critics."""
#: else
"""SAC: a Gaussian squashed by tanh, its log-probability corrected; linear critics."""
#: end

import copy
import math

import torch
from torch import Tensor, nn
from torch.distributions import Normal
from torch.nn import functional as F

#: if algorithm == "td3"


class Actor(nn.Module):
    """States x -> actions [B, actions] between low and high."""

    def __init__(
        self,
        backbone: nn.Module,
        feature_size: int,
        actions: int,
        low: float,
        high: float,
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, actions)
        nn.init.uniform_(self.head.weight, -3e-3, 3e-3)  # the tanh starts unsaturated
        self.center = (high + low) / 2
        self.scale = (high - low) / 2

    def forward(self, x: Tensor) -> Tensor:
        action: Tensor = self.head(self.backbone(x)).tanh()
        return self.center + self.scale * action


#: else


class Actor(nn.Module):
    """States x -> sampled actions [B, actions] between low and high, log-prob [B]."""

    def __init__(
        self,
        backbone: nn.Module,
        feature_size: int,
        actions: int,
        low: float,
        high: float,
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.mean = nn.Linear(feature_size, actions)
        self.log_std = nn.Linear(feature_size, actions)
        self.center = (high + low) / 2
        self.scale = (high - low) / 2

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.backbone(x)
        log_std = self.log_std(features).clamp(-5, 2)
        normal = Normal(self.mean(features), log_std.exp())
        u = normal.rsample()
        # log of the slope of scale * tanh(u), in a form that never takes log(0)
        slope = 2 * (math.log(2) - u - F.softplus(-2 * u)) + math.log(self.scale)
        log_prob = (normal.log_prob(u) - slope).sum(dim=-1)
        return self.center + self.scale * u.tanh(), log_prob

    def best(self, x: Tensor) -> Tensor:
        """The action of the mean, for evaluation."""
        action: Tensor = self.mean(self.backbone(x)).tanh()
        return self.center + self.scale * action


#: end
class Critic(nn.Module):
    """States x and actions -> two estimates of Q [2, B], linear at the end."""

    def __init__(self, backbone: nn.Module, feature_size: int, actions: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.heads = nn.ModuleList(
            nn.Sequential(
                nn.Linear(feature_size + actions, feature_size),
                nn.ReLU(),
                nn.Linear(feature_size, 1),
            )
            for _ in range(2)
        )

    def forward(self, x: Tensor, action: Tensor) -> Tensor:
        joint = torch.cat([self.backbone(x), action], dim=-1)
        return torch.stack([head(joint).squeeze(-1) for head in self.heads])


def critic_step(
    critic: nn.Module,
    target_critic: nn.Module,
    actor: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    action: Tensor,
    reward: Tensor,
    next_x: Tensor,
    done: Tensor,
) -> float:
    """One step of both critics; the target takes the smaller of the two estimates."""
    optimizer.zero_grad()
    with torch.no_grad():
        #: if algorithm == "td3"
        next_action = actor(next_x)  # TD3 adds clipped noise here
        next_q = target_critic(next_x, next_action).amin(dim=0)
        #: else
        next_action, log_prob = actor(next_x)
        next_q = target_critic(next_x, next_action).amin(dim=0) - 0.2 * log_prob
        #: end
        target = reward + 0.99 * (1 - done) * next_q
    q = critic(x, action)
    loss: Tensor = criterion(q, target.expand_as(q))
    loss.backward()
    optimizer.step()
    return loss.item()


def actor_step(
    actor: nn.Module,
    critic: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
) -> float:
    #: if algorithm == "td3"
    """One step of the actor: raise the Q-value of its own actions."""
    #: else
    """One step of the actor: raise the Q-value of its own actions, keep its entropy."""
    #: end
    optimizer.zero_grad()
    #: if algorithm == "td3"
    loss: Tensor = -critic(x, actor(x))[0].mean()
    #: else
    action, log_prob = actor(x)
    loss: Tensor = (0.2 * log_prob - critic(x, action).amin(dim=0)).mean()
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
def act(actor: Actor, x: Tensor) -> Tensor:
    """The action [B, actions] for evaluation, in the environment's range."""
    actor.eval()
    #: if algorithm == "td3"
    action: Tensor = actor(x)
    return action
    #: else
    return actor.best(x)
    #: end


if __name__ == "__main__":
    action_size = 2
    #: if bounds == "given"
    low, high = LOW, HIGH
    #: else
    low, high = -1.0, 1.0
    #: end
    action = torch.empty(batch, action_size).uniform_(low, high)
    reward = torch.randn(batch)
    next_x = x.roll(1, dims=0)
    done = (torch.rand(batch) < 0.1).float()
    target = (action, reward, next_x, done)
    critic = Critic(copy.deepcopy(backbone), feature_size, action_size)
    target_critic = copy.deepcopy(critic).requires_grad_(False)
    actor = Actor(backbone, feature_size, action_size, low, high)
    criterion = LOSS()
    critic_optimizer = torch.optim.Adam(critic.parameters(), lr=3e-4)
    optimizer = torch.optim.Adam(actor.parameters(), lr=3e-4)
    for step in range(3):
        loss_q = critic_step(
            critic, target_critic, actor, criterion, critic_optimizer, x, *target
        )
        loss_pi = actor_step(actor, critic, optimizer, x)
        move_target(critic, target_critic, rate=0.005)
        print(f"step {step}: critic {loss_q:.4f}, actor {loss_pi:.4f}")
    print(act(actor, x))
