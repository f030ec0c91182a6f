"""What the corpus programs do when they run: PyTorch judges each label, not the checker.

A program starts with ``# expect: ACT101@12, ACT124@9|11`` (``none`` for a correct one) and ``# why: ...``; ``9|11``
says that either line may be reported. ``# raises: RuntimeError`` names the error that running it ends with, ``#
allow:`` a finding that is right but not demanded. Each program is run under a TorchFunctionMode that looks at the
values reaching the losses and at which operation made a tensor; what it sees becomes events, a code with the lines of
the program that were executing. A label is proven by an event with its code on its line.
"""

from __future__ import annotations

import ast
import contextlib
import io
import random
import re
import runpy
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

HERE = Path(__file__).parent

# Events that prove a label but say nothing against a program without it: the same operations are right elsewhere
# (dropout on attention weights, ReLU features in a perceptual loss, an unread tensor at the end of a script).
PROOF_ONLY = {"ACT118", "ACT114", "ACT203", "ACT402", "ACT207", "ACT208", "ACT209"}
# The faulty construct may stand where it is made (nn.Softmax() in __init__), while the event happens where it runs.
ANY_LINE = {"ACT124", "ACT208", "ACT201", "ACT206", "ACT207", "ACT202", "ACT408"}

RECTIFIERS = {"relu", "relu_", "gelu", "softplus", "relu6", "silu", "elu", "leaky_relu", "leaky_relu_"}
ACTIVATIONS = RECTIFIERS | {"sigmoid", "sigmoid_", "tanh", "selu", "selu_", "softmax", "log_softmax", "log_sigmoid"}
SIGMOIDS = {"sigmoid", "sigmoid_"}
VIEWS = {
    "view", "reshape", "permute", "transpose", "squeeze", "unsqueeze", "flatten", "contiguous", "float", "detach",
    "__getitem__", "gather", "t", "to",
}  # fmt: skip
NOT_READING = {"__get__", "__set__", "size", "dim", "zero_", "backward", "numel", "requires_grad_"}


@dataclass(frozen=True)
class Expected:
    code: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Header:
    expect: tuple[Expected, ...]
    allow: tuple[Expected, ...]
    why: str
    raises: str | None


@dataclass(frozen=True)
class Program:
    """One file, or one folder whose ``main.py`` is run."""

    path: Path

    @property
    def entry(self) -> Path:
        return self.path / "main.py" if self.path.is_dir() else self.path

    @property
    def files(self) -> list[Path]:
        if not self.path.is_dir():
            return [self.path]
        return sorted(p for p in self.path.rglob("*.py") if p.stat().st_size)

    @property
    def name(self) -> str:
        return f"{self.path.parents[1].name}/{self.path.parent.name}/{self.path.stem}"

    @property
    def bad(self) -> bool:
        return self.path.parent.name == "bad"


@dataclass(frozen=True)
class Event:
    code: str
    # file and first and last line of each statement of the program that was executing, innermost first
    frames: tuple[tuple[Path, int, int], ...]

    def at(self, file: Path, lines: tuple[int, ...]) -> bool:
        return any(f == file and first <= n <= last for f, first, last in self.frames for n in lines)


@dataclass
class Outcome:
    events: list[Event] = field(default_factory=list)
    error: BaseException | None = None


def _findings(text: str) -> tuple[Expected, ...]:
    if text in ("", "none"):
        return ()
    found = []
    for item in text.split(","):
        match = re.fullmatch(r"\s*(ACT\d{3})@(\d+(?:\|\d+)*)\s*", item)
        if not match:
            raise ValueError(f"cannot read {item!r}")
        found.append(Expected(match[1], tuple(int(n) for n in match[2].split("|"))))
    return tuple(found)


