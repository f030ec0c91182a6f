#: if actions == "continuous"
"""A Gaussian policy: linear mean, learned log std; log-probabilities of unclipped actions."""
#: else
"""A policy over discrete actions: logits into a categorical distribution, no softmax."""
#: end

import torch
from torch import Tensor, nn
from torch.distributions import Categorical, Distribution, Independent, Normal

#: loss


class Policy(nn.Module):
    #: if actions == "continuous"
    """States x -> a Gaussian over actions [B, actions]; its mean is linear."""
    #: else
    """States x -> a categorical distribution over actions, from logits [B, actions]."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, actions: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, actions)
        nn.init.orthogonal_(self.head.weight, gain=0.01)  # start near indifference
        nn.init.zeros_(self.head.bias)
        #: if actions == "continuous"
        self.log_std = nn.Parameter(torch.zeros(actions))
        #: end

    def forward(self, x: Tensor) -> Distribution:
        #: if actions == "continuous"
        mean = self.head(self.backbone(x))
        return Independent(Normal(mean, self.log_std.exp()), 1)
        #: else
        return Categorical(logits=self.head(self.backbone(x)))
        #: end


def policy_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    actions: Tensor,
    #: if loss == "ppo_clip"
    old_log_prob: Tensor,
    #: end
    advantages: Tensor,
) -> float:
    """One step on actions as they were sampled; advantages [B] are standardized."""
    model.train()
    optimizer.zero_grad()
    policy: Distribution = model(x)
    log_prob = policy.log_prob(actions)
    #: if loss == "ppo_clip"
    loss: Tensor = criterion(log_prob, old_log_prob, advantages)
    #: else
    loss: Tensor = criterion(log_prob, advantages)
    #: end
    loss = loss - 0.01 * policy.entropy().mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.5)
    optimizer.step()
    return loss.item()


@torch.no_grad()
#: if actions == "continuous"
def act(model: nn.Module, x: Tensor, low: float, high: float) -> Tensor:
    """The mean action [B, actions], clipped where the environment is; not stored so."""
    model.eval()
    policy: Independent = model(x)
    return policy.mean.clamp(low, high)
#: else
def act(model: nn.Module, x: Tensor) -> Tensor:
    """The likeliest action [B]; while training, sample from the policy."""
    model.eval()
    policy: Categorical = model(x)
    return policy.logits.argmax(dim=-1)
#: end


if __name__ == "__main__":
    #: if actions == "continuous"
    action_size = 2
    #: if bounds == "given"
    low, high = LOW, HIGH
    #: else
    low, high = -1.0, 1.0
    #: end
    model = Policy(backbone, feature_size, action_size)
    #: else
    action_count = 4
    model = Policy(backbone, feature_size, action_count)
    #: end
    with torch.no_grad():
        policy = model(x)
        actions = policy.sample()
        #: if loss == "ppo_clip"
        old_log_prob = policy.log_prob(actions)
        #: end
    advantages = torch.randn(batch)
    #: if loss == "ppo_clip"
    target = (actions, old_log_prob, advantages)
    #: else
    target = (actions, advantages)
    #: end
    criterion = LOSS()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-4, eps=1e-5)
    for step in range(3):
        loss = policy_step(model, criterion, optimizer, x, *target)
        print(f"step {step}: loss {loss:.4f}")
    #: if actions == "continuous"
    print(act(model, x, low, high))
    #: else
    print(act(model, x))
    #: end
