"""Units and outcomes made up, for what does not depend on training."""

from __future__ import annotations

from activadvise.live.compare.plan import Outcome, Point, Setup, Unit, final_units

SETUP = Setup(candidates=("relu", "gelu"), data="digits", arch="mlp", seeds=16, baseline="relu")


def units() -> list[Unit]:
    """The final units of the setup."""
    return [unit for name in SETUP.candidates for unit in final_units(SETUP, name, 1e-3)]


def outcomes(unit: Unit) -> list[Outcome]:
    """One outcome per trial, with numbers that tell them apart; one has diverged."""
    return [
        Outcome(
            candidate=unit.candidate,
            phase=unit.phase,
            lr=lr,
            seed=seed,
            curve=(Point(1, 0.1 * seed, 0.3, 1e-9, dead=None, saturated=0.5),),
            validation_loss=float("inf") if seed == 3 else 1 / (seed + 3),
            validation_metric=0.25,
            test_loss=2**-60,
            test_metric=None,
        )
        for lr, seed in unit.trials
    ]
