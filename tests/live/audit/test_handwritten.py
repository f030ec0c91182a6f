"""Losses written by hand: told from what they are built of, each on what fits it and on what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import activadvise

Loss = Callable[[Tensor, Tensor], Tensor]
ONE_HOT = torch.eye(3)[torch.tensor([0, 1, 2, 1])]
INDEX = torch.tensor([0, 1, 2, 1])
SIGNS = 2 * ONE_HOT - 1
REAL = torch.randn(4, 3, generator=torch.Generator().manual_seed(0))


def soft(z: Tensor) -> Tensor:
    return z.softmax(1)


def plain(z: Tensor) -> Tensor:
    return z


def log_soft(z: Tensor) -> Tensor:
    return z.log_softmax(dim=1)


def nll(p: Tensor, y: Tensor) -> Tensor:
    return -(y * p.log()).sum()


def nll_with_epsilon(p: Tensor, y: Tensor) -> Tensor:
    return -torch.mean(torch.sum(y * torch.log(p.clamp(min=1e-7) + 1e-8), dim=1))


def nll_gathered(logp: Tensor, y: Tensor) -> Tensor:
    return -logp.gather(1, y.argmax(1, keepdim=True)).mean()


def nll_indexed(p: Tensor, y: Tensor) -> Tensor:
    return -torch.log(p[torch.arange(len(y)), y.argmax(1)]).mean()


def nll_weighted(logp: Tensor, y: Tensor) -> Tensor:
    each = -(logp * y).sum(dim=-1)
    weight = torch.tensor([1.0, 2.0, 1.0, 1.0])
    return (each * weight).sum() / weight.sum()


def by_normalizer(z: Tensor, y: Tensor) -> Tensor:
    return (torch.logsumexp(z, dim=1) - (z * y).sum(dim=1)).mean()


def by_shifted_logits(z: Tensor, y: Tensor) -> Tensor:
    return -(y * (z - z.logsumexp(dim=1, keepdim=True))).sum(dim=1).mean()


def bce(p: Tensor, y: Tensor) -> Tensor:
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


def bce_by_logsigmoid(z: Tensor, y: Tensor) -> Tensor:
    return -(y * F.logsigmoid(z) + (1 - y) * F.logsigmoid(-z)).mean()


def focal(p: Tensor, y: Tensor) -> Tensor:
    right = torch.where(y == 1, p, 1 - p)
    return (-((1 - right) ** 2) * torch.log(right + 1e-8)).mean()


def focal_of_cross_entropy(z: Tensor, y: Tensor) -> Tensor:
    each = F.cross_entropy(z, y.argmax(1), reduction="none")
    return ((1 - torch.exp(-each)) ** 2 * each).mean()


def dice(p: Tensor, y: Tensor) -> Tensor:
    overlap = (p * y).sum()
    return 1 - (2 * overlap + 1) / (p.sum() + y.sum() + 1)


def jaccard(p: Tensor, y: Tensor) -> Tensor:
    overlap = torch.sum(p * y, dim=1)
    return (1 - overlap / (p.sum(dim=1) + y.sum(dim=1) - overlap + 1e-6)).mean()


def tversky(p: Tensor, y: Tensor) -> Tensor:
    hit, false, missed = (p * y).sum(), (p * (1 - y)).sum(), ((1 - p) * y).sum()
    return 1 - hit / (hit + 0.3 * false + 0.7 * missed)


def hinge(z: Tensor, y: Tensor) -> Tensor:
    return torch.clamp(1 - y * z, min=0).mean()


def hinge_by_relu(z: Tensor, y: Tensor) -> Tensor:
    return F.relu(1 - z * y).sum(1).mean()


def squared(z: Tensor, y: Tensor) -> Tensor:
    return ((z - y) ** 2).mean()


def squared_by_product(z: Tensor, y: Tensor) -> Tensor:
    error = y - z
    return (error * error).sum(1).mean().sqrt()


def absolute(z: Tensor, y: Tensor) -> Tensor:
    return torch.abs(z - y).mean()


RIGHT: list[tuple[Loss, Callable[[Tensor], Tensor], Tensor]] = [
    (nll, soft, ONE_HOT), (nll_with_epsilon, soft, ONE_HOT), (nll_gathered, log_soft, ONE_HOT),
    (nll_indexed, soft, ONE_HOT), (nll_weighted, log_soft, ONE_HOT), (by_normalizer, plain, ONE_HOT),
    (by_shifted_logits, plain, ONE_HOT), (bce, torch.sigmoid, ONE_HOT), (bce_by_logsigmoid, plain, ONE_HOT),
    (focal, torch.sigmoid, ONE_HOT), (focal_of_cross_entropy, plain, ONE_HOT), (dice, torch.sigmoid, ONE_HOT),
    (dice, soft, ONE_HOT), (jaccard, torch.sigmoid, ONE_HOT), (tversky, torch.sigmoid, ONE_HOT),
    (hinge, plain, SIGNS), (hinge_by_relu, plain, SIGNS), (squared, plain, REAL),
    (squared, torch.sigmoid, ONE_HOT), (squared_by_product, plain, REAL), (absolute, plain, REAL),
]  # fmt: skip
WRONG: list[tuple[Loss, Callable[[Tensor], Tensor], Tensor, str]] = [
    (nll, plain, ONE_HOT, "ACT105"), (nll_with_epsilon, plain, ONE_HOT, "ACT105"),
    (nll_gathered, lambda z: log_soft(soft(z)), ONE_HOT, "ACT101"), (nll_indexed, plain, ONE_HOT, "ACT105"),
    (by_normalizer, soft, ONE_HOT, "ACT101"), (by_normalizer, torch.sigmoid, ONE_HOT, "ACT102"),
    (by_shifted_logits, soft, ONE_HOT, "ACT101"), (bce, plain, ONE_HOT, "ACT105"),
    (bce_by_logsigmoid, torch.sigmoid, ONE_HOT, "ACT127"), (focal, plain, ONE_HOT, "ACT105"),
    (focal_of_cross_entropy, soft, ONE_HOT, "ACT101"), (dice, plain, ONE_HOT, "ACT115"),
    (dice, torch.sigmoid, 255 * ONE_HOT, "ACT502"), (jaccard, plain, ONE_HOT, "ACT115"),
    (tversky, plain, ONE_HOT, "ACT115"), (hinge, soft, SIGNS, "ACT130"), (hinge, plain, ONE_HOT, "ACT502"),
    (hinge_by_relu, torch.sigmoid, SIGNS, "ACT130"), (squared, torch.relu, REAL, "ACT114"),
    (squared_by_product, torch.relu, REAL, "ACT114"), (absolute, torch.tanh, 9 * REAL, "ACT506"),
]  # fmt: skip


def name(value: object) -> str:
    return getattr(value, "__name__", "")


def audited(loss: Loss, end: Callable[[Tensor], Tensor], y: Tensor) -> tuple[set[str], set[str]]:
    """The codes from warning on and the verdicts of two steps."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 3))
    with activadvise.audit() as report:
        for _ in range(2):
            loss(end(model(torch.randn(4, 5))), y).backward()
    assert not report.notes
    return {f.code for f in report.findings if f.severity != "hint"}, {call.verdict for call in report.calls}