def parse_header(text: str) -> Header:
    """Read the comment lines at the top of a program."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = re.fullmatch(r"# (expect|why|raises|allow): (.*)", line)
        if not match:
            break
        values[match[1]] = match[2].strip()
    if "expect" not in values or "why" not in values:
        raise ValueError("the header needs '# expect:' and '# why:'")
    return Header(_findings(values["expect"]), _findings(values.get("allow", "")), values["why"], values.get("raises"))


def programs(corpus: str) -> list[Program]:
    """All programs of ``programs`` or ``exam``, bad before good."""
    out = []
    for kind in ("bad", "good"):
        for path in sorted((HERE / corpus / kind).iterdir()):
            if path.suffix == ".py" or (path / "main.py").is_file():
                out.append(Program(path))
    return out


@cache
def _statements(file: Path) -> list[tuple[int, int]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    simple = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and not hasattr(n, "body")]
    return [(n.lineno, n.end_lineno or n.lineno) for n in simple]


# Predicates on values. All take a detached float tensor.


def sums_to_one(x: Tensor, dim: int) -> bool:
    return bool((x.sum(dim) - 1).abs().max() < 1e-3)


def is_distribution(x: Tensor, dim: int) -> bool:
    """No value below zero, and the values along dim, more than one, sum to one."""
    return x.dim() > 0 and x.size(dim) > 1 and bool(x.min() >= 0) and sums_to_one(x, dim)


def is_log_distribution(x: Tensor, dim: int) -> bool:
    return sums_to_one(x.exp(), dim)


def in_unit_interval(x: Tensor) -> bool:
    return bool(x.min() >= 0) and bool(x.max() <= 1)


def class_dim(x: Tensor) -> int:
    return 1 if x.dim() > 1 else 0


def other_dim_normalised(x: Tensor) -> str | None:
    """ACT125 where the exponentials sum to one over the batch, ACT126 where over a later dim."""
    if x.dim() > 1 and is_log_distribution(x, 0):
        return "ACT125"
    return "ACT126" if any(is_log_distribution(x, d) for d in range(2, x.dim())) else None


def judge_cross_entropy(x: Tensor, tag: str) -> str | None:
    dim = class_dim(x)
    if x.size(dim) == 1:
        return "ACT117"
    if is_distribution(x, dim):
        return "ACT101"
    if in_unit_interval(x) and tag in SIGMOIDS:
        return "ACT102"
    if tag in RECTIFIERS:
        return "ACT112"
    return "ACT113" if tag == "tanh" else None


def judge_binary_logits(x: Tensor, tag: str) -> str | None:
    if is_distribution(x, -1):
        return "ACT104"
    if in_unit_interval(x) and tag in SIGMOIDS:
        return "ACT103"
    if bool(x.max() <= 0) and tag in ("log_softmax", "log_sigmoid"):
        return "ACT131"
    if tag in RECTIFIERS:
        return "ACT112"
    return "ACT113" if tag == "tanh" else None


def judge_nll(x: Tensor) -> str | None:
    dim = class_dim(x)
    if is_log_distribution(x, dim):
        return None
    return other_dim_normalised(x) or ("ACT106" if is_distribution(x, dim) else "ACT107")


def judge_kl_input(x: Tensor) -> str | None:
    if any(is_log_distribution(x, d) for d in range(1, x.dim())):
        return None
    return other_dim_normalised(x) or "ACT108"


class Watch(TorchFunctionMode):
    """Looks at every torch call: which values reach the losses, and which call made each tensor."""

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        self.files = {str(f): f for f in files}
        self.events: list[Event] = []
        self.tags: dict[int, str] = {}
        self.kept: list[Any] = []
        self.read: dict[int, int] = {}
        self.produced: list[tuple[int, str, Event]] = []
        self.ran: set[str] = set()
        self.cuda_autocast = 0

    def frames(self) -> Iterator[FrameType]:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                yield frame
            frame = frame.f_back

    def inside_distributions(self) -> bool:
        """Whether torch.distributions made the call: its own conversions are no statement of the program."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename not in self.files:
            if "distributions" in Path(frame.f_code.co_filename).parts:
                return True
            frame = frame.f_back
        return False

    def event(self, code: str) -> Event:
        where = []
        for frame in self.frames():
            file, line = self.files[frame.f_code.co_filename], frame.f_lineno
            around = [s for s in _statements(file) if s[0] <= line <= s[1]]
            first, last = min(around, key=lambda s: s[1] - s[0], default=(line, line))
            where.append((file, first, last))
        return Event(code, tuple(where))

    def note(self, code: str | None) -> None:
        if code:
            self.events.append(self.event(code))

    def tag(self, value: object) -> str:
        return self.tags.get(id(value), "")

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        given = [a for a in (*args, *kwargs.values()) if isinstance(a, Tensor)]
        before = self.tag(given[0]) if given else ""
        if name not in NOT_READING:
            for a in (*args, *kwargs.values()):
                for t in a if isinstance(a, (list, tuple)) else (a,):
                    if isinstance(t, Tensor):
                        self.read[id(t)] = self.read.get(id(t), 0) + 1
        with torch.no_grad():
            self.before(name, func, args, kwargs, given, before)
        result = func(*args, **kwargs)
        self.after(name, args, kwargs, given, before, result)
        return result

    def before(
        self,
        name: str,
        func: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        given: list[Tensor],
        tag: str,
    ) -> None:
        if not given or name in NOT_READING or self.inside_distributions():
            return
        x = given[0].detach()
        if not x.is_floating_point() or not x.numel():
            return
        x = x.float()
        if name == "cross_entropy":
            self.note(judge_cross_entropy(x, tag))
        elif name in ("binary_cross_entropy_with_logits", "soft_margin_loss", "multilabel_soft_margin_loss"):
            self.note(judge_binary_logits(x, tag))
        elif name == "binary_cross_entropy":
            if self.cuda_autocast:
                self.note("ACT129")
            elif not in_unit_interval(x):
                self.note("ACT105")
            elif is_distribution(x, -1):
                self.note("ACT111")
        elif name in ("nll_loss", "nll_loss2d"):
            self.note(judge_nll(x))
        elif name == "kl_div":
            self.note(judge_kl_input(x))
            target = given[1].detach()
            negative = bool(target.min() < 0)
            self.note("ACT109" if negative is not bool(kwargs.get("log_target", False)) else None)
        elif name == "ctc_loss":
            self.note(None if is_log_distribution(x, -1) else "ACT119")
        elif name == "poisson_nll_loss":
            if kwargs.get("log_input", True):
                self.note("ACT122" if tag in RECTIFIERS | {"exp"} else None)
            else:
                self.note("ACT122" if bool(x.min() < 0) else None)
        elif name in ("multi_margin_loss", "multilabel_margin_loss"):
            self.note("ACT130" if in_unit_interval(x) else None)
        elif name in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"):
            self.note("ACT114" if tag in RECTIFIERS - {"softplus"} else None)
        elif name == "gumbel_softmax":
            self.note("ACT121" if is_distribution(x, -1) else None)
        elif name in ("softmax", "log_softmax"):
            dim = kwargs.get("dim", args[1] if len(args) > 1 else None)
            if dim is None:
                self.note("ACT124")
            elif x.dim() and x.size(dim) == 1 and name == "softmax":
                self.note("ACT116")
        elif name == "linear" or name.startswith("conv"):
            self.judge_linear(name, args, given, tag)
        elif name in ("dropout", "batch_norm"):
            self.note("ACT207" if tag == "softmax" else None)
        elif name == "log":
            self.note({"softmax": "ACT404", "sigmoid": "ACT405", "1+exp": "ACT406"}.get(tag))
        elif name == "tanh" and tag == "exp":
            self.note("ACT407")
        elif name in ("div", "__truediv__") and tag in ("exp", "1+exp") and len(given) > 1:
            overflows = self.tag(given[1]) in ("1+exp", "sum of exp") and not bool((x <= 1).all())
            self.note("ACT409" if overflows else None)
        elif name == "gelu":
            self.note(self.judge_gelu(x, kwargs.get("approximate", "none")))
        elif name in ("add", "sub", "__radd__", "__rsub__", "__add__", "__sub__") and len(given) > 1:
            both = {self.tag(g) for g in given[:2]}
            self.note("ACT118" if both == {"mean of sigmoid"} else None)
        elif name in ("mul", "__mul__", "__rmul__") and len(given) > 1 and x.numel() > 8:
            overlap = x.shape == given[1].shape and any(self.overlap_loss(f) for f in self.frames())
            self.note("ACT115" if overlap and not in_unit_interval(x) else None)
        if name in ACTIVATIONS and tag in ACTIVATIONS:
            twice = {name.strip("_"), tag.strip("_")} <= {"sigmoid", "softmax"}
            self.note("ACT127" if twice else "ACT202")

    def judge_gelu(self, x: Tensor, approximate: str) -> str | None:
        """ACT408 where the program's CONFIG names a function with other values."""
        config: dict[str, str] = next((f.f_globals["CONFIG"] for f in self.frames() if "CONFIG" in f.f_globals), {})
        wanted = {"gelu": "none", "gelu_new": "tanh", "gelu_pytorch_tanh": "tanh"}.get(config.get("hidden_act", ""))
        if wanted is None:
            return None
        with torch._C.DisableTorchFunction():
            first, second = (torch.nn.functional.gelu(x, approximate=kind) for kind in (wanted, approximate))
        return "ACT408" if bool((first - second).abs().max() > 1e-6) else None

    @staticmethod
    def overlap_loss(frame: FrameType) -> bool:
        owner = type(frame.f_locals.get("self")).__name__
        return bool(re.search(r"dice|tversky|jaccard", f"{frame.f_code.co_name} {owner}", re.I))

    def judge_linear(self, name: str, args: tuple[Any, ...], given: list[Tensor], tag: str) -> None:
        if tag == "softmax":
            self.note("ACT206")
        if tag.startswith("linear "):
            first_in, middle = (int(n) for n in tag.split()[1:])
            if middle >= min(first_in, given[1].size(0)):
                self.note("ACT201")

    def after(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], given: list[Tensor], tag: str, result: Any
    ) -> None:
        self.ran.add(name)
        if isinstance(result, (tuple, list)) and name in ("chunk", "unbind"):
            self.kept.append(result)
            return
        if not isinstance(result, Tensor) or name == "__get__":
            return
        self.kept.append((result, given))
        in_place = bool(kwargs.get("inplace")) or (name.endswith("_") and not name.startswith("__"))
        new = ""
        if name in ACTIVATIONS or name in ("exp", "gumbel_softmax"):
            new = "relu" if name == "relu_" else name
            self.produced.append((id(result), "in place" if in_place else name, self.event("")))
            if in_place:
                self.read[id(result)] = 0
        elif name in VIEWS or (name == "dropout" and tag.startswith("linear")) or name in ("neg", "__neg__"):
            new = tag
        elif name == "linear" or name.startswith("conv"):
            weight = given[1]
            grouped = "groups" in kwargs or any(isinstance(a, int) and a > 1 for a in args[6:7])
            new = "" if grouped or "transpose" in name else f"linear {weight.size(1)} {weight.size(0)}"
            if name == "linear" and weight.size(0) > 1 and bool(((weight == weight[:1]) & (weight != 0)).all()):
                self.note("ACT305")
        elif name == "sum" and tag == "exp":
            new = "sum of exp"
        elif name == "mean" and tag == "sigmoid":
            new = "mean of sigmoid"
        elif name in ("add", "__radd__", "__add__") and tag == "exp" and any(type(a) in (int, float) for a in args):
            new = "1+exp"
        if new:
            self.tags[id(result)] = new
        else:
            self.tags.pop(id(result), None)

    def finish(self) -> None:
        for number, name, event in self.produced:
            if name == "in place":
                if self.read.get(number, 0) > 1:
                    self.events.append(Event("ACT209", event.frames))
            elif name not in ("exp", "gumbel_softmax") and not self.read.get(number):
                self.events += [Event("ACT203", event.frames), Event("ACT402", event.frames)]
        if self.ran & {"selu", "selu_"} and self.ran & {"batch_norm", "dropout"}:
            self.events += [
                Event("ACT208", event.frames) for _, name, event in self.produced if name in ("selu", "in place")
            ]


