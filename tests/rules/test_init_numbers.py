"""Every number in `inits` is recomputed, every fragment is applied to layers and measured."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from activadvise.rulebase import RuleBase
from activadvise.rulebase.location import SNIPPETS
from activadvise.snippet.directives import select

Init = Callable[[nn.Module], None]
WITH_SNIPPET = sorted(path.stem for path in (Path(SNIPPETS) / "inits").glob("*.py"))
SLOPE, GAIN, WEIGHT_VARIANCE, BIAS_VARIANCE = 0.2, 1.5, 1.9, 0.2


def loaded(name: str, activation: str = "relu", module: str = "nn.Sigmoid()") -> Init:
    """The `init_weights` of a fragment, its placeholders filled with known values."""
    text = (Path(SNIPPETS) / "inits" / f"{name}.py").read_text("utf-8")
    lines = select(text, {"activation": activation}, {}, name).lines
    program = "\n".join(lines).replace("ACT()", module)
    names = {"SLOPE": SLOPE, "GAIN": GAIN, "WEIGHT_VARIANCE": WEIGHT_VARIANCE, "BIAS_VARIANCE": BIAS_VARIANCE}
    space: dict[str, Any] = {"torch": torch, "nn": nn, "__name__": name, **names}
    exec(compile(program, name, "exec"), space)
    found: Init = space["init_weights"]
    return found


def expectation(function: Callable[[Tensor], Tensor]) -> float:
    """E f(z) for z ~ N(0, 1) by the trapezoid rule, exact to about 1e-9 for kinked functions."""
    z = torch.linspace(-12, 12, 2_000_001, dtype=torch.float64)
    density = torch.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return float(torch.trapezoid(function(z) * density, z))


def gain(function: Callable[[Tensor], Tensor]) -> float:
    return 1 / math.sqrt(expectation(lambda z: function(z) ** 2))


def centered(function: Callable[[Tensor], Tensor]) -> float:
    return 1 / math.sqrt(expectation(lambda z: function(z) ** 2) - expectation(function) ** 2)


def he(slope: float) -> float:
    return math.sqrt(2 / (1 + slope**2))


def truncated_std() -> float:
    """The std of N(0, 1) cut at ±2."""
    inside = math.erf(2 / math.sqrt(2))
    return math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / inside)


#: (init, number that its text must hold, the number computed here, digits after the point)
NUMBERS: list[tuple[str, str, float]] = [
    ("torch_default", "0.57735", 3**-0.5),
    ("torch_default", "0.577", 3**-0.5),
    ("kaiming_normal", "1.41421", he(0)),
    ("kaiming_normal", "1.41414", he(0.01)),
    ("kaiming_normal", "1.38675", he(0.2)),
    ("kaiming_normal", "1.37199", he(0.25)),
    ("gain_normal", "GELU 1.53353", gain(nn.functional.gelu)),
    ("gain_normal", "SiLU 1.67653", gain(nn.functional.silu)),
    ("gain_normal", "Mish 1.48685", gain(nn.functional.mish)),
    ("gain_normal", "Hardswish 1.73666", gain(nn.functional.hardswish)),
    ("gain_normal", "ELU 1.2452", gain(nn.functional.elu)),
    ("gain_normal", "TeLU 1.37478", gain(lambda z: z * z.exp().tanh())),
    ("centered_gain", "sigmoid 4.80131", centered(torch.sigmoid)),
    ("centered_gain", "softplus 1.91913", centered(nn.functional.softplus)),
    ("centered_gain", "ReLU 1.71286", centered(torch.relu)),
    ("centered_gain", "GELU 1.70093", centered(nn.functional.gelu)),
    ("centered_gain", "SiLU 1.78719", centered(nn.functional.silu)),
    ("truncated_normal", "0.55426", 0.02 * 768**0.5),
    ("truncated_normal", "0.8 at 1600", 0.02 * 1600**0.5),
    ("truncated_normal", "0.87963", truncated_std()),
    ("transformer_normal", "0.55426", 0.02 * 768**0.5),
    ("transformer_normal", "1.28", 0.02 * 4096**0.5),
    ("transformer_normal", "2.217", 0.02 * 12288**0.5),
    ("t_fixup", "0.42809", 0.67 * 6**-0.25),
    ("deepnorm", "0.31947", (8 * 12) ** -0.25),
    ("embedding_normal", "0.088388", 128**-0.5),
    ("embedding_normal", "0.036084", 768**-0.5),
    ("lstm_forget_bias", "0.73106", 1 / (1 + math.exp(-1))),
    ("prior_bias", "-4.59512", math.log(0.01 / 0.99)),
    ("prior_bias", "-2.19722", math.log(0.1 / 0.9)),
    ("rl_orthogonal", "1.41421", 2**0.5),
    ("siren", "0.04714", 2**0.5 / 30),
    ("siren", "0.797", 2 * expectation(lambda z: torch.sin(z * 0.797**0.5) ** 2)),
    ("siren", "1.17 at width 256", 30**2 / (3 * 256)),
    ("siren", "1.203", 2 * expectation(lambda z: torch.cos(z * 0.797**0.5) ** 2)),
    ("dcgan_normal", "0.64", 0.02 * (16 * 64) ** 0.5),
    ("dcgan_normal", "1.28", 0.02 * (16 * 256) ** 0.5),
    ("irnn", "0.57735", 3**-0.5),
]


@pytest.mark.parametrize(("init", "written", "value"), NUMBERS, ids=lambda value: str(value))
def test_written_numbers(init: str, written: str, value: float, base: RuleBase) -> None:
    entry = base.inits[init]
    text = " ".join([entry.summary, entry.gain or "", entry.formula, *entry.notes])
    assert written in text
    number = next(word for word in written.split() if word[-1].isdigit())
    digits = len(number.partition(".")[2])
    assert float(number) == pytest.approx(value, abs=0.6 * 10.0**-digits)


@pytest.mark.parametrize(
    ("function", "weight_variance", "bias_variance", "length"),
    [
        (torch.relu, 2.0, 0.0, 1.0),
        (torch.tanh, 2.1533, 0.15096, 1.0),
        (nn.functional.gelu, 1.983058, 0.172922, 3.561553),
        (nn.functional.silu, 1.988005, 0.555143, 14.320174),
    ],
)
def test_critical_pairs(
    function: Callable[[Tensor], Tensor], weight_variance: float, bias_variance: float, length: float, base: RuleBase
) -> None:
    """q = σ_w² E f(√q z)² + σ_b² and σ_w² E f'(√q z)² = 1 at the length q."""
    assert f"({weight_variance:.7g}, {bias_variance:g})" in (base.inits["critical"].gain or "")
    q = length**0.5

    def slope(z: Tensor) -> Tensor:
        x = (q * z).requires_grad_()
        found: Tensor = torch.autograd.grad(function(x).sum(), x)[0]
        return found

    second = expectation(lambda z: function(q * z) ** 2)
    assert weight_variance * second + bias_variance == pytest.approx(length, rel=1e-5)
    assert weight_variance * expectation(lambda z: slope(z) ** 2) == pytest.approx(1, abs=1e-5)


