"""The telling numbers of symptoms, reproduced with PyTorch's own losses."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F

from activadvise.advise.diagnose import diagnose
from activadvise.formula import parse
from activadvise.rulebase import RuleBase

CLASSES = (3, 4, 5, 10, 100, 1000)


def sign(base: RuleBase, symptom: str, index: int, classes: int = 0) -> float:
    return parse(base.symptoms[symptom].numbers[index].value, {"C": float(classes)}).value(0.0)


@pytest.mark.parametrize("classes", CLASSES)
def test_cross_entropy_of_equal_logits(classes: int, base: RuleBase) -> None:
    loss = F.cross_entropy(torch.zeros(1, classes, dtype=torch.float64), torch.zeros(1).long())
    assert sign(base, "loss-ln-classes", 0, classes) == pytest.approx(loss.item(), abs=1e-12)


@pytest.mark.parametrize("classes", CLASSES)
def test_floor_of_a_double_softmax(classes: int, base: RuleBase) -> None:
    certain = torch.eye(classes, dtype=torch.float64)[:1]
    floor = F.cross_entropy(certain, torch.zeros(1).long()).item()
    assert sign(base, "double-softmax", 0, classes) == pytest.approx(floor, abs=1e-12)
    assert any(f"{floor:.3f}" in note for note in base.symptoms["double-softmax"].notes)


@pytest.mark.parametrize("classes", CLASSES)
def test_double_softmax_divides_the_first_gradient(classes: int) -> None:
    logits = torch.zeros(1, classes, dtype=torch.float64, requires_grad=True)
    F.cross_entropy(logits, torch.zeros(1).long()).backward()
    twice = torch.zeros(1, classes, dtype=torch.float64, requires_grad=True)
    F.cross_entropy(twice.softmax(1), torch.zeros(1).long()).backward()
    assert logits.grad is not None and twice.grad is not None
    assert torch.allclose(twice.grad * classes, logits.grad)


def test_numbers_of_a_double_sigmoid(base: RuleBase) -> None:
    certain = torch.tensor([1.0, 0.0], dtype=torch.float64)
    losses = F.binary_cross_entropy_with_logits(certain, certain, reduction="none")
    assert sign(base, "double-sigmoid", 0) == pytest.approx(losses[0].item())
    assert sign(base, "double-sigmoid", 1) == pytest.approx(losses.mean().item())
    assert sign(base, "double-sigmoid", 2) == pytest.approx(certain.sigmoid()[0].item())
    assert losses[1].item() == pytest.approx(sign(base, "loss-ln2", 0))


def test_collapsed_variance(base: RuleBase) -> None:
    loss = F.gaussian_nll_loss(torch.zeros(1), torch.zeros(1), torch.zeros(1)).item()
    assert sign(base, "negative-loss", 0) == pytest.approx(loss, abs=1e-5)


def test_clamped_bce(base: RuleBase) -> None:
    loss = F.binary_cross_entropy(torch.ones(1), torch.zeros(1)).item()
    assert sign(base, "bce-clamped", 0) == loss


def test_overflow_of_exp(base: RuleBase) -> None:
    for index, dtype in ((0, torch.float16), (1, torch.float32)):
        limit = sign(base, "infinite-values", index)
        assert torch.tensor(limit * 0.999, dtype=dtype).exp().isfinite()
        assert torch.tensor(limit * 1.001, dtype=dtype).exp().isinf()
    limits = base.symptoms["infinite-values"].thresholds
    assert limits["exp_overflow_fp32"] == pytest.approx(math.log(torch.finfo(torch.float32).max), abs=0.005)
    assert limits["exp_overflow_fp16"] == pytest.approx(math.log(torch.finfo(torch.float16).max), abs=0.005)
    assert limits["largest_fp16"] == torch.finfo(torch.float16).max


def test_saturation_share_without_and_with_a_norm() -> None:
    """Tanh layers with gain 6: 63 % beyond ±0.99 and 74 % beyond ±0.95, with BatchNorm 0.8 % and 6.7 %."""
    torch.manual_seed(0)
    plain = normed = torch.randn(1024, 256)
    for _ in range(10):
        weight = torch.randn(256, 256) * 6 / 256**0.5
        plain, pre = (plain @ weight).tanh(), normed @ weight
        normed = ((pre - pre.mean(0)) / pre.std(0)).tanh()
    shares = [(x.abs() > bound).float().mean().item() for x in (plain, normed) for bound in (0.95, 0.99)]
    assert shares == pytest.approx([0.74, 0.63, 0.067, 0.008], abs=0.02)


def test_every_case_leads_to_its_symptom(base: RuleBase) -> None:
    wrong = []
    for symptom in base.symptoms.values():
        for case in symptom.cases:
            found = diagnose(case, {}, base).symptoms[0].id
            if found != symptom.id:
                wrong.append((symptom.id, case, found))
    assert not wrong


def test_every_symptom_can_be_checked_and_fixed(base: RuleBase) -> None:
    for symptom in base.symptoms.values():
        assert symptom.cases and symptom.words, symptom.id
        for cause in symptom.causes:
            assert cause.what and cause.why and cause.check and cause.fixes, symptom.id
            assert len(cause.why) <= 200, (symptom.id, cause.why)
