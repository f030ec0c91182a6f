"""What the entries say in words about right and wrong code, tried out."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.rules.loss_snippets import make


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(0)


def labels(*shape: int) -> Tensor:
    return torch.rand(shape).round()


def test_a_log_softmax_before_cross_entropy_is_redundant() -> None:
    logits, target = torch.randn(9, 5), torch.randint(5, (9,))
    assert torch.allclose(F.cross_entropy(logits.log_softmax(1), target), F.cross_entropy(logits, target))
    assert torch.allclose(F.nll_loss(logits.log_softmax(1), target), F.cross_entropy(logits, target))


def test_a_double_softmax_starts_with_one_cth_of_the_gradient() -> None:
    for classes in (2, 10, 100):
        logits, target = torch.zeros(1, classes, requires_grad=True), torch.tensor([0])
        (right,) = torch.autograd.grad(F.cross_entropy(logits, target), logits)
        (wrong,) = torch.autograd.grad(F.cross_entropy(logits.softmax(1), target), logits)
        assert torch.allclose(wrong * classes, right, atol=1e-6)


def test_classes_last_runs_silently_where_sizes_agree() -> None:
    logits, target = torch.randn(2, 5, 5), torch.randint(5, (2, 5))
    assert not torch.allclose(F.cross_entropy(logits, target), F.cross_entropy(logits.transpose(1, 2), target))


def test_cross_entropy_ends_at_the_entropy_of_soft_targets() -> None:
    logits, target = torch.randn(4, 5, requires_grad=True), torch.rand(4, 5).softmax(1)
    entropy = -(target * target.log()).sum(1).mean()
    kl = F.kl_div(logits.log_softmax(1), target, reduction="batchmean")
    assert torch.allclose(F.cross_entropy(logits, target), kl + entropy)
    assert torch.isnan(F.cross_entropy(logits, torch.full((4,), -100)))


def test_a_saturated_sigmoid_stops_bce_but_not_its_logits_form() -> None:
    z = torch.tensor([40.0], requires_grad=True)
    (stopped,) = torch.autograd.grad(F.binary_cross_entropy(z.sigmoid(), torch.zeros(1)), z)
    (alive,) = torch.autograd.grad(F.binary_cross_entropy_with_logits(z, torch.zeros(1)), z)
    assert stopped.item() == 0
    assert alive.item() == 1


def test_forms_that_are_the_same_loss() -> None:
    logits, yes = torch.randn(6, 4), labels(6, 4)
    bce = F.binary_cross_entropy_with_logits(logits, yes)
    assert torch.allclose(F.multilabel_soft_margin_loss(logits, yes), bce)
    assert torch.allclose(F.soft_margin_loss(logits, 2 * yes - 1), bce)
    pair = torch.stack((torch.zeros(6), logits[:, 0]), dim=1)
    assert torch.allclose(
        F.cross_entropy(pair, yes[:, 0].long()), F.binary_cross_entropy_with_logits(logits[:, 0], yes[:, 0])
    )
    smooth = nn.SmoothL1Loss(beta=2.0)(logits, yes)
    assert torch.allclose(2 * smooth, F.huber_loss(logits, yes, delta=2.0))


def test_pos_weight_shifts_the_logit_by_its_logarithm() -> None:
    yes, logit = (torch.arange(1000) < 100).float(), torch.zeros(1, requires_grad=True)
    loss = F.binary_cross_entropy_with_logits(logit.expand(1000), yes, pos_weight=torch.tensor(9.0))
    (gradient,) = torch.autograd.grad(loss, logit)
    assert gradient.abs().item() < 1e-6  # the best constant logit is 0, a probability of 0.5 for a share of 0.1


def test_a_softmax_over_one_unit_costs_100_per_negative() -> None:
    raw, yes = torch.randn(8, 1, requires_grad=True), torch.tensor([[1.0]] * 6 + [[0.0]] * 2)
    loss = F.binary_cross_entropy(raw.softmax(1), yes)
    assert loss.item() == pytest.approx(25)
    (gradient,) = torch.autograd.grad(loss, raw)
    assert gradient.abs().sum() == 0


def test_poisson_mistakes() -> None:
    z = torch.randn(5)
    assert torch.allclose(F.softplus(z).exp(), 1 + z.exp())
    assert torch.isnan(F.poisson_nll_loss(torch.tensor([-0.1]), torch.ones(1), log_input=False))


def test_losses_that_fall_below_zero_on_wrong_input() -> None:
    logits, target = torch.randn(4, 5), torch.rand(4, 5).softmax(1)
    assert (F.kl_div(logits.softmax(1), target, reduction="none") < 0).all()
    assert torch.isnan(F.kl_div(target, logits.log_softmax(1), reduction="sum"))
    lengths = torch.tensor([9, 9]), torch.tensor([3, 3])
    frames, text = torch.randn(9, 2, 5), torch.randint(1, 5, (2, 3))
    assert F.ctc_loss(frames.softmax(-1), text, *lengths) < 0
    assert F.ctc_loss(frames.log_softmax(-1), text, *lengths) > 0
    assert F.ctc_loss(frames[:2].log_softmax(-1), text, torch.tensor([2, 2]), lengths[1]) == torch.inf
    assert torch.isfinite(F.ctc_loss(frames.log_softmax(-1), 0 * text, *lengths))  # the blank as a label: no error


def test_kl_mean_is_smaller_by_the_number_of_classes() -> None:
    log_p, target = torch.randn(4, 5).log_softmax(1), torch.rand(4, 5).softmax(1)
    with pytest.warns(UserWarning, match="batchmean"):
        mean = F.kl_div(log_p, target)
    assert torch.allclose(5 * mean, F.kl_div(log_p, target, reduction="batchmean"))


def test_multi_hot_integers_are_read_as_indices() -> None:
    scores = torch.zeros(1, 4, requires_grad=True)
    loss = F.multilabel_margin_loss(scores, torch.tensor([[0, 0, 1, 1]]))  # meant: labels 2 and 3 hold
    (gradient,) = torch.autograd.grad(loss, scores)
    assert (gradient[0, :2] < 0).all()  # but labels 0 and 1 are raised
    assert (gradient[0, 2:] > 0).all()


def test_gaussian_broadcasts_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    full = F.gaussian_nll_loss(torch.zeros(4, 1), torch.randn(4), torch.ones(4, 1), reduction="none")
    assert full.shape == (4, 4)
    assert not recwarn.list


def test_sorting_quantiles_never_raises_the_pinball_loss() -> None:
    loss, crossed, target = make("pinball", (0.1, 0.5, 0.9)), torch.randn(500, 3), torch.randn(500)
    for i in range(500):
        row, y = crossed[i : i + 1], target[i : i + 1]
        assert loss(row.sort(dim=-1).values, y) <= loss(row, y) + 1e-6


def test_written_out_forms_overflow_where_the_snippets_do_not() -> None:
    error = torch.tensor([90.0])
    assert error.cosh().log() == torch.inf
    assert make("log_cosh")(error, torch.zeros(1)).item() == pytest.approx(90 - torch.tensor(2.0).log().item())
    assert torch.special.i0(torch.tensor(92.0)) == torch.inf
    assert torch.isfinite(make("von_mises_nll")(torch.tensor([[300.0, 0.0]]), torch.zeros(1)))


def test_dice_on_an_image_without_foreground() -> None:
    empty = torch.zeros(1, 1, 100)
    none, one = torch.full((1, 1, 100), -50.0), torch.full((1, 1, 100), -50.0)
    one[0, 0, 0] = 50.0
    assert make("dice")(none, empty).item() == pytest.approx(0, abs=1e-6)
    assert make("dice")(one, empty).item() == pytest.approx(0.5, abs=1e-6)


def test_a_bias_has_no_effect_on_cox() -> None:
    risk, time, event = torch.randn(9), torch.rand(9), torch.rand(9) < 0.7
    assert torch.allclose(make("cox")(risk + 3, time, event), make("cox")(risk, time, event), atol=1e-5)
    assert torch.allclose(
        make("cox")(0 * risk, time, event), (time[None] >= time[:, None]).sum(1).log()[event].mean(), atol=1e-5
    )
