"""The advice put to the test: for each architecture, what would have been lost by following it on a small task.

    python examples/advice_regret.py [ARCHITECTURE ...]

Each entry's own program is trained on its built-in data with the entry's picks and the usual rivals: paired seeds, the
learning rate tuned for each candidate on the same grid with seeds of its own, the loss on test data that tuning never
saw. The regret of the advised pick is its mean test loss minus that of the best candidate, with the 95 % interval of
the paired difference. "loses" means that some rival is better after Holm's correction over all rivals (p < 0.05); the
best candidate is chosen after the fact, so a regret whose p is large is noise. The figures of one run are in
examples/advice_regret.md; nothing in this file was chosen after seeing them.
"""

from __future__ import annotations

import math
import sys
import time
from statistics import fmean

import msgspec

from activadvise.live.compare import unit
from activadvise.live.compare.plan import Outcome, Setup, final_units, tuning_units
from activadvise.live.compare.run import learning_rate
from activadvise.live.compare.statistics import difference, holm
from activadvise.rulebase import load

GRID = (3e-4, 1e-3, 3e-3, 1e-2)
RIVALS = ("relu", "gelu", "silu", "leaky_relu", "tanh")
MOST = 5  # candidates of an entry: its picks first, then the rivals

# entry → data, steps, batch: as much as a core trains in about a minute
TRIALS = {
    "mlp": ("digits", 300, 64),
    "inr": ("image", 300, 128),
    "tabular-mlp": ("diabetes", 200, 64),
    "lstm": ("digits", 150, 32),
    "gan-discriminator": ("digits-fakes", 150, 32),
    "cnn": ("digits", 150, 32),
    "autoencoder": ("digits-images", 150, 32),
    "deep-mlp": ("digits", 150, 32),
    "resnet": ("digits", 80, 32),
    "transformer-encoder": ("digits", 100, 8),
    "decoder-lm": ("text", 150, 8),
}


class Regret(msgspec.Struct, kw_only=True):
    """What following the advice cost on one architecture's task.

    Attributes:
        architecture, data, steps, batch, seeds: the task.
        losses: mean test loss of each candidate, infinite if all trials diverged.
        rates: the learning rate that each was given.
        pick: the advised one, the entry's first pick.
        best: the candidate with the least mean.
        mean, low, high: of pick minus best over the seeds, and its 95 % interval; 0 where the pick is the best.
        p: of pick against best, corrected over all rivals; 1 where the pick is the best.
        cpu_s: processor seconds that it took.
    """

    architecture: str
    data: str
    steps: int
    batch: int
    seeds: int
    losses: dict[str, float]
    rates: dict[str, float]
    pick: str
    best: str
    mean: float
    low: float
    high: float
    p: float
    cpu_s: float

    @property
    def said(self) -> str:
        """In two or three words."""
        if self.pick == self.best:
            return "is the best"
        return "loses" if self.p < 0.05 and self.mean > 0 else "no clear difference"


def candidates(architecture: str) -> tuple[str, ...]:
    """The entry's picks, then the usual rivals."""
    picks = [pick.activation for pick in load().architectures[architecture].picks]
    return tuple(dict.fromkeys([*picks, *RIVALS]))[:MOST]


def trained(setup: Setup, candidate: str) -> tuple[list[Outcome], float]:
    """A candidate's final trials, and the learning rate that tuning chose for them."""
    tuned: list[Outcome] = []
    for work in tuning_units(setup, candidate):
        tuned += unit.run(setup, work)  # type: ignore[arg-type]  # without `seconds` it runs to the end
    lr = learning_rate(setup, candidate, tuned)
    assert lr is not None
    final: list[Outcome] = []
    for work in final_units(setup, candidate, lr):
        final += unit.run(setup, work)  # type: ignore[arg-type]
    return final, lr


def regret(architecture: str, data: str, steps: int, batch: int, seeds: int = 12) -> Regret:
    """Train all candidates of an architecture and compare the pick with the best of them."""
    names = candidates(architecture)
    setup = Setup(
        candidates=names, baseline=names[0], arch=architecture, data=data,
        steps=steps, batch_size=batch, seeds=seeds, grid=GRID,
    )  # fmt: skip
    start = time.process_time()
    found = {name: trained(setup, name) for name in names}
    losses = {name: {o.seed: o.test_loss or 0.0 for o in final} for name, (final, _) in found.items()}
    means = {name: fmean(of.values()) for name, of in losses.items()}
    pick, best = names[0], min(means, key=lambda name: means[name])
    gaps = {name: difference(losses[pick], losses[name]) for name in names[1:]}
    corrected = dict(zip(gaps, holm([gap.p for gap in gaps.values()]), strict=True))
    gap = gaps.get(best)
    return Regret(
        architecture=architecture, data=data, steps=steps, batch=batch, seeds=seeds, losses=means,
        rates={name: lr for name, (_, lr) in found.items()}, pick=pick, best=best,
        mean=0.0 if gap is None or gap.mean is None else gap.mean,
        low=0.0 if gap is None else _number(gap.low), high=0.0 if gap is None else _number(gap.high),
        p=corrected.get(best, 1.0), cpu_s=time.process_time() - start,
    )  # fmt: skip


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def row(found: Regret) -> str:
    """A line of the table."""
    order = sorted(found.losses, key=lambda name: found.losses[name])
    all_of_them = ", ".join(f"{name} {found.losses[name]:.4g}" for name in order)
    share = found.mean / found.losses[found.best] if found.losses[found.best] else 0.0
    lost = "0" if found.pick == found.best else f"{found.mean:.3g} [{found.low:.3g}, {found.high:.3g}] ({share:+.0%})"
    p = "" if found.pick == found.best else f"{found.p:.2g}"
    return (
        f"| {found.architecture} | {found.data}, {found.steps} × {found.batch} | {found.pick} | {found.best} | {lost} "
        f"| {p} | {found.said} | {all_of_them} | {found.cpu_s:.0f} |"
    )


COLUMNS = ("architecture", "data, steps × batch", "pick", "best", "regret of the pick [95 %]", "p", "the pick",
           "mean test loss", "CPU s")  # fmt: skip
HEAD = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"


def main(names: list[str]) -> None:
    """Print the table, a line as soon as it is known."""
    print(HEAD)
    for name in names or TRIALS:
        print(row(regret(name, *TRIALS[name])), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