def _patches(watch: Watch) -> list[Any]:
    """What a function mode cannot see: constructors, inits, distributions, autocast."""
    out: list[Any] = []

    def wrap(owner: Any, name: str, look: Callable[..., None]) -> None:
        original = getattr(owner, name)

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with torch._C.DisableTorchFunction():
                look(*args, **kwargs)
            return original(*args, **kwargs)

        out.append(mock.patch.object(owner, name, wrapped))

    def in_forward(*_: Any, **__: Any) -> None:
        if any(f.f_code.co_name == "forward" for f in watch.frames()):
            watch.note("ACT403")

    def tensor_argument(code: str) -> Callable[..., None]:
        def look(_: Any, *args: Any, **kwargs: Any) -> None:
            if any(isinstance(a, Tensor) for a in args) and (code == "ACT401" or len(args) > 1):
                watch.note(code)

        return look

    def categorical(_: Any, probs: Any = None, logits: Any = None, *__: Any, **___: Any) -> None:
        if logits is not None and (is_distribution(logits.detach(), -1) or in_unit_interval(logits.detach())):
            watch.note("ACT120")
        if probs is not None and bool((probs.detach() < 0).any()):
            watch.note("ACT120")

    def kaiming(tensor: Any, a: float = 0, *_: Any, **__: Any) -> None:
        if any(abs(a - gain) < 1e-6 for gain in (2**0.5, 5 / 3)):
            watch.note("ACT301")

    def constant(tensor: Any, *_: Any, **__: Any) -> None:
        if tensor.dim() > 1 and max(tensor.shape[:2]) > 1:  # one unit has none to be equal to
            watch.note("ACT305")

    def gain(nonlinearity: str, *_: Any, **__: Any) -> None:
        known = {"linear", "conv1d", "conv2d", "conv3d", "sigmoid", "tanh", "relu", "leaky_relu", "selu"}
        if nonlinearity not in known:
            watch.note("ACT306")

    def cuda(step: int) -> Callable[..., None]:
        def look(context: Any, *_: Any) -> None:
            watch.cuda_autocast += step if context.device == "cuda" else 0

        return look

    for layer in (nn.Linear, nn.Conv1d, nn.Conv2d):
        wrap(layer, "__init__", in_forward)
    for activation in (nn.ReLU, nn.Softmax, nn.Tanh, nn.Sigmoid, nn.GELU):
        wrap(activation, "__init__", tensor_argument("ACT401"))
    for loss in (nn.CrossEntropyLoss, nn.MSELoss, nn.BCELoss, nn.NLLLoss):
        wrap(loss, "__init__", tensor_argument("ACT123"))
    for distribution in (torch.distributions.Categorical, torch.distributions.Bernoulli):
        wrap(distribution, "__init__", categorical)
    for init in ("kaiming_normal_", "kaiming_uniform_"):
        wrap(nn.init, init, kaiming)
    for init in ("constant_", "ones_"):
        wrap(nn.init, init, constant)
    wrap(nn.init, "calculate_gain", gain)
    wrap(torch.autocast, "__enter__", cuda(1))
    wrap(torch.autocast, "__exit__", cuda(-1))
    return out


