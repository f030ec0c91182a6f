"""Options → a setup: names resolved, defaults filled in, what does not fit together refused."""

from __future__ import annotations

import glob
import hashlib
import math
import os
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import msgspec
import torch

from activadvise.advise.recommend import find, find_activation
from activadvise.errors import BadValue
from activadvise.live.compare.data import Data, load
from activadvise.live.compare.data.load import default, is_table
from activadvise.live.compare.plan import Init, Setup
from activadvise.live.target import user_code
from activadvise.rulebase import cache
from activadvise.rulebase import load as rules

ARCH = "mlp"
OPTIMIZERS = ("adamw", "adam", "sgd")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user may say; None and the like leave it to the default. The fields are explained in `Setup`."""

    arch: str | None = None
    model: str | None = None
    loaders: str | None = None
    data: str | None = None
    target: str | None = None
    seeds: int = 24
    steps: int | None = None
    epochs: int | None = None
    lr: float | Literal["auto"] = "auto"
    optimizer: str = "adamw"
    batch_size: int = 64
    init: str = "matched"
    metric: str = "loss"
    baseline: str | None = None
    seed: int = 0
    device: str = "cpu"
    sizes: Mapping[str, int] = {}


def setup_of(candidates: Sequence[str], options: Options) -> tuple[Setup, Data]:
    """The setup that candidates and options mean, and its data.

    Raises:
        UnknownName: an activation, architecture, data set or column that is not known.
        BadValue: options that do not fit, or not together.
        MissingExtra: the data need a package that is not installed.
    """
    _check(options)
    names = _candidates(candidates)
    arch = "" if options.model is not None else find(options.arch or ARCH, rules()).entry.id
    data = options.data
    if data is None:
        data = "" if options.loaders is not None else default(rules().architectures[arch])
    assert options.init in get_args(Init)
    setup = Setup(
        candidates=names,
        data=data,
        target=options.target,
        arch=arch,
        model=options.model,
        loaders=options.loaders,
        digest=_digest([options.model, options.loaders, data if is_table(data) else None, *names]),
        seeds=options.seeds,
        base_seed=options.seed,
        batch_size=options.batch_size,
        optimizer=options.optimizer,
        lr=None if options.lr == "auto" else options.lr,
        init=options.init,  # type: ignore[arg-type]  # checked above
        metric=options.metric,
        baseline=names[0] if options.baseline is None else _baseline(options.baseline, names),
        device=options.device,
        sizes=dict(options.sizes),
    )
    found = load(setup)
    _check_metric(options.metric, found)
    steps = options.steps
    if options.epochs is not None:
        steps = options.epochs * math.ceil(len(found.split(options.seed).train) / options.batch_size)
    return (setup if steps is None else msgspec.structs.replace(setup, steps=steps)), found


def _candidates(given: Sequence[str]) -> tuple[str, ...]:
    """Ids of the rule base, `file.py:name` as it is; two or more, all different."""
    names = [name if ":" in name else find_activation(name, rules()).id for name in given]
    for number, name in enumerate(names):
        if name in names[:number]:
            same = given[names.index(name)]
            raise BadValue(
                f"compare {' '.join(given)}: {given[number]} and {same} are the same, {name}; name two different ones."
            )
    if len(names) < 2:
        raise BadValue("compare: name two activations or more, as in `activadvise compare relu gelu`.")
    return tuple(names)


def _baseline(given: str, names: tuple[str, ...]) -> str:
    name = given if ":" in given else find_activation(given, rules()).id
    if name not in names:
        raise BadValue(f"--baseline {given}: it must be one of the candidates, {', '.join(names)}.")
    return name


def _check(options: Options) -> None:
    """Refuse values that do not fit, alone or together."""
    together = [
        (options.arch is not None and options.model is not None, "--arch and --model", "each says what is trained"),
        (options.data is not None and options.loaders is not None, "--data and --loaders", "each says on what"),
        (options.steps is not None and options.epochs is not None, "--steps and --epochs", "each says for how long"),
        (bool(options.sizes) and options.model is not None, "--set and --model", "the sizes of your model are yours"),
    ]
    for clash, names, why in together:
        if clash:
            raise BadValue(f"{names} exclude each other: {why}.")
    if options.model is not None and options.data is None and options.loaders is None:
        raise BadValue("--model: say what it learns, with --data or --loaders.")
    if options.target is not None and (options.data is None or not is_table(options.data)):
        raise BadValue(f"--target {options.target}: only a table has columns; name one with --data FILE.csv.")
    counts = {
        "seeds": options.seeds,
        "steps": options.steps,
        "epochs": options.epochs,
        "batch-size": options.batch_size,
    }
    for name, value in counts.items():
        if value is not None and value < 1:
            raise BadValue(f"--{name} {value}: it must be 1 or more.")
    if options.seed < 0:
        raise BadValue(f"--seed {options.seed}: it must be 0 or more.")
    if options.lr != "auto" and not (options.lr > 0 and math.isfinite(options.lr)):
        raise BadValue(f"--lr {options.lr}: a learning rate is a positive number, or auto.")
    _one_of("optimizer", options.optimizer, OPTIMIZERS)
    _one_of("init", options.init, get_args(Init))
    with user_code(f"--device {options.device}"):
        torch.empty(1, device=options.device).item()


def _one_of(option: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise BadValue(f"--{option} {value}: there are {', '.join(allowed)}.")


def _check_metric(metric: str, data: Data) -> None:
    from activadvise.live.compare.objective import objective

    allowed = ("loss", objective(data.task).metric)
    if metric not in allowed:
        raise BadValue(f"--metric {metric}: for {data.task} there are {' and '.join(allowed)}.")


def _digest(files: Sequence[str | None]) -> str:
    """Of the user's files, and of what else makes the numbers: the rule base, the code beside this file, and torch."""
    code = sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "**", "*.py"), recursive=True))
    found = hashlib.sha256(cache.builtin_key() + cache.content_key(code) + torch.__version__.encode())
    for text in files:
        source = (text or "").rpartition(":")[0]
        path = source if source.endswith(".py") else text
        if path and os.path.isfile(path):
            with open(path, "rb") as file:
                found.update(hashlib.sha256(file.read()).digest())
    return found.hexdigest()[:16]
