"""Every error message that a CPU can provoke is provoked, and must lead to its symptom."""

# The calls are wrong on purpose, also in their types.
# mypy: disable-error-code="arg-type, operator, call-overload, no-untyped-call"

from __future__ import annotations

import mmap
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from activadvise.advise.diagnose import diagnose
from activadvise.rulebase import RuleBase

Provoke = Callable[[], Any]


def scores() -> Tensor:
    return torch.randn(4, 10, requires_grad=True)


def one() -> Tensor:
    return torch.rand(4)


def indices(*shape: int, below: int = 10) -> Tensor:
    return torch.randint(below, shape)


def inplace_after_sigmoid() -> None:
    hidden = scores().sigmoid()
    F.relu(hidden, inplace=True)
    hidden.sum().backward()


def inplace_negative_slope() -> None:
    F.leaky_relu(scores() * 1, -0.1, inplace=True).sum().backward()


def inplace_elu() -> None:
    F.elu(scores() * 1, -0.5, inplace=True).sum().backward()


def inplace_on_chunk() -> None:
    scores().chunk(2, 1)[0].relu_()


def backward_twice() -> None:
    loss = (scores() ** 2).sum()
    loss.backward()
    loss.backward()


def nan_in_backward() -> None:
    with torch.autograd.set_detect_anomaly(True):
        (torch.zeros(1, requires_grad=True).sqrt() * 0).sum().backward()


def too_many_frames() -> None:
    F.ctc_loss(torch.randn(30, 1, 5), torch.ones(1, 4).long(), torch.tensor([31]), torch.tensor([4]))


def too_many_symbols() -> None:
    F.ctc_loss(torch.randn(30, 1, 5), torch.ones(1, 4).long(), torch.tensor([30]), torch.tensor([6]))


def act(name: str) -> Callable[..., Any]:
    """A module class without its type, so that a wrong call can be written down."""
    found: Callable[..., Any] = getattr(nn, name)
    return found


