"""The exercises of the selection guide run, and show what they ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from activadvise.cli.main import main
from examples import (
    binary_without_sigmoid,
    compare_activations,
    leaky_relu_instead,
    multiclass_without_softmax,
    units_dying,
)
from examples import zero_fractions_over_training as zero_fractions

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_four_activations_are_compared_by_their_validation_loss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compare_activations.main(tmp_path, seeds=2, steps=20, lr=0.01, jobs=1)
    assert {row.candidate for row in found.standings} == {"relu", "gelu", "silu", "leaky_relu"}
    assert found.verdict.text in capsys.readouterr().out
    assert (tmp_path / "compare.png").stat().st_size > 10_000 and "<svg" in (tmp_path / "compare.svg").read_text()


def test_zero_fractions_are_near_a_half() -> None:
    fractions = zero_fractions.main(steps=60)
    assert set(fractions) == {"1", "3"}
    assert all(0.3 < share < 0.7 for shares in fractions.values() for share in shares)


def test_leaky_relu_has_no_inactive_unit() -> None:
    relu, leaky = leaky_relu_instead.main()
    assert relu > 20 and leaky == 0


@pytest.mark.parametrize("module", [binary_without_sigmoid, multiclass_without_softmax])
def test_classifiers_learn_on_logits(module: object) -> None:
    assert module.train() > 0.95  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("binary_without_sigmoid", "loss(model(x), y)", "loss(torch.sigmoid(model(x)), y)"),
     ("multiclass_without_softmax", "loss(model(x), y)", "loss(model(x).softmax(dim=1), y)")],
)  # fmt: skip
def test_the_check_at_their_end_finds_the_mistake(name: str, before: str, after: str, tmp_path: Path) -> None:
    text = (EXAMPLES / f"{name}.py").read_text()
    for code, source in ((0, text), (1, text.replace(before, after))):
        path = tmp_path / f"{name}_{code}.py"
        path.write_text(source)
        with pytest.raises(SystemExit) as stopped:
            main(["check", str(path)])
        assert (stopped.value.code or 0) == code


def test_units_die_and_the_fix_keeps_them(tmp_path: Path) -> None:
    dying, fixed = units_dying.main(tmp_path)
    assert {finding.code for _, finding in dying.history.events} == {"dead-units"}
    assert not fixed.history.events
    assert (tmp_path / "dying.svg").read_text().startswith("<svg")
