"""The built-in data sets, by name: offline, with license and source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

import torch
from torch import Tensor

from activadvise.errors import MissingExtra, UnknownName
from activadvise.live.compare.data import synthetic
from activadvise.live.compare.data.data import Data

UCI = "CC BY 4.0"
DEPTH = re.compile(r"teacher-student-([1-9]\d?)")


def load(name: str, base_seed: int) -> Data:
    """A built-in data set; case, `_` and space do not matter.

    Raises:
        UnknownName: no such data set, with the nearest.
        MissingExtra: the data are scikit-learn's, and it is not installed.
    """
    key = re.sub(r"[ _]+", "-", name.strip().lower())
    if deep := DEPTH.fullmatch(key):
        return replace(synthetic.teacher_student(int(deep[1])), base_seed=base_seed)
    if key not in SETS:
        near = get_close_matches(key, SETS, n=3)
        raise UnknownName("data set", name, near, f"There are {', '.join(SETS)}; or a CSV or Parquet file.")
    return replace(SETS[key](), base_seed=base_seed)


def _sklearn(name: str) -> tuple[Tensor, Any]:
    """Inputs [N, F] and the target of one of scikit-learn's own data sets.

    Raises:
        MissingExtra: scikit-learn is not installed.
    """
    try:
        from sklearn import datasets
    except ImportError:
        raise MissingExtra(f"--data {name}", "compare") from None
    inputs, target = getattr(datasets, f"load_{name.replace('-', '_')}")(return_X_y=True)
    return torch.from_numpy(inputs).float(), torch.from_numpy(target)


def digits() -> Data:
    """1,797 handwritten digits of 8 × 8 pixels; a row of pixels is a time step, a pixel's gray level a token."""
    pixels, target = _sklearn("digits")
    return Data(
        name="digits",
        task="classification",
        outputs=10,
        license=UCI,
        source="UCI Optical Recognition of Handwritten Digits (test part), in scikit-learn",
        views={
            "vector": pixels,
            "map": pixels.reshape(-1, 1, 8, 8),
            "sequence": pixels.reshape(-1, 8, 8),
            "tokens": pixels.long() + 1,
        },
        target=target.long(),
        scaling="whole",
        vocabulary=18,
    )


def digits_images() -> Data:
    """The digits as their own target, for an autoencoder."""
    return replace(
        digits(), name="digits-images", task="reconstruction", outputs=1, views={"map": digits().views["map"]},
        vocabulary=0,
    )  # fmt: skip


def digits_fakes() -> Data:
    """Real digits (1) against samples of a fixed generator (0), 16 × 16 pixels in [-1, 1].

    The generator is a Gaussian with the mean and the covariance of the real ones, clipped to gray levels: what tells
    them apart are moments of third order and more.
    """
    real = digits().views["vector"]
    values, vectors = torch.linalg.eigh(real.double().T.cov())
    noise = torch.randn(len(real), 64, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    fake = real.double().mean(0) + (noise * values.clamp(min=0).sqrt()) @ vectors.T
    images = torch.cat([real, fake.float().clamp(0, 16)]).reshape(-1, 1, 8, 8) / 8 - 1
    return replace(
        digits_images(),
        name="digits-fakes",
        task="discrimination",
        views={"map": torch.nn.functional.interpolate(images, scale_factor=2)},
        target=torch.cat([torch.ones(len(real)), torch.zeros(len(fake))]).long(),
        scaling="none",
        notes=["The fakes come from a fixed generator, a Gaussian with the mean and covariance of the real digits."],
    )


def _table(name: str, task: str, license: str, source: str) -> Callable[[], Data]:
    def made() -> Data:
        inputs, target = _sklearn(name)
        classes = task == "classification"
        return Data(
            name=name,
            task="classification" if classes else "regression",
            outputs=int(target.max()) + 1 if classes else 1,
            license=license,
            source=source,
            views={"vector": inputs},
            target=target.long() if classes else target.float().unsqueeze(1),
            scaling="column",
            scale_target=not classes,
        )

    return made


SETS: dict[str, Callable[[], Data]] = {
    "digits": digits,
    "breast-cancer": _table(
        "breast-cancer", "classification", UCI, "UCI Breast Cancer Wisconsin (Diagnostic), in scikit-learn"
    ),
    "wine": _table("wine", "classification", UCI, "UCI Wine, in scikit-learn"),
    "diabetes": _table("diabetes", "regression", "as scikit-learn, BSD 3-Clause", "Efron et al. 2004, in scikit-learn"),
    "friedman": synthetic.friedman,
    "spirals": synthetic.spirals,
    "teacher-student": synthetic.teacher_student,
    "text": synthetic.text,
    "sine": synthetic.sine,
    "image": synthetic.image,
    "digits-images": digits_images,
    "digits-fakes": digits_fakes,
}
