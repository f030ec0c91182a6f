"""What a loss says of PyTorch: completeness, symbols, targets it takes, targets it refuses."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.modules import loss as torch_losses

from activadvise.rulebase import load
from activadvise.rulebase.records import Loss
from tests.rules.loss_snippets import classes

BASE = load()
IN_TORCH = sorted(name for name, loss in BASE.losses.items() if loss.torch.module)
OUTSIDE = sorted(set(BASE.losses) - set(IN_TORCH))
Run = Callable[[], Tensor]


def name_of(loss: Loss) -> str:
    """ "nn.MSELoss()" → "MSELoss"; the snippet's class for a loss outside PyTorch."""
    if loss.torch.module:
        return loss.torch.module.removeprefix("nn.").partition("(")[0]
    return next(iter(classes(loss.snippet or "")))


def built(name: str, **options: Any) -> Any:
    """The loss of PyTorch as its entry writes it, or with other options."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if options:
            return getattr(nn, name_of(BASE.losses[name]))(**options)
        return eval(BASE.losses[name].torch.module or "", {"nn": nn})


def test_every_loss_of_pytorch_has_exactly_one_entry() -> None:
    named = [name_of(BASE.losses[name]) for name in IN_TORCH]
    assert sorted(named) == sorted([*torch_losses.__all__, "AdaptiveLogSoftmaxWithLoss"])


@pytest.mark.parametrize("name", IN_TORCH)
def test_pytorch_has_what_the_entry_names(name: str) -> None:
    loss = BASE.losses[name]
    assert isinstance(built(name), nn.Module)
    if loss.torch.functional:
        assert loss.torch.functional.startswith("F.")
        assert callable(getattr(F, loss.torch.functional.removeprefix("F.")))
    assert loss.snippet is None


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_loss_outside_pytorch_has_a_snippet_with_one_class(name: str) -> None:
    loss = BASE.losses[name]
    assert loss.snippet == f"losses/{name}.py"
    (class_name,) = classes(loss.snippet)
    assert class_name.endswith("Loss")
    assert not hasattr(nn, class_name)
    assert class_name in loss.aliases


@pytest.mark.parametrize("name", sorted(BASE.tasks))
def test_the_code_of_a_choice_makes_the_loss_it_names(name: str) -> None:
    task = BASE.tasks[name]
    for choice in [*task.losses, *(c for variant in task.variants for c in variant.losses or [])]:
        assert f"{name_of(BASE.losses[choice.loss])}(" in choice.code


# What each loss is called with; the target has the dtype and shape of its entry.
CALLS: dict[str, Callable[[], tuple[Any, ...]]] = {
    "cross_entropy": lambda: (z(4, 5), index(4)),
    "nll": lambda: (z(4, 5).log_softmax(1), index(4)),
    "nll_2d": lambda: (z(2, 5, 3, 3).log_softmax(1), index(2, 3, 3)),
    "bce": lambda: (z(4).sigmoid(), torch.rand(4)),
    "bce_with_logits": lambda: (z(4), torch.rand(4)),
    "l1": lambda: (z(4, 1), torch.randn(4, 1)),
    "mse": lambda: (z(4, 1), torch.randn(4, 1)),
    "huber": lambda: (z(4, 1), torch.randn(4, 1)),
    "smooth_l1": lambda: (z(4, 1), torch.randn(4, 1)),
    "poisson_nll": lambda: (z(4), torch.tensor([0.0, 1.0, 2.0, 7.0])),
    "gaussian_nll": lambda: (z(4), torch.randn(4), torch.rand(4) + 0.1),
    "kl_div": lambda: (z(4, 5).log_softmax(1), torch.rand(4, 5).softmax(1)),
    "ctc": lambda: (z(9, 2, 5).log_softmax(-1), index(2, 3) % 4 + 1, torch.tensor([9, 9]), torch.tensor([3, 2])),
    "multilabel_margin": lambda: (z(2, 4), torch.tensor([[3, 0, -1, -1], [1, -1, -1, -1]])),
    "multilabel_soft_margin": lambda: (z(4, 5), torch.rand(4, 5).round()),
    "soft_margin": lambda: (z(4), torch.tensor([1.0, -1.0, 1.0, -1.0])),
    "multi_margin": lambda: (z(4, 5), index(4)),
    "hinge_embedding": lambda: (z(4).abs(), torch.tensor([1, -1, 1, -1])),
    "cosine_embedding": lambda: (z(4, 5), z(4, 5), torch.tensor([1, -1, 1, -1])),
    "margin_ranking": lambda: (z(4), z(4), torch.tensor([1, -1, 1, -1])),
    "triplet_margin": lambda: (z(4, 5), z(4, 5), z(4, 5)),
    "triplet_margin_with_distance": lambda: (z(4, 5), z(4, 5), z(4, 5)),
}


def z(*shape: int) -> Tensor:
    return torch.randn(shape, requires_grad=True)


def index(*shape: int, below: int = 5) -> Tensor:
    return torch.randint(below, shape)


@pytest.mark.parametrize("name", [n for n in IN_TORCH if n not in ("linear_cross_entropy", "adaptive_log_softmax")])
def test_takes_the_target_of_its_entry_in_every_reduction(name: str) -> None:
    for reduction in BASE.losses[name].reductions:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = built(name, reduction=reduction)(*CALLS[name]())
        assert torch.isfinite(result).all()
        assert (result.ndim == 0) == (reduction != "none")
        result.sum().backward()


def test_losses_that_own_the_last_layer_take_features() -> None:
    fused = nn.LinearCrossEntropyLoss(8, 5)
    features, target = z(4, 8), index(4)
    assert torch.allclose(fused(features, target), F.cross_entropy(fused.linear(features), target))
    assert fused.linear.bias is None
    assert torch.isfinite(fused(features, torch.rand(4, 5).softmax(1)))
    adaptive = nn.AdaptiveLogSoftmaxWithLoss(8, 20, [4, 10], div_value=2.0)
    output, loss = adaptive(features, index(4, below=20))
    assert loss.item() == pytest.approx(-output.mean().item())
    assert torch.allclose(adaptive.log_prob(features).exp().sum(1), torch.ones(4))


def half(target: Tensor) -> Tensor:
    return target.to(torch.int32)


REFUSED: list[tuple[str, Run, str]] = [
    (
        "cross_entropy",
        lambda: F.cross_entropy(z(4, 5), half(index(4))),
        "expected target dtype to be Long or Byte, but got Int",
    ),
    ("cross_entropy", lambda: F.cross_entropy(z(4, 5), index(4).float()), "expected target dtype to be Long or Byte"),
    (
        "cross_entropy",
        lambda: F.cross_entropy(z(4, 5), index(4, 1)),
        "0D or 1D target tensor expected, multi-target not supported",
    ),
    ("cross_entropy", lambda: F.cross_entropy(z(4, 7, 5), index(4, 7)), "Expected target size"),
    (
        "multiclass",
        lambda: F.cross_entropy(z(4, 5), torch.eye(5)[:4].long()),
        "Expected floating point type for target with class probabilities, got Long",
    ),
    (
        "nll",
        lambda: F.nll_loss(z(4, 5), torch.rand(4, 5)),
        "0D or 1D target tensor expected, multi-target not supported",
    ),
    (
        "bce",
        lambda: F.binary_cross_entropy(z(4) * 9 + 5, torch.rand(4)),
        "all elements of input should be between 0 and 1",
    ),
    (
        "bce",
        lambda: F.binary_cross_entropy(z(4) * torch.nan, torch.rand(4)),
        "all elements of input should be between 0 and 1",
    ),
    ("bce", lambda: F.binary_cross_entropy(z(4).sigmoid(), index(4, below=2)), "Found dtype Long but expected Float"),
    (
        "bce_with_logits",
        lambda: F.binary_cross_entropy_with_logits(z(4), index(4, below=2)),
        "result type Float can't be cast to the desired output type Long",
    ),
    (
        "bce_with_logits",
        lambda: F.binary_cross_entropy_with_logits(z(4, 1), torch.rand(4)),
        "must be the same as input size",
    ),
    ("huber", lambda: F.huber_loss(z(4), torch.rand(4).double()), "Found dtype Double but expected Float"),
    (
        "gaussian_nll",
        lambda: F.gaussian_nll_loss(z(4), torch.rand(4), -torch.rand(4)),
        "var has negative entry/entries",
    ),
    (
        "ctc",
        lambda: F.ctc_loss(z(2, 9, 5).log_softmax(-1), index(2, 3) % 4 + 1, torch.tensor([9, 9]), torch.tensor([3, 3])),
        "input_lengths must be of size batch_size",
    ),
    (
        "multilabel_margin",
        lambda: F.multilabel_margin_loss(z(4, 5), torch.rand(4, 5).round()),
        "expected scalar type Long but found Float",
    ),
    (
        "cosine_embedding",
        lambda: F.cosine_embedding_loss(z(4, 5), z(4, 5), torch.ones(4, 1)),
        "0D or 1D target tensor expected, multi-target not supported",
    ),
]


@pytest.mark.parametrize(("name", "call", "message"), REFUSED, ids=[f"{r[0]}-{i}" for i, r in enumerate(REFUSED)])
def test_refuses_with_the_message_the_entry_quotes(name: str, call: Run, message: str) -> None:
    with pytest.raises((RuntimeError, ValueError), match=message.replace("(", r"\(")):
        torch.autograd.backward(call().sum())
    entry = BASE.tasks[name] if name in BASE.tasks else BASE.losses[name]
    assert any(message in mistake.shows for mistake in entry.mistakes)


@pytest.mark.parametrize(
    ("loss", "warns"),
    [("mse", True), ("l1", True), ("huber", True), ("smooth_l1", True), ("poisson_nll", False)],
)
def test_a_column_against_a_row_broadcasts(loss: str, warns: bool) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        wrong = built(loss)(torch.zeros(4, 1), torch.arange(4.0))
        full = built(loss, reduction="none")(torch.zeros(4, 1), torch.arange(4.0))
    assert full.shape == (4, 4)
    assert wrong.ndim == 0
    assert bool(caught) == warns


def test_the_old_name_is_deprecated() -> None:
    with pytest.warns(FutureWarning, match="deprecated"):
        nn.NLLLoss2d()