PROVOKED: list[tuple[str, Provoke]] = [
    ("target-dtype-index", lambda: F.cross_entropy(scores(), torch.rand(4))),
    ("target-dtype-index", lambda: F.cross_entropy(scores(), indices(4).int())),
    ("target-dtype-index", lambda: F.cross_entropy(scores(), torch.ones(4).bool())),
    ("target-dtype-index", lambda: F.nll_loss(scores(), torch.rand(4))),
    ("target-dtype-index", lambda: F.multi_margin_loss(scores(), torch.rand(4))),
    ("target-dtype-index", lambda: nn.AdaptiveLogSoftmaxWithLoss(8, 100, [10, 50])(torch.rand(2, 8), one()[:2])),
    ("target-dtype-float", lambda: F.binary_cross_entropy(one(), indices(4, below=2))),
    ("target-dtype-float", lambda: F.binary_cross_entropy(one(), one().double())),
    ("target-dtype-float", lambda: F.binary_cross_entropy_with_logits(one(), indices(4, below=2))),
    ("target-dtype-float", lambda: F.binary_cross_entropy_with_logits(one(), one() > 0.5)),
    ("target-dtype-float", lambda: F.cross_entropy(scores(), F.one_hot(indices(4), 10))),
    ("target-shape-logits", lambda: F.binary_cross_entropy_with_logits(torch.rand(4, 1), one())),
    ("target-shape-logits", lambda: F.binary_cross_entropy(torch.rand(4, 1), one())),
    ("multi-target", lambda: F.cross_entropy(scores(), indices(4, 1))),
    ("multi-target", lambda: F.cross_entropy(scores(), torch.rand(4, 9))),
    ("multi-target", lambda: F.cross_entropy(torch.randn(2, 3, 8, 8), indices(2, 1, 8, 8, below=3))),
    ("batch-size-mismatch", lambda: F.cross_entropy(scores(), indices(5))),
    ("batch-size-mismatch", lambda: F.cross_entropy(torch.randn(4, 7, 10), indices(4, 7))),
    ("batch-size-mismatch", lambda: F.nll_loss(torch.randn(2, 3, 8, 8), indices(2, 4, 4, below=3))),
    ("target-out-of-bounds", lambda: F.cross_entropy(scores(), torch.tensor([0, 1, 2, 10]))),
    ("target-out-of-bounds", lambda: F.cross_entropy(scores(), torch.tensor([0, 1, 2, -1]))),
    ("target-out-of-bounds", lambda: F.cross_entropy(torch.rand(3, 1), torch.tensor([0, 1, 0]))),
    ("target-out-of-bounds", lambda: nn.MultiLabelMarginLoss()(scores(), torch.full((4, 10), 12))),
    ("bce-range", lambda: F.binary_cross_entropy(one() + 1, one())),
    ("bce-range", lambda: F.binary_cross_entropy(one(), one() + 1)),
    ("inplace-modified", inplace_after_sigmoid),
    ("inplace-modified", inplace_negative_slope),
    ("inplace-modified", inplace_elu),
    ("leaf-inplace", lambda: F.relu_(scores())),
    ("leaf-inplace", lambda: nn.Linear(2, 2).weight[0].zero_()),
    ("leaf-inplace", inplace_on_chunk),
    ("softmax-implicit-dim", lambda: F.softmax(scores())),
    ("softmax-implicit-dim", lambda: nn.LogSoftmax()(scores())),
    ("softmax-implicit-dim", lambda: nn.Softmin()(scores())),
    ("broadcast-warning", lambda: F.mse_loss(torch.randn(4, 1), one())),
    ("broadcast-warning", lambda: F.huber_loss(torch.randn(4, 1), one())),
    ("broadcast-warning", lambda: F.triplet_margin_loss(torch.rand(2, 3), torch.rand(2, 3), torch.rand(2, 4))),
    ("non-scalar-backward", lambda: scores().relu().backward()),
    ("no-gradient", lambda: scores().argmax(-1).float().sum().backward()),
    ("unsupported-gain", lambda: nn.init.calculate_gain("gelu")),
    ("unsupported-gain", lambda: nn.init.kaiming_normal_(torch.empty(3, 3), nonlinearity="silu")),
    ("init-on-vector", lambda: nn.init.kaiming_normal_(nn.BatchNorm1d(3).weight)),
    ("init-on-vector", lambda: nn.init.orthogonal_(torch.empty(3))),
    ("init-on-vector", lambda: nn.init.zeros_(nn.ReLU().weight)),
    ("constructor-with-tensor", lambda: act("CrossEntropyLoss")(scores(), indices(4))),
    ("constructor-with-tensor", lambda: act("MSELoss")(scores(), scores())),
    ("constructor-with-tensor", lambda: act("HuberLoss")(scores(), scores())),
    ("constructor-with-tensor", lambda: nn.ReLU(scores()).dim()),
    ("constructor-with-tensor", lambda: nn.ReLU(scores()) + 1),
    ("constructor-with-tensor", lambda: nn.Linear(10, 2)(nn.ReLU(scores()))),
    ("constructor-with-tensor", lambda: F.cross_entropy(act("Softmax")(scores()), indices(4))),
    ("constructor-with-tensor", lambda: act("Sigmoid")(scores())),
    ("constructor-with-tensor", lambda: act("GELU")(scores())(scores())),
    ("not-a-module", lambda: nn.Sequential(nn.Linear(2, 2), F.relu)),
    ("not-a-module", lambda: nn.Sequential(nn.Linear(2, 2), nn.ReLU)),
    ("missing-activation-name", lambda: getattr(nn, "Swish")()),  # noqa: B009
    ("missing-activation-name", lambda: getattr(F, "swish")(one())),  # noqa: B009
    ("missing-activation-name", lambda: act("GELU")(inplace=True)),
    ("missing-activation-name", lambda: act("GELU")("new")(one())),
    ("missing-activation-name", lambda: act("Linear")(2, 2, activation="relu")),
    ("missing-activation-name", lambda: nn.TransformerEncoderLayer(8, 2, activation="silu")),
    ("lstm-nonlinearity", lambda: act("LSTM")(3, 4, nonlinearity="relu")),
    ("lstm-nonlinearity", lambda: act("GRU")(3, 4, nonlinearity="relu")),
    ("lstm-nonlinearity", lambda: act("RNN")(3, 4, nonlinearity="gelu")),
    ("input-dtype", lambda: nn.Linear(3, 1)(torch.randn(4, 3).double())),
    ("input-dtype", lambda: nn.Conv2d(3, 1, 1)(torch.ones(1, 3, 4, 4).byte())),
    ("input-dtype", lambda: nn.LSTM(3, 4)(torch.rand(2, 1, 3).double())),
    ("input-dtype", lambda: nn.Embedding(3, 4)(torch.rand(2))),
    *[
        ("activation-on-integers", lambda name=name: getattr(F, name)(torch.ones(3).long()))
        for name in ("gelu", "silu", "mish", "elu", "hardswish", "softplus", "leaky_relu", "hardsigmoid")
    ],
    ("activation-on-integers", lambda: indices(3, 4).softmax(-1)),
    ("activation-on-integers", lambda: indices(3, 4).log_softmax(-1)),
    ("activation-on-integers", lambda: F.relu(torch.ones(3).bool())),
    ("activation-changes-width", lambda: nn.GLU()(torch.randn(3, 5))),
    ("activation-changes-width", lambda: nn.Linear(6, 2)(nn.GLU()(torch.randn(3, 6)))),
    ("activation-changes-width", lambda: nn.PReLU(4)(torch.randn(2, 5))),
    ("distribution-constraint", lambda: torch.distributions.Normal(torch.zeros(()), -torch.ones(()))),
    ("distribution-constraint", lambda: torch.distributions.Categorical(logits=torch.full((2, 3), torch.nan))),
    ("distribution-constraint", lambda: torch.distributions.Bernoulli(probs=torch.tensor(1.2))),
    ("distribution-constraint", lambda: torch.multinomial(torch.tensor([-1.0, 2.0]), 1)),
    ("gaussian-variance", lambda: F.gaussian_nll_loss(one(), one(), -one())),
    ("gaussian-variance", lambda: F.gaussian_nll_loss(torch.zeros(3, 2), torch.zeros(3, 2), torch.ones(3, 3))),
    ("gaussian-variance", lambda: nn.GaussianNLLLoss()(one(), one())),
    ("one-value-per-channel", lambda: nn.BatchNorm1d(3)(torch.randn(1, 3))),
    ("backward-twice", backward_twice),
    ("class-weight-shape", lambda: F.cross_entropy(scores(), indices(4), weight=torch.ones(9))),
    ("class-weight-shape", lambda: act("BCELoss")(pos_weight=torch.ones(1))),
    ("class-weight-shape", lambda: act("BCEWithLogitsLoss")(label_smoothing=0.1)),
    ("kldiv-wrong", lambda: F.kl_div(torch.rand(4, 10).log_softmax(1), torch.rand(4, 10).softmax(1))),
    ("ctc-infinite", too_many_frames),
    ("nan-loss", nan_in_backward),
]