def layers() -> list[nn.Module]:
    torch.manual_seed(0)
    return [nn.Linear(600, 500), nn.Conv1d(128, 256, 5), nn.Conv2d(64, 128, 3, groups=2), nn.Conv3d(16, 32, 3)]


def fan_in(layer: nn.Module) -> int:
    weight: Tensor = layer.weight  # type: ignore[assignment]
    return weight[0].numel()


def xavier(layer: nn.Module) -> float:
    weight: Tensor = layer.weight  # type: ignore[assignment]
    fan_out = weight.shape[0] * weight[0, 0].numel()
    return math.sqrt(2 / (fan_in(layer) + fan_out))


STD: list[tuple[str, str, Callable[[nn.Module], float]]] = [
    ("torch_default", "relu", lambda layer: (3 * fan_in(layer)) ** -0.5),
    ("kaiming_normal", "relu", lambda layer: (2 / fan_in(layer)) ** 0.5),
    ("kaiming_normal", "leaky_relu", lambda layer: he(SLOPE) / fan_in(layer) ** 0.5),
    ("kaiming_uniform", "relu", lambda layer: (2 / fan_in(layer)) ** 0.5),
    ("kaiming_uniform", "prelu", lambda layer: he(SLOPE) / fan_in(layer) ** 0.5),
    ("lecun_normal", "selu", lambda layer: fan_in(layer) ** -0.5),
    ("gain_normal", "gelu", lambda layer: GAIN / fan_in(layer) ** 0.5),
    ("critical", "gelu", lambda layer: (WEIGHT_VARIANCE / fan_in(layer)) ** 0.5),
    ("centered_gain", "sigmoid", lambda layer: 4.80131 / fan_in(layer) ** 0.5),
    ("xavier_uniform", "tanh", xavier),
    ("xavier_normal", "tanh", xavier),
    ("truncated_normal", "gelu", lambda layer: 0.02),
    ("dcgan_normal", "leaky_relu", lambda layer: 0.02),
]


