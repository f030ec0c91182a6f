"""A recurrent state-space model (Dreamer): learns to imagine observations and rewards."""

import torch
from torch import Tensor, nn
from torch.distributions import Independent, Normal, kl_divergence

#: init


def symlog(x: Tensor) -> Tensor:
    """Compresses large values: sign(x) log(1 + |x|)."""
    return x.sign() * x.abs().log1p()


def mlp(n_in: int, hidden: int, n_out: int) -> nn.Sequential:
    """One hidden layer: [..., n_in] -> [..., n_out]."""
    return nn.Sequential(
        nn.Linear(n_in, hidden),
        #: if norm != "none"
        NORM_SEQUENCE(hidden),
        #: end
        ACT(),
        nn.Linear(hidden, n_out),
    )


class WorldModel(nn.Module):
    """Latent dynamics with a deterministic part h and a Gaussian part z."""

    def __init__(self, sight: int, actions: int, hidden: int, latent: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.latent = latent
        self.encoder = mlp(sight, hidden, hidden)
        self.dynamics = nn.GRUCell(latent + actions, hidden)
        self.prior = mlp(hidden, hidden, 2 * latent)
        self.posterior = mlp(2 * hidden, hidden, 2 * latent)
        self.decoder = mlp(hidden + latent, hidden, sight)
        self.reward = mlp(hidden + latent, hidden, 1)
        self.apply(init_weights)

    def gaussian(self, raw: Tensor) -> Independent:
        """The mean is free; the softplus keeps the standard deviation above 0.1."""
        mean, scale = raw.chunk(2, dim=-1)
        return Independent(Normal(mean, nn.functional.softplus(scale) + 0.1), 1)

    def forward(self, seen: Tensor, actions: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """seen [B, T, sight], actions [B, T, A] -> seen, reward [B, T], KL."""
        embedded = self.encoder(symlog(seen))
        h = seen.new_zeros(len(seen), self.hidden)
        z = seen.new_zeros(len(seen), self.latent)
        features, divergence = [], []
        for t in range(seen.shape[1]):
            h = self.dynamics(torch.cat([z, actions[:, t]], dim=-1), h)
            prior = self.gaussian(self.prior(h))
            joined = torch.cat([h, embedded[:, t]], dim=-1)
            posterior = self.gaussian(self.posterior(joined))
            z = posterior.rsample()
            divergence.append(kl_divergence(posterior, prior).mean())
            features.append(torch.cat([h, z], dim=-1))
        state = torch.stack(features, dim=1)
        reward = self.reward(state).squeeze(-1)
        return self.decoder(state), reward, torch.stack(divergence).mean()

    def imagine(self, actions: Tensor) -> Tensor:
        """Rewards [B, T] of a plan [B, T, A], without looking at the world."""
        h = actions.new_zeros(len(actions), self.hidden)
        z = actions.new_zeros(len(actions), self.latent)
        rewards = []
        for t in range(actions.shape[1]):
            h = self.dynamics(torch.cat([z, actions[:, t]], dim=-1), h)
            z = self.gaussian(self.prior(h)).rsample()
            rewards.append(self.reward(torch.cat([h, z], dim=-1)).squeeze(-1))
        plan = torch.stack(rewards, dim=1)
        return plan.sign() * plan.abs().expm1()


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    seen: Tensor,
    actions: Tensor,
    rewards: Tensor,
) -> float:
    """One step on reconstruction and reward (in symlog) and the KL to the prior."""
    model.train()
    optimizer.zero_grad()
    guess, reward, divergence = model(seen, actions)
    loss = nn.functional.mse_loss(guess, symlog(seen))
    loss = loss + nn.functional.mse_loss(reward, symlog(rewards))
    loss = loss + 0.1 * divergence
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 6
    sight = 12
    action_size = 2
    hidden = 64
    latent = 8
    seen = torch.randn(batch, length, sight)
    actions = torch.randn(batch, length, action_size)
    rewards = torch.randn(batch, length)
    model = WorldModel(sight, action_size, hidden, latent)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, seen, actions, rewards)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        print(model.imagine(actions).shape)