#: Patterns that no call above can provoke: wordings of older versions, of CUDA, of other packages.
ELSEWHERE = {
    "Expected object of scalar type Long": "PyTorch 1.0 to 1.4",
    '"nll_loss': "CUDA",
    "Subtraction, the `-` operator, with a bool tensor": "one bool operand, older versions",
    "multi-target not supported at": "PyTorch 0.4 to 1.4",
    "device-side assert": "CUDA",
    "Assertion `t >= 0": "CUDA",
    "Assertion `input_val": "CUDA",
    "are unsafe to autocast": "CUDA autocast; read in the library below",
    "binary_cross_entropy and torch": "CUDA autocast; read in the library below",
    "expected scalar type Float but found Double": "older versions",
    "Exporting the operator": "needs onnx",
    "Unsupported: ONNX export": "needs onnx",
    "No ONNX function found": "needs onnx",
    "Failed to convert the exported program": "needs onnx",
    "No Previous Version": "needs onnx",
    "Expected target_lengths": "older versions",
    "\\bloss\\W": "the user's own log line",
    "CUDA out of memory": "CUDA",
    "OutOfMemoryError": "CUDA",
}


def message_of(provoke: Provoke) -> str:
    """The exception as a traceback ends in it, or else the first warning."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            provoke()
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    assert seen, "nothing was raised and nothing was warned"
    return f"{seen[0].category.__name__}: {seen[0].message}"


def name_of(case: Any) -> str:
    return case if isinstance(case, str) else ""


@pytest.fixture(autouse=True)
def validated_distributions() -> None:
    """torch.compile, used by other tests, switches the argument checks of distributions off for good."""
    torch.distributions.Distribution.set_default_validate_args(True)


@pytest.mark.parametrize(("symptom", "provoke"), PROVOKED, ids=name_of)
def test_message_leads_to_its_symptom(symptom: str, provoke: Provoke, base: RuleBase) -> None:
    message = message_of(provoke)
    assert any(re.search(pattern, message) for pattern in base.symptoms[symptom].errors), message
    others = [
        other.id
        for other in base.symptoms.values()
        if other.id != symptom and any(re.search(pattern, message) for pattern in other.errors)
    ]
    assert not others, f"{message!r} also matches {others}"
    traceback = f'Traceback (most recent call last):\n  File "train.py", line 7, in <module>\n    step()\n{message}'
    assert diagnose(traceback, {}, base).symptoms[0].id == symptom


def test_every_pattern_is_provoked_or_named(base: RuleBase) -> None:
    messages = [message_of(provoke) for _, provoke in PROVOKED]
    unseen = [
        pattern
        for symptom in base.symptoms.values()
        for pattern in symptom.errors
        if not any(re.search(pattern, message) for message in messages)
    ]
    unnamed = [p for p in unseen if not any(start in p for start in ELSEWHERE)]
    assert not unnamed, unnamed
    assert not [start for start in ELSEWHERE if not any(start in p for p in unseen)], "named, but provoked"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the shared library")
def test_autocast_wording_is_in_the_library(base: RuleBase) -> None:
    library = Path(torch.__file__).parent / "lib" / "libtorch_cpu.so"
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        assert data.find(b"torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast.") >= 0


def test_silent_mistakes_are_silent() -> None:
    """What the symptoms call silent raises nothing: these need the checker."""
    F.poisson_nll_loss(torch.tensor([-1.0]), torch.ones(1), log_input=False)
    F.ctc_loss(torch.randn(30, 1, 5), torch.ones(1, 4).long(), torch.tensor([30]), torch.tensor([4]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        F.binary_cross_entropy(torch.rand(4), torch.rand(4))
