"""Wrong programs at their very best (or where they start), as functions of the number of classes C."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.rules.loss_snippets import make

Number = Callable[[int], Tensor | float]
SURE = 200.0
DOUBLE_SOFTMAX = "log(exp(1) + C - 1) - 1"
SHARPEST = "exp(1) / (exp(1) + C - 1)"


def right(classes: int) -> tuple[Tensor, Tensor]:
    """The best logits there are: class 0, certainly; and its index."""
    logits = torch.full((1, classes), -SURE)
    logits[0, 0] = SURE
    return logits, torch.tensor([0])


def ce(of: Callable[[Tensor], Tensor]) -> Number:
    return lambda c: F.cross_entropy(of(right(c)[0]), right(c)[1])


def double_sigmoid(_: int) -> Tensor:
    return F.binary_cross_entropy_with_logits(torch.tensor(SURE).sigmoid(), torch.tensor(1.0))


def double_sigmoid_off(_: int) -> Tensor:
    return F.binary_cross_entropy_with_logits(torch.tensor(-SURE).sigmoid(), torch.tensor(0.0))


def sharpest(c: int) -> Tensor:
    return right(c)[0].softmax(-1).softmax(-1).max()


def clipped(c: int) -> Tensor:
    return F.cross_entropy(torch.full((1, c), -3.0).relu(), torch.tensor([0]))


def entropy(c: int) -> Tensor:
    uniform = torch.full((1, c), 1 / c)
    return F.cross_entropy(uniform.log(), uniform)


def two_true(c: int) -> Tensor:
    """Two of C labels hold and share the softmax: CrossEntropyLoss, at its best."""
    target, logits = torch.zeros(1, c + 2), torch.full((1, c + 2), -SURE)
    target[0, :2], logits[0, :2] = 1.0, 0.0
    return F.cross_entropy(logits, target)


def two_true_bce(c: int) -> Tensor:
    target = torch.zeros(c)
    target[:2] = 1.0
    return F.binary_cross_entropy(target / 2, target)


def one_against_rest(c: int) -> Tensor:
    return F.binary_cross_entropy_with_logits(right(c)[0].sigmoid(), F.one_hot(torch.tensor([0]), c).float())


def simplex(n: int) -> Tensor:
    """n points as far from each other as they can be: cosines -1 / (n - 1)."""
    return F.normalize(torch.eye(n) - 1 / n)


def column_against_row(_: int) -> Tensor:
    """The best that predictions can do against standardized targets when [B, 1] meets [B]: one constant."""
    target = torch.randn(100, generator=torch.Generator().manual_seed(0))
    target = (target - target.mean()) / target.std(correction=0)
    return ((torch.zeros(100, 1) - target) ** 2).mean()


def uniform_angles() -> Tensor:
    return (torch.arange(100_000) + 0.5) / 100_000 * 2 * math.pi - math.pi


def random_rotations(_: int) -> Tensor:
    a, b = (random_turns(seed) for seed in (0, 1))
    loss: Tensor = make("geodesic")(a, b)
    return loss


def random_turns(seed: int) -> Tensor:
    """Uniform rotations, from uniform quaternions."""
    w, x, y, z = F.normalize(torch.randn(100_000, 4, generator=torch.Generator().manual_seed(seed)), dim=-1).unbind(-1)
    rows = [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), 2 * (x * y + z * w),
            1 - 2 * (x * x + z * z), 2 * (y * z - x * w), 2 * (x * z - y * w), 2 * (y * z + x * w),
            1 - 2 * (x * x + y * y)]  # fmt: skip
    return torch.stack(rows, dim=-1).view(-1, 3, 3)


def pairs(loss: Callable[..., Tensor], *shape: int) -> Tensor:
    """A loss on embeddings that have all collapsed onto one point."""
    point = torch.ones(shape)
    return loss(point, point, point)


def circle_in_degrees(_: int) -> Tensor:
    """A head that is right in radians against cos and sin of degrees: as good as chance."""
    angle = uniform_angles()
    head = torch.stack((angle.cos(), angle.sin()), -1)
    degrees = angle.rad2deg()
    loss: Tensor = make("cosine_distance")(head, torch.stack((degrees.cos(), degrees.sin()), -1))
    return loss


softmax, sigmoid = (lambda z: z.softmax(-1)), torch.sigmoid
WITNESS: dict[tuple[str, str], list[Number]] = {
    ("cross_entropy", DOUBLE_SOFTMAX): [ce(softmax), ce(sigmoid)],
    ("cross_entropy", "log1p((C - 1) * exp(-2))"): [ce(torch.tanh)],
    ("cross_entropy", "log(C)"): [clipped],
    ("cross_entropy", "0"): [lambda _: F.cross_entropy(torch.randn(3, 1), torch.zeros(3, dtype=torch.long))],
    ("cross_entropy", "2 * log(2)"): [two_true],
    ("nll", "-1"): [lambda c: F.nll_loss(right(c)[0].softmax(-1), right(c)[1])],
    ("bce", "100"): [lambda _: F.binary_cross_entropy(torch.tensor(16.64).sigmoid(), torch.tensor(0.0))],
    ("bce_with_logits", "log1p(exp(-1))"): [double_sigmoid],
    ("poisson_nll", "8 - 8 * log(8)"): [lambda _: F.poisson_nll_loss(torch.tensor(8.0).log(), torch.tensor(8.0))],
    ("gaussian_nll", "0.5 * log(0.01)"): [
        lambda _: F.gaussian_nll_loss(torch.ones(1), torch.ones(1), torch.full((1,), 0.01))
    ],
    ("multilabel_soft_margin", "log1p(exp(-1))"): [
        lambda _: F.multilabel_soft_margin_loss(torch.ones(1, 3), torch.ones(1, 3))
    ],
    ("soft_margin", "log(2)"): [lambda _: F.soft_margin_loss(torch.randn(5), torch.zeros(5))],
    ("soft_margin", "log1p(exp(-1))"): [lambda _: F.soft_margin_loss(torch.tensor(SURE).sigmoid(), torch.ones(()))],
    ("multi_margin", "(C - 1) / C"): [lambda c: F.multi_margin_loss(torch.zeros(1, c).softmax(-1), torch.tensor([0]))],
    ("focal", "(1 - sigmoid(1)) ** 2 * log1p(exp(-1))"): [
        lambda _: make("focal")(torch.tensor(SURE).sigmoid(), torch.ones(()))
    ],
    ("focal", "-log(0.99 / 0.01)"): [lambda _: torch.tensor(0.01).logit()],
    ("gan_hinge", "1"): [
        lambda _: make("gan_hinge")(torch.ones(1), real=True) + make("gan_hinge")(torch.zeros(1), real=False)
    ],
    ("wgan", "-1"): [lambda _: make("wgan")(torch.ones(1), real=True) + make("wgan")(torch.zeros(1), real=False)],
    ("hinge_embedding", "1"): [lambda _: F.hinge_embedding_loss(torch.rand(9), torch.zeros(9))],
    ("cosine_embedding", "0"): [
        lambda _: F.cosine_embedding_loss(torch.randn(3, 4), torch.randn(3, 4), torch.zeros(3))
    ],
    ("margin_ranking", "0"): [lambda _: nn.MarginRankingLoss()(torch.ones(3), torch.ones(3), torch.ones(3))],
    ("triplet_margin", "1"): [lambda _: pairs(nn.TripletMarginLoss(), 3, 4)],
    ("triplet_margin_with_distance", "1"): [lambda _: pairs(nn.TripletMarginWithDistanceLoss(), 3, 4)],
    ("info_nce", "log(1 + 255 * exp(-256 / 255))"): [
        lambda _: make("info_nce", temperature=1.0)(simplex(256), simplex(256))
    ],
    ("info_nce", "log(256)"): [lambda _: make("info_nce")(torch.ones(256, 8), torch.ones(256, 8))],
    ("info_nce", "log(exp(1) + 255) - 1"): [lambda _: ce(softmax)(256)],
    ("bpr", "log1p(exp(-1))"): [lambda _: make("bpr")(torch.tensor(SURE).sigmoid(), torch.tensor(-SURE).sigmoid())],
    ("von_mises_nll", "log(2 * pi)"): [lambda _: make("von_mises_nll")(torch.zeros(9, 2), torch.randn(9))],
    ("charbonnier", "0.001"): [lambda _: make("charbonnier")(torch.ones(3), torch.ones(3))],
    ("geodesic", "pi / 2 + 2 / pi"): [random_rotations],
    ("silog", "0"): [lambda _: make("silog", 1.0)(7 * torch.ones(3), torch.ones(3))],
    ("policy_gradient", "exp(1) / (exp(1) + 3)"): [lambda _: sharpest(4)],
    ("binary", "log1p(exp(-1))"): [double_sigmoid],
    ("binary", "0"): [lambda _: F.cross_entropy(torch.randn(3, 1), torch.zeros(3, dtype=torch.long))],
    ("binary", "100"): [lambda _: F.binary_cross_entropy(torch.tensor(16.64).sigmoid(), torch.tensor(0.0))],
    ("binary", "log(exp(1) + 1) - 1"): [lambda _: ce(softmax)(2)],
    ("binary", "log(2)"): [lambda _: F.soft_margin_loss(torch.randn(5), torch.zeros(5))],
    ("multiclass", DOUBLE_SOFTMAX): [ce(softmax)],
    ("multiclass", "log(C)"): [clipped],
    ("multiclass", "-1"): [lambda c: F.nll_loss(right(c)[0].softmax(-1), right(c)[1])],
    ("multiclass", "(log1p(exp(-1)) + (C - 1) * log(2)) / C"): [one_against_rest],
    ("multilabel", "2 * log(2)"): [two_true],
    ("multilabel", "log1p(exp(-1))"): [double_sigmoid],
    ("multilabel", "log(2)"): [double_sigmoid_off],
    ("multilabel", "2 * log(2) / C"): [two_true_bce],
    ("ordinal", DOUBLE_SOFTMAX): [ce(softmax)],
    ("soft-labels", "log(C)"): [entropy],
    ("soft-labels", DOUBLE_SOFTMAX): [ce(softmax)],
    ("probability-output", DOUBLE_SOFTMAX): [ce(softmax)],
    ("probability-output", SHARPEST): [sharpest],
    ("probability-output", "log1p(exp(-1))"): [double_sigmoid],
    ("proportions", SHARPEST): [sharpest],
    ("proportions", "log(C)"): [entropy],
    ("regression", "1"): [column_against_row],
    ("regression", "log1p(exp(-1))"): [double_sigmoid],
    ("bounded-regression", "log1p(exp(-1))"): [double_sigmoid],
    ("bounded-regression", "log(2)"): [
        lambda _: F.binary_cross_entropy_with_logits(torch.zeros(3), torch.full((3,), 0.5))
    ],
    ("angle", "pi ** 2 / 3"): [lambda _: (uniform_angles() ** 2).mean()],
    ("angle", "1"): [circle_in_degrees],
    ("unit-vector", "1"): [lambda _: make("cosine_distance")(torch.randn(200_000, 3), torch.randn(200_000, 3))],
    ("rotation", "pi / 2 + 2 / pi"): [random_rotations],
    ("count", "8 - 8 * log(8)"): [lambda _: F.poisson_nll_loss(torch.tensor(8.0).log(), torch.tensor(8.0))],
    ("heteroscedastic", "0.5 * log(0.01)"): [
        lambda _: F.gaussian_nll_loss(torch.ones(1), torch.ones(1), torch.full((1,), 0.01))
    ],
    ("mixture-density", SHARPEST): [sharpest],
    ("survival", "log(2)"): [double_sigmoid_off],
}
