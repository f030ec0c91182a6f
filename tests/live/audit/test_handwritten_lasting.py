"""Losses written by hand that are told from what lasts in them: a difference, a log-probability, a score."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import activadvise
from tests.live.audit.test_handwritten import ONE_HOT, REAL, Loss, audited, log_soft, name, plain, soft


def bce_guarded(p: Tensor, y: Tensor) -> Tensor:
    p = p.clamp(1e-6, 1 - 1e-6)
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()


def nll_of_own_softmax(z: Tensor, y: Tensor) -> Tensor:
    shifted = (z - z.max(1, keepdim=True).values).exp()
    return -(y * (shifted / shifted.sum(1, keepdim=True)).log()).sum(1).mean()


def masked_normalizer(z: Tensor, y: Tensor) -> Tensor:
    kept = torch.tensor([[True, True, True]])
    return -(y * (z - torch.log((z.exp() * kept).sum(1, keepdim=True)))).sum(1).mean()


def divergence(logq: Tensor, y: Tensor) -> Tensor:
    p = nn.functional.softmax(y, dim=1)
    return (p * (p.log() - logq)).sum(1).mean()


def generalized_divergence(q: Tensor, y: Tensor) -> Tensor:
    p = F.softmax(y, dim=1)
    return (p * (p / q).log() - p + q).sum(1).mean()


def pinball(z: Tensor, y: Tensor) -> Tensor:
    error = y - z
    return torch.maximum(0.9 * error, -0.1 * error).mean()


def huber(z: Tensor, y: Tensor) -> Tensor:
    error = (z - y).abs()
    return torch.where(error < 1, 0.5 * error**2, error - 0.5).mean()


def log_cosh(z: Tensor, y: Tensor) -> Tensor:
    return torch.log(torch.cosh(z - y)).mean()


def relative_length(z: Tensor, y: Tensor) -> Tensor:
    length: Tensor = torch.linalg.vector_norm(z - y)
    return length / y.square().sum().sqrt()


def logarithmic(z: Tensor, y: Tensor) -> Tensor:
    return (z.log() - y.exp().log()).pow(2).mean()


def least_squares_critic(z: Tensor, y: Tensor) -> Tensor:
    return ((z[:, :1] - 1) ** 2).mean() + (z[:, 1:] ** 2).mean()


def bootstrapped(z: Tensor, y: Tensor) -> Tensor:
    return (z[:, 0] - (1 + 0.9 * z[:, 1].detach())).pow(2).mean()


def clipped_ratio(logp: Tensor, y: Tensor) -> Tensor:
    chosen = logp.gather(1, y.argmax(1, keepdim=True))
    ratio = (chosen - chosen.detach()).exp()
    return -torch.min(ratio * 0.3, ratio.clamp(0.8, 1.2) * 0.3).mean()


def preference(logp: Tensor, y: Tensor) -> Tensor:
    return -F.logsigmoid(0.1 * (logp[:, 0] - logp[:, 1])).mean()


def poly(logp: Tensor, y: Tensor) -> Tensor:
    chosen = (logp * y).sum(1)
    return ((1 - chosen.exp()) - chosen).mean()


def mixture(z: Tensor, y: Tensor) -> Tensor:
    density = -0.5 * (y[:, :1] - z) ** 2
    return -torch.logsumexp(z.log_softmax(1) + density, dim=1).mean()


def gamma(z: Tensor, y: Tensor) -> Tensor:
    density: Tensor = torch.distributions.Gamma(z.exp(), 1.0).log_prob(1 + y)
    return -density.mean()


def ranked(z: Tensor, y: Tensor) -> Tensor:
    return F.softplus(z[:, 0] - z[:, 1]).mean()


def logistic(z: Tensor, y: Tensor) -> Tensor:
    return F.softplus(z).mean()


def angular(z: Tensor, y: Tensor) -> Tensor:
    return (1 - F.cosine_similarity(z, y)).mean()


def paired(z: Tensor, y: Tensor) -> Tensor:
    z = F.normalize(z, dim=1)
    return F.cross_entropy(z @ z.T.detach() / 0.1, torch.arange(4))


def special(z: Tensor, y: Tensor) -> Tensor:
    return F.binary_cross_entropy(torch.special.expit(z), y)


def smoothed_sequence(z: Tensor, y: Tensor) -> Tensor:
    each = -F.log_softmax(torch.stack([z, z], dim=1), dim=-1)
    return each.gather(-1, y.argmax(1)[:, None, None].expand(-1, 2, 1)).mean() + 0.1 * each.sum(-1).mean()


def one_sample(z: Tensor, y: Tensor) -> Tensor:
    return -(y[0] * F.log_softmax(z[0], dim=0)).sum()


def one_of_many(z: Tensor, y: Tensor) -> Tensor:
    return -(y[1] * F.log_softmax(z, dim=1)[1]).sum()


def over_the_batch(z: Tensor, y: Tensor) -> Tensor:
    return -(y * F.log_softmax(z, dim=0)).sum(1).mean()


def bare(p: Tensor, y: Tensor) -> Tensor:
    return -(p * y).sum(1).mean()


def bare_chosen(p: Tensor, y: Tensor) -> Tensor:
    return -p[torch.arange(4), y.argmax(1)].mean()


def unfair(p: Tensor, y: Tensor) -> Tensor:
    return (p[:2].mean() - p[2:].mean()).abs()


def hard_sigmoid(z: Tensor, y: Tensor) -> Tensor:
    return F.binary_cross_entropy((0.2 * z + 0.5).clamp(0, 1), y)


RIGHT: list[tuple[Loss, Callable[[Tensor], Tensor], Tensor]] = [
    (bce_guarded, torch.sigmoid, ONE_HOT), (nll_of_own_softmax, plain, ONE_HOT), (masked_normalizer, plain, ONE_HOT),
    (divergence, log_soft, REAL), (generalized_divergence, soft, REAL), (pinball, plain, REAL), (huber, plain, REAL),
    (log_cosh, plain, REAL), (relative_length, plain, REAL), (logarithmic, F.softplus, REAL),
    (least_squares_critic, plain, REAL), (bootstrapped, plain, REAL), (clipped_ratio, log_soft, ONE_HOT),
    (preference, log_soft, ONE_HOT), (poly, log_soft, ONE_HOT), (mixture, plain, REAL), (gamma, plain, ONE_HOT),
    (ranked, plain, REAL), (logistic, plain, REAL),
    (smoothed_sequence, plain, ONE_HOT), (one_sample, plain, ONE_HOT), (one_of_many, plain, ONE_HOT),
    (angular, plain, REAL), (paired, plain, REAL), (special, plain, ONE_HOT),
]  # fmt: skip
WRONG: list[tuple[Loss, Callable[[Tensor], Tensor], Tensor, str]] = [
    (bce_guarded, plain, ONE_HOT, "ACT105"),
    (over_the_batch, plain, ONE_HOT, "ACT125"), (masked_normalizer, soft, ONE_HOT, "ACT101"),
    (divergence, soft, REAL, "ACT108"),
    (pinball, torch.relu, REAL, "ACT114"), (log_cosh, torch.tanh, 9 * REAL, "ACT506"),
    (logistic, torch.sigmoid, REAL, "ACT103"), (special, torch.sigmoid, ONE_HOT, "ACT127"),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "end", "y"), RIGHT, ids=name)
def test_what_fits_is_right(loss: Loss, end: Callable[[Tensor], Tensor], y: Tensor) -> None:
    assert audited(loss, end, y) == (set(), {"right"})


@pytest.mark.parametrize(("loss", "end", "y", "code"), WRONG, ids=name)
def test_what_does_not_is_found(loss: Loss, end: Callable[[Tensor], Tensor], y: Tensor, code: str) -> None:
    assert audited(loss, end, y)[0] == {code}


@pytest.mark.parametrize(
    ("loss", "end"), [(bare, soft), (bare, plain), (bare_chosen, soft), (unfair, torch.sigmoid), (hard_sigmoid, plain)]
)
def test_what_may_be_meant_is_undecided(loss: Loss, end: Callable[[Tensor], Tensor]) -> None:
    assert audited(loss, end, ONE_HOT) == (set(), {"undecided"})


def test_a_mean_without_a_log_says_what_may_be_missing() -> None:
    with activadvise.audit() as report:
        value = bare(soft(nn.Linear(5, 3)(torch.randn(4, 5))), ONE_HOT)
        value.backward()
    assert report.calls[0].line == bare.__code__.co_firstlineno + 1
    assert "softmax probabilities may be averaged without a log" in report.calls[0].why


def test_distributions_are_as_they_were_afterwards() -> None:
    before = {cls: dict(vars(cls)) for cls in (torch.distributions.Gamma, torch.distributions.Categorical)}
    with activadvise.audit():
        assert torch.distributions.Gamma.log_prob is not before[torch.distributions.Gamma]["log_prob"]
    assert all(vars(cls) == kept for cls, kept in before.items())
