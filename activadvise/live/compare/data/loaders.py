"""The user's own loaders or data sets, read once into memory: batches are then the same for all candidates."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, IterableDataset

from activadvise.errors import BadValue
from activadvise.live.compare.data.data import Data, Pair, Split, Task
from activadvise.live.target import resolve, user_code

NAMES = ("train", "validation", "test")
BYTES = 4 * 2**30
LAYOUTS = {2: "vector", 3: "sequence", 4: "map"}


def read(text: str, base_seed: int) -> Data:
    """The data of `--loaders file.py:name`, which gives (train, test) or (train, validation, test).

    Each is a DataLoader, a Dataset, an iterable of batches, or a pair of tensors; each sample or batch is (x, y).

    Raises:
        BadValue: there is no such thing, it fails, or gives something else.
    """
    with _seeded(base_seed):
        found = resolve(text)
        if callable(found):
            with user_code(f"--loaders {text}()"):
                found = found()
        given = _named(found, text)
        with user_code(f"--loaders {text}: reading the data"):
            pairs = [_pair(part, f"--loaders {text}, {name}") for name, part in given.items()]
    for name, pair in zip(given, pairs, strict=True):
        if len(pair.x) == 0:
            raise BadValue(f"--loaders {text}: the {name} part is empty.")
        if pair.x.shape[1:] != pairs[0].x.shape[1:] or pair.x.dtype != pairs[0].x.dtype:
            raise BadValue(f"--loaders {text}: the {name} inputs are not of the shape and type of the first part's.")
    return _data(text, pairs, base_seed)


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """What is random in the user's code is the same in every process; the state before comes back."""
    before, numbers = random.getstate(), np.random.get_state()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        random.seed(seed)
        np.random.seed(seed % 2**32)
        try:
            yield
        finally:
            random.setstate(before)
            np.random.set_state(numbers)


def _named(found: Any, text: str) -> dict[str, Any]:
    if isinstance(found, Mapping):
        found = tuple(found[name] for name in NAMES if name in found)
    if isinstance(found, (tuple, list)) and len(found) in (2, 3) and not all(isinstance(x, Tensor) for x in found):
        names = NAMES if len(found) == 3 else (NAMES[0], NAMES[2])
        return dict(zip(names, found, strict=True))
    raise BadValue(
        f"--loaders {text}: give (train, validation, test) or (train, test), loaders or data sets; this is a "
        f"{type(found).__name__}."
    )


def _pair(part: Any, where: str) -> Pair:
    """All samples of a loader, a data set, or a pair of tensors, in order."""
    if isinstance(part, (tuple, list)) and len(part) == 2 and all(isinstance(item, Tensor) for item in part):
        return Pair(*part)
    if isinstance(part, DataLoader) and not isinstance(part.dataset, IterableDataset):
        part = DataLoader(part.dataset, batch_size=part.batch_size or 256, collate_fn=part.collate_fn)
    elif isinstance(part, Dataset) and not isinstance(part, IterableDataset):
        part = DataLoader(part, batch_size=256)
    if not isinstance(part, Iterable):
        raise BadValue(f"{where}: a {type(part).__name__} is no loader, data set or pair of tensors.")
    inputs, targets, size = [], [], 0
    for batch in part:
        if not (isinstance(batch, (tuple, list)) and len(batch) == 2 and all(isinstance(t, Tensor) for t in batch)):
            raise BadValue(f"{where}: a batch must be (x, y), two tensors; for more write them into one.")
        inputs.append(batch[0])
        targets.append(batch[1])
        size += batch[0].nbytes + batch[1].nbytes
        if size > BYTES:
            raise BadValue(f"{where}: more than {BYTES / 2**30:.0f} GB; give a part of the data.")
    return Pair(torch.cat(inputs), torch.cat(targets)) if inputs else Pair(torch.empty(0), torch.empty(0))


def _data(text: str, pairs: list[Pair], base_seed: int) -> Data:
    x = torch.cat([pair.x for pair in pairs])
    y = torch.cat([pair.y for pair in pairs])
    bounds = torch.tensor([len(pair.x) for pair in pairs]).cumsum(0).tolist()
    train, *middle, test = [torch.arange(end - len(pair.x), end) for end, pair in zip(bounds, pairs, strict=True)]
    parts = Split(train, middle[0] if middle else torch.arange(0), test)
    tokens = not x.is_floating_point()
    task, outputs, target = _target(y, tokens, text)
    each = (
        "a quarter of train, drawn by seed, validates" if not middle else "the split is yours, the same for all seeds"
    )
    return Data(
        name=text,
        task=task,
        outputs=outputs,
        license="yours",
        source=f"{text}, {' + '.join(f'{len(pair.x):,}' for pair in pairs)} samples",
        views={"tokens" if tokens else LAYOUTS.get(x.ndim, "own"): x.long() if tokens else x.float()},
        target=target,
        vocabulary=int(x.max()) + 1 if tokens else 0,
        base_seed=base_seed,
        parts=parts,
        notes=[f"Read once, so that all candidates see the same (random augmentation is frozen); {each}."],
    )


def _target(y: Tensor, tokens: bool, text: str) -> tuple[Task, int, Tensor]:
    """Whole numbers are classes (or next tokens), other numbers values."""
    if not y.is_floating_point() and y.ndim == 1:
        return "classification", int(y.max()) + 1, y.long()
    if not y.is_floating_point() and tokens and y.ndim == 2:
        return "language", int(y.max()) + 1, y.long()
    if not y.is_floating_point():
        raise BadValue(f"--loaders {text}: a target of whole numbers must be [N] classes, not {list(y.shape)}.")
    values = y.float().unsqueeze(1) if y.ndim == 1 else y.float()
    return "regression", values[0].numel(), values