@pytest.mark.parametrize(("loss", "end", "y"), RIGHT, ids=name)
def test_what_fits_is_right(loss: Loss, end: Callable[[Tensor], Tensor], y: Tensor) -> None:
    assert audited(loss, end, y) == (set(), {"right"})


@pytest.mark.parametrize(("loss", "end", "y", "code"), WRONG, ids=name)
def test_what_does_not_is_found(loss: Loss, end: Callable[[Tensor], Tensor], y: Tensor, code: str) -> None:
    assert audited(loss, end, y)[0] == {code}


def test_a_loss_that_cannot_be_followed_is_undecided() -> None:
    def loss(z: Tensor, y: Tensor) -> Tensor:
        made: Tensor = torch.special.entr(torch.fft.rfft(z).abs()).mean()
        return made

    assert audited(loss, plain, ONE_HOT) == (set(), {"undecided"})


def test_a_penalty_beside_a_loss_changes_nothing() -> None:
    def loss(z: Tensor, y: Tensor) -> Tensor:
        entropy: Tensor = (z.softmax(1) * log_soft(z)).sum()
        return F.cross_entropy(z, y.argmax(1)) + 0.1 * z.pow(2).mean() + 0.01 * entropy

    assert audited(loss, plain, ONE_HOT) == (set(), {"right"})


def test_the_line_is_that_of_the_loss() -> None:
    z = nn.Linear(5, 3)(torch.randn(4, 5)).softmax(1)
    with activadvise.audit() as report:
        z = nn.Linear(5, 3)(torch.randn(4, 5))
        overlap = (z * ONE_HOT).sum()
        value = 1 - 2 * overlap / (z.sum() + ONE_HOT.sum())
        value.backward()
    (finding,) = report.findings
    with open(__file__, encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert "value = 1 - 2" in lines[finding.line - 1]
    assert finding.code == "ACT115"