@pytest.mark.parametrize(("name", "activation", "std"), STD, ids=lambda value: value if isinstance(value, str) else "")
def test_weight_std(name: str, activation: str, std: Callable[[nn.Module], float]) -> None:
    init = loaded(name, activation)
    for layer in layers():
        if name == "dcgan_normal" and isinstance(layer, nn.Conv3d):
            continue
        layer.apply(init)
        weight, bias = (parameter.detach() for parameter in layer.parameters())
        assert weight.std().item() == pytest.approx(std(layer), rel=0.03), layer
        if name == "critical":
            assert bias.std().item() == pytest.approx(BIAS_VARIANCE**0.5, rel=0.35)
        elif name == "torch_default":
            assert 0 < bias.abs().max() <= fan_in(layer) ** -0.5
        else:
            assert not bias.any()


def test_centered_rows() -> None:
    layer = nn.Linear(300, 200)
    layer.apply(loaded("centered_gain", "sigmoid"))
    rows = layer.weight.detach()
    assert rows.mean(1).abs().max() < 1e-7
    assert rows.norm(dim=1).tolist() == pytest.approx([4.80131] * 200, rel=1e-3)


#: What a fragment changes besides the weights and biases of Linear and Conv layers.
TOUCHES = {
    "dcgan_normal": {"norm", "transposed"},
    "transformer_normal": {"embedding", "attention.out_proj"},
    "embedding_normal": {"embedding"},
    "orthogonal": {"lstm", "rnn", "gru"},
    "lstm_forget_bias": {"lstm"},
    "irnn": {"rnn"},
}


