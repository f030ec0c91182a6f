"""A house rule file changes every command without a line of Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import activadvise
from tests.cli.running import invoke
from tests.snippets.running import run

HOUSE = str(Path(__file__).parents[2] / "examples" / "house.yaml")
Capture = pytest.CaptureFixture[str]


def test_recommend_answers_the_new_architecture(capsys: Capture) -> None:
    text = invoke(capsys, "recommend", "--arch", "our cnn", "--rules", HOUSE).out
    assert "House CNN: SERF" in text
    assert "class SERF(nn.Module)" in text


def test_its_program_runs() -> None:
    run(activadvise.recommend("house-cnn", rules=[HOUSE]).code)
    run(activadvise.recommend("mlp", activation="serf", rules=[HOUSE]).code)
    run(activadvise.init("serf", rules=[HOUSE]).code)


def test_what_follows_from_the_formula(capsys: Capture) -> None:
    text = invoke(capsys, "explain", "serf", "--rules", HOUSE).out
    assert "minimum at x = -1.19" in text
    assert "gain 1.4" in text
    data = activadvise.init("serf", depth=50, norm="none", rules=[HOUSE])
    assert data.critical is not None
    assert data.critical.weight_variance == pytest.approx(1.88686, abs=1e-4)


def test_plot_and_list_know_it(capsys: Capture) -> None:
    assert "SERF" in invoke(capsys, "plot", "serf", "relu", "--rules", HOUSE).out
    assert "serf" in invoke(capsys, "list", "activations", "--rules", HOUSE).out


def test_fields_are_appended(capsys: Capture) -> None:
    assert "macro F1" in invoke(capsys, "output", "--task", "multiclass", "--rules", HOUSE).out
    assert "macro F1" not in invoke(capsys, "output", "--task", "multiclass").out


def test_pyproject_names_house_rules(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.activadvise]\nrules = ["{HOUSE}"]\n')
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert "SERF" in invoke(capsys, "explain", "serf").out
    (tmp_path / "pyproject.toml").write_text("[tool.activadvise]\nrules = 3\n")
    assert "list of paths" in invoke(capsys, "explain", "relu").err


def test_markup_and_escapes_come_out_as_text(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text('activations:\n  relu:\n    summary: "[bold red]x[/] \\e[31m \\x9b31m `y` | <b>"\n')
    for format in ("plain", "rich", "markdown", "json"):
        text = invoke(capsys, "explain", "relu", "--format", format, "--rules", str(path)).out
        assert "\x1b[31m" not in text
        assert "\x9b" not in text
    plain = invoke(capsys, "explain", "relu", "--format", "plain", "--rules", str(path)).out
    assert "[bold red]x[/]" in plain


def test_rules_commands(capsys: Capture, tmp_path: Path) -> None:
    assert "62 activations" in invoke(capsys, "rules", "validate", HOUSE).err
    assert "house.yaml:4" in invoke(capsys, "rules", "show", "serf", "--rules", HOUSE).out
    assert '"$defs"' in invoke(capsys, "rules", "schema").out
    broken = tmp_path / "broken.yaml"
    broken.write_text("activations:\n  a: {formula: y + 1, name: A}\n")
    result = invoke(capsys, "rules", "validate", str(broken))
    assert result.code == 2
    assert f"{broken}:2:7" in result.err
