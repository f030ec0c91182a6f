"""PPO: a policy and a value network, the clipped loss, and how to act.

Flags: actions "continuous" gives a Gaussian policy with a learned standard deviation;
otherwise the policy is a categorical distribution over discrete actions. Layout "vector":
only the state encoder, features [B, hidden], for a task's head.
"""

import torch
from torch import Tensor, nn
from torch.distributions import Categorical, Distribution, Independent, Normal

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
class ActorCritic(nn.Module):
    """State [B, states] -> policy and value [B]; the two share no layer."""

    def __init__(self, states: int, hidden: int, actions: int) -> None:
        super().__init__()
        self.actor = trunk(states, hidden)
        self.critic = trunk(states, hidden)
        self.action_head = nn.Linear(hidden, actions)
        self.value_head = nn.Linear(hidden, 1)
        self.apply(init_weights)
        nn.init.orthogonal_(self.action_head.weight, gain=0.01)
        nn.init.orthogonal_(self.value_head.weight, gain=1.0)
        #: if actions == "continuous"
        self.log_std = nn.Parameter(torch.zeros(actions))
        #: end

    def forward(self, state: Tensor) -> tuple[Distribution, Tensor]:
        #: if actions == "continuous"
        mean = self.action_head(self.actor(state))
        policy = Independent(Normal(mean, self.log_std.exp()), 1)
        #: else
        policy = Categorical(logits=self.action_head(self.actor(state)))
        #: end
        return policy, self.value_head(self.critic(state)).squeeze(-1)


def ppo_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    states: Tensor,
    actions: Tensor,
    old_log_probs: Tensor,
    advantages: Tensor,
    returns: Tensor,
) -> float:
    """One step on a batch of transitions; advantages [B] are standardized."""
    optimizer.zero_grad()
    policy, values = model(states)
    ratio = (policy.log_prob(actions) - old_log_probs).exp()
    clipped = ratio.clamp(0.8, 1.2)
    policy_loss = -torch.min(ratio * advantages, clipped * advantages).mean()
    value_loss = 0.5 * nn.functional.mse_loss(values, returns)
    loss: Tensor = policy_loss + value_loss - 0.01 * policy.entropy().mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.5)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def act(model: nn.Module, state: Tensor) -> Tensor:
    #: if actions == "continuous"
    """The mean action [B, actions], clipped to the range of the environment."""
    policy, _ = model(state)
    mean: Tensor = policy.mean
    return mean.clamp(-1, 1)
    #: else
    """The most probable action [B]; sample from the policy while training."""
    policy, _ = model(state)
    logits: Tensor = policy.logits
    return logits.argmax(dim=-1)
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
    action_size = 4
    states = torch.randn(batch, state_size)
    returns = torch.randn(batch)
    model = ActorCritic(state_size, hidden, action_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-4, eps=1e-5)
    with torch.no_grad():
        policy, values = model(states)
        actions = policy.sample()
        old_log_probs = policy.log_prob(actions)
        advantages = returns - values
        advantages = (advantages - advantages.mean()) / advantages.std()
    for step in range(3):
        loss = ppo_step(
            model, optimizer, states, actions, old_log_probs, advantages, returns
        )
        print(f"step {step}: loss {loss:.4f}")
    print(act(model, states[:4]))
    #: end