class Zoo(nn.Module):
    """One of each layer that a fragment could meet."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(4)
        self.layer_norm = nn.LayerNorm(4)
        self.slope = nn.PReLU(4)
        self.embedding = nn.Embedding(7, 4)
        self.scale = nn.Parameter(torch.ones(4))
        self.matrix = nn.Parameter(torch.randn(4, 4))
        self.transposed = nn.ConvTranspose2d(4, 4, 4, 2)
        self.attention = nn.MultiheadAttention(4, 2)
        self.lstm = nn.LSTM(4, 4)
        self.gru = nn.GRU(4, 4)
        self.rnn = nn.RNN(4, 4, nonlinearity="relu")


@pytest.mark.parametrize("name", WITH_SNIPPET)
def test_other_parameters_are_left_alone(name: str) -> None:
    zoo = Zoo()
    before = {key: value.clone() for key, value in zoo.state_dict().items()}
    zoo.apply(loaded(name))
    changed = {key for key, value in zoo.state_dict().items() if not torch.equal(before[key], value)}
    allowed = TOUCHES.get(name, set()) | {"attention.out_proj"}  # a Linear inside the attention
    assert {key for key in changed if not any(key.startswith(part) for part in allowed)} == set()
    for expected in TOUCHES.get(name, set()):
        assert any(key.startswith(expected) for key in changed), expected


@pytest.mark.parametrize("name", WITH_SNIPPET)
def test_fragments_take_layers_without_bias(name: str) -> None:
    model = nn.Sequential(
        nn.Linear(3, 4, bias=False), nn.ReLU(), nn.Linear(4, 2, bias=False), nn.Conv2d(3, 3, 1, bias=False)
    )
    model.apply(loaded(name))
    assert all(parameter.isfinite().all() for parameter in model.parameters())


def test_orthogonal() -> None:
    init = loaded("orthogonal")
    wide, lstm = nn.Linear(50, 30), nn.LSTM(8, 6)
    wide.apply(init)
    lstm.apply(init)
    assert torch.allclose(wide.weight @ wide.weight.T, GAIN**2 * torch.eye(30), atol=1e-5)
    for gate in dict(lstm.named_parameters())["weight_hh_l0"].chunk(4):
        assert torch.allclose(gate @ gate.T, torch.eye(6), atol=1e-5)


def test_transformer_branch_ends() -> None:
    """Twelve branches: their last layers get 0.02 / sqrt(12), all other weights 0.02."""
    torch.manual_seed(0)
    blocks = [nn.ModuleDict({"up": nn.Linear(64, 256), "down": nn.Linear(256, 64)}) for _ in range(12)]
    model = nn.ModuleDict({"embedding": nn.Embedding(500, 64, padding_idx=0), "blocks": nn.ModuleList(blocks)})
    model.apply(loaded("transformer_normal"))
    stds = {name: value.std().item() for name, value in model.named_parameters() if name.endswith("weight")}
    assert stds["embedding.weight"] == pytest.approx(0.02, rel=0.05)
    assert stds["blocks.3.up.weight"] == pytest.approx(0.02, rel=0.05)
    assert stds["blocks.3.down.weight"] == pytest.approx(0.02 / 12**0.5, rel=0.05)


def test_embedding_keeps_the_padding_row() -> None:
    embedding = nn.Embedding(1000, 128, padding_idx=0)
    embedding.apply(loaded("embedding_normal"))
    assert not embedding.weight[0].any()
    assert embedding.weight[1:].std().item() == pytest.approx(128**-0.5, rel=0.02)


def test_lstm_forget_gate() -> None:
    lstm = nn.LSTM(3, 5, num_layers=2, bidirectional=True)
    lstm.apply(loaded("lstm_forget_bias"))
    for name, bias in lstm.named_parameters():
        if name.startswith("bias_ih"):
            assert bias[5:10].tolist() == [1.0] * 5 and bias[:5].std() > 0
        elif name.startswith("bias_hh"):
            assert not bias[5:10].any()


def test_identity_recurrence() -> None:
    rnn = nn.RNN(3, 5, nonlinearity="relu")
    rnn.apply(loaded("irnn"))
    assert torch.equal(dict(rnn.named_parameters())["weight_hh_l0"], torch.eye(5))


def test_actor_critic_body() -> None:
    layer = nn.Linear(64, 32)
    layer.apply(loaded("rl_orthogonal"))
    assert torch.linalg.svdvals(layer.weight.detach()).tolist() == pytest.approx([2**0.5] * 32, rel=1e-4)


def test_siren_keeps_the_scale_inside_the_sine() -> None:
    """Without biases the variance inside the sine tends to 0.797."""
    torch.manual_seed(0)
    layers = [nn.Linear(2, 512), *(nn.Linear(512, 512) for _ in range(5)), nn.Linear(512, 1)]
    nn.Sequential(*layers).apply(loaded("siren"))
    assert layers[0].weight.abs().max().item() == pytest.approx(0.5, rel=0.01)
    x, inside = torch.rand(1000, 2) * 2 - 1, torch.empty(0)
    for layer in layers[:-1]:
        inside = 30 * nn.functional.linear(x, layer.weight)
        x = torch.sin(inside)
    assert inside.var().item() == pytest.approx(0.797, abs=0.06)


def test_geometric_start_is_a_sphere() -> None:
    torch.manual_seed(0)
    parts: list[nn.Module] = [nn.Linear(3, 1024)]
    for _ in range(3):
        parts += [nn.ReLU(), nn.Linear(1024, 1024)]
    model = nn.Sequential(*parts, nn.ReLU(), nn.Linear(1024, 1))
    model.apply(loaded("geometric_sdf"))
    points = torch.randn(500, 3)
    error = model(points).squeeze(1) - (points.norm(dim=1) - 0.5)
    assert error.abs().mean().item() < 0.15


def test_icnr_starts_as_nearest_neighbor() -> None:
    model = nn.Sequential(nn.Conv2d(3, 3 * 4, 3, padding=1), nn.PixelShuffle(2))
    model.apply(loaded("icnr"))
    image: Tensor = model(torch.randn(1, 3, 5, 5))
    assert torch.allclose(image[..., ::2, ::2], image[..., 1::2, 1::2])
    assert torch.allclose(image[..., ::2, 1::2], image[..., 1::2, ::2])


def test_dirac_is_the_identity() -> None:
    conv = nn.Conv2d(4, 4, 3, padding=1)
    conv.apply(loaded("dirac"))
    x = torch.randn(2, 4, 6, 6)
    assert torch.allclose(conv(x), x)


def test_pytorch_facts() -> None:
    """What the notes say about PyTorch's own functions."""
    gains = {"relu": 2**0.5, "leaky_relu": he(0.01), "tanh": 5 / 3, "selu": 0.75, "sigmoid": 1, "linear": 1}
    for name, value in gains.items():
        assert nn.init.calculate_gain(name) == pytest.approx(value)  # type: ignore[arg-type]
    torch.manual_seed(0)
    weight = torch.empty(1000, 1000)
    assert nn.init.kaiming_normal_(weight).std().item() == pytest.approx((2 / 1000) ** 0.5, rel=0.01)
    assert nn.init.trunc_normal_(weight, std=0.02).abs().max().item() > 0.08
    assert nn.init.trunc_normal_(weight).std().item() == pytest.approx(truncated_std(), abs=1e-3)
    assert nn.Embedding(2000, 100).weight.std().item() == pytest.approx(1, rel=0.02)
    attention = nn.MultiheadAttention(256, 4)
    assert attention.in_proj_weight.abs().max().item() == pytest.approx((6 / 1024) ** 0.5, rel=0.01)
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2), 2, enable_nested_tensor=False)
    weights = encoder.state_dict()
    assert torch.equal(weights["layers.0.linear1.weight"], weights["layers.1.linear1.weight"])
    assert torch.linalg.eigvals(nn.RNN(512, 512).state_dict()["weight_hh_l0"]).abs().max().item() == pytest.approx(
        3**-0.5, rel=0.06
    )


def test_every_fragment_belongs_to_an_entry(base: RuleBase) -> None:
    used = {entry.snippet for entry in base.inits.values() if entry.snippet}
    assert used == {f"inits/{name}.py" for name in WITH_SNIPPET}
