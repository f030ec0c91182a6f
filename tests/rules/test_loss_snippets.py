"""The losses that PyTorch lacks, against an oracle: a distribution, a loop, another form of the formula."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
import torch
from scipy import stats
from torch import Tensor, distributions, nn
from torch.nn import functional as F

from tests.rules.loss_snippets import make


@pytest.fixture(autouse=True)
def double() -> object:
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def close(a: Tensor | float, b: Tensor | float) -> bool:
    return torch.allclose(torch.as_tensor(a), torch.as_tensor(float(b)), rtol=1e-9, atol=1e-12)


def test_dice_and_tversky() -> None:
    logits, mask = torch.randn(3, 2, 4), torch.rand(3, 2, 4).round()
    p = logits.sigmoid()
    per_class = [(2 * (p * mask)[:, c].sum() + 1) / ((p + mask)[:, c].sum() + 1) for c in (0, 1)]
    assert close(make("dice")(logits, mask), 1 - sum(per_class) / 2)
    assert close(make("dice", smooth=2.0)(logits, mask), make("tversky", 0.5, 0.5, 1.0)(logits, mask))
    classes = torch.randint(2, (3, 4))
    one_hot = F.one_hot(classes, 2).movedim(-1, 1)
    as_logits = logits.softmax(1).logit()
    assert close(make("dice")(logits, classes), make("dice")(as_logits, one_hot.double()))
    assert close(make("tversky")(logits, classes), make("tversky")(as_logits, one_hot.double()))


def test_focal() -> None:
    logits, labels = torch.randn(5, 3), torch.rand(5, 3).round()
    assert close(make("focal", gamma=0.0)(logits, labels), F.binary_cross_entropy_with_logits(logits, labels))
    index = labels.argmax(1)
    assert close(make("focal", gamma=0.0)(logits, index), F.cross_entropy(logits, index))
    p = torch.where(labels == 1, logits.sigmoid(), 1 - logits.sigmoid())
    alpha = torch.where(labels == 1, 0.25, 0.75)
    assert close(make("focal", alpha=0.25)(logits, labels), (-alpha * (1 - p) ** 2 * p.log()).mean())


def test_pinball_finds_the_quantile() -> None:
    target = torch.randn(1001)
    grid = torch.linspace(-3, 3, 6001)
    for q in (0.1, 0.5, 0.9):
        loss = make("pinball", (q,))
        losses = [loss(level.expand(1001, 1), target) for level in grid]
        assert grid[torch.stack(losses).argmin()] == pytest.approx(target.quantile(q).item(), abs=0.02)
    half = make("pinball", (0.5,))(torch.zeros(1001, 1), target)
    assert close(half, target.abs().mean() / 2)


def test_contrastive_losses() -> None:
    a, b = torch.randn(6, 4), torch.randn(6, 4)
    cos = F.cosine_similarity(a[:, None], b[None], dim=-1)
    want = (F.cross_entropy(cos / 0.1, torch.arange(6)) + F.cross_entropy(cos.T / 0.1, torch.arange(6))) / 2
    assert close(make("info_nce")(a, b), want)
    pairs = F.binary_cross_entropy_with_logits(10 * cos - 10, torch.eye(6), reduction="sum") / 6
    assert close(make("sigmoid_pairwise")(a, b), pairs)
    assert close(make("cosine_distance")(a, b), ((F.normalize(a) - F.normalize(b)) ** 2).sum(-1).mean() / 2)
    assert close(make("bpr")(a[:, 0], b[:, 0]), -torch.sigmoid(a[:, 0] - b[:, 0]).log().mean())


def test_adversarial_losses() -> None:
    scores = torch.tensor([-2.0, 0.5, 3.0])
    hinge, wgan, lsgan = make("gan_hinge"), make("wgan"), make("lsgan")
    assert close(hinge(scores, real=True), (3 + 0.5 + 0) / 3)
    assert close(hinge(scores, real=False), (0 + 1.5 + 4) / 3)
    assert close(hinge(scores, real=True, generator=True), -0.5)
    assert close(wgan(scores, real=False) + wgan(scores, real=True), 0)
    assert close(wgan(scores, real=True, generator=True), -0.5)
    assert close(lsgan(scores, real=True), F.mse_loss(scores, torch.ones(3)))
    assert close(lsgan(scores, real=False), F.mse_loss(scores, torch.zeros(3)))


def test_count_likelihoods() -> None:
    counts = torch.tensor([0.0, 1.0, 4.0, 30.0])
    log_mean, log_dispersion = torch.randn(4), torch.randn(4)
    size, mean = (-log_dispersion).exp().numpy(), log_mean.exp().numpy()
    want = -stats.nbinom.logpmf(counts.numpy(), size, size / (size + mean)).mean()
    assert close(make("negative_binomial_nll")(log_mean, log_dispersion, counts), want)
    gate = torch.randn(4)
    extra = gate.sigmoid().numpy()
    pmf = extra * (counts.numpy() == 0) + (1 - extra) * stats.poisson.pmf(counts.numpy(), mean)
    assert close(make("zero_inflated_poisson_nll")(gate, log_mean, counts), -torch.tensor(pmf).log().mean())


def test_continuous_likelihoods() -> None:
    shares, alpha = torch.rand(3, 4).softmax(-1), torch.rand(3, 4) + 0.5
    want = -sum(stats.dirichlet.logpdf(s, a) for s, a in zip(shares.numpy(), alpha.numpy(), strict=True)) / 3
    assert close(make("dirichlet_nll")(alpha, shares), want)
    assert torch.isfinite(make("dirichlet_nll")(alpha, torch.eye(4)[:3]))
    weights, means, logs, target = torch.randn(3, 5), torch.randn(3, 5), torch.randn(3, 5), torch.randn(3)
    mixture: Any = distributions.MixtureSameFamily(
        distributions.Categorical(logits=weights), distributions.Normal(means, logs.exp())
    )
    assert close(make("mixture_nll")(weights, means, logs, target), -mixture.log_prob(target).mean())
    vector, angle = torch.randn(6, 2), torch.randn(6)
    circle: Any = distributions.VonMises(torch.atan2(vector[:, 1], vector[:, 0]), vector.norm(dim=-1))
    assert float(make("von_mises_nll")(vector, angle)) == pytest.approx(float(-circle.log_prob(angle).mean()), rel=1e-5)
    v, a, b = torch.rand(3) + 0.1, torch.rand(3) + 1.1, torch.rand(3) + 0.1
    student: Any = distributions.StudentT(2 * a, target, (b * (1 + v) / (v * a)).sqrt())
    y = torch.randn(3)
    assert close(make("evidential_nll", weight=0.0)(target, v, a, b, y), -student.log_prob(y).mean())


def test_cox_with_ties_and_censoring() -> None:
    risk, time = torch.randn(7), torch.tensor([1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0])
    event = torch.tensor([True, True, True, False, True, False, True])
    terms = [risk[i] - risk[time >= time[i]].logsumexp(0) for i in range(7) if event[i]]
    assert close(make("cox")(risk, time, event), -sum(terms) / len(terms))


def test_ordinal_losses() -> None:
    logits, rank = torch.randn(6, 3), torch.tensor([0, 1, 2, 3, 3, 0])
    p = logits.sigmoid()
    coral = [-(p[i, k].log() if rank[i] > k else (1 - p[i, k]).log()) for i in range(6) for k in range(3)]
    assert close(make("coral")(logits, rank), sum(coral) / 6)
    corn = [coral[3 * i + k] for i in range(6) for k in range(3) if rank[i] >= k]
    assert close(make("corn")(logits, rank), sum(corn) / len(corn))


def test_robust_errors() -> None:
    a, b = torch.randn(9), torch.randn(9)
    assert close(make("charbonnier")(a, b), ((a - b) ** 2 + 1e-6).sqrt().mean())
    assert close(make("log_cosh")(a, b), (a - b).cosh().log().mean())
    assert close(make("log_cosh")(torch.tensor([1e4]), torch.zeros(1)), 1e4 - math.log(2))
    assert close(make("silog", 0.0)(a.exp(), b.exp()), F.mse_loss(a, b))
    assert close(make("silog", 1.0)(7 * a.exp(), a.exp()), 0)


def test_boxes_and_rotations() -> None:
    boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 1.0, 1.0]])
    other = torch.tensor([[1.0, 0.0, 3.0, 2.0], [2.0, 0.0, 3.0, 1.0]])
    assert close(make("giou")(boxes, other), ((1 - 1 / 3) + (1 + 1 / 3)) / 2)
    for angle in (0.0, 0.3, 2.0, math.pi):
        c, s = math.cos(angle), math.sin(angle)
        turn = torch.tensor([[[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]], requires_grad=True)
        loss = make("geodesic")(torch.eye(3)[None], turn)
        loss.backward()
        assert loss.item() == pytest.approx(angle, abs=1e-7)
        assert turn.grad is not None and torch.isfinite(turn.grad).all()


def test_elbo() -> None:
    output, x, mean, log_variance = torch.randn(4, 9), torch.rand(4, 9), torch.randn(4, 3), torch.randn(4, 3)
    posterior = distributions.Normal(mean, (0.5 * log_variance).exp())
    kl = distributions.kl_divergence(posterior, distributions.Normal(0.0, 1.0)).sum()
    bce = F.binary_cross_entropy_with_logits(output, x, reduction="sum")
    loss = make("elbo", nn.BCEWithLogitsLoss(reduction="sum"), beta=2.0)
    assert close(loss(output, x, mean, log_variance), (bce + 2 * kl) / 4)


def test_rnnt_sums_over_all_paths() -> None:
    logits, labels = torch.randn(2, 4, 3, 5), torch.tensor([[3, 1], [2, 0]])
    frames, lengths = torch.tensor([4, 3]), torch.tensor([2, 1])
    log_p, total = logits.log_softmax(-1), []
    for b in range(2):
        frame_count, label_count = int(frames[b]), int(lengths[b])
        paths = []
        for emit in itertools.combinations_with_replacement(range(frame_count), label_count):
            score = torch.zeros(())
            for t in range(frame_count):
                done = sum(e < t for e in emit)
                for u in range(done, done + emit.count(t)):
                    score = score + log_p[b, t, u, labels[b, u]]
                score = score + log_p[b, t, done + emit.count(t), 0]
            paths.append(score)
        total.append(-torch.stack(paths).logsumexp(0))
    assert close(make("rnnt")(logits, labels, frames, lengths), sum(total) / 2)


def test_reinforcement_and_audio() -> None:
    old, new, advantage = torch.randn(5), torch.randn(5), torch.randn(5)
    ratio = (new - old).exp()
    want = -torch.minimum(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()
    assert close(make("ppo_clip")(new, old, advantage), want)
    assert close(make("ppo_clip")(new, new, advantage), -advantage.mean())
    assert close(make("policy_gradient")(new, advantage), -(new * advantage).mean())
    clean, noise = torch.randn(2, 400), torch.randn(2, 400)
    loss = make("si_sdr")
    assert close(loss(clean + noise, clean), loss(0.5 * (clean + noise) + 3, clean))
    assert float(loss(clean + 0.1 * noise, clean)) == pytest.approx(-20, abs=0.7)