@contextlib.contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let `import NAME` fail: a program then takes its stand-in, and no second of import time is lost."""
    modules: dict[str, Any] = sys.modules
    saved = {name: modules[name] for name in names if name in modules}
    modules.update(dict.fromkeys(names))
    try:
        yield
    finally:
        for name in names:
            del modules[name]
        modules.update(saved)


def run(program: Program) -> Outcome:
    """Run the program as a script and return what was seen."""
    watch = Watch(program.files)
    folder = str(program.entry.parent)
    outcome = Outcome()
    known = set(sys.modules)
    torch.manual_seed(0)
    random.seed(0)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_without("lightning", "lightning.pytorch"))
        stack.enter_context(mock.patch.object(sys, "path", [folder, *sys.path]))
        stack.enter_context(mock.patch.object(sys, "dont_write_bytecode", True))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        for patch in _patches(watch):
            stack.enter_context(patch)
        stack.enter_context(watch)
        try:
            runpy.run_path(str(program.entry), run_name="__main__")
        except Exception as error:
            outcome.error = error
    for name in set(sys.modules) - known:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(folder):
            del sys.modules[name]
    watch.finish()
    outcome.events = watch.events
    return outcome


def unproven(program: Program, outcome: Outcome) -> list[str]:
    """Labels without an event that bears them out."""
    missing = []
    for file in program.files:
        for expected in parse_header(file.read_text(encoding="utf-8")).expect:
            same = [e for e in outcome.events if e.code == expected.code]
            if not any(expected.code in ANY_LINE or e.at(file, expected.lines) for e in same):
                missing.append(f"{file.name}: {expected.code}@{expected.lines}")
    return missing


def unlabelled(program: Program, outcome: Outcome) -> list[str]:
    """Events that no label speaks of."""
    labels = []
    for file in program.files:
        header = parse_header(file.read_text(encoding="utf-8"))
        labels += [(file, e) for e in (*header.expect, *header.allow)]
    extra = []
    for event in outcome.events:
        if event.code in PROOF_ONLY:
            continue
        same = [(f, e) for f, e in labels if e.code == event.code]
        if not any(event.code in ANY_LINE or event.at(f, e.lines) for f, e in same):
            where = ", ".join(f"{f.name}:{first}" for f, first, _ in event.frames)
            extra.append(f"{event.code} at {where}")
    return extra


__all__ = [
    "Event",
    "Expected",
    "Header",
    "Outcome",
    "Program",
    "parse_header",
    "programs",
    "run",
    "unlabelled",
    "unproven",
]
